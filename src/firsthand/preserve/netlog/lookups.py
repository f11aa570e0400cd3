"""What a log tells of names that were looked up: the browser's results, and answers of name servers as they came.

In: events of the browser's resolver.  Out: `Lookup`s. Where a proxy resolves names, the log has none of them.
Messages of name servers: RFC 1035 4; kept raw, and read for addresses only.
"""

from __future__ import annotations

import binascii
import ipaddress
from typing import Any

from firsthand.preserve.netlog.events import Constants, Event
from firsthand.preserve.netlog.failures import failure
from firsthand.preserve.netlog.wire import Lookup

OPEN_MAX = 10_000  # lookups at once
LOOKUPS_MAX = 100_000
ANSWERS_MAX = 200  # of one message: 64 KiB hold more only if it is made to
KINDS = {1: "A", 28: "AAAA", 65: "HTTPS", 5: "CNAME", 16: "TXT", 33: "SRV", 12: "PTR"}
HEAD_BYTES = 12
POINTER = 0xC0


class Lookups:
    """Gathers them in the order in which they ended."""

    def __init__(self, constants: Constants) -> None:
        self._constants = constants
        self._names: dict[int, tuple[str, list[str]]] = {}
        self.found: list[Lookup] = []

    def take(self, event: Event) -> None:
        """Take in an event of a resolver's job or of a transaction with a name server."""
        if len(self.found) >= LOOKUPS_MAX:
            return
        if event.name in {"HOST_RESOLVER_MANAGER_JOB", "DNS_TRANSACTION"}:
            self._job(event)
        elif event.name == "DNS_TRANSACTION_RESPONSE":
            self._answer(event)
        elif event.source in self._names:
            _gather(event.params, self._names[event.source][1])

    def _job(self, event: Event) -> None:
        if event.phase == "begin" and len(self._names) < OPEN_MAX:
            name = event.text("host") or event.text("hostname")
            self._names[event.source] = (name.rsplit("//", 1)[-1], [])
        elif event.phase == "end" and event.source in self._names:
            name, addresses = self._names.pop(event.source)
            if event.name == "DNS_TRANSACTION":
                return  # its answer was kept when it came
            error = event.number("net_error")
            self.found.append(
                Lookup(
                    name=name,
                    at=self._constants.moment(event.moment),
                    kind="browser",
                    addresses=tuple(dict.fromkeys(addresses)),
                    failed=failure(error, self._constants) if error else "",
                )
            )

    def _answer(self, event: Event) -> None:
        try:
            raw = binascii.a2b_base64(event.text("response_buffer"), strict_mode=True)
        except (ValueError, binascii.Error):
            return
        kind, addresses, code = read_answer(raw)
        self.found.append(
            Lookup(
                name=self._names.get(event.source, ("", []))[0],
                at=self._constants.moment(event.moment),
                kind=kind,
                addresses=addresses,
                raw=raw,
                failed=f"the name server answered with code {code}" if code else "",
            )
        )


def read_answer(raw: bytes) -> tuple[str, tuple[str, ...], int]:
    """What was asked for, the addresses in the answer, and the code; as far as the message can be read."""
    if len(raw) < HEAD_BYTES:
        return "", (), 0
    questions, answers = int.from_bytes(raw[4:6], "big"), int.from_bytes(raw[6:8], "big")
    at, asked = HEAD_BYTES, ""
    for _ in range(min(questions, ANSWERS_MAX)):
        at = _past_name(raw, at)
        asked = asked or KINDS.get(int.from_bytes(raw[at : at + 2], "big"), "")
        at += 4
    found = []
    for _ in range(min(answers, ANSWERS_MAX)):
        at = _past_name(raw, at)
        kind, size = (
            int.from_bytes(raw[at : at + 2], "big"),
            int.from_bytes(raw[at + 8 : at + 10], "big"),
        )
        data = raw[at + 10 : at + 10 + size]
        if (kind, len(data)) in {(1, 4), (28, 16)}:
            found.append(str(ipaddress.ip_address(data)))
        at += 10 + size
    return asked, tuple(found), raw[3] & 0x0F


def _past_name(raw: bytes, at: int) -> int:
    """Where a name that begins at *at* ends; pointers are not followed."""
    while at < len(raw) and raw[at]:
        if raw[at] & POINTER:
            return at + 2
        at += 1 + raw[at]
    return at + 1


def _gather(told: Any, into: list[str], depth: int = 4) -> None:
    """Every address in what an event tells, wherever it stands."""
    if len(into) >= ANSWERS_MAX or not depth:
        return
    if isinstance(told, dict):
        for part in told.values():
            _gather(part, into, depth - 1)
    elif isinstance(told, list):
        for part in told:
            _gather(part, into, depth - 1)
    elif isinstance(told, str) and (address := _address(told)):
        into.append(address)


def _address(text: str) -> str:
    """The address in text such as `192.0.2.1:443` or `[2001:db8::1]:0`; nothing where it is none."""
    for part in (text, text.rsplit(":", 1)[0]):
        try:
            return str(ipaddress.ip_address(part.strip("[]")))
        except ValueError:
            continue
    return ""
