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

export interface EscapeStackProps extends StackProps {}

/**
 * Overrides of every kind, and raw resources beside and below them.
 */
export class EscapeStack extends Stack {
  readonly againFunction: lambda.Function;
  readonly api: apigatewayv2.CfnApi;
  readonly apiStage: apigatewayv2.CfnStage;
  readonly backDeadLetters: sqs.Queue;
  readonly backQueue: sqs.Queue;
  readonly key: kms.Key;
  readonly mainDeadLetters: sqs.Queue;
  readonly mainQueue: sqs.Queue;
  readonly newsTopic: sns.Topic;
  readonly restFunction: lambda.Function;
  readonly serveFunction: lambda.Function;
  readonly shipFunction: lambda.Function;
  readonly tenantAcme63df59DeadLetters: sqs.Queue;
  readonly tenantAcme63df59Queue: sqs.Queue;
  readonly tenantGlobex9d71f8DeadLetters: sqs.Queue;
  readonly tenantGlobex9d71f8Queue: sqs.Queue;

  constructor(scope: Construct, id: string, props: EscapeStackProps = {}) {
    super(scope, id, {
      description: 'Overrides of every kind, and raw resources beside and below them.',
      ...props,
    });

    // ---- Encryption ---------------------------------------------------------

    this.key = new kms.Key(this, 'Key', {
      description: 'Key of the stack escape-dev-queue-stack.',
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
            sid: 'DeliverNewsMain',
            principals: [new iam.ServicePrincipal('sns.amazonaws.com')],
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: ['*'],
            conditions: {
              ArnEquals: {
                'aws:SourceArn': `arn:${this.partition}:sns:${this.region}:${this.account}:escape-dev-news-topic`,
              },
              StringEquals: { 'aws:SourceAccount': this.account },
            },
          }),
        ],
      }),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    resourceOf(this.key).addPropertyOverride('PendingWindowInDays', 14);

    new kms.CfnAlias(this, 'KeyAlias', {
      aliasName: 'alias/escape-dev-key',
      targetKeyId: this.key.keyId,
    });

    // ---- Queues and topics --------------------------------------------------

    // Dead letters of the queue back.
    this.backDeadLetters = new sqs.Queue(this, 'BackDeadLetters', {
      queueName: 'escape-dev-back-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.backDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:escape-dev-back-queue`,
      ],
    };
    resourceOf(this.backDeadLetters).addPropertyOverride('DelaySeconds', 1);

    this.backDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.backDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.backQueue = new sqs.Queue(this, 'BackQueue', {
      queueName: 'escape-dev-back-queue',
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: { queue: this.backDeadLetters, maxReceiveCount: 5 },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    resourceOf(this.backQueue).addPropertyOverride(
      'KmsDataKeyReusePeriodSeconds',
      600,
    );

    this.backQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.backQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Dead letters of the queue main.
    this.mainDeadLetters = new sqs.Queue(this, 'MainDeadLetters', {
      queueName: 'escape-dev-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryptionMasterKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.mainDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:escape-dev-queue`,
      ],
    };
    resourceOf(this.mainDeadLetters).addPropertyOverride('DelaySeconds', 1);

    this.mainDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.mainDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.mainQueue = new sqs.Queue(this, 'MainQueue', {
      queueName: 'escape-dev-queue',
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      encryptionMasterKey: this.key,
      deadLetterQueue: { queue: this.mainDeadLetters, maxReceiveCount: 5 },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    resourceOf(this.mainQueue).addPropertyOverride(
      'MessageRetentionPeriod',
      172800,
    );
    resourceOf(this.mainQueue).addPropertyOverride(
      'KmsDataKeyReusePeriodSeconds',
      300,
    );

    this.newsTopic = new sns.Topic(this, 'NewsTopic', {
      topicName: 'escape-dev-news-topic',
      masterKey: this.key,
    });
    this.newsTopic.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    resourceOf(this.newsTopic).addPropertyOverride(
      'TracingConfig',
      'PassThrough',
    );
    resourceOf(this.newsTopic).addPropertyOverride('Tags', [
      { Key: 'depth', Value: '6' },
    ]);

    this.mainQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'DeliverNews',
      principals: [new iam.ServicePrincipal('sns.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [this.mainQueue.queueArn],
      conditions: {
        ArnEquals: { 'aws:SourceArn': this.newsTopic.topicArn },
        StringEquals: { 'aws:SourceAccount': this.account },
      },
    }));
    this.mainQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.mainQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.newsTopic.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sns:Publish'],
      resources: [this.newsTopic.topicArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Dead letters of the queue tenant["acme"].
    this.tenantAcme63df59DeadLetters = new sqs.Queue(this, 'TenantAcme63df59DeadLetters', {
      queueName: 'escape-dev-tenant-acme-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.tenantAcme63df59DeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:escape-dev-tenant-acme-queue`,
      ],
    };
    resourceOf(this.tenantAcme63df59DeadLetters).addPropertyOverride(
      'DelaySeconds',
      1,
    );

    this.tenantAcme63df59DeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.tenantAcme63df59DeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.tenantAcme63df59Queue = new sqs.Queue(this, 'TenantAcme63df59Queue', {
      queueName: 'escape-dev-tenant-acme-queue',
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: {
        queue: this.tenantAcme63df59DeadLetters,
        maxReceiveCount: 5,
      },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    resourceOf(this.tenantAcme63df59Queue).addPropertyOverride(
      'DelaySeconds',
      5,
    );
    resourceOf(this.tenantAcme63df59Queue).addPropertyOverride(
      'KmsDataKeyReusePeriodSeconds',
      600,
    );

    this.tenantAcme63df59Queue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.tenantAcme63df59Queue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Dead letters of the queue tenant["globex"].
    this.tenantGlobex9d71f8DeadLetters = new sqs.Queue(this, 'TenantGlobex9d71f8DeadLetters', {
      queueName: 'escape-dev-tenant-globex-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.tenantGlobex9d71f8DeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:escape-dev-tenant-globex-queue`,
      ],
    };
    resourceOf(this.tenantGlobex9d71f8DeadLetters).addPropertyOverride(
      'DelaySeconds',
      1,
    );

    this.tenantGlobex9d71f8DeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.tenantGlobex9d71f8DeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.tenantGlobex9d71f8Queue = new sqs.Queue(this, 'TenantGlobex9d71f8Queue', {
      queueName: 'escape-dev-tenant-globex-queue',
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: {
        queue: this.tenantGlobex9d71f8DeadLetters,
        maxReceiveCount: 5,
      },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    resourceOf(this.tenantGlobex9d71f8Queue).addPropertyOverride(
      'DelaySeconds',
      0,
    );
    resourceOf(this.tenantGlobex9d71f8Queue).addPropertyOverride(
      'KmsDataKeyReusePeriodSeconds',
      600,
    );

    this.tenantGlobex9d71f8Queue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.tenantGlobex9d71f8Queue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // ---- Logs ---------------------------------------------------------------

    const againFunctionLogs = new logs.LogGroup(this, 'AgainFunctionLogs', {
      logGroupName: '/aws/lambda/escape-dev-again-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    resourceOf(againFunctionLogs).addPropertyOverride(
      'LogGroupClass',
      'STANDARD',
    );

    const apiLogs = new logs.LogGroup(this, 'ApiLogs', {
      logGroupName: '/aws/vendedlogs/escape-dev-http-api',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const restFunctionLogs = new logs.LogGroup(this, 'RestFunctionLogs', {
      logGroupName: '/aws/lambda/escape-dev-rest-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    resourceOf(restFunctionLogs).addPropertyOverride(
      'LogGroupClass',
      'STANDARD',
    );

    const serveFunctionLogs = new logs.LogGroup(this, 'ServeFunctionLogs', {
      logGroupName: '/aws/lambda/escape-dev-serve-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    resourceOf(serveFunctionLogs).addPropertyOverride(
      'LogGroupClass',
      'STANDARD',
    );

    const shipFunctionLogs = new logs.LogGroup(this, 'ShipFunctionLogs', {
      logGroupName: '/aws/lambda/escape-dev-ship-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    resourceOf(shipFunctionLogs).addPropertyOverride(
      'LogGroupClass',
      'STANDARD',
    );

    // ---- Roles --------------------------------------------------------------

    const againFunctionRole = new iam.Role(this, 'AgainFunctionRole', {
      description: 'What the function escape-dev-again-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/escape-dev-again-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveBack',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.backQueue.queueArn],
            }),
            new iam.PolicyStatement({
              sid: 'SendBack',
              actions: ['sqs:SendMessage'],
              resources: [this.backQueue.queueArn],
            }),
          ],
        }),
      },
    });
    resourceOf(againFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const mainIntakeRole = new iam.Role(this, 'MainIntakeRole', {
      description: 'How the API escape-dev-http-api sends to the queue main.',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'SendKeyMain',
              actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
              resources: [this.key.keyArn],
              conditions: {
                StringEquals: {
                  'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                  'kms:EncryptionContext:aws:sqs:arn': this.mainQueue.queueArn,
                },
              },
            }),
            new iam.PolicyStatement({
              sid: 'SendMain',
              actions: ['sqs:SendMessage'],
              resources: [this.mainQueue.queueArn],
            }),
          ],
        }),
      },
    });
    resourceOf(mainIntakeRole).addPropertyOverride('MaxSessionDuration', 3600);

    const nightlyServiceRole = new iam.Role(this, 'NightlyServiceRole', {
      description: 'What the schedule escape-dev-nightly-schedule may do.',
      assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': this.account,
            'aws:SourceArn': `arn:${this.partition}:scheduler:${this.region}:${this.account}:schedule-group/default`,
          },
        },
      }),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'SendKeyMain',
              actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
              resources: [this.key.keyArn],
              conditions: {
                StringEquals: {
                  'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                  'kms:EncryptionContext:aws:sqs:arn': this.mainQueue.queueArn,
                },
              },
            }),
            new iam.PolicyStatement({
              sid: 'SendMain',
              actions: ['sqs:SendMessage'],
              resources: [this.mainQueue.queueArn],
            }),
          ],
        }),
      },
    });
    resourceOf(nightlyServiceRole).addPropertyOverride(
      'MaxSessionDuration',
      7200,
    );

    const restFunctionRole = new iam.Role(this, 'RestFunctionRole', {
      description: 'What the function escape-dev-rest-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/escape-dev-rest-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveTenantGlobex',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.tenantGlobex9d71f8Queue.queueArn],
            }),
          ],
        }),
      },
    });
    resourceOf(restFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const serveFunctionRole = new iam.Role(this, 'ServeFunctionRole', {
      description: 'What the function escape-dev-serve-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/escape-dev-serve-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveTenantAcme',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.tenantAcme63df59Queue.queueArn],
            }),
          ],
        }),
      },
    });
    resourceOf(serveFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const shipFunctionRole = new iam.Role(this, 'ShipFunctionRole', {
      description: 'What the function escape-dev-ship-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/escape-dev-ship-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveKeyMain',
              actions: ['kms:Decrypt'],
              resources: [this.key.keyArn],
              conditions: {
                StringEquals: {
                  'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                  'kms:EncryptionContext:aws:sqs:arn': this.mainQueue.queueArn,
                },
              },
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveMain',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.mainQueue.queueArn],
            }),
          ],
        }),
      },
    });
    resourceOf(shipFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });
    resourceOf(shipFunctionRole).addPropertyOverride(
      'MaxSessionDuration',
      7200,
    );

    // ---- Handlers -----------------------------------------------------------

    // Tries again what could not be done yet.
    this.againFunction = new lambda.Function(this, 'AgainFunction', {
      functionName: 'escape-dev-again-handler',
      description: 'Tries again what could not be done yet.',
      runtime: lambda.Runtime.PYTHON_3_12,
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromInline('def handler(event, context): pass'),
      role: againFunctionRole,
      environment: { BACK_QUEUE_URL: this.backQueue.queueUrl },
      logGroup: againFunctionLogs,
      recursiveLoop: lambda.RecursiveLoop.ALLOW,
    });
    resourceOf(this.againFunction).addMetadata('cdk_nag', {
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

    // Works off the queue tenant["globex"].
    this.restFunction = new lambda.Function(this, 'RestFunction', {
      functionName: 'escape-dev-rest-handler',
      description: 'Works off the queue tenant["globex"].',
      runtime: lambda.Runtime.PYTHON_3_12,
      handler: 'app.handle',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset('artifacts/rest-dde826770066afc4.zip'),
      role: restFunctionRole,
      logGroup: restFunctionLogs,
    });
    resourceOf(this.restFunction).addMetadata('cdk_nag', {
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

    // Works off the queue tenant["acme"].
    this.serveFunction = new lambda.Function(this, 'ServeFunction', {
      functionName: 'escape-dev-serve-handler',
      description: 'Works off the queue tenant["acme"].',
      runtime: lambda.Runtime.PYTHON_3_12,
      handler: 'app.handle',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset('artifacts/serve-dde826770066afc4.zip'),
      role: serveFunctionRole,
      logGroup: serveFunctionLogs,
    });
    resourceOf(this.serveFunction).addMetadata('cdk_nag', {
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

    // ---- Raw resources ------------------------------------------------------

    const uploadsResource = new CfnResource(this, 'UploadsResource', {
      type: 'AWS::S3::Bucket',
      properties: {
        VersioningConfiguration: { Status: 'Enabled' },
        Tags: [{ Key: 'stage', Value: 'dev' }],
      },
    });
    uploadsResource.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);

    const bookResource = new CfnResource(this, 'BookResource', {
      type: 'AWS::DynamoDB::Table',
      properties: {
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      },
    });
    bookResource.applyRemovalPolicy(RemovalPolicy.DESTROY);

    // ---- Handlers -----------------------------------------------------------

    // Keeps what comes in.
    this.shipFunction = new lambda.Function(this, 'ShipFunction', {
      functionName: 'escape-dev-ship-handler',
      description: 'Keeps what comes in.',
      runtime: lambda.Runtime.PYTHON_3_12,
      handler: 'app.handle',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset('artifacts/ship-dde826770066afc4.zip'),
      role: shipFunctionRole,
      environment: {
        BUCKET: uploadsResource.ref,
        TABLE: bookResource.ref,
        WHERE: uploadsResource.getAtt('RegionalDomainName').toString(),
      },
      logGroup: shipFunctionLogs,
    });
    resourceOf(this.shipFunction).addMetadata('cdk_nag', {
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
    resourceOf(this.shipFunction).addPropertyOverride(
      'Environment.Variables.BOOK_ARN',
      bookResource.getAtt('Arn').toString(),
    );
    resourceOf(this.shipFunction).addPropertyDeletionOverride('Description');

    // ---- HTTP API -----------------------------------------------------------

    this.api = new apigatewayv2.CfnApi(this, 'Api', {
      name: 'escape-dev-http-api',
      description: 'HTTP API of the stack escape-dev-queue-stack.',
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
    this.apiStage.addPropertyOverride('StageVariables', { stage: 'dev' });

    const postOrdersIntegration = new apigatewayv2.CfnIntegration(this, 'PostOrdersIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-SendMessage',
      payloadFormatVersion: '1.0',
      credentialsArn: mainIntakeRole.roleArn,
      requestParameters: {
        QueueUrl: this.mainQueue.queueUrl,
        MessageBody: '$request.body',
      },
      responseParameters: {
        '200': {
          ResponseParameters: [
            { Destination: 'overwrite:statuscode', Source: '202' },
          ],
        },
      },
    });
    postOrdersIntegration.addPropertyOverride('TimeoutInMillis', 5000);

    const postOrdersRoute = new apigatewayv2.CfnRoute(this, 'PostOrdersRoute', {
      apiId: this.api.ref,
      routeKey: 'POST /orders',
      target: `integrations/${postOrdersIntegration.ref}`,
      authorizationType: 'AWS_IAM',
    });
    postOrdersRoute.addPropertyOverride('OperationName', 'PlaceOrder');

    // ---- Feeds --------------------------------------------------------------

    const againEventSource = new lambda.CfnEventSourceMapping(this, 'AgainEventSource', {
      functionName: this.againFunction.functionName,
      eventSourceArn: this.backQueue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });
    againEventSource.addPropertyOverride('BisectBatchOnFunctionError', false);

    new sns.CfnSubscription(this, 'NewsMain11c309Subscription', {
      topicArn: this.newsTopic.topicArn,
      protocol: 'sqs',
      endpoint: this.mainQueue.queueArn,
      rawMessageDelivery: true,
    });

    const nightlySchedule = new scheduler.CfnSchedule(this, 'NightlySchedule', {
      name: 'escape-dev-nightly-schedule',
      scheduleExpression: 'cron(0 3 * * ? *)',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: this.mainQueue.queueArn,
        roleArn: nightlyServiceRole.roleArn,
        input: '{}',
        retryPolicy: {
          maximumRetryAttempts: 185,
          maximumEventAgeInSeconds: 86400,
        },
      },
    });
    nightlySchedule.addPropertyOverride('State', 'ENABLED');

    const restEventSource = new lambda.CfnEventSourceMapping(this, 'RestEventSource', {
      functionName: this.restFunction.functionName,
      eventSourceArn: this.tenantGlobex9d71f8Queue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });
    restEventSource.addPropertyOverride('BisectBatchOnFunctionError', false);

    const serveEventSource = new lambda.CfnEventSourceMapping(this, 'ServeEventSource', {
      functionName: this.serveFunction.functionName,
      eventSourceArn: this.tenantAcme63df59Queue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });
    serveEventSource.addPropertyOverride('BisectBatchOnFunctionError', false);

    const shipEventSource = new lambda.CfnEventSourceMapping(this, 'ShipEventSource', {
      functionName: this.shipFunction.functionName,
      eventSourceArn: this.mainQueue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });
    shipEventSource.addPropertyOverride('MetricsConfig', {
      Metrics: ['EventCount'],
    });
    shipEventSource.addPropertyOverride('BisectBatchOnFunctionError', false);

    // ---- Alarms -------------------------------------------------------------

    new cloudwatch.CfnAlarm(this, 'AgainFunctionErrorsAlarm', {
      alarmName: 'escape-dev-again-handler-errors',
      alarmDescription: 'Calls of the function escape-dev-again-handler fail.',
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
                  value: this.againFunction.functionName,
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
                  value: this.againFunction.functionName,
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
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });

    new cloudwatch.CfnAlarm(this, 'AgainFunctionThrottlesAlarm', {
      alarmName: 'escape-dev-again-handler-throttles',
      alarmDescription: 'Calls of the function escape-dev-again-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.againFunction.functionName },
      ],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });

    new cloudwatch.CfnAlarm(this, 'ApiServerErrorsAlarm', {
      alarmName: 'escape-dev-http-api-server-errors',
      alarmDescription: 'Requests to the API escape-dev-http-api fail on its own side.',
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
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });

    new cloudwatch.CfnAlarm(this, 'BackQueueAgeAlarm', {
      alarmName: 'escape-dev-back-queue-age',
      alarmDescription: 'The consumer of the queue escape-dev-back-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [{ name: 'QueueName', value: this.backQueue.queueName }],
      statistic: 'Maximum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 900,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });

    new cloudwatch.CfnAlarm(this, 'BackQueueDeadLettersAlarm', {
      alarmName: 'escape-dev-back-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue escape-dev-back-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        { name: 'QueueName', value: this.backDeadLetters.queueName },
      ],
      statistic: 'Maximum',
      period: 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });

    new cloudwatch.CfnDashboard(this, 'Dashboard', {
      dashboardName: 'escape-dev-dashboard',
      dashboardBody: `{"widgets":[{"type":"metric","x":0,"y":0,"width":12,"height":6,"properties":{"title":"escape-dev-http-api","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/ApiGateway","Count","ApiId","${this.api.ref}","Stage","$default",{"stat":"Sum"}],["AWS/ApiGateway","4xx","ApiId","${this.api.ref}","Stage","$default",{"stat":"Sum"}],["AWS/ApiGateway","5xx","ApiId","${this.api.ref}","Stage","$default",{"stat":"Sum"}],["AWS/ApiGateway","Latency","ApiId","${this.api.ref}","Stage","$default",{"stat":"p99"}]]}},{"type":"metric","x":12,"y":0,"width":12,"height":6,"properties":{"title":"escape-dev-back-queue","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/SQS","NumberOfMessagesSent","QueueName","${this.backQueue.queueName}",{"stat":"Sum"}],["AWS/SQS","ApproximateNumberOfMessagesVisible","QueueName","${this.backQueue.queueName}",{"stat":"Maximum"}],["AWS/SQS","ApproximateAgeOfOldestMessage","QueueName","${this.backQueue.queueName}",{"stat":"Maximum"}]]}},{"type":"metric","x":0,"y":6,"width":12,"height":6,"properties":{"title":"escape-dev-back-dlq","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/SQS","NumberOfMessagesSent","QueueName","${this.backDeadLetters.queueName}",{"stat":"Sum"}],["AWS/SQS","ApproximateNumberOfMessagesVisible","QueueName","${this.backDeadLetters.queueName}",{"stat":"Maximum"}],["AWS/SQS","ApproximateAgeOfOldestMessage","QueueName","${this.backDeadLetters.queueName}",{"stat":"Maximum"}]]}},{"type":"metric","x":12,"y":6,"width":12,"height":6,"properties":{"title":"escape-dev-queue","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/SQS","NumberOfMessagesSent","QueueName","${this.mainQueue.queueName}",{"stat":"Sum"}],["AWS/SQS","ApproximateNumberOfMessagesVisible","QueueName","${this.mainQueue.queueName}",{"stat":"Maximum"}],["AWS/SQS","ApproximateAgeOfOldestMessage","QueueName","${this.mainQueue.queueName}",{"stat":"Maximum"}]]}},{"type":"metric","x":0,"y":12,"width":12,"height":6,"properties":{"title":"escape-dev-dlq","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/SQS","NumberOfMessagesSent","QueueName","${this.mainDeadLetters.queueName}",{"stat":"Sum"}],["AWS/SQS","ApproximateNumberOfMessagesVisible","QueueName","${this.mainDeadLetters.queueName}",{"stat":"Maximum"}],["AWS/SQS","ApproximateAgeOfOldestMessage","QueueName","${this.mainDeadLetters.queueName}",{"stat":"Maximum"}]]}},{"type":"metric","x":12,"y":12,"width":12,"height":6,"properties":{"title":"escape-dev-tenant-acme-queue","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/SQS","NumberOfMessagesSent","QueueName","${this.tenantAcme63df59Queue.queueName}",{"stat":"Sum"}],["AWS/SQS","ApproximateNumberOfMessagesVisible","QueueName","${this.tenantAcme63df59Queue.queueName}",{"stat":"Maximum"}],["AWS/SQS","ApproximateAgeOfOldestMessage","QueueName","${this.tenantAcme63df59Queue.queueName}",{"stat":"Maximum"}]]}},{"type":"metric","x":0,"y":18,"width":12,"height":6,"properties":{"title":"escape-dev-tenant-acme-dlq","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/SQS","NumberOfMessagesSent","QueueName","${this.tenantAcme63df59DeadLetters.queueName}",{"stat":"Sum"}],["AWS/SQS","ApproximateNumberOfMessagesVisible","QueueName","${this.tenantAcme63df59DeadLetters.queueName}",{"stat":"Maximum"}],["AWS/SQS","ApproximateAgeOfOldestMessage","QueueName","${this.tenantAcme63df59DeadLetters.queueName}",{"stat":"Maximum"}]]}},{"type":"metric","x":12,"y":18,"width":12,"height":6,"properties":{"title":"escape-dev-tenant-globex-queue","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/SQS","NumberOfMessagesSent","QueueName","${this.tenantGlobex9d71f8Queue.queueName}",{"stat":"Sum"}],["AWS/SQS","ApproximateNumberOfMessagesVisible","QueueName","${this.tenantGlobex9d71f8Queue.queueName}",{"stat":"Maximum"}],["AWS/SQS","ApproximateAgeOfOldestMessage","QueueName","${this.tenantGlobex9d71f8Queue.queueName}",{"stat":"Maximum"}]]}},{"type":"metric","x":0,"y":24,"width":12,"height":6,"properties":{"title":"escape-dev-tenant-globex-dlq","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/SQS","NumberOfMessagesSent","QueueName","${this.tenantGlobex9d71f8DeadLetters.queueName}",{"stat":"Sum"}],["AWS/SQS","ApproximateNumberOfMessagesVisible","QueueName","${this.tenantGlobex9d71f8DeadLetters.queueName}",{"stat":"Maximum"}],["AWS/SQS","ApproximateAgeOfOldestMessage","QueueName","${this.tenantGlobex9d71f8DeadLetters.queueName}",{"stat":"Maximum"}]]}},{"type":"metric","x":12,"y":24,"width":12,"height":6,"properties":{"title":"escape-dev-again-handler","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/Lambda","Invocations","FunctionName","${this.againFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Errors","FunctionName","${this.againFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Throttles","FunctionName","${this.againFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Duration","FunctionName","${this.againFunction.functionName}",{"stat":"p99"}]]}},{"type":"metric","x":0,"y":30,"width":12,"height":6,"properties":{"title":"escape-dev-rest-handler","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/Lambda","Invocations","FunctionName","${this.restFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Errors","FunctionName","${this.restFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Throttles","FunctionName","${this.restFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Duration","FunctionName","${this.restFunction.functionName}",{"stat":"p99"}]]}},{"type":"metric","x":12,"y":30,"width":12,"height":6,"properties":{"title":"escape-dev-serve-handler","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/Lambda","Invocations","FunctionName","${this.serveFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Errors","FunctionName","${this.serveFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Throttles","FunctionName","${this.serveFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Duration","FunctionName","${this.serveFunction.functionName}",{"stat":"p99"}]]}},{"type":"metric","x":0,"y":36,"width":12,"height":6,"properties":{"title":"escape-dev-ship-handler","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/Lambda","Invocations","FunctionName","${this.shipFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Errors","FunctionName","${this.shipFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Throttles","FunctionName","${this.shipFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Duration","FunctionName","${this.shipFunction.functionName}",{"stat":"p99"}]]}},{"type":"metric","x":12,"y":36,"width":12,"height":6,"properties":{"title":"escape-dev-news-topic","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/SNS","NumberOfMessagesPublished","TopicName","${this.newsTopic.topicName}",{"stat":"Sum"}],["AWS/SNS","NumberOfNotificationsFailed","TopicName","${this.newsTopic.topicName}",{"stat":"Sum"}]]}}]}`,
    });

    const mainQueueAgeAlarm = new cloudwatch.CfnAlarm(this, 'MainQueueAgeAlarm', {
      alarmName: 'escape-dev-queue-age',
      alarmDescription: 'The consumer of the queue escape-dev-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [{ name: 'QueueName', value: this.mainQueue.queueName }],
      statistic: 'Maximum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 900,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });
    mainQueueAgeAlarm.addPropertyOverride('InsufficientDataActions', [
      'arn:aws:sns:eu-west-1:123456789012:oncall',
    ]);

    const mainQueueDeadLettersAlarm = new cloudwatch.CfnAlarm(this, 'MainQueueDeadLettersAlarm', {
      alarmName: 'escape-dev-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue escape-dev-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        { name: 'QueueName', value: this.mainDeadLetters.queueName },
      ],
      statistic: 'Maximum',
      period: 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });
    mainQueueDeadLettersAlarm.addPropertyOverride('ActionsEnabled', true);

    new cloudwatch.CfnAlarm(this, 'NewsTopicFailuresAlarm', {
      alarmName: 'escape-dev-news-topic-failures',
      alarmDescription: 'Messages of the topic escape-dev-news-topic could not be delivered.',
      namespace: 'AWS/SNS',
      metricName: 'NumberOfNotificationsFailed',
      dimensions: [{ name: 'TopicName', value: this.newsTopic.topicName }],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });

    new cloudwatch.CfnAlarm(this, 'RestFunctionErrorsAlarm', {
      alarmName: 'escape-dev-rest-handler-errors',
      alarmDescription: 'Calls of the function escape-dev-rest-handler fail.',
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
                  value: this.restFunction.functionName,
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
                  value: this.restFunction.functionName,
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
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });

    new cloudwatch.CfnAlarm(this, 'RestFunctionThrottlesAlarm', {
      alarmName: 'escape-dev-rest-handler-throttles',
      alarmDescription: 'Calls of the function escape-dev-rest-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.restFunction.functionName },
      ],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });

    new cloudwatch.CfnAlarm(this, 'ServeFunctionErrorsAlarm', {
      alarmName: 'escape-dev-serve-handler-errors',
      alarmDescription: 'Calls of the function escape-dev-serve-handler fail.',
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
                  value: this.serveFunction.functionName,
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
                  value: this.serveFunction.functionName,
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
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });

    new cloudwatch.CfnAlarm(this, 'ServeFunctionThrottlesAlarm', {
      alarmName: 'escape-dev-serve-handler-throttles',
      alarmDescription: 'Calls of the function escape-dev-serve-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.serveFunction.functionName },
      ],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });

    new cloudwatch.CfnAlarm(this, 'ShipFunctionErrorsAlarm', {
      alarmName: 'escape-dev-ship-handler-errors',
      alarmDescription: 'Calls of the function escape-dev-ship-handler fail.',
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
                  value: this.shipFunction.functionName,
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
                  value: this.shipFunction.functionName,
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
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });

    new cloudwatch.CfnAlarm(this, 'ShipFunctionThrottlesAlarm', {
      alarmName: 'escape-dev-ship-handler-throttles',
      alarmDescription: 'Calls of the function escape-dev-ship-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.shipFunction.functionName },
      ],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });

    new cloudwatch.CfnAlarm(this, 'TenantAcme63df59QueueAgeAlarm', {
      alarmName: 'escape-dev-tenant-acme-queue-age',
      alarmDescription: 'The consumer of the queue escape-dev-tenant-acme-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [
        { name: 'QueueName', value: this.tenantAcme63df59Queue.queueName },
      ],
      statistic: 'Maximum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 900,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });

    new cloudwatch.CfnAlarm(this, 'TenantAcme63df59QueueDeadLettersAlarm', {
      alarmName: 'escape-dev-tenant-acme-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue escape-dev-tenant-acme-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        {
          name: 'QueueName',
          value: this.tenantAcme63df59DeadLetters.queueName,
        },
      ],
      statistic: 'Maximum',
      period: 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });

    new cloudwatch.CfnAlarm(this, 'TenantGlobex9d71f8QueueAgeAlarm', {
      alarmName: 'escape-dev-tenant-globex-queue-age',
      alarmDescription: 'The consumer of the queue escape-dev-tenant-globex-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [
        { name: 'QueueName', value: this.tenantGlobex9d71f8Queue.queueName },
      ],
      statistic: 'Maximum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 900,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });

    new cloudwatch.CfnAlarm(this, 'TenantGlobex9d71f8QueueDeadLettersAlarm', {
      alarmName: 'escape-dev-tenant-globex-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue escape-dev-tenant-globex-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        {
          name: 'QueueName',
          value: this.tenantGlobex9d71f8DeadLetters.queueName,
        },
      ],
      statistic: 'Maximum',
      period: 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });

    // ---- Raw resources ------------------------------------------------------

    new CfnResource(this, 'NoteAcme27f6d9Resource', {
      type: 'AWS::SSM::Parameter',
      properties: {
        Type: 'String',
        Value: this.mainQueue.queueUrl,
        Name: '/escape/acme',
      },
    });

    new CfnResource(this, 'NoteGlobex3b39c6Resource', {
      type: 'AWS::SSM::Parameter',
      properties: {
        Type: 'String',
        Value: this.mainQueue.queueUrl,
        Name: '/escape/globex',
      },
    });

    new CfnOutput(this, 'BucketOutput', { value: uploadsResource.ref }).overrideLogicalId('Bucket');
    new CfnOutput(this, 'TableOutput', {
      value: bookResource.getAtt('Arn').toString(),
    }).overrideLogicalId('Table');

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
