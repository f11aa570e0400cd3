from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from firsthand.store.cosigning import (
    Algorithm,
    check_cosignature,
    cosign,
    is_name,
    public_part,
    read_key,
    signature_lines,
)
from firsthand.store.signing import Checkpoint, NoteError, read_unsigned

PRIVATE = bytes(range(32))
STATE = Checkpoint(origin="firsthand/00", size=9, root=bytes(range(32)))
ANOTHER_PROGRAM_S = json.loads((Path(__file__).parent / "data/mldsa.json").read_text("utf-8"))


def test_a_signature_by_another_program_holds() -> None:
    """an ML-DSA-44 key and a checkpoint from the tests of filippo.io/torchwood (Go)"""
    key = read_key(ANOTHER_PROGRAM_S["key"])
    note = ANOTHER_PROGRAM_S["note"].encode()
    said = read_unsigned(note)
    (line,) = signature_lines(note)
    assert key.algorithm is Algorithm.ML_DSA_44
    assert check_cosignature(line, key=key, checkpoint=said) == 0
    other = Checkpoint(origin=said.origin, size=2, root=said.root)
    with pytest.raises(NoteError, match="not over this checkpoint"):
        check_cosignature(line, key=key, checkpoint=other)


@pytest.mark.parametrize("algorithm", Algorithm)
def test_what_was_signed_holds_with_its_time_and_for_nothing_else(algorithm: Algorithm) -> None:
    line = cosign(STATE, name="other.example", algorithm=algorithm, private=PRIVATE, seconds=7)
    key = public_part(algorithm, "other.example", PRIVATE)
    assert check_cosignature(line, key=key, checkpoint=STATE) == 7
    for other in (
        Checkpoint(origin="firsthand/01", size=9, root=STATE.root),
        Checkpoint(origin=STATE.origin, size=10, root=STATE.root),
        Checkpoint(origin=STATE.origin, size=9, root=bytes(32)),
    ):
        with pytest.raises(NoteError, match="not over this checkpoint"):
            check_cosignature(line, key=key, checkpoint=other)
    blob = bytearray(base64.b64decode(line.split(" ")[2]))
    blob[11] ^= 1  # the time
    later = f"— other.example {base64.b64encode(blob).decode()}\n"
    with pytest.raises(NoteError, match="not over this checkpoint"):
        check_cosignature(later, key=key, checkpoint=STATE)
    short = f"— other.example {base64.b64encode(blob[:-1]).decode()}\n"
    with pytest.raises(NoteError, match="another length"):
        check_cosignature(short, key=key, checkpoint=STATE)
    with pytest.raises(NoteError, match="expected a cosignature by third"):
        check_cosignature(line, key=public_part(algorithm, "third", PRIVATE), checkpoint=STATE)


def test_ed25519_signs_the_lines_of_the_specification() -> None:
    """cosignature/v1, the time, and the lines of the checkpoint"""
    algorithm = Algorithm.ED25519
    line = cosign(STATE, name="w.example", algorithm=algorithm, private=PRIVATE, seconds=1679315147)
    blob = base64.b64decode(line.split(" ")[2])
    root = base64.b64encode(STATE.root).decode()
    told = f"cosignature/v1\ntime 1679315147\nfirsthand/00\n9\n{root}\n"
    key = public_part(algorithm, "w.example", PRIVATE)
    Ed25519PublicKey.from_public_bytes(key.public).verify(blob[12:], told.encode())
    assert int.from_bytes(blob[4:12], "big") == 1679315147


def test_a_key_is_told_and_read_as_one_line() -> None:
    """the key of c2sp.org/signed-note's own example is of type 1"""
    text = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    key = read_key(text)
    assert (key.name, key.type, key.text, key.algorithm) == ("example.com/foo", 1, text, None)
    for algorithm in Algorithm:
        made = public_part(algorithm, "w.example", PRIVATE)
        assert read_key(made.text) == made
    for wrong in ("", "a", "a+b", text[:-4], text.replace("530d903a", "530d903b"), " +" + text):
        with pytest.raises(NoteError, match="expected"):
            read_key(wrong)
    assert not any(map(is_name, ("", "a b", "a+b", "a\u00a0b", "x" * 256)))
