"""Capture bytes → documents: text with offsets, and what is stated about it. One file per format."""

from __future__ import annotations

# What is kept of a case is known by these; they stand here so that nothing is loaded to look it up.
READER, VERSION = "firsthand-read", "5"
ATTRIBUTIONS_VERSION = "9"
