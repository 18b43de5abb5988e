// Made by apiqc: the next build writes this file anew. What is yours belongs
// into extension.ts.
import {
  CfnResource,
  Duration,
  Fn,
  RemovalPolicy,
  Stack,
  StackProps,
  Tags,
} from 'aws-cdk-lib';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';

export interface PaymentsStackProps extends StackProps {}

/**
 * Takes payments, writes them down and signs them, in a network without a way out.
 */
export class PaymentsStack extends Stack {
  readonly acceptFunction: lambda.Function;
  readonly api: apigatewayv2.CfnApi;
  readonly apiStage: apigatewayv2.CfnStage;
  readonly intakeDeadLetters: sqs.Queue;
  readonly intakeQueue: sqs.Queue;
  readonly signFunction: lambda.Function;
  readonly vaultVpc: ec2.CfnVPC;
  readonly writtenDeadLetters: sqs.Queue;
  readonly writtenQueue: sqs.Queue;

  constructor(scope: Construct, id: string, props: PaymentsStackProps = {}) {
    super(scope, id, {
      description: 'Takes payments, writes them down and signs them, in a network without a way out.',
      ...props,
    });

    // ---- Network ------------------------------------------------------------

    // Where payments are handled: nothing in it reaches the internet, or is reached from there.
    this.vaultVpc = new ec2.CfnVPC(this, 'VaultVpc', {
      cidrBlock: '10.20.0.0/20',
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: [{ key: 'Name', value: 'payments-prod-vault-network' }],
    });
    this.vaultVpc.addMetadata('cdk_nag', {
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

    const vaultEndpointsGroup = new ec2.CfnSecurityGroup(this, 'VaultEndpointsGroup', {
      vpcId: this.vaultVpc.ref,
      groupDescription: 'Who may reach the endpoints of payments-prod-vault-network.',
      securityGroupEgress: [
        {
          cidrIp: '127.0.0.1/32',
          description: 'To nowhere.',
          ipProtocol: '-1',
        },
      ],
      tags: [{ key: 'Name', value: 'payments-prod-vault-network-endpoints' }],
    });

    const vaultHandlersGroup = new ec2.CfnSecurityGroup(this, 'VaultHandlersGroup', {
      vpcId: this.vaultVpc.ref,
      groupDescription: 'What the handlers in payments-prod-vault-network may reach.',
      securityGroupEgress: [
        {
          destinationSecurityGroupId: vaultEndpointsGroup.ref,
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
      tags: [{ key: 'Name', value: 'payments-prod-vault-network-handlers' }],
    });

    const vaultHandlersSubnet1 = new ec2.CfnSubnet(this, 'VaultHandlersSubnet1', {
      vpcId: this.vaultVpc.ref,
      availabilityZone: Fn.select(0, Fn.getAzs()),
      cidrBlock: '10.20.0.0/23',
      mapPublicIpOnLaunch: false,
      tags: [{ key: 'Name', value: 'payments-prod-vault-network-handlers-1' }],
    });

    const vaultHandlersSubnet2 = new ec2.CfnSubnet(this, 'VaultHandlersSubnet2', {
      vpcId: this.vaultVpc.ref,
      availabilityZone: Fn.select(1, Fn.getAzs()),
      cidrBlock: '10.20.2.0/23',
      mapPublicIpOnLaunch: false,
      tags: [{ key: 'Name', value: 'payments-prod-vault-network-handlers-2' }],
    });

    const vaultHandlersSubnet3 = new ec2.CfnSubnet(this, 'VaultHandlersSubnet3', {
      vpcId: this.vaultVpc.ref,
      availabilityZone: Fn.select(2, Fn.getAzs()),
      cidrBlock: '10.20.4.0/23',
      mapPublicIpOnLaunch: false,
      tags: [{ key: 'Name', value: 'payments-prod-vault-network-handlers-3' }],
    });

    // ---- Queues and topics --------------------------------------------------

    // Dead letters of the queue intake.
    this.intakeDeadLetters = new sqs.Queue(this, 'IntakeDeadLetters', {
      queueName: 'payments-prod-intake-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.intakeDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:payments-prod-intake-queue`,
      ],
    };

    this.intakeQueue = new sqs.Queue(this, 'IntakeQueue', {
      queueName: 'payments-prod-intake-queue',
      retentionPeriod: Duration.days(7),
      visibilityTimeout: Duration.minutes(3),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: { queue: this.intakeDeadLetters, maxReceiveCount: 5 },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    // Dead letters of the queue written.
    this.writtenDeadLetters = new sqs.Queue(this, 'WrittenDeadLetters', {
      queueName: 'payments-prod-written-dlq',
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(30),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    (this.writtenDeadLetters.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = {
      redrivePermission: 'byQueue',
      sourceQueueArns: [
        `arn:${this.partition}:sqs:${this.region}:${this.account}:payments-prod-written-queue`,
      ],
    };

    this.writtenQueue = new sqs.Queue(this, 'WrittenQueue', {
      queueName: 'payments-prod-written-queue',
      retentionPeriod: Duration.days(7),
      visibilityTimeout: Duration.minutes(3),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: { queue: this.writtenDeadLetters, maxReceiveCount: 5 },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    // ---- Roles --------------------------------------------------------------

    const acceptFunctionRole = new iam.Role(this, 'AcceptFunctionRole', {
      description: 'What the function payments-prod-accept-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/payments-prod-accept-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'NetworkDenyVault',
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
                  'lambda:SourceFunctionArn': `arn:${this.partition}:lambda:${this.region}:${this.account}:function:payments-prod-accept-handler`,
                },
              },
            }),
            new iam.PolicyStatement({
              sid: 'NetworkDescribeVault',
              actions: [
                'ec2:DescribeNetworkInterfaces',
                'ec2:DescribeSubnets',
              ],
              resources: ['*'],
            }),
            new iam.PolicyStatement({
              sid: 'NetworkManageVault',
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
              sid: 'NetworkVault',
              actions: ['ec2:CreateNetworkInterface'],
              resources: [
                `arn:${this.partition}:ec2:${this.region}:${this.account}:network-interface/*`,
                `arn:${this.partition}:ec2:${this.region}:${this.account}:security-group/${vaultHandlersGroup.ref}`,
                `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${vaultHandlersSubnet1.ref}`,
                `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${vaultHandlersSubnet2.ref}`,
                `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${vaultHandlersSubnet3.ref}`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'PutLedger',
              actions: ['dynamodb:PutItem'],
              resources: [
                'arn:aws:dynamodb:eu-west-1:123456789012:table/ledger',
              ],
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
              sid: 'SendWritten',
              actions: ['sqs:SendMessage'],
              resources: [this.writtenQueue.queueArn],
            }),
          ],
        }),
      },
    });
    resourceOf(acceptFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written. Network interfaces: they have no name before they are made and are described on * alone; a Deny keeps the function\'s own code out.',
        },
      ],
    });

    const signFunctionRole = new iam.Role(this, 'SignFunctionRole', {
      description: 'What the function payments-prod-sign-handler may do.',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'GetSignKey',
              actions: ['secretsmanager:GetSecretValue'],
              resources: [
                'arn:aws:secretsmanager:eu-west-1:123456789012:secret:sign-key-a1B2c3',
              ],
            }),
            new iam.PolicyStatement({
              sid: 'Log',
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/lambda/payments-prod-sign-handler:*`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'NetworkDenyVault',
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
                  'lambda:SourceFunctionArn': `arn:${this.partition}:lambda:${this.region}:${this.account}:function:payments-prod-sign-handler`,
                },
              },
            }),
            new iam.PolicyStatement({
              sid: 'NetworkDescribeVault',
              actions: [
                'ec2:DescribeNetworkInterfaces',
                'ec2:DescribeSubnets',
              ],
              resources: ['*'],
            }),
            new iam.PolicyStatement({
              sid: 'NetworkManageVault',
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
              sid: 'NetworkVault',
              actions: ['ec2:CreateNetworkInterface'],
              resources: [
                `arn:${this.partition}:ec2:${this.region}:${this.account}:network-interface/*`,
                `arn:${this.partition}:ec2:${this.region}:${this.account}:security-group/${vaultHandlersGroup.ref}`,
                `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${vaultHandlersSubnet1.ref}`,
                `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${vaultHandlersSubnet2.ref}`,
                `arn:${this.partition}:ec2:${this.region}:${this.account}:subnet/${vaultHandlersSubnet3.ref}`,
              ],
            }),
            new iam.PolicyStatement({
              sid: 'ReceiveWritten',
              actions: [
                'sqs:DeleteMessage',
                'sqs:GetQueueAttributes',
                'sqs:ReceiveMessage',
              ],
              resources: [this.writtenQueue.queueArn],
            }),
            new iam.PolicyStatement({
              sid: 'UpdateLedger',
              actions: ['dynamodb:UpdateItem'],
              resources: [
                'arn:aws:dynamodb:eu-west-1:123456789012:table/ledger',
              ],
            }),
          ],
        }),
      },
    });
    resourceOf(signFunctionRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written. Network interfaces: they have no name before they are made and are described on * alone; a Deny keeps the function\'s own code out.',
        },
      ],
    });

    // ---- Network ------------------------------------------------------------

    const vaultHandlersRoutes1 = new ec2.CfnRouteTable(this, 'VaultHandlersRoutes1', {
      vpcId: this.vaultVpc.ref,
      tags: [{ key: 'Name', value: 'payments-prod-vault-network-handlers-1' }],
    });

    const vaultHandlersRoutes2 = new ec2.CfnRouteTable(this, 'VaultHandlersRoutes2', {
      vpcId: this.vaultVpc.ref,
      tags: [{ key: 'Name', value: 'payments-prod-vault-network-handlers-2' }],
    });

    const vaultHandlersRoutes3 = new ec2.CfnRouteTable(this, 'VaultHandlersRoutes3', {
      vpcId: this.vaultVpc.ref,
      tags: [{ key: 'Name', value: 'payments-prod-vault-network-handlers-3' }],
    });

    new ec2.CfnVPCEndpoint(this, 'VaultDynamodbVpcEndpoint', {
      vpcId: this.vaultVpc.ref,
      serviceName: `com.amazonaws.${this.region}.dynamodb`,
      policyDocument: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'AcceptPutLedger',
            principals: [new iam.StarPrincipal()],
            actions: ['dynamodb:PutItem'],
            resources: [
              'arn:aws:dynamodb:eu-west-1:123456789012:table/ledger',
            ],
            conditions: {
              ArnEquals: { 'aws:PrincipalArn': acceptFunctionRole.roleArn },
            },
          }),
          new iam.PolicyStatement({
            sid: 'SignUpdateLedger',
            principals: [new iam.StarPrincipal()],
            actions: ['dynamodb:UpdateItem'],
            resources: [
              'arn:aws:dynamodb:eu-west-1:123456789012:table/ledger',
            ],
            conditions: {
              ArnEquals: { 'aws:PrincipalArn': signFunctionRole.roleArn },
            },
          }),
        ],
      }),
      vpcEndpointType: 'Gateway',
      routeTableIds: [
        vaultHandlersRoutes1.ref,
        vaultHandlersRoutes2.ref,
        vaultHandlersRoutes3.ref,
      ],
      tags: [{ key: 'Name', value: 'payments-prod-vault-network-dynamodb' }],
    });

    new ec2.CfnSecurityGroupIngress(this, 'VaultEndpointsIngress1', {
      groupId: vaultEndpointsGroup.ref,
      sourceSecurityGroupId: vaultHandlersGroup.ref,
      description: 'From the handlers.',
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
    });

    new ec2.CfnSubnetRouteTableAssociation(this, 'VaultHandlersAssociation1', {
      routeTableId: vaultHandlersRoutes1.ref,
      subnetId: vaultHandlersSubnet1.ref,
    });

    new ec2.CfnSubnetRouteTableAssociation(this, 'VaultHandlersAssociation2', {
      routeTableId: vaultHandlersRoutes2.ref,
      subnetId: vaultHandlersSubnet2.ref,
    });

    new ec2.CfnSubnetRouteTableAssociation(this, 'VaultHandlersAssociation3', {
      routeTableId: vaultHandlersRoutes3.ref,
      subnetId: vaultHandlersSubnet3.ref,
    });

    new ec2.CfnVPCEndpoint(this, 'VaultSecretsmanagerVpcEndpoint', {
      vpcId: this.vaultVpc.ref,
      serviceName: `com.amazonaws.${this.region}.secretsmanager`,
      policyDocument: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'SignGetSignKey',
            principals: [new iam.StarPrincipal()],
            actions: ['secretsmanager:GetSecretValue'],
            resources: [
              'arn:aws:secretsmanager:eu-west-1:123456789012:secret:sign-key-a1B2c3',
            ],
            conditions: {
              ArnEquals: { 'aws:PrincipalArn': signFunctionRole.roleArn },
            },
          }),
        ],
      }),
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      securityGroupIds: [vaultEndpointsGroup.ref],
      subnetIds: [
        vaultHandlersSubnet1.ref,
        vaultHandlersSubnet2.ref,
        vaultHandlersSubnet3.ref,
      ],
      tags: [
        { key: 'Name', value: 'payments-prod-vault-network-secretsmanager' },
      ],
    });

    new ec2.CfnVPCEndpoint(this, 'VaultSqsVpcEndpoint', {
      vpcId: this.vaultVpc.ref,
      serviceName: `com.amazonaws.${this.region}.sqs`,
      policyDocument: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'AcceptSendWritten',
            principals: [new iam.StarPrincipal()],
            actions: ['sqs:SendMessage'],
            resources: [this.writtenQueue.queueArn],
            conditions: {
              ArnEquals: { 'aws:PrincipalArn': acceptFunctionRole.roleArn },
            },
          }),
        ],
      }),
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      securityGroupIds: [vaultEndpointsGroup.ref],
      subnetIds: [
        vaultHandlersSubnet1.ref,
        vaultHandlersSubnet2.ref,
        vaultHandlersSubnet3.ref,
      ],
      tags: [{ key: 'Name', value: 'payments-prod-vault-network-sqs' }],
    });

    // ---- Roles --------------------------------------------------------------

    const vaultVpcLogsRole = new iam.Role(this, 'VaultVpcLogsRole', {
      description: 'How the flow log of the network payments-prod-vault-network is written.',
      assumedBy: new iam.ServicePrincipal('vpc-flow-logs.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': this.account },
          ArnLike: {
            'aws:SourceArn': `arn:${this.partition}:ec2:${this.region}:${this.account}:vpc-flow-log/*`,
          },
        },
      }),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'DeliverVault',
              actions: [
                'logs:CreateLogStream',
                'logs:DescribeLogStreams',
                'logs:PutLogEvents',
              ],
              resources: [
                `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/aws/vendedlogs/payments-prod-vault-network:*`,
              ],
            }),
          ],
        }),
      },
    });
    resourceOf(vaultVpcLogsRole).addMetadata('cdk_nag', {
      rules_to_suppress: [
        {
          id: 'AwsSolutions-IAM5',
          reason: 'Log streams: the wildcard stands for those of one log group, which are named while they are written.',
        },
      ],
    });

    // ---- Logs ---------------------------------------------------------------

    const vaultVpcLogs = new logs.LogGroup(this, 'VaultVpcLogs', {
      logGroupName: '/aws/vendedlogs/payments-prod-vault-network',
      retention: logs.RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    // ---- Network ------------------------------------------------------------

    new ec2.CfnFlowLog(this, 'VaultVpcFlowLog', {
      deliverLogsPermissionArn: vaultVpcLogsRole.roleArn,
      logDestinationType: 'cloud-watch-logs',
      logGroupName: vaultVpcLogs.logGroupName,
      resourceId: this.vaultVpc.ref,
      resourceType: 'VPC',
      trafficType: 'ALL',
      tags: [{ key: 'Name', value: 'payments-prod-vault-network' }],
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

    this.writtenDeadLetters.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.writtenDeadLetters.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    this.writtenQueue.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'RefusePlainHttp',
      effect: iam.Effect.DENY,
      principals: [new iam.StarPrincipal()],
      actions: ['sqs:*'],
      resources: [this.writtenQueue.queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));

    // ---- Logs ---------------------------------------------------------------

    const acceptFunctionLogs = new logs.LogGroup(this, 'AcceptFunctionLogs', {
      logGroupName: '/aws/lambda/payments-prod-accept-handler',
      retention: logs.RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const apiLogs = new logs.LogGroup(this, 'ApiLogs', {
      logGroupName: '/aws/vendedlogs/payments-prod-http-api',
      retention: logs.RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const signFunctionLogs = new logs.LogGroup(this, 'SignFunctionLogs', {
      logGroupName: '/aws/lambda/payments-prod-sign-handler',
      retention: logs.RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    // ---- Roles --------------------------------------------------------------

    const intakeIntakeRole = new iam.Role(this, 'IntakeIntakeRole', {
      description: 'How the API payments-prod-http-api sends to the queue intake.',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      inlinePolicies: {
        access: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              sid: 'SendIntake',
              actions: ['sqs:SendMessage'],
              resources: [this.intakeQueue.queueArn],
            }),
          ],
        }),
      },
    });

    // ---- Handlers -----------------------------------------------------------

    // Writes each payment into the ledger and passes it on.
    this.acceptFunction = new lambda.Function(this, 'AcceptFunction', {
      functionName: 'payments-prod-accept-handler',
      description: 'Writes each payment into the ledger and passes it on.',
      runtime: lambda.Runtime.PYTHON_3_14,
      handler: 'app.handle',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset('artifacts/accept-f17abd49fe64eafa.zip'),
      role: acceptFunctionRole,
      environment: {
        WRITTEN_QUEUE_URL: this.writtenQueue.queueUrl,
        LEDGER_TABLE_NAME: 'ledger',
      },
      logGroup: acceptFunctionLogs,
    });
    (this.acceptFunction.node.defaultChild as lambda.CfnFunction).vpcConfig = {
      securityGroupIds: [vaultHandlersGroup.ref],
      subnetIds: [
        vaultHandlersSubnet1.ref,
        vaultHandlersSubnet2.ref,
        vaultHandlersSubnet3.ref,
      ],
    };
    resourceOf(this.acceptFunction).addMetadata('cdk_nag', {
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

    // Signs what stands in the ledger.
    this.signFunction = new lambda.Function(this, 'SignFunction', {
      functionName: 'payments-prod-sign-handler',
      description: 'Signs what stands in the ledger.',
      runtime: lambda.Runtime.PYTHON_3_14,
      handler: 'app.handle',
      memorySize: 256,
      timeout: Duration.seconds(30),
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset('artifacts/sign-be644e2d7b60691f.zip'),
      role: signFunctionRole,
      environment: {
        SIGN_KEY_SECRET_ARN: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:sign-key-a1B2c3',
        LEDGER_TABLE_NAME: 'ledger',
      },
      logGroup: signFunctionLogs,
    });
    (this.signFunction.node.defaultChild as lambda.CfnFunction).vpcConfig = {
      securityGroupIds: [vaultHandlersGroup.ref],
      subnetIds: [
        vaultHandlersSubnet1.ref,
        vaultHandlersSubnet2.ref,
        vaultHandlersSubnet3.ref,
      ],
    };
    resourceOf(this.signFunction).addMetadata('cdk_nag', {
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
      name: 'payments-prod-http-api',
      description: 'HTTP API of the stack payments-prod-queue-stack.',
      protocolType: 'HTTP',
    });

    const postPaymentsIntegration = new apigatewayv2.CfnIntegration(this, 'PostPaymentsIntegration', {
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

    const jwt860a9e8c6d28Authorizer = new apigatewayv2.CfnAuthorizer(this, 'Jwt860a9e8c6d28Authorizer', {
      apiId: this.api.ref,
      name: 'jwt-860a9e',
      authorizerType: 'JWT',
      identitySource: ['$request.header.Authorization'],
      jwtConfiguration: {
        issuer: 'https://login.example.com',
        audience: ['payments'],
      },
    });

    const postPaymentsRoute = new apigatewayv2.CfnRoute(this, 'PostPaymentsRoute', {
      apiId: this.api.ref,
      routeKey: 'POST /payments',
      target: `integrations/${postPaymentsIntegration.ref}`,
      authorizationType: 'JWT',
      authorizerId: jwt860a9e8c6d28Authorizer.ref,
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
        'POST /payments': {
          ThrottlingRateLimit: 50,
          ThrottlingBurstLimit: 50,
          DetailedMetricsEnabled: true,
        },
      },
    });
    this.apiStage.addResourceDependency(postPaymentsRoute);

    // ---- Feeds --------------------------------------------------------------

    new lambda.CfnEventSourceMapping(this, 'AcceptEventSource', {
      functionName: this.acceptFunction.functionName,
      eventSourceArn: this.intakeQueue.queueArn,
      batchSize: 10,
      scalingConfig: { maximumConcurrency: 20 },
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    new lambda.CfnEventSourceMapping(this, 'SignEventSource', {
      functionName: this.signFunction.functionName,
      eventSourceArn: this.writtenQueue.queueArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });

    // ---- Alarms -------------------------------------------------------------

    new cloudwatch.CfnAlarm(this, 'AcceptFunctionErrorsAlarm', {
      alarmName: 'payments-prod-accept-handler-errors',
      alarmDescription: 'Calls of the function payments-prod-accept-handler fail.',
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
                  value: this.acceptFunction.functionName,
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
                  value: this.acceptFunction.functionName,
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

    new cloudwatch.CfnAlarm(this, 'AcceptFunctionThrottlesAlarm', {
      alarmName: 'payments-prod-accept-handler-throttles',
      alarmDescription: 'Calls of the function payments-prod-accept-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.acceptFunction.functionName },
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
      alarmName: 'payments-prod-http-api-server-errors',
      alarmDescription: 'Requests to the API payments-prod-http-api fail on its own side.',
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

    new cloudwatch.CfnAlarm(this, 'IntakeQueueAgeAlarm', {
      alarmName: 'payments-prod-intake-queue-age',
      alarmDescription: 'The consumer of the queue payments-prod-intake-queue falls behind.',
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
      alarmName: 'payments-prod-intake-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue payments-prod-intake-dlq.',
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

    new cloudwatch.CfnAlarm(this, 'SignFunctionErrorsAlarm', {
      alarmName: 'payments-prod-sign-handler-errors',
      alarmDescription: 'Calls of the function payments-prod-sign-handler fail.',
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
                  value: this.signFunction.functionName,
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
                  value: this.signFunction.functionName,
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

    new cloudwatch.CfnAlarm(this, 'SignFunctionThrottlesAlarm', {
      alarmName: 'payments-prod-sign-handler-throttles',
      alarmDescription: 'Calls of the function payments-prod-sign-handler are refused for want of concurrency.',
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      dimensions: [
        { name: 'FunctionName', value: this.signFunction.functionName },
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

    new cloudwatch.CfnAlarm(this, 'WrittenQueueAgeAlarm', {
      alarmName: 'payments-prod-written-queue-age',
      alarmDescription: 'The consumer of the queue payments-prod-written-queue falls behind.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: [{ name: 'QueueName', value: this.writtenQueue.queueName }],
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

    new cloudwatch.CfnAlarm(this, 'WrittenQueueDeadLettersAlarm', {
      alarmName: 'payments-prod-written-dlq-dead-letters',
      alarmDescription: 'Messages wait in the dead-letter queue payments-prod-written-dlq.',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [
        { name: 'QueueName', value: this.writtenDeadLetters.queueName },
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

    Tags.of(this).add('team', 'payments');

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
