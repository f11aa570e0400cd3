"""Check the signature on a WACZ: by a bare key, or by the certificate of a domain.

In: `signedData` as the archive has it, the digest that should be signed, and the authorities that are believed.
Out: what it shows, in words. After the WACZ authentication draft 0.1.0: ECDSA over the digest as text, with
SHA-256; a time stamp over the signature as text. How a time stamp is read comes as an argument. Whether a certificate
was taken back is not checked.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, Protocol

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import load_der_public_key

from firsthand.model.value import value

CERTIFICATES_MAX = 10
STAMP_SECONDS_MAX = 600  # between signing and stamping, as those who wrote the draft have it
_PEM = re.compile(r"-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]{1,20000}-----END CERTIFICATE-----")


class SignatureError(ValueError):
    """The signature does not hold; the message says why."""


class UntrustedError(SignatureError):
    """The signature holds, and nobody who is believed says whose key it is by."""


@value
class Stamped:
    """What a time stamp says: who had these bytes' digest before them, and when; whether they are believed."""

    utc: str
    authority: str
    algorithm: str
    imprint: bytes
    trusted: bool


class StampReader(Protocol):
    """Reads a time stamp (RFC 3161), with certificates that stand beside it; in words why it proves nothing."""

    def __call__(self, reply: bytes, beside: Sequence[x509.Certificate], /) -> Stamped | str:
        """What *reply* says."""


def check_signature(
    signed: object,
    digest: str,
    *,
    roots: Sequence[x509.Certificate],
    read_stamp: StampReader | None = None,
) -> Iterator[str]:
    """What the signature over *digest* (`sha256:…`) shows.

    Raises:
        SignatureError: it is not over this digest, or not by the key that it names.
        UntrustedError: it is by a domain's certificate that none of *roots* vouches for.
    """
    if not isinstance(signed, dict):
        raise SignatureError("expected signedData to be an object")
    told = _text(signed, "hash")
    if told != digest:
        raise SignatureError(f"expected a signature over {digest}, found one over {told[:90]}")
    signature = _bytes(signed, "signature")
    if "publicKey" in signed:
        key = _key(_bytes(signed, "publicKey"))
        _verify(key, signature, digest)
        found = hashlib.sha256(_bytes(signed, "publicKey")).hexdigest()
        yield f"signed by the key {found}, of which nothing here says whose it is"
        yield from _stamped(signed, read_stamp)
        return
    yield from _by_domain(signed, signature, digest, roots, read_stamp)


def _by_domain(
    signed: dict[str, Any],
    signature: bytes,
    digest: str,
    roots: Sequence[x509.Certificate],
    read_stamp: StampReader | None,
) -> Iterator[str]:
    """A signature by the certificate of a domain: the chain, for whom, when, and who vouches for it."""
    chains = [_chain(_text(signed, "domainCert"))]
    domain, created = _text(signed, "domain"), _text(signed, "created")
    if signed.get("crossSignedCert"):
        chains.append(_chain(_text(signed, "crossSignedCert")))
    for chain in chains:
        _verify(_public(chain[0]), signature, digest)
        names = _names(chain[0])
        if domain not in names:
            raise SignatureError(
                f"expected a certificate for {domain[:80]}, found one for {names[:5]}"
            )
        for below, each in enumerate(chain):
            _judge_held(each, created)
            if below:
                _judge_authority(each, below=below - 1)
    yield f"signed for {domain}, which says it was on {created}"
    if not signed.get("timeSignature"):
        yield "it has no time stamp, which the draft asks for: when it was signed is the signer's word alone"
    yield from _stamped(signed, read_stamp)
    if not any(
        one == root or _issued(one, root) for chain in chains for one in chain for root in roots
    ):
        raise UntrustedError(
            f"the certificate for {domain} goes back to {_issuer(chains[0][-1])!r}, which is no known authority"
        )


def _judge_held(certificate: x509.Certificate, created: str) -> None:
    begin, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not f"{begin:%Y-%m-%dT%H:%M:%SZ}" <= created <= f"{end:%Y-%m-%dT%H:%M:%SZ}":
        raise SignatureError(f"expected a time while the certificate held, found {created[:40]}")


def _judge_authority(certificate: x509.Certificate, *, below: int) -> None:
    """Whoever has a certificate for one domain can write others below it: these are an authority's only if it is one."""
    whose = certificate.subject.rfc4514_string()[:120]
    try:
        basic = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        raise SignatureError(f"{whose!r} vouches for another and is no authority") from None
    if not basic.ca or (basic.path_length is not None and basic.path_length < below):
        raise SignatureError(f"{whose!r} vouches for another and may not")
    for extension in certificate.extensions:
        if isinstance(extension.value, x509.KeyUsage) and not extension.value.key_cert_sign:
            raise SignatureError(f"{whose!r} vouches for another, and its key may not")


def _stamped(signed: dict[str, Any], read_stamp: StampReader | None) -> Iterator[str]:
    """What its time stamp shows, if it has one."""
    if not signed.get("timeSignature"):
        return
    if read_stamp is None:
        yield "its time stamp is not checked"
        return
    beside = _chain(_text(signed, "timestampCert")) if signed.get("timestampCert") else []
    stamp = read_stamp(_bytes(signed, "timeSignature"), beside)
    if isinstance(stamp, str):
        raise SignatureError(f"its time stamp proves nothing: {stamp}")
    signature = _text(signed, "signature").encode("utf-8", "replace")
    if stamp.imprint != hashlib.new(stamp.algorithm, signature, usedforsecurity=False).digest():
        raise SignatureError(
            "expected a time stamp over this signature, found one over something else"
        )
    created = _text(signed, "created")
    try:
        apart = datetime.fromisoformat(stamp.utc) - datetime.fromisoformat(created)
    except (ValueError, TypeError):
        raise SignatureError(f"expected a time of signing, found {created[:40]!r}") from None
    if abs(apart.total_seconds()) > STAMP_SECONDS_MAX:
        raise SignatureError(
            f"expected a time stamp of when it was signed ({created[:40]}), found one of {stamp.utc}"
        )
    whom = "" if stamp.trusted else ", whom no known authority vouches for"
    yield f"stamped on {stamp.utc} by {stamp.authority[:120]}{whom}"


def _verify(key: object, signature: bytes, digest: str) -> None:
    if not isinstance(key, EllipticCurvePublicKey):
        raise SignatureError("expected a key of elliptic curves")
    size = (key.curve.key_size + 7) // 8
    forms = [signature]
    if len(signature) == 2 * size:  # r and s as they are, as browsers write them
        parts = (signature[:size], signature[size:])
        forms.append(encode_dss_signature(*(int.from_bytes(part) for part in parts)))
    for form in forms:
        try:
            key.verify(form, digest.encode(), ECDSA(hashes.SHA256()))
        except InvalidSignature:
            continue
        return
    raise SignatureError("the signature is not over this digest by the key that it names")


def _public(certificate: x509.Certificate) -> object:
    try:
        return certificate.public_key()
    except (ValueError, UnsupportedAlgorithm):
        raise SignatureError("expected a certificate with a known kind of key") from None


def _key(raw: bytes) -> object:
    try:
        return load_der_public_key(raw)
    except (ValueError, UnsupportedAlgorithm):
        raise SignatureError("expected a public key, found other bytes") from None


def _chain(told: str) -> list[x509.Certificate]:
    """The certificates, each issued by the next."""
    found = _PEM.findall(told)
    if not 0 < len(found) <= CERTIFICATES_MAX:
        raise SignatureError(f"expected 1 to {CERTIFICATES_MAX} certificates, found {len(found)}")
    try:
        chain = [x509.load_pem_x509_certificate(each.encode()) for each in found]
        for one, issuer in pairwise(chain):
            one.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, x509.InvalidVersion, InvalidSignature, UnsupportedAlgorithm):
        raise SignatureError("expected certificates that vouch for one another") from None
    return chain


def _issued(one: x509.Certificate, root: x509.Certificate) -> bool:
    if one.issuer != root.subject:
        return False
    try:
        one.verify_directly_issued_by(root)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _issuer(certificate: x509.Certificate) -> str:
    return certificate.issuer.rfc4514_string()[:120]


def _names(certificate: x509.Certificate) -> list[str]:
    try:
        extension = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except (x509.ExtensionNotFound, ValueError):
        return []
    return extension.value.get_values_for_type(x509.DNSName)


def _text(signed: dict[str, Any], name: str) -> str:
    told = signed.get(name)
    if not isinstance(told, str):
        raise SignatureError(f"expected {name} in signedData, found none")
    return told


def _bytes(signed: dict[str, Any], name: str) -> bytes:
    try:
        return base64.b64decode(_text(signed, name), validate=True)
    except ValueError:
        raise SignatureError(f"expected {name} in base64") from None
