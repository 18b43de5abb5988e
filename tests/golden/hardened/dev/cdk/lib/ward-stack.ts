// Made by apiqc: the next build writes this file anew. What is yours belongs
// into extension.ts.
import {
  CfnResource,
  Duration,
  Fn,
  RemovalPolicy,
  Stack,
  StackProps,
} from 'aws-cdk-lib';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';

export interface WardStackProps extends StackProps {}

/**
 * Every kind as a security review wants it.
 */
export class WardStack extends Stack {
  readonly admitFunction: lambda.Function;
  readonly api: apigatewayv2.CfnApi;
  readonly apiStage: apigatewayv2.CfnStage;
  readonly hearFunction: lambda.Function;
  readonly insideVpc: ec2.CfnVPC;
  readonly intakeDeadLetters: sqs.Queue;
  readonly intakeQueue: sqs.Queue;
  readonly keepOrderFunction: lambda.Function;
  readonly key: kms.Key;
  readonly laterDeadLetters: sqs.Queue;
  readonly laterQueue: sqs.Queue;
  readonly lookFunction: lambda.Function;
  readonly newsTopic: sns.Topic;
  readonly outsideVpc: ec2.CfnVPC;
  readonly providerMaince34d7DeadLetters: sqs.Queue;
  readonly providerMaince34d7Queue: sqs.Queue;
  readonly providerWork6398a4Function: lambda.Function;
  readonly repairFunction: lambda.Function;
  readonly strictDeadLetters: sqs.Queue;
  readonly strictQueue: sqs.Queue;
  readonly sweepDeadLetters: sqs.Queue;
  readonly sweepFunction: lambda.Function;
  readonly tidyFunction: lambda.CfnFunction;
  readonly toldLaterDeadLetters: sqs.Queue;
  readonly toldLaterQueue: sqs.Queue;
  readonly toldTopic: sns.Topic;
  readonly workFunction: lambda.Function;

  constructor(scope: Construct, id: string, props: WardStackProps = {}) {
    super(scope, id, { description: 'Every kind as a security review wants it.', ...props });

    // ---- Encryption ---------------------------------------------------------

    this.key = new kms.Key(this, 'Key', {
      description: 'Key of the stack ward-dev-queue-stack.',
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
            sid: 'DeliverNewsToldLater',
            principals: [new iam.ServicePrincipal('sns.amazonaws.com')],
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: ['*'],
            conditions: {
              ArnEquals: {
                'aws:SourceArn': `arn:${this.partition}:sns:${this.region}:${this.account}:ward-dev-news-topic`,
              },
              StringEquals: { 'aws:SourceAccount': this.account },
            },
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
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/ward-dev-admit-handler`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/ward-dev-hear-handler`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/ward-dev-keep-order-handler`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/ward-dev-look-handler`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/ward-dev-provider-work-handler`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/ward-dev-repair-handler`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/ward-dev-sweep-handler`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/ward-dev-tidy-handler`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/ward-dev-work-handler`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/vendedlogs/ward-dev-http-api`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/vendedlogs/ward-dev-inside-network`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/vendedlogs/ward-dev-outside-network`,
                ],
              },
            },
          }),
        ],
      }),
      removalPolicy: RemovalPolicy.DESTROY,
    });

    new kms.CfnAlias(this, 'KeyAlias', {
      aliasName: 'alias/ward-dev-key',
      targetKeyId: this.key.keyId,
    });

    // ---- Network ------------------------------------------------------------

    // Where all handlers lie: nothing in it reaches the internet.
    this.insideVpc = new ec2.CfnVPC(this, 'InsideVpc', {
      cidrBlock: '10.0.0.0/16',
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: [{ key: 'Name', value: 'ward-dev-inside-network' }],
    });
    this.insideVpc.addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'NIST.800.53.R5-VPCDefaultSecurityGroupClosed',
          reason: 'Nothing is in the default group, whose rules a template cannot take away: what lies in this network names a group of its own.',
        },
        {
          id: 'HIPAA.Security-VPCDefaultSecurityGroupClosed',
          reason: 'Nothing is in the default group, whose rules a template cannot take away: what lies in this network names a group of its own.',
        },
        {
          id: 'PCI.DSS.321-VPCDefaultSecurityGroupClosed',
          reason: 'Nothing is in the default group, whose rules a template cannot take away: what lies in this network names a group of its own.',
        },
      ],
    });

    const insideEndpointsGroup = new ec2.CfnSecurityGroup(this, 'InsideEndpointsGroup', {
      vpcId: this.insideVpc.ref,
      groupDescription: 'Who may reach the endpoints of ward-dev-inside-network.',
      securityGroupEgress: [
        {
          cidrIp: '127.0.0.1/32',
          description: 'To nowhere.',
          ipProtocol: '-1',
        },
      ],
      tags: [{ key: 'Name', value: 'ward-dev-inside-network-endpoints' }],
    });

    const insideHandlersGroup = new ec2.CfnSecurityGroup(this, 'InsideHandlersGroup', {
      vpcId: this.insideVpc.ref,
      groupDescription: 'What the handlers in ward-dev-inside-network may reach.',
      securityGroupEgress: [
        {
          destinationSecurityGroupId: insideEndpointsGroup.ref,
          description: 'To the endpoints.',
          ipProtocol: 'tcp',
          fromPort: 443,
          toPort: 443,
        },
        {
          cidrIp: '0.0.0.0/0',
          description: 'To the gateway endpoints: no route leads elsewhere.',
          ipProtocol: 'tcp',
          fromPort: 443,
          toPort: 443,
        },
      ],
      tags: [{ key: 'Name', value: 'ward-dev-inside-network-handlers' }],
    });

    const insideHandlersSubnet1 = new ec2.CfnSubnet(this, 'InsideHandlersSubnet1', {
      vpcId: this.insideVpc.ref,
      availabilityZone: Fn.select(0, Fn.getAzs()),
      cidrBlock: '10.0.0.0/18',
      mapPublicIpOnLaunch: false,
      tags: [{ key: 'Name', value: 'ward-dev-inside-network-handlers-1' }],
    });

    const insideHandlersSubnet2 = new ec2.CfnSubnet(this, 'InsideHandlersSubnet2', {
      vpcId: this.insideVpc.ref,
      availabilityZone: Fn.select(1, Fn.getAzs()),
      cidrBlock: '10.0.64.0/18',
      mapPublicIpOnLaunch: false,
      tags: [{ key: 'Name', value: 'ward-dev-inside-network-handlers-2' }],
    });

    // ---- Queues and topics --------------------------------------------------

    // Alarms speak to it, and so does a handler whose calls fail.
    this.toldTopic = new sns.Topic(this, 'ToldTopic', {
      topicName: 'ward-dev-told-topic',
      masterKey: this.key,
    });
    this.toldTopic.applyRemovalPolicy(RemovalPolicy.DESTROY);

    // Dead letters of the queue intake.
    this.intakeDeadLetters = new sqs.Queue(this, 'IntakeDeadLetters', {
      queueName: 'ward-dev-intake-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.minutes(3),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const cfnIntakeDeadLetters = this.intakeDeadLetters.node.defaultChild as sqs.CfnQueue;
    cfnIntakeDeadLetters.kmsMasterKeyId = 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    cfnIntakeDeadLetters.redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:ward-dev-intake-queue`,
      ],
    };

    this.intakeQueue = new sqs.Queue(this, 'IntakeQueue', {
      queueName: 'ward-dev-intake-queue',
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      deadLetterQueue: { queue: this.intakeDeadLetters, maxReceiveCount: 5 },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    (this.intakeQueue.node.defaultChild as sqs.CfnQueue).kmsMasterKeyId = 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';

    // Dead letters of the queue later.
    this.laterDeadLetters = new sqs.Queue(this, 'LaterDeadLetters', {
      queueName: 'ward-dev-later-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryptionMasterKey: this.key,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    (this.laterDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:ward-dev-later-queue`,
      ],
    };

    this.laterQueue = new sqs.Queue(this, 'LaterQueue', {
      queueName: 'ward-dev-later-queue',
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      encryptionMasterKey: this.key,
      deadLetterQueue: { queue: this.laterDeadLetters, maxReceiveCount: 5 },
      removalPolicy: RemovalPolicy.DESTROY,
    });

    // ---- Roles --------------------------------------------------------------

    const workFunctionRolePolicy = new iam.ManagedPolicy(this, 'WorkFunctionRolePolicy', {
      description: 'What the function ward-dev-work-handler may do.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'AllowSeeMetrics',
            actions: ['cloudwatch:DescribeAnomalyDetectors'],
            resources: ['*'],
          }),
          new iam.PolicyStatement({
            sid: 'AllowSeeMetrics2',
            actions: ['dynamodb:Query'],
            resources: [
              'arn:aws:dynamodb:eu-west-1:123456789012:table/book/index/*',
            ],
          }),
          new iam.PolicyStatement({
            sid: 'AllowSeeMetrics3',
            actions: ['dynamodb:GetItem'],
            resources: [
              'arn:aws:dynamodb:eu-west-1:123456789012:table/old-book-*',
            ],
          }),
          new iam.PolicyStatement({
            sid: 'GetBook',
            actions: ['dynamodb:GetItem', 'dynamodb:Query'],
            resources: ['arn:aws:dynamodb:eu-west-1:123456789012:table/book'],
          }),
          new iam.PolicyStatement({
            sid: 'GetLake',
            actions: ['s3:GetObject'],
            resources: ['arn:aws:s3:::ward-lake/raw/*'],
            conditions: {
              StringEquals: { 'aws:ResourceAccount': this.account },
            },
          }),
          new iam.PolicyStatement({
            sid: 'GetLevel',
            actions: ['ssm:GetParameter'],
            resources: ['arn:aws:ssm:eu-west-1:123456789012:parameter/level'],
          }),
          new iam.PolicyStatement({
            sid: 'GetToken',
            actions: ['secretsmanager:GetSecretValue'],
            resources: [
              'arn:aws:secretsmanager:eu-west-1:123456789012:secret:token-a1B2c3',
            ],
          }),
          new iam.PolicyStatement({
            sid: 'InvokePeer',
            actions: ['lambda:InvokeFunction'],
            resources: ['arn:aws:lambda:eu-west-1:123456789012:function:peer'],
          }),
          new iam.PolicyStatement({
            sid: 'KeyBook',
            actions: ['kms:Decrypt'],
            resources: [
              'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
            ],
            conditions: {
              StringEquals: {
                'kms:ViaService': `dynamodb.${this.region}.amazonaws.com`,
              },
            },
          }),
          new iam.PolicyStatement({
            sid: 'Log',
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [
              `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/ward-dev-work-handler:*`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'NetworkDenyInside',
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
                'lambda:SourceFunctionArn': `arn:${this.partition}:lambda:${this.region}:${this.account}:function:ward-dev-work-handler`,
              },
            },
          }),
          new iam.PolicyStatement({
            sid: 'NetworkInside',
            actions: ['ec2:CreateNetworkInterface'],
            resources: [
              `arn:${this.partition}:ec2:${this.region}:${this.account}:network-interface/*`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:security-group/${insideHandlersGroup.ref}`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${insideHandlersSubnet1.ref}`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${insideHandlersSubnet2.ref}`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'NetworkManageInside',
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
          new iam.PolicyStatement({
            sid: 'PutEventsEvents',
            actions: ['events:PutEvents'],
            resources: [
              'arn:aws:events:eu-west-1:123456789012:event-bus/events',
            ],
          }),
          new iam.PolicyStatement({
            sid: 'PutLake',
            actions: ['s3:PutObject'],
            resources: ['arn:aws:s3:::ward-lake/done/*'],
            conditions: {
              StringEquals: { 'aws:ResourceAccount': this.account },
            },
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
            resources: [
              'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
            ],
            conditions: {
              StringEquals: {
                'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                'kms:EncryptionContext:aws:sqs:arn': this.intakeQueue.queueArn,
              },
            },
          }),
          new iam.PolicyStatement({
            sid: 'SendKeyLater',
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: [this.key.keyArn],
            conditions: {
              StringEquals: {
                'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                'kms:EncryptionContext:aws:sqs:arn': this.laterQueue.queueArn,
              },
            },
          }),
          new iam.PolicyStatement({
            sid: 'SendLater',
            actions: ['sqs:SendMessage'],
            resources: [this.laterQueue.queueArn],
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
    });
    resourceOf(workFunctionRolePolicy).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written. Traces: AWS defines these actions on * alone. Network interfaces: they have no name before they are made and are described on * alone; a Deny keeps the function\'s own code out. Objects: the wildcard stands for those of one bucket of this account, below the prefix that the program names. A written policy: AWS defines its actions on * alone, or the wildcard stays within one thing that it names. The program says why: a table for each year',
        },
      ],
    });

    const workFunctionRole = new iam.Role(this, 'WorkFunctionRole', {
      description: 'What the function ward-dev-work-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [workFunctionRolePolicy],
    });

    // ---- Network ------------------------------------------------------------

    const insideHandlersRoutes1 = new ec2.CfnRouteTable(this, 'InsideHandlersRoutes1', {
      vpcId: this.insideVpc.ref,
      tags: [{ key: 'Name', value: 'ward-dev-inside-network-handlers-1' }],
    });

    const insideHandlersRoutes2 = new ec2.CfnRouteTable(this, 'InsideHandlersRoutes2', {
      vpcId: this.insideVpc.ref,
      tags: [{ key: 'Name', value: 'ward-dev-inside-network-handlers-2' }],
    });

    new ec2.CfnVPCEndpoint(this, 'InsideDynamodbVpcEndpoint', {
      vpcId: this.insideVpc.ref,
      serviceName: `com.amazonaws.${this.region}.dynamodb`,
      policyDocument: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'WorkAllowSeeMetrics2',
            principals: [new iam.StarPrincipal()],
            actions: ['dynamodb:Query'],
            resources: [
              'arn:aws:dynamodb:eu-west-1:123456789012:table/book/index/*',
            ],
            conditions: {
              ArnEquals: { 'aws:PrincipalArn': workFunctionRole.roleArn },
            },
          }),
          new iam.PolicyStatement({
            sid: 'WorkAllowSeeMetrics3',
            principals: [new iam.StarPrincipal()],
            actions: ['dynamodb:GetItem'],
            resources: [
              'arn:aws:dynamodb:eu-west-1:123456789012:table/old-book-*',
            ],
            conditions: {
              ArnEquals: { 'aws:PrincipalArn': workFunctionRole.roleArn },
            },
          }),
          new iam.PolicyStatement({
            sid: 'WorkGetBook',
            principals: [new iam.StarPrincipal()],
            actions: ['dynamodb:GetItem', 'dynamodb:Query'],
            resources: ['arn:aws:dynamodb:eu-west-1:123456789012:table/book'],
            conditions: {
              ArnEquals: { 'aws:PrincipalArn': workFunctionRole.roleArn },
            },
          }),
        ],
      }),
      vpcEndpointType: 'Gateway',
      routeTableIds: [insideHandlersRoutes1.ref, insideHandlersRoutes2.ref],
      tags: [{ key: 'Name', value: 'ward-dev-inside-network-dynamodb' }],
    });

    new ec2.CfnSecurityGroupIngress(this, 'InsideEndpointsIngress1', {
      groupId: insideEndpointsGroup.ref,
      sourceSecurityGroupId: insideHandlersGroup.ref,
      description: 'From the handlers.',
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
    });

    new ec2.CfnVPCEndpoint(this, 'InsideEventsVpcEndpoint', {
      vpcId: this.insideVpc.ref,
      serviceName: `com.amazonaws.${this.region}.events`,
      policyDocument: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'Account',
            principals: [new iam.StarPrincipal()],
            actions: ['events:*'],
            resources: ['*'],
            conditions: {
              StringEquals: { 'aws:PrincipalAccount': this.account },
            },
          }),
        ],
      }),
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      securityGroupIds: [insideEndpointsGroup.ref],
      subnetIds: [insideHandlersSubnet1.ref, insideHandlersSubnet2.ref],
      tags: [{ key: 'Name', value: 'ward-dev-inside-network-events' }],
    });

    new ec2.CfnSubnetRouteTableAssociation(this, 'InsideHandlersAssociation1', {
      routeTableId: insideHandlersRoutes1.ref,
      subnetId: insideHandlersSubnet1.ref,
    });

    new ec2.CfnSubnetRouteTableAssociation(this, 'InsideHandlersAssociation2', {
      routeTableId: insideHandlersRoutes2.ref,
      subnetId: insideHandlersSubnet2.ref,
    });

    new ec2.CfnVPCEndpoint(this, 'InsideLambdaVpcEndpoint', {
      vpcId: this.insideVpc.ref,
      serviceName: `com.amazonaws.${this.region}.lambda`,
      policyDocument: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'WorkInvokePeer',
            principals: [new iam.StarPrincipal()],
            actions: ['lambda:InvokeFunction'],
            resources: ['arn:aws:lambda:eu-west-1:123456789012:function:peer'],
            conditions: {
              ArnEquals: { 'aws:PrincipalArn': workFunctionRole.roleArn },
            },
          }),
        ],
      }),
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      securityGroupIds: [insideEndpointsGroup.ref],
      subnetIds: [insideHandlersSubnet1.ref, insideHandlersSubnet2.ref],
      tags: [{ key: 'Name', value: 'ward-dev-inside-network-lambda' }],
    });

    new ec2.CfnVPCEndpoint(this, 'InsideMonitoringVpcEndpoint', {
      vpcId: this.insideVpc.ref,
      serviceName: `com.amazonaws.${this.region}.monitoring`,
      policyDocument: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'WorkAllowSeeMetrics',
            principals: [new iam.StarPrincipal()],
            actions: ['cloudwatch:DescribeAnomalyDetectors'],
            resources: ['*'],
            conditions: {
              ArnEquals: { 'aws:PrincipalArn': workFunctionRole.roleArn },
            },
          }),
        ],
      }),
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      securityGroupIds: [insideEndpointsGroup.ref],
      subnetIds: [insideHandlersSubnet1.ref, insideHandlersSubnet2.ref],
      tags: [{ key: 'Name', value: 'ward-dev-inside-network-monitoring' }],
    });

    new ec2.CfnVPCEndpoint(this, 'InsideS3VpcEndpoint', {
      vpcId: this.insideVpc.ref,
      serviceName: `com.amazonaws.${this.region}.s3`,
      policyDocument: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'WorkGetLake',
            principals: [new iam.StarPrincipal()],
            actions: ['s3:GetObject'],
            resources: ['arn:aws:s3:::ward-lake/raw/*'],
            conditions: {
              ArnEquals: { 'aws:PrincipalArn': workFunctionRole.roleArn },
              StringEquals: { 'aws:ResourceAccount': this.account },
            },
          }),
          new iam.PolicyStatement({
            sid: 'WorkPutLake',
            principals: [new iam.StarPrincipal()],
            actions: ['s3:PutObject'],
            resources: ['arn:aws:s3:::ward-lake/done/*'],
            conditions: {
              ArnEquals: { 'aws:PrincipalArn': workFunctionRole.roleArn },
              StringEquals: { 'aws:ResourceAccount': this.account },
            },
          }),
        ],
      }),
      vpcEndpointType: 'Gateway',
      routeTableIds: [insideHandlersRoutes1.ref, insideHandlersRoutes2.ref],
      tags: [{ key: 'Name', value: 'ward-dev-inside-network-s3' }],
    });

    // ---- Queues and topics --------------------------------------------------

    // Dead letters of the queue provider.main.
    this.providerMaince34d7DeadLetters = new sqs.Queue(this, 'ProviderMaince34d7DeadLetters', {
      queueName: 'ward-dev-provider-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryptionMasterKey: this.key,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    (this.providerMaince34d7DeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:ward-dev-provider-queue`,
      ],
    };

    // Calls as they came, not checked yet.
    this.providerMaince34d7Queue = new sqs.Queue(this, 'ProviderMaince34d7Queue', {
      queueName: 'ward-dev-provider-queue',
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      encryptionMasterKey: this.key,
      deadLetterQueue: {
        queue: this.providerMaince34d7DeadLetters,
        maxReceiveCount: 5,
      },
      removalPolicy: RemovalPolicy.DESTROY,
    });

    // ---- Roles --------------------------------------------------------------

    const providerWork6398a4FunctionRolePolicy = new iam.ManagedPolicy(this, 'ProviderWork6398a4FunctionRolePolicy', {
      description: 'What the function ward-dev-provider-work-handler may do.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'GetToken',
            actions: ['secretsmanager:GetSecretValue'],
            resources: [
              'arn:aws:secretsmanager:eu-west-1:123456789012:secret:token-a1B2c3',
            ],
          }),
          new iam.PolicyStatement({
            sid: 'Log',
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [
              `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/ward-dev-provider-work-handler:*`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'NetworkDenyInside',
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
                'lambda:SourceFunctionArn': `arn:${this.partition}:lambda:${this.region}:${this.account}:function:ward-dev-provider-work-handler`,
              },
            },
          }),
          new iam.PolicyStatement({
            sid: 'NetworkInside',
            actions: ['ec2:CreateNetworkInterface'],
            resources: [
              `arn:${this.partition}:ec2:${this.region}:${this.account}:network-interface/*`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:security-group/${insideHandlersGroup.ref}`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${insideHandlersSubnet1.ref}`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${insideHandlersSubnet2.ref}`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'NetworkManageInside',
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
    });
    resourceOf(providerWork6398a4FunctionRolePolicy).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written. Traces: AWS defines these actions on * alone. Network interfaces: they have no name before they are made and are described on * alone; a Deny keeps the function\'s own code out.',
        },
      ],
    });

    const providerWork6398a4FunctionRole = new iam.Role(this, 'ProviderWork6398a4FunctionRole', {
      description: 'What the function ward-dev-provider-work-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [providerWork6398a4FunctionRolePolicy],
    });

    // ---- Network ------------------------------------------------------------

    new ec2.CfnVPCEndpoint(this, 'InsideSecretsmanagerVpcEndpoint', {
      vpcId: this.insideVpc.ref,
      serviceName: `com.amazonaws.${this.region}.secretsmanager`,
      policyDocument: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'ProviderWorkGetToken',
            principals: [new iam.StarPrincipal()],
            actions: ['secretsmanager:GetSecretValue'],
            resources: [
              'arn:aws:secretsmanager:eu-west-1:123456789012:secret:token-a1B2c3',
            ],
            conditions: {
              ArnEquals: {
                'aws:PrincipalArn': providerWork6398a4FunctionRole.roleArn,
              },
            },
          }),
          new iam.PolicyStatement({
            sid: 'WorkGetToken',
            principals: [new iam.StarPrincipal()],
            actions: ['secretsmanager:GetSecretValue'],
            resources: [
              'arn:aws:secretsmanager:eu-west-1:123456789012:secret:token-a1B2c3',
            ],
            conditions: {
              ArnEquals: { 'aws:PrincipalArn': workFunctionRole.roleArn },
            },
          }),
        ],
      }),
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      securityGroupIds: [insideEndpointsGroup.ref],
      subnetIds: [insideHandlersSubnet1.ref, insideHandlersSubnet2.ref],
      tags: [{ key: 'Name', value: 'ward-dev-inside-network-secretsmanager' }],
    });

    new ec2.CfnVPCEndpoint(this, 'InsideSnsVpcEndpoint', {
      vpcId: this.insideVpc.ref,
      serviceName: `com.amazonaws.${this.region}.sns`,
      policyDocument: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'WorkPublishTold',
            principals: [new iam.StarPrincipal()],
            actions: ['sns:Publish'],
            resources: [this.toldTopic.topicArn],
            conditions: {
              ArnEquals: { 'aws:PrincipalArn': workFunctionRole.roleArn },
            },
          }),
        ],
      }),
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      securityGroupIds: [insideEndpointsGroup.ref],
      subnetIds: [insideHandlersSubnet1.ref, insideHandlersSubnet2.ref],
      tags: [{ key: 'Name', value: 'ward-dev-inside-network-sns' }],
    });

    new ec2.CfnVPCEndpoint(this, 'InsideSqsVpcEndpoint', {
      vpcId: this.insideVpc.ref,
      serviceName: `com.amazonaws.${this.region}.sqs`,
      policyDocument: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'WorkSendLater',
            principals: [new iam.StarPrincipal()],
            actions: ['sqs:SendMessage'],
            resources: [this.laterQueue.queueArn],
            conditions: {
              ArnEquals: { 'aws:PrincipalArn': workFunctionRole.roleArn },
            },
          }),
        ],
      }),
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      securityGroupIds: [insideEndpointsGroup.ref],
      subnetIds: [insideHandlersSubnet1.ref, insideHandlersSubnet2.ref],
      tags: [{ key: 'Name', value: 'ward-dev-inside-network-sqs' }],
    });

    new ec2.CfnVPCEndpoint(this, 'InsideSsmVpcEndpoint', {
      vpcId: this.insideVpc.ref,
      serviceName: `com.amazonaws.${this.region}.ssm`,
      policyDocument: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'WorkGetLevel',
            principals: [new iam.StarPrincipal()],
            actions: ['ssm:GetParameter'],
            resources: ['arn:aws:ssm:eu-west-1:123456789012:parameter/level'],
            conditions: {
              ArnEquals: { 'aws:PrincipalArn': workFunctionRole.roleArn },
            },
          }),
        ],
      }),
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      securityGroupIds: [insideEndpointsGroup.ref],
      subnetIds: [insideHandlersSubnet1.ref, insideHandlersSubnet2.ref],
      tags: [{ key: 'Name', value: 'ward-dev-inside-network-ssm' }],
    });

    // ---- Roles --------------------------------------------------------------

    const insideVpcLogsRolePolicy = new iam.ManagedPolicy(this, 'InsideVpcLogsRolePolicy', {
      description: 'How the flow log of the network ward-dev-inside-network is written.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'DeliverInside',
            actions: [
              'logs:CreateLogStream',
              'logs:DescribeLogStreams',
              'logs:PutLogEvents',
            ],
            resources: [
              `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/vendedlogs/ward-dev-inside-network:*`,
            ],
          }),
        ],
      }),
    });
    resourceOf(insideVpcLogsRolePolicy).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const insideVpcLogsRole = new iam.Role(this, 'InsideVpcLogsRole', {
      description: 'How the flow log of the network ward-dev-inside-network is written.',
      assumedBy: new iam.ServicePrincipal('vpc-flow-logs.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': this.account },
          ArnLike: {
            'aws:SourceArn': `arn:${this.partition}:ec2:${this.region}:${this.account}:vpc-flow-log/*`,
          },
        },
      }),
      managedPolicies: [insideVpcLogsRolePolicy],
    });

    // ---- Logs ---------------------------------------------------------------

    const insideVpcLogs = new logs.LogGroup(this, 'InsideVpcLogs', {
      logGroupName: '/aws/vendedlogs/ward-dev-inside-network',
      retention: logs.RetentionDays.ONE_YEAR,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    // ---- Network ------------------------------------------------------------

    new ec2.CfnFlowLog(this, 'InsideVpcFlowLog', {
      deliverLogsPermissionArn: insideVpcLogsRole.roleArn,
      logDestinationType: 'cloud-watch-logs',
      logGroupName: insideVpcLogs.logGroupName,
      resourceId: this.insideVpc.ref,
      resourceType: 'VPC',
      trafficType: 'ALL',
      tags: [{ key: 'Name', value: 'ward-dev-inside-network' }],
    });

    // For what calls others outside.
    this.outsideVpc = new ec2.CfnVPC(this, 'OutsideVpc', {
      cidrBlock: '10.1.0.0/16',
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: [{ key: 'Name', value: 'ward-dev-outside-network' }],
    });
    this.outsideVpc.addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'NIST.800.53.R5-VPCDefaultSecurityGroupClosed',
          reason: 'Nothing is in the default group, whose rules a template cannot take away: what lies in this network names a group of its own.',
        },
        {
          id: 'HIPAA.Security-VPCDefaultSecurityGroupClosed',
          reason: 'Nothing is in the default group, whose rules a template cannot take away: what lies in this network names a group of its own.',
        },
        {
          id: 'PCI.DSS.321-VPCDefaultSecurityGroupClosed',
          reason: 'Nothing is in the default group, whose rules a template cannot take away: what lies in this network names a group of its own.',
        },
      ],
    });

    const outsideEndpointsGroup = new ec2.CfnSecurityGroup(this, 'OutsideEndpointsGroup', {
      vpcId: this.outsideVpc.ref,
      groupDescription: 'Who may reach the endpoints of ward-dev-outside-network.',
      securityGroupEgress: [
        {
          cidrIp: '127.0.0.1/32',
          description: 'To nowhere.',
          ipProtocol: '-1',
        },
      ],
      tags: [{ key: 'Name', value: 'ward-dev-outside-network-endpoints' }],
    });

    const outsideHandlersGroup = new ec2.CfnSecurityGroup(this, 'OutsideHandlersGroup', {
      vpcId: this.outsideVpc.ref,
      groupDescription: 'What the handlers in ward-dev-outside-network may reach.',
      securityGroupEgress: [
        {
          destinationSecurityGroupId: outsideEndpointsGroup.ref,
          description: 'To the endpoints.',
          ipProtocol: 'tcp',
          fromPort: 443,
          toPort: 443,
        },
        {
          cidrIp: '0.0.0.0/0',
          description: 'To anywhere, by the NAT gateways.',
          ipProtocol: 'tcp',
          fromPort: 443,
          toPort: 443,
        },
      ],
      tags: [{ key: 'Name', value: 'ward-dev-outside-network-handlers' }],
    });

    new ec2.CfnSecurityGroupIngress(this, 'OutsideEndpointsIngress1', {
      groupId: outsideEndpointsGroup.ref,
      sourceSecurityGroupId: outsideHandlersGroup.ref,
      description: 'From the handlers.',
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
    });

    const outsideHandlersRoutes1 = new ec2.CfnRouteTable(this, 'OutsideHandlersRoutes1', {
      vpcId: this.outsideVpc.ref,
      tags: [{ key: 'Name', value: 'ward-dev-outside-network-handlers-1' }],
    });

    const outsideHandlersSubnet1 = new ec2.CfnSubnet(this, 'OutsideHandlersSubnet1', {
      vpcId: this.outsideVpc.ref,
      availabilityZone: Fn.select(0, Fn.getAzs()),
      cidrBlock: '10.1.0.0/17',
      mapPublicIpOnLaunch: false,
      tags: [{ key: 'Name', value: 'ward-dev-outside-network-handlers-1' }],
    });

    new ec2.CfnSubnetRouteTableAssociation(this, 'OutsideHandlersAssociation1', {
      routeTableId: outsideHandlersRoutes1.ref,
      subnetId: outsideHandlersSubnet1.ref,
    });

    const outsideInternetGateway = new ec2.CfnInternetGateway(this, 'OutsideInternetGateway', {
      tags: [{ key: 'Name', value: 'ward-dev-outside-network' }],
    });

    const outsideInternetAttachment = new ec2.CfnVPCGatewayAttachment(this, 'OutsideInternetAttachment', {
      vpcId: this.outsideVpc.ref,
      internetGatewayId: outsideInternetGateway.ref,
    });

    const outsideNatAddress1 = new ec2.CfnEIP(this, 'OutsideNatAddress1', {
      domain: 'vpc',
      tags: [{ key: 'Name', value: 'ward-dev-outside-network-public-1' }],
    });
    outsideNatAddress1.addResourceDependency(outsideInternetAttachment);

    const outsidePublicSubnet1 = new ec2.CfnSubnet(this, 'OutsidePublicSubnet1', {
      vpcId: this.outsideVpc.ref,
      availabilityZone: Fn.select(0, Fn.getAzs()),
      cidrBlock: '10.1.128.0/17',
      mapPublicIpOnLaunch: false,
      tags: [{ key: 'Name', value: 'ward-dev-outside-network-public-1' }],
    });

    const outsideNatGateway1 = new ec2.CfnNatGateway(this, 'OutsideNatGateway1', {
      allocationId: outsideNatAddress1.attrAllocationId,
      subnetId: outsidePublicSubnet1.ref,
      tags: [{ key: 'Name', value: 'ward-dev-outside-network-public-1' }],
    });
    outsideNatGateway1.addResourceDependency(outsideInternetAttachment);

    new ec2.CfnRoute(this, 'OutsideHandlersWayOut1', {
      destinationCidrBlock: '0.0.0.0/0',
      natGatewayId: outsideNatGateway1.ref,
      routeTableId: outsideHandlersRoutes1.ref,
    });

    const outsidePublicRoutes = new ec2.CfnRouteTable(this, 'OutsidePublicRoutes', {
      vpcId: this.outsideVpc.ref,
      tags: [{ key: 'Name', value: 'ward-dev-outside-network-public' }],
    });

    new ec2.CfnSubnetRouteTableAssociation(this, 'OutsidePublicAssociation1', {
      routeTableId: outsidePublicRoutes.ref,
      subnetId: outsidePublicSubnet1.ref,
    });

    const outsidePublicWayOut = new ec2.CfnRoute(this, 'OutsidePublicWayOut', {
      destinationCidrBlock: '0.0.0.0/0',
      gatewayId: outsideInternetGateway.ref,
      routeTableId: outsidePublicRoutes.ref,
    });
    outsidePublicWayOut.addResourceDependency(outsideInternetAttachment);
    outsidePublicWayOut.addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'NIST.800.53.R5-VPCNoUnrestrictedRouteToIGW',
          reason: 'The program asks for a way out: only NAT gateways, which let nobody in, lie in the subnets of this route.',
        },
        {
          id: 'HIPAA.Security-VPCNoUnrestrictedRouteToIGW',
          reason: 'The program asks for a way out: only NAT gateways, which let nobody in, lie in the subnets of this route.',
        },
        {
          id: 'PCI.DSS.321-VPCNoUnrestrictedRouteToIGW',
          reason: 'The program asks for a way out: only NAT gateways, which let nobody in, lie in the subnets of this route.',
        },
      ],
    });

    // ---- Queues and topics --------------------------------------------------

    // What is tidied up, for whoever wants to know.
    this.newsTopic = new sns.Topic(this, 'NewsTopic', {
      topicName: 'ward-dev-news-topic',
      masterKey: this.key,
    });
    this.newsTopic.applyRemovalPolicy(RemovalPolicy.DESTROY);

    // ---- Roles --------------------------------------------------------------

    const tidyFunctionRolePolicy = new iam.ManagedPolicy(this, 'TidyFunctionRolePolicy', {
      description: 'What the function ward-dev-tidy-handler may do.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'Log',
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [
              `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/ward-dev-tidy-handler:*`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'NetworkDenyOutside',
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
                'lambda:SourceFunctionArn': `arn:${this.partition}:lambda:${this.region}:${this.account}:function:ward-dev-tidy-handler`,
              },
            },
          }),
          new iam.PolicyStatement({
            sid: 'NetworkManageOutside',
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
            sid: 'NetworkOutside',
            actions: ['ec2:CreateNetworkInterface'],
            resources: [
              `arn:${this.partition}:ec2:${this.region}:${this.account}:network-interface/*`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:security-group/${outsideHandlersGroup.ref}`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${outsideHandlersSubnet1.ref}`,
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
            sid: 'ReceiveKeyLater',
            actions: ['kms:Decrypt'],
            resources: [this.key.keyArn],
            conditions: {
              StringEquals: {
                'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                'kms:EncryptionContext:aws:sqs:arn': this.laterQueue.queueArn,
              },
            },
          }),
          new iam.PolicyStatement({
            sid: 'ReceiveLater',
            actions: [
              'sqs:DeleteMessage',
              'sqs:GetQueueAttributes',
              'sqs:ReceiveMessage',
            ],
            resources: [this.laterQueue.queueArn],
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
    });
    resourceOf(tidyFunctionRolePolicy).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written. Traces: AWS defines these actions on * alone. Network interfaces: they have no name before they are made and are described on * alone; a Deny keeps the function\'s own code out.',
        },
      ],
    });

    const tidyFunctionRole = new iam.Role(this, 'TidyFunctionRole', {
      description: 'What the function ward-dev-tidy-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [tidyFunctionRolePolicy],
    });

    // ---- Network ------------------------------------------------------------

    new ec2.CfnVPCEndpoint(this, 'OutsideSnsVpcEndpoint', {
      vpcId: this.outsideVpc.ref,
      serviceName: `com.amazonaws.${this.region}.sns`,
      policyDocument: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'TidyPublishNews',
            principals: [new iam.StarPrincipal()],
            actions: ['sns:Publish'],
            resources: [this.newsTopic.topicArn],
            conditions: {
              ArnEquals: { 'aws:PrincipalArn': tidyFunctionRole.roleArn },
            },
          }),
        ],
      }),
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      securityGroupIds: [outsideEndpointsGroup.ref],
      subnetIds: [outsideHandlersSubnet1.ref],
      tags: [{ key: 'Name', value: 'ward-dev-outside-network-sns' }],
    });

    // ---- Roles --------------------------------------------------------------

    const outsideVpcLogsRolePolicy = new iam.ManagedPolicy(this, 'OutsideVpcLogsRolePolicy', {
      description: 'How the flow log of the network ward-dev-outside-network is written.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'DeliverOutside',
            actions: [
              'logs:CreateLogStream',
              'logs:DescribeLogStreams',
              'logs:PutLogEvents',
            ],
            resources: [
              `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/vendedlogs/ward-dev-outside-network:*`,
            ],
          }),
        ],
      }),
    });
    resourceOf(outsideVpcLogsRolePolicy).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const outsideVpcLogsRole = new iam.Role(this, 'OutsideVpcLogsRole', {
      description: 'How the flow log of the network ward-dev-outside-network is written.',
      assumedBy: new iam.ServicePrincipal('vpc-flow-logs.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': this.account },
          ArnLike: {
            'aws:SourceArn': `arn:${this.partition}:ec2:${this.region}:${this.account}:vpc-flow-log/*`,
          },
        },
      }),
      managedPolicies: [outsideVpcLogsRolePolicy],
    });

    // ---- Logs ---------------------------------------------------------------

    const outsideVpcLogs = new logs.LogGroup(this, 'OutsideVpcLogs', {
      logGroupName: '/aws/vendedlogs/ward-dev-outside-network',
      retention: logs.RetentionDays.ONE_YEAR,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    // ---- Network ------------------------------------------------------------

    new ec2.CfnFlowLog(this, 'OutsideVpcFlowLog', {
      deliverLogsPermissionArn: outsideVpcLogsRole.roleArn,
      logDestinationType: 'cloud-watch-logs',
      logGroupName: outsideVpcLogs.logGroupName,
      resourceId: this.outsideVpc.ref,
      resourceType: 'VPC',
      trafficType: 'ALL',
      tags: [{ key: 'Name', value: 'ward-dev-outside-network' }],
    });

    // ---- Queues and topics --------------------------------------------------

    this.intakeDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.intakeDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.intakeQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.intakeQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.laterDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.laterDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // ---- Roles --------------------------------------------------------------

    const laterIntakeRolePolicy = new iam.ManagedPolicy(this, 'LaterIntakeRolePolicy', {
      description: 'How the API ward-dev-http-api sends to the queue later.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'SendKeyLater',
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: [this.key.keyArn],
            conditions: {
              StringEquals: {
                'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                'kms:EncryptionContext:aws:sqs:arn': this.laterQueue.queueArn,
              },
            },
          }),
          new iam.PolicyStatement({
            sid: 'SendLater',
            actions: ['sqs:SendMessage'],
            resources: [this.laterQueue.queueArn],
          }),
        ],
      }),
    });

    const laterIntakeRole = new iam.Role(this, 'LaterIntakeRole', {
      description: 'How the API ward-dev-http-api sends to the queue later.',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      managedPolicies: [laterIntakeRolePolicy],
    });

    const oftenServiceRolePolicy = new iam.ManagedPolicy(this, 'OftenServiceRolePolicy', {
      description: 'What the schedule ward-dev-often-schedule may do.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'SendKeyLater',
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: [this.key.keyArn],
            conditions: {
              StringEquals: {
                'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                'kms:EncryptionContext:aws:sqs:arn': this.laterQueue.queueArn,
              },
            },
          }),
          new iam.PolicyStatement({
            sid: 'SendLater',
            actions: ['sqs:SendMessage'],
            resources: [this.laterQueue.queueArn],
          }),
        ],
      }),
    });

    const oftenServiceRole = new iam.Role(this, 'OftenServiceRole', {
      description: 'What the schedule ward-dev-often-schedule may do.',
      assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': this.account,
            'aws:SourceArn': `arn:${this.partition}:scheduler:${this.region}:${this.account}:schedule-group/default`,
          },
        },
      }),
      managedPolicies: [oftenServiceRolePolicy],
    });

    // ---- Queues and topics --------------------------------------------------

    this.laterQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'OnlySendMessage',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:SendMessage'],
      resources: [this.laterQueue.queueArn],
      conditions: {
        Bool: { 'aws:PrincipalIsAWSService': 'false' },
        ArnNotEquals: {
          'aws:PrincipalArn': [
            laterIntakeRole.roleArn,
            oftenServiceRole.roleArn,
            workFunctionRole.roleArn,
          ],
        },
      },
    }));
    this.laterQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.laterQueue.queueArn],
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

    this.providerMaince34d7DeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.providerMaince34d7DeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.providerMaince34d7Queue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.providerMaince34d7Queue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Dead letters of the queue strict.
    this.strictDeadLetters = new sqs.Queue(this, 'StrictDeadLetters', {
      queueName: 'ward-dev-strict-dlq.fifo',
      fifo: true,
      contentBasedDeduplication: true,
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryptionMasterKey: this.key,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    (this.strictDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:ward-dev-strict-queue.fifo`,
      ],
    };

    this.strictDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.strictDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.strictQueue = new sqs.Queue(this, 'StrictQueue', {
      queueName: 'ward-dev-strict-queue.fifo',
      fifo: true,
      contentBasedDeduplication: true,
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      encryptionMasterKey: this.key,
      deadLetterQueue: { queue: this.strictDeadLetters, maxReceiveCount: 5 },
      removalPolicy: RemovalPolicy.DESTROY,
    });

    this.strictQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.strictQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Failed calls of the handler sweep.
    this.sweepDeadLetters = new sqs.Queue(this, 'SweepDeadLetters', {
      queueName: 'ward-dev-sweep-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryptionMasterKey: this.key,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    this.sweepDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.sweepDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // Dead letters of the queue told_later.
    this.toldLaterDeadLetters = new sqs.Queue(this, 'ToldLaterDeadLetters', {
      queueName: 'ward-dev-told-later-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryptionMasterKey: this.key,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    (this.toldLaterDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:ward-dev-told-later-queue`,
      ],
    };

    this.toldLaterDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.toldLaterDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.toldLaterQueue = new sqs.Queue(this, 'ToldLaterQueue', {
      queueName: 'ward-dev-told-later-queue',
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      encryptionMasterKey: this.key,
      deadLetterQueue: {
        queue: this.toldLaterDeadLetters,
        maxReceiveCount: 5,
      },
      removalPolicy: RemovalPolicy.DESTROY,
    });

    this.toldLaterQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'DeliverNews',
      principals: [new iam.ServicePrincipal('sns.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [this.toldLaterQueue.queueArn],
      conditions: {
        ArnEquals: { 'aws:SourceArn': this.newsTopic.topicArn },
        StringEquals: { 'aws:SourceAccount': this.account },
      },
    }));
    this.toldLaterQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.toldLaterQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

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

    // ---- Logs ---------------------------------------------------------------

    const admitFunctionLogs = new logs.LogGroup(this, 'AdmitFunctionLogs', {
      logGroupName: '/aws/lambda/ward-dev-admit-handler',
      retention: logs.RetentionDays.ONE_YEAR,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    const apiLogs = new logs.LogGroup(this, 'ApiLogs', {
      logGroupName: '/aws/vendedlogs/ward-dev-http-api',
      retention: logs.RetentionDays.ONE_YEAR,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    const hearFunctionLogs = new logs.LogGroup(this, 'HearFunctionLogs', {
      logGroupName: '/aws/lambda/ward-dev-hear-handler',
      retention: logs.RetentionDays.ONE_YEAR,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    const keepOrderFunctionLogs = new logs.LogGroup(this, 'KeepOrderFunctionLogs', {
      logGroupName: '/aws/lambda/ward-dev-keep-order-handler',
      retention: logs.RetentionDays.ONE_YEAR,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    const lookFunctionLogs = new logs.LogGroup(this, 'LookFunctionLogs', {
      logGroupName: '/aws/lambda/ward-dev-look-handler',
      retention: logs.RetentionDays.ONE_YEAR,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    const providerWork6398a4FunctionLogs = new logs.LogGroup(this, 'ProviderWork6398a4FunctionLogs', {
      logGroupName: '/aws/lambda/ward-dev-provider-work-handler',
      retention: logs.RetentionDays.ONE_YEAR,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    const repairFunctionLogs = new logs.LogGroup(this, 'RepairFunctionLogs', {
      logGroupName: '/aws/lambda/ward-dev-repair-handler',
      retention: logs.RetentionDays.ONE_YEAR,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    const sweepFunctionLogs = new logs.LogGroup(this, 'SweepFunctionLogs', {
      logGroupName: '/aws/lambda/ward-dev-sweep-handler',
      retention: logs.RetentionDays.ONE_YEAR,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    const tidyFunctionLogs = new logs.LogGroup(this, 'TidyFunctionLogs', {
      logGroupName: '/aws/lambda/ward-dev-tidy-handler',
      retention: logs.RetentionDays.ONE_YEAR,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    const workFunctionLogs = new logs.LogGroup(this, 'WorkFunctionLogs', {
      logGroupName: '/aws/lambda/ward-dev-work-handler',
      retention: logs.RetentionDays.ONE_YEAR,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    // ---- Roles --------------------------------------------------------------

    const admitFunctionRolePolicy = new iam.ManagedPolicy(this, 'AdmitFunctionRolePolicy', {
      description: 'What the function ward-dev-admit-handler may do.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'Log',
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [
              `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/ward-dev-admit-handler:*`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'NetworkDenyInside',
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
                'lambda:SourceFunctionArn': `arn:${this.partition}:lambda:${this.region}:${this.account}:function:ward-dev-admit-handler`,
              },
            },
          }),
          new iam.PolicyStatement({
            sid: 'NetworkInside',
            actions: ['ec2:CreateNetworkInterface'],
            resources: [
              `arn:${this.partition}:ec2:${this.region}:${this.account}:network-interface/*`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:security-group/${insideHandlersGroup.ref}`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${insideHandlersSubnet1.ref}`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${insideHandlersSubnet2.ref}`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'NetworkManageInside',
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
    });
    resourceOf(admitFunctionRolePolicy).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written. Traces: AWS defines these actions on * alone. Network interfaces: they have no name before they are made and are described on * alone; a Deny keeps the function\'s own code out.',
        },
      ],
    });

    const admitFunctionRole = new iam.Role(this, 'AdmitFunctionRole', {
      description: 'What the function ward-dev-admit-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [admitFunctionRolePolicy],
    });

    const hearFunctionRolePolicy = new iam.ManagedPolicy(this, 'HearFunctionRolePolicy', {
      description: 'What the function ward-dev-hear-handler may do.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'Log',
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [
              `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/ward-dev-hear-handler:*`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'NetworkDenyInside',
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
                'lambda:SourceFunctionArn': `arn:${this.partition}:lambda:${this.region}:${this.account}:function:ward-dev-hear-handler`,
              },
            },
          }),
          new iam.PolicyStatement({
            sid: 'NetworkInside',
            actions: ['ec2:CreateNetworkInterface'],
            resources: [
              `arn:${this.partition}:ec2:${this.region}:${this.account}:network-interface/*`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:security-group/${insideHandlersGroup.ref}`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${insideHandlersSubnet1.ref}`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${insideHandlersSubnet2.ref}`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'NetworkManageInside',
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
            sid: 'ReceiveKeyToldLater',
            actions: ['kms:Decrypt'],
            resources: [this.key.keyArn],
            conditions: {
              StringEquals: {
                'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                'kms:EncryptionContext:aws:sqs:arn': this.toldLaterQueue.queueArn,
              },
            },
          }),
          new iam.PolicyStatement({
            sid: 'ReceiveToldLater',
            actions: [
              'sqs:DeleteMessage',
              'sqs:GetQueueAttributes',
              'sqs:ReceiveMessage',
            ],
            resources: [this.toldLaterQueue.queueArn],
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
    });
    resourceOf(hearFunctionRolePolicy).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written. Traces: AWS defines these actions on * alone. Network interfaces: they have no name before they are made and are described on * alone; a Deny keeps the function\'s own code out.',
        },
      ],
    });

    const hearFunctionRole = new iam.Role(this, 'HearFunctionRole', {
      description: 'What the function ward-dev-hear-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [hearFunctionRolePolicy],
    });

    const intakeIntakeRolePolicy = new iam.ManagedPolicy(this, 'IntakeIntakeRolePolicy', {
      description: 'How the API ward-dev-http-api sends to the queue intake.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'SendIntake',
            actions: ['sqs:SendMessage'],
            resources: [this.intakeQueue.queueArn],
          }),
          new iam.PolicyStatement({
            sid: 'SendKeyIntake',
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: [
              'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
            ],
            conditions: {
              StringEquals: {
                'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                'kms:EncryptionContext:aws:sqs:arn': this.intakeQueue.queueArn,
              },
            },
          }),
        ],
      }),
    });

    const intakeIntakeRole = new iam.Role(this, 'IntakeIntakeRole', {
      description: 'How the API ward-dev-http-api sends to the queue intake.',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      managedPolicies: [intakeIntakeRolePolicy],
    });

    const keepOrderFunctionRolePolicy = new iam.ManagedPolicy(this, 'KeepOrderFunctionRolePolicy', {
      description: 'What the function ward-dev-keep-order-handler may do.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'Log',
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [
              `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/ward-dev-keep-order-handler:*`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'NetworkDenyInside',
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
                'lambda:SourceFunctionArn': `arn:${this.partition}:lambda:${this.region}:${this.account}:function:ward-dev-keep-order-handler`,
              },
            },
          }),
          new iam.PolicyStatement({
            sid: 'NetworkInside',
            actions: ['ec2:CreateNetworkInterface'],
            resources: [
              `arn:${this.partition}:ec2:${this.region}:${this.account}:network-interface/*`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:security-group/${insideHandlersGroup.ref}`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${insideHandlersSubnet1.ref}`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${insideHandlersSubnet2.ref}`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'NetworkManageInside',
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
            sid: 'ReceiveKeyStrict',
            actions: ['kms:Decrypt'],
            resources: [this.key.keyArn],
            conditions: {
              StringEquals: {
                'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                'kms:EncryptionContext:aws:sqs:arn': this.strictQueue.queueArn,
              },
            },
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
    });
    resourceOf(keepOrderFunctionRolePolicy).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written. Traces: AWS defines these actions on * alone. Network interfaces: they have no name before they are made and are described on * alone; a Deny keeps the function\'s own code out.',
        },
      ],
    });

    const keepOrderFunctionRole = new iam.Role(this, 'KeepOrderFunctionRole', {
      description: 'What the function ward-dev-keep-order-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [keepOrderFunctionRolePolicy],
    });

    const lookFunctionRolePolicy = new iam.ManagedPolicy(this, 'LookFunctionRolePolicy', {
      description: 'What the function ward-dev-look-handler may do.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'Log',
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [
              `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/ward-dev-look-handler:*`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'NetworkDenyInside',
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
                'lambda:SourceFunctionArn': `arn:${this.partition}:lambda:${this.region}:${this.account}:function:ward-dev-look-handler`,
              },
            },
          }),
          new iam.PolicyStatement({
            sid: 'NetworkInside',
            actions: ['ec2:CreateNetworkInterface'],
            resources: [
              `arn:${this.partition}:ec2:${this.region}:${this.account}:network-interface/*`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:security-group/${insideHandlersGroup.ref}`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${insideHandlersSubnet1.ref}`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${insideHandlersSubnet2.ref}`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'NetworkManageInside',
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
    });
    resourceOf(lookFunctionRolePolicy).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written. Traces: AWS defines these actions on * alone. Network interfaces: they have no name before they are made and are described on * alone; a Deny keeps the function\'s own code out.',
        },
      ],
    });

    const lookFunctionRole = new iam.Role(this, 'LookFunctionRole', {
      description: 'What the function ward-dev-look-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [lookFunctionRolePolicy],
    });

    const nightlyServiceRolePolicy = new iam.ManagedPolicy(this, 'NightlyServiceRolePolicy', {
      description: 'What the schedule ward-dev-nightly-schedule may do.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'InvokeSweep',
            actions: ['lambda:InvokeFunction'],
            resources: [
              `arn:${this.partition}:lambda:${this.region}:${this.account}:function:ward-dev-sweep-handler`,
            ],
          }),
        ],
      }),
    });

    const nightlyServiceRole = new iam.Role(this, 'NightlyServiceRole', {
      description: 'What the schedule ward-dev-nightly-schedule may do.',
      assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': this.account,
            'aws:SourceArn': `arn:${this.partition}:scheduler:${this.region}:${this.account}:schedule-group/default`,
          },
        },
      }),
      managedPolicies: [nightlyServiceRolePolicy],
    });

    const providerMaince34d7IntakeRolePolicy = new iam.ManagedPolicy(this, 'ProviderMaince34d7IntakeRolePolicy', {
      description: 'How the API ward-dev-http-api sends to the queue provider.main.',
      document: new iam.PolicyDocument({
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
    });

    const providerMaince34d7IntakeRole = new iam.Role(this, 'ProviderMaince34d7IntakeRole', {
      description: 'How the API ward-dev-http-api sends to the queue provider.main.',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      managedPolicies: [providerMaince34d7IntakeRolePolicy],
    });

    const repairFunctionRolePolicy = new iam.ManagedPolicy(this, 'RepairFunctionRolePolicy', {
      description: 'What the function ward-dev-repair-handler may do.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'Log',
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [
              `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/ward-dev-repair-handler:*`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'NetworkDenyInside',
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
                'lambda:SourceFunctionArn': `arn:${this.partition}:lambda:${this.region}:${this.account}:function:ward-dev-repair-handler`,
              },
            },
          }),
          new iam.PolicyStatement({
            sid: 'NetworkInside',
            actions: ['ec2:CreateNetworkInterface'],
            resources: [
              `arn:${this.partition}:ec2:${this.region}:${this.account}:network-interface/*`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:security-group/${insideHandlersGroup.ref}`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${insideHandlersSubnet1.ref}`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${insideHandlersSubnet2.ref}`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'NetworkManageInside',
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
            sid: 'ReceiveIntakeDeadLetter',
            actions: [
              'sqs:DeleteMessage',
              'sqs:GetQueueAttributes',
              'sqs:ReceiveMessage',
            ],
            resources: [this.intakeDeadLetters.queueArn],
          }),
          new iam.PolicyStatement({
            sid: 'ReceiveKeyIntakeDeadLetter',
            actions: ['kms:Decrypt'],
            resources: [
              'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
            ],
            conditions: {
              StringEquals: {
                'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                'kms:EncryptionContext:aws:sqs:arn': [
                  this.intakeDeadLetters.queueArn,
                  this.intakeQueue.queueArn,
                ],
              },
            },
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
    });
    resourceOf(repairFunctionRolePolicy).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written. Traces: AWS defines these actions on * alone. Network interfaces: they have no name before they are made and are described on * alone; a Deny keeps the function\'s own code out.',
        },
      ],
    });

    const repairFunctionRole = new iam.Role(this, 'RepairFunctionRole', {
      description: 'What the function ward-dev-repair-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [repairFunctionRolePolicy],
    });

    const strictIntakeRolePolicy = new iam.ManagedPolicy(this, 'StrictIntakeRolePolicy', {
      description: 'How the API ward-dev-http-api sends to the queue strict.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'SendKeyStrict',
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: [this.key.keyArn],
            conditions: {
              StringEquals: {
                'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                'kms:EncryptionContext:aws:sqs:arn': this.strictQueue.queueArn,
              },
            },
          }),
          new iam.PolicyStatement({
            sid: 'SendStrict',
            actions: ['sqs:SendMessage'],
            resources: [this.strictQueue.queueArn],
          }),
        ],
      }),
    });

    const strictIntakeRole = new iam.Role(this, 'StrictIntakeRole', {
      description: 'How the API ward-dev-http-api sends to the queue strict.',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      managedPolicies: [strictIntakeRolePolicy],
    });

    const sweepFunctionRolePolicy = new iam.ManagedPolicy(this, 'SweepFunctionRolePolicy', {
      description: 'What the function ward-dev-sweep-handler may do.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'Log',
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [
              `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/ward-dev-sweep-handler:*`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'NetworkDenyInside',
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
                'lambda:SourceFunctionArn': `arn:${this.partition}:lambda:${this.region}:${this.account}:function:ward-dev-sweep-handler`,
              },
            },
          }),
          new iam.PolicyStatement({
            sid: 'NetworkInside',
            actions: ['ec2:CreateNetworkInterface'],
            resources: [
              `arn:${this.partition}:ec2:${this.region}:${this.account}:network-interface/*`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:security-group/${insideHandlersGroup.ref}`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${insideHandlersSubnet1.ref}`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${insideHandlersSubnet2.ref}`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'NetworkManageInside',
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
            sid: 'SendKeySweepDeadLetter',
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: [this.key.keyArn],
            conditions: {
              StringEquals: {
                'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                'kms:EncryptionContext:aws:sqs:arn': this.sweepDeadLetters.queueArn,
              },
            },
          }),
          new iam.PolicyStatement({
            sid: 'SendSweepDeadLetter',
            actions: ['sqs:SendMessage'],
            resources: [this.sweepDeadLetters.queueArn],
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
    });
    resourceOf(sweepFunctionRolePolicy).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written. Traces: AWS defines these actions on * alone. Network interfaces: they have no name before they are made and are described on * alone; a Deny keeps the function\'s own code out.',
        },
      ],
    });

    const sweepFunctionRole = new iam.Role(this, 'SweepFunctionRole', {
      description: 'What the function ward-dev-sweep-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [sweepFunctionRolePolicy],
    });

    // ---- Handlers -----------------------------------------------------------

    // Handler admit of the stack ward-dev-queue-stack.
    this.admitFunction = new lambda.Function(this, 'AdmitFunction', {
      functionName: 'ward-dev-admit-handler',
      description: 'Handler admit of the stack ward-dev-queue-stack.',
      runtime: lambda.Runtime.PYTHON_3_14,
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      reservedConcurrentExecutions: 10,
      code: lambda.Code.fromInline('def handler(event, context): return {}'),
      role: admitFunctionRole,
      logGroup: admitFunctionLogs,
      loggingFormat: lambda.LoggingFormat.JSON,
    });
    const cfnAdmitFunction = this.admitFunction.node.defaultChild as lambda.CfnFunction;
    cfnAdmitFunction.tracingConfig = { mode: 'Active' };
    cfnAdmitFunction.vpcConfig = {
      securityGroupIds: [insideHandlersGroup.ref],
      subnetIds: [insideHandlersSubnet1.ref, insideHandlersSubnet2.ref],
    };
    resourceOf(this.admitFunction).addMetadata('cdk_nag', {
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

    // Handler look of the stack ward-dev-queue-stack.
    this.lookFunction = new lambda.Function(this, 'LookFunction', {
      functionName: 'ward-dev-look-handler',
      description: 'Handler look of the stack ward-dev-queue-stack.',
      runtime: lambda.Runtime.PYTHON_3_14,
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      reservedConcurrentExecutions: 10,
      code: lambda.Code.fromInline('def handler(event, context): return {}'),
      role: lookFunctionRole,
      logGroup: lookFunctionLogs,
      loggingFormat: lambda.LoggingFormat.JSON,
    });
    const cfnLookFunction = this.lookFunction.node.defaultChild as lambda.CfnFunction;
    cfnLookFunction.tracingConfig = { mode: 'Active' };
    cfnLookFunction.vpcConfig = {
      securityGroupIds: [insideHandlersGroup.ref],
      subnetIds: [insideHandlersSubnet1.ref, insideHandlersSubnet2.ref],
    };
    resourceOf(this.lookFunction).addMetadata('cdk_nag', {
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
      name: 'ward-dev-http-api',
      description: 'HTTP API of the stack ward-dev-queue-stack.',
      protocolType: 'HTTP',
    });

    // ---- Handlers -----------------------------------------------------------

    new lambda.CfnPermission(this, 'GetHealth74fac6Permission', {
      action: 'lambda:InvokeFunction',
      functionName: this.lookFunction.functionName,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `arn:${this.partition}:execute-api:${this.region}:${this.account}:${this.api.ref}/*/GET/health`,
    });

    new lambda.CfnPermission(this, 'GetOrders60c198Permission', {
      action: 'lambda:InvokeFunction',
      functionName: this.lookFunction.functionName,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `arn:${this.partition}:execute-api:${this.region}:${this.account}:${this.api.ref}/*/GET/orders`,
    });

    // Works off the queue told_later.
    this.hearFunction = new lambda.Function(this, 'HearFunction', {
      functionName: 'ward-dev-hear-handler',
      description: 'Works off the queue told_later.',
      runtime: lambda.Runtime.PYTHON_3_14,
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      reservedConcurrentExecutions: 2,
      code: lambda.Code.fromInline('def handler(event, context): return {}'),
      role: hearFunctionRole,
      logGroup: hearFunctionLogs,
      loggingFormat: lambda.LoggingFormat.JSON,
    });
    const cfnHearFunction = this.hearFunction.node.defaultChild as lambda.CfnFunction;
    cfnHearFunction.tracingConfig = { mode: 'Active' };
    cfnHearFunction.vpcConfig = {
      securityGroupIds: [insideHandlersGroup.ref],
      subnetIds: [insideHandlersSubnet1.ref, insideHandlersSubnet2.ref],
    };
    resourceOf(this.hearFunction).addMetadata('cdk_nag', {
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

    // Works off the queue strict.
    this.keepOrderFunction = new lambda.Function(this, 'KeepOrderFunction', {
      functionName: 'ward-dev-keep-order-handler',
      description: 'Works off the queue strict.',
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      reservedConcurrentExecutions: 2,
      code: lambda.Code.fromInline('exports.handler = async () => ({});'),
      role: keepOrderFunctionRole,
      logGroup: keepOrderFunctionLogs,
      loggingFormat: lambda.LoggingFormat.JSON,
    });
    const cfnKeepOrderFunction = this.keepOrderFunction.node.defaultChild as lambda.CfnFunction;
    cfnKeepOrderFunction.tracingConfig = { mode: 'Active' };
    cfnKeepOrderFunction.vpcConfig = {
      securityGroupIds: [insideHandlersGroup.ref],
      subnetIds: [insideHandlersSubnet1.ref, insideHandlersSubnet2.ref],
    };
    resourceOf(this.keepOrderFunction).addMetadata('cdk_nag', {
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

    const lambdaF476ae2f8c44Authorizer = new apigatewayv2.CfnAuthorizer(this, 'LambdaF476ae2f8c44Authorizer', {
      apiId: this.api.ref,
      name: 'lambda-f476ae',
      authorizerType: 'REQUEST',
      authorizerPayloadFormatVersion: '2.0',
      enableSimpleResponses: true,
      authorizerUri: `arn:${this.partition}:apigateway:${this.region}:lambda:path/2015-03-31/functions/${this.admitFunction.functionArn}/invocations`,
      authorizerResultTtlInSeconds: 0,
    });

    // ---- Handlers -----------------------------------------------------------

    new lambda.CfnPermission(this, 'LambdaF476ae2f8c44Permission', {
      action: 'lambda:InvokeFunction',
      functionName: this.admitFunction.functionName,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `arn:${this.partition}:execute-api:${this.region}:${this.account}:${this.api.ref}/authorizers/${lambdaF476ae2f8c44Authorizer.ref}`,
    });

    // Checks the signature, then works.
    this.providerWork6398a4Function = new lambda.Function(this, 'ProviderWork6398a4Function', {
      functionName: 'ward-dev-provider-work-handler',
      description: 'Checks the signature, then works.',
      runtime: lambda.Runtime.PYTHON_3_14,
      handler: 'app.handle',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      reservedConcurrentExecutions: 5,
      code: lambda.Code.fromAsset(
        'artifacts/provider-work-a9c401f7db59f050.zip',
      ),
      role: providerWork6398a4FunctionRole,
      environment: {
        TOKEN_SECRET_ARN: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:token-a1B2c3',
      },
      logGroup: providerWork6398a4FunctionLogs,
      loggingFormat: lambda.LoggingFormat.JSON,
    });
    const cfnProviderWork6398a4Function = this.providerWork6398a4Function.node.defaultChild as lambda.CfnFunction;
    cfnProviderWork6398a4Function.tracingConfig = { mode: 'Active' };
    cfnProviderWork6398a4Function.vpcConfig = {
      securityGroupIds: [insideHandlersGroup.ref],
      subnetIds: [insideHandlersSubnet1.ref, insideHandlersSubnet2.ref],
    };
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

    // Works off the queue intake.dead_letter.
    this.repairFunction = new lambda.Function(this, 'RepairFunction', {
      functionName: 'ward-dev-repair-handler',
      description: 'Works off the queue intake.dead_letter.',
      runtime: lambda.Runtime.PYTHON_3_14,
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      reservedConcurrentExecutions: 2,
      code: lambda.Code.fromInline('def handler(event, context): return {}'),
      role: repairFunctionRole,
      logGroup: repairFunctionLogs,
      loggingFormat: lambda.LoggingFormat.JSON,
    });
    const cfnRepairFunction = this.repairFunction.node.defaultChild as lambda.CfnFunction;
    cfnRepairFunction.tracingConfig = { mode: 'Active' };
    cfnRepairFunction.vpcConfig = {
      securityGroupIds: [insideHandlersGroup.ref],
      subnetIds: [insideHandlersSubnet1.ref, insideHandlersSubnet2.ref],
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
        {
          id: 'AwsSolutions-L1',
          reason: 'The newest Python that AWS supports: python3.15 is a preview, which is not for production.',
        },
      ],
    });

    // Called aside, so that nobody hears of its failures: they get a queue.
    this.sweepFunction = new lambda.Function(this, 'SweepFunction', {
      functionName: 'ward-dev-sweep-handler',
      description: 'Called aside, so that nobody hears of its failures: they get a queue.',
      runtime: lambda.Runtime.PYTHON_3_14,
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      reservedConcurrentExecutions: 1,
      code: lambda.Code.fromInline('def handler(event, context): return {}'),
      role: sweepFunctionRole,
      logGroup: sweepFunctionLogs,
      loggingFormat: lambda.LoggingFormat.JSON,
    });
    const cfnSweepFunction = this.sweepFunction.node.defaultChild as lambda.CfnFunction;
    cfnSweepFunction.tracingConfig = { mode: 'Active' };
    cfnSweepFunction.vpcConfig = {
      securityGroupIds: [insideHandlersGroup.ref],
      subnetIds: [insideHandlersSubnet1.ref, insideHandlersSubnet2.ref],
    };
    cfnSweepFunction.deadLetterConfig = {
      targetArn: this.sweepDeadLetters.queueArn,
    };
    resourceOf(this.sweepFunction).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-L1',
          reason: 'The newest Python that AWS supports: python3.15 is a preview, which is not for production.',
        },
      ],
    });

    // Works off the queue later.
    this.tidyFunction = new lambda.CfnFunction(this, 'TidyFunction', {
      functionName: 'ward-dev-tidy-handler',
      description: 'Works off the queue later.',
      runtime: 'provided.al2023',
      handler: 'bootstrap',
      memorySize: 256,
      timeout: 30,
      architectures: ['x86_64'],
      reservedConcurrentExecutions: 2,
      tracingConfig: { mode: 'Active' },
      code: { s3Bucket: 'ward-code', s3Key: 'tidy.zip' },
      role: tidyFunctionRole.roleArn,
      environment: {
        variables: {
          NEWS_TOPIC_ARN: this.newsTopic.topicArn,
          APIQ_CONTRACT: 'da6c985ef9849504',
        },
      },
      loggingConfig: {
        logGroup: tidyFunctionLogs.logGroupName,
        logFormat: 'JSON',
      },
      vpcConfig: {
        securityGroupIds: [outsideHandlersGroup.ref],
        subnetIds: [outsideHandlersSubnet1.ref],
      },
    });
    this.tidyFunction.addMetadata('cdk_nag', {
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

    // Works off the queue intake.
    this.workFunction = new lambda.Function(this, 'WorkFunction', {
      functionName: 'ward-dev-work-handler',
      description: 'Works off the queue intake.',
      runtime: lambda.Runtime.PYTHON_3_14,
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      reservedConcurrentExecutions: 10,
      code: lambda.Code.fromInline('def handler(event, context): return {}'),
      role: workFunctionRole,
      environment: {
        LATER_QUEUE_URL: this.laterQueue.queueUrl,
        TOLD_TOPIC_ARN: this.toldTopic.topicArn,
        EVENTS_BUS_NAME: 'events',
        PEER_FUNCTION_NAME: 'peer',
        BOOK_TABLE_NAME: 'book',
        LAKE_BUCKET_NAME: 'ward-lake',
        TOKEN_SECRET_ARN: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:token-a1B2c3',
        LEVEL_PARAMETER_NAME: 'level',
      },
      logGroup: workFunctionLogs,
      loggingFormat: lambda.LoggingFormat.JSON,
    });
    const cfnWorkFunction = this.workFunction.node.defaultChild as lambda.CfnFunction;
    cfnWorkFunction.tracingConfig = { mode: 'Active' };
    cfnWorkFunction.vpcConfig = {
      securityGroupIds: [insideHandlersGroup.ref],
      subnetIds: [insideHandlersSubnet1.ref, insideHandlersSubnet2.ref],
    };
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
        {
          id: 'AwsSolutions-L1',
          reason: 'The newest Python that AWS supports: python3.15 is a preview, which is not for production.',
        },
      ],
    });

    // ---- HTTP API -----------------------------------------------------------

    const getHealthIntegration = new apigatewayv2.CfnIntegration(this, 'GetHealthIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationUri: this.lookFunction.functionArn,
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

    const postHooksIntegration = new apigatewayv2.CfnIntegration(this, 'PostHooksIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-SendMessage',
      payloadFormatVersion: '1.0',
      credentialsArn: providerMaince34d7IntakeRole.roleArn,
      requestParameters: {
        QueueUrl: this.providerMaince34d7Queue.queueUrl,
        MessageBody: '$request.body',
        MessageAttributes: '{"signature":{"DataType":"String","StringValue":"${request.header.Signature}"}}',
      },
      responseParameters: {
        '200': {
          ResponseParameters: [
            { Destination: 'overwrite:statuscode', Source: '202' },
          ],
        },
      },
    });

    const postHooksRoute = new apigatewayv2.CfnRoute(this, 'PostHooksRoute', {
      apiId: this.api.ref,
      routeKey: 'POST /hooks',
      target: `integrations/${postHooksIntegration.ref}`,
      authorizationType: 'NONE',
    });
    postHooksRoute.addMetadata('cdk_nag', {
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
        'GET /health': {
          ThrottlingRateLimit: 5,
          ThrottlingBurstLimit: 5,
          DetailedMetricsEnabled: true,
        },
        'POST /hooks': {
          ThrottlingRateLimit: 10,
          ThrottlingBurstLimit: 10,
          DetailedMetricsEnabled: true,
        },
      },
    });
    this.apiStage.addResourceDependency(getHealthRoute);
    this.apiStage.addResourceDependency(postHooksRoute);

    const getOrdersIntegration = new apigatewayv2.CfnIntegration(this, 'GetOrdersIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationUri: this.lookFunction.functionArn,
      payloadFormatVersion: '2.0',
    });

    new apigatewayv2.CfnRoute(this, 'GetOrdersRoute', {
      apiId: this.api.ref,
      routeKey: 'GET /orders',
      target: `integrations/${getOrdersIntegration.ref}`,
      authorizationType: 'CUSTOM',
      authorizerId: lambdaF476ae2f8c44Authorizer.ref,
    });

    const jwt8f021f85de6eAuthorizer = new apigatewayv2.CfnAuthorizer(this, 'Jwt8f021f85de6eAuthorizer', {
      apiId: this.api.ref,
      name: 'jwt-8f021f',
      authorizerType: 'JWT',
      identitySource: ['$request.header.Authorization'],
      jwtConfiguration: {
        issuer: 'https://login.example.com',
        audience: ['ward'],
      },
    });

    const postEntriesIntegration = new apigatewayv2.CfnIntegration(this, 'PostEntriesIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-SendMessage',
      payloadFormatVersion: '1.0',
      credentialsArn: strictIntakeRole.roleArn,
      requestParameters: {
        QueueUrl: this.strictQueue.queueUrl,
        MessageBody: '$request.body',
        MessageGroupId: '$request.header.account',
      },
      responseParameters: {
        '200': {
          ResponseParameters: [
            { Destination: 'overwrite:statuscode', Source: '202' },
          ],
        },
      },
    });

    new apigatewayv2.CfnRoute(this, 'PostEntriesRoute', {
      apiId: this.api.ref,
      routeKey: 'POST /entries',
      target: `integrations/${postEntriesIntegration.ref}`,
      authorizationType: 'AWS_IAM',
    });

    const postNotesIntegration = new apigatewayv2.CfnIntegration(this, 'PostNotesIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-SendMessage',
      payloadFormatVersion: '1.0',
      credentialsArn: laterIntakeRole.roleArn,
      requestParameters: {
        QueueUrl: this.laterQueue.queueUrl,
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

    new apigatewayv2.CfnRoute(this, 'PostNotesRoute', {
      apiId: this.api.ref,
      routeKey: 'POST /notes',
      target: `integrations/${postNotesIntegration.ref}`,
      authorizationType: 'JWT',
      authorizerId: jwt8f021f85de6eAuthorizer.ref,
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

    new apigatewayv2.CfnRoute(this, 'PostOrdersRoute', {
      apiId: this.api.ref,
      routeKey: 'POST /orders',
      target: `integrations/${postOrdersIntegration.ref}`,
      authorizationType: 'AWS_IAM',
    });

    // ---- Feeds --------------------------------------------------------------

    new lambda.CfnEventSourceMapping(this, 'HearEventSource', {
      functionName: this.hearFunction.functionName,
      eventSourceArn: this.toldLaterQueue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new lambda.CfnEventSourceMapping(this, 'KeepOrderEventSource', {
      functionName: this.keepOrderFunction.functionName,
      eventSourceArn: this.strictQueue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new sns.CfnSubscription(this, 'NewsToldLatera6c57bSubscription', {
      topicArn: this.newsTopic.topicArn,
      protocol: 'sqs',
      endpoint: this.toldLaterQueue.queueArn,
      rawMessageDelivery: true,
    });

    new scheduler.CfnSchedule(this, 'NightlySchedule', {
      name: 'ward-dev-nightly-schedule',
      scheduleExpression: 'cron(0 3 * * ? *)',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: this.sweepFunction.functionArn,
        roleArn: nightlyServiceRole.roleArn,
        input: '{}',
        retryPolicy: {
          maximumRetryAttempts: 185,
          maximumEventAgeInSeconds: 86400,
        },
      },
    });

    new scheduler.CfnSchedule(this, 'OftenSchedule', {
      name: 'ward-dev-often-schedule',
      scheduleExpression: 'rate(1 hour)',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: this.laterQueue.queueArn,
        roleArn: oftenServiceRole.roleArn,
        input: '{}',
        retryPolicy: {
          maximumRetryAttempts: 185,
          maximumEventAgeInSeconds: 86400,
        },
      },
    });

    new lambda.CfnEventSourceMapping(this, 'ProviderWork6398a4EventSource', {
      functionName: this.providerWork6398a4Function.functionName,
      eventSourceArn: this.providerMaince34d7Queue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new lambda.CfnEventSourceMapping(this, 'RepairEventSource', {
      functionName: this.repairFunction.functionName,
      eventSourceArn: this.intakeDeadLetters.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new lambda.CfnEventSourceMapping(this, 'TidyEventSource', {
      functionName: this.tidyFunction.ref,
      eventSourceArn: this.laterQueue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new lambda.CfnEventSourceMapping(this, 'WorkEventSource', {
      functionName: this.workFunction.functionName,
      eventSourceArn: this.intakeQueue.queueArn,
      batchSize: 10,
      scalingConfig: { maximumConcurrency: 5 },
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    // ---- Alarms -------------------------------------------------------------

    new cloudwatch.CfnAlarm(this, 'AdmitFunctionErrorsAlarm', {
      alarmName: 'ward-dev-admit-handler-errors',
      alarmDescription: 'Calls of the function ward-dev-admit-handler fail.',
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
                  value: this.admitFunction.functionName,
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
                  value: this.admitFunction.functionName,
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

    new cloudwatch.CfnAlarm(this, 'AdmitFunctionThrottlesAlarm', {
      alarmName: 'ward-dev-admit-handler-throttles',
      alarmDescription: 'Calls of the function ward-dev-admit-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.admitFunction.functionName },
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

    new cloudwatch.CfnAlarm(this, 'ApiServerErrorsAlarm', {
      alarmName: 'ward-dev-http-api-server-errors',
      alarmDescription: 'Requests to the API ward-dev-http-api fail on its own side.',
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

    new cloudwatch.CfnAlarm(this, 'HearFunctionErrorsAlarm', {
      alarmName: 'ward-dev-hear-handler-errors',
      alarmDescription: 'Calls of the function ward-dev-hear-handler fail.',
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
      alarmName: 'ward-dev-hear-handler-throttles',
      alarmDescription: 'Calls of the function ward-dev-hear-handler are refused for want of concurrency.',
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

    new cloudwatch.CfnAlarm(this, 'IntakeQueueAgeAlarm', {
      alarmName: 'ward-dev-intake-queue-age',
      alarmDescription: 'The consumer of the queue ward-dev-intake-queue falls behind.',
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
      alarmName: 'ward-dev-intake-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue ward-dev-intake-dlq.',
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

    new cloudwatch.CfnAlarm(this, 'KeepOrderFunctionErrorsAlarm', {
      alarmName: 'ward-dev-keep-order-handler-errors',
      alarmDescription: 'Calls of the function ward-dev-keep-order-handler fail.',
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
                  value: this.keepOrderFunction.functionName,
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
                  value: this.keepOrderFunction.functionName,
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

    new cloudwatch.CfnAlarm(this, 'KeepOrderFunctionThrottlesAlarm', {
      alarmName: 'ward-dev-keep-order-handler-throttles',
      alarmDescription: 'Calls of the function ward-dev-keep-order-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.keepOrderFunction.functionName },
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

    new cloudwatch.CfnAlarm(this, 'LaterQueueAgeAlarm', {
      alarmName: 'ward-dev-later-queue-age',
      alarmDescription: 'The consumer of the queue ward-dev-later-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [{ name: 'QueueName', value: this.laterQueue.queueName }],
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

    new cloudwatch.CfnAlarm(this, 'LaterQueueDeadLettersAlarm', {
      alarmName: 'ward-dev-later-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue ward-dev-later-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        { name: 'QueueName', value: this.laterDeadLetters.queueName },
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

    new cloudwatch.CfnAlarm(this, 'LookFunctionErrorsAlarm', {
      alarmName: 'ward-dev-look-handler-errors',
      alarmDescription: 'Calls of the function ward-dev-look-handler fail.',
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
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'LookFunctionThrottlesAlarm', {
      alarmName: 'ward-dev-look-handler-throttles',
      alarmDescription: 'Calls of the function ward-dev-look-handler are refused for want of concurrency.',
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
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'NewsTopicFailuresAlarm', {
      alarmName: 'ward-dev-news-topic-failures',
      alarmDescription: 'Messages of the topic ward-dev-news-topic could not be delivered.',
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
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'ProviderMaince34d7QueueAgeAlarm', {
      alarmName: 'ward-dev-provider-queue-age',
      alarmDescription: 'The consumer of the queue ward-dev-provider-queue falls behind.',
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
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'ProviderMaince34d7QueueDeadLettersAlarm', {
      alarmName: 'ward-dev-provider-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue ward-dev-provider-dlq.',
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
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'ProviderWork6398a4FunctionErrorsAlarm', {
      alarmName: 'ward-dev-provider-work-handler-errors',
      alarmDescription: 'Calls of the function ward-dev-provider-work-handler fail.',
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
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'ProviderWork6398a4FunctionThrottlesAlarm', {
      alarmName: 'ward-dev-provider-work-handler-throttles',
      alarmDescription: 'Calls of the function ward-dev-provider-work-handler are refused for want of concurrency.',
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
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'RepairFunctionErrorsAlarm', {
      alarmName: 'ward-dev-repair-handler-errors',
      alarmDescription: 'Calls of the function ward-dev-repair-handler fail.',
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
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'RepairFunctionThrottlesAlarm', {
      alarmName: 'ward-dev-repair-handler-throttles',
      alarmDescription: 'Calls of the function ward-dev-repair-handler are refused for want of concurrency.',
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
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'StrictQueueAgeAlarm', {
      alarmName: 'ward-dev-strict-queue.fifo-age',
      alarmDescription: 'The consumer of the queue ward-dev-strict-queue.fifo falls behind.',
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
      alarmName: 'ward-dev-strict-dlq.fifo-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue ward-dev-strict-dlq.fifo.',
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

    new cloudwatch.CfnAlarm(this, 'SweepFunctionErrorsAlarm', {
      alarmName: 'ward-dev-sweep-handler-errors',
      alarmDescription: 'Calls of the function ward-dev-sweep-handler fail.',
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
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'SweepFunctionThrottlesAlarm', {
      alarmName: 'ward-dev-sweep-handler-throttles',
      alarmDescription: 'Calls of the function ward-dev-sweep-handler are refused for want of concurrency.',
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
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'SweepQueueDeadLettersAlarm', {
      alarmName: 'ward-dev-sweep-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue ward-dev-sweep-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        { name: 'QueueName', value: this.sweepDeadLetters.queueName },
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

    new cloudwatch.CfnAlarm(this, 'TidyFunctionErrorsAlarm', {
      alarmName: 'ward-dev-tidy-handler-errors',
      alarmDescription: 'Calls of the function ward-dev-tidy-handler fail.',
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
                { name: 'FunctionName', value: this.tidyFunction.ref },
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
                { name: 'FunctionName', value: this.tidyFunction.ref },
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

    new cloudwatch.CfnAlarm(this, 'TidyFunctionThrottlesAlarm', {
      alarmName: 'ward-dev-tidy-handler-throttles',
      alarmDescription: 'Calls of the function ward-dev-tidy-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [{ name: 'FunctionName', value: this.tidyFunction.ref }],
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

    new cloudwatch.CfnAlarm(this, 'ToldLaterQueueAgeAlarm', {
      alarmName: 'ward-dev-told-later-queue-age',
      alarmDescription: 'The consumer of the queue ward-dev-told-later-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [
        { name: 'QueueName', value: this.toldLaterQueue.queueName },
      ],
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

    new cloudwatch.CfnAlarm(this, 'ToldLaterQueueDeadLettersAlarm', {
      alarmName: 'ward-dev-told-later-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue ward-dev-told-later-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        { name: 'QueueName', value: this.toldLaterDeadLetters.queueName },
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
      alarmName: 'ward-dev-told-topic-failures',
      alarmDescription: 'Messages of the topic ward-dev-told-topic could not be delivered.',
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

    new cloudwatch.CfnAlarm(this, 'WorkFunctionErrorsAlarm', {
      alarmName: 'ward-dev-work-handler-errors',
      alarmDescription: 'Calls of the function ward-dev-work-handler fail.',
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
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
    });

    new cloudwatch.CfnAlarm(this, 'WorkFunctionThrottlesAlarm', {
      alarmName: 'ward-dev-work-handler-throttles',
      alarmDescription: 'Calls of the function ward-dev-work-handler are refused for want of concurrency.',
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
      alarmActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
      okActions: [
        'arn:aws:sns:eu-west-1:123456789012:oncall',
        this.toldTopic.topicArn,
      ],
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
