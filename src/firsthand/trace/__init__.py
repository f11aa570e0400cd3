"""Passages → derivations → first sources: who had what from whom, and what changed on the way."""

from __future__ import annotations
