from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from captured import needs_chromium, reaching
from firsthand.errors import FaultError
from firsthand.model.visit import Visit
from firsthand.tools.browser import visiting as room
from firsthand.tools.browser.family import members
from firsthand.tools.browser.found import Chromium, find_chromium
from firsthand.tools.browser.private import LOG, SCREEN, PrivateFolder
from firsthand.tools.browser.visiting import Said, Visiting
from firsthand.tools.gate import Gate
from odd import Odd
from tools.passing import noon

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")


def visiting(
    address: str, folder: Path, *, seconds: float = 60, size_bytes: int = 64 << 20
) -> Visiting:
    visit = Visit(
        address=address, wait_seconds=0.1, time_limit_seconds=seconds, size_limit_bytes=size_bytes
    )

    def gate(listening: socket.socket) -> Gate:
        with reaching() as reach:
            return Gate(
                now=noon, bytes_max=size_bytes, rules=reach.rules, resolve=reach.resolve, listening=listening
            )  # fmt: skip

    return Visiting(visit, cookies=(), chromium=find_chromium(), folder=folder, gate=gate)


@pytest.mark.browser
@pytest.mark.slow
@needs_chromium
def test_a_page_that_never_rests_is_left_when_its_time_is_over() -> None:
    """
    a script that never comes, fetches without end: picture and state are taken all the same
    """
    with Odd() as site, PrivateFolder() as folder:
        visit = visiting(site.at("/restless"), folder.path, seconds=6)
        said = [(each.kind, each.what) for each in visit]
        assert ("waited-in-vain", "for the page to load") in said
        assert ("left-off", "what is done on the page") in said
        assert (folder.path / SCREEN).read_bytes().startswith(b"\x89PNG")
        assert visit.ended == ""
        assert members(os.fspath(folder.path)) == frozenset()


@pytest.mark.browser
@pytest.mark.slow
@needs_chromium
def test_a_flood_is_cut_where_the_limit_is_and_the_rest_goes_on() -> None:
    with Odd() as site, PrivateFolder() as folder:
        visit = visiting(site.at("/endless"), folder.path, size_bytes=3 << 20)
        said = [each.kind for each in visit]
        assert visit.gate is not None
        assert visit.gate.is_full
        assert [each.end for each in visit.gate.passages if each.received_bytes > 1 << 20] == [
            "cut"
        ]
        assert said.count("took") == 3
        assert said[-1] == "ended"
        assert (folder.path / LOG).stat().st_size < 32 << 20


def test_a_child_that_does_not_start_is_our_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    monkeypatch.setattr(room, "START_SECONDS", 5.0)
    visit = Visiting(
        Visit(address="http://a.example/"), cookies=(), chromium=Chromium(path="/bin/false", version="1"),
        folder=tmp_path, gate=lambda _: Gate(now=noon, bytes_max=1),
    )  # fmt: skip
    with pytest.raises(FaultError, match="did not start"):
        list(visit)


def test_the_child_has_no_secret_of_ours_in_its_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    visit = Visiting(
        Visit(address="http://a.example/"), cookies=(), chromium=Chromium(path="x", version="1"),
        folder=tmp_path, gate=lambda _: Gate(now=noon, bytes_max=1),
    )  # fmt: skip
    assert visit._environment().keys() <= {"PATH", "PYTHONPATH", "HOME", "TMPDIR", "LANG", "TZ"}


def test_what_a_child_says_is_heard_only_in_the_form_that_is_agreed(tmp_path: Path) -> None:
    visit = Visiting(
        Visit(address="http://a.example/"), cookies=(), chromium=Chromium(path="x", version="1"),
        folder=tmp_path, gate=lambda _: Gate(now=noon, bytes_max=1),
    )  # fmt: skip
    lines = b'["a", "b", "c"]\nno json\n["a", 1, "c"]\n{"a": 1}\n["a", "b"]\n["d", "e", "f"]\n["un'
    assert list(visit._lines(lines)) == [
        Said(kind="a", what="b", words="c"),
        Said(kind="d", what="e", words="f"),
    ]
    assert list(visit._lines(b'fin", "x", "y"]\n')) == [Said(kind="unfin", what="x", words="y")]
    assert list(visit._lines(b"x" * 100_000)) == []
    assert visit._rest == b""
