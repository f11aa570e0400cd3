"""Keep what must not leave: a folder that only its owner can open, with a key of its own.

In: a folder.  Out: its key, files in it. The key is random, made once, stays in the folder and is never printed nor written
with a result: pseudonyms made with it say nothing to whoever has not got it.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from firsthand.errors import OperatorError
from firsthand.store.files import open_to_read

KEY = "key"
KEY_BYTES = 32
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_OTHERS = 0o077  # bits by which group and others may open a folder


class Restricted:
    """A folder of mode 0700; made if it is not there.

    Raises:
        OperatorError: it cannot be made, or others can open it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            mode = folder.stat().st_mode
        except OSError as problem:
            raise OperatorError(f"{folder} cannot be a restricted folder: {problem.strerror}") from None  # fmt: skip
        if mode & _OTHERS:
            raise OperatorError(f"expected that only its owner can open {folder}: chmod 700")

    def key(self) -> bytes:
        """The key of the folder, made on first use.

        Raises:
            OperatorError: it cannot be written, or is no key.
        """
        path = self.folder / KEY
        if not path.exists():
            self._write(path, secrets.token_bytes(KEY_BYTES))
        with open_to_read(path) as file:
            key = file.read(KEY_BYTES + 1)
        if len(key) != KEY_BYTES:
            raise OperatorError(f"expected {KEY_BYTES} bytes in {path}, found others")
        return key

    def put(self, name: str, data: bytes) -> Path:
        """Write a file of mode 0600 that is not there yet.

        Raises:
            OperatorError: there is one: somebody may have filled it in.
        """
        path = self.folder / name
        self._write(path, data)
        return path

    def _write(self, path: Path, data: bytes) -> None:
        try:
            handle = os.open(path, _NEW, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
        except FileExistsError:
            raise OperatorError(f"expected no {path} yet, found one: move it away first") from None
        except OSError as problem:
            raise OperatorError(f"{path} cannot be written: {problem.strerror}") from None
