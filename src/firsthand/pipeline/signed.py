"""Take the record as it is signed now, for whatever leaves the case with it.

In: an open case.  Out: the note with its checkpoint and key, entries one by one with their lines; a refusal where somebody writes meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from firsthand.errors import OperatorError
from firsthand.model.record import Entry
from firsthand.model.value import value
from firsthand.pipeline.case import Case
from firsthand.store.files import read_small, write_durably
from firsthand.store.record import Key
from firsthand.store.signing import NOTE_BYTES_MAX, Checkpoint, open_note


@value
class Signed:
    """The signed note of the record, what it says, and the key that signed it."""

    note: bytes
    checkpoint: Checkpoint
    key: Key


def signed_now(case: Case) -> Signed:
    """The record as it is signed now.

    Raises:
        OperatorError: somebody wrote to it meanwhile.
    """
    opened = case.opened()
    key = Key(name=opened.key_name, public=opened.key)
    checkpoint = case.record.check(key)
    note = read_small(case.record.checkpoint, NOTE_BYTES_MAX)
    if open_note(note, name=key.name, public=key.public) != checkpoint:
        raise OperatorError("somebody wrote to this case just now: do it again")
    return Signed(note=note, checkpoint=checkpoint, key=key)


def numbered(case: Case) -> Iterator[tuple[int, bytes, Entry]]:
    """Each entry with its number and its line."""
    pairs = zip(case.record.lines(), case.record.entries(), strict=True)
    for number, (line, entry) in enumerate(pairs):
        yield number, line, entry


def write_asked(case: Case, target: Path, words: Callable[[Checkpoint], bytes]) -> int:
    """Write a new file that asks somebody about the record as it is signed now; how many entries that is.

    Raises:
        OperatorError: the file is there already, or cannot be written.
    """
    checkpoint = signed_now(case).checkpoint
    write_new(target, words(checkpoint))
    return checkpoint.size


def write_new(target: Path, data: bytes) -> None:
    """Write a file that takes no other's place.

    Raises:
        OperatorError: it is there already, or cannot be written.
    """
    if target.exists():
        raise OperatorError(f"{target} is there already: name another file")
    write_durably(target, data, append=False)


def need_empty(folder: Path) -> None:
    """See that a folder is new or empty.

    Raises:
        OperatorError: it holds other things.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OperatorError(f"expected an empty or new folder, {folder} holds other things")
