from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from firsthand.cli.main import program
from firsthand.cli.synthesis import ends, known_to, lines_of
from firsthand.errors import OperatorError
from firsthand.model.synthesis import Scenario, Swing, Synthesis, Unanswered
from firsthand.pipeline.case import Case
from firsthand.weigh.synthesis.assumptions import parse_assumptions
from firsthand.weigh.synthesis.deriving import derive
from weigh.said import claim, people, population, weighed

ASSUMED = """
format = 1
draws = 500
[[assumption]]
id = "gave"
name = "specimens from each person examined"
who = "B. Example"
when = "2030-01-02"
why = "an invented case"
of = "specimens"
per = "persons"
quantiles = [[0, 1], [1, 2]]
[[derived]]
id = "specimens"
asks = "how many specimens were taken"
unit = "specimens"
terms = [{cell = {place = "x", period = "2017", category = "examined"}, times = ["gave"]}]
[[scenario]]
id = "one"
name = "one each"
why = "the least"
set = {gave = 1}
"""


def run(folder: Path, *words: str) -> str:
    done = CliRunner().invoke(
        program(["synthesis"]), ["synthesis", str(folder), *words], standalone_mode=False
    )
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.stdout


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FIRSTHAND_HOME", str(tmp_path / "home"))
    Case.create(tmp_path / "case")
    return tmp_path / "case"


def test_a_case_without_counts_says_nothing_and_ends_well(case: Path) -> None:
    """One JSON document, empty."""
    told = json.loads(run(case, "--json"))["synthesis"]
    assert (told["bounds"], told["conflicts"], told["derived"]) == ([], [], [])
    assert run(case) == ""


def test_assumptions_are_read_from_the_file_that_is_named(case: Path, tmp_path: Path) -> None:
    """And what it asks for is refused where the case counts nothing."""
    file = tmp_path / "a.toml"
    file.write_text(ASSUMED)
    told = json.loads(run(case, "--assumptions", str(file), "--json"))["synthesis"]
    assert told["refused"][0]["refused"] == ["nothing in this case counts examined in 2017, x"]
    assert len(told["assumptions_sha256"]) == 64
    with pytest.raises(OperatorError, match="cannot be read"):
        run(case, "--assumptions", str(tmp_path / "absent"))


def test_bounds_conflicts_and_derived_numbers_in_plain_words() -> None:
    """Two rounds, residents, a sum of rounds; specimens by assumption."""
    found = weighed(
        [
            claim("a", people(17_500_000, place="650000", period="2016")),
            claim("b", people(18_800_000, place="650000", period="2017")),
            claim("c", people(36_000_000, place="650000", period="2016/2017")),
        ],
        populations=(population(23_600_000),),
    ).synthesis
    authored = parse_assumptions(ASSUMED.encode()).values[0]
    derived, _ = derive(authored, lambda _: (1_000.0, 1_100.0))
    made = Synthesis(
        bounds=found.bounds,
        conflicts=found.conflicts,
        derived=derived,
        refused=(Unanswered(question="how many", refused=("nobody says",)),),
    )
    text = "\n".join(lines_of(made))
    assert "18,750,000 to 23,650,000 persons (identified, bounds)" in text
    assert "figures at face value: 18,800,000 to 23,600,000" in text
    assert "at least, because 18,800,000 persons examined in 2017" in text
    assert "cannot all be true (1 set of statements):" in text
    assert "assumed by B. Example, 2030-01-02" in text
    assert "one each: 1,000 to 1,100, because the least" in text
    assert "how many refused: nobody says" in text


def test_an_interval_as_it_is_read() -> None:
    """Closed, open above, open altogether."""
    assert ends(3, 5_000) == "3 to 5,000"
    assert ends(3, None) == "3 or more"
    assert ends(None, None) == "any number"
    assert Scenario(name="", why="", low=None, high=None).used is False
    assert Swing(assumption="", low=1, high=2).low == 1


def test_how_far_all_conflicts_are_known_is_told() -> None:
    """A limit was met after all sets of two had been tried; or before any had."""
    open_ = Synthesis(conflicts_all=False, conflicts_known_to=2)
    assert known_to(open_) == ", of 3 statements or more"
    assert known_to(Synthesis(conflicts_all=False, conflicts_known_to=0)) == ""


def test_assumptions_are_entered_and_taken_back_with_a_reason(case: Path, tmp_path: Path) -> None:
    """Who entered them is told with what they rest on; several wishes at once are a mistake."""
    file = tmp_path / "a.toml"
    file.write_text(ASSUMED)
    told = json.loads(
        run(case, "--enter", str(file), "--reason", "asked of three nurses", "--json")
    )
    assert told["synthesis"]["assumptions_entered"]["reason"] == "asked of three nurses"
    file.unlink()
    assert "entered by" in run(case)
    assert "entered by" not in run(case, "--take-back", "--reason", "misheard")
    for words in (("--enter", "x", "--take-back"), ("--reason", "x")):
        with pytest.raises(OperatorError):
            run(case, *words)
