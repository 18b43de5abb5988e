// Made by apiqc: the next build writes this file anew. What is yours belongs
// into extension.ts.
import {
  CfnOutput,
  CfnResource,
  Duration,
  RemovalPolicy,
  Size,
  Stack,
  StackProps,
  Tags,
} from 'aws-cdk-lib';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';

export interface WideStackProps extends StackProps {}

/**
 * Every attribute once, at another value than its default.
 * A second line, with "quotes", ${dollars} and {{resolve:braces}}: äöü → ok?
 */
export class WideStack extends Stack {
  readonly api: apigatewayv2.CfnApi;
  readonly apiStage: apigatewayv2.CfnStage;
  readonly auditFunction: lambda.Function;
  readonly bulkDeadLetters: sqs.Queue;
  readonly bulkQueue: sqs.Queue;
  readonly checkFunction: lambda.Function;
  readonly greetFunction: lambda.Function;
  readonly key: kms.Key;
  readonly mainDeadLetters: sqs.Queue;
  readonly mainQueue: sqs.Queue;
  readonly payFunction: lambda.CfnFunction;
  readonly paymentsDeadLetters: sqs.Queue;
  readonly paymentsQueue: sqs.Queue;
  readonly receiptsDeadLetters: sqs.Queue;
  readonly receiptsQueue: sqs.Queue;
  readonly repairFunction: lambda.Function;
  readonly shipFunction: lambda.Function;
  readonly sweepFunction: lambda.CfnFunction;

  constructor(scope: Construct, id: string, props: WideStackProps = {}) {
    super(scope, id, {
      description: `Every attribute once, at another value than its default.
A second line, with "quotes", \${dollars} and {?resolve:braces}}: äöü → ok?`,
      ...props,
    });

    // ---- Encryption ---------------------------------------------------------

    this.key = new kms.Key(this, 'Key', {
      description: 'Key of the stack wide-shop-dev-queue-stack.',
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
            sid: 'Logs',
            principals: [
              new iam.ServicePrincipal(`logs.${this.region}.amazonaws.com`),
            ],
            actions: [
              'kms:Decrypt*',
              'kms:Describe*',
              'kms:Encrypt*',
              'kms:GenerateDataKey*',
              'kms:ReEncrypt*',
            ],
            resources: ['*'],
            conditions: {
              ArnEquals: {
                'kms:EncryptionContext:aws:logs:arn': [
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/wide-shop-dev-audit-handler`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/wide-shop-dev-check-handler`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/wide-shop-dev-greet-handler`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/wide-shop-dev-pay-handler`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/wide-shop-dev-repair-handler`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/wide-shop-dev-ship-handler`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/wide-shop-dev-sweep-handler`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/vendedlogs/wide-shop-dev-http-api`,
                ],
              },
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
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    new kms.CfnAlias(this, 'KeyAlias', {
      aliasName: 'alias/wide-shop-dev-key',
      targetKeyId: this.key.keyId,
    });

    // ---- Queues and topics --------------------------------------------------

    // Dead letters of the queue bulk.
    this.bulkDeadLetters = new sqs.Queue(this, 'BulkDeadLetters', {
      queueName: 'wide-shop-dev-bulk-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryptionMasterKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.bulkDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:wide-shop-dev-bulk-queue`,
      ],
    };

    this.bulkDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
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
      resources: [this.bulkDeadLetters.queueArn],
    }));
    this.bulkDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.bulkDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.bulkQueue = new sqs.Queue(this, 'BulkQueue', {
      queueName: 'wide-shop-dev-bulk-queue',
      retentionPeriod: Duration.days(1),
      visibilityTimeout: Duration.minutes(3),
      encryptionMasterKey: this.key,
      deadLetterQueue: { queue: this.bulkDeadLetters, maxReceiveCount: 5 },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    this.bulkQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'Redrive',
      principals: [
        new iam.ArnPrincipal('arn:aws:iam::123456789012:role/support'),
      ],
      actions: ['sqs:SendMessage'],
      resources: [this.bulkQueue.queueArn],
    }));
    this.bulkQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.bulkQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Dead letters of the queue main.
    this.mainDeadLetters = new sqs.Queue(this, 'MainDeadLetters', {
      queueName: 'wide-shop-dev-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.minutes(3),
      maxMessageSizeBytes: 1048576,
      dataKeyReuse: Duration.minutes(10),
      encryptionMasterKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.mainDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:wide-shop-dev-queue`,
      ],
    };

    this.mainDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
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
      resources: [this.mainDeadLetters.queueArn],
    }));
    this.mainDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.mainDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Orders that somebody has placed.
    this.mainQueue = new sqs.Queue(this, 'MainQueue', {
      queueName: 'wide-shop-dev-queue',
      retentionPeriod: Duration.days(2),
      visibilityTimeout: Duration.minutes(10),
      deliveryDelay: Duration.seconds(5),
      maxMessageSizeBytes: 1048576,
      receiveMessageWaitTime: Duration.seconds(20),
      dataKeyReuse: Duration.minutes(10),
      encryptionMasterKey: this.key,
      deadLetterQueue: { queue: this.mainDeadLetters, maxReceiveCount: 7 },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    this.mainQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'Redrive',
      principals: [
        new iam.ArnPrincipal('arn:aws:iam::123456789012:role/support'),
      ],
      actions: ['sqs:SendMessage'],
      resources: [this.mainQueue.queueArn],
    }));
    this.mainQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.mainQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Dead letters of the queue payments.
    this.paymentsDeadLetters = new sqs.Queue(this, 'PaymentsDeadLetters', {
      queueName: 'wide-shop-dev-payments-dlq.fifo',
      fifo: true,
      deduplicationScope: sqs.DeduplicationScope.MESSAGE_GROUP,
      fifoThroughputLimit: sqs.FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    (this.paymentsDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:wide-shop-dev-payments-queue.fifo`,
      ],
    };

    this.paymentsDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
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
      resources: [this.paymentsDeadLetters.queueArn],
    }));
    this.paymentsDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.paymentsDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.paymentsQueue = new sqs.Queue(this, 'PaymentsQueue', {
      queueName: 'wide-shop-dev-payments-queue.fifo',
      fifo: true,
      deduplicationScope: sqs.DeduplicationScope.MESSAGE_GROUP,
      fifoThroughputLimit: sqs.FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: { queue: this.paymentsDeadLetters, maxReceiveCount: 6 },
      removalPolicy: RemovalPolicy.DESTROY,
    });

    this.paymentsQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'Redrive',
      principals: [
        new iam.ArnPrincipal('arn:aws:iam::123456789012:role/support'),
      ],
      actions: ['sqs:SendMessage'],
      resources: [this.paymentsQueue.queueArn],
    }));
    this.paymentsQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.paymentsQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Dead letters of the queue receipts.
    this.receiptsDeadLetters = new sqs.Queue(this, 'ReceiptsDeadLetters', {
      queueName: 'wide-shop-dev-receipts-dlq.fifo',
      fifo: true,
      contentBasedDeduplication: true,
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.receiptsDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:wide-shop-dev-receipts-queue.fifo`,
      ],
    };

    this.receiptsDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
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
      resources: [this.receiptsDeadLetters.queueArn],
    }));
    this.receiptsDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.receiptsDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.receiptsQueue = new sqs.Queue(this, 'ReceiptsQueue', {
      queueName: 'wide-shop-dev-receipts-queue.fifo',
      fifo: true,
      contentBasedDeduplication: true,
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: { queue: this.receiptsDeadLetters, maxReceiveCount: 5 },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    this.receiptsQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'Redrive',
      principals: [
        new iam.ArnPrincipal('arn:aws:iam::123456789012:role/support'),
      ],
      actions: ['sqs:SendMessage'],
      resources: [this.receiptsQueue.queueArn],
    }));
    this.receiptsQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.receiptsQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // ---- Logs ---------------------------------------------------------------

    const apiLogs = new logs.LogGroup(this, 'ApiLogs', {
      logGroupName: '/aws/vendedlogs/wide-shop-dev-http-api',
      retention: logs.RetentionDays.THREE_MONTHS,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const auditFunctionLogs = new logs.LogGroup(this, 'AuditFunctionLogs', {
      logGroupName: '/aws/lambda/wide-shop-dev-audit-handler',
      retention: logs.RetentionDays.THREE_MONTHS,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const checkFunctionLogs = new logs.LogGroup(this, 'CheckFunctionLogs', {
      logGroupName: '/aws/lambda/wide-shop-dev-check-handler',
      retention: logs.RetentionDays.ONE_DAY,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const greetFunctionLogs = new logs.LogGroup(this, 'GreetFunctionLogs', {
      logGroupName: '/aws/lambda/wide-shop-dev-greet-handler',
      retention: logs.RetentionDays.THREE_MONTHS,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const payFunctionLogs = new logs.LogGroup(this, 'PayFunctionLogs', {
      logGroupName: '/aws/lambda/wide-shop-dev-pay-handler',
      retention: logs.RetentionDays.THREE_MONTHS,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const repairFunctionLogs = new logs.LogGroup(this, 'RepairFunctionLogs', {
      logGroupName: '/aws/lambda/wide-shop-dev-repair-handler',
      retention: logs.RetentionDays.THREE_MONTHS,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const shipFunctionLogs = new logs.LogGroup(this, 'ShipFunctionLogs', {
      logGroupName: '/aws/lambda/wide-shop-dev-ship-handler',
      retention: logs.RetentionDays.THREE_MONTHS,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const sweepFunctionLogs = new logs.LogGroup(this, 'SweepFunctionLogs', {
      logGroupName: '/aws/lambda/wide-shop-dev-sweep-handler',
      retention: logs.RetentionDays.THREE_MONTHS,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    // ---- Roles --------------------------------------------------------------

    const auditFunctionRole = new iam.Role(this, 'AuditFunctionRole', {
      description: 'What the function wide-shop-dev-audit-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      path: '/shops/wide/',
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/wide-shop-dev-audit-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveReceipts',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.receiptsQueue.queueArn],
            }),
            new iam.PolicyStatement({
              sid: 'Trace',
              actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
              resources: ['*'],
            }),
          ],
        }),
      },
    });
    (auditFunctionRole.node.defaultChild as iam.CfnRole).permissionsBoundary = 'arn:aws:iam::123456789012:policy/boundary';
    resourceOf(auditFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written. Traces: AWS defines these actions on * alone.',
        },
      ],
    });

    const bulkIntakeRole = new iam.Role(this, 'BulkIntakeRole', {
      description: 'How the API wide-shop-dev-http-api sends to the queue bulk.',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      path: '/shops/wide/',
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'SendBulk',
              actions: ['sqs:SendMessage'],
              resources: [this.bulkQueue.queueArn],
            }),
            new iam.PolicyStatement({
              sid: 'SendKeyBulk',
              actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
              resources: [this.key.keyArn],
              conditions: {
                StringEquals: {
                  'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                  'kms:EncryptionContext:aws:sqs:arn': this.bulkQueue.queueArn,
                },
              },
            }),
          ],
        }),
      },
    });
    (bulkIntakeRole.node.defaultChild as iam.CfnRole).permissionsBoundary = 'arn:aws:iam::123456789012:policy/boundary';

    const checkFunctionRole = new iam.Role(this, 'CheckFunctionRole', {
      description: 'What the function wide-shop-dev-check-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      path: '/shops/wide/',
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/wide-shop-dev-check-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'Trace',
              actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
              resources: ['*'],
            }),
          ],
        }),
      },
    });
    (checkFunctionRole.node.defaultChild as iam.CfnRole).permissionsBoundary = 'arn:aws:iam::123456789012:policy/boundary';
    resourceOf(checkFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written. Traces: AWS defines these actions on * alone.',
        },
      ],
    });

    const greetFunctionRole = new iam.Role(this, 'GreetFunctionRole', {
      description: 'What the function wide-shop-dev-greet-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      path: '/shops/wide/',
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/wide-shop-dev-greet-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'Trace',
              actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
              resources: ['*'],
            }),
          ],
        }),
      },
    });
    (greetFunctionRole.node.defaultChild as iam.CfnRole).permissionsBoundary = 'arn:aws:iam::123456789012:policy/boundary';
    resourceOf(greetFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written. Traces: AWS defines these actions on * alone.',
        },
      ],
    });

    const legacyIntakeRole = new iam.Role(this, 'LegacyIntakeRole', {
      description: 'How the API wide-shop-dev-http-api sends to the queue legacy.',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      path: '/shops/wide/',
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'SendLegacy',
              actions: ['sqs:SendMessage'],
              resources: ['arn:aws:sqs:eu-west-1:123456789012:legacy'],
            }),
          ],
        }),
      },
    });
    (legacyIntakeRole.node.defaultChild as iam.CfnRole).permissionsBoundary = 'arn:aws:iam::123456789012:policy/boundary';

    const logsServiceRole = new iam.Role(this, 'LogsServiceRole', {
      description: 'How the logs of the stack wide-shop-dev-queue-stack are passed on.',
      assumedBy: new iam.ServicePrincipal('logs.amazonaws.com'),
      path: '/shops/wide/',
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'ForwardLogs',
              actions: ['firehose:PutRecord', 'firehose:PutRecordBatch'],
              resources: [
                'arn:aws:firehose:eu-west-1:123456789012:deliverystream/logs',
              ],
            }),
          ],
        }),
      },
    });
    (logsServiceRole.node.defaultChild as iam.CfnRole).permissionsBoundary = 'arn:aws:iam::123456789012:policy/boundary';

    const mainIntakeRole = new iam.Role(this, 'MainIntakeRole', {
      description: 'How the API wide-shop-dev-http-api sends to the queue main.',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      path: '/shops/wide/',
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
    (mainIntakeRole.node.defaultChild as iam.CfnRole).permissionsBoundary = 'arn:aws:iam::123456789012:policy/boundary';

    const payFunctionRole = new iam.Role(this, 'PayFunctionRole', {
      description: 'What the function wide-shop-dev-pay-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      path: '/shops/wide/',
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/wide-shop-dev-pay-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'ReceivePayments',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.paymentsQueue.queueArn],
            }),
            new iam.PolicyStatement({
              sid: 'SendLegacy',
              actions: ['sqs:SendMessage'],
              resources: ['arn:aws:sqs:eu-west-1:123456789012:legacy'],
            }),
          ],
        }),
      },
    });
    (payFunctionRole.node.defaultChild as iam.CfnRole).permissionsBoundary = 'arn:aws:iam::123456789012:policy/boundary';
    resourceOf(payFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const paymentsIntakeRole = new iam.Role(this, 'PaymentsIntakeRole', {
      description: 'How the API wide-shop-dev-http-api sends to the queue payments.',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      path: '/shops/wide/',
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'SendPayments',
              actions: ['sqs:SendMessage'],
              resources: [this.paymentsQueue.queueArn],
            }),
          ],
        }),
      },
    });
    (paymentsIntakeRole.node.defaultChild as iam.CfnRole).permissionsBoundary = 'arn:aws:iam::123456789012:policy/boundary';

    const repairFunctionRole = new iam.Role(this, 'RepairFunctionRole', {
      description: 'What the function wide-shop-dev-repair-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      path: '/shops/wide/',
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/wide-shop-dev-repair-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveKeyMainDeadLetter',
              actions: ['kms:Decrypt'],
              resources: [this.key.keyArn],
              conditions: {
                StringEquals: {
                  'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                  'kms:EncryptionContext:aws:sqs:arn': [
                    this.mainDeadLetters.queueArn,
                    this.mainQueue.queueArn,
                  ],
                },
              },
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveMainDeadLetter',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.mainDeadLetters.queueArn],
            }),
            new iam.PolicyStatement({
              sid: 'Trace',
              actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
              resources: ['*'],
            }),
          ],
        }),
      },
    });
    (repairFunctionRole.node.defaultChild as iam.CfnRole).permissionsBoundary = 'arn:aws:iam::123456789012:policy/boundary';
    resourceOf(repairFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written. Traces: AWS defines these actions on * alone.',
        },
      ],
    });

    const shipFunctionRole = new iam.Role(this, 'ShipFunctionRole', {
      description: 'What the function wide-shop-dev-ship-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      path: '/shops/wide/',
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'GetBook',
              actions: ['dynamodb:GetItem', 'dynamodb:Query'],
              resources: [
                'arn:aws:dynamodb:eu-west-1:123456789012:table/book',
              ],
            }),
            new iam.PolicyStatement({
              sid: 'GetLake',
              actions: ['s3:GetObject'],
              resources: ['arn:aws:s3:::lake-of-ours/raw/*'],
              conditions: {
                StringEquals: { 'aws:ResourceAccount': this.account },
              },
            }),
            new iam.PolicyStatement({
              sid: 'GetLevel',
              actions: ['ssm:GetParameter'],
              resources: [
                'arn:aws:ssm:eu-west-1:123456789012:parameter/level',
              ],
            }),
            new iam.PolicyStatement({
              sid: 'GetToken',
              actions: ['secretsmanager:GetSecretValue'],
              resources: [
                'arn:aws:secretsmanager:eu-west-1:123456789012:secret:token-AbCdEf',
              ],
            }),
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/wide-shop-dev-ship-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'NetworkDenyOffice',
              effect: iam.Effect.DENY,
              actions: [
                'ec2:AssignPrivateIpAddresses',
                'ec2:CreateNetworkInterface',
                'ec2:DeleteNetworkInterface',
                'ec2:DescribeNetworkInterfaces',
                'ec2:DescribeSubnets',
                'ec2:UnassignPrivateIpAddresses',
              ],
              resources: ['*'],
              conditions: {
                ArnEquals: {
                  'lambda:SourceFunctionArn': `arn:${this.partition}:lambda:${this.region}:${this.account}:function:wide-shop-dev-ship-handler`,
                },
              },
            }),
            new iam.PolicyStatement({
              sid: 'NetworkManageOffice',
              actions: [
                'ec2:AssignPrivateIpAddresses',
                'ec2:DeleteNetworkInterface',
                'ec2:UnassignPrivateIpAddresses',
              ],
              resources: [
                `arn:${this.partition}:ec2:${this.region}:${this.account}:network-interface/*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'NetworkOffice',
              actions: ['ec2:CreateNetworkInterface'],
              resources: [
                `arn:${this.partition}:ec2:${this.region}:${this.account}:network-interface/*`,
                `arn:${this.partition}:ec2:${this.region}:${this.account}:security-group/sg-0123456789abcdef0`,
                `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/subnet-0123456789abcdef0`,
                `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/subnet-0123456789abcdef1`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'PublishKeyNews',
              actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
              resources: [
                'arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555',
              ],
              conditions: {
                StringEquals: {
                  'kms:ViaService': `sns.${this.region}.amazonaws.com`,
                },
              },
            }),
            new iam.PolicyStatement({
              sid: 'PublishNews',
              actions: ['sns:Publish'],
              resources: ['arn:aws:sns:eu-west-1:123456789012:news'],
            }),
            new iam.PolicyStatement({
              sid: 'PutBook',
              actions: ['dynamodb:PutItem'],
              resources: [
                'arn:aws:dynamodb:eu-west-1:123456789012:table/book',
              ],
            }),
            new iam.PolicyStatement({
              sid: 'PutLake',
              actions: ['s3:PutObject'],
              resources: ['arn:aws:s3:::lake-of-ours/done/*'],
              conditions: {
                StringEquals: { 'aws:ResourceAccount': this.account },
              },
            }),
            new iam.PolicyStatement({
              sid: 'QueryBookByDate',
              actions: ['dynamodb:Query'],
              resources: [
                'arn:aws:dynamodb:eu-west-1:123456789012:table/book/index/by_date',
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
            new iam.PolicyStatement({
              sid: 'SendReceipts',
              actions: ['sqs:SendMessage'],
              resources: [this.receiptsQueue.queueArn],
            }),
            new iam.PolicyStatement({
              sid: 'Trace',
              actions: [
                'ec2:DescribeNetworkInterfaces',
                'ec2:DescribeSubnets',
                'xray:PutTelemetryRecords',
                'xray:PutTraceSegments',
              ],
              resources: ['*'],
            }),
          ],
        }),
      },
    });
    (shipFunctionRole.node.defaultChild as iam.CfnRole).permissionsBoundary = 'arn:aws:iam::123456789012:policy/boundary';
    resourceOf(shipFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written. Traces: AWS defines these actions on * alone. Network interfaces: they have no name before they are made and are described on * alone; a Deny keeps the function\'s own code out. Objects: the wildcard stands for those of one bucket of this account, below the prefix that the program names.',
        },
      ],
    });

    const sweepFunctionRole = new iam.Role(this, 'SweepFunctionRole', {
      description: 'What the function wide-shop-dev-sweep-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      path: '/shops/wide/',
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/wide-shop-dev-sweep-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveBulk',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.bulkQueue.queueArn],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveKeyBulk',
              actions: ['kms:Decrypt'],
              resources: [this.key.keyArn],
              conditions: {
                StringEquals: {
                  'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                  'kms:EncryptionContext:aws:sqs:arn': this.bulkQueue.queueArn,
                },
              },
            }),
            new iam.PolicyStatement({
              sid: 'Trace',
              actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
              resources: ['*'],
            }),
          ],
        }),
      },
    });
    (sweepFunctionRole.node.defaultChild as iam.CfnRole).permissionsBoundary = 'arn:aws:iam::123456789012:policy/boundary';
    resourceOf(sweepFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written. Traces: AWS defines these actions on * alone.',
        },
      ],
    });

    // ---- Handlers -----------------------------------------------------------

    // Works off the queue receipts.
    this.auditFunction = new lambda.Function(this, 'AuditFunction', {
      functionName: 'wide-shop-dev-audit-handler',
      description: 'Works off the queue receipts.',
      runtime: lambda.Runtime.PYTHON_3_12,
      handler: 'app.handle',
      memorySize: 512,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset('artifacts/audit-dde826770066afc4.zip'),
      role: auditFunctionRole,
      logGroup: auditFunctionLogs,
      loggingFormat: lambda.LoggingFormat.JSON,
    });
    (this.auditFunction.node.defaultChild as lambda.CfnFunction).tracingConfig = {
      mode: 'Active',
    };
    resourceOf(this.auditFunction).addMetadata('cdk_nag', {
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

    // Handler check of the stack wide-shop-dev-queue-stack.
    this.checkFunction = new lambda.Function(this, 'CheckFunction', {
      functionName: 'wide-shop-dev-check-handler',
      description: 'Handler check of the stack wide-shop-dev-queue-stack.',
      runtime: lambda.Runtime.PYTHON_3_12,
      handler: 'app.handle',
      memorySize: 512,
      timeout: Duration.seconds(3),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset('artifacts/check-dde826770066afc4.zip'),
      role: checkFunctionRole,
      logGroup: checkFunctionLogs,
      loggingFormat: lambda.LoggingFormat.JSON,
    });
    (this.checkFunction.node.defaultChild as lambda.CfnFunction).tracingConfig = {
      mode: 'Active',
    };
    resourceOf(this.checkFunction).addMetadata('cdk_nag', {
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

    // Greets.
    this.greetFunction = new lambda.Function(this, 'GreetFunction', {
      functionName: 'wide-shop-dev-greet-handler',
      description: 'Greets.',
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      memorySize: 512,
      timeout: Duration.seconds(5),
      architecture: lambda.Architecture.ARM_64,
      reservedConcurrentExecutions: 5,
      code: lambda.Code.fromInline(
        'exports.handler = async () => ({ statusCode: 200 });',
      ),
      role: greetFunctionRole,
      logGroup: greetFunctionLogs,
      loggingFormat: lambda.LoggingFormat.JSON,
    });
    (this.greetFunction.node.defaultChild as lambda.CfnFunction).tracingConfig = {
      mode: 'Active',
    };
    resourceOf(this.greetFunction).addMetadata('cdk_nag', {
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
      name: 'wide-shop-dev-http-api',
      description: 'HTTP API of the stack wide-shop-dev-queue-stack.',
      protocolType: 'HTTP',
      corsConfiguration: {
        allowOrigins: ['https://shop.example.com'],
        allowMethods: ['GET', 'POST'],
        allowHeaders: ['content-type', 'x-trace'],
        exposeHeaders: ['x-request-id'],
        maxAge: 3600,
        allowCredentials: true,
      },
    });

    // ---- Handlers -----------------------------------------------------------

    new lambda.CfnPermission(this, 'GetHealth74fac6Permission', {
      action: 'lambda:InvokeFunction',
      functionName: this.greetFunction.functionName,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `arn:${this.partition}:execute-api:${this.region}:${this.account}:${this.api.ref}/*/GET/health`,
    });

    // ---- HTTP API -----------------------------------------------------------

    const lambda43f8d0cb31aeAuthorizer = new apigatewayv2.CfnAuthorizer(this, 'Lambda43f8d0cb31aeAuthorizer', {
      apiId: this.api.ref,
      name: 'lambda-43f8d0',
      authorizerType: 'REQUEST',
      authorizerPayloadFormatVersion: '2.0',
      enableSimpleResponses: true,
      authorizerUri: `arn:${this.partition}:apigateway:${this.region}:lambda:path/2015-03-31/functions/${this.checkFunction.functionArn}/invocations`,
      authorizerResultTtlInSeconds: 300,
      identitySource: ['$request.header.authorization'],
    });

    // ---- Handlers -----------------------------------------------------------

    new lambda.CfnPermission(this, 'Lambda43f8d0cb31aePermission', {
      action: 'lambda:InvokeFunction',
      functionName: this.checkFunction.functionName,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `arn:${this.partition}:execute-api:${this.region}:${this.account}:${this.api.ref}/authorizers/${lambda43f8d0cb31aeAuthorizer.ref}`,
    });

    // Works off the queue payments.
    this.payFunction = new lambda.CfnFunction(this, 'PayFunction', {
      functionName: 'wide-shop-dev-pay-handler',
      description: 'Works off the queue payments.',
      runtime: 'provided.al2023',
      handler: 'bootstrap',
      memorySize: 512,
      timeout: 30,
      architectures: ['x86_64'],
      tracingConfig: { mode: 'PassThrough' },
      code: { s3Bucket: 'wide-builds', s3Key: 'pay/build.zip' },
      role: payFunctionRole.roleArn,
      environment: {
        variables: {
          LEGACY_QUEUE_URL: `https://sqs.eu-west-1.${this.urlSuffix}/123456789012/legacy`,
          APIQ_CONTRACT: 'ddf26173858b52c7',
        },
      },
      loggingConfig: {
        logGroup: payFunctionLogs.logGroupName,
        logFormat: 'JSON',
      },
    });
    this.payFunction.addMetadata('cdk_nag', {
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

    // Works off the queue main.dead_letter.
    this.repairFunction = new lambda.Function(this, 'RepairFunction', {
      functionName: 'wide-shop-dev-repair-handler',
      description: 'Works off the queue main.dead_letter.',
      runtime: lambda.Runtime.PYTHON_3_12,
      handler: 'app.handle',
      memorySize: 512,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset('artifacts/repair-dde826770066afc4.zip'),
      role: repairFunctionRole,
      logGroup: repairFunctionLogs,
      loggingFormat: lambda.LoggingFormat.JSON,
    });
    (this.repairFunction.node.defaultChild as lambda.CfnFunction).tracingConfig = {
      mode: 'Active',
    };
    resourceOf(this.repairFunction).addMetadata('cdk_nag', {
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

    // Works off the queue main.
    this.shipFunction = new lambda.Function(this, 'ShipFunction', {
      functionName: 'wide-shop-dev-ship-handler',
      description: 'Works off the queue main.',
      runtime: lambda.Runtime.PYTHON_3_12,
      handler: 'app.handle',
      memorySize: 1024,
      timeout: Duration.minutes(1),
      architecture: lambda.Architecture.X86_64,
      ephemeralStorageSize: Size.mebibytes(1024),
      reservedConcurrentExecutions: 25,
      code: lambda.Code.fromAsset('artifacts/ship-dde826770066afc4.zip'),
      role: shipFunctionRole,
      environment: {
        RECEIPTS_QUEUE_URL: this.receiptsQueue.queueUrl,
        NEWS_TOPIC_ARN: 'arn:aws:sns:eu-west-1:123456789012:news',
        BOOK_TABLE_NAME: 'book',
        LAKE_BUCKET_NAME: 'lake-of-ours',
        TOKEN_SECRET_ARN: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:token-AbCdEf',
        LEVEL_PARAMETER_NAME: 'level',
        MODE: 'dev',
        LIMIT: '2d',
      },
      logGroup: shipFunctionLogs,
      loggingFormat: lambda.LoggingFormat.JSON,
    });
    const cfnShipFunction = this.shipFunction.node.defaultChild as lambda.CfnFunction;
    cfnShipFunction.layers = [
      'arn:aws:lambda:eu-west-1:123456789012:layer:tools:7',
    ];
    cfnShipFunction.tracingConfig = { mode: 'Active' };
    cfnShipFunction.vpcConfig = {
      subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
      securityGroupIds: ['sg-0123456789abcdef0'],
    };
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

    // Works off the queue bulk.
    this.sweepFunction = new lambda.CfnFunction(this, 'SweepFunction', {
      functionName: 'wide-shop-dev-sweep-handler',
      description: 'Works off the queue bulk.',
      memorySize: 512,
      timeout: 30,
      architectures: ['x86_64'],
      tracingConfig: { mode: 'Active' },
      packageType: 'Image',
      code: {
        imageUri: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/sweep:1.4.2',
      },
      role: sweepFunctionRole.roleArn,
      loggingConfig: {
        logGroup: sweepFunctionLogs.logGroupName,
        logFormat: 'JSON',
      },
    });
    this.sweepFunction.addMetadata('cdk_nag', {
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

    const getHealthIntegration = new apigatewayv2.CfnIntegration(this, 'GetHealthIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationUri: this.greetFunction.functionArn,
      payloadFormatVersion: '2.0',
    });

    const getHealthRoute = new apigatewayv2.CfnRoute(this, 'GetHealthRoute', {
      apiId: this.api.ref,
      routeKey: 'GET /health',
      target: `integrations/${getHealthIntegration.ref}`,
      authorizationType: 'NONE',
    });
    getHealthRoute.addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-APIG4',
          reason: 'The program says why: a load balancer asks without credentials',
        },
      ],
    });

    const postOrdersIntegration = new apigatewayv2.CfnIntegration(this, 'PostOrdersIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-SendMessage',
      payloadFormatVersion: '1.0',
      credentialsArn: mainIntakeRole.roleArn,
      requestParameters: {
        QueueUrl: this.mainQueue.queueUrl,
        MessageBody: '$request.body',
        MessageGroupId: '$context.authorizer.claims.sub',
        MessageAttributes: '{"source":{"DataType":"String","StringValue":"web"},"tenant":{"DataType":"String","StringValue":"${request.header.x-tenant}"}}',
      },
    });

    const jwt5182426fc421Authorizer = new apigatewayv2.CfnAuthorizer(this, 'Jwt5182426fc421Authorizer', {
      apiId: this.api.ref,
      name: 'jwt-518242',
      authorizerType: 'JWT',
      identitySource: ['$request.header.Authorization'],
      jwtConfiguration: {
        issuer: 'https://login.example.com',
        audience: ['shop', 'app'],
      },
    });

    const postOrdersRoute = new apigatewayv2.CfnRoute(this, 'PostOrdersRoute', {
      apiId: this.api.ref,
      routeKey: 'POST /orders',
      target: `integrations/${postOrdersIntegration.ref}`,
      authorizationType: 'JWT',
      authorizerId: jwt5182426fc421Authorizer.ref,
      authorizationScopes: ['orders.write'],
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
        throttlingRateLimit: 300,
        throttlingBurstLimit: 400,
        detailedMetricsEnabled: true,
      },
      routeSettings: {
        'GET /health': {
          ThrottlingRateLimit: 10,
          ThrottlingBurstLimit: 10,
          DetailedMetricsEnabled: true,
        },
        'POST /orders': {
          ThrottlingRateLimit: 10,
          ThrottlingBurstLimit: 10,
          DetailedMetricsEnabled: true,
        },
      },
    });
    this.apiStage.addResourceDependency(getHealthRoute);
    this.apiStage.addResourceDependency(postOrdersRoute);

    const deleteOrdersIde139bdIntegration = new apigatewayv2.CfnIntegration(this, 'DeleteOrdersIde139bdIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-SendMessage',
      payloadFormatVersion: '1.0',
      credentialsArn: bulkIntakeRole.roleArn,
      requestParameters: {
        QueueUrl: this.bulkQueue.queueUrl,
        MessageBody: '$request.path.id',
        DelaySeconds: '60',
      },
      responseParameters: {
        '200': {
          ResponseParameters: [
            { Destination: 'overwrite:statuscode', Source: '202' },
          ],
        },
      },
    });

    new apigatewayv2.CfnRoute(this, 'DeleteOrdersIde139bdRoute', {
      apiId: this.api.ref,
      routeKey: 'DELETE /orders/{id}',
      target: `integrations/${deleteOrdersIde139bdIntegration.ref}`,
      authorizationType: 'CUSTOM',
      authorizerId: lambda43f8d0cb31aeAuthorizer.ref,
    });

    const postLegacyIntegration = new apigatewayv2.CfnIntegration(this, 'PostLegacyIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-SendMessage',
      payloadFormatVersion: '1.0',
      credentialsArn: legacyIntakeRole.roleArn,
      requestParameters: {
        QueueUrl: `https://sqs.eu-west-1.${this.urlSuffix}/123456789012/legacy`,
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

    new apigatewayv2.CfnRoute(this, 'PostLegacyRoute', {
      apiId: this.api.ref,
      routeKey: 'POST /legacy',
      target: `integrations/${postLegacyIntegration.ref}`,
      authorizationType: 'AWS_IAM',
    });

    const postPaymentsIntegration = new apigatewayv2.CfnIntegration(this, 'PostPaymentsIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-SendMessage',
      payloadFormatVersion: '1.0',
      credentialsArn: paymentsIntakeRole.roleArn,
      requestParameters: {
        QueueUrl: this.paymentsQueue.queueUrl,
        MessageBody: '$request.body',
        MessageGroupId: '$request.body.customer.id',
        MessageDeduplicationId: '$request.header.idempotency-key',
      },
      responseParameters: {
        '200': {
          ResponseParameters: [
            { Destination: 'overwrite:statuscode', Source: '202' },
          ],
        },
      },
    });

    new apigatewayv2.CfnRoute(this, 'PostPaymentsRoute', {
      apiId: this.api.ref,
      routeKey: 'POST /payments',
      target: `integrations/${postPaymentsIntegration.ref}`,
      authorizationType: 'AWS_IAM',
    });

    // ---- Feeds --------------------------------------------------------------

    new logs.CfnSubscriptionFilter(this, 'ApiLogsFilter', {
      logGroupName: apiLogs.logGroupName,
      filterPattern: '',
      destinationArn: 'arn:aws:firehose:eu-west-1:123456789012:deliverystream/logs',
      roleArn: logsServiceRole.roleArn,
    });

    new lambda.CfnEventSourceMapping(this, 'AuditEventSource', {
      functionName: this.auditFunction.functionName,
      eventSourceArn: this.receiptsQueue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new logs.CfnSubscriptionFilter(this, 'AuditFunctionLogsFilter', {
      logGroupName: auditFunctionLogs.logGroupName,
      filterPattern: '',
      destinationArn: 'arn:aws:firehose:eu-west-1:123456789012:deliverystream/logs',
      roleArn: logsServiceRole.roleArn,
    });

    new logs.CfnSubscriptionFilter(this, 'CheckFunctionLogsFilter', {
      logGroupName: checkFunctionLogs.logGroupName,
      filterPattern: '',
      destinationArn: 'arn:aws:firehose:eu-west-1:123456789012:deliverystream/logs',
      roleArn: logsServiceRole.roleArn,
    });

    new logs.CfnSubscriptionFilter(this, 'GreetFunctionLogsFilter', {
      logGroupName: greetFunctionLogs.logGroupName,
      filterPattern: '',
      destinationArn: 'arn:aws:firehose:eu-west-1:123456789012:deliverystream/logs',
      roleArn: logsServiceRole.roleArn,
    });

    new lambda.CfnEventSourceMapping(this, 'PayEventSource', {
      functionName: this.payFunction.ref,
      eventSourceArn: this.paymentsQueue.queueArn,
      batchSize: 10,
      provisionedPollerConfig: { minimumPollers: 2, maximumPollers: 20 },
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new logs.CfnSubscriptionFilter(this, 'PayFunctionLogsFilter', {
      logGroupName: payFunctionLogs.logGroupName,
      filterPattern: '',
      destinationArn: 'arn:aws:firehose:eu-west-1:123456789012:deliverystream/logs',
      roleArn: logsServiceRole.roleArn,
    });

    new lambda.CfnEventSourceMapping(this, 'RepairEventSource', {
      functionName: this.repairFunction.functionName,
      eventSourceArn: this.mainDeadLetters.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new logs.CfnSubscriptionFilter(this, 'RepairFunctionLogsFilter', {
      logGroupName: repairFunctionLogs.logGroupName,
      filterPattern: '',
      destinationArn: 'arn:aws:firehose:eu-west-1:123456789012:deliverystream/logs',
      roleArn: logsServiceRole.roleArn,
    });

    new lambda.CfnEventSourceMapping(this, 'ShipEventSource', {
      functionName: this.shipFunction.functionName,
      eventSourceArn: this.mainQueue.queueArn,
      batchSize: 100,
      maximumBatchingWindowInSeconds: 20,
      scalingConfig: { maximumConcurrency: 20 },
      enabled: true,
      filterCriteria: {
        filters: [{ pattern: '{"body":{"sort":["order"]}}' }],
      },
    });

    new logs.CfnSubscriptionFilter(this, 'ShipFunctionLogsFilter', {
      logGroupName: shipFunctionLogs.logGroupName,
      filterPattern: '',
      destinationArn: 'arn:aws:firehose:eu-west-1:123456789012:deliverystream/logs',
      roleArn: logsServiceRole.roleArn,
    });

    new lambda.CfnEventSourceMapping(this, 'SweepEventSource', {
      functionName: this.sweepFunction.ref,
      eventSourceArn: this.bulkQueue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new logs.CfnSubscriptionFilter(this, 'SweepFunctionLogsFilter', {
      logGroupName: sweepFunctionLogs.logGroupName,
      filterPattern: '',
      destinationArn: 'arn:aws:firehose:eu-west-1:123456789012:deliverystream/logs',
      roleArn: logsServiceRole.roleArn,
    });

    // ---- Alarms -------------------------------------------------------------

    new cloudwatch.CfnAlarm(this, 'ApiClientErrorsAlarm', {
      alarmName: 'wide-shop-dev-http-api-client-errors',
      alarmDescription: 'Requests to the API wide-shop-dev-http-api fail on the callers\' side.',
      metrics: [
        {
          id: 'share',
          label: '4xx in percent of Count',
          expression: 'IF(whole >= 10, 100 * part / whole, 0)',
          returnData: true,
        },
        {
          id: 'part',
          metricStat: {
            metric: {
              namespace: 'AWS/ApiGateway',
              metricName: '4xx',
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
      threshold: 30,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
    });

    new cloudwatch.CfnAlarm(this, 'ApiLatencyAlarm', {
      alarmName: 'wide-shop-dev-http-api-latency',
      alarmDescription: 'Requests to the API wide-shop-dev-http-api are slow.',
      namespace: 'AWS/ApiGateway',
      metricName: 'Latency',
      dimensions: [
        { name: 'ApiId', value: this.api.ref },
        { name: 'Stage', value: '$default' },
      ],
      extendedStatistic: 'p99',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 2000,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
    });

    new cloudwatch.CfnAlarm(this, 'ApiServerErrorsAlarm', {
      alarmName: 'wide-shop-dev-http-api-server-errors',
      alarmDescription: 'Requests to the API wide-shop-dev-http-api fail on its own side.',
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
      threshold: 2,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
    });

    new cloudwatch.CfnAlarm(this, 'AuditFunctionErrorsAlarm', {
      alarmName: 'wide-shop-dev-audit-handler-errors',
      alarmDescription: 'Calls of the function wide-shop-dev-audit-handler fail.',
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
                  value: this.auditFunction.functionName,
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
                  value: this.auditFunction.functionName,
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
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
    });

    new cloudwatch.CfnAlarm(this, 'AuditFunctionThrottlesAlarm', {
      alarmName: 'wide-shop-dev-audit-handler-throttles',
      alarmDescription: 'Calls of the function wide-shop-dev-audit-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.auditFunction.functionName },
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
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
    });

    new cloudwatch.CfnAlarm(this, 'BulkQueueAgeAlarm', {
      alarmName: 'wide-shop-dev-bulk-queue-age',
      alarmDescription: 'The consumer of the queue wide-shop-dev-bulk-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [{ name: 'QueueName', value: this.bulkQueue.queueName }],
      statistic: 'Maximum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 900,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
    });

    new cloudwatch.CfnAlarm(this, 'BulkQueueDeadLettersAlarm', {
      alarmName: 'wide-shop-dev-bulk-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue wide-shop-dev-bulk-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        { name: 'QueueName', value: this.bulkDeadLetters.queueName },
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
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
    });

    new cloudwatch.CfnAlarm(this, 'CheckFunctionErrorsAlarm', {
      alarmName: 'wide-shop-dev-check-handler-errors',
      alarmDescription: 'Calls of the function wide-shop-dev-check-handler fail.',
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
                  value: this.checkFunction.functionName,
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
                  value: this.checkFunction.functionName,
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
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
    });

    new cloudwatch.CfnAlarm(this, 'CheckFunctionThrottlesAlarm', {
      alarmName: 'wide-shop-dev-check-handler-throttles',
      alarmDescription: 'Calls of the function wide-shop-dev-check-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.checkFunction.functionName },
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
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
    });

    new cloudwatch.CfnDashboard(this, 'Dashboard', {
      dashboardName: 'wide-shop-dev-dashboard',
      dashboardBody: `{"widgets":[{"type":"metric","x":0,"y":0,"width":12,"height":6,"properties":{"title":"wide-shop-dev-http-api","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/ApiGateway","Count","ApiId","${this.api.ref}","Stage","$default",{"stat":"Sum"}],["AWS/ApiGateway","4xx","ApiId","${this.api.ref}","Stage","$default",{"stat":"Sum"}],["AWS/ApiGateway","5xx","ApiId","${this.api.ref}","Stage","$default",{"stat":"Sum"}],["AWS/ApiGateway","Latency","ApiId","${this.api.ref}","Stage","$default",{"stat":"p99"}]]}},{"type":"metric","x":12,"y":0,"width":12,"height":6,"properties":{"title":"wide-shop-dev-bulk-queue","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/SQS","NumberOfMessagesSent","QueueName","${this.bulkQueue.queueName}",{"stat":"Sum"}],["AWS/SQS","ApproximateNumberOfMessagesVisible","QueueName","${this.bulkQueue.queueName}",{"stat":"Maximum"}],["AWS/SQS","ApproximateAgeOfOldestMessage","QueueName","${this.bulkQueue.queueName}",{"stat":"Maximum"}]]}},{"type":"metric","x":0,"y":6,"width":12,"height":6,"properties":{"title":"wide-shop-dev-bulk-dlq","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/SQS","NumberOfMessagesSent","QueueName","${this.bulkDeadLetters.queueName}",{"stat":"Sum"}],["AWS/SQS","ApproximateNumberOfMessagesVisible","QueueName","${this.bulkDeadLetters.queueName}",{"stat":"Maximum"}],["AWS/SQS","ApproximateAgeOfOldestMessage","QueueName","${this.bulkDeadLetters.queueName}",{"stat":"Maximum"}]]}},{"type":"metric","x":12,"y":6,"width":12,"height":6,"properties":{"title":"wide-shop-dev-queue","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/SQS","NumberOfMessagesSent","QueueName","${this.mainQueue.queueName}",{"stat":"Sum"}],["AWS/SQS","ApproximateNumberOfMessagesVisible","QueueName","${this.mainQueue.queueName}",{"stat":"Maximum"}],["AWS/SQS","ApproximateAgeOfOldestMessage","QueueName","${this.mainQueue.queueName}",{"stat":"Maximum"}]]}},{"type":"metric","x":0,"y":12,"width":12,"height":6,"properties":{"title":"wide-shop-dev-dlq","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/SQS","NumberOfMessagesSent","QueueName","${this.mainDeadLetters.queueName}",{"stat":"Sum"}],["AWS/SQS","ApproximateNumberOfMessagesVisible","QueueName","${this.mainDeadLetters.queueName}",{"stat":"Maximum"}],["AWS/SQS","ApproximateAgeOfOldestMessage","QueueName","${this.mainDeadLetters.queueName}",{"stat":"Maximum"}]]}},{"type":"metric","x":12,"y":12,"width":12,"height":6,"properties":{"title":"wide-shop-dev-payments-queue.fifo","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/SQS","NumberOfMessagesSent","QueueName","${this.paymentsQueue.queueName}",{"stat":"Sum"}],["AWS/SQS","ApproximateNumberOfMessagesVisible","QueueName","${this.paymentsQueue.queueName}",{"stat":"Maximum"}],["AWS/SQS","ApproximateAgeOfOldestMessage","QueueName","${this.paymentsQueue.queueName}",{"stat":"Maximum"}]]}},{"type":"metric","x":0,"y":18,"width":12,"height":6,"properties":{"title":"wide-shop-dev-payments-dlq.fifo","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/SQS","NumberOfMessagesSent","QueueName","${this.paymentsDeadLetters.queueName}",{"stat":"Sum"}],["AWS/SQS","ApproximateNumberOfMessagesVisible","QueueName","${this.paymentsDeadLetters.queueName}",{"stat":"Maximum"}],["AWS/SQS","ApproximateAgeOfOldestMessage","QueueName","${this.paymentsDeadLetters.queueName}",{"stat":"Maximum"}]]}},{"type":"metric","x":12,"y":18,"width":12,"height":6,"properties":{"title":"wide-shop-dev-receipts-queue.fifo","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/SQS","NumberOfMessagesSent","QueueName","${this.receiptsQueue.queueName}",{"stat":"Sum"}],["AWS/SQS","ApproximateNumberOfMessagesVisible","QueueName","${this.receiptsQueue.queueName}",{"stat":"Maximum"}],["AWS/SQS","ApproximateAgeOfOldestMessage","QueueName","${this.receiptsQueue.queueName}",{"stat":"Maximum"}]]}},{"type":"metric","x":0,"y":24,"width":12,"height":6,"properties":{"title":"wide-shop-dev-receipts-dlq.fifo","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/SQS","NumberOfMessagesSent","QueueName","${this.receiptsDeadLetters.queueName}",{"stat":"Sum"}],["AWS/SQS","ApproximateNumberOfMessagesVisible","QueueName","${this.receiptsDeadLetters.queueName}",{"stat":"Maximum"}],["AWS/SQS","ApproximateAgeOfOldestMessage","QueueName","${this.receiptsDeadLetters.queueName}",{"stat":"Maximum"}]]}},{"type":"metric","x":12,"y":24,"width":12,"height":6,"properties":{"title":"wide-shop-dev-audit-handler","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/Lambda","Invocations","FunctionName","${this.auditFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Errors","FunctionName","${this.auditFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Throttles","FunctionName","${this.auditFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Duration","FunctionName","${this.auditFunction.functionName}",{"stat":"p99"}]]}},{"type":"metric","x":0,"y":30,"width":12,"height":6,"properties":{"title":"wide-shop-dev-check-handler","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/Lambda","Invocations","FunctionName","${this.checkFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Errors","FunctionName","${this.checkFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Throttles","FunctionName","${this.checkFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Duration","FunctionName","${this.checkFunction.functionName}",{"stat":"p99"}]]}},{"type":"metric","x":12,"y":30,"width":12,"height":6,"properties":{"title":"wide-shop-dev-greet-handler","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/Lambda","Invocations","FunctionName","${this.greetFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Errors","FunctionName","${this.greetFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Throttles","FunctionName","${this.greetFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Duration","FunctionName","${this.greetFunction.functionName}",{"stat":"p99"}]]}},{"type":"metric","x":0,"y":36,"width":12,"height":6,"properties":{"title":"wide-shop-dev-pay-handler","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/Lambda","Invocations","FunctionName","${this.payFunction.ref}",{"stat":"Sum"}],["AWS/Lambda","Errors","FunctionName","${this.payFunction.ref}",{"stat":"Sum"}],["AWS/Lambda","Throttles","FunctionName","${this.payFunction.ref}",{"stat":"Sum"}],["AWS/Lambda","Duration","FunctionName","${this.payFunction.ref}",{"stat":"p99"}]]}},{"type":"metric","x":12,"y":36,"width":12,"height":6,"properties":{"title":"wide-shop-dev-repair-handler","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/Lambda","Invocations","FunctionName","${this.repairFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Errors","FunctionName","${this.repairFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Throttles","FunctionName","${this.repairFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Duration","FunctionName","${this.repairFunction.functionName}",{"stat":"p99"}]]}},{"type":"metric","x":0,"y":42,"width":12,"height":6,"properties":{"title":"wide-shop-dev-ship-handler","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/Lambda","Invocations","FunctionName","${this.shipFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Errors","FunctionName","${this.shipFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Throttles","FunctionName","${this.shipFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Duration","FunctionName","${this.shipFunction.functionName}",{"stat":"p99"}]]}},{"type":"metric","x":12,"y":42,"width":12,"height":6,"properties":{"title":"wide-shop-dev-sweep-handler","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/Lambda","Invocations","FunctionName","${this.sweepFunction.ref}",{"stat":"Sum"}],["AWS/Lambda","Errors","FunctionName","${this.sweepFunction.ref}",{"stat":"Sum"}],["AWS/Lambda","Throttles","FunctionName","${this.sweepFunction.ref}",{"stat":"Sum"}],["AWS/Lambda","Duration","FunctionName","${this.sweepFunction.ref}",{"stat":"p99"}]]}}]}`,
    });

    new cloudwatch.CfnAlarm(this, 'GreetFunctionDurationAlarm', {
      alarmName: 'wide-shop-dev-greet-handler-duration',
      alarmDescription: 'The function wide-shop-dev-greet-handler comes close to its timeout.',
      namespace: 'AWS/Lambda',
      metricName: 'Duration',
      dimensions: [
        { name: 'FunctionName', value: this.greetFunction.functionName },
      ],
      extendedStatistic: 'p99',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 4000,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
    });

    new cloudwatch.CfnAlarm(this, 'GreetFunctionErrorsAlarm', {
      alarmName: 'wide-shop-dev-greet-handler-errors',
      alarmDescription: 'Calls of the function wide-shop-dev-greet-handler fail.',
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
                  value: this.greetFunction.functionName,
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
                  value: this.greetFunction.functionName,
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
      threshold: 10,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
    });

    new cloudwatch.CfnAlarm(this, 'GreetFunctionThrottlesAlarm', {
      alarmName: 'wide-shop-dev-greet-handler-throttles',
      alarmDescription: 'Calls of the function wide-shop-dev-greet-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.greetFunction.functionName },
      ],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 5,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
    });

    new cloudwatch.CfnAlarm(this, 'MainQueueAgeAlarm', {
      alarmName: 'wide-shop-dev-queue-age',
      alarmDescription: 'The consumer of the queue wide-shop-dev-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [{ name: 'QueueName', value: this.mainQueue.queueName }],
      statistic: 'Maximum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 3600,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
    });

    new cloudwatch.CfnAlarm(this, 'MainQueueDeadLettersAlarm', {
      alarmName: 'wide-shop-dev-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue wide-shop-dev-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        { name: 'QueueName', value: this.mainDeadLetters.queueName },
      ],
      statistic: 'Maximum',
      period: 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      threshold: 3,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
    });

    new cloudwatch.CfnAlarm(this, 'MainQueueDepthAlarm', {
      alarmName: 'wide-shop-dev-queue-depth',
      alarmDescription: 'Many messages wait in the queue wide-shop-dev-queue.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [{ name: 'QueueName', value: this.mainQueue.queueName }],
      statistic: 'Maximum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1000,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
    });

    new cloudwatch.CfnAlarm(this, 'PayFunctionErrorsAlarm', {
      alarmName: 'wide-shop-dev-pay-handler-errors',
      alarmDescription: 'Calls of the function wide-shop-dev-pay-handler fail.',
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
                { name: 'FunctionName', value: this.payFunction.ref },
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
                { name: 'FunctionName', value: this.payFunction.ref },
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
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
    });

    new cloudwatch.CfnAlarm(this, 'PayFunctionThrottlesAlarm', {
      alarmName: 'wide-shop-dev-pay-handler-throttles',
      alarmDescription: 'Calls of the function wide-shop-dev-pay-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [{ name: 'FunctionName', value: this.payFunction.ref }],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
    });

    new cloudwatch.CfnAlarm(this, 'PaymentsQueueAgeAlarm', {
      alarmName: 'wide-shop-dev-payments-queue.fifo-age',
      alarmDescription: 'The consumer of the queue wide-shop-dev-payments-queue.fifo falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [{ name: 'QueueName', value: this.paymentsQueue.queueName }],
      statistic: 'Maximum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 900,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
    });

    new cloudwatch.CfnAlarm(this, 'PaymentsQueueDeadLettersAlarm', {
      alarmName: 'wide-shop-dev-payments-dlq.fifo-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue wide-shop-dev-payments-dlq.fifo.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        { name: 'QueueName', value: this.paymentsDeadLetters.queueName },
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
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
    });

    new cloudwatch.CfnAlarm(this, 'ReceiptsQueueAgeAlarm', {
      alarmName: 'wide-shop-dev-receipts-queue.fifo-age',
      alarmDescription: 'The consumer of the queue wide-shop-dev-receipts-queue.fifo falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [{ name: 'QueueName', value: this.receiptsQueue.queueName }],
      statistic: 'Maximum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 900,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
    });

    new cloudwatch.CfnAlarm(this, 'ReceiptsQueueDeadLettersAlarm', {
      alarmName: 'wide-shop-dev-receipts-dlq.fifo-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue wide-shop-dev-receipts-dlq.fifo.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        { name: 'QueueName', value: this.receiptsDeadLetters.queueName },
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
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
    });

    new cloudwatch.CfnAlarm(this, 'RepairFunctionErrorsAlarm', {
      alarmName: 'wide-shop-dev-repair-handler-errors',
      alarmDescription: 'Calls of the function wide-shop-dev-repair-handler fail.',
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
                  value: this.repairFunction.functionName,
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
                  value: this.repairFunction.functionName,
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
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
    });

    new cloudwatch.CfnAlarm(this, 'RepairFunctionThrottlesAlarm', {
      alarmName: 'wide-shop-dev-repair-handler-throttles',
      alarmDescription: 'Calls of the function wide-shop-dev-repair-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.repairFunction.functionName },
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
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
    });

    new cloudwatch.CfnAlarm(this, 'ShipFunctionErrorsAlarm', {
      alarmName: 'wide-shop-dev-ship-handler-errors',
      alarmDescription: 'Calls of the function wide-shop-dev-ship-handler fail.',
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
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
    });

    new cloudwatch.CfnAlarm(this, 'ShipFunctionThrottlesAlarm', {
      alarmName: 'wide-shop-dev-ship-handler-throttles',
      alarmDescription: 'Calls of the function wide-shop-dev-ship-handler are refused for want of concurrency.',
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
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
    });

    new cloudwatch.CfnAlarm(this, 'SweepFunctionErrorsAlarm', {
      alarmName: 'wide-shop-dev-sweep-handler-errors',
      alarmDescription: 'Calls of the function wide-shop-dev-sweep-handler fail.',
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
                { name: 'FunctionName', value: this.sweepFunction.ref },
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
                { name: 'FunctionName', value: this.sweepFunction.ref },
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
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
    });

    new cloudwatch.CfnAlarm(this, 'SweepFunctionThrottlesAlarm', {
      alarmName: 'wide-shop-dev-sweep-handler-throttles',
      alarmDescription: 'Calls of the function wide-shop-dev-sweep-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [{ name: 'FunctionName', value: this.sweepFunction.ref }],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        'arn:aws:sns:eu-west-1:123456789012:pager',
      ],
    });

    Tags.of(this).add('team', 'pay');
    Tags.of(this).add('cost-center', '42');
    new CfnOutput(this, 'DeadLettersOutput', {
      value: this.mainDeadLetters.queueUrl,
    }).overrideLogicalId('DeadLetters');
    new CfnOutput(this, 'MainArnOutput', { value: this.mainQueue.queueArn }).overrideLogicalId('MainArn');
    new CfnOutput(this, 'UrlOutput', {
      description: 'Where the API is.',
      value: this.api.attrApiEndpoint,
    }).overrideLogicalId('Url');
    new CfnOutput(this, 'WhereOutput', {
      value: `${this.region}/${this.account}`,
    }).overrideLogicalId('Where');

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
