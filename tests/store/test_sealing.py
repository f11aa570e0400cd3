from __future__ import annotations

import hashlib
import hmac
import io
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.model.custody import MediaType
from firsthand.model.sealed import Envelope, WrappedFile
from firsthand.store.sealing import (
    MAGIC,
    PADDED_BYTES_MIN,
    Commitment,
    Cut,
    Identity,
    NotForUsError,
    Padded,
    SealError,
    checked_recipient,
    fresh_salt,
    open_stream,
    open_value,
    padded_size,
    read_identities,
    seal,
    seal_stream,
    seal_value,
    unseal,
)

SALT = bytes(range(32))
STATEMENT = b"They took blood from all of us.\n" * 5000
ANA, BEN = Identity.fresh(), Identity.fresh()


def sealed(data: bytes, identity: Identity = ANA) -> tuple[bytes, str]:
    """*data* sealed, and the commitment to it."""
    commitment, target = Commitment(SALT), io.BytesIO()
    seal_stream(Padded(io.BytesIO(data), commitment), target, identity.recipient)
    return target.getvalue(), commitment.hexdigest()


STATEMENT_SEALED = sealed(STATEMENT)[0]


def opened(data: bytes, size_bytes: int, identity: Identity = ANA) -> tuple[bytes, str, bool]:
    """What comes out, the commitment to it, and whether all came."""
    commitment, target = Commitment(SALT), io.BytesIO()
    cut = Cut(size_bytes, commitment, target)
    open_stream(io.BytesIO(data), cut, [identity])
    return target.getvalue(), commitment.hexdigest(), cut.is_whole()


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=200_000))
def test_what_is_sealed_comes_out_again_and_nothing_of_it_shows(data: bytes) -> None:
    made, commitment = sealed(data)
    assert opened(made, len(data)) == (data, commitment, True)
    assert commitment == hmac.new(SALT, data, hashlib.sha256).hexdigest()
    assert len(data) < 8 or data in b"age-encryption.org/v1\n" or data not in made


@given(st.integers(0, 1 << 36))
def test_sizes_are_told_only_roughly(size_bytes: int) -> None:
    """
    9 and 4,000 bytes are sealed as 4,096; above, at most an eighth is added
    """
    padded = padded_size(size_bytes)
    assert size_bytes <= padded
    assert padded == PADDED_BYTES_MIN or padded <= size_bytes * 1.125
    assert padded_size(padded) == padded


def test_others_open_nothing() -> None:
    made, _ = sealed(STATEMENT)
    with pytest.raises(NotForUsError):
        opened(made, len(STATEMENT), BEN)
    with pytest.raises(NotForUsError):
        unseal(seal(b"who", [ANA.recipient]), [BEN])


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_changed_byte_and_every_cut_is_named(data: st.DataObject) -> None:
    made = STATEMENT_SEALED
    at = data.draw(st.integers(0, 999_999)) * len(made) // 1_000_000
    if data.draw(st.booleans()):
        damaged = made[:at]
    else:
        damaged = made[:at] + bytes([made[at] ^ data.draw(st.integers(1, 255))]) + made[at + 1 :]
    with pytest.raises(SealError):
        opened(damaged, len(STATEMENT))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_no_bytes_crash_the_reader(data: bytes, magic: bool) -> None:
    with pytest.raises(SealError):
        unseal((MAGIC if magic else b"") + data, [ANA])


def test_a_passphrase_is_refused_before_it_costs_anything() -> None:
    """
    a header that asks for 2^40 rounds of scrypt
    """
    body = b"-> scrypt gBeLNhQ/t2OoSpe9Htl33A 40\n" + b"A" * 43 + b"\n--- " + b"B" * 43 + b"\n"
    with pytest.raises(SealError, match="passphrase"):
        unseal(MAGIC + body, [ANA])
    both = seal(b"x", [ANA.recipient]).replace(MAGIC, MAGIC + body.partition(b"\n---")[0] + b"\n")
    with pytest.raises(SealError, match="passphrase"):
        unseal(both, [ANA])
    with pytest.raises(SealError, match="header"):
        unseal(MAGIC + b"-> X25519 a\n" * 9000, [ANA])


def test_a_passphrase_file_made_by_age_itself_is_refused() -> None:
    import pyrage

    with pytest.raises(SealError, match="passphrase"):
        unseal(pyrage.passphrase.encrypt(b"x", "guess"), [ANA])


@pytest.mark.parametrize(
    "told", ["", "age1", "ssh-ed25519 AAAAC3", "age1pq1qqqq", "AGE-SECRET-KEY-1QQ", "a\x00"]
)
def test_only_x25519_recipients_are_taken(told: str) -> None:
    with pytest.raises(SealError):
        checked_recipient(told)
    assert checked_recipient(f" {ANA.recipient}\n") == ANA.recipient


@pytest.mark.parametrize(
    "told",
    [
        b"",
        b"# nothing\n",
        b"hunter2\n",
        b"AGE-SECRET-KEY-1ABC\n",
        MAGIC + b"x",
        b"\xff\xfe",
        b"#" * 70_000,
    ],
)
def test_a_key_file_without_keys_is_refused_and_not_shown(told: bytes) -> None:
    with pytest.raises(SealError) as problem:
        read_identities(told)
    assert "hunter2" not in str(problem.value)
    assert "ABC" not in str(problem.value)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.booleans())
def test_no_key_file_crashes_the_reader(data: bytes, key: bool) -> None:
    wrong: SealError | None = None
    try:
        found = read_identities((ANA.reveal().encode() + b"\n" if key else b"") + data)
    except SealError as problem:
        wrong = problem
    assert wrong is not None or (key and found[0].recipient == ANA.recipient)
    assert ANA.reveal() not in str(wrong)


def test_a_key_file_as_age_writes_it_is_read() -> None:
    text = f"# created: 2030\n# public key: {ANA.recipient}\n{ANA.reveal()}\n\n{BEN.reveal()}\n"
    assert [each.recipient for each in read_identities(text.encode())] == [
        ANA.recipient,
        BEN.recipient,
    ]


def test_a_secret_shows_nowhere() -> None:
    envelope = Envelope(
        identity=ANA.reveal(),
        salt="ab",
        size_bytes=1,
        file="Aygul.txt",
        address="a",
        media_type=MediaType.TEXT,
    )
    assert "AGE-SECRET" not in f"{ANA} {ANA!r} {envelope} {envelope!r}"
    assert "Aygul" not in f"{envelope!r}"


def test_small_values_are_all_of_one_length() -> None:
    """
    a name of 3 letters and one of 900
    """
    short, long = (
        seal_value(WrappedFile(path="x" * n, sha256="0" * 64), [ANA.recipient]) for n in (3, 900)
    )
    assert abs(len(short) - len(long)) < 300, "age's own header varies by up to that"
    assert open_value(short, WrappedFile, [ANA]).path == "xxx"
    with pytest.raises(SealError) as problem:
        open_value(short, Envelope, [ANA])
    assert "xxx" not in str(problem.value)


def test_words_behind_the_sealed_bytes_are_refused() -> None:
    made, _ = sealed(b"abc")
    with pytest.raises(SealError, match="zeros"):
        opened(made, 2)
    assert opened(made, 4097)[2] is False


def test_nobody_to_seal_for_is_refused() -> None:
    with pytest.raises(SealError, match="nobody"):
        seal(b"x", [])


class _Full(io.BytesIO):
    def write(self, data: object, /) -> int:
        del data
        raise OSError(28, "full")


class _Broken(io.BytesIO):
    def read(self, count: int | None = -1, /) -> bytes:
        del count
        raise OSError(5, "broken")


def test_a_failing_disk_is_told_and_not_swallowed() -> None:
    """
    age itself passes over a failure of its last write
    """
    with pytest.raises(OSError, match="full"):
        seal_stream(Padded(io.BytesIO(b"x"), Commitment(SALT)), _Full(), ANA.recipient)
    with pytest.raises(OSError, match="broken"):
        seal_stream(Padded(_Broken(), Commitment(SALT)), io.BytesIO(), ANA.recipient)
    made, _ = sealed(b"abc")
    with pytest.raises(OSError, match="full"):
        open_stream(io.BytesIO(made), Cut(3, Commitment(SALT), _Full()), [ANA])


@pytest.mark.skipif(shutil.which("age") is None, reason="the program age is not installed")
def test_age_itself_opens_what_we_seal_and_we_open_what_age_seals(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text(ANA.reveal() + "\n")
    made, _ = sealed(STATEMENT)
    run = ["age", "-d", "-i", str(key)]
    done = subprocess.run(run, input=made, capture_output=True, check=True)
    assert done.stdout[: len(STATEMENT)] == STATEMENT
    assert done.stdout[len(STATEMENT) :] == bytes(padded_size(len(STATEMENT)) - len(STATEMENT))
    theirs = subprocess.run(
        ["age", "-r", ANA.recipient], input=b"by age", capture_output=True, check=True
    ).stdout
    assert unseal(theirs, [ANA]) == b"by age"


def test_a_salt_is_fresh() -> None:
    assert len({fresh_salt() for _ in range(10)}) == 10
