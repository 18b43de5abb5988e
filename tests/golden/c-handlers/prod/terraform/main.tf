# Handlers in C: of a queue, of an ordered queue, and of all that may call one.

# -----------------------------------------------------------------------------
# What is read of the surroundings
# -----------------------------------------------------------------------------

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

# -----------------------------------------------------------------------------
# api api
#
# HTTP API of the stack sea-prod-queue-stack.
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_api" "api" {
  name          = "sea-prod-http-api"
  description   = "HTTP API of the stack sea-prod-queue-stack."
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
}

resource "aws_cloudwatch_log_group" "api_access" {
  name              = "/aws/vendedlogs/sea-prod-http-api"
  retention_in_days = 30

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "api_server_errors" {
  alarm_name          = "sea-prod-http-api-server-errors"
  alarm_description   = "Requests to the API sea-prod-http-api fail on its own side."
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
# endpoint GET /ships/{ship}
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "get_ships__ship_707a20" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "GET /ships/{ship}"
  target             = "integrations/${aws_apigatewayv2_integration.get_ships__ship_707a20.id}"
  authorization_type = "AWS_IAM"
}

resource "aws_apigatewayv2_integration" "get_ships__ship_707a20" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_method     = "POST"
  integration_uri        = aws_lambda_function.all.invoke_arn
  payload_format_version = "2.0"
}

# -----------------------------------------------------------------------------
# endpoint POST /berths/{berth}/calls
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "post_berths__berth__calls_8ef0a8" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "POST /berths/{berth}/calls"
  target             = "integrations/${aws_apigatewayv2_integration.post_berths__berth__calls_8ef0a8.id}"
  authorization_type = "AWS_IAM"
}

resource "aws_apigatewayv2_integration" "post_berths__berth__calls_8ef0a8" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_subtype    = "SQS-SendMessage"
  payload_format_version = "1.0"
  credentials_arn        = aws_iam_role.ordered_intake.arn
  request_parameters = {
    QueueUrl       = aws_sqs_queue.ordered.url
    MessageBody    = "$request.body"
    MessageGroupId = "$request.path.berth"
  }

  response_parameters {
    status_code = "200"
    mappings = {
      "overwrite:statuscode" = "202"
    }
  }
}

# -----------------------------------------------------------------------------
# endpoint POST /landings
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "post_landings" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "POST /landings"
  target             = "integrations/${aws_apigatewayv2_integration.post_landings.id}"
  authorization_type = "AWS_IAM"
}

resource "aws_apigatewayv2_integration" "post_landings" {
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
# endpoint POST /signals
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "post_signals" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "POST /signals"
  target             = "integrations/${aws_apigatewayv2_integration.post_signals.id}"
  authorization_type = "AWS_IAM"
}

resource "aws_apigatewayv2_integration" "post_signals" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_subtype    = "SQS-SendMessage"
  payload_format_version = "1.0"
  credentials_arn        = aws_iam_role.harbour_intake.arn
  request_parameters = {
    QueueUrl    = aws_sqs_queue.harbour.url
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
# endpoint PUT /ships/{ship}
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "put_ships__ship_d59b02" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "PUT /ships/{ship}"
  target             = "integrations/${aws_apigatewayv2_integration.put_ships__ship_d59b02.id}"
  authorization_type = "AWS_IAM"
}

resource "aws_apigatewayv2_integration" "put_ships__ship_d59b02" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_method     = "POST"
  integration_uri        = aws_lambda_function.all.invoke_arn
  payload_format_version = "2.0"
}

# -----------------------------------------------------------------------------
# queue harbour
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "harbour" {
  name                       = "sea-prod-harbour-queue"
  message_retention_seconds  = 345600
  visibility_timeout_seconds = 180
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.harbour_dead_letters.arn
    maxReceiveCount     = 5
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "harbour_age" {
  alarm_name        = "sea-prod-harbour-queue-age"
  alarm_description = "The consumer of the queue sea-prod-harbour-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.harbour.name
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

resource "aws_cloudwatch_metric_alarm" "harbour_dead_letters" {
  alarm_name        = "sea-prod-harbour-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue sea-prod-harbour-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.harbour_dead_letters.name
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

resource "aws_iam_role" "harbour_intake" {
  name_prefix = "sea-prod-queue-stack-"
  description = "How the API sea-prod-http-api sends to the queue harbour."
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

resource "aws_iam_role_policy" "harbour_intake" {
  name = "access"
  role = aws_iam_role.harbour_intake.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SendHarbour"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.harbour.arn
      },
    ]
  })
}

resource "aws_sqs_queue" "harbour_dead_letters" {
  name                       = "sea-prod-harbour-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  sqs_managed_sse_enabled    = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue_policy" "harbour" {
  queue_url = aws_sqs_queue.harbour.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.harbour.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "harbour_dead_letters" {
  queue_url = aws_sqs_queue.harbour_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.harbour_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "harbour_dead_letters" {
  queue_url = aws_sqs_queue.harbour_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.harbour.arn]
  })
}

# -----------------------------------------------------------------------------
# queue main
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "main" {
  name                       = "sea-prod-queue"
  message_retention_seconds  = 345600
  visibility_timeout_seconds = 60
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.main_dead_letters.arn
    maxReceiveCount     = 5
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "main_age" {
  alarm_name        = "sea-prod-queue-age"
  alarm_description = "The consumer of the queue sea-prod-queue falls behind."
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
  alarm_name        = "sea-prod-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue sea-prod-dlq."
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
  name_prefix = "sea-prod-queue-stack-"
  description = "How the API sea-prod-http-api sends to the queue main."
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
  name                       = "sea-prod-dlq"
  message_retention_seconds  = 1209600
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
# queue ordered
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "ordered" {
  name                        = "sea-prod-ordered-queue.fifo"
  fifo_queue                  = true
  content_based_deduplication = true
  message_retention_seconds   = 345600
  visibility_timeout_seconds  = 180
  sqs_managed_sse_enabled     = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.ordered_dead_letters.arn
    maxReceiveCount     = 5
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "ordered_age" {
  alarm_name        = "sea-prod-ordered-queue.fifo-age"
  alarm_description = "The consumer of the queue sea-prod-ordered-queue.fifo falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.ordered.name
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

resource "aws_cloudwatch_metric_alarm" "ordered_dead_letters" {
  alarm_name        = "sea-prod-ordered-dlq.fifo-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue sea-prod-ordered-dlq.fifo."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.ordered_dead_letters.name
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

resource "aws_iam_role" "ordered_intake" {
  name_prefix = "sea-prod-queue-stack-"
  description = "How the API sea-prod-http-api sends to the queue ordered."
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

resource "aws_iam_role_policy" "ordered_intake" {
  name = "access"
  role = aws_iam_role.ordered_intake.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SendOrdered"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.ordered.arn
      },
    ]
  })
}

resource "aws_sqs_queue" "ordered_dead_letters" {
  name                        = "sea-prod-ordered-dlq.fifo"
  fifo_queue                  = true
  content_based_deduplication = true
  message_retention_seconds   = 1209600
  visibility_timeout_seconds  = 30
  sqs_managed_sse_enabled     = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue_policy" "ordered" {
  queue_url = aws_sqs_queue.ordered.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.ordered.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "ordered_dead_letters" {
  queue_url = aws_sqs_queue.ordered_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.ordered_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "ordered_dead_letters" {
  queue_url = aws_sqs_queue.ordered_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.ordered.arn]
  })
}

# -----------------------------------------------------------------------------
# handler all
#
# Works off the queue harbour.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "all" {
  function_name = "sea-prod-all-handler"
  description   = "Works off the queue harbour."
  role          = aws_iam_role.all.arn
  runtime       = "provided.al2023"
  handler       = "bootstrap"
  memory_size   = 256
  timeout       = 30
  architectures = ["x86_64"]
  s3_bucket     = "sea-builds"
  s3_key        = "all.zip"

  environment {
    variables = {
      SHIPS_TABLE_NAME = "ships"
      APIQ_CONTRACT    = "60cecc03cf166a0a"
    }
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.all.name
  }

  depends_on = [aws_iam_role_policy.all]
}

resource "aws_cloudwatch_log_group" "all" {
  name              = "/aws/lambda/sea-prod-all-handler"
  retention_in_days = 30

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "all_errors" {
  alarm_name          = "sea-prod-all-handler-errors"
  alarm_description   = "Calls of the function sea-prod-all-handler fail."
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
        FunctionName = aws_lambda_function.all.function_name
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
        FunctionName = aws_lambda_function.all.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "all_throttles" {
  alarm_name        = "sea-prod-all-handler-throttles"
  alarm_description = "Calls of the function sea-prod-all-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.all.function_name
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

resource "aws_iam_role" "all" {
  name_prefix = "sea-prod-queue-stack-"
  description = "What the function sea-prod-all-handler may do."
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

resource "aws_iam_role_policy" "all" {
  name = "access"
  role = aws_iam_role.all.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "GetShips"
        Effect   = "Allow"
        Action   = ["dynamodb:GetItem", "dynamodb:Query"]
        Resource = "arn:aws:dynamodb:eu-west-1:123456789012:table/ships"
      },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/sea-prod-all-handler:*"
      },
      {
        Sid      = "ReceiveHarbour"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.harbour.arn
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "all" {
  function_name    = aws_lambda_function.all.arn
  event_source_arn = aws_sqs_queue.harbour.arn
  batch_size       = 10
}

resource "aws_lambda_permission" "get_ships_ship_707a20" {
  statement_id  = "get_ships_ship_707a20"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.all.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "arn:${data.aws_partition.current.partition}:execute-api:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:${aws_apigatewayv2_api.api.id}/*/GET/ships/*"
}

resource "aws_lambda_permission" "put_ships_ship_d59b02" {
  statement_id  = "put_ships_ship_d59b02"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.all.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "arn:${data.aws_partition.current.partition}:execute-api:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:${aws_apigatewayv2_api.api.id}/*/PUT/ships/*"
}

# -----------------------------------------------------------------------------
# handler in_order
#
# Works off the queue ordered.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "in_order" {
  function_name = "sea-prod-in-order-handler"
  description   = "Works off the queue ordered."
  role          = aws_iam_role.in_order.arn
  runtime       = "provided.al2023"
  handler       = "bootstrap"
  memory_size   = 256
  timeout       = 30
  architectures = ["arm64"]
  s3_bucket     = "sea-builds"
  s3_key        = "in_order.zip"

  environment {
    variables = {
      APIQ_CONTRACT = "9ff1f080e04a0b93"
    }
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.in_order.name
  }

  depends_on = [aws_iam_role_policy.in_order]
}

resource "aws_cloudwatch_log_group" "in_order" {
  name              = "/aws/lambda/sea-prod-in-order-handler"
  retention_in_days = 30

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "in_order_errors" {
  alarm_name          = "sea-prod-in-order-handler-errors"
  alarm_description   = "Calls of the function sea-prod-in-order-handler fail."
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
        FunctionName = aws_lambda_function.in_order.function_name
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
        FunctionName = aws_lambda_function.in_order.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "in_order_throttles" {
  alarm_name        = "sea-prod-in-order-handler-throttles"
  alarm_description = "Calls of the function sea-prod-in-order-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.in_order.function_name
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

resource "aws_iam_role" "in_order" {
  name_prefix = "sea-prod-queue-stack-"
  description = "What the function sea-prod-in-order-handler may do."
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

resource "aws_iam_role_policy" "in_order" {
  name = "access"
  role = aws_iam_role.in_order.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/sea-prod-in-order-handler:*"
      },
      {
        Sid      = "ReceiveOrdered"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.ordered.arn
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "in_order" {
  function_name           = aws_lambda_function.in_order.arn
  event_source_arn        = aws_sqs_queue.ordered.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler work
#
# Works off the queue main.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "work" {
  function_name = "sea-prod-work-handler"
  description   = "Works off the queue main."
  role          = aws_iam_role.work.arn
  runtime       = "provided.al2023"
  handler       = "bootstrap"
  memory_size   = 256
  timeout       = 10
  architectures = ["x86_64"]
  s3_bucket     = "sea-builds"
  s3_key        = "work.zip"

  environment {
    variables = {
      MODE          = "calm"
      APIQ_CONTRACT = "5a6b30f32782823f"
    }
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.work.name
  }

  depends_on = [aws_iam_role_policy.work]
}

resource "aws_cloudwatch_log_group" "work" {
  name              = "/aws/lambda/sea-prod-work-handler"
  retention_in_days = 30

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "work_errors" {
  alarm_name          = "sea-prod-work-handler-errors"
  alarm_description   = "Calls of the function sea-prod-work-handler fail."
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
  alarm_name        = "sea-prod-work-handler-throttles"
  alarm_description = "Calls of the function sea-prod-work-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.work.function_name
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

resource "aws_iam_role" "work" {
  name_prefix = "sea-prod-queue-stack-"
  description = "What the function sea-prod-work-handler may do."
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
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/sea-prod-work-handler:*"
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
  function_name           = aws_lambda_function.work.arn
  event_source_arn        = aws_sqs_queue.main.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# schedule tide
# -----------------------------------------------------------------------------

resource "aws_scheduler_schedule" "tide" {
  name                = "sea-prod-tide-schedule"
  schedule_expression = "rate(6 hours)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_lambda_function.all.arn
    role_arn = aws_iam_role.tide_service.arn
    input    = "{}"

    retry_policy {
      maximum_retry_attempts       = 185
      maximum_event_age_in_seconds = 86400
    }
  }
}

resource "aws_iam_role" "tide_service" {
  name_prefix = "sea-prod-queue-stack-"
  description = "What the schedule sea-prod-tide-schedule may do."
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

resource "aws_iam_role_policy" "tide_service" {
  name = "access"
  role = aws_iam_role.tide_service.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "InvokeAll"
        Effect   = "Allow"
        Action   = "lambda:InvokeFunction"
        Resource = "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:function:sea-prod-all-handler"
      },
    ]
  })
}
