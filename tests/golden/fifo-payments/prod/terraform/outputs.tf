output "oncall_topic" {
  value = aws_sns_topic.oncall.arn
}

output "url" {
  value = aws_apigatewayv2_api.api.api_endpoint
}
