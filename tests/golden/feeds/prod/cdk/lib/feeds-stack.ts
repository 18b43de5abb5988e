// Made by apiqc: the next build writes this file anew. What is yours belongs
// into extension.ts.
import {
  CfnOutput,
  CfnResource,
  Duration,
  RemovalPolicy,
  Stack,
  StackProps,
} from 'aws-cdk-lib';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';

export interface FeedsStackProps extends StackProps {}

/**
 * Topics and schedules, each attribute at another value than its default.
 */
export class FeedsStack extends Stack {
  readonly api: apigatewayv2.CfnApi;
  readonly apiStage: apigatewayv2.CfnStage;
  readonly cleanFunction: lambda.Function;
  readonly doLooselyFunction: lambda.Function;
  readonly doStrictlyFunction: lambda.Function;
  readonly gatherFunction: lambda.Function;
  readonly hearDeadLetters: sqs.Queue;
  readonly hearFunction: lambda.Function;
  readonly hearTooFunction: lambda.Function;
  readonly intakeDeadLetters: sqs.Queue;
  readonly intakeQueue: sqs.Queue;
  readonly key: kms.Key;
  readonly lettersDeadLetters: sqs.Queue;
  readonly lettersQueue: sqs.Queue;
  readonly looseQueue: sqs.Queue;
  readonly nightlyDeadLetters: sqs.Queue;
  readonly nightlyQueue: sqs.Queue;
  readonly orderedTopic: sns.Topic;
  readonly stepFunction: lambda.Function;
  readonly strictDeadLetters: sqs.Queue;
  readonly strictQueue: sqs.Queue;
  readonly toldTopic: sns.Topic;
  readonly wideTopic: sns.Topic;
  readonly writeFunction: lambda.Function;

  constructor(scope: Construct, id: string, props: FeedsStackProps = {}) {
    super(scope, id, {
      description: 'Topics and schedules, each attribute at another value than its default.',
      ...props,
    });

    // ---- Encryption ---------------------------------------------------------

    this.key = new kms.Key(this, 'Key', {
      description: 'Key of the stack feeds-prod-queue-stack.',
      enableKeyRotation: true,
      policy: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'AccountDecides',
            principals: [new iam.AccountRootPrincipal()],
            actions: ['kms:*'],
            resources: ['*'],
          }),
          new iam.PolicyStatement({
            sid: 'Alarms',
            principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: ['*'],
            conditions: {
              ArnLike: {
                'aws:SourceArn': `arn:${this.partition}:cloudwatch:${this.region}:${this.account}:alarm:*`,
              },
              StringEquals: { 'aws:SourceAccount': this.account },
            },
          }),
          new iam.PolicyStatement({
            sid: 'DeliverWideLetters',
            principals: [new iam.ServicePrincipal('sns.amazonaws.com')],
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: ['*'],
            conditions: {
              ArnEquals: {
                'aws:SourceArn': `arn:${this.partition}:sns:${this.region}:${this.account}:feeds-prod-wide-topic`,
              },
              StringEquals: { 'aws:SourceAccount': this.account },
            },
          }),
          new iam.PolicyStatement({
            sid: 'OperateKey',
            principals: [
              new iam.ArnPrincipal('arn:aws:iam::123456789012:role/support'),
            ],
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: ['*'],
            conditions: {
              StringEquals: {
                'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
              },
            },
          }),
        ],
      }),
      removalPolicy: RemovalPolicy.DESTROY,
    });

    new kms.CfnAlias(this, 'KeyAlias', {
      aliasName: 'alias/feeds-prod-key',
      targetKeyId: this.key.keyId,
    });

    // ---- Queues and topics --------------------------------------------------

    // Failed calls of the handler hear.
    this.hearDeadLetters = new sqs.Queue(this, 'HearDeadLetters', {
      queueName: 'feeds-prod-hear-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    this.hearDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'Operate',
      principals: [
        new iam.ArnPrincipal('arn:aws:iam::123456789012:role/support'),
      ],
      actions: [
        'sqs:CancelMessageMoveTask',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:GetQueueUrl',
        'sqs:ListMessageMoveTasks',
        'sqs:ReceiveMessage',
        'sqs:StartMessageMoveTask',
      ],
      resources: [this.hearDeadLetters.queueArn],
    }));
    this.hearDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.hearDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Dead letters of the queue intake.
    this.intakeDeadLetters = new sqs.Queue(this, 'IntakeDeadLetters', {
      queueName: 'feeds-prod-intake-dlq.fifo',
      fifo: true,
      contentBasedDeduplication: true,
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    (this.intakeDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:feeds-prod-intake-queue.fifo`,
      ],
    };

    this.intakeDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'Operate',
      principals: [
        new iam.ArnPrincipal('arn:aws:iam::123456789012:role/support'),
      ],
      actions: [
        'sqs:CancelMessageMoveTask',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:GetQueueUrl',
        'sqs:ListMessageMoveTasks',
        'sqs:ReceiveMessage',
        'sqs:StartMessageMoveTask',
      ],
      resources: [this.intakeDeadLetters.queueArn],
    }));
    this.intakeDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.intakeDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.intakeQueue = new sqs.Queue(this, 'IntakeQueue', {
      queueName: 'feeds-prod-intake-queue.fifo',
      fifo: true,
      contentBasedDeduplication: true,
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: { queue: this.intakeDeadLetters, maxReceiveCount: 5 },
      removalPolicy: RemovalPolicy.DESTROY,
    });

    this.intakeQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'Redrive',
      principals: [
        new iam.ArnPrincipal('arn:aws:iam::123456789012:role/support'),
      ],
      actions: ['sqs:SendMessage'],
      resources: [this.intakeQueue.queueArn],
    }));
    this.intakeQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.intakeQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Dead letters of the queue letters.
    this.lettersDeadLetters = new sqs.Queue(this, 'LettersDeadLetters', {
      queueName: 'feeds-prod-letters-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryptionMasterKey: this.key,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    (this.lettersDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:feeds-prod-letters-queue`,
      ],
    };

    this.lettersDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'Operate',
      principals: [
        new iam.ArnPrincipal('arn:aws:iam::123456789012:role/support'),
      ],
      actions: [
        'sqs:CancelMessageMoveTask',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:GetQueueUrl',
        'sqs:ListMessageMoveTasks',
        'sqs:ReceiveMessage',
        'sqs:StartMessageMoveTask',
      ],
      resources: [this.lettersDeadLetters.queueArn],
    }));
    this.lettersDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.lettersDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.lettersQueue = new sqs.Queue(this, 'LettersQueue', {
      queueName: 'feeds-prod-letters-queue',
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      encryptionMasterKey: this.key,
      deadLetterQueue: { queue: this.lettersDeadLetters, maxReceiveCount: 5 },
      removalPolicy: RemovalPolicy.DESTROY,
    });

    this.wideTopic = new sns.Topic(this, 'WideTopic', {
      topicName: 'feeds-prod-wide-topic',
    });
    this.wideTopic.applyRemovalPolicy(RemovalPolicy.DESTROY);
    resourceOf(this.wideTopic).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'NIST.800.53.R5-SNSEncryptedKMS',
          reason: 'The program says why: what is told here is public',
        },
        {
          id: 'HIPAA.Security-SNSEncryptedKMS',
          reason: 'The program says why: what is told here is public',
        },
        {
          id: 'PCI.DSS.321-SNSEncryptedKMS',
          reason: 'The program says why: what is told here is public',
        },
      ],
    });

    this.lettersQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'DeliverWide',
      principals: [new iam.ServicePrincipal('sns.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [this.lettersQueue.queueArn],
      conditions: {
        ArnEquals: { 'aws:SourceArn': this.wideTopic.topicArn },
        StringEquals: { 'aws:SourceAccount': this.account },
      },
    }));
    this.lettersQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'Redrive',
      principals: [
        new iam.ArnPrincipal('arn:aws:iam::123456789012:role/support'),
      ],
      actions: ['sqs:SendMessage'],
      resources: [this.lettersQueue.queueArn],
    }));
    this.lettersQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.lettersQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.looseQueue = new sqs.Queue(this, 'LooseQueue', {
      queueName: 'feeds-prod-loose-queue',
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      maxMessageSizeBytes: 262144,
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    resourceOf(this.looseQueue).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-SQS3',
          reason: 'The program says why: what fails here is out of date soon',
        },
      ],
    });

    // In order, to a queue that keeps it and to one that does not.
    this.orderedTopic = new sns.Topic(this, 'OrderedTopic', {
      topicName: 'feeds-prod-ordered-topic.fifo',
      fifo: true,
      masterKey: this.key,
    });
    this.orderedTopic.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);

    this.looseQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'DeliverOrdered',
      principals: [new iam.ServicePrincipal('sns.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [this.looseQueue.queueArn],
      conditions: {
        ArnEquals: { 'aws:SourceArn': this.orderedTopic.topicArn },
        StringEquals: { 'aws:SourceAccount': this.account },
      },
    }));
    this.looseQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.looseQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Dead letters of the queue nightly.
    this.nightlyDeadLetters = new sqs.Queue(this, 'NightlyDeadLetters', {
      queueName: 'feeds-prod-nightly-dlq.fifo',
      fifo: true,
      contentBasedDeduplication: true,
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    (this.nightlyDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:feeds-prod-nightly-queue.fifo`,
      ],
    };

    this.nightlyDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'Operate',
      principals: [
        new iam.ArnPrincipal('arn:aws:iam::123456789012:role/support'),
      ],
      actions: [
        'sqs:CancelMessageMoveTask',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:GetQueueUrl',
        'sqs:ListMessageMoveTasks',
        'sqs:ReceiveMessage',
        'sqs:StartMessageMoveTask',
      ],
      resources: [this.nightlyDeadLetters.queueArn],
    }));
    this.nightlyDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.nightlyDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.nightlyQueue = new sqs.Queue(this, 'NightlyQueue', {
      queueName: 'feeds-prod-nightly-queue.fifo',
      fifo: true,
      contentBasedDeduplication: true,
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: { queue: this.nightlyDeadLetters, maxReceiveCount: 5 },
      removalPolicy: RemovalPolicy.DESTROY,
    });

    this.nightlyQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'Redrive',
      principals: [
        new iam.ArnPrincipal('arn:aws:iam::123456789012:role/support'),
      ],
      actions: ['sqs:SendMessage'],
      resources: [this.nightlyQueue.queueArn],
    }));
    this.nightlyQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.nightlyQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.orderedTopic.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sns:Publish'],
      resources: [this.orderedTopic.topicArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Dead letters of the queue strict.
    this.strictDeadLetters = new sqs.Queue(this, 'StrictDeadLetters', {
      queueName: 'feeds-prod-strict-dlq.fifo',
      fifo: true,
      contentBasedDeduplication: true,
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    (this.strictDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:feeds-prod-strict-queue.fifo`,
      ],
    };

    this.strictDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'Operate',
      principals: [
        new iam.ArnPrincipal('arn:aws:iam::123456789012:role/support'),
      ],
      actions: [
        'sqs:CancelMessageMoveTask',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:GetQueueUrl',
        'sqs:ListMessageMoveTasks',
        'sqs:ReceiveMessage',
        'sqs:StartMessageMoveTask',
      ],
      resources: [this.strictDeadLetters.queueArn],
    }));
    this.strictDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.strictDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.strictQueue = new sqs.Queue(this, 'StrictQueue', {
      queueName: 'feeds-prod-strict-queue.fifo',
      fifo: true,
      contentBasedDeduplication: true,
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: { queue: this.strictDeadLetters, maxReceiveCount: 5 },
      removalPolicy: RemovalPolicy.DESTROY,
    });

    this.strictQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'DeliverOrdered',
      principals: [new iam.ServicePrincipal('sns.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [this.strictQueue.queueArn],
      conditions: {
        ArnEquals: { 'aws:SourceArn': this.orderedTopic.topicArn },
        StringEquals: { 'aws:SourceAccount': this.account },
      },
    }));
    this.strictQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'Redrive',
      principals: [
        new iam.ArnPrincipal('arn:aws:iam::123456789012:role/support'),
      ],
      actions: ['sqs:SendMessage'],
      resources: [this.strictQueue.queueArn],
    }));
    this.strictQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.strictQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Alarms speak to it, and so does a handler whose calls fail.
    this.toldTopic = new sns.Topic(this, 'ToldTopic', {
      topicName: 'feeds-prod-told-topic',
      displayName: 'feeds',
      masterKey: this.key,
    });
    this.toldTopic.applyRemovalPolicy(RemovalPolicy.DESTROY);

    this.toldTopic.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'Alarms',
      principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [this.toldTopic.topicArn],
      conditions: {
        ArnLike: {
          'aws:SourceArn': `arn:${this.partition}:cloudwatch:${this.region}:${this.account}:alarm:*`,
        },
        StringEquals: { 'aws:SourceAccount': this.account },
      },
    }));
    this.toldTopic.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sns:Publish'],
      resources: [this.toldTopic.topicArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.wideTopic.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sns:Publish'],
      resources: [this.wideTopic.topicArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // ---- Logs ---------------------------------------------------------------

    const apiLogs = new logs.LogGroup(this, 'ApiLogs', {
      logGroupName: '/aws/vendedlogs/feeds-prod-http-api',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    const cleanFunctionLogs = new logs.LogGroup(this, 'CleanFunctionLogs', {
      logGroupName: '/aws/lambda/feeds-prod-clean-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    const doLooselyFunctionLogs = new logs.LogGroup(this, 'DoLooselyFunctionLogs', {
      logGroupName: '/aws/lambda/feeds-prod-do-loosely-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    const doStrictlyFunctionLogs = new logs.LogGroup(this, 'DoStrictlyFunctionLogs', {
      logGroupName: '/aws/lambda/feeds-prod-do-strictly-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    const gatherFunctionLogs = new logs.LogGroup(this, 'GatherFunctionLogs', {
      logGroupName: '/aws/lambda/feeds-prod-gather-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    const hearFunctionLogs = new logs.LogGroup(this, 'HearFunctionLogs', {
      logGroupName: '/aws/lambda/feeds-prod-hear-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    const hearTooFunctionLogs = new logs.LogGroup(this, 'HearTooFunctionLogs', {
      logGroupName: '/aws/lambda/feeds-prod-hear-too-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    const stepFunctionLogs = new logs.LogGroup(this, 'StepFunctionLogs', {
      logGroupName: '/aws/lambda/feeds-prod-step-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    const writeFunctionLogs = new logs.LogGroup(this, 'WriteFunctionLogs', {
      logGroupName: '/aws/lambda/feeds-prod-write-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    // ---- Roles --------------------------------------------------------------

    const cleanFunctionRolePolicy = new iam.ManagedPolicy(this, 'CleanFunctionRolePolicy', {
      description: 'What the function feeds-prod-clean-handler may do.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'Log',
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [
              `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/feeds-prod-clean-handler:*`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'PublishKeyTold',
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: [this.key.keyArn],
            conditions: {
              StringEquals: {
                'kms:ViaService': `sns.${this.region}.amazonaws.com`,
              },
            },
          }),
          new iam.PolicyStatement({
            sid: 'PublishTold',
            actions: ['sns:Publish'],
            resources: [this.toldTopic.topicArn],
          }),
        ],
      }),
    });
    resourceOf(cleanFunctionRolePolicy).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const cleanFunctionRole = new iam.Role(this, 'CleanFunctionRole', {
      description: 'What the function feeds-prod-clean-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [cleanFunctionRolePolicy],
    });

    const collectServiceRolePolicy = new iam.ManagedPolicy(this, 'CollectServiceRolePolicy', {
      description: 'What the schedule feeds-prod-collect-schedule may do.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'SendNightly',
            actions: ['sqs:SendMessage'],
            resources: [this.nightlyQueue.queueArn],
          }),
        ],
      }),
    });

    const collectServiceRole = new iam.Role(this, 'CollectServiceRole', {
      description: 'What the schedule feeds-prod-collect-schedule may do.',
      assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': this.account,
            'aws:SourceArn': `arn:${this.partition}:scheduler:${this.region}:${this.account}:schedule-group/default`,
          },
        },
      }),
      managedPolicies: [collectServiceRolePolicy],
    });

    const doLooselyFunctionRolePolicy = new iam.ManagedPolicy(this, 'DoLooselyFunctionRolePolicy', {
      description: 'What the function feeds-prod-do-loosely-handler may do.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'Log',
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [
              `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/feeds-prod-do-loosely-handler:*`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'ReceiveLoose',
            actions: [
              'sqs:DeleteMessage',
              'sqs:GetQueueAttributes',
              'sqs:ReceiveMessage',
            ],
            resources: [this.looseQueue.queueArn],
          }),
        ],
      }),
    });
    resourceOf(doLooselyFunctionRolePolicy).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const doLooselyFunctionRole = new iam.Role(this, 'DoLooselyFunctionRole', {
      description: 'What the function feeds-prod-do-loosely-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [doLooselyFunctionRolePolicy],
    });

    const doStrictlyFunctionRolePolicy = new iam.ManagedPolicy(this, 'DoStrictlyFunctionRolePolicy', {
      description: 'What the function feeds-prod-do-strictly-handler may do.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'Log',
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [
              `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/feeds-prod-do-strictly-handler:*`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'ReceiveStrict',
            actions: [
              'sqs:DeleteMessage',
              'sqs:GetQueueAttributes',
              'sqs:ReceiveMessage',
            ],
            resources: [this.strictQueue.queueArn],
          }),
          new iam.PolicyStatement({
            sid: 'SendLedger',
            actions: ['sqs:SendMessage'],
            resources: ['arn:aws:sqs:eu-west-1:123456789012:ledger.fifo'],
          }),
        ],
      }),
    });
    resourceOf(doStrictlyFunctionRolePolicy).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const doStrictlyFunctionRole = new iam.Role(this, 'DoStrictlyFunctionRole', {
      description: 'What the function feeds-prod-do-strictly-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [doStrictlyFunctionRolePolicy],
    });

    const gatherFunctionRolePolicy = new iam.ManagedPolicy(this, 'GatherFunctionRolePolicy', {
      description: 'What the function feeds-prod-gather-handler may do.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'Log',
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [
              `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/feeds-prod-gather-handler:*`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'ReceiveNightly',
            actions: [
              'sqs:DeleteMessage',
              'sqs:GetQueueAttributes',
              'sqs:ReceiveMessage',
            ],
            resources: [this.nightlyQueue.queueArn],
          }),
        ],
      }),
    });
    resourceOf(gatherFunctionRolePolicy).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const gatherFunctionRole = new iam.Role(this, 'GatherFunctionRole', {
      description: 'What the function feeds-prod-gather-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [gatherFunctionRolePolicy],
    });

    const hearFunctionRolePolicy = new iam.ManagedPolicy(this, 'HearFunctionRolePolicy', {
      description: 'What the function feeds-prod-hear-handler may do.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'Log',
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [
              `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/feeds-prod-hear-handler:*`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'SendHearDeadLetter',
            actions: ['sqs:SendMessage'],
            resources: [this.hearDeadLetters.queueArn],
          }),
        ],
      }),
    });
    resourceOf(hearFunctionRolePolicy).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const hearFunctionRole = new iam.Role(this, 'HearFunctionRole', {
      description: 'What the function feeds-prod-hear-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [hearFunctionRolePolicy],
    });

    const hearTooFunctionRolePolicy = new iam.ManagedPolicy(this, 'HearTooFunctionRolePolicy', {
      description: 'What the function feeds-prod-hear-too-handler may do.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'Log',
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [
              `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/feeds-prod-hear-too-handler:*`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'SendKeyLetters',
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: [this.key.keyArn],
            conditions: {
              StringEquals: {
                'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                'kms:EncryptionContext:aws:sqs:arn': this.lettersQueue.queueArn,
              },
            },
          }),
          new iam.PolicyStatement({
            sid: 'SendLetters',
            actions: ['sqs:SendMessage'],
            resources: [this.lettersQueue.queueArn],
          }),
        ],
      }),
    });
    resourceOf(hearTooFunctionRolePolicy).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const hearTooFunctionRole = new iam.Role(this, 'HearTooFunctionRole', {
      description: 'What the function feeds-prod-hear-too-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [hearTooFunctionRolePolicy],
    });

    const intakeIntakeRolePolicy = new iam.ManagedPolicy(this, 'IntakeIntakeRolePolicy', {
      description: 'How the API feeds-prod-http-api sends to the queue intake.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'SendIntake',
            actions: ['sqs:SendMessage'],
            resources: [this.intakeQueue.queueArn],
          }),
        ],
      }),
    });

    const intakeIntakeRole = new iam.Role(this, 'IntakeIntakeRole', {
      description: 'How the API feeds-prod-http-api sends to the queue intake.',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      managedPolicies: [intakeIntakeRolePolicy],
    });

    const ledgerIntakeRolePolicy = new iam.ManagedPolicy(this, 'LedgerIntakeRolePolicy', {
      description: 'How the API feeds-prod-http-api sends to the queue ledger.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'SendLedger',
            actions: ['sqs:SendMessage'],
            resources: ['arn:aws:sqs:eu-west-1:123456789012:ledger.fifo'],
          }),
        ],
      }),
    });

    const ledgerIntakeRole = new iam.Role(this, 'LedgerIntakeRole', {
      description: 'How the API feeds-prod-http-api sends to the queue ledger.',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      managedPolicies: [ledgerIntakeRolePolicy],
    });

    const stepFunctionRolePolicy = new iam.ManagedPolicy(this, 'StepFunctionRolePolicy', {
      description: 'What the function feeds-prod-step-handler may do.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'Log',
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [
              `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/feeds-prod-step-handler:*`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'PublishKeyOrdered',
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: [this.key.keyArn],
            conditions: {
              StringEquals: {
                'kms:ViaService': `sns.${this.region}.amazonaws.com`,
              },
            },
          }),
          new iam.PolicyStatement({
            sid: 'PublishOrdered',
            actions: ['sns:Publish'],
            resources: [this.orderedTopic.topicArn],
          }),
          new iam.PolicyStatement({
            sid: 'PublishWide',
            actions: ['sns:Publish'],
            resources: [this.wideTopic.topicArn],
          }),
          new iam.PolicyStatement({
            sid: 'ReceiveIntake',
            actions: [
              'sqs:DeleteMessage',
              'sqs:GetQueueAttributes',
              'sqs:ReceiveMessage',
            ],
            resources: [this.intakeQueue.queueArn],
          }),
        ],
      }),
    });
    resourceOf(stepFunctionRolePolicy).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const stepFunctionRole = new iam.Role(this, 'StepFunctionRole', {
      description: 'What the function feeds-prod-step-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [stepFunctionRolePolicy],
    });

    const sweepServiceRolePolicy = new iam.ManagedPolicy(this, 'SweepServiceRolePolicy', {
      description: 'What the schedule feeds-prod-sweep-schedule may do.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'InvokeClean',
            actions: ['lambda:InvokeFunction'],
            resources: [
              `arn:${this.partition}:lambda:${this.region}:${this.account}:function:feeds-prod-clean-handler`,
            ],
          }),
        ],
      }),
    });

    const sweepServiceRole = new iam.Role(this, 'SweepServiceRole', {
      description: 'What the schedule feeds-prod-sweep-schedule may do.',
      assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': this.account,
            'aws:SourceArn': `arn:${this.partition}:scheduler:${this.region}:${this.account}:schedule-group/default`,
          },
        },
      }),
      managedPolicies: [sweepServiceRolePolicy],
    });

    const writeFunctionRolePolicy = new iam.ManagedPolicy(this, 'WriteFunctionRolePolicy', {
      description: 'What the function feeds-prod-write-handler may do.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'Log',
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [
              `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/feeds-prod-write-handler:*`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'ReceiveKeyLetters',
            actions: ['kms:Decrypt'],
            resources: [this.key.keyArn],
            conditions: {
              StringEquals: {
                'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                'kms:EncryptionContext:aws:sqs:arn': this.lettersQueue.queueArn,
              },
            },
          }),
          new iam.PolicyStatement({
            sid: 'ReceiveLetters',
            actions: [
              'sqs:DeleteMessage',
              'sqs:GetQueueAttributes',
              'sqs:ReceiveMessage',
            ],
            resources: [this.lettersQueue.queueArn],
          }),
        ],
      }),
    });
    resourceOf(writeFunctionRolePolicy).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const writeFunctionRole = new iam.Role(this, 'WriteFunctionRole', {
      description: 'What the function feeds-prod-write-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [writeFunctionRolePolicy],
    });

    // ---- Handlers -----------------------------------------------------------

    // Called by the schedule sweep.
    this.cleanFunction = new lambda.Function(this, 'CleanFunction', {
      functionName: 'feeds-prod-clean-handler',
      description: 'Called by the schedule sweep.',
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromInline('exports.handler = async () => ({});'),
      role: cleanFunctionRole,
      logGroup: cleanFunctionLogs,
    });
    (this.cleanFunction.node.defaultChild as lambda.CfnFunction).deadLetterConfig = {
      targetArn: this.toldTopic.topicArn,
    };

    // Works off the queue loose.
    this.doLooselyFunction = new lambda.Function(this, 'DoLooselyFunction', {
      functionName: 'feeds-prod-do-loosely-handler',
      description: 'Works off the queue loose.',
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromInline('def handler(event, context): return {}'),
      role: doLooselyFunctionRole,
      logGroup: doLooselyFunctionLogs,
    });
    resourceOf(this.doLooselyFunction).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'NIST.800.53.R5-LambdaDLQ',
          reason: 'All who call it wait: a queue keeps what failed, others get the error, and a dead-letter queue of its own would stay empty.',
        },
        {
          id: 'HIPAA.Security-LambdaDLQ',
          reason: 'All who call it wait: a queue keeps what failed, others get the error, and a dead-letter queue of its own would stay empty.',
        },
      ],
    });

    // Works off the queue strict.
    this.doStrictlyFunction = new lambda.Function(this, 'DoStrictlyFunction', {
      functionName: 'feeds-prod-do-strictly-handler',
      description: 'Works off the queue strict.',
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromInline('def handler(event, context): return {}'),
      role: doStrictlyFunctionRole,
      environment: {
        LEDGER_QUEUE_URL: `https://sqs.eu-west-1.${this.urlSuffix}/123456789012/ledger.fifo`,
      },
      logGroup: doStrictlyFunctionLogs,
    });
    resourceOf(this.doStrictlyFunction).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'NIST.800.53.R5-LambdaDLQ',
          reason: 'All who call it wait: a queue keeps what failed, others get the error, and a dead-letter queue of its own would stay empty.',
        },
        {
          id: 'HIPAA.Security-LambdaDLQ',
          reason: 'All who call it wait: a queue keeps what failed, others get the error, and a dead-letter queue of its own would stay empty.',
        },
      ],
    });

    // Works off the queue nightly.
    this.gatherFunction = new lambda.Function(this, 'GatherFunction', {
      functionName: 'feeds-prod-gather-handler',
      description: 'Works off the queue nightly.',
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromInline('def handler(event, context): return {}'),
      role: gatherFunctionRole,
      logGroup: gatherFunctionLogs,
    });
    resourceOf(this.gatherFunction).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'NIST.800.53.R5-LambdaDLQ',
          reason: 'All who call it wait: a queue keeps what failed, others get the error, and a dead-letter queue of its own would stay empty.',
        },
        {
          id: 'HIPAA.Security-LambdaDLQ',
          reason: 'All who call it wait: a queue keeps what failed, others get the error, and a dead-letter queue of its own would stay empty.',
        },
      ],
    });

    // Called aside, so that nobody hears of its failures: they get a queue.
    this.hearFunction = new lambda.Function(this, 'HearFunction', {
      functionName: 'feeds-prod-hear-handler',
      description: 'Called aside, so that nobody hears of its failures: they get a queue.',
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromInline('exports.handler = async () => ({});'),
      role: hearFunctionRole,
      logGroup: hearFunctionLogs,
    });
    (this.hearFunction.node.defaultChild as lambda.CfnFunction).deadLetterConfig = {
      targetArn: this.hearDeadLetters.queueArn,
    };

    // Handler hear_too of the stack feeds-prod-queue-stack.
    this.hearTooFunction = new lambda.Function(this, 'HearTooFunction', {
      functionName: 'feeds-prod-hear-too-handler',
      description: 'Handler hear_too of the stack feeds-prod-queue-stack.',
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromInline('exports.handler = async () => ({});'),
      role: hearTooFunctionRole,
      logGroup: hearTooFunctionLogs,
    });
    (this.hearTooFunction.node.defaultChild as lambda.CfnFunction).deadLetterConfig = {
      targetArn: this.lettersQueue.queueArn,
    };

    // Works off the queue intake.
    this.stepFunction = new lambda.Function(this, 'StepFunction', {
      functionName: 'feeds-prod-step-handler',
      description: 'Works off the queue intake.',
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromInline('def handler(event, context): return {}'),
      role: stepFunctionRole,
      environment: {
        ORDERED_TOPIC_ARN: this.orderedTopic.topicArn,
        WIDE_TOPIC_ARN: this.wideTopic.topicArn,
      },
      logGroup: stepFunctionLogs,
    });
    resourceOf(this.stepFunction).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'NIST.800.53.R5-LambdaDLQ',
          reason: 'All who call it wait: a queue keeps what failed, others get the error, and a dead-letter queue of its own would stay empty.',
        },
        {
          id: 'HIPAA.Security-LambdaDLQ',
          reason: 'All who call it wait: a queue keeps what failed, others get the error, and a dead-letter queue of its own would stay empty.',
        },
      ],
    });

    new lambda.CfnPermission(this, 'ToldHearca55c5Permission', {
      action: 'lambda:InvokeFunction',
      functionName: this.hearFunction.functionName,
      principal: 'sns.amazonaws.com',
      sourceArn: this.toldTopic.topicArn,
    });

    new lambda.CfnPermission(this, 'WideHearToo57d7d7Permission', {
      action: 'lambda:InvokeFunction',
      functionName: this.hearTooFunction.functionName,
      principal: 'sns.amazonaws.com',
      sourceArn: this.wideTopic.topicArn,
    });

    // Works off the queue letters.
    this.writeFunction = new lambda.Function(this, 'WriteFunction', {
      functionName: 'feeds-prod-write-handler',
      description: 'Works off the queue letters.',
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromInline('def handler(event, context): return {}'),
      role: writeFunctionRole,
      logGroup: writeFunctionLogs,
    });
    resourceOf(this.writeFunction).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'NIST.800.53.R5-LambdaDLQ',
          reason: 'All who call it wait: a queue keeps what failed, others get the error, and a dead-letter queue of its own would stay empty.',
        },
        {
          id: 'HIPAA.Security-LambdaDLQ',
          reason: 'All who call it wait: a queue keeps what failed, others get the error, and a dead-letter queue of its own would stay empty.',
        },
      ],
    });

    // ---- HTTP API -----------------------------------------------------------

    this.api = new apigatewayv2.CfnApi(this, 'Api', {
      name: 'feeds-prod-http-api',
      description: 'HTTP API of the stack feeds-prod-queue-stack.',
      protocolType: 'HTTP',
    });

    this.apiStage = new apigatewayv2.CfnStage(this, 'ApiStage', {
      apiId: this.api.ref,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: {
        destinationArn: `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:${apiLogs.logGroupName}`,
        format: '{"requestId":"$context.requestId","time":"$context.requestTime","route":"$context.routeKey","status":"$context.status","responseLength":"$context.responseLength","responseLatency":"$context.responseLatency","integrationStatus":"$context.integration.status","integrationLatency":"$context.integrationLatency","integrationError":"$context.integrationErrorMessage","error":"$context.error.message","authorizerError":"$context.authorizer.error"}',
      },
      defaultRouteSettings: {
        throttlingRateLimit: 10000,
        throttlingBurstLimit: 5000,
        detailedMetricsEnabled: true,
      },
    });

    const postEntriesAccount1cfb75Integration = new apigatewayv2.CfnIntegration(this, 'PostEntriesAccount1cfb75Integration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-SendMessage',
      payloadFormatVersion: '1.0',
      credentialsArn: ledgerIntakeRole.roleArn,
      requestParameters: {
        QueueUrl: `https://sqs.eu-west-1.${this.urlSuffix}/123456789012/ledger.fifo`,
        MessageBody: '$request.body',
        MessageGroupId: '$request.path.account',
        MessageDeduplicationId: '$context.requestId',
      },
      responseParameters: {
        '200': {
          ResponseParameters: [
            { Destination: 'overwrite:statuscode', Source: '202' },
          ],
        },
      },
    });

    new apigatewayv2.CfnRoute(this, 'PostEntriesAccount1cfb75Route', {
      apiId: this.api.ref,
      routeKey: 'POST /entries/{account}',
      target: `integrations/${postEntriesAccount1cfb75Integration.ref}`,
      authorizationType: 'AWS_IAM',
    });

    const postStepsIntegration = new apigatewayv2.CfnIntegration(this, 'PostStepsIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-SendMessage',
      payloadFormatVersion: '1.0',
      credentialsArn: intakeIntakeRole.roleArn,
      requestParameters: {
        QueueUrl: this.intakeQueue.queueUrl,
        MessageBody: '$request.body',
        MessageGroupId: '$request.header.x-account',
        MessageAttributes: '{"kind":{"DataType":"String","StringValue":"${request.header.x-kind}"}}',
      },
      responseParameters: {
        '200': {
          ResponseParameters: [
            { Destination: 'overwrite:statuscode', Source: '202' },
          ],
        },
      },
    });

    new apigatewayv2.CfnRoute(this, 'PostStepsRoute', {
      apiId: this.api.ref,
      routeKey: 'POST /steps',
      target: `integrations/${postStepsIntegration.ref}`,
      authorizationType: 'AWS_IAM',
    });

    // ---- Feeds --------------------------------------------------------------

    new scheduler.CfnSchedule(this, 'CollectSchedule', {
      name: 'feeds-prod-collect-schedule',
      scheduleExpression: 'cron(0 8 ? * MON-FRI *)',
      flexibleTimeWindow: { mode: 'FLEXIBLE', maximumWindowInMinutes: 15 },
      target: {
        arn: this.nightlyQueue.queueArn,
        roleArn: collectServiceRole.roleArn,
        input: '{"kind":"collect","accounts":["a","b"],"depth":3,"whole":true}',
        sqsParameters: { messageGroupId: 'collect' },
        retryPolicy: {
          maximumRetryAttempts: 3,
          maximumEventAgeInSeconds: 3600,
        },
      },
      scheduleExpressionTimezone: 'Europe/Berlin',
    });

    new lambda.CfnEventSourceMapping(this, 'DoLooselyEventSource', {
      functionName: this.doLooselyFunction.functionName,
      eventSourceArn: this.looseQueue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new lambda.CfnEventSourceMapping(this, 'DoStrictlyEventSource', {
      functionName: this.doStrictlyFunction.functionName,
      eventSourceArn: this.strictQueue.queueArn,
      batchSize: 5,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new lambda.CfnEventSourceMapping(this, 'GatherEventSource', {
      functionName: this.gatherFunction.functionName,
      eventSourceArn: this.nightlyQueue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new sns.CfnSubscription(this, 'OrderedLoosefaadfdSubscription', {
      topicArn: this.orderedTopic.topicArn,
      protocol: 'sqs',
      endpoint: this.looseQueue.queueArn,
      rawMessageDelivery: true,
      filterPolicy: { kind: ['sum'], size: [{ numeric: ['>', 10] }] },
    });

    new sns.CfnSubscription(this, 'OrderedStrict327fadSubscription', {
      topicArn: this.orderedTopic.topicArn,
      protocol: 'sqs',
      endpoint: this.strictQueue.queueArn,
      rawMessageDelivery: true,
    });

    new lambda.CfnEventSourceMapping(this, 'StepEventSource', {
      functionName: this.stepFunction.functionName,
      eventSourceArn: this.intakeQueue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    const sweepSchedule = new scheduler.CfnSchedule(this, 'SweepSchedule', {
      name: 'feeds-prod-sweep-schedule',
      description: 'Sweeps up.',
      scheduleExpression: 'rate(12 hours)',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: this.cleanFunction.functionArn,
        roleArn: sweepServiceRole.roleArn,
        input: '{"kind":"sweep"}',
        retryPolicy: {
          maximumRetryAttempts: 0,
          maximumEventAgeInSeconds: 86400,
        },
      },
      state: 'DISABLED',
    });

    new sns.CfnSubscription(this, 'ToldHearca55c5Subscription', {
      topicArn: this.toldTopic.topicArn,
      protocol: 'lambda',
      endpoint: this.hearFunction.functionArn,
    });

    new sns.CfnSubscription(this, 'WideHearToo57d7d7Subscription', {
      topicArn: this.wideTopic.topicArn,
      protocol: 'lambda',
      endpoint: this.hearTooFunction.functionArn,
    });

    new sns.CfnSubscription(this, 'WideLettersa17887Subscription', {
      topicArn: this.wideTopic.topicArn,
      protocol: 'sqs',
      endpoint: this.lettersQueue.queueArn,
      filterPolicy: { kind: ['letter'] },
    });

    new lambda.CfnEventSourceMapping(this, 'WriteEventSource', {
      functionName: this.writeFunction.functionName,
      eventSourceArn: this.lettersQueue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    // ---- Alarms -------------------------------------------------------------

    new cloudwatch.CfnAlarm(this, 'ApiServerErrorsAlarm', {
      alarmName: 'feeds-prod-http-api-server-errors',
      alarmDescription: 'Requests to the API feeds-prod-http-api fail on its own side.',
      metrics: [
        {
          id: 'share',
          label: '5xx in percent of Count',
          expression: 'IF(whole >= 10, 100 * part / whole, 0)',
          returnData: true,
        },
        {
          id: 'part',
          metricStat: {
            metric: {
              namespace: 'AWS/ApiGateway',
              metricName: '5xx',
              dimensions: [
                { name: 'ApiId', value: this.api.ref },
                { name: 'Stage', value: '$default' },
              ],
            },
            period: 300,
            stat: 'Sum',
          },
          returnData: false,
        },
        {
          id: 'whole',
          metricStat: {
            metric: {
              namespace: 'AWS/ApiGateway',
              metricName: 'Count',
              dimensions: [
                { name: 'ApiId', value: this.api.ref },
                { name: 'Stage', value: '$default' },
              ],
            },
            period: 300,
            stat: 'Sum',
          },
          returnData: false,
        },
      ],
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'CleanFunctionErrorsAlarm', {
      alarmName: 'feeds-prod-clean-handler-errors',
      alarmDescription: 'Calls of the function feeds-prod-clean-handler fail.',
      metrics: [
        {
          id: 'share',
          label: 'Errors in percent of Invocations',
          expression: 'IF(part >= 5, 100 * part / whole, 0)',
          returnData: true,
        },
        {
          id: 'part',
          metricStat: {
            metric: {
              namespace: 'AWS/Lambda',
              metricName: 'Errors',
              dimensions: [
                {
                  name: 'FunctionName',
                  value: this.cleanFunction.functionName,
                },
              ],
            },
            period: 300,
            stat: 'Sum',
          },
          returnData: false,
        },
        {
          id: 'whole',
          metricStat: {
            metric: {
              namespace: 'AWS/Lambda',
              metricName: 'Invocations',
              dimensions: [
                {
                  name: 'FunctionName',
                  value: this.cleanFunction.functionName,
                },
              ],
            },
            period: 300,
            stat: 'Sum',
          },
          returnData: false,
        },
      ],
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      threshold: 5,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'CleanFunctionThrottlesAlarm', {
      alarmName: 'feeds-prod-clean-handler-throttles',
      alarmDescription: 'Calls of the function feeds-prod-clean-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.cleanFunction.functionName },
      ],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'DoLooselyFunctionErrorsAlarm', {
      alarmName: 'feeds-prod-do-loosely-handler-errors',
      alarmDescription: 'Calls of the function feeds-prod-do-loosely-handler fail.',
      metrics: [
        {
          id: 'share',
          label: 'Errors in percent of Invocations',
          expression: 'IF(part >= 5, 100 * part / whole, 0)',
          returnData: true,
        },
        {
          id: 'part',
          metricStat: {
            metric: {
              namespace: 'AWS/Lambda',
              metricName: 'Errors',
              dimensions: [
                {
                  name: 'FunctionName',
                  value: this.doLooselyFunction.functionName,
                },
              ],
            },
            period: 300,
            stat: 'Sum',
          },
          returnData: false,
        },
        {
          id: 'whole',
          metricStat: {
            metric: {
              namespace: 'AWS/Lambda',
              metricName: 'Invocations',
              dimensions: [
                {
                  name: 'FunctionName',
                  value: this.doLooselyFunction.functionName,
                },
              ],
            },
            period: 300,
            stat: 'Sum',
          },
          returnData: false,
        },
      ],
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      threshold: 5,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'DoLooselyFunctionThrottlesAlarm', {
      alarmName: 'feeds-prod-do-loosely-handler-throttles',
      alarmDescription: 'Calls of the function feeds-prod-do-loosely-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.doLooselyFunction.functionName },
      ],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'DoStrictlyFunctionErrorsAlarm', {
      alarmName: 'feeds-prod-do-strictly-handler-errors',
      alarmDescription: 'Calls of the function feeds-prod-do-strictly-handler fail.',
      metrics: [
        {
          id: 'share',
          label: 'Errors in percent of Invocations',
          expression: 'IF(part >= 5, 100 * part / whole, 0)',
          returnData: true,
        },
        {
          id: 'part',
          metricStat: {
            metric: {
              namespace: 'AWS/Lambda',
              metricName: 'Errors',
              dimensions: [
                {
                  name: 'FunctionName',
                  value: this.doStrictlyFunction.functionName,
                },
              ],
            },
            period: 300,
            stat: 'Sum',
          },
          returnData: false,
        },
        {
          id: 'whole',
          metricStat: {
            metric: {
              namespace: 'AWS/Lambda',
              metricName: 'Invocations',
              dimensions: [
                {
                  name: 'FunctionName',
                  value: this.doStrictlyFunction.functionName,
                },
              ],
            },
            period: 300,
            stat: 'Sum',
          },
          returnData: false,
        },
      ],
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      threshold: 5,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'DoStrictlyFunctionThrottlesAlarm', {
      alarmName: 'feeds-prod-do-strictly-handler-throttles',
      alarmDescription: 'Calls of the function feeds-prod-do-strictly-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.doStrictlyFunction.functionName },
      ],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'GatherFunctionErrorsAlarm', {
      alarmName: 'feeds-prod-gather-handler-errors',
      alarmDescription: 'Calls of the function feeds-prod-gather-handler fail.',
      metrics: [
        {
          id: 'share',
          label: 'Errors in percent of Invocations',
          expression: 'IF(part >= 5, 100 * part / whole, 0)',
          returnData: true,
        },
        {
          id: 'part',
          metricStat: {
            metric: {
              namespace: 'AWS/Lambda',
              metricName: 'Errors',
              dimensions: [
                {
                  name: 'FunctionName',
                  value: this.gatherFunction.functionName,
                },
              ],
            },
            period: 300,
            stat: 'Sum',
          },
          returnData: false,
        },
        {
          id: 'whole',
          metricStat: {
            metric: {
              namespace: 'AWS/Lambda',
              metricName: 'Invocations',
              dimensions: [
                {
                  name: 'FunctionName',
                  value: this.gatherFunction.functionName,
                },
              ],
            },
            period: 300,
            stat: 'Sum',
          },
          returnData: false,
        },
      ],
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      threshold: 5,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'GatherFunctionThrottlesAlarm', {
      alarmName: 'feeds-prod-gather-handler-throttles',
      alarmDescription: 'Calls of the function feeds-prod-gather-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.gatherFunction.functionName },
      ],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'HearFunctionErrorsAlarm', {
      alarmName: 'feeds-prod-hear-handler-errors',
      alarmDescription: 'Calls of the function feeds-prod-hear-handler fail.',
      metrics: [
        {
          id: 'share',
          label: 'Errors in percent of Invocations',
          expression: 'IF(part >= 5, 100 * part / whole, 0)',
          returnData: true,
        },
        {
          id: 'part',
          metricStat: {
            metric: {
              namespace: 'AWS/Lambda',
              metricName: 'Errors',
              dimensions: [
                {
                  name: 'FunctionName',
                  value: this.hearFunction.functionName,
                },
              ],
            },
            period: 300,
            stat: 'Sum',
          },
          returnData: false,
        },
        {
          id: 'whole',
          metricStat: {
            metric: {
              namespace: 'AWS/Lambda',
              metricName: 'Invocations',
              dimensions: [
                {
                  name: 'FunctionName',
                  value: this.hearFunction.functionName,
                },
              ],
            },
            period: 300,
            stat: 'Sum',
          },
          returnData: false,
        },
      ],
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      threshold: 5,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'HearFunctionThrottlesAlarm', {
      alarmName: 'feeds-prod-hear-handler-throttles',
      alarmDescription: 'Calls of the function feeds-prod-hear-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.hearFunction.functionName },
      ],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'HearQueueDeadLettersAlarm', {
      alarmName: 'feeds-prod-hear-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue feeds-prod-hear-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        { name: 'QueueName', value: this.hearDeadLetters.queueName },
      ],
      statistic: 'Maximum',
      period: 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'HearTooFunctionErrorsAlarm', {
      alarmName: 'feeds-prod-hear-too-handler-errors',
      alarmDescription: 'Calls of the function feeds-prod-hear-too-handler fail.',
      metrics: [
        {
          id: 'share',
          label: 'Errors in percent of Invocations',
          expression: 'IF(part >= 5, 100 * part / whole, 0)',
          returnData: true,
        },
        {
          id: 'part',
          metricStat: {
            metric: {
              namespace: 'AWS/Lambda',
              metricName: 'Errors',
              dimensions: [
                {
                  name: 'FunctionName',
                  value: this.hearTooFunction.functionName,
                },
              ],
            },
            period: 300,
            stat: 'Sum',
          },
          returnData: false,
        },
        {
          id: 'whole',
          metricStat: {
            metric: {
              namespace: 'AWS/Lambda',
              metricName: 'Invocations',
              dimensions: [
                {
                  name: 'FunctionName',
                  value: this.hearTooFunction.functionName,
                },
              ],
            },
            period: 300,
            stat: 'Sum',
          },
          returnData: false,
        },
      ],
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      threshold: 5,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'HearTooFunctionThrottlesAlarm', {
      alarmName: 'feeds-prod-hear-too-handler-throttles',
      alarmDescription: 'Calls of the function feeds-prod-hear-too-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.hearTooFunction.functionName },
      ],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'IntakeQueueAgeAlarm', {
      alarmName: 'feeds-prod-intake-queue.fifo-age',
      alarmDescription: 'The consumer of the queue feeds-prod-intake-queue.fifo falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [{ name: 'QueueName', value: this.intakeQueue.queueName }],
      statistic: 'Maximum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 900,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'IntakeQueueDeadLettersAlarm', {
      alarmName: 'feeds-prod-intake-dlq.fifo-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue feeds-prod-intake-dlq.fifo.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        { name: 'QueueName', value: this.intakeDeadLetters.queueName },
      ],
      statistic: 'Maximum',
      period: 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'LettersQueueAgeAlarm', {
      alarmName: 'feeds-prod-letters-queue-age',
      alarmDescription: 'The consumer of the queue feeds-prod-letters-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [{ name: 'QueueName', value: this.lettersQueue.queueName }],
      statistic: 'Maximum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 900,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'LettersQueueDeadLettersAlarm', {
      alarmName: 'feeds-prod-letters-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue feeds-prod-letters-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        { name: 'QueueName', value: this.lettersDeadLetters.queueName },
      ],
      statistic: 'Maximum',
      period: 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'LooseQueueAgeAlarm', {
      alarmName: 'feeds-prod-loose-queue-age',
      alarmDescription: 'The consumer of the queue feeds-prod-loose-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [{ name: 'QueueName', value: this.looseQueue.queueName }],
      statistic: 'Maximum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 900,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'NightlyQueueAgeAlarm', {
      alarmName: 'feeds-prod-nightly-queue.fifo-age',
      alarmDescription: 'The consumer of the queue feeds-prod-nightly-queue.fifo falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [{ name: 'QueueName', value: this.nightlyQueue.queueName }],
      statistic: 'Maximum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 900,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'NightlyQueueDeadLettersAlarm', {
      alarmName: 'feeds-prod-nightly-dlq.fifo-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue feeds-prod-nightly-dlq.fifo.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        { name: 'QueueName', value: this.nightlyDeadLetters.queueName },
      ],
      statistic: 'Maximum',
      period: 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'OrderedTopicFailuresAlarm', {
      alarmName: 'feeds-prod-ordered-topic.fifo-failures',
      alarmDescription: 'Messages of the topic feeds-prod-ordered-topic.fifo could not be delivered.',
      namespace: 'AWS/SNS',
      metricName: 'NumberOfNotificationsFailed',
      dimensions: [{ name: 'TopicName', value: this.orderedTopic.topicName }],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      threshold: 10,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'StepFunctionErrorsAlarm', {
      alarmName: 'feeds-prod-step-handler-errors',
      alarmDescription: 'Calls of the function feeds-prod-step-handler fail.',
      metrics: [
        {
          id: 'share',
          label: 'Errors in percent of Invocations',
          expression: 'IF(part >= 5, 100 * part / whole, 0)',
          returnData: true,
        },
        {
          id: 'part',
          metricStat: {
            metric: {
              namespace: 'AWS/Lambda',
              metricName: 'Errors',
              dimensions: [
                {
                  name: 'FunctionName',
                  value: this.stepFunction.functionName,
                },
              ],
            },
            period: 300,
            stat: 'Sum',
          },
          returnData: false,
        },
        {
          id: 'whole',
          metricStat: {
            metric: {
              namespace: 'AWS/Lambda',
              metricName: 'Invocations',
              dimensions: [
                {
                  name: 'FunctionName',
                  value: this.stepFunction.functionName,
                },
              ],
            },
            period: 300,
            stat: 'Sum',
          },
          returnData: false,
        },
      ],
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      threshold: 5,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'StepFunctionThrottlesAlarm', {
      alarmName: 'feeds-prod-step-handler-throttles',
      alarmDescription: 'Calls of the function feeds-prod-step-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.stepFunction.functionName },
      ],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'StrictQueueAgeAlarm', {
      alarmName: 'feeds-prod-strict-queue.fifo-age',
      alarmDescription: 'The consumer of the queue feeds-prod-strict-queue.fifo falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [{ name: 'QueueName', value: this.strictQueue.queueName }],
      statistic: 'Maximum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 900,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'StrictQueueDeadLettersAlarm', {
      alarmName: 'feeds-prod-strict-dlq.fifo-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue feeds-prod-strict-dlq.fifo.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        { name: 'QueueName', value: this.strictDeadLetters.queueName },
      ],
      statistic: 'Maximum',
      period: 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'ToldTopicFailuresAlarm', {
      alarmName: 'feeds-prod-told-topic-failures',
      alarmDescription: 'Messages of the topic feeds-prod-told-topic could not be delivered.',
      namespace: 'AWS/SNS',
      metricName: 'NumberOfNotificationsFailed',
      dimensions: [{ name: 'TopicName', value: this.toldTopic.topicName }],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'WideTopicFailuresAlarm', {
      alarmName: 'feeds-prod-wide-topic-failures',
      alarmDescription: 'Messages of the topic feeds-prod-wide-topic could not be delivered.',
      namespace: 'AWS/SNS',
      metricName: 'NumberOfNotificationsFailed',
      dimensions: [{ name: 'TopicName', value: this.wideTopic.topicName }],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'WriteFunctionErrorsAlarm', {
      alarmName: 'feeds-prod-write-handler-errors',
      alarmDescription: 'Calls of the function feeds-prod-write-handler fail.',
      metrics: [
        {
          id: 'share',
          label: 'Errors in percent of Invocations',
          expression: 'IF(part >= 5, 100 * part / whole, 0)',
          returnData: true,
        },
        {
          id: 'part',
          metricStat: {
            metric: {
              namespace: 'AWS/Lambda',
              metricName: 'Errors',
              dimensions: [
                {
                  name: 'FunctionName',
                  value: this.writeFunction.functionName,
                },
              ],
            },
            period: 300,
            stat: 'Sum',
          },
          returnData: false,
        },
        {
          id: 'whole',
          metricStat: {
            metric: {
              namespace: 'AWS/Lambda',
              metricName: 'Invocations',
              dimensions: [
                {
                  name: 'FunctionName',
                  value: this.writeFunction.functionName,
                },
              ],
            },
            period: 300,
            stat: 'Sum',
          },
          returnData: false,
        },
      ],
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      threshold: 5,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'WriteFunctionThrottlesAlarm', {
      alarmName: 'feeds-prod-write-handler-throttles',
      alarmDescription: 'Calls of the function feeds-prod-write-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.writeFunction.functionName },
      ],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new CfnOutput(this, 'SweepArnOutput', { value: sweepSchedule.attrArn }).overrideLogicalId('SweepArn');
    new CfnOutput(this, 'ToldNameOutput', { value: this.toldTopic.topicName }).overrideLogicalId('ToldName');

    // Each resource keeps the logical id that `apiqc build --target cfn` gives
    // it, so that a stack can be deployed from either.
    for (const one of this.node.findAll()) {
      if (CfnResource.isCfnResource(one)) {
        const path = one.node.scopes.slice(this.node.scopes.length);
        const names = path.map((part) => part.node.id);
        one.overrideLogicalId(names.filter((name) => name !== 'Resource').join(''));
      }
    }
  }
}

/** The CloudFormation resource that a construct makes. */
function resourceOf(construct: IConstruct): CfnResource {
  return construct.node.defaultChild as CfnResource;
}
