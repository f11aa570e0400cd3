"""Debian's Chromium for tests: nothing but files may be asked for, and nothing may be complained of."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def run(*words: str, home: Path) -> subprocess.CompletedProcess[bytes]:
    """The program, as an operator runs it."""
    environment = {**os.environ, "FIRSTHAND_HOME": str(home)}
    return subprocess.run(
        [sys.executable, "-m", "firsthand", *words],
        env=environment,
        capture_output=True,
        check=False,
    )


@contextmanager
def opened(*, width: int = 1280, script: bool = True, scheme: str = "light") -> Iterator[Page]:
    """A tab that fails the test where a page complains or asks for anything but a file."""
    from playwright.sync_api import sync_playwright

    said: list[str] = []
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            color_scheme="dark" if scheme == "dark" else "light",
            accept_downloads=True,
        )
        tab = context.new_page()
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda problem: said.append(str(problem)))

        def pass_files_only(route: Route) -> None:
            if route.request.url.startswith(("file:", "data:")):
                route.continue_()
            else:
                asked.append(route.request.url)
                route.abort()

        context.route("**/*", pass_files_only)
        yield tab
        browser.close()
    assert said == []
    assert asked == []
