"""Who answered a TLS handshake: checked offline, from the messages as the log holds them.

In: the messages of a handshake in order, and the certificate.  Out: whether the signature over them is by the
certificate's key. It proves that whoever answered this handshake, with the browser's own random number in it, held
that key; it proves nothing of what was served after it, since nothing of that is signed, and nothing of who may
hold the certificate. Rules: RFC 8446 4.4.3 (TLS 1.3), RFC 5246 7.4.3 and RFC 8422 5.4 (TLS 1.2).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, padding, rsa

from firsthand.preserve.netlog.wire import Message, Signature, Signed

CLIENT_HELLO, SERVER_HELLO, CERTIFICATE, KEY_EXCHANGE, VERIFY = 1, 2, 11, 12, 15
PACKED_CERTIFICATE, MESSAGE_HASH, FINISHED = 25, 254, 20
CONTEXT = b" " * 64 + b"TLS 1.3, server CertificateVerify\x00"
RETRY = hashlib.sha256(
    b"HelloRetryRequest"
).digest()  # RFC 8446 4.1.3: a ServerHello that asks again
RANDOM = slice(6, 38)  # after type, length and version
NAMED_CURVE = 3
SERVER_NAME = 0
SHA: dict[int, type[hashes.SHA256 | hashes.SHA384 | hashes.SHA512]] = {
    4: hashes.SHA256,
    5: hashes.SHA384,
    6: hashes.SHA512,
}
PSS = {0x0804: 4, 0x0805: 5, 0x0806: 6, 0x0809: 4, 0x080A: 5, 0x080B: 6}
NAMES = {
    0x0403: "ecdsa_secp256r1_sha256",
    0x0503: "ecdsa_secp384r1_sha384",
    0x0603: "ecdsa_secp521r1_sha512",
    0x0401: "rsa_pkcs1_sha256",
    0x0501: "rsa_pkcs1_sha384",
    0x0601: "rsa_pkcs1_sha512",
    0x0804: "rsa_pss_rsae_sha256",
    0x0805: "rsa_pss_rsae_sha384",
    0x0806: "rsa_pss_rsae_sha512",
    0x0807: "ed25519",
    0x0808: "ed448",
    0x0809: "rsa_pss_pss_sha256",
    0x080A: "rsa_pss_pss_sha384",
    0x080B: "rsa_pss_pss_sha512",
}
SUITES = {
    0x1301: "TLS_AES_128_GCM_SHA256",
    0x1302: "TLS_AES_256_GCM_SHA384",
    0x1303: "TLS_CHACHA20_POLY1305_SHA256",
    0xC02B: "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    0xC02C: "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    0xC02F: "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    0xC030: "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    0xCCA8: "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
    0xCCA9: "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
    0xC013: "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
    0xC014: "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
    0x009C: "TLS_RSA_WITH_AES_128_GCM_SHA256",
    0x009D: "TLS_RSA_WITH_AES_256_GCM_SHA384",
    0x002F: "TLS_RSA_WITH_AES_128_CBC_SHA",
    0x0035: "TLS_RSA_WITH_AES_256_CBC_SHA",
}
GROUPS = {23: "secp256r1", 24: "secp384r1", 25: "secp521r1", 29: "x25519", 0x11EC: "X25519MLKEM768"}
PROVES = (
    "whoever answered this handshake holds the certificate's key; what was served is not signed"
)


def check_handshake(
    messages: Sequence[Message], certificate: bytes, *, resumed: bool, encrypted: bool = False
) -> Signature:
    """Check who answered, as far as the log has what is needed.

    *encrypted*: the browser's first message went out encrypted within another; the log has the outer one.

    >>> check_handshake([], b"", resumed=True).outcome.value
    'unknown'
    """
    if resumed:
        return _unknown(
            "an earlier handshake was continued: it holds the signature, if the log has it"
        )
    if not certificate:
        return _unknown("the log has no certificate of this handshake")
    try:
        verified = any(not m.by_client and m.data[:1] == bytes([VERIFY]) for m in messages)
        content, algorithm, signature = (_of_13 if verified else _of_12)(messages)
    except (IndexError, StopIteration):
        return _unknown("the log lacks a message of this handshake, or has a damaged one")
    except KeyError:
        return _unknown("the cipher suite is none that is known here")
    name = NAMES.get(algorithm, f"0x{algorithm:04x}")
    outcome, words = _outcome(certificate, algorithm, signature, content)
    if outcome is Signed.FAILS and encrypted:
        outcome, words = (
            Signed.UNKNOWN,
            "the browser's first message was encrypted, and is not in the log",
        )
    return Signature(outcome=outcome, words=words, algorithm=name)


def _outcome(
    certificate: bytes, algorithm: int, signature: bytes, content: bytes
) -> tuple[Signed, str]:
    try:
        known = _verify(certificate, algorithm, signature, content)
    except InvalidSignature:
        return Signed.FAILS, "the handshake's signature is not by the certificate's key"
    except (ValueError, TypeError, UnsupportedAlgorithm, x509.InvalidVersion):
        return Signed.UNKNOWN, "the certificate cannot be read"
    if not known:
        return Signed.UNKNOWN, "signatures of this kind, or by such a key, cannot be checked here"
    return Signed.HOLDS, PROVES


def server_name(messages: Sequence[Message]) -> str:
    """The host that the browser asked for, in the clear, in its first message."""
    hello = next((m.data for m in messages if m.by_client and m.data[:1] == b"\x01"), b"")
    for kind, data in extensions(hello):
        if kind == SERVER_NAME:
            length = int.from_bytes(data[3:5], "big")
            return data[5 : 5 + length].decode("ascii", "replace")
    return ""


def extensions(hello: bytes) -> Iterator[tuple[int, bytes]]:
    """The extensions of a ClientHello: kind and content, as far as they can be read."""
    at = RANDOM.stop
    for width in (1, 2, 1):  # session, suites, compression
        at += width + int.from_bytes(hello[at : at + width], "big")
    at += 2
    while at + 4 <= len(hello):
        kind, size = (int.from_bytes(hello[i : i + 2], "big") for i in (at, at + 2))
        yield kind, hello[at + 4 : at + 4 + size]
        at += 4 + size


def _unknown(words: str) -> Signature:
    return Signature(outcome=Signed.UNKNOWN, words=words)


def _of_13(messages: Sequence[Message]) -> tuple[bytes, int, bytes]:
    """What was signed in TLS 1.3, how, and the signature: RFC 8446 4.4.1 and 4.4.3."""
    end = next(
        i for i, m in enumerate(messages) if not m.by_client and m.data[:1] == bytes([VERIFY])
    )
    verify, before = messages[end].data, messages[:end]
    if not all(_whole(m.data) for m in messages[: end + 1]):
        raise IndexError
    hellos = [m.data for m in before if not m.by_client and m.data[0] == SERVER_HELLO]
    if before[0].data[0] != CLIENT_HELLO or before[-1].data[0] not in {
        CERTIFICATE,
        PACKED_CERTIFICATE,
    }:
        raise IndexError
    session = hellos[-1][38]
    suite = SUITES[int.from_bytes(hellos[-1][39 + session : 41 + session], "big")]
    digest = hashlib.sha384 if suite.endswith("SHA384") else hashlib.sha256
    transcript = b"".join(m.data for m in before)
    if hellos[0][RANDOM] == RETRY:  # the first hello then counts as its digest
        first, rest = before[0].data, transcript[len(before[0].data) :]
        hashed = digest(first).digest()
        transcript = bytes([MESSAGE_HASH, 0, 0, len(hashed)]) + hashed + rest
    if len(verify) != 8 + int.from_bytes(verify[6:8], "big"):
        raise IndexError
    return CONTEXT + digest(transcript).digest(), int.from_bytes(verify[4:6], "big"), verify[8:]


def _of_12(messages: Sequence[Message]) -> tuple[bytes, int, bytes]:
    """What was signed in TLS 1.2 with ephemeral keys: both random numbers and the server's share."""
    client = [m.data for m in messages if m.by_client and m.data[0] == CLIENT_HELLO][-1]
    server = next(m.data for m in messages if not m.by_client and m.data[0] == SERVER_HELLO)
    exchange = next(m.data for m in messages if not m.by_client and m.data[0] == KEY_EXCHANGE)
    end = 8 + exchange[7]
    size = int.from_bytes(exchange[end + 2 : end + 4], "big")
    if exchange[4] != NAMED_CURVE or not _whole(exchange) or len(exchange) != end + 4 + size:
        raise IndexError
    content = client[RANDOM] + server[RANDOM] + exchange[4:end]
    algorithm = int.from_bytes(exchange[end : end + 2], "big")
    return content, algorithm, exchange[end + 4 :]


def _whole(message: bytes) -> bool:
    """Whether a message is as long as it says."""
    return len(message) == 4 + int.from_bytes(message[1:4], "big")


def _verify(certificate: bytes, algorithm: int, signature: bytes, content: bytes) -> bool:
    """Check a signature; false where its kind is none that is known here or does not fit the key.

    Raises:
        InvalidSignature: it is not by that key.
        ValueError: the certificate cannot be read.
    """
    key = x509.load_der_x509_certificate(certificate).public_key()
    digest = SHA.get(PSS.get(algorithm, algorithm >> 8))
    if isinstance(key, ed25519.Ed25519PublicKey | ed448.Ed448PublicKey):
        key.verify(signature, content)
        return True
    if digest is None or algorithm not in NAMES:
        return False
    if isinstance(key, ec.EllipticCurvePublicKey) and algorithm & 0xFF == 3:
        key.verify(signature, content, ec.ECDSA(digest()))
    elif isinstance(key, rsa.RSAPublicKey) and algorithm in PSS:
        salt = padding.PSS(padding.MGF1(digest()), digest().digest_size)
        key.verify(signature, content, salt, digest())
    elif isinstance(key, rsa.RSAPublicKey) and algorithm & 0xFF == 1:
        key.verify(signature, content, padding.PKCS1v15(), digest())
    else:
        return False
    return True
