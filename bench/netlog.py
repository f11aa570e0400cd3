"""What it costs to turn a browser's log of the wire into exchanges, for a page of about 100 MB.

    python bench/netlog.py [BODIES]      # of six megabytes each, 17 if not said

In: nothing; Debian's Chromium visits a site on this machine. Out: a row for HTTP/1.1 and one for HTTP/2: the log's
size, CPU seconds and the peak of memory of a process that reads it and every body once; beside that, of a process
that only reads the log's JSON line by line. Every body is compared with what the site sent.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).parents[1]
sys.path[:0] = [str(TOP / "src"), str(TOP / "tests")]

from awkward.browser import CHROMIUM, visit  # noqa: E402 - from the tests, whose site this is
from awkward.replies import NOISE  # noqa: E402
from awkward.server import Awkward  # noqa: E402

MEGABYTE = 1_000_000
COUNTED = """
import resource, sys, tempfile
sys.path[:0] = [{src!r}]
{what}
used = resource.getrusage(resource.RUSAGE_SELF)
peak = open("/proc/self/status").read().split("VmHWM:")[1].split()[0]
print(used.ru_utime + used.ru_stime, peak, found)
"""
CONVERT = """
import hashlib
from firsthand.preserve.exchanges import Exchange
from firsthand.preserve.netlog.reading import read_netlog
found = 0
with open({log!r}, "rb") as stream, tempfile.TemporaryFile() as spool:
    for met in read_netlog(stream, spool):
        if isinstance(met, Exchange) and "/large.bin" in met.address:
            digest = hashlib.sha256()
            for piece in met.response_body.pieces():
                digest.update(piece)
            found += digest.hexdigest() == {digest!r} and not met.truncated
"""
JSON_ALONE = """
import json
found = 0
with open({log!r}, "rb") as stream:
    for line in stream:
        try:
            found += len(json.loads(line.strip().rstrip(b","))) > 0
        except ValueError:
            pass
"""


def counted(what: str) -> tuple[float, float, int]:
    """Run it in a process of its own: CPU seconds, peak in MiB, what it found."""
    script = COUNTED.format(src=str(TOP / "src"), what=what)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    cpu, peak, found = done.stdout.split()
    return float(cpu), int(peak) / 1024, int(found)


def main() -> None:
    """Print the rows."""
    if CHROMIUM is None:
        print("left out: chromium is not installed")
        return
    bodies = int(sys.argv[1]) if len(sys.argv) > 1 else 17
    digest = hashlib.sha256(NOISE).hexdigest()
    for protocols in (("http/1.1",), ("h2", "http/1.1")):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            with Awkward(folder / "site", protocols=protocols) as site:
                log, _ = visit(site, folder / "browser", page=f"heavy?{bodies}")
            size = log.stat().st_size / MEGABYTE
            cpu, peak, whole = counted(CONVERT.format(log=str(log), digest=digest))
            floor, _, _ = counted(JSON_ALONE.format(log=str(log)))
        print(
            f"{protocols[0]}: {bodies * len(NOISE) / MEGABYTE:.0f} MB of bodies, a log of {size:.0f} MB: "
            f"{cpu:.2f} CPU s, peak {peak:.0f} MiB; {whole} of {bodies} bodies as sent; "
            f"its JSON alone {floor:.2f} CPU s, ratio {cpu / floor:.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
