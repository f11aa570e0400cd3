"""A time-stamping authority on this machine: OpenSSL's own, with certificates made for the test."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

CONFIG = """
[tsa]
default_tsa = own
[own]
serial = {folder}/serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


class Authority:
    """It answers any request; `root` is the certificate that vouches for it."""

    def __init__(
        self,
        folder: Path,
        *,
        key: Key | None = None,
        usage: bool = True,
        days: int = 30,
        name: str = "Trial time",
        chain: bool = True,
    ) -> None:
        """*chain*: whether its answers hold the root's certificate beside its own."""
        self._chain = ["-chain", folder / "root.pem"] if chain else []
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        root_key, own = ec.generate_private_key(ec.SECP256R1()), key or ec.generate_private_key(ec.SECP256R1())  # fmt: skip
        self.root = _certificate("Trial root", root_key, "Trial root", root_key, usage=False)
        certificate = _certificate(name, own, "Trial root", root_key, usage=usage, days=days)
        (folder / "own.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
        (folder / "root.pem").write_bytes(self.root.public_bytes(Encoding.PEM))
        (folder / "own.key").write_bytes(
            own.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        )
        (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))
        (folder / "serial").write_text("01\n")

    def answer(self, query: Path, reply: Path) -> Path:
        """What it answers to the request in *query*."""
        self._openssl(
            "-reply", "-queryfile", query, "-signer", self.folder / "own.pem", "-inkey",
            self.folder / "own.key", *self._chain, "-config", self.folder / "tsa.cnf", "-out", reply,
        )  # fmt: skip
        return reply

    def believes(self, reply: Path, data: Path) -> bool:
        """Whether OpenSSL, too, finds that the answer is over *data*."""
        done = self._openssl(
            "-verify", "-in", reply, "-data", data, "-CAfile", self.folder / "root.pem", check=False
        )
        return done.returncode == 0

    def _openssl(self, *words: object, check: bool = True) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(["openssl", "ts", *map(str, words)], check=check, capture_output=True)


def _certificate(
    name: str,
    key: Key,
    by: str,
    signing: ec.EllipticCurvePrivateKey,
    *,
    usage: bool,
    days: int = 30,
) -> x509.Certificate:
    now = datetime.now(UTC)  # noqa: TID251 - the authority's own clock
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, by)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=40))
        .not_valid_after(now + timedelta(days=days))
    )
    if name == by:
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    if usage:
        stamping = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        made = made.add_extension(stamping, critical=True)
    return made.sign(signing, hashes.SHA256())
