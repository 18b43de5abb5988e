output "cells_acme_first_step" {
  value = aws_sqs_queue.cells_acme_line_step_check_52c067.url
}

output "cells_globex_first_step" {
  value = aws_sqs_queue.cells_globex_line_step_check_78f93d.url
}

output "returns_queue" {
  value = aws_sqs_queue.returns_main_26dffa.arn
}
