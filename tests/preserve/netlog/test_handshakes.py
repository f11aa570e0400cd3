from __future__ import annotations

import dataclasses
import socket
import ssl
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes
from hypothesis import given
from hypothesis import strategies as st

from awkward.certificate import write_certificate
from firsthand.preserve.netlog.handshakes import PROVES, check_handshake, server_name
from firsthand.preserve.netlog.wire import Message, Signature, Signed

HELLO, CERTIFICATE, VERIFY = 1, 11, 15
HANDSHAKE = 22  # a record's type; 257 and 256 are this library's own for what is not on the wire


def met(
    key: CertificateIssuerPrivateKeyTypes, version: ssl.TLSVersion, *, curve: str = ""
) -> tuple[list[Message], bytes]:
    """A real handshake between OpenSSL and itself, as its own debugging shows the messages."""
    messages: list[Message] = []

    def watch(_: Any, direction: str, __: Any, kind: Any, ___: Any, data: bytes) -> None:
        if int(kind) == HANDSHAKE:
            messages.append(Message(by_client=direction == "write", data=data))

    with TemporaryDirectory() as folder:
        file = Path(folder) / "site.pem"
        certificate, _ = write_certificate(file, "a.example", key=key)
        here = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        here.load_cert_chain(file)
    if curve:
        here.set_ecdh_curve(curve)
    there = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    there.check_hostname, there.verify_mode = False, ssl.CERT_NONE
    there.maximum_version = there.minimum_version = version
    there._msg_callback = watch  # type: ignore[attr-defined]
    ours, theirs = socket.socketpair()

    def answer() -> None:
        with here.wrap_socket(theirs, server_side=True) as spoken:
            spoken.recv(1)

    server = threading.Thread(target=answer)
    server.start()
    with there.wrap_socket(ours, server_hostname="a.example") as spoken:
        spoken.send(b"x")
    server.join()
    return messages, certificate


@cache
def elliptic() -> tuple[list[Message], bytes]:
    return met(ec.generate_private_key(ec.SECP256R1()), ssl.TLSVersion.TLSv1_3)


def check(messages: list[Message], certificate: bytes) -> Signature:
    return check_handshake(messages, certificate, resumed=False)


KEYS: dict[str, Callable[[], CertificateIssuerPrivateKeyTypes]] = {
    "ecdsa_secp256r1_sha256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "ecdsa_secp384r1_sha384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "rsa_pss_rsae_sha256": lambda: rsa.generate_private_key(65537, 2048),
}


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_3, ssl.TLSVersion.TLSv1_2])
@pytest.mark.parametrize("name", list(KEYS))
def test_a_real_handshake_s_signature_holds(name: str, version: ssl.TLSVersion) -> None:
    signature = check(*met(KEYS[name](), version))
    assert signature == Signature(outcome=Signed.HOLDS, words=PROVES, algorithm=signature.algorithm)
    assert signature.algorithm.split("_")[0] == name.split("_", maxsplit=1)[0]


def test_what_it_proves_is_said_and_what_it_does_not() -> None:
    assert "holds the certificate's key" in PROVES
    assert "what was served is not signed" in PROVES


@pytest.mark.parametrize("kind", [HELLO, 2, 8, CERTIFICATE, VERIFY])
def test_one_changed_bit_of_any_message_before_it_breaks_the_signature(kind: int) -> None:
    """TLS 1.3; the last byte of a message: of an extension, a certificate's own signature, this one."""
    messages, certificate = elliptic()
    changed = [
        dataclasses.replace(m, data=m.data[:-1] + bytes([m.data[-1] ^ 1]))
        if m.data[0] == kind
        else m
        for m in messages
    ]
    assert check(changed, certificate).outcome is Signed.FAILS


def test_another_s_certificate_does_not_fit() -> None:
    messages, _ = elliptic()
    _, other = met(ec.generate_private_key(ec.SECP256R1()), ssl.TLSVersion.TLSv1_3)
    assert check(messages, other).outcome is Signed.FAILS


@pytest.mark.parametrize("kind", [HELLO, 2, CERTIFICATE, VERIFY])
def test_a_log_that_lacks_a_message_cannot_be_checked(kind: int) -> None:
    messages, certificate = elliptic()
    found = check([m for m in messages if m.data[0] != kind], certificate)
    assert found.outcome is Signed.UNKNOWN
    assert found.words == "the log lacks a message of this handshake, or has a damaged one"


def test_an_encrypted_hello_is_not_called_a_failure() -> None:
    messages, certificate = elliptic()
    said = messages[0].data
    other = dataclasses.replace(messages[0], data=said[:-1] + bytes([said[-1] ^ 1]))
    changed = [other, *messages[1:]]
    found = check_handshake(changed, certificate, resumed=False, encrypted=True)
    assert found.outcome is Signed.UNKNOWN
    assert "encrypted" in found.words
    whole = check_handshake(messages, certificate, resumed=False, encrypted=True)
    assert whole.outcome is Signed.HOLDS


def test_a_continued_handshake_has_no_signature_of_its_own() -> None:
    messages, certificate = elliptic()
    found = check_handshake(messages, certificate, resumed=True)
    assert found.outcome is Signed.UNKNOWN
    assert "continued" in found.words


def test_a_certificate_that_cannot_be_read_is_named() -> None:
    messages, certificate = elliptic()
    for broken in (b"no certificate", certificate[:40]):
        assert check(messages, broken).words == "the certificate cannot be read"
    assert check(messages, b"").words == "the log has no certificate of this handshake"


def test_a_hello_that_was_asked_for_again_counts_as_its_digest() -> None:
    """The server takes a curve that the browser had no share for: RFC 8446 4.1.4 and 4.4.1."""
    key = ec.generate_private_key(ec.SECP256R1())
    messages, certificate = met(key, ssl.TLSVersion.TLSv1_3, curve="secp384r1")
    assert [m.data[0] for m in messages if m.data[0] in {HELLO, 2}] == [1, 2, 1, 2]
    assert check(messages, certificate).outcome is Signed.HOLDS
    assert check(messages[1:], certificate).outcome is not Signed.HOLDS


def test_the_name_that_was_asked_for_is_read_from_the_hello() -> None:
    assert server_name(elliptic()[0]) == "a.example"
    assert server_name([]) == ""


@given(st.lists(st.tuples(st.booleans(), st.binary(max_size=80)), max_size=6))
def test_messages_of_any_bytes_are_never_believed(raw: list[tuple[bool, bytes]]) -> None:
    messages = [Message(by_client=c, data=d) for c, d in raw if d]
    assert check(messages, elliptic()[1]).outcome is not Signed.HOLDS
    server_name(messages)


@given(st.integers(0, 6), st.integers(0, 2000), st.binary(max_size=3))
def test_a_handshake_with_other_bytes_in_it_is_never_believed(
    which: int, at: int, other: bytes
) -> None:
    messages, certificate = elliptic()
    end = next(i for i, m in enumerate(messages) if m.data[0] == VERIFY)
    which = min(which, end)
    data = messages[which].data
    changed = data[:at] + other + data[at + len(other) :]
    together = [
        *messages[:which],
        dataclasses.replace(messages[which], data=changed),
        *messages[which + 1 :],
    ]
    if changed and changed != data:
        assert check(together, certificate).outcome is not Signed.HOLDS


def test_certificates_here_are_real() -> None:
    assert x509.load_der_x509_certificate(elliptic()[1]).subject.rfc4514_string() == "CN=a.example"
