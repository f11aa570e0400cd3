from __future__ import annotations

import io
import json
import sys

import pytest
import typer

from firsthand.cli.screen import PARTS_AT_ONCE, Shown, end, print_json, reading_problems, say
from firsthand.model.problem import Problem, Severity
from spoken import page


def _problem(severity: Severity) -> Problem:
    return Problem(severity=severity, code="damaged", message="it breaks off", where="a.pdf")


@pytest.mark.parametrize(
    ("severities", "status"),
    [
        ([], 0),
        ([Severity.NOTE], 0),
        ([Severity.NOTE, Severity.WARNING], 1),
        ([Severity.ERROR], 1),
    ],
)
def test_problems_in_the_evidence_end_with_one(
    severities: list[Severity], status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit) as ended:
        end([_problem(severity) for severity in severities])
    assert ended.value.exit_code == status
    assert capsys.readouterr().err.count("it breaks off") == len(
        [severity for severity in severities if severity is not Severity.NOTE]
    )


def test_words_of_the_evidence_are_not_read_as_markup(capsys: pytest.CaptureFixture[str]) -> None:
    problem = Problem(severity=Severity.ERROR, code="c", message="m", where="[red]a[/nothing]")
    with pytest.raises(typer.Exit):
        end([problem])
    assert "[red]a[/nothing]" in capsys.readouterr().err


def test_json_comes_in_one_order(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"b": 1, "a": "虹膜"})
    printed = capsys.readouterr().out
    assert json.loads(printed) == {"a": "虹膜", "b": 1}
    assert printed.index('"a"') < printed.index('"b"')
    assert "虹膜" in printed


HOSTILE = "red\x1b[31m, turned \u202e, rung \x07, half \ud800, \x9b2J"


def test_words_of_the_evidence_move_no_cursor_and_turn_no_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """a page may hold what clears a screen, or shows 0081 for 1800"""
    say(HOSTILE)
    with pytest.raises(typer.Exit):
        end([Problem(severity=Severity.ERROR, code="c", message=HOSTILE, where=HOSTILE)])
    shown = capsys.readouterr()
    for printed in (shown.out, shown.err):
        assert "red\\x1b[31m, turned \\u202e" in printed
        assert printed.removesuffix("\n").isprintable()


def test_json_keeps_every_letter_and_is_safe_to_look_at(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"quote": HOSTILE + " 虹膜"})
    printed = capsys.readouterr().out
    assert json.loads(printed) == {"quote": HOSTILE + " 虹膜"}
    assert "虹膜" in printed
    assert printed.replace("\n", "").isprintable()


def test_json_is_written_where_the_terminal_has_few_letters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="latin-1"))
    print_json({"quote": "虹膜"})
    sys.stdout.flush()
    assert json.loads(written.getvalue()) == {"quote": "虹膜"}


def test_no_progress_is_shown_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with Shown() as progress:
        progress(1, 2, "https://a.example/")
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_a_page_that_was_read_has_nothing_to_say() -> None:
    assert reading_problems([page("a page")]) == []


def test_a_long_document_is_written_in_parts_as_it_would_be_at_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """more words and signs than are written together, the last part a full one or not"""
    for count in (PARTS_AT_ONCE // 4, PARTS_AT_ONCE):
        told = {"rows": [{"n": n, "quote": "虹膜"} for n in range(count)]}
        print_json(told)
        assert capsys.readouterr().out == json.dumps(told, ensure_ascii=False, indent=1) + "\n"
