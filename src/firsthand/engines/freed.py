"""Keep memory that arrays give back for the next ones, where the system's allocator can be asked to.

In: nothing.  Out: nothing; a setting of this process and of those forked from it. Columns are made and dropped by
the thousand. Without this each drop hands its pages back to the system, and the next array pays for having
every page of it emptied anew: up to half of what a short step takes. Very large arrays still go back at once.

What lies freed between what is in use is another matter: it can be given back as a whole before a fork, since
a fork has all of it once more as soon as either process writes there.
"""

from __future__ import annotations

import ctypes

ARRAY_MOST = 32 << 20  # bytes; a larger array is the system's again as soon as it is dropped
KEPT_MOST = 256 << 20  # bytes at the top of the heap that are kept
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # of mallopt(3)


def keep_freed_memory() -> bool:
    """Ask the allocator of the C library to keep what is freed; whether it can be asked (GNU's can)."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return False
    return bool(mallopt(_MMAP_THRESHOLD, ARRAY_MOST) and mallopt(_TRIM_THRESHOLD, KEPT_MOST))


def give_back_freed_memory() -> bool:
    """Hand the pages that nothing is in back to the system; whether the allocator can do that (GNU's can)."""
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return False
    return bool(trim(0))
