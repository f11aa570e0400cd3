"""Have the record stamped by an authority outside, without asking it ourselves.

In: a case; what an authority answered.  Out: a request to carry to an authority by whatever way is safe; an entry with
the answer, once it is seen to be over a state of this very record. Nothing is sent from here, so nobody learns by
surprise that a case exists.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from firsthand.errors import OperatorError
from firsthand.model.record import Timestamped
from firsthand.model.value import value
from firsthand.pipeline.authorities import authorities
from firsthand.pipeline.case import Case
from firsthand.store.files import read_small, write_durably
from firsthand.store.merkle import Frontier
from firsthand.store.record import Key, Record, origin_of
from firsthand.store.signing import Checkpoint, stamped_text
from firsthand.store.timestamps import REPLY_BYTES_MAX, Stamp, StampError, check_reply, request


@value
class Stamped:
    """A stamp and which state of the record it is over."""

    size: int
    root: str
    utc: str
    authority: str
    trusted: bool


def ask(case: Case, target: Path) -> int:
    """Write a request for the record as it is signed now; how many entries that is.

    Raises:
        OperatorError: the file is there already, or cannot be written.
    """
    opened = case.opened()
    checkpoint = case.record.check(Key(name=opened.key_name, public=opened.key))
    if target.exists():
        raise OperatorError(f"{target} is there already: name another file")
    write_durably(target, request(hashlib.sha256(stamped_text(checkpoint)).digest()), append=False)
    return checkpoint.size


def take(case: Case, answered: Path) -> Stamped:
    """Record what an authority answered.

    Raises:
        OperatorError: it is no sound stamp, or not over a state of this record.
    """
    try:
        reply = read_small(answered, REPLY_BYTES_MAX)
        stamp = check_reply(reply, roots=authorities())
    except OSError as problem:
        raise OperatorError(f"{answered} cannot be read: {problem.strerror}") from None
    except StampError as problem:
        raise OperatorError(f"{answered}: {problem}") from None
    found = find_state(case.record, stamp)
    if found is None:
        raise OperatorError(
            f"{answered} is a sound stamp of {stamp.utc} by {stamp.authority}, over something else: "
            "no state of this record has that digest"
        )
    case.append(
        [
            Timestamped(
                size=found.size,
                root=found.root.hex(),
                utc=stamp.utc,
                authority=stamp.authority,
                reply=base64.b64encode(reply).decode("ascii"),
            )
        ]
    )
    return Stamped(
        size=found.size,
        root=found.root.hex(),
        utc=stamp.utc,
        authority=stamp.authority,
        trusted=stamp.trusted,
    )


def find_state(record: Record, stamp: Stamp) -> Checkpoint | None:
    """The size at which the record had the digest that was stamped, if it ever had."""
    frontier = Frontier()
    origin = origin_of(record.first_line())
    for line in record.lines():
        frontier.append(line)
        state = Checkpoint(origin=origin, size=frontier.size, root=frontier.root())
        if hashlib.new(stamp.algorithm, stamped_text(state)).digest() == stamp.imprint:
            return state
    return None
