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
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';

export interface BillingStackProps extends StackProps {}

/**
 * Takes the webhooks of a payment provider, and books each payment once.
 */
export class BillingStack extends Stack {
  readonly api: apigatewayv2.CfnApi;
  readonly apiStage: apigatewayv2.CfnStage;
  readonly bookFunction: lambda.Function;
  readonly genuineDeadLetters: sqs.Queue;
  readonly genuineQueue: sqs.Queue;
  readonly key: kms.Key;
  readonly providerMaince34d7DeadLetters: sqs.Queue;
  readonly providerMaince34d7Queue: sqs.Queue;
  readonly providerWork6398a4Function: lambda.Function;

  constructor(scope: Construct, id: string, props: BillingStackProps = {}) {
    super(scope, id, {
      description: 'Takes the webhooks of a payment provider, and books each payment once.',
      ...props,
    });

    // ---- Encryption ---------------------------------------------------------

    this.key = new kms.Key(this, 'Key', {
      description: 'Key of the stack billing-dev-queue-stack.',
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
      aliasName: 'alias/billing-dev-key',
      targetKeyId: this.key.keyId,
    });

    // ---- Queues and topics --------------------------------------------------

    // Dead letters of the queue genuine.
    this.genuineDeadLetters = new sqs.Queue(this, 'GenuineDeadLetters', {
      queueName: 'billing-dev-genuine-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryptionMasterKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.genuineDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:billing-dev-genuine-queue`,
      ],
    };

    this.genuineDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.genuineDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Events whose signature was right.
    this.genuineQueue = new sqs.Queue(this, 'GenuineQueue', {
      queueName: 'billing-dev-genuine-queue',
      retentionPeriod: Duration.days(10),
      visibilityTimeout: Duration.minutes(3),
      encryptionMasterKey: this.key,
      deadLetterQueue: { queue: this.genuineDeadLetters, maxReceiveCount: 5 },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    this.genuineQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.genuineQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Dead letters of the queue provider.main.
    this.providerMaince34d7DeadLetters = new sqs.Queue(this, 'ProviderMaince34d7DeadLetters', {
      queueName: 'billing-dev-provider-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryptionMasterKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.providerMaince34d7DeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:billing-dev-provider-queue`,
      ],
    };

    this.providerMaince34d7DeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.providerMaince34d7DeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Calls as they came, not checked yet.
    this.providerMaince34d7Queue = new sqs.Queue(this, 'ProviderMaince34d7Queue', {
      queueName: 'billing-dev-provider-queue',
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(1),
      encryptionMasterKey: this.key,
      deadLetterQueue: {
        queue: this.providerMaince34d7DeadLetters,
        maxReceiveCount: 5,
      },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    this.providerMaince34d7Queue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.providerMaince34d7Queue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // ---- Logs ---------------------------------------------------------------

    const apiLogs = new logs.LogGroup(this, 'ApiLogs', {
      logGroupName: '/aws/vendedlogs/billing-dev-http-api',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const bookFunctionLogs = new logs.LogGroup(this, 'BookFunctionLogs', {
      logGroupName: '/aws/lambda/billing-dev-book-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const providerWork6398a4FunctionLogs = new logs.LogGroup(this, 'ProviderWork6398a4FunctionLogs', {
      logGroupName: '/aws/lambda/billing-dev-provider-work-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    // ---- Roles --------------------------------------------------------------

    const bookFunctionRole = new iam.Role(this, 'BookFunctionRole', {
      description: 'What the function billing-dev-book-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/billing-dev-book-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'PutPayments',
              actions: ['dynamodb:PutItem'],
              resources: [
                'arn:aws:dynamodb:eu-west-1:123456789012:table/payments',
              ],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveGenuine',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.genuineQueue.queueArn],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveKeyGenuine',
              actions: ['kms:Decrypt'],
              resources: [this.key.keyArn],
              conditions: {
                StringEquals: {
                  'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                  'kms:EncryptionContext:aws:sqs:arn': this.genuineQueue.queueArn,
                },
              },
            }),
          ],
        }),
      },
    });
    resourceOf(bookFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const providerMaince34d7IntakeRole = new iam.Role(this, 'ProviderMaince34d7IntakeRole', {
      description: 'How the API billing-dev-http-api sends to the queue provider.main.',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'SendKeyProviderMain',
              actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
              resources: [this.key.keyArn],
              conditions: {
                StringEquals: {
                  'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                  'kms:EncryptionContext:aws:sqs:arn': this.providerMaince34d7Queue.queueArn,
                },
              },
            }),
            new iam.PolicyStatement({
              sid: 'SendProviderMain',
              actions: ['sqs:SendMessage'],
              resources: [this.providerMaince34d7Queue.queueArn],
            }),
          ],
        }),
      },
    });

    const providerWork6398a4FunctionRole = new iam.Role(this, 'ProviderWork6398a4FunctionRole', {
      description: 'What the function billing-dev-provider-work-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'GetSigning',
              actions: ['secretsmanager:GetSecretValue'],
              resources: [
                'arn:aws:secretsmanager:eu-west-1:123456789012:secret:billing/signing-a1B2c3',
              ],
            }),
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/billing-dev-provider-work-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveKeyProviderMain',
              actions: ['kms:Decrypt'],
              resources: [this.key.keyArn],
              conditions: {
                StringEquals: {
                  'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                  'kms:EncryptionContext:aws:sqs:arn': this.providerMaince34d7Queue.queueArn,
                },
              },
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveProviderMain',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.providerMaince34d7Queue.queueArn],
            }),
            new iam.PolicyStatement({
              sid: 'SendGenuine',
              actions: ['sqs:SendMessage'],
              resources: [this.genuineQueue.queueArn],
            }),
            new iam.PolicyStatement({
              sid: 'SendKeyGenuine',
              actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
              resources: [this.key.keyArn],
              conditions: {
                StringEquals: {
                  'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                  'kms:EncryptionContext:aws:sqs:arn': this.genuineQueue.queueArn,
                },
              },
            }),
          ],
        }),
      },
    });
    resourceOf(providerWork6398a4FunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    // ---- Handlers -----------------------------------------------------------

    // Works off the queue genuine.
    this.bookFunction = new lambda.Function(this, 'BookFunction', {
      functionName: 'billing-dev-book-handler',
      description: 'Works off the queue genuine.',
      runtime: lambda.Runtime.PYTHON_3_14,
      handler: 'app.handle',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset('artifacts/book-6c93f4c307be7d66.zip'),
      role: bookFunctionRole,
      environment: { PAYMENTS_TABLE_NAME: 'payments' },
      logGroup: bookFunctionLogs,
    });
    resourceOf(this.bookFunction).addMetadata('cdk_nag', {
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

    // Checks the signature, then works.
    this.providerWork6398a4Function = new lambda.Function(this, 'ProviderWork6398a4Function', {
      functionName: 'billing-dev-provider-work-handler',
      description: 'Checks the signature, then works.',
      runtime: lambda.Runtime.PYTHON_3_14,
      handler: 'app.handle',
      memorySize: 256,
      timeout: Duration.seconds(10),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset(
        'artifacts/provider-work-54f47945017788b9.zip',
      ),
      role: providerWork6398a4FunctionRole,
      environment: {
        GENUINE_QUEUE_URL: this.genuineQueue.queueUrl,
        SIGNING_SECRET_ARN: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:billing/signing-a1B2c3',
        TOLERANCE_SECONDS: '300',
      },
      logGroup: providerWork6398a4FunctionLogs,
    });
    resourceOf(this.providerWork6398a4Function).addMetadata('cdk_nag', {
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

    // ---- HTTP API -----------------------------------------------------------

    this.api = new apigatewayv2.CfnApi(this, 'Api', {
      name: 'billing-dev-http-api',
      description: 'HTTP API of the stack billing-dev-queue-stack.',
      protocolType: 'HTTP',
    });

    const postHooksPaymentsIntegration = new apigatewayv2.CfnIntegration(this, 'PostHooksPaymentsIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-SendMessage',
      payloadFormatVersion: '1.0',
      credentialsArn: providerMaince34d7IntakeRole.roleArn,
      requestParameters: {
        QueueUrl: this.providerMaince34d7Queue.queueUrl,
        MessageBody: '$request.body',
        MessageAttributes: '{"signature":{"DataType":"String","StringValue":"${request.header.Payment-Signature}"}}',
      },
      responseParameters: {
        '200': {
          ResponseParameters: [
            { Destination: 'overwrite:statuscode', Source: '202' },
          ],
        },
      },
    });

    const postHooksPaymentsRoute = new apigatewayv2.CfnRoute(this, 'PostHooksPaymentsRoute', {
      apiId: this.api.ref,
      routeKey: 'POST /hooks/payments',
      target: `integrations/${postHooksPaymentsIntegration.ref}`,
      authorizationType: 'NONE',
    });
    postHooksPaymentsRoute.addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-APIG4',
          reason: 'The program says why: the caller signs the body; the handler checks the signature before anything else',
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
        'POST /hooks/payments': {
          ThrottlingRateLimit: 5,
          ThrottlingBurstLimit: 5,
          DetailedMetricsEnabled: true,
        },
      },
    });
    this.apiStage.addResourceDependency(postHooksPaymentsRoute);

    // ---- Feeds --------------------------------------------------------------

    new lambda.CfnEventSourceMapping(this, 'BookEventSource', {
      functionName: this.bookFunction.functionName,
      eventSourceArn: this.genuineQueue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new lambda.CfnEventSourceMapping(this, 'ProviderWork6398a4EventSource', {
      functionName: this.providerWork6398a4Function.functionName,
      eventSourceArn: this.providerMaince34d7Queue.queueArn,
      batchSize: 10,
      scalingConfig: { maximumConcurrency: 10 },
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    // ---- Alarms -------------------------------------------------------------

    new cloudwatch.CfnAlarm(this, 'ApiServerErrorsAlarm', {
      alarmName: 'billing-dev-http-api-server-errors',
      alarmDescription: 'Requests to the API billing-dev-http-api fail on its own side.',
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

    new cloudwatch.CfnAlarm(this, 'BookFunctionErrorsAlarm', {
      alarmName: 'billing-dev-book-handler-errors',
      alarmDescription: 'Calls of the function billing-dev-book-handler fail.',
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
                  value: this.bookFunction.functionName,
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
                  value: this.bookFunction.functionName,
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

    new cloudwatch.CfnAlarm(this, 'BookFunctionThrottlesAlarm', {
      alarmName: 'billing-dev-book-handler-throttles',
      alarmDescription: 'Calls of the function billing-dev-book-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.bookFunction.functionName },
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

    new cloudwatch.CfnAlarm(this, 'GenuineQueueAgeAlarm', {
      alarmName: 'billing-dev-genuine-queue-age',
      alarmDescription: 'The consumer of the queue billing-dev-genuine-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [{ name: 'QueueName', value: this.genuineQueue.queueName }],
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

    new cloudwatch.CfnAlarm(this, 'GenuineQueueDeadLettersAlarm', {
      alarmName: 'billing-dev-genuine-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue billing-dev-genuine-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        { name: 'QueueName', value: this.genuineDeadLetters.queueName },
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

    new cloudwatch.CfnAlarm(this, 'ProviderMaince34d7QueueAgeAlarm', {
      alarmName: 'billing-dev-provider-queue-age',
      alarmDescription: 'The consumer of the queue billing-dev-provider-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [
        { name: 'QueueName', value: this.providerMaince34d7Queue.queueName },
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

    new cloudwatch.CfnAlarm(this, 'ProviderMaince34d7QueueDeadLettersAlarm', {
      alarmName: 'billing-dev-provider-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue billing-dev-provider-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        {
          name: 'QueueName',
          value: this.providerMaince34d7DeadLetters.queueName,
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

    new cloudwatch.CfnAlarm(this, 'ProviderWork6398a4FunctionErrorsAlarm', {
      alarmName: 'billing-dev-provider-work-handler-errors',
      alarmDescription: 'Calls of the function billing-dev-provider-work-handler fail.',
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
                  value: this.providerWork6398a4Function.functionName,
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
                  value: this.providerWork6398a4Function.functionName,
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

    new cloudwatch.CfnAlarm(this, 'ProviderWork6398a4FunctionThrottlesAlarm', {
      alarmName: 'billing-dev-provider-work-handler-throttles',
      alarmDescription: 'Calls of the function billing-dev-provider-work-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        {
          name: 'FunctionName',
          value: this.providerWork6398a4Function.functionName,
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

    new CfnOutput(this, 'HookUrlOutput', {
      value: `${this.api.attrApiEndpoint}/hooks/payments`,
    }).overrideLogicalId('HookUrl');

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
