# SPDX-License-Identifier: Apache-2.0
"""Handlers in C as they run: a server of the runtime API and what it asks."""
