"""What cannot be signed is tried in tests/pipeline/test_vouching.py, what others' programs say in tests/referees."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from certified import certify
from firsthand.errors import OperatorError
from firsthand.model.moment import Moment
from firsthand.preserve.signatures import check_signature
from firsthand.preserve.writing.domains import in_pem, read_domain, signed_by_domain, with_stamp

DIGEST = "sha256:" + "ab" * 32
ROOT = certify("root", authority=True)
OWN = certify("a.example", ROOT, domain="a.example")
CREATED = Moment(utc=f"{OWN.certificate.not_valid_before_utc:%Y-%m-%dT%H:%M:%SZ}")


def test_a_domain_s_signature_holds_to_our_own_reader_and_is_the_same_each_time() -> None:
    domain = read_domain(OWN.pem + ROOT.pem, OWN.key_pem)
    assert domain.name == "a.example"
    signed = signed_by_domain(DIGEST, domain, created=CREATED, software="x")
    assert signed == signed_by_domain(DIGEST, domain, created=CREATED, software="x")
    told = list(check_signature(signed, DIGEST, roots=[ROOT.certificate]))
    assert told[0].startswith("signed for a.example")


def test_a_stamp_stands_beside_with_its_certificates() -> None:
    made = with_stamp({"signature": "x"}, reply=b"reply", chain=[ROOT.certificate])
    assert made == {
        "signature": "x", "timeSignature": "cmVwbHk=", "timestampCert": in_pem([ROOT.certificate])
    }  # fmt: skip


def test_a_key_of_rsa_signs_nothing_that_readers_know() -> None:
    held = generate_private_key(65537, 2048).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    with pytest.raises(OperatorError, match="elliptic curves"):
        read_domain(OWN.pem + ROOT.pem, held)
