"""Shut a process off, for good: no network, no writing, little memory, no secrets in its environment.

In: nothing.  Out: the doors that this machine would not let us shut, in words. Called by a child that
is about to read hostile bytes; programs that it starts (pdftotext) are shut in with it.

Two locks are put on each door where the kernel has them: a network of its own with nothing in it, and
a filter on system calls (seccomp) that refuses sockets and every way to change a file. Where neither
can be had, Python's own hook remains, which C code can pass by: then the door counts as open.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import struct
import sys

MEMORY_BYTES_MAX = (
    3 << 30
)  # a page of 64 MiB as a tree takes under 2 GiB; a bomb takes all there is
OPEN_FILES_MAX = 256
KEPT_NAMES = frozenset({"PATH", "LANG", "LC_ALL", "PYTHONPATH", "PYTHONHOME"})
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # unshare(2)
_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _SECCOMP_MODE_FILTER = 1, 22, 38, 2
_NOT_PERMITTED, _NO_SUCH_CALL = 1, 38  # errno
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

# Calls that open a socket, change a file, look into or change another process, or pass by the filter.
_REFUSED = {
    "x86_64": (
        41, 42, 43, 44, 46, 49, 50, 53, 288, 307,  # socket, connect, accept, send, bind, listen
        76, 82, 83, 84, 85, 86, 87, 88, 90, 91, 92, 93, 94, 132, 133, 188, 189, 190, 197, 198, 199,
        235, 258, 259, 260, 261, 263, 264, 265, 266, 268, 280, 304, 316, 452,  # files
        101, 310, 311, 246, 248, 249, 250, 272, 298, 308, 313, 321, 323, 425, 426, 427,
        155, 161, 165, 166, 167, 168, 169, 170, 175, 176, 428, 429, 430, 442,  # the machine
    ),
    "aarch64": (
        198, 199, 200, 201, 202, 203, 206, 211, 242, 269,
        5, 6, 7, 14, 15, 16, 33, 34, 35, 36, 37, 38, 45, 52, 53, 54, 55, 88, 265, 276, 452,
        117, 270, 271, 104, 217, 218, 219, 97, 241, 268, 273, 280, 282, 425, 426, 427,
        39, 40, 41, 51, 105, 106, 142, 161, 224, 225, 428, 429, 430, 442,
    ),
}  # fmt: skip
_OPENING = {
    "x86_64": ((2, 1), (257, 2)),
    "aarch64": ((56, 2),),
}  # call, and which argument is flags
_OPEN_BY_STRUCT = 437  # openat2: its flags cannot be seen, so it does not exist; all fall back
_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_OTHER_TABLE = 0x40000000  # x32 calls on x86-64
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # BPF
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000


def shut_doors(*, written_bytes_max: int = 0) -> tuple[str, ...]:
    """Give up all that reading does not need; what could not be given up is returned.

    Files that were opened before to be written may grow to *written_bytes_max*; none can be opened any more.
    """
    for name in [name for name in os.environ if name not in KEPT_NAMES]:
        del os.environ[name]
    for kind, limit in (
        (resource.RLIMIT_AS, MEMORY_BYTES_MAX),
        (resource.RLIMIT_FSIZE, written_bytes_max),
        (resource.RLIMIT_NOFILE, OPEN_FILES_MAX),
        (resource.RLIMIT_CORE, 0),
    ):
        _, most = resource.getrlimit(kind)
        resource.setrlimit(kind, (limit, limit) if most < 0 else (min(limit, most), most))
    sys.addaudithook(_refuse_network)
    if sys.platform != "linux":
        return ("the network is refused to Python only, not to C code, on this system",)
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    apart = library.unshare(_NEW_NETWORK) == 0 or library.unshare(_NEW_USER | _NEW_NETWORK) == 0
    filtered = _filter_calls(library, _rules(platform.machine()))
    open_doors = []
    if not apart and not filtered:
        open_doors.append(
            "the network is not cut: neither a namespace nor a filter can be had here"
        )
    if not filtered:
        open_doors.append("files can be changed: no filter on system calls can be had here")
    return tuple(open_doors)


def refuse_calls(*numbers: int) -> bool:
    """Refuse system calls to this process from now on; whether the kernel agreed."""
    machine = platform.machine()
    library = ctypes.CDLL(None, use_errno=True)
    return machine in _ARCHITECTURE and _filter_calls(library, _program(machine, numbers, ()))


def _rules(machine: str) -> list[bytes]:
    return _program(machine, _REFUSED.get(machine, ()), _OPENING.get(machine, ()))


def _program(
    machine: str, refused: tuple[int, ...], opening: tuple[tuple[int, int], ...]
) -> list[bytes]:
    """A filter: refuse these calls, and opening to write; allow the rest."""
    if machine not in _ARCHITECTURE:
        return []
    refuse = _rule(_RETURN, _ERRNO | _NOT_PERMITTED)
    rules = [
        _rule(_LOAD, 4),  # the architecture whose table of calls is meant
        _rule(_EQUAL, _ARCHITECTURE[machine], 1, 0),
        _rule(_RETURN, _KILL),
        _rule(_LOAD, 0),  # the call
        _rule(_AT_LEAST, _OTHER_TABLE, 0, 1),
        refuse,
    ]
    for number in refused:
        rules += [_rule(_EQUAL, number, 0, 1), refuse]
    if opening:
        rules += [_rule(_EQUAL, _OPEN_BY_STRUCT, 0, 1), _rule(_RETURN, _ERRNO | _NO_SUCH_CALL)]
    for number, argument in opening:
        flags = _rule(_LOAD, 16 + 8 * argument)
        rules += [
            _rule(_EQUAL, number, 0, 4),
            flags,
            _rule(_ANY_BIT, _WRITING, 0, 1),
            refuse,
            _rule(_RETURN, _ALLOW),
        ]
    return [*rules, _rule(_RETURN, _ALLOW)]


def _rule(code: int, operand: int, when_true: int = 0, when_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, when_true, when_false, operand)


def _filter_calls(library: ctypes.CDLL, rules: list[bytes]) -> bool:
    if not rules:
        return False
    code = ctypes.create_string_buffer(b"".join(rules))
    program = struct.pack("HxxxxxxP", len(rules), ctypes.addressof(code))
    if library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(library.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, program, 0, 0) == 0)


def _refuse_network(name: str, _: object) -> None:
    if name in {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"}:
        raise PermissionError(f"evidence is read without a network: {name}")
