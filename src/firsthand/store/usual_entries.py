"""Read an entry of the record that tells of a capture, as nearly all do, at a sixth of the cost.

In: a line of the log.  Out: the very entry that `codec.decode` gives, or its error. A line that has the form below, letter by
letter, is canonical if its small parts are, and these are few: who acted, with what, when. They are decoded strictly, once
each. Any other line is decoded strictly as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from firsthand.model.custody import Agent, Capture, Described, MediaType
from firsthand.model.moment import Moment
from firsthand.model.record import Entry, Preserved, Redescribed
from firsthand.store.codec import CodecError, decode
from firsthand.store.vault import are_digests

KEPT_MAX = (
    1_000  # agents, moments and descriptions that are remembered; a case has some dozens at a time
)
_PLAIN = r'[^"\\\x00-\x1f]*+'  # a string that JSON writes as it is
_PART = r"\{[^}]*+\}"  # what is in it is decoded strictly
_DIGEST = "[0-9a-f]{64}"
_INTEGER = r"0|[1-9][0-9]{0,14}"  # far below where numbers are no longer exact
_FORM = (
    rf'\{{"at":({_PART}),"body":\{{"capture":\{{"address":"%s",(?:"described":({_PART}),)?'
    rf'"digest":"(%s)","file":"%s","media_type":"(%s)","size_bytes":({_INTEGER})\}}'
    rf',"is":"%s"\}},"by":({_PART}),"tool":({_PART})\}}'
)
_USUAL = re.compile(
    _FORM % (f"({_PLAIN})", _DIGEST, f"({_PLAIN})", _PLAIN, "(Preserved|Redescribed)")
)


def _lines_of(plain: str, digest: str) -> re.Pattern[str]:
    """The form of lines that stand behind one another."""
    form = _FORM % (plain, digest, plain, plain, "(?:Preserved|Redescribed)")
    return re.compile(f"^{form}$", re.MULTILINE)


_USUAL_LINES = _lines_of(_PLAIN, _DIGEST)
# Where no line has a letter that a string cannot hold, what ends a string is a quotation mark and nothing else: to look
# for one letter costs half of what it costs to look for a class of them.
_CLEAN_LINES = _lines_of('[^"]*+', '[^"]*+')
_CONTROLS = bytes(set(range(32)) - set(b"\n"))
_MEDIA_TYPES = {str(media_type): media_type for media_type in MediaType}


class Glimpse(NamedTuple):
    """What hangs on an entry that tells of a capture: when it was written, which bytes it speaks of."""

    utc: str
    digest: str
    size_bytes: int


class Glimpses(NamedTuple):
    """The same of several entries, each in its place."""

    times: Sequence[str]
    digests: Sequence[str]
    sizes_bytes: Sequence[int]


def decode_entry(line: bytes) -> Entry:
    """The entry that *line* is the canonical form of.

    Raises:
        CodecError: it is none; the message is that of the strict way.
    """
    found = _usual(line)
    if found is None:
        return decode(line, Entry)
    at, address, described, digest, file, media_type, size_bytes, kind, by, tool = found
    capture = Capture(
        digest=digest,
        size_bytes=int(size_bytes),
        address=address,
        file=file,
        media_type=_MEDIA_TYPES[media_type],
        described=_described(described) if described else None,
    )
    body = Preserved(capture=capture) if kind == "Preserved" else Redescribed(capture=capture)
    return Entry(at=_moment(at), by=_agent(by), tool=_agent(tool), body=body)


def glimpse(line: bytes) -> Glimpse | None:
    """What hangs on an entry of the usual form; none for any other, sound or not."""
    found = _usual(line)
    if found is None:
        return None
    return Glimpse(utc=_moment(found[0]).utc, digest=found[3], size_bytes=int(found[6]))


def glimpse_all(lines: Sequence[bytes]) -> Glimpses | None:
    """What hangs on entries that are all of the usual form and sound; none if one of them is not, or not seen to be."""
    try:
        # A match begins and ends with a line, so as many matches as lines are one a line, from end to end.
        data = b"\n".join(lines)
        clean = b"\\" not in data and len(data.translate(None, _CONTROLS)) == len(data)
        found = (_CLEAN_LINES if clean else _USUAL_LINES).findall(data.decode("utf-8"))
        if not found or len(found) != len(lines):
            return None
        ats, described, digests, media_types, sizes, by, tools = zip(*found, strict=True)
        if not are_digests(digests):
            return None
        for agent in {*by, *tools}:
            _agent(agent)
        for each in {*described} - {""}:
            _described(each)
        times = {at: _moment(at).utc for at in {*ats}}
    except (UnicodeDecodeError, CodecError):
        return None
    if not _MEDIA_TYPES.keys() >= {*media_types}:
        return None
    return Glimpses([times[at] for at in ats], digests, list(map(int, sizes)))


def _usual(line: bytes) -> tuple[str, ...] | None:
    """The parts of a line of the usual form, each sound; none for any other."""
    try:
        found = _USUAL.fullmatch(line.decode("utf-8"))
        if found is None:
            return None
        parts = found.groups()
        _moment(parts[0]), _agent(parts[8]), _agent(parts[9])
        if parts[2]:
            _described(parts[2])
    except (UnicodeDecodeError, CodecError):
        return None
    return parts if parts[5] in _MEDIA_TYPES else None


@lru_cache(KEPT_MAX)
def _moment(written: str) -> Moment:
    return decode(written.encode(), Moment)


@lru_cache(KEPT_MAX)
def _agent(written: str) -> Agent:
    return decode(written.encode(), Agent)


@lru_cache(KEPT_MAX)
def _described(written: str) -> Described:
    return decode(written.encode(), Described)
