variable "region" {
  description = "The Region; left out, what the environment says."
  type        = string
  default     = null
}
