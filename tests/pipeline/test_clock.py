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
