from __future__ import annotations

import stat
from pathlib import Path

import pytest

from firsthand.errors import MissingToolError
from firsthand.tools.browser import found
from firsthand.tools.browser.found import ROOTS, find_chromium, flags


def _browser(folder: Path, says: str) -> Path:
    path = folder / "chromium"
    path.write_text(f"#!/bin/sh\n{says}\n")
    path.chmod(stat.S_IRWXU)
    return path


def test_where_there_is_no_browser_it_is_said_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(found, "DEBIANS", tmp_path / "none")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingToolError, match="apt install chromium"):
        find_chromium()


def test_the_browser_of_the_path_is_asked_for_its_version(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(found, "DEBIANS", tmp_path / "none")
    path = _browser(tmp_path, "echo Chromium 156.0.8078.108 built on Debian 12")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    chromium = find_chromium()
    assert (chromium.path, chromium.version) == (str(path), "156.0.8078.108")


def test_debian_s_own_program_comes_before_the_script_that_adds_flags(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    direct = _browser(tmp_path, "echo Chromium 1.2")
    monkeypatch.setattr(found, "DEBIANS", direct)
    assert find_chromium().path == str(direct)


@pytest.mark.parametrize("says", ["echo nothing of use", "exit 1"])
def test_what_does_not_say_its_version_is_no_browser(
    says: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(found, "DEBIANS", _browser(tmp_path, says))
    with pytest.raises(MissingToolError, match="is it Chromium"):
        find_chromium()


def test_every_way_out_but_the_gate_is_closed_by_flags() -> None:
    told = flags(port=4711, log=Path("/x/net.json"), is_root=False, user_agent="Me/1")
    assert "--proxy-server=socks5://127.0.0.1:4711" in told
    assert "--proxy-bypass-list=<-loopback>" in told
    assert "--disable-quic" in told
    assert any(flag.startswith("--host-resolver-rules=MAP * ~NOTFOUND") for flag in told)
    assert ROOTS not in told
    assert "--user-agent=Me/1" in told


def test_only_root_goes_without_the_browser_s_own_sandbox() -> None:
    assert ROOTS in flags(port=1, log=Path("x"), is_root=True, user_agent="Me/1")
