"""Sign the digest of a WACZ's list of files by a key of one's own, as browsers do who have no domain.

In: the digest as text, a key.  Out: `signedData`. After the WACZ authentication draft 0.1.0, "anonymous signature":
ECDSA over P-384 with SHA-256, r and s as they are; nothing in it says whose key it is. The number that such a signature
needs is made of the key and the digest (RFC 6979), so that the same key signs the same list by the same bytes.
"""

from __future__ import annotations

import base64

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP384R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from firsthand.errors import OperatorError
from firsthand.model.moment import Moment

_NUMBER_BYTES = 48  # of r and of s on this curve


def signed_data(
    digest: str, key: EllipticCurvePrivateKey, *, created: Moment, software: str
) -> dict[str, str]:
    """The signature over *digest* (`sha256:…`); readers of it take no property beside these.

    Raises:
        OperatorError: the key is of another curve than readers know.
    """
    if not isinstance(key.curve, SECP384R1):
        raise OperatorError(f"expected a key of the curve P-384, found one of {key.curve.name}")
    made = key.sign(digest.encode("ascii"), ECDSA(hashes.SHA256(), deterministic_signing=True))
    raw = b"".join(number.to_bytes(_NUMBER_BYTES) for number in decode_dss_signature(made))
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return {
        "hash": digest,
        "created": created.utc,
        "software": software,
        "signature": base64.b64encode(raw).decode("ascii"),
        "publicKey": base64.b64encode(public).decode("ascii"),
    }
