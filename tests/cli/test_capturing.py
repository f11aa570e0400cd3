from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from firsthand.cli.capturing import Asked, Kept, capture_lines, captures
from firsthand.errors import SettingError
from firsthand.model.custody import Capture, MediaType
from firsthand.model.problem import Problem, Severity
from firsthand.model.visit import Banner
from firsthand.pipeline.capturing import Captured, CaptureReport
from firsthand.pipeline.preserving import PreserveReport
from receipts import ADDRESS, RECEIPT

CAPTURED = Captured(
    capture=Capture(
        digest="ab" * 32, size_bytes=9, address=ADDRESS, file="captured/paper.wacz", media_type=MediaType.WACZ
    ),
    receipt=RECEIPT,
)  # fmt: skip


def test_the_options_become_a_visit(tmp_path: Path) -> None:
    cookies = tmp_path / "cookies.txt"
    cookies.write_text("a.example\tTRUE\t/\tTRUE\t0\tname\tvalue\nno cookie\n")
    asked = Asked(
        wait=1, viewport="800x600", language="zh-CN", user_agent="Me", proxy="socks5://127.0.0.1:9050",
        cookies=cookies, time_limit=30, size_limit=2, expand=True, banner=Banner.ACCEPT,
    )  # fmt: skip
    settings, problems = asked.settings()
    visit = settings.visit
    assert (visit.width, visit.height, visit.size_limit_bytes) == (800, 600, 2 << 20)
    assert (visit.language, visit.user_agent, visit.banner) == ("zh-CN", "Me", "accept")
    assert settings.proxy is not None
    assert settings.proxy.port == 9050
    assert [cookie.name for cookie in settings.cookies] == ["name"]
    assert [problem.code for problem in problems] == ["no-cookie"]


@pytest.mark.parametrize(
    "wrong",
    [{"viewport": "wide"}, {"viewport": "10x10"}, {"wait": 500.0}, {"proxy": "http://127.0.0.1:1"}],
)
def test_an_option_that_makes_no_sense_is_the_operator_s_mistake(wrong: dict[str, object]) -> None:
    with pytest.raises(SettingError):
        dataclasses.replace(Asked(), **wrong).settings()  # type: ignore[arg-type]


def test_of_a_few_captures_the_whole_receipts_are_shown_and_of_many_a_line_each() -> None:
    few = list(capture_lines(CaptureReport(captured=(CAPTURED,))))
    assert few[0] == f"capture of {ADDRESS}: partial"
    assert few[-1].endswith("ab" * 32)
    many = list(capture_lines(CaptureReport(captured=(CAPTURED,) * 5, skipped=("x",))))
    assert many[:5] == [f"partial: {ADDRESS}: 1 answers, 1 lost; it broke off"] * 5
    assert "--again" in many[5]


def test_the_receipt_is_part_of_the_json() -> None:
    told = captures(CaptureReport(captured=(CAPTURED,), failed=(RECEIPT,)))
    again = json.loads(json.dumps(told))
    assert again["captured"][0]["receipt"]["state"] == "partial"
    assert again["failed"][0]["address"] == ADDRESS
    assert again["captured"][0]["sha256"] == "ab" * 32


def test_problems_of_files_and_of_captures_are_told_together() -> None:
    problem = Problem(severity=Severity.WARNING, code="a", message="b", where="c")
    report = PreserveReport(preserved=(), already=0, copies=(), redescribed=(), problems=(problem,))
    kept = Kept(report=report, captures=CaptureReport(captured=(CAPTURED,), problems=(problem,)))
    assert (kept.problems, kept.preserved) == ((problem, problem), 1)
