# Takes orders over HTTP, keeps them on a queue and works them off one by one.

# -----------------------------------------------------------------------------
# What is read of the surroundings
# -----------------------------------------------------------------------------

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

# -----------------------------------------------------------------------------
# The stack as a whole
# -----------------------------------------------------------------------------

resource "aws_kms_alias" "main" {
  name          = "alias/orders-dev-key"
  target_key_id = aws_kms_key.main.key_id
}

resource "aws_kms_key" "main" {
  description         = "Key of the stack orders-dev-queue-stack."
  enable_key_rotation = true
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "AccountDecides"
        Effect = "Allow"
        Principal = {
          AWS = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"
        }
        Action   = "kms:*"
        Resource = "*"
      },
    ]
  })

  lifecycle {
    prevent_destroy = true
  }
}

# -----------------------------------------------------------------------------
# api api
#
# HTTP API of the stack orders-dev-queue-stack.
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_api" "api" {
  name          = "orders-dev-http-api"
  description   = "HTTP API of the stack orders-dev-queue-stack."
  protocol_type = "HTTP"
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
    route_key                = "POST /orders"
    throttling_rate_limit    = 50
    throttling_burst_limit   = 50
    detailed_metrics_enabled = true
  }

  depends_on = [aws_apigatewayv2_route.post_orders]
}

resource "aws_cloudwatch_log_group" "api_access" {
  name              = "/aws/vendedlogs/orders-dev-http-api"
  retention_in_days = 30

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "api_server_errors" {
  alarm_name          = "orders-dev-http-api-server-errors"
  alarm_description   = "Requests to the API orders-dev-http-api fail on its own side."
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall"]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall"]

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
# endpoint POST /orders
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "post_orders" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "POST /orders"
  target             = "integrations/${aws_apigatewayv2_integration.post_orders.id}"
  authorization_type = "AWS_IAM"
}

resource "aws_apigatewayv2_integration" "post_orders" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_subtype    = "SQS-SendMessage"
  payload_format_version = "1.0"
  credentials_arn        = aws_iam_role.main_intake.arn
  request_parameters = {
    QueueUrl    = aws_sqs_queue.main.url
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
# queue main
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "main" {
  name                       = "orders-dev-queue"
  message_retention_seconds  = 345600
  visibility_timeout_seconds = 180
  kms_master_key_id          = aws_kms_key.main.arn
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.main_dead_letters.arn
    maxReceiveCount     = 5
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "main_age" {
  alarm_name        = "orders-dev-queue-age"
  alarm_description = "The consumer of the queue orders-dev-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.main.name
  }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = 900
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall"]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall"]
}

resource "aws_cloudwatch_metric_alarm" "main_dead_letters" {
  alarm_name        = "orders-dev-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue orders-dev-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.main_dead_letters.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  datapoints_to_alarm = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall"]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall"]
}

resource "aws_iam_role" "main_intake" {
  name_prefix = "orders-dev-queue-stack-"
  description = "How the API orders-dev-http-api sends to the queue main."
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

resource "aws_iam_role_policy" "main_intake" {
  name = "access"
  role = aws_iam_role.main_intake.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SendKeyMain"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = aws_kms_key.main.arn
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = aws_sqs_queue.main.arn
          }
        }
      },
      {
        Sid      = "SendMain"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.main.arn
      },
    ]
  })
}

resource "aws_sqs_queue" "main_dead_letters" {
  name                       = "orders-dev-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  kms_master_key_id          = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue_policy" "main" {
  queue_url = aws_sqs_queue.main.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.main.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "main_dead_letters" {
  queue_url = aws_sqs_queue.main_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.main_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "main_dead_letters" {
  queue_url = aws_sqs_queue.main_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.main.arn]
  })
}

# -----------------------------------------------------------------------------
# handler process
#
# Works off the queue main.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "process" {
  function_name    = "orders-dev-process-handler"
  description      = "Works off the queue main."
  role             = aws_iam_role.process.arn
  runtime          = "python3.13"
  handler          = "app.handle"
  memory_size      = 256
  timeout          = 30
  architectures    = ["arm64"]
  filename         = "${path.module}/artifacts/process-429033cf6ec51fce.zip"
  source_code_hash = "lkDJGaXSwZof5iHXR2yt7fOa4dQ6G0PQLGvYir7cNE8="

  tracing_config {
    mode = "Active"
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.process.name
  }

  depends_on = [aws_iam_role_policy.process]
}

resource "aws_cloudwatch_log_group" "process" {
  name              = "/aws/lambda/orders-dev-process-handler"
  retention_in_days = 30

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "process_errors" {
  alarm_name          = "orders-dev-process-handler-errors"
  alarm_description   = "Calls of the function orders-dev-process-handler fail."
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = 5
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall"]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall"]

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
        FunctionName = aws_lambda_function.process.function_name
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
        FunctionName = aws_lambda_function.process.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "process_throttles" {
  alarm_name        = "orders-dev-process-handler-throttles"
  alarm_description = "Calls of the function orders-dev-process-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.process.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall"]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall"]
}

resource "aws_iam_role" "process" {
  name_prefix = "orders-dev-queue-stack-"
  description = "What the function orders-dev-process-handler may do."
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

resource "aws_iam_role_policy" "process" {
  name = "access"
  role = aws_iam_role.process.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/orders-dev-process-handler:*"
      },
      {
        Sid      = "ReceiveKeyMain"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = aws_kms_key.main.arn
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = aws_sqs_queue.main.arn
          }
        }
      },
      {
        Sid      = "ReceiveMain"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.main.arn
      },
      {
        Sid      = "Trace"
        Effect   = "Allow"
        Action   = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"]
        Resource = "*"
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "process" {
  function_name           = aws_lambda_function.process.arn
  event_source_arn        = aws_sqs_queue.main.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 10
  }
}
