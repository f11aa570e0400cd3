from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from firsthand.cli.linking import asked_of, document_of, lines_of
from firsthand.cli.main import program
from firsthand.errors import OperatorError
from firsthand.pipeline.linking import Linked
from firsthand.weigh.linking.people import Tally
from firsthand.weigh.linking.review import Measured
from firsthand.weigh.systems import Linkage, Patterns, Range, Stratum
from weigh.linking.victims import SETTINGS, lists_of

LINKED = Linked(
    strata=(Stratum(name="", patterns=Patterns(lists=("a", "b"), counts=(((1, 1), 3),))),),
    tally=Tally(
        records=(("a", 4), ("b", 3)), people=3, sizes=((2, 2), (3, 1)), twice=(("a", 1),), strata_differ=1
    ),
    pairs_compared=9,
    links=4,
    unlearnt=("place",),
    measured=Measured(
        linkage=Linkage(recall=Range(low=0.91, high=0.97), precision=Range(low=0.98, high=1.0)),
        recall=0.95,
        precision=1.0,
        judged=200,
        with_others=150,
        with_links=140,
    ),
    written=(Path("r/sheet.csv"),),
)  # fmt: skip


def run(*words: str) -> tuple[str, BaseException | None]:
    done = CliRunner().invoke(program(["systems"]), ["systems", *words], standalone_mode=False)
    return done.stdout, done.exception


def test_how_linking_went_is_told_in_words_and_as_data() -> None:
    """Counts, doubts, shares with their ends."""
    lines = list(lines_of(LINKED))
    assert lines[0] == "records: a 4, b 3; 9 pairs compared, 4 links, 3 people"
    assert "on a more than once: 1 people" in lines
    assert any(line.startswith("place: too few pairs") for line in lines)
    assert any("recall: 0.950 (0.910 to 0.970), of 200 records" in line for line in lines)
    told = document_of(LINKED)
    assert told["measured"]["recall"] == {"share": 0.95, "low": 0.91, "high": 0.97}
    assert told["patterns"] == [{"stratum": "", "lists": ["a", "b"], "counts": [[1, 1, 3]]}]


def test_options_of_linking_need_settings() -> None:
    """And without any of them nothing is linked."""
    no: dict[str, object] = {"judged": None, "restricted": None, "sheet": 0, "people": False}
    assert asked_of([Path("t.csv")], link=None, judged=None, restricted=None, sheet=0, people=False) is None  # fmt: skip
    with pytest.raises(OperatorError, match="--link"):
        asked_of([Path("t.csv")], link=None, **(no | {"sheet": 3}))  # type: ignore[arg-type]
    asked = asked_of([Path("t.csv")], link=Path("s.toml"), **no)  # type: ignore[arg-type]
    assert asked is not None
    assert asked.files == (Path("t.csv"),)


@pytest.mark.slow
def test_lists_with_names_are_linked_and_no_number_is_given_unmeasured(tmp_path: Path) -> None:
    """The whole way from the command line: a table of patterns, and a refusal where a number would stand."""
    files, _ = lists_of(500, seed=6)
    for name, data in files.items():
        (tmp_path / f"{name}.csv").write_bytes(data)
    (tmp_path / "link.toml").write_bytes(SETTINGS)
    paths = [str(tmp_path / f"{name}.csv") for name in files]
    told, _ = run(*paths, "--link", str(tmp_path / "link.toml"), "--json")
    answer = json.loads(told)
    assert answer["union"] is None
    assert [each["code"] for each in answer["refusals"]] == ["unmeasured-linkage"]
    counted = sum(row[-1] for row in answer["linking"]["patterns"][0]["counts"])
    assert counted == answer["documented"] == answer["linking"]["people"]
    _, wrong = run(*paths, "--link", str(tmp_path / "link.toml"), "--recall", "0.95")
    assert isinstance(wrong, OperatorError)
    _, wrong = run(*paths)
    assert isinstance(wrong, OperatorError)
    assert "--link" in str(wrong)


def test_a_list_with_names_without_link_settings_is_no_table_and_is_not_repeated(
    tmp_path: Path,
) -> None:
    """Somebody forgot --link."""
    (tmp_path / "t.csv").write_text("Jane Doe,1980\nJan Novak,1981\n")
    told, _ = run(str(tmp_path / "t.csv"), "--json")
    assert "Jane" not in told
    assert json.loads(told)["refused"]
