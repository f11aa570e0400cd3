from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from firsthand.errors import UnknownIdError
from firsthand.model.claim import Decision
from firsthand.model.lineage import Lineage
from firsthand.pipeline import stages
from firsthand.pipeline.case import Case
from firsthand.pipeline.judging import judge
from firsthand.pipeline.preserving import preserve
from firsthand.pipeline.stages import quiet

REPORT = "Police took DNA and iris scans from residents aged 12 to 65 at free medical check-ups.\n"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """
    pile/a.txt  2030-01-01  the report        pile/b.txt  2030-01-02  the report, repeated
    """
    os.environ["FIRSTHAND_HOME"] = str(tmp_path / "home")
    pile = tmp_path / "pile"
    pile.mkdir()
    (pile / "a.txt").write_text(REPORT)
    (pile / "b.txt").write_text("On Monday the paper wrote this. " + REPORT)
    (pile / "manifest.csv").write_text(
        "file,address,published\n"
        "a.txt,https://a.example/,2030-01-01\n"
        "b.txt,https://b.example/,2030-01-02\n"
    )
    Case.create(tmp_path / "case")
    with Case.open(tmp_path / "case", writing=True) as held:
        preserve(held, [str(pile)], progress=quiet)
    return tmp_path / "case"


def _made(case: Path) -> dict[str, int]:
    """How many rows each stage has in the casebook."""
    with closing(sqlite3.connect(case / "derived/casebook.sqlite")) as casebook:
        return dict(casebook.execute("SELECT stage, count(*) FROM finished GROUP BY stage"))


@pytest.mark.slow
def test_what_was_made_is_not_made_again(case: Path) -> None:
    told: list[tuple[int, int | None, str]] = []
    with Case.open(case, writing=False) as held:
        first = stages.weigh_case(held)
        before = _made(case)
        again = stages.weigh_case(
            held, progress=lambda done, total, what: told.append((done, total, what))
        )
    assert again == first
    assert _made(case) == before
    assert not any(what.startswith("https://") for _, _, what in told)


@pytest.mark.slow
def test_a_case_that_grew_reads_and_traces_what_is_new(case: Path) -> None:
    """
    c.example  2030-01-03  the report, once more
    """
    with Case.open(case, writing=False) as held:
        before = stages.weigh_case(held).traced.lineage
    (case.parent / "c.txt").write_text(REPORT)
    with Case.open(case, writing=True) as held:
        preserve(held, [str(case.parent / "c.txt")], progress=quiet)
        after = stages.weigh_case(held)
    assert len(after.documents) == 3
    assert after.traced.lineage != before
    assert isinstance(before, Lineage)


def test_words_are_found_even_if_the_program_was_ended_before_they_were_indexed(
    case: Path,
) -> None:
    with Case.open(case, writing=False) as held:
        stages.read(held)
        with closing(sqlite3.connect(case / "derived/casebook.sqlite")) as casebook:
            casebook.execute("DELETE FROM words")
            casebook.commit()
        assert len(list(stages.search(held, "iris"))) == 2


@pytest.mark.slow
def test_a_decision_changes_the_findings_and_nothing_that_was_made(case: Path) -> None:
    with Case.open(case, writing=True) as held:
        weighed = stages.weigh_case(held)
        before = _made(case)
        dna = [c.id for c in weighed.claims if getattr(c.suggestion.value, "code", "") == "dna"]
        judged = judge(held, [(key, Decision.REJECTED) for key in dna], reason="a reason")
        assert {claim.status for claim in judged.values} == {"rejected"}
        after = stages.weigh_case(held)
    assert _made(case) == before
    said = {getattr(s.value, "code", "") for s in after.findings.statements}
    assert "dna" not in said
    assert "iris" in said


@pytest.mark.slow
def test_an_id_may_be_shortened_as_long_as_it_names_one_claim(case: Path) -> None:
    with Case.open(case, writing=True) as held:
        [one, *_] = stages.weigh_case(held).claims
        [judged] = judge(held, [(one.id[:20], Decision.UNSURE)], reason="to ask").values
        assert judged.id == one.id
        with pytest.raises(UnknownIdError, match="begin so"):
            judge(held, [("c-", Decision.UNSURE)], reason="to ask")
        with pytest.raises(UnknownIdError, match="no claim has it"):
            judge(held, [("c-none", Decision.UNSURE)], reason="to ask")


def test_a_search_shows_the_words_it_found(case: Path) -> None:
    with Case.open(case, writing=False) as held:
        found = list(stages.search(held, "iris scans"))
    assert {document.address for document, _ in found} == {
        "https://a.example/",
        "https://b.example/",
    }
    assert all("iris scans" in around for _, around in found)
