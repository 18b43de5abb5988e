# Takes the webhooks of a payment provider, and books each payment once.

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
  name          = "alias/billing-dev-key"
  target_key_id = aws_kms_key.main.key_id
}

resource "aws_kms_key" "main" {
  description         = "Key of the stack billing-dev-queue-stack."
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
# HTTP API of the stack billing-dev-queue-stack.
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_api" "api" {
  name          = "billing-dev-http-api"
  description   = "HTTP API of the stack billing-dev-queue-stack."
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
    route_key                = "POST /hooks/payments"
    throttling_rate_limit    = 5
    throttling_burst_limit   = 5
    detailed_metrics_enabled = true
  }

  depends_on = [aws_apigatewayv2_route.post_hooks_payments]
}

resource "aws_cloudwatch_log_group" "api_access" {
  name              = "/aws/vendedlogs/billing-dev-http-api"
  retention_in_days = 30

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "api_server_errors" {
  alarm_name          = "billing-dev-http-api-server-errors"
  alarm_description   = "Requests to the API billing-dev-http-api fail on its own side."
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
# endpoint POST /hooks/payments
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "post_hooks_payments" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "POST /hooks/payments"
  target             = "integrations/${aws_apigatewayv2_integration.post_hooks_payments.id}"
  authorization_type = "NONE"
}

resource "aws_apigatewayv2_integration" "post_hooks_payments" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_subtype    = "SQS-SendMessage"
  payload_format_version = "1.0"
  credentials_arn        = aws_iam_role.provider_main_ce34d7_intake.arn
  request_parameters = {
    QueueUrl          = aws_sqs_queue.provider_main_ce34d7.url
    MessageBody       = "$request.body"
    MessageAttributes = "{\"signature\":{\"DataType\":\"String\",\"StringValue\":\"$${request.header.Payment-Signature}\"}}"
  }

  response_parameters {
    status_code = "200"
    mappings = {
      "overwrite:statuscode" = "202"
    }
  }
}

# -----------------------------------------------------------------------------
# queue genuine
#
# Events whose signature was right.
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "genuine" {
  name                       = "billing-dev-genuine-queue"
  message_retention_seconds  = 864000
  visibility_timeout_seconds = 180
  kms_master_key_id          = aws_kms_key.main.arn
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.genuine_dead_letters.arn
    maxReceiveCount     = 5
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "genuine_age" {
  alarm_name        = "billing-dev-genuine-queue-age"
  alarm_description = "The consumer of the queue billing-dev-genuine-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.genuine.name
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

resource "aws_cloudwatch_metric_alarm" "genuine_dead_letters" {
  alarm_name        = "billing-dev-genuine-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue billing-dev-genuine-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.genuine_dead_letters.name
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

resource "aws_sqs_queue" "genuine_dead_letters" {
  name                       = "billing-dev-genuine-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  kms_master_key_id          = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue_policy" "genuine" {
  queue_url = aws_sqs_queue.genuine.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.genuine.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "genuine_dead_letters" {
  queue_url = aws_sqs_queue.genuine_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.genuine_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "genuine_dead_letters" {
  queue_url = aws_sqs_queue.genuine_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.genuine.arn]
  })
}

# -----------------------------------------------------------------------------
# queue provider.main
#
# Calls as they came, not checked yet.
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "provider_main_ce34d7" {
  name                       = "billing-dev-provider-queue"
  message_retention_seconds  = 345600
  visibility_timeout_seconds = 60
  kms_master_key_id          = aws_kms_key.main.arn
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.provider_main_ce34d7_dead_letters.arn
    maxReceiveCount     = 5
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "provider_main_ce34d7_age" {
  alarm_name        = "billing-dev-provider-queue-age"
  alarm_description = "The consumer of the queue billing-dev-provider-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.provider_main_ce34d7.name
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

resource "aws_cloudwatch_metric_alarm" "provider_main_ce34d7_dead_letters" {
  alarm_name        = "billing-dev-provider-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue billing-dev-provider-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.provider_main_ce34d7_dead_letters.name
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

resource "aws_iam_role" "provider_main_ce34d7_intake" {
  name_prefix = "billing-dev-queue-stack-"
  description = "How the API billing-dev-http-api sends to the queue provider.main."
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

resource "aws_iam_role_policy" "provider_main_ce34d7_intake" {
  name = "access"
  role = aws_iam_role.provider_main_ce34d7_intake.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SendKeyProviderMain"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = aws_kms_key.main.arn
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = aws_sqs_queue.provider_main_ce34d7.arn
          }
        }
      },
      {
        Sid      = "SendProviderMain"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.provider_main_ce34d7.arn
      },
    ]
  })
}

resource "aws_sqs_queue" "provider_main_ce34d7_dead_letters" {
  name                       = "billing-dev-provider-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  kms_master_key_id          = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue_policy" "provider_main_ce34d7" {
  queue_url = aws_sqs_queue.provider_main_ce34d7.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.provider_main_ce34d7.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "provider_main_ce34d7_dead_letters" {
  queue_url = aws_sqs_queue.provider_main_ce34d7_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.provider_main_ce34d7_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "provider_main_ce34d7_dead_letters" {
  queue_url = aws_sqs_queue.provider_main_ce34d7_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.provider_main_ce34d7.arn]
  })
}

# -----------------------------------------------------------------------------
# handler book
#
# Works off the queue genuine.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "book" {
  function_name    = "billing-dev-book-handler"
  description      = "Works off the queue genuine."
  role             = aws_iam_role.book.arn
  runtime          = "python3.13"
  handler          = "app.handle"
  memory_size      = 256
  timeout          = 30
  architectures    = ["arm64"]
  filename         = "${path.module}/artifacts/book-6c93f4c307be7d66.zip"
  source_code_hash = "AMM149BkvBwRvyF0kvI8AUQcxZYzbV8Pk+J7RAq+DU4="

  environment {
    variables = {
      PAYMENTS_TABLE_NAME = "payments"
    }
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.book.name
  }

  depends_on = [aws_iam_role_policy.book]
}

resource "aws_cloudwatch_log_group" "book" {
  name              = "/aws/lambda/billing-dev-book-handler"
  retention_in_days = 30

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "book_errors" {
  alarm_name          = "billing-dev-book-handler-errors"
  alarm_description   = "Calls of the function billing-dev-book-handler fail."
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
        FunctionName = aws_lambda_function.book.function_name
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
        FunctionName = aws_lambda_function.book.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "book_throttles" {
  alarm_name        = "billing-dev-book-handler-throttles"
  alarm_description = "Calls of the function billing-dev-book-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.book.function_name
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

resource "aws_iam_role" "book" {
  name_prefix = "billing-dev-queue-stack-"
  description = "What the function billing-dev-book-handler may do."
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

resource "aws_iam_role_policy" "book" {
  name = "access"
  role = aws_iam_role.book.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/billing-dev-book-handler:*"
      },
      {
        Sid      = "PutPayments"
        Effect   = "Allow"
        Action   = "dynamodb:PutItem"
        Resource = "arn:aws:dynamodb:eu-west-1:123456789012:table/payments"
      },
      {
        Sid      = "ReceiveGenuine"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.genuine.arn
      },
      {
        Sid      = "ReceiveKeyGenuine"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = aws_kms_key.main.arn
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = aws_sqs_queue.genuine.arn
          }
        }
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "book" {
  function_name           = aws_lambda_function.book.arn
  event_source_arn        = aws_sqs_queue.genuine.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler provider.work
#
# Checks the signature, then works.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "provider_work_6398a4" {
  function_name    = "billing-dev-provider-work-handler"
  description      = "Checks the signature, then works."
  role             = aws_iam_role.provider_work_6398a4.arn
  runtime          = "python3.13"
  handler          = "app.handle"
  memory_size      = 256
  timeout          = 10
  architectures    = ["arm64"]
  filename         = "${path.module}/artifacts/provider-work-54f47945017788b9.zip"
  source_code_hash = "KYWPdH6GyIi28sWg+SkSZ8aWKh3gSiNPELNluxWYNOk="

  environment {
    variables = {
      GENUINE_QUEUE_URL  = aws_sqs_queue.genuine.url
      SIGNING_SECRET_ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:billing/signing-a1B2c3"
      TOLERANCE_SECONDS  = "300"
    }
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.provider_work_6398a4.name
  }

  depends_on = [aws_iam_role_policy.provider_work_6398a4_898320]
}

resource "aws_cloudwatch_log_group" "provider_work_6398a4" {
  name              = "/aws/lambda/billing-dev-provider-work-handler"
  retention_in_days = 30

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "provider_work_6398a4_errors" {
  alarm_name          = "billing-dev-provider-work-handler-errors"
  alarm_description   = "Calls of the function billing-dev-provider-work-handler fail."
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
        FunctionName = aws_lambda_function.provider_work_6398a4.function_name
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
        FunctionName = aws_lambda_function.provider_work_6398a4.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "provider_work_6398a4_throttles" {
  alarm_name        = "billing-dev-provider-work-handler-throttles"
  alarm_description = "Calls of the function billing-dev-provider-work-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.provider_work_6398a4.function_name
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

resource "aws_iam_role" "provider_work_6398a4" {
  name_prefix = "billing-dev-queue-stack-"
  description = "What the function billing-dev-provider-work-handler may do."
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

resource "aws_iam_role_policy" "provider_work_6398a4_898320" {
  name = "access"
  role = aws_iam_role.provider_work_6398a4.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "GetSigning"
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:billing/signing-a1B2c3"
      },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/billing-dev-provider-work-handler:*"
      },
      {
        Sid      = "ReceiveKeyProviderMain"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = aws_kms_key.main.arn
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = aws_sqs_queue.provider_main_ce34d7.arn
          }
        }
      },
      {
        Sid      = "ReceiveProviderMain"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.provider_main_ce34d7.arn
      },
      {
        Sid      = "SendGenuine"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.genuine.arn
      },
      {
        Sid      = "SendKeyGenuine"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = aws_kms_key.main.arn
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = aws_sqs_queue.genuine.arn
          }
        }
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "provider_work_6398a4" {
  function_name           = aws_lambda_function.provider_work_6398a4.arn
  event_source_arn        = aws_sqs_queue.provider_main_ce34d7.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 10
  }
}
