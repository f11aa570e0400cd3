"""Seal bytes for people who hold an age identity, and open them again: the one door to age.

In: plain bytes and recipients, or sealed bytes and identities.  Out: the other. The form is
age-encryption.org/v1 with X25519 recipients and nothing else: a passphrase can be guessed, and costs
what whoever made the file chose. What is sealed gets zeros behind it, so that its size is told only
roughly. Where sealed things are kept is not decided here but in `store.wrapped` and `store.vault`.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO, Protocol, TypeVar

import pyrage

from firsthand.store.codec import CodecError, decode, encode

T = TypeVar("T")

MAGIC = b"age-encryption.org/v1\n"
HEADER_BYTES_MAX = 64 << 10  # 400 recipients at 160 bytes; a longer header is not ours
IDENTITY_BYTES_MAX = 64 << 10  # 800 identities; a longer file holds no keys
SALT_BYTES = 32  # as long as the digest: nobody tries all
PADDED_BYTES_MIN = 4096  # a name, a form, a letter: all of one size
VALUE_BYTES_STEP = 2048  # a name of a file, or a witness with how to reach them: mostly of one size
_PASSPHRASE = b"\n-> scrypt "
_SECRET = "AGE-SECRET-KEY-1"  # noqa: S105 - how the line of any age identity begins
_ARMOUR = b"-----BEGIN AGE ENCRYPTED FILE-----"
_ZEROS = bytes(64 << 10)


class SealError(Exception):
    """this cannot be sealed or opened; the message says why, and holds nothing secret."""


class NotForUsError(SealError):
    """none of these identities opens it."""


class Sink(Protocol):
    """Where bytes go."""

    def write(self, data: bytes, /) -> object:
        """Take *data*."""


class Identity:
    """A private key of age. It is shown nowhere unless `reveal` is called."""

    __slots__ = ("_held",)

    def __init__(self, told: str) -> None:
        try:
            self._held = pyrage.x25519.Identity.from_str(told)
        except pyrage.IdentityError:
            raise SealError("expected an age identity (AGE-SECRET-KEY-1…)") from None

    @classmethod
    def fresh(cls) -> Identity:
        """One that nobody had before."""
        return cls(str(pyrage.x25519.Identity.generate()))

    @property
    def recipient(self) -> str:
        """The public half, `age1…`."""
        return str(self._held.to_public())

    def reveal(self) -> str:
        """The secret itself: to be sealed, or written into a key file of its owner."""
        return str(self._held)

    def __repr__(self) -> str:
        return "Identity(not shown)"


def checked_recipient(told: str) -> str:
    """The recipient that *told* is, in its one spelling.

    Raises:
        SealError: it is none, or of a kind other than X25519.
    """
    try:
        return str(pyrage.x25519.Recipient.from_str(told.strip()))
    except pyrage.RecipientError:
        raise SealError("expected an age X25519 recipient (age1…), found another word") from None


def read_identities(data: bytes) -> tuple[Identity, ...]:
    """The identities of a key file as `age-keygen` writes it: one a line, `#` begins a remark.

    Raises:
        SealError: there is none, or the file is itself sealed.
    """
    if len(data) > IDENTITY_BYTES_MAX:
        raise SealError(f"a key file has at most {IDENTITY_BYTES_MAX} bytes, found more")
    if data.startswith(MAGIC) or data.lstrip().startswith(_ARMOUR):
        raise SealError("this key file is itself sealed: open it first, as with `age -d`")
    lines = [line.strip() for line in data.decode("utf-8", "replace").splitlines()]
    told = [line for line in lines if line and not line.startswith("#")]
    if not told or not all(line.startswith(_SECRET) for line in told):
        raise SealError("expected lines that begin with AGE-SECRET-KEY-1, found none or others")
    return tuple(Identity(line) for line in told)


class Commitment:
    """HMAC-SHA256 of plain bytes under a salt: says which bytes they were to whoever has the salt."""

    def __init__(self, salt: bytes) -> None:
        self._mac = hmac.new(salt, digestmod=hashlib.sha256)

    def update(self, data: bytes) -> None:
        """Take the next bytes in."""
        self._mac.update(data)

    def hexdigest(self) -> str:
        """What is written in the record."""
        return self._mac.hexdigest()


def fresh_salt() -> bytes:
    """A salt that nobody had before."""
    return secrets.token_bytes(SALT_BYTES)


def padded_size(size_bytes: int) -> int:
    """How long bytes are when sealed: Padmé (Nikitin and others, 2019), at most 12 % more.

    >>> padded_size(9), padded_size(100_000)
    (4096, 100352)
    """
    if size_bytes <= PADDED_BYTES_MIN:
        return PADDED_BYTES_MIN
    exponent = size_bytes.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (size_bytes + mask) & ~mask


class Padded:
    """Plain bytes on their way into a seal: counted, committed to, hashed, then filled up with zeros."""

    def __init__(self, stream: BinaryIO, commitment: Commitment) -> None:
        self._stream, self._commitment = stream, commitment
        self._digest = hashlib.sha256()
        self._left: int | None = None
        self.size_bytes = 0

    def read(self, count: int) -> bytes:
        """The next bytes, and zeros when they are at their end."""
        if self._left is None:
            data = self._stream.read(count)
            if data:
                self.size_bytes += len(data)
                self._commitment.update(data)
                self._digest.update(data)
                return data
            self._left = padded_size(self.size_bytes) - self.size_bytes
        count = min(count, self._left, len(_ZEROS))
        self._left -= count
        return _ZEROS[:count]

    def hexdigest(self) -> str:
        """The bare digest; it stays in memory."""
        return self._digest.hexdigest()


class Cut:
    """Plain bytes on their way out of a seal: the first *size_bytes* go on, zeros must follow."""

    def __init__(self, size_bytes: int, commitment: Commitment, sink: Sink | None = None) -> None:
        self._left, self._commitment, self._sink = size_bytes, commitment, sink
        self._behind = padded_size(size_bytes) - size_bytes

    def write(self, data: bytes) -> None:
        """Take the next bytes.

        Raises:
            SealError: something else than zeros, or more of them, stands behind.
        """
        mine, behind = data[: self._left], data[self._left :]
        self._left -= len(mine)
        self._behind -= len(behind)
        if any(behind) or self._behind < 0:
            raise SealError("expected zeros behind the sealed bytes, found others")
        self._commitment.update(mine)
        if self._sink is not None and mine:
            self._sink.write(mine)

    def is_whole(self) -> bool:
        """Whether all came."""
        return self._left == 0 and self._behind == 0


class _Guarded:
    """A stream as age takes it. What goes wrong in it is kept: age itself may swallow it."""

    def __init__(self, call: Callable[[Any], Any]) -> None:
        self._call = call
        self.failed: BaseException | None = None

    def _do(self, told: object) -> Any:
        if self.failed is not None:
            raise OSError("the stream failed before")
        try:
            return self._call(told)
        except BaseException as problem:
            self.failed = problem
            raise

    def read(self, count: int = -1) -> Any:
        return self._do(count)

    def write(self, data: bytes) -> int:
        self._do(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""


def seal_stream(reader: Padded, sink: Sink, recipient: str) -> None:
    """Seal everything that *reader* gives for one *recipient*.

    Raises:
        SealError: age failed.
        OSError: whatever reading or writing raised.
    """
    source, target = _Guarded(reader.read), _Guarded(sink.write)
    held = pyrage.x25519.Recipient.from_str(recipient)
    try:
        pyrage.encrypt_io(source, target, [held])
    except (pyrage.EncryptError, OSError) as problem:
        raise (source.failed or target.failed or SealError(f"age failed: {problem}")) from None
    failed = source.failed or target.failed
    if failed is not None:
        raise failed


def open_stream(stream: BinaryIO, sink: Sink, identities: Sequence[Identity]) -> None:
    """Open what *stream* holds; bytes reach *sink* before the end is seen to be sound.

    Raises:
        NotForUsError: it was sealed for others.
        SealError: it is damaged, or no such seal.
    """
    head = stream.read(HEADER_BYTES_MAX)
    _check_header(head)
    stream.seek(0)
    source, target = _Guarded(stream.read), _Guarded(sink.write)
    try:
        pyrage.decrypt_io(source, target, [each._held for each in identities])  # noqa: SLF001 - our own
    except (pyrage.DecryptError, OSError) as problem:
        failed = source.failed or target.failed
        if failed is not None:
            raise failed from None
        raise _meaning(problem) from None
    failed = source.failed or target.failed
    if failed is not None:
        raise failed


def seal_value(item: object, recipients: Sequence[str]) -> bytes:
    """Seal a value in its canonical form, filled up with spaces so that its length tells little."""
    data = encode(item)
    return seal(data.ljust(-len(data) % VALUE_BYTES_STEP + len(data)), recipients)


def open_value(data: bytes, kind: type[T], identities: Sequence[Identity]) -> T:
    """The value of class *kind* that was sealed.

    Raises:
        SealError: it cannot be opened, or is something else.
    """
    try:
        return decode(unseal(data, identities).rstrip(b" "), kind)
    except CodecError:  # its message would show what was sealed
        raise SealError(f"expected a sealed {kind.__name__}, found something else") from None


def _meaning(problem: Exception) -> SealError:
    if "No matching keys" in str(problem):
        return NotForUsError("it was sealed for others: none of these identities opens it")
    return SealError(f"expected a whole seal of age, found a damaged one ({problem})")


def _check_header(head: bytes) -> None:
    """Refuse what is no seal for X25519 before age looks at it: a passphrase costs what its maker chose."""
    if not head.startswith(MAGIC):
        raise SealError("expected age-encryption.org/v1, found other bytes")
    header, end, _ = head.partition(b"\n--- ")
    if not end:
        raise SealError(f"expected the end of age's header within {HEADER_BYTES_MAX} bytes")
    if _PASSPHRASE in header:
        raise SealError("it is sealed with a passphrase: only X25519 recipients are taken")
    if b"\n-> X25519 " not in header:
        raise SealError("expected a seal for an X25519 recipient, found other kinds only")


def count_recipients(data: bytes) -> int:
    """For how many X25519 recipients *data* is sealed: this stands in its header, whom it is for does not."""
    return data[:HEADER_BYTES_MAX].partition(b"\n--- ")[0].count(b"\n-> X25519 ")


def seal(data: bytes, recipients: Sequence[str]) -> bytes:
    """Seal small *data* for all *recipients*.

    Raises:
        SealError: there is no recipient, or age failed.
    """
    if not recipients:
        raise SealError("there is nobody to seal it for")
    held = [pyrage.x25519.Recipient.from_str(each) for each in sorted(set(recipients))]
    try:
        return bytes(pyrage.encrypt(data, held))
    except pyrage.EncryptError as problem:
        raise SealError(f"age failed: {problem}") from None


def unseal(data: bytes, identities: Sequence[Identity]) -> bytes:
    """Open small *data*.

    Raises:
        NotForUsError: it was sealed for others.
        SealError: it is damaged, or no such seal.
    """
    _check_header(data[:HEADER_BYTES_MAX])
    try:
        return bytes(pyrage.decrypt(data, [each._held for each in identities]))  # noqa: SLF001
    except (pyrage.DecryptError, OSError) as problem:
        raise _meaning(problem) from None
