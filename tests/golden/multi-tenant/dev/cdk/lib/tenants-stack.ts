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
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';

export interface TenantsStackProps extends StackProps {}

/**
 * One queue and one function for each tenant, so that none waits for another.
 */
export class TenantsStack extends Stack {
  readonly api: apigatewayv2.CfnApi;
  readonly apiStage: apigatewayv2.CfnStage;
  readonly jobsAcme79175fDeadLetters: sqs.Queue;
  readonly jobsAcme79175fQueue: sqs.Queue;
  readonly jobsGlobex22ddc2DeadLetters: sqs.Queue;
  readonly jobsGlobex22ddc2Queue: sqs.Queue;
  readonly workAcmea2fc02Function: lambda.Function;
  readonly workGlobexb5226fFunction: lambda.Function;

  constructor(scope: Construct, id: string, props: TenantsStackProps = {}) {
    super(scope, id, {
      description: 'One queue and one function for each tenant, so that none waits for another.',
      ...props,
    });

    // ---- Queues and topics --------------------------------------------------

    // Dead letters of the queue jobs["acme"].
    this.jobsAcme79175fDeadLetters = new sqs.Queue(this, 'JobsAcme79175fDeadLetters', {
      queueName: 'tenants-dev-jobs-acme-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.jobsAcme79175fDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:tenants-dev-jobs-acme-queue`,
      ],
    };

    this.jobsAcme79175fDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.jobsAcme79175fDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.jobsAcme79175fQueue = new sqs.Queue(this, 'JobsAcme79175fQueue', {
      queueName: 'tenants-dev-jobs-acme-queue',
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: {
        queue: this.jobsAcme79175fDeadLetters,
        maxReceiveCount: 5,
      },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    // ---- Roles --------------------------------------------------------------

    const workAcmea2fc02FunctionRole = new iam.Role(this, 'WorkAcmea2fc02FunctionRole', {
      description: 'What the function tenants-dev-work-acme-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/tenants-dev-work-acme-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveJobsAcme',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.jobsAcme79175fQueue.queueArn],
            }),
          ],
        }),
      },
    });
    resourceOf(workAcmea2fc02FunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    // ---- Queues and topics --------------------------------------------------

    // Dead letters of the queue jobs["globex"].
    this.jobsGlobex22ddc2DeadLetters = new sqs.Queue(this, 'JobsGlobex22ddc2DeadLetters', {
      queueName: 'tenants-dev-jobs-globex-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.jobsGlobex22ddc2DeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:tenants-dev-jobs-globex-queue`,
      ],
    };

    this.jobsGlobex22ddc2Queue = new sqs.Queue(this, 'JobsGlobex22ddc2Queue', {
      queueName: 'tenants-dev-jobs-globex-queue',
      retentionPeriod: Duration.days(10),
      visibilityTimeout: Duration.minutes(3),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: {
        queue: this.jobsGlobex22ddc2DeadLetters,
        maxReceiveCount: 5,
      },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    // ---- Roles --------------------------------------------------------------

    const workGlobexb5226fFunctionRole = new iam.Role(this, 'WorkGlobexb5226fFunctionRole', {
      description: 'What the function tenants-dev-work-globex-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/tenants-dev-work-globex-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveJobsGlobex',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.jobsGlobex22ddc2Queue.queueArn],
            }),
          ],
        }),
      },
    });
    resourceOf(workGlobexb5226fFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const jobsAcme79175fIntakeRole = new iam.Role(this, 'JobsAcme79175fIntakeRole', {
      description: 'How the API tenants-dev-http-api sends to the queue jobs["acme"].',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'SendJobsAcme',
              actions: ['sqs:SendMessage'],
              resources: [this.jobsAcme79175fQueue.queueArn],
            }),
          ],
        }),
      },
    });

    // ---- Queues and topics --------------------------------------------------

    this.jobsAcme79175fQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'OnlyReceiveMessageDeleteMessage',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:DeleteMessage', 'sqs:ReceiveMessage'],
      resources: [this.jobsAcme79175fQueue.queueArn],
      conditions: {
        Bool: { 'aws:PrincipalIsAWSService': 'false' },
        ArnNotEquals: {
          'aws:PrincipalArn': [
            workAcmea2fc02FunctionRole.roleArn,
            workGlobexb5226fFunctionRole.roleArn,
          ],
        },
      },
    }));
    this.jobsAcme79175fQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'OnlySendMessage',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:SendMessage'],
      resources: [this.jobsAcme79175fQueue.queueArn],
      conditions: {
        Bool: { 'aws:PrincipalIsAWSService': 'false' },
        ArnNotEquals: { 'aws:PrincipalArn': jobsAcme79175fIntakeRole.roleArn },
      },
    }));
    this.jobsAcme79175fQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.jobsAcme79175fQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.jobsGlobex22ddc2DeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.jobsGlobex22ddc2DeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // ---- Roles --------------------------------------------------------------

    const jobsGlobex22ddc2IntakeRole = new iam.Role(this, 'JobsGlobex22ddc2IntakeRole', {
      description: 'How the API tenants-dev-http-api sends to the queue jobs["globex"].',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'SendJobsGlobex',
              actions: ['sqs:SendMessage'],
              resources: [this.jobsGlobex22ddc2Queue.queueArn],
            }),
          ],
        }),
      },
    });

    // ---- Queues and topics --------------------------------------------------

    this.jobsGlobex22ddc2Queue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'OnlyReceiveMessageDeleteMessage',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:DeleteMessage', 'sqs:ReceiveMessage'],
      resources: [this.jobsGlobex22ddc2Queue.queueArn],
      conditions: {
        Bool: { 'aws:PrincipalIsAWSService': 'false' },
        ArnNotEquals: {
          'aws:PrincipalArn': [
            workAcmea2fc02FunctionRole.roleArn,
            workGlobexb5226fFunctionRole.roleArn,
          ],
        },
      },
    }));
    this.jobsGlobex22ddc2Queue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'OnlySendMessage',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:SendMessage'],
      resources: [this.jobsGlobex22ddc2Queue.queueArn],
      conditions: {
        Bool: { 'aws:PrincipalIsAWSService': 'false' },
        ArnNotEquals: {
          'aws:PrincipalArn': jobsGlobex22ddc2IntakeRole.roleArn,
        },
      },
    }));
    this.jobsGlobex22ddc2Queue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.jobsGlobex22ddc2Queue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // ---- Logs ---------------------------------------------------------------

    const apiLogs = new logs.LogGroup(this, 'ApiLogs', {
      logGroupName: '/aws/vendedlogs/tenants-dev-http-api',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const workAcmea2fc02FunctionLogs = new logs.LogGroup(this, 'WorkAcmea2fc02FunctionLogs', {
      logGroupName: '/aws/lambda/tenants-dev-work-acme-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const workGlobexb5226fFunctionLogs = new logs.LogGroup(this, 'WorkGlobexb5226fFunctionLogs', {
      logGroupName: '/aws/lambda/tenants-dev-work-globex-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    // ---- Handlers -----------------------------------------------------------

    // Works off the queue jobs["acme"].
    this.workAcmea2fc02Function = new lambda.Function(this, 'WorkAcmea2fc02Function', {
      functionName: 'tenants-dev-work-acme-handler',
      description: 'Works off the queue jobs["acme"].',
      runtime: lambda.Runtime.PYTHON_3_14,
      handler: 'app.handle',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset('artifacts/work-acme-c152e7a8f130eb2a.zip'),
      role: workAcmea2fc02FunctionRole,
      environment: { TENANT: 'acme' },
      logGroup: workAcmea2fc02FunctionLogs,
    });
    resourceOf(this.workAcmea2fc02Function).addMetadata('cdk_nag', {
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

    // Works off the queue jobs["globex"].
    this.workGlobexb5226fFunction = new lambda.Function(this, 'WorkGlobexb5226fFunction', {
      functionName: 'tenants-dev-work-globex-handler',
      description: 'Works off the queue jobs["globex"].',
      runtime: lambda.Runtime.PYTHON_3_14,
      handler: 'app.handle',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset(
        'artifacts/work-globex-c152e7a8f130eb2a.zip',
      ),
      role: workGlobexb5226fFunctionRole,
      environment: { TENANT: 'globex' },
      logGroup: workGlobexb5226fFunctionLogs,
    });
    resourceOf(this.workGlobexb5226fFunction).addMetadata('cdk_nag', {
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
      name: 'tenants-dev-http-api',
      description: 'HTTP API of the stack tenants-dev-queue-stack.',
      protocolType: 'HTTP',
    });

    const postAcmeJobsIntegration = new apigatewayv2.CfnIntegration(this, 'PostAcmeJobsIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-SendMessage',
      payloadFormatVersion: '1.0',
      credentialsArn: jobsAcme79175fIntakeRole.roleArn,
      requestParameters: {
        QueueUrl: this.jobsAcme79175fQueue.queueUrl,
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

    const jwt7a3342c601c7Authorizer = new apigatewayv2.CfnAuthorizer(this, 'Jwt7a3342c601c7Authorizer', {
      apiId: this.api.ref,
      name: 'jwt-7a3342',
      authorizerType: 'JWT',
      identitySource: ['$request.header.Authorization'],
      jwtConfiguration: {
        issuer: 'https://login.example.com/acme',
        audience: ['jobs'],
      },
    });

    const postAcmeJobsRoute = new apigatewayv2.CfnRoute(this, 'PostAcmeJobsRoute', {
      apiId: this.api.ref,
      routeKey: 'POST /acme/jobs',
      target: `integrations/${postAcmeJobsIntegration.ref}`,
      authorizationType: 'JWT',
      authorizerId: jwt7a3342c601c7Authorizer.ref,
    });

    const postGlobexJobsIntegration = new apigatewayv2.CfnIntegration(this, 'PostGlobexJobsIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-SendMessage',
      payloadFormatVersion: '1.0',
      credentialsArn: jobsGlobex22ddc2IntakeRole.roleArn,
      requestParameters: {
        QueueUrl: this.jobsGlobex22ddc2Queue.queueUrl,
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

    const jwt599145468db9Authorizer = new apigatewayv2.CfnAuthorizer(this, 'Jwt599145468db9Authorizer', {
      apiId: this.api.ref,
      name: 'jwt-599145',
      authorizerType: 'JWT',
      identitySource: ['$request.header.Authorization'],
      jwtConfiguration: {
        issuer: 'https://login.example.com/globex',
        audience: ['jobs'],
      },
    });

    const postGlobexJobsRoute = new apigatewayv2.CfnRoute(this, 'PostGlobexJobsRoute', {
      apiId: this.api.ref,
      routeKey: 'POST /globex/jobs',
      target: `integrations/${postGlobexJobsIntegration.ref}`,
      authorizationType: 'JWT',
      authorizerId: jwt599145468db9Authorizer.ref,
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
        'POST /acme/jobs': {
          ThrottlingRateLimit: 20,
          ThrottlingBurstLimit: 20,
          DetailedMetricsEnabled: true,
        },
        'POST /globex/jobs': {
          ThrottlingRateLimit: 20,
          ThrottlingBurstLimit: 20,
          DetailedMetricsEnabled: true,
        },
      },
    });
    this.apiStage.addResourceDependency(postAcmeJobsRoute);
    this.apiStage.addResourceDependency(postGlobexJobsRoute);

    // ---- Feeds --------------------------------------------------------------

    new lambda.CfnEventSourceMapping(this, 'WorkAcmea2fc02EventSource', {
      functionName: this.workAcmea2fc02Function.functionName,
      eventSourceArn: this.jobsAcme79175fQueue.queueArn,
      batchSize: 10,
      scalingConfig: { maximumConcurrency: 5 },
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new lambda.CfnEventSourceMapping(this, 'WorkGlobexb5226fEventSource', {
      functionName: this.workGlobexb5226fFunction.functionName,
      eventSourceArn: this.jobsGlobex22ddc2Queue.queueArn,
      batchSize: 10,
      scalingConfig: { maximumConcurrency: 5 },
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    // ---- Alarms -------------------------------------------------------------

    new cloudwatch.CfnAlarm(this, 'ApiServerErrorsAlarm', {
      alarmName: 'tenants-dev-http-api-server-errors',
      alarmDescription: 'Requests to the API tenants-dev-http-api fail on its own side.',
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

    new cloudwatch.CfnAlarm(this, 'JobsAcme79175fQueueAgeAlarm', {
      alarmName: 'tenants-dev-jobs-acme-queue-age',
      alarmDescription: 'The consumer of the queue tenants-dev-jobs-acme-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [
        { name: 'QueueName', value: this.jobsAcme79175fQueue.queueName },
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

    new cloudwatch.CfnAlarm(this, 'JobsAcme79175fQueueDeadLettersAlarm', {
      alarmName: 'tenants-dev-jobs-acme-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue tenants-dev-jobs-acme-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        { name: 'QueueName', value: this.jobsAcme79175fDeadLetters.queueName },
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

    new cloudwatch.CfnAlarm(this, 'JobsGlobex22ddc2QueueAgeAlarm', {
      alarmName: 'tenants-dev-jobs-globex-queue-age',
      alarmDescription: 'The consumer of the queue tenants-dev-jobs-globex-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [
        { name: 'QueueName', value: this.jobsGlobex22ddc2Queue.queueName },
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

    new cloudwatch.CfnAlarm(this, 'JobsGlobex22ddc2QueueDeadLettersAlarm', {
      alarmName: 'tenants-dev-jobs-globex-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue tenants-dev-jobs-globex-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        {
          name: 'QueueName',
          value: this.jobsGlobex22ddc2DeadLetters.queueName,
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

    new cloudwatch.CfnAlarm(this, 'WorkAcmea2fc02FunctionErrorsAlarm', {
      alarmName: 'tenants-dev-work-acme-handler-errors',
      alarmDescription: 'Calls of the function tenants-dev-work-acme-handler fail.',
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
                  value: this.workAcmea2fc02Function.functionName,
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
                  value: this.workAcmea2fc02Function.functionName,
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

    new cloudwatch.CfnAlarm(this, 'WorkAcmea2fc02FunctionThrottlesAlarm', {
      alarmName: 'tenants-dev-work-acme-handler-throttles',
      alarmDescription: 'Calls of the function tenants-dev-work-acme-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        {
          name: 'FunctionName',
          value: this.workAcmea2fc02Function.functionName,
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

    new cloudwatch.CfnAlarm(this, 'WorkGlobexb5226fFunctionErrorsAlarm', {
      alarmName: 'tenants-dev-work-globex-handler-errors',
      alarmDescription: 'Calls of the function tenants-dev-work-globex-handler fail.',
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
                  value: this.workGlobexb5226fFunction.functionName,
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
                  value: this.workGlobexb5226fFunction.functionName,
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

    new cloudwatch.CfnAlarm(this, 'WorkGlobexb5226fFunctionThrottlesAlarm', {
      alarmName: 'tenants-dev-work-globex-handler-throttles',
      alarmDescription: 'Calls of the function tenants-dev-work-globex-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        {
          name: 'FunctionName',
          value: this.workGlobexb5226fFunction.functionName,
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
