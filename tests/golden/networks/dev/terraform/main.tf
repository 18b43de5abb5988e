# Networks with and without a way out, with everything that can be called from them.

# -----------------------------------------------------------------------------
# What is read of the surroundings
# -----------------------------------------------------------------------------

data "archive_file" "answer" {
  type             = "zip"
  source_file      = "${path.module}/inline/answer/index.py"
  output_path      = "${path.module}/inline/answer.zip"
  output_file_mode = "0644"
}

data "archive_file" "ask" {
  type             = "zip"
  source_file      = "${path.module}/inline/ask/index.py"
  output_path      = "${path.module}/inline/ask.zip"
  output_file_mode = "0644"
}

data "archive_file" "mail" {
  type             = "zip"
  source_file      = "${path.module}/inline/mail/index.py"
  output_path      = "${path.module}/inline/mail.zip"
  output_file_mode = "0644"
}

data "archive_file" "price" {
  type             = "zip"
  source_file      = "${path.module}/inline/price/index.py"
  output_path      = "${path.module}/inline/price.zip"
  output_file_mode = "0644"
}

data "archive_file" "quiet" {
  type             = "zip"
  source_file      = "${path.module}/inline/quiet/index.py"
  output_path      = "${path.module}/inline/quiet.zip"
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
  name          = "alias/lines-dev-key"
  target_key_id = aws_kms_key.main.key_id
}

resource "aws_kms_key" "main" {
  description         = "Key of the stack lines-dev-queue-stack."
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
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/lines-dev-answer-handler",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/lines-dev-ask-handler",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/lines-dev-mail-handler",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/lines-dev-price-handler",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/lines-dev-quiet-handler",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/vendedlogs/lines-dev-http-api",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/vendedlogs/lines-dev-idle-network",
              "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/vendedlogs/lines-dev-open-network",
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
# api api
#
# HTTP API of the stack lines-dev-queue-stack.
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_api" "api" {
  name          = "lines-dev-http-api"
  description   = "HTTP API of the stack lines-dev-queue-stack."
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
  name              = "/aws/vendedlogs/lines-dev-http-api"
  retention_in_days = 30
  kms_key_id        = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "api_server_errors" {
  alarm_name          = "lines-dev-http-api-server-errors"
  alarm_description   = "Requests to the API lines-dev-http-api fail on its own side."
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
# endpoint GET /idle
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "get_idle" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "GET /idle"
  target             = "integrations/${aws_apigatewayv2_integration.get_idle.id}"
  authorization_type = "AWS_IAM"
}

resource "aws_apigatewayv2_integration" "get_idle" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_method     = "POST"
  integration_uri        = aws_lambda_function.quiet.invoke_arn
  payload_format_version = "2.0"
}

# -----------------------------------------------------------------------------
# endpoint GET /price
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "get_price" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "GET /price"
  target             = "integrations/${aws_apigatewayv2_integration.get_price.id}"
  authorization_type = "AWS_IAM"
}

resource "aws_apigatewayv2_integration" "get_price" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_method     = "POST"
  integration_uri        = aws_lambda_function.price.invoke_arn
  payload_format_version = "2.0"
}

# -----------------------------------------------------------------------------
# endpoint POST /calls
# -----------------------------------------------------------------------------

resource "aws_apigatewayv2_route" "post_calls" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "POST /calls"
  target             = "integrations/${aws_apigatewayv2_integration.post_calls.id}"
  authorization_type = "AWS_IAM"
}

resource "aws_apigatewayv2_integration" "post_calls" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_subtype    = "SQS-SendMessage"
  payload_format_version = "1.0"
  credentials_arn        = aws_iam_role.calls_intake.arn
  request_parameters = {
    QueueUrl    = aws_sqs_queue.calls.url
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
# queue answers
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "answers" {
  name                       = "lines-dev-answers-queue"
  message_retention_seconds  = 345600
  visibility_timeout_seconds = 180
  kms_master_key_id          = aws_kms_key.main.arn
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.answers_dead_letters.arn
    maxReceiveCount     = 5
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "answers_age" {
  alarm_name        = "lines-dev-answers-queue-age"
  alarm_description = "The consumer of the queue lines-dev-answers-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.answers.name
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

resource "aws_cloudwatch_metric_alarm" "answers_dead_letters" {
  alarm_name        = "lines-dev-answers-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue lines-dev-answers-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.answers_dead_letters.name
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

resource "aws_sqs_queue" "answers_dead_letters" {
  name                       = "lines-dev-answers-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  kms_master_key_id          = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue_policy" "answers" {
  queue_url = aws_sqs_queue.answers.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.answers.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "answers_dead_letters" {
  queue_url = aws_sqs_queue.answers_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.answers_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "answers_dead_letters" {
  queue_url = aws_sqs_queue.answers_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.answers.arn]
  })
}

# -----------------------------------------------------------------------------
# queue calls
# -----------------------------------------------------------------------------

resource "aws_sqs_queue" "calls" {
  name                       = "lines-dev-calls-queue"
  message_retention_seconds  = 345600
  visibility_timeout_seconds = 180
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.calls_dead_letters.arn
    maxReceiveCount     = 5
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "calls_age" {
  alarm_name        = "lines-dev-calls-queue-age"
  alarm_description = "The consumer of the queue lines-dev-calls-queue falls behind."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateAgeOfOldestMessage"
  dimensions = {
    QueueName = aws_sqs_queue.calls.name
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

resource "aws_cloudwatch_metric_alarm" "calls_dead_letters" {
  alarm_name        = "lines-dev-calls-dlq-dead-letters"
  alarm_description = "Messages wait in the dead-letter queue lines-dev-calls-dlq."
  namespace         = "AWS/SQS"
  metric_name       = "ApproximateNumberOfMessagesVisible"
  dimensions = {
    QueueName = aws_sqs_queue.calls_dead_letters.name
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

resource "aws_iam_policy" "calls_intake" {
  name_prefix = "lines-dev-queue-stack-"
  description = "How the API lines-dev-http-api sends to the queue calls."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SendCalls"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.calls.arn
      },
    ]
  })
}

resource "aws_iam_role" "calls_intake" {
  name        = "lines-dev-calls-intake-role"
  description = "How the API lines-dev-http-api sends to the queue calls."
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

resource "aws_iam_role_policy_attachment" "calls_intake" {
  role       = aws_iam_role.calls_intake.name
  policy_arn = aws_iam_policy.calls_intake.arn
}

resource "aws_sqs_queue" "calls_dead_letters" {
  name                       = "lines-dev-calls-dlq"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 30
  sqs_managed_sse_enabled    = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_sqs_queue_policy" "calls" {
  queue_url = aws_sqs_queue.calls.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.calls.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "calls_dead_letters" {
  queue_url = aws_sqs_queue.calls_dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.calls_dead_letters.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "calls_dead_letters" {
  queue_url = aws_sqs_queue.calls_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.calls.arn]
  })
}

# -----------------------------------------------------------------------------
# handler answer
#
# Works off the queue answers.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "answer" {
  function_name    = "lines-dev-answer-handler"
  description      = "Works off the queue answers."
  role             = aws_iam_role.answer.arn
  runtime          = "python3.13"
  handler          = "index.handler"
  memory_size      = 256
  timeout          = 30
  architectures    = ["arm64"]
  filename         = data.archive_file.answer.output_path
  source_code_hash = data.archive_file.answer.output_base64sha256

  environment {
    variables = {
      PRICE_FUNCTION_NAME  = "lines-dev-price-handler"
      LEVEL_PARAMETER_NAME = "level"
    }
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.answer.name
  }

  vpc_config {
    security_group_ids = [aws_security_group.main_handlers.id]
    subnet_ids         = [aws_subnet.main_handlers_1.id, aws_subnet.main_handlers_2.id]
  }

  depends_on = [aws_iam_role_policy_attachment.answer]
}

resource "aws_cloudwatch_log_group" "answer" {
  name              = "/aws/lambda/lines-dev-answer-handler"
  retention_in_days = 30
  kms_key_id        = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "answer_errors" {
  alarm_name          = "lines-dev-answer-handler-errors"
  alarm_description   = "Calls of the function lines-dev-answer-handler fail."
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
        FunctionName = aws_lambda_function.answer.function_name
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
        FunctionName = aws_lambda_function.answer.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "answer_throttles" {
  alarm_name        = "lines-dev-answer-handler-throttles"
  alarm_description = "Calls of the function lines-dev-answer-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.answer.function_name
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

resource "aws_iam_policy" "answer" {
  name_prefix = "lines-dev-queue-stack-"
  description = "What the function lines-dev-answer-handler may do."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "GetLevel"
        Effect   = "Allow"
        Action   = "ssm:GetParameter"
        Resource = "arn:aws:ssm:eu-west-1:123456789012:parameter/level"
      },
      {
        Sid      = "InvokePrice"
        Effect   = "Allow"
        Action   = "lambda:InvokeFunction"
        Resource = "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:function:lines-dev-price-handler"
      },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/lines-dev-answer-handler:*"
      },
      {
        Sid    = "NetworkDenyMain"
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
            "lambda:SourceFunctionArn" = "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:function:lines-dev-answer-handler"
          }
        }
      },
      {
        Sid      = "NetworkDescribeMain"
        Effect   = "Allow"
        Action   = ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"]
        Resource = "*"
      },
      {
        Sid    = "NetworkMain"
        Effect = "Allow"
        Action = "ec2:CreateNetworkInterface"
        Resource = [
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:security-group/${aws_security_group.main_handlers.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.main_handlers_1.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.main_handlers_2.id}",
        ]
      },
      {
        Sid    = "NetworkManageMain"
        Effect = "Allow"
        Action = [
          "ec2:AssignPrivateIpAddresses",
          "ec2:DeleteNetworkInterface",
          "ec2:UnassignPrivateIpAddresses",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*"
      },
      {
        Sid      = "ReceiveAnswers"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.answers.arn
      },
      {
        Sid      = "ReceiveKeyAnswers"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = aws_kms_key.main.arn
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = aws_sqs_queue.answers.arn
          }
        }
      },
    ]
  })
}

resource "aws_iam_role" "answer" {
  name        = "lines-dev-answer-role"
  description = "What the function lines-dev-answer-handler may do."
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

resource "aws_iam_role_policy_attachment" "answer" {
  role       = aws_iam_role.answer.name
  policy_arn = aws_iam_policy.answer.arn
}

resource "aws_lambda_event_source_mapping" "answer" {
  function_name           = aws_lambda_function.answer.arn
  event_source_arn        = aws_sqs_queue.answers.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler ask
#
# Works off the queue calls.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "ask" {
  function_name    = "lines-dev-ask-handler"
  description      = "Works off the queue calls."
  role             = aws_iam_role.ask.arn
  runtime          = "python3.13"
  handler          = "index.handler"
  memory_size      = 256
  timeout          = 30
  architectures    = ["arm64"]
  filename         = data.archive_file.ask.output_path
  source_code_hash = data.archive_file.ask.output_base64sha256

  tracing_config {
    mode = "Active"
  }

  environment {
    variables = {
      ANSWERS_QUEUE_URL = aws_sqs_queue.answers.url
      NEWS_TOPIC_ARN    = aws_sns_topic.news.arn
      BOOK_TABLE_NAME   = "book"
      LAKE_BUCKET_NAME  = "lake"
    }
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.ask.name
  }

  vpc_config {
    security_group_ids = [aws_security_group.open_handlers.id]
    subnet_ids = [
      aws_subnet.open_handlers_1.id,
      aws_subnet.open_handlers_2.id,
      aws_subnet.open_handlers_3.id,
    ]
  }

  depends_on = [aws_iam_role_policy_attachment.ask]
}

resource "aws_cloudwatch_log_group" "ask" {
  name              = "/aws/lambda/lines-dev-ask-handler"
  retention_in_days = 30
  kms_key_id        = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "ask_errors" {
  alarm_name          = "lines-dev-ask-handler-errors"
  alarm_description   = "Calls of the function lines-dev-ask-handler fail."
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
        FunctionName = aws_lambda_function.ask.function_name
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
        FunctionName = aws_lambda_function.ask.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "ask_throttles" {
  alarm_name        = "lines-dev-ask-handler-throttles"
  alarm_description = "Calls of the function lines-dev-ask-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.ask.function_name
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

resource "aws_iam_policy" "ask" {
  name_prefix = "lines-dev-queue-stack-"
  description = "What the function lines-dev-ask-handler may do."
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
        Resource = "arn:aws:s3:::lake/raw/*"
        Condition = {
          StringEquals = {
            "aws:ResourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
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
        Sid      = "ListLake"
        Effect   = "Allow"
        Action   = "s3:ListBucket"
        Resource = "arn:aws:s3:::lake"
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
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/lines-dev-ask-handler:*"
      },
      {
        Sid    = "NetworkDenyOpen"
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
            "lambda:SourceFunctionArn" = "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:function:lines-dev-ask-handler"
          }
        }
      },
      {
        Sid    = "NetworkManageOpen"
        Effect = "Allow"
        Action = [
          "ec2:AssignPrivateIpAddresses",
          "ec2:DeleteNetworkInterface",
          "ec2:UnassignPrivateIpAddresses",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*"
      },
      {
        Sid    = "NetworkOpen"
        Effect = "Allow"
        Action = "ec2:CreateNetworkInterface"
        Resource = [
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:security-group/${aws_security_group.open_handlers.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.open_handlers_1.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.open_handlers_2.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.open_handlers_3.id}",
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
        Sid      = "QueryBookByDate"
        Effect   = "Allow"
        Action   = "dynamodb:Query"
        Resource = "arn:aws:dynamodb:eu-west-1:123456789012:table/book/index/by_date"
      },
      {
        Sid      = "ReceiveCalls"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.calls.arn
      },
      {
        Sid      = "SendAnswers"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.answers.arn
      },
      {
        Sid      = "SendKeyAnswers"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = aws_kms_key.main.arn
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = aws_sqs_queue.answers.arn
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

resource "aws_iam_role" "ask" {
  name        = "lines-dev-ask-role"
  description = "What the function lines-dev-ask-handler may do."
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

resource "aws_iam_role_policy_attachment" "ask" {
  role       = aws_iam_role.ask.name
  policy_arn = aws_iam_policy.ask.arn
}

resource "aws_lambda_event_source_mapping" "ask" {
  function_name           = aws_lambda_function.ask.arn
  event_source_arn        = aws_sqs_queue.calls.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

# -----------------------------------------------------------------------------
# handler mail
#
# Handler mail of the stack lines-dev-queue-stack.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "mail" {
  function_name    = "lines-dev-mail-handler"
  description      = "Handler mail of the stack lines-dev-queue-stack."
  role             = aws_iam_role.mail.arn
  runtime          = "python3.13"
  handler          = "index.handler"
  memory_size      = 256
  timeout          = 30
  architectures    = ["arm64"]
  filename         = data.archive_file.mail.output_path
  source_code_hash = data.archive_file.mail.output_base64sha256

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.mail.name
  }

  dead_letter_config {
    target_arn = aws_sqs_queue.answers.arn
  }

  depends_on = [aws_iam_role_policy_attachment.mail]
}

resource "aws_cloudwatch_log_group" "mail" {
  name              = "/aws/lambda/lines-dev-mail-handler"
  retention_in_days = 30
  kms_key_id        = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "mail_errors" {
  alarm_name          = "lines-dev-mail-handler-errors"
  alarm_description   = "Calls of the function lines-dev-mail-handler fail."
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
  alarm_name        = "lines-dev-mail-handler-throttles"
  alarm_description = "Calls of the function lines-dev-mail-handler are refused for want of concurrency."
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
  alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:oncall"]
  ok_actions          = ["arn:aws:sns:eu-west-1:123456789012:oncall"]
}

resource "aws_iam_policy" "mail" {
  name_prefix = "lines-dev-queue-stack-"
  description = "What the function lines-dev-mail-handler may do."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/lines-dev-mail-handler:*"
      },
      {
        Sid      = "SendAnswers"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.answers.arn
      },
      {
        Sid      = "SendKeyAnswers"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = aws_kms_key.main.arn
        Condition = {
          StringEquals = {
            "kms:ViaService"                    = "sqs.${data.aws_region.current.region}.amazonaws.com"
            "kms:EncryptionContext:aws:sqs:arn" = aws_sqs_queue.answers.arn
          }
        }
      },
    ]
  })
}

resource "aws_iam_role" "mail" {
  name        = "lines-dev-mail-role"
  description = "What the function lines-dev-mail-handler may do."
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

resource "aws_iam_role_policy_attachment" "mail" {
  role       = aws_iam_role.mail.name
  policy_arn = aws_iam_policy.mail.arn
}

resource "aws_lambda_permission" "news_mail_7292ea" {
  statement_id  = "news_mail_7292ea"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.mail.function_name
  principal     = "sns.amazonaws.com"
  source_arn    = aws_sns_topic.news.arn
}

# -----------------------------------------------------------------------------
# handler price
#
# Handler price of the stack lines-dev-queue-stack.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "price" {
  function_name    = "lines-dev-price-handler"
  description      = "Handler price of the stack lines-dev-queue-stack."
  role             = aws_iam_role.price.arn
  runtime          = "python3.13"
  handler          = "index.handler"
  memory_size      = 256
  timeout          = 30
  architectures    = ["arm64"]
  filename         = data.archive_file.price.output_path
  source_code_hash = data.archive_file.price.output_base64sha256

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.price.name
  }

  vpc_config {
    subnet_ids         = ["subnet-0a1b2c3d"]
    security_group_ids = ["sg-0a1b2c3d"]
  }

  depends_on = [aws_iam_role_policy_attachment.price]
}

resource "aws_cloudwatch_log_group" "price" {
  name              = "/aws/lambda/lines-dev-price-handler"
  retention_in_days = 30
  kms_key_id        = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "price_errors" {
  alarm_name          = "lines-dev-price-handler-errors"
  alarm_description   = "Calls of the function lines-dev-price-handler fail."
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
        FunctionName = aws_lambda_function.price.function_name
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
        FunctionName = aws_lambda_function.price.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "price_throttles" {
  alarm_name        = "lines-dev-price-handler-throttles"
  alarm_description = "Calls of the function lines-dev-price-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.price.function_name
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

resource "aws_iam_policy" "price" {
  name_prefix = "lines-dev-queue-stack-"
  description = "What the function lines-dev-price-handler may do."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/lines-dev-price-handler:*"
      },
      {
        Sid    = "NetworkBeside"
        Effect = "Allow"
        Action = "ec2:CreateNetworkInterface"
        Resource = [
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:security-group/sg-0a1b2c3d",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/subnet-0a1b2c3d",
        ]
      },
      {
        Sid    = "NetworkDenyBeside"
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
            "lambda:SourceFunctionArn" = "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:function:lines-dev-price-handler"
          }
        }
      },
      {
        Sid      = "NetworkDescribeBeside"
        Effect   = "Allow"
        Action   = ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"]
        Resource = "*"
      },
      {
        Sid    = "NetworkManageBeside"
        Effect = "Allow"
        Action = [
          "ec2:AssignPrivateIpAddresses",
          "ec2:DeleteNetworkInterface",
          "ec2:UnassignPrivateIpAddresses",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*"
      },
    ]
  })
}

resource "aws_iam_role" "price" {
  name        = "lines-dev-price-role"
  description = "What the function lines-dev-price-handler may do."
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

resource "aws_iam_role_policy_attachment" "price" {
  role       = aws_iam_role.price.name
  policy_arn = aws_iam_policy.price.arn
}

resource "aws_lambda_permission" "get_price_c6d570" {
  statement_id  = "get_price_c6d570"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.price.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "arn:${data.aws_partition.current.partition}:execute-api:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:${aws_apigatewayv2_api.api.id}/*/GET/price"
}

# -----------------------------------------------------------------------------
# handler quiet
#
# Handler quiet of the stack lines-dev-queue-stack.
# -----------------------------------------------------------------------------

resource "aws_lambda_function" "quiet" {
  function_name    = "lines-dev-quiet-handler"
  description      = "Handler quiet of the stack lines-dev-queue-stack."
  role             = aws_iam_role.quiet.arn
  runtime          = "python3.13"
  handler          = "index.handler"
  memory_size      = 256
  timeout          = 30
  architectures    = ["arm64"]
  filename         = data.archive_file.quiet.output_path
  source_code_hash = data.archive_file.quiet.output_base64sha256

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.quiet.name
  }

  vpc_config {
    security_group_ids = [aws_security_group.idle_handlers.id]
    subnet_ids         = [aws_subnet.idle_handlers_1.id]
  }

  depends_on = [aws_iam_role_policy_attachment.quiet]
}

resource "aws_cloudwatch_log_group" "quiet" {
  name              = "/aws/lambda/lines-dev-quiet-handler"
  retention_in_days = 30
  kms_key_id        = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "quiet_errors" {
  alarm_name          = "lines-dev-quiet-handler-errors"
  alarm_description   = "Calls of the function lines-dev-quiet-handler fail."
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
        FunctionName = aws_lambda_function.quiet.function_name
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
        FunctionName = aws_lambda_function.quiet.function_name
      }
      period = 300
      stat   = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "quiet_throttles" {
  alarm_name        = "lines-dev-quiet-handler-throttles"
  alarm_description = "Calls of the function lines-dev-quiet-handler are refused for want of concurrency."
  namespace         = "AWS/Lambda"
  metric_name       = "Throttles"
  dimensions = {
    FunctionName = aws_lambda_function.quiet.function_name
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

resource "aws_iam_policy" "quiet" {
  name_prefix = "lines-dev-queue-stack-"
  description = "What the function lines-dev-quiet-handler may do."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/lines-dev-quiet-handler:*"
      },
      {
        Sid    = "NetworkDenyIdle"
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
            "lambda:SourceFunctionArn" = "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:function:lines-dev-quiet-handler"
          }
        }
      },
      {
        Sid      = "NetworkDescribeIdle"
        Effect   = "Allow"
        Action   = ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"]
        Resource = "*"
      },
      {
        Sid    = "NetworkIdle"
        Effect = "Allow"
        Action = "ec2:CreateNetworkInterface"
        Resource = [
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:security-group/${aws_security_group.idle_handlers.id}",
          "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:subnet/${aws_subnet.idle_handlers_1.id}",
        ]
      },
      {
        Sid    = "NetworkManageIdle"
        Effect = "Allow"
        Action = [
          "ec2:AssignPrivateIpAddresses",
          "ec2:DeleteNetworkInterface",
          "ec2:UnassignPrivateIpAddresses",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:network-interface/*"
      },
    ]
  })
}

resource "aws_iam_role" "quiet" {
  name        = "lines-dev-quiet-role"
  description = "What the function lines-dev-quiet-handler may do."
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

resource "aws_iam_role_policy_attachment" "quiet" {
  role       = aws_iam_role.quiet.name
  policy_arn = aws_iam_policy.quiet.arn
}

resource "aws_lambda_permission" "get_idle_46ee77" {
  statement_id  = "get_idle_46ee77"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.quiet.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "arn:${data.aws_partition.current.partition}:execute-api:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:${aws_apigatewayv2_api.api.id}/*/GET/idle"
}

# -----------------------------------------------------------------------------
# topic news
# -----------------------------------------------------------------------------

resource "aws_sns_topic" "news" {
  name              = "lines-dev-news-topic"
  kms_master_key_id = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudwatch_metric_alarm" "news_failures" {
  alarm_name        = "lines-dev-news-topic-failures"
  alarm_description = "Messages of the topic lines-dev-news-topic could not be delivered."
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

resource "aws_sns_topic_subscription" "news_mail_7292ea" {
  topic_arn = aws_sns_topic.news.arn
  protocol  = "lambda"
  endpoint  = aws_lambda_function.mail.arn
}

# -----------------------------------------------------------------------------
# network idle
# -----------------------------------------------------------------------------

resource "aws_vpc" "idle" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
  enable_dns_support   = true
  tags = {
    Name = "lines-dev-idle-network"
  }
}

resource "aws_cloudwatch_log_group" "idle_flow" {
  name              = "/aws/vendedlogs/lines-dev-idle-network"
  retention_in_days = 30
  kms_key_id        = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_flow_log" "idle" {
  vpc_id               = aws_vpc.idle.id
  traffic_type         = "ALL"
  log_destination_type = "cloud-watch-logs"
  log_destination      = aws_cloudwatch_log_group.idle_flow.arn
  iam_role_arn         = aws_iam_role.idle_flow_log.arn
  tags = {
    Name = "lines-dev-idle-network"
  }

  depends_on = [aws_iam_role_policy_attachment.idle_flow_log]
}

resource "aws_iam_policy" "idle_flow_log" {
  name_prefix = "lines-dev-queue-stack-"
  description = "How the flow log of the network lines-dev-idle-network is written."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "DeliverIdle"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/vendedlogs/lines-dev-idle-network:*"
      },
    ]
  })
}

resource "aws_iam_role" "idle_flow_log" {
  name        = "lines-dev-idle-network-logs-role"
  description = "How the flow log of the network lines-dev-idle-network is written."
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

resource "aws_iam_role_policy_attachment" "idle_flow_log" {
  role       = aws_iam_role.idle_flow_log.name
  policy_arn = aws_iam_policy.idle_flow_log.arn
}

resource "aws_route_table" "idle_handlers_1" {
  vpc_id = aws_vpc.idle.id
  tags = {
    Name = "lines-dev-idle-network-handlers-1"
  }
}

resource "aws_route_table_association" "idle_handlers_1" {
  route_table_id = aws_route_table.idle_handlers_1.id
  subnet_id      = aws_subnet.idle_handlers_1.id
}

resource "aws_security_group" "idle_handlers" {
  name        = "lines-dev-idle-network-handlers"
  description = "What the handlers in lines-dev-idle-network may reach."
  vpc_id      = aws_vpc.idle.id
  tags = {
    Name = "lines-dev-idle-network-handlers"
  }
}

resource "aws_subnet" "idle_handlers_1" {
  vpc_id                  = aws_vpc.idle.id
  availability_zone       = data.aws_availability_zones.available.names[0]
  cidr_block              = "10.0.0.0/17"
  map_public_ip_on_launch = false
  tags = {
    Name = "lines-dev-idle-network-handlers-1"
  }
}

# -----------------------------------------------------------------------------
# network main
# -----------------------------------------------------------------------------

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/27"
  enable_dns_hostnames = true
  enable_dns_support   = true
  tags = {
    Name = "lines-dev-network"
  }
}

resource "aws_route_table" "main_handlers_1" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name = "lines-dev-network-handlers-1"
  }
}

resource "aws_route_table" "main_handlers_2" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name = "lines-dev-network-handlers-2"
  }
}

resource "aws_route_table_association" "main_handlers_1" {
  route_table_id = aws_route_table.main_handlers_1.id
  subnet_id      = aws_subnet.main_handlers_1.id
}

resource "aws_route_table_association" "main_handlers_2" {
  route_table_id = aws_route_table.main_handlers_2.id
  subnet_id      = aws_subnet.main_handlers_2.id
}

resource "aws_security_group" "main_endpoints" {
  name        = "lines-dev-network-endpoints"
  description = "Who may reach the endpoints of lines-dev-network."
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "lines-dev-network-endpoints"
  }
}

resource "aws_security_group" "main_handlers" {
  name        = "lines-dev-network-handlers"
  description = "What the handlers in lines-dev-network may reach."
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "lines-dev-network-handlers"
  }
}

resource "aws_subnet" "main_handlers_1" {
  vpc_id                  = aws_vpc.main.id
  availability_zone       = data.aws_availability_zones.available.names[0]
  cidr_block              = "10.0.0.0/28"
  map_public_ip_on_launch = false
  tags = {
    Name = "lines-dev-network-handlers-1"
  }
}

resource "aws_subnet" "main_handlers_2" {
  vpc_id                  = aws_vpc.main.id
  availability_zone       = data.aws_availability_zones.available.names[1]
  cidr_block              = "10.0.0.16/28"
  map_public_ip_on_launch = false
  tags = {
    Name = "lines-dev-network-handlers-2"
  }
}

resource "aws_vpc_endpoint" "main_lambda" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.${data.aws_region.current.region}.lambda"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.main_endpoints.id]
  subnet_ids          = [aws_subnet.main_handlers_1.id, aws_subnet.main_handlers_2.id]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AnswerInvokePrice"
        Effect    = "Allow"
        Principal = "*"
        Action    = "lambda:InvokeFunction"
        Resource  = "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:function:lines-dev-price-handler"
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = aws_iam_role.answer.arn
          }
        }
      },
    ]
  })
  tags = {
    Name = "lines-dev-network-lambda"
  }
}

resource "aws_vpc_endpoint" "main_ssm" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.${data.aws_region.current.region}.ssm"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.main_endpoints.id]
  subnet_ids          = [aws_subnet.main_handlers_1.id, aws_subnet.main_handlers_2.id]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AnswerGetLevel"
        Effect    = "Allow"
        Principal = "*"
        Action    = "ssm:GetParameter"
        Resource  = "arn:aws:ssm:eu-west-1:123456789012:parameter/level"
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = aws_iam_role.answer.arn
          }
        }
      },
    ]
  })
  tags = {
    Name = "lines-dev-network-ssm"
  }
}

resource "aws_vpc_security_group_egress_rule" "main_handlers_1" {
  security_group_id            = aws_security_group.main_handlers.id
  description                  = "To the endpoints."
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.main_endpoints.id
}

resource "aws_vpc_security_group_ingress_rule" "main_endpoints_1" {
  security_group_id            = aws_security_group.main_endpoints.id
  description                  = "From the handlers."
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.main_handlers.id
}

# -----------------------------------------------------------------------------
# network open
# -----------------------------------------------------------------------------

resource "aws_vpc" "open" {
  cidr_block           = "192.168.0.0/24"
  enable_dns_hostnames = true
  enable_dns_support   = true
  tags = {
    Name = "lines-dev-open-network"
  }
}

resource "aws_cloudwatch_log_group" "open_flow" {
  name              = "/aws/vendedlogs/lines-dev-open-network"
  retention_in_days = 30
  kms_key_id        = aws_kms_key.main.arn

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_eip" "open_public_1" {
  domain = "vpc"
  tags = {
    Name = "lines-dev-open-network-public-1"
  }

  depends_on = [aws_internet_gateway.open]
}

resource "aws_eip" "open_public_2" {
  domain = "vpc"
  tags = {
    Name = "lines-dev-open-network-public-2"
  }

  depends_on = [aws_internet_gateway.open]
}

resource "aws_eip" "open_public_3" {
  domain = "vpc"
  tags = {
    Name = "lines-dev-open-network-public-3"
  }

  depends_on = [aws_internet_gateway.open]
}

resource "aws_flow_log" "open" {
  vpc_id               = aws_vpc.open.id
  traffic_type         = "ALL"
  log_destination_type = "cloud-watch-logs"
  log_destination      = aws_cloudwatch_log_group.open_flow.arn
  iam_role_arn         = aws_iam_role.open_flow_log.arn
  tags = {
    Name = "lines-dev-open-network"
  }

  depends_on = [aws_iam_role_policy_attachment.open_flow_log]
}

resource "aws_iam_policy" "open_flow_log" {
  name_prefix = "lines-dev-queue-stack-"
  description = "How the flow log of the network lines-dev-open-network is written."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "DeliverOpen"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/vendedlogs/lines-dev-open-network:*"
      },
    ]
  })
}

resource "aws_iam_role" "open_flow_log" {
  name        = "lines-dev-open-network-logs-role"
  description = "How the flow log of the network lines-dev-open-network is written."
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

resource "aws_iam_role_policy_attachment" "open_flow_log" {
  role       = aws_iam_role.open_flow_log.name
  policy_arn = aws_iam_policy.open_flow_log.arn
}

resource "aws_internet_gateway" "open" {
  vpc_id = aws_vpc.open.id
  tags = {
    Name = "lines-dev-open-network"
  }
}

resource "aws_nat_gateway" "open_public_1" {
  allocation_id = aws_eip.open_public_1.allocation_id
  subnet_id     = aws_subnet.open_public_1.id
  tags = {
    Name = "lines-dev-open-network-public-1"
  }

  depends_on = [aws_internet_gateway.open]
}

resource "aws_nat_gateway" "open_public_2" {
  allocation_id = aws_eip.open_public_2.allocation_id
  subnet_id     = aws_subnet.open_public_2.id
  tags = {
    Name = "lines-dev-open-network-public-2"
  }

  depends_on = [aws_internet_gateway.open]
}

resource "aws_nat_gateway" "open_public_3" {
  allocation_id = aws_eip.open_public_3.allocation_id
  subnet_id     = aws_subnet.open_public_3.id
  tags = {
    Name = "lines-dev-open-network-public-3"
  }

  depends_on = [aws_internet_gateway.open]
}

resource "aws_route" "open_handlers_1" {
  route_table_id         = aws_route_table.open_handlers_1.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.open_public_1.id
}

resource "aws_route" "open_handlers_2" {
  route_table_id         = aws_route_table.open_handlers_2.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.open_public_2.id
}

resource "aws_route" "open_handlers_3" {
  route_table_id         = aws_route_table.open_handlers_3.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.open_public_3.id
}

resource "aws_route" "open_public" {
  route_table_id         = aws_route_table.open_public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.open.id
}

resource "aws_route_table" "open_handlers_1" {
  vpc_id = aws_vpc.open.id
  tags = {
    Name = "lines-dev-open-network-handlers-1"
  }
}

resource "aws_route_table" "open_handlers_2" {
  vpc_id = aws_vpc.open.id
  tags = {
    Name = "lines-dev-open-network-handlers-2"
  }
}

resource "aws_route_table" "open_handlers_3" {
  vpc_id = aws_vpc.open.id
  tags = {
    Name = "lines-dev-open-network-handlers-3"
  }
}

resource "aws_route_table" "open_public" {
  vpc_id = aws_vpc.open.id
  tags = {
    Name = "lines-dev-open-network-public"
  }
}

resource "aws_route_table_association" "open_handlers_1" {
  route_table_id = aws_route_table.open_handlers_1.id
  subnet_id      = aws_subnet.open_handlers_1.id
}

resource "aws_route_table_association" "open_handlers_2" {
  route_table_id = aws_route_table.open_handlers_2.id
  subnet_id      = aws_subnet.open_handlers_2.id
}

resource "aws_route_table_association" "open_handlers_3" {
  route_table_id = aws_route_table.open_handlers_3.id
  subnet_id      = aws_subnet.open_handlers_3.id
}

resource "aws_route_table_association" "open_public_1" {
  route_table_id = aws_route_table.open_public.id
  subnet_id      = aws_subnet.open_public_1.id
}

resource "aws_route_table_association" "open_public_2" {
  route_table_id = aws_route_table.open_public.id
  subnet_id      = aws_subnet.open_public_2.id
}

resource "aws_route_table_association" "open_public_3" {
  route_table_id = aws_route_table.open_public.id
  subnet_id      = aws_subnet.open_public_3.id
}

resource "aws_security_group" "open_endpoints" {
  name        = "lines-dev-open-network-endpoints"
  description = "Who may reach the endpoints of lines-dev-open-network."
  vpc_id      = aws_vpc.open.id
  tags = {
    Name = "lines-dev-open-network-endpoints"
  }
}

resource "aws_security_group" "open_handlers" {
  name        = "lines-dev-open-network-handlers"
  description = "What the handlers in lines-dev-open-network may reach."
  vpc_id      = aws_vpc.open.id
  tags = {
    Name = "lines-dev-open-network-handlers"
  }
}

resource "aws_subnet" "open_handlers_1" {
  vpc_id                  = aws_vpc.open.id
  availability_zone       = data.aws_availability_zones.available.names[0]
  cidr_block              = "192.168.0.0/27"
  map_public_ip_on_launch = false
  tags = {
    Name = "lines-dev-open-network-handlers-1"
  }
}

resource "aws_subnet" "open_handlers_2" {
  vpc_id                  = aws_vpc.open.id
  availability_zone       = data.aws_availability_zones.available.names[1]
  cidr_block              = "192.168.0.32/27"
  map_public_ip_on_launch = false
  tags = {
    Name = "lines-dev-open-network-handlers-2"
  }
}

resource "aws_subnet" "open_handlers_3" {
  vpc_id                  = aws_vpc.open.id
  availability_zone       = data.aws_availability_zones.available.names[2]
  cidr_block              = "192.168.0.64/27"
  map_public_ip_on_launch = false
  tags = {
    Name = "lines-dev-open-network-handlers-3"
  }
}

resource "aws_subnet" "open_public_1" {
  vpc_id                  = aws_vpc.open.id
  availability_zone       = data.aws_availability_zones.available.names[0]
  cidr_block              = "192.168.0.128/27"
  map_public_ip_on_launch = false
  tags = {
    Name = "lines-dev-open-network-public-1"
  }
}

resource "aws_subnet" "open_public_2" {
  vpc_id                  = aws_vpc.open.id
  availability_zone       = data.aws_availability_zones.available.names[1]
  cidr_block              = "192.168.0.160/27"
  map_public_ip_on_launch = false
  tags = {
    Name = "lines-dev-open-network-public-2"
  }
}

resource "aws_subnet" "open_public_3" {
  vpc_id                  = aws_vpc.open.id
  availability_zone       = data.aws_availability_zones.available.names[2]
  cidr_block              = "192.168.0.192/27"
  map_public_ip_on_launch = false
  tags = {
    Name = "lines-dev-open-network-public-3"
  }
}

resource "aws_vpc_endpoint" "open_dynamodb" {
  vpc_id            = aws_vpc.open.id
  service_name      = "com.amazonaws.${data.aws_region.current.region}.dynamodb"
  vpc_endpoint_type = "Gateway"
  route_table_ids = [
    aws_route_table.open_handlers_1.id,
    aws_route_table.open_handlers_2.id,
    aws_route_table.open_handlers_3.id,
  ]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AskGetBook"
        Effect    = "Allow"
        Principal = "*"
        Action    = ["dynamodb:GetItem", "dynamodb:Query"]
        Resource  = "arn:aws:dynamodb:eu-west-1:123456789012:table/book"
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = aws_iam_role.ask.arn
          }
        }
      },
      {
        Sid       = "AskQueryBookByDate"
        Effect    = "Allow"
        Principal = "*"
        Action    = "dynamodb:Query"
        Resource  = "arn:aws:dynamodb:eu-west-1:123456789012:table/book/index/by_date"
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = aws_iam_role.ask.arn
          }
        }
      },
    ]
  })
  tags = {
    Name = "lines-dev-open-network-dynamodb"
  }
}

resource "aws_vpc_endpoint" "open_monitoring" {
  vpc_id              = aws_vpc.open.id
  service_name        = "com.amazonaws.${data.aws_region.current.region}.monitoring"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.open_endpoints.id]
  subnet_ids = [
    aws_subnet.open_handlers_1.id,
    aws_subnet.open_handlers_2.id,
    aws_subnet.open_handlers_3.id,
  ]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Account"
        Effect    = "Allow"
        Principal = "*"
        Action    = "cloudwatch:*"
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
    Name = "lines-dev-open-network-monitoring"
  }
}

resource "aws_vpc_endpoint" "open_s3" {
  vpc_id            = aws_vpc.open.id
  service_name      = "com.amazonaws.${data.aws_region.current.region}.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids = [
    aws_route_table.open_handlers_1.id,
    aws_route_table.open_handlers_2.id,
    aws_route_table.open_handlers_3.id,
  ]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AskGetLake"
        Effect    = "Allow"
        Principal = "*"
        Action    = "s3:GetObject"
        Resource  = "arn:aws:s3:::lake/raw/*"
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = aws_iam_role.ask.arn
          }
          StringEquals = {
            "aws:ResourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
      {
        Sid       = "AskListLake"
        Effect    = "Allow"
        Principal = "*"
        Action    = "s3:ListBucket"
        Resource  = "arn:aws:s3:::lake"
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = aws_iam_role.ask.arn
          }
          StringEquals = {
            "aws:ResourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
  tags = {
    Name = "lines-dev-open-network-s3"
  }
}

resource "aws_vpc_endpoint" "open_sns" {
  vpc_id              = aws_vpc.open.id
  service_name        = "com.amazonaws.${data.aws_region.current.region}.sns"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.open_endpoints.id]
  subnet_ids = [
    aws_subnet.open_handlers_1.id,
    aws_subnet.open_handlers_2.id,
    aws_subnet.open_handlers_3.id,
  ]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AskPublishNews"
        Effect    = "Allow"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.news.arn
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = aws_iam_role.ask.arn
          }
        }
      },
    ]
  })
  tags = {
    Name = "lines-dev-open-network-sns"
  }
}

resource "aws_vpc_endpoint" "open_sqs" {
  vpc_id              = aws_vpc.open.id
  service_name        = "com.amazonaws.${data.aws_region.current.region}.sqs"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.open_endpoints.id]
  subnet_ids = [
    aws_subnet.open_handlers_1.id,
    aws_subnet.open_handlers_2.id,
    aws_subnet.open_handlers_3.id,
  ]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AskSendAnswers"
        Effect    = "Allow"
        Principal = "*"
        Action    = "sqs:SendMessage"
        Resource  = aws_sqs_queue.answers.arn
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = aws_iam_role.ask.arn
          }
        }
      },
    ]
  })
  tags = {
    Name = "lines-dev-open-network-sqs"
  }
}

resource "aws_vpc_endpoint" "open_sts" {
  vpc_id              = aws_vpc.open.id
  service_name        = "com.amazonaws.${data.aws_region.current.region}.sts"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.open_endpoints.id]
  subnet_ids = [
    aws_subnet.open_handlers_1.id,
    aws_subnet.open_handlers_2.id,
    aws_subnet.open_handlers_3.id,
  ]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Account"
        Effect    = "Allow"
        Principal = "*"
        Action    = "sts:*"
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
    Name = "lines-dev-open-network-sts"
  }
}

resource "aws_vpc_security_group_egress_rule" "open_handlers_1" {
  security_group_id            = aws_security_group.open_handlers.id
  description                  = "To the endpoints."
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.open_endpoints.id
}

resource "aws_vpc_security_group_egress_rule" "open_handlers_2" {
  security_group_id = aws_security_group.open_handlers.id
  description       = "To anywhere, by the NAT gateways."
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_ingress_rule" "open_endpoints_1" {
  security_group_id            = aws_security_group.open_endpoints.id
  description                  = "From the handlers."
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.open_handlers.id
}
