"""A place in memory: what is tried here is the order of steps, and a disk's barriers take seconds of waiting."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder in it has a name nobody knows


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory; on the disk where there is none."""
    if not MEMORY.is_dir():
        yield tmp_path
        return
    folder = Path(tempfile.mkdtemp(prefix="firsthand-crash-", dir=MEMORY))
    yield folder
    shutil.rmtree(folder)
