from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

import pytest

from firsthand.errors import OperatorError
from firsthand.store.wrapped import MissingKeyError, Wrapped

OLD, NEW = b"for one" * 100, b"for two" * 100


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def codes(held: Wrapped, wanted: dict[str, str], gone: tuple[str, ...] = ()) -> list[str]:
    return [problem.code for problem in held.inspect(wanted, gone)]


def test_a_key_is_in_force_when_it_is_settled_and_found_before(tmp_path: Path) -> None:
    held = Wrapped(tmp_path / "keys")
    sha256 = held.offer("k1", OLD)
    assert held.get("k1", sha256) == OLD
    held.settle("k1")
    assert held.get("k1", sha256) == OLD
    assert [path.name for path in held.folder.iterdir()] == ["k1.age"]
    assert stat.S_IMODE((held.folder / "k1.age").stat().st_mode) == 0o600
    assert codes(held, {"k1": sha256}) == []


def test_a_replaced_key_is_overwritten_before_it_goes(tmp_path: Path) -> None:
    """
    a second name (a hard link) sees what became of the bytes
    """
    held = Wrapped(tmp_path / "keys")
    held.offer("k1", OLD)
    held.settle("k1")
    os.link(held.folder / "k1.age", tmp_path / "other name")
    held.offer("k1", NEW)
    held.settle("k1")
    left = (tmp_path / "other name").read_bytes()
    assert len(left) == len(OLD)
    assert b"for one" not in left
    assert held.get("k1", digest(NEW)) == NEW


def test_destroying_leaves_nothing(tmp_path: Path) -> None:
    held = Wrapped(tmp_path / "keys")
    sha256 = held.offer("k1", OLD)
    held.settle("k1")
    held.offer("k1", NEW)
    held.destroy("k1")
    assert list(held.folder.iterdir()) == []
    with pytest.raises(MissingKeyError, match="is not there"):
        held.get("k1", sha256)
    held.destroy("k1")


def test_an_interruption_is_ended_one_way_or_the_other(tmp_path: Path) -> None:
    """
    a: offered and recorded; b: offered, never recorded; c: offered anew, not recorded; d: gone
    """
    held = Wrapped(tmp_path / "keys")
    for name in "cd":
        held.offer(name, OLD)
        held.settle(name)
    for name in "abc":
        held.offer(name, NEW)
    wanted = {"a": digest(NEW), "c": digest(OLD)}
    assert sorted(codes(held, wanted, ("d",))) == ["wrapped-left", "wrapped-not-destroyed"]
    assert held.finish(wanted, ("d",)) == {"b"}
    assert sorted(path.name for path in held.folder.iterdir()) == ["a.age", "c.age"]
    assert codes(held, wanted, ("d",)) == []
    assert held.get("c", digest(OLD)) == OLD


def test_what_others_put_there_is_named_and_left(tmp_path: Path) -> None:
    held = Wrapped(tmp_path / "keys")
    sha256 = held.offer("k1", OLD)
    held.settle("k1")
    (held.folder / "k1.age").write_bytes(NEW)
    (held.folder / "k2.age").write_bytes(NEW)
    (held.folder / "notes.txt").write_bytes(NEW)
    (held.folder / "k3.age").symlink_to("/etc/passwd")
    assert held.finish({"k1": sha256}, ()) == frozenset()
    found = sorted(codes(held, {"k1": sha256}))
    assert found == ["wrapped-altered", "wrapped-unknown", "wrapped-unknown", "wrapped-unknown"]
    with pytest.raises(MissingKeyError, match="altered or replaced"):
        held.get("k1", sha256)
    assert codes(held, {"k9": sha256})[-1] == "wrapped-missing"


def test_a_file_or_nothing_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    held = Wrapped(tmp_path / "keys")
    assert codes(held, {}) == []
    assert codes(held, {"k1": digest(OLD)}) == ["wrapped-missing"]
    held.folder.write_bytes(b"")
    assert codes(held, {}) == ["wrapped-not-a-folder"]


def test_a_link_in_the_place_of_the_folder_is_named_and_not_used(tmp_path: Path) -> None:
    elsewhere = Wrapped(tmp_path / "elsewhere")
    sha256 = elsewhere.offer("k1", OLD)
    elsewhere.settle("k1")
    held = Wrapped(tmp_path / "keys")
    held.folder.symlink_to(elsewhere.folder)
    assert codes(held, {"k1": sha256}) == ["wrapped-not-a-folder"]
    for work in (
        lambda: held.offer("k1", NEW),
        lambda: held.destroy("k1"),
        lambda: held.finish({}, ("k1",)),
    ):
        with pytest.raises(OperatorError, match="found a link"):
            work()
    assert elsewhere.get("k1", sha256) == OLD


def test_a_link_is_never_written_through(tmp_path: Path) -> None:
    held = Wrapped(tmp_path / "keys")
    target = tmp_path / "mine.txt"
    target.write_bytes(b"mine")
    held.folder.mkdir()
    (held.folder / "k1.age.next").symlink_to(target)
    with pytest.raises(OperatorError):
        held.offer("k1", OLD)
    held.destroy("k1")
    assert target.read_bytes() == b"mine"
    assert list(held.folder.iterdir()) == []
