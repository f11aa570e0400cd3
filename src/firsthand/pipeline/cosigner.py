"""Be the second signer of another's record: sign only what continues that which was signed before.

In: a request that somebody carried here; our own keys and what we saw last of that log, outside any case.  Out: the
checkpoint with our signatures on it, as a file to carry back; or in words why not, and then the request is kept: two
signed states that do not follow from each other are evidence of their own.
"""

from __future__ import annotations

import base64
import datetime as dt
import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from firsthand.errors import OperatorError
from firsthand.model.problem import Problem, Severity
from firsthand.model.value import value
from firsthand.pipeline import clock, keys
from firsthand.pipeline.cosigning import REQUEST_BYTES_MAX, Request, read_request
from firsthand.store.cosigning import Algorithm, VerifierKey, cosign, is_name, public_part, read_key
from firsthand.store.files import read_small, write_durably
from firsthand.store.proofs import grew
from firsthand.store.signing import Checkpoint, NoteError, open_note, read_unsigned

STATE_BYTES_MAX = 4096
SINCE_1970 = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@value
class Given:
    """What was signed, or what is wrong; *since* is how many entries we had seen before."""

    origin: str
    size: int
    since: int
    keys: tuple[str, ...]
    problems: tuple[Problem, ...]


@value
class Seen:
    """What we signed last of a log."""

    origin: str
    log_key: str
    size: int
    root: str


def public_keys(name: str) -> tuple[VerifierKey, ...]:
    """Our keys under *name*, made when they are first asked for.

    Raises:
        OperatorError: nobody can be called so, or the keys cannot be kept.
    """
    return tuple(public_part(each, name, _private(name, each)) for each in Algorithm)


def _folder(name: str) -> Path:
    if not is_name(name):
        raise OperatorError(f"a cosigner's name has no spaces and no plus, found {name!r}")
    return keys.home() / keys.COSIGNER / hashlib.sha256(name.encode()).hexdigest()[:16]


def _private(name: str, algorithm: Algorithm) -> bytes:
    return keys.key_at(_folder(name) / f"{algorithm}.key")


def answer(request: Path, *, name: str, target: Path, log: str | None = None) -> Given:
    """Sign the checkpoint in *request* as *name*, if it continues what we saw last of that log.

    *log* is the log's key, told by another way; needed the first time.

    Raises:
        OperatorError: the request cannot be read, the log is not known, or it does not begin where we ended.
    """
    if target.exists():
        raise OperatorError(f"{target} is there already: name another file")
    try:
        data = read_small(request, REQUEST_BYTES_MAX)
        asked = read_request(data)
        said = read_unsigned(asked.note)
    except OSError as problem:
        raise OperatorError(f"{request} cannot be read: {problem.strerror}") from None
    except NoteError as problem:
        raise OperatorError(f"{request} is no request for a cosignature: {problem}") from None
    own = public_keys(name)
    with _alone(_folder(name)):
        before = _seen(name, said.origin)
        log_key = _log_key(before, log, said.origin)
        wrong = _why_not(asked, said, before, log_key)
        if wrong is not None:
            _keep(_folder(name), data)
            return Given(
                origin=said.origin,
                size=said.size,
                since=before.size if before else 0,
                keys=(),
                problems=(wrong,),
            )
        _remember(name, said, log_key)
    seconds = int((dt.datetime.fromisoformat(clock.now().utc) - SINCE_1970).total_seconds())
    lines = [
        cosign(said, name=name, algorithm=each, private=_private(name, each), seconds=seconds)
        for each in Algorithm
    ]
    write_durably(target, asked.note + "".join(lines).encode(), append=False)
    return Given(
        origin=said.origin,
        size=said.size,
        since=before.size if before else 0,
        keys=tuple(key.text for key in own),
        problems=(),
    )


def _log_key(before: Seen | None, told: str | None, origin: str) -> VerifierKey:
    if told is None and before is None:
        raise OperatorError(
            f"{origin} was never seen here: give the log's key, told by another way (--log KEY)"
        )
    try:
        key = read_key(told or (before.log_key if before else ""))
    except NoteError as problem:
        raise OperatorError(str(problem)) from None
    if before is not None and key.text != before.log_key:
        raise OperatorError(f"{origin} was seen here under another key: {before.log_key}")
    return key


def _why_not(
    asked: Request, said: Checkpoint, before: Seen | None, log_key: VerifierKey
) -> Problem | None:
    """What speaks against signing; in words, since it may be the first sign of a forgery."""
    public = base64.b64encode(log_key.public).decode("ascii")
    try:
        open_note(asked.note, name=log_key.name, public=public)
    except NoteError as problem:
        return _problem("cosign-signature", f"the log's key did not sign this: {problem}", said)
    size, root = (before.size, bytes.fromhex(before.root)) if before else (0, b"")
    if said.size < size:
        message = (
            f"expected at least the {size} entries that were signed here before, found {said.size}: "
            "the log was set back"
        )
        return _problem("cosign-rolled-back", message, said)
    if said.size == size and said.root != root:
        message = f"another log of {size} entries was signed here before: a fork"
        return _problem("cosign-fork", message, said)
    if asked.old != size:
        message = (
            f"expected a request that continues the {size} entries seen here before, found one that "
            f"continues {asked.old}: ask again with --old {size}"
        )
        return _problem("cosign-elsewhere", message, said)
    if size and not grew((size, root), (said.size, said.root), asked.hashes):
        message = (
            f"it is not proved that the first {size} entries are those signed here before: a fork"
        )
        return _problem("cosign-fork", message, said)
    return None


def _problem(code: str, message: str, said: Checkpoint) -> Problem:
    return Problem(severity=Severity.ERROR, code=code, message=message, where=said.origin)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One request at a time: of two, the one that is older must not be remembered last."""
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    handle = os.open(folder / "lock", flags, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _state_path(name: str, origin: str) -> Path:
    return _folder(name) / f"{hashlib.sha256(origin.encode()).hexdigest()}.json"


def _seen(name: str, origin: str) -> Seen | None:
    try:
        told = json.loads(read_small(_state_path(name, origin), STATE_BYTES_MAX))
        return Seen(
            origin=str(told["origin"]),
            log_key=str(told["log_key"]),
            size=int(told["size"]),
            root=str(told["root"]),
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise OperatorError(
            f"what was signed before cannot be read, so nothing is: {problem}"
        ) from None


def _remember(name: str, said: Checkpoint, log_key: VerifierKey) -> None:
    """Have it on the disk before anything is signed: what is forgotten could be contradicted."""
    path = _state_path(name, said.origin)
    told = {
        "origin": said.origin,
        "log_key": log_key.text,
        "size": said.size,
        "root": said.root.hex(),
    }
    upcoming = path.with_suffix(".next")
    write_durably(upcoming, json.dumps(told, indent=1, sort_keys=True).encode(), append=False)
    upcoming.replace(path)


def _keep(folder: Path, request: bytes) -> None:
    """Keep a request that was refused: the log's holder signed it."""
    path = folder / f"refused-{hashlib.sha256(request).hexdigest()[:16]}"
    if not path.exists():
        write_durably(path, request, append=False)
