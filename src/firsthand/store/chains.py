"""Follow certificates from a signer's to a root: who says whose key it is.

In: a certificate, others that may stand above it, those that are believed, a time, and what the key is used for.  Out: the way up
as far as it is known, and whether it ends with a root, or with one that is believed. Revocation is not asked for.

Whoever has any certificate of a believed authority can write a second one below it. So what stands above must be an authority's
own: it says so (basicConstraints), may sign certificates, and is not kept for other uses (RFC 5280, 4.2.1.9, 4.2.1.3, 4.2.1.12).
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.x509.oid import ExtendedKeyUsageOID

from firsthand.model.value import value

CHAIN_MAX = 8  # certificates from a signer's to a root; real ones have four at most


@value
class Path:
    """The way from a signer's certificate up; `complete` where it ends with a root, `trusted` where that is believed."""

    certificates: tuple[x509.Certificate, ...]
    complete: bool
    trusted: bool


def lead(
    own: x509.Certificate,
    others: Sequence[x509.Certificate],
    roots: Sequence[x509.Certificate],
    *,
    moment: datetime,
    purpose: x509.ObjectIdentifier,
) -> Path:
    """The way from *own* over *others* to one of *roots*, else to any root, else as far as it goes."""
    path = [own]
    while len(path) < CHAIN_MAX:
        here = path[-1]
        if here in roots:
            return Path(certificates=tuple(path), complete=True, trusted=True)
        root = next((each for each in roots if issued(here, each)), None)
        if root is not None:
            return Path(certificates=(*path, root), complete=True, trusted=True)
        if here.issuer == here.subject:
            return Path(certificates=tuple(path), complete=issued(here, here), trusted=False)
        above = next(
            (
                each
                for each in others
                if each not in path
                and is_authority(each, below=len(path) - 1, moment=moment, purpose=purpose)
                and issued(here, each)
            ),
            None,
        )
        if above is None:
            break
        path.append(above)
    return Path(certificates=tuple(path), complete=False, trusted=False)


def read_certificates(told: Sequence[str]) -> list[x509.Certificate]:
    """The certificates that an entry holds, as DER in base64.

    Raises:
        ValueError: one is none.
    """
    try:
        return [
            x509.load_der_x509_certificate(base64.b64decode(each, validate=True)) for each in told
        ]
    except x509.InvalidVersion as problem:
        raise ValueError(str(problem)) from None


def read_pem(data: bytes) -> list[x509.Certificate]:
    """The certificates in a file as authorities hand them out, PEM or a single one as DER.

    Raises:
        ValueError: there is none.
    """
    try:
        if b"-----BEGIN" in data:
            return x509.load_pem_x509_certificates(data)
        return [x509.load_der_x509_certificate(data)]
    except x509.InvalidVersion as problem:
        raise ValueError(str(problem)) from None


def issued(one: x509.Certificate, by: x509.Certificate) -> bool:
    """Whether the key of *by* signed *one*, and its name stands there."""
    if one.issuer != by.subject:
        return False
    try:
        one.verify_directly_issued_by(by)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def is_authority(
    certificate: x509.Certificate, *, below: int, moment: datetime, purpose: x509.ObjectIdentifier
) -> bool:
    """Whether it may vouch for others at *moment*, with *below* authorities between, for keys of this *purpose*."""
    if not certificate.not_valid_before_utc <= moment <= certificate.not_valid_after_utc:
        return False
    try:
        found = certificate.extensions
        basic = found.get_extension_for_class(x509.BasicConstraints).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return False
    if not basic.ca or (basic.path_length is not None and basic.path_length < below):
        return False
    for extension in found:
        told = extension.value
        if isinstance(told, x509.KeyUsage) and not told.key_cert_sign:
            return False
        if isinstance(told, x509.ExtendedKeyUsage) and not {
            purpose,
            ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,
        } & set(told):
            return False
    return True
