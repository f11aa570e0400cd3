"""Open a case: a folder with evidence/, record/ and derived/. No server, no registry: the folder is it."""

from __future__ import annotations

import getpass
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from firsthand import __version__
from firsthand.errors import (
    CaseExistsError,
    DamagedRecordError,
    NewerCaseError,
    NotACaseError,
    OperatorError,
    SettingError,
)
from firsthand.model.collection import KeptApart
from firsthand.model.custody import Agent, AgentKind, Capture
from firsthand.model.record import Body, CaseOpened, Entry, Preserved, Redescribed
from firsthand.model.value import texts_in, value
from firsthand.pipeline import clock, keys
from firsthand.pipeline.holding import HeldBack
from firsthand.store.apart import finish_apart, has_offered
from firsthand.store.appending import Writer
from firsthand.store.casebook import NAME as CASEBOOK
from firsthand.store.casebook import Casebook
from firsthand.store.codec import CodecError, decode_loosely
from firsthand.store.files import readable, room, sync
from firsthand.store.record import Key, Record
from firsthand.store.signing import public_key
from firsthand.store.vault import Vault

FORMAT = 1
TOOL = Agent(kind=AgentKind.PROGRAM, name="firsthand", version=__version__)
IDENTITY = "FIRSTHAND_IDENTITY"  # a key file: with it the record takes in no name of the register
NAMED = (
    "a name of the register of witnesses stands in these words, and they would stay in the "
    "record: write the pseudonym. Nothing was recorded"
)
PARTS = frozenset({"evidence", "record", "derived"})


def operator() -> Agent:
    """Who works here: $FIRSTHAND_AGENT, else the user's name on this machine."""
    name = os.environ.get("FIRSTHAND_AGENT", "").strip()
    if not name:
        try:
            name = getpass.getuser()
        except (KeyError, OSError):
            raise SettingError("nobody knows who works here: set FIRSTHAND_AGENT") from None
    return Agent(kind=AgentKind.PERSON, name=readable(name))


@value
class _Passed:
    """What one pass over the record gives."""

    captures: tuple[Capture, ...]
    decided: tuple[Entry, ...]
    last_met: str


class Case:
    """A case on disk. Used as `with Case.open(folder, writing=True) as case`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.vault = Vault(folder / "evidence")
        self.record = Record(folder / "record")
        self.derived = folder / "derived"
        self._writer: Writer | None = None
        self._stack = ExitStack()
        self._passed: _Passed | None = None
        self.hold: HeldBack | None = None  # what is left out because the case is seen for a use
        self.names: re.Pattern[str] | None = None  # of witnesses: what the record never takes in

    @staticmethod
    def is_made(folder: Path) -> bool:
        """Whether a case was made here; one whose making was interrupted was not, nothing is lost."""
        return os.path.lexists(folder / "record" / "checkpoint") or (
            folder.is_dir() and bool({p.name for p in folder.iterdir()} & PARTS)
            and not _is_unfinished(folder)
        )  # fmt: skip

    @classmethod
    def create(cls, folder: Path, *, name: str | None = None) -> Self:
        """Make an empty case, its first entry signed.

        Raises:
            CaseExistsError: there is one already.
            OperatorError: the folder holds other things or cannot be made.
        """
        case = cls(folder)
        try:
            if cls.is_made(folder):
                raise CaseExistsError(f"there is a case already in {folder}")
            if folder.is_dir() and {path.name for path in folder.iterdir()} - PARTS:
                raise OperatorError(f"expected an empty or new folder, {folder} holds other things")
            for part in (case.vault.folder, case.record.log.parent, case.derived):
                part.mkdir(parents=True, exist_ok=True)
            for left in (case.record.log, case.record.upcoming):
                left.unlink(missing_ok=True)
            for made in (case.record.folder, folder, folder.resolve().parent):
                sync(made)
        except OSError as problem:
            raise OperatorError(f"no case can be made in {folder}: {problem.strerror}") from problem
        private = keys.operator_key()
        opened = CaseOpened(
            name=readable(name or folder.resolve().name),
            format=FORMAT,
            key=public_key(private),
            key_name=keys.NAME,
            tiles=True,
        )
        signing = Key(name=opened.key_name, public=opened.key)
        with Writer(case.record, key=signing, private=private) as writer:
            writer.append([Entry(at=clock.now(), by=operator(), tool=TOOL, body=opened)])
        return case

    @classmethod
    def open(cls, folder: Path, *, writing: bool) -> Self:
        """The case in *folder*; for writing, the record is locked and an interruption mended.

        To read, nothing is written to the folder: a case on a medium that cannot be written opens.

        Raises:
            NotACaseError, NewerCaseError, DamagedRecordError, CaseBusyError: as they say.
            SettingError: the operator's key is not the one that signs this case.
        """
        case = cls(folder)
        try:
            if not folder.is_dir():
                raise NotACaseError(f"{folder} is not a case: there is no such folder")
            if not cls.is_made(folder):
                raise NotACaseError(f"{folder} is not a case: it has no signed record")
            opened = case.opened()
        except OSError as problem:
            raise OperatorError(f"{folder} cannot be opened: {problem.strerror}") from problem
        if opened.format > FORMAT:
            raise NewerCaseError(
                f"this case has format {opened.format}, this firsthand reads up to {FORMAT}: "
                "install the version that made it"
            )
        if writing:
            case._unlock(opened)
        else:
            case.record.check(Key(name=opened.key_name, public=opened.key))
        return case

    def _unlock(self, opened: CaseOpened) -> None:
        private = keys.operator_key()
        if public_key(private) != opened.key:
            raise SettingError(
                f"this case is signed by another key than the one in {keys.home()}: set "
                "FIRSTHAND_HOME to the folder of the key that made it, or only read it"
            )
        signing = Key(name=opened.key_name, public=opened.key)
        writer = Writer(self.record, key=signing, private=private)
        self._writer = self._stack.enter_context(writer)
        with room("evidence/"):
            self.vault.sweep()
        if os.environ.get(IDENTITY) and (self.folder / "witnesses").is_dir():
            from firsthand.pipeline.guarding import guard

            guard(self, Path(os.environ[IDENTITY]))
        if has_offered(self.record.folder):
            told = (entry.body for entry in self.entries())
            kept = {body.file for body in told if isinstance(body, KeptApart)}
            finish_apart(self.record.folder, kept)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()
        self._writer = None

    def opened(self) -> CaseOpened:
        """The first entry: name, format and key."""
        try:
            line = self.record.first_line()
        except OSError as problem:
            raise DamagedRecordError(
                f"the log of this case cannot be read ({problem.strerror}): "
                "run `firsthand verify` to see what else is wrong"
            ) from None
        return _first(line)

    def entries(self) -> Iterator[Entry]:
        """All entries of the record, in order."""
        return self.record.entries()

    def captures(self) -> tuple[Capture, ...]:
        """What was preserved, by address and digest, each as it was described last."""
        return self._pass().captures

    def decided(self) -> tuple[Entry, ...]:
        """The entries of the record, in order, but those of what was preserved and of what is held back."""
        found = self.decided_in_full()
        return found if self.hold is None else tuple(self.hold.entries_left(found))

    def decided_in_full(self) -> tuple[Entry, ...]:
        """The same, whatever is held back: for those who decide what is."""
        return self._pass().decided

    def last_met(self) -> str:
        """When the last page came into the case; empty where none did."""
        return self._pass().last_met

    def _pass(self) -> _Passed:
        """The record, passed over once: decoding it takes as long as the pages are many."""
        if self._passed is None:
            latest: dict[tuple[str, str], Capture] = {}
            decided: list[Entry] = []
            last_met = ""
            for entry in self.entries():
                if isinstance(entry.body, Preserved | Redescribed):
                    capture = entry.body.capture
                    latest.pop((capture.digest, capture.file), None)
                    latest[capture.digest, capture.file] = capture
                else:
                    decided.append(entry)
                if isinstance(entry.body, Preserved):
                    last_met = max(last_met, entry.at.utc)
            found = {capture.id: capture for capture in latest.values()}
            self._passed = _Passed(
                captures=tuple(
                    sorted(found.values(), key=lambda capture: (capture.address, capture.digest))
                ),
                decided=tuple(decided),
                last_met=last_met,
            )
        return self._passed

    def append(self, bodies: Sequence[Body]) -> None:
        """Record what was done, now, by the operator.

        Raises:
            OperatorError: it has no canonical form, as half a character in a reason has none; or
                there is no room.
        """
        assert self._writer is not None, "the case was opened to read"
        if self.names is not None and any(map(self.names_a_witness, bodies)):
            raise OperatorError(NAMED)
        at, by = clock.now(), operator()
        try:
            self._writer.append([Entry(at=at, by=by, tool=TOOL, body=body) for body in bodies])
        except CodecError as problem:
            raise OperatorError(f"this cannot be recorded: {problem}") from None
        self._passed = None

    def names_a_witness(self, item: object) -> bool:
        """Whether a name of the register stands anywhere in *item*; never, where the register was not opened."""
        return self.names is not None and any(map(self.names.search, texts_in(item)))

    def casebook(self) -> Casebook:
        """What machines made of this case; beside it where it cannot be written into it."""
        if not os.access(self.folder, os.W_OK) or (
            self.derived.is_dir() and not os.access(self.derived, os.W_OK)
        ):
            self.derived = self._elsewhere()
        return Casebook(self.derived, key=keys.derived_key())

    def _elsewhere(self) -> Path:
        """A folder that ends with this command, with what was derived before."""
        place = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="firsthand-")))
        held = self.derived / CASEBOOK
        with suppress(PermissionError):  # what may not be read either is made again
            if held.is_file() and not held.with_name(f"{CASEBOOK}-journal").exists():
                shutil.copyfile(held, place / CASEBOOK)
        return place


def _is_unfinished(folder: Path) -> bool:
    """Whether `new` was interrupted here: no checkpoint, no evidence, no more than a first line."""
    if {path.name for path in folder.iterdir()} - PARTS:
        return False
    record = Record(folder / "record")
    if os.path.lexists(record.checkpoint):
        return False
    if record.log.exists() and (
        record.log.read_bytes().count(b"\n") > 1 or not os.path.lexists(record.upcoming)
    ):
        return False
    evidence = folder / "evidence"
    return not (evidence.is_dir() and any(evidence.iterdir()))


def _first(line: bytes) -> CaseOpened:
    try:
        body = json.loads(line).get("body", {})
        newer = isinstance(body, dict) and isinstance(body.get("format"), int)
        if newer and body["format"] > FORMAT:  # our codec may not know the rest
            return CaseOpened(name="", format=body["format"], key="", key_name="")
        found = decode_loosely(line, Entry).body
    except (ValueError, AttributeError, RecursionError, CodecError):
        raise DamagedRecordError(
            "entry 0 of the record cannot be read: run `firsthand verify` to see what else is wrong"
        ) from None
    if not isinstance(found, CaseOpened):
        raise DamagedRecordError("entry 0 of the record should open the case")
    return found
