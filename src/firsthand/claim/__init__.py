"""Passages → suggestions; a person's judgement → claims."""

from __future__ import annotations
