"""Keep small counts of people out of published tables, so that no cell gives anybody away."""

from __future__ import annotations

from firsthand.weigh.disclosure.audit import Interval, audit
from firsthand.weigh.disclosure.grids import Cell, Grid, parse_grid
from firsthand.weigh.disclosure.recoding import recode
from firsthand.weigh.disclosure.rounding import round_grid
from firsthand.weigh.disclosure.suppression import Suppressed, suppress

__all__ = [
    "Cell",
    "Grid",
    "Interval",
    "Suppressed",
    "audit",
    "parse_grid",
    "recode",
    "round_grid",
    "suppress",
]
