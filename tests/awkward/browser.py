"""Debian's Chromium led to one address with its log of the wire on, and nothing but loopback to reach."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from awkward.server import Awkward

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--net-log-capture-mode=Everything",
    "--remote-debugging-port=0",
]
END_SECONDS = 30


def visit(site: Awkward, folder: Path, *flags: str, page: str = "") -> tuple[Path, dict[str, str]]:
    """Open a page of the site until it is done; the log, and what the page met step by step."""
    assert CHROMIUM is not None
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "netlog.json"
    words = [
        CHROMIUM,
        *FLAGS,
        *site.flags,
        *flags,
        f"--user-data-dir={folder / 'profile'}",
        f"--log-net-log={log}",
        site.address + page,
    ]
    with subprocess.Popen(words, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as browser:
        try:
            told = site.wait()
        finally:
            browser.terminate()
            browser.wait(END_SECONDS)
    return log, told
