from __future__ import annotations

import base64
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.store.signing import (
    Checkpoint,
    NoteError,
    fingerprint,
    key_id,
    new_key,
    open_note,
    public_key,
    read_unsigned,
    sign,
    signed_text,
)

CHECKPOINT = Checkpoint(origin="firsthand/ab", size=3, root=bytes(32))
KEY = bytes(range(32))
PUBLIC = public_key(KEY)
NOTE = sign(CHECKPOINT, name="firsthand", private=KEY)

# The example of c2sp.org/signed-note, and its key without the algorithm's byte.
NEUMANN = """If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
"""
NEUMANN_KEY = base64.b64encode(
    base64.b64decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")[1:]
).decode()


def test_the_example_of_the_signed_note_specification_opens() -> None:
    text = signed_text(NEUMANN.encode(), name="PeterNeumann", public=NEUMANN_KEY)
    assert text == NEUMANN.split("\n\n", maxsplit=1)[0] + "\n"
    assert key_id("PeterNeumann", NEUMANN_KEY).hex() == "c74f20a3"


def test_a_public_key_is_that_of_rfc_8032() -> None:
    """RFC 8032, section 7.1, test 1"""
    private = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
    public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert base64.b64decode(public_key(bytes.fromhex(private))).hex() == public


def test_a_note_opens_with_its_own_key_only() -> None:
    other = public_key(new_key())
    assert open_note(NOTE, name="firsthand", public=PUBLIC) == CHECKPOINT
    with pytest.raises(NoteError, match="no signature by the key"):
        open_note(NOTE, name="firsthand", public=other)
    with pytest.raises(NoteError, match="no signature by the key"):
        open_note(NOTE, name="second hand", public=PUBLIC)


def test_another_hand_may_sign_below() -> None:
    """a cosigner adds its line; ours still opens the note"""
    theirs = sign(CHECKPOINT, name="cosigner", private=new_key())
    both = NOTE + theirs.split(b"\n\n", 1)[1]
    assert open_note(both, name="firsthand", public=PUBLIC) == CHECKPOINT


def _signed(text: str) -> bytes:
    """Any text, well signed."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    signature = Ed25519PrivateKey.from_private_bytes(KEY).sign(text.encode())
    blob = base64.b64encode(key_id("firsthand", PUBLIC) + signature).decode()
    return f"{text}\n— firsthand {blob}\n".encode()


ROOT = base64.b64encode(bytes(32)).decode()
WRONG = {
    "the size is changed": (NOTE.replace(b"\n3\n", b"\n4\n"), "not over these lines"),
    "there is no signature": (NOTE.split(b"\n\n", maxsplit=1)[0] + b"\n", "empty line"),
    "the last line end is cut": (NOTE[:-1], "line end"),
    "a carriage return is slipped in": (NOTE.replace(b"\n3\n", b"\r\n3\n"), "control"),
    "it is not UTF-8": (b"\xff" + NOTE, "UTF-8"),
    "it is longer than any": (NOTE + b"x" * 140_000, "at most"),
    "the signature is no base64": (NOTE[:-9] + b"????????\n", "signature line"),
    "signed, the size has a zero in front": (_signed(f"o\n03\n{ROOT}\n"), "canonical"),
    "signed, the size is no number": (_signed(f"o\nthree\n{ROOT}\n"), "origin, size and root"),
    "signed, the size has digits of another script": (_signed(f"o\n٣\n{ROOT}\n"), "origin, size"),
    "signed, the size is longer than any": (_signed(f"o\n{'9' * 5000}\n{ROOT}\n"), "canonical"),
    "signed, the root is short": (_signed("o\n3\nAAAA\n"), "canonical"),
    "signed, the root is no base64": (_signed("o\n3\n!\n"), "base64"),
    "signed, there is a line more": (_signed(f"o\n3\n{ROOT}\nmore\n"), "canonical"),
    "signed, there is no origin": (_signed(f"\n3\n{ROOT}\n"), "origin"),
}


@pytest.mark.parametrize("why", WRONG)
def test_a_note_is_refused_when(why: str) -> None:
    note, words = WRONG[why]
    with pytest.raises(NoteError, match=words):
        open_note(note, name="firsthand", public=PUBLIC)


@given(st.integers(0, len(NOTE) - 1), st.integers(1, 255))
def test_no_byte_of_a_note_can_be_another(place: int, change: int) -> None:
    changed = bytearray(NOTE)
    changed[place] ^= change
    with pytest.raises(NoteError):
        open_note(bytes(changed), name="firsthand", public=PUBLIC)


@given(st.binary())
def test_no_bytes_pass_for_a_note(data: bytes) -> None:
    with pytest.raises(NoteError):
        open_note(data, name="firsthand", public=PUBLIC)
    with pytest.raises(NoteError):
        read_unsigned(data)


@pytest.mark.parametrize("public", ["", "A", "AAAA", "é", PUBLIC + "=", PUBLIC[:-2] + "1="])
def test_what_is_no_key_has_no_fingerprint(public: str) -> None:
    with pytest.raises(NoteError):
        fingerprint(public)


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
def test_openssl_verifies_the_signature_under_a_checkpoint(tmp_path: Path) -> None:
    """what we sign, a program that we did not write checks, and refuses when a line is changed"""
    text, signatures = NOTE.decode().split("\n\n")
    (tmp_path / "text").write_text(text + "\n")
    (tmp_path / "signature").write_bytes(base64.b64decode(signatures.split(" ")[2])[4:])
    header = bytes.fromhex("302a300506032b6570032100")  # RFC 8410: an Ed25519 public key follows
    (tmp_path / "key").write_bytes(header + base64.b64decode(PUBLIC))
    command = [
        "openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "key", "-rawin",
        "-in", "text", "-sigfile", "signature",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (tmp_path / "text").write_text(text.replace("\n3\n", "\n4\n") + "\n")
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode != 0
