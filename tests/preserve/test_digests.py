from __future__ import annotations

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.preserve.digests import Digests, hashing_of, plain_digest, same_digest
from preserved import CHUNKED, HTTP, PAGE, sha1, sha256

SHA1 = hashlib.sha1(PAGE, usedforsecurity=False)
HEAD = "application/http; msgtype=response"


def wrong(block: bytes, *, step: str = "7", **named: str) -> list[str]:
    digests = Digests({name.replace("_", "-"): told for name, told in named.items()})
    for at in range(0, len(block), int(step)):
        digests.update(block[at : at + int(step)])
    return [code for code, _ in digests.problems()]


def chunked(*parts: bytes) -> bytes:
    return b"".join(b"%X;x=y\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@given(st.integers(1, 200).map(str))
def test_digests_do_not_depend_on_how_the_content_comes(step: str) -> None:
    told = {"warc_block_digest": sha256(HTTP + PAGE), "warc_payload_digest": sha1(PAGE)}
    assert wrong(HTTP + PAGE, step=step, content_type=HEAD, **told) == []
    body = chunked(PAGE[:20], PAGE[20:])
    assert wrong(CHUNKED + body, step=step, content_type=HEAD, warc_payload_digest=sha1(PAGE)) == []
    assert wrong(CHUNKED + body, step=step, content_type=HEAD, warc_payload_digest=sha1(body)) == []


@pytest.mark.parametrize(
    "written",
    [
        base64.b32encode(SHA1.digest()).decode(),
        base64.b32encode(SHA1.digest()).decode().lower(),
        SHA1.hexdigest(),
        SHA1.hexdigest().upper(),
        base64.b64encode(SHA1.digest()).decode(),
    ],
)
def test_a_digest_may_be_written_in_several_ways(written: str) -> None:
    assert wrong(PAGE, warc_block_digest=f"sha1:{written}") == []
    assert wrong(PAGE + b"x", warc_block_digest=f"sha1:{written}") == ["block-digest"]


def test_a_body_whose_chunks_do_not_hold_together_is_taken_as_it_is() -> None:
    body = b"zz\r\nnot chunks"
    assert wrong(CHUNKED + body, content_type=HEAD, warc_payload_digest=sha1(body)) == []
    assert wrong(CHUNKED + body, content_type=HEAD, warc_payload_digest=sha1(b"chunks")) == ["payload-digest"]  # fmt: skip


@pytest.mark.parametrize(
    "size", [b"-1\r\n", b"-5\n", b"+5\r\n", b"1_0\r\n", b"f" * 17 + b"\r\n", b"1" * 40_000]
)
def test_a_chunk_of_a_size_that_is_none_ends_what_is_understood(size: bytes) -> None:
    """Below nothing, with a sign, without an end: it is taken as it is, and soon."""
    body = chunked(PAGE[:20]).removesuffix(b"0\r\n\r\n") + size + PAGE
    assert wrong(CHUNKED + body, content_type=HEAD, warc_payload_digest=sha1(body)) == []
    assert wrong(CHUNKED + body, content_type=HEAD, warc_payload_digest=sha1(PAGE)) == ["payload-digest"]  # fmt: skip


def test_a_head_without_an_end_has_no_payload() -> None:
    assert wrong(b"HTTP/1.1 204 None\r\n", content_type=HEAD, warc_payload_digest=sha1(b"")) == []


def test_a_revisit_speaks_of_what_it_stands_for() -> None:
    told = {"warc_type": "revisit", "content_type": HEAD, "warc_payload_digest": sha1(PAGE)}
    assert wrong(HTTP, **told) == []
    assert wrong(HTTP, warc_block_digest=sha1(b""), **told) == ["block-digest-of-nothing"]
    assert wrong(HTTP, warc_block_digest=sha1(b"x"), **told) == ["block-digest"]


def test_a_digest_of_an_unknown_kind_is_said_and_not_computed() -> None:
    assert wrong(PAGE, warc_block_digest="crc32:1") == ["block-digest-unknown"]
    assert hashing_of("sha1") is None


def test_the_status_is_that_of_the_first_line() -> None:
    digests = Digests({"content-type": HEAD})
    digests.update(HTTP)
    assert digests.status == "200"


def test_digests_are_compared_whatever_case_they_are_in() -> None:
    assert same_digest("sha1:ABC=", "SHA-1:abc")
    assert not same_digest("sha1:ABC", "sha256:ABC")
    assert plain_digest("x:y") == "x:Y"


@given(st.binary(min_size=64, max_size=64), st.sampled_from(["md5", "sha1", "sha256", "sha512"]))
def test_base32_is_that_of_the_library(data: bytes, algorithm: str) -> None:
    digest = hashlib.new(algorithm, data, usedforsecurity=False).digest()
    written = base64.b32encode(digest).decode()
    assert wrong(data, warc_block_digest=f"{algorithm}:{written}") == []
    assert wrong(data, warc_block_digest=f"{algorithm}:{written.rstrip('=')}") == []
    other = ("A" if written[0] != "A" else "B") + written[1:]
    assert wrong(data, warc_block_digest=f"{algorithm}:{other}") == ["block-digest"]


@pytest.mark.parametrize("end", ["\r\n\r\n", "\n\n", "\r\n\n"])
def test_a_head_ends_with_the_first_empty_line_however_lines_end(end: str) -> None:
    """HTTP/1.0 200 OK ⏎ ⏎ one ⏎⏎ two"""
    body = b"one\r\n\r\ntwo"
    told = {"content-type": "application/http", "warc-payload-digest": sha256(body)}
    hashing = Digests(told)
    hashing.update(f"HTTP/1.0 200 OK{end}".encode() + body)
    assert (list(hashing.problems()), hashing.status) == ([], "200")
