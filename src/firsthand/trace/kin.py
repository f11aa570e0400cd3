"""Let the same words name the same page: what one page's naming leads to, that of its copy leads to.

In: whom pages name in words of their own, steps, pairs that are open, the pages that namings and links were
found to lead to.  Out: further namings with the page they may lead to.  Whether a step is drawn is not
decided here but in `trace.naming`.

A page and its copy name a source in the same sentence. Where it is open who was first, or the copy
has the earlier date, either names it for itself; but only one may link to it, or be dated after it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from firsthand.model.document import Attribution, TextPosition
from firsthand.trace.clues import Clues
from firsthand.trace.deciding import Step
from firsthand.trace.direction import is_within
from firsthand.trace.reuse import Reuse

Given = tuple[Attribution, ...]
KIN_MAX = 60  # pages that share words with one page and are asked what its naming leads to


def own_namings(steps: Sequence[Step], clues: Clues, reuse: Reuse) -> list[Mapping[str, Given]]:
    """Whom each page names in words of its own: what it copied together with its source is left out."""
    parents: dict[int, list[int]] = {}
    for step in steps:
        parents.setdefault(step.later, []).append(step.earlier)
    found: list[Mapping[str, Given]] = []
    for page, every in enumerate(clues.named):
        named, above = every, parents.get(page)
        if named and above:
            copied = [place for parent in above for place in _shared(parent, page, reuse)]
            kept = {
                agent: tuple(one for one in given if not is_within(one.source, copied))
                for agent, given in named.items()
            }
            named = {agent: given for agent, given in kept.items() if given}
        found.append(named)
    return found


def kin_of(
    steps: Sequence[Step],
    unclear: Sequence[tuple[int, int]],
    drawn: Collection[tuple[int, int]],
) -> dict[int, dict[int, list[int]]]:
    """Of each page those that have words from it, or may have, and the pages to which they lead.

    *drawn* are the ends of steps that were drawn by namings and links.
    """
    targets: dict[int, list[int]] = {}
    for page, target in sorted(drawn):
        targets.setdefault(page, []).append(target)
    below = [(step.earlier, step.later) for step in steps]
    beside = [*unclear, *((other, one) for one, other in unclear)]
    kin: dict[int, dict[int, list[int]]] = {}
    for page, other in sorted({*below, *beside}):
        met = kin.setdefault(page, {}) if other in targets else {}
        if len(met) < KIN_MAX and other in targets:
            met[other] = targets[other]
    return kin


def namings_of_kin(
    own: Sequence[Mapping[str, Given]],
    kin: Mapping[int, Mapping[int, Sequence[int]]],
    clues: Clues,
    reuse: Reuse,
) -> Iterator[tuple[int, str, int, int]]:
    """Page, source, the source's page, and which of `kin_of` leads there with the same words."""
    for page, others in kin.items():
        for agent, given in own[page].items():
            for other, targets in others.items():
                leads = [t for t in targets if clues.publishers[t] == agent and t != page]
                if leads and is_within(given[0].source, _shared(other, page, reuse)):
                    yield page, agent, leads[0], other


def _shared(one: int, other: int, reuse: Reuse) -> list[TextPosition]:
    """The words of the other of two pages that the one has too."""
    stretches = reuse.explained(one, other, ends=False)
    return [reuse.quotation(other, stretch).position for stretch in stretches]
