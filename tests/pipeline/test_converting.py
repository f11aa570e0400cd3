from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path

import pytest

from firsthand.model.receipt import Action
from firsthand.pipeline.converting import ARCHIVE, convert
from firsthand.tools.browser.private import LOG
from receipts import NOON, VISITED


def test_a_browser_that_wrote_no_log_is_named_with_what_it_said(tmp_path: Path) -> None:
    crashed = Action(at=NOON, kind="crashed", what="the browser", words="no room")
    visited = dataclasses.replace(VISITED, actions=(crashed,))
    found = convert(visited, cookies=(), folder=tmp_path, size_limit_bytes=1)
    assert (found.archive, found.receipt) == (None, None)
    assert found.problems[0].code == "capture-unread"
    assert found.problems[0].message.endswith("the browser wrote none; no room")


def test_a_log_that_breaks_off_gives_what_is_whole_and_says_so(tmp_path: Path) -> None:
    (tmp_path / LOG).write_text('{"constants": {"logEventTypes": {}}, "events": [{"ti')
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
