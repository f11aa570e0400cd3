"""Writing and checking web archives: CPU seconds a GB beside other programs in the same run, and memory at two sizes.

    python bench/archives.py [MEBIBYTES]

The pages are made here: text, as exchanges with request and answer, read from disk while they are written. Each program runs in
a process of its own, and its start-up counts; a check of an archive of one page is measured too, which is start-up. A GB is one of
what is told beside it: of the archive as stored, of the WACZ, or of the pages before they are packed.
`scripts/setup tests` brings the others; one that is not there is left out.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

TOP = Path(__file__).parent.parent
sys.path[:0] = [str(TOP / "src")]

from firsthand.model.moment import Moment  # noqa: E402 - path first
from firsthand.model.value import value  # noqa: E402
from firsthand.preserve.exchanges import Exchange  # noqa: E402
from firsthand.preserve.writing.pages import Page  # noqa: E402
from firsthand.preserve.writing.waczs import Package, write_wacz  # noqa: E402
from firsthand.preserve.writing.warcs import Preface  # noqa: E402

AT = Moment(utc="2031-04-03T10:00:00Z")
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
PAGE_BYTES = 2_120_000 // 100  # packed, a page of these has about so many
MEASURED = """
import os, resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(code, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


@cache
def _opened(path: str) -> int:
    """One descriptor for all parts of a file."""
    return os.open(path, os.O_RDONLY)


@value
class Part:
    """A body that stands in a file of many."""

    path: str
    start: int
    size_bytes: int

    def pieces(self) -> Iterator[bytes]:
        """Read it from the disk."""
        at, end = self.start, self.start + self.size_bytes
        while at < end and (data := os.pread(_opened(self.path), min(end - at, 1 << 20), at)):
            at += len(data)
            yield data


def make(folder: Path, pages: int) -> Path:
    """Bodies of pages in one file, and where each stands."""
    chance = random.Random(1)  # noqa: S311 - words of a trial
    words = [f"{chance.getrandbits(40):x}" for _ in range(5000)]
    path, at = folder / f"bodies-{pages}", 0
    with path.open("wb") as stream, path.with_suffix(".json").open("w") as listed:
        for _ in range(pages):
            text = " ".join(chance.choices(words, k=chance.randint(500, 6000)))
            body = f"<!DOCTYPE html><title>A page</title><p>{text}</p>".encode()
            listed.write(json.dumps([at, len(body)]) + "\n")
            at += stream.write(body)
    return path


def write(bodies: Path, target: Path, *, with_text: bool) -> None:
    """Write them as a WACZ; the words of each page too, which a caller has read from it."""

    def parts() -> Iterator[tuple[str, Part]]:
        with bodies.with_suffix(".json").open() as listed:
            for number, line in enumerate(listed):
                start, size = json.loads(line)
                address = f"https://paper.example/{number % 97}/{number}.html"
                yield address, Part(path=str(bodies), start=start, size_bytes=size)

    def exchanges() -> Iterator[Exchange]:
        for address, part in parts():
            path = address.partition(".example")[2]
            yield Exchange(
                address=address, began=AT, method="GET",
                request_head=f"GET {path} HTTP/1.1\r\nHost: paper.example\r\n\r\n".encode(),
                response_head=HEAD, response_body=part, protocols=("http/1.1", "tls/1.3"), peer="192.0.2.7",
            )  # fmt: skip

    def pages() -> Iterator[Page]:
        for address, part in parts():
            text = b"".join(part.pieces())[39:-4].decode() if with_text else ""
            yield Page(address=address, moment=AT, title="A page", text=text)

    with target.open("w+b") as stream, tempfile.TemporaryFile() as scratch:
        preface = Preface(made=AT, software="bench")
        write_wacz(
            exchanges(), stream, scratch=scratch, preface=preface, package=Package(pages=pages())
        )


def show(name: str, stored: int, *command: object, content: int = 0) -> None:
    """A line for a command: CPU seconds, those a GB stored and of content, and the largest memory of its processes."""
    environment = {**os.environ}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *map(str, command)],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    code, used, peak = done.stdout.split()
    if code == "127" or int(code) < 0:
        print(f"{name}: not run")
        return
    a_gigabyte = f", {float(used) / stored * 1e9:.1f} a GB" if stored else ""
    if content:
        a_gigabyte += f" of it, {float(used) / content * 1e9:.1f} a GB of pages"
    print(
        f"{name}: {float(used):.2f} CPU s{a_gigabyte}, peak {int(peak) / 1024:.0f} MiB, status {code}"
    )


def main() -> None:
    """Print a line for each program, at a tenth of the size and at the whole."""
    if sys.argv[1:2] == ["write"]:
        write(Path(sys.argv[2]), Path(sys.argv[3]), with_text=sys.argv[4] == "text")
        return
    pages = ((int(sys.argv[1]) if len(sys.argv) > 1 else 200) << 20) // PAGE_BYTES
    python, fastwarc = sys.executable, Path(sys.executable).with_name("fastwarc")
    referees = TOP / ".venv-referees/bin"
    with tempfile.TemporaryDirectory() as folder:
        single = Path(folder) / "single.wacz"
        write(make(Path(folder), 1), single, with_text=False)
        with zipfile.ZipFile(single) as opened:
            small = Path(opened.extract("archive/data.warc.gz", Path(folder) / "single"))
        for _ in range(2):  # the first compiles the modules
            show(
                "firsthand verify, WARC of one page", 0, python, "-m", "firsthand", "verify", small
            )
        for count in (pages // 10, pages):
            bodies, packed = make(Path(folder), count), Path(folder) / "pile.wacz"
            for text in ("text", "none"):
                write(bodies, packed, with_text=text == "text")  # for its size
                stored = packed.stat().st_size
                if text == "text":
                    print(
                        f"{count} pages, {bodies.stat().st_size / 1e6:.0f} MB, as a WACZ with text {stored / 1e6:.0f} MB"
                    )
                name = f"write a WACZ with {'index, pages and text' if text == 'text' else 'index and pages'}"
                command = (python, __file__, "write", bodies, packed, text)
                show(name, stored, *command, content=bodies.stat().st_size)
            with zipfile.ZipFile(packed) as opened:
                archive = Path(opened.extract("archive/data.warc.gz", folder))
            stored = archive.stat().st_size
            show("firsthand verify, WACZ", stored, python, "-m", "firsthand", "verify", packed)
            show("firsthand verify, WARC", stored, python, "-m", "firsthand", "verify", archive)
            if fastwarc.exists():
                show("fastwarc check --verify-payloads", stored, fastwarc, "check", "--verify-payloads", "-q", archive)  # fmt: skip
            if count < pages or not referees.exists():
                continue
            show("warcio check", stored, referees / "warcio", "check", archive)
            theirs = Path(folder) / "theirs.wacz"
            show("wacz create --detect-pages --text", stored, referees / "wacz", "create", "-f", archive, "-o", theirs, "--detect-pages", "--text")  # fmt: skip
            show("wacz validate", stored, referees / "wacz", "validate", "-f", packed)


if __name__ == "__main__":
    main()
