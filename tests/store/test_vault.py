from __future__ import annotations

import hashlib
import stat
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.store.merkle import EMPTY_ROOT, Frontier, hash_leaf, hash_node
from firsthand.store.signing import (
    Checkpoint,
    NoteError,
    new_key,
    open_note,
    public_key,
    sign,
)
from firsthand.store.vault import Vault

# The leaves and roots of the certificate-transparency project's own tests of RFC 6962.
LEAVES = [bytes.fromhex(h) for h in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def test_bytes_are_kept_under_their_sha256_and_nobody_may_write_to_them(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "evidence")
    with vault.batch() as batch:
        digest, size_bytes = batch.add(BytesIO(b"blood"))
    assert digest == hashlib.sha256(b"blood").hexdigest()
    assert size_bytes == 5
    assert vault.path(digest).read_bytes() == b"blood"
    assert stat.S_IMODE(vault.path(digest).stat().st_mode) == 0o444


def test_the_same_bytes_twice_are_kept_once(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "evidence")
    for _ in range(2):
        with vault.batch() as batch:
            batch.add(BytesIO(b"x"))
            batch.add(BytesIO(b"x"))
    assert len(list(vault.files())) == 1


def test_a_batch_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "evidence")

    def break_off() -> None:
        with vault.batch() as batch:
            batch.add(BytesIO(b"x"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()
    assert list(vault.files()) == []
    assert vault.sweep() == 0


def test_roots_are_those_of_the_published_vectors() -> None:
    assert Frontier().root() == EMPTY_ROOT
    for count, root in enumerate(ROOTS, 1):
        assert Frontier(LEAVES[:count]).root().hex() == root


@given(st.lists(st.binary(max_size=8), max_size=40))
def test_a_root_is_the_recursive_definition_of_the_rfc(leaves: list[bytes]) -> None:
    def define(part: list[bytes]) -> bytes:
        if not part:
            return EMPTY_ROOT
        if len(part) == 1:
            return hash_leaf(part[0])
        split = 1 << (len(part) - 1).bit_length() - 1
        return hash_node(define(part[:split]), define(part[split:]))

    assert Frontier(leaves).root() == define(leaves)


def test_a_note_opens_with_its_own_key_only() -> None:
    key, other = new_key(), new_key()
    checkpoint = Checkpoint(origin="firsthand/record", size=3, root=bytes(32))
    note = sign(checkpoint, name="firsthand", private=key)
    assert open_note(note, name="firsthand", public=public_key(key)) == checkpoint
    with pytest.raises(NoteError):
        open_note(note, name="firsthand", public=public_key(other))
    with pytest.raises(NoteError):
        open_note(note.replace(b"\n3\n", b"\n4\n"), name="firsthand", public=public_key(key))


@given(st.binary())
def test_no_bytes_pass_for_a_note(data: bytes) -> None:
    with pytest.raises(NoteError):
        open_note(data, name="firsthand", public=public_key(bytes(32)))
