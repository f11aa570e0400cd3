"""Sign the state of the record as a C2SP signed note, and check such a note.

In: an origin line, a size, a root, a private key.  Out: a note as text; from a note its parts.
A note is the lines of a checkpoint (c2sp.org/tlog-checkpoint), an empty line, and signature lines
`— NAME BASE64(4-byte key id, signature)` (c2sp.org/signed-note). Where keys are kept is not decided
here but in `pipeline.keys`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from firsthand.model.value import value

ED25519 = b"\x01"  # the algorithm's byte in a key id, c2sp.org/signed-note
NOTE_BYTES_MAX = 64 * 1024  # a checkpoint is some 200 bytes; a longer one is not ours


class NoteError(ValueError):
    """This is no checkpoint that the key signed; the message says why."""


@value
class Checkpoint:
    """The signed state of the record at one size."""

    origin: str
    size: int
    root: bytes


def new_key() -> bytes:
    """A fresh private key (32 bytes)."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key(private: bytes) -> str:
    """The public half, base64, as the case's first entry holds it."""
    raw = Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    return base64.b64encode(raw).decode("ascii")


def fingerprint(public: str) -> str:
    """SHA-256 of the public key: what two people read to each other to know they mean one key."""
    return hashlib.sha256(base64.b64decode(public)).hexdigest()


def key_id(name: str, public: str) -> bytes:
    """Four bytes that lead a verifier to the right key."""
    raw = base64.b64decode(public)
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + raw).digest()[:4]


def sign(checkpoint: Checkpoint, *, name: str, private: bytes) -> bytes:
    """The note: checkpoint, empty line, signature."""
    body = _body(checkpoint)
    signature = Ed25519PrivateKey.from_private_bytes(private).sign(body)
    blob = base64.b64encode(key_id(name, public_key(private)) + signature).decode("ascii")
    return body + f"\n— {name} {blob}\n".encode()


def _body(checkpoint: Checkpoint) -> bytes:
    root = base64.b64encode(checkpoint.root).decode("ascii")
    return f"{checkpoint.origin}\n{checkpoint.size}\n{root}\n".encode()


def open_note(note: bytes, *, name: str, public: str) -> Checkpoint:
    """The checkpoint in *note*, if *name*'s key signed it.

    Raises:
        NoteError: it is not a note, or no signature in it is by that key.
    """
    if len(note) > NOTE_BYTES_MAX:
        raise NoteError(f"a checkpoint has at most {NOTE_BYTES_MAX} bytes, found {len(note)}")
    body, gap, signatures = note.partition(b"\n\n")
    if not gap:
        raise NoteError("expected an empty line between checkpoint and signatures")
    body += b"\n"
    checkpoint = _parse(body)
    for line in signatures.decode("utf-8", "replace").splitlines():
        if _signed_by(line, body, name=name, public=public):
            return checkpoint
    raise NoteError(f"no signature by the key {name}")


def _parse(body: bytes) -> Checkpoint:
    lines = body.decode("utf-8", "replace").split("\n")
    if len(lines) < 4 or not lines[1].isascii() or not lines[1].isdigit():
        raise NoteError("expected lines with origin, size and root")
    try:
        root = base64.b64decode(lines[2], validate=True)
    except (binascii.Error, ValueError):
        raise NoteError("expected a root in base64") from None
    checkpoint = Checkpoint(origin=lines[0], size=int(lines[1][:18]), root=root)
    if _body(checkpoint) != body or len(root) != hashlib.sha256().digest_size:
        raise NoteError("the checkpoint's lines are not in canonical form")
    return checkpoint


def _signed_by(line: str, body: bytes, *, name: str, public: str) -> bool:
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != "—" or parts[1] != name:
        return False
    try:
        blob = base64.b64decode(parts[2], validate=True)
        if blob[:4] != key_id(name, public):
            return False
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public))
        key.verify(blob[4:], body)
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True
