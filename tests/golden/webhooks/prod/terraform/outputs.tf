output "hook_url" {
  value = "${aws_apigatewayv2_api.api.api_endpoint}/hooks/payments"
}
