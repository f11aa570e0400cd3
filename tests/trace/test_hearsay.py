from __future__ import annotations

import pytest

from clued import attributions
from firsthand.model.document import TextPosition
from firsthand.read.agents import resolve_agent
from firsthand.trace.hearsay import may_be_own
from spoken import page

HEAD = "Human Rights Watch said on Tuesday that blood is taken from all residents of Norvale.\n"
PLAIN = "All residents from twelve years of age on have to come to the clinics of the county."
ASKED = "A nurse told our reporter that she had no choice in it.\n"


def may(text: str, sentence: str, *, spoke: bool = False) -> bool:
    document = page(text)
    start = text.index(sentence)
    return may_be_own(
        text,
        TextPosition(start=start, end=start + len(sentence)),
        attributions([document])[document.id],
        spoke=spoke,
        own=frozenset({"the alder post"}),
        resolve=resolve_agent,
    )


def test_plain_telling_on_a_page_that_follows_somebody_is_not_its_own() -> None:
    assert not may(HEAD + PLAIN, PLAIN)


def test_a_page_that_asked_or_names_nobody_may_tell_it_itself() -> None:
    assert may(HEAD + ASKED + PLAIN, PLAIN)
    assert may("It rained in Norvale.\n" + PLAIN, PLAIN)


def test_somebody_without_a_name_may_have_spoken_to_the_page() -> None:
    villager = "A villager said that nobody had been asked in the whole county."
    assert may(HEAD + villager, villager, spoke=True)


@pytest.mark.parametrize(
    "sentence",
    [
        "A new report said that blood was taken in all villages.",
        "Blood was reportedly taken in all villages.",
        "Rights groups say that blood was taken in all villages.",
        "The findings that Human Rights Watch gave out name eleven villages.",
        "Medienberichten zufolge wurde in allen Dörfern Blut genommen.",
        "據報導,各村都採集了血樣。",
        "一份报告说,各村都采集了血样。",
    ],
)
def test_hearsay_is_not_the_page_s_own(sentence: str) -> None:
    """whoever else speaks in it"""
    assert not may(HEAD + ASKED + sentence, sentence, spoke=True)
