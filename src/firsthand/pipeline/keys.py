"""Keep the operator's keys outside every case, so that a copy of a case cannot sign for it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from firsthand.errors import OperatorError, SettingError
from firsthand.preserve.writing.signing import new_key as new_archive_key
from firsthand.preserve.writing.signing import read_key
from firsthand.store.files import open_to_read, sync
from firsthand.store.signing import new_key

NAME = "firsthand"
COSIGNER = "cosigner"  # the folder of the keys by which we sign for others, one folder a name
KEY_BYTES = 32
PEM_BYTES_MAX = 16_384  # a key of P-384 has some 300
OTHERS = 0o077


def home() -> Path:
    """Where the operator's own things are: $FIRSTHAND_HOME, else ~/.config/firsthand."""
    told = os.environ.get("FIRSTHAND_HOME")
    if told:
        return Path(told)
    try:
        return Path.home() / ".config" / "firsthand"
    except RuntimeError:
        raise SettingError("nobody knows where your keys are: set FIRSTHAND_HOME") from None


def signing_key_path() -> Path:
    """Where the private key that signs cases is."""
    return home() / "signing.key"


def private_paths() -> tuple[Path, ...]:
    """Files of the operator's that never go into a case."""
    own = (signing_key_path(), home() / "archive.key", home() / "derived.key")
    return (*own, *sorted((home() / COSIGNER).glob("*/*.key")))


def archive_key() -> EllipticCurvePrivateKey:
    """The key that signs archives of captured pages; made when it is first needed, readable by nobody else.

    Raises:
        SettingError: as for `operator_key`.
    """
    path = home() / "archive.key"
    held, mode = _held(path, make=new_archive_key, bytes_max=PEM_BYTES_MAX)
    _see_alone(path, mode)
    try:
        return read_key(held)
    except OperatorError as problem:
        raise SettingError(f"{path} does not sign archives: {problem}") from None


def operator_key() -> bytes:
    """The operator's private key; made when it is first needed, readable by nobody else.

    Raises:
        SettingError: the folder cannot be written, others may read the key, or it is none.
    """
    return key_at(signing_key_path())


def derived_key() -> bytes:
    """The key that seals what machines made, so that only our own making is believed.

    Where none can be kept, one for this process: then nothing made before is believed.
    """
    try:
        return key_at(home() / "derived.key")
    except OperatorError:
        return secrets.token_bytes(KEY_BYTES)


def key_at(path: Path) -> bytes:
    """A key of 32 bytes at *path*, outside every case; made when it is first needed, readable by nobody else.

    Raises:
        SettingError: as for `operator_key`.
    """
    key, mode = _held(path, make=new_key, bytes_max=KEY_BYTES)
    if len(key) != KEY_BYTES:
        raise SettingError(f"a signing key has {KEY_BYTES} bytes, found {len(key)} in {path}")
    _see_alone(path, mode)
    return key


def _held(path: Path, *, make: Callable[[], bytes], bytes_max: int) -> tuple[bytes, int]:
    """What *path* holds, one byte more than *bytes_max* at most, and its mode; made when it is first needed."""
    try:
        if not path.exists():
            _make(path, make())
        with open_to_read(path) as stream:
            mode = os.fstat(stream.fileno()).st_mode
            held = stream.read(bytes_max + 1)
    except OSError as problem:
        raise SettingError(
            f"the signing key cannot be kept in {path.parent} ({problem.strerror}): "
            "set FIRSTHAND_HOME to a folder of yours"
        ) from problem
    return held, mode


def _see_alone(path: Path, mode: int) -> None:
    if mode & OTHERS:
        raise SettingError(f"others may read or change {path}: expected mode 0600, so chmod it")


def _make(path: Path, key: bytes) -> None:
    """Make a key whole or not at all; of two that are made at once, the first stays."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    upcoming = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(upcoming, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(key)
        stream.flush()
        os.fsync(stream.fileno())
    try:
        path.hardlink_to(upcoming)
    except FileExistsError:
        pass
    except OSError:  # a file system without hard links
        upcoming.replace(path)
    upcoming.unlink(missing_ok=True)
    sync(path.parent)
