from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.store.blocks import HEADER_BYTES, WORK_BITS_MIN, read_header
from firsthand.store.opentimestamps import ProofError, read_proof
from mined import mine
from store.test_opentimestamps import HELLO, ROOT

# The header of block 358391, as any explorer gives it.
REAL = (
    b"02000000b96394585a281b7e5f438fd1c9ed492645a1fd61cb3802040000000000000000007ee445d23ad061af4a36b809501fab1ac4f2d7e7a739817d"
    b"d0cbb7ec661b8a1e376755f58616186272def6"
)


def test_a_real_header_has_the_root_that_a_real_proof_leads_to() -> None:
    """it was made in May 2015, with some 2^67 hashes"""
    header = read_header(REAL)
    assert header.hash == "000000000000000003e892881a8cdcdc117c06d444057c98b6f04a9ee75a2319"
    assert (header.root, header.utc) == (ROOT, "2015-05-28T15:41:18Z")
    assert (header.work_bits, header.is_hard) == (67, True)
    assert header.root in {each.root for each in read_proof(HELLO).attested}
    assert read_header(bytes.fromhex(REAL.decode())) == header
    assert read_header(b" " + REAL.upper() + b"\n") == header


def test_one_that_anybody_makes_says_so() -> None:
    root = hashlib.sha256(b"x").digest()
    header = read_header(mine(root))
    assert header.root == root[::-1].hex()
    assert header.work_bits < WORK_BITS_MIN
    assert not header.is_hard


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "found 0 bytes"),
        (REAL[:-2], "found 158 bytes"),
        (bytes(HEADER_BYTES), "expected a target"),
        (bytes(72) + b"\xff\xff\xff\xff" + bytes(4), "expected a target"),
        (REAL.replace(b"6272def6", b"6272def7"), "that work was not done"),
        (REAL.replace(b"f5861618", b"f5861600"), "expected a target"),
    ],
)
def test_what_is_no_header_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(ProofError, match=words):
        read_header(data)


@given(st.binary(min_size=HEADER_BYTES, max_size=HEADER_BYTES))
def test_any_bytes_are_a_header_or_none(data: bytes) -> None:
    try:
        assert read_header(data).raw == data
    except ProofError:
        return
