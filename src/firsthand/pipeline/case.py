"""Open a case: a folder with evidence/, record/ and derived/. No server, no registry: the folder is it."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
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
from firsthand.model.custody import Agent, AgentKind, Capture
from firsthand.model.record import Body, CaseOpened, Entry, Preserved
from firsthand.pipeline import clock, keys
from firsthand.store.record import Record, Writer
from firsthand.store.signing import public_key
from firsthand.store.vault import Vault

FORMAT = 1
TOOL = Agent(kind=AgentKind.PROGRAM, name="firsthand", version=__version__)


def operator() -> Agent:
    """Who works here: $FIRSTHAND_AGENT, else the user's name on this machine."""
    name = os.environ.get("FIRSTHAND_AGENT")
    if not name:
        try:
            name = getpass.getuser()
        except (KeyError, OSError):
            raise SettingError("nobody knows who works here: set FIRSTHAND_AGENT") from None
    return Agent(kind=AgentKind.PERSON, name=name)


class Case:
    """A case on disk. Used as `with Case.open(folder, writing=True) as case`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.vault = Vault(folder / "evidence")
        self.record = Record(folder / "record")
        self.derived = folder / "derived"
        self._writer: Writer | None = None
        self._stack = ExitStack()
        self._captures: tuple[Capture, ...] | None = None

    @classmethod
    def create(cls, folder: Path, *, name: str | None = None) -> Self:
        """Make an empty case, its first entry signed.

        Raises:
            CaseExistsError: there is one already.
            OperatorError: the folder holds other things or cannot be made.
        """
        case = cls(folder)
        if case.record.checkpoint.exists() or case.record.log.exists():
            raise CaseExistsError(f"there is a case already in {folder}")
        try:
            if folder.exists() and any(folder.iterdir()):
                raise OperatorError(f"expected an empty or new folder, {folder} holds other things")
            for part in (case.vault.folder, case.record.folder, case.derived):
                part.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise OperatorError(f"no case can be made in {folder}: {problem.strerror}") from problem
        key = keys.operator_key()
        opened = CaseOpened(
            name=name or folder.resolve().name,
            format=FORMAT,
            key=public_key(key),
            key_name=keys.NAME,
        )
        with Writer(case.record, name=keys.NAME, private=key, public=opened.key) as writer:
            writer.append([Entry(at=clock.now(), by=operator(), tool=TOOL, body=opened)])
        return case

    @classmethod
    def open(cls, folder: Path, *, writing: bool) -> Self:
        """The case in *folder*; for writing, the record is locked and an interruption mended.

        Raises:
            NotACaseError, NewerCaseError, DamagedRecordError, CaseBusyError: as they say.
            SettingError: the operator's key is not the one that signs this case.
        """
        case = cls(folder)
        upcoming = case.record.folder / "checkpoint.next"
        if not case.record.log.is_file() or not (
            case.record.checkpoint.exists() or upcoming.exists()
        ):
            raise NotACaseError(f"{folder} is not a case: it has no signed record")
        opened = case.opened()
        if opened.format > FORMAT:
            raise NewerCaseError(
                f"this case has format {opened.format}, this firsthand reads up to {FORMAT}: "
                "install the version that made it"
            )
        if writing:
            case._unlock(opened)
        return case

    def _unlock(self, opened: CaseOpened) -> None:
        key = keys.operator_key()
        if public_key(key) != opened.key:
            raise SettingError(
                f"this case is signed by another key than the one in {keys.home()}: set "
                "FIRSTHAND_HOME to the folder of the key that made it, or only read it"
            )
        writer = Writer(self.record, name=opened.key_name, private=key, public=opened.key)
        self._writer = self._stack.enter_context(writer)
        self.vault.sweep()

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
        with self.record.log.open("rb") as stream:
            line = stream.readline().rstrip(b"\n")
        return _first(line)

    def entries(self) -> Iterator[Entry]:
        """All entries of the record, in order."""
        return self.record.entries()

    def captures(self) -> tuple[Capture, ...]:
        """What was preserved, by address and digest."""
        if self._captures is None:
            found = {
                entry.body.capture.id: entry.body.capture
                for entry in self.entries()
                if isinstance(entry.body, Preserved)
            }
            self._captures = tuple(
                sorted(found.values(), key=lambda capture: (capture.address, capture.digest))
            )
        return self._captures

    def append(self, bodies: Sequence[Body]) -> None:
        """Record what was done, now, by the operator."""
        assert self._writer is not None, "the case was opened to read"
        at, by = clock.now(), operator()
        self._writer.append([Entry(at=at, by=by, tool=TOOL, body=body) for body in bodies])
        self._captures = None


def _first(line: bytes) -> CaseOpened:
    import json  # noqa: PLC0415 - only to name a format that our codec may not know

    from firsthand.store.codec import CodecError, decode_loosely  # noqa: PLC0415

    try:
        body = json.loads(line).get("body", {})
        newer = isinstance(body, dict) and isinstance(body.get("format"), int)
        if newer and body["format"] > FORMAT:
            return CaseOpened(name="", format=body["format"], key="", key_name="")
        found = decode_loosely(line, Entry).body
    except (ValueError, AttributeError, RecursionError, CodecError):
        raise DamagedRecordError("entry 0 of the record cannot be read") from None
    if not isinstance(found, CaseOpened):
        raise DamagedRecordError("entry 0 of the record should open the case")
    return found
