"""Capture bytes → documents: text with offsets, and what is stated about it. One file per format."""

from __future__ import annotations
