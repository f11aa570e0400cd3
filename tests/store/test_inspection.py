from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pytest

from firsthand.model.problem import Severity
from firsthand.store.inspection import Inspected, inspect_record_folder, inspect_vault
from firsthand.store.vault import Vault


def told(done: int, total: int | None, what: str) -> None:
    del done, total, what


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    vault = Vault(tmp_path / "evidence")
    with vault.batch() as batch:
        batch.add(BytesIO(b"one"))
        batch.add(BytesIO(b"two!"))
    return vault


def inspect(vault: Vault, wanted: dict[str, int]) -> Inspected:
    return inspect_vault(vault, wanted, threads=2, progress=told)


def sizes(vault: Vault) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in vault.folder.glob("??/*")}


def test_what_the_record_speaks_of_is_there(vault: Vault) -> None:
    found = inspect(vault, sizes(vault))
    assert (found.objects, found.size_bytes, found.problems) == (2, 7, ())


def test_objects_that_wait_for_their_entry_are_notes_and_others_are_errors(vault: Vault) -> None:
    (one, two) = sorted(sizes(vault))
    assert {p.severity for p in inspect(vault, {}).problems} == {Severity.NOTE}
    vault.recorded([one])
    found = {p.where[-64:]: p.severity for p in inspect(vault, {}).problems}
    assert found == {one: Severity.ERROR, two: Severity.NOTE}


def test_one_object_with_several_faults_has_each_named(vault: Vault) -> None:
    path = min(vault.folder.glob("??/*"))
    wanted = sizes(vault)
    path.chmod(0o666)
    path.write_bytes(b"quite different")
    assert {problem.code for problem in inspect(vault, wanted).problems} == {
        "object-size", "object-altered", "object-writable"
    }  # fmt: skip


def test_the_order_of_what_is_named_is_always_the_same(vault: Vault) -> None:
    for number in range(300):
        (vault.folder / f"{number}.txt").write_bytes(os.urandom(3))
    first = inspect(vault, {"ab" * 32: 5})
    assert inspect(vault, {"ab" * 32: 5}) == first
    assert len(first.problems) == 300 + 2 + 1


def test_large_objects_are_named_in_their_place_among_small_ones(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """each is hashed by itself, when the small ones are done"""
    with vault.batch() as batch:
        for number in range(20):
            batch.add(BytesIO(b"%d" % number * (number + 1)))
    for path in vault.folder.glob("??/*"):
        path.chmod(0o644)
        path.write_bytes(path.read_bytes() + b"!")
    wanted = inspect(vault, {})
    for at_most, together in ((0, 256), (10, 256), (10, 3), (1 << 20, 1)):
        monkeypatch.setattr("firsthand.store.inspection.SMALL_BYTES_MAX", at_most)
        monkeypatch.setattr("firsthand.store.inspection.GROUP_COUNT", together)
        assert inspect(vault, {}) == wanted
    places = [problem.where for problem in wanted.problems]
    assert places == sorted(places)
    assert {problem.code for problem in wanted.problems} == {"object-altered", "object-writable", "object-unrecorded"}  # fmt: skip


def test_what_is_no_object_in_an_oddly_named_folder_is_named_as_it_may_be_shown(
    vault: Vault,
) -> None:
    digest = min(path.name for path in vault.folder.glob("??/*"))
    odd = vault.folder / "odd\n"
    odd.mkdir()
    vault.path(digest).rename(odd / digest)
    found = {problem.where: problem.code for problem in inspect(vault, sizes(vault) | {digest: 3}).problems}  # fmt: skip
    assert found[f"evidence/odd\\x0a/{digest}"] == "object-misplaced"
    assert found[f"evidence/{digest[:2]}/{digest}"] == "object-missing"


def test_an_object_among_the_incoming_is_somebody_elses(vault: Vault) -> None:
    (vault.folder / ".incoming" / ("ab" * 32)).write_bytes(b"x")
    assert [p.code for p in inspect(vault, sizes(vault)).problems] == ["incoming-unknown"]


def test_a_loop_of_links_is_no_loop(vault: Vault) -> None:
    (vault.folder / "aa").symlink_to(vault.folder)
    assert "object-not-a-file" in {p.code for p in inspect(vault, sizes(vault)).problems}


def test_what_was_set_aside_is_noted(tmp_path: Path) -> None:
    (tmp_path / "torn").mkdir()
    (tmp_path / "torn/0.bytes").write_bytes(b"half a line")
    (problem,) = inspect_record_folder(tmp_path)
    assert (problem.severity, problem.code) == (Severity.NOTE, "torn")


def test_a_folder_where_a_file_should_be_is_named(tmp_path: Path) -> None:
    for name in ("checkpoint", "lock"):
        (tmp_path / name).mkdir()
    (tmp_path / "log").touch()
    found = inspect_record_folder(tmp_path)
    assert [problem.message for problem in found] == [
        "expected a file, found a folder",
        "expected a file, found a folder",
        "expected a folder, found a file",
    ]
