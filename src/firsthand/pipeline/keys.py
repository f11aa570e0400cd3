"""Keep the operator's signing key outside every case, so that a copy of a case cannot sign for it."""

from __future__ import annotations

import os
from pathlib import Path

from firsthand.errors import SettingError
from firsthand.store.signing import new_key

NAME = "firsthand"
KEY_BYTES = 32


def home() -> Path:
    """Where the operator's own things are: $FIRSTHAND_HOME, else ~/.config/firsthand."""
    told = os.environ.get("FIRSTHAND_HOME")
    return Path(told) if told else Path.home() / ".config" / "firsthand"


def operator_key() -> bytes:
    """The operator's private key; made when it is first needed, readable by nobody else.

    Raises:
        SettingError: the folder cannot be written or the key in it is not one.
    """
    path = home() / "signing.key"
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as stream:
                stream.write(new_key())
        key = path.read_bytes()
    except OSError as problem:
        raise SettingError(
            f"the signing key cannot be kept in {path.parent} ({problem.strerror}): "
            "set FIRSTHAND_HOME to a folder of yours"
        ) from problem
    if len(key) != KEY_BYTES:
        raise SettingError(f"a signing key has {KEY_BYTES} bytes, found {len(key)} in {path}")
    return key
