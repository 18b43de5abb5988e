output "where" {
  value = aws_s3_bucket.uploads.bucket_regional_domain_name
}
