"""Exchanges → archives: what a browser met, in files that other people's programs read and check."""

from __future__ import annotations
