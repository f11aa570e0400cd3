from __future__ import annotations

from firsthand.model.claim import Claim, Element
from firsthand.model.decision import Assessment, Decisions, Judging, Standard, StandingRule
from firsthand.model.finding import Findings, Standing
from firsthand.model.lineage import Lineage
from firsthand.model.moment import Moment
from firsthand.model.standing import Beside
from firsthand.weigh.settings import WeighSettings
from firsthand.weigh.weigh import weigh
from weigh.said import READER, claim, code, page

A, B = page("a"), page("b")
SAID = [claim(A, code("dna"), said_by="a nurse"), claim(B, code("dna"))]
AT = Moment(utc="2030-01-01T00:00:00Z")


def judged(judging: Judging, about: str, words: str, *claims: Claim) -> Assessment:
    return Assessment(
        judging=judging, about=about, words=words, reason="so", by=READER, at=AT,
        claims=tuple(each.id for each in claims),
    )  # fmt: skip


def found(*said: Claim, decisions: Decisions, rule: StandingRule | None = None) -> Findings:
    return weigh(
        said,
        lineage=Lineage(),
        documents=[A, B],
        populations=(),
        settings=WeighSettings(rule=rule or StandingRule()),
        decisions=decisions,
    )


def beside(*assessments: Assessment, standards: tuple[Standard, ...] = ()) -> Beside:
    decisions = Decisions(assessments=assessments, standards=standards)
    (one,) = found(*SAID, decisions=decisions).beside
    return one


def test_source_item_and_content_are_judged_apart_and_stand_beside_what_they_are_about() -> None:
    one = beside(
        judged(Judging.SOURCE, "A Nurse", "reliable"),
        judged(Judging.SOURCE, "somebody else", "unreliable"),
        judged(Judging.ITEM, B.id, "authentic"),
        judged(Judging.CONTENT, "s-gone", "credible", SAID[0]),
    )
    told = [[each.words for each in found] for found in (one.source, one.item, one.content)]
    assert told == [["reliable"], ["authentic"], ["credible"]]


def test_the_latest_word_of_a_person_counts() -> None:
    first, later = (judged(Judging.ITEM, B.id, words) for words in ("authentic", "doubtful"))
    assert [each.words for each in beside(first, later).item] == ["doubtful"]


def test_a_standard_of_proof_is_found_again_by_the_claims_it_was_said_of() -> None:
    met = Standard(
        statement="s-before",
        claims=(SAID[1].id,),
        words="clear and convincing",
        reason="so",
        by=READER,
        at=AT,
    )
    one = beside(standards=(met,))
    assert one.standard == met
    gone = Standard(
        statement="s-before",
        claims=("c-gone",),
        words="clear and convincing",
        reason="so",
        by=READER,
        at=AT,
    )
    assert beside(standards=(gone,)).standard is None


def test_judgements_change_no_standing() -> None:
    plain = found(*SAID, decisions=Decisions())
    words = judged(Judging.CONTENT, plain.statements[0].id, "not credible", *SAID)
    told = found(*SAID, decisions=Decisions(assessments=(words,)))
    assert told.statements == plain.statements


def test_a_rule_that_does_not_count_the_interested_is_followed() -> None:
    """a: the office says it is voluntary; b: a resident says so too"""
    said = [
        claim(A, code("voluntary"), element=Element.COMPULSION),
        claim(B, code("voluntary"), element=Element.COMPULSION),
    ]
    strict = StandingRule(interested_counts=False)
    assert found(*said, decisions=Decisions()).statements[0].standing is Standing.CORROBORATED
    (statement,) = found(*said, decisions=Decisions(), rule=strict).statements
    assert statement.standing is Standing.SINGLE_ORIGIN
