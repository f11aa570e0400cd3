"""Find the pages in a WACZ: its archives one after the other, its list of pages, its digests.

In: a stream that can be rewound.  Out: pages as `read.archive` finds them, with the titles that the
list of pages gives. An archive that is no WACZ, could cost memory or is not what it says it is, is
refused with its reason. Signatures are not judged here: reading needs none.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from firsthand.model.document import Stated
from firsthand.model.problem import Problem, Severity
from firsthand.model.value import value
from firsthand.read.archive import Found, read_archive, refused
from firsthand.read.unpacking import CHUNK_BYTES, is_bomb

ENTRIES_MAX = 100_000
UNPACKED_BYTES_MAX = 64 << 30  # archives are read as a stream: this bounds time, not memory
PACKAGE_BYTES_MAX = 64 << 20
PAGES_LIST_BYTES_MAX = 256 << 20
PAGES_LISTED_MAX = 500_000
PAGE_LINE_BYTES_MAX = 4 << 20
_PACKAGE, _DIGEST = "datapackage.json", "datapackage-digest.json"


@value
class _Listed:
    """What the list of pages says of an address."""

    title: str
    moment: str
    found: str


def read_wacz(stream: BinaryIO, *, address: str) -> Iterator[Found]:
    """The pages of the WACZ in *stream*."""
    try:
        with ZipFile(stream) as packed:
            yield from _read(packed, address)
    except (
        BadZipFile,
        LargeZipFile,
        NotImplementedError,
        zlib.error,
        EOFError,
        OSError,
    ) as problem:
        yield refused("zip", address, "damaged", f"its zip is damaged: {ascii(str(problem))[:200]}")
    except (RuntimeError, ValueError) as problem:
        yield refused(
            "zip", address, "damaged", f"its zip makes no sense: {ascii(str(problem))[:200]}"
        )


def _read(packed: ZipFile, address: str) -> Iterator[Found]:
    items = packed.infolist()
    reason = _refusal(items)
    if reason:
        yield refused("entries", address, *reason)
        return
    names = {item.filename: item for item in items}
    digests, problems, why = _package(packed, names)
    archives = [n for n in sorted(names) if _is_archive(n)]
    if not archives:
        why = why or f"it has no archive/*.warc, only {', '.join(sorted(names))[:200]}"
    if why:
        yield refused("entries", address, "no-wacz", why)
        return
    listed = _pages(packed, names, problems)
    if problems:
        yield Found(locator="entries", address=address, problems=tuple(problems))
    for name in archives:
        wrong = _digest_problem(packed, names[name], digests)
        with packed.open(name) as inner:
            for found in read_archive(inner, prefix=f"entry={name};", address=address):  # type: ignore[arg-type]
                yield found if found.is_picture else _with(found, listed.get(found.address), wrong)


def _is_archive(name: str) -> bool:
    return name.startswith("archive/") and name.lower().endswith(
        (".warc", ".warc.gz", ".warc.zst", ".arc", ".arc.gz")
    )


def _refusal(items: list[ZipInfo]) -> tuple[str, str] | None:
    """Why this zip is not to be unpacked at all."""
    if len(items) > ENTRIES_MAX:
        return "zip-bomb", f"a WACZ has at most {ENTRIES_MAX} entries, found {len(items)}"
    if len({item.filename for item in items}) < len(items):
        return "duplicate-entry", "two entries of its zip have one name"
    total, end = 0, 0
    for item in sorted(items, key=lambda item: item.header_offset):
        if item.flag_bits & 1:
            return "encrypted", f"its entry {item.filename[:200]} is encrypted"
        if item.header_offset < end:
            return "zip-bomb", f"its entry {item.filename[:200]} lies over another one"
        end = item.header_offset + 30 + item.compress_size
        total += item.file_size
        if is_bomb(item.file_size, item.compress_size) or total > UNPACKED_BYTES_MAX:
            return (
                "zip-bomb",
                f"its entry {item.filename[:200]} unpacks from {item.compress_size} to {item.file_size} bytes",
            )
    return None


def _package(
    packed: ZipFile, names: dict[str, ZipInfo]
) -> tuple[dict[str, str], list[Problem], str]:
    """The digests of entries as the package states them; problems; why it is no WACZ."""
    if _PACKAGE not in names:
        return {}, [], f"it has no {_PACKAGE}"
    if names[_PACKAGE].file_size > PACKAGE_BYTES_MAX:
        return {}, [], f"its {_PACKAGE} has more than {PACKAGE_BYTES_MAX} bytes"
    raw = packed.read(_PACKAGE)
    told = _json(raw)
    if not isinstance(told, dict):
        return {}, [], f"its {_PACKAGE} is not JSON"
    resources = told.get("resources")
    listed = map(_resource, resources if isinstance(resources, list) else [])
    digests = {path: digest for path, digest in listed if path}
    lacking = sorted(path for path in digests if path not in names)
    if lacking:
        why = f"its {_PACKAGE} names {', '.join(lacking)[:200]}, which is not in it"
        return {}, [], why
    problems = []
    if not digests:
        message = f"its {_PACKAGE} names no files: nothing vouches for them"
        problems.append(_warning("wacz-old", message))
    return digests, problems, _unsealed(packed, names, raw, problems)


def _unsealed(
    packed: ZipFile, names: dict[str, ZipInfo], raw: bytes, problems: list[Problem]
) -> str:
    """Why the package is not the one that its digest was made of; empty if it is."""
    if _DIGEST not in names:
        problems.append(_warning("wacz-old", f"it has no {_DIGEST}, as WACZ 1.1.1 asks for"))
        return ""
    said = _json(packed.read(_DIGEST)) if names[_DIGEST].file_size <= PACKAGE_BYTES_MAX else None
    stated = str(said.get("hash", "")) if isinstance(said, dict) else ""
    real = hashlib.sha256(raw).hexdigest()
    if stated.removeprefix("sha256:").lower() == real:
        return ""
    expected = stated[:80] or "stated beside it"
    return f"its {_PACKAGE} should have the digest {expected}, it has sha256:{real}"


def _resource(item: object) -> tuple[str, str]:
    """Path and digest of a file of the package, in the layout of 1.x or the one before."""
    if not isinstance(item, dict):
        return "", ""
    stats = item.get("stats") if isinstance(item.get("stats"), dict) else {}
    digest = item.get("hash") or (stats or {}).get("hash") or ""
    algorithm = str(item.get("hashing") or "sha256")
    plain = str(digest)
    return str(
        item.get("path") or ""
    ), plain if ":" in plain or not plain else f"{algorithm}:{plain}"


def _digest_problem(packed: ZipFile, item: ZipInfo, digests: dict[str, str]) -> Problem | None:
    told = digests.get(item.filename)
    if told is None:
        return (
            None
            if not digests
            else _warning("digest-missing", f"the package does not name {item.filename[:200]}")
        )
    algorithm, _, digest = told.partition(":")
    if algorithm not in {"sha256", "md5", "sha1", "sha512"}:
        return None
    hashing = hashlib.new(algorithm, usedforsecurity=False)
    try:
        with packed.open(item) as inner:
            while block := inner.read(CHUNK_BYTES):
                hashing.update(block)
    except (BadZipFile, zlib.error, EOFError, OSError) as problem:
        return _warning(
            "digest-mismatch", f"{item.filename[:200]} cannot be unpacked whole: {problem}"
        )
    if hashing.hexdigest() == digest.lower():
        return None
    found = f"{algorithm}:{hashing.hexdigest()}"
    return _warning(
        "digest-mismatch",
        f"{item.filename[:200]} should have the digest {told[:100]}, it has {found}",
    )


def _pages(
    packed: ZipFile, names: dict[str, ZipInfo], problems: list[Problem]
) -> dict[str, _Listed]:
    """What the lists of pages say, by address; the first word on an address stands."""
    listed: dict[str, _Listed] = {}
    for name in sorted(n for n in names if n.startswith("pages/") and n.endswith(".jsonl")):
        if names[name].file_size > PAGES_LIST_BYTES_MAX:
            problems.append(
                _warning("too-large", f"{name} has more than {PAGES_LIST_BYTES_MAX} bytes")
            )
            continue
        try:
            with packed.open(name) as lines:
                while len(listed) < PAGES_LISTED_MAX and (
                    line := lines.readline(PAGE_LINE_BYTES_MAX)
                ):
                    page = _json(line)
                    if isinstance(page, dict) and isinstance(page.get("url"), str):
                        title, moment = str(page.get("title") or ""), str(page.get("ts") or "")
                        listed.setdefault(
                            page["url"],
                            _Listed(title=title[:1000], moment=moment[:40], found=f"wacz:{name}"),
                        )
        except (BadZipFile, zlib.error, EOFError, OSError) as problem:
            problems.append(_warning("damaged", f"{name} cannot be unpacked: {problem}"))
    return listed


def _with(found: Found, listed: _Listed | None, wrong: Problem | None) -> Found:
    """A page with what the WACZ says of it."""
    stated = found.stated
    if listed is not None:
        said = (("title", listed.title), ("captured", listed.moment))
        stated += tuple(
            Stated(name=name, text=text, found=listed.found) for name, text in said if text
        )
    problems = (*found.problems, wrong) if wrong else found.problems
    return Found(
        locator=found.locator, address=found.address, kind=found.kind, data=found.data,
        charset=found.charset, captured=found.captured, stated=stated, problems=problems,
    )  # fmt: skip


def _json(raw: bytes) -> object:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return None


def _warning(code: str, message: str) -> Problem:
    return Problem(severity=Severity.WARNING, code=code, message=message, where="entries")
