"""Firsthand leads a claim about a biometric programme back to its first source.

Six verbs, each a room of its own: preserve, read, trace, claim, weigh, publish.
Start at `firsthand.pipeline` for the order of things, at `firsthand.model` for the words.
"""

from __future__ import annotations

__version__ = "0.1.0"
