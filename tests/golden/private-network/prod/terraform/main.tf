# Takes payments, writes them down and signs them, in a network without a way out.

# -----------------------------------------------------------------------------
# What is read of the surroundings
# -----------------------------------------------------------------------------

data "aws_availability_zones" "available" {
  state = "available"

  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

# -----------------------------------------------------------------------------
# api api
#
# HTTP API of the stack payments-prod-queue-stack.
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_api" "api" {
  name          = "payments-prod-http-api"
  description   = "HTTP API of the stack payments-prod-queue-stack."
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_authorizer" "jwt_860a9e_8c6d28" {
  api_id           = aws_apigatewayv2_api.api.id
  name             = "jwt-860a9e"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]

  jwt_configuration {
    issuer   = "https://login.example.com"
    audience = ["payments"]
  }
}

resource "aws_apigatewayv2_stage" "api" {
  api_id      = aws_apigatewayv2_api.api.id
  name        = "$default"
  auto_deploy = true

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.api_access.arn
    format          = "{\"requestId\":\"$context.requestId\",\"time\":\"$context.requestTime\",\"route\":\"$context.routeKey\",\"status\":\"$context.status\",\"responseLength\":\"$context.responseLength\",\"responseLatency\":\"$context.responseLatency\",\"integrationStatus\":\"$context.integration.status\",\"integrationLatency\":\"$context.integrationLatency\",\"integrationError\":\"$context.integrationErrorMessage\",\"error\":\"$context.error.message\",\"authorizerError\":\"$context.authorizer.error\"}"
  }

  default_route_settings {
    throttling_rate_limit    = 10000
    throttling_burst_limit   = 5000
    detailed_metrics_enabled = true
  }

  route_settings {
    route_key                = "POST /payments"
    throttling_rate_limit    = 50
    throttling_burst_limit   = 50
    detailed_metrics_enabled = true
  }

  depends_on = [aws_apigatewayv2_route.post_payments]
}

resource "aws_cloudwatch_log_group" "api_access" {
  name              = "/aws/vendedlogs/payments-prod-http-api"
  retention_in_days = 90

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "api_server_errors" {
  alarm_name          = "payments-prod-http-api-server-errors"
  alarm_description   = "Requests to the API payments-prod-http-api fail on its own side."
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:pager"]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:pager"]

  metric_query {
    id          = "share"
    label       = "5xx in percent of Count"
    expression  = "IF(whole >= 10, 100 * part / whole, 0)"
    return_data = true
  }

  metric_query {
    id = "part"

    metric {
      namespace   = "AWS/ApiGateway"
      metric_name = "5xx"
      dimensions = {
        ApiId = aws_apigatewayv2_api.api.id
        Stage = "$default"
      }
      period = 300
      stat   = "Sum"
    }
  }

  metric_query {
    id = "whole"

    metric {
      namespace   = "AWS/ApiGateway"
      metric_name = "Count"
      dimensions = {
        ApiId = aws_apigatewayv2_api.api.id
        Stage = "$default"
      }
      period = 300
      stat   = "Sum"
    }
  }
}

# -----------------------------------------------------------------------------
# endpoint POST /payments
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "post_payments" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "POST /payments"
  target             = "integrations/${aws_apigatewayv2_integration.post_payments.id}"
  authorization_type = "JWT"
  authorizer_id      = aws_apigatewayv2_authorizer.jwt_860a9e_8c6d28.id
}

resource "aws_apigatewayv2_integration" "post_payments" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_subtype    = "SQS-SendMessage"
  payload_format_version = "1.0"
  credentials_arn        = aws_iam_role.intake_intake.arn
  request_parameters = {
    QueueUrl    = aws_sqs_queue.intake.url
    MessageBody = "$request.body"
  }

  response_parameters {
    status_code = "200"
    mappings = {
      "overwrite:statuscode" = "202"
    }
  }
}

# -----------------------------------------------------------------------------
# queue intake
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "intake" {
  name                       = "payments-prod-intake-queue"
  message_retention_seconds  = 604800
  visibility_timeout_seconds = 180
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.intake_dead_letters.arn
    maxReceiveCount     = 5
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "intake_age" {
  alarm_name        = "payments-prod-intake-queue-age"
  alarm_description = "The consumer of the queue payments-prod-intake-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.intake.name
  }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = 900
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:pager"]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:pager"]
}

resource "aws_cloudwatch_metric_alarm" "intake_dead_letters" {
  alarm_name        = "payments-prod-intake-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue payments-prod-intake-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.intake_dead_letters.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  datapoints_to_alarm = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:pager"]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:pager"]
}

resource "aws_iam_role" "intake_intake" {
  name_prefix = "payments-prod-queue-stack-"
  description = "How the API payments-prod-http-api sends to the queue intake."
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "apigateway.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}

resource "aws_iam_role_policy" "intake_intake" {
  name = "access"
  role = aws_iam_role.intake_intake.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SendIntake"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.intake.arn
      },
    ]
  })
}

resource "aws_sqs_queue" "intake_dead_letters" {
  name                       = "payments-prod-intake-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  sqs_managed_sse_enabled    = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue_policy" "intake" {
  queue_url = aws_sqs_queue.intake.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.intake.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "intake_dead_letters" {
  queue_url = aws_sqs_queue.intake_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.intake_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "intake_dead_letters" {
  queue_url = aws_sqs_queue.intake_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.intake.arn]
  })
}

# -----------------------------------------------------------------------------
# queue written
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "written" {
  name                       = "payments-prod-written-queue"
  message_retention_seconds  = 604800
  visibility_timeout_seconds = 180
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.written_dead_letters.arn
    maxReceiveCount     = 5
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "written_age" {
  alarm_name        = "payments-prod-written-queue-age"
  alarm_description = "The consumer of the queue payments-prod-written-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.written.name
  }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = 900
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:pager"]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:pager"]
}

resource "aws_cloudwatch_metric_alarm" "written_dead_letters" {
  alarm_name        = "payments-prod-written-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue payments-prod-written-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.written_dead_letters.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  datapoints_to_alarm = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:pager"]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:pager"]
}

resource "aws_sqs_queue" "written_dead_letters" {
  name                       = "payments-prod-written-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  sqs_managed_sse_enabled    = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue_policy" "written" {
  queue_url = aws_sqs_queue.written.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.written.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "written_dead_letters" {
  queue_url = aws_sqs_queue.written_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.written_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "written_dead_letters" {
  queue_url = aws_sqs_queue.written_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.written.arn]
  })
}

# -----------------------------------------------------------------------------
# handler accept
#
# Writes each payment into the ledger and passes it on.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "accept" {
  function_name    = "payments-prod-accept-handler"
  description      = "Writes each payment into the ledger and passes it on."
  role             = aws_iam_role.accept.arn
  runtime          = "python3.13"
  handler          = "app.handle"
  memory_size      = 256
  timeout          = 30
  architectures    = ["arm64"]
  filename         = "${path.module}/artifacts/accept-f17abd49fe64eafa.zip"
  source_code_hash = "t5Scj+/PLKGfKfuF7yma3fAbZasR8PIRRMRyjD9IZko="

  environment {
    variables = {
      WRITTEN_QUEUE_URL = aws_sqs_queue.written.url
      LEDGER_TABLE_NAME = "ledger"
    }
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.accept.name
  }

  vpc_config {
    security_group_ids = [aws_security_group.vault_handlers.id]
    subnet_ids = [
      aws_subnet.vault_handlers_1.id,
      aws_subnet.vault_handlers_2.id,
      aws_subnet.vault_handlers_3.id,
    ]
  }

  depends_on = [aws_iam_role_policy.accept]
}

resource "aws_cloudwatch_log_group" "accept" {
  name              = "/aws/lambda/payments-prod-accept-handler"
  retention_in_days = 90

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "accept_errors" {
  alarm_name          = "payments-prod-accept-handler-errors"
  alarm_description   = "Calls of the function payments-prod-accept-handler fail."
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = 5
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:pager"]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:pager"]

  metric_query {
    id          = "share"
    label       = "Errors in percent of Invocations"
    expression  = "IF(part >= 5, 100 * part / whole, 0)"
    return_data = true
  }

  metric_query {
    id = "part"

    metric {
      namespace   = "AWS/Lambda"
      metric_name = "Errors"
      dimensions = {
        FunctionName = aws_lambda_function.accept.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }

  metric_query {
    id = "whole"

    metric {
      namespace   = "AWS/Lambda"
      metric_name = "Invocations"
      dimensions = {
        FunctionName = aws_lambda_function.accept.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "accept_throttles" {
  alarm_name        = "payments-prod-accept-handler-throttles"
  alarm_description = "Calls of the function payments-prod-accept-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.accept.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:pager"]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:pager"]
}

resource "aws_iam_role" "accept" {
  name_prefix = "payments-prod-queue-stack-"
  description = "What the function payments-prod-accept-handler may do."
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "lambda.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}

resource "aws_iam_role_policy" "accept" {
  name = "access"
  role = aws_iam_role.accept.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/payments-prod-accept-handler:*"
      },
      {
        Sid    = "NetworkDenyVault"
        Effect = "Deny"
        Action = [
          "ec2:AssignPrivateIpAddresses",
          "ec2:CreateNetworkInterface",
          "ec2:DeleteNetworkInterface",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSubnets",
          "ec2:UnassignPrivateIpAddresses",
        ]
        Resource = "*"
        Condition = {
          ArnEquals = {
            "lambda:SourceFunctionArn" = "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:function:payments-prod-accept-handler"
          }
        }
      },
      {
        Sid      = "NetworkDescribeVault"
        Effect   = "Allow"
        Action   = ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"]
        Resource = "*"
      },
      {
        Sid    = "NetworkManageVault"
        Effect = "Allow"
        Action = [
          "ec2:AssignPrivateIpAddresses",
          "ec2:DeleteNetworkInterface",
          "ec2:UnassignPrivateIpAddresses",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*"
      },
      {
        Sid    = "NetworkVault"
        Effect = "Allow"
        Action = "ec2:CreateNetworkInterface"
        Resource = [
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:security-group/${aws_security_group.vault_handlers.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.vault_handlers_1.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.vault_handlers_2.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.vault_handlers_3.id}",
        ]
      },
      {
        Sid      = "PutLedger"
        Effect   = "Allow"
        Action   = "dynamodb:PutItem"
        Resource = "arn:aws:dynamodb:eu-west-1:123456789012:table/ledger"
      },
      {
        Sid      = "ReceiveIntake"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.intake.arn
      },
      {
        Sid      = "SendWritten"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.written.arn
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "accept" {
  function_name           = aws_lambda_function.accept.arn
  event_source_arn        = aws_sqs_queue.intake.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 20
  }
}

# -----------------------------------------------------------------------------
# handler sign
#
# Signs what stands in the ledger.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "sign" {
  function_name    = "payments-prod-sign-handler"
  description      = "Signs what stands in the ledger."
  role             = aws_iam_role.sign.arn
  runtime          = "python3.13"
  handler          = "app.handle"
  memory_size      = 256
  timeout          = 30
  architectures    = ["arm64"]
  filename         = "${path.module}/artifacts/sign-be644e2d7b60691f.zip"
  source_code_hash = "+GEPE/YORYmwEaGTgBk/iIvKa/qZkdqVfAcXH+u/2ls="

  environment {
    variables = {
      SIGN_KEY_SECRET_ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:sign-key-a1B2c3"
      LEDGER_TABLE_NAME   = "ledger"
    }
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.sign.name
  }

  vpc_config {
    security_group_ids = [aws_security_group.vault_handlers.id]
    subnet_ids = [
      aws_subnet.vault_handlers_1.id,
      aws_subnet.vault_handlers_2.id,
      aws_subnet.vault_handlers_3.id,
    ]
  }

  depends_on = [aws_iam_role_policy.sign]
}

resource "aws_cloudwatch_log_group" "sign" {
  name              = "/aws/lambda/payments-prod-sign-handler"
  retention_in_days = 90

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "sign_errors" {
  alarm_name          = "payments-prod-sign-handler-errors"
  alarm_description   = "Calls of the function payments-prod-sign-handler fail."
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = 5
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:pager"]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:pager"]

  metric_query {
    id          = "share"
    label       = "Errors in percent of Invocations"
    expression  = "IF(part >= 5, 100 * part / whole, 0)"
    return_data = true
  }

  metric_query {
    id = "part"

    metric {
      namespace   = "AWS/Lambda"
      metric_name = "Errors"
      dimensions = {
        FunctionName = aws_lambda_function.sign.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }

  metric_query {
    id = "whole"

    metric {
      namespace   = "AWS/Lambda"
      metric_name = "Invocations"
      dimensions = {
        FunctionName = aws_lambda_function.sign.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "sign_throttles" {
  alarm_name        = "payments-prod-sign-handler-throttles"
  alarm_description = "Calls of the function payments-prod-sign-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.sign.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:pager"]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:pager"]
}

resource "aws_iam_role" "sign" {
  name_prefix = "payments-prod-queue-stack-"
  description = "What the function payments-prod-sign-handler may do."
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "lambda.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}

resource "aws_iam_role_policy" "sign" {
  name = "access"
  role = aws_iam_role.sign.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "GetSignKey"
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:sign-key-a1B2c3"
      },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/payments-prod-sign-handler:*"
      },
      {
        Sid    = "NetworkDenyVault"
        Effect = "Deny"
        Action = [
          "ec2:AssignPrivateIpAddresses",
          "ec2:CreateNetworkInterface",
          "ec2:DeleteNetworkInterface",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSubnets",
          "ec2:UnassignPrivateIpAddresses",
        ]
        Resource = "*"
        Condition = {
          ArnEquals = {
            "lambda:SourceFunctionArn" = "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:function:payments-prod-sign-handler"
          }
        }
      },
      {
        Sid      = "NetworkDescribeVault"
        Effect   = "Allow"
        Action   = ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"]
        Resource = "*"
      },
      {
        Sid    = "NetworkManageVault"
        Effect = "Allow"
        Action = [
          "ec2:AssignPrivateIpAddresses",
          "ec2:DeleteNetworkInterface",
          "ec2:UnassignPrivateIpAddresses",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*"
      },
      {
        Sid    = "NetworkVault"
        Effect = "Allow"
        Action = "ec2:CreateNetworkInterface"
        Resource = [
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:security-group/${aws_security_group.vault_handlers.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.vault_handlers_1.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.vault_handlers_2.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.vault_handlers_3.id}",
        ]
      },
      {
        Sid      = "ReceiveWritten"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.written.arn
      },
      {
        Sid      = "UpdateLedger"
        Effect   = "Allow"
        Action   = "dynamodb:UpdateItem"
        Resource = "arn:aws:dynamodb:eu-west-1:123456789012:table/ledger"
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "sign" {
  function_name           = aws_lambda_function.sign.arn
  event_source_arn        = aws_sqs_queue.written.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# network vault
#
# Where payments are handled: nothing in it reaches the internet, or is reached from there.
# -----------------------------------------------------------------------------

resource "aws_vpc" "vault" {
  cidr_block           = "10.20.0.0/20"
  enable_dns_hostnames = true
  enable_dns_support   = true
  tags = {
    Name = "payments-prod-vault-network"
  }
}

resource "aws_cloudwatch_log_group" "vault_flow" {
  name              = "/aws/vendedlogs/payments-prod-vault-network"
  retention_in_days = 90

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_flow_log" "vault" {
  vpc_id               = aws_vpc.vault.id
  traffic_type         = "ALL"
  log_destination_type = "cloud-watch-logs"
  log_destination      = aws_cloudwatch_log_group.vault_flow.arn
  iam_role_arn         = aws_iam_role.vault_flow_log.arn
  tags = {
    Name = "payments-prod-vault-network"
  }

  depends_on = [aws_iam_role_policy.vault_flow_log]
}

resource "aws_iam_role" "vault_flow_log" {
  name_prefix = "payments-prod-queue-stack-"
  description = "How the flow log of the network payments-prod-vault-network is written."
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "vpc-flow-logs.amazonaws.com"
        }
        Action = "sts:AssumeRole"
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
          ArnLike = {
            "aws:SourceArn" = "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:vpc-flow-log/*"
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy" "vault_flow_log" {
  name = "access"
  role = aws_iam_role.vault_flow_log.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "DeliverVault"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/vendedlogs/payments-prod-vault-network:*"
      },
    ]
  })
}

resource "aws_route_table" "vault_handlers_1" {
  vpc_id = aws_vpc.vault.id
  tags = {
    Name = "payments-prod-vault-network-handlers-1"
  }
}

resource "aws_route_table" "vault_handlers_2" {
  vpc_id = aws_vpc.vault.id
  tags = {
    Name = "payments-prod-vault-network-handlers-2"
  }
}

resource "aws_route_table" "vault_handlers_3" {
  vpc_id = aws_vpc.vault.id
  tags = {
    Name = "payments-prod-vault-network-handlers-3"
  }
}

resource "aws_route_table_association" "vault_handlers_1" {
  route_table_id = aws_route_table.vault_handlers_1.id
  subnet_id      = aws_subnet.vault_handlers_1.id
}

resource "aws_route_table_association" "vault_handlers_2" {
  route_table_id = aws_route_table.vault_handlers_2.id
  subnet_id      = aws_subnet.vault_handlers_2.id
}

resource "aws_route_table_association" "vault_handlers_3" {
  route_table_id = aws_route_table.vault_handlers_3.id
  subnet_id      = aws_subnet.vault_handlers_3.id
}

resource "aws_security_group" "vault_endpoints" {
  name        = "payments-prod-vault-network-endpoints"
  description = "Who may reach the endpoints of payments-prod-vault-network."
  vpc_id      = aws_vpc.vault.id
  tags = {
    Name = "payments-prod-vault-network-endpoints"
  }
}

resource "aws_security_group" "vault_handlers" {
  name        = "payments-prod-vault-network-handlers"
  description = "What the handlers in payments-prod-vault-network may reach."
  vpc_id      = aws_vpc.vault.id
  tags = {
    Name = "payments-prod-vault-network-handlers"
  }
}

resource "aws_subnet" "vault_handlers_1" {
  vpc_id                  = aws_vpc.vault.id
  availability_zone       = data.aws_availability_zones.available.names[0]
  cidr_block              = "10.20.0.0/23"
  map_public_ip_on_launch = false
  tags = {
    Name = "payments-prod-vault-network-handlers-1"
  }
}

resource "aws_subnet" "vault_handlers_2" {
  vpc_id                  = aws_vpc.vault.id
  availability_zone       = data.aws_availability_zones.available.names[1]
  cidr_block              = "10.20.2.0/23"
  map_public_ip_on_launch = false
  tags = {
    Name = "payments-prod-vault-network-handlers-2"
  }
}

resource "aws_subnet" "vault_handlers_3" {
  vpc_id                  = aws_vpc.vault.id
  availability_zone       = data.aws_availability_zones.available.names[2]
  cidr_block              = "10.20.4.0/23"
  map_public_ip_on_launch = false
  tags = {
    Name = "payments-prod-vault-network-handlers-3"
  }
}

resource "aws_vpc_endpoint" "vault_dynamodb" {
  vpc_id            = aws_vpc.vault.id
  service_name      = "com.amazonaws.${data.aws_region.current.region}.dynamodb"
  vpc_endpoint_type = "Gateway"
  route_table_ids = [
    aws_route_table.vault_handlers_1.id,
    aws_route_table.vault_handlers_2.id,
    aws_route_table.vault_handlers_3.id,
  ]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AcceptPutLedger"
        Effect    = "Allow"
        Principal = "*"
        Action    = "dynamodb:PutItem"
        Resource  = "arn:aws:dynamodb:eu-west-1:123456789012:table/ledger"
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = aws_iam_role.accept.arn
          }
        }
      },
      {
        Sid       = "SignUpdateLedger"
        Effect    = "Allow"
        Principal = "*"
        Action    = "dynamodb:UpdateItem"
        Resource  = "arn:aws:dynamodb:eu-west-1:123456789012:table/ledger"
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = aws_iam_role.sign.arn
          }
        }
      },
    ]
  })
  tags = {
    Name = "payments-prod-vault-network-dynamodb"
  }
}

resource "aws_vpc_endpoint" "vault_secretsmanager" {
  vpc_id              = aws_vpc.vault.id
  service_name        = "com.amazonaws.${data.aws_region.current.region}.secretsmanager"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.vault_endpoints.id]
  subnet_ids = [
    aws_subnet.vault_handlers_1.id,
    aws_subnet.vault_handlers_2.id,
    aws_subnet.vault_handlers_3.id,
  ]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "SignGetSignKey"
        Effect    = "Allow"
        Principal = "*"
        Action    = "secretsmanager:GetSecretValue"
        Resource  = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:sign-key-a1B2c3"
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = aws_iam_role.sign.arn
          }
        }
      },
    ]
  })
  tags = {
    Name = "payments-prod-vault-network-secretsmanager"
  }
}

resource "aws_vpc_endpoint" "vault_sqs" {
  vpc_id              = aws_vpc.vault.id
  service_name        = "com.amazonaws.${data.aws_region.current.region}.sqs"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.vault_endpoints.id]
  subnet_ids = [
    aws_subnet.vault_handlers_1.id,
    aws_subnet.vault_handlers_2.id,
    aws_subnet.vault_handlers_3.id,
  ]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AcceptSendWritten"
        Effect    = "Allow"
        Principal = "*"
        Action    = "sqs:SendMessage"
        Resource  = aws_sqs_queue.written.arn
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = aws_iam_role.accept.arn
          }
        }
      },
    ]
  })
  tags = {
    Name = "payments-prod-vault-network-sqs"
  }
}

resource "aws_vpc_security_group_egress_rule" "vault_handlers_1" {
  security_group_id            = aws_security_group.vault_handlers.id
  description                  = "To the endpoints."
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.vault_endpoints.id
}

resource "aws_vpc_security_group_egress_rule" "vault_handlers_2" {
  security_group_id = aws_security_group.vault_handlers.id
  description       = "To the gateway endpoints: no route leads elsewhere."
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_ingress_rule" "vault_endpoints_1" {
  security_group_id            = aws_security_group.vault_endpoints.id
  description                  = "From the handlers."
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.vault_handlers.id
}
