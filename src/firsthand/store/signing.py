"""Sign the state of the record as a C2SP signed note, and check such a note.

In: an origin line, a size, a root, a private key.  Out: a note as text; from a note its parts.
A note is the lines of a checkpoint (c2sp.org/tlog-checkpoint), an empty line, and signature lines
`— NAME BASE64(4-byte key id, signature)` (c2sp.org/signed-note). Where keys are kept is not decided
here but in `pipeline.keys`.
"""

from __future__ import annotations

import base64
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from firsthand.model.value import value

ED25519 = b"\x01"  # the algorithm's byte in a key id, c2sp.org/signed-note
KEY_BYTES = 32
SIGNATURE_ID_BYTES = 4
SIZE_DIGITS_MAX = 18  # more entries than any disk holds, fewer digits than a denial of service
NOTE_BYTES_MAX = (
    128 * 1024
)  # a checkpoint is some 200 bytes, and 16 signatures of up to 5 kB may follow


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
    """SHA-256 of the public key: what two people read to each other to know they mean one key.

    Raises:
        NoteError: this is no key.
    """
    return hashlib.sha256(_key_bytes(public)).hexdigest()


def _key_bytes(public: str) -> bytes:
    try:
        raw = base64.b64decode(public, validate=True)
    except ValueError:
        raise NoteError("expected a public key in base64") from None
    if len(raw) != KEY_BYTES or base64.b64encode(raw).decode("ascii") != public:
        raise NoteError(f"expected a public key of {KEY_BYTES} bytes, found {len(raw)}")
    return raw


def key_id(name: str, public: str) -> bytes:
    """Four bytes that lead a verifier to the right key."""
    raw = _key_bytes(public)
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + raw).digest()[:4]


def sign(checkpoint: Checkpoint, *, name: str, private: bytes) -> bytes:
    """The note: checkpoint, empty line, signature."""
    body = _body(checkpoint)
    signature = Ed25519PrivateKey.from_private_bytes(private).sign(body)
    blob = base64.b64encode(key_id(name, public_key(private)) + signature).decode("ascii")
    return body + f"\n— {name} {blob}\n".encode()


def stamped_text(checkpoint: Checkpoint) -> bytes:
    """The lines that are signed, and that an authority stamps: origin, size, root."""
    return _body(checkpoint)


def _body(checkpoint: Checkpoint) -> bytes:
    root = base64.b64encode(checkpoint.root).decode("ascii")
    return f"{checkpoint.origin}\n{checkpoint.size}\n{root}\n".encode()


def open_note(note: bytes, *, name: str, public: str) -> Checkpoint:
    """The checkpoint in *note*, if *name*'s key signed it.

    Raises:
        NoteError: it is not a checkpoint, or no signature on it is by that key.
    """
    return _parse(signed_text(note, name=name, public=public))


def read_unsigned(note: bytes) -> Checkpoint:
    """What *note* says, whoever signed it: to know what to compare, never to believe.

    Raises:
        NoteError: it is not a checkpoint.
    """
    return _parse(_split(note)[0])


def read_lines(text: bytes) -> Checkpoint:
    """What the lines of a checkpoint say, without any signature: `stamped_text` the other way round.

    Raises:
        NoteError: they are none.
    """
    try:
        return _parse(text.decode("utf-8"))
    except UnicodeDecodeError:
        raise NoteError("a checkpoint is UTF-8, found other bytes") from None


def signed_text(note: bytes, *, name: str, public: str) -> str:
    """The text of a signed note, if *name*'s key signed it.

    Raises:
        NoteError: it is not a note, or no signature on it is by that key.
    """
    return _signed(note, name=name, public=public)[0]


def signature_by(note: bytes, *, name: str, public: str) -> bytes:
    """The 64 bytes by which *name*'s key signed the note, checked.

    Raises:
        NoteError: it is not a note, or no signature on it is by that key.
    """
    return _signed(note, name=name, public=public)[1]


def _signed(note: bytes, *, name: str, public: str) -> tuple[str, bytes]:
    text, signatures = _split(note)
    key = Ed25519PublicKey.from_public_bytes(_key_bytes(public))
    wanted = key_id(name, public)
    for signer, blob in signatures:
        if signer != name or blob[:SIGNATURE_ID_BYTES] != wanted:
            continue  # another's signature, such as a cosigner's, says nothing here
        try:
            key.verify(blob[SIGNATURE_ID_BYTES:], text.encode())
        except InvalidSignature:
            raise NoteError(f"the signature by the key {name} is not over these lines") from None
        return text, blob[SIGNATURE_ID_BYTES:]
    raise NoteError(f"no signature by the key {name} with the id {wanted.hex()}")


def _split(note: bytes) -> tuple[str, list[tuple[str, bytes]]]:
    """Signed text and signatures, as c2sp.org/signed-note has them."""
    if len(note) > NOTE_BYTES_MAX:
        raise NoteError(f"a checkpoint has at most {NOTE_BYTES_MAX} bytes, found {len(note)}")
    try:
        text = note.decode("utf-8")
    except UnicodeDecodeError:
        raise NoteError("a checkpoint is UTF-8, found other bytes") from None
    if any(ord(letter) < ord(" ") and letter != "\n" for letter in text):
        raise NoteError("a checkpoint holds no control characters but line ends")
    body, gap, signatures = text.rpartition("\n\n")
    if not gap:
        raise NoteError("expected an empty line between checkpoint and signatures")
    if not signatures.endswith("\n"):
        raise NoteError("expected a line end after the last signature")
    return body + "\n", [_signature(line) for line in signatures[:-1].split("\n")]


def _parse(body: str) -> Checkpoint:
    lines = body.split("\n")
    if len(lines) < 4 or not lines[0] or not lines[1].isascii() or not lines[1].isdigit():
        raise NoteError("expected lines with origin, size and root")
    try:
        root = base64.b64decode(lines[2], validate=True)
    except ValueError:
        raise NoteError("expected a root in base64") from None
    checkpoint = Checkpoint(origin=lines[0], size=int(lines[1][:SIZE_DIGITS_MAX]), root=root)
    if _body(checkpoint) != body.encode() or len(root) != hashlib.sha256().digest_size:
        raise NoteError("the checkpoint's lines are not in canonical form")
    return checkpoint


def _signature(line: str) -> tuple[str, bytes]:
    mark, _, rest = line.partition(" ")
    name, _, told = rest.partition(" ")
    try:
        blob = base64.b64decode(told, validate=True)
    except ValueError:
        blob = b""
    whole = len(blob) > SIGNATURE_ID_BYTES and base64.b64encode(blob).decode("ascii") == told
    if mark != "—" or not name or not whole:
        raise NoteError(f"expected a signature line `— NAME BASE64`, found {line[:60]!r}")
    return name, blob
