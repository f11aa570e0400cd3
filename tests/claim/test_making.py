"""Make a suggestion of what was found in a sentence."""

from __future__ import annotations

from claim.found import claims
from firsthand.claim.making import MAKER
from firsthand.model.claim import Coded, Element, Stance


def test_a_suggestion_quotes_the_whole_sentence_and_says_whose_it_is() -> None:
    """the value's words stand in it; the ministry says so"""
    page = (
        'Police collected DNA from 400 villagers in May. "Officers allegedly took fingerprints from all'
        ' residents," the ministry said.'
    )
    told = [made for made in claims(page) if made.element is Element.MODALITY]
    by_code = {made.value.code: made for made in told if isinstance(made.value, Coded)}
    dna, prints = by_code["dna"], by_code["fingerprint"]
    assert dna.quotation.exact == "Police collected DNA from 400 villagers in May."
    assert dna.said_by == ""
    assert dna.stance is Stance.ASSERTED
    assert prints.said_by == "the ministry"
    assert prints.stance is Stance.HEDGED
    assert {made.maker for made in told} == {MAKER}


def test_a_value_is_written_as_the_page_has_it() -> None:
    """soft hyphens are read over and kept"""
    (made,) = (
        each
        for each in claims(
            "Police took fin\u00adger\u00adprints from all residents of the county in 2019."
        )
        if each.element is Element.MODALITY
    )
    assert isinstance(made.value, Coded)
    assert "\u00ad" in made.value.text


def test_a_sentence_that_is_told_whole_is_its_speaker_s() -> None:
    """the day stands before who speaks"""
    page = (
        "Nurses took blood and fingerprints from all residents of the county in May. On Monday the interior ministry"
        ' called the criticism "sheer nonsense".'
    )
    assert {made.said_by for made in claims(page) if made.element is Element.DENIAL} == {
        "the interior ministry"
    }
