"""Say up to which entry others vouch for the record: authorities by stamps, cosigners by signatures.

In: the entries that hold stamps and cosignatures; the roots at the sizes they speak of.  Out: anchors that hold, and a
problem for each that does not. How they come into the record is in `pipeline.stamping` and `pipeline.cosigning`.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence

from cryptography.x509 import Certificate

from firsthand.model.anchoring import Cosigned
from firsthand.model.problem import Problem, Severity
from firsthand.model.record import Body, Timestamped
from firsthand.model.value import value
from firsthand.pipeline.authorities import authorities
from firsthand.store.chains import read_certificates
from firsthand.store.cosigning import VerifierKey, check_cosignature, read_key
from firsthand.store.files import open_to_read
from firsthand.store.record import Record, Scanned
from firsthand.store.signing import Checkpoint, NoteError, stamped_text
from firsthand.store.timestamps import StampError, check_reply

STAMPED, COSIGNED = b'"is":"Timestamped"', b'"is":"Cosigned"'
STAMP, COSIGNATURE = "stamp", "cosignature"


@value
class Anchor:
    """Somebody outside says that the record stood at so many entries by a time.

    `trusted`: browsers believe the authority, or whoever verifies named the cosigner's key.
    """

    size: int
    utc: str
    authority: str
    trusted: bool
    kind: str = STAMP
    key: str = ""  # the fingerprint of a cosigner's key


def sizes(record: Record) -> list[int]:
    """At which sizes the record is said to be anchored: roots are taken at these as it is passed."""
    return list(_sizes(record))


def _sizes(record: Record) -> Iterator[int]:
    try:
        with open_to_read(record.log) as stream:
            for line in stream:
                if STAMPED in line or COSIGNED in line:
                    yield int(json.loads(line)["body"]["size"])
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return  # what is wrong with the entry is said in its turn


class Anchors:
    """The anchors of a record, gathered as it is passed and judged at its end."""

    def __init__(self, known: Iterable[VerifierKey] = ()) -> None:
        """*known* are the keys of cosigners that whoever verifies has by another way."""
        self.held: list[Anchor] = []
        self._known = {key.text for key in known}
        self._stamps: list[tuple[int, Timestamped]] = []
        self._cosigned: list[tuple[int, Cosigned]] = []

    def take(self, number: int, body: Body) -> None:
        """The next entry."""
        if isinstance(body, Timestamped):
            self._stamps.append((number, body))
        elif isinstance(body, Cosigned):
            self._cosigned.append((number, body))

    def judge(self, found: Scanned) -> Iterator[Problem]:
        """Each must hold, and be over the state of this record that it is said to be over."""
        roots = authorities() if self._stamps else []
        for number, body in self._stamps:
            problem = self._stamp(number, body, found, roots)
            if problem:
                yield _problem(*problem, number)
        for number, told in self._cosigned:
            problem = self._cosignature(number, told, found)
            if problem:
                yield _problem(*problem, number)

    def _stamp(
        self, number: int, body: Timestamped, found: Scanned, roots: Sequence[Certificate]
    ) -> tuple[str, str] | None:
        root = found.roots.get(body.size)
        try:
            reply = base64.b64decode(body.reply, validate=True)
            stamp = check_reply(reply, roots=roots, beside=read_certificates(body.chain))
        except (StampError, ValueError) as problem:
            return "stamp-wrong", str(problem)
        state = Checkpoint(origin=found.origin, size=body.size, root=root or b"")
        digest = hashlib.new(stamp.algorithm, stamped_text(state)).digest()
        if body.size > number or root is None or digest != stamp.imprint:
            return (
                "stamp-foreign",
                f"expected a stamp over the first {body.size} entries, found one over others",
            )
        if (stamp.utc, stamp.authority) != (body.utc, body.authority):
            return (
                "stamp-differs",
                f"expected {body.utc} by {body.authority}, the stamp says {stamp.utc} by {stamp.authority}",
            )
        self.held.append(
            Anchor(
                size=body.size,
                utc=stamp.utc,
                authority=stamp.authority,
                trusted=stamp.trusted,
            )
        )
        return None

    def _cosignature(self, number: int, body: Cosigned, found: Scanned) -> tuple[str, str] | None:
        root = found.roots.get(body.size)
        if body.size > number or root is None or body.root != root.hex():
            return (
                "cosignature-foreign",
                f"expected a cosignature over the first {body.size} entries, found one over others",
            )
        try:
            key = read_key(body.key)
            state = Checkpoint(origin=found.origin, size=body.size, root=root)
            utc = as_utc(check_cosignature(body.line, key=key, checkpoint=state))
        except NoteError as problem:
            return "cosignature-wrong", str(problem)
        if (utc, key.name) != (body.utc, body.cosigner):
            return (
                "cosignature-differs",
                f"expected {body.utc} by {body.cosigner}, the line says {utc} by {key.name}",
            )
        self.held.append(
            Anchor(
                size=body.size,
                utc=utc,
                authority=key.name,
                trusted=key.text in self._known,
                kind=COSIGNATURE,
                key=key.fingerprint,
            )
        )
        return None


def as_utc(seconds: int) -> str:
    """Seconds since 1970 as a moment.

    Raises:
        NoteError: it is beyond any calendar.

    >>> as_utc(1679315147)
    '2023-03-20T12:25:47Z'
    """
    try:
        moment = dt.datetime.fromtimestamp(seconds, dt.UTC)
    except (OverflowError, ValueError, OSError):
        raise NoteError(f"expected a time that a calendar knows, found {seconds}") from None
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _problem(code: str, message: str, number: int) -> Problem:
    return Problem(severity=Severity.ERROR, code=code, message=message, where=f"entry {number}")
