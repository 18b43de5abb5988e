# Patterns of patterns, as families and alone, with profiles of both.

# -----------------------------------------------------------------------------
# What is read of the surroundings
# -----------------------------------------------------------------------------

data "archive_file" "cells_acme_ledger_07217b" {
  type             = "zip"
  source_file      = "${path.module}/inline/cells_acme_ledger_07217b/index.py"
  output_path      = "${path.module}/inline/cells_acme_ledger_07217b.zip"
  output_file_mode = "0644"
}

data "archive_file" "cells_acme_mail_956ba7" {
  type             = "zip"
  source_file      = "${path.module}/inline/cells_acme_mail_956ba7/index.py"
  output_path      = "${path.module}/inline/cells_acme_mail_956ba7.zip"
  output_file_mode = "0644"
}

data "archive_file" "cells_acme_tell_f8ee4d" {
  type             = "zip"
  source_file      = "${path.module}/inline/cells_acme_tell_f8ee4d/index.py"
  output_path      = "${path.module}/inline/cells_acme_tell_f8ee4d.zip"
  output_file_mode = "0644"
}

data "archive_file" "cells_globex_ledger_ddf521" {
  type             = "zip"
  source_file      = "${path.module}/inline/cells_globex_ledger_ddf521/index.py"
  output_path      = "${path.module}/inline/cells_globex_ledger_ddf521.zip"
  output_file_mode = "0644"
}

data "archive_file" "cells_globex_mail_e72e04" {
  type             = "zip"
  source_file      = "${path.module}/inline/cells_globex_mail_e72e04/index.py"
  output_path      = "${path.module}/inline/cells_globex_mail_e72e04.zip"
  output_file_mode = "0644"
}

data "archive_file" "cells_globex_tell_065c11" {
  type             = "zip"
  source_file      = "${path.module}/inline/cells_globex_tell_065c11/index.py"
  output_path      = "${path.module}/inline/cells_globex_tell_065c11.zip"
  output_file_mode = "0644"
}

data "archive_file" "returns_work_e425da" {
  type             = "zip"
  source_file      = "${path.module}/inline/returns_work_e425da/index.py"
  output_path      = "${path.module}/inline/returns_work_e425da.zip"
  output_file_mode = "0644"
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

# -----------------------------------------------------------------------------
# The stack as a whole
# -----------------------------------------------------------------------------

resource "aws_kms_alias" "main" {
  name          = "alias/patterns-dev-key"
  target_key_id = aws_kms_key.main.key_id
}

resource "aws_kms_key" "main" {
  description         = "Key of the stack patterns-dev-queue-stack."
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
# HTTP API of the stack patterns-dev-queue-stack.
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_api" "api" {
  name          = "patterns-dev-http-api"
  description   = "HTTP API of the stack patterns-dev-queue-stack."
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
    route_key                = "POST /returns"
    throttling_rate_limit    = 5
    throttling_burst_limit   = 5
    detailed_metrics_enabled = true
  }

  depends_on = [aws_apigatewayv2_route.post_returns]
}

resource "aws_cloudwatch_log_group" "api_access" {
  name              = "/aws/vendedlogs/patterns-dev-http-api"
  retention_in_days = 7

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "api_server_errors" {
  alarm_name          = "patterns-dev-http-api-server-errors"
  alarm_description   = "Requests to the API patterns-dev-http-api fail on its own side."
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
# endpoint POST /acme/orders
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "post_acme_orders" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "POST /acme/orders"
  target             = "integrations/${aws_apigatewayv2_integration.post_acme_orders.id}"
  authorization_type = "AWS_IAM"
}

resource "aws_apigatewayv2_integration" "post_acme_orders" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_subtype    = "SQS-SendMessage"
  payload_format_version = "1.0"
  credentials_arn        = aws_iam_role.cells_acme_line_step_check_52c067_intake.arn
  request_parameters = {
    QueueUrl    = aws_sqs_queue.cells_acme_line_step_check_52c067.url
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
# endpoint POST /globex/orders
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "post_globex_orders" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "POST /globex/orders"
  target             = "integrations/${aws_apigatewayv2_integration.post_globex_orders.id}"
  authorization_type = "AWS_IAM"
}

resource "aws_apigatewayv2_integration" "post_globex_orders" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_subtype    = "SQS-SendMessage"
  payload_format_version = "1.0"
  credentials_arn        = aws_iam_role.cells_globex_line_step_check_78f93d_intake.arn
  request_parameters = {
    QueueUrl    = aws_sqs_queue.cells_globex_line_step_check_78f93d.url
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
# endpoint POST /returns
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "post_returns" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "POST /returns"
  target             = "integrations/${aws_apigatewayv2_integration.post_returns.id}"
  authorization_type = "NONE"
}

resource "aws_apigatewayv2_integration" "post_returns" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_subtype    = "SQS-SendMessage"
  payload_format_version = "1.0"
  credentials_arn        = aws_iam_role.returns_main_26dffa_intake.arn
  request_parameters = {
    QueueUrl    = aws_sqs_queue.returns_main_26dffa.url
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
# queue cells["acme"].line.step["check"]
#
# What waits for a stage.
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "cells_acme_line_step_check_52c067" {
  name                       = "patterns-dev-cells-acme-line-step-check-queue"
  message_retention_seconds  = 172800
  visibility_timeout_seconds = 180
  receive_wait_time_seconds  = 20
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.cells_acme_line_step_check_52c067_dead_letters.arn
    maxReceiveCount     = 5
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_acme_line_step_check_52c067_age" {
  alarm_name        = "patterns-dev-cells-acme-line-step-check-queue-age"
  alarm_description = "The consumer of the queue patterns-dev-cells-acme-line-step-check-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.cells_acme_line_step_check_52c067.name
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

resource "aws_cloudwatch_metric_alarm" "cells_acme_line_step_check_52c067_dead_letters" {
  alarm_name        = "patterns-dev-cells-acme-line-step-check-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue patterns-dev-cells-acme-line-step-check-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.cells_acme_line_step_check_52c067_dead_letters.name
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

resource "aws_iam_role" "cells_acme_line_step_check_52c067_intake" {
  name_prefix = "patterns-dev-queue-stack-"
  description = "How the API patterns-dev-http-api sends to the queue cells[\"acme\"].line.step[\"check\"]."
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

resource "aws_iam_role_policy" "cells_acme_line_step_check_52c067_intake" {
  name = "access"
  role = aws_iam_role.cells_acme_line_step_check_52c067_intake.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SendCellsAcmeLineStepCheck"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.cells_acme_line_step_check_52c067.arn
      },
    ]
  })
}

resource "aws_sqs_queue" "cells_acme_line_step_check_52c067_dead_letters" {
  name                       = "patterns-dev-cells-acme-line-step-check-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  sqs_managed_sse_enabled    = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue_policy" "cells_acme_line_step_check_52c067" {
  queue_url = aws_sqs_queue.cells_acme_line_step_check_52c067.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.cells_acme_line_step_check_52c067.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "cells_acme_line_step_check_52c067_dead_letters" {
  queue_url = aws_sqs_queue.cells_acme_line_step_check_52c067_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.cells_acme_line_step_check_52c067_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "cells_acme_line_step_check_52c067_dead_letters" {
  queue_url = aws_sqs_queue.cells_acme_line_step_check_52c067_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.cells_acme_line_step_check_52c067.arn]
  })
}

# -----------------------------------------------------------------------------
# queue cells["acme"].line.step["price"]
#
# What waits for a stage.
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "cells_acme_line_step_price_a14859" {
  name                       = "patterns-dev-cells-acme-line-step-price-queue"
  message_retention_seconds  = 172800
  visibility_timeout_seconds = 180
  receive_wait_time_seconds  = 20
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.cells_acme_line_step_price_a14859_dead_letters.arn
    maxReceiveCount     = 5
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_acme_line_step_price_a14859_age" {
  alarm_name        = "patterns-dev-cells-acme-line-step-price-queue-age"
  alarm_description = "The consumer of the queue patterns-dev-cells-acme-line-step-price-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.cells_acme_line_step_price_a14859.name
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

resource "aws_cloudwatch_metric_alarm" "cells_acme_line_step_price_a14859_dead_letters" {
  alarm_name        = "patterns-dev-cells-acme-line-step-price-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue patterns-dev-cells-acme-line-step-price-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.cells_acme_line_step_price_a14859_dead_letters.name
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

resource "aws_sqs_queue" "cells_acme_line_step_price_a14859_dead_letters" {
  name                       = "patterns-dev-cells-acme-line-step-price-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 180
  sqs_managed_sse_enabled    = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue_policy" "cells_acme_line_step_price_a14859" {
  queue_url = aws_sqs_queue.cells_acme_line_step_price_a14859.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.cells_acme_line_step_price_a14859.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "cells_acme_line_step_price_a14859_dead_letters" {
  queue_url = aws_sqs_queue.cells_acme_line_step_price_a14859_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.cells_acme_line_step_price_a14859_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "cells_acme_line_step_price_a14859_dead_letters" {
  queue_url = aws_sqs_queue.cells_acme_line_step_price_a14859_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.cells_acme_line_step_price_a14859.arn]
  })
}

# -----------------------------------------------------------------------------
# queue cells["acme"].news.inbox["ledger"]
#
# A receiver's own copies.
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "cells_acme_news_inbox_ledger_d1105c" {
  name                       = "patterns-dev-cells-acme-news-inbox-ledger-queue"
  message_retention_seconds  = 345600
  visibility_timeout_seconds = 180
  receive_wait_time_seconds  = 20
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.cells_acme_news_inbox_ledger_d1105c_dead_letters.arn
    maxReceiveCount     = 5
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_acme_news_inbox_ledger_d1105c_age" {
  alarm_name        = "patterns-dev-cells-acme-news-inbox-ledger-queue-age"
  alarm_description = "The consumer of the queue patterns-dev-cells-acme-news-inbox-ledger-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.cells_acme_news_inbox_ledger_d1105c.name
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

resource "aws_cloudwatch_metric_alarm" "cells_acme_news_inbox_ledger_d1105c_dead_letters" {
  alarm_name        = "patterns-dev-cells-acme-news-inbox-ledger-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue patterns-dev-cells-acme-news-inbox-ledger-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.cells_acme_news_inbox_ledger_d1105c_dead_letters.name
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

resource "aws_sqs_queue" "cells_acme_news_inbox_ledger_d1105c_dead_letters" {
  name                       = "patterns-dev-cells-acme-news-inbox-ledger-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  sqs_managed_sse_enabled    = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue_policy" "cells_acme_news_inbox_ledger_d1105c" {
  queue_url = aws_sqs_queue.cells_acme_news_inbox_ledger_d1105c.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "DeliverCellsAcmeNewsMain"
        Effect = "Allow"
        Principal = {
          Service = "sns.amazonaws.com"
        }
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.cells_acme_news_inbox_ledger_d1105c.arn
        Condition = {
          ArnEquals = {
            "aws:SourceArn" = aws_sns_topic.cells_acme_news_main_35eb31.arn
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
        Resource  = aws_sqs_queue.cells_acme_news_inbox_ledger_d1105c.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "cells_acme_news_inbox_ledger_d1105c_dead_letters" {
  queue_url = aws_sqs_queue.cells_acme_news_inbox_ledger_d1105c_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.cells_acme_news_inbox_ledger_d1105c_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "cells_acme_news_inbox_ledger_d1105c_dead_letters" {
  queue_url = aws_sqs_queue.cells_acme_news_inbox_ledger_d1105c_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.cells_acme_news_inbox_ledger_d1105c.arn]
  })
}

# -----------------------------------------------------------------------------
# queue cells["acme"].news.inbox["mail"]
#
# A receiver's own copies.
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "cells_acme_news_inbox_mail_a9e803" {
  name                       = "patterns-dev-cells-acme-news-inbox-mail-queue"
  message_retention_seconds  = 345600
  visibility_timeout_seconds = 180
  receive_wait_time_seconds  = 20
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.cells_acme_news_inbox_mail_a9e803_dead_letters.arn
    maxReceiveCount     = 5
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_acme_news_inbox_mail_a9e803_age" {
  alarm_name        = "patterns-dev-cells-acme-news-inbox-mail-queue-age"
  alarm_description = "The consumer of the queue patterns-dev-cells-acme-news-inbox-mail-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.cells_acme_news_inbox_mail_a9e803.name
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

resource "aws_cloudwatch_metric_alarm" "cells_acme_news_inbox_mail_a9e803_dead_letters" {
  alarm_name        = "patterns-dev-cells-acme-news-inbox-mail-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue patterns-dev-cells-acme-news-inbox-mail-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.cells_acme_news_inbox_mail_a9e803_dead_letters.name
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

resource "aws_sqs_queue" "cells_acme_news_inbox_mail_a9e803_dead_letters" {
  name                       = "patterns-dev-cells-acme-news-inbox-mail-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  sqs_managed_sse_enabled    = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue_policy" "cells_acme_news_inbox_mail_a9e803" {
  queue_url = aws_sqs_queue.cells_acme_news_inbox_mail_a9e803.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "DeliverCellsAcmeNewsMain"
        Effect = "Allow"
        Principal = {
          Service = "sns.amazonaws.com"
        }
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.cells_acme_news_inbox_mail_a9e803.arn
        Condition = {
          ArnEquals = {
            "aws:SourceArn" = aws_sns_topic.cells_acme_news_main_35eb31.arn
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
        Resource  = aws_sqs_queue.cells_acme_news_inbox_mail_a9e803.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "cells_acme_news_inbox_mail_a9e803_dead_letters" {
  queue_url = aws_sqs_queue.cells_acme_news_inbox_mail_a9e803_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.cells_acme_news_inbox_mail_a9e803_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "cells_acme_news_inbox_mail_a9e803_dead_letters" {
  queue_url = aws_sqs_queue.cells_acme_news_inbox_mail_a9e803_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.cells_acme_news_inbox_mail_a9e803.arn]
  })
}

# -----------------------------------------------------------------------------
# queue cells["globex"].line.step["check"]
#
# What waits for a stage.
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "cells_globex_line_step_check_78f93d" {
  name                       = "patterns-dev-cells-globex-line-step-check-queue"
  message_retention_seconds  = 172800
  visibility_timeout_seconds = 180
  receive_wait_time_seconds  = 20
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.cells_globex_line_step_check_78f93d_dead_letters.arn
    maxReceiveCount     = 5
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_globex_line_step_check_78f93d_age" {
  alarm_name        = "patterns-dev-cells-globex-line-step-check-queue-age"
  alarm_description = "The consumer of the queue patterns-dev-cells-globex-line-step-check-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.cells_globex_line_step_check_78f93d.name
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

resource "aws_cloudwatch_metric_alarm" "cells_globex_line_step_check_78f93d_dead_letters" {
  alarm_name        = "patterns-dev-cells-globex-line-step-check-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue patterns-dev-cells-globex-line-step-check-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.cells_globex_line_step_check_78f93d_dead_letters.name
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

resource "aws_iam_role" "cells_globex_line_step_check_78f93d_intake" {
  name_prefix = "patterns-dev-queue-stack-"
  description = "How the API patterns-dev-http-api sends to the queue cells[\"globex\"].line.step[\"check\"]."
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

resource "aws_iam_role_policy" "cells_globex_line_step_check_78f93d_intake" {
  name = "access"
  role = aws_iam_role.cells_globex_line_step_check_78f93d_intake.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SendCellsGlobexLineStepCheck"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.cells_globex_line_step_check_78f93d.arn
      },
    ]
  })
}

resource "aws_sqs_queue" "cells_globex_line_step_check_78f93d_dead_letters" {
  name                       = "patterns-dev-cells-globex-line-step-check-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  sqs_managed_sse_enabled    = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue_policy" "cells_globex_line_step_check_78f93d" {
  queue_url = aws_sqs_queue.cells_globex_line_step_check_78f93d.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.cells_globex_line_step_check_78f93d.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "cells_globex_line_step_check_78f93d_dead_letters" {
  queue_url = aws_sqs_queue.cells_globex_line_step_check_78f93d_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.cells_globex_line_step_check_78f93d_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "cells_globex_line_step_check_78f93d_dead_letters" {
  queue_url = aws_sqs_queue.cells_globex_line_step_check_78f93d_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.cells_globex_line_step_check_78f93d.arn]
  })
}

# -----------------------------------------------------------------------------
# queue cells["globex"].line.step["price"]
#
# What waits for a stage.
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "cells_globex_line_step_price_07c1ed" {
  name                       = "patterns-dev-cells-globex-line-step-price-queue"
  message_retention_seconds  = 172800
  visibility_timeout_seconds = 180
  receive_wait_time_seconds  = 20
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.cells_globex_line_step_price_07c1ed_dead_letters.arn
    maxReceiveCount     = 5
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_globex_line_step_price_07c1ed_age" {
  alarm_name        = "patterns-dev-cells-globex-line-step-price-queue-age"
  alarm_description = "The consumer of the queue patterns-dev-cells-globex-line-step-price-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.cells_globex_line_step_price_07c1ed.name
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

resource "aws_cloudwatch_metric_alarm" "cells_globex_line_step_price_07c1ed_dead_letters" {
  alarm_name        = "patterns-dev-cells-globex-line-step-price-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue patterns-dev-cells-globex-line-step-price-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.cells_globex_line_step_price_07c1ed_dead_letters.name
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

resource "aws_sqs_queue" "cells_globex_line_step_price_07c1ed_dead_letters" {
  name                       = "patterns-dev-cells-globex-line-step-price-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 180
  sqs_managed_sse_enabled    = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue_policy" "cells_globex_line_step_price_07c1ed" {
  queue_url = aws_sqs_queue.cells_globex_line_step_price_07c1ed.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.cells_globex_line_step_price_07c1ed.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "cells_globex_line_step_price_07c1ed_dead_letters" {
  queue_url = aws_sqs_queue.cells_globex_line_step_price_07c1ed_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.cells_globex_line_step_price_07c1ed_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "cells_globex_line_step_price_07c1ed_dead_letters" {
  queue_url = aws_sqs_queue.cells_globex_line_step_price_07c1ed_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.cells_globex_line_step_price_07c1ed.arn]
  })
}

# -----------------------------------------------------------------------------
# queue cells["globex"].news.inbox["ledger"]
#
# A receiver's own copies.
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "cells_globex_news_inbox_ledger_76a629" {
  name                       = "patterns-dev-cells-globex-news-inbox-ledger-queue"
  message_retention_seconds  = 345600
  visibility_timeout_seconds = 180
  receive_wait_time_seconds  = 20
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.cells_globex_news_inbox_ledger_76a629_dead_letters.arn
    maxReceiveCount     = 5
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_globex_news_inbox_ledger_76a629_age" {
  alarm_name        = "patterns-dev-cells-globex-news-inbox-ledger-queue-age"
  alarm_description = "The consumer of the queue patterns-dev-cells-globex-news-inbox-ledger-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.cells_globex_news_inbox_ledger_76a629.name
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

resource "aws_cloudwatch_metric_alarm" "cells_globex_news_inbox_ledger_76a629_dead_letters" {
  alarm_name        = "patterns-dev-cells-globex-news-inbox-ledger-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue patterns-dev-cells-globex-news-inbox-ledger-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.cells_globex_news_inbox_ledger_76a629_dead_letters.name
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

resource "aws_sqs_queue" "cells_globex_news_inbox_ledger_76a629_dead_letters" {
  name                       = "patterns-dev-cells-globex-news-inbox-ledger-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  sqs_managed_sse_enabled    = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue_policy" "cells_globex_news_inbox_ledger_76a629" {
  queue_url = aws_sqs_queue.cells_globex_news_inbox_ledger_76a629.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "DeliverCellsGlobexNewsMain"
        Effect = "Allow"
        Principal = {
          Service = "sns.amazonaws.com"
        }
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.cells_globex_news_inbox_ledger_76a629.arn
        Condition = {
          ArnEquals = {
            "aws:SourceArn" = aws_sns_topic.cells_globex_news_main_360d34.arn
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
        Resource  = aws_sqs_queue.cells_globex_news_inbox_ledger_76a629.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "cells_globex_news_inbox_ledger_76a629_dead_letters" {
  queue_url = aws_sqs_queue.cells_globex_news_inbox_ledger_76a629_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.cells_globex_news_inbox_ledger_76a629_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "cells_globex_news_inbox_ledger_76a629_dead_letters" {
  queue_url = aws_sqs_queue.cells_globex_news_inbox_ledger_76a629_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.cells_globex_news_inbox_ledger_76a629.arn]
  })
}

# -----------------------------------------------------------------------------
# queue cells["globex"].news.inbox["mail"]
#
# A receiver's own copies.
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "cells_globex_news_inbox_mail_941d33" {
  name                       = "patterns-dev-cells-globex-news-inbox-mail-queue"
  message_retention_seconds  = 345600
  visibility_timeout_seconds = 180
  receive_wait_time_seconds  = 20
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.cells_globex_news_inbox_mail_941d33_dead_letters.arn
    maxReceiveCount     = 5
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_globex_news_inbox_mail_941d33_age" {
  alarm_name        = "patterns-dev-cells-globex-news-inbox-mail-queue-age"
  alarm_description = "The consumer of the queue patterns-dev-cells-globex-news-inbox-mail-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.cells_globex_news_inbox_mail_941d33.name
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

resource "aws_cloudwatch_metric_alarm" "cells_globex_news_inbox_mail_941d33_dead_letters" {
  alarm_name        = "patterns-dev-cells-globex-news-inbox-mail-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue patterns-dev-cells-globex-news-inbox-mail-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.cells_globex_news_inbox_mail_941d33_dead_letters.name
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

resource "aws_sqs_queue" "cells_globex_news_inbox_mail_941d33_dead_letters" {
  name                       = "patterns-dev-cells-globex-news-inbox-mail-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  sqs_managed_sse_enabled    = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue_policy" "cells_globex_news_inbox_mail_941d33" {
  queue_url = aws_sqs_queue.cells_globex_news_inbox_mail_941d33.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "DeliverCellsGlobexNewsMain"
        Effect = "Allow"
        Principal = {
          Service = "sns.amazonaws.com"
        }
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.cells_globex_news_inbox_mail_941d33.arn
        Condition = {
          ArnEquals = {
            "aws:SourceArn" = aws_sns_topic.cells_globex_news_main_360d34.arn
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
        Resource  = aws_sqs_queue.cells_globex_news_inbox_mail_941d33.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "cells_globex_news_inbox_mail_941d33_dead_letters" {
  queue_url = aws_sqs_queue.cells_globex_news_inbox_mail_941d33_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.cells_globex_news_inbox_mail_941d33_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "cells_globex_news_inbox_mail_941d33_dead_letters" {
  queue_url = aws_sqs_queue.cells_globex_news_inbox_mail_941d33_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.cells_globex_news_inbox_mail_941d33.arn]
  })
}

# -----------------------------------------------------------------------------
# queue returns.main
#
# What came in and waits.
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "returns_main_26dffa" {
  name                       = "patterns-dev-returns-queue"
  message_retention_seconds  = 345600
  visibility_timeout_seconds = 180
  receive_wait_time_seconds  = 20
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.returns_main_26dffa_dead_letters.arn
    maxReceiveCount     = 5
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "returns_main_26dffa_age" {
  alarm_name        = "patterns-dev-returns-queue-age"
  alarm_description = "The consumer of the queue patterns-dev-returns-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.returns_main_26dffa.name
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

resource "aws_cloudwatch_metric_alarm" "returns_main_26dffa_dead_letters" {
  alarm_name        = "patterns-dev-returns-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue patterns-dev-returns-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.returns_main_26dffa_dead_letters.name
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

resource "aws_iam_role" "returns_main_26dffa_intake" {
  name_prefix = "patterns-dev-queue-stack-"
  description = "How the API patterns-dev-http-api sends to the queue returns.main."
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

resource "aws_iam_role_policy" "returns_main_26dffa_intake" {
  name = "access"
  role = aws_iam_role.returns_main_26dffa_intake.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SendReturnsMain"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.returns_main_26dffa.arn
      },
    ]
  })
}

resource "aws_sqs_queue" "returns_main_26dffa_dead_letters" {
  name                       = "patterns-dev-returns-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  sqs_managed_sse_enabled    = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue_policy" "returns_main_26dffa" {
  queue_url = aws_sqs_queue.returns_main_26dffa.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.returns_main_26dffa.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "returns_main_26dffa_dead_letters" {
  queue_url = aws_sqs_queue.returns_main_26dffa_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.returns_main_26dffa_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "returns_main_26dffa_dead_letters" {
  queue_url = aws_sqs_queue.returns_main_26dffa_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.returns_main_26dffa.arn]
  })
}

# -----------------------------------------------------------------------------
# handler cells["acme"].ledger
#
# Works off the queue cells["acme"].news.inbox["ledger"].
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "cells_acme_ledger_07217b" {
  function_name    = "patterns-dev-cells-acme-ledger-handler"
  description      = "Works off the queue cells[\"acme\"].news.inbox[\"ledger\"]."
  role             = aws_iam_role.cells_acme_ledger_07217b.arn
  runtime          = "python3.13"
  handler          = "index.handler"
  memory_size      = 128
  timeout          = 30
  architectures    = ["arm64"]
  filename         = data.archive_file.cells_acme_ledger_07217b.output_path
  source_code_hash = data.archive_file.cells_acme_ledger_07217b.output_base64sha256

  tracing_config {
    mode = "PassThrough"
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.cells_acme_ledger_07217b.name
  }

  depends_on = [aws_iam_role_policy.cells_acme_ledger_07217b_bd4d10]
}

resource "aws_cloudwatch_log_group" "cells_acme_ledger_07217b" {
  name              = "/aws/lambda/patterns-dev-cells-acme-ledger-handler"
  retention_in_days = 7

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_acme_ledger_07217b_errors" {
  alarm_name          = "patterns-dev-cells-acme-ledger-handler-errors"
  alarm_description   = "Calls of the function patterns-dev-cells-acme-ledger-handler fail."
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
        FunctionName = aws_lambda_function.cells_acme_ledger_07217b.function_name
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
        FunctionName = aws_lambda_function.cells_acme_ledger_07217b.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_acme_ledger_07217b_throttles" {
  alarm_name        = "patterns-dev-cells-acme-ledger-handler-throttles"
  alarm_description = "Calls of the function patterns-dev-cells-acme-ledger-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.cells_acme_ledger_07217b.function_name
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

resource "aws_iam_role" "cells_acme_ledger_07217b" {
  name_prefix = "patterns-dev-queue-stack-"
  description = "What the function patterns-dev-cells-acme-ledger-handler may do."
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

resource "aws_iam_role_policy" "cells_acme_ledger_07217b_bd4d10" {
  name = "access"
  role = aws_iam_role.cells_acme_ledger_07217b.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/patterns-dev-cells-acme-ledger-handler:*"
      },
      {
        Sid      = "ReceiveCellsAcmeNewsInboxLedger"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.cells_acme_news_inbox_ledger_d1105c.arn
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "cells_acme_ledger_07217b" {
  function_name           = aws_lambda_function.cells_acme_ledger_07217b.arn
  event_source_arn        = aws_sqs_queue.cells_acme_news_inbox_ledger_d1105c.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler cells["acme"].line.work["check"]
#
# Works a stage off and sends on.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "cells_acme_line_work_check_42fccf" {
  function_name    = "patterns-dev-cells-acme-line-work-check-handler"
  description      = "Works a stage off and sends on."
  role             = aws_iam_role.cells_acme_line_work_check_42fccf.arn
  runtime          = "python3.13"
  handler          = "app.handle"
  memory_size      = 128
  timeout          = 30
  architectures    = ["arm64"]
  filename         = "${path.module}/artifacts/cells-acme-line-work-check-a9c401f7db59f050.zip"
  source_code_hash = "0yduC70WhiN8Ip+YTqndTvpY/L8Tf7DfYh4VSxjYCLo="

  tracing_config {
    mode = "PassThrough"
  }

  environment {
    variables = {
      STEP_QUEUE_URL = aws_sqs_queue.cells_acme_line_step_price_a14859.url
    }
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.cells_acme_line_work_check_42fccf.name
  }

  depends_on = [aws_iam_role_policy.cells_acme_line_work_check_42fccf_8dcc90]
}

resource "aws_cloudwatch_log_group" "cells_acme_line_work_check_42fccf" {
  name              = "/aws/lambda/patterns-dev-cells-acme-line-work-check-handler"
  retention_in_days = 7

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_acme_line_work_check_42fccf_errors" {
  alarm_name          = "patterns-dev-cells-acme-line-work-check-handler-errors"
  alarm_description   = "Calls of the function patterns-dev-cells-acme-line-work-check-handler fail."
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
        FunctionName = aws_lambda_function.cells_acme_line_work_check_42fccf.function_name
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
        FunctionName = aws_lambda_function.cells_acme_line_work_check_42fccf.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_acme_line_work_check_42fccf_throttles" {
  alarm_name        = "patterns-dev-cells-acme-line-work-check-handler-throttles"
  alarm_description = "Calls of the function patterns-dev-cells-acme-line-work-check-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.cells_acme_line_work_check_42fccf.function_name
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

resource "aws_iam_role" "cells_acme_line_work_check_42fccf" {
  name_prefix = "patterns-dev-queue-stack-"
  description = "What the function patterns-dev-cells-acme-line-work-check-handler may do."
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

resource "aws_iam_role_policy" "cells_acme_line_work_check_42fccf_8dcc90" {
  name = "access"
  role = aws_iam_role.cells_acme_line_work_check_42fccf.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/patterns-dev-cells-acme-line-work-check-handler:*"
      },
      {
        Sid      = "ReceiveCellsAcmeLineStepCheck"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.cells_acme_line_step_check_52c067.arn
      },
      {
        Sid      = "SendCellsAcmeLineStepPrice"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.cells_acme_line_step_price_a14859.arn
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "cells_acme_line_work_check_42fccf" {
  function_name           = aws_lambda_function.cells_acme_line_work_check_42fccf.arn
  event_source_arn        = aws_sqs_queue.cells_acme_line_step_check_52c067.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler cells["acme"].line.work["price"]
#
# Works a stage off and sends on.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "cells_acme_line_work_price_62ccc0" {
  function_name    = "patterns-dev-cells-acme-line-work-price-handler"
  description      = "Works a stage off and sends on."
  role             = aws_iam_role.cells_acme_line_work_price_62ccc0.arn
  runtime          = "python3.13"
  handler          = "app.handle"
  memory_size      = 128
  timeout          = 30
  architectures    = ["arm64"]
  filename         = "${path.module}/artifacts/cells-acme-line-work-price-a9c401f7db59f050.zip"
  source_code_hash = "0yduC70WhiN8Ip+YTqndTvpY/L8Tf7DfYh4VSxjYCLo="

  tracing_config {
    mode = "PassThrough"
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.cells_acme_line_work_price_62ccc0.name
  }

  depends_on = [aws_iam_role_policy.cells_acme_line_work_price_62ccc0_587a80]
}

resource "aws_cloudwatch_log_group" "cells_acme_line_work_price_62ccc0" {
  name              = "/aws/lambda/patterns-dev-cells-acme-line-work-price-handler"
  retention_in_days = 7

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_acme_line_work_price_62ccc0_errors" {
  alarm_name          = "patterns-dev-cells-acme-line-work-price-handler-errors"
  alarm_description   = "Calls of the function patterns-dev-cells-acme-line-work-price-handler fail."
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
        FunctionName = aws_lambda_function.cells_acme_line_work_price_62ccc0.function_name
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
        FunctionName = aws_lambda_function.cells_acme_line_work_price_62ccc0.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_acme_line_work_price_62ccc0_throttles" {
  alarm_name        = "patterns-dev-cells-acme-line-work-price-handler-throttles"
  alarm_description = "Calls of the function patterns-dev-cells-acme-line-work-price-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.cells_acme_line_work_price_62ccc0.function_name
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

resource "aws_iam_role" "cells_acme_line_work_price_62ccc0" {
  name_prefix = "patterns-dev-queue-stack-"
  description = "What the function patterns-dev-cells-acme-line-work-price-handler may do."
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

resource "aws_iam_role_policy" "cells_acme_line_work_price_62ccc0_587a80" {
  name = "access"
  role = aws_iam_role.cells_acme_line_work_price_62ccc0.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/patterns-dev-cells-acme-line-work-price-handler:*"
      },
      {
        Sid      = "ReceiveCellsAcmeLineStepPrice"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.cells_acme_line_step_price_a14859.arn
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "cells_acme_line_work_price_62ccc0" {
  function_name           = aws_lambda_function.cells_acme_line_work_price_62ccc0.arn
  event_source_arn        = aws_sqs_queue.cells_acme_line_step_price_a14859.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler cells["acme"].mail
#
# Works off the queue cells["acme"].news.inbox["mail"].
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "cells_acme_mail_956ba7" {
  function_name    = "patterns-dev-cells-acme-mail-handler"
  description      = "Works off the queue cells[\"acme\"].news.inbox[\"mail\"]."
  role             = aws_iam_role.cells_acme_mail_956ba7.arn
  runtime          = "python3.13"
  handler          = "index.handler"
  memory_size      = 128
  timeout          = 30
  architectures    = ["arm64"]
  filename         = data.archive_file.cells_acme_mail_956ba7.output_path
  source_code_hash = data.archive_file.cells_acme_mail_956ba7.output_base64sha256

  tracing_config {
    mode = "PassThrough"
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.cells_acme_mail_956ba7.name
  }

  depends_on = [aws_iam_role_policy.cells_acme_mail_956ba7_a0024e]
}

resource "aws_cloudwatch_log_group" "cells_acme_mail_956ba7" {
  name              = "/aws/lambda/patterns-dev-cells-acme-mail-handler"
  retention_in_days = 7

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_acme_mail_956ba7_errors" {
  alarm_name          = "patterns-dev-cells-acme-mail-handler-errors"
  alarm_description   = "Calls of the function patterns-dev-cells-acme-mail-handler fail."
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
        FunctionName = aws_lambda_function.cells_acme_mail_956ba7.function_name
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
        FunctionName = aws_lambda_function.cells_acme_mail_956ba7.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_acme_mail_956ba7_throttles" {
  alarm_name        = "patterns-dev-cells-acme-mail-handler-throttles"
  alarm_description = "Calls of the function patterns-dev-cells-acme-mail-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.cells_acme_mail_956ba7.function_name
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

resource "aws_iam_role" "cells_acme_mail_956ba7" {
  name_prefix = "patterns-dev-queue-stack-"
  description = "What the function patterns-dev-cells-acme-mail-handler may do."
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

resource "aws_iam_role_policy" "cells_acme_mail_956ba7_a0024e" {
  name = "access"
  role = aws_iam_role.cells_acme_mail_956ba7.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/patterns-dev-cells-acme-mail-handler:*"
      },
      {
        Sid      = "ReceiveCellsAcmeNewsInboxMail"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.cells_acme_news_inbox_mail_a9e803.arn
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "cells_acme_mail_956ba7" {
  function_name           = aws_lambda_function.cells_acme_mail_956ba7.arn
  event_source_arn        = aws_sqs_queue.cells_acme_news_inbox_mail_a9e803.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler cells["acme"].tell
#
# Works off the queue cells["acme"].line.step["price"].dead_letter.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "cells_acme_tell_f8ee4d" {
  function_name    = "patterns-dev-cells-acme-tell-handler"
  description      = "Works off the queue cells[\"acme\"].line.step[\"price\"].dead_letter."
  role             = aws_iam_role.cells_acme_tell_f8ee4d.arn
  runtime          = "python3.13"
  handler          = "index.handler"
  memory_size      = 128
  timeout          = 30
  architectures    = ["arm64"]
  filename         = data.archive_file.cells_acme_tell_f8ee4d.output_path
  source_code_hash = data.archive_file.cells_acme_tell_f8ee4d.output_base64sha256

  tracing_config {
    mode = "PassThrough"
  }

  environment {
    variables = {
      MAIN_TOPIC_ARN = aws_sns_topic.cells_acme_news_main_35eb31.arn
    }
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.cells_acme_tell_f8ee4d.name
  }

  depends_on = [aws_iam_role_policy.cells_acme_tell_f8ee4d_2cd45b]
}

resource "aws_cloudwatch_log_group" "cells_acme_tell_f8ee4d" {
  name              = "/aws/lambda/patterns-dev-cells-acme-tell-handler"
  retention_in_days = 7

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_acme_tell_f8ee4d_errors" {
  alarm_name          = "patterns-dev-cells-acme-tell-handler-errors"
  alarm_description   = "Calls of the function patterns-dev-cells-acme-tell-handler fail."
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
        FunctionName = aws_lambda_function.cells_acme_tell_f8ee4d.function_name
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
        FunctionName = aws_lambda_function.cells_acme_tell_f8ee4d.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_acme_tell_f8ee4d_throttles" {
  alarm_name        = "patterns-dev-cells-acme-tell-handler-throttles"
  alarm_description = "Calls of the function patterns-dev-cells-acme-tell-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.cells_acme_tell_f8ee4d.function_name
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

resource "aws_iam_role" "cells_acme_tell_f8ee4d" {
  name_prefix = "patterns-dev-queue-stack-"
  description = "What the function patterns-dev-cells-acme-tell-handler may do."
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

resource "aws_iam_role_policy" "cells_acme_tell_f8ee4d_2cd45b" {
  name = "access"
  role = aws_iam_role.cells_acme_tell_f8ee4d.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/patterns-dev-cells-acme-tell-handler:*"
      },
      {
        Sid      = "PublishCellsAcmeNewsMain"
        Effect   = "Allow"
        Action   = "sns:Publish"
        Resource = aws_sns_topic.cells_acme_news_main_35eb31.arn
      },
      {
        Sid      = "PublishKeyCellsAcmeNewsMain"
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
        Sid      = "ReceiveCellsAcmeLineStepPriceDeadLetter"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.cells_acme_line_step_price_a14859_dead_letters.arn
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "cells_acme_tell_f8ee4d" {
  function_name           = aws_lambda_function.cells_acme_tell_f8ee4d.arn
  event_source_arn        = aws_sqs_queue.cells_acme_line_step_price_a14859_dead_letters.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler cells["globex"].ledger
#
# Works off the queue cells["globex"].news.inbox["ledger"].
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "cells_globex_ledger_ddf521" {
  function_name    = "patterns-dev-cells-globex-ledger-handler"
  description      = "Works off the queue cells[\"globex\"].news.inbox[\"ledger\"]."
  role             = aws_iam_role.cells_globex_ledger_ddf521.arn
  runtime          = "python3.13"
  handler          = "index.handler"
  memory_size      = 128
  timeout          = 30
  architectures    = ["arm64"]
  filename         = data.archive_file.cells_globex_ledger_ddf521.output_path
  source_code_hash = data.archive_file.cells_globex_ledger_ddf521.output_base64sha256

  tracing_config {
    mode = "PassThrough"
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.cells_globex_ledger_ddf521.name
  }

  depends_on = [aws_iam_role_policy.cells_globex_ledger_ddf521_127ba7]
}

resource "aws_cloudwatch_log_group" "cells_globex_ledger_ddf521" {
  name              = "/aws/lambda/patterns-dev-cells-globex-ledger-handler"
  retention_in_days = 7

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_globex_ledger_ddf521_errors" {
  alarm_name          = "patterns-dev-cells-globex-ledger-handler-errors"
  alarm_description   = "Calls of the function patterns-dev-cells-globex-ledger-handler fail."
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
        FunctionName = aws_lambda_function.cells_globex_ledger_ddf521.function_name
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
        FunctionName = aws_lambda_function.cells_globex_ledger_ddf521.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_globex_ledger_ddf521_throttles" {
  alarm_name        = "patterns-dev-cells-globex-ledger-handler-throttles"
  alarm_description = "Calls of the function patterns-dev-cells-globex-ledger-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.cells_globex_ledger_ddf521.function_name
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

resource "aws_iam_role" "cells_globex_ledger_ddf521" {
  name_prefix = "patterns-dev-queue-stack-"
  description = "What the function patterns-dev-cells-globex-ledger-handler may do."
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

resource "aws_iam_role_policy" "cells_globex_ledger_ddf521_127ba7" {
  name = "access"
  role = aws_iam_role.cells_globex_ledger_ddf521.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/patterns-dev-cells-globex-ledger-handler:*"
      },
      {
        Sid      = "ReceiveCellsGlobexNewsInboxLedger"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.cells_globex_news_inbox_ledger_76a629.arn
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "cells_globex_ledger_ddf521" {
  function_name           = aws_lambda_function.cells_globex_ledger_ddf521.arn
  event_source_arn        = aws_sqs_queue.cells_globex_news_inbox_ledger_76a629.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler cells["globex"].line.work["check"]
#
# Works a stage off and sends on.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "cells_globex_line_work_check_e01a4a" {
  function_name    = "patterns-dev-cells-globex-line-work-check-handler"
  description      = "Works a stage off and sends on."
  role             = aws_iam_role.cells_globex_line_work_check_e01a4a.arn
  runtime          = "python3.13"
  handler          = "app.handle"
  memory_size      = 128
  timeout          = 30
  architectures    = ["arm64"]
  filename         = "${path.module}/artifacts/cells-globex-line-work-check-a9c401f7db59f050.zip"
  source_code_hash = "0yduC70WhiN8Ip+YTqndTvpY/L8Tf7DfYh4VSxjYCLo="

  tracing_config {
    mode = "PassThrough"
  }

  environment {
    variables = {
      STEP_QUEUE_URL = aws_sqs_queue.cells_globex_line_step_price_07c1ed.url
    }
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.cells_globex_line_work_check_e01a4a.name
  }

  depends_on = [aws_iam_role_policy.cells_globex_line_work_check_e01a4a_314b4c]
}

resource "aws_cloudwatch_log_group" "cells_globex_line_work_check_e01a4a" {
  name              = "/aws/lambda/patterns-dev-cells-globex-line-work-check-handler"
  retention_in_days = 7

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_globex_line_work_check_e01a4a_errors" {
  alarm_name          = "patterns-dev-cells-globex-line-work-check-handler-errors"
  alarm_description   = "Calls of the function patterns-dev-cells-globex-line-work-check-handler fail."
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
        FunctionName = aws_lambda_function.cells_globex_line_work_check_e01a4a.function_name
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
        FunctionName = aws_lambda_function.cells_globex_line_work_check_e01a4a.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_globex_line_work_check_e01a4a_throttles" {
  alarm_name        = "patterns-dev-cells-globex-line-work-check-handler-throttles"
  alarm_description = "Calls of the function patterns-dev-cells-globex-line-work-check-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.cells_globex_line_work_check_e01a4a.function_name
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

resource "aws_iam_role" "cells_globex_line_work_check_e01a4a" {
  name_prefix = "patterns-dev-queue-stack-"
  description = "What the function patterns-dev-cells-globex-line-work-check-handler may do."
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

resource "aws_iam_role_policy" "cells_globex_line_work_check_e01a4a_314b4c" {
  name = "access"
  role = aws_iam_role.cells_globex_line_work_check_e01a4a.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/patterns-dev-cells-globex-line-work-check-handler:*"
      },
      {
        Sid      = "ReceiveCellsGlobexLineStepCheck"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.cells_globex_line_step_check_78f93d.arn
      },
      {
        Sid      = "SendCellsGlobexLineStepPrice"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.cells_globex_line_step_price_07c1ed.arn
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "cells_globex_line_work_check_e01a4a" {
  function_name           = aws_lambda_function.cells_globex_line_work_check_e01a4a.arn
  event_source_arn        = aws_sqs_queue.cells_globex_line_step_check_78f93d.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler cells["globex"].line.work["price"]
#
# Works a stage off and sends on.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "cells_globex_line_work_price_1bab0d" {
  function_name    = "patterns-dev-cells-globex-line-work-price-handler"
  description      = "Works a stage off and sends on."
  role             = aws_iam_role.cells_globex_line_work_price_1bab0d.arn
  runtime          = "python3.13"
  handler          = "app.handle"
  memory_size      = 128
  timeout          = 30
  architectures    = ["arm64"]
  filename         = "${path.module}/artifacts/cells-globex-line-work-price-a9c401f7db59f050.zip"
  source_code_hash = "0yduC70WhiN8Ip+YTqndTvpY/L8Tf7DfYh4VSxjYCLo="

  tracing_config {
    mode = "PassThrough"
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.cells_globex_line_work_price_1bab0d.name
  }

  depends_on = [aws_iam_role_policy.cells_globex_line_work_price_1bab0d_b50354]
}

resource "aws_cloudwatch_log_group" "cells_globex_line_work_price_1bab0d" {
  name              = "/aws/lambda/patterns-dev-cells-globex-line-work-price-handler"
  retention_in_days = 7

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_globex_line_work_price_1bab0d_errors" {
  alarm_name          = "patterns-dev-cells-globex-line-work-price-handler-errors"
  alarm_description   = "Calls of the function patterns-dev-cells-globex-line-work-price-handler fail."
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
        FunctionName = aws_lambda_function.cells_globex_line_work_price_1bab0d.function_name
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
        FunctionName = aws_lambda_function.cells_globex_line_work_price_1bab0d.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_globex_line_work_price_1bab0d_throttles" {
  alarm_name        = "patterns-dev-cells-globex-line-work-price-handler-throttles"
  alarm_description = "Calls of the function patterns-dev-cells-globex-line-work-price-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.cells_globex_line_work_price_1bab0d.function_name
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

resource "aws_iam_role" "cells_globex_line_work_price_1bab0d" {
  name_prefix = "patterns-dev-queue-stack-"
  description = "What the function patterns-dev-cells-globex-line-work-price-handler may do."
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

resource "aws_iam_role_policy" "cells_globex_line_work_price_1bab0d_b50354" {
  name = "access"
  role = aws_iam_role.cells_globex_line_work_price_1bab0d.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/patterns-dev-cells-globex-line-work-price-handler:*"
      },
      {
        Sid      = "ReceiveCellsGlobexLineStepPrice"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.cells_globex_line_step_price_07c1ed.arn
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "cells_globex_line_work_price_1bab0d" {
  function_name           = aws_lambda_function.cells_globex_line_work_price_1bab0d.arn
  event_source_arn        = aws_sqs_queue.cells_globex_line_step_price_07c1ed.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler cells["globex"].mail
#
# Works off the queue cells["globex"].news.inbox["mail"].
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "cells_globex_mail_e72e04" {
  function_name    = "patterns-dev-cells-globex-mail-handler"
  description      = "Works off the queue cells[\"globex\"].news.inbox[\"mail\"]."
  role             = aws_iam_role.cells_globex_mail_e72e04.arn
  runtime          = "python3.13"
  handler          = "index.handler"
  memory_size      = 128
  timeout          = 30
  architectures    = ["arm64"]
  filename         = data.archive_file.cells_globex_mail_e72e04.output_path
  source_code_hash = data.archive_file.cells_globex_mail_e72e04.output_base64sha256

  tracing_config {
    mode = "PassThrough"
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.cells_globex_mail_e72e04.name
  }

  depends_on = [aws_iam_role_policy.cells_globex_mail_e72e04_e0ee14]
}

resource "aws_cloudwatch_log_group" "cells_globex_mail_e72e04" {
  name              = "/aws/lambda/patterns-dev-cells-globex-mail-handler"
  retention_in_days = 7

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_globex_mail_e72e04_errors" {
  alarm_name          = "patterns-dev-cells-globex-mail-handler-errors"
  alarm_description   = "Calls of the function patterns-dev-cells-globex-mail-handler fail."
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
        FunctionName = aws_lambda_function.cells_globex_mail_e72e04.function_name
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
        FunctionName = aws_lambda_function.cells_globex_mail_e72e04.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_globex_mail_e72e04_throttles" {
  alarm_name        = "patterns-dev-cells-globex-mail-handler-throttles"
  alarm_description = "Calls of the function patterns-dev-cells-globex-mail-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.cells_globex_mail_e72e04.function_name
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

resource "aws_iam_role" "cells_globex_mail_e72e04" {
  name_prefix = "patterns-dev-queue-stack-"
  description = "What the function patterns-dev-cells-globex-mail-handler may do."
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

resource "aws_iam_role_policy" "cells_globex_mail_e72e04_e0ee14" {
  name = "access"
  role = aws_iam_role.cells_globex_mail_e72e04.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/patterns-dev-cells-globex-mail-handler:*"
      },
      {
        Sid      = "ReceiveCellsGlobexNewsInboxMail"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.cells_globex_news_inbox_mail_941d33.arn
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "cells_globex_mail_e72e04" {
  function_name           = aws_lambda_function.cells_globex_mail_e72e04.arn
  event_source_arn        = aws_sqs_queue.cells_globex_news_inbox_mail_941d33.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler cells["globex"].tell
#
# Works off the queue cells["globex"].line.step["price"].dead_letter.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "cells_globex_tell_065c11" {
  function_name    = "patterns-dev-cells-globex-tell-handler"
  description      = "Works off the queue cells[\"globex\"].line.step[\"price\"].dead_letter."
  role             = aws_iam_role.cells_globex_tell_065c11.arn
  runtime          = "python3.13"
  handler          = "index.handler"
  memory_size      = 128
  timeout          = 30
  architectures    = ["arm64"]
  filename         = data.archive_file.cells_globex_tell_065c11.output_path
  source_code_hash = data.archive_file.cells_globex_tell_065c11.output_base64sha256

  tracing_config {
    mode = "PassThrough"
  }

  environment {
    variables = {
      MAIN_TOPIC_ARN = aws_sns_topic.cells_globex_news_main_360d34.arn
    }
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.cells_globex_tell_065c11.name
  }

  depends_on = [aws_iam_role_policy.cells_globex_tell_065c11_052468]
}

resource "aws_cloudwatch_log_group" "cells_globex_tell_065c11" {
  name              = "/aws/lambda/patterns-dev-cells-globex-tell-handler"
  retention_in_days = 7

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_globex_tell_065c11_errors" {
  alarm_name          = "patterns-dev-cells-globex-tell-handler-errors"
  alarm_description   = "Calls of the function patterns-dev-cells-globex-tell-handler fail."
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
        FunctionName = aws_lambda_function.cells_globex_tell_065c11.function_name
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
        FunctionName = aws_lambda_function.cells_globex_tell_065c11.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_globex_tell_065c11_throttles" {
  alarm_name        = "patterns-dev-cells-globex-tell-handler-throttles"
  alarm_description = "Calls of the function patterns-dev-cells-globex-tell-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.cells_globex_tell_065c11.function_name
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

resource "aws_iam_role" "cells_globex_tell_065c11" {
  name_prefix = "patterns-dev-queue-stack-"
  description = "What the function patterns-dev-cells-globex-tell-handler may do."
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

resource "aws_iam_role_policy" "cells_globex_tell_065c11_052468" {
  name = "access"
  role = aws_iam_role.cells_globex_tell_065c11.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/patterns-dev-cells-globex-tell-handler:*"
      },
      {
        Sid      = "PublishCellsGlobexNewsMain"
        Effect   = "Allow"
        Action   = "sns:Publish"
        Resource = aws_sns_topic.cells_globex_news_main_360d34.arn
      },
      {
        Sid      = "PublishKeyCellsGlobexNewsMain"
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
        Sid      = "ReceiveCellsGlobexLineStepPriceDeadLetter"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.cells_globex_line_step_price_07c1ed_dead_letters.arn
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "cells_globex_tell_065c11" {
  function_name           = aws_lambda_function.cells_globex_tell_065c11.arn
  event_source_arn        = aws_sqs_queue.cells_globex_line_step_price_07c1ed_dead_letters.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler returns.work
#
# Works the queue off.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "returns_work_e425da" {
  function_name    = "patterns-dev-returns-work-handler"
  description      = "Works the queue off."
  role             = aws_iam_role.returns_work_e425da.arn
  runtime          = "python3.13"
  handler          = "index.handler"
  memory_size      = 512
  timeout          = 30
  architectures    = ["arm64"]
  filename         = data.archive_file.returns_work_e425da.output_path
  source_code_hash = data.archive_file.returns_work_e425da.output_base64sha256

  tracing_config {
    mode = "PassThrough"
  }

  environment {
    variables = {
      STEP_QUEUE_URL = aws_sqs_queue.cells_acme_line_step_check_52c067.url
    }
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.returns_work_e425da.name
  }

  depends_on = [aws_iam_role_policy.returns_work_e425da_c871fd]
}

resource "aws_cloudwatch_log_group" "returns_work_e425da" {
  name              = "/aws/lambda/patterns-dev-returns-work-handler"
  retention_in_days = 7

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "returns_work_e425da_errors" {
  alarm_name          = "patterns-dev-returns-work-handler-errors"
  alarm_description   = "Calls of the function patterns-dev-returns-work-handler fail."
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
        FunctionName = aws_lambda_function.returns_work_e425da.function_name
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
        FunctionName = aws_lambda_function.returns_work_e425da.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "returns_work_e425da_throttles" {
  alarm_name        = "patterns-dev-returns-work-handler-throttles"
  alarm_description = "Calls of the function patterns-dev-returns-work-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.returns_work_e425da.function_name
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

resource "aws_iam_role" "returns_work_e425da" {
  name_prefix = "patterns-dev-queue-stack-"
  description = "What the function patterns-dev-returns-work-handler may do."
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

resource "aws_iam_role_policy" "returns_work_e425da_c871fd" {
  name = "access"
  role = aws_iam_role.returns_work_e425da.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "AllowPutMetrics"
        Effect   = "Allow"
        Action   = "cloudwatch:PutMetricData"
        Resource = "*"
        Condition = {
          StringEquals = {
            "cloudwatch:namespace" = "returns"
          }
        }
      },
      {
        Sid      = "AllowTableRead"
        Effect   = "Allow"
        Action   = ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query"]
        Resource = "arn:aws:dynamodb:eu-west-1:123456789012:table/book"
      },
      {
        Sid      = "AllowTableRead2"
        Effect   = "Allow"
        Action   = "dynamodb:Query"
        Resource = "arn:aws:dynamodb:eu-west-1:123456789012:table/book/index/*"
      },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/patterns-dev-returns-work-handler:*"
      },
      {
        Sid      = "ReceiveReturnsMain"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.returns_main_26dffa.arn
      },
      {
        Sid      = "SendCellsAcmeLineStepCheck"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.cells_acme_line_step_check_52c067.arn
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "returns_work_e425da" {
  function_name           = aws_lambda_function.returns_work_e425da.arn
  event_source_arn        = aws_sqs_queue.returns_main_26dffa.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# topic cells["acme"].news.main
#
# What is published here reaches every receiver.
# -----------------------------------------------------------------------------

resource "aws_sns_topic" "cells_acme_news_main_35eb31" {
  name              = "patterns-dev-cells-acme-news-topic"
  kms_master_key_id = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_acme_news_main_35eb31_failures" {
  alarm_name        = "patterns-dev-cells-acme-news-topic-failures"
  alarm_description = "Messages of the topic patterns-dev-cells-acme-news-topic could not be delivered."
  namespace         = "AWS/SNS"
  metric_name       = "NumberOfNotificationsFailed"
  dimensions = {
    TopicName = aws_sns_topic.cells_acme_news_main_35eb31.name
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

resource "aws_sns_topic_policy" "cells_acme_news_main_35eb31" {
  arn = aws_sns_topic.cells_acme_news_main_35eb31.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.cells_acme_news_main_35eb31.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sns_topic_subscription" "cells_acme_news_main_cells_acme_news_inbox_ledger_8eb268" {
  topic_arn            = aws_sns_topic.cells_acme_news_main_35eb31.arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.cells_acme_news_inbox_ledger_d1105c.arn
  raw_message_delivery = true
}

resource "aws_sns_topic_subscription" "cells_acme_news_main_cells_acme_news_inbox_mail_b62176" {
  topic_arn            = aws_sns_topic.cells_acme_news_main_35eb31.arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.cells_acme_news_inbox_mail_a9e803.arn
  raw_message_delivery = true
  filter_policy = jsonencode({
    kind = ["placed"]
  })
}

# -----------------------------------------------------------------------------
# topic cells["globex"].news.main
#
# What is published here reaches every receiver.
# -----------------------------------------------------------------------------

resource "aws_sns_topic" "cells_globex_news_main_360d34" {
  name              = "patterns-dev-cells-globex-news-topic"
  kms_master_key_id = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "cells_globex_news_main_360d34_failures" {
  alarm_name        = "patterns-dev-cells-globex-news-topic-failures"
  alarm_description = "Messages of the topic patterns-dev-cells-globex-news-topic could not be delivered."
  namespace         = "AWS/SNS"
  metric_name       = "NumberOfNotificationsFailed"
  dimensions = {
    TopicName = aws_sns_topic.cells_globex_news_main_360d34.name
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

resource "aws_sns_topic_policy" "cells_globex_news_main_360d34" {
  arn = aws_sns_topic.cells_globex_news_main_360d34.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.cells_globex_news_main_360d34.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sns_topic_subscription" "cells_globex_news_main_cells_globex_news_inbox_ledger_21350c" {
  topic_arn            = aws_sns_topic.cells_globex_news_main_360d34.arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.cells_globex_news_inbox_ledger_76a629.arn
  raw_message_delivery = true
}

resource "aws_sns_topic_subscription" "cells_globex_news_main_cells_globex_news_inbox_mail_52280a" {
  topic_arn            = aws_sns_topic.cells_globex_news_main_360d34.arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.cells_globex_news_inbox_mail_941d33.arn
  raw_message_delivery = true
  filter_policy = jsonencode({
    kind = ["placed"]
  })
}

# -----------------------------------------------------------------------------
# schedule cells["acme"].sweep
# -----------------------------------------------------------------------------

resource "aws_scheduler_schedule" "cells_acme_sweep_0a561c" {
  name                = "patterns-dev-cells-acme-sweep-schedule"
  schedule_expression = "rate(1 hour)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_sqs_queue.cells_acme_line_step_check_52c067.arn
    role_arn = aws_iam_role.cells_acme_sweep_0a561c_service.arn
    input    = "{\"kind\":\"sweep\"}"

    retry_policy {
      maximum_retry_attempts       = 185
      maximum_event_age_in_seconds = 86400
    }
  }
}

resource "aws_iam_role" "cells_acme_sweep_0a561c_service" {
  name_prefix = "patterns-dev-queue-stack-"
  description = "What the schedule patterns-dev-cells-acme-sweep-schedule may do."
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

resource "aws_iam_role_policy" "cells_acme_sweep_0a561c_service" {
  name = "access"
  role = aws_iam_role.cells_acme_sweep_0a561c_service.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SendCellsAcmeLineStepCheck"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.cells_acme_line_step_check_52c067.arn
      },
    ]
  })
}
