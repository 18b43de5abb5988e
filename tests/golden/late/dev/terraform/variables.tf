variable "audience" {
  description = "The parameter audience."
  type        = string
  nullable    = false
}

variable "batch" {
  description = "The parameter batch."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.batch >= 1 && var.batch <= 10
    error_message = "batch must be 1 to 10."
  }

  validation {
    condition     = floor(var.batch) == var.batch
    error_message = "batch must be a whole number."
  }
}

variable "burst" {
  description = "The parameter burst."
  type        = number
  nullable    = false

  validation {
    condition     = var.burst >= 100 && var.burst <= 1000
    error_message = "burst must be 100 to 1000."
  }

  validation {
    condition     = floor(var.burst) == var.burst
    error_message = "burst must be a whole number."
  }
}

variable "bury" {
  description = "How long dead letters are kept: longer than any message, for a week and more. Counted in seconds."
  type        = number
  default     = 1209600
  nullable    = false

  validation {
    condition     = var.bury >= 691200 && var.bury <= 1209600
    error_message = "bury must be 691200 to 1209600 seconds."
  }

  validation {
    condition     = floor(var.bury) == var.bury
    error_message = "bury must be a whole number."
  }
}

variable "calls" {
  description = "The parameter calls."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.calls >= 5 && var.calls <= 50
    error_message = "calls must be 5 to 50."
  }

  validation {
    condition     = floor(var.calls) == var.calls
    error_message = "calls must be a whole number."
  }
}

variable "factor" {
  description = "The parameter factor."
  type        = number
  default     = 1.5
  nullable    = false
}

variable "faults" {
  description = "The parameter faults. Counted in percent."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.faults >= 1 && var.faults <= 10
    error_message = "faults must be 1 to 10 percent."
  }

  validation {
    condition     = floor(var.faults) == var.faults
    error_message = "faults must be a whole number."
  }
}

variable "gather" {
  description = "Time to gather \"a batch\": $${none} at all, if need be. Counted in seconds."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.gather >= 0 && var.gather <= 10
    error_message = "gather must be 0 to 10 seconds."
  }

  validation {
    condition     = floor(var.gather) == var.gather
    error_message = "gather must be a whole number."
  }
}

variable "issuer" {
  description = "The parameter issuer."
  type        = string
  default     = "https://login.example.com"
  nullable    = false

  validation {
    condition     = can(regex("(?s)^https://.+$", var.issuer))
    error_message = "issuer must match ^https://.+$"
  }
}

variable "keep" {
  description = "How long messages are kept. Counted in seconds."
  type        = number
  default     = 172800
  nullable    = false

  validation {
    condition     = var.keep >= 86400 && var.keep <= 345600
    error_message = "keep must be 86400 to 345600 seconds."
  }

  validation {
    condition     = floor(var.keep) == var.keep
    error_message = "keep must be a whole number."
  }
}

variable "largest" {
  description = "The parameter largest. Counted in bytes."
  type        = number
  default     = 65536
  nullable    = false

  validation {
    condition     = var.largest >= 1024 && var.largest <= 262144
    error_message = "largest must be 1024 to 262144 bytes."
  }

  validation {
    condition     = floor(var.largest) == var.largest
    error_message = "largest must be a whole number."
  }
}

variable "level" {
  description = "The parameter level."
  type        = string
  default     = "info"
  nullable    = false

  validation {
    condition     = contains(["debug", "info", "error"], var.level)
    error_message = "level must be one of: debug, info, error."
  }
}

variable "limit" {
  description = "The parameter limit. Counted in requests a second."
  type        = number
  default     = 50
  nullable    = false

  validation {
    condition     = var.limit >= 10 && var.limit <= 500
    error_message = "limit must be 10 to 500 requests a second."
  }
}

variable "main_queue" {
  description = "`main` has an id that ends so."
  type        = number
  default     = 3
  nullable    = false

  validation {
    condition     = var.main_queue >= 1 && var.main_queue <= 5
    error_message = "main_queue must be 1 to 5."
  }

  validation {
    condition     = floor(var.main_queue) == var.main_queue
    error_message = "main_queue must be a whole number."
  }
}

variable "memory" {
  description = "The parameter memory. Counted in megabytes."
  type        = number
  default     = 512
  nullable    = false

  validation {
    condition     = var.memory >= 256 && var.memory <= 1024
    error_message = "memory must be 256 to 1024 megabytes."
  }

  validation {
    condition     = floor(var.memory) == var.memory
    error_message = "memory must be a whole number."
  }
}

variable "oldest" {
  description = "The parameter oldest. Counted in seconds."
  type        = number
  default     = 3600
  nullable    = false

  validation {
    condition     = var.oldest >= 600 && var.oldest <= 21600
    error_message = "oldest must be 600 to 21600 seconds."
  }

  validation {
    condition     = floor(var.oldest) == var.oldest
    error_message = "oldest must be a whole number."
  }
}

variable "owner" {
  description = "Who is asked."
  type        = string
  default     = "checkout"
  nullable    = false

  validation {
    condition     = can(regex("(?s)^[A-Za-z0-9 _.:/=+@-]*$", var.owner))
    error_message = "owner must match ^[A-Za-z0-9 _.:/=+@-]*$"
  }

  validation {
    condition     = can(regex("(?s)^[a-z]+([-.][a-zA-Z]+)*$", var.owner))
    error_message = "owner must match ^[a-z]+([-.][a-zA-Z]+)*$"
  }

  validation {
    condition     = length(var.owner) <= 256
    error_message = "owner must have at most 256 characters."
  }
}

variable "partner" {
  description = "The parameter partner."
  type        = string
  default     = "arn:aws:sns:eu-west-1:123456789012:oncall"
  nullable    = false

  validation {
    condition     = can(regex("(?s)^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$", var.partner))
    error_message = "partner must match ^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$"
  }
}

variable "pause" {
  description = "The parameter pause. Counted in seconds."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.pause >= 0 && var.pause <= 900
    error_message = "pause must be 0 to 900 seconds."
  }

  validation {
    condition     = floor(var.pause) == var.pause
    error_message = "pause must be a whole number."
  }
}

variable "region" {
  description = "The Region; left out, what the environment says."
  type        = string
  default     = null
}

variable "remember" {
  description = "The parameter remember. Counted in seconds."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.remember >= 0 && var.remember <= 300
    error_message = "remember must be 0 to 300 seconds."
  }

  validation {
    condition     = floor(var.remember) == var.remember
    error_message = "remember must be a whole number."
  }
}

variable "scatter" {
  description = "The parameter scatter. Counted in minutes."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.scatter >= 5 && var.scatter <= 30
    error_message = "scatter must be 5 to 30 minutes."
  }

  validation {
    condition     = floor(var.scatter) == var.scatter
    error_message = "scatter must be a whole number."
  }
}

variable "shared" {
  description = "The parameter shared."
  type        = number
  default     = 4
  nullable    = false

  validation {
    condition     = var.shared >= 2 && var.shared <= 9
    error_message = "shared must be 2 to 9."
  }

  validation {
    condition     = floor(var.shared) == var.shared
    error_message = "shared must be a whole number."
  }
}

variable "slow" {
  description = "The parameter slow. Counted in milliseconds."
  type        = number
  default     = 1000
  nullable    = false

  validation {
    condition     = var.slow >= 500 && var.slow <= 5000
    error_message = "slow must be 500 to 5000 milliseconds."
  }

  validation {
    condition     = floor(var.slow) == var.slow
    error_message = "slow must be a whole number."
  }
}

variable "taking" {
  description = "The parameter taking."
  type        = bool
  default     = true
  nullable    = false
}

variable "timeout" {
  description = "The parameter timeout. Counted in seconds."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.timeout >= 5 && var.timeout <= 30
    error_message = "timeout must be 5 to 30 seconds."
  }

  validation {
    condition     = floor(var.timeout) == var.timeout
    error_message = "timeout must be a whole number."
  }
}

variable "tries" {
  description = "The parameter tries."
  type        = number
  nullable    = false

  validation {
    condition     = var.tries >= 5 && var.tries <= 8
    error_message = "tries must be 5 to 8."
  }

  validation {
    condition     = floor(var.tries) == var.tries
    error_message = "tries must be a whole number."
  }
}

variable "waiting" {
  description = "The parameter waiting."
  type        = number
  default     = 100
  nullable    = false

  validation {
    condition     = var.waiting >= 10 && var.waiting <= 1000
    error_message = "waiting must be 10 to 1000."
  }

  validation {
    condition     = floor(var.waiting) == var.waiting
    error_message = "waiting must be a whole number."
  }
}
