"""Tell whether one export of a case continues another: the same log, grown; or a fork, or one that was set back.

In: two exports (a case, a packet, a dossier, a checkpoint), and a proof where neither holds the whole log.  Out: a problem
for each way in which the later does not continue the earlier, in words; from a case the proof between any two of its states.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from firsthand.errors import DamagedRecordError, OperatorError
from firsthand.model.problem import Problem, Severity
from firsthand.model.value import value
from firsthand.pipeline.case import Case
from firsthand.pipeline.cosigning import (
    REQUEST_BYTES_MAX,
    Request,
    read_request,
    write_request,
)
from firsthand.store.files import read_small, write_durably
from firsthand.store.merkle import hash_leaf
from firsthand.store.proofs import Tree, grew
from firsthand.store.record import Key
from firsthand.store.signing import NOTE_BYTES_MAX, Checkpoint, NoteError, open_note, read_unsigned

PLACES = ("record/checkpoint", "checkpoint")  # of a case and a dossier; of a packet and a bag
EARLIER = "the earlier export"


@value
class Proved:
    """Between which sizes a proof was written."""

    old: int
    new: int


def read_state(export: Path) -> tuple[bytes, Checkpoint]:
    """The signed state in an export: a checkpoint, or a folder that holds one.

    Raises:
        OperatorError: there is none.
    """
    path = export
    if export.is_dir():
        found = [export / place for place in PLACES if (export / place).is_file()]
        if not found:
            raise OperatorError(
                f"{export} cannot be read as a checkpoint: it is a folder without one"
            )
        path = found[0]
    try:
        note = read_small(path, NOTE_BYTES_MAX)
        return note, read_unsigned(note)
    except (OSError, NoteError) as problem:
        raise OperatorError(f"{export} cannot be read as a checkpoint: {problem}") from None


def prove(case: Case, old: Path, new: Path, target: Path) -> Proved:
    """Write a proof that the log of *new* continues that of *old*, both being exports of this case.

    Raises:
        DamagedRecordError: one of them is of another history, or *new* is the earlier one.
        OperatorError: one of them is of another case or no export, or the file is there already.
    """
    opened = case.opened()
    key = Key(name=opened.key_name, public=opened.key)
    now = case.record.check(key)
    leaves = [hash_leaf(line) for line in case.record.lines()]
    said: list[tuple[bytes, Checkpoint]] = []
    for export in (old, new):
        note, state = read_state(export)
        try:
            open_note(note, name=key.name, public=key.public)
        except NoteError as problem:
            raise OperatorError(f"{export} is not signed by this case's key: {problem}") from None
        if state.origin != now.origin:
            raise OperatorError(
                f"expected an export of {now.origin}, {export} is of {state.origin}"
            )
        if state.size > now.size:
            raise DamagedRecordError(
                f"{export} has {state.size} entries, this case {now.size}: the case was set back"
            )
        if Tree(leaves[: state.size]).root() != state.root:
            raise DamagedRecordError(
                f"the {state.size} entries of {export} are not the first of this case, though the same key "
                "signed both: a fork"
            )
        said.append((note, state))
    (_, earlier), (note, later) = said
    if earlier.size > later.size:
        raise DamagedRecordError(
            f"{new} has {later.size} entries, {old} {earlier.size}: {new} is the earlier one"
        )
    if target.exists():
        raise OperatorError(f"{target} is there already: name another file")
    hashes = Tree(leaves[: later.size]).consistency(earlier.size)
    write_durably(
        target, write_request(Request(old=earlier.size, hashes=hashes, note=note)), append=False
    )
    return Proved(old=earlier.size, new=later.size)


def read_proof_file(path: Path) -> Request:
    """A proof that `prove` wrote.

    Raises:
        OperatorError: it is none.
    """
    try:
        return read_request(read_small(path, REQUEST_BYTES_MAX))
    except (OSError, NoteError) as problem:
        raise OperatorError(f"{path} cannot be read as a proof: {problem}") from None


def judge(
    earlier: tuple[bytes, Checkpoint], later: Checkpoint, *, key: Key, proofs: list[Request]
) -> Iterator[Problem]:
    """Whether the log of *later* continues that of *earlier*, by one of *proofs* where they differ in size."""
    note, said = earlier
    try:
        open_note(note, name=key.name, public=key.public)
    except NoteError as problem:
        message = f"expected {EARLIER} signed by this log's key: {problem}"
        yield _problem("since-signature", message)
    if said.origin != later.origin:
        message = f"expected an export of {later.origin}, found one of {said.origin}"
        yield _problem("since-foreign", message)
        return
    if said.size > later.size:
        message = (
            f"expected at least the {said.size} entries of {EARLIER}, found {later.size}: this one is older, "
            "or the case was set back"
        )
        yield _problem("rolled-back", message)
        return
    if said.size == later.size:
        if said.root != later.root:
            message = (
                f"expected root {said.root.hex()} over {said.size} entries as {EARLIER} says, found "
                f"{later.root.hex()}: a fork, history was rewritten"
            )
            yield _problem("history-differs", message)
        return
    fitting = [each for each in proofs if each.old == said.size]
    if not fitting:
        message = (
            f"nothing here proves that these {later.size} entries continue the {said.size} of {EARLIER}: "
            "have whoever holds the case write it (firsthand consistency CASE EARLIER LATER FILE) and give it (--proof FILE)"
        )
        yield _problem("since-unproved", message)
        return
    before, after = (said.size, said.root), (later.size, later.root)
    if not any(grew(before, after, each.hashes) for each in fitting):
        message = (
            f"the proof does not lead from the {said.size} entries of {EARLIER} to these {later.size}: a fork, "
            "or a proof of another log"
        )
        yield _problem("history-differs", message)


def _problem(code: str, message: str) -> Problem:
    return Problem(severity=Severity.ERROR, code=code, message=message, where=EARLIER)
