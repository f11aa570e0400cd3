"""Put what is documented beside what is estimated, and say what kind of interval it is.

In: estimates, the ledger.  Out: one report for each estimate, in their order. Nothing is estimated here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand.model.finding import Estimate, LedgerRow, Refusal
from firsthand.model.reporting import Reported

BOUNDS = "bounds"
_PRINTED = {
    "",
    "over",
    "between",
}  # "about 19 million" documents no 19 million where 18.8 are printed
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*(?:%|percent)|\b(0?\.\d+)\b")


def report(
    estimates: Sequence[Estimate | Refusal], *, ledger: Sequence[LedgerRow]
) -> tuple[Reported, ...]:
    """What stands beside each estimate; a refusal has no number to stand beside."""
    rows = {row.claim: row for row in ledger}
    return tuple(
        _reported(each, [rows[key] for key in each.inputs if key in rows])
        for each in estimates
        if isinstance(each, Estimate)
    )


def _reported(estimate: Estimate, rows: Sequence[LedgerRow]) -> Reported:
    printed = [row for row in rows if row.hedge in _PRINTED] or rows
    lows = [row.low for row in printed if row.low is not None]
    highs = [row.high for row in printed if row.high is not None]
    interval, level = interval_of(estimate.level)
    return Reported(
        estimate=estimate.id,
        documented_low=max(lows, default=None),
        documented_high=max(highs, default=None),
        counts=len({row.statement for row in rows}),
        pages=len({row.document for row in rows}),
        origins=len({origin for row in rows for origin in row.origins}),
        interval=interval,
        level=level,
    )


def interval_of(level: str) -> tuple[str, float | None]:
    """The kind of an interval and its level, from what the method says of it.

    >>> interval_of("95 percent credible")
    ('credible', 0.95)
    >>> interval_of("bounds")
    ('bounds', None)
    """
    found = _PERCENT.search(level)
    if found is None:
        return level, None
    share = float(found[1]) / 100 if found[1] else float(found[2])
    kind = " ".join(_PERCENT.sub(" ", level).split())
    return kind or "interval", share
