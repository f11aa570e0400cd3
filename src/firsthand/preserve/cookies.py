"""Read a file of cookies, and keep their values out of what is preserved.

In: the lines of a cookie file as browsers and `curl` write it; exchanges.  Out: cookies; exchanges in which no value of the file
stands, labelled as rewritten where one did. What could not be taken out is told.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from firsthand.model.custody import Fidelity
from firsthand.model.problem import Outcome, Problem, Severity
from firsthand.model.visit import Cookie
from firsthand.preserve.exchanges import Body, Exchange, Held
from firsthand.preserve.secrets import Secrets

COOKIES_MAX = 5_000  # a whole browser has as many
EXPIRES_DIGITS_MAX = 15  # of seconds since 1970, and more than any clock shows
VALUE_LETTERS_MIN = 6  # a shorter value ("1", "yes") is no secret and stands anywhere
TOKEN_LETTERS_MIN = 12  # of a value that is taken out of pages: it has letters and digits, too
IN_PLACE = b"(withheld)"
_HTTP_ONLY = "#HttpOnly_"
_FIELDS = ("domain", "subdomains", "path", "secure", "expires", "name", "value")
_PACKED = re.compile(rb"(?im)^(?:content|transfer)-encoding[ \t]*:")
_OF_PACKING = re.compile(
    rb"(?i)(?:content-encoding|transfer-encoding|content-length|trailer)[ \t]*:"
)
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


Unpack = Callable[
    [bytes, Body], bytes | None
]  # a head and its body; nothing where it cannot be unpacked whole


@dataclasses.dataclass
class Withholding:
    """Takes values of cookies out of what is archived, and counts where.

    `heads` names each request or answer of which a head or the address was changed, `bodies` each body that was, `left` each that holds a
    value and could not be changed. *unpack* gives a body as it was meant, without chunks and packing.
    """

    names: frozenset[bytes]
    in_heads: Secrets
    secrets: Secrets  # those that are looked for everywhere
    unpack: Unpack
    heads: list[str] = dataclasses.field(default_factory=list)
    bodies: list[str] = dataclasses.field(default_factory=list)
    left: list[str] = dataclasses.field(default_factory=list)

    @classmethod
    def of(cls, cookies: Sequence[Cookie], *, unpack: Unpack) -> Withholding:
        """For the cookies of a file."""
        return cls(
            names=frozenset(cookie.name.encode() for cookie in cookies),
            in_heads=Secrets(c.value for c in cookies if len(c.value) >= VALUE_LETTERS_MIN),
            secrets=Secrets(c.value for c in cookies if _is_token(c.value)),
            unpack=unpack,
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
        changed = dataclasses.replace(
            exchange,
            address=self.secrets.blank_text(exchange.address),
            request_head=asked,
            response_head=answered,
            interim=tuple(early),
            trailers=self._blank(exchange.trailers),
        )
        if changed != exchange:
            self.heads.append(changed.address)
        asked, sent = self._body(changed.address, asked, exchange.request_body, "sent")
        answered, received = self._body(
            changed.address, answered, exchange.response_body, "received"
        )
        changed = dataclasses.replace(
            changed, request_head=asked, request_body=sent,
            response_head=answered, response_body=received,
        )  # fmt: skip
        if changed == exchange:
            return exchange
        return dataclasses.replace(changed, fidelity=Fidelity.REWRITTEN, frames=None)

    def _body(self, address: str, head: bytes, body: Body, way: str) -> tuple[bytes, Body]:
        """A head and a body without the values; as they are, where none is found or it cannot be taken out."""
        if not self.secrets or not body.size_bytes:
            return head, body
        is_plain = not _PACKED.search(head)
        if is_plain and not self.secrets.are_in(body):
            return head, body
        meant = self.unpack(head, body)
        if meant is None:
            if is_plain or self.secrets.are_in(body):
                self.left.append(f"{address} ({way})")
            elif not is_plain:
                self.left.append(
                    f"{address} ({way}: it cannot be unpacked, so nobody looked into it)"
                )
            return head, body
        kept = self.secrets.blank(meant)
        if kept == meant:
            return head, body
        self.bodies.append(f"{address} ({way})")
        return (head if is_plain else _unpacked_head(head, len(kept))), Held(data=kept)

    def told(self) -> Iterator[str]:
        """What was withheld, and what could not be."""
        if self.heads:
            yield (
                f"values of cookies of the file, in {len(self.heads)} heads, which are rewritten"
            )
        for each in self.bodies:
            yield f"values of cookies of the file, in the body of {each}: stars stand there, and it is not packed as it was"
        for each in self.left:
            yield f"nothing, though a value of the file may stand in the body of {each}"

    def _blank(self, head: bytes) -> bytes:
        return self.in_heads.blank(head, IN_PLACE)

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


def _is_token(value: str) -> bool:
    """Whether it is so long and so mixed that it stands nowhere by chance: `default` or a day stand in every other page."""
    mixed = any(each.isdigit() for each in value) and any(each.isalpha() for each in value)
    return mixed and len(value) >= TOKEN_LETTERS_MIN


def _unpacked_head(head: bytes, length: int) -> bytes:
    """The head of a body that is no longer packed nor in chunks."""
    end = b"\r\n" if head.endswith(b"\r\n") else b"\n"
    kept = [line for line in head.split(b"\n") if not _OF_PACKING.match(line)]
    first = kept[0] + b"\n" + b"Content-Length: %d" % length + end
    return first + b"\n".join(kept[1:])


def _problem(message: str, where: str) -> Problem:
    return Problem(severity=Severity.WARNING, code="no-cookie", message=message, where=where)
