from __future__ import annotations

import os

from firsthand.pipeline.cores import workers


def test_no_more_is_done_at_once_than_there_are_cores_for_us() -> None:
    before = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(before)})
        assert workers() == 1
    finally:
        os.sched_setaffinity(0, before)
    assert workers() == len(before)
