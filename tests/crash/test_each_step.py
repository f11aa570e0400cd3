"""Ended at every step at which something becomes durable, one after the other."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from custody import check, keep, make_case, write_pile
from ended import end_at
from firsthand.pipeline.case import Case


@pytest.mark.slow
def test_preserve_mayend_at_any_step(place: Path) -> None:
    """
    a case of four files, five more are preserved; ended before the 1st, 2nd, 3rd, … step
    """
    make_case(place, name="base")
    more = {"e.txt": b"e", "f.txt": b"f", "g.txt": b"e", "h/i.txt": b"i", "a.txt": b"one"}
    pile = write_pile(place / "pile", more)
    (pile / "link").symlink_to("/etc/passwd")
    step = 0
    while True:
        case = place / "case"
        shutil.rmtree(case, ignore_errors=True)
        shutil.copytree(place / "base", case)
        ended = end_at(step, lambda: keep(case, pile))  # noqa: B023 - called at once
        report = check(case)
        assert report.differences == 0, (step, report.problems)
        with Case.open(case, writing=False) as held:
            assert len(held.captures()) in {4, 9}, step
        keep(case, pile)
        report = check(case)
        assert (report.differences, report.objects, report.entries) == (0, 6, 11), step
        assert {p.code for p in report.problems} <= {"torn"}, (step, report.problems)
        if not ended:
            break
        step += 1
    assert step > 25


@pytest.mark.slow
def test_making_a_case_mayend_at_any_step(place: Path) -> None:
    os.environ["FIRSTHAND_HOME"] = str(place / "home")
    step = 0
    while True:
        shutil.rmtree(place / "home", ignore_errors=True)
        case = place / f"case-{step}"
        ended = end_at(step, lambda: Case.create(case))  # noqa: B023 - called at once
        if not Case.is_made(case):
            Case.create(case)
        keep(case, write_pile(place / "pile", {"a.txt": b"a"}))
        assert check(case).problems == (), step
        if not ended:
            break
        step += 1
    assert step > 10
