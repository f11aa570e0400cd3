"""How fast bytes are kept and checked, beside `openssl dgst -sha256` on the same bytes in the same run.

In: nothing.  Out: rows for a table; `bench.py` prints them, or this file alone does. CPU seconds are
those of the program and all its children, from start to end; start-up is measured apart, so that
what remains is the work. Wall time says little on a busy machine. One openssl is given all files at
once, as paths from `evidence/`: the least that it can cost. Ours is started as it is when installed, its
modules compiled.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from firsthand.model.custody import Agent, AgentKind
from firsthand.model.moment import Moment
from firsthand.model.record import Entry, Refused
from firsthand.store.appending import Writer
from firsthand.store.record import Key, Record
from firsthand.store.signing import public_key

GIB = 1 << 30
LARGE_COUNT = 4
SMALL_COUNT = 20_000
SMALL_BYTES = (200, 20_000)  # pages as they are saved: from a line to a long article
ENTRIES, TOGETHER = 1_000_000, 10_000  # and how many are appended at once to make so many
REPEATS = 3  # the least of three is what the work costs; more is what the machine did besides


@dataclass(frozen=True)
class Cost:
    """What a command cost."""

    cpu_seconds: float
    wall_seconds: float


@dataclass(frozen=True)
class Row:
    """One measurement beside its peer's."""

    what: str
    objects: int
    size_bytes: int
    ours: Cost
    start_up: Cost
    peer: Cost

    @property
    def ratio(self) -> float:
        """Our CPU seconds without start-up, for one of openssl's."""
        return (self.ours.cpu_seconds - self.start_up.cpu_seconds) / self.peer.cpu_seconds

    def line(self) -> str:
        """The row as text."""
        gib = self.size_bytes / GIB
        return (
            f"verify {self.what}: {self.objects} objects, {gib:.2f} GiB: "
            f"{self.ours.cpu_seconds:.2f} CPU s ({self.ours.wall_seconds:.2f} s wall), of which "
            f"start-up {self.start_up.cpu_seconds:.2f}; openssl dgst -sha256: "
            f"{self.peer.cpu_seconds:.2f} CPU s ({self.peer.wall_seconds:.2f} s wall); "
            f"ratio without start-up {self.ratio:.2f}, with it "
            f"{self.ours.cpu_seconds / self.peer.cpu_seconds:.2f}"
        )


def cost(command: Sequence[str], *, home: Path, folder: Path | None = None) -> Cost:
    """Run a command, in a folder."""
    environment = {**os.environ, "FIRSTHAND_HOME": str(home)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, env=environment, cwd=folder, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu_seconds=used, wall_seconds=time.monotonic() - start)


def least(command: Sequence[str], *, home: Path, folder: Path | None = None) -> Cost:
    """The cheapest of several runs, the bytes being in memory for all but the first."""
    runs = [cost(command, home=home, folder=folder) for _ in range(REPEATS)]
    return min(runs, key=lambda each: each.cpu_seconds)


def firsthand(*words: str | Path) -> list[str]:
    """A command line of ours."""
    return [sys.executable, "-m", "firsthand", *map(str, words)]


def write_large(folder: Path) -> None:
    """A GiB of noise in a few files."""
    dice = random.Random(1)  # noqa: S311 - noise to hash
    folder.mkdir()
    for number in range(LARGE_COUNT):
        block = dice.randbytes(1 << 20)
        with (folder / f"{number}.bin").open("wb") as stream:
            for at in range(GIB // LARGE_COUNT // len(block)):
                stream.write(at.to_bytes(8, "big") + block[8:])


def write_small(folder: Path) -> None:
    """Many files of the size of pages, all different."""
    dice = random.Random(2)  # noqa: S311
    folder.mkdir()
    for number in range(SMALL_COUNT):
        (folder / f"{number:05}.txt").write_bytes(dice.randbytes(dice.randint(*SMALL_BYTES)))


def peer(evidence: Path) -> list[str]:
    """The command by which openssl hashes every object of a case, in its folder."""
    paths = (path.relative_to(evidence).as_posix() for path in evidence.glob("??/*"))
    return ["openssl", "dgst", "-sha256", *sorted(paths)]


def measure(place: Path, what: str, pile: Path) -> tuple[Row, Cost]:
    """Preserve a pile and verify it; the row, and what preserving cost."""
    home, case, empty = place / "home", place / f"{what}-case", place / f"{what}-empty"
    for folder in (case, empty):
        cost(firsthand("new", folder), home=home)
    kept = cost(firsthand("preserve", case, pile), home=home)
    objects = [path.stat().st_size for path in (case / "evidence").glob("??/*")]
    row = Row(
        what=what,
        objects=len(objects),
        size_bytes=sum(objects),
        ours=least(firsthand("verify", case), home=home),
        start_up=least(firsthand("verify", empty), home=home),
        peer=least(peer(case / "evidence"), home=home, folder=case / "evidence"),
    )
    return row, kept


def rows(place: Path) -> list[str]:
    """All measurements, as lines of text; *place* is a folder with 3 GiB to spare."""
    said = []
    for what, write in (("large files", write_large), ("small files", write_small)):
        pile = place / what
        write(pile)
        row, kept = measure(place, what, pile)
        said.append(row.line())
        work = kept.wall_seconds - row.start_up.wall_seconds
        said.append(
            f"preserve {what}: {row.objects / work:.1f} objects/s, "
            f"{row.size_bytes / work / (1 << 20):.0f} MiB/s, {kept.cpu_seconds:.1f} CPU s, "
            f"{kept.wall_seconds:.1f} s wall, all on the disk"
        )
    return said


def opening(place: Path) -> list[str]:
    """What it costs to open a case of a million entries, by tiles and without them, and to write one more."""
    folder, private = place / "opening", bytes(range(32))
    folder.mkdir()
    key = Key(name="firsthand", public=public_key(private))
    ana = Agent(kind=AgentKind.PERSON, name="Ana")
    at = Moment(utc="2030-01-02T03:04:05Z")
    with Writer(Record(folder), key=key, private=private) as writer:
        for start in range(0, ENTRIES, TOGETHER):
            told = range(start, start + TOGETHER)
            bodies = [Refused(address=f"{n}.txt", code="vanished", message="gone") for n in told]
            writer.append([Entry(at=at, by=ana, tool=ana, body=body) for body in bodies])
    record = Record(folder)
    said = [f"open {ENTRIES} entries by tiles: {_seconds(lambda: record.check(key)):.4f} CPU s"]
    said.append(
        f"read its lines, each compared with tiles: {_seconds(lambda: deque(record.lines(), 0)):.2f} CPU s"
    )
    with Writer(Record(folder), key=key, private=private) as writer:
        one = Entry(at=at, by=ana, tool=ana, body=Refused(address="x", code="vanished", message=""))
        said.append(f"append one: {_seconds(lambda: writer.append([one])):.4f} CPU s")
    (folder / "tile").rename(folder / "away")
    said.append(f"open it without tiles: {_seconds(lambda: record.check(key)):.2f} CPU s")
    return said


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Print the lines."""
    with tempfile.TemporaryDirectory() as place:
        for line in [*opening(Path(place)), *rows(Path(place))]:
            print(line)


if __name__ == "__main__":
    main()
