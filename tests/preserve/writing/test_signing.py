"""A signature by a bare key holds, is the same each time, and is by the one curve that readers know."""

from __future__ import annotations

import hashlib

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from firsthand.errors import OperatorError
from firsthand.preserve.signatures import SignatureError, check_signature
from firsthand.preserve.writing.signing import fingerprint, new_key, read_key, signed_data
from written import AT

KEY = ec.derive_private_key(7, ec.SECP384R1())
DIGEST = "sha256:" + "a" * 64


def test_it_holds_for_its_digest_alone() -> None:
    signed = signed_data(DIGEST, KEY, created=AT, software="x")
    assert set(signed) == {"hash", "created", "software", "signature", "publicKey"}
    (note,) = check_signature(signed, DIGEST, roots=())
    assert "signed by the key" in note
    other = "sha256:" + "b" * 64
    with pytest.raises(SignatureError):
        list(check_signature({**signed, "hash": other}, other, roots=()))


def test_the_same_key_signs_the_same_by_the_same_bytes() -> None:
    assert signed_data(DIGEST, KEY, created=AT, software="x") == signed_data(
        DIGEST, KEY, created=AT, software="x"
    )


def test_a_key_of_another_curve_is_the_operators_mistake() -> None:
    with pytest.raises(OperatorError, match="the curve P-384, found one of secp256r1"):
        signed_data(DIGEST, ec.generate_private_key(ec.SECP256R1()), created=AT, software="x")


def test_a_key_is_read_again_from_its_file_and_named_as_readers_name_it() -> None:
    held = new_key()
    assert held.startswith(b"-----BEGIN PRIVATE KEY-----")
    assert held != new_key()
    key = read_key(held)
    assert read_key(held).private_numbers() == key.private_numbers()
    (note,) = check_signature(signed_data(DIGEST, key, created=AT, software="x"), DIGEST, roots=())
    assert f"signed by the key {fingerprint(key)}," in note
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    assert hashlib.sha256(public).hexdigest() == fingerprint(key)


def _pem(key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


@pytest.mark.parametrize(
    ("held", "why"),
    [
        (b"", "other bytes"),
        (b"x" * 32, "other bytes"),
        (new_key()[:-60], "other bytes"),
        (_pem(ed25519.Ed25519PrivateKey.generate()), "another kind"),
        (_pem(ec.generate_private_key(ec.SECP256R1())), "found one of secp256r1"),
    ],
)
def test_what_is_no_such_key_is_the_operators_mistake(held: bytes, why: str) -> None:
    with pytest.raises(OperatorError, match=why):
        read_key(held)
