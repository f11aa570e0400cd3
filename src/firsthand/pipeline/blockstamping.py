"""Have the record stamped by a block of Bitcoin (OpenTimestamps), by files: nothing is sent from here.

In: a case; a proof that somebody brings back, whole or waiting; a block's header, if they have it.  Out: the lines of the state as a file
that any program of OpenTimestamps stamps; an entry with the proof, once it is seen to be over a state of this very record.
"""

from __future__ import annotations

import base64
from pathlib import Path

from firsthand.errors import OperatorError
from firsthand.model.anchoring import BlockStamped
from firsthand.model.value import value
from firsthand.pipeline.anchoring import WAITS, BlockError, judge_block
from firsthand.pipeline.case import Case
from firsthand.pipeline.signed import write_asked
from firsthand.pipeline.stamping import find_state
from firsthand.store.blocks import HEADER_FILE_BYTES_MAX, Header, read_header
from firsthand.store.files import read_small
from firsthand.store.opentimestamps import MAGIC, PROOF_BYTES_MAX, ProofError, read_proof
from firsthand.store.signing import stamped_text


@value
class Blocked:
    """What a proof shows: over how many entries, and by which block, or `where` it waits."""

    size: int
    root: str
    where: str
    utc: str
    waits: bool
    trusted: bool


def is_proof(path: Path) -> bool:
    """Whether a file is a proof of OpenTimestamps."""
    try:
        return read_small(path, PROOF_BYTES_MAX).startswith(MAGIC)
    except OSError:
        return False  # whoever takes it says so


def ask(case: Case, target: Path) -> int:
    """Write the lines of the state that is signed now; how many entries that is.

    Raises:
        OperatorError: the file is there already, or cannot be written.
    """
    return write_asked(case, target, stamped_text)


def take(case: Case, answered: Path, *, block: Path | None = None) -> Blocked:
    """Record a proof. *block* is a file with the header of the block that it leads to.

    Raises:
        OperatorError: it is no proof, not over a state of this record, or of another block than the header's.
    """
    try:
        data = read_small(answered, PROOF_BYTES_MAX)
        proof = read_proof(data)
    except OSError as problem:
        raise OperatorError(f"{answered} cannot be read: {problem.strerror}") from None
    except ProofError as problem:
        raise OperatorError(f"{answered}: {problem}") from None
    header = read_block(block) if block is not None else None
    state = find_state(case.record, proof.algorithm, proof.digest)
    if state is None:
        raise OperatorError(
            f"{answered} is a proof over something else: no state of this record has the digest {proof.digest.hex()}"
        )
    heights = [each.height for each in proof.attested if each.height >= 0]
    body = BlockStamped(
        size=state.size,
        root=state.root.hex(),
        proof=base64.b64encode(data).decode("ascii"),
        height=min(heights, default=None),
        header=header.raw.hex() if header else "",
    )
    anchor, waits = None, ""
    try:
        anchor = judge_block(body, state, [header] if header else [])
    except BlockError as problem:
        if problem.code != WAITS or header is not None:
            raise OperatorError(f"{answered}: {problem}") from None
        waits = str(problem)
    case.append([body])
    return Blocked(
        size=state.size,
        root=body.root,
        where=anchor.authority if anchor else waits,
        utc=anchor.utc if anchor else "",
        waits=anchor is None,
        trusted=anchor is not None and anchor.trusted,
    )


def read_block(path: Path) -> Header:
    """The header in a file.

    Raises:
        OperatorError: there is none.
    """
    try:
        return read_header(read_small(path, HEADER_FILE_BYTES_MAX))
    except OSError as problem:
        raise OperatorError(f"{path} cannot be read: {problem.strerror}") from None
    except ProofError as problem:
        raise OperatorError(f"{path}: {problem}") from None
