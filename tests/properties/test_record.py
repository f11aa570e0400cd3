"""What holds for any entries, in any batches, and for any bytes in their place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthand.errors import DamagedRecordError
from firsthand.model.custody import Agent, AgentKind, Capture, Described, MediaType
from firsthand.model.moment import Moment
from firsthand.model.record import Body, Entry, Preserved, Redescribed, Refused
from firsthand.store.appending import Writer
from firsthand.store.codec import CodecError, decode, encode
from firsthand.store.merkle import Frontier
from firsthand.store.record import Key, Record, Tail, judge_tail
from firsthand.store.signing import Checkpoint, public_key

PRIVATE = bytes(range(32))
KEY = Key(name="firsthand", public=public_key(PRIVATE))
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
CAPTURES = st.builds(
    Capture,
    digest=st.binary(min_size=32, max_size=32).map(bytes.hex),
    size_bytes=st.integers(0, 2**53 - 1),
    address=TEXT,
    file=TEXT,
    media_type=st.sampled_from(MediaType),
    described=st.none()
    | st.builds(
        Described, address=st.none() | TEXT, publisher=st.none() | TEXT, language=st.none() | TEXT
    ),
)
BODIES: st.SearchStrategy[Body] = (
    st.builds(Preserved, capture=CAPTURES)
    | st.builds(Redescribed, capture=CAPTURES)
    | st.builds(Refused, address=TEXT, code=TEXT, message=TEXT)
)
ENTRIES = st.builds(
    Entry,
    at=st.just(Moment(utc="2030-01-02T03:04:05Z")),
    by=st.builds(Agent, kind=st.sampled_from(AgentKind), name=TEXT, version=TEXT),
    tool=st.just(Agent(kind=AgentKind.PROGRAM, name="firsthand", version="1")),
    body=BODIES,
)


@given(ENTRIES)
def test_an_entry_is_one_line_and_comes_back(entry: Entry) -> None:
    line = encode(entry)
    assert b"\n" not in line
    assert decode(line, Entry) == entry


@given(ENTRIES, st.data())
def test_no_other_bytes_are_the_same_entry(entry: Entry, data: st.DataObject) -> None:
    """one entry has one form: whatever else decodes is another entry"""
    line = bytearray(encode(entry))
    place = data.draw(st.integers(0, len(line) - 1))
    line[place] ^= data.draw(st.integers(1, 255))
    try:
        found = decode(bytes(line), Entry)
    except CodecError:
        return
    assert found != entry
    assert encode(found) == bytes(line)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.lists(ENTRIES, max_size=4), max_size=4))
def test_however_entries_are_batched_the_log_and_its_root_are_the_same(
    tmp_path: Path, batches: list[list[Entry]]
) -> None:
    entries = [entry for batch in batches for entry in batch]
    shutil.rmtree(tmp_path / "record", ignore_errors=True)
    (tmp_path / "record").mkdir()
    record = Record(tmp_path / "record")
    for batch in batches:
        with Writer(record, key=KEY, private=PRIVATE) as writer:
            writer.append(batch)
    if not entries:
        assert not record.checkpoint.exists()
        return
    reader = Record(tmp_path / "record")
    note = reader.check(KEY)
    assert list(reader.entries()) == entries
    assert (note.size, note.root) == (
        len(entries),
        Frontier([encode(entry) for entry in entries]).root(),
    )


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.binary(max_size=300), st.sampled_from(["log/entries.jsonl", "checkpoint", "checkpoint.next"])
)
def test_any_bytes_in_place_of_a_file_are_refused_or_harmless(
    tmp_path: Path, data: bytes, name: str
) -> None:
    folder = tmp_path / "record"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    refused = Refused(address="a", code="vanished", message="gone")
    agent = Agent(kind=AgentKind.PERSON, name="Ana")
    entry = Entry(at=Moment(utc="2030-01-02T03:04:05Z"), by=agent, tool=agent, body=refused)
    with Writer(Record(folder), key=KEY, private=PRIVATE) as writer:
        writer.append([entry])
    before = (folder / name).read_bytes() if (folder / name).exists() else b""
    (folder / name).write_bytes(data)
    record = Record(folder)
    if name == "checkpoint.next":
        with Writer(record, key=KEY, private=PRIVATE) as writer:
            writer.append([entry])
        record.check(KEY)
        assert list(record.entries()) == [entry, entry]
    elif data != before:
        with pytest.raises(DamagedRecordError):
            record.check(KEY)


@given(
    signed=st.integers(0, 5),
    upcoming=st.none() | st.integers(0, 8),
    count=st.integers(0, 9),
    torn=st.booleans(),
    matches=st.booleans(),
)
def test_lines_are_set_aside_only_where_an_interruption_explains_them(
    *, signed: int, upcoming: int | None, count: int, torn: bool, matches: bool
) -> None:
    from firsthand.store.record import Scanned

    root = bytes(32) if matches else bytes([1]) * 32
    found = Scanned(
        origin="o", count=count, torn_bytes=int(torn), roots=dict.fromkeys(range(10), bytes(32)),
        offsets={},
    )  # fmt: skip
    note = None if upcoming is None else Checkpoint(origin="o", size=upcoming, root=root)
    tail = judge_tail(found, signed=signed, upcoming=note)
    if tail in {Tail.UNFINISHED, Tail.UNSETTLED}:
        assert note is not None
        assert note.size > signed
        assert count <= note.size
    if upcoming is None and (count > signed or torn):
        assert tail is Tail.FOREIGN
