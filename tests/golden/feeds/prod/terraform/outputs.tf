output "sweep_arn" {
  value = aws_scheduler_schedule.sweep.arn
}

output "told_name" {
  value = aws_sns_topic.told.name
}
