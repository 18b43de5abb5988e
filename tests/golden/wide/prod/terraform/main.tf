# Every attribute once, at another value than its default.
# A second line, with "quotes", ${dollars} and {{resolve:braces}}: äöü → ok?

# -----------------------------------------------------------------------------
# What is read of the surroundings
# -----------------------------------------------------------------------------

data "archive_file" "greet" {
  type             = "zip"
  source_file      = "${path.module}/inline/greet/index.js"
  output_path      = "${path.module}/inline/greet.zip"
  output_file_mode = "0644"
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

# -----------------------------------------------------------------------------
# The stack as a whole
# -----------------------------------------------------------------------------

resource "aws_cloudwatch_dashboard" "main" {
  dashboard_name = "wide-shop-prod-dashboard"
  dashboard_body = jsonencode({
    widgets = [
      {
        type   = "metric"
        x      = 0
        y      = 0
        width  = 12
        height = 6
        properties = {
          title  = "wide-shop-prod-http-api"
          region = data.aws_region.current.region
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/ApiGateway",
              "Count",
              "ApiId",
              aws_apigatewayv2_api.api.id,
              "Stage",
              "$default",
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/ApiGateway",
              "4xx",
              "ApiId",
              aws_apigatewayv2_api.api.id,
              "Stage",
              "$default",
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/ApiGateway",
              "5xx",
              "ApiId",
              aws_apigatewayv2_api.api.id,
              "Stage",
              "$default",
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/ApiGateway",
              "Latency",
              "ApiId",
              aws_apigatewayv2_api.api.id,
              "Stage",
              "$default",
              {
                stat = "p99"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 0
        width  = 12
        height = 6
        properties = {
          title  = "wide-shop-prod-bulk-queue"
          region = data.aws_region.current.region
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/SQS",
              "NumberOfMessagesSent",
              "QueueName",
              aws_sqs_queue.bulk.name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.bulk.name,
              {
                stat = "Maximum"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.bulk.name,
              {
                stat = "Maximum"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 6
        width  = 12
        height = 6
        properties = {
          title  = "wide-shop-prod-bulk-dlq"
          region = data.aws_region.current.region
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/SQS",
              "NumberOfMessagesSent",
              "QueueName",
              aws_sqs_queue.bulk_dead_letters.name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.bulk_dead_letters.name,
              {
                stat = "Maximum"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.bulk_dead_letters.name,
              {
                stat = "Maximum"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 6
        width  = 12
        height = 6
        properties = {
          title  = "wide-shop-prod-queue"
          region = data.aws_region.current.region
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/SQS",
              "NumberOfMessagesSent",
              "QueueName",
              aws_sqs_queue.main.name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.main.name,
              {
                stat = "Maximum"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.main.name,
              {
                stat = "Maximum"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 12
        width  = 12
        height = 6
        properties = {
          title  = "wide-shop-prod-dlq"
          region = data.aws_region.current.region
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/SQS",
              "NumberOfMessagesSent",
              "QueueName",
              aws_sqs_queue.main_dead_letters.name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.main_dead_letters.name,
              {
                stat = "Maximum"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.main_dead_letters.name,
              {
                stat = "Maximum"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 12
        width  = 12
        height = 6
        properties = {
          title  = "wide-shop-prod-payments-queue.fifo"
          region = data.aws_region.current.region
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/SQS",
              "NumberOfMessagesSent",
              "QueueName",
              aws_sqs_queue.payments.name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.payments.name,
              {
                stat = "Maximum"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.payments.name,
              {
                stat = "Maximum"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 18
        width  = 12
        height = 6
        properties = {
          title  = "wide-shop-prod-payments-dlq.fifo"
          region = data.aws_region.current.region
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/SQS",
              "NumberOfMessagesSent",
              "QueueName",
              aws_sqs_queue.payments_dead_letters.name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.payments_dead_letters.name,
              {
                stat = "Maximum"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.payments_dead_letters.name,
              {
                stat = "Maximum"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 18
        width  = 12
        height = 6
        properties = {
          title  = "wide-shop-prod-receipts-queue.fifo"
          region = data.aws_region.current.region
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/SQS",
              "NumberOfMessagesSent",
              "QueueName",
              aws_sqs_queue.receipts.name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.receipts.name,
              {
                stat = "Maximum"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.receipts.name,
              {
                stat = "Maximum"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 24
        width  = 12
        height = 6
        properties = {
          title  = "wide-shop-prod-receipts-dlq.fifo"
          region = data.aws_region.current.region
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/SQS",
              "NumberOfMessagesSent",
              "QueueName",
              aws_sqs_queue.receipts_dead_letters.name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.receipts_dead_letters.name,
              {
                stat = "Maximum"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.receipts_dead_letters.name,
              {
                stat = "Maximum"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 24
        width  = 12
        height = 6
        properties = {
          title  = "wide-shop-prod-audit-handler"
          region = data.aws_region.current.region
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/Lambda",
              "Invocations",
              "FunctionName",
              aws_lambda_function.audit.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Errors",
              "FunctionName",
              aws_lambda_function.audit.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Throttles",
              "FunctionName",
              aws_lambda_function.audit.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Duration",
              "FunctionName",
              aws_lambda_function.audit.function_name,
              {
                stat = "p99"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 30
        width  = 12
        height = 6
        properties = {
          title  = "wide-shop-prod-check-handler"
          region = data.aws_region.current.region
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/Lambda",
              "Invocations",
              "FunctionName",
              aws_lambda_function.check.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Errors",
              "FunctionName",
              aws_lambda_function.check.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Throttles",
              "FunctionName",
              aws_lambda_function.check.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Duration",
              "FunctionName",
              aws_lambda_function.check.function_name,
              {
                stat = "p99"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 30
        width  = 12
        height = 6
        properties = {
          title  = "wide-shop-prod-greet-handler"
          region = data.aws_region.current.region
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/Lambda",
              "Invocations",
              "FunctionName",
              aws_lambda_function.greet.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Errors",
              "FunctionName",
              aws_lambda_function.greet.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Throttles",
              "FunctionName",
              aws_lambda_function.greet.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Duration",
              "FunctionName",
              aws_lambda_function.greet.function_name,
              {
                stat = "p99"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 36
        width  = 12
        height = 6
        properties = {
          title  = "wide-shop-prod-pay-handler"
          region = data.aws_region.current.region
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/Lambda",
              "Invocations",
              "FunctionName",
              aws_lambda_function.pay.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Errors",
              "FunctionName",
              aws_lambda_function.pay.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Throttles",
              "FunctionName",
              aws_lambda_function.pay.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Duration",
              "FunctionName",
              aws_lambda_function.pay.function_name,
              {
                stat = "p99"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 36
        width  = 12
        height = 6
        properties = {
          title  = "wide-shop-prod-repair-handler"
          region = data.aws_region.current.region
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/Lambda",
              "Invocations",
              "FunctionName",
              aws_lambda_function.repair.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Errors",
              "FunctionName",
              aws_lambda_function.repair.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Throttles",
              "FunctionName",
              aws_lambda_function.repair.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Duration",
              "FunctionName",
              aws_lambda_function.repair.function_name,
              {
                stat = "p99"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 42
        width  = 12
        height = 6
        properties = {
          title  = "wide-shop-prod-ship-handler"
          region = data.aws_region.current.region
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/Lambda",
              "Invocations",
              "FunctionName",
              aws_lambda_function.ship.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Errors",
              "FunctionName",
              aws_lambda_function.ship.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Throttles",
              "FunctionName",
              aws_lambda_function.ship.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Duration",
              "FunctionName",
              aws_lambda_function.ship.function_name,
              {
                stat = "p99"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 42
        width  = 12
        height = 6
        properties = {
          title  = "wide-shop-prod-sweep-handler"
          region = data.aws_region.current.region
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/Lambda",
              "Invocations",
              "FunctionName",
              aws_lambda_function.sweep.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Errors",
              "FunctionName",
              aws_lambda_function.sweep.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Throttles",
              "FunctionName",
              aws_lambda_function.sweep.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Duration",
              "FunctionName",
              aws_lambda_function.sweep.function_name,
              {
                stat = "p99"
              },
            ],
          ]
        }
      },
    ]
  })
}

resource "aws_iam_role" "logs_service" {
  name_prefix = "wide-shop-prod-queue-stack-"
  description = "How the logs of the stack wide-shop-prod-queue-stack are passed on."
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "logs.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
  permissions_boundary = "arn:aws:iam::123456789012:policy/boundary"
  path                 = "/shops/wide/"
}

resource "aws_iam_role_policy" "logs_service" {
  name = "access"
  role = aws_iam_role.logs_service.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ForwardLogs"
        Effect   = "Allow"
        Action   = ["firehose:PutRecord", "firehose:PutRecordBatch"]
        Resource = "arn:aws:firehose:eu-west-1:123456789012:deliverystream/logs"
      },
    ]
  })
}

resource "aws_kms_alias" "main" {
  name          = "alias/wide-shop-prod-key"
  target_key_id = aws_kms_key.main.key_id
}

resource "aws_kms_key" "main" {
  description         = "Key of the stack wide-shop-prod-queue-stack."
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
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/wide-shop-prod-audit-handler",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/wide-shop-prod-check-handler",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/wide-shop-prod-greet-handler",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/wide-shop-prod-pay-handler",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/wide-shop-prod-repair-handler",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/wide-shop-prod-ship-handler",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/wide-shop-prod-sweep-handler",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/vendedlogs/wide-shop-prod-http-api",
            ]
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

  lifecycle {
    prevent_destroy = true
  }
}

# -----------------------------------------------------------------------------
# api api
#
# HTTP API of the stack wide-shop-prod-queue-stack.
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_api" "api" {
  name          = "wide-shop-prod-http-api"
  description   = "HTTP API of the stack wide-shop-prod-queue-stack."
  protocol_type = "HTTP"

  cors_configuration {
    allow_origins     = ["https://shop.example.com"]
    allow_methods     = ["GET", "POST"]
    allow_headers     = ["content-type", "x-trace"]
    expose_headers    = ["x-request-id"]
    max_age           = 3600
    allow_credentials = true
  }
}

resource "aws_apigatewayv2_authorizer" "jwt_518242_6fc421" {
  api_id           = aws_apigatewayv2_api.api.id
  name             = "jwt-518242"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]

  jwt_configuration {
    issuer   = "https://login.example.com"
    audience = ["shop", "app"]
  }
}

resource "aws_apigatewayv2_authorizer" "lambda_43f8d0_cb31ae" {
  api_id                            = aws_apigatewayv2_api.api.id
  name                              = "lambda-43f8d0"
  authorizer_type                   = "REQUEST"
  authorizer_payload_format_version = "2.0"
  enable_simple_responses           = true
  authorizer_uri                    = aws_lambda_function.check.invoke_arn
  authorizer_result_ttl_in_seconds  = 300
  identity_sources                  = ["$request.header.authorization"]
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
    throttling_rate_limit    = 300
    throttling_burst_limit   = 400
    detailed_metrics_enabled = true
  }

  route_settings {
    route_key                = "GET /health"
    throttling_rate_limit    = 10
    throttling_burst_limit   = 10
    detailed_metrics_enabled = true
  }

  route_settings {
    route_key                = "POST /orders"
    throttling_rate_limit    = 200
    throttling_burst_limit   = 200
    detailed_metrics_enabled = true
  }

  depends_on = [aws_apigatewayv2_route.get_health, aws_apigatewayv2_route.post_orders]
}

resource "aws_cloudwatch_log_group" "api_access" {
  name              = "/aws/vendedlogs/wide-shop-prod-http-api"
  retention_in_days = 90
  kms_key_id        = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_log_subscription_filter" "api_access" {
  name            = "wide-shop-prod-queue-stack"
  log_group_name  = aws_cloudwatch_log_group.api_access.name
  filter_pattern  = ""
  destination_arn = "arn:aws:firehose:eu-west-1:123456789012:deliverystream/logs"
  role_arn        = aws_iam_role.logs_service.arn

  depends_on = [aws_iam_role_policy.logs_service]
}

resource "aws_cloudwatch_metric_alarm" "api_client_errors" {
  alarm_name          = "wide-shop-prod-http-api-client-errors"
  alarm_description   = "Requests to the API wide-shop-prod-http-api fail on the callers' side."
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = 30
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
  ok_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]

  metric_query {
    id          = "share"
    label       = "4xx in percent of Count"
    expression  = "IF(whole >= 10, 100 * part / whole, 0)"
    return_data = true
  }

  metric_query {
    id = "part"

    metric {
      namespace   = "AWS/ApiGateway"
      metric_name = "4xx"
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

resource "aws_cloudwatch_metric_alarm" "api_latency" {
  alarm_name        = "wide-shop-prod-http-api-latency"
  alarm_description = "Requests to the API wide-shop-prod-http-api are slow."
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
  threshold           = 2000
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
  ok_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
}

resource "aws_cloudwatch_metric_alarm" "api_server_errors" {
  alarm_name          = "wide-shop-prod-http-api-server-errors"
  alarm_description   = "Requests to the API wide-shop-prod-http-api fail on its own side."
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = 2
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
  ok_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]

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
# endpoint DELETE /orders/{id}
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "delete_orders__id_7ea63b" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "DELETE /orders/{id}"
  target             = "integrations/${aws_apigatewayv2_integration.delete_orders__id_7ea63b.id}"
  authorization_type = "CUSTOM"
  authorizer_id      = aws_apigatewayv2_authorizer.lambda_43f8d0_cb31ae.id
}

resource "aws_apigatewayv2_integration" "delete_orders__id_7ea63b" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_subtype    = "SQS-SendMessage"
  payload_format_version = "1.0"
  credentials_arn        = aws_iam_role.bulk_intake.arn
  request_parameters = {
    QueueUrl     = aws_sqs_queue.bulk.url
    MessageBody  = "$request.path.id"
    DelaySeconds = "60"
  }

  response_parameters {
    status_code = "200"
    mappings = {
      "overwrite:statuscode" = "202"
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
  integration_uri        = aws_lambda_function.greet.invoke_arn
  payload_format_version = "2.0"
}

# -----------------------------------------------------------------------------
# endpoint POST /legacy
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "post_legacy" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "POST /legacy"
  target             = "integrations/${aws_apigatewayv2_integration.post_legacy.id}"
  authorization_type = "AWS_IAM"
}

resource "aws_apigatewayv2_integration" "post_legacy" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_subtype    = "SQS-SendMessage"
  payload_format_version = "1.0"
  credentials_arn        = aws_iam_role.legacy_intake.arn
  request_parameters = {
    QueueUrl    = "https://sqs.eu-west-1.${data.aws_partition.current.dns_suffix}/123456789012/legacy"
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
  api_id               = aws_apigatewayv2_api.api.id
  route_key            = "POST /orders"
  target               = "integrations/${aws_apigatewayv2_integration.post_orders.id}"
  authorization_type   = "JWT"
  authorizer_id        = aws_apigatewayv2_authorizer.jwt_518242_6fc421.id
  authorization_scopes = ["orders.write"]
}

resource "aws_apigatewayv2_integration" "post_orders" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_subtype    = "SQS-SendMessage"
  payload_format_version = "1.0"
  credentials_arn        = aws_iam_role.main_intake.arn
  request_parameters = {
    QueueUrl          = aws_sqs_queue.main.url
    MessageBody       = "$request.body"
    MessageGroupId    = "$context.authorizer.claims.sub"
    MessageAttributes = "{\"source\":{\"DataType\":\"String\",\"StringValue\":\"web\"},\"tenant\":{\"DataType\":\"String\",\"StringValue\":\"$${request.header.x-tenant}\"}}"
  }
}

# -----------------------------------------------------------------------------
# endpoint POST /payments
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "post_payments" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "POST /payments"
  target             = "integrations/${aws_apigatewayv2_integration.post_payments.id}"
  authorization_type = "AWS_IAM"
}

resource "aws_apigatewayv2_integration" "post_payments" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_subtype    = "SQS-SendMessage"
  payload_format_version = "1.0"
  credentials_arn        = aws_iam_role.payments_intake.arn
  request_parameters = {
    QueueUrl               = aws_sqs_queue.payments.url
    MessageBody            = "$request.body"
    MessageGroupId         = "$request.body.customer.id"
    MessageDeduplicationId = "$request.header.idempotency-key"
  }

  response_parameters {
    status_code = "200"
    mappings = {
      "overwrite:statuscode" = "202"
    }
  }
}

# -----------------------------------------------------------------------------
# queue bulk
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "bulk" {
  name                       = "wide-shop-prod-bulk-queue"
  message_retention_seconds  = 86400
  visibility_timeout_seconds = 180
  kms_master_key_id          = aws_kms_key.main.arn
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.bulk_dead_letters.arn
    maxReceiveCount     = 5
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "bulk_age" {
  alarm_name        = "wide-shop-prod-bulk-queue-age"
  alarm_description = "The consumer of the queue wide-shop-prod-bulk-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.bulk.name
  }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = 900
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
  ok_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
}

resource "aws_cloudwatch_metric_alarm" "bulk_dead_letters" {
  alarm_name        = "wide-shop-prod-bulk-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue wide-shop-prod-bulk-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.bulk_dead_letters.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  datapoints_to_alarm = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
  ok_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
}

resource "aws_iam_role" "bulk_intake" {
  name_prefix = "wide-shop-prod-queue-stack-"
  description = "How the API wide-shop-prod-http-api sends to the queue bulk."
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
  permissions_boundary = "arn:aws:iam::123456789012:policy/boundary"
  path                 = "/shops/wide/"
}

resource "aws_iam_role_policy" "bulk_intake" {
  name = "access"
  role = aws_iam_role.bulk_intake.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SendBulk"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.bulk.arn
      },
      {
        Sid      = "SendKeyBulk"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = aws_kms_key.main.arn
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = aws_sqs_queue.bulk.arn
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue" "bulk_dead_letters" {
  name                       = "wide-shop-prod-bulk-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  kms_master_key_id          = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue_policy" "bulk" {
  queue_url = aws_sqs_queue.bulk.url
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
        Resource = aws_sqs_queue.bulk.arn
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.bulk.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "bulk_dead_letters" {
  queue_url = aws_sqs_queue.bulk_dead_letters.url
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
        Resource = aws_sqs_queue.bulk_dead_letters.arn
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.bulk_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "bulk_dead_letters" {
  queue_url = aws_sqs_queue.bulk_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.bulk.arn]
  })
}

# -----------------------------------------------------------------------------
# queue main
#
# Orders that somebody has placed.
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "main" {
  name                              = "wide-shop-prod-queue"
  message_retention_seconds         = 864000
  visibility_timeout_seconds        = 600
  delay_seconds                     = 5
  max_message_size                  = 1048576
  receive_wait_time_seconds         = 20
  kms_data_key_reuse_period_seconds = 600
  kms_master_key_id                 = aws_kms_key.main.arn
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.main_dead_letters.arn
    maxReceiveCount     = 7
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "main_age" {
  alarm_name        = "wide-shop-prod-queue-age"
  alarm_description = "The consumer of the queue wide-shop-prod-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.main.name
  }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = 3600
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
  ok_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
}

resource "aws_cloudwatch_metric_alarm" "main_dead_letters" {
  alarm_name        = "wide-shop-prod-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue wide-shop-prod-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.main_dead_letters.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  datapoints_to_alarm = 1
  threshold           = 3
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
  ok_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
}

resource "aws_cloudwatch_metric_alarm" "main_depth" {
  alarm_name        = "wide-shop-prod-queue-depth"
  alarm_description = "Many messages wait in the queue wide-shop-prod-queue."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.main.name
  }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = 1000
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
  ok_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
}

resource "aws_iam_role" "main_intake" {
  name_prefix = "wide-shop-prod-queue-stack-"
  description = "How the API wide-shop-prod-http-api sends to the queue main."
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
  permissions_boundary = "arn:aws:iam::123456789012:policy/boundary"
  path                 = "/shops/wide/"
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
  name                              = "wide-shop-prod-dlq"
  message_retention_seconds         = 1209600
  visibility_timeout_seconds        = 180
  max_message_size                  = 1048576
  kms_data_key_reuse_period_seconds = 600
  kms_master_key_id                 = aws_kms_key.main.arn

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
        Sid    = "Redrive"
        Effect = "Allow"
        Principal = {
          AWS = "arn:aws:iam::123456789012:role/support"
        }
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.main.arn
      },
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
        Resource = aws_sqs_queue.main_dead_letters.arn
      },
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
# queue payments
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "payments" {
  name                       = "wide-shop-prod-payments-queue.fifo"
  fifo_queue                 = true
  deduplication_scope        = "messageGroup"
  fifo_throughput_limit      = "perMessageGroupId"
  message_retention_seconds  = 345600
  visibility_timeout_seconds = 180
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.payments_dead_letters.arn
    maxReceiveCount     = 6
  })
}

resource "aws_cloudwatch_metric_alarm" "payments_age" {
  alarm_name        = "wide-shop-prod-payments-queue.fifo-age"
  alarm_description = "The consumer of the queue wide-shop-prod-payments-queue.fifo falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.payments.name
  }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = 900
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
  ok_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
}

resource "aws_cloudwatch_metric_alarm" "payments_dead_letters" {
  alarm_name        = "wide-shop-prod-payments-dlq.fifo-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue wide-shop-prod-payments-dlq.fifo."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.payments_dead_letters.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  datapoints_to_alarm = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
  ok_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
}

resource "aws_iam_role" "payments_intake" {
  name_prefix = "wide-shop-prod-queue-stack-"
  description = "How the API wide-shop-prod-http-api sends to the queue payments."
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
  permissions_boundary = "arn:aws:iam::123456789012:policy/boundary"
  path                 = "/shops/wide/"
}

resource "aws_iam_role_policy" "payments_intake" {
  name = "access"
  role = aws_iam_role.payments_intake.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SendPayments"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.payments.arn
      },
    ]
  })
}

resource "aws_sqs_queue" "payments_dead_letters" {
  name                       = "wide-shop-prod-payments-dlq.fifo"
  fifo_queue                 = true
  deduplication_scope        = "messageGroup"
  fifo_throughput_limit      = "perMessageGroupId"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  sqs_managed_sse_enabled    = true
}

resource "aws_sqs_queue_policy" "payments" {
  queue_url = aws_sqs_queue.payments.url
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
        Resource = aws_sqs_queue.payments.arn
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.payments.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "payments_dead_letters" {
  queue_url = aws_sqs_queue.payments_dead_letters.url
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
        Resource = aws_sqs_queue.payments_dead_letters.arn
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.payments_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "payments_dead_letters" {
  queue_url = aws_sqs_queue.payments_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.payments.arn]
  })
}

# -----------------------------------------------------------------------------
# queue receipts
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "receipts" {
  name                        = "wide-shop-prod-receipts-queue.fifo"
  fifo_queue                  = true
  content_based_deduplication = true
  message_retention_seconds   = 345600
  visibility_timeout_seconds  = 180
  sqs_managed_sse_enabled     = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.receipts_dead_letters.arn
    maxReceiveCount     = 5
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "receipts_age" {
  alarm_name        = "wide-shop-prod-receipts-queue.fifo-age"
  alarm_description = "The consumer of the queue wide-shop-prod-receipts-queue.fifo falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.receipts.name
  }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = 900
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
  ok_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
}

resource "aws_cloudwatch_metric_alarm" "receipts_dead_letters" {
  alarm_name        = "wide-shop-prod-receipts-dlq.fifo-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue wide-shop-prod-receipts-dlq.fifo."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.receipts_dead_letters.name
  }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  datapoints_to_alarm = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
  ok_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
}

resource "aws_sqs_queue" "receipts_dead_letters" {
  name                        = "wide-shop-prod-receipts-dlq.fifo"
  fifo_queue                  = true
  content_based_deduplication = true
  message_retention_seconds   = 1209600
  visibility_timeout_seconds  = 30
  sqs_managed_sse_enabled     = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue_policy" "receipts" {
  queue_url = aws_sqs_queue.receipts.url
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
        Resource = aws_sqs_queue.receipts.arn
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.receipts.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "receipts_dead_letters" {
  queue_url = aws_sqs_queue.receipts_dead_letters.url
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
        Resource = aws_sqs_queue.receipts_dead_letters.arn
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.receipts_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "receipts_dead_letters" {
  queue_url = aws_sqs_queue.receipts_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.receipts.arn]
  })
}

# -----------------------------------------------------------------------------
# handler audit
#
# Works off the queue receipts.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "audit" {
  function_name    = "wide-shop-prod-audit-handler"
  description      = "Works off the queue receipts."
  role             = aws_iam_role.audit.arn
  runtime          = "python3.12"
  handler          = "app.handle"
  memory_size      = 512
  timeout          = 30
  architectures    = ["arm64"]
  filename         = "${path.module}/artifacts/audit-dde826770066afc4.zip"
  source_code_hash = "fM9pperIdF+WRDI8/xN1eHAvypd4kSgXdY2wNSn82yI="

  tracing_config {
    mode = "Active"
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.audit.name
  }

  depends_on = [aws_iam_role_policy.audit]
}

resource "aws_cloudwatch_log_group" "audit" {
  name              = "/aws/lambda/wide-shop-prod-audit-handler"
  retention_in_days = 90
  kms_key_id        = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_log_subscription_filter" "audit" {
  name            = "wide-shop-prod-queue-stack"
  log_group_name  = aws_cloudwatch_log_group.audit.name
  filter_pattern  = ""
  destination_arn = "arn:aws:firehose:eu-west-1:123456789012:deliverystream/logs"
  role_arn        = aws_iam_role.logs_service.arn

  depends_on = [aws_iam_role_policy.logs_service]
}

resource "aws_cloudwatch_metric_alarm" "audit_errors" {
  alarm_name          = "wide-shop-prod-audit-handler-errors"
  alarm_description   = "Calls of the function wide-shop-prod-audit-handler fail."
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = 5
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
  ok_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]

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
        FunctionName = aws_lambda_function.audit.function_name
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
        FunctionName = aws_lambda_function.audit.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "audit_throttles" {
  alarm_name        = "wide-shop-prod-audit-handler-throttles"
  alarm_description = "Calls of the function wide-shop-prod-audit-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.audit.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
  ok_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
}

resource "aws_iam_role" "audit" {
  name_prefix = "wide-shop-prod-queue-stack-"
  description = "What the function wide-shop-prod-audit-handler may do."
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
  permissions_boundary = "arn:aws:iam::123456789012:policy/boundary"
  path                 = "/shops/wide/"
}

resource "aws_iam_role_policy" "audit" {
  name = "access"
  role = aws_iam_role.audit.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/wide-shop-prod-audit-handler:*"
      },
      {
        Sid      = "ReceiveReceipts"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.receipts.arn
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

resource "aws_lambda_event_source_mapping" "audit" {
  function_name           = aws_lambda_function.audit.arn
  event_source_arn        = aws_sqs_queue.receipts.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler check
#
# Handler check of the stack wide-shop-prod-queue-stack.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "check" {
  function_name    = "wide-shop-prod-check-handler"
  description      = "Handler check of the stack wide-shop-prod-queue-stack."
  role             = aws_iam_role.check.arn
  runtime          = "python3.12"
  handler          = "app.handle"
  memory_size      = 512
  timeout          = 3
  architectures    = ["arm64"]
  filename         = "${path.module}/artifacts/check-dde826770066afc4.zip"
  source_code_hash = "fM9pperIdF+WRDI8/xN1eHAvypd4kSgXdY2wNSn82yI="

  tracing_config {
    mode = "Active"
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.check.name
  }

  depends_on = [aws_iam_role_policy.check]
}

resource "aws_cloudwatch_log_group" "check" {
  name              = "/aws/lambda/wide-shop-prod-check-handler"
  retention_in_days = 1
  kms_key_id        = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_log_subscription_filter" "check" {
  name            = "wide-shop-prod-queue-stack"
  log_group_name  = aws_cloudwatch_log_group.check.name
  filter_pattern  = ""
  destination_arn = "arn:aws:firehose:eu-west-1:123456789012:deliverystream/logs"
  role_arn        = aws_iam_role.logs_service.arn

  depends_on = [aws_iam_role_policy.logs_service]
}

resource "aws_cloudwatch_metric_alarm" "check_errors" {
  alarm_name          = "wide-shop-prod-check-handler-errors"
  alarm_description   = "Calls of the function wide-shop-prod-check-handler fail."
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = 5
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
  ok_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]

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
        FunctionName = aws_lambda_function.check.function_name
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
        FunctionName = aws_lambda_function.check.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "check_throttles" {
  alarm_name        = "wide-shop-prod-check-handler-throttles"
  alarm_description = "Calls of the function wide-shop-prod-check-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.check.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
  ok_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
}

resource "aws_iam_role" "check" {
  name_prefix = "wide-shop-prod-queue-stack-"
  description = "What the function wide-shop-prod-check-handler may do."
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
  permissions_boundary = "arn:aws:iam::123456789012:policy/boundary"
  path                 = "/shops/wide/"
}

resource "aws_iam_role_policy" "check" {
  name = "access"
  role = aws_iam_role.check.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/wide-shop-prod-check-handler:*"
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

resource "aws_lambda_permission" "lambda_43f8d0_cb31ae" {
  statement_id  = "lambda_43f8d0_cb31ae"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.check.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "arn:${data.aws_partition.current.partition}:execute-api:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:${aws_apigatewayv2_api.api.id}/authorizers/${aws_apigatewayv2_authorizer.lambda_43f8d0_cb31ae.id}"
}

# -----------------------------------------------------------------------------
# handler greet
#
# Greets.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "greet" {
  function_name                  = "wide-shop-prod-greet-handler"
  description                    = "Greets."
  role                           = aws_iam_role.greet.arn
  runtime                        = "nodejs22.x"
  handler                        = "index.handler"
  memory_size                    = 512
  timeout                        = 5
  architectures                  = ["arm64"]
  reserved_concurrent_executions = 5
  filename                       = data.archive_file.greet.output_path
  source_code_hash               = data.archive_file.greet.output_base64sha256

  tracing_config {
    mode = "Active"
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.greet.name
  }

  depends_on = [aws_iam_role_policy.greet]
}

resource "aws_cloudwatch_log_group" "greet" {
  name              = "/aws/lambda/wide-shop-prod-greet-handler"
  retention_in_days = 90
  kms_key_id        = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_log_subscription_filter" "greet" {
  name            = "wide-shop-prod-queue-stack"
  log_group_name  = aws_cloudwatch_log_group.greet.name
  filter_pattern  = ""
  destination_arn = "arn:aws:firehose:eu-west-1:123456789012:deliverystream/logs"
  role_arn        = aws_iam_role.logs_service.arn

  depends_on = [aws_iam_role_policy.logs_service]
}

resource "aws_cloudwatch_metric_alarm" "greet_duration" {
  alarm_name        = "wide-shop-prod-greet-handler-duration"
  alarm_description = "The function wide-shop-prod-greet-handler comes close to its timeout."
  namespace         = "AWS/Lambda"
  metric_name       = "Duration"
  dimensions = {
    FunctionName = aws_lambda_function.greet.function_name
  }
  extended_statistic  = "p99"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = 4000
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
  ok_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
}

resource "aws_cloudwatch_metric_alarm" "greet_errors" {
  alarm_name          = "wide-shop-prod-greet-handler-errors"
  alarm_description   = "Calls of the function wide-shop-prod-greet-handler fail."
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = 10
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
  ok_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]

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
        FunctionName = aws_lambda_function.greet.function_name
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
        FunctionName = aws_lambda_function.greet.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "greet_throttles" {
  alarm_name        = "wide-shop-prod-greet-handler-throttles"
  alarm_description = "Calls of the function wide-shop-prod-greet-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.greet.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = 5
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
  ok_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
}

resource "aws_iam_role" "greet" {
  name_prefix = "wide-shop-prod-queue-stack-"
  description = "What the function wide-shop-prod-greet-handler may do."
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
  permissions_boundary = "arn:aws:iam::123456789012:policy/boundary"
  path                 = "/shops/wide/"
}

resource "aws_iam_role_policy" "greet" {
  name = "access"
  role = aws_iam_role.greet.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/wide-shop-prod-greet-handler:*"
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

resource "aws_lambda_permission" "get_health_74fac6" {
  statement_id  = "get_health_74fac6"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.greet.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "arn:${data.aws_partition.current.partition}:execute-api:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:${aws_apigatewayv2_api.api.id}/*/GET/health"
}

# -----------------------------------------------------------------------------
# handler pay
#
# Works off the queue payments.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "pay" {
  function_name = "wide-shop-prod-pay-handler"
  description   = "Works off the queue payments."
  role          = aws_iam_role.pay.arn
  runtime       = "provided.al2023"
  handler       = "bootstrap"
  memory_size   = 512
  timeout       = 30
  architectures = ["x86_64"]
  s3_bucket     = "wide-builds"
  s3_key        = "pay/build.zip"

  tracing_config {
    mode = "PassThrough"
  }

  environment {
    variables = {
      LEGACY_QUEUE_URL = "https://sqs.eu-west-1.${data.aws_partition.current.dns_suffix}/123456789012/legacy"
      APIQ_CONTRACT    = "ddf26173858b52c7"
    }
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.pay.name
  }

  depends_on = [aws_iam_role_policy.pay]
}

resource "aws_cloudwatch_log_group" "pay" {
  name              = "/aws/lambda/wide-shop-prod-pay-handler"
  retention_in_days = 90
  kms_key_id        = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_log_subscription_filter" "pay" {
  name            = "wide-shop-prod-queue-stack"
  log_group_name  = aws_cloudwatch_log_group.pay.name
  filter_pattern  = ""
  destination_arn = "arn:aws:firehose:eu-west-1:123456789012:deliverystream/logs"
  role_arn        = aws_iam_role.logs_service.arn

  depends_on = [aws_iam_role_policy.logs_service]
}

resource "aws_cloudwatch_metric_alarm" "pay_errors" {
  alarm_name          = "wide-shop-prod-pay-handler-errors"
  alarm_description   = "Calls of the function wide-shop-prod-pay-handler fail."
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = 5
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
  ok_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]

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
        FunctionName = aws_lambda_function.pay.function_name
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
        FunctionName = aws_lambda_function.pay.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "pay_throttles" {
  alarm_name        = "wide-shop-prod-pay-handler-throttles"
  alarm_description = "Calls of the function wide-shop-prod-pay-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.pay.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
  ok_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
}

resource "aws_iam_role" "pay" {
  name_prefix = "wide-shop-prod-queue-stack-"
  description = "What the function wide-shop-prod-pay-handler may do."
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
  permissions_boundary = "arn:aws:iam::123456789012:policy/boundary"
  path                 = "/shops/wide/"
}

resource "aws_iam_role_policy" "pay" {
  name = "access"
  role = aws_iam_role.pay.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/wide-shop-prod-pay-handler:*"
      },
      {
        Sid      = "ReceivePayments"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.payments.arn
      },
      {
        Sid      = "SendLegacy"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = "arn:aws:sqs:eu-west-1:123456789012:legacy"
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "pay" {
  function_name           = aws_lambda_function.pay.arn
  event_source_arn        = aws_sqs_queue.payments.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]

  provisioned_poller_config {
    minimum_pollers = 2
    maximum_pollers = 20
  }
}

# -----------------------------------------------------------------------------
# handler repair
#
# Works off the queue main.dead_letter.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "repair" {
  function_name    = "wide-shop-prod-repair-handler"
  description      = "Works off the queue main.dead_letter."
  role             = aws_iam_role.repair.arn
  runtime          = "python3.12"
  handler          = "app.handle"
  memory_size      = 512
  timeout          = 30
  architectures    = ["arm64"]
  filename         = "${path.module}/artifacts/repair-dde826770066afc4.zip"
  source_code_hash = "fM9pperIdF+WRDI8/xN1eHAvypd4kSgXdY2wNSn82yI="

  tracing_config {
    mode = "Active"
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.repair.name
  }

  depends_on = [aws_iam_role_policy.repair]
}

resource "aws_cloudwatch_log_group" "repair" {
  name              = "/aws/lambda/wide-shop-prod-repair-handler"
  retention_in_days = 90
  kms_key_id        = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_log_subscription_filter" "repair" {
  name            = "wide-shop-prod-queue-stack"
  log_group_name  = aws_cloudwatch_log_group.repair.name
  filter_pattern  = ""
  destination_arn = "arn:aws:firehose:eu-west-1:123456789012:deliverystream/logs"
  role_arn        = aws_iam_role.logs_service.arn

  depends_on = [aws_iam_role_policy.logs_service]
}

resource "aws_cloudwatch_metric_alarm" "repair_errors" {
  alarm_name          = "wide-shop-prod-repair-handler-errors"
  alarm_description   = "Calls of the function wide-shop-prod-repair-handler fail."
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = 5
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
  ok_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]

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
  alarm_name        = "wide-shop-prod-repair-handler-throttles"
  alarm_description = "Calls of the function wide-shop-prod-repair-handler are refused for want of concurrency."
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
  alarm_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
  ok_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
}

resource "aws_iam_role" "repair" {
  name_prefix = "wide-shop-prod-queue-stack-"
  description = "What the function wide-shop-prod-repair-handler may do."
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
  permissions_boundary = "arn:aws:iam::123456789012:policy/boundary"
  path                 = "/shops/wide/"
}

resource "aws_iam_role_policy" "repair" {
  name = "access"
  role = aws_iam_role.repair.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/wide-shop-prod-repair-handler:*"
      },
      {
        Sid      = "ReceiveKeyMainDeadLetter"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = aws_kms_key.main.arn
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = [aws_sqs_queue.main.arn, aws_sqs_queue.main_dead_letters.arn]
          }
        }
      },
      {
        Sid      = "ReceiveMainDeadLetter"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.main_dead_letters.arn
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

resource "aws_lambda_event_source_mapping" "repair" {
  function_name           = aws_lambda_function.repair.arn
  event_source_arn        = aws_sqs_queue.main_dead_letters.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler ship
#
# Works off the queue main.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "ship" {
  function_name                  = "wide-shop-prod-ship-handler"
  description                    = "Works off the queue main."
  role                           = aws_iam_role.ship.arn
  runtime                        = "python3.12"
  handler                        = "app.handle"
  memory_size                    = 1024
  timeout                        = 60
  architectures                  = ["x86_64"]
  reserved_concurrent_executions = 25
  layers                         = ["arn:aws:lambda:eu-west-1:123456789012:layer:tools:7"]
  filename                       = "${path.module}/artifacts/ship-dde826770066afc4.zip"
  source_code_hash               = "fM9pperIdF+WRDI8/xN1eHAvypd4kSgXdY2wNSn82yI="

  ephemeral_storage {
    size = 1024
  }

  tracing_config {
    mode = "Active"
  }

  environment {
    variables = {
      RECEIPTS_QUEUE_URL   = aws_sqs_queue.receipts.url
      NEWS_TOPIC_ARN       = "arn:aws:sns:eu-west-1:123456789012:news"
      BOOK_TABLE_NAME      = "book"
      LAKE_BUCKET_NAME     = "lake-of-ours"
      TOKEN_SECRET_ARN     = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:token-AbCdEf"
      LEVEL_PARAMETER_NAME = "level"
      MODE                 = "prod"
      LIMIT                = "10d"
    }
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.ship.name
  }

  vpc_config {
    subnet_ids         = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
    security_group_ids = ["sg-0123456789abcdef0"]
  }

  depends_on = [aws_iam_role_policy.ship]
}

resource "aws_cloudwatch_log_group" "ship" {
  name              = "/aws/lambda/wide-shop-prod-ship-handler"
  retention_in_days = 90
  kms_key_id        = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_log_subscription_filter" "ship" {
  name            = "wide-shop-prod-queue-stack"
  log_group_name  = aws_cloudwatch_log_group.ship.name
  filter_pattern  = ""
  destination_arn = "arn:aws:firehose:eu-west-1:123456789012:deliverystream/logs"
  role_arn        = aws_iam_role.logs_service.arn

  depends_on = [aws_iam_role_policy.logs_service]
}

resource "aws_cloudwatch_metric_alarm" "ship_errors" {
  alarm_name          = "wide-shop-prod-ship-handler-errors"
  alarm_description   = "Calls of the function wide-shop-prod-ship-handler fail."
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = 5
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
  ok_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]

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
        FunctionName = aws_lambda_function.ship.function_name
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
        FunctionName = aws_lambda_function.ship.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "ship_throttles" {
  alarm_name        = "wide-shop-prod-ship-handler-throttles"
  alarm_description = "Calls of the function wide-shop-prod-ship-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.ship.function_name
  }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
  ok_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
}

resource "aws_iam_role" "ship" {
  name_prefix = "wide-shop-prod-queue-stack-"
  description = "What the function wide-shop-prod-ship-handler may do."
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
  permissions_boundary = "arn:aws:iam::123456789012:policy/boundary"
  path                 = "/shops/wide/"
}

resource "aws_iam_role_policy" "ship" {
  name = "access"
  role = aws_iam_role.ship.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
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
        Resource = "arn:aws:s3:::lake-of-ours/raw/*"
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
        Resource = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:token-AbCdEf"
      },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/wide-shop-prod-ship-handler:*"
      },
      {
        Sid    = "NetworkDenyOffice"
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
            "lambda:SourceFunctionArn" = "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:function:wide-shop-prod-ship-handler"
          }
        }
      },
      {
        Sid    = "NetworkManageOffice"
        Effect = "Allow"
        Action = [
          "ec2:AssignPrivateIpAddresses",
          "ec2:DeleteNetworkInterface",
          "ec2:UnassignPrivateIpAddresses",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*"
      },
      {
        Sid    = "NetworkOffice"
        Effect = "Allow"
        Action = "ec2:CreateNetworkInterface"
        Resource = [
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:security-group/sg-0123456789abcdef0",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/subnet-0123456789abcdef0",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/subnet-0123456789abcdef1",
        ]
      },
      {
        Sid      = "PublishKeyNews"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"
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
        Resource = "arn:aws:sns:eu-west-1:123456789012:news"
      },
      {
        Sid      = "PutBook"
        Effect   = "Allow"
        Action   = "dynamodb:PutItem"
        Resource = "arn:aws:dynamodb:eu-west-1:123456789012:table/book"
      },
      {
        Sid      = "PutLake"
        Effect   = "Allow"
        Action   = "s3:PutObject"
        Resource = "arn:aws:s3:::lake-of-ours/done/*"
        Condition = {
          StringEquals = {
            "aws:ResourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
      {
        Sid      = "QueryBookByDate"
        Effect   = "Allow"
        Action   = "dynamodb:Query"
        Resource = "arn:aws:dynamodb:eu-west-1:123456789012:table/book/index/by_date"
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
        Sid      = "SendReceipts"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.receipts.arn
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

resource "aws_lambda_event_source_mapping" "ship" {
  function_name                      = aws_lambda_function.ship.arn
  event_source_arn                   = aws_sqs_queue.main.arn
  batch_size                         = 100
  maximum_batching_window_in_seconds = 20
  enabled                            = false

  scaling_config {
    maximum_concurrency = 20
  }

  filter_criteria {
    filter {
      pattern = "{\"body\":{\"sort\":[\"order\"]}}"
    }
  }
}

# -----------------------------------------------------------------------------
# handler sweep
#
# Works off the queue bulk.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "sweep" {
  function_name = "wide-shop-prod-sweep-handler"
  description   = "Works off the queue bulk."
  role          = aws_iam_role.sweep.arn
  memory_size   = 512
  timeout       = 30
  architectures = ["x86_64"]
  package_type  = "Image"
  image_uri     = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/sweep:1.4.2"

  tracing_config {
    mode = "Active"
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.sweep.name
  }

  depends_on = [aws_iam_role_policy.sweep]
}

resource "aws_cloudwatch_log_group" "sweep" {
  name              = "/aws/lambda/wide-shop-prod-sweep-handler"
  retention_in_days = 90
  kms_key_id        = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_log_subscription_filter" "sweep" {
  name            = "wide-shop-prod-queue-stack"
  log_group_name  = aws_cloudwatch_log_group.sweep.name
  filter_pattern  = ""
  destination_arn = "arn:aws:firehose:eu-west-1:123456789012:deliverystream/logs"
  role_arn        = aws_iam_role.logs_service.arn

  depends_on = [aws_iam_role_policy.logs_service]
}

resource "aws_cloudwatch_metric_alarm" "sweep_errors" {
  alarm_name          = "wide-shop-prod-sweep-handler-errors"
  alarm_description   = "Calls of the function wide-shop-prod-sweep-handler fail."
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = 5
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
  ok_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]

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
  alarm_name        = "wide-shop-prod-sweep-handler-throttles"
  alarm_description = "Calls of the function wide-shop-prod-sweep-handler are refused for want of concurrency."
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
  alarm_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
  ok_actions = [
    "arn:aws:sns:eu-west-1:123456789012:oncall",
    "arn:aws:sns:eu-west-1:123456789012:pager",
  ]
}

resource "aws_iam_role" "sweep" {
  name_prefix = "wide-shop-prod-queue-stack-"
  description = "What the function wide-shop-prod-sweep-handler may do."
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
  permissions_boundary = "arn:aws:iam::123456789012:policy/boundary"
  path                 = "/shops/wide/"
}

resource "aws_iam_role_policy" "sweep" {
  name = "access"
  role = aws_iam_role.sweep.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/wide-shop-prod-sweep-handler:*"
      },
      {
        Sid      = "ReceiveBulk"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.bulk.arn
      },
      {
        Sid      = "ReceiveKeyBulk"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = aws_kms_key.main.arn
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = aws_sqs_queue.bulk.arn
          }
        }
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

resource "aws_lambda_event_source_mapping" "sweep" {
  function_name           = aws_lambda_function.sweep.arn
  event_source_arn        = aws_sqs_queue.bulk.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# external queue legacy
# -----------------------------------------------------------------------------

resource "aws_iam_role" "legacy_intake" {
  name_prefix = "wide-shop-prod-queue-stack-"
  description = "How the API wide-shop-prod-http-api sends to the queue legacy."
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
  permissions_boundary = "arn:aws:iam::123456789012:policy/boundary"
  path                 = "/shops/wide/"
}

resource "aws_iam_role_policy" "legacy_intake" {
  name = "access"
  role = aws_iam_role.legacy_intake.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SendLegacy"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = "arn:aws:sqs:eu-west-1:123456789012:legacy"
      },
    ]
  })
}
