# Every kind as a security review wants it.

# -----------------------------------------------------------------------------
# What is read of the surroundings
# -----------------------------------------------------------------------------

data "archive_file" "admit" {
  type             = "zip"
  source_file      = "${path.module}/inline/admit/index.py"
  output_path      = "${path.module}/inline/admit.zip"
  output_file_mode = "0644"
}

data "archive_file" "hear" {
  type             = "zip"
  source_file      = "${path.module}/inline/hear/index.py"
  output_path      = "${path.module}/inline/hear.zip"
  output_file_mode = "0644"
}

data "archive_file" "keep_order" {
  type             = "zip"
  source_file      = "${path.module}/inline/keep_order/index.js"
  output_path      = "${path.module}/inline/keep_order.zip"
  output_file_mode = "0644"
}

data "archive_file" "look" {
  type             = "zip"
  source_file      = "${path.module}/inline/look/index.py"
  output_path      = "${path.module}/inline/look.zip"
  output_file_mode = "0644"
}

data "archive_file" "repair" {
  type             = "zip"
  source_file      = "${path.module}/inline/repair/index.py"
  output_path      = "${path.module}/inline/repair.zip"
  output_file_mode = "0644"
}

data "archive_file" "sweep" {
  type             = "zip"
  source_file      = "${path.module}/inline/sweep/index.py"
  output_path      = "${path.module}/inline/sweep.zip"
  output_file_mode = "0644"
}

data "archive_file" "work" {
  type             = "zip"
  source_file      = "${path.module}/inline/work/index.py"
  output_path      = "${path.module}/inline/work.zip"
  output_file_mode = "0644"
}

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
# The stack as a whole
# -----------------------------------------------------------------------------

resource "aws_kms_alias" "main" {
  name          = "alias/ward-dev-key"
  target_key_id = aws_kms_key.main.key_id
}

resource "aws_kms_key" "main" {
  description         = "Key of the stack ward-dev-queue-stack."
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
        Sid    = "Alarms"
        Effect = "Allow"
        Principal = {
          Service = "cloudwatch.amazonaws.com"
        }
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = "*"
        Condition = {
          ArnLike = {
            "aws:SourceArn" = "arn:${data.aws_partition.current.partition}:cloudwatch:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:alarm:*"
          }
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
      {
        Sid    = "DeliverNewsToldLater"
        Effect = "Allow"
        Principal = {
          Service = "sns.amazonaws.com"
        }
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = "*"
        Condition = {
          ArnEquals = {
            "aws:SourceArn" = "arn:${data.aws_partition.current.partition}:sns:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:ward-dev-news-topic"
          }
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
      {
        Sid    = "Logs"
        Effect = "Allow"
        Principal = {
          Service = "logs.${data.aws_region.current.region}.amazonaws.com"
        }
        Action = [
          "kms:Decrypt*",
          "kms:Describe*",
          "kms:Encrypt*",
          "kms:GenerateDataKey*",
          "kms:ReEncrypt*",
        ]
        Resource = "*"
        Condition = {
          ArnEquals = {
            "kms:EncryptionContext:aws:logs:arn" = [
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/ward-dev-admit-handler",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/ward-dev-hear-handler",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/ward-dev-keep-order-handler",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/ward-dev-look-handler",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/ward-dev-provider-work-handler",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/ward-dev-repair-handler",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/ward-dev-sweep-handler",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/ward-dev-tidy-handler",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/ward-dev-work-handler",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/vendedlogs/ward-dev-http-api",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/vendedlogs/ward-dev-inside-network",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/vendedlogs/ward-dev-outside-network",
            ]
          }
        }
      },
    ]
  })
}

# -----------------------------------------------------------------------------
# api api
#
# HTTP API of the stack ward-dev-queue-stack.
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_api" "api" {
  name          = "ward-dev-http-api"
  description   = "HTTP API of the stack ward-dev-queue-stack."
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_authorizer" "jwt_8f021f_85de6e" {
  api_id           = aws_apigatewayv2_api.api.id
  name             = "jwt-8f021f"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]

  jwt_configuration {
    issuer   = "https://login.example.com"
    audience = ["ward"]
  }
}

resource "aws_apigatewayv2_authorizer" "lambda_f476ae_2f8c44" {
  api_id                            = aws_apigatewayv2_api.api.id
  name                              = "lambda-f476ae"
  authorizer_type                   = "REQUEST"
  authorizer_payload_format_version = "2.0"
  enable_simple_responses           = true
  authorizer_uri                    = aws_lambda_function.admit.invoke_arn
  authorizer_result_ttl_in_seconds  = 0
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
    route_key                = "GET /health"
    throttling_rate_limit    = 5
    throttling_burst_limit   = 5
    detailed_metrics_enabled = true
  }

  route_settings {
    route_key                = "POST /hooks"
    throttling_rate_limit    = 10
    throttling_burst_limit   = 10
    detailed_metrics_enabled = true
  }

  depends_on = [aws_apigatewayv2_route.get_health, aws_apigatewayv2_route.post_hooks]
}

resource "aws_cloudwatch_log_group" "api_access" {
  name              = "/aws/vendedlogs/ward-dev-http-api"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.main.arn
}

resource "aws_cloudwatch_metric_alarm" "api_server_errors" {
  alarm_name          = "ward-dev-http-api-server-errors"
  alarm_description   = "Requests to the API ward-dev-http-api fail on its own side."
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]

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
# endpoint GET /health
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "get_health" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "GET /health"
  target             = "integrations/${aws_apigatewayv2_integration.get_health.id}"
  authorization_type = "NONE"
}

resource "aws_apigatewayv2_integration" "get_health" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_method     = "POST"
  integration_uri        = aws_lambda_function.look.invoke_arn
  payload_format_version = "2.0"
}

# -----------------------------------------------------------------------------
# endpoint GET /orders
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "get_orders" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "GET /orders"
  target             = "integrations/${aws_apigatewayv2_integration.get_orders.id}"
  authorization_type = "CUSTOM"
  authorizer_id      = aws_apigatewayv2_authorizer.lambda_f476ae_2f8c44.id
}

resource "aws_apigatewayv2_integration" "get_orders" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_method     = "POST"
  integration_uri        = aws_lambda_function.look.invoke_arn
  payload_format_version = "2.0"
}

# -----------------------------------------------------------------------------
# endpoint POST /entries
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "post_entries" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "POST /entries"
  target             = "integrations/${aws_apigatewayv2_integration.post_entries.id}"
  authorization_type = "AWS_IAM"
}

resource "aws_apigatewayv2_integration" "post_entries" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_subtype    = "SQS-SendMessage"
  payload_format_version = "1.0"
  credentials_arn        = aws_iam_role.strict_intake.arn
  request_parameters = {
    QueueUrl       = aws_sqs_queue.strict.url
    MessageBody    = "$request.body"
    MessageGroupId = "$request.header.account"
  }

  response_parameters {
    status_code = "200"
    mappings = {
      "overwrite:statuscode" = "202"
    }
  }
}

# -----------------------------------------------------------------------------
# endpoint POST /hooks
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "post_hooks" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "POST /hooks"
  target             = "integrations/${aws_apigatewayv2_integration.post_hooks.id}"
  authorization_type = "NONE"
}

resource "aws_apigatewayv2_integration" "post_hooks" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_subtype    = "SQS-SendMessage"
  payload_format_version = "1.0"
  credentials_arn        = aws_iam_role.provider_main_ce34d7_intake.arn
  request_parameters = {
    QueueUrl          = aws_sqs_queue.provider_main_ce34d7.url
    MessageBody       = "$request.body"
    MessageAttributes = "{\"signature\":{\"DataType\":\"String\",\"StringValue\":\"$${request.header.Signature}\"}}"
  }

  response_parameters {
    status_code = "200"
    mappings = {
      "overwrite:statuscode" = "202"
    }
  }
}

# -----------------------------------------------------------------------------
# endpoint POST /notes
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "post_notes" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "POST /notes"
  target             = "integrations/${aws_apigatewayv2_integration.post_notes.id}"
  authorization_type = "JWT"
  authorizer_id      = aws_apigatewayv2_authorizer.jwt_8f021f_85de6e.id
}

resource "aws_apigatewayv2_integration" "post_notes" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_subtype    = "SQS-SendMessage"
  payload_format_version = "1.0"
  credentials_arn        = aws_iam_role.later_intake.arn
  request_parameters = {
    QueueUrl    = aws_sqs_queue.later.url
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
  name                       = "ward-dev-intake-queue"
  message_retention_seconds  = 345600
  visibility_timeout_seconds = 180
  kms_master_key_id          = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.intake_dead_letters.arn
    maxReceiveCount     = 5
  })
}

resource "aws_cloudwatch_metric_alarm" "intake_age" {
  alarm_name        = "ward-dev-intake-queue-age"
  alarm_description = "The consumer of the queue ward-dev-intake-queue falls behind."
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
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
}

resource "aws_cloudwatch_metric_alarm" "intake_dead_letters" {
  alarm_name        = "ward-dev-intake-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue ward-dev-intake-dlq."
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
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
}

resource "aws_iam_policy" "intake_intake" {
  name_prefix = "ward-dev-queue-stack-"
  description = "How the API ward-dev-http-api sends to the queue intake."
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
        Resource = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
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

resource "aws_iam_role" "intake_intake" {
  name_prefix = "ward-dev-queue-stack-"
  description = "How the API ward-dev-http-api sends to the queue intake."
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

resource "aws_iam_role_policy_attachment" "intake_intake" {
  role       = aws_iam_role.intake_intake.name
  policy_arn = aws_iam_policy.intake_intake.arn
}

resource "aws_sqs_queue" "intake_dead_letters" {
  name                       = "ward-dev-intake-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 180
  kms_master_key_id          = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
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
# queue later
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "later" {
  name                       = "ward-dev-later-queue"
  message_retention_seconds  = 345600
  visibility_timeout_seconds = 180
  kms_master_key_id          = aws_kms_key.main.arn
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.later_dead_letters.arn
    maxReceiveCount     = 5
  })
}

resource "aws_cloudwatch_metric_alarm" "later_age" {
  alarm_name        = "ward-dev-later-queue-age"
  alarm_description = "The consumer of the queue ward-dev-later-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.later.name
  }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = 900
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
}

resource "aws_cloudwatch_metric_alarm" "later_dead_letters" {
  alarm_name        = "ward-dev-later-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue ward-dev-later-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.later_dead_letters.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  datapoints_to_alarm = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
}

resource "aws_iam_policy" "later_intake" {
  name_prefix = "ward-dev-queue-stack-"
  description = "How the API ward-dev-http-api sends to the queue later."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SendKeyLater"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = aws_kms_key.main.arn
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = aws_sqs_queue.later.arn
          }
        }
      },
      {
        Sid      = "SendLater"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.later.arn
      },
    ]
  })
}

resource "aws_iam_role" "later_intake" {
  name_prefix = "ward-dev-queue-stack-"
  description = "How the API ward-dev-http-api sends to the queue later."
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

resource "aws_iam_role_policy_attachment" "later_intake" {
  role       = aws_iam_role.later_intake.name
  policy_arn = aws_iam_policy.later_intake.arn
}

resource "aws_sqs_queue" "later_dead_letters" {
  name                       = "ward-dev-later-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  kms_master_key_id          = aws_kms_key.main.arn
}

resource "aws_sqs_queue_policy" "later" {
  queue_url = aws_sqs_queue.later.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "OnlySendMessage"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:SendMessage"
        Resource  = aws_sqs_queue.later.arn
        Condition = {
          Bool = {
            "aws:PrincipalIsAWSService" = "false"
          }
          ArnNotEquals = {
            "aws:PrincipalArn" = [
              aws_iam_role.later_intake.arn,
              aws_iam_role.often_service.arn,
              aws_iam_role.work.arn,
            ]
          }
        }
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.later.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "later_dead_letters" {
  queue_url = aws_sqs_queue.later_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.later_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "later_dead_letters" {
  queue_url = aws_sqs_queue.later_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.later.arn]
  })
}

# -----------------------------------------------------------------------------
# queue provider.main
#
# Calls as they came, not checked yet.
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "provider_main_ce34d7" {
  name                       = "ward-dev-provider-queue"
  message_retention_seconds  = 345600
  visibility_timeout_seconds = 180
  kms_master_key_id          = aws_kms_key.main.arn
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.provider_main_ce34d7_dead_letters.arn
    maxReceiveCount     = 5
  })
}

resource "aws_cloudwatch_metric_alarm" "provider_main_ce34d7_age" {
  alarm_name        = "ward-dev-provider-queue-age"
  alarm_description = "The consumer of the queue ward-dev-provider-queue falls behind."
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
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
}

resource "aws_cloudwatch_metric_alarm" "provider_main_ce34d7_dead_letters" {
  alarm_name        = "ward-dev-provider-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue ward-dev-provider-dlq."
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
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
}

resource "aws_iam_policy" "provider_main_ce34d7_intake" {
  name_prefix = "ward-dev-queue-stack-"
  description = "How the API ward-dev-http-api sends to the queue provider.main."
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

resource "aws_iam_role" "provider_main_ce34d7_intake" {
  name_prefix = "ward-dev-queue-stack-"
  description = "How the API ward-dev-http-api sends to the queue provider.main."
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

resource "aws_iam_role_policy_attachment" "provider_main_ce34d7_intake" {
  role       = aws_iam_role.provider_main_ce34d7_intake.name
  policy_arn = aws_iam_policy.provider_main_ce34d7_intake.arn
}

resource "aws_sqs_queue" "provider_main_ce34d7_dead_letters" {
  name                       = "ward-dev-provider-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  kms_master_key_id          = aws_kms_key.main.arn
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
# queue strict
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "strict" {
  name                        = "ward-dev-strict-queue.fifo"
  fifo_queue                  = true
  content_based_deduplication = true
  message_retention_seconds   = 345600
  visibility_timeout_seconds  = 180
  kms_master_key_id           = aws_kms_key.main.arn
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.strict_dead_letters.arn
    maxReceiveCount     = 5
  })
}

resource "aws_cloudwatch_metric_alarm" "strict_age" {
  alarm_name        = "ward-dev-strict-queue.fifo-age"
  alarm_description = "The consumer of the queue ward-dev-strict-queue.fifo falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.strict.name
  }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = 900
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
}

resource "aws_cloudwatch_metric_alarm" "strict_dead_letters" {
  alarm_name        = "ward-dev-strict-dlq.fifo-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue ward-dev-strict-dlq.fifo."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.strict_dead_letters.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  datapoints_to_alarm = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
}

resource "aws_iam_policy" "strict_intake" {
  name_prefix = "ward-dev-queue-stack-"
  description = "How the API ward-dev-http-api sends to the queue strict."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SendKeyStrict"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = aws_kms_key.main.arn
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = aws_sqs_queue.strict.arn
          }
        }
      },
      {
        Sid      = "SendStrict"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.strict.arn
      },
    ]
  })
}

resource "aws_iam_role" "strict_intake" {
  name_prefix = "ward-dev-queue-stack-"
  description = "How the API ward-dev-http-api sends to the queue strict."
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

resource "aws_iam_role_policy_attachment" "strict_intake" {
  role       = aws_iam_role.strict_intake.name
  policy_arn = aws_iam_policy.strict_intake.arn
}

resource "aws_sqs_queue" "strict_dead_letters" {
  name                        = "ward-dev-strict-dlq.fifo"
  fifo_queue                  = true
  content_based_deduplication = true
  message_retention_seconds   = 1209600
  visibility_timeout_seconds  = 30
  kms_master_key_id           = aws_kms_key.main.arn
}

resource "aws_sqs_queue_policy" "strict" {
  queue_url = aws_sqs_queue.strict.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.strict.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "strict_dead_letters" {
  queue_url = aws_sqs_queue.strict_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.strict_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "strict_dead_letters" {
  queue_url = aws_sqs_queue.strict_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.strict.arn]
  })
}

# -----------------------------------------------------------------------------
# queue told_later
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "told_later" {
  name                       = "ward-dev-told-later-queue"
  message_retention_seconds  = 345600
  visibility_timeout_seconds = 180
  kms_master_key_id          = aws_kms_key.main.arn
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.told_later_dead_letters.arn
    maxReceiveCount     = 5
  })
}

resource "aws_cloudwatch_metric_alarm" "told_later_age" {
  alarm_name        = "ward-dev-told-later-queue-age"
  alarm_description = "The consumer of the queue ward-dev-told-later-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.told_later.name
  }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = 900
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
}

resource "aws_cloudwatch_metric_alarm" "told_later_dead_letters" {
  alarm_name        = "ward-dev-told-later-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue ward-dev-told-later-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.told_later_dead_letters.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  datapoints_to_alarm = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
}

resource "aws_sqs_queue" "told_later_dead_letters" {
  name                       = "ward-dev-told-later-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  kms_master_key_id          = aws_kms_key.main.arn
}

resource "aws_sqs_queue_policy" "told_later" {
  queue_url = aws_sqs_queue.told_later.url
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
        Resource = aws_sqs_queue.told_later.arn
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
        Resource  = aws_sqs_queue.told_later.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "told_later_dead_letters" {
  queue_url = aws_sqs_queue.told_later_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.told_later_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "told_later_dead_letters" {
  queue_url = aws_sqs_queue.told_later_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.told_later.arn]
  })
}

# -----------------------------------------------------------------------------
# handler admit
#
# Handler admit of the stack ward-dev-queue-stack.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "admit" {
  function_name                  = "ward-dev-admit-handler"
  description                    = "Handler admit of the stack ward-dev-queue-stack."
  role                           = aws_iam_role.admit.arn
  runtime                        = "python3.14"
  handler                        = "index.handler"
  memory_size                    = 256
  timeout                        = 30
  architectures                  = ["arm64"]
  reserved_concurrent_executions = 10
  filename                       = data.archive_file.admit.output_path
  source_code_hash               = data.archive_file.admit.output_base64sha256

  tracing_config {
    mode = "Active"
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.admit.name
  }

  vpc_config {
    security_group_ids = [aws_security_group.inside_handlers.id]
    subnet_ids         = [aws_subnet.inside_handlers_1.id, aws_subnet.inside_handlers_2.id]
  }

  depends_on = [aws_iam_role_policy_attachment.admit]
}

resource "aws_cloudwatch_log_group" "admit" {
  name              = "/aws/lambda/ward-dev-admit-handler"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.main.arn
}

resource "aws_cloudwatch_metric_alarm" "admit_errors" {
  alarm_name          = "ward-dev-admit-handler-errors"
  alarm_description   = "Calls of the function ward-dev-admit-handler fail."
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = 5
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]

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
        FunctionName = aws_lambda_function.admit.function_name
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
        FunctionName = aws_lambda_function.admit.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "admit_throttles" {
  alarm_name        = "ward-dev-admit-handler-throttles"
  alarm_description = "Calls of the function ward-dev-admit-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.admit.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
}

resource "aws_iam_policy" "admit" {
  name_prefix = "ward-dev-queue-stack-"
  description = "What the function ward-dev-admit-handler may do."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/ward-dev-admit-handler:*"
      },
      {
        Sid    = "NetworkDenyInside"
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
            "lambda:SourceFunctionArn" = "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:function:ward-dev-admit-handler"
          }
        }
      },
      {
        Sid    = "NetworkInside"
        Effect = "Allow"
        Action = "ec2:CreateNetworkInterface"
        Resource = [
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:security-group/${aws_security_group.inside_handlers.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.inside_handlers_1.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.inside_handlers_2.id}",
        ]
      },
      {
        Sid    = "NetworkManageInside"
        Effect = "Allow"
        Action = [
          "ec2:AssignPrivateIpAddresses",
          "ec2:DeleteNetworkInterface",
          "ec2:UnassignPrivateIpAddresses",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*"
      },
      {
        Sid    = "Trace"
        Effect = "Allow"
        Action = [
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSubnets",
          "xray:PutTelemetryRecords",
          "xray:PutTraceSegments",
        ]
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_role" "admit" {
  name_prefix = "ward-dev-queue-stack-"
  description = "What the function ward-dev-admit-handler may do."
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

resource "aws_iam_role_policy_attachment" "admit" {
  role       = aws_iam_role.admit.name
  policy_arn = aws_iam_policy.admit.arn
}

resource "aws_lambda_permission" "lambda_f476ae_2f8c44" {
  statement_id  = "lambda_f476ae_2f8c44"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.admit.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "arn:${data.aws_partition.current.partition}:execute-api:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:${aws_apigatewayv2_api.api.id}/authorizers/${aws_apigatewayv2_authorizer.lambda_f476ae_2f8c44.id}"
}

# -----------------------------------------------------------------------------
# handler hear
#
# Works off the queue told_later.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "hear" {
  function_name                  = "ward-dev-hear-handler"
  description                    = "Works off the queue told_later."
  role                           = aws_iam_role.hear.arn
  runtime                        = "python3.14"
  handler                        = "index.handler"
  memory_size                    = 256
  timeout                        = 30
  architectures                  = ["arm64"]
  reserved_concurrent_executions = 2
  filename                       = data.archive_file.hear.output_path
  source_code_hash               = data.archive_file.hear.output_base64sha256

  tracing_config {
    mode = "Active"
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.hear.name
  }

  vpc_config {
    security_group_ids = [aws_security_group.inside_handlers.id]
    subnet_ids         = [aws_subnet.inside_handlers_1.id, aws_subnet.inside_handlers_2.id]
  }

  depends_on = [aws_iam_role_policy_attachment.hear]
}

resource "aws_cloudwatch_log_group" "hear" {
  name              = "/aws/lambda/ward-dev-hear-handler"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.main.arn
}

resource "aws_cloudwatch_metric_alarm" "hear_errors" {
  alarm_name          = "ward-dev-hear-handler-errors"
  alarm_description   = "Calls of the function ward-dev-hear-handler fail."
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = 5
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]

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
        FunctionName = aws_lambda_function.hear.function_name
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
        FunctionName = aws_lambda_function.hear.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "hear_throttles" {
  alarm_name        = "ward-dev-hear-handler-throttles"
  alarm_description = "Calls of the function ward-dev-hear-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.hear.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
}

resource "aws_iam_policy" "hear" {
  name_prefix = "ward-dev-queue-stack-"
  description = "What the function ward-dev-hear-handler may do."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/ward-dev-hear-handler:*"
      },
      {
        Sid    = "NetworkDenyInside"
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
            "lambda:SourceFunctionArn" = "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:function:ward-dev-hear-handler"
          }
        }
      },
      {
        Sid    = "NetworkInside"
        Effect = "Allow"
        Action = "ec2:CreateNetworkInterface"
        Resource = [
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:security-group/${aws_security_group.inside_handlers.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.inside_handlers_1.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.inside_handlers_2.id}",
        ]
      },
      {
        Sid    = "NetworkManageInside"
        Effect = "Allow"
        Action = [
          "ec2:AssignPrivateIpAddresses",
          "ec2:DeleteNetworkInterface",
          "ec2:UnassignPrivateIpAddresses",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*"
      },
      {
        Sid      = "ReceiveKeyToldLater"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = aws_kms_key.main.arn
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = aws_sqs_queue.told_later.arn
          }
        }
      },
      {
        Sid      = "ReceiveToldLater"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.told_later.arn
      },
      {
        Sid    = "Trace"
        Effect = "Allow"
        Action = [
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSubnets",
          "xray:PutTelemetryRecords",
          "xray:PutTraceSegments",
        ]
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_role" "hear" {
  name_prefix = "ward-dev-queue-stack-"
  description = "What the function ward-dev-hear-handler may do."
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

resource "aws_iam_role_policy_attachment" "hear" {
  role       = aws_iam_role.hear.name
  policy_arn = aws_iam_policy.hear.arn
}

resource "aws_lambda_event_source_mapping" "hear" {
  function_name           = aws_lambda_function.hear.arn
  event_source_arn        = aws_sqs_queue.told_later.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler keep_order
#
# Works off the queue strict.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "keep_order" {
  function_name                  = "ward-dev-keep-order-handler"
  description                    = "Works off the queue strict."
  role                           = aws_iam_role.keep_order.arn
  runtime                        = "nodejs24.x"
  handler                        = "index.handler"
  memory_size                    = 256
  timeout                        = 30
  architectures                  = ["arm64"]
  reserved_concurrent_executions = 2
  filename                       = data.archive_file.keep_order.output_path
  source_code_hash               = data.archive_file.keep_order.output_base64sha256

  tracing_config {
    mode = "Active"
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.keep_order.name
  }

  vpc_config {
    security_group_ids = [aws_security_group.inside_handlers.id]
    subnet_ids         = [aws_subnet.inside_handlers_1.id, aws_subnet.inside_handlers_2.id]
  }

  depends_on = [aws_iam_role_policy_attachment.keep_order]
}

resource "aws_cloudwatch_log_group" "keep_order" {
  name              = "/aws/lambda/ward-dev-keep-order-handler"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.main.arn
}

resource "aws_cloudwatch_metric_alarm" "keep_order_errors" {
  alarm_name          = "ward-dev-keep-order-handler-errors"
  alarm_description   = "Calls of the function ward-dev-keep-order-handler fail."
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = 5
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]

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
        FunctionName = aws_lambda_function.keep_order.function_name
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
        FunctionName = aws_lambda_function.keep_order.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "keep_order_throttles" {
  alarm_name        = "ward-dev-keep-order-handler-throttles"
  alarm_description = "Calls of the function ward-dev-keep-order-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.keep_order.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
}

resource "aws_iam_policy" "keep_order" {
  name_prefix = "ward-dev-queue-stack-"
  description = "What the function ward-dev-keep-order-handler may do."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/ward-dev-keep-order-handler:*"
      },
      {
        Sid    = "NetworkDenyInside"
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
            "lambda:SourceFunctionArn" = "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:function:ward-dev-keep-order-handler"
          }
        }
      },
      {
        Sid    = "NetworkInside"
        Effect = "Allow"
        Action = "ec2:CreateNetworkInterface"
        Resource = [
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:security-group/${aws_security_group.inside_handlers.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.inside_handlers_1.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.inside_handlers_2.id}",
        ]
      },
      {
        Sid    = "NetworkManageInside"
        Effect = "Allow"
        Action = [
          "ec2:AssignPrivateIpAddresses",
          "ec2:DeleteNetworkInterface",
          "ec2:UnassignPrivateIpAddresses",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*"
      },
      {
        Sid      = "ReceiveKeyStrict"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = aws_kms_key.main.arn
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = aws_sqs_queue.strict.arn
          }
        }
      },
      {
        Sid      = "ReceiveStrict"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.strict.arn
      },
      {
        Sid    = "Trace"
        Effect = "Allow"
        Action = [
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSubnets",
          "xray:PutTelemetryRecords",
          "xray:PutTraceSegments",
        ]
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_role" "keep_order" {
  name_prefix = "ward-dev-queue-stack-"
  description = "What the function ward-dev-keep-order-handler may do."
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

resource "aws_iam_role_policy_attachment" "keep_order" {
  role       = aws_iam_role.keep_order.name
  policy_arn = aws_iam_policy.keep_order.arn
}

resource "aws_lambda_event_source_mapping" "keep_order" {
  function_name           = aws_lambda_function.keep_order.arn
  event_source_arn        = aws_sqs_queue.strict.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler look
#
# Handler look of the stack ward-dev-queue-stack.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "look" {
  function_name                  = "ward-dev-look-handler"
  description                    = "Handler look of the stack ward-dev-queue-stack."
  role                           = aws_iam_role.look.arn
  runtime                        = "python3.14"
  handler                        = "index.handler"
  memory_size                    = 256
  timeout                        = 30
  architectures                  = ["arm64"]
  reserved_concurrent_executions = 10
  filename                       = data.archive_file.look.output_path
  source_code_hash               = data.archive_file.look.output_base64sha256

  tracing_config {
    mode = "Active"
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.look.name
  }

  vpc_config {
    security_group_ids = [aws_security_group.inside_handlers.id]
    subnet_ids         = [aws_subnet.inside_handlers_1.id, aws_subnet.inside_handlers_2.id]
  }

  depends_on = [aws_iam_role_policy_attachment.look]
}

resource "aws_cloudwatch_log_group" "look" {
  name              = "/aws/lambda/ward-dev-look-handler"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.main.arn
}

resource "aws_cloudwatch_metric_alarm" "look_errors" {
  alarm_name          = "ward-dev-look-handler-errors"
  alarm_description   = "Calls of the function ward-dev-look-handler fail."
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = 5
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]

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
        FunctionName = aws_lambda_function.look.function_name
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
        FunctionName = aws_lambda_function.look.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "look_throttles" {
  alarm_name        = "ward-dev-look-handler-throttles"
  alarm_description = "Calls of the function ward-dev-look-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.look.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
}

resource "aws_iam_policy" "look" {
  name_prefix = "ward-dev-queue-stack-"
  description = "What the function ward-dev-look-handler may do."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/ward-dev-look-handler:*"
      },
      {
        Sid    = "NetworkDenyInside"
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
            "lambda:SourceFunctionArn" = "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:function:ward-dev-look-handler"
          }
        }
      },
      {
        Sid    = "NetworkInside"
        Effect = "Allow"
        Action = "ec2:CreateNetworkInterface"
        Resource = [
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:security-group/${aws_security_group.inside_handlers.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.inside_handlers_1.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.inside_handlers_2.id}",
        ]
      },
      {
        Sid    = "NetworkManageInside"
        Effect = "Allow"
        Action = [
          "ec2:AssignPrivateIpAddresses",
          "ec2:DeleteNetworkInterface",
          "ec2:UnassignPrivateIpAddresses",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*"
      },
      {
        Sid    = "Trace"
        Effect = "Allow"
        Action = [
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSubnets",
          "xray:PutTelemetryRecords",
          "xray:PutTraceSegments",
        ]
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_role" "look" {
  name_prefix = "ward-dev-queue-stack-"
  description = "What the function ward-dev-look-handler may do."
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

resource "aws_iam_role_policy_attachment" "look" {
  role       = aws_iam_role.look.name
  policy_arn = aws_iam_policy.look.arn
}

resource "aws_lambda_permission" "get_health_74fac6" {
  statement_id  = "get_health_74fac6"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.look.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "arn:${data.aws_partition.current.partition}:execute-api:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:${aws_apigatewayv2_api.api.id}/*/GET/health"
}

resource "aws_lambda_permission" "get_orders_60c198" {
  statement_id  = "get_orders_60c198"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.look.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "arn:${data.aws_partition.current.partition}:execute-api:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:${aws_apigatewayv2_api.api.id}/*/GET/orders"
}

# -----------------------------------------------------------------------------
# handler provider.work
#
# Checks the signature, then works.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "provider_work_6398a4" {
  function_name                  = "ward-dev-provider-work-handler"
  description                    = "Checks the signature, then works."
  role                           = aws_iam_role.provider_work_6398a4.arn
  runtime                        = "python3.14"
  handler                        = "app.handle"
  memory_size                    = 256
  timeout                        = 30
  architectures                  = ["arm64"]
  reserved_concurrent_executions = 5
  filename                       = "${path.module}/artifacts/provider-work-a9c401f7db59f050.zip"
  source_code_hash               = "0yduC70WhiN8Ip+YTqndTvpY/L8Tf7DfYh4VSxjYCLo="

  tracing_config {
    mode = "Active"
  }

  environment {
    variables = {
      TOKEN_SECRET_ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:token-a1B2c3"
    }
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.provider_work_6398a4.name
  }

  vpc_config {
    security_group_ids = [aws_security_group.inside_handlers.id]
    subnet_ids         = [aws_subnet.inside_handlers_1.id, aws_subnet.inside_handlers_2.id]
  }

  depends_on = [aws_iam_role_policy_attachment.provider_work_6398a4_898320]
}

resource "aws_cloudwatch_log_group" "provider_work_6398a4" {
  name              = "/aws/lambda/ward-dev-provider-work-handler"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.main.arn
}

resource "aws_cloudwatch_metric_alarm" "provider_work_6398a4_errors" {
  alarm_name          = "ward-dev-provider-work-handler-errors"
  alarm_description   = "Calls of the function ward-dev-provider-work-handler fail."
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = 5
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]

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
  alarm_name        = "ward-dev-provider-work-handler-throttles"
  alarm_description = "Calls of the function ward-dev-provider-work-handler are refused for want of concurrency."
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
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
}

resource "aws_iam_policy" "provider_work_6398a4_898320" {
  name_prefix = "ward-dev-queue-stack-"
  description = "What the function ward-dev-provider-work-handler may do."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "GetToken"
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:token-a1B2c3"
      },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/ward-dev-provider-work-handler:*"
      },
      {
        Sid    = "NetworkDenyInside"
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
            "lambda:SourceFunctionArn" = "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:function:ward-dev-provider-work-handler"
          }
        }
      },
      {
        Sid    = "NetworkInside"
        Effect = "Allow"
        Action = "ec2:CreateNetworkInterface"
        Resource = [
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:security-group/${aws_security_group.inside_handlers.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.inside_handlers_1.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.inside_handlers_2.id}",
        ]
      },
      {
        Sid    = "NetworkManageInside"
        Effect = "Allow"
        Action = [
          "ec2:AssignPrivateIpAddresses",
          "ec2:DeleteNetworkInterface",
          "ec2:UnassignPrivateIpAddresses",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*"
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
        Sid    = "Trace"
        Effect = "Allow"
        Action = [
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSubnets",
          "xray:PutTelemetryRecords",
          "xray:PutTraceSegments",
        ]
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_role" "provider_work_6398a4" {
  name_prefix = "ward-dev-queue-stack-"
  description = "What the function ward-dev-provider-work-handler may do."
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

resource "aws_iam_role_policy_attachment" "provider_work_6398a4_898320" {
  role       = aws_iam_role.provider_work_6398a4.name
  policy_arn = aws_iam_policy.provider_work_6398a4_898320.arn
}

resource "aws_lambda_event_source_mapping" "provider_work_6398a4" {
  function_name           = aws_lambda_function.provider_work_6398a4.arn
  event_source_arn        = aws_sqs_queue.provider_main_ce34d7.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler repair
#
# Works off the queue intake.dead_letter.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "repair" {
  function_name                  = "ward-dev-repair-handler"
  description                    = "Works off the queue intake.dead_letter."
  role                           = aws_iam_role.repair.arn
  runtime                        = "python3.14"
  handler                        = "index.handler"
  memory_size                    = 256
  timeout                        = 30
  architectures                  = ["arm64"]
  reserved_concurrent_executions = 2
  filename                       = data.archive_file.repair.output_path
  source_code_hash               = data.archive_file.repair.output_base64sha256

  tracing_config {
    mode = "Active"
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.repair.name
  }

  vpc_config {
    security_group_ids = [aws_security_group.inside_handlers.id]
    subnet_ids         = [aws_subnet.inside_handlers_1.id, aws_subnet.inside_handlers_2.id]
  }

  depends_on = [aws_iam_role_policy_attachment.repair]
}

resource "aws_cloudwatch_log_group" "repair" {
  name              = "/aws/lambda/ward-dev-repair-handler"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.main.arn
}

resource "aws_cloudwatch_metric_alarm" "repair_errors" {
  alarm_name          = "ward-dev-repair-handler-errors"
  alarm_description   = "Calls of the function ward-dev-repair-handler fail."
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = 5
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]

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
        FunctionName = aws_lambda_function.repair.function_name
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
        FunctionName = aws_lambda_function.repair.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "repair_throttles" {
  alarm_name        = "ward-dev-repair-handler-throttles"
  alarm_description = "Calls of the function ward-dev-repair-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.repair.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
}

resource "aws_iam_policy" "repair" {
  name_prefix = "ward-dev-queue-stack-"
  description = "What the function ward-dev-repair-handler may do."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/ward-dev-repair-handler:*"
      },
      {
        Sid    = "NetworkDenyInside"
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
            "lambda:SourceFunctionArn" = "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:function:ward-dev-repair-handler"
          }
        }
      },
      {
        Sid    = "NetworkInside"
        Effect = "Allow"
        Action = "ec2:CreateNetworkInterface"
        Resource = [
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:security-group/${aws_security_group.inside_handlers.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.inside_handlers_1.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.inside_handlers_2.id}",
        ]
      },
      {
        Sid    = "NetworkManageInside"
        Effect = "Allow"
        Action = [
          "ec2:AssignPrivateIpAddresses",
          "ec2:DeleteNetworkInterface",
          "ec2:UnassignPrivateIpAddresses",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*"
      },
      {
        Sid      = "ReceiveIntakeDeadLetter"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.intake_dead_letters.arn
      },
      {
        Sid      = "ReceiveKeyIntakeDeadLetter"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = [aws_sqs_queue.intake.arn, aws_sqs_queue.intake_dead_letters.arn]
          }
        }
      },
      {
        Sid    = "Trace"
        Effect = "Allow"
        Action = [
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSubnets",
          "xray:PutTelemetryRecords",
          "xray:PutTraceSegments",
        ]
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_role" "repair" {
  name_prefix = "ward-dev-queue-stack-"
  description = "What the function ward-dev-repair-handler may do."
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

resource "aws_iam_role_policy_attachment" "repair" {
  role       = aws_iam_role.repair.name
  policy_arn = aws_iam_policy.repair.arn
}

resource "aws_lambda_event_source_mapping" "repair" {
  function_name           = aws_lambda_function.repair.arn
  event_source_arn        = aws_sqs_queue.intake_dead_letters.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler sweep
#
# Called aside, so that nobody hears of its failures: they get a queue.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "sweep" {
  function_name                  = "ward-dev-sweep-handler"
  description                    = "Called aside, so that nobody hears of its failures: they get a queue."
  role                           = aws_iam_role.sweep.arn
  runtime                        = "python3.14"
  handler                        = "index.handler"
  memory_size                    = 256
  timeout                        = 30
  architectures                  = ["arm64"]
  reserved_concurrent_executions = 1
  filename                       = data.archive_file.sweep.output_path
  source_code_hash               = data.archive_file.sweep.output_base64sha256

  tracing_config {
    mode = "Active"
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.sweep.name
  }

  vpc_config {
    security_group_ids = [aws_security_group.inside_handlers.id]
    subnet_ids         = [aws_subnet.inside_handlers_1.id, aws_subnet.inside_handlers_2.id]
  }

  dead_letter_config {
    target_arn = aws_sqs_queue.sweep_dead_letters.arn
  }

  depends_on = [aws_iam_role_policy_attachment.sweep]
}

resource "aws_cloudwatch_log_group" "sweep" {
  name              = "/aws/lambda/ward-dev-sweep-handler"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.main.arn
}

resource "aws_cloudwatch_metric_alarm" "sweep_dead_letters" {
  alarm_name        = "ward-dev-sweep-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue ward-dev-sweep-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.sweep_dead_letters.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  datapoints_to_alarm = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
}

resource "aws_cloudwatch_metric_alarm" "sweep_errors" {
  alarm_name          = "ward-dev-sweep-handler-errors"
  alarm_description   = "Calls of the function ward-dev-sweep-handler fail."
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = 5
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]

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
  alarm_name        = "ward-dev-sweep-handler-throttles"
  alarm_description = "Calls of the function ward-dev-sweep-handler are refused for want of concurrency."
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
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
}

resource "aws_iam_policy" "sweep" {
  name_prefix = "ward-dev-queue-stack-"
  description = "What the function ward-dev-sweep-handler may do."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/ward-dev-sweep-handler:*"
      },
      {
        Sid    = "NetworkDenyInside"
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
            "lambda:SourceFunctionArn" = "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:function:ward-dev-sweep-handler"
          }
        }
      },
      {
        Sid    = "NetworkInside"
        Effect = "Allow"
        Action = "ec2:CreateNetworkInterface"
        Resource = [
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:security-group/${aws_security_group.inside_handlers.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.inside_handlers_1.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.inside_handlers_2.id}",
        ]
      },
      {
        Sid    = "NetworkManageInside"
        Effect = "Allow"
        Action = [
          "ec2:AssignPrivateIpAddresses",
          "ec2:DeleteNetworkInterface",
          "ec2:UnassignPrivateIpAddresses",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*"
      },
      {
        Sid      = "SendKeySweepDeadLetter"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = aws_kms_key.main.arn
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = aws_sqs_queue.sweep_dead_letters.arn
          }
        }
      },
      {
        Sid      = "SendSweepDeadLetter"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.sweep_dead_letters.arn
      },
      {
        Sid    = "Trace"
        Effect = "Allow"
        Action = [
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSubnets",
          "xray:PutTelemetryRecords",
          "xray:PutTraceSegments",
        ]
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_role" "sweep" {
  name_prefix = "ward-dev-queue-stack-"
  description = "What the function ward-dev-sweep-handler may do."
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

resource "aws_iam_role_policy_attachment" "sweep" {
  role       = aws_iam_role.sweep.name
  policy_arn = aws_iam_policy.sweep.arn
}

resource "aws_sqs_queue" "sweep_dead_letters" {
  name                       = "ward-dev-sweep-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  kms_master_key_id          = aws_kms_key.main.arn
}

resource "aws_sqs_queue_policy" "sweep_dead_letters" {
  queue_url = aws_sqs_queue.sweep_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.sweep_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# -----------------------------------------------------------------------------
# handler tidy
#
# Works off the queue later.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "tidy" {
  function_name                  = "ward-dev-tidy-handler"
  description                    = "Works off the queue later."
  role                           = aws_iam_role.tidy.arn
  runtime                        = "provided.al2023"
  handler                        = "bootstrap"
  memory_size                    = 256
  timeout                        = 30
  architectures                  = ["x86_64"]
  reserved_concurrent_executions = 2
  s3_bucket                      = "ward-code"
  s3_key                         = "tidy.zip"

  tracing_config {
    mode = "Active"
  }

  environment {
    variables = {
      NEWS_TOPIC_ARN = aws_sns_topic.news.arn
      APIQ_CONTRACT  = "da6c985ef9849504"
    }
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.tidy.name
  }

  vpc_config {
    security_group_ids = [aws_security_group.outside_handlers.id]
    subnet_ids         = [aws_subnet.outside_handlers_1.id]
  }

  depends_on = [aws_iam_role_policy_attachment.tidy]
}

resource "aws_cloudwatch_log_group" "tidy" {
  name              = "/aws/lambda/ward-dev-tidy-handler"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.main.arn
}

resource "aws_cloudwatch_metric_alarm" "tidy_errors" {
  alarm_name          = "ward-dev-tidy-handler-errors"
  alarm_description   = "Calls of the function ward-dev-tidy-handler fail."
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = 5
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]

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
        FunctionName = aws_lambda_function.tidy.function_name
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
        FunctionName = aws_lambda_function.tidy.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "tidy_throttles" {
  alarm_name        = "ward-dev-tidy-handler-throttles"
  alarm_description = "Calls of the function ward-dev-tidy-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.tidy.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
}

resource "aws_iam_policy" "tidy" {
  name_prefix = "ward-dev-queue-stack-"
  description = "What the function ward-dev-tidy-handler may do."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/ward-dev-tidy-handler:*"
      },
      {
        Sid    = "NetworkDenyOutside"
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
            "lambda:SourceFunctionArn" = "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:function:ward-dev-tidy-handler"
          }
        }
      },
      {
        Sid    = "NetworkManageOutside"
        Effect = "Allow"
        Action = [
          "ec2:AssignPrivateIpAddresses",
          "ec2:DeleteNetworkInterface",
          "ec2:UnassignPrivateIpAddresses",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*"
      },
      {
        Sid    = "NetworkOutside"
        Effect = "Allow"
        Action = "ec2:CreateNetworkInterface"
        Resource = [
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:security-group/${aws_security_group.outside_handlers.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.outside_handlers_1.id}",
        ]
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
        Sid      = "ReceiveKeyLater"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = aws_kms_key.main.arn
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = aws_sqs_queue.later.arn
          }
        }
      },
      {
        Sid      = "ReceiveLater"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.later.arn
      },
      {
        Sid    = "Trace"
        Effect = "Allow"
        Action = [
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSubnets",
          "xray:PutTelemetryRecords",
          "xray:PutTraceSegments",
        ]
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_role" "tidy" {
  name_prefix = "ward-dev-queue-stack-"
  description = "What the function ward-dev-tidy-handler may do."
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

resource "aws_iam_role_policy_attachment" "tidy" {
  role       = aws_iam_role.tidy.name
  policy_arn = aws_iam_policy.tidy.arn
}

resource "aws_lambda_event_source_mapping" "tidy" {
  function_name           = aws_lambda_function.tidy.arn
  event_source_arn        = aws_sqs_queue.later.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler work
#
# Works off the queue intake.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "work" {
  function_name                  = "ward-dev-work-handler"
  description                    = "Works off the queue intake."
  role                           = aws_iam_role.work.arn
  runtime                        = "python3.14"
  handler                        = "index.handler"
  memory_size                    = 256
  timeout                        = 30
  architectures                  = ["arm64"]
  reserved_concurrent_executions = 10
  filename                       = data.archive_file.work.output_path
  source_code_hash               = data.archive_file.work.output_base64sha256

  tracing_config {
    mode = "Active"
  }

  environment {
    variables = {
      LATER_QUEUE_URL      = aws_sqs_queue.later.url
      TOLD_TOPIC_ARN       = aws_sns_topic.told.arn
      EVENTS_BUS_NAME      = "events"
      PEER_FUNCTION_NAME   = "peer"
      BOOK_TABLE_NAME      = "book"
      LAKE_BUCKET_NAME     = "ward-lake"
      TOKEN_SECRET_ARN     = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:token-a1B2c3"
      LEVEL_PARAMETER_NAME = "level"
    }
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.work.name
  }

  vpc_config {
    security_group_ids = [aws_security_group.inside_handlers.id]
    subnet_ids         = [aws_subnet.inside_handlers_1.id, aws_subnet.inside_handlers_2.id]
  }

  depends_on = [aws_iam_role_policy_attachment.work]
}

resource "aws_cloudwatch_log_group" "work" {
  name              = "/aws/lambda/ward-dev-work-handler"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.main.arn
}

resource "aws_cloudwatch_metric_alarm" "work_errors" {
  alarm_name          = "ward-dev-work-handler-errors"
  alarm_description   = "Calls of the function ward-dev-work-handler fail."
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = 5
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]

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
  alarm_name        = "ward-dev-work-handler-throttles"
  alarm_description = "Calls of the function ward-dev-work-handler are refused for want of concurrency."
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
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
}

resource "aws_iam_policy" "work" {
  name_prefix = "ward-dev-queue-stack-"
  description = "What the function ward-dev-work-handler may do."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "AllowSeeMetrics"
        Effect   = "Allow"
        Action   = "cloudwatch:DescribeAnomalyDetectors"
        Resource = "*"
      },
      {
        Sid      = "AllowSeeMetrics2"
        Effect   = "Allow"
        Action   = "dynamodb:Query"
        Resource = "arn:aws:dynamodb:eu-west-1:123456789012:table/book/index/*"
      },
      {
        Sid      = "AllowSeeMetrics3"
        Effect   = "Allow"
        Action   = "dynamodb:GetItem"
        Resource = "arn:aws:dynamodb:eu-west-1:123456789012:table/old-book-*"
      },
      {
        Sid      = "GetBook"
        Effect   = "Allow"
        Action   = ["dynamodb:GetItem", "dynamodb:Query"]
        Resource = "arn:aws:dynamodb:eu-west-1:123456789012:table/book"
      },
      {
        Sid      = "GetLake"
        Effect   = "Allow"
        Action   = "s3:GetObject"
        Resource = "arn:aws:s3:::ward-lake/raw/*"
        Condition = {
          StringEquals = {
            "aws:ResourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
      {
        Sid      = "GetLevel"
        Effect   = "Allow"
        Action   = "ssm:GetParameter"
        Resource = "arn:aws:ssm:eu-west-1:123456789012:parameter/level"
      },
      {
        Sid      = "GetToken"
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:token-a1B2c3"
      },
      {
        Sid      = "InvokePeer"
        Effect   = "Allow"
        Action   = "lambda:InvokeFunction"
        Resource = "arn:aws:lambda:eu-west-1:123456789012:function:peer"
      },
      {
        Sid      = "KeyBook"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
        Condition = {
          StringEquals = {
            "kms:ViaService" = "dynamodb.${data.aws_region.current.region}.amazonaws.com"
          }
        }
      },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/ward-dev-work-handler:*"
      },
      {
        Sid    = "NetworkDenyInside"
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
            "lambda:SourceFunctionArn" = "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:function:ward-dev-work-handler"
          }
        }
      },
      {
        Sid    = "NetworkInside"
        Effect = "Allow"
        Action = "ec2:CreateNetworkInterface"
        Resource = [
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:security-group/${aws_security_group.inside_handlers.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.inside_handlers_1.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.inside_handlers_2.id}",
        ]
      },
      {
        Sid    = "NetworkManageInside"
        Effect = "Allow"
        Action = [
          "ec2:AssignPrivateIpAddresses",
          "ec2:DeleteNetworkInterface",
          "ec2:UnassignPrivateIpAddresses",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*"
      },
      {
        Sid      = "PublishKeyTold"
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
        Sid      = "PublishTold"
        Effect   = "Allow"
        Action   = "sns:Publish"
        Resource = aws_sns_topic.told.arn
      },
      {
        Sid      = "PutEventsEvents"
        Effect   = "Allow"
        Action   = "events:PutEvents"
        Resource = "arn:aws:events:eu-west-1:123456789012:event-bus/events"
      },
      {
        Sid      = "PutLake"
        Effect   = "Allow"
        Action   = "s3:PutObject"
        Resource = "arn:aws:s3:::ward-lake/done/*"
        Condition = {
          StringEquals = {
            "aws:ResourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
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
        Resource = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = aws_sqs_queue.intake.arn
          }
        }
      },
      {
        Sid      = "SendKeyLater"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = aws_kms_key.main.arn
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = aws_sqs_queue.later.arn
          }
        }
      },
      {
        Sid      = "SendLater"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.later.arn
      },
      {
        Sid    = "Trace"
        Effect = "Allow"
        Action = [
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSubnets",
          "xray:PutTelemetryRecords",
          "xray:PutTraceSegments",
        ]
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_role" "work" {
  name_prefix = "ward-dev-queue-stack-"
  description = "What the function ward-dev-work-handler may do."
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

resource "aws_iam_role_policy_attachment" "work" {
  role       = aws_iam_role.work.name
  policy_arn = aws_iam_policy.work.arn
}

resource "aws_lambda_event_source_mapping" "work" {
  function_name           = aws_lambda_function.work.arn
  event_source_arn        = aws_sqs_queue.intake.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 5
  }
}

# -----------------------------------------------------------------------------
# topic news
#
# What is tidied up, for whoever wants to know.
# -----------------------------------------------------------------------------

resource "aws_sns_topic" "news" {
  name              = "ward-dev-news-topic"
  kms_master_key_id = aws_kms_key.main.arn
}

resource "aws_cloudwatch_metric_alarm" "news_failures" {
  alarm_name        = "ward-dev-news-topic-failures"
  alarm_description = "Messages of the topic ward-dev-news-topic could not be delivered."
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
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
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

resource "aws_sns_topic_subscription" "news_told_later_a6c57b" {
  topic_arn            = aws_sns_topic.news.arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.told_later.arn
  raw_message_delivery = true
}

# -----------------------------------------------------------------------------
# topic told
#
# Alarms speak to it, and so does a handler whose calls fail.
# -----------------------------------------------------------------------------

resource "aws_sns_topic" "told" {
  name              = "ward-dev-told-topic"
  kms_master_key_id = aws_kms_key.main.arn
}

resource "aws_cloudwatch_metric_alarm" "told_failures" {
  alarm_name        = "ward-dev-told-topic-failures"
  alarm_description = "Messages of the topic ward-dev-told-topic could not be delivered."
  namespace         = "AWS/SNS"
  metric_name       = "NumberOfNotificationsFailed"
  dimensions = {
    TopicName = aws_sns_topic.told.name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  datapoints_to_alarm = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
}

resource "aws_sns_topic_policy" "told" {
  arn = aws_sns_topic.told.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Alarms"
        Effect = "Allow"
        Principal = {
          Service = "cloudwatch.amazonaws.com"
        }
        Action   = "sns:Publish"
        Resource = aws_sns_topic.told.arn
        Condition = {
          ArnLike = {
            "aws:SourceArn" = "arn:${data.aws_partition.current.partition}:cloudwatch:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:alarm:*"
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
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.told.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# -----------------------------------------------------------------------------
# schedule nightly
# -----------------------------------------------------------------------------

resource "aws_scheduler_schedule" "nightly" {
  name                = "ward-dev-nightly-schedule"
  schedule_expression = "cron(0 3 * * ? *)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_lambda_function.sweep.arn
    role_arn = aws_iam_role.nightly_service.arn
    input    = "{}"

    retry_policy {
      maximum_retry_attempts       = 185
      maximum_event_age_in_seconds = 86400
    }
  }
}

resource "aws_iam_policy" "nightly_service" {
  name_prefix = "ward-dev-queue-stack-"
  description = "What the schedule ward-dev-nightly-schedule may do."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "InvokeSweep"
        Effect   = "Allow"
        Action   = "lambda:InvokeFunction"
        Resource = "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:function:ward-dev-sweep-handler"
      },
    ]
  })
}

resource "aws_iam_role" "nightly_service" {
  name_prefix = "ward-dev-queue-stack-"
  description = "What the schedule ward-dev-nightly-schedule may do."
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

resource "aws_iam_role_policy_attachment" "nightly_service" {
  role       = aws_iam_role.nightly_service.name
  policy_arn = aws_iam_policy.nightly_service.arn
}

# -----------------------------------------------------------------------------
# schedule often
# -----------------------------------------------------------------------------

resource "aws_scheduler_schedule" "often" {
  name                = "ward-dev-often-schedule"
  schedule_expression = "rate(1 hour)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_sqs_queue.later.arn
    role_arn = aws_iam_role.often_service.arn
    input    = "{}"

    retry_policy {
      maximum_retry_attempts       = 185
      maximum_event_age_in_seconds = 86400
    }
  }
}

resource "aws_iam_policy" "often_service" {
  name_prefix = "ward-dev-queue-stack-"
  description = "What the schedule ward-dev-often-schedule may do."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SendKeyLater"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = aws_kms_key.main.arn
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = aws_sqs_queue.later.arn
          }
        }
      },
      {
        Sid      = "SendLater"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.later.arn
      },
    ]
  })
}

resource "aws_iam_role" "often_service" {
  name_prefix = "ward-dev-queue-stack-"
  description = "What the schedule ward-dev-often-schedule may do."
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

resource "aws_iam_role_policy_attachment" "often_service" {
  role       = aws_iam_role.often_service.name
  policy_arn = aws_iam_policy.often_service.arn
}

# -----------------------------------------------------------------------------
# network inside
#
# Where all handlers lie: nothing in it reaches the internet.
# -----------------------------------------------------------------------------

resource "aws_vpc" "inside" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
  enable_dns_support   = true
  tags = {
    Name = "ward-dev-inside-network"
  }
}

resource "aws_cloudwatch_log_group" "inside_flow" {
  name              = "/aws/vendedlogs/ward-dev-inside-network"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.main.arn
}

resource "aws_flow_log" "inside" {
  vpc_id               = aws_vpc.inside.id
  traffic_type         = "ALL"
  log_destination_type = "cloud-watch-logs"
  log_destination      = aws_cloudwatch_log_group.inside_flow.arn
  iam_role_arn         = aws_iam_role.inside_flow_log.arn
  tags = {
    Name = "ward-dev-inside-network"
  }

  depends_on = [aws_iam_role_policy_attachment.inside_flow_log]
}

resource "aws_iam_policy" "inside_flow_log" {
  name_prefix = "ward-dev-queue-stack-"
  description = "How the flow log of the network ward-dev-inside-network is written."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "DeliverInside"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/vendedlogs/ward-dev-inside-network:*"
      },
    ]
  })
}

resource "aws_iam_role" "inside_flow_log" {
  name_prefix = "ward-dev-queue-stack-"
  description = "How the flow log of the network ward-dev-inside-network is written."
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

resource "aws_iam_role_policy_attachment" "inside_flow_log" {
  role       = aws_iam_role.inside_flow_log.name
  policy_arn = aws_iam_policy.inside_flow_log.arn
}

resource "aws_route_table" "inside_handlers_1" {
  vpc_id = aws_vpc.inside.id
  tags = {
    Name = "ward-dev-inside-network-handlers-1"
  }
}

resource "aws_route_table" "inside_handlers_2" {
  vpc_id = aws_vpc.inside.id
  tags = {
    Name = "ward-dev-inside-network-handlers-2"
  }
}

resource "aws_route_table_association" "inside_handlers_1" {
  route_table_id = aws_route_table.inside_handlers_1.id
  subnet_id      = aws_subnet.inside_handlers_1.id
}

resource "aws_route_table_association" "inside_handlers_2" {
  route_table_id = aws_route_table.inside_handlers_2.id
  subnet_id      = aws_subnet.inside_handlers_2.id
}

resource "aws_security_group" "inside_endpoints" {
  name        = "ward-dev-inside-network-endpoints"
  description = "Who may reach the endpoints of ward-dev-inside-network."
  vpc_id      = aws_vpc.inside.id
  tags = {
    Name = "ward-dev-inside-network-endpoints"
  }
}

resource "aws_security_group" "inside_handlers" {
  name        = "ward-dev-inside-network-handlers"
  description = "What the handlers in ward-dev-inside-network may reach."
  vpc_id      = aws_vpc.inside.id
  tags = {
    Name = "ward-dev-inside-network-handlers"
  }
}

resource "aws_subnet" "inside_handlers_1" {
  vpc_id                  = aws_vpc.inside.id
  availability_zone       = data.aws_availability_zones.available.names[0]
  cidr_block              = "10.0.0.0/18"
  map_public_ip_on_launch = false
  tags = {
    Name = "ward-dev-inside-network-handlers-1"
  }
}

resource "aws_subnet" "inside_handlers_2" {
  vpc_id                  = aws_vpc.inside.id
  availability_zone       = data.aws_availability_zones.available.names[1]
  cidr_block              = "10.0.64.0/18"
  map_public_ip_on_launch = false
  tags = {
    Name = "ward-dev-inside-network-handlers-2"
  }
}

resource "aws_vpc_endpoint" "inside_dynamodb" {
  vpc_id            = aws_vpc.inside.id
  service_name      = "com.amazonaws.${data.aws_region.current.region}.dynamodb"
  vpc_endpoint_type = "Gateway"
  route_table_ids = [
    aws_route_table.inside_handlers_1.id,
    aws_route_table.inside_handlers_2.id,
  ]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "WorkAllowSeeMetrics2"
        Effect    = "Allow"
        Principal = "*"
        Action    = "dynamodb:Query"
        Resource  = "arn:aws:dynamodb:eu-west-1:123456789012:table/book/index/*"
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = aws_iam_role.work.arn
          }
        }
      },
      {
        Sid       = "WorkAllowSeeMetrics3"
        Effect    = "Allow"
        Principal = "*"
        Action    = "dynamodb:GetItem"
        Resource  = "arn:aws:dynamodb:eu-west-1:123456789012:table/old-book-*"
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = aws_iam_role.work.arn
          }
        }
      },
      {
        Sid       = "WorkGetBook"
        Effect    = "Allow"
        Principal = "*"
        Action    = ["dynamodb:GetItem", "dynamodb:Query"]
        Resource  = "arn:aws:dynamodb:eu-west-1:123456789012:table/book"
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = aws_iam_role.work.arn
          }
        }
      },
    ]
  })
  tags = {
    Name = "ward-dev-inside-network-dynamodb"
  }
}

resource "aws_vpc_endpoint" "inside_events" {
  vpc_id              = aws_vpc.inside.id
  service_name        = "com.amazonaws.${data.aws_region.current.region}.events"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.inside_endpoints.id]
  subnet_ids          = [aws_subnet.inside_handlers_1.id, aws_subnet.inside_handlers_2.id]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Account"
        Effect    = "Allow"
        Principal = "*"
        Action    = "events:*"
        Resource  = "*"
        Condition = {
          StringEquals = {
            "aws:PrincipalAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
  tags = {
    Name = "ward-dev-inside-network-events"
  }
}

resource "aws_vpc_endpoint" "inside_lambda" {
  vpc_id              = aws_vpc.inside.id
  service_name        = "com.amazonaws.${data.aws_region.current.region}.lambda"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.inside_endpoints.id]
  subnet_ids          = [aws_subnet.inside_handlers_1.id, aws_subnet.inside_handlers_2.id]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "WorkInvokePeer"
        Effect    = "Allow"
        Principal = "*"
        Action    = "lambda:InvokeFunction"
        Resource  = "arn:aws:lambda:eu-west-1:123456789012:function:peer"
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = aws_iam_role.work.arn
          }
        }
      },
    ]
  })
  tags = {
    Name = "ward-dev-inside-network-lambda"
  }
}

resource "aws_vpc_endpoint" "inside_monitoring" {
  vpc_id              = aws_vpc.inside.id
  service_name        = "com.amazonaws.${data.aws_region.current.region}.monitoring"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.inside_endpoints.id]
  subnet_ids          = [aws_subnet.inside_handlers_1.id, aws_subnet.inside_handlers_2.id]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "WorkAllowSeeMetrics"
        Effect    = "Allow"
        Principal = "*"
        Action    = "cloudwatch:DescribeAnomalyDetectors"
        Resource  = "*"
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = aws_iam_role.work.arn
          }
        }
      },
    ]
  })
  tags = {
    Name = "ward-dev-inside-network-monitoring"
  }
}

resource "aws_vpc_endpoint" "inside_s3" {
  vpc_id            = aws_vpc.inside.id
  service_name      = "com.amazonaws.${data.aws_region.current.region}.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids = [
    aws_route_table.inside_handlers_1.id,
    aws_route_table.inside_handlers_2.id,
  ]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "WorkGetLake"
        Effect    = "Allow"
        Principal = "*"
        Action    = "s3:GetObject"
        Resource  = "arn:aws:s3:::ward-lake/raw/*"
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = aws_iam_role.work.arn
          }
          StringEquals = {
            "aws:ResourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
      {
        Sid       = "WorkPutLake"
        Effect    = "Allow"
        Principal = "*"
        Action    = "s3:PutObject"
        Resource  = "arn:aws:s3:::ward-lake/done/*"
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = aws_iam_role.work.arn
          }
          StringEquals = {
            "aws:ResourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
  tags = {
    Name = "ward-dev-inside-network-s3"
  }
}

resource "aws_vpc_endpoint" "inside_secretsmanager" {
  vpc_id              = aws_vpc.inside.id
  service_name        = "com.amazonaws.${data.aws_region.current.region}.secretsmanager"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.inside_endpoints.id]
  subnet_ids          = [aws_subnet.inside_handlers_1.id, aws_subnet.inside_handlers_2.id]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "ProviderWorkGetToken"
        Effect    = "Allow"
        Principal = "*"
        Action    = "secretsmanager:GetSecretValue"
        Resource  = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:token-a1B2c3"
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = aws_iam_role.provider_work_6398a4.arn
          }
        }
      },
      {
        Sid       = "WorkGetToken"
        Effect    = "Allow"
        Principal = "*"
        Action    = "secretsmanager:GetSecretValue"
        Resource  = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:token-a1B2c3"
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = aws_iam_role.work.arn
          }
        }
      },
    ]
  })
  tags = {
    Name = "ward-dev-inside-network-secretsmanager"
  }
}

resource "aws_vpc_endpoint" "inside_sns" {
  vpc_id              = aws_vpc.inside.id
  service_name        = "com.amazonaws.${data.aws_region.current.region}.sns"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.inside_endpoints.id]
  subnet_ids          = [aws_subnet.inside_handlers_1.id, aws_subnet.inside_handlers_2.id]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "WorkPublishTold"
        Effect    = "Allow"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.told.arn
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = aws_iam_role.work.arn
          }
        }
      },
    ]
  })
  tags = {
    Name = "ward-dev-inside-network-sns"
  }
}

resource "aws_vpc_endpoint" "inside_sqs" {
  vpc_id              = aws_vpc.inside.id
  service_name        = "com.amazonaws.${data.aws_region.current.region}.sqs"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.inside_endpoints.id]
  subnet_ids          = [aws_subnet.inside_handlers_1.id, aws_subnet.inside_handlers_2.id]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "WorkSendLater"
        Effect    = "Allow"
        Principal = "*"
        Action    = "sqs:SendMessage"
        Resource  = aws_sqs_queue.later.arn
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = aws_iam_role.work.arn
          }
        }
      },
    ]
  })
  tags = {
    Name = "ward-dev-inside-network-sqs"
  }
}

resource "aws_vpc_endpoint" "inside_ssm" {
  vpc_id              = aws_vpc.inside.id
  service_name        = "com.amazonaws.${data.aws_region.current.region}.ssm"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.inside_endpoints.id]
  subnet_ids          = [aws_subnet.inside_handlers_1.id, aws_subnet.inside_handlers_2.id]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "WorkGetLevel"
        Effect    = "Allow"
        Principal = "*"
        Action    = "ssm:GetParameter"
        Resource  = "arn:aws:ssm:eu-west-1:123456789012:parameter/level"
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = aws_iam_role.work.arn
          }
        }
      },
    ]
  })
  tags = {
    Name = "ward-dev-inside-network-ssm"
  }
}

resource "aws_vpc_security_group_egress_rule" "inside_handlers_1" {
  security_group_id            = aws_security_group.inside_handlers.id
  description                  = "To the endpoints."
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.inside_endpoints.id
}

resource "aws_vpc_security_group_egress_rule" "inside_handlers_2" {
  security_group_id = aws_security_group.inside_handlers.id
  description       = "To the gateway endpoints: no route leads elsewhere."
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_ingress_rule" "inside_endpoints_1" {
  security_group_id            = aws_security_group.inside_endpoints.id
  description                  = "From the handlers."
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.inside_handlers.id
}

# -----------------------------------------------------------------------------
# network outside
#
# For what calls others outside.
# -----------------------------------------------------------------------------

resource "aws_vpc" "outside" {
  cidr_block           = "10.1.0.0/16"
  enable_dns_hostnames = true
  enable_dns_support   = true
  tags = {
    Name = "ward-dev-outside-network"
  }
}

resource "aws_cloudwatch_log_group" "outside_flow" {
  name              = "/aws/vendedlogs/ward-dev-outside-network"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.main.arn
}

resource "aws_eip" "outside_public_1" {
  domain = "vpc"
  tags = {
    Name = "ward-dev-outside-network-public-1"
  }

  depends_on = [aws_internet_gateway.outside]
}

resource "aws_flow_log" "outside" {
  vpc_id               = aws_vpc.outside.id
  traffic_type         = "ALL"
  log_destination_type = "cloud-watch-logs"
  log_destination      = aws_cloudwatch_log_group.outside_flow.arn
  iam_role_arn         = aws_iam_role.outside_flow_log.arn
  tags = {
    Name = "ward-dev-outside-network"
  }

  depends_on = [aws_iam_role_policy_attachment.outside_flow_log]
}

resource "aws_iam_policy" "outside_flow_log" {
  name_prefix = "ward-dev-queue-stack-"
  description = "How the flow log of the network ward-dev-outside-network is written."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "DeliverOutside"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/vendedlogs/ward-dev-outside-network:*"
      },
    ]
  })
}

resource "aws_iam_role" "outside_flow_log" {
  name_prefix = "ward-dev-queue-stack-"
  description = "How the flow log of the network ward-dev-outside-network is written."
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

resource "aws_iam_role_policy_attachment" "outside_flow_log" {
  role       = aws_iam_role.outside_flow_log.name
  policy_arn = aws_iam_policy.outside_flow_log.arn
}

resource "aws_internet_gateway" "outside" {
  vpc_id = aws_vpc.outside.id
  tags = {
    Name = "ward-dev-outside-network"
  }
}

resource "aws_nat_gateway" "outside_public_1" {
  allocation_id = aws_eip.outside_public_1.allocation_id
  subnet_id     = aws_subnet.outside_public_1.id
  tags = {
    Name = "ward-dev-outside-network-public-1"
  }

  depends_on = [aws_internet_gateway.outside]
}

resource "aws_route" "outside_handlers_1" {
  route_table_id         = aws_route_table.outside_handlers_1.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.outside_public_1.id
}

resource "aws_route" "outside_public" {
  route_table_id         = aws_route_table.outside_public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.outside.id
}

resource "aws_route_table" "outside_handlers_1" {
  vpc_id = aws_vpc.outside.id
  tags = {
    Name = "ward-dev-outside-network-handlers-1"
  }
}

resource "aws_route_table" "outside_public" {
  vpc_id = aws_vpc.outside.id
  tags = {
    Name = "ward-dev-outside-network-public"
  }
}

resource "aws_route_table_association" "outside_handlers_1" {
  route_table_id = aws_route_table.outside_handlers_1.id
  subnet_id      = aws_subnet.outside_handlers_1.id
}

resource "aws_route_table_association" "outside_public_1" {
  route_table_id = aws_route_table.outside_public.id
  subnet_id      = aws_subnet.outside_public_1.id
}

resource "aws_security_group" "outside_endpoints" {
  name        = "ward-dev-outside-network-endpoints"
  description = "Who may reach the endpoints of ward-dev-outside-network."
  vpc_id      = aws_vpc.outside.id
  tags = {
    Name = "ward-dev-outside-network-endpoints"
  }
}

resource "aws_security_group" "outside_handlers" {
  name        = "ward-dev-outside-network-handlers"
  description = "What the handlers in ward-dev-outside-network may reach."
  vpc_id      = aws_vpc.outside.id
  tags = {
    Name = "ward-dev-outside-network-handlers"
  }
}

resource "aws_subnet" "outside_handlers_1" {
  vpc_id                  = aws_vpc.outside.id
  availability_zone       = data.aws_availability_zones.available.names[0]
  cidr_block              = "10.1.0.0/17"
  map_public_ip_on_launch = false
  tags = {
    Name = "ward-dev-outside-network-handlers-1"
  }
}

resource "aws_subnet" "outside_public_1" {
  vpc_id                  = aws_vpc.outside.id
  availability_zone       = data.aws_availability_zones.available.names[0]
  cidr_block              = "10.1.128.0/17"
  map_public_ip_on_launch = false
  tags = {
    Name = "ward-dev-outside-network-public-1"
  }
}

resource "aws_vpc_endpoint" "outside_sns" {
  vpc_id              = aws_vpc.outside.id
  service_name        = "com.amazonaws.${data.aws_region.current.region}.sns"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.outside_endpoints.id]
  subnet_ids          = [aws_subnet.outside_handlers_1.id]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "TidyPublishNews"
        Effect    = "Allow"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.news.arn
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = aws_iam_role.tidy.arn
          }
        }
      },
    ]
  })
  tags = {
    Name = "ward-dev-outside-network-sns"
  }
}

resource "aws_vpc_security_group_egress_rule" "outside_handlers_1" {
  security_group_id            = aws_security_group.outside_handlers.id
  description                  = "To the endpoints."
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.outside_endpoints.id
}

resource "aws_vpc_security_group_egress_rule" "outside_handlers_2" {
  security_group_id = aws_security_group.outside_handlers.id
  description       = "To anywhere, by the NAT gateways."
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_ingress_rule" "outside_endpoints_1" {
  security_group_id            = aws_security_group.outside_endpoints.id
  description                  = "From the handlers."
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.outside_handlers.id
}
