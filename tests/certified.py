"""Certificates made for a trial: roots, authorities below them, and who they vouch for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

NOW = datetime.now(UTC)  # noqa: TID251 - the authority's own clock


@dataclass(frozen=True)
class Held:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def pem(self) -> bytes:
        """The certificate, as files hold it."""
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        """The key, as files hold it."""
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def certify(
    name: str,
    by: Held | None = None,
    *,
    authority: bool = False,
    length: int | None = None,
    uses: Sequence[x509.ObjectIdentifier] = (),
    signs: bool | None = None,
    domain: str = "",
    days: tuple[int, int] = (-40, 40),
) -> Held:
    """A certificate for *name* (and *domain*), by *by* or by itself; held from and to so many days from now."""
    key = ec.generate_private_key(ec.SECP256R1())
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(
            by.certificate.subject
            if by
            else x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        )
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW + timedelta(days=days[0]))
        .not_valid_after(NOW + timedelta(days=days[1]))
    )
    if authority:
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=length), critical=True)
    if uses:
        made = made.add_extension(x509.ExtendedKeyUsage(uses), critical=True)
    if signs is not None:
        usage = x509.KeyUsage(
            digital_signature=True, content_commitment=False, key_encipherment=False,
            data_encipherment=False, key_agreement=False, key_cert_sign=signs, crl_sign=False,
            encipher_only=False, decipher_only=False,
        )  # fmt: skip
        made = made.add_extension(usage, critical=True)
    if domain:
        made = made.add_extension(
            x509.SubjectAlternativeName([x509.DNSName(domain)]), critical=False
        )
    return Held(certificate=made.sign(by.key if by else key, hashes.SHA256()), key=key)
