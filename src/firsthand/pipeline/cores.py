"""How many things may be done at once here.

In: nothing.  Out: a number.
"""

from __future__ import annotations

import os


def workers() -> int:
    """As many as there are cores for us."""
    return len(os.sched_getaffinity(0))
