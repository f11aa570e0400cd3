"""Compare the dates of a whole family at once.

In: spans.  Out: matrices of the chance that the row is the earlier, and how much that is worth.
The meaning of both is that of `trace.dates.order_odds`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from firsthand.trace.dates import LEAN_MOST, NEAR_TRUST, SAME_DAY, Span, uniform_first

Matrix = NDArray[np.float64]


def compare_spans(spans: Sequence[Span]) -> tuple[Matrix, Matrix]:
    """For every pair: the chance that the first is earlier if both dates hold, and the trust in it."""
    low = np.array([span.low for span in spans])
    high = np.array([span.high for span in spans])
    before = high[:, None] <= low[None, :]
    after = before.T
    same = before & after
    clear = (before | after) & ~same
    with np.errstate(invalid="ignore"):
        apart = np.abs(low[:, None] - low[None, :])
    near = apart < SAME_DAY
    first = np.where(clear, before.astype(np.float64), 0.5)
    trust = np.where(clear, np.where(near, NEAR_TRUST, 1.0), 0.0)
    known = np.isfinite(low) & np.isfinite(high)
    overlap = ~clear & ~same & known[:, None] & known[None, :]
    differ = overlap & ((low[:, None] != low[None, :]) | (high[:, None] != high[None, :]))
    for row, column in np.argwhere(differ).tolist():
        if row < column:
            chance = uniform_first(spans[row], spans[column])
            chance = min(max(chance, 1 - LEAN_MOST), LEAN_MOST)
            first[row, column], first[column, row] = chance, 1 - chance
            trust[row, column] = trust[column, row] = NEAR_TRUST
    return first, trust
