# One queue and one function for each tenant, so that none waits for another.

# -----------------------------------------------------------------------------
# What is read of the surroundings
# -----------------------------------------------------------------------------

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

# -----------------------------------------------------------------------------
# api api
#
# HTTP API of the stack tenants-dev-queue-stack.
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_api" "api" {
  name          = "tenants-dev-http-api"
  description   = "HTTP API of the stack tenants-dev-queue-stack."
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_authorizer" "jwt_599145_468db9" {
  api_id           = aws_apigatewayv2_api.api.id
  name             = "jwt-599145"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]

  jwt_configuration {
    issuer   = "https://login.example.com/globex"
    audience = ["jobs"]
  }
}

resource "aws_apigatewayv2_authorizer" "jwt_7a3342_c601c7" {
  api_id           = aws_apigatewayv2_api.api.id
  name             = "jwt-7a3342"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]

  jwt_configuration {
    issuer   = "https://login.example.com/acme"
    audience = ["jobs"]
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
    route_key                = "POST /acme/jobs"
    throttling_rate_limit    = 20
    throttling_burst_limit   = 20
    detailed_metrics_enabled = true
  }

  route_settings {
    route_key                = "POST /globex/jobs"
    throttling_rate_limit    = 20
    throttling_burst_limit   = 20
    detailed_metrics_enabled = true
  }

  depends_on = [
    aws_apigatewayv2_route.post_acme_jobs,
    aws_apigatewayv2_route.post_globex_jobs,
  ]
}

resource "aws_cloudwatch_log_group" "api_access" {
  name              = "/aws/vendedlogs/tenants-dev-http-api"
  retention_in_days = 30

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "api_server_errors" {
  alarm_name          = "tenants-dev-http-api-server-errors"
  alarm_description   = "Requests to the API tenants-dev-http-api fail on its own side."
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
# endpoint POST /acme/jobs
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "post_acme_jobs" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "POST /acme/jobs"
  target             = "integrations/${aws_apigatewayv2_integration.post_acme_jobs.id}"
  authorization_type = "JWT"
  authorizer_id      = aws_apigatewayv2_authorizer.jwt_7a3342_c601c7.id
}

resource "aws_apigatewayv2_integration" "post_acme_jobs" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_subtype    = "SQS-SendMessage"
  payload_format_version = "1.0"
  credentials_arn        = aws_iam_role.jobs_acme_79175f_intake.arn
  request_parameters = {
    QueueUrl    = aws_sqs_queue.jobs_acme_79175f.url
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
# endpoint POST /globex/jobs
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "post_globex_jobs" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "POST /globex/jobs"
  target             = "integrations/${aws_apigatewayv2_integration.post_globex_jobs.id}"
  authorization_type = "JWT"
  authorizer_id      = aws_apigatewayv2_authorizer.jwt_599145_468db9.id
}

resource "aws_apigatewayv2_integration" "post_globex_jobs" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_subtype    = "SQS-SendMessage"
  payload_format_version = "1.0"
  credentials_arn        = aws_iam_role.jobs_globex_22ddc2_intake.arn
  request_parameters = {
    QueueUrl    = aws_sqs_queue.jobs_globex_22ddc2.url
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
# queue jobs["acme"]
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "jobs_acme_79175f" {
  name                       = "tenants-dev-jobs-acme-queue"
  message_retention_seconds  = 345600
  visibility_timeout_seconds = 180
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.jobs_acme_79175f_dead_letters.arn
    maxReceiveCount     = 5
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "jobs_acme_79175f_age" {
  alarm_name        = "tenants-dev-jobs-acme-queue-age"
  alarm_description = "The consumer of the queue tenants-dev-jobs-acme-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.jobs_acme_79175f.name
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

resource "aws_cloudwatch_metric_alarm" "jobs_acme_79175f_dead_letters" {
  alarm_name        = "tenants-dev-jobs-acme-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue tenants-dev-jobs-acme-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.jobs_acme_79175f_dead_letters.name
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

resource "aws_iam_role" "jobs_acme_79175f_intake" {
  name_prefix = "tenants-dev-queue-stack-"
  description = "How the API tenants-dev-http-api sends to the queue jobs[\"acme\"]."
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

resource "aws_iam_role_policy" "jobs_acme_79175f_intake" {
  name = "access"
  role = aws_iam_role.jobs_acme_79175f_intake.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SendJobsAcme"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.jobs_acme_79175f.arn
      },
    ]
  })
}

resource "aws_sqs_queue" "jobs_acme_79175f_dead_letters" {
  name                       = "tenants-dev-jobs-acme-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  sqs_managed_sse_enabled    = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue_policy" "jobs_acme_79175f" {
  queue_url = aws_sqs_queue.jobs_acme_79175f.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "OnlyReceiveMessageDeleteMessage"
        Effect    = "Deny"
        Principal = "*"
        Action    = ["sqs:DeleteMessage", "sqs:ReceiveMessage"]
        Resource  = aws_sqs_queue.jobs_acme_79175f.arn
        Condition = {
          Bool = {
            "aws:PrincipalIsAWSService" = "false"
          }
          ArnNotEquals = {
            "aws:PrincipalArn" = [aws_iam_role.work_acme_a2fc02.arn, aws_iam_role.work_globex_b5226f.arn]
          }
        }
      },
      {
        Sid       = "OnlySendMessage"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:SendMessage"
        Resource  = aws_sqs_queue.jobs_acme_79175f.arn
        Condition = {
          Bool = {
            "aws:PrincipalIsAWSService" = "false"
          }
          ArnNotEquals = {
            "aws:PrincipalArn" = aws_iam_role.jobs_acme_79175f_intake.arn
          }
        }
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.jobs_acme_79175f.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "jobs_acme_79175f_dead_letters" {
  queue_url = aws_sqs_queue.jobs_acme_79175f_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.jobs_acme_79175f_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "jobs_acme_79175f_dead_letters" {
  queue_url = aws_sqs_queue.jobs_acme_79175f_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.jobs_acme_79175f.arn]
  })
}

# -----------------------------------------------------------------------------
# queue jobs["globex"]
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "jobs_globex_22ddc2" {
  name                       = "tenants-dev-jobs-globex-queue"
  message_retention_seconds  = 864000
  visibility_timeout_seconds = 180
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.jobs_globex_22ddc2_dead_letters.arn
    maxReceiveCount     = 5
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "jobs_globex_22ddc2_age" {
  alarm_name        = "tenants-dev-jobs-globex-queue-age"
  alarm_description = "The consumer of the queue tenants-dev-jobs-globex-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.jobs_globex_22ddc2.name
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

resource "aws_cloudwatch_metric_alarm" "jobs_globex_22ddc2_dead_letters" {
  alarm_name        = "tenants-dev-jobs-globex-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue tenants-dev-jobs-globex-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.jobs_globex_22ddc2_dead_letters.name
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

resource "aws_iam_role" "jobs_globex_22ddc2_intake" {
  name_prefix = "tenants-dev-queue-stack-"
  description = "How the API tenants-dev-http-api sends to the queue jobs[\"globex\"]."
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

resource "aws_iam_role_policy" "jobs_globex_22ddc2_intake" {
  name = "access"
  role = aws_iam_role.jobs_globex_22ddc2_intake.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SendJobsGlobex"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.jobs_globex_22ddc2.arn
      },
    ]
  })
}

resource "aws_sqs_queue" "jobs_globex_22ddc2_dead_letters" {
  name                       = "tenants-dev-jobs-globex-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  sqs_managed_sse_enabled    = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue_policy" "jobs_globex_22ddc2" {
  queue_url = aws_sqs_queue.jobs_globex_22ddc2.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "OnlyReceiveMessageDeleteMessage"
        Effect    = "Deny"
        Principal = "*"
        Action    = ["sqs:DeleteMessage", "sqs:ReceiveMessage"]
        Resource  = aws_sqs_queue.jobs_globex_22ddc2.arn
        Condition = {
          Bool = {
            "aws:PrincipalIsAWSService" = "false"
          }
          ArnNotEquals = {
            "aws:PrincipalArn" = [aws_iam_role.work_acme_a2fc02.arn, aws_iam_role.work_globex_b5226f.arn]
          }
        }
      },
      {
        Sid       = "OnlySendMessage"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:SendMessage"
        Resource  = aws_sqs_queue.jobs_globex_22ddc2.arn
        Condition = {
          Bool = {
            "aws:PrincipalIsAWSService" = "false"
          }
          ArnNotEquals = {
            "aws:PrincipalArn" = aws_iam_role.jobs_globex_22ddc2_intake.arn
          }
        }
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.jobs_globex_22ddc2.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "jobs_globex_22ddc2_dead_letters" {
  queue_url = aws_sqs_queue.jobs_globex_22ddc2_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.jobs_globex_22ddc2_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "jobs_globex_22ddc2_dead_letters" {
  queue_url = aws_sqs_queue.jobs_globex_22ddc2_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.jobs_globex_22ddc2.arn]
  })
}

# -----------------------------------------------------------------------------
# handler work["acme"]
#
# Works off the queue jobs["acme"].
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "work_acme_a2fc02" {
  function_name    = "tenants-dev-work-acme-handler"
  description      = "Works off the queue jobs[\"acme\"]."
  role             = aws_iam_role.work_acme_a2fc02.arn
  runtime          = "python3.13"
  handler          = "app.handle"
  memory_size      = 256
  timeout          = 30
  architectures    = ["arm64"]
  filename         = "${path.module}/artifacts/work-acme-c152e7a8f130eb2a.zip"
  source_code_hash = "PCdb8T+xSS2ZVZRLVV2kpQpBA4lzxXVAk4ZCxjuRvDU="

  environment {
    variables = {
      TENANT = "acme"
    }
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.work_acme_a2fc02.name
  }

  depends_on = [aws_iam_role_policy.work_acme_a2fc02_0c21d0]
}

resource "aws_cloudwatch_log_group" "work_acme_a2fc02" {
  name              = "/aws/lambda/tenants-dev-work-acme-handler"
  retention_in_days = 30

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "work_acme_a2fc02_errors" {
  alarm_name          = "tenants-dev-work-acme-handler-errors"
  alarm_description   = "Calls of the function tenants-dev-work-acme-handler fail."
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
        FunctionName = aws_lambda_function.work_acme_a2fc02.function_name
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
        FunctionName = aws_lambda_function.work_acme_a2fc02.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "work_acme_a2fc02_throttles" {
  alarm_name        = "tenants-dev-work-acme-handler-throttles"
  alarm_description = "Calls of the function tenants-dev-work-acme-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.work_acme_a2fc02.function_name
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

resource "aws_iam_role" "work_acme_a2fc02" {
  name_prefix = "tenants-dev-queue-stack-"
  description = "What the function tenants-dev-work-acme-handler may do."
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

resource "aws_iam_role_policy" "work_acme_a2fc02_0c21d0" {
  name = "access"
  role = aws_iam_role.work_acme_a2fc02.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/tenants-dev-work-acme-handler:*"
      },
      {
        Sid      = "ReceiveJobsAcme"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.jobs_acme_79175f.arn
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "work_acme_a2fc02" {
  function_name           = aws_lambda_function.work_acme_a2fc02.arn
  event_source_arn        = aws_sqs_queue.jobs_acme_79175f.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 5
  }
}

# -----------------------------------------------------------------------------
# handler work["globex"]
#
# Works off the queue jobs["globex"].
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "work_globex_b5226f" {
  function_name    = "tenants-dev-work-globex-handler"
  description      = "Works off the queue jobs[\"globex\"]."
  role             = aws_iam_role.work_globex_b5226f.arn
  runtime          = "python3.13"
  handler          = "app.handle"
  memory_size      = 256
  timeout          = 30
  architectures    = ["arm64"]
  filename         = "${path.module}/artifacts/work-globex-c152e7a8f130eb2a.zip"
  source_code_hash = "PCdb8T+xSS2ZVZRLVV2kpQpBA4lzxXVAk4ZCxjuRvDU="

  environment {
    variables = {
      TENANT = "globex"
    }
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.work_globex_b5226f.name
  }

  depends_on = [aws_iam_role_policy.work_globex_b5226f_1a63a6]
}

resource "aws_cloudwatch_log_group" "work_globex_b5226f" {
  name              = "/aws/lambda/tenants-dev-work-globex-handler"
  retention_in_days = 30

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "work_globex_b5226f_errors" {
  alarm_name          = "tenants-dev-work-globex-handler-errors"
  alarm_description   = "Calls of the function tenants-dev-work-globex-handler fail."
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
        FunctionName = aws_lambda_function.work_globex_b5226f.function_name
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
        FunctionName = aws_lambda_function.work_globex_b5226f.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "work_globex_b5226f_throttles" {
  alarm_name        = "tenants-dev-work-globex-handler-throttles"
  alarm_description = "Calls of the function tenants-dev-work-globex-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.work_globex_b5226f.function_name
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

resource "aws_iam_role" "work_globex_b5226f" {
  name_prefix = "tenants-dev-queue-stack-"
  description = "What the function tenants-dev-work-globex-handler may do."
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

resource "aws_iam_role_policy" "work_globex_b5226f_1a63a6" {
  name = "access"
  role = aws_iam_role.work_globex_b5226f.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/tenants-dev-work-globex-handler:*"
      },
      {
        Sid      = "ReceiveJobsGlobex"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.jobs_globex_22ddc2.arn
      },
    ]
  })
}

resource "aws_lambda_event_source_mapping" "work_globex_b5226f" {
  function_name           = aws_lambda_function.work_globex_b5226f.arn
  event_source_arn        = aws_sqs_queue.jobs_globex_22ddc2.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = 5
  }
}
