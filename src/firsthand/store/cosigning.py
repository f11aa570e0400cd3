"""Sign and check that a log was seen to grow only, as its second signer (c2sp.org/tlog-cosignature).

In: a checkpoint; a cosigner's key.  Out: signature lines with a time in them, of Ed25519 or ML-DSA-44; from such a line the
time, once it holds. Keys are told as c2sp.org/signed-note has them: NAME+KEYID+BASE64(type, public key). Whether a log grew
only is not asked here but in `pipeline.cosigner`, before anything is signed.
"""

from __future__ import annotations

import base64
import hashlib
import re
from enum import StrEnum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey

from firsthand.model.value import value
from firsthand.store.signing import Checkpoint, NoteError, stamped_text

LABEL = b"subtree/v1\n\0"
TIME_BYTES = 8
ID_BYTES = 4
NAME_BYTES_MAX = 255  # what the length before a name can say
KEY_LETTERS_MAX = 4096  # a key of ML-DSA-44 takes 1752 letters
_NAME = re.compile(r"[^\s+\x00-\x1f]+")


class Algorithm(StrEnum):
    """How a cosigner signs; the second holds against quantum computers, and is what new ones should have."""

    ED25519 = "ed25519"
    ML_DSA_44 = "ml-dsa-44"


LOG_TYPE = 1  # a log's own Ed25519 key, c2sp.org/signed-note
TYPES = {Algorithm.ED25519: 4, Algorithm.ML_DSA_44: 6}
KEY_BYTES = {Algorithm.ED25519: 32, Algorithm.ML_DSA_44: 1312}
SIGNATURE_BYTES = {Algorithm.ED25519: 64, Algorithm.ML_DSA_44: 2420}


@value
class VerifierKey:
    """A public key with the name and type that make it one signer's: a log's (type 1) or a cosigner's (4, 6)."""

    name: str
    type: int
    public: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that lead a verifier to the right key."""
        head = self.name.encode() + b"\n" + bytes([self.type])
        return hashlib.sha256(head + self.public).digest()[:ID_BYTES]

    @property
    def text(self) -> str:
        """As it is told to others."""
        told = base64.b64encode(bytes([self.type]) + self.public).decode("ascii")
        return f"{self.name}+{self.id.hex()}+{told}"

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the public key."""
        return hashlib.sha256(self.public).hexdigest()

    @property
    def algorithm(self) -> Algorithm | None:
        """How it cosigns; None for a log's own key."""
        return next((each for each, number in TYPES.items() if number == self.type), None)


def is_name(name: str) -> bool:
    """Whether a signer may be called so: no space, no plus."""
    return bool(_NAME.fullmatch(name)) and len(name.encode()) <= NAME_BYTES_MAX


def read_key(text: str) -> VerifierKey:
    """The key in a line such as `NAME+KEYID+BASE64`.

    Raises:
        NoteError: it is no such line.
    """
    name, _, rest = text.strip().partition("+")
    id_, _, told = rest.partition("+")
    try:
        raw = base64.b64decode(told, validate=True) if len(told) <= KEY_LETTERS_MAX else b""
    except ValueError:
        raw = b""
    lengths = {LOG_TYPE: 32} | {TYPES[each]: KEY_BYTES[each] for each in Algorithm}
    if not raw or not is_name(name) or lengths.get(raw[0]) != len(raw) - 1:
        raise NoteError(f"expected a key NAME+KEYID+BASE64, found {text.strip()[:60]!r}")
    key = VerifierKey(name=name, type=raw[0], public=raw[1:])
    if key.id.hex() != id_ or key.text != text.strip():
        raise NoteError(
            f"expected the key id {key.id.hex()} of this name and key, found {id_[:16]!r}"
        )
    return key


def public_part(algorithm: Algorithm, name: str, private: bytes) -> VerifierKey:
    """The key that others check with, of a private key of 32 bytes."""
    if algorithm is Algorithm.ED25519:
        public = Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    else:
        public = MLDSA44PrivateKey.from_seed_bytes(private).public_key().public_bytes_raw()
    return VerifierKey(name=name, type=TYPES[algorithm], public=public)


def cosign(
    checkpoint: Checkpoint, *, name: str, algorithm: Algorithm, private: bytes, seconds: int
) -> str:
    """The signature line, with its line end; *seconds* since 1970 is when it was signed."""
    key = public_part(algorithm, name, private)
    message = _message(checkpoint, key, seconds)
    if algorithm is Algorithm.ED25519:
        signature = Ed25519PrivateKey.from_private_bytes(private).sign(message)
    else:
        signature = MLDSA44PrivateKey.from_seed_bytes(private).sign(message)
    blob = key.id + seconds.to_bytes(TIME_BYTES, "big") + signature
    return f"— {name} {base64.b64encode(blob).decode('ascii')}\n"


def _message(checkpoint: Checkpoint, key: VerifierKey, seconds: int) -> bytes:
    """What is signed: the lines with the time before them, or the structure of the specification."""
    if key.type == TYPES[Algorithm.ED25519]:
        return f"cosignature/v1\ntime {seconds}\n".encode() + stamped_text(checkpoint)
    name, origin = key.name.encode(), checkpoint.origin.encode()
    if max(len(name), len(origin)) > NAME_BYTES_MAX:
        raise NoteError(f"a name of at most {NAME_BYTES_MAX} bytes can be cosigned")
    return b"".join(
        (
            LABEL,
            bytes([len(name)]) + name,
            seconds.to_bytes(TIME_BYTES, "big"),
            bytes([len(origin)]) + origin,
            (0).to_bytes(8, "big"),
            checkpoint.size.to_bytes(8, "big"),
            checkpoint.root,
        )
    )


def check_cosignature(line: str, *, key: VerifierKey, checkpoint: Checkpoint) -> int:
    """When the signature line was signed, in seconds since 1970, if *key* signed *checkpoint* by it.

    Raises:
        NoteError: it did not; the message says why.
    """
    algorithm = key.algorithm
    mark, name, blob = read_line(line)
    if algorithm is None or mark != "—" or name != key.name or blob[:ID_BYTES] != key.id:
        raise NoteError(f"expected a cosignature by {key.name}, key {key.id.hex()}")
    if len(blob) != ID_BYTES + TIME_BYTES + SIGNATURE_BYTES[algorithm]:
        raise NoteError(f"a cosignature by {algorithm} has another length than {len(blob)} bytes")
    seconds = int.from_bytes(blob[ID_BYTES : ID_BYTES + TIME_BYTES], "big")
    if seconds >> 63:
        raise NoteError("expected a time of at most 63 bits")
    signature, message = blob[ID_BYTES + TIME_BYTES :], _message(checkpoint, key, seconds)
    try:
        if algorithm is Algorithm.ED25519:
            Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message)
        else:
            MLDSA44PublicKey.from_public_bytes(key.public).verify(signature, message)
    except (InvalidSignature, ValueError):
        raise NoteError(f"the cosignature by {key.name} is not over this checkpoint") from None
    return seconds


def read_line(line: str) -> tuple[str, str, bytes]:
    """Mark, name and bytes of a signature line; bytes are empty where it is none."""
    mark, _, rest = line.rstrip("\n").partition(" ")
    name, _, told = rest.partition(" ")
    try:
        return mark, name, base64.b64decode(told, validate=True)
    except ValueError:
        return mark, name, b""


def signature_lines(note: bytes) -> list[str]:
    """The signature lines of a signed note, each with its line end."""
    return note.decode("utf-8", "replace").rpartition("\n\n")[2].splitlines(keepends=True)
