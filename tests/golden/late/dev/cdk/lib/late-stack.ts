// Made by apiqc: the next build writes this file anew. What is yours belongs
// into extension.ts.
import {
  CfnOutput,
  CfnResource,
  Duration,
  RemovalPolicy,
  Stack,
  StackProps,
  Tags,
} from 'aws-cdk-lib';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';

export interface LateStackProps extends StackProps {
  /**
   * The parameter audience.
   */
  readonly audience: string;
  /**
   * The parameter batch.
   * Left out, it is 5.
   */
  readonly batch?: number;
  /**
   * The parameter burst.
   */
  readonly burst: number;
  /**
   * How long dead letters are kept: longer than any message, for a week and more.
   * Left out, it is 14d.
   */
  readonly bury?: Duration;
  /**
   * The parameter calls.
   * Left out, it is 10.
   */
  readonly calls?: number;
  /**
   * The parameter factor.
   * Left out, it is 1.5.
   */
  readonly factor?: number;
  /**
   * Counted in percent.
   * Left out, it is 2.
   */
  readonly faults?: number;
  /**
   * Time to gather "a batch": ${none} at all, if need be.
   * Left out, it is 0s.
   */
  readonly gather?: Duration;
  /**
   * The parameter issuer.
   * Left out, it is 'https://login.example.com'.
   */
  readonly issuer?: string;
  /**
   * How long messages are kept.
   * Left out, it is 2d.
   */
  readonly keep?: Duration;
  /**
   * Counted in bytes.
   * Left out, it is 65536.
   */
  readonly largest?: number;
  /**
   * The parameter level.
   * Left out, it is 'info'.
   */
  readonly level?: 'debug' | 'info' | 'error';
  /**
   * Counted in requests a second.
   * Left out, it is 50.
   */
  readonly limit?: number;
  /**
   * `main` has an id that ends so.
   * Left out, it is 3.
   */
  readonly mainQueue?: number;
  /**
   * Counted in megabytes.
   * Left out, it is 512.
   */
  readonly memory?: number;
  /**
   * The parameter oldest.
   * Left out, it is 1h.
   */
  readonly oldest?: Duration;
  /**
   * Who is asked.
   * Left out, it is 'checkout'.
   */
  readonly owner?: string;
  /**
   * The parameter partner.
   * Left out, it is 'arn:aws:sns:eu-west-1:123456789012:oncall'.
   */
  readonly partner?: string;
  /**
   * The parameter pause.
   * Left out, it is 0s.
   */
  readonly pause?: Duration;
  /**
   * The parameter remember.
   * Left out, it is 1m.
   */
  readonly remember?: Duration;
  /**
   * The parameter scatter.
   * Left out, it is 10m.
   */
  readonly scatter?: Duration;
  /**
   * The parameter shared.
   * Left out, it is 4.
   */
  readonly shared?: number;
  /**
   * The parameter slow.
   * Left out, it is 1s.
   */
  readonly slow?: Duration;
  /**
   * The parameter taking.
   * Left out, it is true.
   */
  readonly taking?: boolean;
  /**
   * The parameter timeout.
   * Left out, it is 10s.
   */
  readonly timeout?: Duration;
  /**
   * The parameter tries.
   */
  readonly tries: number;
  /**
   * The parameter waiting.
   * Left out, it is 100.
   */
  readonly waiting?: number;
}

/**
 * What may be given when the stack is deployed: everything that is handed on.
 */
export class LateStack extends Stack {
  readonly api: apigatewayv2.CfnApi;
  readonly apiStage: apigatewayv2.CfnStage;
  readonly crawlFunction: lambda.Function;
  readonly judgeFunction: lambda.Function;
  readonly mainDeadLetters: sqs.Queue;
  readonly mainQueueConstruct: sqs.Queue;
  readonly slowLaneDeadLetters: sqs.Queue;
  readonly slowLaneQueue: sqs.Queue;
  readonly workFunction: lambda.Function;

  constructor(scope: Construct, id: string, props: LateStackProps) {
    super(scope, id, {
      description: 'What may be given when the stack is deployed: everything that is handed on.',
      ...props,
    });
    const audience = props.audience;
    const batch = within('batch', props.batch ?? 5, 1, 10);
    const burst = within('burst', props.burst, 100, 1000);
    const bury = within(
      'bury',
      props.bury?.toSeconds() ?? 1209600,
      691200,
      1209600,
    );
    const calls = within('calls', props.calls ?? 10, 5, 50);
    const factor = within(
      'factor',
      props.factor ?? 1.5,
      -Infinity,
      Infinity,
      { fractions: true },
    );
    const faults = within('faults', props.faults ?? 2, 1, 10);
    const gather = within('gather', props.gather?.toSeconds() ?? 0, 0, 10);
    const issuer = matching('issuer', props.issuer ?? 'https://login.example.com', [
      '^https://.+$',
    ]);
    const keep = within(
      'keep',
      props.keep?.toSeconds() ?? 172800,
      86400,
      345600,
    );
    const largest = within('largest', props.largest ?? 65536, 1024, 262144);
    const level = oneOf('level', props.level ?? 'info', [
      'debug',
      'info',
      'error',
    ]);
    const limit = within(
      'limit',
      props.limit ?? 50,
      10,
      500,
      { fractions: true },
    );
    const mainQueue = within('mainQueue', props.mainQueue ?? 3, 1, 5);
    const memory = within('memory', props.memory ?? 512, 256, 1024);
    const oldest = within(
      'oldest',
      props.oldest?.toSeconds() ?? 3600,
      600,
      21600,
    );
    const owner = matching(
      'owner',
      props.owner ?? 'checkout',
      ['^[A-Za-z0-9 _.:/=+@-]*$', '^[a-z]+([-.][a-zA-Z]+)*$'],
      0,
      256,
    );
    const partner = matching('partner', props.partner ?? 'arn:aws:sns:eu-west-1:123456789012:oncall', [
      '^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$',
    ]);
    const pause = within('pause', props.pause?.toSeconds() ?? 0, 0, 900);
    const remember = within(
      'remember',
      props.remember?.toSeconds() ?? 60,
      0,
      300,
    );
    const scatter = within('scatter', props.scatter?.toMinutes() ?? 10, 5, 30);
    const shared = within('shared', props.shared ?? 4, 2, 9);
    const slow = within(
      'slow',
      props.slow?.toMilliseconds() ?? 1000,
      500,
      5000,
    );
    const taking = props.taking ?? true;
    const timeout = within('timeout', props.timeout?.toSeconds() ?? 10, 5, 30);
    const tries = within('tries', props.tries, 5, 8);
    const waiting = within('waiting', props.waiting ?? 100, 10, 1000);

    // ---- Queues and topics --------------------------------------------------

    // Dead letters of the queue main.
    this.mainDeadLetters = new sqs.Queue(this, 'MainDeadLetters', {
      queueName: 'late-dev-dlq',
      retentionPeriod: Duration.seconds(bury),
      visibilityTimeout: Duration.seconds(30),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.mainDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:late-dev-queue`,
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

    this.mainQueueConstruct = new sqs.Queue(this, 'MainQueue', {
      queueName: 'late-dev-queue',
      retentionPeriod: Duration.seconds(keep),
      visibilityTimeout: Duration.seconds(190),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: { queue: this.mainDeadLetters, maxReceiveCount: tries },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    this.mainQueueConstruct.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.mainQueueConstruct.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Dead letters of the queue slow_lane.
    this.slowLaneDeadLetters = new sqs.Queue(this, 'SlowLaneDeadLetters', {
      queueName: 'late-dev-slow-lane-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      maxMessageSizeBytes: largest,
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.slowLaneDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:late-dev-slow-lane-queue`,
      ],
    };

    this.slowLaneDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.slowLaneDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.slowLaneQueue = new sqs.Queue(this, 'SlowLaneQueue', {
      queueName: 'late-dev-slow-lane-queue',
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      deliveryDelay: Duration.seconds(pause),
      maxMessageSizeBytes: largest,
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: { queue: this.slowLaneDeadLetters, maxReceiveCount: 5 },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    this.slowLaneQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.slowLaneQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // ---- Logs ---------------------------------------------------------------

    const apiLogs = new logs.LogGroup(this, 'ApiLogs', {
      logGroupName: '/aws/vendedlogs/late-dev-http-api',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const crawlFunctionLogs = new logs.LogGroup(this, 'CrawlFunctionLogs', {
      logGroupName: '/aws/lambda/late-dev-crawl-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const judgeFunctionLogs = new logs.LogGroup(this, 'JudgeFunctionLogs', {
      logGroupName: '/aws/lambda/late-dev-judge-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const workFunctionLogs = new logs.LogGroup(this, 'WorkFunctionLogs', {
      logGroupName: '/aws/lambda/late-dev-work-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    // ---- Roles --------------------------------------------------------------

    const crawlFunctionRole = new iam.Role(this, 'CrawlFunctionRole', {
      description: 'What the function late-dev-crawl-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/late-dev-crawl-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveSlowLane',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.slowLaneQueue.queueArn],
            }),
          ],
        }),
      },
    });
    resourceOf(crawlFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const judgeFunctionRole = new iam.Role(this, 'JudgeFunctionRole', {
      description: 'What the function late-dev-judge-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/late-dev-judge-handler:*`,
              ],
            }),
          ],
        }),
      },
    });
    resourceOf(judgeFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const mainIntakeRole = new iam.Role(this, 'MainIntakeRole', {
      description: 'How the API late-dev-http-api sends to the queue main.',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'SendMain',
              actions: ['sqs:SendMessage'],
              resources: [this.mainQueueConstruct.queueArn],
            }),
          ],
        }),
      },
    });

    const slowLaneIntakeRole = new iam.Role(this, 'SlowLaneIntakeRole', {
      description: 'How the API late-dev-http-api sends to the queue slow_lane.',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'SendSlowLane',
              actions: ['sqs:SendMessage'],
              resources: [this.slowLaneQueue.queueArn],
            }),
          ],
        }),
      },
    });

    const tickServiceRole = new iam.Role(this, 'TickServiceRole', {
      description: 'What the schedule late-dev-tick-schedule may do.',
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
              sid: 'SendSlowLane',
              actions: ['sqs:SendMessage'],
              resources: [this.slowLaneQueue.queueArn],
            }),
          ],
        }),
      },
    });

    const workFunctionRole = new iam.Role(this, 'WorkFunctionRole', {
      description: 'What the function late-dev-work-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/late-dev-work-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveMain',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.mainQueueConstruct.queueArn],
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

    // Works off the queue slow_lane.
    this.crawlFunction = new lambda.Function(this, 'CrawlFunction', {
      functionName: 'late-dev-crawl-handler',
      description: 'Works off the queue slow_lane.',
      runtime: lambda.Runtime.PYTHON_3_12,
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromInline('def handler(event, context): pass'),
      role: crawlFunctionRole,
      logGroup: crawlFunctionLogs,
    });
    resourceOf(this.crawlFunction).addMetadata('cdk_nag', {
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

    // Handler judge of the stack late-dev-queue-stack.
    this.judgeFunction = new lambda.Function(this, 'JudgeFunction', {
      functionName: 'late-dev-judge-handler',
      description: 'Handler judge of the stack late-dev-queue-stack.',
      runtime: lambda.Runtime.PYTHON_3_12,
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      reservedConcurrentExecutions: shared,
      code: lambda.Code.fromInline(
        'def handler(event, context): return {\'isAuthorized\': True}',
      ),
      role: judgeFunctionRole,
      logGroup: judgeFunctionLogs,
    });
    resourceOf(this.judgeFunction).addMetadata('cdk_nag', {
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
      name: 'late-dev-http-api',
      description: 'HTTP API of the stack late-dev-queue-stack.',
      protocolType: 'HTTP',
    });

    const lambdaEf691d2dd3eaAuthorizer = new apigatewayv2.CfnAuthorizer(this, 'LambdaEf691d2dd3eaAuthorizer', {
      apiId: this.api.ref,
      name: 'lambda-ef691d',
      authorizerType: 'REQUEST',
      authorizerPayloadFormatVersion: '2.0',
      enableSimpleResponses: true,
      authorizerUri: `arn:${this.partition}:apigateway:${this.region}:lambda:path/2015-03-31/functions/${this.judgeFunction.functionArn}/invocations`,
      authorizerResultTtlInSeconds: remember,
      identitySource: ['$request.header.Authorization'],
    });

    // ---- Handlers -----------------------------------------------------------

    new lambda.CfnPermission(this, 'LambdaEf691d2dd3eaPermission', {
      action: 'lambda:InvokeFunction',
      functionName: this.judgeFunction.functionName,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `arn:${this.partition}:execute-api:${this.region}:${this.account}:${this.api.ref}/authorizers/${lambdaEf691d2dd3eaAuthorizer.ref}`,
    });

    // Works off the queue main.
    this.workFunction = new lambda.Function(this, 'WorkFunction', {
      functionName: 'late-dev-work-handler',
      description: 'Works off the queue main.',
      runtime: lambda.Runtime.PYTHON_3_12,
      handler: 'index.handler',
      memorySize: memory,
      timeout: Duration.seconds(timeout),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromInline('def handler(event, context): pass'),
      role: workFunctionRole,
      environment: {
        OWNER: owner,
        LEVEL: level,
        LIMITS: `${keep}s, ${largest}B, ${limit}/s, ${faults}% or \${Batch} of ${batch} in ${timeout}s, ${factor}`,
        PARTNER: partner,
        TAKING: String(taking),
      },
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

    const postOrdersIntegration = new apigatewayv2.CfnIntegration(this, 'PostOrdersIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-SendMessage',
      payloadFormatVersion: '1.0',
      credentialsArn: mainIntakeRole.roleArn,
      requestParameters: {
        QueueUrl: this.mainQueueConstruct.queueUrl,
        MessageBody: '$request.body',
        DelaySeconds: String(pause),
      },
      responseParameters: {
        '200': {
          ResponseParameters: [
            { Destination: 'overwrite:statuscode', Source: '202' },
          ],
        },
      },
    });

    const jwt6de4052a3222Authorizer = new apigatewayv2.CfnAuthorizer(this, 'Jwt6de4052a3222Authorizer', {
      apiId: this.api.ref,
      name: 'jwt-6de405',
      authorizerType: 'JWT',
      identitySource: ['$request.header.Authorization'],
      jwtConfiguration: { issuer: issuer, audience: [audience] },
    });

    const postOrdersRoute = new apigatewayv2.CfnRoute(this, 'PostOrdersRoute', {
      apiId: this.api.ref,
      routeKey: 'POST /orders',
      target: `integrations/${postOrdersIntegration.ref}`,
      authorizationType: 'JWT',
      authorizerId: jwt6de4052a3222Authorizer.ref,
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
        throttlingRateLimit: limit,
        throttlingBurstLimit: burst,
        detailedMetricsEnabled: true,
      },
      routeSettings: {
        'POST /orders': {
          ThrottlingRateLimit: limit,
          ThrottlingBurstLimit: burst,
          DetailedMetricsEnabled: true,
        },
      },
    });
    this.apiStage.addResourceDependency(postOrdersRoute);

    const getAskedIntegration = new apigatewayv2.CfnIntegration(this, 'GetAskedIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-SendMessage',
      payloadFormatVersion: '1.0',
      credentialsArn: slowLaneIntakeRole.roleArn,
      requestParameters: {
        QueueUrl: this.slowLaneQueue.queueUrl,
        MessageBody: level,
      },
      responseParameters: {
        '200': {
          ResponseParameters: [
            { Destination: 'overwrite:statuscode', Source: '202' },
          ],
        },
      },
    });

    new apigatewayv2.CfnRoute(this, 'GetAskedRoute', {
      apiId: this.api.ref,
      routeKey: 'GET /asked',
      target: `integrations/${getAskedIntegration.ref}`,
      authorizationType: 'CUSTOM',
      authorizerId: lambdaEf691d2dd3eaAuthorizer.ref,
    });

    // ---- Feeds --------------------------------------------------------------

    new lambda.CfnEventSourceMapping(this, 'CrawlEventSource', {
      functionName: this.crawlFunction.functionName,
      eventSourceArn: this.slowLaneQueue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new scheduler.CfnSchedule(this, 'TickSchedule', {
      name: 'late-dev-tick-schedule',
      scheduleExpression: 'rate(1 hour)',
      flexibleTimeWindow: {
        mode: 'FLEXIBLE',
        maximumWindowInMinutes: scatter,
      },
      target: {
        arn: this.slowLaneQueue.queueArn,
        roleArn: tickServiceRole.roleArn,
        input: '{}',
        retryPolicy: {
          maximumRetryAttempts: shared,
          maximumEventAgeInSeconds: 86400,
        },
      },
    });

    new lambda.CfnEventSourceMapping(this, 'WorkEventSource', {
      functionName: this.workFunction.functionName,
      eventSourceArn: this.mainQueueConstruct.queueArn,
      batchSize: batch,
      maximumBatchingWindowInSeconds: gather,
      scalingConfig: { maximumConcurrency: calls },
      enabled: taking,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    // ---- Alarms -------------------------------------------------------------

    new cloudwatch.CfnAlarm(this, 'ApiLatencyAlarm', {
      alarmName: 'late-dev-http-api-latency',
      alarmDescription: 'Requests to the API late-dev-http-api are slow.',
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
      threshold: slow,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });

    new cloudwatch.CfnAlarm(this, 'ApiServerErrorsAlarm', {
      alarmName: 'late-dev-http-api-server-errors',
      alarmDescription: 'Requests to the API late-dev-http-api fail on its own side.',
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
      threshold: faults,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });

    new cloudwatch.CfnAlarm(this, 'CrawlFunctionErrorsAlarm', {
      alarmName: 'late-dev-crawl-handler-errors',
      alarmDescription: 'Calls of the function late-dev-crawl-handler fail.',
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
                  value: this.crawlFunction.functionName,
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
                  value: this.crawlFunction.functionName,
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

    new cloudwatch.CfnAlarm(this, 'CrawlFunctionThrottlesAlarm', {
      alarmName: 'late-dev-crawl-handler-throttles',
      alarmDescription: 'Calls of the function late-dev-crawl-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.crawlFunction.functionName },
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

    new cloudwatch.CfnAlarm(this, 'JudgeFunctionErrorsAlarm', {
      alarmName: 'late-dev-judge-handler-errors',
      alarmDescription: 'Calls of the function late-dev-judge-handler fail.',
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
                  value: this.judgeFunction.functionName,
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
                  value: this.judgeFunction.functionName,
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

    new cloudwatch.CfnAlarm(this, 'JudgeFunctionThrottlesAlarm', {
      alarmName: 'late-dev-judge-handler-throttles',
      alarmDescription: 'Calls of the function late-dev-judge-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.judgeFunction.functionName },
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
      alarmName: 'late-dev-queue-age',
      alarmDescription: 'The consumer of the queue late-dev-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [
        { name: 'QueueName', value: this.mainQueueConstruct.queueName },
      ],
      statistic: 'Maximum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: oldest,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });

    new cloudwatch.CfnAlarm(this, 'MainQueueDeadLettersAlarm', {
      alarmName: 'late-dev-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue late-dev-dlq.',
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

    new cloudwatch.CfnAlarm(this, 'MainQueueDepthAlarm', {
      alarmName: 'late-dev-queue-depth',
      alarmDescription: 'Many messages wait in the queue late-dev-queue.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        { name: 'QueueName', value: this.mainQueueConstruct.queueName },
      ],
      statistic: 'Maximum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: waiting,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });

    new cloudwatch.CfnAlarm(this, 'SlowLaneQueueAgeAlarm', {
      alarmName: 'late-dev-slow-lane-queue-age',
      alarmDescription: 'The consumer of the queue late-dev-slow-lane-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [{ name: 'QueueName', value: this.slowLaneQueue.queueName }],
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

    new cloudwatch.CfnAlarm(this, 'SlowLaneQueueDeadLettersAlarm', {
      alarmName: 'late-dev-slow-lane-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue late-dev-slow-lane-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        { name: 'QueueName', value: this.slowLaneDeadLetters.queueName },
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
      alarmName: 'late-dev-work-handler-errors',
      alarmDescription: 'Calls of the function late-dev-work-handler fail.',
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
      threshold: faults,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });

    new cloudwatch.CfnAlarm(this, 'WorkFunctionThrottlesAlarm', {
      alarmName: 'late-dev-work-handler-throttles',
      alarmDescription: 'Calls of the function late-dev-work-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.workFunction.functionName },
      ],
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      threshold: mainQueue,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });

    Tags.of(this).add('owner', owner);
    Tags.of(this).add('level', level);
    new CfnOutput(this, 'BatchOutput', { value: String(batch) }).overrideLogicalId('Batch');
    new CfnOutput(this, 'DoubledOutput', {
      value: `<${keep}s, ${largest}B, ${limit}/s, ${faults}%>`,
    }).overrideLogicalId('Doubled');
    new CfnOutput(this, 'KeepOutput', { value: `${keep}s` }).overrideLogicalId('Keep');

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

/** The number, if it is one of the range. */
function within(
  name: string,
  value: number,
  least: number,
  most: number,
  { fractions } = { fractions: false },
): number {
  if (!(value >= least && value <= most)) {
    throw new RangeError(`${name} must be ${least} to ${most}, not ${value}`);
  }
  if (!fractions && !Number.isInteger(value)) {
    throw new RangeError(`${name} must be a whole number, not ${value}`);
  }
  return value;
}

/** The text, if it is as long as it must be and matches each pattern. */
function matching(
  name: string,
  value: string,
  patterns: string[],
  shortest = 0,
  longest = Infinity,
): string {
  const length = [...value].length;
  if (length < shortest || length > longest) {
    throw new RangeError(`${name} must have ${shortest} to ${longest} characters`);
  }
  for (const pattern of patterns) {
    if (!new RegExp(pattern, 's').test(value)) {
      throw new RangeError(`${name} must match ${pattern}`);
    }
  }
  return value;
}

/** The text, if it is one of the words. */
function oneOf(name: string, value: string, words: string[]): string {
  if (!words.includes(value)) {
    throw new RangeError(`${name} must be one of ${words.join(', ')}`);
  }
  return value;
}
