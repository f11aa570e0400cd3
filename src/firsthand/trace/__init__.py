"""Passages → derivations → first sources: who had what from whom, and what changed on the way."""

from __future__ import annotations

# What is kept of a case is known by it; it stands here so that nothing is loaded to look it up.
TRACER_VERSION = "22"
