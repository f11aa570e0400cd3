"""Let go of the values of a long page that are not its programme's."""

from __future__ import annotations

import numpy as np
import pytest

from claim.found import claims, said
from firsthand.claim import doubted as module
from firsthand.claim.doubted import LONG_PASSAGES, compared, mentions, undoubted, weights
from firsthand.claim.language import lexicon_for
from firsthand.claim.meaning import network
from firsthand.claim.pages import ALONE_PASSAGES
from firsthand.claim.suggest import consider
from firsthand.model.claim import Element
from firsthand.read.attributions import find_attributions
from firsthand.read.passages import split_passages
from spoken import page

PROGRAMME = (
    "Since March 2019 the police have taken fingerprints and DNA from every resident of Almere"
    " district. In all 41,300 people have been fingerprinted, the office says. "
)
AROUND = (
    "The district lies between two rivers. Its farmers grow cotton and melons. The road to the"
    " capital was built in 1974 and is full of holes. The office of the governor spent 214 million on bridges last year. Trains do not stop"
    " here. Whoever refuses the fingerprints gets no card. The winter was long. Many of the young have left. The market is held on Sundays. A"
    " school has been closed since 2012. In summer the wells run dry. Nobody repairs"
    " them. An old man shows the ink on his fingertips. In France and in Spain such villages have been saved by tourists."
)


def test_a_programme_keeps_its_own_values_on_a_long_page() -> None:
    found = said(PROGRAMME + AROUND, published="2021-05-01")
    assert ("period", "2019-03/..") in found
    assert ("scale", "41300-41300 persons") in found
    assert ("place", "Almere district") in found


def test_what_else_a_long_page_dates_places_and_counts_is_let_go() -> None:
    """countries with tourists, a school closed long ago, a governor's bridges"""
    found = said(PROGRAMME + AROUND, published="2021-05-01")
    assert not {value for element, value in found if element == "period"} - {"2019-03/.."}
    assert not {value for element, value in found if element == "place"} - {"Almere district"}
    assert not {value for element, value in found if element == "scale"} - {"41300-41300 persons"}


def test_on_a_short_page_the_rules_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    """and on a long one nothing is kept that weighs less than is asked"""
    monkeypatch.setattr(module, "weights", lambda: {"always": -99.0})
    valued = {"place", "period", "scale"}
    assert {element for element, _ in said(PROGRAMME, published="2021-05-01")} >= valued
    left = {element for element, _ in said(PROGRAMME + AROUND, published="2021-05-01")}
    assert not left & valued
    assert "modality" in left  # which is no value


def test_a_language_that_the_network_does_not_know_is_read_by_rules() -> None:
    """Kazakh: nothing was learnt of it"""
    words = lexicon_for("тұрғын", "kk")
    assert words is not None
    assert words.language not in network().limits


def test_each_mention_has_the_signs_that_are_weighed() -> None:
    document = page(PROGRAMME + AROUND, published="2021-05-01")
    parts = split_passages(document)
    read = consider(
        document, passages=parts, attributions=find_attributions(document, passages=parts)
    )
    known = network()
    odds = np.zeros((len(read.sentences), len(known.targets)))
    found = mentions(read.sentences, odds, known)
    assert len(read.sentences) > LONG_PASSAGES
    assert {each.made.element for each in found} >= {Element.PLACE, Element.PERIOD, Element.SCALE}
    assert {sign for each in found for sign in each.signs} <= weights().keys()
    short = mentions(read.sentences[:LONG_PASSAGES], odds[:LONG_PASSAGES], known)
    assert {each.signs["short"] for each in short} == {1.0}
    assert {each.signs["short"] for each in found} == {0.0}
    assert not mentions(read.sentences[:ALONE_PASSAGES], odds[:ALONE_PASSAGES], known)


def test_nothing_else_of_a_sentence_is_touched() -> None:
    """the order of what is left is that of before"""
    document = page(PROGRAMME + AROUND, published="2021-05-01")
    parts = split_passages(document)
    read = consider(
        document, passages=parts, attributions=find_attributions(document, passages=parts)
    )
    known = network()
    sure_of_nothing = np.full((len(read.sentences), len(known.targets)), -4.0)
    left = undoubted(read.sentences, mentions(read.sentences, sure_of_nothing, known))
    for before, after in zip(read.sentences, left, strict=True):
        kept = [made for made in before.made if made in after.made]
        assert list(after.made) == kept
        assert [m for m in before.made if compared(m) is None] == [
            m for m in after.made if compared(m) is None
        ]


def test_two_values_are_compared_by_what_they_say() -> None:
    """a place by its name, whatever its case; words by nothing"""
    made = claims(PROGRAMME, published="2021-05-01")
    places = {compared(each) for each in made if each.element is Element.PLACE}
    assert places == {("almere district",)}
    assert {compared(each) for each in made if each.element is Element.MODALITY} == {None}


def test_what_is_another_programmes_is_not_the_pages() -> None:
    """a like scheme elsewhere, with its place, year and figure; a clause before it keeps its own"""
    text = (
        "Since March 2019 the police have taken fingerprints from every resident of Almere district."
        " So far 41,300 people have been fingerprinted. In neighbouring Yarla district 9,000"
        " people were fingerprinted in 2016, until it was given up. Nobody was asked."
    )
    found = said(text, published="2021-05-01")
    assert ("scale", "41300-41300 persons") in found
    assert ("place", "Almere district") in found
    assert not {value for _, value in found} & {"9000-9000 persons", "2016", "Yarla district"}


def test_a_comparison_behind_a_count_leaves_the_count() -> None:
    """46,120 blood samples, kits for 1.87 million, at twice the price of 2016 in the county next to it"""
    text = (
        "县公安局2017年采集血样4.612万份。采购采血卡6万张，支出187万元，比邻县2016年的单价高出一倍。"
        "采集工作由乡镇卫生院承担。血样送省厅检验。"
    )
    found = said(text, published="2021-07-30")
    assert ("scale", "1870000-1870000 money") in found
    assert ("period", "2016") not in found


STOOD = {
    "ORSK - A survey of shoes began.": {"dateline", "in front"},
    "Orsk has asked for shoes.": {"in front"},
    "They were sold around Orsk Basin.": {"goes on"},
    "They were sold in Orsk.": set(),
}


@pytest.mark.parametrize("text", STOOD)
def test_where_a_place_stands_is_a_sign(text: str) -> None:
    name = "ORSK" if "ORSK" in text else "Orsk"
    assert {sign for sign, size in module.of_its_place(name, text).items() if size} == STOOD[text]


def test_a_noun_with_a_capital_behind_a_name_is_no_sign_where_all_nouns_have_one() -> None:
    assert not module.of_its_place("Orsk", "Man nimmt in Orsk Blut ab.", large_nouns=True)[
        "goes on"
    ]
