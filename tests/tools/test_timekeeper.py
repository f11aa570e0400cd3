from __future__ import annotations

from firsthand.tools.timekeeper import clock_words


def test_the_clock_is_said_to_be_kept_or_why_that_is_not_recorded() -> None:
    told = clock_words()
    assert told.startswith(
        ("kept by a time service, off by at most", "its offset is not recorded, because")
    )
