"""Check a web archive strictly: each record's head, length, end and digests, and what revisits stand for.

In: a stream.  Out: a problem for each difference, and for each record where it stands and what it says of
itself, to hold an index against. Readers elsewhere are lenient, so that nothing is lost; this one is not.
After ISO 28500 (WARC 1.1); ARC as the Internet Archive described it in 1996, whose records hold no digests.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import BinaryIO

from firsthand.model.problem import Problem, Severity
from firsthand.model.value import value
from firsthand.preserve.digests import Digests, plain_digest
from firsthand.preserve.members import STEP_BYTES, Members, PackingError
from firsthand.preserve.whole_records import (
    DATE,
    KINDS,
    LENGTH,
    LINE_BYTES_MAX,
    MANDATORY,
    NAME,
    NEED_TARGET,
    ONCE,
    sound_record,
    usual_head,
)

HEAD_BYTES_MAX = 1 << 20  # of one record; real ones take two kilobytes
PROBLEMS_MAX = 10_000  # an archive with more is noise
RECORDS_MAX = 20_000_000  # some gigabytes of what is remembered of them
WHOLE_BYTES_MAX = STEP_BYTES  # a record of up to so many bytes is looked at in one piece
_VERSION = re.compile(rb"WARC/(1\.0|1\.1|0\.17|0\.18)\r\n")
_ARC_LINE = re.compile(rb"(\S[^\n]*) (\S+) (\d{12,18}|0*) (\S+) (\d{1,15})\r?\n")


@value
class Standing:
    """Where a record stands and what it says of itself."""

    offset: int
    end: int
    kind: str
    record_id: str
    address: str
    moment: str
    status: str
    payload_digest: str


class Checked:
    """One archive, checked as it is read. `standings` are given as records are passed."""

    def __init__(self, stream: BinaryIO, *, where: str) -> None:
        self._stream, self._where = stream, where
        self.records = 0
        self.size_bytes = 0
        self._found: list[Problem] = []
        self._count = 0
        self._shared = False
        self._ids: dict[int, int] = {}  # of each record's id, what it says of its content
        self._payloads: dict[
            int, int
        ] = {}  # of what a revisit may stand for, by id, and by address and time
        self._revisits: list[tuple[str, tuple[int, ...], str]] = []

    def run(self) -> Iterator[Problem | Standing]:
        """Read all; problems and standings in the order of the file."""
        try:
            self._members = members = Members(self._stream)
            arc = members.begin() and members.begins_with(b"filedesc://")
            while members.begin():
                standing = self._arc_record() if arc else self._record()
                if self._found:
                    yield from self._flush()
                if standing is not None:
                    yield standing
                elif not self._goes_on():
                    break
                if self._count > PROBLEMS_MAX or self.records > RECORDS_MAX:
                    message = (
                        f"{self.records} records and {self._count} problems: no more is checked"
                    )
                    self._add("too-many", message, "")
                    break
        except PackingError as problem:
            self._add("packing-damaged", str(problem), f"after record {self.records}")
        if not self.records:
            self._add("no-records", "expected a record, found none", "")
        self._judge_revisits()
        yield from self._flush()

    def _goes_on(self) -> bool:
        """Go to the next member after a record without an end; in a plain file none can be found."""
        if self._members.packed:
            self._members.skip_member()
            return True
        self._add(
            "not-checked", "what stands behind cannot be told apart", f"after record {self.records}"
        )
        return False

    def _flush(self) -> Iterator[Problem]:
        yield from self._found
        self._found.clear()

    def _record(self) -> Standing | None:
        """The record that begins here; none where nothing behind it can be trusted."""
        members = self._members
        offset = members.offset if members.packed else members.position
        where = f"record {self.records} at {offset}"
        sound = sound_record(members.whole(WHOLE_BYTES_MAX))
        if sound is not None:
            members.take(WHOLE_BYTES_MAX)
            self.records += 1
            self.size_bytes += sound.size_bytes
            return self._passed(sound.named, offset, sound.status, where)
        named = self._usual_head()
        if named is None:
            version = members.line(LINE_BYTES_MAX)
            if not _VERSION.fullmatch(version):
                message = f"expected WARC/1.0 or WARC/1.1, found {ascii(version[:40])[1:]}"
                self._add("record-version", message, where)
                return None
            named = self._head(where)
        if named is None or not self._sound(named, where):
            return None
        self.records += 1
        length = int(named["content-length"])
        hashing = Digests(named)
        left = length
        while left and (data := members.piece(min(left, STEP_BYTES))):
            hashing.update(data)
            left -= len(data)
        self.size_bytes += length - left
        if left:
            message = f"expected {length} bytes of content, found {length - left}"
            self._add("record-short", message, where)
            return None
        self._ends(where)
        for code, message in hashing.problems():
            note = code == "block-digest-of-nothing"
            self._add(code, message, where, Severity.NOTE if note else Severity.ERROR)
        return self._passed(named, offset, hashing.status, where)

    def _usual_head(self) -> dict[str, str] | None:
        """The head of nearly every record; none where it must be gone through."""
        raw = self._members.head(LINE_BYTES_MAX)
        named = usual_head(raw)
        if named is not None:
            self._members.take(len(raw))
        return named

    def _head(self, where: str) -> dict[str, str] | None:
        named: dict[str, str] = {}
        size, last = 0, ""
        while True:
            line = self._members.line(LINE_BYTES_MAX)
            size += len(line)
            if line == b"\r\n":
                break
            if not line.endswith(b"\r\n") or size > HEAD_BYTES_MAX:
                message = f"expected a header and CRLF, found {ascii(line[-60:])[1:]}"
                self._add("record-head", message, where)
                return None
            text = line[:-2].decode("utf-8", "replace")
            if text[:1] in {" ", "\t"} and last:
                named[last] += f" {text.strip()}"
                continue
            name, colon, said = text.partition(":")
            last = name.lower()
            if not colon or not NAME.fullmatch(name) or "\r" in text or "\x00" in text:
                self._add("record-head", f"expected `name: value`, found {text[:60]!r}", where)
                last = ""
            elif last in named and last in ONCE:
                self._add("header-twice", f"expected one {name}, found two", where)
            else:
                named.setdefault(last, said.strip())
        return named

    def _sound(self, named: dict[str, str], where: str) -> bool:
        """Whether the record's length is known; everything else that is wrong with its head is said."""
        for name in MANDATORY:
            if not named.get(name):
                self._add("header-missing", f"expected a header {name}, found none", where)
        kind = named.get("warc-type", "")
        if kind and kind not in KINDS:
            self._add("record-type", f"expected a type of WARC 1.1, found {kind[:40]!r}", where)
        if kind in NEED_TARGET and not named.get("warc-target-uri"):
            self._add("header-missing", f"expected a warc-target-uri on a {kind}", where)
        date = named.get("warc-date", "")
        if date and not DATE.fullmatch(date):
            self._add("record-date", f"expected a W3C date, found {date[:40]!r}", where)
        length = named.get("content-length", "")
        if length and not LENGTH.fullmatch(length):
            self._add("record-length", f"expected a number of bytes, found {length[:40]!r}", where)
            return False
        return bool(length)

    def _ends(self, where: str) -> None:
        """Two line ends stand behind a record, and its member ends with it."""
        members = self._members
        end = b""
        while len(end) < 4 and (data := members.take(4 - len(end))):
            end += data
        if end != b"\r\n\r\n":
            message = f"expected two line ends behind the record, found {ascii(end)[1:]}"
            self._add("record-end", message, where)
        self._one_a_member(where)

    def _one_a_member(self, where: str) -> None:
        """An index leads to a record by its member; said once, since it is seldom one record's mistake."""
        if not self._members.ended() and not self._shared:
            self._shared = True
            message = "expected the gzip member to end with its record, found more in it"
            self._add("member-shared", message, where)

    def _passed(self, named: dict[str, str], offset: int, status: str, where: str) -> Standing:
        """A record that was gone through: what is told of it, and remembered."""
        address = named.get("warc-target-uri", "")
        standing = Standing(
            offset=offset,
            end=self._members.member_end(),
            kind=named.get("warc-type", ""),
            record_id=named.get("warc-record-id", ""),
            address=address[1:-1] if address[:1] == "<" and address[-1:] == ">" else address,
            moment=named.get("warc-date", ""),
            status=status,
            payload_digest=named.get("warc-payload-digest", ""),
        )
        self._remember(standing, named, where)
        return standing

    def _remember(self, standing: Standing, named: dict[str, str], where: str) -> None:
        key = _key(standing.record_id)
        said = hash((standing.kind, standing.address, named.get("warc-block-digest", "")))
        if standing.record_id and key in self._ids:
            same = self._ids[key] == said
            message = (
                f"expected an id of its own, found that of a record {'' if same else 'un'}like it"
            )
            severity = Severity.NOTE if same else Severity.ERROR
            self._add("record-id-twice", message, where, severity)
        self._ids[key] = said
        if standing.kind == "revisit":
            if not standing.payload_digest:
                message = (
                    "expected a warc-payload-digest on a revisit: nothing says what it stands for"
                )
                self._add("revisit-digest", message, where)
                return
            target = named.get("warc-refers-to-target-uri", "") or standing.address
            keys = (
                _key(named.get("warc-refers-to", "")),
                _key(target, named.get("warc-refers-to-date", "")),
            )
            self._revisits.append((where, keys, standing.payload_digest))
        elif standing.kind in {"response", "resource"} and standing.payload_digest:
            digest = hash(plain_digest(standing.payload_digest))
            self._payloads[key] = digest
            self._payloads[_key(standing.address, standing.moment)] = digest

    def _judge_revisits(self) -> None:
        for where, keys, digest in self._revisits:
            told = next((self._payloads[key] for key in keys if key in self._payloads), None)
            if told is None:
                message = "what it stands for is not in this archive: another one may hold it"
                self._add("revisit-elsewhere", message, where, Severity.NOTE)
            elif told != hash(plain_digest(digest)):
                message = f"its payload digest {digest[:140]} is not that of what it stands for"
                self._add("revisit-differs", message, where)

    def _arc_record(self) -> Standing | None:
        members = self._members
        offset = members.offset if members.packed else members.position
        where = f"record {self.records} at {offset}"
        line = members.line(LINE_BYTES_MAX)
        found = _ARC_LINE.fullmatch(line)
        if found is None:
            message = f"expected `address ip date type length`, found {ascii(line[:60])[1:]}"
            self._add("record-head", message, where)
            return None
        self.records += 1
        left = length = int(found[5])
        while left and (data := members.take(min(left, STEP_BYTES))):
            left -= len(data)
            self.size_bytes += len(data)
        if left:
            self._add(
                "record-short", f"expected {length} bytes of content, found {length - left}", where
            )
            return None
        if not members.begins_with(b"\n") and not members.ended():
            self._add("record-end", "expected a line end behind the record, found none", where)
            return None
        while members.begins_with(b"\n"):  # one or two, by who wrote it
            members.take(1)
        self._one_a_member(where)
        return Standing(
            offset=offset, end=members.member_end(), kind="arc", record_id="",
            address=found[1].decode("utf-8", "replace"), moment=found[3].decode("ascii"), status="",
            payload_digest="",
        )  # fmt: skip

    def _add(
        self, code: str, message: str, where: str, severity: Severity = Severity.ERROR
    ) -> None:
        self._count += severity is not Severity.NOTE
        place = f"{self._where}: {where}" if where else self._where
        self._found.append(Problem(severity=severity, code=code, message=message, where=place))


def _key(*words: str) -> int:
    """A short mark of a name: a million names as they are take hundreds of megabytes."""
    told = "\n".join(words).encode("utf-8", "replace")
    return int.from_bytes(hashlib.blake2b(told, digest_size=12).digest())
