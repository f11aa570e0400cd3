"""A Ray cluster for tests: two nodes on loopback, started for one test session and ended with it."""

from __future__ import annotations

import importlib.util
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

TESTS = Path(__file__).parent.parent
SETTINGS = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",  # listens on loopback only
    "RAY_AUTH_MODE": "token",
}


@contextmanager
def two_workers(settings: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """A cluster whose workers have *settings* in their environment; what a driver needs to join."""
    if importlib.util.find_spec("ray") is None:
        pytest.skip("Ray is not installed: scripts/setup tests")
    home = tempfile.mkdtemp(prefix="fh-ray-")  # short: sockets lie in it
    (Path(home) / "ray").mkdir()
    own = {**SETTINGS, "RAY_TMPDIR": home, "RAY_AUTH_TOKEN": secrets.token_hex(32)}
    path = os.pathsep.join([str(TESTS), *(place for place in sys.path if place)])
    with tempfile.TemporaryFile() as said:
        nodes = subprocess.Popen(
            [sys.executable, Path(__file__).parent / "two_workers.py"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, text=True,
            env={**os.environ, **own, **settings, "PYTHONPATH": path},
        )  # fmt: skip
        try:
            assert nodes.stdout is not None
            address = nodes.stdout.readline().strip()
            if not address:
                nodes.wait(timeout=30)
                said.seek(0)
                raise AssertionError(f"no cluster came up: {said.read()[-2000:]!r}")
            yield {**own, "address": address}
        finally:
            nodes.communicate("", timeout=60)
            shutil.rmtree(home, ignore_errors=True)
