output "batch" {
  value = var.batch
}

output "doubled" {
  value = "<${var.keep}s, ${var.largest}B, ${var.limit}/s, ${var.faults}%>"
}

output "keep" {
  value = "${var.keep}s"
}
