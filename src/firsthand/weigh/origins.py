"""Count the first sources behind a statement that are independent of one another.

In: the supports of a statement's claims.  Out: how many first sources it takes at the least to
account for every page that says it, and which.
A page that repeats another adds nothing. A page that rests as a whole on several sources may have
had the claim from any of them, so it asks for one of them and no more. The count is the size of the
smallest set of first sources that meets every support: nobody can name fewer and explain each page.
Following the lineage is not done here but in `ancestry`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from firsthand.model.value import value
from firsthand.weigh.ancestry import Support


@value
class Origins:
    """`reached` are all first sources met; `count` of them are independent; `chosen` are such ones.

    `behind` are those of the narrowest supports: where one page names a first source and another
    may have it from that one or a third, the third is reached and stands behind nothing.
    `count` can be smaller than the number chosen where the search had to stop: it is then a lower
    bound, found from supports that share no source, and the count errs towards fewer.
    """

    reached: tuple[str, ...]
    behind: tuple[str, ...]
    count: int
    chosen: tuple[str, ...]


def independent_origins(supports: Iterable[Support], *, search_steps_max: int) -> Origins:
    """The fewest first sources that account for every support.

    >>> a, b = Support({"a"}), Support({"b"})
    >>> independent_origins([a, b, Support({"a", "b"})], search_steps_max=100).count
    2
    """
    asked = set(supports)
    needed = _needed(asked)
    count, chosen = 0, list[str]()
    for part in _parts(needed):
        fewest = _fewest(part, search_steps_max)
        if fewest is None:
            chosen += _greedy(part)
            count += len(_disjoint(part))
        else:
            chosen += fewest
            count += len(fewest)
    return Origins(
        reached=_all_of(asked),
        behind=_all_of(needed),
        count=count,
        chosen=tuple(sorted(chosen)),
    )


def _all_of(supports: Iterable[Support]) -> tuple[str, ...]:
    return tuple(sorted({origin for support in supports for origin in support}))


def _needed(supports: set[Support]) -> list[Support]:
    """The supports that no narrower one implies, narrowest first."""
    needed: list[Support] = []
    for support in sorted(supports, key=_order):
        if not any(narrower <= support for narrower in needed):
            needed.append(support)
    return needed


def _order(support: Support) -> tuple[int, list[str]]:
    return (len(support), sorted(support))


def _parts(supports: Sequence[Support]) -> list[list[Support]]:
    """The supports in groups that share no source with one another."""
    parts: list[tuple[set[str], list[Support]]] = []
    for support in supports:
        touching = [part for part in parts if part[0] & support]
        rest = [part for part in parts if not part[0] & support]
        sources = set(support).union(*(part[0] for part in touching))
        parts = [*rest, (sources, [*(s for part in touching for s in part[1]), support])]
    return [sorted(members, key=_order) for _, members in parts]


def _fewest(supports: list[Support], steps_max: int) -> list[str] | None:
    """The smallest set that meets every support; None where the search takes too many steps.

    Branches on the narrowest support that is not met, and gives up a branch when the supports left
    that share no source would already make it as large as the best set known.
    """
    best = _greedy(supports)
    stack: list[tuple[list[str], list[Support]]] = [([], supports)]
    steps = 0
    while stack:
        steps += 1
        if steps > steps_max:
            return None
        chosen, open_ = stack.pop()
        if not open_:
            if len(chosen) < len(best):
                best = chosen
            continue
        if len(chosen) + len(_disjoint(open_)) >= len(best):
            continue
        for origin in sorted(open_[0], reverse=True):
            left = [support for support in open_ if origin not in support]
            stack.append(([*chosen, origin], left))
    return best


def _disjoint(supports: Sequence[Support]) -> list[Support]:
    """Supports of which no two share a source, taken narrowest first: a lower bound."""
    apart: list[Support] = []
    used: set[str] = set()
    for support in supports:
        if not used & support:
            apart.append(support)
            used |= support
    return apart


def _greedy(supports: Sequence[Support]) -> list[str]:
    """A set that meets every support, taking each time the source that meets most: an upper bound."""
    left, chosen = list(supports), list[str]()
    while left:
        met: dict[str, int] = {}
        for support in left:
            for origin in support:
                met[origin] = met.get(origin, 0) + 1
        best = min(met, key=lambda origin: (-met[origin], origin))
        chosen.append(best)
        left = [support for support in left if best not in support]
    return chosen
