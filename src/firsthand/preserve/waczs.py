"""Check a WACZ strictly: its zip, its list of files, its digests, its archives, its indexes, its signature.

In: a stream.  Out: a problem for each difference, and how many records were met. After WACZ 1.1.1 and the
authentication draft that goes with it. Nothing is unpacked to disk.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from cryptography.x509 import Certificate

from firsthand.model.problem import Problem, Severity
from firsthand.model.value import value
from firsthand.preserve.indexes import Indexes, Window, bare, json_object, lines, number_of
from firsthand.preserve.signatures import (
    SignatureError,
    StampReader,
    UntrustedError,
    check_signature,
)
from firsthand.preserve.warcs import Checked, Standing
from firsthand.preserve.zips import DEFLATED, Zip, ZipEntry, ZipError

PACKAGE, SEAL = "datapackage.json", "datapackage-digest.json"
JSON_BYTES_MAX = 64 << 20
PROBLEMS_MAX = 10_000
STANDINGS_MAX = 5_000_000  # a gigabyte or so of what is remembered to hold indexes against
_ARCHIVES = (".warc", ".warc.gz", ".warc.zst", ".arc", ".arc.gz")


@value
class Progress:
    """How far the check is, so that whoever waits knows that it goes on."""

    records: int
    what: str


class CheckedWacz:
    """One WACZ, checked as it is read."""

    def __init__(
        self,
        stream: BinaryIO,
        *,
        where: str,
        roots: Sequence[Certificate] = (),
        read_stamp: StampReader | None = None,
    ) -> None:
        self._stream, self._where = stream, where
        self._roots, self._read_stamp = roots, read_stamp
        self._found: list[Problem] = []
        self._standings: dict[str, dict[int, Standing]] = {}
        self._addresses: set[str] = set()
        self.records = 0
        self.entries = 0
        self.size_bytes = stream.seek(0, 2)

    def run(self) -> Iterator[Problem | Progress]:
        """All problems, with a word now and then on how far it is."""
        try:
            packed = Zip(self._stream, where=self._where)
        except ZipError as problem:
            self._add("zip-damaged", str(problem), "")
            yield from self._found
            return
        self.entries = len(packed.entries)
        yield from packed.problems
        entries = {entry.name: entry for entry in packed.entries if not entry.name.endswith("/")}
        for step in (self._listed(packed, entries), self._archives(entries)):
            for told in step:
                yield from self._flush()
                yield told
            yield from self._flush()
        for difference in Indexes(self._stream, packed, entries, self._standings).check():
            severity = Severity.NOTE if difference.note else Severity.ERROR
            self._add(difference.code, difference.message, difference.where, severity)
        self._pages(packed, entries)
        yield from self._flush()

    def _flush(self) -> Iterator[Problem]:
        yield from self._found[:PROBLEMS_MAX]
        self._found.clear()

    def _listed(self, packed: Zip, entries: dict[str, ZipEntry]) -> Iterator[Progress]:
        """Hold every entry against the package's list, and the list against its seal."""
        raw = self._small(packed, entries.get(PACKAGE), PACKAGE)
        told = self._object(raw, PACKAGE) if raw is not None else None
        old = bool(told) and self._is_old(told or {})
        if raw is not None:
            self._seal(packed, entries, raw, old=old)
        resources = (told or {}).get("resources")
        if told is not None and not (isinstance(resources, list) and resources):
            self._add("package-empty", "expected a list of resources, found none", PACKAGE)
        listed: dict[str, tuple[str, int | None]] = {}
        for item in resources if isinstance(resources, list) else []:
            path, digest, size = _resource(item)
            if not path or path in listed:
                message = f"expected one path a resource, found {path[:80]!r}"
                self._add("package-resource", message, PACKAGE)
            listed[path] = digest, size
        for name in sorted(listed.keys() - entries.keys()):
            self._add("package-missing", "expected the file as listed, found none", name)
        for name, entry in sorted(entries.items()):
            yield Progress(records=self.records, what=name)
            digest, size = listed.get(name, ("", None))
            if name not in listed and name not in {PACKAGE, SEAL} and told is not None:
                self._add("package-unlisted", f"expected it in {PACKAGE}, found it not", name)
            self._entry(packed, entry, digest, size, listed=name in listed)
        if not any(name.startswith("archive/") and name.endswith(_ARCHIVES) for name in entries):
            self._add("wacz-without-archive", "expected archive/*.warc, found none", "")

    def _is_old(self, told: dict[str, Any]) -> bool:
        version = str(told.get("wacz_version", ""))
        if version >= "1.1" and told.get("profile") == "data-package":
            return False
        message = f"expected WACZ 1.1.1, found {version[:20]!r}: it vouches for less"
        self._add("wacz-old", message, PACKAGE, Severity.WARNING)
        return True

    def _seal(self, packed: Zip, entries: dict[str, ZipEntry], raw: bytes, *, old: bool) -> None:
        if SEAL not in entries:
            if not old:
                self._add("seal-missing", f"expected {SEAL}, found none", SEAL)
            return
        text = self._small(packed, entries[SEAL], SEAL)
        told = self._object(text, SEAL) if text is not None else None
        if told is None:
            return
        real = f"sha256:{hashlib.sha256(raw).hexdigest()}"
        if told.get("path") != PACKAGE or told.get("hash") != real:
            message = f"expected {real} for {PACKAGE}, found {str(told.get('hash'))[:90]}"
            self._add("seal-differs", message, SEAL)
        signed = told.get("signedData")
        if signed is None:
            self._add("unsigned", "nobody has signed it", SEAL, Severity.NOTE)
            return
        try:
            for note in check_signature(
                signed, real, roots=self._roots, read_stamp=self._read_stamp
            ):
                self._add("signature", note, SEAL, Severity.NOTE)
        except UntrustedError as problem:
            self._add("signature-untrusted", str(problem), SEAL, Severity.WARNING)
        except SignatureError as problem:
            self._add("signature-wrong", str(problem), SEAL)

    def _entry(
        self, packed: Zip, entry: ZipEntry, digest: str, size: int | None, *, listed: bool
    ) -> None:
        algorithm = digest.partition(":")[0].lower() or "sha256"
        if algorithm not in {"sha256", "sha512", "md5", "sha1"}:
            self._add(
                "package-digest", f"expected a known digest, found {digest[:60]!r}", entry.name
            )
            algorithm = "sha256"
        hashing = hashlib.new(algorithm, usedforsecurity=False)
        try:
            for part in packed.content(entry):
                hashing.update(part)
        except ZipError as problem:
            self._add("zip-content", str(problem), entry.name)
            return
        if not listed:
            return
        if not digest:
            self._add("package-digest", "expected a digest of it, found none", entry.name)
        elif hashing.hexdigest() != digest.partition(":")[2].lower():
            message = f"expected {digest[:140]}, found {algorithm}:{hashing.hexdigest()}"
            self._add("package-digest", message, entry.name)
        if size is not None and size != entry.size_bytes:
            message = f"expected {size} bytes, found {entry.size_bytes}"
            self._add("package-size", message, entry.name)

    def _archives(self, entries: dict[str, ZipEntry]) -> Iterator[Progress | Problem]:
        for name, entry in sorted(entries.items()):
            if not (name.startswith("archive/") and name.lower().endswith(_ARCHIVES)):
                continue
            if entry.method == DEFLATED:
                message = (
                    "expected it stored as it is, found it packed again: no index leads into it"
                )
                self._add("archive-packed", message, name)
                continue
            window = Window(self._stream, entry.start, entry.packed_bytes)
            checked = Checked(window, where=f"{self._where}: {name}")  # type: ignore[arg-type]
            standings = self._standings.setdefault(name.removeprefix("archive/"), {})
            for told in checked.run():
                if isinstance(told, Problem):
                    yield told
                    continue
                self.records += 1
                self._addresses.add(bare(told.address))
                if len(standings) < STANDINGS_MAX:
                    standings[told.offset] = told
                if not self.records % 1_000:
                    yield Progress(records=self.records, what=name)

    def _pages(self, packed: Zip, entries: dict[str, ZipEntry]) -> None:
        for name in sorted(name for name in entries if name.startswith("pages/")):
            try:
                for number, line in enumerate(lines(packed, entries[name]), 1):
                    where = f"{name}:{number}"
                    said = json_object(line) if line.strip() else {}
                    if said is None:
                        self._add("page-line", "expected one JSON object a line", where)
                    elif "url" in said and bare(str(said["url"])) not in self._addresses:
                        message = f"no record is of the page {str(said['url'])[:200]!r}"
                        self._add("page-elsewhere", message, where, Severity.NOTE)
            except (ZipError, zlib.error) as problem:
                self._add("page-line", f"it cannot be unpacked: {problem}", name)
        if not any(name.startswith("pages/") for name in entries):
            self._add("pages-missing", "expected pages/pages.jsonl, found none", "pages/")

    def _small(self, packed: Zip, entry: ZipEntry | None, name: str) -> bytes | None:
        """An entry as a whole, if it is there and small enough."""
        if entry is None:
            self._add("package-missing", "expected this file, found none", name)
            return None
        if entry.size_bytes > JSON_BYTES_MAX:
            self._add("too-large", f"expected at most {JSON_BYTES_MAX} bytes", name)
            return None
        try:
            return b"".join(packed.content(entry))
        except ZipError:
            return None  # said where all entries are gone through

    def _object(self, raw: bytes, name: str) -> dict[str, Any] | None:
        found = json_object(raw)
        if found is None:
            self._add("not-json", "expected one JSON object without a name twice", name)
        return found

    def _add(self, code: str, message: str, name: str, severity: Severity = Severity.ERROR) -> None:
        where = f"{self._where}: {name[:200]}" if name else self._where
        self._found.append(Problem(severity=severity, code=code, message=message, where=where))


def _resource(item: object) -> tuple[str, str, int | None]:
    """Path, digest and size of a file of the package, in the layout of 1.1 or the one before."""
    if not isinstance(item, dict):
        return "", "", None
    stats = item.get("stats")
    nested = stats if isinstance(stats, dict) else {}
    digest = str(item.get("hash") or nested.get("hash") or "")
    if digest and ":" not in digest:
        digest = f"{item.get('hashing') or 'sha256'}:{digest}"
    return str(item.get("path") or ""), digest, number_of(item.get("bytes", nested.get("bytes")))
