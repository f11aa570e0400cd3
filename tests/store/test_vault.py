from __future__ import annotations

import hashlib
import os
import resource
import stat
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.store import vault as vault_module
from firsthand.store.files import NoRoomError
from firsthand.store.vault import (
    CHUNK_BYTES,
    DamagedObjectError,
    ObjectTooLargeError,
    Vault,
    are_digests,
    hash_file,
    is_digest,
    measure_all,
    measure_file,
)


def objects(vault: Vault) -> list[str]:
    return sorted(p.name for p in vault.folder.rglob("*") if p.is_file() and is_digest(p.name))


def keep(vault: Vault, data: bytes) -> str:
    with vault.batch() as batch:
        digest, _ = batch.add(BytesIO(data))
    return digest


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "evidence")


def test_bytes_are_kept_under_their_sha256_and_nobody_may_write_to_them(vault: Vault) -> None:
    digest = keep(vault, b"blood")
    assert digest == hashlib.sha256(b"blood").hexdigest()
    assert vault.path(digest).read_bytes() == b"blood"
    assert stat.S_IMODE(vault.path(digest).stat().st_mode) == 0o444


def test_a_strict_umask_changes_no_mode(vault: Vault) -> None:
    before = os.umask(0o077)
    try:
        digest = keep(vault, b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE(vault.path(digest).stat().st_mode) == 0o444


def test_sha256sum_agrees_with_every_name(vault: Vault) -> None:
    for data in (b"", b"a", b"b" * CHUNK_BYTES, b"c" * (CHUNK_BYTES + 1)):
        keep(vault, data)
    listed = "".join(f"{name}  {vault.path(name)}\n" for name in objects(vault))
    subprocess.run(["sha256sum", "--check", "--strict"], input=listed, text=True, check=True)


def test_the_same_bytes_twice_are_kept_once(vault: Vault) -> None:
    for _ in range(2):
        with vault.batch() as batch:
            batch.add(BytesIO(b"x"))
            batch.add(BytesIO(b"x"))
    assert len(objects(vault)) == 1


@pytest.mark.parametrize("damage", [b"y", b"", b"x and more"])
def test_damaged_bytes_do_not_pass_for_what_was_kept(vault: Vault, damage: bytes) -> None:
    """somebody changed the object; preserving the same file again must not say "kept already" """
    path = vault.path(keep(vault, b"x"))
    path.chmod(0o644)
    path.write_bytes(damage)
    with vault.batch() as batch, pytest.raises(DamagedObjectError, match="has the SHA-256"):
        batch.add(BytesIO(b"x"))
    assert path.read_bytes() == damage


def test_a_link_in_the_place_of_an_object_does_not_pass_for_it(
    vault: Vault, tmp_path: Path
) -> None:
    path = vault.path(keep(vault, b"x"))
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert path.name not in vault
    with vault.batch() as batch, pytest.raises(DamagedObjectError, match="a link"):
        batch.add(BytesIO(b"x"))


def test_a_batch_that_breaks_off_leaves_nothing(vault: Vault) -> None:
    def break_off() -> None:
        with vault.batch() as batch:
            batch.add(BytesIO(b"x"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()
    assert objects(vault) == []
    assert vault.sweep() == 0


def test_a_file_that_cannot_be_read_to_its_end_leaves_nothing(vault: Vault) -> None:
    class Torn(BytesIO):
        def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
            if self.tell():
                raise OSError(5, "Input/output error")
            return super().readinto(buffer)

    with vault.batch() as batch, pytest.raises(OSError, match="Input/output"):
        batch.add(Torn(b"x" * 10))
    assert list((vault.folder / ".incoming").iterdir()) == []


def test_a_file_beyond_the_limit_is_refused_with_both_numbers(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault_module, "OBJECT_BYTES_MAX", 10)
    with (
        vault.batch() as batch,
        pytest.raises(ObjectTooLargeError, match=r"at most 10 .* found 11"),
    ):
        batch.add(BytesIO(b"x" * 11))
    assert objects(vault) == []


def test_what_an_interruption_left_without_a_name_is_swept(vault: Vault) -> None:
    keep(vault, b"x")
    (vault.folder / ".incoming" / "77-1").write_bytes(b"half")
    assert vault.sweep() == 1
    assert len(objects(vault)) == 1


def test_objects_are_listed_as_unrecorded_until_an_entry_speaks_of_them(vault: Vault) -> None:
    """bytes get their name before the entry is written; between the two the program may be killed"""
    one, two = keep(vault, b"one"), keep(vault, b"two")
    assert vault.unrecorded() == {one, two}
    vault.recorded([one])
    assert vault.unrecorded() == {two}
    vault.recorded([two])
    assert vault.unrecorded() == frozenset()


def test_a_hole_in_a_file_stays_a_hole(vault: Vault, tmp_path: Path) -> None:
    source = tmp_path / "sparse"
    with source.open("wb") as stream:
        stream.seek(64 * CHUNK_BYTES)
        stream.write(b"end")
    with vault.batch() as batch, source.open("rb") as stream:
        digest, size_bytes = batch.add(stream)
    kept = vault.path(digest).stat()
    assert (size_bytes, kept.st_size) == (64 * CHUNK_BYTES + 3,) * 2
    assert kept.st_blocks * 512 < 4 * CHUNK_BYTES
    assert hash_file(vault.path(digest)) == (digest, size_bytes)


@settings(max_examples=30)
@given(st.lists(st.sampled_from([b"\x00", b"a"]), max_size=4), st.integers(0, 2))
def test_zeros_anywhere_are_kept_as_they_are(
    tmp_path_factory: pytest.TempPathFactory, parts: list[bytes], rest: int
) -> None:
    data = b"".join(part * CHUNK_BYTES for part in parts) + b"\x00" * rest
    vault = Vault(tmp_path_factory.mktemp("v") / "evidence")
    digest = keep(vault, data)
    assert vault.path(digest).read_bytes() == data


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1])
def test_a_digest_is_that_of_all_bytes(tmp_path: Path, size: int) -> None:
    data = os.urandom(size)
    (tmp_path / "f").write_bytes(data)
    assert hash_file(tmp_path / "f") == (hashlib.sha256(data).hexdigest(), size)


def test_a_file_of_unknown_size_is_hashed_to_its_end() -> None:
    """files in /proc say that they have no bytes"""
    digest, size_bytes = hash_file("/proc/self/limits")
    assert size_bytes > 0
    assert digest == hashlib.sha256(Path("/proc/self/limits").read_bytes()).hexdigest()


def test_many_files_are_measured_as_each_by_itself(tmp_path: Path) -> None:
    """whole ones at once; a link, a pipe, a folder, a file of unknown size and a missing one are told apart"""
    for name, size in (("a", 0), ("b", 10), ("c", CHUNK_BYTES - 1), ("d", CHUNK_BYTES)):
        (tmp_path / name).write_bytes(os.urandom(size))
    (tmp_path / "link").symlink_to("b")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    names = ["b", "link", "a", "folder", "c", "gone", "pipe", "d"]
    paths = [*(str(tmp_path / name) for name in names), "/proc/self/limits"]
    told = {
        "link": "expected to read it, found: expected a file, found a link",
        "folder": "expected to read it, found: expected a file, found a folder",
        "gone": "expected to read it, found: No such file or directory",
        "pipe": "expected to read it, found: expected a file, found a pipe",
    }
    wanted = [told.get(Path(path).name) or measure_file(path) for path in paths]
    assert measure_all(paths, bytes_max=None) == wanted
    small = measure_all(paths, bytes_max=10)
    assert [n for n, answer in zip(names, small, strict=False) if answer is None] == ["c", "d"]
    assert [a for a in small if a is not None] == [w for n, w in zip([*names, ""], wanted, strict=True) if n not in {"c", "d"}]  # fmt: skip


@given(st.lists(st.sampled_from(["ab" * 32, "0" * 64, "0" * 63, "0" * 65, "AB" * 32, "\u0660" * 64, "g" * 64, "", "ab " * 21 + "a", "0x" * 32, "ab" * 31 + "\n\t"])))  # fmt: skip
def test_names_are_digests_if_each_is_one(names: list[str]) -> None:
    assert are_digests(names) == all(map(is_digest, names))


TOO_LITTLE_ROOM = """
import resource, sys
from io import BytesIO
from pathlib import Path
from firsthand.errors import OperatorError
from firsthand.store.vault import Vault
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
vault = Vault(Path(sys.argv[1]))
try:
    with vault.batch() as batch:
        batch.add(BytesIO(b"small"))
        batch.add(BytesIO(bytes([1]) * 200_000))
except OperatorError as problem:
    print(type(problem).__name__, problem)
"""


def test_a_full_disk_is_one_sentence_and_nothing_of_the_batch_is_kept(vault: Vault) -> None:
    done = subprocess.run(
        [sys.executable, "-c", TOO_LITTLE_ROOM, str(vault.folder)],
        capture_output=True, text=True, check=True, env={**os.environ},
    )  # fmt: skip
    assert done.stdout == "NoRoomError the disk is full: this batch was not written\n"
    assert done.stderr == ""
    assert objects(vault) == []
    assert NoRoomError.__doc__ == "the disk is full."
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 100_000
