from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from firsthand.preserve.signatures import (
    SignatureError,
    Stamped,
    StampReader,
    UntrustedError,
    check_signature,
)
from preserved import signer

DIGEST = "sha256:" + "ab" * 32
DAY = datetime(2031, 4, 3, tzinfo=UTC)
Change = Callable[[dict[str, Any]], object]


def certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    by: str,
    signing: ec.EllipticCurvePrivateKey,
    *,
    authority: bool = False,
    length: int | None = None,
    signs: bool = True,
    days: int = 30,
) -> x509.Certificate:
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, by)]))
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(DAY - timedelta(days=30))
        .not_valid_after(DAY + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    )
    if authority:
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=length), critical=True)
    if not signs:
        usage = x509.KeyUsage(
            digital_signature=True, content_commitment=False, key_encipherment=False,
            data_encipherment=False, key_agreement=False, key_cert_sign=False, crl_sign=False,
            encipher_only=False, decipher_only=False,
        )  # fmt: skip
        made = made.add_extension(usage, critical=True)
    return made.sign(signing, hashes.SHA256())


ROOT_KEY, OWN_KEY = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
ROOT = certificate("root.example", ROOT_KEY, "root.example", ROOT_KEY, authority=True)
OWN = certificate("paper.example", OWN_KEY, "root.example", ROOT_KEY)


def by_domain(*chain: x509.Certificate) -> dict[str, Any]:
    made = OWN_KEY.sign(DIGEST.encode(), ec.ECDSA(hashes.SHA256()))
    pem = b"\n".join(each.public_bytes(Encoding.PEM) for each in chain or (OWN,))
    return {
        "hash": DIGEST,
        "created": "2031-04-03T10:00:00Z",
        "signature": base64.b64encode(made).decode(),
        "domain": "paper.example",
        "domainCert": pem.decode(),
    }


def in_pem(der: bytes) -> str:
    words = base64.b64encode(der).decode()
    return f"-----BEGIN CERTIFICATE-----\n{words}\n-----END CERTIFICATE-----"


def shown(signed: object, *roots: x509.Certificate) -> list[str]:
    return list(check_signature(signed, DIGEST, roots=roots))


def test_a_bare_key_says_nothing_of_whose_it_is() -> None:
    (told,) = shown(signer()(DIGEST))
    assert "nothing here says whose it is" in told


def test_a_domains_signature_holds_where_its_authority_is_known() -> None:
    assert "signed for paper.example" in shown(by_domain(), ROOT)[0]
    assert shown(by_domain(OWN, ROOT), ROOT)
    assert "time stamp is not checked" in shown({**by_domain(), "timeSignature": "x"}, ROOT)[1]


def test_an_authority_that_is_not_known_is_named() -> None:
    with pytest.raises(UntrustedError, match="no known authority"):
        shown(by_domain())
    other = certificate("root.example", OWN_KEY, "root.example", OWN_KEY, authority=True)
    with pytest.raises(UntrustedError, match="no known authority"):
        shown(by_domain(), other)


def test_a_domains_signature_without_a_stamp_says_that_its_time_is_its_own_word() -> None:
    assert "the signer's word alone" in shown(by_domain(), ROOT)[1]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({}, "is no authority"),
        ({"authority": True, "signs": False}, "its key may not"),
        ({"authority": True, "days": -1}, "while the certificate held"),
    ],
)
def test_who_has_a_certificate_for_one_domain_does_not_vouch_for_another(
    told: dict[str, Any], words: str
) -> None:
    """evil.example has a certificate of a known authority, and writes one for paper.example below it"""
    evil = ec.generate_private_key(ec.SECP256R1())
    above = certificate("evil.example", evil, "root.example", ROOT_KEY, **told)
    forged = certificate("paper.example", OWN_KEY, "evil.example", evil)
    with pytest.raises(SignatureError, match=words):
        shown(by_domain(forged, above), ROOT)


def test_an_authority_that_allows_none_below_it_has_none() -> None:
    one, two = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    narrow = certificate("narrow.example", one, "root.example", ROOT_KEY, authority=True, length=0)
    below = certificate("below.example", two, "narrow.example", one, authority=True)
    own = certificate("paper.example", OWN_KEY, "below.example", two)
    with pytest.raises(SignatureError, match="may not"):
        shown(by_domain(own, below, narrow), ROOT)
    direct = certificate("paper.example", OWN_KEY, "narrow.example", one)
    assert shown(by_domain(direct, narrow), ROOT)


def test_a_second_chain_for_the_same_key_is_judged_too() -> None:
    other_key = ec.generate_private_key(ec.SECP256R1())
    other = certificate("other.example", other_key, "other.example", other_key, authority=True)
    crossed = certificate("paper.example", OWN_KEY, "other.example", other_key)
    signed = {**by_domain(), "crossSignedCert": by_domain(crossed)["domainCert"]}
    assert shown(signed, other)
    wrong = certificate("paper.example", other_key, "other.example", other_key)
    signed["crossSignedCert"] = by_domain(wrong)["domainCert"]
    with pytest.raises(SignatureError, match="not over this digest"):
        shown(signed, other)


BARE: dict[str, tuple[Change, str]] = {
    "of another digest": (lambda s: s.update(hash=DIGEST[:-2] + "00"), "a signature over"),
    "without a digest": (lambda s: s.pop("hash"), "expected hash"),
    "by another key": (lambda s: s.update(publicKey=signer()("x")["publicKey"]), "not over this"),
    "of other bytes": (
        lambda s: s.update(signature=base64.b64encode(bytes(96)).decode()),
        "not over",
    ),
    "not in base64": (lambda s: s.update(signature="é"), "in base64"),
    "by no key": (lambda s: s.update(publicKey="AAAA"), "expected a public key"),
    "by a key of another kind": (
        lambda s: s.update(
            publicKey=base64.b64encode(
                ed25519.Ed25519PrivateKey.generate()
                .public_key()
                .public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
            ).decode()
        ),
        "elliptic curves",
    ),
    "by nobody": (lambda s: s.pop("publicKey"), "expected domainCert"),
}
DOMAIN: dict[str, tuple[Change, str]] = {
    "for another domain": (lambda s: s.update(domain="other.example"), "a certificate for other"),
    "after the certificate's time": (lambda s: s.update(created="2032-01-01T00:00:00Z"), "while the"),
    "without certificates": (lambda s: s.update(domainCert="none"), "1 to 10 certificates"),
    "with certificates that are none": (
        lambda s: s.update(domainCert="-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"),
        "vouch for one another",
    ),
    "with a certificate of no version": (
        lambda s: s.update(domainCert=in_pem(OWN.public_bytes(Encoding.DER).replace(b"\xa0\x03\x02\x01\x02", b"\xa0\x03\x02\x01\x05"))),
        "vouch for one another",
    ),
    "with a chain that does not hang together": (
        lambda s: s.update(domainCert=by_domain(ROOT, OWN)["domainCert"]), "vouch for one another",
    ),
    "of other bytes": (lambda s: s.update(signature="AAAA"), "not over this digest"),
}  # fmt: skip


@pytest.mark.parametrize("way", BARE)
def test_a_bare_signature_does_not_hold(way: str) -> None:
    change, words = BARE[way]
    signed = signer()(DIGEST)
    change(signed)
    with pytest.raises(SignatureError, match=words):
        shown(signed)


@pytest.mark.parametrize("way", DOMAIN)
def test_a_domains_signature_does_not_hold(way: str) -> None:
    change, words = DOMAIN[way]
    signed = by_domain()
    change(signed)
    with pytest.raises(SignatureError, match=words):
        shown(signed, ROOT)


def test_what_is_no_object_is_no_signature() -> None:
    with pytest.raises(SignatureError, match="an object"):
        shown(["x"])


def test_a_key_of_an_unknown_curve_is_refused() -> None:
    raw = base64.b64decode(signer()(DIGEST)["publicKey"])
    other = raw.replace(bytes.fromhex("2b81040022"), bytes.fromhex("2b81040099"))
    assert other != raw
    signed = {**signer()(DIGEST), "publicKey": base64.b64encode(other).decode()}
    with pytest.raises(SignatureError, match="a public key"):
        shown(signed)


def stamps(
    over: str = "", utc: str = "2031-04-03T10:05:00Z", *, trusted: bool = True
) -> tuple[dict[str, Any], StampReader]:
    """A signature with a time stamp, and what its reader says of it."""
    signed = {**signer()(DIGEST), "timeSignature": base64.b64encode(b"stamp").decode()}

    def read(reply: bytes, beside: Sequence[x509.Certificate], /) -> Stamped | str:
        assert (reply, len(beside)) == (b"stamp", "timestampCert" in signed)
        words = over or signed["signature"]
        return Stamped(
            utc=utc, authority="CN=Trial time", algorithm="sha256",
            imprint=hashlib.sha256(words.encode()).digest(), trusted=trusted,
        )  # fmt: skip

    return signed, read


@pytest.mark.parametrize("trusted", [True, False])
def test_a_time_stamp_over_the_signature_says_when(trusted: bool) -> None:
    signed, read = stamps(trusted=trusted)
    told = list(check_signature(signed, DIGEST, roots=(), read_stamp=read))
    whom = "" if trusted else ", whom no known authority vouches for"
    assert told[1] == f"stamped on 2031-04-03T10:05:00Z by CN=Trial time{whom}"
    signed["timestampCert"] = by_domain()["domainCert"]
    assert len(list(check_signature(signed, DIGEST, roots=(), read_stamp=read))) == 2


@pytest.mark.parametrize(
    ("over", "utc", "words"),
    [
        ("another", "2031-04-03T10:05:00Z", "found one over something else"),
        ("", "2031-04-03T10:11:00Z", "found one of 2031-04-03T10:11:00Z"),
        ("", "2031-04-03T09:11:00Z", "found one of 2031-04-03T09:11:00Z"),
    ],
)
def test_a_time_stamp_of_something_else_or_another_time_is_none(
    over: str, utc: str, words: str
) -> None:
    signed, read = stamps(over, utc)
    with pytest.raises(SignatureError, match=words):
        list(check_signature(signed, DIGEST, roots=(), read_stamp=read))


def test_a_time_stamp_that_cannot_be_read_or_compared_proves_nothing() -> None:
    signed, read = stamps()
    with pytest.raises(SignatureError, match="proves nothing: expected a granted stamp"):
        list(
            check_signature(
                signed, DIGEST, roots=(), read_stamp=lambda _a, _b: "expected a granted stamp"
            )
        )
    with pytest.raises(SignatureError, match="expected a time of signing"):
        list(check_signature({**signed, "created": "2031"}, DIGEST, roots=(), read_stamp=read))
    with pytest.raises(SignatureError, match="in base64"):
        list(check_signature({**signed, "timeSignature": "é"}, DIGEST, roots=(), read_stamp=read))
