from __future__ import annotations

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _own_home() -> Iterator[None]:
    """No test touches the developer's own keys, and none leaves its setting behind."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)
