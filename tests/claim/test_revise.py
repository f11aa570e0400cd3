from __future__ import annotations

import json

import pytest

from claim.found import claims
from claim.judging import ANA
from firsthand.claim.revise import Anew, RevisionError, merge_anew, says_the_same, write_anew
from firsthand.model.claim import AgeRange, Coded, Element, MakerKind, Stance
from firsthand.model.document import TextPosition
from spoken import page

TEXT = "Police take DNA from residents aged 12 to 65. Police take DNA again."
PAGE = page(TEXT)
MADE = claims(TEXT)
AGES = next(each for each in MADE if each.element is Element.AGE_RANGE)
DNA = [each for each in MADE if isinstance(each.value, Coded) and each.value.code == "dna"]


def test_what_is_not_written_anew_stays_and_the_maker_is_the_person() -> None:
    made = write_anew(Anew(value='{"min": 12, "max": 64}'), document=PAGE, by=ANA, old=AGES)
    assert made.value == AgeRange(age_years_min=12, age_years_max=64)
    assert (made.quotation, made.stance, made.element) == (
        AGES.quotation,
        AGES.stance,
        Element.AGE_RANGE,
    )
    assert (made.maker.kind, made.maker.name) == (MakerKind.PERSON, ANA.name)
    assert not says_the_same(made, AGES)
    assert says_the_same(write_anew(Anew(), document=PAGE, by=ANA, old=AGES), AGES)


def test_a_claim_nobody_suggested_has_all_its_parts() -> None:
    made = write_anew(
        Anew(
            element="tool",
            value='{"text": "a needle"}',
            quote="again",
            stance="hedged",
            said_by=" X ",
        ),
        document=PAGE,
        by=ANA,
    )
    assert made.quotation.position == TextPosition(start=62, end=67)
    assert (made.stance, made.said_by) == (Stance.HEDGED, "X")


WRONG = {
    "no element": (Anew(value="{}", quote="again"), "element", "found nothing"),
    "an element there is not": (Anew(element="tools"), "element", "found 'tools'"),
    "no value": (Anew(element="tool", quote="again"), "value", "a value of tool, found nothing"),
    "a value of another form": (
        Anew(element="tool", value='{"code": "x"}', quote="again"),
        "value",
        "keys text, found 'code'",
    ),
    "no JSON": (Anew(element="tool", value="{", quote="again"), "value", "a JSON object"),
    "a list": (Anew(element="tool", value="[]", quote="again"), "value", "a JSON object"),
    "deep JSON": (Anew(element="tool", value="[" * 9_999, quote="again"), "value", "a JSON object"),
    "long JSON": (Anew(element="tool", value=" " * 20_001), "value", "found 20001"),
    "no quote": (Anew(element="tool", value='{"text": "x"}'), "quote", "found nothing"),
    "words in two places": (
        Anew(element="tool", value='{"text": "x"}', quote="DNA"),
        "quote",
        "found 2: 12..15, 58..61",
    ),
    "a stance there is not": (
        Anew(element="tool", value='{"text": "x"}', quote="again", stance="sure"),
        "stance",
        "found 'sure'",
    ),
    "a speech for a name": (
        Anew(element="tool", value='{"text": "x"}', quote="again", said_by="x" * 2_001),
        "said_by",
        "found 2001",
    ),
}


@pytest.mark.parametrize("why", WRONG)
def test_what_cannot_stand_is_named_by_its_field(why: str) -> None:
    asked, field, words = WRONG[why]
    with pytest.raises(RevisionError, match=words) as refused:
        write_anew(asked, document=PAGE, by=ANA)
    assert refused.value.field == field


def test_one_for_several_stands_on_words_that_span_theirs() -> None:
    one, other = DNA
    made = merge_anew(Anew(), document=PAGE, by=ANA, old=[other, one])
    assert made.quotation.exact == TEXT
    assert made.value in {one.value, other.value}


def test_claims_that_differ_are_merged_only_with_what_they_come_to() -> None:
    with pytest.raises(RevisionError, match="one element, found 2"):
        merge_anew(Anew(), document=PAGE, by=ANA, old=[DNA[0], AGES])
    more = write_anew(Anew(value='{"min": 12, "max": 64}'), document=PAGE, by=ANA, old=AGES)
    with pytest.raises(RevisionError, match="say with a value what they come to"):
        merge_anew(Anew(), document=PAGE, by=ANA, old=[AGES, more])
    hedged = write_anew(Anew(stance="hedged"), document=PAGE, by=ANA, old=AGES)
    with pytest.raises(RevisionError, match="differ in stance"):
        merge_anew(Anew(), document=PAGE, by=ANA, old=[AGES, hedged])
    value = json.dumps({"min": 12, "max": None})
    made = merge_anew(Anew(value=value), document=PAGE, by=ANA, old=[AGES, more])
    assert made.value == AgeRange(age_years_min=12, age_years_max=None)
