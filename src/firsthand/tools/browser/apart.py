"""Give this process, and the browser it will start, a network of its own that leads nowhere.

In: nothing.  Out: why none can be had, or nothing. In it are loopback, where only the gate listens, and an
interface whose packets nobody takes up: without it pages would be told that the machine is offline. What the browser
does past its proxy settings then reaches nothing, and a page learns no address of this machine. Called in a process
of one thread, before the browser is started; the browser's own sandbox is kept where there is one.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import socket
import struct
import sys
import time
from pathlib import Path

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # unshare(2)
_SET_FLAGS, _SET_ADDRESS, _UP_AND_RUNNING = 0x8914, 0x8916, 0x1 | 0x40  # netdevice(7)
_TUN_SET, _TAP, _NO_HEADER = 0x400454CA, 0x2, 0x1000  # linux/if_tun.h
_NAME = b"outside0"  # an interface called tun… does not count as a way out to Chromium
_SIXTH = Path("/proc/sys/net/ipv6/conf/outside0/disable_ipv6")
SETTLING_SECONDS = 3.0  # two random waits of up to a second each, and one of a second (RFC 4862)
_ADDRESS = "192.0.2.1"  # for documentation (RFC 5737): it is nobody's


def go_apart() -> str:
    """Leave the machine's network; why not, or nothing."""
    if sys.platform != "linux":
        return "this system has no network namespaces"
    library = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    if library.unshare(_NEW_NETWORK) != 0:
        if library.unshare(_NEW_USER | _NEW_NETWORK) != 0:
            return f"no network namespace: {os.strerror(ctypes.get_errno())}"
        try:
            Path("/proc/self/setgroups").write_bytes(b"deny")
            Path("/proc/self/uid_map").write_bytes(b"%d %d 1" % (user, user))
            Path("/proc/self/gid_map").write_bytes(b"%d %d 1" % (group, group))
        except OSError as problem:
            return f"no user namespace: {problem.strerror}"
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
            _bring_up(control, b"lo")
    except OSError as problem:
        return f"loopback cannot be had in a network namespace: {problem.strerror}"
    return ""


def pretend_outside() -> int | None:
    """An interface that leads nowhere, for as long as what is returned is open; none where there can be none."""
    try:
        tap = os.open("/dev/net/tun", os.O_RDWR)
    except OSError:
        return None
    try:
        fcntl.ioctl(tap, _TUN_SET, struct.pack("16sH22x", _NAME, _TAP | _NO_HEADER))
        is_settled = _forbid_sixth()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
            place = struct.pack("HH4s8x", socket.AF_INET, 0, socket.inet_aton(_ADDRESS))
            fcntl.ioctl(control, _SET_ADDRESS, struct.pack("16s16s8x", _NAME, place))
            _bring_up(control, _NAME)
    except OSError:
        os.close(tap)
        return None
    if not is_settled:
        time.sleep(SETTLING_SECONDS)
    return tap


def _forbid_sixth() -> bool:
    """Give the interface no address of IPv6; whether that could be done.

    It would get one a second or two later, and a browser that sees its network change gives up what it was
    loading (`ERR_NETWORK_CHANGED`).
    """
    try:
        _SIXTH.write_bytes(b"1")
    except OSError:
        return not _SIXTH.exists()  # a kernel without IPv6
    return True


def _bring_up(control: socket.socket, name: bytes) -> None:
    fcntl.ioctl(control, _SET_FLAGS, struct.pack("16sH22x", name, _UP_AND_RUNNING))
