"""Sign the digest of a WACZ's list of files by a key of one's own, as browsers do who have no domain.

In: the digest as text, a key.  Out: `signedData`; a new key as a file holds it, and a key out of such a file. After the WACZ authentication draft 0.1.0, "anonymous signature":
ECDSA over P-384 with SHA-256, r and s as they are; nothing in it says whose key it is. The number that such a signature
needs is made of the key and the digest (RFC 6979), so that the same key signs the same list by the same bytes.
"""

from __future__ import annotations

import base64
import hashlib

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP384R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from firsthand.errors import OperatorError
from firsthand.model.moment import Moment

_NUMBER_BYTES = 48  # of r and of s on this curve


def new_key() -> bytes:
    """A new key, as a file holds it that other programs read too: PKCS #8 in PEM."""
    made = generate_private_key(SECP384R1())
    return made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def read_key(held: bytes) -> EllipticCurvePrivateKey:
    """The key that such a file holds.

    Raises:
        OperatorError: it holds none, or one of a curve that readers do not know.
    """
    try:
        key = load_pem_private_key(held, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise OperatorError("expected a private key in PEM, found other bytes") from None
    if not isinstance(key, EllipticCurvePrivateKey):
        raise OperatorError("expected a key of the curve P-384, found one of another kind")
    _see_curve(key)
    return key


def fingerprint(key: EllipticCurvePrivateKey) -> str:
    """The SHA-256 of its public half (SubjectPublicKeyInfo, DER), by which readers name a key."""
    return hashlib.sha256(_public(key)).hexdigest()


def signed_data(
    digest: str, key: EllipticCurvePrivateKey, *, created: Moment, software: str
) -> dict[str, str]:
    """The signature over *digest* (`sha256:…`); readers of it take no property beside these.

    Raises:
        OperatorError: the key is of another curve than readers know.
    """
    _see_curve(key)
    made = key.sign(digest.encode("ascii"), ECDSA(hashes.SHA256(), deterministic_signing=True))
    raw = b"".join(number.to_bytes(_NUMBER_BYTES) for number in decode_dss_signature(made))
    return {
        "hash": digest,
        "created": created.utc,
        "software": software,
        "signature": base64.b64encode(raw).decode("ascii"),
        "publicKey": base64.b64encode(_public(key)).decode("ascii"),
    }


def _see_curve(key: EllipticCurvePrivateKey) -> None:
    if not isinstance(key.curve, SECP384R1):
        raise OperatorError(f"expected a key of the curve P-384, found one of {key.curve.name}")


def _public(key: EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
