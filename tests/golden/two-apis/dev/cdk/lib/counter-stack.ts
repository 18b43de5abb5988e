// Made by apiqc: the next build writes this file anew. What is yours belongs
// into extension.ts.
import {
  Aws,
  CfnOutput,
  CfnResource,
  CfnRule,
  Duration,
  Fn,
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
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';

export interface CounterStackProps extends StackProps {}

/**
 * One API for everybody, one for the people inside, one for each partner.
 */
export class CounterStack extends Stack {
  readonly adminApi: apigatewayv2.CfnApi;
  readonly adminApiStage: apigatewayv2.CfnStage;
  readonly api: apigatewayv2.CfnApi;
  readonly apiStage: apigatewayv2.CfnStage;
  readonly changeFunction: lambda.Function;
  readonly changesDeadLetters: sqs.Queue;
  readonly changesQueue: sqs.Queue;
  readonly checkFunction: lambda.Function;
  readonly key: kms.Key;
  readonly lookFunction: lambda.Function;
  readonly mainDeadLetters: sqs.Queue;
  readonly mainQueue: sqs.Queue;
  readonly newsTopic: sns.Topic;
  readonly partnerAcme21e0e2Api: apigatewayv2.CfnApi;
  readonly partnerAcme21e0e2ApiStage: apigatewayv2.CfnStage;
  readonly partnerBolt0e20a7Api: apigatewayv2.CfnApi;
  readonly partnerBolt0e20a7ApiStage: apigatewayv2.CfnStage;
  readonly workFunction: lambda.Function;

  constructor(scope: Construct, id: string, props: CounterStackProps = {}) {
    super(scope, id, {
      description: 'One API for everybody, one for the people inside, one for each partner.',
      ...props,
    });
    new CfnRule(this, 'RightRegion', {
      assertions: [
        {
          assert: Fn.conditionEquals(Aws.REGION, 'eu-west-1'),
          assertDescription: 'The stage dev belongs into the Region eu-west-1.',
        },
      ],
    });

    // ---- Encryption ---------------------------------------------------------

    this.key = new kms.Key(this, 'Key', {
      description: 'Key of the stack counter-dev-queue-stack.',
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
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/counter-dev-eu-west-1-change`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/counter-dev-eu-west-1-check`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/counter-dev-eu-west-1-look`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/counter-dev-eu-west-1-work`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/vendedlogs/counter-dev-api`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/vendedlogs/counter-dev-partner-acme-api`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/vendedlogs/counter-dev-partner-bolt-api`,
                ],
              },
            },
          }),
        ],
      }),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    new kms.CfnAlias(this, 'KeyAlias', {
      aliasName: 'alias/counter/dev/eu-west-1',
      targetKeyId: this.key.keyId,
    });

    // ---- Queues and topics --------------------------------------------------

    // Dead letters of the queue changes.
    this.changesDeadLetters = new sqs.Queue(this, 'ChangesDeadLetters', {
      queueName: 'counter-dev-changes-dlq.fifo',
      fifo: true,
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.changesDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:counter-dev-changes-eu-west-1.fifo`,
      ],
    };

    this.changesDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.changesDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.changesQueue = new sqs.Queue(this, 'ChangesQueue', {
      queueName: 'counter-dev-changes-eu-west-1.fifo',
      fifo: true,
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: { queue: this.changesDeadLetters, maxReceiveCount: 5 },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    this.changesQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.changesQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Dead letters of the queue main.
    this.mainDeadLetters = new sqs.Queue(this, 'MainDeadLetters', {
      queueName: 'counter-dev-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.mainDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:counter-dev-eu-west-1`,
      ],
    };

    this.mainDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.mainDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.mainQueue = new sqs.Queue(this, 'MainQueue', {
      queueName: 'counter-dev-eu-west-1',
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: { queue: this.mainDeadLetters, maxReceiveCount: 5 },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    this.mainQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.mainQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.newsTopic = new sns.Topic(this, 'NewsTopic', {
      topicName: 'counter-dev-eu-west-1-news',
      masterKey: this.key,
    });
    this.newsTopic.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);

    this.newsTopic.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sns:Publish'],
      resources: [this.newsTopic.topicArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // ---- Logs ---------------------------------------------------------------

    const apiLogs = new logs.LogGroup(this, 'ApiLogs', {
      logGroupName: '/aws/vendedlogs/counter-dev-api',
      retention: logs.RetentionDays.ONE_MONTH,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const changeFunctionLogs = new logs.LogGroup(this, 'ChangeFunctionLogs', {
      logGroupName: '/aws/lambda/counter-dev-eu-west-1-change',
      retention: logs.RetentionDays.ONE_MONTH,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const checkFunctionLogs = new logs.LogGroup(this, 'CheckFunctionLogs', {
      logGroupName: '/aws/lambda/counter-dev-eu-west-1-check',
      retention: logs.RetentionDays.ONE_MONTH,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const lookFunctionLogs = new logs.LogGroup(this, 'LookFunctionLogs', {
      logGroupName: '/aws/lambda/counter-dev-eu-west-1-look',
      retention: logs.RetentionDays.ONE_MONTH,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const partnerAcme21e0e2ApiLogs = new logs.LogGroup(this, 'PartnerAcme21e0e2ApiLogs', {
      logGroupName: '/aws/vendedlogs/counter-dev-partner-acme-api',
      retention: logs.RetentionDays.ONE_MONTH,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const partnerBolt0e20a7ApiLogs = new logs.LogGroup(this, 'PartnerBolt0e20a7ApiLogs', {
      logGroupName: '/aws/vendedlogs/counter-dev-partner-bolt-api',
      retention: logs.RetentionDays.ONE_MONTH,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const workFunctionLogs = new logs.LogGroup(this, 'WorkFunctionLogs', {
      logGroupName: '/aws/lambda/counter-dev-eu-west-1-work',
      retention: logs.RetentionDays.ONE_MONTH,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    // ---- Roles --------------------------------------------------------------

    const adminChangesb55d16IntakeRole = new iam.Role(this, 'AdminChangesb55d16IntakeRole', {
      roleName: 'counter-dev-changes-admin-intake-eu-west-1',
      description: 'How the API counter-dev-admin-api sends to the queue changes.',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'SendChanges',
              actions: ['sqs:SendMessage'],
              resources: [this.changesQueue.queueArn],
            }),
          ],
        }),
      },
    });

    const adminMained4adbIntakeRole = new iam.Role(this, 'AdminMained4adbIntakeRole', {
      roleName: 'counter-dev-admin-intake-eu-west-1',
      description: 'How the API counter-dev-admin-api sends to the queue main.',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'SendMain',
              actions: ['sqs:SendMessage'],
              resources: [this.mainQueue.queueArn],
            }),
          ],
        }),
      },
    });

    const changeFunctionRole = new iam.Role(this, 'ChangeFunctionRole', {
      roleName: 'counter-dev-change-eu-west-1',
      description: 'What the function counter-dev-eu-west-1-change may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/counter-dev-eu-west-1-change:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveChanges',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.changesQueue.queueArn],
            }),
          ],
        }),
      },
    });
    resourceOf(changeFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const changesIntakeRole = new iam.Role(this, 'ChangesIntakeRole', {
      roleName: 'counter-dev-changes-intake-eu-west-1',
      description: 'How the API counter-dev-api sends to the queue changes.',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'SendChanges',
              actions: ['sqs:SendMessage'],
              resources: [this.changesQueue.queueArn],
            }),
          ],
        }),
      },
    });

    const checkFunctionRole = new iam.Role(this, 'CheckFunctionRole', {
      roleName: 'counter-dev-check-eu-west-1',
      description: 'What the function counter-dev-eu-west-1-check may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/counter-dev-eu-west-1-check:*`,
              ],
            }),
          ],
        }),
      },
    });
    resourceOf(checkFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const lookFunctionRole = new iam.Role(this, 'LookFunctionRole', {
      roleName: 'counter-dev-look-eu-west-1',
      description: 'What the function counter-dev-eu-west-1-look may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/counter-dev-eu-west-1-look:*`,
              ],
            }),
          ],
        }),
      },
    });
    resourceOf(lookFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const mainIntakeRole = new iam.Role(this, 'MainIntakeRole', {
      roleName: 'counter-dev-intake-eu-west-1',
      description: 'How the API counter-dev-api sends to the queue main.',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'SendMain',
              actions: ['sqs:SendMessage'],
              resources: [this.mainQueue.queueArn],
            }),
          ],
        }),
      },
    });

    const partnerAcmeMainff72deIntakeRole = new iam.Role(this, 'PartnerAcmeMainff72deIntakeRole', {
      roleName: 'counter-dev-partner-acme-intake-eu-west-1',
      description: 'How the API counter-dev-partner-acme-api sends to the queue main.',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'SendMain',
              actions: ['sqs:SendMessage'],
              resources: [this.mainQueue.queueArn],
            }),
          ],
        }),
      },
    });

    const partnerBoltMain54c20bIntakeRole = new iam.Role(this, 'PartnerBoltMain54c20bIntakeRole', {
      roleName: 'counter-dev-partner-bolt-intake-eu-west-1',
      description: 'How the API counter-dev-partner-bolt-api sends to the queue main.',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'SendMain',
              actions: ['sqs:SendMessage'],
              resources: [this.mainQueue.queueArn],
            }),
          ],
        }),
      },
    });

    const workFunctionRole = new iam.Role(this, 'WorkFunctionRole', {
      roleName: 'counter-dev-work-eu-west-1',
      description: 'What the function counter-dev-eu-west-1-work may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/counter-dev-eu-west-1-work:*`,
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
    resourceOf(workFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    // ---- Handlers -----------------------------------------------------------

    // Works off the queue changes.
    this.changeFunction = new lambda.Function(this, 'ChangeFunction', {
      functionName: 'counter-dev-eu-west-1-change',
      description: 'Works off the queue changes.',
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromInline('def handler(event, context): return {}'),
      role: changeFunctionRole,
      logGroup: changeFunctionLogs,
    });
    resourceOf(this.changeFunction).addMetadata('cdk_nag', {
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

    // Handler check of the stack counter-dev-queue-stack.
    this.checkFunction = new lambda.Function(this, 'CheckFunction', {
      functionName: 'counter-dev-eu-west-1-check',
      description: 'Handler check of the stack counter-dev-queue-stack.',
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.seconds(3),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromInline(
        'exports.handler = async () => ({ isAuthorized: false });',
      ),
      role: checkFunctionRole,
      logGroup: checkFunctionLogs,
    });
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

    // Handler look of the stack counter-dev-queue-stack.
    this.lookFunction = new lambda.Function(this, 'LookFunction', {
      functionName: 'counter-dev-eu-west-1-look',
      description: 'Handler look of the stack counter-dev-queue-stack.',
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.seconds(5),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromInline('def handler(event, context): return {}'),
      role: lookFunctionRole,
      logGroup: lookFunctionLogs,
    });

    // ---- HTTP API -----------------------------------------------------------

    this.adminApi = new apigatewayv2.CfnApi(this, 'AdminApi', {
      name: 'counter-dev-admin-api',
      description: 'For the people inside, who show a certificate.',
      protocolType: 'HTTP',
      corsConfiguration: {
        allowOrigins: ['https://admin.example.com'],
        allowMethods: ['GET', 'POST', 'PATCH'],
        allowHeaders: ['content-type', 'authorization'],
        allowCredentials: true,
      },
      disableExecuteApiEndpoint: true,
    });

    // ---- Handlers -----------------------------------------------------------

    new lambda.CfnPermission(this, 'GetOrdersIdOnAdmin6531cePermission', {
      action: 'lambda:InvokeFunction',
      functionName: this.lookFunction.functionName,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `arn:${this.partition}:execute-api:${this.region}:${this.account}:${this.adminApi.ref}/*/GET/orders/*`,
    });

    // ---- HTTP API -----------------------------------------------------------

    this.api = new apigatewayv2.CfnApi(this, 'Api', {
      name: 'counter-dev-api',
      description: 'HTTP API of the stack counter-dev-queue-stack.',
      protocolType: 'HTTP',
      corsConfiguration: {
        allowOrigins: ['https://shop.example.com'],
        allowMethods: ['GET', 'POST', 'PUT'],
        allowHeaders: ['content-type', 'authorization'],
      },
    });

    // ---- Handlers -----------------------------------------------------------

    new lambda.CfnPermission(this, 'GetOrdersIdea6141Permission', {
      action: 'lambda:InvokeFunction',
      functionName: this.lookFunction.functionName,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `arn:${this.partition}:execute-api:${this.region}:${this.account}:${this.api.ref}/*/GET/orders/*`,
    });

    // ---- HTTP API -----------------------------------------------------------

    const lambda20a631a3d3b6Authorizer = new apigatewayv2.CfnAuthorizer(this, 'Lambda20a631a3d3b6Authorizer', {
      apiId: this.api.ref,
      name: 'lambda-20a631',
      authorizerType: 'REQUEST',
      authorizerPayloadFormatVersion: '2.0',
      enableSimpleResponses: true,
      authorizerUri: `arn:${this.partition}:apigateway:${this.region}:lambda:path/2015-03-31/functions/${this.checkFunction.functionArn}/invocations`,
      authorizerResultTtlInSeconds: 0,
    });

    // ---- Handlers -----------------------------------------------------------

    new lambda.CfnPermission(this, 'Lambda20a631a3d3b6Permission', {
      action: 'lambda:InvokeFunction',
      functionName: this.checkFunction.functionName,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `arn:${this.partition}:execute-api:${this.region}:${this.account}:${this.api.ref}/authorizers/${lambda20a631a3d3b6Authorizer.ref}`,
    });

    new lambda.CfnPermission(this, 'NewsLook9eb5eePermission', {
      action: 'lambda:InvokeFunction',
      functionName: this.lookFunction.functionName,
      principal: 'sns.amazonaws.com',
      sourceArn: this.newsTopic.topicArn,
    });

    // ---- HTTP API -----------------------------------------------------------

    this.partnerAcme21e0e2Api = new apigatewayv2.CfnApi(this, 'PartnerAcme21e0e2Api', {
      name: 'counter-dev-partner-acme-api',
      description: 'HTTP API partner["acme"] of the stack counter-dev-queue-stack.',
      protocolType: 'HTTP',
    });

    const partnerAcmeLambda0a63416598e2Authorizer = new apigatewayv2.CfnAuthorizer(this, 'PartnerAcmeLambda0a63416598e2Authorizer', {
      apiId: this.partnerAcme21e0e2Api.ref,
      name: 'lambda-0a6341',
      authorizerType: 'REQUEST',
      authorizerPayloadFormatVersion: '2.0',
      enableSimpleResponses: true,
      authorizerUri: `arn:${this.partition}:apigateway:${this.region}:lambda:path/2015-03-31/functions/${this.checkFunction.functionArn}/invocations`,
      authorizerResultTtlInSeconds: 60,
      identitySource: ['$request.header.x-key'],
    });

    // ---- Handlers -----------------------------------------------------------

    new lambda.CfnPermission(this, 'PartnerAcmeLambda0a63416598e2Permission', {
      action: 'lambda:InvokeFunction',
      functionName: this.checkFunction.functionName,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `arn:${this.partition}:execute-api:${this.region}:${this.account}:${this.partnerAcme21e0e2Api.ref}/authorizers/${partnerAcmeLambda0a63416598e2Authorizer.ref}`,
    });

    // ---- HTTP API -----------------------------------------------------------

    this.partnerBolt0e20a7Api = new apigatewayv2.CfnApi(this, 'PartnerBolt0e20a7Api', {
      name: 'counter-dev-partner-bolt-api',
      description: 'HTTP API partner["bolt"] of the stack counter-dev-queue-stack.',
      protocolType: 'HTTP',
    });

    const partnerBoltLambda0a63411cee06Authorizer = new apigatewayv2.CfnAuthorizer(this, 'PartnerBoltLambda0a63411cee06Authorizer', {
      apiId: this.partnerBolt0e20a7Api.ref,
      name: 'lambda-0a6341',
      authorizerType: 'REQUEST',
      authorizerPayloadFormatVersion: '2.0',
      enableSimpleResponses: true,
      authorizerUri: `arn:${this.partition}:apigateway:${this.region}:lambda:path/2015-03-31/functions/${this.checkFunction.functionArn}/invocations`,
      authorizerResultTtlInSeconds: 60,
      identitySource: ['$request.header.x-key'],
    });

    // ---- Handlers -----------------------------------------------------------

    new lambda.CfnPermission(this, 'PartnerBoltLambda0a63411cee06Permission', {
      action: 'lambda:InvokeFunction',
      functionName: this.checkFunction.functionName,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `arn:${this.partition}:execute-api:${this.region}:${this.account}:${this.partnerBolt0e20a7Api.ref}/authorizers/${partnerBoltLambda0a63411cee06Authorizer.ref}`,
    });

    // Works off the queue main.
    this.workFunction = new lambda.Function(this, 'WorkFunction', {
      functionName: 'counter-dev-eu-west-1-work',
      description: 'Works off the queue main.',
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromInline('def handler(event, context): return {}'),
      role: workFunctionRole,
      environment: { NEWS_TOPIC_ARN: this.newsTopic.topicArn },
      logGroup: workFunctionLogs,
    });
    resourceOf(this.workFunction).addMetadata('cdk_nag', {
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

    const adminApiDomain = new apigatewayv2.CfnDomainName(this, 'AdminApiDomain', {
      domainName: 'admin.example.com',
      domainNameConfigurations: [
        {
          certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555',
          endpointType: 'REGIONAL',
          securityPolicy: 'TLS_1_2',
        },
      ],
      mutualTlsAuthentication: {
        truststoreUri: 's3://counter-trust/people.pem',
      },
    });

    this.adminApiStage = new apigatewayv2.CfnStage(this, 'AdminApiStage', {
      apiId: this.adminApi.ref,
      stageName: '$default',
      autoDeploy: true,
      defaultRouteSettings: {
        throttlingRateLimit: 5,
        throttlingBurstLimit: 20,
        detailedMetricsEnabled: true,
      },
    });
    this.adminApiStage.addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-APIG1',
          reason: 'The program says why: the proxy before it writes one',
        },
      ],
    });

    new apigatewayv2.CfnApiMapping(this, 'AdminApiMapping', {
      apiId: this.adminApi.ref,
      domainName: adminApiDomain.ref,
      stage: this.adminApiStage.ref,
    });

    const adminGetOrdersIde07626Integration = new apigatewayv2.CfnIntegration(this, 'AdminGetOrdersIde07626Integration', {
      apiId: this.adminApi.ref,
      integrationType: 'AWS_PROXY',
      integrationUri: this.lookFunction.functionArn,
      payloadFormatVersion: '2.0',
    });

    new apigatewayv2.CfnRoute(this, 'AdminGetOrdersIde07626Route', {
      apiId: this.adminApi.ref,
      routeKey: 'GET /orders/{id}',
      target: `integrations/${adminGetOrdersIde07626Integration.ref}`,
      authorizationType: 'AWS_IAM',
    });

    const adminJwtC7c6ddebe3d4Authorizer = new apigatewayv2.CfnAuthorizer(this, 'AdminJwtC7c6ddebe3d4Authorizer', {
      apiId: this.adminApi.ref,
      name: 'jwt-c7c6dd',
      authorizerType: 'JWT',
      identitySource: ['$request.header.Authorization'],
      jwtConfiguration: {
        issuer: 'https://login.example.com',
        audience: ['shop'],
      },
    });

    const adminPatchOrdersIdeb496aIntegration = new apigatewayv2.CfnIntegration(this, 'AdminPatchOrdersIdeb496aIntegration', {
      apiId: this.adminApi.ref,
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-SendMessage',
      payloadFormatVersion: '1.0',
      credentialsArn: adminChangesb55d16IntakeRole.roleArn,
      requestParameters: {
        QueueUrl: this.changesQueue.queueUrl,
        MessageBody: '$request.body',
        MessageGroupId: 'people',
        MessageDeduplicationId: '$request.body.change.id',
      },
      responseParameters: {
        '200': {
          ResponseParameters: [
            { Destination: 'overwrite:statuscode', Source: '202' },
          ],
        },
      },
    });

    new apigatewayv2.CfnRoute(this, 'AdminPatchOrdersIdeb496aRoute', {
      apiId: this.adminApi.ref,
      routeKey: 'PATCH /orders/{id}',
      target: `integrations/${adminPatchOrdersIdeb496aIntegration.ref}`,
      authorizationType: 'AWS_IAM',
    });

    const adminPostOrders19ed90Integration = new apigatewayv2.CfnIntegration(this, 'AdminPostOrders19ed90Integration', {
      apiId: this.adminApi.ref,
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-SendMessage',
      payloadFormatVersion: '1.0',
      credentialsArn: adminMained4adbIntakeRole.roleArn,
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

    new apigatewayv2.CfnRoute(this, 'AdminPostOrders19ed90Route', {
      apiId: this.adminApi.ref,
      routeKey: 'POST /orders',
      target: `integrations/${adminPostOrders19ed90Integration.ref}`,
      authorizationType: 'JWT',
      authorizerId: adminJwtC7c6ddebe3d4Authorizer.ref,
      authorizationScopes: ['orders.write'],
    });

    const putOrdersId75447fIntegration = new apigatewayv2.CfnIntegration(this, 'PutOrdersId75447fIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-SendMessage',
      payloadFormatVersion: '1.0',
      credentialsArn: changesIntakeRole.roleArn,
      requestParameters: {
        QueueUrl: this.changesQueue.queueUrl,
        MessageBody: '$request.body',
        MessageGroupId: '$context.authorizer.claims.sub',
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

    const jwtC7c6dd5fc215Authorizer = new apigatewayv2.CfnAuthorizer(this, 'JwtC7c6dd5fc215Authorizer', {
      apiId: this.api.ref,
      name: 'jwt-c7c6dd',
      authorizerType: 'JWT',
      identitySource: ['$request.header.Authorization'],
      jwtConfiguration: {
        issuer: 'https://login.example.com',
        audience: ['shop'],
      },
    });

    const putOrdersId75447fRoute = new apigatewayv2.CfnRoute(this, 'PutOrdersId75447fRoute', {
      apiId: this.api.ref,
      routeKey: 'PUT /orders/{id}',
      target: `integrations/${putOrdersId75447fIntegration.ref}`,
      authorizationType: 'JWT',
      authorizerId: jwtC7c6dd5fc215Authorizer.ref,
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
        throttlingRateLimit: 50,
        throttlingBurstLimit: 50,
        detailedMetricsEnabled: true,
      },
      routeSettings: {
        'PUT /orders/{id}': {
          ThrottlingRateLimit: 5,
          ThrottlingBurstLimit: 5,
          DetailedMetricsEnabled: true,
        },
      },
    });
    this.apiStage.addResourceDependency(putOrdersId75447fRoute);

    const getOrdersId9a110bIntegration = new apigatewayv2.CfnIntegration(this, 'GetOrdersId9a110bIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationUri: this.lookFunction.functionArn,
      payloadFormatVersion: '2.0',
    });

    new apigatewayv2.CfnRoute(this, 'GetOrdersId9a110bRoute', {
      apiId: this.api.ref,
      routeKey: 'GET /orders/{id}',
      target: `integrations/${getOrdersId9a110bIntegration.ref}`,
      authorizationType: 'CUSTOM',
      authorizerId: lambda20a631a3d3b6Authorizer.ref,
    });

    this.partnerAcme21e0e2ApiStage = new apigatewayv2.CfnStage(this, 'PartnerAcme21e0e2ApiStage', {
      apiId: this.partnerAcme21e0e2Api.ref,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: {
        destinationArn: `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:${partnerAcme21e0e2ApiLogs.logGroupName}`,
        format: '{"requestId":"$context.requestId","time":"$context.requestTime","route":"$context.routeKey","status":"$context.status","responseLength":"$context.responseLength","responseLatency":"$context.responseLatency","integrationStatus":"$context.integration.status","integrationLatency":"$context.integrationLatency","integrationError":"$context.integrationErrorMessage","error":"$context.error.message","authorizerError":"$context.authorizer.error"}',
      },
      defaultRouteSettings: {
        throttlingRateLimit: 10,
        throttlingBurstLimit: 10,
        detailedMetricsEnabled: true,
      },
    });

    const partnerAcmePostOrders795f36Integration = new apigatewayv2.CfnIntegration(this, 'PartnerAcmePostOrders795f36Integration', {
      apiId: this.partnerAcme21e0e2Api.ref,
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-SendMessage',
      payloadFormatVersion: '1.0',
      credentialsArn: partnerAcmeMainff72deIntakeRole.roleArn,
      requestParameters: {
        QueueUrl: this.mainQueue.queueUrl,
        MessageBody: '$request.body',
        MessageAttributes: '{"partner":{"DataType":"String","StringValue":"acme"}}',
      },
      responseParameters: {
        '200': {
          ResponseParameters: [
            { Destination: 'overwrite:statuscode', Source: '202' },
          ],
        },
      },
    });

    new apigatewayv2.CfnRoute(this, 'PartnerAcmePostOrders795f36Route', {
      apiId: this.partnerAcme21e0e2Api.ref,
      routeKey: 'POST /orders',
      target: `integrations/${partnerAcmePostOrders795f36Integration.ref}`,
      authorizationType: 'CUSTOM',
      authorizerId: partnerAcmeLambda0a63416598e2Authorizer.ref,
    });

    this.partnerBolt0e20a7ApiStage = new apigatewayv2.CfnStage(this, 'PartnerBolt0e20a7ApiStage', {
      apiId: this.partnerBolt0e20a7Api.ref,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: {
        destinationArn: `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:${partnerBolt0e20a7ApiLogs.logGroupName}`,
        format: '{"requestId":"$context.requestId","time":"$context.requestTime","route":"$context.routeKey","status":"$context.status","responseLength":"$context.responseLength","responseLatency":"$context.responseLatency","integrationStatus":"$context.integration.status","integrationLatency":"$context.integrationLatency","integrationError":"$context.integrationErrorMessage","error":"$context.error.message","authorizerError":"$context.authorizer.error"}',
      },
      defaultRouteSettings: {
        throttlingRateLimit: 10,
        throttlingBurstLimit: 10,
        detailedMetricsEnabled: true,
      },
    });

    const partnerBoltPostOrders4cad38Integration = new apigatewayv2.CfnIntegration(this, 'PartnerBoltPostOrders4cad38Integration', {
      apiId: this.partnerBolt0e20a7Api.ref,
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-SendMessage',
      payloadFormatVersion: '1.0',
      credentialsArn: partnerBoltMain54c20bIntakeRole.roleArn,
      requestParameters: {
        QueueUrl: this.mainQueue.queueUrl,
        MessageBody: '$request.body',
        MessageAttributes: '{"partner":{"DataType":"String","StringValue":"bolt"}}',
      },
      responseParameters: {
        '200': {
          ResponseParameters: [
            { Destination: 'overwrite:statuscode', Source: '202' },
          ],
        },
      },
    });

    new apigatewayv2.CfnRoute(this, 'PartnerBoltPostOrders4cad38Route', {
      apiId: this.partnerBolt0e20a7Api.ref,
      routeKey: 'POST /orders',
      target: `integrations/${partnerBoltPostOrders4cad38Integration.ref}`,
      authorizationType: 'CUSTOM',
      authorizerId: partnerBoltLambda0a63411cee06Authorizer.ref,
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
      },
      responseParameters: {
        '200': {
          ResponseParameters: [
            { Destination: 'overwrite:statuscode', Source: '202' },
          ],
        },
      },
    });

    new apigatewayv2.CfnRoute(this, 'PostOrdersRoute', {
      apiId: this.api.ref,
      routeKey: 'POST /orders',
      target: `integrations/${postOrdersIntegration.ref}`,
      authorizationType: 'JWT',
      authorizerId: jwtC7c6dd5fc215Authorizer.ref,
    });

    // ---- Feeds --------------------------------------------------------------

    new lambda.CfnEventSourceMapping(this, 'ChangeEventSource', {
      functionName: this.changeFunction.functionName,
      eventSourceArn: this.changesQueue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new sns.CfnSubscription(this, 'NewsLook9eb5eeSubscription', {
      topicArn: this.newsTopic.topicArn,
      protocol: 'lambda',
      endpoint: this.lookFunction.functionArn,
    });

    new lambda.CfnEventSourceMapping(this, 'WorkEventSource', {
      functionName: this.workFunction.functionName,
      eventSourceArn: this.mainQueue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    // ---- Alarms -------------------------------------------------------------

    new cloudwatch.CfnAlarm(this, 'AdminApiLatencyAlarm', {
      alarmName: 'counter-dev-admin-api-latency',
      alarmDescription: 'Requests to the API counter-dev-admin-api are slow.',
      namespace: 'AWS/ApiGateway',
      metricName: 'Latency',
      dimensions: [
        { name: 'ApiId', value: this.adminApi.ref },
        { name: 'Stage', value: '$default' },
      ],
      extendedStatistic: 'p99',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: 1000,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });

    new cloudwatch.CfnAlarm(this, 'AdminApiServerErrorsAlarm', {
      alarmName: 'counter-dev-admin-api-server-errors',
      alarmDescription: 'Requests to the API counter-dev-admin-api fail on its own side.',
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
                { name: 'ApiId', value: this.adminApi.ref },
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
                { name: 'ApiId', value: this.adminApi.ref },
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
      threshold: 5,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });

    new cloudwatch.CfnAlarm(this, 'ApiServerErrorsAlarm', {
      alarmName: 'counter-dev-api-server-errors',
      alarmDescription: 'Requests to the API counter-dev-api fail on its own side.',
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

    new cloudwatch.CfnAlarm(this, 'ChangeFunctionErrorsAlarm', {
      alarmName: 'counter-dev-eu-west-1-change-errors',
      alarmDescription: 'Calls of the function counter-dev-eu-west-1-change fail.',
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
                  value: this.changeFunction.functionName,
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
                  value: this.changeFunction.functionName,
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

    new cloudwatch.CfnAlarm(this, 'ChangeFunctionThrottlesAlarm', {
      alarmName: 'counter-dev-eu-west-1-change-throttles',
      alarmDescription: 'Calls of the function counter-dev-eu-west-1-change are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.changeFunction.functionName },
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

    new cloudwatch.CfnAlarm(this, 'ChangesQueueAgeAlarm', {
      alarmName: 'counter-dev-changes-eu-west-1.fifo-age',
      alarmDescription: 'The consumer of the queue counter-dev-changes-eu-west-1.fifo falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [{ name: 'QueueName', value: this.changesQueue.queueName }],
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

    new cloudwatch.CfnAlarm(this, 'ChangesQueueDeadLettersAlarm', {
      alarmName: 'counter-dev-changes-dlq.fifo-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue counter-dev-changes-dlq.fifo.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        { name: 'QueueName', value: this.changesDeadLetters.queueName },
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

    new cloudwatch.CfnAlarm(this, 'CheckFunctionErrorsAlarm', {
      alarmName: 'counter-dev-eu-west-1-check-errors',
      alarmDescription: 'Calls of the function counter-dev-eu-west-1-check fail.',
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
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });

    new cloudwatch.CfnAlarm(this, 'CheckFunctionThrottlesAlarm', {
      alarmName: 'counter-dev-eu-west-1-check-throttles',
      alarmDescription: 'Calls of the function counter-dev-eu-west-1-check are refused for want of concurrency.',
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
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });

    new cloudwatch.CfnDashboard(this, 'Dashboard', {
      dashboardName: 'counter-dev-eu-west-1',
      dashboardBody: `{"widgets":[{"type":"metric","x":0,"y":0,"width":12,"height":6,"properties":{"title":"counter-dev-admin-api","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/ApiGateway","Count","ApiId","${this.adminApi.ref}","Stage","$default",{"stat":"Sum"}],["AWS/ApiGateway","4xx","ApiId","${this.adminApi.ref}","Stage","$default",{"stat":"Sum"}],["AWS/ApiGateway","5xx","ApiId","${this.adminApi.ref}","Stage","$default",{"stat":"Sum"}],["AWS/ApiGateway","Latency","ApiId","${this.adminApi.ref}","Stage","$default",{"stat":"p99"}]]}},{"type":"metric","x":12,"y":0,"width":12,"height":6,"properties":{"title":"counter-dev-api","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/ApiGateway","Count","ApiId","${this.api.ref}","Stage","$default",{"stat":"Sum"}],["AWS/ApiGateway","4xx","ApiId","${this.api.ref}","Stage","$default",{"stat":"Sum"}],["AWS/ApiGateway","5xx","ApiId","${this.api.ref}","Stage","$default",{"stat":"Sum"}],["AWS/ApiGateway","Latency","ApiId","${this.api.ref}","Stage","$default",{"stat":"p99"}]]}},{"type":"metric","x":0,"y":6,"width":12,"height":6,"properties":{"title":"counter-dev-partner-acme-api","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/ApiGateway","Count","ApiId","${this.partnerAcme21e0e2Api.ref}","Stage","$default",{"stat":"Sum"}],["AWS/ApiGateway","4xx","ApiId","${this.partnerAcme21e0e2Api.ref}","Stage","$default",{"stat":"Sum"}],["AWS/ApiGateway","5xx","ApiId","${this.partnerAcme21e0e2Api.ref}","Stage","$default",{"stat":"Sum"}],["AWS/ApiGateway","Latency","ApiId","${this.partnerAcme21e0e2Api.ref}","Stage","$default",{"stat":"p99"}]]}},{"type":"metric","x":12,"y":6,"width":12,"height":6,"properties":{"title":"counter-dev-partner-bolt-api","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/ApiGateway","Count","ApiId","${this.partnerBolt0e20a7Api.ref}","Stage","$default",{"stat":"Sum"}],["AWS/ApiGateway","4xx","ApiId","${this.partnerBolt0e20a7Api.ref}","Stage","$default",{"stat":"Sum"}],["AWS/ApiGateway","5xx","ApiId","${this.partnerBolt0e20a7Api.ref}","Stage","$default",{"stat":"Sum"}],["AWS/ApiGateway","Latency","ApiId","${this.partnerBolt0e20a7Api.ref}","Stage","$default",{"stat":"p99"}]]}},{"type":"metric","x":0,"y":12,"width":12,"height":6,"properties":{"title":"counter-dev-changes-eu-west-1.fifo","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/SQS","NumberOfMessagesSent","QueueName","${this.changesQueue.queueName}",{"stat":"Sum"}],["AWS/SQS","ApproximateNumberOfMessagesVisible","QueueName","${this.changesQueue.queueName}",{"stat":"Maximum"}],["AWS/SQS","ApproximateAgeOfOldestMessage","QueueName","${this.changesQueue.queueName}",{"stat":"Maximum"}]]}},{"type":"metric","x":12,"y":12,"width":12,"height":6,"properties":{"title":"counter-dev-changes-dlq.fifo","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/SQS","NumberOfMessagesSent","QueueName","${this.changesDeadLetters.queueName}",{"stat":"Sum"}],["AWS/SQS","ApproximateNumberOfMessagesVisible","QueueName","${this.changesDeadLetters.queueName}",{"stat":"Maximum"}],["AWS/SQS","ApproximateAgeOfOldestMessage","QueueName","${this.changesDeadLetters.queueName}",{"stat":"Maximum"}]]}},{"type":"metric","x":0,"y":18,"width":12,"height":6,"properties":{"title":"counter-dev-eu-west-1","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/SQS","NumberOfMessagesSent","QueueName","${this.mainQueue.queueName}",{"stat":"Sum"}],["AWS/SQS","ApproximateNumberOfMessagesVisible","QueueName","${this.mainQueue.queueName}",{"stat":"Maximum"}],["AWS/SQS","ApproximateAgeOfOldestMessage","QueueName","${this.mainQueue.queueName}",{"stat":"Maximum"}]]}},{"type":"metric","x":12,"y":18,"width":12,"height":6,"properties":{"title":"counter-dev-dlq","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/SQS","NumberOfMessagesSent","QueueName","${this.mainDeadLetters.queueName}",{"stat":"Sum"}],["AWS/SQS","ApproximateNumberOfMessagesVisible","QueueName","${this.mainDeadLetters.queueName}",{"stat":"Maximum"}],["AWS/SQS","ApproximateAgeOfOldestMessage","QueueName","${this.mainDeadLetters.queueName}",{"stat":"Maximum"}]]}},{"type":"metric","x":0,"y":24,"width":12,"height":6,"properties":{"title":"counter-dev-eu-west-1-change","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/Lambda","Invocations","FunctionName","${this.changeFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Errors","FunctionName","${this.changeFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Throttles","FunctionName","${this.changeFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Duration","FunctionName","${this.changeFunction.functionName}",{"stat":"p99"}]]}},{"type":"metric","x":12,"y":24,"width":12,"height":6,"properties":{"title":"counter-dev-eu-west-1-check","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/Lambda","Invocations","FunctionName","${this.checkFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Errors","FunctionName","${this.checkFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Throttles","FunctionName","${this.checkFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Duration","FunctionName","${this.checkFunction.functionName}",{"stat":"p99"}]]}},{"type":"metric","x":0,"y":30,"width":12,"height":6,"properties":{"title":"counter-dev-eu-west-1-look","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/Lambda","Invocations","FunctionName","${this.lookFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Errors","FunctionName","${this.lookFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Throttles","FunctionName","${this.lookFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Duration","FunctionName","${this.lookFunction.functionName}",{"stat":"p99"}]]}},{"type":"metric","x":12,"y":30,"width":12,"height":6,"properties":{"title":"counter-dev-eu-west-1-work","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/Lambda","Invocations","FunctionName","${this.workFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Errors","FunctionName","${this.workFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Throttles","FunctionName","${this.workFunction.functionName}",{"stat":"Sum"}],["AWS/Lambda","Duration","FunctionName","${this.workFunction.functionName}",{"stat":"p99"}]]}},{"type":"metric","x":0,"y":36,"width":12,"height":6,"properties":{"title":"counter-dev-eu-west-1-news","region":"${this.region}","view":"timeSeries","period":300,"metrics":[["AWS/SNS","NumberOfMessagesPublished","TopicName","${this.newsTopic.topicName}",{"stat":"Sum"}],["AWS/SNS","NumberOfNotificationsFailed","TopicName","${this.newsTopic.topicName}",{"stat":"Sum"}]]}}]}`,
    });

    new cloudwatch.CfnAlarm(this, 'LookFunctionErrorsAlarm', {
      alarmName: 'counter-dev-eu-west-1-look-errors',
      alarmDescription: 'Calls of the function counter-dev-eu-west-1-look fail.',
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
                  value: this.lookFunction.functionName,
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
                  value: this.lookFunction.functionName,
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

    new cloudwatch.CfnAlarm(this, 'LookFunctionThrottlesAlarm', {
      alarmName: 'counter-dev-eu-west-1-look-throttles',
      alarmDescription: 'Calls of the function counter-dev-eu-west-1-look are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.lookFunction.functionName },
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

    new cloudwatch.CfnAlarm(this, 'MainQueueAgeAlarm', {
      alarmName: 'counter-dev-eu-west-1-age',
      alarmDescription: 'The consumer of the queue counter-dev-eu-west-1 falls behind.',
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

    new cloudwatch.CfnAlarm(this, 'MainQueueDeadLettersAlarm', {
      alarmName: 'counter-dev-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue counter-dev-dlq.',
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

    new cloudwatch.CfnAlarm(this, 'NewsTopicFailuresAlarm', {
      alarmName: 'counter-dev-eu-west-1-news-failures',
      alarmDescription: 'Messages of the topic counter-dev-eu-west-1-news could not be delivered.',
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

    new cloudwatch.CfnAlarm(this, 'PartnerAcme21e0e2ApiServerErrorsAlarm', {
      alarmName: 'counter-dev-partner-acme-api-server-errors',
      alarmDescription: 'Requests to the API counter-dev-partner-acme-api fail on its own side.',
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
                { name: 'ApiId', value: this.partnerAcme21e0e2Api.ref },
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
                { name: 'ApiId', value: this.partnerAcme21e0e2Api.ref },
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

    new cloudwatch.CfnAlarm(this, 'PartnerBolt0e20a7ApiServerErrorsAlarm', {
      alarmName: 'counter-dev-partner-bolt-api-server-errors',
      alarmDescription: 'Requests to the API counter-dev-partner-bolt-api fail on its own side.',
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
                { name: 'ApiId', value: this.partnerBolt0e20a7Api.ref },
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
                { name: 'ApiId', value: this.partnerBolt0e20a7Api.ref },
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

    new cloudwatch.CfnAlarm(this, 'WorkFunctionErrorsAlarm', {
      alarmName: 'counter-dev-eu-west-1-work-errors',
      alarmDescription: 'Calls of the function counter-dev-eu-west-1-work fail.',
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
                  value: this.workFunction.functionName,
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
                  value: this.workFunction.functionName,
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

    new cloudwatch.CfnAlarm(this, 'WorkFunctionThrottlesAlarm', {
      alarmName: 'counter-dev-eu-west-1-work-throttles',
      alarmDescription: 'Calls of the function counter-dev-eu-west-1-work are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.workFunction.functionName },
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

    new CfnOutput(this, 'AcmeUrlOutput', {
      value: this.partnerAcme21e0e2Api.attrApiEndpoint,
    }).overrideLogicalId('AcmeUrl');
    new CfnOutput(this, 'AdminIdOutput', { value: this.adminApi.ref }).overrideLogicalId('AdminId');
    new CfnOutput(this, 'AdminUrlOutput', {
      value: 'https://admin.example.com',
    }).overrideLogicalId('AdminUrl');
    new CfnOutput(this, 'UrlOutput', { value: this.api.attrApiEndpoint }).overrideLogicalId('Url');

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
