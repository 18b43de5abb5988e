# What may be given when the stack is deployed: everything that is handed on.

# -----------------------------------------------------------------------------
# What is read of the surroundings
# -----------------------------------------------------------------------------

data "archive_file" "crawl" {
  type             = "zip"
  source_file      = "${path.module}/inline/crawl/index.py"
  output_path      = "${path.module}/inline/crawl.zip"
  output_file_mode = "0644"
}

data "archive_file" "judge" {
  type             = "zip"
  source_file      = "${path.module}/inline/judge/index.py"
  output_path      = "${path.module}/inline/judge.zip"
  output_file_mode = "0644"
}

data "archive_file" "work" {
  type             = "zip"
  source_file      = "${path.module}/inline/work/index.py"
  output_path      = "${path.module}/inline/work.zip"
  output_file_mode = "0644"
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

# -----------------------------------------------------------------------------
# api api
#
# HTTP API of the stack late-dev-queue-stack.
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_api" "api" {
  name          = "late-dev-http-api"
  description   = "HTTP API of the stack late-dev-queue-stack."
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_authorizer" "jwt_6de405_2a3222" {
  api_id           = aws_apigatewayv2_api.api.id
  name             = "jwt-6de405"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]

  jwt_configuration {
    issuer   = var.issuer
    audience = [var.audience]
  }
}

resource "aws_apigatewayv2_authorizer" "lambda_ef691d_2dd3ea" {
  api_id                            = aws_apigatewayv2_api.api.id
  name                              = "lambda-ef691d"
  authorizer_type                   = "REQUEST"
  authorizer_payload_format_version = "2.0"
  enable_simple_responses           = true
  authorizer_uri                    = aws_lambda_function.judge.invoke_arn
  authorizer_result_ttl_in_seconds  = var.remember
  identity_sources                  = ["$request.header.Authorization"]
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
    throttling_rate_limit    = var.limit
    throttling_burst_limit   = var.burst
    detailed_metrics_enabled = true
  }

  route_settings {
    route_key                = "POST /orders"
    throttling_rate_limit    = var.limit
    throttling_burst_limit   = var.burst
    detailed_metrics_enabled = true
  }

  depends_on = [aws_apigatewayv2_route.post_orders]
}

resource "aws_cloudwatch_log_group" "api_access" {
  name              = "/aws/vendedlogs/late-dev-http-api"
  retention_in_days = 30

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "api_latency" {
  alarm_name        = "late-dev-http-api-latency"
  alarm_description = "Requests to the API late-dev-http-api are slow."
  namespace         = "AWS/ApiGateway"
  metric_name       = "Latency"
  dimensions = {
    ApiId = aws_apigatewayv2_api.api.id
    Stage = "$default"
  }
  extended_statistic  = "p99"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = var.slow
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall"]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall"]
}

resource "aws_cloudwatch_metric_alarm" "api_server_errors" {
  alarm_name          = "late-dev-http-api-server-errors"
  alarm_description   = "Requests to the API late-dev-http-api fail on its own side."
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = var.faults
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
# endpoint GET /asked
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "get_asked" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "GET /asked"
  target             = "integrations/${aws_apigatewayv2_integration.get_asked.id}"
  authorization_type = "CUSTOM"
  authorizer_id      = aws_apigatewayv2_authorizer.lambda_ef691d_2dd3ea.id
}

resource "aws_apigatewayv2_integration" "get_asked" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_subtype    = "SQS-SendMessage"
  payload_format_version = "1.0"
  credentials_arn        = aws_iam_role.slow_lane_intake.arn
  request_parameters = {
    QueueUrl    = aws_sqs_queue.slow_lane.url
    MessageBody = var.level
  }

  response_parameters {
    status_code = "200"
    mappings = {
      "overwrite:statuscode" = "202"
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
  authorization_type = "JWT"
  authorizer_id      = aws_apigatewayv2_authorizer.jwt_6de405_2a3222.id
}

resource "aws_apigatewayv2_integration" "post_orders" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_subtype    = "SQS-SendMessage"
  payload_format_version = "1.0"
  credentials_arn        = aws_iam_role.main_intake.arn
  request_parameters = {
    QueueUrl     = aws_sqs_queue.main.url
    MessageBody  = "$request.body"
    DelaySeconds = var.pause
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
  name                       = "late-dev-queue"
  message_retention_seconds  = var.keep
  visibility_timeout_seconds = 190
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.main_dead_letters.arn
    maxReceiveCount     = var.tries
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "main_age" {
  alarm_name        = "late-dev-queue-age"
  alarm_description = "The consumer of the queue late-dev-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.main.name
  }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = var.oldest
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall"]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall"]
}

resource "aws_cloudwatch_metric_alarm" "main_dead_letters" {
  alarm_name        = "late-dev-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue late-dev-dlq."
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

resource "aws_cloudwatch_metric_alarm" "main_depth" {
  alarm_name        = "late-dev-queue-depth"
  alarm_description = "Many messages wait in the queue late-dev-queue."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.main.name
  }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = var.waiting
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall"]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall"]
}

resource "aws_iam_role" "main_intake" {
  name_prefix = "late-dev-queue-stack-"
  description = "How the API late-dev-http-api sends to the queue main."
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
        Sid      = "SendMain"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.main.arn
      },
    ]
  })
}

resource "aws_sqs_queue" "main_dead_letters" {
  name                       = "late-dev-dlq"
  message_retention_seconds  = var.bury
  visibility_timeout_seconds = 30
  sqs_managed_sse_enabled    = true

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
# queue slow_lane
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "slow_lane" {
  name                       = "late-dev-slow-lane-queue"
  message_retention_seconds  = 345600
  visibility_timeout_seconds = 180
  delay_seconds              = var.pause
  max_message_size           = var.largest
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.slow_lane_dead_letters.arn
    maxReceiveCount     = 5
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "slow_lane_age" {
  alarm_name        = "late-dev-slow-lane-queue-age"
  alarm_description = "The consumer of the queue late-dev-slow-lane-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.slow_lane.name
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

resource "aws_cloudwatch_metric_alarm" "slow_lane_dead_letters" {
  alarm_name        = "late-dev-slow-lane-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue late-dev-slow-lane-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.slow_lane_dead_letters.name
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

resource "aws_iam_role" "slow_lane_intake" {
  name_prefix = "late-dev-queue-stack-"
  description = "How the API late-dev-http-api sends to the queue slow_lane."
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

resource "aws_iam_role_policy" "slow_lane_intake" {
  name = "access"
  role = aws_iam_role.slow_lane_intake.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SendSlowLane"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.slow_lane.arn
      },
    ]
  })
}

resource "aws_sqs_queue" "slow_lane_dead_letters" {
  name                       = "late-dev-slow-lane-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  max_message_size           = var.largest
  sqs_managed_sse_enabled    = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue_policy" "slow_lane" {
  queue_url = aws_sqs_queue.slow_lane.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.slow_lane.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "slow_lane_dead_letters" {
  queue_url = aws_sqs_queue.slow_lane_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.slow_lane_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "slow_lane_dead_letters" {
  queue_url = aws_sqs_queue.slow_lane_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.slow_lane.arn]
  })
}

# -----------------------------------------------------------------------------
# handler crawl
#
# Works off the queue slow_lane.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "crawl" {
  function_name    = "late-dev-crawl-handler"
  description      = "Works off the queue slow_lane."
  role             = aws_iam_role.crawl.arn
  runtime          = "python3.12"
  handler          = "index.handler"
  memory_size      = 256
  timeout          = 30
  architectures    = ["arm64"]
  filename         = data.archive_file.crawl.output_path
  source_code_hash = data.archive_file.crawl.output_base64sha256

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.crawl.name
  }

  depends_on = [aws_iam_role_policy.crawl]
}

resource "aws_cloudwatch_log_group" "crawl" {
  name              = "/aws/lambda/late-dev-crawl-handler"
  retention_in_days = 30

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "crawl_errors" {
  alarm_name          = "late-dev-crawl-handler-errors"
  alarm_description   = "Calls of the function late-dev-crawl-handler fail."
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
        FunctionName = aws_lambda_function.crawl.function_name
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
        FunctionName = aws_lambda_function.crawl.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "crawl_throttles" {
  alarm_name        = "late-dev-crawl-handler-throttles"
  alarm_description = "Calls of the function late-dev-crawl-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.crawl.function_name
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

resource "aws_iam_role" "crawl" {
  name_prefix = "late-dev-queue-stack-"
  description = "What the function late-dev-crawl-handler may do."
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

resource "aws_iam_role_policy" "crawl" {
  name = "access"
  role = aws_iam_role.crawl.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/late-dev-crawl-handler:*"
      },
      {
        Sid      = "ReceiveSlowLane"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.slow_lane.arn
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "crawl" {
  function_name           = aws_lambda_function.crawl.arn
  event_source_arn        = aws_sqs_queue.slow_lane.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler judge
#
# Handler judge of the stack late-dev-queue-stack.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "judge" {
  function_name                  = "late-dev-judge-handler"
  description                    = "Handler judge of the stack late-dev-queue-stack."
  role                           = aws_iam_role.judge.arn
  runtime                        = "python3.12"
  handler                        = "index.handler"
  memory_size                    = 256
  timeout                        = 30
  architectures                  = ["arm64"]
  reserved_concurrent_executions = var.shared
  filename                       = data.archive_file.judge.output_path
  source_code_hash               = data.archive_file.judge.output_base64sha256

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.judge.name
  }

  depends_on = [aws_iam_role_policy.judge]
}

resource "aws_cloudwatch_log_group" "judge" {
  name              = "/aws/lambda/late-dev-judge-handler"
  retention_in_days = 30

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "judge_errors" {
  alarm_name          = "late-dev-judge-handler-errors"
  alarm_description   = "Calls of the function late-dev-judge-handler fail."
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
        FunctionName = aws_lambda_function.judge.function_name
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
        FunctionName = aws_lambda_function.judge.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "judge_throttles" {
  alarm_name        = "late-dev-judge-handler-throttles"
  alarm_description = "Calls of the function late-dev-judge-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.judge.function_name
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

resource "aws_iam_role" "judge" {
  name_prefix = "late-dev-queue-stack-"
  description = "What the function late-dev-judge-handler may do."
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

resource "aws_iam_role_policy" "judge" {
  name = "access"
  role = aws_iam_role.judge.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/late-dev-judge-handler:*"
      },
    ]
  })
}

resource "aws_lambda_permission" "lambda_ef691d_2dd3ea" {
  statement_id  = "lambda_ef691d_2dd3ea"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.judge.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "arn:${data.aws_partition.current.partition}:execute-api:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:${aws_apigatewayv2_api.api.id}/authorizers/${aws_apigatewayv2_authorizer.lambda_ef691d_2dd3ea.id}"
}

# -----------------------------------------------------------------------------
# handler work
#
# Works off the queue main.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "work" {
  function_name    = "late-dev-work-handler"
  description      = "Works off the queue main."
  role             = aws_iam_role.work.arn
  runtime          = "python3.12"
  handler          = "index.handler"
  memory_size      = var.memory
  timeout          = var.timeout
  architectures    = ["arm64"]
  filename         = data.archive_file.work.output_path
  source_code_hash = data.archive_file.work.output_base64sha256

  environment {
    variables = {
      OWNER   = var.owner
      LEVEL   = var.level
      LIMITS  = "${var.keep}s, ${var.largest}B, ${var.limit}/s, ${var.faults}% or $${Batch} of ${var.batch} in ${var.timeout}s, ${var.factor}"
      PARTNER = var.partner
      TAKING  = var.taking
    }
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.work.name
  }

  depends_on = [aws_iam_role_policy.work]
}

resource "aws_cloudwatch_log_group" "work" {
  name              = "/aws/lambda/late-dev-work-handler"
  retention_in_days = 30

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "work_errors" {
  alarm_name          = "late-dev-work-handler-errors"
  alarm_description   = "Calls of the function late-dev-work-handler fail."
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = var.faults
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
        FunctionName = aws_lambda_function.work.function_name
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
        FunctionName = aws_lambda_function.work.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "work_throttles" {
  alarm_name        = "late-dev-work-handler-throttles"
  alarm_description = "Calls of the function late-dev-work-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.work.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = var.main_queue
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall"]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall"]
}

resource "aws_iam_role" "work" {
  name_prefix = "late-dev-queue-stack-"
  description = "What the function late-dev-work-handler may do."
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

resource "aws_iam_role_policy" "work" {
  name = "access"
  role = aws_iam_role.work.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/late-dev-work-handler:*"
      },
      {
        Sid      = "ReceiveMain"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.main.arn
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "work" {
  function_name                      = aws_lambda_function.work.arn
  event_source_arn                   = aws_sqs_queue.main.arn
  batch_size                         = var.batch
  maximum_batching_window_in_seconds = var.gather
  enabled                            = var.taking
  function_response_types            = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = var.calls
  }
}

# -----------------------------------------------------------------------------
# schedule tick
# -----------------------------------------------------------------------------

resource "aws_scheduler_schedule" "tick" {
  name                = "late-dev-tick-schedule"
  schedule_expression = "rate(1 hour)"

  flexible_time_window {
    mode                      = "FLEXIBLE"
    maximum_window_in_minutes = var.scatter
  }

  target {
    arn      = aws_sqs_queue.slow_lane.arn
    role_arn = aws_iam_role.tick_service.arn
    input    = "{}"

    retry_policy {
      maximum_retry_attempts       = var.shared
      maximum_event_age_in_seconds = 86400
    }
  }
}

resource "aws_iam_role" "tick_service" {
  name_prefix = "late-dev-queue-stack-"
  description = "What the schedule late-dev-tick-schedule may do."
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "scheduler.amazonaws.com"
        }
        Action = "sts:AssumeRole"
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
            "aws:SourceArn"     = "arn:${data.aws_partition.current.partition}:scheduler:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:schedule-group/default"
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy" "tick_service" {
  name = "access"
  role = aws_iam_role.tick_service.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SendSlowLane"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.slow_lane.arn
      },
    ]
  })
}
