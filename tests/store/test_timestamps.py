from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from asn1crypto import tsp
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import given
from hypothesis import strategies as st

from authority import Authority
from firsthand.pipeline.authorities import authorities
from firsthand.store.timestamps import Stamp, StampError, answer_of, check_reply, request

REAL = Path(__file__).parents[3] / "shared/data/archives/timestamps"
DATA = b"firsthand/x\n3\nroot\n"
DIGEST = hashlib.sha256(DATA).digest()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def reply(authority: Authority) -> bytes:
    return answered(authority)


def answered(authority: Authority) -> bytes:
    query = authority.folder / "q.tsq"
    query.write_bytes(request(DIGEST))
    return authority.answer(query, authority.folder / "r.tsr").read_bytes()


def test_an_authoritys_answer_says_what_was_stamped_when_and_by_whom(
    authority: Authority, reply: bytes, tmp_path: Path
) -> None:
    stamp = check_reply(reply, roots=[authority.root])
    assert (stamp.algorithm, stamp.imprint) == ("sha256", DIGEST)
    assert stamp.authority == "CN=Trial time"
    assert stamp.trusted
    (tmp_path / "data").write_bytes(DATA)
    (tmp_path / "r.tsr").write_bytes(reply)
    assert authority.believes(tmp_path / "r.tsr", tmp_path / "data")


def test_who_is_not_known_is_sound_and_not_trusted(reply: bytes) -> None:
    assert not check_reply(reply, roots=[]).trusted
    assert not check_reply(reply, roots=authorities()).trusted


def test_a_key_of_rsa_is_read_too(tmp_path: Path) -> None:
    authority = Authority(tmp_path / "a", key=rsa.generate_private_key(65537, 2048))
    assert check_reply(answered(authority), roots=[authority.root]).trusted


def test_a_certificate_for_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        answered(Authority(tmp_path / "a", usage=False))  # OpenSSL will not even sign with it


def test_a_certificate_that_had_ended_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StampError, match="while its certificate held"):
        check_reply(answered(Authority(tmp_path / "a", days=-1)), roots=[])


def rejected(_: bytes) -> bytes:
    return bytes.fromhex("30053003020102")  # a status of 2, and no token


WAYS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "other digest": (lambda r: r.replace(DIGEST, bytes(32)), "not that of the stamp's words"),
    "other signature": (
        lambda r: r[:-3] + bytes([r[-3] ^ 1]) + r[-2:],
        "does not hold|other bytes",
    ),
    "cut short": (lambda r: r[:-1], "other bytes"),
    "bytes behind": (lambda r: r + b"x", "other bytes"),
    "too long": (lambda r: r + bytes(300_000), "at most"),
    "rejected": (rejected, "expected a granted stamp"),
    "nothing": (lambda _: b"", "other bytes"),
    "other certificate": (
        lambda r: r.replace(b"Trial time", b"Trial tome"),
        "certificate|hold|other",
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_proves_nothing_is_refused_with_why(reply: bytes, way: str) -> None:
    change, words = WAYS[way]
    with pytest.raises(StampError, match=words):
        check_reply(change(reply), roots=[])


@pytest.mark.slow
@given(st.data())
def test_no_byte_can_be_another(reply: bytes, data: st.DataObject) -> None:
    """what is signed stays what it was, or the stamp is refused"""
    at = data.draw(st.integers(0, len(reply) - 1))
    made = reply[:at] + bytes([reply[at] ^ data.draw(st.integers(1, 255))]) + reply[at + 1 :]
    wanted = check_reply(reply, roots=[])
    try:
        found = check_reply(made, roots=[])
    except StampError:
        return
    assert (found.utc, found.imprint, found.authority) == (wanted.utc, wanted.imprint, wanted.authority)  # fmt: skip


@given(st.binary(max_size=200))
def test_no_bytes_bring_it_down(data: bytes) -> None:
    with pytest.raises(StampError):
        check_reply(data, roots=[])


@pytest.mark.shared
@pytest.mark.skipif(not REAL.is_dir(), reason="the real replies are not beside this checkout")
@pytest.mark.parametrize(
    ("name", "trusted", "utc"),
    [
        ("digicert.tsr", True, "2025-03-24T11:17:47Z"),
        ("rfc3161-client-issue-104.tsr", True, "2025-03-11T08:52:08Z"),
        ("valid_timestamp.tsr", True, "2025-03-11T10:43:58Z"),
        ("self_signed.tsr", False, "2025-03-24T11:38:16Z"),
    ],
)
def test_real_replies_are_read_those_too_that_strict_readers_refuse(
    name: str, *, trusted: bool, utc: str
) -> None:
    stamp: Stamp = check_reply((REAL / name).read_bytes(), roots=authorities())
    assert (stamp.utc, stamp.trusted) == (utc, trusted)


def test_a_key_of_an_unknown_curve_is_refused(reply: bytes) -> None:
    """the curve's name, 1.2.840.10045.3.1.7, made another in the certificates"""
    name = bytes.fromhex("06082a8648ce3d030107")
    assert name in reply
    with pytest.raises(StampError):
        check_reply(reply.replace(name, bytes.fromhex("06082b8648ce3d030107")), roots=[])


def test_a_stamp_of_which_a_tool_kept_only_the_token_is_read_as_an_answer(
    authority: Authority, reply: bytes
) -> None:
    token = tsp.TimeStampResp.load(reply)["time_stamp_token"].dump()
    assert token != reply
    assert check_reply(answer_of(token), roots=[authority.root]) == check_reply(
        reply, roots=[authority.root]
    )
    assert answer_of(reply) == reply
    assert answer_of(b"words") == b"words"
    assert answer_of(b"") == b""


def test_a_certificate_of_no_version_is_none(reply: bytes) -> None:
    odd = reply.replace(b"\xa0\x03\x02\x01\x02", b"\xa0\x03\x02\x01\x05")
    assert odd != reply
    with pytest.raises(StampError, match=r"X\.509, version 3"):
        check_reply(odd, roots=[])
