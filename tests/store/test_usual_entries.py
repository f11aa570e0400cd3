from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.custody import Agent, AgentKind, Capture, Described, MediaType
from firsthand.model.moment import Moment
from firsthand.model.record import CaseOpened, Entry, Preserved, Redescribed, Refused
from firsthand.store.codec import CodecError, decode, encode
from firsthand.store.usual_entries import Glimpse, Glimpses, decode_entry, glimpse, glimpse_all
from properties.test_record import ENTRIES

CAPTURE = Capture(
    digest="ab" * 32, size_bytes=3, address="https://a.example/血", file="a {1}.html", media_type=MediaType.HTML,
    described=Described(publisher="Wire", language=""),
)  # fmt: skip
ENTRY = Entry(
    at=Moment(utc="2030-01-02T03:04:05Z"),
    by=Agent(kind=AgentKind.PERSON, name="Ana"),
    tool=Agent(kind=AgentKind.PROGRAM, name="firsthand", version="1"),
    body=Preserved(capture=CAPTURE),
)
LINE = encode(ENTRY)


def strictly(line: bytes) -> Entry | str:
    try:
        return decode(line, Entry)
    except CodecError as problem:
        return str(problem)


def together(lines: list[bytes]) -> Glimpses | None:
    """What is seen of several lines at once: of all that is seen of each, or nothing."""
    seen = glimpse_all(lines)
    each = [glimpse(line) for line in lines]
    if seen is None:
        assert not lines or None in each
        return None
    assert list(map(Glimpse, *seen)) == each
    return seen


def both(line: bytes) -> Entry | str:
    """The entry, or what is wrong with it; either way the same."""
    wanted = strictly(line)
    seen = glimpse(line)
    for lines in ([line], [LINE, line], [line, LINE], [LINE, line, line, LINE]):
        if b"\n" not in line:  # else it would be none
            assert (together(lines) is None) == (seen is None)
    if isinstance(wanted, str):
        assert seen is None
        with pytest.raises(CodecError) as met:
            decode_entry(line)
        assert str(met.value) == wanted
        return wanted
    assert decode_entry(line) == wanted
    if seen is not None:
        assert isinstance(wanted.body, Preserved | Redescribed)
        capture = wanted.body.capture
        assert seen == Glimpse(utc=wanted.at.utc, digest=capture.digest, size_bytes=capture.size_bytes)  # fmt: skip
    return wanted


def test_an_entry_that_tells_of_a_capture_is_seen_at_a_glance() -> None:
    for body in (Preserved(capture=CAPTURE), Redescribed(capture=CAPTURE)):
        line = encode(dataclasses.replace(ENTRY, body=body))
        assert glimpse(line) == Glimpse(utc=ENTRY.at.utc, digest="ab" * 32, size_bytes=3)
        assert both(line) == dataclasses.replace(ENTRY, body=body)


@pytest.mark.parametrize(
    "body",
    [
        CaseOpened(name="a", format=1, key="k", key_name="n"),
        Refused(address="a", code="b", message="c"),
        Preserved(capture=dataclasses.replace(CAPTURE, address='a "quotation"')),
        Preserved(capture=dataclasses.replace(CAPTURE, size_bytes=2**53 - 1)),
    ],
)
def test_any_other_entry_is_decoded_as_a_whole(
    body: CaseOpened | Refused | Preserved,
) -> None:
    line = encode(dataclasses.replace(ENTRY, body=body))
    assert glimpse(line) is None
    assert both(line) == dataclasses.replace(ENTRY, body=body)


@given(ENTRIES)
def test_every_entry_comes_back_as_the_strict_way_gives_it(entry: Entry) -> None:
    assert both(encode(entry)) == entry


@given(ENTRIES, st.integers(0), st.sampled_from(["", " ", "\\", '"', ",", "{", "}", "\0", "\n", "0", "-", "é", "\u0661", "null", '"a":1,', '"version":""']), st.integers(0, 2))  # fmt: skip
def test_a_line_with_more_or_less_in_it_is_judged_as_the_strict_way_does(
    entry: Entry, at: int, more: str, less: int
) -> None:
    text = encode(entry).decode()
    at %= len(text)
    both((text[:at] + more + text[at + less :]).encode())


@given(st.integers(0, len(LINE) - 1), st.integers(1, 255))
def test_a_line_with_another_byte_is_judged_as_the_strict_way_does(at: int, change: int) -> None:
    both(LINE[:at] + bytes([LINE[at] ^ change]) + LINE[at + 1 :])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"size_bytes":3', b'"size_bytes":03'),
        (b'"size_bytes":3', b'"size_bytes":-0'),
        (b'"size_bytes":3', b'"size_bytes":3.0'),
        (b'"size_bytes":3', '"size_bytes":٣'.encode()),
        (b'"size_bytes":3', b'"size_bytes":true'),
        (b"2030-01-02T", "٢030-01-02T".encode()),
        (b"ab" * 32, b"AB" * 32),
        (b"text/html", b"text/rtf"),
        (b'"name":"Ana"', b'"name":"Ana","version":""'),
        (b'"kind":"person","name":"Ana"', b'"name":"Ana","kind":"person"'),
        (b'"described":{', b'"described":{"address":null,'),
        (b'"described":{"language":"","publisher":"Wire"},', b'"described":{},'),
        (b'"described":{"language":"","publisher":"Wire"},', b'"described":null,'),
        (b'"described":{"language":"","publisher":"Wire"},', b""),
        (b'"file":"a', b'"file":"\\u0061'),
        (b'"file":"a', b'"file":"\xed\xa0\x80'),
        (b'"file":"a', b'"file":"\x7f'),
        (b'"file":"a', b'"file":"\x1f'),
        (b'"file":"a', b'"file":"\r'),
        (b'"file":"a', b'"file":"\\"'),
        (b'"file":"a', b'"file":"\\\\'),
        (b'"publisher":"Wire"', b'"publisher":"W{ire"'),
        (b'"publisher":"Wire"', b'"publisher":"W}ire"'),
        (b'"publisher":"Wire"', b'"publisher":"W\\"ire"'),
        (b'"publisher":"Wire"', b'"publisher":"W","is":"Preserved"'),
        (b'"publisher":"Wire"}', b'"publisher":{"a":1}}'),
        (b'{"at"', b'\xef\xbb\xbf{"at"'),
        (b"}}", b"}}\n"),
    ],
)  # fmt: skip
def test_what_is_nearly_canonical_is_judged_as_the_strict_way_does(old: bytes, new: bytes) -> None:
    assert old in LINE
    both(LINE.replace(old, new))
    both(LINE[::-1].replace(old[::-1], new[::-1], 1)[::-1])


def test_a_change_of_what_an_entry_may_hold_is_thought_of_here_too() -> None:
    """A new field of these is no mistake: it must be known to the form that is read at a glance, or never be there."""
    told = {kind.__name__: {each.name for each in dataclasses.fields(kind)} for kind in (Entry, Preserved, Redescribed, Capture)}  # fmt: skip
    assert told == {
        "Entry": {"at", "by", "tool", "body"},
        "Preserved": {"capture"},
        "Redescribed": {"capture"},
        "Capture": {"digest", "size_bytes", "address", "file", "media_type", "described"},
    }
    checked = {kind.__name__ for kind in (Entry, Preserved, Redescribed, Capture) if hasattr(kind, "__post_init__")}  # fmt: skip
    assert checked == {"Capture"}


def test_lines_that_are_sound_only_if_read_as_one_are_not_seen_together() -> None:
    """
    two halves of a line: as many ends of lines as lines, but none is an entry
    """
    for place in range(1, len(LINE)):
        assert together([LINE[:place], LINE[place:]]) is None
        assert together([LINE, LINE[:place], LINE[place:], LINE]) is None
    assert together([]) is None
    assert together([LINE, b""]) is None
    assert together([LINE[:-1], b"}", LINE]) is None


@given(st.lists(ENTRIES | st.just(ENTRY), max_size=6))
def test_several_entries_are_seen_together_as_each_by_itself(entries: list[Entry]) -> None:
    together([encode(entry) for entry in entries])
