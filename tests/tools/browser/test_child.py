from __future__ import annotations

import json

import pytest

from firsthand.tools.browser.child import tell


def test_one_thing_said_is_one_line_however_long_and_odd(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tell("asked", "data:" + "x" * 10_000, "two\nlines")
    (line,) = capsys.readouterr().out.splitlines()
    kind, what, words = json.loads(line)
    assert (kind, len(what), words) == ("asked", 2000, "two\nlines")
