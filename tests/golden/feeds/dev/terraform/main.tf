# Topics and schedules, each attribute at another value than its default.

# -----------------------------------------------------------------------------
# What is read of the surroundings
# -----------------------------------------------------------------------------

data "archive_file" "clean" {
  type             = "zip"
  source_file      = "${path.module}/inline/clean/index.js"
  output_path      = "${path.module}/inline/clean.zip"
  output_file_mode = "0644"
}

data "archive_file" "do_loosely" {
  type             = "zip"
  source_file      = "${path.module}/inline/do_loosely/index.py"
  output_path      = "${path.module}/inline/do_loosely.zip"
  output_file_mode = "0644"
}

data "archive_file" "do_strictly" {
  type             = "zip"
  source_file      = "${path.module}/inline/do_strictly/index.py"
  output_path      = "${path.module}/inline/do_strictly.zip"
  output_file_mode = "0644"
}

data "archive_file" "gather" {
  type             = "zip"
  source_file      = "${path.module}/inline/gather/index.py"
  output_path      = "${path.module}/inline/gather.zip"
  output_file_mode = "0644"
}

data "archive_file" "hear" {
  type             = "zip"
  source_file      = "${path.module}/inline/hear/index.js"
  output_path      = "${path.module}/inline/hear.zip"
  output_file_mode = "0644"
}

data "archive_file" "hear_too" {
  type             = "zip"
  source_file      = "${path.module}/inline/hear_too/index.js"
  output_path      = "${path.module}/inline/hear_too.zip"
  output_file_mode = "0644"
}

data "archive_file" "step" {
  type             = "zip"
  source_file      = "${path.module}/inline/step/index.py"
  output_path      = "${path.module}/inline/step.zip"
  output_file_mode = "0644"
}

data "archive_file" "write" {
  type             = "zip"
  source_file      = "${path.module}/inline/write/index.py"
  output_path      = "${path.module}/inline/write.zip"
  output_file_mode = "0644"
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

# -----------------------------------------------------------------------------
# The stack as a whole
# -----------------------------------------------------------------------------

resource "aws_kms_alias" "main" {
  name          = "alias/feeds-dev-key"
  target_key_id = aws_kms_key.main.key_id
}

resource "aws_kms_key" "main" {
  description         = "Key of the stack feeds-dev-queue-stack."
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
        Sid    = "DeliverWideLetters"
        Effect = "Allow"
        Principal = {
          Service = "sns.amazonaws.com"
        }
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = "*"
        Condition = {
          ArnEquals = {
            "aws:SourceArn" = "arn:${data.aws_partition.current.partition}:sns:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:feeds-dev-wide-topic"
          }
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
      {
        Sid    = "OperateKey"
        Effect = "Allow"
        Principal = {
          AWS = "arn:aws:iam::123456789012:role/support"
        }
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = "*"
        Condition = {
          StringEquals = {
            "kms:ViaService" = "sqs.${data.aws_region.current.region}.amazonaws.com"
          }
        }
      },
    ]
  })
}

# -----------------------------------------------------------------------------
# api api
#
# HTTP API of the stack feeds-dev-queue-stack.
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_api" "api" {
  name          = "feeds-dev-http-api"
  description   = "HTTP API of the stack feeds-dev-queue-stack."
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
  name              = "/aws/vendedlogs/feeds-dev-http-api"
  retention_in_days = 30
}

resource "aws_cloudwatch_metric_alarm" "api_server_errors" {
  alarm_name          = "feeds-dev-http-api-server-errors"
  alarm_description   = "Requests to the API feeds-dev-http-api fail on its own side."
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
# endpoint POST /entries/{account}
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "post_entries__account_d336a2" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "POST /entries/{account}"
  target             = "integrations/${aws_apigatewayv2_integration.post_entries__account_d336a2.id}"
  authorization_type = "AWS_IAM"
}

resource "aws_apigatewayv2_integration" "post_entries__account_d336a2" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_subtype    = "SQS-SendMessage"
  payload_format_version = "1.0"
  credentials_arn        = aws_iam_role.ledger_intake.arn
  request_parameters = {
    QueueUrl               = "https://sqs.eu-west-1.${data.aws_partition.current.dns_suffix}/123456789012/ledger.fifo"
    MessageBody            = "$request.body"
    MessageGroupId         = "$request.path.account"
    MessageDeduplicationId = "$context.requestId"
  }

  response_parameters {
    status_code = "200"
    mappings = {
      "overwrite:statuscode" = "202"
    }
  }
}

# -----------------------------------------------------------------------------
# endpoint POST /steps
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "post_steps" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "POST /steps"
  target             = "integrations/${aws_apigatewayv2_integration.post_steps.id}"
  authorization_type = "AWS_IAM"
}

resource "aws_apigatewayv2_integration" "post_steps" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_subtype    = "SQS-SendMessage"
  payload_format_version = "1.0"
  credentials_arn        = aws_iam_role.intake_intake.arn
  request_parameters = {
    QueueUrl          = aws_sqs_queue.intake.url
    MessageBody       = "$request.body"
    MessageGroupId    = "$request.header.x-account"
    MessageAttributes = "{\"kind\":{\"DataType\":\"String\",\"StringValue\":\"$${request.header.x-kind}\"}}"
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
  name                        = "feeds-dev-intake-queue.fifo"
  fifo_queue                  = true
  content_based_deduplication = true
  message_retention_seconds   = 345600
  visibility_timeout_seconds  = 180
  sqs_managed_sse_enabled     = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.intake_dead_letters.arn
    maxReceiveCount     = 5
  })
}

resource "aws_cloudwatch_metric_alarm" "intake_age" {
  alarm_name        = "feeds-dev-intake-queue.fifo-age"
  alarm_description = "The consumer of the queue feeds-dev-intake-queue.fifo falls behind."
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
  alarm_name        = "feeds-dev-intake-dlq.fifo-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue feeds-dev-intake-dlq.fifo."
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
  name_prefix = "feeds-dev-queue-stack-"
  description = "How the API feeds-dev-http-api sends to the queue intake."
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

resource "aws_iam_role" "intake_intake" {
  name_prefix = "feeds-dev-queue-stack-"
  description = "How the API feeds-dev-http-api sends to the queue intake."
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
  name                        = "feeds-dev-intake-dlq.fifo"
  fifo_queue                  = true
  content_based_deduplication = true
  message_retention_seconds   = 1209600
  visibility_timeout_seconds  = 30
  sqs_managed_sse_enabled     = true
}

resource "aws_sqs_queue_policy" "intake" {
  queue_url = aws_sqs_queue.intake.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Redrive"
        Effect = "Allow"
        Principal = {
          AWS = "arn:aws:iam::123456789012:role/support"
        }
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.intake.arn
      },
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
        Sid    = "Operate"
        Effect = "Allow"
        Principal = {
          AWS = "arn:aws:iam::123456789012:role/support"
        }
        Action = [
          "sqs:CancelMessageMoveTask",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:GetQueueUrl",
          "sqs:ListMessageMoveTasks",
          "sqs:ReceiveMessage",
          "sqs:StartMessageMoveTask",
        ]
        Resource = aws_sqs_queue.intake_dead_letters.arn
      },
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
# queue letters
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "letters" {
  name                       = "feeds-dev-letters-queue"
  message_retention_seconds  = 345600
  visibility_timeout_seconds = 180
  kms_master_key_id          = aws_kms_key.main.arn
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.letters_dead_letters.arn
    maxReceiveCount     = 5
  })
}

resource "aws_cloudwatch_metric_alarm" "letters_age" {
  alarm_name        = "feeds-dev-letters-queue-age"
  alarm_description = "The consumer of the queue feeds-dev-letters-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.letters.name
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

resource "aws_cloudwatch_metric_alarm" "letters_dead_letters" {
  alarm_name        = "feeds-dev-letters-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue feeds-dev-letters-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.letters_dead_letters.name
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

resource "aws_sqs_queue" "letters_dead_letters" {
  name                       = "feeds-dev-letters-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  kms_master_key_id          = aws_kms_key.main.arn
}

resource "aws_sqs_queue_policy" "letters" {
  queue_url = aws_sqs_queue.letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "DeliverWide"
        Effect = "Allow"
        Principal = {
          Service = "sns.amazonaws.com"
        }
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.letters.arn
        Condition = {
          ArnEquals = {
            "aws:SourceArn" = aws_sns_topic.wide.arn
          }
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
      {
        Sid    = "Redrive"
        Effect = "Allow"
        Principal = {
          AWS = "arn:aws:iam::123456789012:role/support"
        }
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.letters.arn
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "letters_dead_letters" {
  queue_url = aws_sqs_queue.letters_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Operate"
        Effect = "Allow"
        Principal = {
          AWS = "arn:aws:iam::123456789012:role/support"
        }
        Action = [
          "sqs:CancelMessageMoveTask",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:GetQueueUrl",
          "sqs:ListMessageMoveTasks",
          "sqs:ReceiveMessage",
          "sqs:StartMessageMoveTask",
        ]
        Resource = aws_sqs_queue.letters_dead_letters.arn
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.letters_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "letters_dead_letters" {
  queue_url = aws_sqs_queue.letters_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.letters.arn]
  })
}

# -----------------------------------------------------------------------------
# queue loose
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "loose" {
  name                       = "feeds-dev-loose-queue"
  message_retention_seconds  = 345600
  visibility_timeout_seconds = 180
  max_message_size           = 262144
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.loose_dead_letters.arn
    maxReceiveCount     = 5
  })
}

resource "aws_cloudwatch_metric_alarm" "loose_age" {
  alarm_name        = "feeds-dev-loose-queue-age"
  alarm_description = "The consumer of the queue feeds-dev-loose-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.loose.name
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

resource "aws_cloudwatch_metric_alarm" "loose_dead_letters" {
  alarm_name        = "feeds-dev-loose-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue feeds-dev-loose-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.loose_dead_letters.name
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

resource "aws_sqs_queue" "loose_dead_letters" {
  name                       = "feeds-dev-loose-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  max_message_size           = 262144
  sqs_managed_sse_enabled    = true
}

resource "aws_sqs_queue_policy" "loose" {
  queue_url = aws_sqs_queue.loose.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "DeliverOrdered"
        Effect = "Allow"
        Principal = {
          Service = "sns.amazonaws.com"
        }
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.loose.arn
        Condition = {
          ArnEquals = {
            "aws:SourceArn" = aws_sns_topic.ordered.arn
          }
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
      {
        Sid    = "Redrive"
        Effect = "Allow"
        Principal = {
          AWS = "arn:aws:iam::123456789012:role/support"
        }
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.loose.arn
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.loose.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "loose_dead_letters" {
  queue_url = aws_sqs_queue.loose_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Operate"
        Effect = "Allow"
        Principal = {
          AWS = "arn:aws:iam::123456789012:role/support"
        }
        Action = [
          "sqs:CancelMessageMoveTask",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:GetQueueUrl",
          "sqs:ListMessageMoveTasks",
          "sqs:ReceiveMessage",
          "sqs:StartMessageMoveTask",
        ]
        Resource = aws_sqs_queue.loose_dead_letters.arn
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.loose_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "loose_dead_letters" {
  queue_url = aws_sqs_queue.loose_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.loose.arn]
  })
}

# -----------------------------------------------------------------------------
# queue nightly
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "nightly" {
  name                        = "feeds-dev-nightly-queue.fifo"
  fifo_queue                  = true
  content_based_deduplication = true
  message_retention_seconds   = 345600
  visibility_timeout_seconds  = 180
  sqs_managed_sse_enabled     = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.nightly_dead_letters.arn
    maxReceiveCount     = 5
  })
}

resource "aws_cloudwatch_metric_alarm" "nightly_age" {
  alarm_name        = "feeds-dev-nightly-queue.fifo-age"
  alarm_description = "The consumer of the queue feeds-dev-nightly-queue.fifo falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.nightly.name
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

resource "aws_cloudwatch_metric_alarm" "nightly_dead_letters" {
  alarm_name        = "feeds-dev-nightly-dlq.fifo-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue feeds-dev-nightly-dlq.fifo."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.nightly_dead_letters.name
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

resource "aws_sqs_queue" "nightly_dead_letters" {
  name                        = "feeds-dev-nightly-dlq.fifo"
  fifo_queue                  = true
  content_based_deduplication = true
  message_retention_seconds   = 1209600
  visibility_timeout_seconds  = 30
  sqs_managed_sse_enabled     = true
}

resource "aws_sqs_queue_policy" "nightly" {
  queue_url = aws_sqs_queue.nightly.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Redrive"
        Effect = "Allow"
        Principal = {
          AWS = "arn:aws:iam::123456789012:role/support"
        }
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.nightly.arn
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.nightly.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "nightly_dead_letters" {
  queue_url = aws_sqs_queue.nightly_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Operate"
        Effect = "Allow"
        Principal = {
          AWS = "arn:aws:iam::123456789012:role/support"
        }
        Action = [
          "sqs:CancelMessageMoveTask",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:GetQueueUrl",
          "sqs:ListMessageMoveTasks",
          "sqs:ReceiveMessage",
          "sqs:StartMessageMoveTask",
        ]
        Resource = aws_sqs_queue.nightly_dead_letters.arn
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.nightly_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "nightly_dead_letters" {
  queue_url = aws_sqs_queue.nightly_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.nightly.arn]
  })
}

# -----------------------------------------------------------------------------
# queue strict
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "strict" {
  name                        = "feeds-dev-strict-queue.fifo"
  fifo_queue                  = true
  content_based_deduplication = true
  message_retention_seconds   = 345600
  visibility_timeout_seconds  = 180
  sqs_managed_sse_enabled     = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.strict_dead_letters.arn
    maxReceiveCount     = 5
  })
}

resource "aws_cloudwatch_metric_alarm" "strict_age" {
  alarm_name        = "feeds-dev-strict-queue.fifo-age"
  alarm_description = "The consumer of the queue feeds-dev-strict-queue.fifo falls behind."
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
  alarm_name        = "feeds-dev-strict-dlq.fifo-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue feeds-dev-strict-dlq.fifo."
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

resource "aws_sqs_queue" "strict_dead_letters" {
  name                        = "feeds-dev-strict-dlq.fifo"
  fifo_queue                  = true
  content_based_deduplication = true
  message_retention_seconds   = 1209600
  visibility_timeout_seconds  = 30
  sqs_managed_sse_enabled     = true
}

resource "aws_sqs_queue_policy" "strict" {
  queue_url = aws_sqs_queue.strict.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "DeliverOrdered"
        Effect = "Allow"
        Principal = {
          Service = "sns.amazonaws.com"
        }
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.strict.arn
        Condition = {
          ArnEquals = {
            "aws:SourceArn" = aws_sns_topic.ordered.arn
          }
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
      {
        Sid    = "Redrive"
        Effect = "Allow"
        Principal = {
          AWS = "arn:aws:iam::123456789012:role/support"
        }
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.strict.arn
      },
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
        Sid    = "Operate"
        Effect = "Allow"
        Principal = {
          AWS = "arn:aws:iam::123456789012:role/support"
        }
        Action = [
          "sqs:CancelMessageMoveTask",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:GetQueueUrl",
          "sqs:ListMessageMoveTasks",
          "sqs:ReceiveMessage",
          "sqs:StartMessageMoveTask",
        ]
        Resource = aws_sqs_queue.strict_dead_letters.arn
      },
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
# handler clean
#
# Called by the schedule sweep.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "clean" {
  function_name    = "feeds-dev-clean-handler"
  description      = "Called by the schedule sweep."
  role             = aws_iam_role.clean.arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  memory_size      = 256
  timeout          = 30
  architectures    = ["arm64"]
  filename         = data.archive_file.clean.output_path
  source_code_hash = data.archive_file.clean.output_base64sha256

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.clean.name
  }

  dead_letter_config {
    target_arn = aws_sns_topic.told.arn
  }

  depends_on = [aws_iam_role_policy_attachment.clean]
}

resource "aws_cloudwatch_log_group" "clean" {
  name              = "/aws/lambda/feeds-dev-clean-handler"
  retention_in_days = 30
}

resource "aws_cloudwatch_metric_alarm" "clean_errors" {
  alarm_name          = "feeds-dev-clean-handler-errors"
  alarm_description   = "Calls of the function feeds-dev-clean-handler fail."
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
        FunctionName = aws_lambda_function.clean.function_name
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
        FunctionName = aws_lambda_function.clean.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "clean_throttles" {
  alarm_name        = "feeds-dev-clean-handler-throttles"
  alarm_description = "Calls of the function feeds-dev-clean-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.clean.function_name
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

resource "aws_iam_policy" "clean" {
  name_prefix = "feeds-dev-queue-stack-"
  description = "What the function feeds-dev-clean-handler may do."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/feeds-dev-clean-handler:*"
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
    ]
  })
}

resource "aws_iam_role" "clean" {
  name_prefix = "feeds-dev-queue-stack-"
  description = "What the function feeds-dev-clean-handler may do."
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

resource "aws_iam_role_policy_attachment" "clean" {
  role       = aws_iam_role.clean.name
  policy_arn = aws_iam_policy.clean.arn
}

# -----------------------------------------------------------------------------
# handler do_loosely
#
# Works off the queue loose.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "do_loosely" {
  function_name    = "feeds-dev-do-loosely-handler"
  description      = "Works off the queue loose."
  role             = aws_iam_role.do_loosely.arn
  runtime          = "python3.13"
  handler          = "index.handler"
  memory_size      = 256
  timeout          = 30
  architectures    = ["arm64"]
  filename         = data.archive_file.do_loosely.output_path
  source_code_hash = data.archive_file.do_loosely.output_base64sha256

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.do_loosely.name
  }

  depends_on = [aws_iam_role_policy_attachment.do_loosely]
}

resource "aws_cloudwatch_log_group" "do_loosely" {
  name              = "/aws/lambda/feeds-dev-do-loosely-handler"
  retention_in_days = 30
}

resource "aws_cloudwatch_metric_alarm" "do_loosely_errors" {
  alarm_name          = "feeds-dev-do-loosely-handler-errors"
  alarm_description   = "Calls of the function feeds-dev-do-loosely-handler fail."
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
        FunctionName = aws_lambda_function.do_loosely.function_name
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
        FunctionName = aws_lambda_function.do_loosely.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "do_loosely_throttles" {
  alarm_name        = "feeds-dev-do-loosely-handler-throttles"
  alarm_description = "Calls of the function feeds-dev-do-loosely-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.do_loosely.function_name
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

resource "aws_iam_policy" "do_loosely" {
  name_prefix = "feeds-dev-queue-stack-"
  description = "What the function feeds-dev-do-loosely-handler may do."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/feeds-dev-do-loosely-handler:*"
      },
      {
        Sid      = "ReceiveLoose"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.loose.arn
      },
    ]
  })
}

resource "aws_iam_role" "do_loosely" {
  name_prefix = "feeds-dev-queue-stack-"
  description = "What the function feeds-dev-do-loosely-handler may do."
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

resource "aws_iam_role_policy_attachment" "do_loosely" {
  role       = aws_iam_role.do_loosely.name
  policy_arn = aws_iam_policy.do_loosely.arn
}

resource "aws_lambda_event_source_mapping" "do_loosely" {
  function_name           = aws_lambda_function.do_loosely.arn
  event_source_arn        = aws_sqs_queue.loose.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler do_strictly
#
# Works off the queue strict.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "do_strictly" {
  function_name    = "feeds-dev-do-strictly-handler"
  description      = "Works off the queue strict."
  role             = aws_iam_role.do_strictly.arn
  runtime          = "python3.13"
  handler          = "index.handler"
  memory_size      = 256
  timeout          = 30
  architectures    = ["arm64"]
  filename         = data.archive_file.do_strictly.output_path
  source_code_hash = data.archive_file.do_strictly.output_base64sha256

  environment {
    variables = {
      LEDGER_QUEUE_URL = "https://sqs.eu-west-1.${data.aws_partition.current.dns_suffix}/123456789012/ledger.fifo"
    }
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.do_strictly.name
  }

  depends_on = [aws_iam_role_policy_attachment.do_strictly]
}

resource "aws_cloudwatch_log_group" "do_strictly" {
  name              = "/aws/lambda/feeds-dev-do-strictly-handler"
  retention_in_days = 30
}

resource "aws_cloudwatch_metric_alarm" "do_strictly_errors" {
  alarm_name          = "feeds-dev-do-strictly-handler-errors"
  alarm_description   = "Calls of the function feeds-dev-do-strictly-handler fail."
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
        FunctionName = aws_lambda_function.do_strictly.function_name
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
        FunctionName = aws_lambda_function.do_strictly.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "do_strictly_throttles" {
  alarm_name        = "feeds-dev-do-strictly-handler-throttles"
  alarm_description = "Calls of the function feeds-dev-do-strictly-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.do_strictly.function_name
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

resource "aws_iam_policy" "do_strictly" {
  name_prefix = "feeds-dev-queue-stack-"
  description = "What the function feeds-dev-do-strictly-handler may do."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/feeds-dev-do-strictly-handler:*"
      },
      {
        Sid      = "ReceiveStrict"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.strict.arn
      },
      {
        Sid      = "SendLedger"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = "arn:aws:sqs:eu-west-1:123456789012:ledger.fifo"
      },
    ]
  })
}

resource "aws_iam_role" "do_strictly" {
  name_prefix = "feeds-dev-queue-stack-"
  description = "What the function feeds-dev-do-strictly-handler may do."
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

resource "aws_iam_role_policy_attachment" "do_strictly" {
  role       = aws_iam_role.do_strictly.name
  policy_arn = aws_iam_policy.do_strictly.arn
}

resource "aws_lambda_event_source_mapping" "do_strictly" {
  function_name           = aws_lambda_function.do_strictly.arn
  event_source_arn        = aws_sqs_queue.strict.arn
  batch_size              = 5
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler gather
#
# Works off the queue nightly.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "gather" {
  function_name    = "feeds-dev-gather-handler"
  description      = "Works off the queue nightly."
  role             = aws_iam_role.gather.arn
  runtime          = "python3.13"
  handler          = "index.handler"
  memory_size      = 256
  timeout          = 30
  architectures    = ["arm64"]
  filename         = data.archive_file.gather.output_path
  source_code_hash = data.archive_file.gather.output_base64sha256

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.gather.name
  }

  depends_on = [aws_iam_role_policy_attachment.gather]
}

resource "aws_cloudwatch_log_group" "gather" {
  name              = "/aws/lambda/feeds-dev-gather-handler"
  retention_in_days = 30
}

resource "aws_cloudwatch_metric_alarm" "gather_errors" {
  alarm_name          = "feeds-dev-gather-handler-errors"
  alarm_description   = "Calls of the function feeds-dev-gather-handler fail."
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
        FunctionName = aws_lambda_function.gather.function_name
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
        FunctionName = aws_lambda_function.gather.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "gather_throttles" {
  alarm_name        = "feeds-dev-gather-handler-throttles"
  alarm_description = "Calls of the function feeds-dev-gather-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.gather.function_name
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

resource "aws_iam_policy" "gather" {
  name_prefix = "feeds-dev-queue-stack-"
  description = "What the function feeds-dev-gather-handler may do."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/feeds-dev-gather-handler:*"
      },
      {
        Sid      = "ReceiveNightly"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.nightly.arn
      },
    ]
  })
}

resource "aws_iam_role" "gather" {
  name_prefix = "feeds-dev-queue-stack-"
  description = "What the function feeds-dev-gather-handler may do."
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

resource "aws_iam_role_policy_attachment" "gather" {
  role       = aws_iam_role.gather.name
  policy_arn = aws_iam_policy.gather.arn
}

resource "aws_lambda_event_source_mapping" "gather" {
  function_name           = aws_lambda_function.gather.arn
  event_source_arn        = aws_sqs_queue.nightly.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler hear
#
# Called aside, so that nobody hears of its failures: they get a queue.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "hear" {
  function_name    = "feeds-dev-hear-handler"
  description      = "Called aside, so that nobody hears of its failures: they get a queue."
  role             = aws_iam_role.hear.arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  memory_size      = 256
  timeout          = 30
  architectures    = ["arm64"]
  filename         = data.archive_file.hear.output_path
  source_code_hash = data.archive_file.hear.output_base64sha256

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.hear.name
  }

  dead_letter_config {
    target_arn = aws_sqs_queue.hear_dead_letters.arn
  }

  depends_on = [aws_iam_role_policy_attachment.hear]
}

resource "aws_cloudwatch_log_group" "hear" {
  name              = "/aws/lambda/feeds-dev-hear-handler"
  retention_in_days = 30
}

resource "aws_cloudwatch_metric_alarm" "hear_dead_letters" {
  alarm_name        = "feeds-dev-hear-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue feeds-dev-hear-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.hear_dead_letters.name
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

resource "aws_cloudwatch_metric_alarm" "hear_errors" {
  alarm_name          = "feeds-dev-hear-handler-errors"
  alarm_description   = "Calls of the function feeds-dev-hear-handler fail."
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
  alarm_name        = "feeds-dev-hear-handler-throttles"
  alarm_description = "Calls of the function feeds-dev-hear-handler are refused for want of concurrency."
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
  name_prefix = "feeds-dev-queue-stack-"
  description = "What the function feeds-dev-hear-handler may do."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/feeds-dev-hear-handler:*"
      },
      {
        Sid      = "SendHearDeadLetter"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.hear_dead_letters.arn
      },
    ]
  })
}

resource "aws_iam_role" "hear" {
  name_prefix = "feeds-dev-queue-stack-"
  description = "What the function feeds-dev-hear-handler may do."
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

resource "aws_lambda_permission" "told_hear_ca55c5" {
  statement_id  = "told_hear_ca55c5"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.hear.function_name
  principal     = "sns.amazonaws.com"
  source_arn    = aws_sns_topic.told.arn
}

resource "aws_sqs_queue" "hear_dead_letters" {
  name                       = "feeds-dev-hear-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  sqs_managed_sse_enabled    = true
}

resource "aws_sqs_queue_policy" "hear_dead_letters" {
  queue_url = aws_sqs_queue.hear_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Operate"
        Effect = "Allow"
        Principal = {
          AWS = "arn:aws:iam::123456789012:role/support"
        }
        Action = [
          "sqs:CancelMessageMoveTask",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:GetQueueUrl",
          "sqs:ListMessageMoveTasks",
          "sqs:ReceiveMessage",
          "sqs:StartMessageMoveTask",
        ]
        Resource = aws_sqs_queue.hear_dead_letters.arn
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.hear_dead_letters.arn
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
# handler hear_too
#
# Handler hear_too of the stack feeds-dev-queue-stack.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "hear_too" {
  function_name    = "feeds-dev-hear-too-handler"
  description      = "Handler hear_too of the stack feeds-dev-queue-stack."
  role             = aws_iam_role.hear_too.arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  memory_size      = 256
  timeout          = 30
  architectures    = ["arm64"]
  filename         = data.archive_file.hear_too.output_path
  source_code_hash = data.archive_file.hear_too.output_base64sha256

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.hear_too.name
  }

  dead_letter_config {
    target_arn = aws_sqs_queue.letters.arn
  }

  depends_on = [aws_iam_role_policy_attachment.hear_too]
}

resource "aws_cloudwatch_log_group" "hear_too" {
  name              = "/aws/lambda/feeds-dev-hear-too-handler"
  retention_in_days = 30
}

resource "aws_cloudwatch_metric_alarm" "hear_too_errors" {
  alarm_name          = "feeds-dev-hear-too-handler-errors"
  alarm_description   = "Calls of the function feeds-dev-hear-too-handler fail."
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
        FunctionName = aws_lambda_function.hear_too.function_name
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
        FunctionName = aws_lambda_function.hear_too.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "hear_too_throttles" {
  alarm_name        = "feeds-dev-hear-too-handler-throttles"
  alarm_description = "Calls of the function feeds-dev-hear-too-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.hear_too.function_name
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

resource "aws_iam_policy" "hear_too" {
  name_prefix = "feeds-dev-queue-stack-"
  description = "What the function feeds-dev-hear-too-handler may do."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/feeds-dev-hear-too-handler:*"
      },
      {
        Sid      = "SendKeyLetters"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = aws_kms_key.main.arn
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = aws_sqs_queue.letters.arn
          }
        }
      },
      {
        Sid      = "SendLetters"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.letters.arn
      },
    ]
  })
}

resource "aws_iam_role" "hear_too" {
  name_prefix = "feeds-dev-queue-stack-"
  description = "What the function feeds-dev-hear-too-handler may do."
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

resource "aws_iam_role_policy_attachment" "hear_too" {
  role       = aws_iam_role.hear_too.name
  policy_arn = aws_iam_policy.hear_too.arn
}

resource "aws_lambda_permission" "wide_hear_too_57d7d7" {
  statement_id  = "wide_hear_too_57d7d7"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.hear_too.function_name
  principal     = "sns.amazonaws.com"
  source_arn    = aws_sns_topic.wide.arn
}

# -----------------------------------------------------------------------------
# handler step
#
# Works off the queue intake.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "step" {
  function_name    = "feeds-dev-step-handler"
  description      = "Works off the queue intake."
  role             = aws_iam_role.step.arn
  runtime          = "python3.13"
  handler          = "index.handler"
  memory_size      = 256
  timeout          = 30
  architectures    = ["arm64"]
  filename         = data.archive_file.step.output_path
  source_code_hash = data.archive_file.step.output_base64sha256

  environment {
    variables = {
      ORDERED_TOPIC_ARN = aws_sns_topic.ordered.arn
      WIDE_TOPIC_ARN    = aws_sns_topic.wide.arn
    }
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.step.name
  }

  depends_on = [aws_iam_role_policy_attachment.step]
}

resource "aws_cloudwatch_log_group" "step" {
  name              = "/aws/lambda/feeds-dev-step-handler"
  retention_in_days = 30
}

resource "aws_cloudwatch_metric_alarm" "step_errors" {
  alarm_name          = "feeds-dev-step-handler-errors"
  alarm_description   = "Calls of the function feeds-dev-step-handler fail."
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
        FunctionName = aws_lambda_function.step.function_name
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
        FunctionName = aws_lambda_function.step.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "step_throttles" {
  alarm_name        = "feeds-dev-step-handler-throttles"
  alarm_description = "Calls of the function feeds-dev-step-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.step.function_name
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

resource "aws_iam_policy" "step" {
  name_prefix = "feeds-dev-queue-stack-"
  description = "What the function feeds-dev-step-handler may do."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/feeds-dev-step-handler:*"
      },
      {
        Sid      = "PublishKeyOrdered"
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
        Sid      = "PublishOrdered"
        Effect   = "Allow"
        Action   = "sns:Publish"
        Resource = aws_sns_topic.ordered.arn
      },
      {
        Sid      = "PublishWide"
        Effect   = "Allow"
        Action   = "sns:Publish"
        Resource = aws_sns_topic.wide.arn
      },
      {
        Sid      = "ReceiveIntake"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.intake.arn
      },
    ]
  })
}

resource "aws_iam_role" "step" {
  name_prefix = "feeds-dev-queue-stack-"
  description = "What the function feeds-dev-step-handler may do."
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

resource "aws_iam_role_policy_attachment" "step" {
  role       = aws_iam_role.step.name
  policy_arn = aws_iam_policy.step.arn
}

resource "aws_lambda_event_source_mapping" "step" {
  function_name           = aws_lambda_function.step.arn
  event_source_arn        = aws_sqs_queue.intake.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler write
#
# Works off the queue letters.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "write" {
  function_name    = "feeds-dev-write-handler"
  description      = "Works off the queue letters."
  role             = aws_iam_role.write.arn
  runtime          = "python3.13"
  handler          = "index.handler"
  memory_size      = 256
  timeout          = 30
  architectures    = ["arm64"]
  filename         = data.archive_file.write.output_path
  source_code_hash = data.archive_file.write.output_base64sha256

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.write.name
  }

  depends_on = [aws_iam_role_policy_attachment.write]
}

resource "aws_cloudwatch_log_group" "write" {
  name              = "/aws/lambda/feeds-dev-write-handler"
  retention_in_days = 30
}

resource "aws_cloudwatch_metric_alarm" "write_errors" {
  alarm_name          = "feeds-dev-write-handler-errors"
  alarm_description   = "Calls of the function feeds-dev-write-handler fail."
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
        FunctionName = aws_lambda_function.write.function_name
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
        FunctionName = aws_lambda_function.write.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "write_throttles" {
  alarm_name        = "feeds-dev-write-handler-throttles"
  alarm_description = "Calls of the function feeds-dev-write-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.write.function_name
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

resource "aws_iam_policy" "write" {
  name_prefix = "feeds-dev-queue-stack-"
  description = "What the function feeds-dev-write-handler may do."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/feeds-dev-write-handler:*"
      },
      {
        Sid      = "ReceiveKeyLetters"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = aws_kms_key.main.arn
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = aws_sqs_queue.letters.arn
          }
        }
      },
      {
        Sid      = "ReceiveLetters"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.letters.arn
      },
    ]
  })
}

resource "aws_iam_role" "write" {
  name_prefix = "feeds-dev-queue-stack-"
  description = "What the function feeds-dev-write-handler may do."
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

resource "aws_iam_role_policy_attachment" "write" {
  role       = aws_iam_role.write.name
  policy_arn = aws_iam_policy.write.arn
}

resource "aws_lambda_event_source_mapping" "write" {
  function_name           = aws_lambda_function.write.arn
  event_source_arn        = aws_sqs_queue.letters.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# topic ordered
#
# In order, to a queue that keeps it and to one that does not.
# -----------------------------------------------------------------------------

resource "aws_sns_topic" "ordered" {
  name              = "feeds-dev-ordered-topic.fifo"
  fifo_topic        = true
  kms_master_key_id = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "ordered_failures" {
  alarm_name        = "feeds-dev-ordered-topic.fifo-failures"
  alarm_description = "Messages of the topic feeds-dev-ordered-topic.fifo could not be delivered."
  namespace         = "AWS/SNS"
  metric_name       = "NumberOfNotificationsFailed"
  dimensions = {
    TopicName = aws_sns_topic.ordered.name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  datapoints_to_alarm = 1
  threshold           = 10
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall", aws_sns_topic.told.arn]
}

resource "aws_sns_topic_policy" "ordered" {
  arn = aws_sns_topic.ordered.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.ordered.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sns_topic_subscription" "ordered_loose_faadfd" {
  topic_arn            = aws_sns_topic.ordered.arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.loose.arn
  raw_message_delivery = true
  filter_policy = jsonencode({
    kind = ["sum"]
    size = [
      {
        numeric = [">", 10]
      },
    ]
  })
}

resource "aws_sns_topic_subscription" "ordered_strict_327fad" {
  topic_arn            = aws_sns_topic.ordered.arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.strict.arn
  raw_message_delivery = true
}

# -----------------------------------------------------------------------------
# topic told
#
# Alarms speak to it, and so does a handler whose calls fail.
# -----------------------------------------------------------------------------

resource "aws_sns_topic" "told" {
  name              = "feeds-dev-told-topic"
  display_name      = "feeds"
  kms_master_key_id = aws_kms_key.main.arn
}

resource "aws_cloudwatch_metric_alarm" "told_failures" {
  alarm_name        = "feeds-dev-told-topic-failures"
  alarm_description = "Messages of the topic feeds-dev-told-topic could not be delivered."
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

resource "aws_sns_topic_subscription" "told_hear_ca55c5" {
  topic_arn = aws_sns_topic.told.arn
  protocol  = "lambda"
  endpoint  = aws_lambda_function.hear.arn
}

# -----------------------------------------------------------------------------
# topic wide
# -----------------------------------------------------------------------------

resource "aws_sns_topic" "wide" {
  name = "feeds-dev-wide-topic"
}

resource "aws_cloudwatch_metric_alarm" "wide_failures" {
  alarm_name        = "feeds-dev-wide-topic-failures"
  alarm_description = "Messages of the topic feeds-dev-wide-topic could not be delivered."
  namespace         = "AWS/SNS"
  metric_name       = "NumberOfNotificationsFailed"
  dimensions = {
    TopicName = aws_sns_topic.wide.name
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

resource "aws_sns_topic_policy" "wide" {
  arn = aws_sns_topic.wide.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.wide.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sns_topic_subscription" "wide_hear_too_57d7d7" {
  topic_arn = aws_sns_topic.wide.arn
  protocol  = "lambda"
  endpoint  = aws_lambda_function.hear_too.arn
}

resource "aws_sns_topic_subscription" "wide_letters_a17887" {
  topic_arn = aws_sns_topic.wide.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.letters.arn
  filter_policy = jsonencode({
    kind = ["letter"]
  })
}

# -----------------------------------------------------------------------------
# schedule collect
# -----------------------------------------------------------------------------

resource "aws_scheduler_schedule" "collect" {
  name                         = "feeds-dev-collect-schedule"
  schedule_expression          = "cron(0 8 ? * MON-FRI *)"
  schedule_expression_timezone = "Europe/Berlin"

  flexible_time_window {
    mode                      = "FLEXIBLE"
    maximum_window_in_minutes = 15
  }

  target {
    arn      = aws_sqs_queue.nightly.arn
    role_arn = aws_iam_role.collect_service.arn
    input    = "{\"kind\":\"collect\",\"accounts\":[\"a\",\"b\"],\"depth\":3,\"whole\":true}"

    sqs_parameters {
      message_group_id = "collect"
    }

    retry_policy {
      maximum_retry_attempts       = 3
      maximum_event_age_in_seconds = 3600
    }
  }
}

resource "aws_iam_policy" "collect_service" {
  name_prefix = "feeds-dev-queue-stack-"
  description = "What the schedule feeds-dev-collect-schedule may do."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SendNightly"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.nightly.arn
      },
    ]
  })
}

resource "aws_iam_role" "collect_service" {
  name_prefix = "feeds-dev-queue-stack-"
  description = "What the schedule feeds-dev-collect-schedule may do."
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

resource "aws_iam_role_policy_attachment" "collect_service" {
  role       = aws_iam_role.collect_service.name
  policy_arn = aws_iam_policy.collect_service.arn
}

# -----------------------------------------------------------------------------
# schedule sweep
#
# Sweeps up.
# -----------------------------------------------------------------------------

resource "aws_scheduler_schedule" "sweep" {
  name                = "feeds-dev-sweep-schedule"
  description         = "Sweeps up."
  schedule_expression = "rate(12 hours)"
  state               = "DISABLED"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_lambda_function.clean.arn
    role_arn = aws_iam_role.sweep_service.arn
    input    = "{\"kind\":\"sweep\"}"

    retry_policy {
      maximum_retry_attempts       = 0
      maximum_event_age_in_seconds = 86400
    }
  }
}

resource "aws_iam_policy" "sweep_service" {
  name_prefix = "feeds-dev-queue-stack-"
  description = "What the schedule feeds-dev-sweep-schedule may do."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "InvokeClean"
        Effect   = "Allow"
        Action   = "lambda:InvokeFunction"
        Resource = "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:function:feeds-dev-clean-handler"
      },
    ]
  })
}

resource "aws_iam_role" "sweep_service" {
  name_prefix = "feeds-dev-queue-stack-"
  description = "What the schedule feeds-dev-sweep-schedule may do."
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

resource "aws_iam_role_policy_attachment" "sweep_service" {
  role       = aws_iam_role.sweep_service.name
  policy_arn = aws_iam_policy.sweep_service.arn
}

# -----------------------------------------------------------------------------
# external queue ledger
# -----------------------------------------------------------------------------

resource "aws_iam_policy" "ledger_intake" {
  name_prefix = "feeds-dev-queue-stack-"
  description = "How the API feeds-dev-http-api sends to the queue ledger."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SendLedger"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = "arn:aws:sqs:eu-west-1:123456789012:ledger.fifo"
      },
    ]
  })
}

resource "aws_iam_role" "ledger_intake" {
  name_prefix = "feeds-dev-queue-stack-"
  description = "How the API feeds-dev-http-api sends to the queue ledger."
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

resource "aws_iam_role_policy_attachment" "ledger_intake" {
  role       = aws_iam_role.ledger_intake.name
  policy_arn = aws_iam_policy.ledger_intake.arn
}
