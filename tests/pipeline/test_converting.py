from __future__ import annotations

import dataclasses
import json
import os
import sys
from pathlib import Path

import pytest

from captured import needs_chromium
from firsthand.model.receipt import Action
from firsthand.pipeline.converting import ARCHIVE, convert
from firsthand.tools.browser.family import end_all, members
from firsthand.tools.browser.private import LOG, PrivateFolder
from odd import Odd
from receipts import NOON, VISITED
from tools.browser.test_visiting import visiting


def test_a_browser_that_wrote_no_log_is_named_with_what_it_said(tmp_path: Path) -> None:
    crashed = Action(at=NOON, kind="crashed", what="the browser", words="no room")
    visited = dataclasses.replace(VISITED, actions=(crashed,))
    found = convert(visited, cookies=(), folder=tmp_path, size_limit_bytes=1)
    assert (found.archive, found.receipt) == (None, None)
    assert found.problems[0].code == "capture-unread"
    assert found.problems[0].message.endswith("the browser wrote none; no room")


def test_a_log_that_breaks_off_gives_what_is_whole_and_says_so(tmp_path: Path) -> None:
    (tmp_path / LOG).write_text('{"constants":{"logEventTypes":{}},\n"events": [\n{"ti')
    found = convert(VISITED, cookies=(), folder=tmp_path, size_limit_bytes=1)
    assert found.archive == tmp_path / ARCHIVE
    assert found.receipt is not None
    assert any("the log breaks off" in each for each in found.receipt.because)
    assert found.receipt.state == "failed"


def test_a_child_that_breaks_down_is_told_and_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / LOG).write_text(json.dumps({}))
    monkeypatch.setattr(sys, "executable", "/bin/false")
    found = convert(VISITED, cookies=(), folder=tmp_path, size_limit_bytes=1)
    assert "broke down" in found.problems[0].message
    monkeypatch.setattr(sys, "executable", "/bin/true")
    found = convert(VISITED, cookies=(), folder=tmp_path, size_limit_bytes=1)
    assert "gives no receipt" in found.problems[0].message


@pytest.mark.browser
@pytest.mark.slow
@needs_chromium
def test_a_browser_that_is_killed_in_the_midst_leaves_what_it_had_as_a_part() -> None:
    """
    every process of the browser is killed while a script is waited for; the page had come
    """
    with Odd() as site, PrivateFolder() as folder:
        visit = visiting(site.at("/restless"), folder.path)
        for said in visit:
            if (said.kind, said.what) == ("asked", site.at("/slow.js")):
                end_all(members(os.fspath(folder.path)))
        assert visit.ended == "SIGKILL"
        visited = dataclasses.replace(
            VISITED, address=site.at("/restless"), actions=(), passages=(), ended=visit.ended
        )
        found = convert(visited, cookies=(), folder=folder.path, size_limit_bytes=1 << 20)
        assert found.receipt is not None
        assert found.receipt.state == "partial"
        assert site.at("/restless") in {each.address for each in found.receipt.loaded}
        assert "ended by SIGKILL" in found.receipt.because[0]
