"""What a child that was taken over by a file may try; run in the sandbox's children."""

from __future__ import annotations

import ctypes
import os
import pickle
import re
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path


def connect(job: bytes) -> Iterator[bytes]:
    """Reach a server on this machine, through Python and past Python."""
    library = ctypes.CDLL(None, use_errno=True)
    number = library.socket(socket.AF_INET, socket.SOCK_STREAM, 0)
    if number >= 0:
        address = socket.inet_aton("127.0.0.1")
        packed = (2).to_bytes(2, "little") + int(job).to_bytes(2, "big") + address + bytes(8)
        done = library.connect(number, packed, 16)
        yield b"connected past Python" if done == 0 else b"not connected past Python"
    else:
        yield b"no socket past Python"
    try:
        socket.create_connection(("127.0.0.1", int(job)), 2).close()
    except OSError:
        yield b"not connected"
    else:
        yield b"connected"


def eat_memory(job: bytes) -> Iterator[bytes]:
    """Take all the memory there is, unless the job is a small one."""
    if job == b"small":
        yield b"done"
        return
    eaten = []
    while True:
        eaten.append(bytearray(64 << 20))


def sleep(job: bytes) -> Iterator[bytes]:
    """Say nothing for as long as the job says."""
    time.sleep(float(job))
    yield b"awake"


def loop_in_c(job: bytes) -> Iterator[bytes]:
    """Stay in C code that never looks up: no signal handler of Python runs there."""
    if job == b"loop":
        re.match(r"(a+)+$", "a" * 60 + "b")
    yield b"done"


def start_a_program(_: bytes) -> Iterator[bytes]:
    """Start a program that outlives its time, and say its number first."""
    process = subprocess.Popen(["sleep", "300"])
    yield str(process.pid).encode()
    process.wait()


def flood(_: bytes) -> Iterator[bytes]:
    """Say more than anybody can hold."""
    while True:
        yield bytes(64 << 20)


def die(job: bytes) -> Iterator[bytes]:
    """Die over one job; do the others."""
    if job == b"die":
        os.kill(os.getpid(), 11)
    yield job


def write_outside(job: bytes) -> Iterator[bytes]:
    """Change files in every way a program has; what worked is said."""
    place = Path(job.decode())
    tries: dict[str, Callable[[], object]] = {
        "write": lambda: (place / "new").write_text("x"),
        "append": lambda: (place / "old").open("a"),
        "truncate": lambda: os.truncate(place / "old", 0),
        "unlink": (place / "old").unlink,
        "rename": lambda: (place / "old").rename(place / "other"),
        "mkdir": (place / "folder").mkdir,
        "link": lambda: os.link(place / "old", place / "linked"),
        "symlink": lambda: (place / "symlinked").symlink_to(place / "old"),
        "chmod": lambda: (place / "old").chmod(0o777),
        "touch": lambda: os.utime(place / "old"),
        "program": lambda: subprocess.run(["touch", str(place / "touched")], check=True),
    }
    for name, attempt in tries.items():
        try:
            attempt()
        except (OSError, subprocess.CalledProcessError):
            continue
        yield name.encode()


def look_around(job: bytes) -> Iterator[bytes]:
    """Read what a reader must be able to read, and say what is in the environment."""
    yield Path(job.decode()).read_bytes()
    yield " ".join(sorted(os.environ)).encode()


class Evil:
    """A value that does something when it is unpickled."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch /tmp/unpickled-by-the-parent",)


def send_pickle(_: bytes) -> Iterator[bytes]:
    """Send what would run in a parent that unpickles."""
    yield pickle.dumps(Evil())


def sleep_and_tell(job: bytes) -> Iterator[bytes]:
    """Say something, then nothing for long."""
    yield b"asleep"
    time.sleep(float(job))


_LOADED: list[int] = []


def load() -> None:
    """What children need: here, the number of the process that loaded it."""
    _LOADED.append(os.getpid())


def loaded_by(job: bytes) -> Iterator[bytes]:
    """Say which process loaded what this child has, if it did not die over the job."""
    if job == b"die":
        os._exit(1)
    yield repr(_LOADED).encode()
