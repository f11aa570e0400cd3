"""Proofs of OpenTimestamps are followed to where they lead; what they lead to is for others to look up."""

from __future__ import annotations

import hashlib
from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from firsthand.store.opentimestamps import MAGIC, Attested, ProofError, read_proof

# The proof over "Hello World!\n" that OpenTimestamps gives as its first example. Bitcoin's block 358391 has that root.
HELLO = bytes.fromhex(
    "004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e89294010803ba204e50d126e4674c005e04d82e84c2136678"
    "0af1f43bd54a37816b6ab34003f1c8010100000001e482f9d32ecc3ba657b69d898010857b54457a90497982ff56f97c4ec58e6f98"
    "010000006b483045022100b253add1d1cf90844338a475a04ff13fc9e7bd242b07762dea07f5608b2de367022000b268ca9c3342b3"
    "769cdd062891317cdcef87aac310b6855e9d93898ebbe8ec0121020d8e4d107d2b339b0050efdd4b4a09245aa056048f125396374e"
    "a6a2ab0709c6ffffffff026533e605000000001976a9140bf057d40fbba6744862515f5b55a2310de5772f88aca086010000000000"
    "1976a914f00688ac000000000808f120a987f716c533913c314c78e35d35884cac943fa42cac49d2b2c69f4003f85f880808f120de"
    "c55b3487e1e3f722a49b55a7783215862785f4a3acb392846019f71dc64a9d0808f120b2ca18f485e080478e025dab3d464b416c0e"
    "1ecb6629c9aefce8c8214d0424320808f02011b0e90661196ff4b0813c3eda141bab5e91604837bdf7a0c9df37db0e3a11980808f0"
    "20c34bc1a4a1093ffd148c016b1e664742914e939efabe4d3d356515914b26d9e20808f020c3e6e7c38c69f6af24c2be34ebac4825"
    "7ede61ec0a21b9535e4443277be306460808f1200798bf8606e00024e5d5d54bf0c960f629dfb9dad69157455b6f2652c0e8de8108"
    "08f0203f9ada6d60baa244006bb0aad51448ad2fafb9d4b6487a0999cff26b91f0f5360808f120c703019e959a8dd3faef7489bb32"
    "8ba485574758e7091f01464eb65872c975c80808f020cbfefff513ff84b915e3fed6f9d799676630f8364ea2a6c7557fad94a5b5d7"
    "880808f1200be23709859913babd4460bbddf8ed213e7c8773a4b1face30f8acfdf093b7050808000588960d73d7190103f7ef15"
)
ROOT = "8a1b66ecb7cbd07d8139a7e7d7f2c41aab1f5009b8364aaf61d03ad245e47e00"
CALENDAR = b"https://calendar.example"
DIGEST = hashlib.sha256(b"words").digest()


def pending(address: bytes = CALENDAR) -> bytes:
    payload = bytes([len(address)]) + address
    return b"\x00" + bytes.fromhex("83dfe30d2ef90c8e") + bytes([len(payload)]) + payload


def proof(steps: bytes) -> bytes:
    return MAGIC + b"\x01\x08" + DIGEST + steps


def test_a_proof_leads_to_the_root_of_a_real_block() -> None:
    found = read_proof(HELLO)
    assert found.digest == hashlib.sha256(b"Hello World!\n").digest()
    assert found.attested == (Attested(height=358391, root=ROOT),)


def test_a_path_that_parts_ends_twice() -> None:
    found = read_proof(
        proof(b"\xff\xf0\x01a\x08" + pending() + b"\xf1\x01b\x08" + pending(b"other"))
    )
    assert [each.calendar for each in found.attested] == [CALENDAR.decode(), "other"]


def test_what_is_of_unknown_kind_is_counted() -> None:
    unknown = b"\x00" + b"01234567" + b"\x02xy"
    found = read_proof(proof(b"\xff" + unknown + pending()))
    assert (len(found.attested), found.passed) == (1, 1)


def test_behind_a_hash_that_is_not_known_nothing_is_claimed() -> None:
    block = b"\x00" + bytes.fromhex("0588960d73d71901") + b"\x01\x05"
    found = read_proof(proof(b"\x67\x08" + block))
    assert (found.attested, found.passed) == ((), 1)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"words", "breaks off"),
        (b"w" * 99, "expected a proof of OpenTimestamps"),
        (MAGIC + b"\x02", "expected version 1, found 2"),
        (MAGIC + b"\x01\xf3", "expected a digest by"),
        (proof(b""), "breaks off"),
        (proof(b"\x44"), "expected a known step"),
        (proof(b"\x08" * 300), "steps on a path"),
        (proof(b"\xff" * 300), "paths at once"),
        (proof((b"\xff" + pending()) * 1500), "breaks off"),
        (proof((b"\xff" + pending(b"a")) * 2100), "at most 4096 steps"),
        (proof(b"\xf3" * 9 + pending()), "lead to at most"),
        (proof(b"\xf0\xff\xff\x7f"), "bytes in a step"),
        (proof(b"\xf0" + b"\xff" * 10), "below 2^63"),
        (proof(pending(b"https://a.example/?<script>")), "address of a calendar"),
        (proof(pending() + b"x"), "expected the end"),
        (bytes(1 << 20), "at most"),
    ],
)
def test_what_is_no_sound_proof_says_why(data: bytes, why: str) -> None:
    with pytest.raises(ProofError, match=why.replace("^", r"\^")):
        read_proof(data)


@given(st.binary(max_size=300))
def test_no_bytes_stop_it(noise: bytes) -> None:
    with suppress(ProofError):
        read_proof(proof(noise))


# There the last hash of a row of the block is joined with itself: which of the two comes first is all one.
JOINED_WITH_ITSELF = (603, 0xF0 ^ 0xF1)


@given(st.integers(0, len(HELLO) - 1), st.integers(1, 255))
def test_a_changed_proof_leads_elsewhere_or_nowhere(at: int, flip: int) -> None:
    assume((at, flip) != JOINED_WITH_ITSELF)
    changed = bytearray(HELLO)
    changed[at] ^= flip
    with suppress(ProofError):
        assert read_proof(bytes(changed)) != read_proof(HELLO)
