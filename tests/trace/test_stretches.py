from __future__ import annotations

from dataclasses import replace

import pytest

from firsthand.trace.stretches import (
    STRETCH_CHARACTERS_MAX,
    STRETCHES_MAX,
    may_be_one_language,
    part,
    tongue,
)
from spoken import page

PARTED = {
    "full stops": ("en", "Police took blood. Nobody asked why.", 2),
    "full stops of Chinese": ("zh", "警方抽血。没有人问为什么。", 2),
    "an abbreviation": ("en", "Dr. Rowan wrote to the court.", 1),
    "a German date": ("de", "Am 14. März begann es. Niemand fragte.", 2),
    "a Russian abbreviation": ("ru", "Взяли кровь у 4,36 млн. Никто не спросил.", 1),
    "a decimal point": ("en", "It rose by 3.5 percent.", 1),
    "an Arabic question": ("ar", "من سأل؟ لا أحد.", 2),
    "Tibetan": ("bo", "ཁྲག་བླངས་པ་རེད། སུས་ཀྱང་མ་དྲིས།", 2),
    "a heading": ("en", "A heading\nA sentence.", 2),
}


@pytest.mark.parametrize("reason", PARTED)
def test_pages_are_parted_into_sentences(reason: str) -> None:
    language, text, count = PARTED[reason]
    document = page(text, language=language)
    found = part(document)
    assert len(found) == count
    assert "".join(text[start:end] for start, end in found).split() != []


def test_stretches_are_in_order_and_leave_out_nothing_but_space() -> None:
    text = "One. Two!  Three\n四。五"
    found = part(page(text))
    assert [text[start:end] for start, end in found] == ["One.", "Two!", "Three", "四。", "五"]


def test_stretches_are_in_order_where_blocks_are_not() -> None:
    """as a page laid out in columns may hand them on: runs of stretches are quoted from first to last"""
    made = page("One.\nTwo.\nThree.")
    turned = replace(made, blocks=made.blocks[::-1])
    assert part(turned) == part(made)


def test_a_page_without_any_full_stop_is_cut() -> None:
    document = page("word " * 10_000)
    found = part(document)
    assert max(end - start for start, end in found) <= STRETCH_CHARACTERS_MAX


def test_a_book_is_read_up_to_a_limit() -> None:
    assert len(part(page("Yes.\n" * 5_000))) == STRETCHES_MAX


def test_the_two_chinese_orthographies_are_two_tongues() -> None:
    """
    采集血样 and 採集血樣: no letter shingle finds one by the other
    """
    assert tongue(page("这些国家采集血样", language="zh")) == "zh-Hans"
    assert tongue(page("這些國家採集血樣", language="zh")) == "zh-Hant"


def test_letters_tell_the_tongue_where_no_language_is_known() -> None:
    assert tongue(page("ئۇيغۇرلاردىن قان ئېلىندى")) == "ug"
    assert tongue(page("警方抽血")) == "zh-Hans"
    assert tongue(page("police took blood")) == "und-Latn"
    assert tongue(page("12345")) == "und-Zyyy"


def test_pages_of_unknown_language_in_one_script_may_be_in_one_language() -> None:
    """
    und-Latn and fr may be one language; und-Cyrl and fr are not
    """
    assert may_be_one_language("und-Latn", "fr")
    assert not may_be_one_language("und-Cyrl", "fr")
    assert not may_be_one_language("en", "fr")
    assert not may_be_one_language("zh-Hans", "zh-Hant")


def test_menus_are_left_out() -> None:
    from firsthand.model.document import BlockRole

    document = page("Home\nPolice took blood.")
    menu = replace(document.blocks[0], role=BlockRole.BOILERPLATE)
    document = replace(document, blocks=(menu, *document.blocks[1:]))
    assert [document.text[a:b] for a, b in part(document)] == ["Police took blood."]


@pytest.mark.parametrize("code", ["und", "mul", "mis", "zxx", "und-Latn"])
def test_a_code_that_names_no_language_is_none(code: str) -> None:
    """<html lang="und">: by the letters, and beside a page of a language that is known"""
    made = tongue(page("Blood was taken.", language=code))
    assert made == tongue(page("Blood was taken.")) == "und-Latn"
    assert may_be_one_language(made, "en")
    assert not may_be_one_language(made, "ru")
