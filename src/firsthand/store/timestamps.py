"""Ask an authority for the time, and check what it answers (RFC 3161, over CMS: RFC 5652).

In: the digest of what is to be stamped; a reply.  Out: a request to send, by whom and how is the operator's choice;
from a reply the time, the authority and what was stamped, once its signature holds. Nothing is sent from here.
Replies that stricter readers refuse, because attributes stand in another order than DER asks, are read as OpenSSL
reads them: the signature is over the bytes as they stand.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Sequence
from typing import Any

from asn1crypto import algos, cms, core, tsp
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509.oid import ExtendedKeyUsageOID

from firsthand.model.value import value
from firsthand.store.chains import lead

REPLY_BYTES_MAX = 256 * 1024  # real ones take 3 to 6 KiB, with all certificates
_SHA: dict[str, type[hashes.SHA1 | hashes.SHA256 | hashes.SHA384 | hashes.SHA512]] = {
    "sha1": hashes.SHA1,
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
_SET = b"\x31"  # what signed attributes are signed as, whatever they are tagged as in the reply


class StampError(ValueError):
    """This reply proves no time; the message says why."""


@value
class Stamp:
    """What an authority says: this digest was before it at this time."""

    utc: str
    authority: str
    algorithm: str
    imprint: bytes
    trusted: bool  # whether one of the authorities that were given vouches for it
    chain: tuple[
        bytes, ...
    ] = ()  # certificates as DER, from the signer's as far up as they are known
    complete: bool = False  # whether these end with a root, which vouches for itself


class _Reply(core.Sequence):  # type: ignore[misc]
    """TimeStampResp, whose token a refusal leaves out (RFC 3161, 2.4.2)."""

    _fields = [  # noqa: RUF012 - asn1crypto wants a list
        ("status", tsp.PKIStatusInfo),
        ("time_stamp_token", cms.ContentInfo, {"optional": True}),
    ]


def request(digest: bytes) -> bytes:
    """A request for a stamp over a SHA-256 digest, with the authority's certificates."""
    asked = tsp.TimeStampReq(
        {
            "version": 1,
            "message_imprint": {
                "hash_algorithm": {"algorithm": "sha256"},
                "hashed_message": digest,
            },
            "cert_req": True,
        }
    )
    return bytes(asked.dump())


def check_reply(
    reply: bytes,
    *,
    roots: Sequence[x509.Certificate],
    beside: Sequence[x509.Certificate] = (),
) -> Stamp:
    """What *reply* proves. Certificates that it does not hold itself may be given *beside* it.

    Raises:
        StampError: it is no reply, was refused, or its signature does not hold.
    """
    if len(reply) > REPLY_BYTES_MAX:
        raise StampError(f"expected at most {REPLY_BYTES_MAX} bytes, found {len(reply)}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", CryptographyDeprecationWarning
            )  # an odd number in a certificate
            return _check(reply, roots, beside)
    except (
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        OverflowError,
        RecursionError,
        UnsupportedAlgorithm,
    ) as problem:
        if isinstance(problem, StampError):
            raise
        raise StampError(
            f"expected a time-stamp reply, found other bytes: {problem}"[:300]
        ) from None


def answer_of(token: bytes) -> bytes:
    """A reply that holds *token*, where a tool kept only that; what is a reply already stays as it is."""
    try:
        inside = core.Sequence.load(token, strict=True)
        bare = isinstance(inside[0], core.ObjectIdentifier)
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):
        return token
    if not bare:
        return token
    wrapped = _Reply({"status": {"status": "granted"}})
    wrapped["time_stamp_token"] = cms.ContentInfo.load(token)
    return bytes(wrapped.dump())


def _check(
    reply: bytes, roots: Sequence[x509.Certificate], beside: Sequence[x509.Certificate]
) -> Stamp:
    answered = _Reply.load(reply, strict=True)
    status = str(answered["status"]["status"].native)
    if status not in {"granted", "granted_with_mods"}:
        raise StampError(f"expected a granted stamp, found {status[:60]}")
    token = answered["time_stamp_token"]
    signed = token["content"]
    if token["content_type"].native != "signed_data":
        raise StampError("expected signed data in the reply")
    inside = signed["encap_content_info"]
    if inside["content_type"].native != "tst_info":
        raise StampError("expected the words of a time stamp in the reply")
    signers = list(signed["signer_infos"])
    if len(signers) != 1:
        raise StampError(f"expected one signer, found {len(signers)}")
    held = signed["certificates"]
    certificates = [
        *(
            ()
            if isinstance(held, core.Void)
            else (_certificate(each.chosen.dump()) for each in held)
        ),
        *beside,
    ]
    own = _own(signers[0], certificates)
    _judge_attributes(signers[0], bytes(inside["content"]), own)
    _verify(signers[0], own)
    _judge_certificate(own)
    info = inside["content"].parsed
    moment = info["gen_time"].native
    if not own.not_valid_before_utc <= moment <= own.not_valid_after_utc:
        raise StampError(f"expected a time while its certificate held, found {moment}")
    imprint = info["message_imprint"]
    path = lead(own, certificates, roots, moment=moment, purpose=ExtendedKeyUsageOID.TIME_STAMPING)
    return Stamp(
        utc=f"{moment:%Y-%m-%dT%H:%M:%SZ}",
        authority=own.subject.rfc4514_string()[:300],
        algorithm=_named(imprint["hash_algorithm"]),
        imprint=bytes(imprint["hashed_message"].native),
        trusted=path.trusted,
        chain=tuple(each.public_bytes(Encoding.DER) for each in path.certificates),
        complete=path.complete,
    )


def _certificate(der: bytes) -> x509.Certificate:
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", CryptographyDeprecationWarning
        )  # an odd number proves nothing
        try:
            return x509.load_der_x509_certificate(der)
        except x509.InvalidVersion:
            raise StampError("expected a certificate of X.509, version 3") from None


def _own(signer: cms.SignerInfo, certificates: Sequence[x509.Certificate]) -> x509.Certificate:
    """The signer's certificate, by what the signature says of it."""
    sid = signer["sid"]
    if sid.name != "issuer_and_serial_number":
        raise StampError("expected the signer named by issuer and number")
    issuer, number = sid.chosen["issuer"].dump(), sid.chosen["serial_number"].native
    for each in certificates:
        if each.serial_number == number and each.issuer.public_bytes() == issuer:
            return each
    raise StampError("expected the signer's certificate in the reply, found none")


def _judge_attributes(signer: cms.SignerInfo, content: bytes, own: x509.Certificate) -> None:
    """What is signed: that these are a stamp's words, their digest, and which certificate signs."""
    told: dict[str, Any] = {
        each["type"].native: each["values"][0] for each in signer["signed_attrs"]
    }
    if "content_type" not in told or told["content_type"].native != "tst_info":
        raise StampError("expected the signature to be over a time stamp")
    algorithm = _named(signer["digest_algorithm"])
    digest = hashlib.new(algorithm, content).digest()
    if "message_digest" not in told or told["message_digest"].native != digest:
        raise StampError("the signed digest is not that of the stamp's words")
    der = own.public_bytes(Encoding.DER)
    if "signing_certificate_v2" in told:
        first = told["signing_certificate_v2"]["certs"][0]
        name = str(first["hash_algorithm"]["algorithm"].native or "sha256")
        wanted = first["cert_hash"].native
    elif "signing_certificate" in told:
        name, wanted = "sha1", told["signing_certificate"]["certs"][0]["cert_hash"].native
    else:
        raise StampError("expected the signature to name its certificate")
    if name not in _SHA or hashlib.new(name, der, usedforsecurity=False).digest() != wanted:
        raise StampError("the signature names another certificate")


def _verify(signer: cms.SignerInfo, own: x509.Certificate) -> None:
    """The signature over the attributes, as they stand in the reply."""
    attributes = signer["signed_attrs"].dump()
    data = _SET + attributes[1:]
    algorithm = _SHA[_named(signer["digest_algorithm"])]()
    key, signature = own.public_key(), bytes(signer["signature"].native)
    try:
        if isinstance(key, RSAPublicKey):
            if signer["signature_algorithm"].signature_algo != "rsassa_pkcs1v15":
                raise StampError("expected a signature by RSA with PKCS 1 padding, or by ECDSA")
            key.verify(signature, data, PKCS1v15(), algorithm)
        elif isinstance(key, EllipticCurvePublicKey):
            key.verify(signature, data, ECDSA(algorithm))
        elif isinstance(key, Ed25519PublicKey):
            key.verify(signature, data)
        else:
            raise StampError("expected a key of RSA, of elliptic curves or Ed25519")
    except (InvalidSignature, UnsupportedAlgorithm):
        raise StampError("the authority's signature does not hold") from None


def _judge_certificate(own: x509.Certificate) -> None:
    """An authority's key is for time stamps and for nothing else (RFC 3161, 2.3)."""
    try:
        usage = own.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except (x509.ExtensionNotFound, ValueError):
        raise StampError("expected a certificate for time stamps") from None
    if list(usage.value) != [ExtendedKeyUsageOID.TIME_STAMPING]:
        raise StampError("expected a certificate for time stamps and for nothing else")


def _named(algorithm: algos.DigestAlgorithm) -> str:
    name = str(algorithm["algorithm"].native)
    if name not in _SHA:
        raise StampError(f"expected SHA-1 or SHA-2, found {name[:40]}")
    return name
