from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from firsthand.errors import OperatorError
from firsthand.model.custody import Agent, AgentKind
from firsthand.model.moment import Moment
from firsthand.model.record import Entry, Refused
from firsthand.store.appending import Writer
from firsthand.store.merkle import Frontier, hash_leaf
from firsthand.store.record import Key, Record
from firsthand.store.signing import public_key
from firsthand.store.tiles import Tiles, names

PRIVATE = bytes(range(32))
KEY = Key(name="firsthand", public=public_key(PRIVATE))
COUNT = 520


def entry(word: str) -> Entry:
    return Entry(
        at=Moment(utc="2030-01-02T03:04:05Z"),
        by=Agent(kind=AgentKind.PERSON, name="Ana"),
        tool=Agent(kind=AgentKind.PROGRAM, name="firsthand", version="1"),
        body=Refused(address=word, code="vanished", message="gone"),
    )


def tile_names(folder: Path) -> list[str]:
    tiles = folder / "tile"
    return sorted(p.relative_to(tiles).as_posix() for p in tiles.rglob("*") if p.is_file())


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    a record of 520 entries, appended in batches of 1, 254, 1, 1, 200, 63
    """
    folder = tmp_path_factory.mktemp("grown") / "record"
    folder.mkdir()
    done = 0
    with Writer(Record(folder), key=KEY, private=PRIVATE) as writer:
        for count in (1, 254, 1, 1, 200, 63):
            writer.append([entry(f"{done + number}") for number in range(count)])
            done += count
            assert tile_names(folder) == sorted(names(done))
    assert done == COUNT
    return folder


def read_into(given: list[bytes], folder: Path) -> None:
    record = Record(folder)
    record.check(KEY)
    for line in record.lines():
        given.append(line)  # noqa: PERF402 - what came before a fault counts


def copy(grown: Path, target: Path) -> Path:
    return shutil.copytree(grown, target / "record")


def test_the_tiles_are_those_of_the_log(grown: Path, tmp_path: Path) -> None:
    lines = (grown / "log/entries.jsonl").read_bytes().splitlines()
    other = Tiles(tmp_path / "tile")
    assert other.build(map(hash_leaf, lines)).root() == Frontier(lines).root()
    assert {name: (other.folder / name).read_bytes() for name in names(COUNT)} == {
        name: (grown / "tile" / name).read_bytes() for name in names(COUNT)
    }


def test_opening_does_not_pass_over_the_log(grown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """three tiles and the last lines are read; all lines are compared with the tiles when they are read"""

    def refuse(*_: object) -> None:
        raise AssertionError("the whole log was hashed")

    monkeypatch.setattr(Record, "scan", refuse)
    record = Record(grown)
    assert record.check(KEY).size == COUNT
    assert len(list(record.entries())) == COUNT
    with Writer(Record(grown), key=KEY, private=PRIVATE):
        pass


@pytest.mark.parametrize("number", [0, 255, 256, 300, COUNT - 1])
def test_a_changed_line_is_never_given_out(grown: Path, tmp_path: Path, number: int) -> None:
    folder = copy(grown, tmp_path)
    log = folder / "log/entries.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    lines[number] = lines[number].replace(b"gone", b"g0ne")
    log.write_bytes(b"".join(lines))
    given: list[bytes] = []
    with pytest.raises(OperatorError, match="does not hold together"):
        read_into(given, folder)
    assert all(b"gone" in line for line in given)


@pytest.mark.parametrize("change", ["dropped", "doubled"])
def test_a_line_that_is_missing_or_there_twice_is_seen_when_lines_are_read(
    grown: Path, tmp_path: Path, change: str
) -> None:
    folder = copy(grown, tmp_path)
    log = folder / "log/entries.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    lines[3:4] = [] if change == "dropped" else [lines[3], lines[3]]
    log.write_bytes(b"".join(lines))
    with pytest.raises(OperatorError, match="expected"):
        read_into([], folder)


def test_a_wrong_tile_is_passed_over_and_the_log_is_hashed(grown: Path, tmp_path: Path) -> None:
    folder = copy(grown, tmp_path)
    for path in (folder / "tile").rglob("*"):
        if path.is_file():
            path.write_bytes(bytes(path.stat().st_size))
    record = Record(folder)
    assert record.check(KEY).size == COUNT
    assert len(list(record.entries())) == COUNT
    with Writer(Record(folder), key=KEY, private=PRIVATE) as writer:
        writer.append([entry("more")])
    assert (folder / "tile/0/001").read_bytes() == (grown / "tile/0/001").read_bytes()
    assert tile_names(folder) == sorted(names(COUNT + 1))
