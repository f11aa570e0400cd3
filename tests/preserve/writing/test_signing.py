"""A signature by a bare key holds, is the same each time, and is by the one curve that readers know."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from firsthand.errors import OperatorError
from firsthand.preserve.signatures import SignatureError, check_signature
from firsthand.preserve.writing.signing import signed_data
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
