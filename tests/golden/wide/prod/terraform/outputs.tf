output "dead_letters" {
  value = aws_sqs_queue.main_dead_letters.url
}

output "main_arn" {
  value = aws_sqs_queue.main.arn
}

output "url" {
  description = "Where the API is."
  value       = aws_apigatewayv2_api.api.api_endpoint
}

output "where" {
  value = "${data.aws_region.current.region}/${data.aws_caller_identity.current.account_id}"
}
