from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from firsthand.pipeline import clock


def test_now_is_now_in_utc(tmp_path: Path) -> None:
    told = datetime.fromisoformat(clock.now().utc)
    (tmp_path / "now").touch()  # the file system has a clock of its own
    file = datetime.fromtimestamp((tmp_path / "now").stat().st_mtime, tz=UTC)
    assert told.tzinfo == UTC
    assert abs(file - told) < timedelta(seconds=5)


def test_a_moment_is_told_to_the_millisecond_where_that_matters() -> None:
    told = clock.now_exactly().utc
    assert len(told) == len("2030-01-02T03:04:05.678Z")
    assert told[:10] >= "2026-01-01"
