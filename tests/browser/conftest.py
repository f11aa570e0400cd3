from __future__ import annotations

from pathlib import Path

import pytest

from browser.opened import CHROMIUM, run


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked case and its dossier."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed: apt install chromium")
    folder = tmp_path_factory.mktemp("demo")
    done = run("demo", "--folder", str(folder), home=folder / "home")
    assert done.returncode == 0, done.stderr
    return folder
