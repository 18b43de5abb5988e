# One API for everybody, one for the people inside, one for each partner.

# -----------------------------------------------------------------------------
# What is read of the surroundings
# -----------------------------------------------------------------------------

data "archive_file" "change" {
  type             = "zip"
  source_file      = "${path.module}/inline/change/index.py"
  output_path      = "${path.module}/inline/change.zip"
  output_file_mode = "0644"
}

data "archive_file" "check" {
  type             = "zip"
  source_file      = "${path.module}/inline/check/index.js"
  output_path      = "${path.module}/inline/check.zip"
  output_file_mode = "0644"
}

data "archive_file" "look" {
  type             = "zip"
  source_file      = "${path.module}/inline/look/index.py"
  output_path      = "${path.module}/inline/look.zip"
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
# The stack as a whole
# -----------------------------------------------------------------------------

resource "aws_cloudwatch_dashboard" "main" {
  dashboard_name = "counter-prod-${data.aws_region.current.region}"
  dashboard_body = jsonencode({
    widgets = [
      {
        type   = "metric"
        x      = 0
        y      = 0
        width  = 12
        height = 6
        properties = {
          title  = "counter-prod-admin-api"
          region = data.aws_region.current.region
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/ApiGateway",
              "Count",
              "ApiId",
              aws_apigatewayv2_api.admin.id,
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
              aws_apigatewayv2_api.admin.id,
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
              aws_apigatewayv2_api.admin.id,
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
              aws_apigatewayv2_api.admin.id,
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
          title  = "counter-prod-api"
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
        x      = 0
        y      = 6
        width  = 12
        height = 6
        properties = {
          title  = "counter-prod-partner-acme-api"
          region = data.aws_region.current.region
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/ApiGateway",
              "Count",
              "ApiId",
              aws_apigatewayv2_api.partner_acme_21e0e2.id,
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
              aws_apigatewayv2_api.partner_acme_21e0e2.id,
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
              aws_apigatewayv2_api.partner_acme_21e0e2.id,
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
              aws_apigatewayv2_api.partner_acme_21e0e2.id,
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
        y      = 6
        width  = 12
        height = 6
        properties = {
          title  = "counter-prod-partner-bolt-api"
          region = data.aws_region.current.region
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/ApiGateway",
              "Count",
              "ApiId",
              aws_apigatewayv2_api.partner_bolt_0e20a7.id,
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
              aws_apigatewayv2_api.partner_bolt_0e20a7.id,
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
              aws_apigatewayv2_api.partner_bolt_0e20a7.id,
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
              aws_apigatewayv2_api.partner_bolt_0e20a7.id,
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
        x      = 0
        y      = 12
        width  = 12
        height = 6
        properties = {
          title  = "counter-prod-changes-${data.aws_region.current.region}.fifo"
          region = data.aws_region.current.region
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/SQS",
              "NumberOfMessagesSent",
              "QueueName",
              aws_sqs_queue.changes.name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.changes.name,
              {
                stat = "Maximum"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.changes.name,
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
          title  = "counter-prod-changes-dlq.fifo"
          region = data.aws_region.current.region
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/SQS",
              "NumberOfMessagesSent",
              "QueueName",
              aws_sqs_queue.changes_dead_letters.name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.changes_dead_letters.name,
              {
                stat = "Maximum"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.changes_dead_letters.name,
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
          title  = "counter-prod-${data.aws_region.current.region}"
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
        x      = 12
        y      = 18
        width  = 12
        height = 6
        properties = {
          title  = "counter-prod-dlq"
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
        x      = 0
        y      = 24
        width  = 12
        height = 6
        properties = {
          title  = "counter-prod-${data.aws_region.current.region}-change"
          region = data.aws_region.current.region
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/Lambda",
              "Invocations",
              "FunctionName",
              aws_lambda_function.change.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Errors",
              "FunctionName",
              aws_lambda_function.change.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Throttles",
              "FunctionName",
              aws_lambda_function.change.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Duration",
              "FunctionName",
              aws_lambda_function.change.function_name,
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
        y      = 24
        width  = 12
        height = 6
        properties = {
          title  = "counter-prod-${data.aws_region.current.region}-check"
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
        x      = 0
        y      = 30
        width  = 12
        height = 6
        properties = {
          title  = "counter-prod-${data.aws_region.current.region}-look"
          region = data.aws_region.current.region
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/Lambda",
              "Invocations",
              "FunctionName",
              aws_lambda_function.look.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Errors",
              "FunctionName",
              aws_lambda_function.look.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Throttles",
              "FunctionName",
              aws_lambda_function.look.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Duration",
              "FunctionName",
              aws_lambda_function.look.function_name,
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
          title  = "counter-prod-${data.aws_region.current.region}-work"
          region = data.aws_region.current.region
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/Lambda",
              "Invocations",
              "FunctionName",
              aws_lambda_function.work.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Errors",
              "FunctionName",
              aws_lambda_function.work.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Throttles",
              "FunctionName",
              aws_lambda_function.work.function_name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Duration",
              "FunctionName",
              aws_lambda_function.work.function_name,
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
          title  = "counter-prod-${data.aws_region.current.region}-news"
          region = data.aws_region.current.region
          view   = "timeSeries"
          period = 300
          metrics = [
            [
              "AWS/SNS",
              "NumberOfMessagesPublished",
              "TopicName",
              aws_sns_topic.news.name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/SNS",
              "NumberOfNotificationsFailed",
              "TopicName",
              aws_sns_topic.news.name,
              {
                stat = "Sum"
              },
            ],
          ]
        }
      },
    ]
  })
}

resource "aws_kms_alias" "main" {
  name          = "alias/counter/prod/${data.aws_region.current.region}"
  target_key_id = aws_kms_key.main.key_id
}

resource "aws_kms_key" "main" {
  description         = "Key of the stack counter-prod-queue-stack."
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
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/counter-prod-${data.aws_region.current.region}-change",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/counter-prod-${data.aws_region.current.region}-check",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/counter-prod-${data.aws_region.current.region}-look",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/counter-prod-${data.aws_region.current.region}-work",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/vendedlogs/counter-prod-api",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/vendedlogs/counter-prod-partner-acme-api",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/vendedlogs/counter-prod-partner-bolt-api",
            ]
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
# api admin
#
# For the people inside, who show a certificate.
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_api" "admin" {
  name                         = "counter-prod-admin-api"
  description                  = "For the people inside, who show a certificate."
  protocol_type                = "HTTP"
  disable_execute_api_endpoint = true

  cors_configuration {
    allow_origins     = ["https://admin.example.com"]
    allow_methods     = ["GET", "POST", "PATCH"]
    allow_headers     = ["content-type", "authorization"]
    allow_credentials = true
  }
}

resource "aws_apigatewayv2_api_mapping" "admin" {
  api_id      = aws_apigatewayv2_api.admin.id
  domain_name = aws_apigatewayv2_domain_name.admin.domain_name
  stage       = aws_apigatewayv2_stage.admin.name
}

resource "aws_apigatewayv2_authorizer" "admin_jwt_c7c6dd_ebe3d4" {
  api_id           = aws_apigatewayv2_api.admin.id
  name             = "jwt-c7c6dd"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]

  jwt_configuration {
    issuer   = "https://login.example.com"
    audience = ["shop"]
  }
}

resource "aws_apigatewayv2_domain_name" "admin" {
  domain_name = "admin.example.com"

  domain_name_configuration {
    certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
    endpoint_type   = "REGIONAL"
    security_policy = "TLS_1_2"
  }

  mutual_tls_authentication {
    truststore_uri = "s3://counter-trust/people.pem"
  }
}

resource "aws_apigatewayv2_stage" "admin" {
  api_id      = aws_apigatewayv2_api.admin.id
  name        = "$default"
  auto_deploy = true

  default_route_settings {
    throttling_rate_limit    = 5
    throttling_burst_limit   = 20
    detailed_metrics_enabled = true
  }
}

resource "aws_cloudwatch_metric_alarm" "admin_latency" {
  alarm_name        = "counter-prod-admin-api-latency"
  alarm_description = "Requests to the API counter-prod-admin-api are slow."
  namespace         = "AWS/ApiGateway"
  metric_name       = "Latency"
  dimensions = {
    ApiId = aws_apigatewayv2_api.admin.id
    Stage = "$default"
  }
  extended_statistic  = "p99"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  threshold           = 1000
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall"]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall"]
}

resource "aws_cloudwatch_metric_alarm" "admin_server_errors" {
  alarm_name          = "counter-prod-admin-api-server-errors"
  alarm_description   = "Requests to the API counter-prod-admin-api fail on its own side."
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  threshold           = 5
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
        ApiId = aws_apigatewayv2_api.admin.id
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
        ApiId = aws_apigatewayv2_api.admin.id
        Stage = "$default"
      }
      period = 300
      stat   = "Sum"
    }
  }
}

# -----------------------------------------------------------------------------
# api api
#
# HTTP API of the stack counter-prod-queue-stack.
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_api" "api" {
  name          = "counter-prod-api"
  description   = "HTTP API of the stack counter-prod-queue-stack."
  protocol_type = "HTTP"

  cors_configuration {
    allow_origins = ["https://shop.example.com"]
    allow_methods = ["GET", "POST", "PUT"]
    allow_headers = ["content-type", "authorization"]
  }
}

resource "aws_apigatewayv2_authorizer" "jwt_c7c6dd_5fc215" {
  api_id           = aws_apigatewayv2_api.api.id
  name             = "jwt-c7c6dd"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]

  jwt_configuration {
    issuer   = "https://login.example.com"
    audience = ["shop"]
  }
}

resource "aws_apigatewayv2_authorizer" "lambda_20a631_a3d3b6" {
  api_id                            = aws_apigatewayv2_api.api.id
  name                              = "lambda-20a631"
  authorizer_type                   = "REQUEST"
  authorizer_payload_format_version = "2.0"
  enable_simple_responses           = true
  authorizer_uri                    = aws_lambda_function.check.invoke_arn
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
    throttling_rate_limit    = 50
    throttling_burst_limit   = 50
    detailed_metrics_enabled = true
  }

  route_settings {
    route_key                = "PUT /orders/{id}"
    throttling_rate_limit    = 5
    throttling_burst_limit   = 5
    detailed_metrics_enabled = true
  }

  depends_on = [aws_apigatewayv2_route.put_orders__id_c8ee5c]
}

resource "aws_cloudwatch_log_group" "api_access" {
  name              = "/aws/vendedlogs/counter-prod-api"
  retention_in_days = 30
  kms_key_id        = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "api_server_errors" {
  alarm_name          = "counter-prod-api-server-errors"
  alarm_description   = "Requests to the API counter-prod-api fail on its own side."
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
# api partner["acme"]
#
# HTTP API partner["acme"] of the stack counter-prod-queue-stack.
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_api" "partner_acme_21e0e2" {
  name          = "counter-prod-partner-acme-api"
  description   = "HTTP API partner[\"acme\"] of the stack counter-prod-queue-stack."
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_authorizer" "partner_acme_lambda_0a6341_6598e2" {
  api_id                            = aws_apigatewayv2_api.partner_acme_21e0e2.id
  name                              = "lambda-0a6341"
  authorizer_type                   = "REQUEST"
  authorizer_payload_format_version = "2.0"
  enable_simple_responses           = true
  authorizer_uri                    = aws_lambda_function.check.invoke_arn
  authorizer_result_ttl_in_seconds  = 60
  identity_sources                  = ["$request.header.x-key"]
}

resource "aws_apigatewayv2_stage" "partner_acme_21e0e2" {
  api_id      = aws_apigatewayv2_api.partner_acme_21e0e2.id
  name        = "$default"
  auto_deploy = true

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.partner_acme_21e0e2_access.arn
    format          = "{\"requestId\":\"$context.requestId\",\"time\":\"$context.requestTime\",\"route\":\"$context.routeKey\",\"status\":\"$context.status\",\"responseLength\":\"$context.responseLength\",\"responseLatency\":\"$context.responseLatency\",\"integrationStatus\":\"$context.integration.status\",\"integrationLatency\":\"$context.integrationLatency\",\"integrationError\":\"$context.integrationErrorMessage\",\"error\":\"$context.error.message\",\"authorizerError\":\"$context.authorizer.error\"}"
  }

  default_route_settings {
    throttling_rate_limit    = 10
    throttling_burst_limit   = 10
    detailed_metrics_enabled = true
  }
}

resource "aws_cloudwatch_log_group" "partner_acme_21e0e2_access" {
  name              = "/aws/vendedlogs/counter-prod-partner-acme-api"
  retention_in_days = 30
  kms_key_id        = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "partner_acme_21e0e2_server_errors" {
  alarm_name          = "counter-prod-partner-acme-api-server-errors"
  alarm_description   = "Requests to the API counter-prod-partner-acme-api fail on its own side."
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
        ApiId = aws_apigatewayv2_api.partner_acme_21e0e2.id
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
        ApiId = aws_apigatewayv2_api.partner_acme_21e0e2.id
        Stage = "$default"
      }
      period = 300
      stat   = "Sum"
    }
  }
}

# -----------------------------------------------------------------------------
# api partner["bolt"]
#
# HTTP API partner["bolt"] of the stack counter-prod-queue-stack.
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_api" "partner_bolt_0e20a7" {
  name          = "counter-prod-partner-bolt-api"
  description   = "HTTP API partner[\"bolt\"] of the stack counter-prod-queue-stack."
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_authorizer" "partner_bolt_lambda_0a6341_1cee06" {
  api_id                            = aws_apigatewayv2_api.partner_bolt_0e20a7.id
  name                              = "lambda-0a6341"
  authorizer_type                   = "REQUEST"
  authorizer_payload_format_version = "2.0"
  enable_simple_responses           = true
  authorizer_uri                    = aws_lambda_function.check.invoke_arn
  authorizer_result_ttl_in_seconds  = 60
  identity_sources                  = ["$request.header.x-key"]
}

resource "aws_apigatewayv2_stage" "partner_bolt_0e20a7" {
  api_id      = aws_apigatewayv2_api.partner_bolt_0e20a7.id
  name        = "$default"
  auto_deploy = true

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.partner_bolt_0e20a7_access.arn
    format          = "{\"requestId\":\"$context.requestId\",\"time\":\"$context.requestTime\",\"route\":\"$context.routeKey\",\"status\":\"$context.status\",\"responseLength\":\"$context.responseLength\",\"responseLatency\":\"$context.responseLatency\",\"integrationStatus\":\"$context.integration.status\",\"integrationLatency\":\"$context.integrationLatency\",\"integrationError\":\"$context.integrationErrorMessage\",\"error\":\"$context.error.message\",\"authorizerError\":\"$context.authorizer.error\"}"
  }

  default_route_settings {
    throttling_rate_limit    = 10
    throttling_burst_limit   = 10
    detailed_metrics_enabled = true
  }
}

resource "aws_cloudwatch_log_group" "partner_bolt_0e20a7_access" {
  name              = "/aws/vendedlogs/counter-prod-partner-bolt-api"
  retention_in_days = 30
  kms_key_id        = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "partner_bolt_0e20a7_server_errors" {
  alarm_name          = "counter-prod-partner-bolt-api-server-errors"
  alarm_description   = "Requests to the API counter-prod-partner-bolt-api fail on its own side."
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
        ApiId = aws_apigatewayv2_api.partner_bolt_0e20a7.id
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
        ApiId = aws_apigatewayv2_api.partner_bolt_0e20a7.id
        Stage = "$default"
      }
      period = 300
      stat   = "Sum"
    }
  }
}

# -----------------------------------------------------------------------------
# endpoint GET /orders/{id}
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "get_orders__id_ea6141" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "GET /orders/{id}"
  target             = "integrations/${aws_apigatewayv2_integration.get_orders__id_ea6141.id}"
  authorization_type = "CUSTOM"
  authorizer_id      = aws_apigatewayv2_authorizer.lambda_20a631_a3d3b6.id
}

resource "aws_apigatewayv2_integration" "get_orders__id_ea6141" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_method     = "POST"
  integration_uri        = aws_lambda_function.look.invoke_arn
  payload_format_version = "2.0"
}

# -----------------------------------------------------------------------------
# endpoint GET /orders/{id} on admin
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "admin_get_orders_id_on_admin_232cd9" {
  api_id             = aws_apigatewayv2_api.admin.id
  route_key          = "GET /orders/{id}"
  target             = "integrations/${aws_apigatewayv2_integration.admin_get_orders_id_on_admin_232cd9.id}"
  authorization_type = "AWS_IAM"
}

resource "aws_apigatewayv2_integration" "admin_get_orders_id_on_admin_232cd9" {
  api_id                 = aws_apigatewayv2_api.admin.id
  integration_type       = "AWS_PROXY"
  integration_method     = "POST"
  integration_uri        = aws_lambda_function.look.invoke_arn
  payload_format_version = "2.0"
}

# -----------------------------------------------------------------------------
# endpoint PATCH /orders/{id} on admin
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "admin_patch_orders_id_on_admin_3f9132" {
  api_id             = aws_apigatewayv2_api.admin.id
  route_key          = "PATCH /orders/{id}"
  target             = "integrations/${aws_apigatewayv2_integration.admin_patch_orders_id_on_admin_3f9132.id}"
  authorization_type = "AWS_IAM"
}

resource "aws_apigatewayv2_integration" "admin_patch_orders_id_on_admin_3f9132" {
  api_id                 = aws_apigatewayv2_api.admin.id
  integration_type       = "AWS_PROXY"
  integration_subtype    = "SQS-SendMessage"
  payload_format_version = "1.0"
  credentials_arn        = aws_iam_role.admin_changes_b55d16_intake.arn
  request_parameters = {
    QueueUrl               = aws_sqs_queue.changes.url
    MessageBody            = "$request.body"
    MessageGroupId         = "people"
    MessageDeduplicationId = "$request.body.change.id"
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
  authorizer_id      = aws_apigatewayv2_authorizer.jwt_c7c6dd_5fc215.id
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
# endpoint POST /orders on admin
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "admin_post_orders_on_admin_a17ecb" {
  api_id               = aws_apigatewayv2_api.admin.id
  route_key            = "POST /orders"
  target               = "integrations/${aws_apigatewayv2_integration.admin_post_orders_on_admin_a17ecb.id}"
  authorization_type   = "JWT"
  authorizer_id        = aws_apigatewayv2_authorizer.admin_jwt_c7c6dd_ebe3d4.id
  authorization_scopes = ["orders.write"]
}

resource "aws_apigatewayv2_integration" "admin_post_orders_on_admin_a17ecb" {
  api_id                 = aws_apigatewayv2_api.admin.id
  integration_type       = "AWS_PROXY"
  integration_subtype    = "SQS-SendMessage"
  payload_format_version = "1.0"
  credentials_arn        = aws_iam_role.admin_main_ed4adb_intake.arn
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
# endpoint POST /orders on partner["acme"]
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "partner_acme_post_orders_on_partner_acme_1bb7e1" {
  api_id             = aws_apigatewayv2_api.partner_acme_21e0e2.id
  route_key          = "POST /orders"
  target             = "integrations/${aws_apigatewayv2_integration.partner_acme_post_orders_on_partner_acme_1bb7e1.id}"
  authorization_type = "CUSTOM"
  authorizer_id      = aws_apigatewayv2_authorizer.partner_acme_lambda_0a6341_6598e2.id
}

resource "aws_apigatewayv2_integration" "partner_acme_post_orders_on_partner_acme_1bb7e1" {
  api_id                 = aws_apigatewayv2_api.partner_acme_21e0e2.id
  integration_type       = "AWS_PROXY"
  integration_subtype    = "SQS-SendMessage"
  payload_format_version = "1.0"
  credentials_arn        = aws_iam_role.partner_acme_main_ff72de_intake.arn
  request_parameters = {
    QueueUrl          = aws_sqs_queue.main.url
    MessageBody       = "$request.body"
    MessageAttributes = "{\"partner\":{\"DataType\":\"String\",\"StringValue\":\"acme\"}}"
  }

  response_parameters {
    status_code = "200"
    mappings = {
      "overwrite:statuscode" = "202"
    }
  }
}

# -----------------------------------------------------------------------------
# endpoint POST /orders on partner["bolt"]
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "partner_bolt_post_orders_on_partner_bolt_d8c3e3" {
  api_id             = aws_apigatewayv2_api.partner_bolt_0e20a7.id
  route_key          = "POST /orders"
  target             = "integrations/${aws_apigatewayv2_integration.partner_bolt_post_orders_on_partner_bolt_d8c3e3.id}"
  authorization_type = "CUSTOM"
  authorizer_id      = aws_apigatewayv2_authorizer.partner_bolt_lambda_0a6341_1cee06.id
}

resource "aws_apigatewayv2_integration" "partner_bolt_post_orders_on_partner_bolt_d8c3e3" {
  api_id                 = aws_apigatewayv2_api.partner_bolt_0e20a7.id
  integration_type       = "AWS_PROXY"
  integration_subtype    = "SQS-SendMessage"
  payload_format_version = "1.0"
  credentials_arn        = aws_iam_role.partner_bolt_main_54c20b_intake.arn
  request_parameters = {
    QueueUrl          = aws_sqs_queue.main.url
    MessageBody       = "$request.body"
    MessageAttributes = "{\"partner\":{\"DataType\":\"String\",\"StringValue\":\"bolt\"}}"
  }

  response_parameters {
    status_code = "200"
    mappings = {
      "overwrite:statuscode" = "202"
    }
  }
}

# -----------------------------------------------------------------------------
# endpoint PUT /orders/{id}
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "put_orders__id_c8ee5c" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "PUT /orders/{id}"
  target             = "integrations/${aws_apigatewayv2_integration.put_orders__id_c8ee5c.id}"
  authorization_type = "JWT"
  authorizer_id      = aws_apigatewayv2_authorizer.jwt_c7c6dd_5fc215.id
}

resource "aws_apigatewayv2_integration" "put_orders__id_c8ee5c" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_subtype    = "SQS-SendMessage"
  payload_format_version = "1.0"
  credentials_arn        = aws_iam_role.changes_intake.arn
  request_parameters = {
    QueueUrl               = aws_sqs_queue.changes.url
    MessageBody            = "$request.body"
    MessageGroupId         = "$context.authorizer.claims.sub"
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
# queue changes
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "changes" {
  name                       = "counter-prod-changes-${data.aws_region.current.region}.fifo"
  fifo_queue                 = true
  message_retention_seconds  = 345600
  visibility_timeout_seconds = 180
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.changes_dead_letters.arn
    maxReceiveCount     = 5
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "changes_age" {
  alarm_name        = "counter-prod-changes-${data.aws_region.current.region}.fifo-age"
  alarm_description = "The consumer of the queue counter-prod-changes-{region}.fifo falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.changes.name
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

resource "aws_cloudwatch_metric_alarm" "changes_dead_letters" {
  alarm_name        = "counter-prod-changes-dlq.fifo-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue counter-prod-changes-dlq.fifo."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.changes_dead_letters.name
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

resource "aws_iam_role" "admin_changes_b55d16_intake" {
  name        = "counter-prod-changes-admin-intake-${data.aws_region.current.region}"
  description = "How the API counter-prod-admin-api sends to the queue changes."
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

resource "aws_iam_role" "changes_intake" {
  name        = "counter-prod-changes-intake-${data.aws_region.current.region}"
  description = "How the API counter-prod-api sends to the queue changes."
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

resource "aws_iam_role_policy" "admin_changes_b55d16_intake" {
  name = "access"
  role = aws_iam_role.admin_changes_b55d16_intake.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SendChanges"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.changes.arn
      },
    ]
  })
}

resource "aws_iam_role_policy" "changes_intake" {
  name = "access"
  role = aws_iam_role.changes_intake.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SendChanges"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.changes.arn
      },
    ]
  })
}

resource "aws_sqs_queue" "changes_dead_letters" {
  name                       = "counter-prod-changes-dlq.fifo"
  fifo_queue                 = true
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  sqs_managed_sse_enabled    = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue_policy" "changes" {
  queue_url = aws_sqs_queue.changes.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.changes.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "changes_dead_letters" {
  queue_url = aws_sqs_queue.changes_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.changes_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "changes_dead_letters" {
  queue_url = aws_sqs_queue.changes_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.changes.arn]
  })
}

# -----------------------------------------------------------------------------
# queue main
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "main" {
  name                       = "counter-prod-${data.aws_region.current.region}"
  message_retention_seconds  = 345600
  visibility_timeout_seconds = 180
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
  alarm_name        = "counter-prod-${data.aws_region.current.region}-age"
  alarm_description = "The consumer of the queue counter-prod-{region} falls behind."
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
  alarm_name        = "counter-prod-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue counter-prod-dlq."
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

resource "aws_iam_role" "admin_main_ed4adb_intake" {
  name        = "counter-prod-admin-intake-${data.aws_region.current.region}"
  description = "How the API counter-prod-admin-api sends to the queue main."
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

resource "aws_iam_role" "main_intake" {
  name        = "counter-prod-intake-${data.aws_region.current.region}"
  description = "How the API counter-prod-api sends to the queue main."
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

resource "aws_iam_role" "partner_acme_main_ff72de_intake" {
  name        = "counter-prod-partner-acme-intake-${data.aws_region.current.region}"
  description = "How the API counter-prod-partner-acme-api sends to the queue main."
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

resource "aws_iam_role" "partner_bolt_main_54c20b_intake" {
  name        = "counter-prod-partner-bolt-intake-${data.aws_region.current.region}"
  description = "How the API counter-prod-partner-bolt-api sends to the queue main."
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

resource "aws_iam_role_policy" "admin_main_ed4adb_intake" {
  name = "access"
  role = aws_iam_role.admin_main_ed4adb_intake.name
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

resource "aws_iam_role_policy" "partner_acme_main_ff72de_intake" {
  name = "access"
  role = aws_iam_role.partner_acme_main_ff72de_intake.name
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

resource "aws_iam_role_policy" "partner_bolt_main_54c20b_intake" {
  name = "access"
  role = aws_iam_role.partner_bolt_main_54c20b_intake.name
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
  name                       = "counter-prod-dlq"
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
# handler change
#
# Works off the queue changes.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "change" {
  function_name    = "counter-prod-${data.aws_region.current.region}-change"
  description      = "Works off the queue changes."
  role             = aws_iam_role.change.arn
  runtime          = "python3.13"
  handler          = "index.handler"
  memory_size      = 256
  timeout          = 30
  architectures    = ["arm64"]
  filename         = data.archive_file.change.output_path
  source_code_hash = data.archive_file.change.output_base64sha256

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.change.name
  }

  depends_on = [aws_iam_role_policy.change]
}

resource "aws_cloudwatch_log_group" "change" {
  name              = "/aws/lambda/counter-prod-${data.aws_region.current.region}-change"
  retention_in_days = 30
  kms_key_id        = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "change_errors" {
  alarm_name          = "counter-prod-${data.aws_region.current.region}-change-errors"
  alarm_description   = "Calls of the function counter-prod-{region}-change fail."
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
        FunctionName = aws_lambda_function.change.function_name
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
        FunctionName = aws_lambda_function.change.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "change_throttles" {
  alarm_name        = "counter-prod-${data.aws_region.current.region}-change-throttles"
  alarm_description = "Calls of the function counter-prod-{region}-change are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.change.function_name
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

resource "aws_iam_role" "change" {
  name        = "counter-prod-change-${data.aws_region.current.region}"
  description = "What the function counter-prod-{region}-change may do."
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

resource "aws_iam_role_policy" "change" {
  name = "access"
  role = aws_iam_role.change.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/counter-prod-${data.aws_region.current.region}-change:*"
      },
      {
        Sid      = "ReceiveChanges"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.changes.arn
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "change" {
  function_name           = aws_lambda_function.change.arn
  event_source_arn        = aws_sqs_queue.changes.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler check
#
# Handler check of the stack counter-prod-queue-stack.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "check" {
  function_name    = "counter-prod-${data.aws_region.current.region}-check"
  description      = "Handler check of the stack counter-prod-queue-stack."
  role             = aws_iam_role.check.arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  memory_size      = 256
  timeout          = 3
  architectures    = ["arm64"]
  filename         = data.archive_file.check.output_path
  source_code_hash = data.archive_file.check.output_base64sha256

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.check.name
  }

  depends_on = [aws_iam_role_policy.check]
}

resource "aws_cloudwatch_log_group" "check" {
  name              = "/aws/lambda/counter-prod-${data.aws_region.current.region}-check"
  retention_in_days = 30
  kms_key_id        = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "check_errors" {
  alarm_name          = "counter-prod-${data.aws_region.current.region}-check-errors"
  alarm_description   = "Calls of the function counter-prod-{region}-check fail."
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
  alarm_name        = "counter-prod-${data.aws_region.current.region}-check-throttles"
  alarm_description = "Calls of the function counter-prod-{region}-check are refused for want of concurrency."
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
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall"]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall"]
}

resource "aws_iam_role" "check" {
  name        = "counter-prod-check-${data.aws_region.current.region}"
  description = "What the function counter-prod-{region}-check may do."
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
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/counter-prod-${data.aws_region.current.region}-check:*"
      },
    ]
  })
}

resource "aws_lambda_permission" "lambda_20a631_a3d3b6" {
  statement_id  = "lambda_20a631_a3d3b6"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.check.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "arn:${data.aws_partition.current.partition}:execute-api:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:${aws_apigatewayv2_api.api.id}/authorizers/${aws_apigatewayv2_authorizer.lambda_20a631_a3d3b6.id}"
}

resource "aws_lambda_permission" "partner_acme_lambda_0a6341_6598e2" {
  statement_id  = "partner_acme_lambda_0a6341_6598e2"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.check.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "arn:${data.aws_partition.current.partition}:execute-api:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:${aws_apigatewayv2_api.partner_acme_21e0e2.id}/authorizers/${aws_apigatewayv2_authorizer.partner_acme_lambda_0a6341_6598e2.id}"
}

resource "aws_lambda_permission" "partner_bolt_lambda_0a6341_1cee06" {
  statement_id  = "partner_bolt_lambda_0a6341_1cee06"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.check.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "arn:${data.aws_partition.current.partition}:execute-api:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:${aws_apigatewayv2_api.partner_bolt_0e20a7.id}/authorizers/${aws_apigatewayv2_authorizer.partner_bolt_lambda_0a6341_1cee06.id}"
}

# -----------------------------------------------------------------------------
# handler look
#
# Handler look of the stack counter-prod-queue-stack.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "look" {
  function_name    = "counter-prod-${data.aws_region.current.region}-look"
  description      = "Handler look of the stack counter-prod-queue-stack."
  role             = aws_iam_role.look.arn
  runtime          = "python3.13"
  handler          = "index.handler"
  memory_size      = 256
  timeout          = 5
  architectures    = ["arm64"]
  filename         = data.archive_file.look.output_path
  source_code_hash = data.archive_file.look.output_base64sha256

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.look.name
  }

  depends_on = [aws_iam_role_policy.look]
}

resource "aws_cloudwatch_log_group" "look" {
  name              = "/aws/lambda/counter-prod-${data.aws_region.current.region}-look"
  retention_in_days = 30
  kms_key_id        = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "look_errors" {
  alarm_name          = "counter-prod-${data.aws_region.current.region}-look-errors"
  alarm_description   = "Calls of the function counter-prod-{region}-look fail."
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
  alarm_name        = "counter-prod-${data.aws_region.current.region}-look-throttles"
  alarm_description = "Calls of the function counter-prod-{region}-look are refused for want of concurrency."
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
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall"]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall"]
}

resource "aws_iam_role" "look" {
  name        = "counter-prod-look-${data.aws_region.current.region}"
  description = "What the function counter-prod-{region}-look may do."
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

resource "aws_iam_role_policy" "look" {
  name = "access"
  role = aws_iam_role.look.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/counter-prod-${data.aws_region.current.region}-look:*"
      },
    ]
  })
}

resource "aws_lambda_permission" "get_orders_id_ea6141" {
  statement_id  = "get_orders_id_ea6141"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.look.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "arn:${data.aws_partition.current.partition}:execute-api:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:${aws_apigatewayv2_api.api.id}/*/GET/orders/*"
}

resource "aws_lambda_permission" "get_orders_id_on_admin_6531ce" {
  statement_id  = "get_orders_id_on_admin_6531ce"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.look.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "arn:${data.aws_partition.current.partition}:execute-api:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:${aws_apigatewayv2_api.admin.id}/*/GET/orders/*"
}

resource "aws_lambda_permission" "news_look_9eb5ee" {
  statement_id  = "news_look_9eb5ee"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.look.function_name
  principal     = "sns.amazonaws.com"
  source_arn    = aws_sns_topic.news.arn
}

# -----------------------------------------------------------------------------
# handler work
#
# Works off the queue main.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "work" {
  function_name    = "counter-prod-${data.aws_region.current.region}-work"
  description      = "Works off the queue main."
  role             = aws_iam_role.work.arn
  runtime          = "python3.13"
  handler          = "index.handler"
  memory_size      = 256
  timeout          = 30
  architectures    = ["arm64"]
  filename         = data.archive_file.work.output_path
  source_code_hash = data.archive_file.work.output_base64sha256

  environment {
    variables = {
      NEWS_TOPIC_ARN = aws_sns_topic.news.arn
    }
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.work.name
  }

  depends_on = [aws_iam_role_policy.work]
}

resource "aws_cloudwatch_log_group" "work" {
  name              = "/aws/lambda/counter-prod-${data.aws_region.current.region}-work"
  retention_in_days = 30
  kms_key_id        = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "work_errors" {
  alarm_name          = "counter-prod-${data.aws_region.current.region}-work-errors"
  alarm_description   = "Calls of the function counter-prod-{region}-work fail."
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
  alarm_name        = "counter-prod-${data.aws_region.current.region}-work-throttles"
  alarm_description = "Calls of the function counter-prod-{region}-work are refused for want of concurrency."
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
  name        = "counter-prod-work-${data.aws_region.current.region}"
  description = "What the function counter-prod-{region}-work may do."
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
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/counter-prod-${data.aws_region.current.region}-work:*"
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
# topic news
# -----------------------------------------------------------------------------

resource "aws_sns_topic" "news" {
  name              = "counter-prod-${data.aws_region.current.region}-news"
  kms_master_key_id = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "news_failures" {
  alarm_name        = "counter-prod-${data.aws_region.current.region}-news-failures"
  alarm_description = "Messages of the topic counter-prod-{region}-news could not be delivered."
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
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall"]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall"]
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

resource "aws_sns_topic_subscription" "news_look_9eb5ee" {
  topic_arn = aws_sns_topic.news.arn
  protocol  = "lambda"
  endpoint  = aws_lambda_function.look.arn
}
