from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from firsthand.errors import CaseBusyError, DamagedRecordError, OperatorError
from firsthand.model.custody import Agent, AgentKind
from firsthand.model.moment import Moment
from firsthand.model.record import Entry, Refused
from firsthand.store import appending, files
from firsthand.store.appending import Writer
from firsthand.store.merkle import Frontier, hash_leaf
from firsthand.store.record import STEP_BYTES, Key, Record
from firsthand.store.signing import public_key

PRIVATE = bytes(range(32))
KEY = Key(name="firsthand", public=public_key(PRIVATE))


def entry(word: str) -> Entry:
    return Entry(
        at=Moment(utc="2030-01-02T03:04:05Z"),
        by=Agent(kind=AgentKind.PERSON, name="Ana"),
        tool=Agent(kind=AgentKind.PROGRAM, name="firsthand", version="1"),
        body=Refused(address=word, code="vanished", message="gone"),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """
    a record of four entries, a b c d, in two appends
    """
    folder = tmp_path / "record"
    folder.mkdir()
    with writer(folder) as open_writer:
        open_writer.append([entry("a"), entry("b")])
        open_writer.append([entry("c"), entry("d")])
    return folder


def writer(folder: Path) -> Writer:
    return Writer(Record(folder), key=KEY, private=PRIVATE)


def words(folder: Path) -> str:
    record = Record(folder)
    record.check(KEY)
    found = [each.body for each in record.entries()]
    return "".join(body.address for body in found if isinstance(body, Refused))


def test_what_was_appended_is_there_in_its_order(folder: Path) -> None:
    assert words(folder) == "abcd"


def test_appending_goes_on_where_it_ended(folder: Path) -> None:
    with writer(folder) as again:
        again.append([entry("e")])
    assert words(folder) == "abcde"


def test_appending_nothing_writes_nothing(folder: Path) -> None:
    before = (folder / "checkpoint").read_bytes()
    with writer(folder) as again:
        again.append([])
    assert (folder / "checkpoint").read_bytes() == before


def test_two_do_not_write_at_once(folder: Path) -> None:
    with writer(folder), pytest.raises(CaseBusyError), writer(folder):
        pass


def test_one_reads_a_sound_record_while_another_writes(folder: Path) -> None:
    with writer(folder) as other:
        reader = Record(folder)
        reader.check(KEY)
        other.append([entry("e")])
        assert len(list(reader.entries())) == 4


def _stop_before(folder: Path, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Append e and f, and break off where a power cut might."""

    class PowerCutError(Exception):
        pass

    real = files.write_durably

    def cut(path: Path, data: bytes, *, append: bool) -> None:
        if step == "half a checkpoint" and path.name == "checkpoint.next":
            path.write_bytes(data[:40])
            raise PowerCutError
        if path.name == "entries.jsonl":
            kept = {"no line": b"", "one line": data[: data.index(b"\n") + 1]}
            kept |= {
                "half a line": data[:20],
                "one line and a half": data[:-20],
                "zeros": bytes(50),
            }
            kept["all lines"] = data
            if step in kept:
                with path.open("ab") as stream:
                    stream.write(kept[step])
                raise PowerCutError
        real(path, data, append=append)

    monkeypatch.setattr(appending, "write_durably", cut)
    with pytest.raises(PowerCutError), writer(folder) as again:
        again.append([entry("e"), entry("f")])
    monkeypatch.undo()


CUTS = {
    "half a checkpoint": "abcd",
    "no line": "abcd",
    "half a line": "abcd",
    "one line": "abcd",
    "one line and a half": "abcd",
    "zeros": "abcd",
    "all lines": "abcdef",
}


@pytest.mark.parametrize("step", CUTS)
def test_an_append_broken_off_is_finished_or_set_aside(
    folder: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stop_before(folder, step, monkeypatch)
    assert words(folder) == "abcd", "to read, only what is signed for counts"
    with writer(folder):
        pass
    assert words(folder) == CUTS[step]
    with writer(folder) as again:
        again.append([entry("g")])
    assert words(folder) == CUTS[step] + "g"
    torn = folder / "torn"
    lost = step in {"half a line", "one line", "one line and a half", "zeros"}
    assert torn.exists() == lost, "what was cut off can be looked at"


def _edit(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[Path], None]:
    def apply(folder: Path) -> None:
        log = folder / "log" / "entries.jsonl"
        log.write_bytes(b"".join(change(log.read_bytes().splitlines(keepends=True))))

    return apply


def _older_checkpoint(folder: Path) -> None:
    other = folder.parent / "other"
    other.mkdir()
    with writer(other) as open_writer:
        open_writer.append([entry("a"), entry("b")])
    (folder / "checkpoint").write_bytes((other / "checkpoint").read_bytes())


UNSOUND: dict[str, Callable[[Path], object]] = {
    "a line is added": _edit(lambda lines: [*lines, lines[-1]]),
    "half a line is added": _edit(lambda lines: [*lines, lines[-1][:9]]),
    "a line is taken away": _edit(lambda lines: lines[:-1]),
    "a line is changed": _edit(lambda lines: [lines[0].replace(b"Ana", b"Eve"), *lines[1:]]),
    "two lines change places": _edit(lambda lines: [lines[0], lines[2], lines[1], lines[3]]),
    "the checkpoint is an older one": _older_checkpoint,
    "the checkpoint is gone": lambda folder: (folder / "checkpoint").unlink(),
    "the log is gone": lambda folder: (folder / "log/entries.jsonl").unlink(),
    "the checkpoint is nonsense": lambda folder: (folder / "checkpoint").write_bytes(b"x"),
}


@pytest.mark.parametrize("why", UNSOUND)
def test_nothing_is_written_to_an_unsound_record(folder: Path, why: str) -> None:
    """lines behind the checkpoint are not thrown away as "torn": no interruption leaves them"""
    UNSOUND[why](folder)
    log = folder / "log/entries.jsonl"
    before = log.read_bytes() if log.exists() else b""
    with pytest.raises(DamagedRecordError), writer(folder):
        pass
    assert (log.read_bytes() if log.exists() else b"") == before


@pytest.mark.parametrize("why", UNSOUND)
def test_an_unsound_record_is_not_read(folder: Path, why: str) -> None:
    """an older checkpoint on a newer log would hide what was recorded since"""
    UNSOUND[why](folder)
    with pytest.raises(DamagedRecordError, match="firsthand verify"):
        words(folder)


def test_reading_beside_a_writer_never_finds_damage(folder: Path) -> None:
    """one appends 150 times while another opens the record again and again"""
    ended = threading.Event()

    def write() -> None:
        with writer(folder) as other:
            for number in range(150):
                other.append([entry(f"{number}"), entry("x")])
        ended.set()

    thread = threading.Thread(target=write)
    thread.start()
    sizes = []
    while not ended.is_set():
        sizes.append(Record(folder).check(KEY).size)
    thread.join()
    assert sizes == sorted(sizes)
    assert Record(folder).check(KEY).size == 304


def test_the_checkpoint_of_another_record_is_refused_though_the_key_is_the_same(
    folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "second"
    other.mkdir()
    with writer(other) as open_writer:
        open_writer.append([entry(letter) for letter in "wxyz"])
    (folder / "checkpoint").write_bytes((other / "checkpoint").read_bytes())
    with pytest.raises(DamagedRecordError, match="expected a checkpoint of"):
        words(folder)


def test_an_entry_too_long_to_read_back_is_not_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(appending, "LINE_BYTES_MAX", 400)
    with writer(folder) as again:
        with pytest.raises(OperatorError, match="less than 400 bytes, found"):
            again.append([entry("x" * 400)])
        again.append([entry("e")])
    assert words(folder) == "abcde"


@pytest.mark.parametrize("count", [0, 1, 255, 256, 257, 700])
def test_lines_pass_some_at_a_time_and_each_root_is_that_of_one_by_one(
    tmp_path: Path, count: int
) -> None:
    """also where a root is asked for within a tile, and where the log ends within a line"""
    record = Record(tmp_path)
    record.log.parent.mkdir()
    lines = [b"%d" % number * (number % 9) for number in range(count)]
    record.log.write_bytes(b"".join(line + b"\n" for line in lines) + b"half")
    asked = {0, 1, 3, 256, 300, 301, 512, 600, 5000}
    passed: list[bytes] = []
    hashes: list[bytes] = []

    def take(first: int, some: Sequence[bytes], leaf_hashes: Sequence[bytes]) -> None:
        assert first == len(passed)
        passed.extend(some)
        hashes.extend(leaf_hashes)

    found = record.scan(asked, take)
    assert passed == lines
    assert hashes == list(map(hash_leaf, lines))
    assert (found.count, found.torn_bytes) == (count, 4)
    sizes = {size for size in asked if size <= count}
    assert found.roots == {size: Frontier(lines[:size]).root() for size in sizes}
    assert found.offsets == {size: sum(len(line) + 1 for line in lines[:size]) for size in sizes}


def test_a_line_longer_than_what_is_read_at_once_is_one_line(tmp_path: Path) -> None:
    record = Record(tmp_path)
    record.log.parent.mkdir()
    step = STEP_BYTES
    lines = [b"x" * size for size in (5, step - 2, step - 1, step, step + 1, 3 * step, 0, 7)] * 40
    record.log.write_bytes(b"".join(line + b"\n" for line in lines))
    passed: list[bytes] = []
    found = record.scan({257, 320}, lambda _, some, __: passed.extend(some))
    assert passed == lines
    assert (found.count, found.torn_bytes) == (320, 0)
    assert found.roots[257] == Frontier(lines[:257]).root()
    assert found.offsets[320] == record.log.stat().st_size


def test_long_lines_are_held_a_few_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("firsthand.store.record.TOGETHER_BYTES_MAX", 100)
    monkeypatch.setattr("firsthand.store.record.LINE_BYTES_MAX", 60)
    record = Record(tmp_path)
    record.log.parent.mkdir()
    lines = [b"x" * 50] * 300
    record.log.write_bytes(b"".join(line + b"\n" for line in lines) + b"y" * 60 + b"\nz\n")
    held: list[int] = []
    found = record.scan({300}, lambda _, some, __: held.append(len(some)))
    assert max(held) == 2
    assert (found.count, found.torn_bytes) == (300, 63)
    assert found.roots[300] == Frontier(lines).root()
