"""What children do for their lives in the tests of the nursery: a new process must find it by its name."""

from __future__ import annotations

import os
import subprocess
from multiprocessing.connection import Connection
from pathlib import Path


def tell(pipe: Connection) -> None:
    """Say who one is, where one comes from, and what one holds open beside the usual three."""
    held = [
        each for each in Path("/proc/self/fd").iterdir() if int(each.name) > 2 and each.is_symlink()
    ]
    sockets = [each for each in held if str(each.readlink()).startswith("socket:")]
    pipe.send_bytes(f"{os.getpid()} {os.getppid()} {len(sockets)}".encode())
    pipe.recv_bytes()


def start_and_wait(pipe: Connection) -> None:
    """Start a program, and wait with it."""
    os.setsid()
    with subprocess.Popen(["sleep", "300"]) as program:
        pipe.send_bytes(str(program.pid).encode())
        program.wait()


def fail() -> None:
    raise RuntimeError("what children need is not there")
