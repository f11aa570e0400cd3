"""Say of each exchange which machine answered it, as the gate knows it.

In: the gate's passages; exchanges whose peer is the gate.  Out: the same exchanges, with the address that the gate connected to.
A browser behind a proxy does not know it. Where a name led to several addresses, or names were looked up elsewhere,
nothing is said.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from firsthand.model.passage import Passage, PassageEnd
from firsthand.preserve.exchanges import Exchange

LENGTH = "length"  # a value of WARC-Truncated (ISO 28500 5.13)
_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}


class Gated:
    """Who answered under which name."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        found: dict[tuple[str, int], set[str]] = {}
        for passage in passages:
            if passage.address and passage.end is not PassageEnd.REFUSED:
                place = passage.host.strip("[]"), passage.port
                found.setdefault(place, set()).add(passage.address)
        self._cut = {
            (each.host.strip("[]"), each.port) for each in passages if each.end is PassageEnd.CUT
        }
        self._peers = {place: min(few) for place, few in found.items() if len(few) == 1}

    def named(self, exchanges: Iterable[Exchange]) -> Iterator[Exchange]:
        """Each exchange, its peer as the gate knows it; what the gate itself cut off says that it was for its length."""
        for exchange in exchanges:
            is_cut = exchange.truncated and _place(exchange.address) in self._cut
            yield dataclasses.replace(
                exchange,
                peer=self.peer(exchange.address),
                truncated=LENGTH if is_cut else exchange.truncated,
            )

    def peer(self, address: str) -> str:
        """The machine that answered for *address*, with its port; empty where that is not known.

        >>> from firsthand.model.moment import Moment
        >>> noon = Moment(utc="2030-01-02T12:00:00Z")
        >>> met = Passage(host="a.example", port=443, began=noon, end=PassageEnd.PASSED, address="2001:db8::1")
        >>> Gated([met]).peer("https://a.example/x")
        '[2001:db8::1]:443'
        """
        place = _place(address)
        peer = self._peers.get(place, "")
        if not peer:
            return ""
        return f"[{peer}]:{place[1]}" if ":" in peer else f"{peer}:{place[1]}"


def _place(address: str) -> tuple[str, int]:
    """The host and the port that an address leads to; of none where it is no address."""
    try:
        parts = urlsplit(address)
        return (parts.hostname or "").strip("[]"), parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        return "", 0
