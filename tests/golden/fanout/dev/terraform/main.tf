# Tells everybody who must know when an order is placed.

# -----------------------------------------------------------------------------
# What is read of the surroundings
# -----------------------------------------------------------------------------

data "archive_file" "announce" {
  type             = "zip"
  source_file      = "${path.module}/inline/announce/index.py"
  output_path      = "${path.module}/inline/announce.zip"
  output_file_mode = "0644"
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

# -----------------------------------------------------------------------------
# The stack as a whole
# -----------------------------------------------------------------------------

resource "aws_kms_alias" "main" {
  name          = "alias/placed-dev-key"
  target_key_id = aws_kms_key.main.key_id
}

resource "aws_kms_key" "main" {
  description         = "Key of the stack placed-dev-queue-stack."
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
      {
        Sid    = "DeliverNewsArchived"
        Effect = "Allow"
        Principal = {
          Service = "sns.amazonaws.com"
        }
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = "*"
        Condition = {
          ArnEquals = {
            "aws:SourceArn" = "arn:${data.aws_partition.current.partition}:sns:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:placed-dev-news-topic"
          }
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
      {
        Sid    = "DeliverNewsMails"
        Effect = "Allow"
        Principal = {
          Service = "sns.amazonaws.com"
        }
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = "*"
        Condition = {
          ArnEquals = {
            "aws:SourceArn" = "arn:${data.aws_partition.current.partition}:sns:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:placed-dev-news-topic"
          }
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
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
# HTTP API of the stack placed-dev-queue-stack.
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_api" "api" {
  name          = "placed-dev-http-api"
  description   = "HTTP API of the stack placed-dev-queue-stack."
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_authorizer" "jwt_f8f854_eecacb" {
  api_id           = aws_apigatewayv2_api.api.id
  name             = "jwt-f8f854"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]

  jwt_configuration {
    issuer   = "https://login.example.com"
    audience = ["orders"]
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
    route_key                = "POST /orders"
    throttling_rate_limit    = 100
    throttling_burst_limit   = 100
    detailed_metrics_enabled = true
  }

  depends_on = [aws_apigatewayv2_route.post_orders]
}

resource "aws_cloudwatch_log_group" "api_access" {
  name              = "/aws/vendedlogs/placed-dev-http-api"
  retention_in_days = 30

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "api_server_errors" {
  alarm_name          = "placed-dev-http-api-server-errors"
  alarm_description   = "Requests to the API placed-dev-http-api fail on its own side."
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
# endpoint POST /orders
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "post_orders" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "POST /orders"
  target             = "integrations/${aws_apigatewayv2_integration.post_orders.id}"
  authorization_type = "JWT"
  authorizer_id      = aws_apigatewayv2_authorizer.jwt_f8f854_eecacb.id
}

resource "aws_apigatewayv2_integration" "post_orders" {
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
# queue archived
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "archived" {
  name                       = "placed-dev-archived-queue"
  message_retention_seconds  = 864000
  visibility_timeout_seconds = 180
  kms_master_key_id          = aws_kms_key.main.arn
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.archived_dead_letters.arn
    maxReceiveCount     = 10
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "archived_age" {
  alarm_name        = "placed-dev-archived-queue-age"
  alarm_description = "The consumer of the queue placed-dev-archived-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.archived.name
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

resource "aws_cloudwatch_metric_alarm" "archived_dead_letters" {
  alarm_name        = "placed-dev-archived-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue placed-dev-archived-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.archived_dead_letters.name
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

resource "aws_sqs_queue" "archived_dead_letters" {
  name                       = "placed-dev-archived-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  kms_master_key_id          = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue_policy" "archived" {
  queue_url = aws_sqs_queue.archived.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "DeliverNews"
        Effect = "Allow"
        Principal = {
          Service = "sns.amazonaws.com"
        }
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.archived.arn
        Condition = {
          ArnEquals = {
            "aws:SourceArn" = aws_sns_topic.news.arn
          }
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.archived.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "archived_dead_letters" {
  queue_url = aws_sqs_queue.archived_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.archived_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "archived_dead_letters" {
  queue_url = aws_sqs_queue.archived_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.archived.arn]
  })
}

# -----------------------------------------------------------------------------
# queue intake
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "intake" {
  name                       = "placed-dev-intake-queue"
  message_retention_seconds  = 345600
  visibility_timeout_seconds = 180
  kms_master_key_id          = aws_kms_key.main.arn
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.intake_dead_letters.arn
    maxReceiveCount     = 5
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "intake_age" {
  alarm_name        = "placed-dev-intake-queue-age"
  alarm_description = "The consumer of the queue placed-dev-intake-queue falls behind."
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
  alarm_name        = "placed-dev-intake-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue placed-dev-intake-dlq."
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
  name_prefix = "placed-dev-queue-stack-"
  description = "How the API placed-dev-http-api sends to the queue intake."
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
      {
        Sid      = "SendKeyIntake"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = aws_kms_key.main.arn
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = aws_sqs_queue.intake.arn
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue" "intake_dead_letters" {
  name                       = "placed-dev-intake-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  kms_master_key_id          = aws_kms_key.main.arn

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
# queue mails
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "mails" {
  name                       = "placed-dev-mails-queue"
  message_retention_seconds  = 604800
  visibility_timeout_seconds = 180
  kms_master_key_id          = aws_kms_key.main.arn
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.mails_dead_letters.arn
    maxReceiveCount     = 5
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "mails_age" {
  alarm_name        = "placed-dev-mails-queue-age"
  alarm_description = "The consumer of the queue placed-dev-mails-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.mails.name
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

resource "aws_cloudwatch_metric_alarm" "mails_dead_letters" {
  alarm_name        = "placed-dev-mails-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue placed-dev-mails-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.mails_dead_letters.name
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

resource "aws_sqs_queue" "mails_dead_letters" {
  name                       = "placed-dev-mails-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  kms_master_key_id          = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue_policy" "mails" {
  queue_url = aws_sqs_queue.mails.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "DeliverNews"
        Effect = "Allow"
        Principal = {
          Service = "sns.amazonaws.com"
        }
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.mails.arn
        Condition = {
          ArnEquals = {
            "aws:SourceArn" = aws_sns_topic.news.arn
          }
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.mails.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "mails_dead_letters" {
  queue_url = aws_sqs_queue.mails_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.mails_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "mails_dead_letters" {
  queue_url = aws_sqs_queue.mails_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.mails.arn]
  })
}

# -----------------------------------------------------------------------------
# handler announce
#
# Works off the queue intake.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "announce" {
  function_name    = "placed-dev-announce-handler"
  description      = "Works off the queue intake."
  role             = aws_iam_role.announce.arn
  runtime          = "python3.13"
  handler          = "index.handler"
  memory_size      = 256
  timeout          = 30
  architectures    = ["arm64"]
  filename         = data.archive_file.announce.output_path
  source_code_hash = data.archive_file.announce.output_base64sha256

  environment {
    variables = {
      NEWS_TOPIC_ARN = aws_sns_topic.news.arn
    }
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.announce.name
  }

  depends_on = [aws_iam_role_policy.announce]
}

resource "aws_cloudwatch_log_group" "announce" {
  name              = "/aws/lambda/placed-dev-announce-handler"
  retention_in_days = 30

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "announce_errors" {
  alarm_name          = "placed-dev-announce-handler-errors"
  alarm_description   = "Calls of the function placed-dev-announce-handler fail."
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
        FunctionName = aws_lambda_function.announce.function_name
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
        FunctionName = aws_lambda_function.announce.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "announce_throttles" {
  alarm_name        = "placed-dev-announce-handler-throttles"
  alarm_description = "Calls of the function placed-dev-announce-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.announce.function_name
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

resource "aws_iam_role" "announce" {
  name_prefix = "placed-dev-queue-stack-"
  description = "What the function placed-dev-announce-handler may do."
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

resource "aws_iam_role_policy" "announce" {
  name = "access"
  role = aws_iam_role.announce.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/placed-dev-announce-handler:*"
      },
      {
        Sid      = "PublishKeyNews"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = aws_kms_key.main.arn
        Condition = {
          StringEquals = {
            "kms:ViaService" = "sns.${data.aws_region.current.region}.amazonaws.com"
          }
        }
      },
      {
        Sid      = "PublishNews"
        Effect   = "Allow"
        Action   = "sns:Publish"
        Resource = aws_sns_topic.news.arn
      },
      {
        Sid      = "ReceiveIntake"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.intake.arn
      },
      {
        Sid      = "ReceiveKeyIntake"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = aws_kms_key.main.arn
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = aws_sqs_queue.intake.arn
          }
        }
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "announce" {
  function_name           = aws_lambda_function.announce.arn
  event_source_arn        = aws_sqs_queue.intake.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 10
  }
}

# -----------------------------------------------------------------------------
# handler archiver
#
# Works off the queue archived.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "archiver" {
  function_name    = "placed-dev-archiver-handler"
  description      = "Works off the queue archived."
  role             = aws_iam_role.archiver.arn
  runtime          = "python3.13"
  handler          = "app.handle"
  memory_size      = 256
  timeout          = 30
  architectures    = ["arm64"]
  filename         = "${path.module}/artifacts/archiver-1a0e6937d8480114.zip"
  source_code_hash = "KKlljqySyQjOzHVYjO74k8clTFdNlFoESrfQQlQYLSo="

  environment {
    variables = {
      ARCHIVE_BUCKET_NAME = "placed-orders"
    }
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.archiver.name
  }

  depends_on = [aws_iam_role_policy.archiver]
}

resource "aws_cloudwatch_log_group" "archiver" {
  name              = "/aws/lambda/placed-dev-archiver-handler"
  retention_in_days = 30

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "archiver_errors" {
  alarm_name          = "placed-dev-archiver-handler-errors"
  alarm_description   = "Calls of the function placed-dev-archiver-handler fail."
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
        FunctionName = aws_lambda_function.archiver.function_name
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
        FunctionName = aws_lambda_function.archiver.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "archiver_throttles" {
  alarm_name        = "placed-dev-archiver-handler-throttles"
  alarm_description = "Calls of the function placed-dev-archiver-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.archiver.function_name
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

resource "aws_iam_role" "archiver" {
  name_prefix = "placed-dev-queue-stack-"
  description = "What the function placed-dev-archiver-handler may do."
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

resource "aws_iam_role_policy" "archiver" {
  name = "access"
  role = aws_iam_role.archiver.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/placed-dev-archiver-handler:*"
      },
      {
        Sid      = "PutArchive"
        Effect   = "Allow"
        Action   = "s3:PutObject"
        Resource = "arn:aws:s3:::placed-orders/orders/*"
        Condition = {
          StringEquals = {
            "aws:ResourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
      {
        Sid      = "ReceiveArchived"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.archived.arn
      },
      {
        Sid      = "ReceiveKeyArchived"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = aws_kms_key.main.arn
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = aws_sqs_queue.archived.arn
          }
        }
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "archiver" {
  function_name           = aws_lambda_function.archiver.arn
  event_source_arn        = aws_sqs_queue.archived.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler mail
#
# Works off the queue mails.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "mail" {
  function_name    = "placed-dev-mail-handler"
  description      = "Works off the queue mails."
  role             = aws_iam_role.mail.arn
  runtime          = "python3.13"
  handler          = "app.handle"
  memory_size      = 256
  timeout          = 30
  architectures    = ["arm64"]
  filename         = "${path.module}/artifacts/mail-ae9cb2c9108c25d6.zip"
  source_code_hash = "qYrA/AJcCje9ITEtLIF6wQVNVrSMdU5tCfhJaProXNY="

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.mail.name
  }

  depends_on = [aws_iam_role_policy.mail]
}

resource "aws_cloudwatch_log_group" "mail" {
  name              = "/aws/lambda/placed-dev-mail-handler"
  retention_in_days = 30

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "mail_errors" {
  alarm_name          = "placed-dev-mail-handler-errors"
  alarm_description   = "Calls of the function placed-dev-mail-handler fail."
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
        FunctionName = aws_lambda_function.mail.function_name
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
        FunctionName = aws_lambda_function.mail.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "mail_throttles" {
  alarm_name        = "placed-dev-mail-handler-throttles"
  alarm_description = "Calls of the function placed-dev-mail-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.mail.function_name
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

resource "aws_iam_role" "mail" {
  name_prefix = "placed-dev-queue-stack-"
  description = "What the function placed-dev-mail-handler may do."
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

resource "aws_iam_role_policy" "mail" {
  name = "access"
  role = aws_iam_role.mail.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/placed-dev-mail-handler:*"
      },
      {
        Sid      = "ReceiveKeyMails"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = aws_kms_key.main.arn
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = aws_sqs_queue.mails.arn
          }
        }
      },
      {
        Sid      = "ReceiveMails"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.mails.arn
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "mail" {
  function_name           = aws_lambda_function.mail.arn
  event_source_arn        = aws_sqs_queue.mails.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler sweep
#
# Handler sweep of the stack placed-dev-queue-stack.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "sweep" {
  function_name    = "placed-dev-sweep-handler"
  description      = "Handler sweep of the stack placed-dev-queue-stack."
  role             = aws_iam_role.sweep.arn
  runtime          = "python3.13"
  handler          = "app.handle"
  memory_size      = 256
  timeout          = 30
  architectures    = ["arm64"]
  filename         = "${path.module}/artifacts/sweep-b2dae74f4e269a40.zip"
  source_code_hash = "hcV+T+dWmWpGV6dLmDHyx1y9S/oQ12BMwtPc54nEfN8="

  environment {
    variables = {
      ARCHIVE_BUCKET_NAME = "placed-orders"
    }
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.sweep.name
  }

  dead_letter_config {
    target_arn = aws_sqs_queue.mails.arn
  }

  depends_on = [aws_iam_role_policy.sweep]
}

resource "aws_cloudwatch_log_group" "sweep" {
  name              = "/aws/lambda/placed-dev-sweep-handler"
  retention_in_days = 30

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "sweep_errors" {
  alarm_name          = "placed-dev-sweep-handler-errors"
  alarm_description   = "Calls of the function placed-dev-sweep-handler fail."
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
        FunctionName = aws_lambda_function.sweep.function_name
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
        FunctionName = aws_lambda_function.sweep.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "sweep_throttles" {
  alarm_name        = "placed-dev-sweep-handler-throttles"
  alarm_description = "Calls of the function placed-dev-sweep-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.sweep.function_name
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

resource "aws_iam_role" "sweep" {
  name_prefix = "placed-dev-queue-stack-"
  description = "What the function placed-dev-sweep-handler may do."
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

resource "aws_iam_role_policy" "sweep" {
  name = "access"
  role = aws_iam_role.sweep.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ListArchive"
        Effect   = "Allow"
        Action   = "s3:ListBucket"
        Resource = "arn:aws:s3:::placed-orders"
        Condition = {
          StringEquals = {
            "aws:ResourceAccount" = data.aws_caller_identity.current.account_id
          }
          StringLike = {
            "s3:prefix" = "*"
          }
        }
      },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/placed-dev-sweep-handler:*"
      },
      {
        Sid      = "SendKeyMails"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = aws_kms_key.main.arn
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = aws_sqs_queue.mails.arn
          }
        }
      },
      {
        Sid      = "SendMails"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.mails.arn
      },
    ]
  })
}

# -----------------------------------------------------------------------------
# topic news
#
# What happened to orders. Each subscriber has a queue of its own.
# -----------------------------------------------------------------------------

resource "aws_sns_topic" "news" {
  name              = "placed-dev-news-topic"
  kms_master_key_id = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "news_failures" {
  alarm_name        = "placed-dev-news-topic-failures"
  alarm_description = "Messages of the topic placed-dev-news-topic could not be delivered."
  namespace         = "AWS/SNS"
  metric_name       = "NumberOfNotificationsFailed"
  dimensions = {
    TopicName = aws_sns_topic.news.name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  datapoints_to_alarm = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:pager"]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:pager"]
}

resource "aws_sns_topic_policy" "news" {
  arn = aws_sns_topic.news.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.news.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sns_topic_subscription" "news_archived_8ffd0f" {
  topic_arn            = aws_sns_topic.news.arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.archived.arn
  raw_message_delivery = true
}

resource "aws_sns_topic_subscription" "news_mails_51ae0d" {
  topic_arn            = aws_sns_topic.news.arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.mails.arn
  raw_message_delivery = true
  filter_policy = jsonencode({
    notify = ["customer"]
  })
}

# -----------------------------------------------------------------------------
# schedule nightly
#
# Counts what is left over, every night.
# -----------------------------------------------------------------------------

resource "aws_scheduler_schedule" "nightly" {
  name                         = "placed-dev-nightly-schedule"
  description                  = "Counts what is left over, every night."
  schedule_expression          = "cron(0 3 * * ? *)"
  schedule_expression_timezone = "Europe/Berlin"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_lambda_function.sweep.arn
    role_arn = aws_iam_role.nightly_service.arn
    input    = "{}"

    retry_policy {
      maximum_retry_attempts       = 3
      maximum_event_age_in_seconds = 3600
    }
  }
}

resource "aws_iam_role" "nightly_service" {
  name_prefix = "placed-dev-queue-stack-"
  description = "What the schedule placed-dev-nightly-schedule may do."
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

resource "aws_iam_role_policy" "nightly_service" {
  name = "access"
  role = aws_iam_role.nightly_service.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "InvokeSweep"
        Effect   = "Allow"
        Action   = "lambda:InvokeFunction"
        Resource = "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:function:placed-dev-sweep-handler"
      },
    ]
  })
}
