"""Passages → suggestions; a person's judgement → claims."""

from __future__ import annotations

# What is kept of a case is known by these; they stand here so that nothing is loaded to look it up.
RULES, RULES_VERSION = "firsthand-rules", "16"
