// Made by apiqc: the next build writes this file anew. What is yours belongs
// into extension.ts.
import {
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

export interface PlacedStackProps extends StackProps {}

/**
 * Tells everybody who must know when an order is placed.
 */
export class PlacedStack extends Stack {
  readonly announceFunction: lambda.Function;
  readonly api: apigatewayv2.CfnApi;
  readonly apiStage: apigatewayv2.CfnStage;
  readonly archivedDeadLetters: sqs.Queue;
  readonly archivedQueue: sqs.Queue;
  readonly archiverFunction: lambda.Function;
  readonly intakeDeadLetters: sqs.Queue;
  readonly intakeQueue: sqs.Queue;
  readonly key: kms.Key;
  readonly mailFunction: lambda.Function;
  readonly mailsDeadLetters: sqs.Queue;
  readonly mailsQueue: sqs.Queue;
  readonly newsTopic: sns.Topic;
  readonly sweepFunction: lambda.Function;

  constructor(scope: Construct, id: string, props: PlacedStackProps = {}) {
    super(scope, id, {
      description: 'Tells everybody who must know when an order is placed.',
      ...props,
    });

    // ---- Encryption ---------------------------------------------------------

    this.key = new kms.Key(this, 'Key', {
      description: 'Key of the stack placed-prod-queue-stack.',
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
            sid: 'DeliverNewsArchived',
            principals: [new iam.ServicePrincipal('sns.amazonaws.com')],
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: ['*'],
            conditions: {
              ArnEquals: {
                'aws:SourceArn': `arn:${this.partition}:sns:${this.region}:${this.account}:placed-prod-news-topic`,
              },
              StringEquals: { 'aws:SourceAccount': this.account },
            },
          }),
          new iam.PolicyStatement({
            sid: 'DeliverNewsMails',
            principals: [new iam.ServicePrincipal('sns.amazonaws.com')],
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: ['*'],
            conditions: {
              ArnEquals: {
                'aws:SourceArn': `arn:${this.partition}:sns:${this.region}:${this.account}:placed-prod-news-topic`,
              },
              StringEquals: { 'aws:SourceAccount': this.account },
            },
          }),
        ],
      }),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    new kms.CfnAlias(this, 'KeyAlias', {
      aliasName: 'alias/placed-prod-key',
      targetKeyId: this.key.keyId,
    });

    // ---- Queues and topics --------------------------------------------------

    // Dead letters of the queue archived.
    this.archivedDeadLetters = new sqs.Queue(this, 'ArchivedDeadLetters', {
      queueName: 'placed-prod-archived-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryptionMasterKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.archivedDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:placed-prod-archived-queue`,
      ],
    };

    this.archivedDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.archivedDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.archivedQueue = new sqs.Queue(this, 'ArchivedQueue', {
      queueName: 'placed-prod-archived-queue',
      retentionPeriod: Duration.days(10),
      visibilityTimeout: Duration.minutes(3),
      encryptionMasterKey: this.key,
      deadLetterQueue: {
        queue: this.archivedDeadLetters,
        maxReceiveCount: 10,
      },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    // What happened to orders. Each subscriber has a queue of its own.
    this.newsTopic = new sns.Topic(this, 'NewsTopic', {
      topicName: 'placed-prod-news-topic',
      masterKey: this.key,
    });
    this.newsTopic.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);

    this.archivedQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'DeliverNews',
      principals: [new iam.ServicePrincipal('sns.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [this.archivedQueue.queueArn],
      conditions: {
        ArnEquals: { 'aws:SourceArn': this.newsTopic.topicArn },
        StringEquals: { 'aws:SourceAccount': this.account },
      },
    }));
    this.archivedQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.archivedQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Dead letters of the queue intake.
    this.intakeDeadLetters = new sqs.Queue(this, 'IntakeDeadLetters', {
      queueName: 'placed-prod-intake-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryptionMasterKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.intakeDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:placed-prod-intake-queue`,
      ],
    };

    this.intakeDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.intakeDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.intakeQueue = new sqs.Queue(this, 'IntakeQueue', {
      queueName: 'placed-prod-intake-queue',
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      encryptionMasterKey: this.key,
      deadLetterQueue: { queue: this.intakeDeadLetters, maxReceiveCount: 5 },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    this.intakeQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.intakeQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Dead letters of the queue mails.
    this.mailsDeadLetters = new sqs.Queue(this, 'MailsDeadLetters', {
      queueName: 'placed-prod-mails-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryptionMasterKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.mailsDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:placed-prod-mails-queue`,
      ],
    };

    this.mailsDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.mailsDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.mailsQueue = new sqs.Queue(this, 'MailsQueue', {
      queueName: 'placed-prod-mails-queue',
      retentionPeriod: Duration.days(7),
      visibilityTimeout: Duration.minutes(3),
      encryptionMasterKey: this.key,
      deadLetterQueue: { queue: this.mailsDeadLetters, maxReceiveCount: 5 },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    this.mailsQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'DeliverNews',
      principals: [new iam.ServicePrincipal('sns.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [this.mailsQueue.queueArn],
      conditions: {
        ArnEquals: { 'aws:SourceArn': this.newsTopic.topicArn },
        StringEquals: { 'aws:SourceAccount': this.account },
      },
    }));
    this.mailsQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.mailsQueue.queueArn],
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

    // ---- Logs ---------------------------------------------------------------

    const announceFunctionLogs = new logs.LogGroup(this, 'AnnounceFunctionLogs', {
      logGroupName: '/aws/lambda/placed-prod-announce-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const apiLogs = new logs.LogGroup(this, 'ApiLogs', {
      logGroupName: '/aws/vendedlogs/placed-prod-http-api',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const archiverFunctionLogs = new logs.LogGroup(this, 'ArchiverFunctionLogs', {
      logGroupName: '/aws/lambda/placed-prod-archiver-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const mailFunctionLogs = new logs.LogGroup(this, 'MailFunctionLogs', {
      logGroupName: '/aws/lambda/placed-prod-mail-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const sweepFunctionLogs = new logs.LogGroup(this, 'SweepFunctionLogs', {
      logGroupName: '/aws/lambda/placed-prod-sweep-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    // ---- Roles --------------------------------------------------------------

    const announceFunctionRole = new iam.Role(this, 'AnnounceFunctionRole', {
      description: 'What the function placed-prod-announce-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/placed-prod-announce-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'PublishKeyNews',
              actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
              resources: [this.key.keyArn],
              conditions: {
                StringEquals: {
                  'kms:ViaService': `sns.${this.region}.amazonaws.com`,
                },
              },
            }),
            new iam.PolicyStatement({
              sid: 'PublishNews',
              actions: ['sns:Publish'],
              resources: [this.newsTopic.topicArn],
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
            new iam.PolicyStatement({
              sid: 'ReceiveKeyIntake',
              actions: ['kms:Decrypt'],
              resources: [this.key.keyArn],
              conditions: {
                StringEquals: {
                  'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                  'kms:EncryptionContext:aws:sqs:arn': this.intakeQueue.queueArn,
                },
              },
            }),
          ],
        }),
      },
    });
    resourceOf(announceFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const archiverFunctionRole = new iam.Role(this, 'ArchiverFunctionRole', {
      description: 'What the function placed-prod-archiver-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/placed-prod-archiver-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'PutArchive',
              actions: ['s3:PutObject'],
              resources: ['arn:aws:s3:::placed-orders/orders/*'],
              conditions: {
                StringEquals: { 'aws:ResourceAccount': this.account },
              },
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveArchived',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.archivedQueue.queueArn],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveKeyArchived',
              actions: ['kms:Decrypt'],
              resources: [this.key.keyArn],
              conditions: {
                StringEquals: {
                  'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                  'kms:EncryptionContext:aws:sqs:arn': this.archivedQueue.queueArn,
                },
              },
            }),
          ],
        }),
      },
    });
    resourceOf(archiverFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written. Objects: the wildcard stands for those of one bucket of this account, below the prefix that the program names.',
        },
      ],
    });

    const intakeIntakeRole = new iam.Role(this, 'IntakeIntakeRole', {
      description: 'How the API placed-prod-http-api sends to the queue intake.',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'SendIntake',
              actions: ['sqs:SendMessage'],
              resources: [this.intakeQueue.queueArn],
            }),
            new iam.PolicyStatement({
              sid: 'SendKeyIntake',
              actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
              resources: [this.key.keyArn],
              conditions: {
                StringEquals: {
                  'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                  'kms:EncryptionContext:aws:sqs:arn': this.intakeQueue.queueArn,
                },
              },
            }),
          ],
        }),
      },
    });

    const mailFunctionRole = new iam.Role(this, 'MailFunctionRole', {
      description: 'What the function placed-prod-mail-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/placed-prod-mail-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveKeyMails',
              actions: ['kms:Decrypt'],
              resources: [this.key.keyArn],
              conditions: {
                StringEquals: {
                  'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                  'kms:EncryptionContext:aws:sqs:arn': this.mailsQueue.queueArn,
                },
              },
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveMails',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.mailsQueue.queueArn],
            }),
          ],
        }),
      },
    });
    resourceOf(mailFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const nightlyServiceRole = new iam.Role(this, 'NightlyServiceRole', {
      description: 'What the schedule placed-prod-nightly-schedule may do.',
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
              sid: 'InvokeSweep',
              actions: ['lambda:InvokeFunction'],
              resources: [
                `arn:${this.partition}:lambda:${this.region}:${this.account}:function:placed-prod-sweep-handler`,
              ],
            }),
          ],
        }),
      },
    });

    const sweepFunctionRole = new iam.Role(this, 'SweepFunctionRole', {
      description: 'What the function placed-prod-sweep-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'ListArchive',
              actions: ['s3:ListBucket'],
              resources: ['arn:aws:s3:::placed-orders'],
              conditions: {
                StringEquals: { 'aws:ResourceAccount': this.account },
                StringLike: { 's3:prefix': '*' },
              },
            }),
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/placed-prod-sweep-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'SendKeyMails',
              actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
              resources: [this.key.keyArn],
              conditions: {
                StringEquals: {
                  'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                  'kms:EncryptionContext:aws:sqs:arn': this.mailsQueue.queueArn,
                },
              },
            }),
            new iam.PolicyStatement({
              sid: 'SendMails',
              actions: ['sqs:SendMessage'],
              resources: [this.mailsQueue.queueArn],
            }),
          ],
        }),
      },
    });
    resourceOf(sweepFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    // ---- Handlers -----------------------------------------------------------

    // Works off the queue intake.
    this.announceFunction = new lambda.Function(this, 'AnnounceFunction', {
      functionName: 'placed-prod-announce-handler',
      description: 'Works off the queue intake.',
      runtime: lambda.Runtime.PYTHON_3_14,
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromInline(
        `"""Publishes each order that the queue holds."""
import json
import os

import boto3

sns = boto3.client("sns")


def handler(event, context):
    failures = []
    for record in event["Records"]:
        try:
            order = json.loads(record["body"])
            sns.publish(
                TopicArn=os.environ["NEWS_TOPIC_ARN"],
                Message=json.dumps(order),
                MessageAttributes={"notify": {
                    "DataType": "String",
                    "StringValue": order.get("notify", "nobody")}})
        except Exception as error:
            print(record["messageId"], error)
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}
`,
      ),
      role: announceFunctionRole,
      environment: { NEWS_TOPIC_ARN: this.newsTopic.topicArn },
      logGroup: announceFunctionLogs,
    });
    resourceOf(this.announceFunction).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'NIST.800.53.R5-LambdaDLQ',
          reason: 'All who call it wait: a queue keeps what failed, others get the error, and a dead-letter queue of its own would stay empty.',
        },
        {
          id: 'HIPAA.Security-LambdaDLQ',
          reason: 'All who call it wait: a queue keeps what failed, others get the error, and a dead-letter queue of its own would stay empty.',
        },
        {
          id: 'AwsSolutions-L1',
          reason: 'The newest Python that AWS supports: python3.15 is a preview, which is not for production.',
        },
      ],
    });

    // Works off the queue archived.
    this.archiverFunction = new lambda.Function(this, 'ArchiverFunction', {
      functionName: 'placed-prod-archiver-handler',
      description: 'Works off the queue archived.',
      runtime: lambda.Runtime.PYTHON_3_14,
      handler: 'app.handle',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset('artifacts/archiver-1a0e6937d8480114.zip'),
      role: archiverFunctionRole,
      environment: { ARCHIVE_BUCKET_NAME: 'placed-orders' },
      logGroup: archiverFunctionLogs,
    });
    resourceOf(this.archiverFunction).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'NIST.800.53.R5-LambdaDLQ',
          reason: 'All who call it wait: a queue keeps what failed, others get the error, and a dead-letter queue of its own would stay empty.',
        },
        {
          id: 'HIPAA.Security-LambdaDLQ',
          reason: 'All who call it wait: a queue keeps what failed, others get the error, and a dead-letter queue of its own would stay empty.',
        },
        {
          id: 'AwsSolutions-L1',
          reason: 'The newest Python that AWS supports: python3.15 is a preview, which is not for production.',
        },
      ],
    });

    // Works off the queue mails.
    this.mailFunction = new lambda.Function(this, 'MailFunction', {
      functionName: 'placed-prod-mail-handler',
      description: 'Works off the queue mails.',
      runtime: lambda.Runtime.PYTHON_3_14,
      handler: 'app.handle',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset('artifacts/mail-ae9cb2c9108c25d6.zip'),
      role: mailFunctionRole,
      logGroup: mailFunctionLogs,
    });
    resourceOf(this.mailFunction).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'NIST.800.53.R5-LambdaDLQ',
          reason: 'All who call it wait: a queue keeps what failed, others get the error, and a dead-letter queue of its own would stay empty.',
        },
        {
          id: 'HIPAA.Security-LambdaDLQ',
          reason: 'All who call it wait: a queue keeps what failed, others get the error, and a dead-letter queue of its own would stay empty.',
        },
        {
          id: 'AwsSolutions-L1',
          reason: 'The newest Python that AWS supports: python3.15 is a preview, which is not for production.',
        },
      ],
    });

    // Handler sweep of the stack placed-prod-queue-stack.
    this.sweepFunction = new lambda.Function(this, 'SweepFunction', {
      functionName: 'placed-prod-sweep-handler',
      description: 'Handler sweep of the stack placed-prod-queue-stack.',
      runtime: lambda.Runtime.PYTHON_3_14,
      handler: 'app.handle',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset('artifacts/sweep-b2dae74f4e269a40.zip'),
      role: sweepFunctionRole,
      environment: { ARCHIVE_BUCKET_NAME: 'placed-orders' },
      logGroup: sweepFunctionLogs,
    });
    (this.sweepFunction.node.defaultChild as lambda.CfnFunction).deadLetterConfig = {
      targetArn: this.mailsQueue.queueArn,
    };
    resourceOf(this.sweepFunction).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-L1',
          reason: 'The newest Python that AWS supports: python3.15 is a preview, which is not for production.',
        },
      ],
    });

    // ---- HTTP API -----------------------------------------------------------

    this.api = new apigatewayv2.CfnApi(this, 'Api', {
      name: 'placed-prod-http-api',
      description: 'HTTP API of the stack placed-prod-queue-stack.',
      protocolType: 'HTTP',
    });

    const postOrdersIntegration = new apigatewayv2.CfnIntegration(this, 'PostOrdersIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-SendMessage',
      payloadFormatVersion: '1.0',
      credentialsArn: intakeIntakeRole.roleArn,
      requestParameters: {
        QueueUrl: this.intakeQueue.queueUrl,
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

    const jwtF8f854eecacbAuthorizer = new apigatewayv2.CfnAuthorizer(this, 'JwtF8f854eecacbAuthorizer', {
      apiId: this.api.ref,
      name: 'jwt-f8f854',
      authorizerType: 'JWT',
      identitySource: ['$request.header.Authorization'],
      jwtConfiguration: {
        issuer: 'https://login.example.com',
        audience: ['orders'],
      },
    });

    const postOrdersRoute = new apigatewayv2.CfnRoute(this, 'PostOrdersRoute', {
      apiId: this.api.ref,
      routeKey: 'POST /orders',
      target: `integrations/${postOrdersIntegration.ref}`,
      authorizationType: 'JWT',
      authorizerId: jwtF8f854eecacbAuthorizer.ref,
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
        'POST /orders': {
          ThrottlingRateLimit: 100,
          ThrottlingBurstLimit: 100,
          DetailedMetricsEnabled: true,
        },
      },
    });
    this.apiStage.addResourceDependency(postOrdersRoute);

    // ---- Feeds --------------------------------------------------------------

    new lambda.CfnEventSourceMapping(this, 'AnnounceEventSource', {
      functionName: this.announceFunction.functionName,
      eventSourceArn: this.intakeQueue.queueArn,
      batchSize: 10,
      scalingConfig: { maximumConcurrency: 10 },
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new lambda.CfnEventSourceMapping(this, 'ArchiverEventSource', {
      functionName: this.archiverFunction.functionName,
      eventSourceArn: this.archivedQueue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new lambda.CfnEventSourceMapping(this, 'MailEventSource', {
      functionName: this.mailFunction.functionName,
      eventSourceArn: this.mailsQueue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new sns.CfnSubscription(this, 'NewsArchived8ffd0fSubscription', {
      topicArn: this.newsTopic.topicArn,
      protocol: 'sqs',
      endpoint: this.archivedQueue.queueArn,
      rawMessageDelivery: true,
    });

    new sns.CfnSubscription(this, 'NewsMails51ae0dSubscription', {
      topicArn: this.newsTopic.topicArn,
      protocol: 'sqs',
      endpoint: this.mailsQueue.queueArn,
      rawMessageDelivery: true,
      filterPolicy: { notify: ['customer'] },
    });

    new scheduler.CfnSchedule(this, 'NightlySchedule', {
      name: 'placed-prod-nightly-schedule',
      description: 'Counts what is left over, every night.',
      scheduleExpression: 'cron(0 3 * * ? *)',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: this.sweepFunction.functionArn,
        roleArn: nightlyServiceRole.roleArn,
        input: '{}',
        retryPolicy: {
          maximumRetryAttempts: 3,
          maximumEventAgeInSeconds: 3600,
        },
      },
      scheduleExpressionTimezone: 'Europe/Berlin',
    });

    // ---- Alarms -------------------------------------------------------------

    new cloudwatch.CfnAlarm(this, 'AnnounceFunctionErrorsAlarm', {
      alarmName: 'placed-prod-announce-handler-errors',
      alarmDescription: 'Calls of the function placed-prod-announce-handler fail.',
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
                  value: this.announceFunction.functionName,
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
                  value: this.announceFunction.functionName,
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

    new cloudwatch.CfnAlarm(this, 'AnnounceFunctionThrottlesAlarm', {
      alarmName: 'placed-prod-announce-handler-throttles',
      alarmDescription: 'Calls of the function placed-prod-announce-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.announceFunction.functionName },
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

    new cloudwatch.CfnAlarm(this, 'ApiServerErrorsAlarm', {
      alarmName: 'placed-prod-http-api-server-errors',
      alarmDescription: 'Requests to the API placed-prod-http-api fail on its own side.',
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

    new cloudwatch.CfnAlarm(this, 'ArchivedQueueAgeAlarm', {
      alarmName: 'placed-prod-archived-queue-age',
      alarmDescription: 'The consumer of the queue placed-prod-archived-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [{ name: 'QueueName', value: this.archivedQueue.queueName }],
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

    new cloudwatch.CfnAlarm(this, 'ArchivedQueueDeadLettersAlarm', {
      alarmName: 'placed-prod-archived-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue placed-prod-archived-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        { name: 'QueueName', value: this.archivedDeadLetters.queueName },
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

    new cloudwatch.CfnAlarm(this, 'ArchiverFunctionErrorsAlarm', {
      alarmName: 'placed-prod-archiver-handler-errors',
      alarmDescription: 'Calls of the function placed-prod-archiver-handler fail.',
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
                  value: this.archiverFunction.functionName,
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
                  value: this.archiverFunction.functionName,
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

    new cloudwatch.CfnAlarm(this, 'ArchiverFunctionThrottlesAlarm', {
      alarmName: 'placed-prod-archiver-handler-throttles',
      alarmDescription: 'Calls of the function placed-prod-archiver-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.archiverFunction.functionName },
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

    new cloudwatch.CfnAlarm(this, 'IntakeQueueAgeAlarm', {
      alarmName: 'placed-prod-intake-queue-age',
      alarmDescription: 'The consumer of the queue placed-prod-intake-queue falls behind.',
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
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'IntakeQueueDeadLettersAlarm', {
      alarmName: 'placed-prod-intake-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue placed-prod-intake-dlq.',
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
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'MailFunctionErrorsAlarm', {
      alarmName: 'placed-prod-mail-handler-errors',
      alarmDescription: 'Calls of the function placed-prod-mail-handler fail.',
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
                  value: this.mailFunction.functionName,
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
                  value: this.mailFunction.functionName,
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

    new cloudwatch.CfnAlarm(this, 'MailFunctionThrottlesAlarm', {
      alarmName: 'placed-prod-mail-handler-throttles',
      alarmDescription: 'Calls of the function placed-prod-mail-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.mailFunction.functionName },
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

    new cloudwatch.CfnAlarm(this, 'MailsQueueAgeAlarm', {
      alarmName: 'placed-prod-mails-queue-age',
      alarmDescription: 'The consumer of the queue placed-prod-mails-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [{ name: 'QueueName', value: this.mailsQueue.queueName }],
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

    new cloudwatch.CfnAlarm(this, 'MailsQueueDeadLettersAlarm', {
      alarmName: 'placed-prod-mails-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue placed-prod-mails-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        { name: 'QueueName', value: this.mailsDeadLetters.queueName },
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

    new cloudwatch.CfnAlarm(this, 'NewsTopicFailuresAlarm', {
      alarmName: 'placed-prod-news-topic-failures',
      alarmDescription: 'Messages of the topic placed-prod-news-topic could not be delivered.',
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
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:pager'],
    });

    new cloudwatch.CfnAlarm(this, 'SweepFunctionErrorsAlarm', {
      alarmName: 'placed-prod-sweep-handler-errors',
      alarmDescription: 'Calls of the function placed-prod-sweep-handler fail.',
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
                  value: this.sweepFunction.functionName,
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
                  value: this.sweepFunction.functionName,
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

    new cloudwatch.CfnAlarm(this, 'SweepFunctionThrottlesAlarm', {
      alarmName: 'placed-prod-sweep-handler-throttles',
      alarmDescription: 'Calls of the function placed-prod-sweep-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.sweepFunction.functionName },
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
