"""What the record says of all that is sealed: recipients, sealed objects, the register, consent.

In: entries.  Out: how things stand after them, and an end to what an interruption left. The wrapped
keys and the sealed register themselves are read in `pipeline.sealing` and `pipeline.witnesses`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from firsthand.errors import OperatorError, UnknownIdError
from firsthand.model.consent import ConsentGiven, ConsentRevoked
from firsthand.model.problem import Problem, Severity
from firsthand.model.record import Entry, Preserved
from firsthand.model.sealed import (
    Erased,
    RecipientAdded,
    RecipientRemoved,
    Rewrapped,
    Sealed,
    WrappedFile,
)
from firsthand.model.value import value
from firsthand.model.witness import WitnessBound, WitnessEntered, WitnessErased, WitnessUnbound
from firsthand.pipeline.called import one_of
from firsthand.pipeline.case import Case
from firsthand.store.files import open_to_read
from firsthand.store.sealing import (
    IDENTITY_BYTES_MAX,
    Identity,
    SealError,
    count_recipients,
    read_identities,
)
from firsthand.store.wrapped import SUFFIX, Wrapped

KEYS = "keys"
WITNESSES = "witnesses"
OTHERS = 0o077


@dataclass
class KeptSealed:
    """How things stand with what is sealed (words kept apart are another matter): each table by what it is of, in the order of the record."""

    recipients: dict[str, RecipientAdded] = field(default_factory=dict)
    sealed: dict[str, Sealed] = field(default_factory=dict)
    erased: dict[str, Entry] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)  # digest of a living object: of its key
    register: dict[str, str] = field(default_factory=dict)  # pseudonym: of its sealed entry
    commitments: dict[str, str] = field(default_factory=dict)
    readers: dict[tuple[str, str], int] = field(
        default_factory=dict
    )  # for how many each was sealed
    forgotten: dict[str, Entry] = field(default_factory=dict)
    bindings: dict[str, WitnessBound] = field(default_factory=dict)
    consents: dict[str, ConsentGiven] = field(default_factory=dict)
    revoked: dict[str, Entry] = field(default_factory=dict)

    def take(self, entry: Entry) -> None:
        """Go on by one entry."""
        body = entry.body
        if isinstance(body, Sealed):
            self.sealed[body.digest] = body
            self.keys[body.digest] = body.wrapped_sha256
            self.readers[KEYS, body.digest] = len(self.recipients)
        elif isinstance(body, Rewrapped):
            for file in body.files:
                self._rewrapped(file)
        elif isinstance(body, Erased):
            self.erased[body.digest] = entry
            self.keys.pop(body.digest, None)
        elif isinstance(body, RecipientAdded):
            self.recipients[body.recipient] = body
        elif isinstance(body, RecipientRemoved):
            self.recipients.pop(body.recipient, None)
        else:
            self._take_of_witness(entry)

    def _take_of_witness(self, entry: Entry) -> None:
        body = entry.body
        if isinstance(body, WitnessEntered):
            self.register[body.witness] = body.wrapped_sha256
            self.readers[WITNESSES, body.witness] = len(self.recipients)
            self.commitments[body.witness] = body.commitment
        elif isinstance(body, WitnessErased):
            self.forgotten[body.witness] = entry
            self.register.pop(body.witness, None)
        elif isinstance(body, WitnessBound):
            self.bindings[body.id] = body
        elif isinstance(body, WitnessUnbound):
            self.bindings.pop(body.binding, None)
        elif isinstance(body, ConsentGiven):
            self.consents[body.id] = body
        elif isinstance(body, ConsentRevoked):
            self.revoked[body.consent] = entry

    def _rewrapped(self, file: WrappedFile) -> None:
        folder, _, name = file.path.removesuffix(SUFFIX).partition("/")
        table = {KEYS: self.keys, WITNESSES: self.register}.get(folder, {})
        if name in table:
            table[name] = file.sha256
            self.readers[folder, name] = len(self.recipients)

    @property
    def witnesses(self) -> tuple[str, ...]:
        """Every pseudonym that was ever given, in order of the alphabet."""
        return tuple(sorted(self.commitments))


def standing(entries: Iterable[Entry]) -> KeptSealed:
    """How things stand after *entries*."""
    apart = KeptSealed()
    for entry in entries:
        apart.take(entry)
    return apart


def count_sealed(case: Case) -> int:
    """How many sealed objects can still be opened."""
    return len(standing(case.decided()).keys)


def sealed_object(apart: KeptSealed, told: str) -> Sealed:
    """The sealed object that *told* names: its digest or the beginning, or `sealed/…`.

    Raises:
        UnknownIdError: it names none, or several.
        OperatorError: it was erased.
    """
    digest = one_of(told.removeprefix("sealed/").lower(), apart.sealed, what="sealed object")
    sealed = apart.sealed[digest]
    if digest in apart.erased:
        entry = apart.erased[digest]
        raise OperatorError(f"{sealed.address} was erased on {entry.at.utc} by {entry.by.name}")
    return sealed


def witness_named(apart: KeptSealed, told: str) -> str:
    """The pseudonym that *told* is.

    Raises:
        UnknownIdError: nobody has it.
    """
    if told not in apart.commitments:
        raise UnknownIdError(f"no witness of this case is called {told}")
    return told


@value
class Given:
    """Identities from a key file, and what is wrong with how it is kept."""

    identities: tuple[Identity, ...]
    problems: tuple[Problem, ...]


def identities_in(path: Path, *, case: Path) -> Given:
    """The identities of a key file.

    Raises:
        OperatorError: it cannot be read, holds none, or lies in the case: who has the case has the key.
    """
    try:
        if path.resolve().is_relative_to(case.resolve()):
            raise OperatorError(
                "this key file lies in the case: whoever has the case would have the key. Move it away"
            )
        with open_to_read(path) as stream:
            mode = os.fstat(stream.fileno()).st_mode
            data = stream.read(IDENTITY_BYTES_MAX + 1)
        identities = read_identities(data)
    except OSError as problem:
        raise OperatorError(f"{path} cannot be read: {problem.strerror}") from None
    except SealError as problem:
        raise OperatorError(f"{path}: {problem}") from None
    problems = []
    if mode & OTHERS:
        message = (
            f"others may read or change this key file: expected mode 0600, found {mode & 0o777:04o}"
        )
        problems.append(
            Problem(severity=Severity.WARNING, code="key-open", message=message, where=str(path))
        )
    return Given(identities=identities, problems=tuple(problems))


def keys_of(case: Case) -> Wrapped:
    """The wrapped keys of the sealed objects."""
    return Wrapped(case.folder / KEYS)


def register_of(case: Case) -> Wrapped:
    """The sealed entries of the register of witnesses."""
    return Wrapped(case.folder / WITNESSES)


def finish(case: Case) -> KeptSealed:
    """End what an interruption left, of a case opened for writing; how things stand.

    What no entry speaks of was never reported, so it goes: an offered key, and the sealed object that
    only it could open.
    """
    plain = set()
    apart = KeptSealed()
    for entry in case.entries():
        apart.take(entry)
        if isinstance(entry.body, Preserved):
            plain.add(entry.body.capture.digest)
    swept = keys_of(case).finish(apart.keys, apart.erased) - apart.sealed.keys() - plain
    for digest in sorted(swept & case.vault.unrecorded()):
        case.vault.path(digest).unlink(missing_ok=True)
        case.vault.recorded([digest])
    register_of(case).finish(apart.register, apart.forgotten)
    return apart


def inspect_sealed(folder: Path, apart: KeptSealed) -> Iterator[Problem]:
    """Every difference in what is sealed, and what was erased, as notes."""
    yield from Wrapped(folder / KEYS).inspect(apart.keys, apart.erased)
    yield from Wrapped(folder / WITNESSES).inspect(apart.register, apart.forgotten)
    yield from _inspect_readers(folder, KEYS, apart.keys, apart)
    yield from _inspect_readers(folder, WITNESSES, apart.register, apart)
    for digest, entry in sorted(apart.erased.items()):
        assert isinstance(entry.body, Erased)
        message = f"erased on {entry.at.utc} by {entry.by.name}: {entry.body.reason}"
        yield _note("erased", message, f"evidence/{digest[:2]}/{digest}")
    for witness, entry in sorted(apart.forgotten.items()):
        assert isinstance(entry.body, WitnessErased)
        message = f"erased on {entry.at.utc} by {entry.by.name}: {entry.body.reason}"
        yield _note("erased", message, f"{WITNESSES}/{witness}{SUFFIX}")


def _inspect_readers(
    folder: Path, room: str, wanted: Mapping[str, str], apart: KeptSealed
) -> Iterator[Problem]:
    """Whether each was sealed for as many as the record had then: one more is somebody whom no entry names."""
    for name, sha256 in sorted(wanted.items()):
        try:
            found = count_recipients(Wrapped(folder / room).get(name, sha256))
        except (OperatorError, SealError, OSError):
            continue  # that it is gone or another is said already
        if found != apart.readers[room, name]:
            message = f"expected a seal for the {apart.readers[room, name]} recipients of then, found one for {found}"
            where = f"{room}/{name}{SUFFIX}"
            yield Problem(
                severity=Severity.ERROR, code="wrapped-recipients", message=message, where=where
            )


def _note(code: str, message: str, where: str) -> Problem:
    return Problem(severity=Severity.NOTE, code=code, message=message, where=where)
