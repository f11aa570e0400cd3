from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

# Modules, and the tests themselves, are compiled once and not by every program that a test starts.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# How long a case takes says how busy the machine is; a test that is too slow is seen in the whole.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def _own_home() -> Iterator[None]:
    """No test touches the developer's own keys, and none leaves its setting behind."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)
