"""Sign the digest of a WACZ's list of files by the certificate of a domain, and put a time stamp beside the signature.

In: the digest as text; a domain's certificates and key; later a time stamp as DER.  Out: `signedData`. After the WACZ
authentication draft 0.1.0, "domain-name identity": ECDSA with SHA-256 over the digest as text, as DER, by the key of a certificate for
the domain; a time stamp (RFC 3161) over the signature as text, with its certificates. Whether authorities are believed is for readers.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from itertools import pairwise

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key

from firsthand.errors import OperatorError
from firsthand.model.moment import Moment
from firsthand.model.value import value

VERSION = "0.1.0"  # of the draft


@value
class Domain:
    """A domain, the certificates that say so (its own first, each issued by the next), and its key."""

    name: str
    chain: tuple[x509.Certificate, ...]
    key: EllipticCurvePrivateKey


def read_domain(certificates: bytes, key: bytes, *, name: str = "") -> Domain:
    """The domain of such files, as servers have them: a chain in PEM, a key in PEM. *name* chooses where it is for several.

    Raises:
        OperatorError: they do not belong together, or are of a kind that readers do not know.
    """
    try:
        chain = tuple(x509.load_pem_x509_certificates(certificates))
        private = load_pem_private_key(key, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm, x509.InvalidVersion):
        raise OperatorError(
            "expected certificates and a private key in PEM, found other bytes"
        ) from None
    if not isinstance(private, EllipticCurvePrivateKey):
        raise OperatorError("expected a key of elliptic curves: readers of archives know no other")
    if chain[0].public_key() != private.public_key():
        raise OperatorError("the first certificate is not of this key")
    for one, issuer in pairwise(chain):
        try:
            one.verify_directly_issued_by(issuer)
        except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
            raise OperatorError(
                f"expected each certificate to be issued by the next, {one.subject.rfc4514_string()} is not"
            ) from None
    if chain[-1].subject != chain[-1].issuer:
        raise OperatorError(
            f"expected the root as the last certificate, found {chain[-1].subject.rfc4514_string()}: readers look for it there"
        )
    names = _names(chain[0])
    chosen = name or (names[0] if names else "")
    if chosen not in names:
        raise OperatorError(
            f"expected a certificate for {name or 'a domain'}, found one for {names}"
        )
    return Domain(name=chosen, chain=chain, key=private)


def signed_by_domain(
    digest: str, domain: Domain, *, created: Moment, software: str
) -> dict[str, str]:
    """The signature over *digest* (`sha256:…`); its time stamp comes later.

    Raises:
        OperatorError: the certificate did not hold then.
    """
    own = domain.chain[0]
    begin, end = own.not_valid_before_utc, own.not_valid_after_utc
    if not f"{begin:%Y-%m-%dT%H:%M:%SZ}" <= created.utc <= f"{end:%Y-%m-%dT%H:%M:%SZ}":
        raise OperatorError(f"the certificate for {domain.name} does not hold at {created.utc}")
    made = domain.key.sign(
        digest.encode("ascii"), ECDSA(hashes.SHA256(), deterministic_signing=True)
    )
    return {
        "hash": digest,
        "created": created.utc,
        "software": software,
        "version": VERSION,
        "signature": base64.b64encode(made).decode("ascii"),
        "domain": domain.name,
        "domainCert": in_pem(domain.chain),
    }


def with_stamp(
    signed: dict[str, str], *, reply: bytes, chain: Sequence[x509.Certificate]
) -> dict[str, str]:
    """The same with a time stamp over its signature; *chain* are the authority's certificates, its own first, its root last."""
    stamped = {
        "timeSignature": base64.b64encode(reply).decode("ascii"),
        "timestampCert": in_pem(chain),
    }
    return {**signed, **stamped}


def in_pem(chain: Sequence[x509.Certificate]) -> str:
    """Certificates as text."""
    return "".join(each.public_bytes(Encoding.PEM).decode("ascii") for each in chain)


def _names(certificate: x509.Certificate) -> list[str]:
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except (x509.ExtensionNotFound, ValueError):
        return []
    return found.value.get_values_for_type(x509.DNSName)
