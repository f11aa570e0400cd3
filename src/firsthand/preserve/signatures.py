"""Check the signature on a WACZ: by a bare key, or by the certificate of a domain.

In: `signedData` as the archive has it, the digest that should be signed, and the authorities that are believed.
Out: what it shows, in words. After the WACZ authentication draft 0.1.0: ECDSA over the digest as text, with
SHA-256. A time stamp is not checked here, and neither is whether a certificate was taken back.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import load_der_public_key

CERTIFICATES_MAX = 10
_PEM = re.compile(r"-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]{1,20000}-----END CERTIFICATE-----")


class SignatureError(ValueError):
    """The signature does not hold; the message says why."""


class UntrustedError(SignatureError):
    """The signature holds, and nobody who is believed says whose key it is by."""


def check_signature(
    signed: object, digest: str, *, roots: Sequence[x509.Certificate]
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
        return
    chain = _chain(_text(signed, "domainCert"))
    _verify(_public(chain[0]), signature, digest)
    domain = _text(signed, "domain")
    names = _names(chain[0])
    if domain not in names:
        raise SignatureError(f"expected a certificate for {domain[:80]}, found one for {names[:5]}")
    created = _text(signed, "created")
    begin, end = chain[0].not_valid_before_utc, chain[0].not_valid_after_utc
    if not f"{begin:%Y-%m-%dT%H:%M:%SZ}" <= created <= f"{end:%Y-%m-%dT%H:%M:%SZ}":
        raise SignatureError(f"expected a time while the certificate held, found {created[:40]}")
    yield f"signed for {domain}, which says it was on {created}"
    if signed.get("timeSignature"):
        yield "its time stamp is not checked"
    if not any(_issued(one, root) for one in chain for root in roots):
        raise UntrustedError(
            f"the certificate for {domain} goes back to {_issuer(chain[-1])!r}, which is no known authority"
        )


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
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
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
