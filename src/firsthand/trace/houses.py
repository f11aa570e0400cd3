"""Know a house of the case by whatever of its name a page names it.

In: the publishers of the case, a name, the words where it stands.  Out: the publisher's name. "The Loop
Two blog" is Loop Two, and «Вестник» is the Вестник степи where the page goes on so: whom the table of
agents does not know, the case may.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_KINDS = frozenset(
    [
        "the",
        "blog",
        "newspaper",
        "paper",
        "website",
        "site",
        "magazine",
        "channel",
        "forum",
        "portal",
        "газета",
        "газеты",
        "газете",
        "журнал",
        "сайт",
        "портал",
        "journal",
        "zeitung",
        "diario",
    ]
)  # what a house is, said beside its name


# What a Chinese sentence hangs on to a house's name: 据晨报消息, 据晨报记者了解.
_HAN_TAIL = re.compile(
    r"(?<=[\u3400-\u9fff])(?:的?(?:最新|独家|獨家)?(?:消息|报道|報道|报导|報導|新闻|新聞)|(?:驻\w{2,4})?(?:记者|記者)(?:了解|获悉|獲悉|报道|報道)?|[讯訊])$"
)


class Houses:
    """The publishers of a case, by their plain names and by the first and the last words of these."""

    def __init__(self, publishers: Iterable[str]) -> None:
        plain: dict[str, set[str]] = {}
        begins: dict[str, set[str]] = {}
        ends: dict[str, set[str]] = {}
        for publisher in publishers:
            name = house_name(publisher)
            plain.setdefault(name, set()).add(publisher)
            words = name.split()
            for size in range(1, len(words)):
                begins.setdefault(" ".join(words[:size]), set()).add(publisher)
                ends.setdefault(" ".join(words[size:]), set()).add(publisher)
        self._plain: Mapping[str, set[str]] = plain
        self._begins: Mapping[str, set[str]] = begins
        self._ends: Mapping[str, set[str]] = ends

    def named(self, name: str, text: str, start: int) -> str:
        """The publisher that *name*, which stands in *text* at *start*, means; *name* if none or several."""
        plain = house_name(name)
        if plain in self._plain:
            met = self._plain[plain]
            return min(met) if len(met) == 1 else name
        told = _HAN_TAIL.sub("", plain)
        if told != plain and len(self._plain.get(told, ())) == 1:
            return min(self._plain[told])
        written = [
            house
            for house in self._begins.get(plain, ())
            if text[start : start + len(house)].casefold() == house.casefold()
        ]
        written += [house for house in self._ends.get(plain, ()) if _is_broken(house, text, start)]
        return max(written, key=lambda house: (len(house), house), default=name)


def _is_broken(house: str, text: str, start: int) -> bool:
    """Whether what stands at *start* ends a house's name that began before it: "the Juniper⏎Prairie Herald"."""
    first = max(0, start - len(house))
    words = r"\s+".join(map(re.escape, house.split()))
    found = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE).search(
        text, first, start + len(house)
    )
    return found is not None and found.start() < start < found.end()


def house_name(name: str) -> str:
    """A house's name without what is said of it.

    >>> house_name("The Ash Courier newspaper")
    'ash courier'
    """
    words = name.casefold().split()
    while len(words) > 1 and words[0] in _KINDS:
        words = words[1:]
    while len(words) > 1 and words[-1] in _KINDS:
        words = words[:-1]
    return " ".join(words)
