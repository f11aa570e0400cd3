from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.errors import OperatorError, UnknownIdError
from firsthand.model.decision import StandingRule
from firsthand.model.finding import Standing
from firsthand.pipeline import stages
from firsthand.pipeline.case import Case
from firsthand.pipeline.ruled import decisions
from firsthand.pipeline.standings import Asked, changed_rule, decide, state_item
from pipeline.published import made

PAGES = {
    "a.txt": b"Police in Exampleville took DNA from residents in 2017, one of them says.",
    "b.txt": b"In spring the clinic in Exampleville began; officers collected DNA samples there.",
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """a.txt, b.txt  DNA is taken"""
    return made(tmp_path, PAGES)


def _dna(held: Case) -> tuple[str, Standing]:
    findings = stages.weigh_case(held).findings
    found = next(s for s in findings.statements if s.element == "modality")
    return found.id, found.standing


def test_a_rule_of_the_case_changes_what_stands_and_is_printed_with_the_findings(
    case: Path,
) -> None:
    with Case.open(case, writing=True) as held:
        assert _dna(held)[1] is Standing.CORROBORATED
        asked = Asked(rule=("origins_needed=3", "seen_needed=1"))
        assert decide(held, stages.weigh_case(held), asked, reason="the court asks for three") == 1
        assert _dna(held)[1] is Standing.SINGLE_ORIGIN
        rule = stages.weigh_case(held).findings.rule
        assert (rule.origins_needed, rule.seen_needed) == (3, 1)


def test_judgements_and_standards_are_recorded_and_shown_beside_their_statement(case: Path) -> None:
    with Case.open(case, writing=True) as held:
        weighed = stages.weigh_case(held)
        key, page = _dna(held)[0], weighed.documents[0]
        asked = Asked(
            roles=(("The Police", "party"),),
            sources=(("The Police", "not reliable on this"),),
            items=((page.address, "authentic"),),
            contents=((key[:8], "credible"),),
            standards=((key, "reasonable grounds to believe"),),
        )
        assert decide(held, weighed, asked, reason="read it") == 5
        (beside,) = (b for b in stages.weigh_case(held).findings.beside if b.statement == key)
        assert beside.standard is not None
        assert [each.words for each in (*beside.item, *beside.content)] == ["authentic", "credible"]


def test_what_is_no_rule_role_or_standard_is_refused_and_nothing_is_recorded(case: Path) -> None:
    with Case.open(case, writing=True) as held:
        weighed = stages.weigh_case(held)
        key = weighed.findings.statements[0].id
        for asked in (
            Asked(rule=("origins_needed=0",)),
            Asked(rule=("origins_needed=many",)),
            Asked(rule=("fairness=1",)),
            Asked(rule=("accepted_only=perhaps",)),
            Asked(roles=(("The Police", "villain"),)),
            Asked(standards=((key, "surely"),)),
            Asked(sources=(("", "reliable"),)),
        ):
            with pytest.raises(OperatorError):
                decide(held, weighed, asked, reason="so")
        with pytest.raises(UnknownIdError):
            decide(held, weighed, Asked(contents=(("s-zz", "credible"),)), reason="so")
        assert (decisions(held).rules, decisions(held).roles) == ((), ())


def test_the_words_of_the_case_for_standards_can_be_set() -> None:
    rule = changed_rule(StandingRule(), ["standards=some basis; firm basis", "accepted_only=yes"])
    assert (rule.standards, rule.accepted_only) == (("some basis", "firm basis"), True)


@pytest.mark.slow
def test_an_item_of_the_report_is_stated_by_a_person_and_the_last_word_counts(case: Path) -> None:
    with Case.open(case, writing=True) as held:
        assert stages.weigh_case(held).gathered[1].told == ()
        for text in ("a fund", "nobody"):
            state_item(held, (2, text))
        (line,) = stages.weigh_case(held).gathered[1].told
        assert line.startswith("nobody (stated by ")
        for told in ((0, "x"), (19, "x"), (2, " ")):
            with pytest.raises(OperatorError):
                state_item(held, told)
