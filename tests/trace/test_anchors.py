from __future__ import annotations

from firsthand.model.claim import Coded, Element, Maker, MakerKind, Stance, Suggestion
from firsthand.model.document import Document, Quotation, TextPosition
from firsthand.trace.anchors import Anchor, AnchorKind, find_anchors
from firsthand.trace.names import packaged_names
from spoken import page


def anchors(text: str, language: str) -> list[Anchor]:
    document = page(text, language=language)
    return find_anchors(document, suggestions=(), spellings=packaged_names(), until=len(text))


def keys(text: str, language: str) -> set[str]:
    return {anchor.keys[0] for anchor in anchors(text, language)}


def test_a_sentence_has_the_same_anchors_in_every_language() -> None:
    """
    en  Since 14 March 2031 blood was taken in Xinjiang from 4.36 million people aged 12 to 65
    zh  自2031年3月14日以来，新疆436万名12至65岁的居民被抽血
    ru  С 14 марта 2031 года в Синьцзяне взяли кровь у 4,36 млн человек от 12 до 65 лет
    ug  شىنجاڭدا 2031-يىلى 14-مارتتىن بۇيان 12 ياشتىن 65 ياشقىچە 4 مىليون 360 مىڭ كىشىدىن قان ئېلىندى
    """
    same = {"day:2031-03-14", "name:Xinjiang", "figure:4360000", "ages:12-65"}
    lines = (test_a_sentence_has_the_same_anchors_in_every_language.__doc__ or "").split("\n")
    for line in lines:
        if line.strip():
            language, text = line.strip().split(maxsplit=1)
            assert same <= keys(text, language), language


def test_an_age_range_is_one_anchor_and_not_two_figures() -> None:
    found = anchors("everyone aged 12 to 65 must attend", "en")
    assert [anchor.kind for anchor in found] == [AnchorKind.AGE]


def test_a_range_that_is_of_no_ages_stays_two_figures() -> None:
    """
    "between 12 and 65 kilometres"
    """
    assert keys("between 12 and 65 kilometres", "en") == {"figure:12", "figure:65"}


def test_latin_letters_in_another_script_are_kept() -> None:
    assert "word:voxtrace" in keys("合同授予VoxTrace公司", "zh")
    assert "word:voxtrace" in keys("شركة VoxTrace في", "ar")


def test_a_year_and_a_count_of_four_digits_are_one_figure() -> None:
    """
    "1,917 villages" is 1917个村庄 in Chinese, which looks like a year
    """
    assert keys("1,917 villages", "en") == keys("1917个村庄", "zh") == {"figure:1917"}


def test_menus_and_footers_have_no_anchors() -> None:
    from dataclasses import replace

    from firsthand.model.document import BlockRole

    document = page("call 4,360,000")
    blocks = tuple(replace(block, role=BlockRole.BOILERPLATE) for block in document.blocks)
    bare = replace(document, blocks=blocks)
    assert find_anchors(bare, suggestions=(), spellings=packaged_names(), until=15) == []


def test_claims_of_one_meaning_are_anchors_whatever_their_words() -> None:
    """
    "police took blood" and 警方抽血 are both coded modality=blood
    """

    def with_claim(text: str) -> tuple[Document, Suggestion]:
        document = page(text)
        position = TextPosition(start=0, end=len(text))
        return document, Suggestion(
            document=document.id,
            element=Element.MODALITY,
            value=Coded(code="blood", text="blood"),
            quotation=Quotation(document=document.id, exact=text, position=position),
            said_by="",
            stance=Stance.ASSERTED,
            maker=Maker(kind=MakerKind.RULES, name="rules", version="1"),
        )

    found = []
    for text in ("police took blood", "警方抽血"):
        document, claim = with_claim(text)
        found.append(
            find_anchors(document, suggestions=[claim], spellings=packaged_names(), until=99)
        )
    assert [a.keys for a in found[0]] == [a.keys for a in found[1]] == [("claim:modality:blood",)]


def test_a_large_count_is_known_by_what_a_retelling_makes_of_it() -> None:
    """
    4,360,000 is "4.4 million", "4.3 million", "4 million"; 36 is 36
    """
    large, small = anchors("4,360,000; 36", "en")
    assert large.keys == ("figure:4360000", "figure:4400000", "figure:4300000", "figure:4000000")
    assert small.keys == ("figure:36",)


def test_small_and_round_figures_are_expected_everywhere() -> None:
    """
    18,800,000 is rarer than 20,000,000, which is rarer than 7
    """
    rarity = {a.keys[0]: a.rarity for a in anchors("18,823,000; 20,000,000; 7", "en")}
    assert rarity["figure:18823000"] < rarity["figure:20000000"] < rarity["figure:7"]
