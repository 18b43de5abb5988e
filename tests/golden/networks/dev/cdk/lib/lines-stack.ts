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
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';

export interface LinesStackProps extends StackProps {}

/**
 * Networks with and without a way out, with everything that can be called from them.
 */
export class LinesStack extends Stack {
  readonly answerFunction: lambda.Function;
  readonly answersDeadLetters: sqs.Queue;
  readonly answersQueue: sqs.Queue;
  readonly api: apigatewayv2.CfnApi;
  readonly apiStage: apigatewayv2.CfnStage;
  readonly askFunction: lambda.Function;
  readonly callsDeadLetters: sqs.Queue;
  readonly callsQueue: sqs.Queue;
  readonly idleVpc: ec2.CfnVPC;
  readonly key: kms.Key;
  readonly mailFunction: lambda.Function;
  readonly mainVpc: ec2.CfnVPC;
  readonly newsTopic: sns.Topic;
  readonly openVpc: ec2.CfnVPC;
  readonly priceFunction: lambda.Function;
  readonly quietFunction: lambda.Function;

  constructor(scope: Construct, id: string, props: LinesStackProps = {}) {
    super(scope, id, {
      description: 'Networks with and without a way out, with everything that can be called from them.',
      ...props,
    });

    // ---- Encryption ---------------------------------------------------------

    this.key = new kms.Key(this, 'Key', {
      description: 'Key of the stack lines-dev-queue-stack.',
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
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/lines-dev-answer-handler`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/lines-dev-ask-handler`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/lines-dev-mail-handler`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/lines-dev-price-handler`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/lines-dev-quiet-handler`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/vendedlogs/lines-dev-http-api`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/vendedlogs/lines-dev-idle-network`,
                  `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/vendedlogs/lines-dev-open-network`,
                ],
              },
            },
          }),
        ],
      }),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    new kms.CfnAlias(this, 'KeyAlias', {
      aliasName: 'alias/lines-dev-key',
      targetKeyId: this.key.keyId,
    });

    // ---- Network ------------------------------------------------------------

    this.idleVpc = new ec2.CfnVPC(this, 'IdleVpc', {
      cidrBlock: '10.0.0.0/16',
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: [{ key: 'Name', value: 'lines-dev-idle-network' }],
    });
    this.idleVpc.addMetadata('cdk_nag', {
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

    const idleHandlersRoutes1 = new ec2.CfnRouteTable(this, 'IdleHandlersRoutes1', {
      vpcId: this.idleVpc.ref,
      tags: [{ key: 'Name', value: 'lines-dev-idle-network-handlers-1' }],
    });

    const idleHandlersSubnet1 = new ec2.CfnSubnet(this, 'IdleHandlersSubnet1', {
      vpcId: this.idleVpc.ref,
      availabilityZone: Fn.select(0, Fn.getAzs()),
      cidrBlock: '10.0.0.0/17',
      mapPublicIpOnLaunch: false,
      tags: [{ key: 'Name', value: 'lines-dev-idle-network-handlers-1' }],
    });

    new ec2.CfnSubnetRouteTableAssociation(this, 'IdleHandlersAssociation1', {
      routeTableId: idleHandlersRoutes1.ref,
      subnetId: idleHandlersSubnet1.ref,
    });

    const idleHandlersGroup = new ec2.CfnSecurityGroup(this, 'IdleHandlersGroup', {
      vpcId: this.idleVpc.ref,
      groupDescription: 'What the handlers in lines-dev-idle-network may reach.',
      securityGroupEgress: [
        {
          cidrIp: '127.0.0.1/32',
          description: 'To nowhere.',
          ipProtocol: '-1',
        },
      ],
      tags: [{ key: 'Name', value: 'lines-dev-idle-network-handlers' }],
    });

    // ---- Roles --------------------------------------------------------------

    const idleVpcLogsRolePolicy = new iam.ManagedPolicy(this, 'IdleVpcLogsRolePolicy', {
      description: 'How the flow log of the network lines-dev-idle-network is written.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'DeliverIdle',
            actions: [
              'logs:CreateLogStream',
              'logs:DescribeLogStreams',
              'logs:PutLogEvents',
            ],
            resources: [
              `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/vendedlogs/lines-dev-idle-network:*`,
            ],
          }),
        ],
      }),
    });
    resourceOf(idleVpcLogsRolePolicy).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const idleVpcLogsRole = new iam.Role(this, 'IdleVpcLogsRole', {
      roleName: 'lines-dev-idle-network-logs-role',
      description: 'How the flow log of the network lines-dev-idle-network is written.',
      assumedBy: new iam.ServicePrincipal('vpc-flow-logs.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': this.account },
          ArnLike: {
            'aws:SourceArn': `arn:${this.partition}:ec2:${this.region}:${this.account}:vpc-flow-log/*`,
          },
        },
      }),
      managedPolicies: [idleVpcLogsRolePolicy],
    });

    // ---- Logs ---------------------------------------------------------------

    const idleVpcLogs = new logs.LogGroup(this, 'IdleVpcLogs', {
      logGroupName: '/aws/vendedlogs/lines-dev-idle-network',
      retention: logs.RetentionDays.ONE_MONTH,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    // ---- Network ------------------------------------------------------------

    new ec2.CfnFlowLog(this, 'IdleVpcFlowLog', {
      deliverLogsPermissionArn: idleVpcLogsRole.roleArn,
      logDestinationType: 'cloud-watch-logs',
      logGroupName: idleVpcLogs.logGroupName,
      resourceId: this.idleVpc.ref,
      resourceType: 'VPC',
      trafficType: 'ALL',
      tags: [{ key: 'Name', value: 'lines-dev-idle-network' }],
    });

    this.mainVpc = new ec2.CfnVPC(this, 'MainVpc', {
      cidrBlock: '10.0.0.0/27',
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: [{ key: 'Name', value: 'lines-dev-network' }],
    });
    this.mainVpc.addMetadata('cdk_nag', {
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
        {
          id: 'AwsSolutions-VPC7',
          reason: 'The program says why: the firewall keeps a log',
        },
        {
          id: 'NIST.800.53.R5-VPCFlowLogsEnabled',
          reason: 'The program says why: the firewall keeps a log',
        },
        {
          id: 'HIPAA.Security-VPCFlowLogsEnabled',
          reason: 'The program says why: the firewall keeps a log',
        },
        {
          id: 'PCI.DSS.321-VPCFlowLogsEnabled',
          reason: 'The program says why: the firewall keeps a log',
        },
      ],
    });

    const mainEndpointsGroup = new ec2.CfnSecurityGroup(this, 'MainEndpointsGroup', {
      vpcId: this.mainVpc.ref,
      groupDescription: 'Who may reach the endpoints of lines-dev-network.',
      securityGroupEgress: [
        {
          cidrIp: '127.0.0.1/32',
          description: 'To nowhere.',
          ipProtocol: '-1',
        },
      ],
      tags: [{ key: 'Name', value: 'lines-dev-network-endpoints' }],
    });

    const mainHandlersGroup = new ec2.CfnSecurityGroup(this, 'MainHandlersGroup', {
      vpcId: this.mainVpc.ref,
      groupDescription: 'What the handlers in lines-dev-network may reach.',
      securityGroupEgress: [
        {
          destinationSecurityGroupId: mainEndpointsGroup.ref,
          description: 'To the endpoints.',
          ipProtocol: 'tcp',
          fromPort: 443,
          toPort: 443,
        },
      ],
      tags: [{ key: 'Name', value: 'lines-dev-network-handlers' }],
    });

    new ec2.CfnSecurityGroupIngress(this, 'MainEndpointsIngress1', {
      groupId: mainEndpointsGroup.ref,
      sourceSecurityGroupId: mainHandlersGroup.ref,
      description: 'From the handlers.',
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
    });

    const mainHandlersRoutes1 = new ec2.CfnRouteTable(this, 'MainHandlersRoutes1', {
      vpcId: this.mainVpc.ref,
      tags: [{ key: 'Name', value: 'lines-dev-network-handlers-1' }],
    });

    const mainHandlersSubnet1 = new ec2.CfnSubnet(this, 'MainHandlersSubnet1', {
      vpcId: this.mainVpc.ref,
      availabilityZone: Fn.select(0, Fn.getAzs()),
      cidrBlock: '10.0.0.0/28',
      mapPublicIpOnLaunch: false,
      tags: [{ key: 'Name', value: 'lines-dev-network-handlers-1' }],
    });

    new ec2.CfnSubnetRouteTableAssociation(this, 'MainHandlersAssociation1', {
      routeTableId: mainHandlersRoutes1.ref,
      subnetId: mainHandlersSubnet1.ref,
    });

    const mainHandlersRoutes2 = new ec2.CfnRouteTable(this, 'MainHandlersRoutes2', {
      vpcId: this.mainVpc.ref,
      tags: [{ key: 'Name', value: 'lines-dev-network-handlers-2' }],
    });

    const mainHandlersSubnet2 = new ec2.CfnSubnet(this, 'MainHandlersSubnet2', {
      vpcId: this.mainVpc.ref,
      availabilityZone: Fn.select(1, Fn.getAzs()),
      cidrBlock: '10.0.0.16/28',
      mapPublicIpOnLaunch: false,
      tags: [{ key: 'Name', value: 'lines-dev-network-handlers-2' }],
    });

    new ec2.CfnSubnetRouteTableAssociation(this, 'MainHandlersAssociation2', {
      routeTableId: mainHandlersRoutes2.ref,
      subnetId: mainHandlersSubnet2.ref,
    });

    // ---- Queues and topics --------------------------------------------------

    // Dead letters of the queue answers.
    this.answersDeadLetters = new sqs.Queue(this, 'AnswersDeadLetters', {
      queueName: 'lines-dev-answers-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryptionMasterKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.answersDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:lines-dev-answers-queue`,
      ],
    };

    this.answersQueue = new sqs.Queue(this, 'AnswersQueue', {
      queueName: 'lines-dev-answers-queue',
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      encryptionMasterKey: this.key,
      deadLetterQueue: { queue: this.answersDeadLetters, maxReceiveCount: 5 },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    // ---- Roles --------------------------------------------------------------

    const answerFunctionRolePolicy = new iam.ManagedPolicy(this, 'AnswerFunctionRolePolicy', {
      description: 'What the function lines-dev-answer-handler may do.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'GetLevel',
            actions: ['ssm:GetParameter'],
            resources: ['arn:aws:ssm:eu-west-1:123456789012:parameter/level'],
          }),
          new iam.PolicyStatement({
            sid: 'InvokePrice',
            actions: ['lambda:InvokeFunction'],
            resources: [
              `arn:${this.partition}:lambda:${this.region}:${this.account}:function:lines-dev-price-handler`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'Log',
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [
              `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/lines-dev-answer-handler:*`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'NetworkDenyMain',
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
                'lambda:SourceFunctionArn': `arn:${this.partition}:lambda:${this.region}:${this.account}:function:lines-dev-answer-handler`,
              },
            },
          }),
          new iam.PolicyStatement({
            sid: 'NetworkDescribeMain',
            actions: ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'],
            resources: ['*'],
          }),
          new iam.PolicyStatement({
            sid: 'NetworkMain',
            actions: ['ec2:CreateNetworkInterface'],
            resources: [
              `arn:${this.partition}:ec2:${this.region}:${this.account}:network-interface/*`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:security-group/${mainHandlersGroup.ref}`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${mainHandlersSubnet1.ref}`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${mainHandlersSubnet2.ref}`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'NetworkManageMain',
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
            sid: 'ReceiveAnswers',
            actions: [
              'sqs:DeleteMessage',
              'sqs:GetQueueAttributes',
              'sqs:ReceiveMessage',
            ],
            resources: [this.answersQueue.queueArn],
          }),
          new iam.PolicyStatement({
            sid: 'ReceiveKeyAnswers',
            actions: ['kms:Decrypt'],
            resources: [this.key.keyArn],
            conditions: {
              StringEquals: {
                'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                'kms:EncryptionContext:aws:sqs:arn': this.answersQueue.queueArn,
              },
            },
          }),
        ],
      }),
    });
    resourceOf(answerFunctionRolePolicy).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written. Network interfaces: they have no name before they are made and are described on * alone; a Deny keeps the function\'s own code out.',
        },
      ],
    });

    const answerFunctionRole = new iam.Role(this, 'AnswerFunctionRole', {
      roleName: 'lines-dev-answer-role',
      description: 'What the function lines-dev-answer-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [answerFunctionRolePolicy],
    });

    // ---- Network ------------------------------------------------------------

    new ec2.CfnVPCEndpoint(this, 'MainLambdaVpcEndpoint', {
      vpcId: this.mainVpc.ref,
      serviceName: `com.amazonaws.${this.region}.lambda`,
      policyDocument: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'AnswerInvokePrice',
            principals: [new iam.StarPrincipal()],
            actions: ['lambda:InvokeFunction'],
            resources: [
              `arn:${this.partition}:lambda:${this.region}:${this.account}:function:lines-dev-price-handler`,
            ],
            conditions: {
              ArnEquals: { 'aws:PrincipalArn': answerFunctionRole.roleArn },
            },
          }),
        ],
      }),
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      securityGroupIds: [mainEndpointsGroup.ref],
      subnetIds: [mainHandlersSubnet1.ref, mainHandlersSubnet2.ref],
      tags: [{ key: 'Name', value: 'lines-dev-network-lambda' }],
    });

    new ec2.CfnVPCEndpoint(this, 'MainSsmVpcEndpoint', {
      vpcId: this.mainVpc.ref,
      serviceName: `com.amazonaws.${this.region}.ssm`,
      policyDocument: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'AnswerGetLevel',
            principals: [new iam.StarPrincipal()],
            actions: ['ssm:GetParameter'],
            resources: ['arn:aws:ssm:eu-west-1:123456789012:parameter/level'],
            conditions: {
              ArnEquals: { 'aws:PrincipalArn': answerFunctionRole.roleArn },
            },
          }),
        ],
      }),
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      securityGroupIds: [mainEndpointsGroup.ref],
      subnetIds: [mainHandlersSubnet1.ref, mainHandlersSubnet2.ref],
      tags: [{ key: 'Name', value: 'lines-dev-network-ssm' }],
    });

    this.openVpc = new ec2.CfnVPC(this, 'OpenVpc', {
      cidrBlock: '192.168.0.0/24',
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: [{ key: 'Name', value: 'lines-dev-open-network' }],
    });
    this.openVpc.addMetadata('cdk_nag', {
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

    const openEndpointsGroup = new ec2.CfnSecurityGroup(this, 'OpenEndpointsGroup', {
      vpcId: this.openVpc.ref,
      groupDescription: 'Who may reach the endpoints of lines-dev-open-network.',
      securityGroupEgress: [
        {
          cidrIp: '127.0.0.1/32',
          description: 'To nowhere.',
          ipProtocol: '-1',
        },
      ],
      tags: [{ key: 'Name', value: 'lines-dev-open-network-endpoints' }],
    });

    const openHandlersGroup = new ec2.CfnSecurityGroup(this, 'OpenHandlersGroup', {
      vpcId: this.openVpc.ref,
      groupDescription: 'What the handlers in lines-dev-open-network may reach.',
      securityGroupEgress: [
        {
          destinationSecurityGroupId: openEndpointsGroup.ref,
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
      tags: [{ key: 'Name', value: 'lines-dev-open-network-handlers' }],
    });

    const openHandlersSubnet1 = new ec2.CfnSubnet(this, 'OpenHandlersSubnet1', {
      vpcId: this.openVpc.ref,
      availabilityZone: Fn.select(0, Fn.getAzs()),
      cidrBlock: '192.168.0.0/27',
      mapPublicIpOnLaunch: false,
      tags: [{ key: 'Name', value: 'lines-dev-open-network-handlers-1' }],
    });

    const openHandlersSubnet2 = new ec2.CfnSubnet(this, 'OpenHandlersSubnet2', {
      vpcId: this.openVpc.ref,
      availabilityZone: Fn.select(1, Fn.getAzs()),
      cidrBlock: '192.168.0.32/27',
      mapPublicIpOnLaunch: false,
      tags: [{ key: 'Name', value: 'lines-dev-open-network-handlers-2' }],
    });

    const openHandlersSubnet3 = new ec2.CfnSubnet(this, 'OpenHandlersSubnet3', {
      vpcId: this.openVpc.ref,
      availabilityZone: Fn.select(2, Fn.getAzs()),
      cidrBlock: '192.168.0.64/27',
      mapPublicIpOnLaunch: false,
      tags: [{ key: 'Name', value: 'lines-dev-open-network-handlers-3' }],
    });

    // ---- Queues and topics --------------------------------------------------

    this.newsTopic = new sns.Topic(this, 'NewsTopic', {
      topicName: 'lines-dev-news-topic',
      masterKey: this.key,
    });
    this.newsTopic.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);

    // Dead letters of the queue calls.
    this.callsDeadLetters = new sqs.Queue(this, 'CallsDeadLetters', {
      queueName: 'lines-dev-calls-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.callsDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:lines-dev-calls-queue`,
      ],
    };

    this.callsQueue = new sqs.Queue(this, 'CallsQueue', {
      queueName: 'lines-dev-calls-queue',
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.minutes(3),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: { queue: this.callsDeadLetters, maxReceiveCount: 5 },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    // ---- Roles --------------------------------------------------------------

    const askFunctionRolePolicy = new iam.ManagedPolicy(this, 'AskFunctionRolePolicy', {
      description: 'What the function lines-dev-ask-handler may do.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'GetBook',
            actions: ['dynamodb:GetItem', 'dynamodb:Query'],
            resources: ['arn:aws:dynamodb:eu-west-1:123456789012:table/book'],
          }),
          new iam.PolicyStatement({
            sid: 'GetLake',
            actions: ['s3:GetObject'],
            resources: ['arn:aws:s3:::lake/raw/*'],
            conditions: {
              StringEquals: { 'aws:ResourceAccount': this.account },
            },
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
            sid: 'ListLake',
            actions: ['s3:ListBucket'],
            resources: ['arn:aws:s3:::lake'],
            conditions: {
              StringEquals: { 'aws:ResourceAccount': this.account },
              StringLike: { 's3:prefix': '*' },
            },
          }),
          new iam.PolicyStatement({
            sid: 'Log',
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [
              `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/lines-dev-ask-handler:*`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'NetworkDenyOpen',
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
                'lambda:SourceFunctionArn': `arn:${this.partition}:lambda:${this.region}:${this.account}:function:lines-dev-ask-handler`,
              },
            },
          }),
          new iam.PolicyStatement({
            sid: 'NetworkManageOpen',
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
            sid: 'NetworkOpen',
            actions: ['ec2:CreateNetworkInterface'],
            resources: [
              `arn:${this.partition}:ec2:${this.region}:${this.account}:network-interface/*`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:security-group/${openHandlersGroup.ref}`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${openHandlersSubnet1.ref}`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${openHandlersSubnet2.ref}`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${openHandlersSubnet3.ref}`,
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
            sid: 'QueryBookByDate',
            actions: ['dynamodb:Query'],
            resources: [
              'arn:aws:dynamodb:eu-west-1:123456789012:table/book/index/by_date',
            ],
          }),
          new iam.PolicyStatement({
            sid: 'ReceiveCalls',
            actions: [
              'sqs:DeleteMessage',
              'sqs:GetQueueAttributes',
              'sqs:ReceiveMessage',
            ],
            resources: [this.callsQueue.queueArn],
          }),
          new iam.PolicyStatement({
            sid: 'SendAnswers',
            actions: ['sqs:SendMessage'],
            resources: [this.answersQueue.queueArn],
          }),
          new iam.PolicyStatement({
            sid: 'SendKeyAnswers',
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: [this.key.keyArn],
            conditions: {
              StringEquals: {
                'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                'kms:EncryptionContext:aws:sqs:arn': this.answersQueue.queueArn,
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
    resourceOf(askFunctionRolePolicy).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written. Traces: AWS defines these actions on * alone. Network interfaces: they have no name before they are made and are described on * alone; a Deny keeps the function\'s own code out. Objects: the wildcard stands for those of one bucket of this account, below the prefix that the program names.',
        },
      ],
    });

    const askFunctionRole = new iam.Role(this, 'AskFunctionRole', {
      roleName: 'lines-dev-ask-role',
      description: 'What the function lines-dev-ask-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [askFunctionRolePolicy],
    });

    // ---- Network ------------------------------------------------------------

    const openHandlersRoutes1 = new ec2.CfnRouteTable(this, 'OpenHandlersRoutes1', {
      vpcId: this.openVpc.ref,
      tags: [{ key: 'Name', value: 'lines-dev-open-network-handlers-1' }],
    });

    const openHandlersRoutes2 = new ec2.CfnRouteTable(this, 'OpenHandlersRoutes2', {
      vpcId: this.openVpc.ref,
      tags: [{ key: 'Name', value: 'lines-dev-open-network-handlers-2' }],
    });

    const openHandlersRoutes3 = new ec2.CfnRouteTable(this, 'OpenHandlersRoutes3', {
      vpcId: this.openVpc.ref,
      tags: [{ key: 'Name', value: 'lines-dev-open-network-handlers-3' }],
    });

    new ec2.CfnVPCEndpoint(this, 'OpenDynamodbVpcEndpoint', {
      vpcId: this.openVpc.ref,
      serviceName: `com.amazonaws.${this.region}.dynamodb`,
      policyDocument: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'AskGetBook',
            principals: [new iam.StarPrincipal()],
            actions: ['dynamodb:GetItem', 'dynamodb:Query'],
            resources: ['arn:aws:dynamodb:eu-west-1:123456789012:table/book'],
            conditions: {
              ArnEquals: { 'aws:PrincipalArn': askFunctionRole.roleArn },
            },
          }),
          new iam.PolicyStatement({
            sid: 'AskQueryBookByDate',
            principals: [new iam.StarPrincipal()],
            actions: ['dynamodb:Query'],
            resources: [
              'arn:aws:dynamodb:eu-west-1:123456789012:table/book/index/by_date',
            ],
            conditions: {
              ArnEquals: { 'aws:PrincipalArn': askFunctionRole.roleArn },
            },
          }),
        ],
      }),
      vpcEndpointType: 'Gateway',
      routeTableIds: [
        openHandlersRoutes1.ref,
        openHandlersRoutes2.ref,
        openHandlersRoutes3.ref,
      ],
      tags: [{ key: 'Name', value: 'lines-dev-open-network-dynamodb' }],
    });

    new ec2.CfnSecurityGroupIngress(this, 'OpenEndpointsIngress1', {
      groupId: openEndpointsGroup.ref,
      sourceSecurityGroupId: openHandlersGroup.ref,
      description: 'From the handlers.',
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
    });

    new ec2.CfnSubnetRouteTableAssociation(this, 'OpenHandlersAssociation1', {
      routeTableId: openHandlersRoutes1.ref,
      subnetId: openHandlersSubnet1.ref,
    });

    new ec2.CfnSubnetRouteTableAssociation(this, 'OpenHandlersAssociation2', {
      routeTableId: openHandlersRoutes2.ref,
      subnetId: openHandlersSubnet2.ref,
    });

    new ec2.CfnSubnetRouteTableAssociation(this, 'OpenHandlersAssociation3', {
      routeTableId: openHandlersRoutes3.ref,
      subnetId: openHandlersSubnet3.ref,
    });

    const openInternetGateway = new ec2.CfnInternetGateway(this, 'OpenInternetGateway', {
      tags: [{ key: 'Name', value: 'lines-dev-open-network' }],
    });

    const openInternetAttachment = new ec2.CfnVPCGatewayAttachment(this, 'OpenInternetAttachment', {
      vpcId: this.openVpc.ref,
      internetGatewayId: openInternetGateway.ref,
    });

    const openNatAddress1 = new ec2.CfnEIP(this, 'OpenNatAddress1', {
      domain: 'vpc',
      tags: [{ key: 'Name', value: 'lines-dev-open-network-public-1' }],
    });
    openNatAddress1.addResourceDependency(openInternetAttachment);

    const openPublicSubnet1 = new ec2.CfnSubnet(this, 'OpenPublicSubnet1', {
      vpcId: this.openVpc.ref,
      availabilityZone: Fn.select(0, Fn.getAzs()),
      cidrBlock: '192.168.0.128/27',
      mapPublicIpOnLaunch: false,
      tags: [{ key: 'Name', value: 'lines-dev-open-network-public-1' }],
    });

    const openNatGateway1 = new ec2.CfnNatGateway(this, 'OpenNatGateway1', {
      allocationId: openNatAddress1.attrAllocationId,
      subnetId: openPublicSubnet1.ref,
      tags: [{ key: 'Name', value: 'lines-dev-open-network-public-1' }],
    });
    openNatGateway1.addResourceDependency(openInternetAttachment);

    new ec2.CfnRoute(this, 'OpenHandlersWayOut1', {
      destinationCidrBlock: '0.0.0.0/0',
      natGatewayId: openNatGateway1.ref,
      routeTableId: openHandlersRoutes1.ref,
    });

    const openNatAddress2 = new ec2.CfnEIP(this, 'OpenNatAddress2', {
      domain: 'vpc',
      tags: [{ key: 'Name', value: 'lines-dev-open-network-public-2' }],
    });
    openNatAddress2.addResourceDependency(openInternetAttachment);

    const openPublicSubnet2 = new ec2.CfnSubnet(this, 'OpenPublicSubnet2', {
      vpcId: this.openVpc.ref,
      availabilityZone: Fn.select(1, Fn.getAzs()),
      cidrBlock: '192.168.0.160/27',
      mapPublicIpOnLaunch: false,
      tags: [{ key: 'Name', value: 'lines-dev-open-network-public-2' }],
    });

    const openNatGateway2 = new ec2.CfnNatGateway(this, 'OpenNatGateway2', {
      allocationId: openNatAddress2.attrAllocationId,
      subnetId: openPublicSubnet2.ref,
      tags: [{ key: 'Name', value: 'lines-dev-open-network-public-2' }],
    });
    openNatGateway2.addResourceDependency(openInternetAttachment);

    new ec2.CfnRoute(this, 'OpenHandlersWayOut2', {
      destinationCidrBlock: '0.0.0.0/0',
      natGatewayId: openNatGateway2.ref,
      routeTableId: openHandlersRoutes2.ref,
    });

    const openNatAddress3 = new ec2.CfnEIP(this, 'OpenNatAddress3', {
      domain: 'vpc',
      tags: [{ key: 'Name', value: 'lines-dev-open-network-public-3' }],
    });
    openNatAddress3.addResourceDependency(openInternetAttachment);

    const openPublicSubnet3 = new ec2.CfnSubnet(this, 'OpenPublicSubnet3', {
      vpcId: this.openVpc.ref,
      availabilityZone: Fn.select(2, Fn.getAzs()),
      cidrBlock: '192.168.0.192/27',
      mapPublicIpOnLaunch: false,
      tags: [{ key: 'Name', value: 'lines-dev-open-network-public-3' }],
    });

    const openNatGateway3 = new ec2.CfnNatGateway(this, 'OpenNatGateway3', {
      allocationId: openNatAddress3.attrAllocationId,
      subnetId: openPublicSubnet3.ref,
      tags: [{ key: 'Name', value: 'lines-dev-open-network-public-3' }],
    });
    openNatGateway3.addResourceDependency(openInternetAttachment);

    new ec2.CfnRoute(this, 'OpenHandlersWayOut3', {
      destinationCidrBlock: '0.0.0.0/0',
      natGatewayId: openNatGateway3.ref,
      routeTableId: openHandlersRoutes3.ref,
    });

    new ec2.CfnVPCEndpoint(this, 'OpenMonitoringVpcEndpoint', {
      vpcId: this.openVpc.ref,
      serviceName: `com.amazonaws.${this.region}.monitoring`,
      policyDocument: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'Account',
            principals: [new iam.StarPrincipal()],
            actions: ['cloudwatch:*'],
            resources: ['*'],
            conditions: {
              StringEquals: { 'aws:PrincipalAccount': this.account },
            },
          }),
        ],
      }),
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      securityGroupIds: [openEndpointsGroup.ref],
      subnetIds: [
        openHandlersSubnet1.ref,
        openHandlersSubnet2.ref,
        openHandlersSubnet3.ref,
      ],
      tags: [{ key: 'Name', value: 'lines-dev-open-network-monitoring' }],
    });

    const openPublicRoutes = new ec2.CfnRouteTable(this, 'OpenPublicRoutes', {
      vpcId: this.openVpc.ref,
      tags: [{ key: 'Name', value: 'lines-dev-open-network-public' }],
    });

    new ec2.CfnSubnetRouteTableAssociation(this, 'OpenPublicAssociation1', {
      routeTableId: openPublicRoutes.ref,
      subnetId: openPublicSubnet1.ref,
    });

    new ec2.CfnSubnetRouteTableAssociation(this, 'OpenPublicAssociation2', {
      routeTableId: openPublicRoutes.ref,
      subnetId: openPublicSubnet2.ref,
    });

    new ec2.CfnSubnetRouteTableAssociation(this, 'OpenPublicAssociation3', {
      routeTableId: openPublicRoutes.ref,
      subnetId: openPublicSubnet3.ref,
    });

    const openPublicWayOut = new ec2.CfnRoute(this, 'OpenPublicWayOut', {
      destinationCidrBlock: '0.0.0.0/0',
      gatewayId: openInternetGateway.ref,
      routeTableId: openPublicRoutes.ref,
    });
    openPublicWayOut.addResourceDependency(openInternetAttachment);
    openPublicWayOut.addMetadata('cdk_nag', {
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

    new ec2.CfnVPCEndpoint(this, 'OpenS3VpcEndpoint', {
      vpcId: this.openVpc.ref,
      serviceName: `com.amazonaws.${this.region}.s3`,
      policyDocument: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'AskGetLake',
            principals: [new iam.StarPrincipal()],
            actions: ['s3:GetObject'],
            resources: ['arn:aws:s3:::lake/raw/*'],
            conditions: {
              ArnEquals: { 'aws:PrincipalArn': askFunctionRole.roleArn },
              StringEquals: { 'aws:ResourceAccount': this.account },
            },
          }),
          new iam.PolicyStatement({
            sid: 'AskListLake',
            principals: [new iam.StarPrincipal()],
            actions: ['s3:ListBucket'],
            resources: ['arn:aws:s3:::lake'],
            conditions: {
              ArnEquals: { 'aws:PrincipalArn': askFunctionRole.roleArn },
              StringEquals: { 'aws:ResourceAccount': this.account },
            },
          }),
        ],
      }),
      vpcEndpointType: 'Gateway',
      routeTableIds: [
        openHandlersRoutes1.ref,
        openHandlersRoutes2.ref,
        openHandlersRoutes3.ref,
      ],
      tags: [{ key: 'Name', value: 'lines-dev-open-network-s3' }],
    });

    new ec2.CfnVPCEndpoint(this, 'OpenSnsVpcEndpoint', {
      vpcId: this.openVpc.ref,
      serviceName: `com.amazonaws.${this.region}.sns`,
      policyDocument: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'AskPublishNews',
            principals: [new iam.StarPrincipal()],
            actions: ['sns:Publish'],
            resources: [this.newsTopic.topicArn],
            conditions: {
              ArnEquals: { 'aws:PrincipalArn': askFunctionRole.roleArn },
            },
          }),
        ],
      }),
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      securityGroupIds: [openEndpointsGroup.ref],
      subnetIds: [
        openHandlersSubnet1.ref,
        openHandlersSubnet2.ref,
        openHandlersSubnet3.ref,
      ],
      tags: [{ key: 'Name', value: 'lines-dev-open-network-sns' }],
    });

    new ec2.CfnVPCEndpoint(this, 'OpenSqsVpcEndpoint', {
      vpcId: this.openVpc.ref,
      serviceName: `com.amazonaws.${this.region}.sqs`,
      policyDocument: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'AskSendAnswers',
            principals: [new iam.StarPrincipal()],
            actions: ['sqs:SendMessage'],
            resources: [this.answersQueue.queueArn],
            conditions: {
              ArnEquals: { 'aws:PrincipalArn': askFunctionRole.roleArn },
            },
          }),
        ],
      }),
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      securityGroupIds: [openEndpointsGroup.ref],
      subnetIds: [
        openHandlersSubnet1.ref,
        openHandlersSubnet2.ref,
        openHandlersSubnet3.ref,
      ],
      tags: [{ key: 'Name', value: 'lines-dev-open-network-sqs' }],
    });

    new ec2.CfnVPCEndpoint(this, 'OpenStsVpcEndpoint', {
      vpcId: this.openVpc.ref,
      serviceName: `com.amazonaws.${this.region}.sts`,
      policyDocument: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'Account',
            principals: [new iam.StarPrincipal()],
            actions: ['sts:*'],
            resources: ['*'],
            conditions: {
              StringEquals: { 'aws:PrincipalAccount': this.account },
            },
          }),
        ],
      }),
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      securityGroupIds: [openEndpointsGroup.ref],
      subnetIds: [
        openHandlersSubnet1.ref,
        openHandlersSubnet2.ref,
        openHandlersSubnet3.ref,
      ],
      tags: [{ key: 'Name', value: 'lines-dev-open-network-sts' }],
    });

    // ---- Roles --------------------------------------------------------------

    const openVpcLogsRolePolicy = new iam.ManagedPolicy(this, 'OpenVpcLogsRolePolicy', {
      description: 'How the flow log of the network lines-dev-open-network is written.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'DeliverOpen',
            actions: [
              'logs:CreateLogStream',
              'logs:DescribeLogStreams',
              'logs:PutLogEvents',
            ],
            resources: [
              `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/vendedlogs/lines-dev-open-network:*`,
            ],
          }),
        ],
      }),
    });
    resourceOf(openVpcLogsRolePolicy).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const openVpcLogsRole = new iam.Role(this, 'OpenVpcLogsRole', {
      roleName: 'lines-dev-open-network-logs-role',
      description: 'How the flow log of the network lines-dev-open-network is written.',
      assumedBy: new iam.ServicePrincipal('vpc-flow-logs.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': this.account },
          ArnLike: {
            'aws:SourceArn': `arn:${this.partition}:ec2:${this.region}:${this.account}:vpc-flow-log/*`,
          },
        },
      }),
      managedPolicies: [openVpcLogsRolePolicy],
    });

    // ---- Logs ---------------------------------------------------------------

    const openVpcLogs = new logs.LogGroup(this, 'OpenVpcLogs', {
      logGroupName: '/aws/vendedlogs/lines-dev-open-network',
      retention: logs.RetentionDays.ONE_MONTH,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    // ---- Network ------------------------------------------------------------

    new ec2.CfnFlowLog(this, 'OpenVpcFlowLog', {
      deliverLogsPermissionArn: openVpcLogsRole.roleArn,
      logDestinationType: 'cloud-watch-logs',
      logGroupName: openVpcLogs.logGroupName,
      resourceId: this.openVpc.ref,
      resourceType: 'VPC',
      trafficType: 'ALL',
      tags: [{ key: 'Name', value: 'lines-dev-open-network' }],
    });

    // ---- Queues and topics --------------------------------------------------

    this.answersDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.answersDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.answersQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.answersQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.callsDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.callsDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.callsQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.callsQueue.queueArn],
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

    const answerFunctionLogs = new logs.LogGroup(this, 'AnswerFunctionLogs', {
      logGroupName: '/aws/lambda/lines-dev-answer-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const apiLogs = new logs.LogGroup(this, 'ApiLogs', {
      logGroupName: '/aws/vendedlogs/lines-dev-http-api',
      retention: logs.RetentionDays.ONE_MONTH,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const askFunctionLogs = new logs.LogGroup(this, 'AskFunctionLogs', {
      logGroupName: '/aws/lambda/lines-dev-ask-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const mailFunctionLogs = new logs.LogGroup(this, 'MailFunctionLogs', {
      logGroupName: '/aws/lambda/lines-dev-mail-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const priceFunctionLogs = new logs.LogGroup(this, 'PriceFunctionLogs', {
      logGroupName: '/aws/lambda/lines-dev-price-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const quietFunctionLogs = new logs.LogGroup(this, 'QuietFunctionLogs', {
      logGroupName: '/aws/lambda/lines-dev-quiet-handler',
      retention: logs.RetentionDays.ONE_MONTH,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    // ---- Roles --------------------------------------------------------------

    const callsIntakeRolePolicy = new iam.ManagedPolicy(this, 'CallsIntakeRolePolicy', {
      description: 'How the API lines-dev-http-api sends to the queue calls.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'SendCalls',
            actions: ['sqs:SendMessage'],
            resources: [this.callsQueue.queueArn],
          }),
        ],
      }),
    });

    const callsIntakeRole = new iam.Role(this, 'CallsIntakeRole', {
      roleName: 'lines-dev-calls-intake-role',
      description: 'How the API lines-dev-http-api sends to the queue calls.',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      managedPolicies: [callsIntakeRolePolicy],
    });

    const mailFunctionRolePolicy = new iam.ManagedPolicy(this, 'MailFunctionRolePolicy', {
      description: 'What the function lines-dev-mail-handler may do.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'Log',
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [
              `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/lines-dev-mail-handler:*`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'SendAnswers',
            actions: ['sqs:SendMessage'],
            resources: [this.answersQueue.queueArn],
          }),
          new iam.PolicyStatement({
            sid: 'SendKeyAnswers',
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: [this.key.keyArn],
            conditions: {
              StringEquals: {
                'kms:ViaService': `sqs.${this.region}.amazonaws.com`,
                'kms:EncryptionContext:aws:sqs:arn': this.answersQueue.queueArn,
              },
            },
          }),
        ],
      }),
    });
    resourceOf(mailFunctionRolePolicy).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    const mailFunctionRole = new iam.Role(this, 'MailFunctionRole', {
      roleName: 'lines-dev-mail-role',
      description: 'What the function lines-dev-mail-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [mailFunctionRolePolicy],
    });

    const priceFunctionRolePolicy = new iam.ManagedPolicy(this, 'PriceFunctionRolePolicy', {
      description: 'What the function lines-dev-price-handler may do.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'Log',
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [
              `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/lines-dev-price-handler:*`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'NetworkBeside',
            actions: ['ec2:CreateNetworkInterface'],
            resources: [
              `arn:${this.partition}:ec2:${this.region}:${this.account}:network-interface/*`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:security-group/sg-0a1b2c3d`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/subnet-0a1b2c3d`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'NetworkDenyBeside',
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
                'lambda:SourceFunctionArn': `arn:${this.partition}:lambda:${this.region}:${this.account}:function:lines-dev-price-handler`,
              },
            },
          }),
          new iam.PolicyStatement({
            sid: 'NetworkDescribeBeside',
            actions: ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'],
            resources: ['*'],
          }),
          new iam.PolicyStatement({
            sid: 'NetworkManageBeside',
            actions: [
              'ec2:AssignPrivateIpAddresses',
              'ec2:DeleteNetworkInterface',
              'ec2:UnassignPrivateIpAddresses',
            ],
            resources: [
              `arn:${this.partition}:ec2:${this.region}:${this.account}:network-interface/*`,
            ],
          }),
        ],
      }),
    });
    resourceOf(priceFunctionRolePolicy).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written. Network interfaces: they have no name before they are made and are described on * alone; a Deny keeps the function\'s own code out.',
        },
      ],
    });

    const priceFunctionRole = new iam.Role(this, 'PriceFunctionRole', {
      roleName: 'lines-dev-price-role',
      description: 'What the function lines-dev-price-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [priceFunctionRolePolicy],
    });

    const quietFunctionRolePolicy = new iam.ManagedPolicy(this, 'QuietFunctionRolePolicy', {
      description: 'What the function lines-dev-quiet-handler may do.',
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'Log',
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [
              `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/lines-dev-quiet-handler:*`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'NetworkDenyIdle',
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
                'lambda:SourceFunctionArn': `arn:${this.partition}:lambda:${this.region}:${this.account}:function:lines-dev-quiet-handler`,
              },
            },
          }),
          new iam.PolicyStatement({
            sid: 'NetworkDescribeIdle',
            actions: ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'],
            resources: ['*'],
          }),
          new iam.PolicyStatement({
            sid: 'NetworkIdle',
            actions: ['ec2:CreateNetworkInterface'],
            resources: [
              `arn:${this.partition}:ec2:${this.region}:${this.account}:network-interface/*`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:security-group/${idleHandlersGroup.ref}`,
              `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${idleHandlersSubnet1.ref}`,
            ],
          }),
          new iam.PolicyStatement({
            sid: 'NetworkManageIdle',
            actions: [
              'ec2:AssignPrivateIpAddresses',
              'ec2:DeleteNetworkInterface',
              'ec2:UnassignPrivateIpAddresses',
            ],
            resources: [
              `arn:${this.partition}:ec2:${this.region}:${this.account}:network-interface/*`,
            ],
          }),
        ],
      }),
    });
    resourceOf(quietFunctionRolePolicy).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written. Network interfaces: they have no name before they are made and are described on * alone; a Deny keeps the function\'s own code out.',
        },
      ],
    });

    const quietFunctionRole = new iam.Role(this, 'QuietFunctionRole', {
      roleName: 'lines-dev-quiet-role',
      description: 'What the function lines-dev-quiet-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [quietFunctionRolePolicy],
    });

    // ---- Handlers -----------------------------------------------------------

    // Works off the queue answers.
    this.answerFunction = new lambda.Function(this, 'AnswerFunction', {
      functionName: 'lines-dev-answer-handler',
      description: 'Works off the queue answers.',
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromInline('def handler(event, context): pass'),
      role: answerFunctionRole,
      environment: {
        PRICE_FUNCTION_NAME: 'lines-dev-price-handler',
        LEVEL_PARAMETER_NAME: 'level',
      },
      logGroup: answerFunctionLogs,
    });
    (this.answerFunction.node.defaultChild as lambda.CfnFunction).vpcConfig = {
      securityGroupIds: [mainHandlersGroup.ref],
      subnetIds: [mainHandlersSubnet1.ref, mainHandlersSubnet2.ref],
    };
    resourceOf(this.answerFunction).addMetadata('cdk_nag', {
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

    // Works off the queue calls.
    this.askFunction = new lambda.Function(this, 'AskFunction', {
      functionName: 'lines-dev-ask-handler',
      description: 'Works off the queue calls.',
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromInline('def handler(event, context): pass'),
      role: askFunctionRole,
      environment: {
        ANSWERS_QUEUE_URL: this.answersQueue.queueUrl,
        NEWS_TOPIC_ARN: this.newsTopic.topicArn,
        BOOK_TABLE_NAME: 'book',
        LAKE_BUCKET_NAME: 'lake',
      },
      logGroup: askFunctionLogs,
    });
    const cfnAskFunction = this.askFunction.node.defaultChild as lambda.CfnFunction;
    cfnAskFunction.tracingConfig = { mode: 'Active' };
    cfnAskFunction.vpcConfig = {
      securityGroupIds: [openHandlersGroup.ref],
      subnetIds: [
        openHandlersSubnet1.ref,
        openHandlersSubnet2.ref,
        openHandlersSubnet3.ref,
      ],
    };
    resourceOf(this.askFunction).addMetadata('cdk_nag', {
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

    // Handler quiet of the stack lines-dev-queue-stack.
    this.quietFunction = new lambda.Function(this, 'QuietFunction', {
      functionName: 'lines-dev-quiet-handler',
      description: 'Handler quiet of the stack lines-dev-queue-stack.',
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromInline('def handler(event, context): pass'),
      role: quietFunctionRole,
      logGroup: quietFunctionLogs,
    });
    (this.quietFunction.node.defaultChild as lambda.CfnFunction).vpcConfig = {
      securityGroupIds: [idleHandlersGroup.ref],
      subnetIds: [idleHandlersSubnet1.ref],
    };
    resourceOf(this.quietFunction).addMetadata('cdk_nag', {
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
      name: 'lines-dev-http-api',
      description: 'HTTP API of the stack lines-dev-queue-stack.',
      protocolType: 'HTTP',
    });

    // ---- Handlers -----------------------------------------------------------

    new lambda.CfnPermission(this, 'GetIdle46ee77Permission', {
      action: 'lambda:InvokeFunction',
      functionName: this.quietFunction.functionName,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `arn:${this.partition}:execute-api:${this.region}:${this.account}:${this.api.ref}/*/GET/idle`,
    });

    // Handler price of the stack lines-dev-queue-stack.
    this.priceFunction = new lambda.Function(this, 'PriceFunction', {
      functionName: 'lines-dev-price-handler',
      description: 'Handler price of the stack lines-dev-queue-stack.',
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromInline('def handler(event, context): pass'),
      role: priceFunctionRole,
      logGroup: priceFunctionLogs,
    });
    (this.priceFunction.node.defaultChild as lambda.CfnFunction).vpcConfig = {
      subnetIds: ['subnet-0a1b2c3d'],
      securityGroupIds: ['sg-0a1b2c3d'],
    };

    new lambda.CfnPermission(this, 'GetPricec6d570Permission', {
      action: 'lambda:InvokeFunction',
      functionName: this.priceFunction.functionName,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `arn:${this.partition}:execute-api:${this.region}:${this.account}:${this.api.ref}/*/GET/price`,
    });

    // Handler mail of the stack lines-dev-queue-stack.
    this.mailFunction = new lambda.Function(this, 'MailFunction', {
      functionName: 'lines-dev-mail-handler',
      description: 'Handler mail of the stack lines-dev-queue-stack.',
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromInline('def handler(event, context): pass'),
      role: mailFunctionRole,
      logGroup: mailFunctionLogs,
    });
    (this.mailFunction.node.defaultChild as lambda.CfnFunction).deadLetterConfig = {
      targetArn: this.answersQueue.queueArn,
    };

    new lambda.CfnPermission(this, 'NewsMail7292eaPermission', {
      action: 'lambda:InvokeFunction',
      functionName: this.mailFunction.functionName,
      principal: 'sns.amazonaws.com',
      sourceArn: this.newsTopic.topicArn,
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

    const getIdleIntegration = new apigatewayv2.CfnIntegration(this, 'GetIdleIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationUri: this.quietFunction.functionArn,
      payloadFormatVersion: '2.0',
    });

    new apigatewayv2.CfnRoute(this, 'GetIdleRoute', {
      apiId: this.api.ref,
      routeKey: 'GET /idle',
      target: `integrations/${getIdleIntegration.ref}`,
      authorizationType: 'AWS_IAM',
    });

    const getPriceIntegration = new apigatewayv2.CfnIntegration(this, 'GetPriceIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationUri: this.priceFunction.functionArn,
      payloadFormatVersion: '2.0',
    });

    new apigatewayv2.CfnRoute(this, 'GetPriceRoute', {
      apiId: this.api.ref,
      routeKey: 'GET /price',
      target: `integrations/${getPriceIntegration.ref}`,
      authorizationType: 'AWS_IAM',
    });

    const postCallsIntegration = new apigatewayv2.CfnIntegration(this, 'PostCallsIntegration', {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-SendMessage',
      payloadFormatVersion: '1.0',
      credentialsArn: callsIntakeRole.roleArn,
      requestParameters: {
        QueueUrl: this.callsQueue.queueUrl,
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

    new apigatewayv2.CfnRoute(this, 'PostCallsRoute', {
      apiId: this.api.ref,
      routeKey: 'POST /calls',
      target: `integrations/${postCallsIntegration.ref}`,
      authorizationType: 'AWS_IAM',
    });

    // ---- Feeds --------------------------------------------------------------

    new lambda.CfnEventSourceMapping(this, 'AnswerEventSource', {
      functionName: this.answerFunction.functionName,
      eventSourceArn: this.answersQueue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new lambda.CfnEventSourceMapping(this, 'AskEventSource', {
      functionName: this.askFunction.functionName,
      eventSourceArn: this.callsQueue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new sns.CfnSubscription(this, 'NewsMail7292eaSubscription', {
      topicArn: this.newsTopic.topicArn,
      protocol: 'lambda',
      endpoint: this.mailFunction.functionArn,
    });

    // ---- Alarms -------------------------------------------------------------

    new cloudwatch.CfnAlarm(this, 'AnswerFunctionErrorsAlarm', {
      alarmName: 'lines-dev-answer-handler-errors',
      alarmDescription: 'Calls of the function lines-dev-answer-handler fail.',
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
                  value: this.answerFunction.functionName,
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
                  value: this.answerFunction.functionName,
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

    new cloudwatch.CfnAlarm(this, 'AnswerFunctionThrottlesAlarm', {
      alarmName: 'lines-dev-answer-handler-throttles',
      alarmDescription: 'Calls of the function lines-dev-answer-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.answerFunction.functionName },
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

    new cloudwatch.CfnAlarm(this, 'AnswersQueueAgeAlarm', {
      alarmName: 'lines-dev-answers-queue-age',
      alarmDescription: 'The consumer of the queue lines-dev-answers-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [{ name: 'QueueName', value: this.answersQueue.queueName }],
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

    new cloudwatch.CfnAlarm(this, 'AnswersQueueDeadLettersAlarm', {
      alarmName: 'lines-dev-answers-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue lines-dev-answers-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        { name: 'QueueName', value: this.answersDeadLetters.queueName },
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

    new cloudwatch.CfnAlarm(this, 'ApiServerErrorsAlarm', {
      alarmName: 'lines-dev-http-api-server-errors',
      alarmDescription: 'Requests to the API lines-dev-http-api fail on its own side.',
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

    new cloudwatch.CfnAlarm(this, 'AskFunctionErrorsAlarm', {
      alarmName: 'lines-dev-ask-handler-errors',
      alarmDescription: 'Calls of the function lines-dev-ask-handler fail.',
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
                { name: 'FunctionName', value: this.askFunction.functionName },
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
                { name: 'FunctionName', value: this.askFunction.functionName },
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

    new cloudwatch.CfnAlarm(this, 'AskFunctionThrottlesAlarm', {
      alarmName: 'lines-dev-ask-handler-throttles',
      alarmDescription: 'Calls of the function lines-dev-ask-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.askFunction.functionName },
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

    new cloudwatch.CfnAlarm(this, 'CallsQueueAgeAlarm', {
      alarmName: 'lines-dev-calls-queue-age',
      alarmDescription: 'The consumer of the queue lines-dev-calls-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [{ name: 'QueueName', value: this.callsQueue.queueName }],
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

    new cloudwatch.CfnAlarm(this, 'CallsQueueDeadLettersAlarm', {
      alarmName: 'lines-dev-calls-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue lines-dev-calls-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        { name: 'QueueName', value: this.callsDeadLetters.queueName },
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

    new cloudwatch.CfnAlarm(this, 'MailFunctionErrorsAlarm', {
      alarmName: 'lines-dev-mail-handler-errors',
      alarmDescription: 'Calls of the function lines-dev-mail-handler fail.',
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
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });

    new cloudwatch.CfnAlarm(this, 'MailFunctionThrottlesAlarm', {
      alarmName: 'lines-dev-mail-handler-throttles',
      alarmDescription: 'Calls of the function lines-dev-mail-handler are refused for want of concurrency.',
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
      alarmActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
      okActions: ['arn:aws:sns:eu-west-1:123456789012:oncall'],
    });

    new cloudwatch.CfnAlarm(this, 'NewsTopicFailuresAlarm', {
      alarmName: 'lines-dev-news-topic-failures',
      alarmDescription: 'Messages of the topic lines-dev-news-topic could not be delivered.',
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

    new cloudwatch.CfnAlarm(this, 'PriceFunctionErrorsAlarm', {
      alarmName: 'lines-dev-price-handler-errors',
      alarmDescription: 'Calls of the function lines-dev-price-handler fail.',
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
                  value: this.priceFunction.functionName,
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
                  value: this.priceFunction.functionName,
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

    new cloudwatch.CfnAlarm(this, 'PriceFunctionThrottlesAlarm', {
      alarmName: 'lines-dev-price-handler-throttles',
      alarmDescription: 'Calls of the function lines-dev-price-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.priceFunction.functionName },
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

    new cloudwatch.CfnAlarm(this, 'QuietFunctionErrorsAlarm', {
      alarmName: 'lines-dev-quiet-handler-errors',
      alarmDescription: 'Calls of the function lines-dev-quiet-handler fail.',
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
                  value: this.quietFunction.functionName,
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
                  value: this.quietFunction.functionName,
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

    new cloudwatch.CfnAlarm(this, 'QuietFunctionThrottlesAlarm', {
      alarmName: 'lines-dev-quiet-handler-throttles',
      alarmDescription: 'Calls of the function lines-dev-quiet-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.quietFunction.functionName },
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
