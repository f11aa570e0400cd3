"""Try every check that the counts of a case allow, and say how each came out.

In: statements by meaning, populations as a person gave them.  Out: checks, those that fail first.
Nothing is corrected: a check that fails names figures that cannot all mean what they are said to.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.model.check import Check, CheckKind, CheckResult
from firsthand.model.finding import Population
from firsthand.weigh.arithmetic.added import check_added
from firsthand.weigh.arithmetic.bands import check_bands
from firsthand.weigh.arithmetic.figures import counted_of
from firsthand.weigh.arithmetic.residents import check_residents
from firsthand.weigh.arithmetic.rounded import check_rounded
from firsthand.weigh.arithmetic.shares import check_shares
from firsthand.weigh.meaning import Meant
from firsthand.weigh.place import Gazetteer
from firsthand.weigh.settings import WeighSettings

_RESULTS = (CheckResult.FAILS, CheckResult.CANNOT_TELL, CheckResult.HOLDS)
_KINDS = tuple(CheckKind)


def check_arithmetic(
    statements: Sequence[Meant],
    *,
    populations: Sequence[Population],
    names: Gazetteer,
    settings: WeighSettings,
) -> tuple[Check, ...]:
    """Every check, each once, the same for any order of what comes in."""
    figures = counted_of(statements, populations, names=names, settings=settings)
    made = [
        *check_added(statements, names=names, settings=settings),
        *check_residents(figures),
        *check_shares(figures),
        *check_bands(figures),
        *check_rounded(figures),
    ]
    unique = {each.id: each for each in sorted(made, key=repr)}
    return tuple(sorted(unique.values(), key=_order))


def _order(check: Check) -> tuple[int, int, str, str]:
    return (_RESULTS.index(check.result), _KINDS.index(check.kind), check.about, check.id)
