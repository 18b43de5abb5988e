variable "region" {
  description = "The Region."
  type        = string
  default     = "eu-west-1"

  validation {
    condition     = var.region == "eu-west-1"
    error_message = "The stage prod belongs into the Region eu-west-1."
  }
}
