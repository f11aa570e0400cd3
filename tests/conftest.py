from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# As the program has it, and read when NumPy is: threads that wait for each other cost four times the work.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Modules, and the tests themselves, are compiled once and not by every program that a test starts.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# How long a case takes says how busy the machine is; a test that is too slow is seen in the whole.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


SLOW = frozenset(
    line
    for line in Path(__file__).with_name("slow.txt").read_text("utf-8").splitlines()
    if line[:1] not in {"", "#"}
)


@pytest.hookimpl(tryfirst=True)  # before tests are chosen by their marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what was measured to be: tests/slow.txt."""
    for item in items:
        if item.nodeid.partition("[")[0] in SLOW:
            item.add_marker(pytest.mark.slow)


MEMORY = Path("/dev/shm")  # noqa: S108 - a folder in it has a name nobody knows


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory, for tests of the order of steps or of gigabytes of nothing: a disk takes seconds for either.

    On the disk where there is none.
    """
    if not MEMORY.is_dir():
        yield tmp_path
        return
    folder = Path(tempfile.mkdtemp(prefix="firsthand-test-", dir=MEMORY))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def _own_home() -> Iterator[None]:
    """No test touches the developer's own keys, and none leaves its setting behind."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)
