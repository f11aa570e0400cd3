"""Have the record stamped by an authority outside, without asking it ourselves.

In: a case; what an authority answered.  Out: a request to carry to an authority by whatever way is safe; an entry with
the answer, once it is seen to be over a state of this very record. Nothing is sent from here, so nobody learns by
surprise that a case exists.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate

from firsthand.errors import OperatorError
from firsthand.model.record import Timestamped
from firsthand.model.value import value
from firsthand.pipeline.authorities import authorities
from firsthand.pipeline.case import Case
from firsthand.pipeline.signed import write_asked
from firsthand.store.chains import read_pem
from firsthand.store.files import read_small
from firsthand.store.merkle import Frontier
from firsthand.store.record import Record, origin_of
from firsthand.store.signing import Checkpoint, stamped_text
from firsthand.store.timestamps import REPLY_BYTES_MAX, StampError, check_reply, request

CHAIN_BYTES_MAX = 64 * 1024  # four certificates take some 8 KiB


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
    return write_asked(
        case, target, lambda state: request(hashlib.sha256(stamped_text(state)).digest())
    )


def take(case: Case, answered: Path, *, chain: Path | None = None) -> Stamped:
    """Record what an authority answered. *chain* is a file with certificates above the authority's, up to its root.

    Raises:
        OperatorError: it is no sound stamp, not over a state of this record, or nobody could check it later, since the
            certificates do not lead to a root.
    """
    beside = _certificates(chain) if chain is not None else []
    try:
        reply = read_small(answered, REPLY_BYTES_MAX)
        stamp = check_reply(reply, roots=authorities(), beside=beside)
    except OSError as problem:
        raise OperatorError(f"{answered} cannot be read: {problem.strerror}") from None
    except StampError as problem:
        raise OperatorError(f"{answered}: {problem}") from None
    found = find_state(case.record, stamp.algorithm, stamp.imprint)
    if found is None:
        raise OperatorError(
            f"{answered} is a sound stamp of {stamp.utc} by {stamp.authority}, over something else: "
            "no state of this record has that digest"
        )
    if not stamp.complete:
        raise OperatorError(
            f"the certificates in {answered} do not lead from {stamp.authority} to a root: ask the authority for the "
            "others and give them, --chain FILE, so that whoever checks has them"
        )
    ders = {each.public_bytes(Encoding.DER) for each in beside}
    case.append(
        [
            Timestamped(
                size=found.size,
                root=found.root.hex(),
                utc=stamp.utc,
                authority=stamp.authority,
                reply=base64.b64encode(reply).decode("ascii"),
                chain=tuple(
                    base64.b64encode(each).decode("ascii") for each in stamp.chain if each in ders
                ),
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


def _certificates(path: Path) -> list[Certificate]:
    try:
        return read_pem(read_small(path, CHAIN_BYTES_MAX))
    except OSError as problem:
        raise OperatorError(f"{path} cannot be read: {problem.strerror}") from None
    except ValueError:
        raise OperatorError(f"expected certificates in {path} (PEM or DER), found none") from None


def find_state(record: Record, algorithm: str, digest: bytes) -> Checkpoint | None:
    """The size at which the record had the digest that was stamped, if it ever had."""
    frontier = Frontier()
    origin = origin_of(record.first_line())
    for line in record.lines():
        frontier.append(line)
        state = Checkpoint(origin=origin, size=frontier.size, root=frontier.root())
        if hashlib.new(algorithm, stamped_text(state)).digest() == digest:
            return state
    return None
