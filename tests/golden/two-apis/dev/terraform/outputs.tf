output "acme_url" {
  value = aws_apigatewayv2_api.partner_acme_21e0e2.api_endpoint
}

output "admin_id" {
  value = aws_apigatewayv2_api.admin.id
}

output "admin_url" {
  value = "https://admin.example.com"
}

output "url" {
  value = aws_apigatewayv2_api.api.api_endpoint
}
