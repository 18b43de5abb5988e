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
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';

export interface SeaStackProps extends StackProps {}

/**
 * Handlers in C: of a queue, of an ordered queue, and of all that may call one.
 */
export class SeaStack extends Stack {
  readonly allFunction: lambda.CfnFunction;
  readonly api: apigatewayv2.CfnApi;
  readonly apiStage: apigatewayv2.CfnStage;
  readonly harbourDeadLetters: sqs.Queue;
  readonly harbourQueue: sqs.Queue;
  readonly inOrderFunction: lambda.CfnFunction;
  readonly mainDeadLetters: sqs.Queue;
  readonly mainQueue: sqs.Queue;
  readonly orderedDeadLetters: sqs.Queue;
  readonly orderedQueue: sqs.Queue;
  readonly workFunction: lambda.CfnFunction;

  constructor(scope: Construct, id: string, props: SeaStackProps = {}) {
    super(scope, id, {
      description: 'Handlers in C: of a queue, of an ordered queue, and of all that may call one.',
      ...props,
    });

    // ---- Queues and topics --------------------------------------------------

    // Dead letters of the queue harbour.
    this.harbourDeadLetters = new sqs.Queue(this, 'HarbourDeadLetters', {
      queueName: 'sea-prod-harbour-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.harbourDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:sea-prod-harbour-queue`,
      ],
    };

    this.harbourDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.harbourDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.harbourQueue = new sqs.Queue(this, 'HarbourQueue', {
      queueName: 'sea-prod-harbour-queue',
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: { queue: this.harbourDeadLetters, maxReceiveCount: 5 },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    this.harbourQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.harbourQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Dead letters of the queue main.
    this.mainDeadLetters = new sqs.Queue(this, 'MainDeadLetters', {
      queueName: 'sea-prod-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.mainDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:sea-prod-queue`,
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
      queueName: 'sea-prod-queue',
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(1),
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

    // Dead letters of the queue ordered.
    this.orderedDeadLetters = new sqs.Queue(this, 'OrderedDeadLetters', {
      queueName: 'sea-prod-ordered-dlq.fifo',
      fifo: true,
      contentBasedDeduplication: true,
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.orderedDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:sea-prod-ordered-queue.fifo`,
      ],
    };

    this.orderedDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.orderedDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.orderedQueue = new sqs.Queue(this, 'OrderedQueue', {
      queueName: 'sea-prod-ordered-queue.fifo',
      fifo: true,
      contentBasedDeduplication: true,
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: { queue: this.orderedDeadLetters, maxReceiveCount: 5 },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    this.orderedQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.orderedQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // ---- Logs ---------------------------------------------------------------

    const allFunctionLogs = new logs.LogGroup(this, 'AllFunctionLogs', {
      logGroupName: '/aws/lambda/sea-prod-all-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const apiLogs = new logs.LogGroup(this, 'ApiLogs', {
      logGroupName: '/aws/vendedlogs/sea-prod-http-api',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const inOrderFunctionLogs = new logs.LogGroup(this, 'InOrderFunctionLogs', {
      logGroupName: '/aws/lambda/sea-prod-in-order-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const workFunctionLogs = new logs.LogGroup(this, 'WorkFunctionLogs', {
      logGroupName: '/aws/lambda/sea-prod-work-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    // ---- Roles --------------------------------------------------------------

    const allFunctionRole = new iam.Role(this, 'AllFunctionRole', {
      description: 'What the function sea-prod-all-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'GetShips',
              actions: ['dynamodb:GetItem', 'dynamodb:Query'],
              resources: [
                'arn:aws:dynamodb:eu-west-1:123456789012:table/ships',
              ],
            }),
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/sea-prod-all-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveHarbour',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.harbourQueue.queueArn],
            }),
          ],
        }),
      },
    });
    resourceOf(allFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const harbourIntakeRole = new iam.Role(this, 'HarbourIntakeRole', {
      description: 'How the API sea-prod-http-api sends to the queue harbour.',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'SendHarbour',
              actions: ['sqs:SendMessage'],
              resources: [this.harbourQueue.queueArn],
            }),
          ],
        }),
      },
    });

    const inOrderFunctionRole = new iam.Role(this, 'InOrderFunctionRole', {
      description: 'What the function sea-prod-in-order-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/sea-prod-in-order-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveOrdered',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.orderedQueue.queueArn],
            }),
          ],
        }),
      },
    });
    resourceOf(inOrderFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const mainIntakeRole = new iam.Role(this, 'MainIntakeRole', {
      description: 'How the API sea-prod-http-api sends to the queue main.',
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

    const orderedIntakeRole = new iam.Role(this, 'OrderedIntakeRole', {
      description: 'How the API sea-prod-http-api sends to the queue ordered.',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'SendOrdered',
              actions: ['sqs:SendMessage'],
              resources: [this.orderedQueue.queueArn],
            }),
          ],
        }),
      },
    });

    const tideServiceRole = new iam.Role(this, 'TideServiceRole', {
      description: 'What the schedule sea-prod-tide-schedule may do.',
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
              sid: 'InvokeAll',
              actions: ['lambda:InvokeFunction'],
              resources: [
                `arn:${this.partition}:lambda:${this.region}:${this.account}:function:sea-prod-all-handler`,
              ],
            }),
          ],
        }),
      },
    });

    const workFunctionRole = new iam.Role(this, 'WorkFunctionRole', {
      description: 'What the function sea-prod-work-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/sea-prod-work-handler:*`,
              ],
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

    // Works off the queue harbour.
    this.allFunction = new lambda.CfnFunction(this, 'AllFunction', {
      functionName: 'sea-prod-all-handler',
      description: 'Works off the queue harbour.',
      runtime: 'provided.al2023',
      handler: 'bootstrap',
      memorySize: 256,
      timeout: 30,
      architectures: ['x86_64'],
      code: { s3Bucket: 'sea-builds', s3Key: 'all.zip' },
      role: allFunctionRole.roleArn,
      environment: {
        variables: {
          SHIPS_TABLE_NAME: 'ships',
          APIQ_CONTRACT: '60cecc03cf166a0a',
        },
      },
      loggingConfig: { logGroup: allFunctionLogs.logGroupName },
    });

    // ---- HTTP API -----------------------------------------------------------

    this.api = new apigatewayv2.CfnApi(this, 'Api', {
      name: 'sea-prod-http-api',
      description: 'HTTP API of the stack sea-prod-queue-stack.',
      protocolType: 'HTTP',
    });

    // ---- Handlers -----------------------------------------------------------

    new lambda.CfnPermission(this, 'GetShipsShip707a20Permission', {
      action: 'lambda:InvokeFunction',
      functionName: this.allFunction.ref,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `arn:${this.partition}:execute-api:${this.region}:${this.account}:${this.api.ref}/*/GET/ships/*`,
    });

    // Works off the queue ordered.
    this.inOrderFunction = new lambda.CfnFunction(this, 'InOrderFunction', {
      functionName: 'sea-prod-in-order-handler',
      description: 'Works off the queue ordered.',
      runtime: 'provided.al2023',
      handler: 'bootstrap',
      memorySize: 256,
      timeout: 30,
      architectures: ['arm64'],
      code: { s3Bucket: 'sea-builds', s3Key: 'in_order.zip' },
      role: inOrderFunctionRole.roleArn,
      environment: { variables: { APIQ_CONTRACT: '9ff1f080e04a0b93' } },
      loggingConfig: { logGroup: inOrderFunctionLogs.logGroupName },
    });
    this.inOrderFunction.addMetadata('cdk_nag', {
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

    new lambda.CfnPermission(this, 'PutShipsShipd59b02Permission', {
      action: 'lambda:InvokeFunction',
      functionName: this.allFunction.ref,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `arn:${this.partition}:execute-api:${this.region}:${this.account}:${this.api.ref}/*/PUT/ships/*`,
    });

    // Works off the queue main.
    this.workFunction = new lambda.CfnFunction(this, 'WorkFunction', {
      functionName: 'sea-prod-work-handler',
      description: 'Works off the queue main.',
      runtime: 'provided.al2023',
      handler: 'bootstrap',
      memorySize: 256,
      timeout: 10,
      architectures: ['x86_64'],
      code: { s3Bucket: 'sea-builds', s3Key: 'work.zip' },
      role: workFunctionRole.roleArn,
      environment: {
        variables: { MODE: 'calm', APIQ_CONTRACT: '5a6b30f32782823f' },
      },
      loggingConfig: { logGroup: workFunctionLogs.logGroupName },
    });
    this.workFunction.addMetadata('cdk_nag', {
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

    const getShipsShipe23089Integration = new apigatewayv2.CfnIntegration(this, 'GetShipsShipe23089Integration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationUri: this.allFunction.attrArn,
      payloadFormatVersion: '2.0',
    });

    new apigatewayv2.CfnRoute(this, 'GetShipsShipe23089Route', {
      apiId: this.api.ref,
      routeKey: 'GET /ships/{ship}',
      target: `integrations/${getShipsShipe23089Integration.ref}`,
      authorizationType: 'AWS_IAM',
    });

    const postBerthsBerthCalls89478bIntegration = new apigatewayv2.CfnIntegration(this, 'PostBerthsBerthCalls89478bIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-SendMessage',
      payloadFormatVersion: '1.0',
      credentialsArn: orderedIntakeRole.roleArn,
      requestParameters: {
        QueueUrl: this.orderedQueue.queueUrl,
        MessageBody: '$request.body',
        MessageGroupId: '$request.path.berth',
      },
      responseParameters: {
        '200': {
          ResponseParameters: [
            { Destination: 'overwrite:statuscode', Source: '202' },
          ],
        },
      },
    });

    new apigatewayv2.CfnRoute(this, 'PostBerthsBerthCalls89478bRoute', {
      apiId: this.api.ref,
      routeKey: 'POST /berths/{berth}/calls',
      target: `integrations/${postBerthsBerthCalls89478bIntegration.ref}`,
      authorizationType: 'AWS_IAM',
    });

    const postLandingsIntegration = new apigatewayv2.CfnIntegration(this, 'PostLandingsIntegration', {
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

    new apigatewayv2.CfnRoute(this, 'PostLandingsRoute', {
      apiId: this.api.ref,
      routeKey: 'POST /landings',
      target: `integrations/${postLandingsIntegration.ref}`,
      authorizationType: 'AWS_IAM',
    });

    const postSignalsIntegration = new apigatewayv2.CfnIntegration(this, 'PostSignalsIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-SendMessage',
      payloadFormatVersion: '1.0',
      credentialsArn: harbourIntakeRole.roleArn,
      requestParameters: {
        QueueUrl: this.harbourQueue.queueUrl,
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

    new apigatewayv2.CfnRoute(this, 'PostSignalsRoute', {
      apiId: this.api.ref,
      routeKey: 'POST /signals',
      target: `integrations/${postSignalsIntegration.ref}`,
      authorizationType: 'AWS_IAM',
    });

    const putShipsShip310fdeIntegration = new apigatewayv2.CfnIntegration(this, 'PutShipsShip310fdeIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationUri: this.allFunction.attrArn,
      payloadFormatVersion: '2.0',
    });

    new apigatewayv2.CfnRoute(this, 'PutShipsShip310fdeRoute', {
      apiId: this.api.ref,
      routeKey: 'PUT /ships/{ship}',
      target: `integrations/${putShipsShip310fdeIntegration.ref}`,
      authorizationType: 'AWS_IAM',
    });

    // ---- Feeds --------------------------------------------------------------

    new lambda.CfnEventSourceMapping(this, 'AllEventSource', {
      functionName: this.allFunction.ref,
      eventSourceArn: this.harbourQueue.queueArn,
      batchSize: 10,
    });

    new lambda.CfnEventSourceMapping(this, 'InOrderEventSource', {
      functionName: this.inOrderFunction.ref,
      eventSourceArn: this.orderedQueue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new scheduler.CfnSchedule(this, 'TideSchedule', {
      name: 'sea-prod-tide-schedule',
      scheduleExpression: 'rate(6 hours)',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: this.allFunction.attrArn,
        roleArn: tideServiceRole.roleArn,
        input: '{}',
        retryPolicy: {
          maximumRetryAttempts: 185,
          maximumEventAgeInSeconds: 86400,
        },
      },
    });

    new lambda.CfnEventSourceMapping(this, 'WorkEventSource', {
      functionName: this.workFunction.ref,
      eventSourceArn: this.mainQueue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    // ---- Alarms -------------------------------------------------------------

    new cloudwatch.CfnAlarm(this, 'AllFunctionErrorsAlarm', {
      alarmName: 'sea-prod-all-handler-errors',
      alarmDescription: 'Calls of the function sea-prod-all-handler fail.',
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
                { name: 'FunctionName', value: this.allFunction.ref },
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
                { name: 'FunctionName', value: this.allFunction.ref },
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

    new cloudwatch.CfnAlarm(this, 'AllFunctionThrottlesAlarm', {
      alarmName: 'sea-prod-all-handler-throttles',
      alarmDescription: 'Calls of the function sea-prod-all-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [{ name: 'FunctionName', value: this.allFunction.ref }],
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
      alarmName: 'sea-prod-http-api-server-errors',
      alarmDescription: 'Requests to the API sea-prod-http-api fail on its own side.',
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

    new cloudwatch.CfnAlarm(this, 'HarbourQueueAgeAlarm', {
      alarmName: 'sea-prod-harbour-queue-age',
      alarmDescription: 'The consumer of the queue sea-prod-harbour-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [{ name: 'QueueName', value: this.harbourQueue.queueName }],
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

    new cloudwatch.CfnAlarm(this, 'HarbourQueueDeadLettersAlarm', {
      alarmName: 'sea-prod-harbour-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue sea-prod-harbour-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        { name: 'QueueName', value: this.harbourDeadLetters.queueName },
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

    new cloudwatch.CfnAlarm(this, 'InOrderFunctionErrorsAlarm', {
      alarmName: 'sea-prod-in-order-handler-errors',
      alarmDescription: 'Calls of the function sea-prod-in-order-handler fail.',
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
                { name: 'FunctionName', value: this.inOrderFunction.ref },
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
                { name: 'FunctionName', value: this.inOrderFunction.ref },
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

    new cloudwatch.CfnAlarm(this, 'InOrderFunctionThrottlesAlarm', {
      alarmName: 'sea-prod-in-order-handler-throttles',
      alarmDescription: 'Calls of the function sea-prod-in-order-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [{ name: 'FunctionName', value: this.inOrderFunction.ref }],
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
      alarmName: 'sea-prod-queue-age',
      alarmDescription: 'The consumer of the queue sea-prod-queue falls behind.',
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
      alarmName: 'sea-prod-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue sea-prod-dlq.',
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

    new cloudwatch.CfnAlarm(this, 'OrderedQueueAgeAlarm', {
      alarmName: 'sea-prod-ordered-queue.fifo-age',
      alarmDescription: 'The consumer of the queue sea-prod-ordered-queue.fifo falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [{ name: 'QueueName', value: this.orderedQueue.queueName }],
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

    new cloudwatch.CfnAlarm(this, 'OrderedQueueDeadLettersAlarm', {
      alarmName: 'sea-prod-ordered-dlq.fifo-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue sea-prod-ordered-dlq.fifo.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        { name: 'QueueName', value: this.orderedDeadLetters.queueName },
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

    new cloudwatch.CfnAlarm(this, 'WorkFunctionErrorsAlarm', {
      alarmName: 'sea-prod-work-handler-errors',
      alarmDescription: 'Calls of the function sea-prod-work-handler fail.',
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
                { name: 'FunctionName', value: this.workFunction.ref },
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
                { name: 'FunctionName', value: this.workFunction.ref },
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
      alarmName: 'sea-prod-work-handler-throttles',
      alarmDescription: 'Calls of the function sea-prod-work-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [{ name: 'FunctionName', value: this.workFunction.ref }],
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
