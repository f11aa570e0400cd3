"""Multiple systems estimation: how many people are on no list, from how lists of people overlap."""

from __future__ import annotations

from firsthand.weigh.systems.combine import Method, Systems, estimate
from firsthand.weigh.systems.patterns import Patterns, parse_patterns

__all__ = ["Method", "Patterns", "Systems", "estimate", "parse_patterns"]
