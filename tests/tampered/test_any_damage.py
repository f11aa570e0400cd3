"""Damage at random, with fixed dice: `verify` always answers, and never finds nothing."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from custody import check, make_case
from firsthand.errors import FirsthandError
from firsthand.pipeline.case import Case
from firsthand.store.files import readable

Damage = Callable[[Path, random.Random], str]
UNSIGNED = {"record/lock"}  # the lock's content says nothing, so nothing can be wrong with it


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_case(tmp_path_factory.mktemp("whole"))


def files(case: Path) -> list[Path]:
    """Every file that says something."""
    return [
        path
        for path in sorted(case.rglob("*"))
        if path.is_file() and path.relative_to(case).as_posix() not in UNSIGNED
    ]


def _rewrite(path: Path, data: bytes) -> None:
    mode = path.stat().st_mode
    path.chmod(0o644)
    path.write_bytes(data)
    path.chmod(mode)


def _flip(case: Path, dice: random.Random) -> str:
    path = dice.choice([path for path in files(case) if path.stat().st_size])
    data = bytearray(path.read_bytes())
    place = dice.randrange(len(data))
    data[place] ^= 1 << dice.randrange(8)
    _rewrite(path, bytes(data))
    return f"{path.name}: a bit of byte {place} is flipped"


def _truncate(case: Path, dice: random.Random) -> str:
    path = dice.choice([path for path in files(case) if path.stat().st_size])
    size = dice.randrange(path.stat().st_size)
    _rewrite(path, path.read_bytes()[:size])
    return f"{path.name}: cut to {size} bytes"


def _delete(case: Path, dice: random.Random) -> str:
    path = dice.choice(files(case))
    path.unlink()
    return f"{path.name}: deleted"


def _add(case: Path, dice: random.Random) -> str:
    folders = [
        p for p in sorted(case.rglob("*")) if p.is_dir() and p.name not in {"derived", ".incoming"}
    ]
    path = dice.choice(folders) / dice.choice(
        ["x", "ab", "0" * 64, "checkpoint~", ".hidden", "é\n"]
    )
    path.write_bytes(dice.randbytes(5))
    return f"{path}: added"


def _insert(case: Path, dice: random.Random) -> str:
    path = dice.choice(files(case))
    data = path.read_bytes()
    place = dice.randrange(len(data) + 1)
    _rewrite(path, data[:place] + dice.randbytes(1 + dice.randrange(20)) + data[place:])
    return f"{path.name}: bytes inserted at {place}"


def _overwrite(case: Path, dice: random.Random) -> str:
    one, other = dice.sample(files(case), 2)
    if one.read_bytes() == other.read_bytes():
        return _delete(case, dice)
    _rewrite(one, other.read_bytes())
    return f"{one.name}: replaced by {other.name}"


def _instead(case: Path, dice: random.Random) -> str:
    path = dice.choice(files(case))
    path.unlink()
    kind = dice.choice(["pipe", "folder", "link", "loop"])
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(path.name if kind == "loop" else "/etc/passwd")
    return f"{path.name}: a {kind} instead"


def _shuffle(case: Path, dice: random.Random) -> str:
    log = case / "record/log/entries.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    before = list(lines)
    how = dice.choice(["reorder", "drop", "duplicate"])
    if how == "drop":
        lines.pop(dice.randrange(len(lines)))
    elif how == "duplicate":
        lines.insert(dice.randrange(len(lines) + 1), dice.choice(lines))
    while how == "reorder" and lines == before:
        dice.shuffle(lines)
    log.write_bytes(b"".join(lines))
    return f"log: {how}"


DAMAGES: tuple[Damage, ...] = (
    _flip, _truncate, _delete, _add, _insert, _overwrite, _instead, _shuffle,
)  # fmt: skip


def _finds(case: Path, what: str) -> None:
    try:
        report = check(case)
    except FirsthandError as problem:
        pytest.fail(f"{what}: refused instead of answered: {problem}")
    assert report.differences, what
    for named in report.problems:
        shown = named.message + named.where
        assert readable(shown) == shown, what


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__.strip("_"))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_no_damage_goes_unnamed(whole: Path, tmp_path: Path, damage: Damage, seed: int) -> None:
    shutil.rmtree(tmp_path / "case", ignore_errors=True)
    shutil.copytree(whole, tmp_path / "case")
    _finds(tmp_path / "case", damage(tmp_path / "case", random.Random(seed)))  # noqa: S311


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__.strip("_"))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), writing=st.booleans())
def test_no_damage_breaks_the_opening_of_a_case(
    *, whole: Path, tmp_path: Path, damage: Damage, seed: int, writing: bool
) -> None:
    """it opens on what was signed for, or is refused in a sentence; it never crashes"""
    case = tmp_path / "case"
    shutil.rmtree(case, ignore_errors=True)
    shutil.copytree(whole, case)
    with Case.open(whole, writing=False) as held:
        before = held.captures()
    damage(case, random.Random(seed))  # noqa: S311
    try:
        with Case.open(case, writing=writing) as held:
            assert held.captures() == before
    except FirsthandError as problem:
        assert str(problem).count("\n") == 0  # noqa: PT017 - either answer is right


@pytest.mark.slow
def test_every_single_byte_counts(whole: Path, tmp_path: Path) -> None:
    """each byte of the record and of each object, changed one after the other"""
    case = tmp_path / "case"
    shutil.copytree(whole, case)
    tried = 0
    for path in files(case):
        data = path.read_bytes()
        for place in range(len(data)):
            changed = bytearray(data)
            changed[place] ^= 1 << (place % 8)
            _rewrite(path, bytes(changed))
            _finds(case, f"{path.name}, byte {place}")
            tried += 1
        _rewrite(path, data)
    assert check(case).problems == ()
    assert tried > 1000


@pytest.mark.slow
def test_every_place_to_cut_counts(whole: Path, tmp_path: Path) -> None:
    case = tmp_path / "case"
    shutil.copytree(whole, case)
    for path in files(case):
        data = path.read_bytes()
        for size in range(len(data)):
            _rewrite(path, data[:size])
            _finds(case, f"{path.name}, cut to {size}")
        _rewrite(path, data)
    assert check(case).problems == ()
