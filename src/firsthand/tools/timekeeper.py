"""Ask the kernel how well this machine's clock is kept.

In: nothing.  Out: the answer in words; nothing is asked of any other machine.
"""

from __future__ import annotations

import ctypes
import struct
import sys

_SIZE = 208  # struct timex of 64-bit Linux, adjtimex(2)
_ERRORS_AND_STATUS = struct.Struct(
    "@iqqqqi"
)  # modes, offset, frequency, greatest and estimated error, status
_UNSYNCHRONISED, _NOT_KEPT = 0x0040, 5


def clock_words() -> str:
    """How far the clock may be off, or why that is not recorded."""
    if sys.platform != "linux" or ctypes.sizeof(ctypes.c_long) != 8:
        return "its offset is not recorded, because this system does not say"
    told = ctypes.create_string_buffer(_SIZE)  # no mode is set: it only reads
    state = ctypes.CDLL(None, use_errno=True).adjtimex(told)
    _, _, _, most, _, status = _ERRORS_AND_STATUS.unpack_from(told)
    if state < 0:
        return "its offset is not recorded, because the kernel does not answer"
    if state == _NOT_KEPT or status & _UNSYNCHRONISED:
        return "its offset is not recorded, because no time service keeps this machine's clock"
    return f"kept by a time service, off by at most {most / 1e6:.3f} s as the kernel has it"
