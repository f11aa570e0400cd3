"""Whether the counts of a case agree as arithmetic. Entry: `checks.check_arithmetic`."""

from __future__ import annotations
