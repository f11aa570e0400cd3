"""Know for whom a person speaks on every page, once one page says so.

In: attributions.  Out: name → the body behind it. "HRW director Ana Example said" on one page
tells whose words "Ana Example said" are on the next: one source, not two. Of two bodies behind one name
none is taken: that may be two people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from firsthand.model.document import Attribution, AttributionKind

NAME_WORDS = 2  # of a full name, which ends a title: "HRW director Ana Example"
HAN_SIGNS = (2, 3)  # of a name at the end of a title: 外交部发言人陆慷
_HAN = re.compile(r"[\u3400-\u9fff]+")


def find_bodies(attributions: Iterable[Attribution]) -> dict[str, str]:
    """For each name of a person for whom one body is told, that body."""
    told: dict[str, set[str]] = {}
    for one in attributions:
        if one.behind and not one.anonymous and one.kind is AttributionKind.SAID:
            for name in _names_of(one.agent):
                told.setdefault(name, set()).add(one.behind)
    return {name: min(bodies) for name, bodies in told.items() if len(bodies) == 1}


def speaks_for(attribution: Attribution, bodies: Mapping[str, str]) -> str:
    """To whom words go back: the body that the page tells, the one that others tell, or who said them."""
    known = bodies.get(_plain(attribution.agent), "") if bodies else ""
    return attribution.behind or known or attribution.agent


def _names_of(agent: str) -> Iterator[str]:
    """The name as it stands, and without the title before it; a surname alone is many people's."""
    plain = _plain(agent)
    if _HAN.fullmatch(plain):
        yield from (plain[-size:] for size in HAN_SIGNS if len(plain) >= size)
    words = plain.split()
    if len(words) >= NAME_WORDS:
        yield plain
        yield " ".join(words[-NAME_WORDS:])


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
