"""Read a file of cookies, and keep their values out of what is preserved.

In: the lines of a cookie file as browsers and `curl` write it; exchanges.  Out: cookies; exchanges in which no value of the file
stands in a head, labelled as rewritten where one did. Bodies are not changed: whether a value is in one is told.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence

from firsthand.model.custody import Fidelity
from firsthand.model.problem import Outcome, Problem, Severity
from firsthand.model.visit import Cookie
from firsthand.preserve.exchanges import Body, Exchange

COOKIES_MAX = 5_000  # a whole browser has as many
EXPIRES_DIGITS_MAX = 15  # of seconds since 1970, and more than any clock shows
VALUE_LETTERS_MIN = 6  # a shorter value ("1", "yes") is no secret and stands anywhere
IN_PLACE = b"(withheld)"
_HTTP_ONLY = "#HttpOnly_"
_FIELDS = ("domain", "subdomains", "path", "secure", "expires", "name", "value")
_SENT = re.compile(rb"(?im)^cookie[ \t]*:[^\r\n]*")
_SET = re.compile(rb"(?im)^(set-cookie[ \t]*:[ \t]*)([^=;\r\n]+)=([^;\r\n]*)")


def read_cookies(text: str, *, where: str) -> Outcome[Cookie]:
    """The cookies of a file: seven fields a line, parted by tabs; lines that are none are told by number."""
    found: list[Cookie] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), start=1):
        told = line.removeprefix(_HTTP_ONLY)
        if not told.strip() or (told.startswith("#") and told == line):
            continue
        fields = told.split("\t")
        if len(fields) != len(_FIELDS) or not fields[0].strip(".") or not fields[5]:
            message = f"expected {len(_FIELDS)} fields parted by tabs ({', '.join(_FIELDS)}), found {len(fields)}"
            problems.append(_problem(message, f"{where}:{number}"))
        elif len(found) >= COOKIES_MAX:
            problems.append(_problem(f"expected up to {COOKIES_MAX} cookies", f"{where}:{number}"))
            break
        else:
            found.append(
                Cookie(
                    domain=fields[0].lstrip("."),
                    with_subdomains=fields[1].upper() == "TRUE",
                    path=fields[2] or "/",
                    secure=fields[3].upper() == "TRUE",
                    expires=_seconds(fields[4]),
                    name=fields[5],
                    value=fields[6],
                    http_only=line.startswith(_HTTP_ONLY),
                )
            )
    return Outcome(values=tuple(found), problems=tuple(problems))


def _seconds(told: str) -> int:
    return int(told) if told.isdecimal() and len(told) <= EXPIRES_DIGITS_MAX else 0


@dataclasses.dataclass
class Withholding:
    """Takes values of cookies out of heads, and counts where.

    `heads` names each request or answer that was changed, `bodies` each body that holds a value as it stands.
    """

    names: frozenset[bytes]
    values: tuple[bytes, ...]
    heads: list[str] = dataclasses.field(default_factory=list)
    bodies: list[str] = dataclasses.field(default_factory=list)

    @classmethod
    def of(cls, cookies: Sequence[Cookie]) -> Withholding:
        """For the cookies of a file."""
        long = {c.value.encode() for c in cookies if len(c.value) >= VALUE_LETTERS_MIN}
        return cls(
            names=frozenset(cookie.name.encode() for cookie in cookies),
            values=tuple(sorted(long, key=lambda value: (-len(value), value))),
        )

    def without(self, exchanges: Iterable[Exchange]) -> Iterator[Exchange]:
        """Each exchange, as it is or with values withheld; frames that hold them are left out."""
        for exchange in exchanges:
            yield self._without(exchange) if self.names else exchange

    def _without(self, exchange: Exchange) -> Exchange:
        asked = self._blank(_SENT.sub(self._sent, exchange.request_head))
        answered, *early = (
            self._blank(_SET.sub(self._set, head))
            for head in (exchange.response_head, *exchange.interim)
        )
        for what, body in (("sent", exchange.request_body), ("received", exchange.response_body)):
            if self._holds(body):
                self.bodies.append(f"{exchange.address} ({what})")
        same = (asked, answered, tuple(early)) == (
            exchange.request_head,
            exchange.response_head,
            exchange.interim,
        )
        if same:
            return exchange
        self.heads.append(exchange.address)
        return dataclasses.replace(
            exchange,
            request_head=asked,
            response_head=answered,
            interim=tuple(early),
            fidelity=Fidelity.REWRITTEN,
            frames=None,
        )

    def _blank(self, head: bytes) -> bytes:
        for each in self.values:
            head = head.replace(each, IN_PLACE)
        return head

    def _sent(self, found: re.Match[bytes]) -> bytes:
        name, _, pairs = found[0].partition(b":")
        return name + b":" + b";".join(map(self._pair, pairs.split(b";")))

    def _pair(self, pair: bytes) -> bytes:
        name, equals, _ = pair.partition(b"=")
        return name + equals + IN_PLACE if name.strip() in self.names else pair

    def _set(self, found: re.Match[bytes]) -> bytes:
        """A server that sets a cookie of the file anew gives the same secret in another word."""
        if found[2].strip() not in self.names or not found[3]:
            return found[0]
        return found[1] + found[2] + b"=" + IN_PLACE

    def _holds(self, body: Body) -> bool:
        longest = max(map(len, self.values), default=0)
        if not longest:
            return False
        before = b""
        for piece in body.pieces():
            seen = before + piece
            if any(each in seen for each in self.values):
                return True
            before = seen[-longest:]
        return False


def _problem(message: str, where: str) -> Problem:
    return Problem(severity=Severity.WARNING, code="no-cookie", message=message, where=where)
