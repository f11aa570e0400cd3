"""A small case that seals for Ana, whose key file lies beside it; made by the real parts."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from firsthand.pipeline import recipients
from firsthand.pipeline.case import Case
from firsthand.pipeline.sealing import SealedReport, preserve_sealed
from firsthand.pipeline.stages import quiet
from firsthand.store.sealing import Identity, read_identities

STATEMENT = b"Aygul Example: they took my blood at the village clinic.\n" * 40
FILE = "Aygul Example, statement.txt"


@dataclass
class SealedCase:
    """The folder of a case, and the key of its one recipient."""

    folder: Path
    key: Path

    @property
    def identities(self) -> tuple[Identity, ...]:
        """What opens it."""
        return read_identities(self.key.read_bytes())

    def seal(self, *files: Path) -> SealedReport:
        """Preserve restricted."""
        with Case.open(self.folder, writing=True) as held:
            return preserve_sealed(held, [str(file) for file in files], progress=quiet)

    def everything(self) -> bytes:
        """The bytes and names of all that lies in the case."""
        parts = []
        for path in sorted(self.folder.rglob("*")):
            parts.append(str(path.relative_to(self.folder)).encode())
            parts.append(path.read_bytes() if path.is_file() else b"")
        return b"\n".join(parts)


def made(place: Path) -> SealedCase:
    """A case in *place*, with a recipient and nothing sealed yet."""
    os.environ["FIRSTHAND_HOME"] = str(place / "home")
    os.environ["FIRSTHAND_AGENT"] = "Ana"
    folder, key = place / "case", place / "ana.key"
    Case.create(folder)
    recipient = recipients.new_identity(key)
    with Case.open(folder, writing=True) as held:
        recipients.add(held, recipient, name="Ana", identities=())
    return SealedCase(folder=folder, key=key)


def statement(place: Path, *, file: str = FILE, data: bytes = STATEMENT) -> Path:
    """A file that a witness gave."""
    path = place / file
    path.write_bytes(data)
    return path
