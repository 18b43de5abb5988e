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

export interface PatternsStackProps extends StackProps {}

/**
 * Patterns of patterns, as families and alone, with profiles of both.
 */
export class PatternsStack extends Stack {
  readonly api: apigatewayv2.CfnApi;
  readonly apiStage: apigatewayv2.CfnStage;
  readonly cellsAcmeLedger07217bFunction: lambda.Function;
  readonly cellsAcmeLineStepCheck52c067DeadLetters: sqs.Queue;
  readonly cellsAcmeLineStepCheck52c067Queue: sqs.Queue;
  readonly cellsAcmeLineStepPricea14859DeadLetters: sqs.Queue;
  readonly cellsAcmeLineStepPricea14859Queue: sqs.Queue;
  readonly cellsAcmeLineWorkCheck42fccfFunction: lambda.Function;
  readonly cellsAcmeLineWorkPrice62ccc0Function: lambda.Function;
  readonly cellsAcmeMail956ba7Function: lambda.Function;
  readonly cellsAcmeNewsInboxLedgerd1105cDeadLetters: sqs.Queue;
  readonly cellsAcmeNewsInboxLedgerd1105cQueue: sqs.Queue;
  readonly cellsAcmeNewsInboxMaila9e803DeadLetters: sqs.Queue;
  readonly cellsAcmeNewsInboxMaila9e803Queue: sqs.Queue;
  readonly cellsAcmeNewsMain35eb31Topic: sns.Topic;
  readonly cellsAcmeTellf8ee4dFunction: lambda.Function;
  readonly cellsGlobexLedgerddf521Function: lambda.Function;
  readonly cellsGlobexLineStepCheck78f93dDeadLetters: sqs.Queue;
  readonly cellsGlobexLineStepCheck78f93dQueue: sqs.Queue;
  readonly cellsGlobexLineStepPrice07c1edDeadLetters: sqs.Queue;
  readonly cellsGlobexLineStepPrice07c1edQueue: sqs.Queue;
  readonly cellsGlobexLineWorkChecke01a4aFunction: lambda.Function;
  readonly cellsGlobexLineWorkPrice1bab0dFunction: lambda.Function;
  readonly cellsGlobexMaile72e04Function: lambda.Function;
  readonly cellsGlobexNewsInboxLedger76a629DeadLetters: sqs.Queue;
  readonly cellsGlobexNewsInboxLedger76a629Queue: sqs.Queue;
  readonly cellsGlobexNewsInboxMail941d33DeadLetters: sqs.Queue;
  readonly cellsGlobexNewsInboxMail941d33Queue: sqs.Queue;
  readonly cellsGlobexNewsMain360d34Topic: sns.Topic;
  readonly cellsGlobexTell065c11Function: lambda.Function;
  readonly key: kms.Key;
  readonly returnsMain26dffaDeadLetters: sqs.Queue;
  readonly returnsMain26dffaQueue: sqs.Queue;
  readonly returnsWorke425daFunction: lambda.Function;

  constructor(scope: Construct, id: string, props: PatternsStackProps = {}) {
    super(scope, id, {
      description: 'Patterns of patterns, as families and alone, with profiles of both.',
      ...props,
    });

    // ---- Encryption ---------------------------------------------------------

    this.key = new kms.Key(this, 'Key', {
      description: 'Key of the stack patterns-prod-queue-stack.',
      enableKeyRotation: true,
      policy: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'AccountDecides',
            principals: [new iam.AccountRootPrincipal()],
            actions: ['kms:*'],
            resources: ['*'],
          }),
        ],
      }),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    new kms.CfnAlias(this, 'KeyAlias', {
      aliasName: 'alias/patterns-prod-key',
      targetKeyId: this.key.keyId,
    });

    // ---- Queues and topics --------------------------------------------------

    // Dead letters of the queue cells["acme"].line.step["check"].
    this.cellsAcmeLineStepCheck52c067DeadLetters = new sqs.Queue(this, 'CellsAcmeLineStepCheck52c067DeadLetters', {
      queueName: 'patterns-prod-cells-acme-line-step-check-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.cellsAcmeLineStepCheck52c067DeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:patterns-prod-cells-acme-line-step-check-queue`,
      ],
    };

    this.cellsAcmeLineStepCheck52c067DeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.cellsAcmeLineStepCheck52c067DeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // What waits for a stage.
    this.cellsAcmeLineStepCheck52c067Queue = new sqs.Queue(this, 'CellsAcmeLineStepCheck52c067Queue', {
      queueName: 'patterns-prod-cells-acme-line-step-check-queue',
      retentionPeriod: Duration.days(2),
      visibilityTimeout: Duration.minutes(3),
      receiveMessageWaitTime: Duration.seconds(20),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: {
        queue: this.cellsAcmeLineStepCheck52c067DeadLetters,
        maxReceiveCount: 5,
      },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    this.cellsAcmeLineStepCheck52c067Queue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.cellsAcmeLineStepCheck52c067Queue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Dead letters of the queue cells["acme"].line.step["price"].
    this.cellsAcmeLineStepPricea14859DeadLetters = new sqs.Queue(this, 'CellsAcmeLineStepPricea14859DeadLetters', {
      queueName: 'patterns-prod-cells-acme-line-step-price-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.minutes(3),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.cellsAcmeLineStepPricea14859DeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:patterns-prod-cells-acme-line-step-price-queue`,
      ],
    };

    this.cellsAcmeLineStepPricea14859DeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.cellsAcmeLineStepPricea14859DeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // What waits for a stage.
    this.cellsAcmeLineStepPricea14859Queue = new sqs.Queue(this, 'CellsAcmeLineStepPricea14859Queue', {
      queueName: 'patterns-prod-cells-acme-line-step-price-queue',
      retentionPeriod: Duration.days(2),
      visibilityTimeout: Duration.minutes(3),
      receiveMessageWaitTime: Duration.seconds(20),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: {
        queue: this.cellsAcmeLineStepPricea14859DeadLetters,
        maxReceiveCount: 5,
      },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    this.cellsAcmeLineStepPricea14859Queue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.cellsAcmeLineStepPricea14859Queue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Dead letters of the queue cells["acme"].news.inbox["ledger"].
    this.cellsAcmeNewsInboxLedgerd1105cDeadLetters = new sqs.Queue(this, 'CellsAcmeNewsInboxLedgerd1105cDeadLetters', {
      queueName: 'patterns-prod-cells-acme-news-inbox-ledger-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.cellsAcmeNewsInboxLedgerd1105cDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:patterns-prod-cells-acme-news-inbox-ledger-queue`,
      ],
    };

    this.cellsAcmeNewsInboxLedgerd1105cDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.cellsAcmeNewsInboxLedgerd1105cDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // A receiver's own copies.
    this.cellsAcmeNewsInboxLedgerd1105cQueue = new sqs.Queue(this, 'CellsAcmeNewsInboxLedgerd1105cQueue', {
      queueName: 'patterns-prod-cells-acme-news-inbox-ledger-queue',
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      receiveMessageWaitTime: Duration.seconds(20),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: {
        queue: this.cellsAcmeNewsInboxLedgerd1105cDeadLetters,
        maxReceiveCount: 5,
      },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    // What is published here reaches every receiver.
    this.cellsAcmeNewsMain35eb31Topic = new sns.Topic(this, 'CellsAcmeNewsMain35eb31Topic', {
      topicName: 'patterns-prod-cells-acme-news-topic',
      masterKey: this.key,
    });
    this.cellsAcmeNewsMain35eb31Topic.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);

    this.cellsAcmeNewsInboxLedgerd1105cQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'DeliverCellsAcmeNewsMain',
      principals: [new iam.ServicePrincipal('sns.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [this.cellsAcmeNewsInboxLedgerd1105cQueue.queueArn],
      conditions: {
        ArnEquals: {
          'aws:SourceArn': this.cellsAcmeNewsMain35eb31Topic.topicArn,
        },
        StringEquals: { 'aws:SourceAccount': this.account },
      },
    }));
    this.cellsAcmeNewsInboxLedgerd1105cQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.cellsAcmeNewsInboxLedgerd1105cQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Dead letters of the queue cells["acme"].news.inbox["mail"].
    this.cellsAcmeNewsInboxMaila9e803DeadLetters = new sqs.Queue(this, 'CellsAcmeNewsInboxMaila9e803DeadLetters', {
      queueName: 'patterns-prod-cells-acme-news-inbox-mail-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.cellsAcmeNewsInboxMaila9e803DeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:patterns-prod-cells-acme-news-inbox-mail-queue`,
      ],
    };

    this.cellsAcmeNewsInboxMaila9e803DeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.cellsAcmeNewsInboxMaila9e803DeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // A receiver's own copies.
    this.cellsAcmeNewsInboxMaila9e803Queue = new sqs.Queue(this, 'CellsAcmeNewsInboxMaila9e803Queue', {
      queueName: 'patterns-prod-cells-acme-news-inbox-mail-queue',
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      receiveMessageWaitTime: Duration.seconds(20),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: {
        queue: this.cellsAcmeNewsInboxMaila9e803DeadLetters,
        maxReceiveCount: 5,
      },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    this.cellsAcmeNewsInboxMaila9e803Queue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'DeliverCellsAcmeNewsMain',
      principals: [new iam.ServicePrincipal('sns.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [this.cellsAcmeNewsInboxMaila9e803Queue.queueArn],
      conditions: {
        ArnEquals: {
          'aws:SourceArn': this.cellsAcmeNewsMain35eb31Topic.topicArn,
        },
        StringEquals: { 'aws:SourceAccount': this.account },
      },
    }));
    this.cellsAcmeNewsInboxMaila9e803Queue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.cellsAcmeNewsInboxMaila9e803Queue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.cellsAcmeNewsMain35eb31Topic.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sns:Publish'],
      resources: [this.cellsAcmeNewsMain35eb31Topic.topicArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Dead letters of the queue cells["globex"].line.step["check"].
    this.cellsGlobexLineStepCheck78f93dDeadLetters = new sqs.Queue(this, 'CellsGlobexLineStepCheck78f93dDeadLetters', {
      queueName: 'patterns-prod-cells-globex-line-step-check-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.cellsGlobexLineStepCheck78f93dDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:patterns-prod-cells-globex-line-step-check-queue`,
      ],
    };

    this.cellsGlobexLineStepCheck78f93dDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.cellsGlobexLineStepCheck78f93dDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // What waits for a stage.
    this.cellsGlobexLineStepCheck78f93dQueue = new sqs.Queue(this, 'CellsGlobexLineStepCheck78f93dQueue', {
      queueName: 'patterns-prod-cells-globex-line-step-check-queue',
      retentionPeriod: Duration.days(2),
      visibilityTimeout: Duration.minutes(3),
      receiveMessageWaitTime: Duration.seconds(20),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: {
        queue: this.cellsGlobexLineStepCheck78f93dDeadLetters,
        maxReceiveCount: 5,
      },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    this.cellsGlobexLineStepCheck78f93dQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.cellsGlobexLineStepCheck78f93dQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Dead letters of the queue cells["globex"].line.step["price"].
    this.cellsGlobexLineStepPrice07c1edDeadLetters = new sqs.Queue(this, 'CellsGlobexLineStepPrice07c1edDeadLetters', {
      queueName: 'patterns-prod-cells-globex-line-step-price-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.minutes(3),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.cellsGlobexLineStepPrice07c1edDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:patterns-prod-cells-globex-line-step-price-queue`,
      ],
    };

    this.cellsGlobexLineStepPrice07c1edDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.cellsGlobexLineStepPrice07c1edDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // What waits for a stage.
    this.cellsGlobexLineStepPrice07c1edQueue = new sqs.Queue(this, 'CellsGlobexLineStepPrice07c1edQueue', {
      queueName: 'patterns-prod-cells-globex-line-step-price-queue',
      retentionPeriod: Duration.days(2),
      visibilityTimeout: Duration.minutes(3),
      receiveMessageWaitTime: Duration.seconds(20),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: {
        queue: this.cellsGlobexLineStepPrice07c1edDeadLetters,
        maxReceiveCount: 5,
      },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    this.cellsGlobexLineStepPrice07c1edQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.cellsGlobexLineStepPrice07c1edQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Dead letters of the queue cells["globex"].news.inbox["ledger"].
    this.cellsGlobexNewsInboxLedger76a629DeadLetters = new sqs.Queue(this, 'CellsGlobexNewsInboxLedger76a629DeadLetters', {
      queueName: 'patterns-prod-cells-globex-news-inbox-ledger-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.cellsGlobexNewsInboxLedger76a629DeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:patterns-prod-cells-globex-news-inbox-ledger-queue`,
      ],
    };

    this.cellsGlobexNewsInboxLedger76a629DeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.cellsGlobexNewsInboxLedger76a629DeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // A receiver's own copies.
    this.cellsGlobexNewsInboxLedger76a629Queue = new sqs.Queue(this, 'CellsGlobexNewsInboxLedger76a629Queue', {
      queueName: 'patterns-prod-cells-globex-news-inbox-ledger-queue',
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      receiveMessageWaitTime: Duration.seconds(20),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: {
        queue: this.cellsGlobexNewsInboxLedger76a629DeadLetters,
        maxReceiveCount: 5,
      },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    // What is published here reaches every receiver.
    this.cellsGlobexNewsMain360d34Topic = new sns.Topic(this, 'CellsGlobexNewsMain360d34Topic', {
      topicName: 'patterns-prod-cells-globex-news-topic',
      masterKey: this.key,
    });
    this.cellsGlobexNewsMain360d34Topic.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);

    this.cellsGlobexNewsInboxLedger76a629Queue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'DeliverCellsGlobexNewsMain',
      principals: [new iam.ServicePrincipal('sns.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [this.cellsGlobexNewsInboxLedger76a629Queue.queueArn],
      conditions: {
        ArnEquals: {
          'aws:SourceArn': this.cellsGlobexNewsMain360d34Topic.topicArn,
        },
        StringEquals: { 'aws:SourceAccount': this.account },
      },
    }));
    this.cellsGlobexNewsInboxLedger76a629Queue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.cellsGlobexNewsInboxLedger76a629Queue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Dead letters of the queue cells["globex"].news.inbox["mail"].
    this.cellsGlobexNewsInboxMail941d33DeadLetters = new sqs.Queue(this, 'CellsGlobexNewsInboxMail941d33DeadLetters', {
      queueName: 'patterns-prod-cells-globex-news-inbox-mail-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.cellsGlobexNewsInboxMail941d33DeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:patterns-prod-cells-globex-news-inbox-mail-queue`,
      ],
    };

    this.cellsGlobexNewsInboxMail941d33DeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.cellsGlobexNewsInboxMail941d33DeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // A receiver's own copies.
    this.cellsGlobexNewsInboxMail941d33Queue = new sqs.Queue(this, 'CellsGlobexNewsInboxMail941d33Queue', {
      queueName: 'patterns-prod-cells-globex-news-inbox-mail-queue',
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      receiveMessageWaitTime: Duration.seconds(20),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: {
        queue: this.cellsGlobexNewsInboxMail941d33DeadLetters,
        maxReceiveCount: 5,
      },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    this.cellsGlobexNewsInboxMail941d33Queue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'DeliverCellsGlobexNewsMain',
      principals: [new iam.ServicePrincipal('sns.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [this.cellsGlobexNewsInboxMail941d33Queue.queueArn],
      conditions: {
        ArnEquals: {
          'aws:SourceArn': this.cellsGlobexNewsMain360d34Topic.topicArn,
        },
        StringEquals: { 'aws:SourceAccount': this.account },
      },
    }));
    this.cellsGlobexNewsInboxMail941d33Queue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.cellsGlobexNewsInboxMail941d33Queue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.cellsGlobexNewsMain360d34Topic.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sns:Publish'],
      resources: [this.cellsGlobexNewsMain360d34Topic.topicArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Dead letters of the queue returns.main.
    this.returnsMain26dffaDeadLetters = new sqs.Queue(this, 'ReturnsMain26dffaDeadLetters', {
      queueName: 'patterns-prod-returns-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.returnsMain26dffaDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:patterns-prod-returns-queue`,
      ],
    };

    this.returnsMain26dffaDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.returnsMain26dffaDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // What came in and waits.
    this.returnsMain26dffaQueue = new sqs.Queue(this, 'ReturnsMain26dffaQueue', {
      queueName: 'patterns-prod-returns-queue',
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      receiveMessageWaitTime: Duration.seconds(20),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: {
        queue: this.returnsMain26dffaDeadLetters,
        maxReceiveCount: 5,
      },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    this.returnsMain26dffaQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.returnsMain26dffaQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // ---- Logs ---------------------------------------------------------------

    const apiLogs = new logs.LogGroup(this, 'ApiLogs', {
      logGroupName: '/aws/vendedlogs/patterns-prod-http-api',
      retention: logs.RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const cellsAcmeLedger07217bFunctionLogs = new logs.LogGroup(this, 'CellsAcmeLedger07217bFunctionLogs', {
      logGroupName: '/aws/lambda/patterns-prod-cells-acme-ledger-handler',
      retention: logs.RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const cellsAcmeLineWorkCheck42fccfFunctionLogs = new logs.LogGroup(this, 'CellsAcmeLineWorkCheck42fccfFunctionLogs', {
      logGroupName: '/aws/lambda/patterns-prod-cells-acme-line-work-check-handler',
      retention: logs.RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const cellsAcmeLineWorkPrice62ccc0FunctionLogs = new logs.LogGroup(this, 'CellsAcmeLineWorkPrice62ccc0FunctionLogs', {
      logGroupName: '/aws/lambda/patterns-prod-cells-acme-line-work-price-handler',
      retention: logs.RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const cellsAcmeMail956ba7FunctionLogs = new logs.LogGroup(this, 'CellsAcmeMail956ba7FunctionLogs', {
      logGroupName: '/aws/lambda/patterns-prod-cells-acme-mail-handler',
      retention: logs.RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const cellsAcmeTellf8ee4dFunctionLogs = new logs.LogGroup(this, 'CellsAcmeTellf8ee4dFunctionLogs', {
      logGroupName: '/aws/lambda/patterns-prod-cells-acme-tell-handler',
      retention: logs.RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const cellsGlobexLedgerddf521FunctionLogs = new logs.LogGroup(this, 'CellsGlobexLedgerddf521FunctionLogs', {
      logGroupName: '/aws/lambda/patterns-prod-cells-globex-ledger-handler',
      retention: logs.RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const cellsGlobexLineWorkChecke01a4aFunctionLogs = new logs.LogGroup(this, 'CellsGlobexLineWorkChecke01a4aFunctionLogs', {
      logGroupName: '/aws/lambda/patterns-prod-cells-globex-line-work-check-handler',
      retention: logs.RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const cellsGlobexLineWorkPrice1bab0dFunctionLogs = new logs.LogGroup(this, 'CellsGlobexLineWorkPrice1bab0dFunctionLogs', {
      logGroupName: '/aws/lambda/patterns-prod-cells-globex-line-work-price-handler',
      retention: logs.RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const cellsGlobexMaile72e04FunctionLogs = new logs.LogGroup(this, 'CellsGlobexMaile72e04FunctionLogs', {
      logGroupName: '/aws/lambda/patterns-prod-cells-globex-mail-handler',
      retention: logs.RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const cellsGlobexTell065c11FunctionLogs = new logs.LogGroup(this, 'CellsGlobexTell065c11FunctionLogs', {
      logGroupName: '/aws/lambda/patterns-prod-cells-globex-tell-handler',
      retention: logs.RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const returnsWorke425daFunctionLogs = new logs.LogGroup(this, 'ReturnsWorke425daFunctionLogs', {
      logGroupName: '/aws/lambda/patterns-prod-returns-work-handler',
      retention: logs.RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    // ---- Roles --------------------------------------------------------------

    const cellsAcmeLedger07217bFunctionRole = new iam.Role(this, 'CellsAcmeLedger07217bFunctionRole', {
      description: 'What the function patterns-prod-cells-acme-ledger-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/patterns-prod-cells-acme-ledger-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveCellsAcmeNewsInboxLedger',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.cellsAcmeNewsInboxLedgerd1105cQueue.queueArn],
            }),
          ],
        }),
      },
    });
    resourceOf(cellsAcmeLedger07217bFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const cellsAcmeLineStepCheck52c067IntakeRole = new iam.Role(this, 'CellsAcmeLineStepCheck52c067IntakeRole', {
      description: 'How the API patterns-prod-http-api sends to the queue cells["acme"].line.step["check"].',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'SendCellsAcmeLineStepCheck',
              actions: ['sqs:SendMessage'],
              resources: [this.cellsAcmeLineStepCheck52c067Queue.queueArn],
            }),
          ],
        }),
      },
    });

    const cellsAcmeLineWorkCheck42fccfFunctionRole = new iam.Role(this, 'CellsAcmeLineWorkCheck42fccfFunctionRole', {
      description: 'What the function patterns-prod-cells-acme-line-work-check-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/patterns-prod-cells-acme-line-work-check-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveCellsAcmeLineStepCheck',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.cellsAcmeLineStepCheck52c067Queue.queueArn],
            }),
            new iam.PolicyStatement({
              sid: 'SendCellsAcmeLineStepPrice',
              actions: ['sqs:SendMessage'],
              resources: [this.cellsAcmeLineStepPricea14859Queue.queueArn],
            }),
          ],
        }),
      },
    });
    resourceOf(cellsAcmeLineWorkCheck42fccfFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const cellsAcmeLineWorkPrice62ccc0FunctionRole = new iam.Role(this, 'CellsAcmeLineWorkPrice62ccc0FunctionRole', {
      description: 'What the function patterns-prod-cells-acme-line-work-price-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/patterns-prod-cells-acme-line-work-price-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveCellsAcmeLineStepPrice',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.cellsAcmeLineStepPricea14859Queue.queueArn],
            }),
          ],
        }),
      },
    });
    resourceOf(cellsAcmeLineWorkPrice62ccc0FunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const cellsAcmeMail956ba7FunctionRole = new iam.Role(this, 'CellsAcmeMail956ba7FunctionRole', {
      description: 'What the function patterns-prod-cells-acme-mail-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/patterns-prod-cells-acme-mail-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveCellsAcmeNewsInboxMail',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.cellsAcmeNewsInboxMaila9e803Queue.queueArn],
            }),
          ],
        }),
      },
    });
    resourceOf(cellsAcmeMail956ba7FunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const cellsAcmeSweep0a561cServiceRole = new iam.Role(this, 'CellsAcmeSweep0a561cServiceRole', {
      description: 'What the schedule patterns-prod-cells-acme-sweep-schedule may do.',
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
              sid: 'SendCellsAcmeLineStepCheck',
              actions: ['sqs:SendMessage'],
              resources: [this.cellsAcmeLineStepCheck52c067Queue.queueArn],
            }),
          ],
        }),
      },
    });

    const cellsAcmeTellf8ee4dFunctionRole = new iam.Role(this, 'CellsAcmeTellf8ee4dFunctionRole', {
      description: 'What the function patterns-prod-cells-acme-tell-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/patterns-prod-cells-acme-tell-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'PublishCellsAcmeNewsMain',
              actions: ['sns:Publish'],
              resources: [this.cellsAcmeNewsMain35eb31Topic.topicArn],
            }),
            new iam.PolicyStatement({
              sid: 'PublishKeyCellsAcmeNewsMain',
              actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
              resources: [this.key.keyArn],
              conditions: {
                StringEquals: {
                  'kms:ViaService': `sns.${this.region}.amazonaws.com`,
                },
              },
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveCellsAcmeLineStepPriceDeadLetter',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [
                this.cellsAcmeLineStepPricea14859DeadLetters.queueArn,
              ],
            }),
          ],
        }),
      },
    });
    resourceOf(cellsAcmeTellf8ee4dFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const cellsGlobexLedgerddf521FunctionRole = new iam.Role(this, 'CellsGlobexLedgerddf521FunctionRole', {
      description: 'What the function patterns-prod-cells-globex-ledger-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/patterns-prod-cells-globex-ledger-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveCellsGlobexNewsInboxLedger',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.cellsGlobexNewsInboxLedger76a629Queue.queueArn],
            }),
          ],
        }),
      },
    });
    resourceOf(cellsGlobexLedgerddf521FunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const cellsGlobexLineStepCheck78f93dIntakeRole = new iam.Role(this, 'CellsGlobexLineStepCheck78f93dIntakeRole', {
      description: 'How the API patterns-prod-http-api sends to the queue cells["globex"].line.step["check"].',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'SendCellsGlobexLineStepCheck',
              actions: ['sqs:SendMessage'],
              resources: [this.cellsGlobexLineStepCheck78f93dQueue.queueArn],
            }),
          ],
        }),
      },
    });

    const cellsGlobexLineWorkChecke01a4aFunctionRole = new iam.Role(this, 'CellsGlobexLineWorkChecke01a4aFunctionRole', {
      description: 'What the function patterns-prod-cells-globex-line-work-check-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/patterns-prod-cells-globex-line-work-check-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveCellsGlobexLineStepCheck',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.cellsGlobexLineStepCheck78f93dQueue.queueArn],
            }),
            new iam.PolicyStatement({
              sid: 'SendCellsGlobexLineStepPrice',
              actions: ['sqs:SendMessage'],
              resources: [this.cellsGlobexLineStepPrice07c1edQueue.queueArn],
            }),
          ],
        }),
      },
    });
    resourceOf(cellsGlobexLineWorkChecke01a4aFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const cellsGlobexLineWorkPrice1bab0dFunctionRole = new iam.Role(this, 'CellsGlobexLineWorkPrice1bab0dFunctionRole', {
      description: 'What the function patterns-prod-cells-globex-line-work-price-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/patterns-prod-cells-globex-line-work-price-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveCellsGlobexLineStepPrice',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.cellsGlobexLineStepPrice07c1edQueue.queueArn],
            }),
          ],
        }),
      },
    });
    resourceOf(cellsGlobexLineWorkPrice1bab0dFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const cellsGlobexMaile72e04FunctionRole = new iam.Role(this, 'CellsGlobexMaile72e04FunctionRole', {
      description: 'What the function patterns-prod-cells-globex-mail-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/patterns-prod-cells-globex-mail-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveCellsGlobexNewsInboxMail',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.cellsGlobexNewsInboxMail941d33Queue.queueArn],
            }),
          ],
        }),
      },
    });
    resourceOf(cellsGlobexMaile72e04FunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const cellsGlobexSweep991c39ServiceRole = new iam.Role(this, 'CellsGlobexSweep991c39ServiceRole', {
      description: 'What the schedule patterns-prod-cells-globex-sweep-schedule may do.',
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
              sid: 'SendCellsGlobexLineStepCheck',
              actions: ['sqs:SendMessage'],
              resources: [this.cellsGlobexLineStepCheck78f93dQueue.queueArn],
            }),
          ],
        }),
      },
    });

    const cellsGlobexTell065c11FunctionRole = new iam.Role(this, 'CellsGlobexTell065c11FunctionRole', {
      description: 'What the function patterns-prod-cells-globex-tell-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/patterns-prod-cells-globex-tell-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'PublishCellsGlobexNewsMain',
              actions: ['sns:Publish'],
              resources: [this.cellsGlobexNewsMain360d34Topic.topicArn],
            }),
            new iam.PolicyStatement({
              sid: 'PublishKeyCellsGlobexNewsMain',
              actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
              resources: [this.key.keyArn],
              conditions: {
                StringEquals: {
                  'kms:ViaService': `sns.${this.region}.amazonaws.com`,
                },
              },
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveCellsGlobexLineStepPriceDeadLetter',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [
                this.cellsGlobexLineStepPrice07c1edDeadLetters.queueArn,
              ],
            }),
          ],
        }),
      },
    });
    resourceOf(cellsGlobexTell065c11FunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const returnsMain26dffaIntakeRole = new iam.Role(this, 'ReturnsMain26dffaIntakeRole', {
      description: 'How the API patterns-prod-http-api sends to the queue returns.main.',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'SendReturnsMain',
              actions: ['sqs:SendMessage'],
              resources: [this.returnsMain26dffaQueue.queueArn],
            }),
          ],
        }),
      },
    });

    const returnsWorke425daFunctionRole = new iam.Role(this, 'ReturnsWorke425daFunctionRole', {
      description: 'What the function patterns-prod-returns-work-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'AllowPutMetrics',
              actions: ['cloudwatch:PutMetricData'],
              resources: ['*'],
              conditions: {
                StringEquals: { 'cloudwatch:namespace': 'returns' },
              },
            }),
            new iam.PolicyStatement({
              sid: 'AllowTableRead',
              actions: [
                'dynamodb:BatchGetItem',
                'dynamodb:GetItem',
                'dynamodb:Query',
              ],
              resources: [
                'arn:aws:dynamodb:eu-west-1:123456789012:table/book',
              ],
            }),
            new iam.PolicyStatement({
              sid: 'AllowTableRead2',
              actions: ['dynamodb:Query'],
              resources: [
                'arn:aws:dynamodb:eu-west-1:123456789012:table/book/index/*',
              ],
            }),
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/patterns-prod-returns-work-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveReturnsMain',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.returnsMain26dffaQueue.queueArn],
            }),
            new iam.PolicyStatement({
              sid: 'SendCellsAcmeLineStepCheck',
              actions: ['sqs:SendMessage'],
              resources: [this.cellsAcmeLineStepCheck52c067Queue.queueArn],
            }),
          ],
        }),
      },
    });
    resourceOf(returnsWorke425daFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written. A written policy: AWS defines its actions on * alone, or the wildcard stays within one thing that it names. The program says why: metrics have no ARN; their namespace narrows them',
        },
      ],
    });

    // ---- Handlers -----------------------------------------------------------

    // Works off the queue cells["acme"].news.inbox["ledger"].
    this.cellsAcmeLedger07217bFunction = new lambda.Function(this, 'CellsAcmeLedger07217bFunction', {
      functionName: 'patterns-prod-cells-acme-ledger-handler',
      description: 'Works off the queue cells["acme"].news.inbox["ledger"].',
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'index.handler',
      memorySize: 128,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromInline('def handler(event, context): return {}'),
      role: cellsAcmeLedger07217bFunctionRole,
      logGroup: cellsAcmeLedger07217bFunctionLogs,
    });
    (this.cellsAcmeLedger07217bFunction.node.defaultChild as lambda.CfnFunction).tracingConfig = {
      mode: 'PassThrough',
    };
    resourceOf(this.cellsAcmeLedger07217bFunction).addMetadata('cdk_nag', {
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

    // Works a stage off and sends on.
    this.cellsAcmeLineWorkCheck42fccfFunction = new lambda.Function(this, 'CellsAcmeLineWorkCheck42fccfFunction', {
      functionName: 'patterns-prod-cells-acme-line-work-check-handler',
      description: 'Works a stage off and sends on.',
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'app.handle',
      memorySize: 128,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset(
        'artifacts/cells-acme-line-work-check-a9c401f7db59f050.zip',
      ),
      role: cellsAcmeLineWorkCheck42fccfFunctionRole,
      environment: {
        STEP_QUEUE_URL: this.cellsAcmeLineStepPricea14859Queue.queueUrl,
      },
      logGroup: cellsAcmeLineWorkCheck42fccfFunctionLogs,
    });
    (this.cellsAcmeLineWorkCheck42fccfFunction.node.defaultChild as lambda.CfnFunction).tracingConfig = {
      mode: 'PassThrough',
    };
    resourceOf(this.cellsAcmeLineWorkCheck42fccfFunction).addMetadata('cdk_nag', {
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

    // Works a stage off and sends on.
    this.cellsAcmeLineWorkPrice62ccc0Function = new lambda.Function(this, 'CellsAcmeLineWorkPrice62ccc0Function', {
      functionName: 'patterns-prod-cells-acme-line-work-price-handler',
      description: 'Works a stage off and sends on.',
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'app.handle',
      memorySize: 128,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset(
        'artifacts/cells-acme-line-work-price-a9c401f7db59f050.zip',
      ),
      role: cellsAcmeLineWorkPrice62ccc0FunctionRole,
      logGroup: cellsAcmeLineWorkPrice62ccc0FunctionLogs,
    });
    (this.cellsAcmeLineWorkPrice62ccc0Function.node.defaultChild as lambda.CfnFunction).tracingConfig = {
      mode: 'PassThrough',
    };
    resourceOf(this.cellsAcmeLineWorkPrice62ccc0Function).addMetadata('cdk_nag', {
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

    // Works off the queue cells["acme"].news.inbox["mail"].
    this.cellsAcmeMail956ba7Function = new lambda.Function(this, 'CellsAcmeMail956ba7Function', {
      functionName: 'patterns-prod-cells-acme-mail-handler',
      description: 'Works off the queue cells["acme"].news.inbox["mail"].',
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'index.handler',
      memorySize: 128,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromInline('def handler(event, context): return {}'),
      role: cellsAcmeMail956ba7FunctionRole,
      logGroup: cellsAcmeMail956ba7FunctionLogs,
    });
    (this.cellsAcmeMail956ba7Function.node.defaultChild as lambda.CfnFunction).tracingConfig = {
      mode: 'PassThrough',
    };
    resourceOf(this.cellsAcmeMail956ba7Function).addMetadata('cdk_nag', {
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

    // Works off the queue cells["acme"].line.step["price"].dead_letter.
    this.cellsAcmeTellf8ee4dFunction = new lambda.Function(this, 'CellsAcmeTellf8ee4dFunction', {
      functionName: 'patterns-prod-cells-acme-tell-handler',
      description: 'Works off the queue cells["acme"].line.step["price"].dead_letter.',
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'index.handler',
      memorySize: 128,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromInline('def handler(event, context): return {}'),
      role: cellsAcmeTellf8ee4dFunctionRole,
      environment: {
        MAIN_TOPIC_ARN: this.cellsAcmeNewsMain35eb31Topic.topicArn,
      },
      logGroup: cellsAcmeTellf8ee4dFunctionLogs,
    });
    (this.cellsAcmeTellf8ee4dFunction.node.defaultChild as lambda.CfnFunction).tracingConfig = {
      mode: 'PassThrough',
    };
    resourceOf(this.cellsAcmeTellf8ee4dFunction).addMetadata('cdk_nag', {
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

    // Works off the queue cells["globex"].news.inbox["ledger"].
    this.cellsGlobexLedgerddf521Function = new lambda.Function(this, 'CellsGlobexLedgerddf521Function', {
      functionName: 'patterns-prod-cells-globex-ledger-handler',
      description: 'Works off the queue cells["globex"].news.inbox["ledger"].',
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'index.handler',
      memorySize: 128,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromInline('def handler(event, context): return {}'),
      role: cellsGlobexLedgerddf521FunctionRole,
      logGroup: cellsGlobexLedgerddf521FunctionLogs,
    });
    (this.cellsGlobexLedgerddf521Function.node.defaultChild as lambda.CfnFunction).tracingConfig = {
      mode: 'PassThrough',
    };
    resourceOf(this.cellsGlobexLedgerddf521Function).addMetadata('cdk_nag', {
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

    // Works a stage off and sends on.
    this.cellsGlobexLineWorkChecke01a4aFunction = new lambda.Function(this, 'CellsGlobexLineWorkChecke01a4aFunction', {
      functionName: 'patterns-prod-cells-globex-line-work-check-handler',
      description: 'Works a stage off and sends on.',
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'app.handle',
      memorySize: 128,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset(
        'artifacts/cells-globex-line-work-check-a9c401f7db59f050.zip',
      ),
      role: cellsGlobexLineWorkChecke01a4aFunctionRole,
      environment: {
        STEP_QUEUE_URL: this.cellsGlobexLineStepPrice07c1edQueue.queueUrl,
      },
      logGroup: cellsGlobexLineWorkChecke01a4aFunctionLogs,
    });
    (this.cellsGlobexLineWorkChecke01a4aFunction.node.defaultChild as lambda.CfnFunction).tracingConfig = {
      mode: 'PassThrough',
    };
    resourceOf(this.cellsGlobexLineWorkChecke01a4aFunction).addMetadata('cdk_nag', {
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

    // Works a stage off and sends on.
    this.cellsGlobexLineWorkPrice1bab0dFunction = new lambda.Function(this, 'CellsGlobexLineWorkPrice1bab0dFunction', {
      functionName: 'patterns-prod-cells-globex-line-work-price-handler',
      description: 'Works a stage off and sends on.',
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'app.handle',
      memorySize: 128,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset(
        'artifacts/cells-globex-line-work-price-a9c401f7db59f050.zip',
      ),
      role: cellsGlobexLineWorkPrice1bab0dFunctionRole,
      logGroup: cellsGlobexLineWorkPrice1bab0dFunctionLogs,
    });
    (this.cellsGlobexLineWorkPrice1bab0dFunction.node.defaultChild as lambda.CfnFunction).tracingConfig = {
      mode: 'PassThrough',
    };
    resourceOf(this.cellsGlobexLineWorkPrice1bab0dFunction).addMetadata('cdk_nag', {
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

    // Works off the queue cells["globex"].news.inbox["mail"].
    this.cellsGlobexMaile72e04Function = new lambda.Function(this, 'CellsGlobexMaile72e04Function', {
      functionName: 'patterns-prod-cells-globex-mail-handler',
      description: 'Works off the queue cells["globex"].news.inbox["mail"].',
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'index.handler',
      memorySize: 128,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromInline('def handler(event, context): return {}'),
      role: cellsGlobexMaile72e04FunctionRole,
      logGroup: cellsGlobexMaile72e04FunctionLogs,
    });
    (this.cellsGlobexMaile72e04Function.node.defaultChild as lambda.CfnFunction).tracingConfig = {
      mode: 'PassThrough',
    };
    resourceOf(this.cellsGlobexMaile72e04Function).addMetadata('cdk_nag', {
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

    // Works off the queue cells["globex"].line.step["price"].dead_letter.
    this.cellsGlobexTell065c11Function = new lambda.Function(this, 'CellsGlobexTell065c11Function', {
      functionName: 'patterns-prod-cells-globex-tell-handler',
      description: 'Works off the queue cells["globex"].line.step["price"].dead_letter.',
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'index.handler',
      memorySize: 128,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromInline('def handler(event, context): return {}'),
      role: cellsGlobexTell065c11FunctionRole,
      environment: {
        MAIN_TOPIC_ARN: this.cellsGlobexNewsMain360d34Topic.topicArn,
      },
      logGroup: cellsGlobexTell065c11FunctionLogs,
    });
    (this.cellsGlobexTell065c11Function.node.defaultChild as lambda.CfnFunction).tracingConfig = {
      mode: 'PassThrough',
    };
    resourceOf(this.cellsGlobexTell065c11Function).addMetadata('cdk_nag', {
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

    // Works the queue off.
    this.returnsWorke425daFunction = new lambda.Function(this, 'ReturnsWorke425daFunction', {
      functionName: 'patterns-prod-returns-work-handler',
      description: 'Works the queue off.',
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'index.handler',
      memorySize: 512,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromInline('def handler(event, context): return {}'),
      role: returnsWorke425daFunctionRole,
      environment: {
        STEP_QUEUE_URL: this.cellsAcmeLineStepCheck52c067Queue.queueUrl,
      },
      logGroup: returnsWorke425daFunctionLogs,
    });
    (this.returnsWorke425daFunction.node.defaultChild as lambda.CfnFunction).tracingConfig = {
      mode: 'PassThrough',
    };
    resourceOf(this.returnsWorke425daFunction).addMetadata('cdk_nag', {
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
      name: 'patterns-prod-http-api',
      description: 'HTTP API of the stack patterns-prod-queue-stack.',
      protocolType: 'HTTP',
    });

    const postReturnsIntegration = new apigatewayv2.CfnIntegration(this, 'PostReturnsIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-SendMessage',
      payloadFormatVersion: '1.0',
      credentialsArn: returnsMain26dffaIntakeRole.roleArn,
      requestParameters: {
        QueueUrl: this.returnsMain26dffaQueue.queueUrl,
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

    const postReturnsRoute = new apigatewayv2.CfnRoute(this, 'PostReturnsRoute', {
      apiId: this.api.ref,
      routeKey: 'POST /returns',
      target: `integrations/${postReturnsIntegration.ref}`,
      authorizationType: 'NONE',
    });
    postReturnsRoute.addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-APIG4',
          reason: 'The program says why: callers hold a signed link',
        },
      ],
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
      routeSettings: {
        'POST /returns': {
          ThrottlingRateLimit: 5,
          ThrottlingBurstLimit: 5,
          DetailedMetricsEnabled: true,
        },
      },
    });
    this.apiStage.addResourceDependency(postReturnsRoute);

    const postAcmeOrdersIntegration = new apigatewayv2.CfnIntegration(this, 'PostAcmeOrdersIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-SendMessage',
      payloadFormatVersion: '1.0',
      credentialsArn: cellsAcmeLineStepCheck52c067IntakeRole.roleArn,
      requestParameters: {
        QueueUrl: this.cellsAcmeLineStepCheck52c067Queue.queueUrl,
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

    new apigatewayv2.CfnRoute(this, 'PostAcmeOrdersRoute', {
      apiId: this.api.ref,
      routeKey: 'POST /acme/orders',
      target: `integrations/${postAcmeOrdersIntegration.ref}`,
      authorizationType: 'AWS_IAM',
    });

    const postGlobexOrdersIntegration = new apigatewayv2.CfnIntegration(this, 'PostGlobexOrdersIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-SendMessage',
      payloadFormatVersion: '1.0',
      credentialsArn: cellsGlobexLineStepCheck78f93dIntakeRole.roleArn,
      requestParameters: {
        QueueUrl: this.cellsGlobexLineStepCheck78f93dQueue.queueUrl,
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

    new apigatewayv2.CfnRoute(this, 'PostGlobexOrdersRoute', {
      apiId: this.api.ref,
      routeKey: 'POST /globex/orders',
      target: `integrations/${postGlobexOrdersIntegration.ref}`,
      authorizationType: 'AWS_IAM',
    });

    // ---- Feeds --------------------------------------------------------------

    new lambda.CfnEventSourceMapping(this, 'CellsAcmeLedger07217bEventSource', {
      functionName: this.cellsAcmeLedger07217bFunction.functionName,
      eventSourceArn: this.cellsAcmeNewsInboxLedgerd1105cQueue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new lambda.CfnEventSourceMapping(this, 'CellsAcmeLineWorkCheck42fccfEventSource', {
      functionName: this.cellsAcmeLineWorkCheck42fccfFunction.functionName,
      eventSourceArn: this.cellsAcmeLineStepCheck52c067Queue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new lambda.CfnEventSourceMapping(this, 'CellsAcmeLineWorkPrice62ccc0EventSource', {
      functionName: this.cellsAcmeLineWorkPrice62ccc0Function.functionName,
      eventSourceArn: this.cellsAcmeLineStepPricea14859Queue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new lambda.CfnEventSourceMapping(this, 'CellsAcmeMail956ba7EventSource', {
      functionName: this.cellsAcmeMail956ba7Function.functionName,
      eventSourceArn: this.cellsAcmeNewsInboxMaila9e803Queue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new sns.CfnSubscription(this, 'CellsAcmeNewsMainCellsAcmeNewsInboxLedger8eb268Subscription', {
      topicArn: this.cellsAcmeNewsMain35eb31Topic.topicArn,
      protocol: 'sqs',
      endpoint: this.cellsAcmeNewsInboxLedgerd1105cQueue.queueArn,
      rawMessageDelivery: true,
    });

    new sns.CfnSubscription(this, 'CellsAcmeNewsMainCellsAcmeNewsInboxMailb62176Subscription', {
      topicArn: this.cellsAcmeNewsMain35eb31Topic.topicArn,
      protocol: 'sqs',
      endpoint: this.cellsAcmeNewsInboxMaila9e803Queue.queueArn,
      rawMessageDelivery: true,
      filterPolicy: { kind: ['placed'] },
    });

    new scheduler.CfnSchedule(this, 'CellsAcmeSweep0a561cSchedule', {
      name: 'patterns-prod-cells-acme-sweep-schedule',
      scheduleExpression: 'rate(1 hour)',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: this.cellsAcmeLineStepCheck52c067Queue.queueArn,
        roleArn: cellsAcmeSweep0a561cServiceRole.roleArn,
        input: '{"kind":"sweep"}',
        retryPolicy: {
          maximumRetryAttempts: 185,
          maximumEventAgeInSeconds: 86400,
        },
      },
    });

    new lambda.CfnEventSourceMapping(this, 'CellsAcmeTellf8ee4dEventSource', {
      functionName: this.cellsAcmeTellf8ee4dFunction.functionName,
      eventSourceArn: this.cellsAcmeLineStepPricea14859DeadLetters.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new lambda.CfnEventSourceMapping(this, 'CellsGlobexLedgerddf521EventSource', {
      functionName: this.cellsGlobexLedgerddf521Function.functionName,
      eventSourceArn: this.cellsGlobexNewsInboxLedger76a629Queue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new lambda.CfnEventSourceMapping(this, 'CellsGlobexLineWorkChecke01a4aEventSource', {
      functionName: this.cellsGlobexLineWorkChecke01a4aFunction.functionName,
      eventSourceArn: this.cellsGlobexLineStepCheck78f93dQueue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new lambda.CfnEventSourceMapping(this, 'CellsGlobexLineWorkPrice1bab0dEventSource', {
      functionName: this.cellsGlobexLineWorkPrice1bab0dFunction.functionName,
      eventSourceArn: this.cellsGlobexLineStepPrice07c1edQueue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new lambda.CfnEventSourceMapping(this, 'CellsGlobexMaile72e04EventSource', {
      functionName: this.cellsGlobexMaile72e04Function.functionName,
      eventSourceArn: this.cellsGlobexNewsInboxMail941d33Queue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new sns.CfnSubscription(this, 'CellsGlobexNewsMainCellsGlobexNewsInboxLedger21350cSubscription', {
      topicArn: this.cellsGlobexNewsMain360d34Topic.topicArn,
      protocol: 'sqs',
      endpoint: this.cellsGlobexNewsInboxLedger76a629Queue.queueArn,
      rawMessageDelivery: true,
    });

    new sns.CfnSubscription(this, 'CellsGlobexNewsMainCellsGlobexNewsInboxMail52280aSubscription', {
      topicArn: this.cellsGlobexNewsMain360d34Topic.topicArn,
      protocol: 'sqs',
      endpoint: this.cellsGlobexNewsInboxMail941d33Queue.queueArn,
      rawMessageDelivery: true,
      filterPolicy: { kind: ['placed'] },
    });

    new scheduler.CfnSchedule(this, 'CellsGlobexSweep991c39Schedule', {
      name: 'patterns-prod-cells-globex-sweep-schedule',
      scheduleExpression: 'rate(1 hour)',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: this.cellsGlobexLineStepCheck78f93dQueue.queueArn,
        roleArn: cellsGlobexSweep991c39ServiceRole.roleArn,
        input: '{"kind":"sweep"}',
        retryPolicy: {
          maximumRetryAttempts: 185,
          maximumEventAgeInSeconds: 86400,
        },
      },
    });

    new lambda.CfnEventSourceMapping(this, 'CellsGlobexTell065c11EventSource', {
      functionName: this.cellsGlobexTell065c11Function.functionName,
      eventSourceArn: this.cellsGlobexLineStepPrice07c1edDeadLetters.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new lambda.CfnEventSourceMapping(this, 'ReturnsWorke425daEventSource', {
      functionName: this.returnsWorke425daFunction.functionName,
      eventSourceArn: this.returnsMain26dffaQueue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    // ---- Alarms -------------------------------------------------------------

    new cloudwatch.CfnAlarm(this, 'ApiServerErrorsAlarm', {
      alarmName: 'patterns-prod-http-api-server-errors',
      alarmDescription: 'Requests to the API patterns-prod-http-api fail on its own side.',
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
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsAcmeLedger07217bFunctionErrorsAlarm', {
      alarmName: 'patterns-prod-cells-acme-ledger-handler-errors',
      alarmDescription: 'Calls of the function patterns-prod-cells-acme-ledger-handler fail.',
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
                  value: this.cellsAcmeLedger07217bFunction.functionName,
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
                  value: this.cellsAcmeLedger07217bFunction.functionName,
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
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsAcmeLedger07217bFunctionThrottlesAlarm', {
      alarmName: 'patterns-prod-cells-acme-ledger-handler-throttles',
      alarmDescription: 'Calls of the function patterns-prod-cells-acme-ledger-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        {
          name: 'FunctionName',
          value: this.cellsAcmeLedger07217bFunction.functionName,
        },
      ],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsAcmeLineStepCheck52c067QueueAgeAlarm', {
      alarmName: 'patterns-prod-cells-acme-line-step-check-queue-age',
      alarmDescription: 'The consumer of the queue patterns-prod-cells-acme-line-step-check-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [
        {
          name: 'QueueName',
          value: this.cellsAcmeLineStepCheck52c067Queue.queueName,
        },
      ],
      statistic: 'Maximum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 900,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsAcmeLineStepCheck52c067QueueDeadLettersAlarm', {
      alarmName: 'patterns-prod-cells-acme-line-step-check-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue patterns-prod-cells-acme-line-step-check-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        {
          name: 'QueueName',
          value: this.cellsAcmeLineStepCheck52c067DeadLetters.queueName,
        },
      ],
      statistic: 'Maximum',
      period: 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsAcmeLineStepPricea14859QueueAgeAlarm', {
      alarmName: 'patterns-prod-cells-acme-line-step-price-queue-age',
      alarmDescription: 'The consumer of the queue patterns-prod-cells-acme-line-step-price-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [
        {
          name: 'QueueName',
          value: this.cellsAcmeLineStepPricea14859Queue.queueName,
        },
      ],
      statistic: 'Maximum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 900,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsAcmeLineStepPricea14859QueueDeadLettersAlarm', {
      alarmName: 'patterns-prod-cells-acme-line-step-price-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue patterns-prod-cells-acme-line-step-price-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        {
          name: 'QueueName',
          value: this.cellsAcmeLineStepPricea14859DeadLetters.queueName,
        },
      ],
      statistic: 'Maximum',
      period: 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsAcmeLineWorkCheck42fccfFunctionErrorsAlarm', {
      alarmName: 'patterns-prod-cells-acme-line-work-check-handler-errors',
      alarmDescription: 'Calls of the function patterns-prod-cells-acme-line-work-check-handler fail.',
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
                  value: this.cellsAcmeLineWorkCheck42fccfFunction.functionName,
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
                  value: this.cellsAcmeLineWorkCheck42fccfFunction.functionName,
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
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsAcmeLineWorkCheck42fccfFunctionThrottlesAlarm', {
      alarmName: 'patterns-prod-cells-acme-line-work-check-handler-throttles',
      alarmDescription: 'Calls of the function patterns-prod-cells-acme-line-work-check-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        {
          name: 'FunctionName',
          value: this.cellsAcmeLineWorkCheck42fccfFunction.functionName,
        },
      ],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsAcmeLineWorkPrice62ccc0FunctionErrorsAlarm', {
      alarmName: 'patterns-prod-cells-acme-line-work-price-handler-errors',
      alarmDescription: 'Calls of the function patterns-prod-cells-acme-line-work-price-handler fail.',
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
                  value: this.cellsAcmeLineWorkPrice62ccc0Function.functionName,
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
                  value: this.cellsAcmeLineWorkPrice62ccc0Function.functionName,
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
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsAcmeLineWorkPrice62ccc0FunctionThrottlesAlarm', {
      alarmName: 'patterns-prod-cells-acme-line-work-price-handler-throttles',
      alarmDescription: 'Calls of the function patterns-prod-cells-acme-line-work-price-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        {
          name: 'FunctionName',
          value: this.cellsAcmeLineWorkPrice62ccc0Function.functionName,
        },
      ],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsAcmeMail956ba7FunctionErrorsAlarm', {
      alarmName: 'patterns-prod-cells-acme-mail-handler-errors',
      alarmDescription: 'Calls of the function patterns-prod-cells-acme-mail-handler fail.',
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
                  value: this.cellsAcmeMail956ba7Function.functionName,
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
                  value: this.cellsAcmeMail956ba7Function.functionName,
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
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsAcmeMail956ba7FunctionThrottlesAlarm', {
      alarmName: 'patterns-prod-cells-acme-mail-handler-throttles',
      alarmDescription: 'Calls of the function patterns-prod-cells-acme-mail-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        {
          name: 'FunctionName',
          value: this.cellsAcmeMail956ba7Function.functionName,
        },
      ],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsAcmeNewsInboxLedgerd1105cQueueAgeAlarm', {
      alarmName: 'patterns-prod-cells-acme-news-inbox-ledger-queue-age',
      alarmDescription: 'The consumer of the queue patterns-prod-cells-acme-news-inbox-ledger-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [
        {
          name: 'QueueName',
          value: this.cellsAcmeNewsInboxLedgerd1105cQueue.queueName,
        },
      ],
      statistic: 'Maximum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 900,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsAcmeNewsInboxLedgerd1105cQueueDeadLettersAlarm', {
      alarmName: 'patterns-prod-cells-acme-news-inbox-ledger-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue patterns-prod-cells-acme-news-inbox-ledger-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        {
          name: 'QueueName',
          value: this.cellsAcmeNewsInboxLedgerd1105cDeadLetters.queueName,
        },
      ],
      statistic: 'Maximum',
      period: 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsAcmeNewsInboxMaila9e803QueueAgeAlarm', {
      alarmName: 'patterns-prod-cells-acme-news-inbox-mail-queue-age',
      alarmDescription: 'The consumer of the queue patterns-prod-cells-acme-news-inbox-mail-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [
        {
          name: 'QueueName',
          value: this.cellsAcmeNewsInboxMaila9e803Queue.queueName,
        },
      ],
      statistic: 'Maximum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 900,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsAcmeNewsInboxMaila9e803QueueDeadLettersAlarm', {
      alarmName: 'patterns-prod-cells-acme-news-inbox-mail-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue patterns-prod-cells-acme-news-inbox-mail-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        {
          name: 'QueueName',
          value: this.cellsAcmeNewsInboxMaila9e803DeadLetters.queueName,
        },
      ],
      statistic: 'Maximum',
      period: 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsAcmeNewsMain35eb31TopicFailuresAlarm', {
      alarmName: 'patterns-prod-cells-acme-news-topic-failures',
      alarmDescription: 'Messages of the topic patterns-prod-cells-acme-news-topic could not be delivered.',
      namespace: 'AWS/SNS',
      metricName: 'NumberOfNotificationsFailed',
      dimensions: [
        {
          name: 'TopicName',
          value: this.cellsAcmeNewsMain35eb31Topic.topicName,
        },
      ],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsAcmeTellf8ee4dFunctionErrorsAlarm', {
      alarmName: 'patterns-prod-cells-acme-tell-handler-errors',
      alarmDescription: 'Calls of the function patterns-prod-cells-acme-tell-handler fail.',
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
                  value: this.cellsAcmeTellf8ee4dFunction.functionName,
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
                  value: this.cellsAcmeTellf8ee4dFunction.functionName,
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
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsAcmeTellf8ee4dFunctionThrottlesAlarm', {
      alarmName: 'patterns-prod-cells-acme-tell-handler-throttles',
      alarmDescription: 'Calls of the function patterns-prod-cells-acme-tell-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        {
          name: 'FunctionName',
          value: this.cellsAcmeTellf8ee4dFunction.functionName,
        },
      ],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsGlobexLedgerddf521FunctionErrorsAlarm', {
      alarmName: 'patterns-prod-cells-globex-ledger-handler-errors',
      alarmDescription: 'Calls of the function patterns-prod-cells-globex-ledger-handler fail.',
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
                  value: this.cellsGlobexLedgerddf521Function.functionName,
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
                  value: this.cellsGlobexLedgerddf521Function.functionName,
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
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsGlobexLedgerddf521FunctionThrottlesAlarm', {
      alarmName: 'patterns-prod-cells-globex-ledger-handler-throttles',
      alarmDescription: 'Calls of the function patterns-prod-cells-globex-ledger-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        {
          name: 'FunctionName',
          value: this.cellsGlobexLedgerddf521Function.functionName,
        },
      ],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsGlobexLineStepCheck78f93dQueueAgeAlarm', {
      alarmName: 'patterns-prod-cells-globex-line-step-check-queue-age',
      alarmDescription: 'The consumer of the queue patterns-prod-cells-globex-line-step-check-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [
        {
          name: 'QueueName',
          value: this.cellsGlobexLineStepCheck78f93dQueue.queueName,
        },
      ],
      statistic: 'Maximum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 900,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsGlobexLineStepCheck78f93dQueueDeadLettersAlarm', {
      alarmName: 'patterns-prod-cells-globex-line-step-check-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue patterns-prod-cells-globex-line-step-check-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        {
          name: 'QueueName',
          value: this.cellsGlobexLineStepCheck78f93dDeadLetters.queueName,
        },
      ],
      statistic: 'Maximum',
      period: 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsGlobexLineStepPrice07c1edQueueAgeAlarm', {
      alarmName: 'patterns-prod-cells-globex-line-step-price-queue-age',
      alarmDescription: 'The consumer of the queue patterns-prod-cells-globex-line-step-price-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [
        {
          name: 'QueueName',
          value: this.cellsGlobexLineStepPrice07c1edQueue.queueName,
        },
      ],
      statistic: 'Maximum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 900,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsGlobexLineStepPrice07c1edQueueDeadLettersAlarm', {
      alarmName: 'patterns-prod-cells-globex-line-step-price-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue patterns-prod-cells-globex-line-step-price-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        {
          name: 'QueueName',
          value: this.cellsGlobexLineStepPrice07c1edDeadLetters.queueName,
        },
      ],
      statistic: 'Maximum',
      period: 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsGlobexLineWorkChecke01a4aFunctionErrorsAlarm', {
      alarmName: 'patterns-prod-cells-globex-line-work-check-handler-errors',
      alarmDescription: 'Calls of the function patterns-prod-cells-globex-line-work-check-handler fail.',
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
                  value: this.cellsGlobexLineWorkChecke01a4aFunction.functionName,
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
                  value: this.cellsGlobexLineWorkChecke01a4aFunction.functionName,
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
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsGlobexLineWorkChecke01a4aFunctionThrottlesAlarm', {
      alarmName: 'patterns-prod-cells-globex-line-work-check-handler-throttles',
      alarmDescription: 'Calls of the function patterns-prod-cells-globex-line-work-check-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        {
          name: 'FunctionName',
          value: this.cellsGlobexLineWorkChecke01a4aFunction.functionName,
        },
      ],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsGlobexLineWorkPrice1bab0dFunctionErrorsAlarm', {
      alarmName: 'patterns-prod-cells-globex-line-work-price-handler-errors',
      alarmDescription: 'Calls of the function patterns-prod-cells-globex-line-work-price-handler fail.',
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
                  value: this.cellsGlobexLineWorkPrice1bab0dFunction.functionName,
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
                  value: this.cellsGlobexLineWorkPrice1bab0dFunction.functionName,
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
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsGlobexLineWorkPrice1bab0dFunctionThrottlesAlarm', {
      alarmName: 'patterns-prod-cells-globex-line-work-price-handler-throttles',
      alarmDescription: 'Calls of the function patterns-prod-cells-globex-line-work-price-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        {
          name: 'FunctionName',
          value: this.cellsGlobexLineWorkPrice1bab0dFunction.functionName,
        },
      ],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsGlobexMaile72e04FunctionErrorsAlarm', {
      alarmName: 'patterns-prod-cells-globex-mail-handler-errors',
      alarmDescription: 'Calls of the function patterns-prod-cells-globex-mail-handler fail.',
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
                  value: this.cellsGlobexMaile72e04Function.functionName,
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
                  value: this.cellsGlobexMaile72e04Function.functionName,
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
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsGlobexMaile72e04FunctionThrottlesAlarm', {
      alarmName: 'patterns-prod-cells-globex-mail-handler-throttles',
      alarmDescription: 'Calls of the function patterns-prod-cells-globex-mail-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        {
          name: 'FunctionName',
          value: this.cellsGlobexMaile72e04Function.functionName,
        },
      ],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsGlobexNewsInboxLedger76a629QueueAgeAlarm', {
      alarmName: 'patterns-prod-cells-globex-news-inbox-ledger-queue-age',
      alarmDescription: 'The consumer of the queue patterns-prod-cells-globex-news-inbox-ledger-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [
        {
          name: 'QueueName',
          value: this.cellsGlobexNewsInboxLedger76a629Queue.queueName,
        },
      ],
      statistic: 'Maximum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 900,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsGlobexNewsInboxLedger76a629QueueDeadLettersAlarm', {
      alarmName: 'patterns-prod-cells-globex-news-inbox-ledger-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue patterns-prod-cells-globex-news-inbox-ledger-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        {
          name: 'QueueName',
          value: this.cellsGlobexNewsInboxLedger76a629DeadLetters.queueName,
        },
      ],
      statistic: 'Maximum',
      period: 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsGlobexNewsInboxMail941d33QueueAgeAlarm', {
      alarmName: 'patterns-prod-cells-globex-news-inbox-mail-queue-age',
      alarmDescription: 'The consumer of the queue patterns-prod-cells-globex-news-inbox-mail-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [
        {
          name: 'QueueName',
          value: this.cellsGlobexNewsInboxMail941d33Queue.queueName,
        },
      ],
      statistic: 'Maximum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 900,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsGlobexNewsInboxMail941d33QueueDeadLettersAlarm', {
      alarmName: 'patterns-prod-cells-globex-news-inbox-mail-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue patterns-prod-cells-globex-news-inbox-mail-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        {
          name: 'QueueName',
          value: this.cellsGlobexNewsInboxMail941d33DeadLetters.queueName,
        },
      ],
      statistic: 'Maximum',
      period: 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsGlobexNewsMain360d34TopicFailuresAlarm', {
      alarmName: 'patterns-prod-cells-globex-news-topic-failures',
      alarmDescription: 'Messages of the topic patterns-prod-cells-globex-news-topic could not be delivered.',
      namespace: 'AWS/SNS',
      metricName: 'NumberOfNotificationsFailed',
      dimensions: [
        {
          name: 'TopicName',
          value: this.cellsGlobexNewsMain360d34Topic.topicName,
        },
      ],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsGlobexTell065c11FunctionErrorsAlarm', {
      alarmName: 'patterns-prod-cells-globex-tell-handler-errors',
      alarmDescription: 'Calls of the function patterns-prod-cells-globex-tell-handler fail.',
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
                  value: this.cellsGlobexTell065c11Function.functionName,
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
                  value: this.cellsGlobexTell065c11Function.functionName,
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
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'CellsGlobexTell065c11FunctionThrottlesAlarm', {
      alarmName: 'patterns-prod-cells-globex-tell-handler-throttles',
      alarmDescription: 'Calls of the function patterns-prod-cells-globex-tell-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        {
          name: 'FunctionName',
          value: this.cellsGlobexTell065c11Function.functionName,
        },
      ],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'ReturnsMain26dffaQueueAgeAlarm', {
      alarmName: 'patterns-prod-returns-queue-age',
      alarmDescription: 'The consumer of the queue patterns-prod-returns-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [
        { name: 'QueueName', value: this.returnsMain26dffaQueue.queueName },
      ],
      statistic: 'Maximum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 900,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'ReturnsMain26dffaQueueDeadLettersAlarm', {
      alarmName: 'patterns-prod-returns-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue patterns-prod-returns-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        {
          name: 'QueueName',
          value: this.returnsMain26dffaDeadLetters.queueName,
        },
      ],
      statistic: 'Maximum',
      period: 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'ReturnsWorke425daFunctionErrorsAlarm', {
      alarmName: 'patterns-prod-returns-work-handler-errors',
      alarmDescription: 'Calls of the function patterns-prod-returns-work-handler fail.',
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
                  value: this.returnsWorke425daFunction.functionName,
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
                  value: this.returnsWorke425daFunction.functionName,
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
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'ReturnsWorke425daFunctionThrottlesAlarm', {
      alarmName: 'patterns-prod-returns-work-handler-throttles',
      alarmDescription: 'Calls of the function patterns-prod-returns-work-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        {
          name: 'FunctionName',
          value: this.returnsWorke425daFunction.functionName,
        },
      ],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new CfnOutput(this, 'CellsAcmeFirstStepOutput', {
      value: this.cellsAcmeLineStepCheck52c067Queue.queueUrl,
    }).overrideLogicalId('CellsAcmeFirstStep');
    new CfnOutput(this, 'CellsGlobexFirstStepOutput', {
      value: this.cellsGlobexLineStepCheck78f93dQueue.queueUrl,
    }).overrideLogicalId('CellsGlobexFirstStep');
    new CfnOutput(this, 'ReturnsQueueOutput', {
      value: this.returnsMain26dffaQueue.queueArn,
    }).overrideLogicalId('ReturnsQueue');

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
