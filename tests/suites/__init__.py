# SPDX-License-Identifier: Apache-2.0
"""The suites that tests/run runs: each is a function of (report, house)."""
