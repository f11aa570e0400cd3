"""Checking a web archive: CPU seconds beside unpacking alone and beside fastwarc's check of the same file.

    python bench/archives.py [MEBIBYTES]

The archive is made here: text pages in gzip members of their own, block digests in SHA-256, payload digests in SHA-1. Each program
runs in a process of its own; a process that does nothing is measured too.
"""

from __future__ import annotations

import gzip
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

TOP = Path(__file__).parent.parent
sys.path[:0] = [str(TOP / "src"), str(TOP / "tests")]

from preserved import HTTP, record  # noqa: E402 - from the tests, which write archives without the program

UNPACK = """
import sys, zlib
raw, inflate = b"", zlib.decompressobj(31)
with open(sys.argv[1], "rb") as stream:
    while raw := raw or stream.read(1 << 16):
        inflate.decompress(raw)
        raw = inflate.unused_data
        inflate = zlib.decompressobj(31) if inflate.eof else inflate
"""


def make(path: Path, size: int) -> tuple[int, int]:
    """An archive of *size* bytes or a little more; its records, and how many bytes they unpack to."""
    chance = random.Random(1)
    words = [f"{chance.getrandbits(40):x}" for _ in range(5000)]
    records = unpacked = written = 0
    with path.open("wb") as stream:
        while written < size:
            body = " ".join(chance.choices(words, k=chance.randint(500, 6000))).encode()
            made = record("response", HTTP + body, number=records + 10, payload=body,
                          address=f"http://a.example/{records}")  # fmt: skip
            written += stream.write(gzip.compress(made, 6, mtime=0))
            records, unpacked = records + 1, unpacked + len(made)
    return records, unpacked


def cost(*command: str) -> tuple[float, float]:
    """CPU seconds of a command, and the largest memory of any so far, in MiB."""
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = getrusage(RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, after.ru_maxrss / 1024


def main() -> None:
    """Print a line for each way."""
    mebibytes = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pile.warc.gz"
        records, unpacked = make(path, mebibytes << 20)
        packed = path.stat().st_size
        print(f"{records} records, {packed / 1e6:.0f} MB packed, {unpacked / 1e6:.0f} MB unpacked")
        python = sys.executable
        ways = {
            "firsthand --version": (python, "-m", "firsthand", "--version"),
            "unpacking alone": (python, "-c", UNPACK, str(path)),
            "firsthand verify": (python, "-m", "firsthand", "verify", str(path)),
            "fastwarc check --verify-payloads": (
                str(Path(python).with_name("fastwarc")), "check", "--verify-payloads", "-q", str(path),
            ),
        }  # fmt: skip
        for name, command in ways.items():
            try:
                used, peak = cost(*command)
            except (OSError, subprocess.CalledProcessError) as problem:
                print(f"{name}: not run: {problem}")
                continue
            print(
                f"{name}: {used:.2f} CPU s, {used / packed * 1e9:.1f} a GB packed, peak {peak:.0f} MiB"
            )


if __name__ == "__main__":
    main()
