"""The life of the process that drives the browser: go apart, hand the gate its socket, visit, account for it.

In: on standard input, what to do, as JSON; a socket to the parent.  Out: on standard output, a line of JSON for each thing
done. It starts with no key and no secret in its environment but the cookies of the visit, which come by standard input.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import socket
import sys
from pathlib import Path

from firsthand.model.visit import Banner, Cookie, Visit
from firsthand.tools.browser.apart import go_apart, pretend_outside
from firsthand.tools.browser.driving import drive
from firsthand.tools.browser.found import flags
from firsthand.tools.browser.private import LOG

FILE_TIMES = 8  # a log holds each byte as base64, some of them twice, and what was said of them
FILE_BYTES_MIN = 4 << 30  # the browser lays out memory as files
_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Live."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    asked = json.loads(sys.stdin.buffer.read())
    sizes = asked["visit"]["size_limit_bytes"] * FILE_TIMES + FILE_BYTES_MIN
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(
        resource.RLIMIT_FSIZE, (sizes, sizes) if most < 0 else (min(sizes, most),) * 2
    )
    os.umask(0o077)
    with socket.socket(fileno=int(asked["handle"])) as parent:
        why = go_apart() if asked["apart"] else "it was not asked for"
        outside = None if why else pretend_outside()
        with socket.create_server(("127.0.0.1", 0)) as listening:
            socket.send_fds(parent, [b"L"], [listening.fileno()])
            port = listening.getsockname()[1]
    tell("apart", "no" if why else "yes", why)
    tell("online", "no" if outside is None and not why else "yes", "")
    folder = Path(asked["folder"])
    started = flags(
        port=port, log=folder / LOG, is_root=os.getuid() == 0, user_agent=asked["visit"]["user_agent"]
    )  # fmt: skip
    started += tuple(asked["flags"])
    for flag in started:
        tell("flag", flag, "")
    told = asked["visit"]
    drive(
        Visit(**{**told, "banner": Banner(told["banner"])}),
        cookies=[Cookie(**each) for each in asked["cookies"]],
        path=asked["path"],
        folder=folder,
        started=started,
        tell=tell,
    )


def tell(kind: str, what: str, words: str) -> None:
    """Say one thing to the parent; an address may be a whole picture: its beginning will do."""
    sys.stdout.write(json.dumps([kind, what[:2000], words[:2000]]) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
