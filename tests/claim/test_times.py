"""What languages call times that are told from the date of the page."""

from __future__ import annotations

import pytest

from firsthand.claim.lasting import UNITS
from firsthand.claim.lexicon import lexicon
from firsthand.claim.near_times import KINDS
from firsthand.claim.times import FAR, kinds, patterns, words_for, year_said

LANGUAGES = ("ar", "de", "en", "es", "fr", "ru", "tr", "zh")
OTHER = {"year", *FAR, "not_behind", "not_before", "two_days"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_of_words_is_asked_for_and_is_a_pattern(language: str) -> None:
    assert lexicon(language).language == language
    lengths = {kind for kind in kinds(language) if " " in kind}
    assert {kind.split(" ")[1] for kind in lengths} <= set(UNITS)
    assert set(kinds(language)) <= {*KINDS, *UNITS, *OTHER, *lengths}
    for kind in {*kinds(language)} - OTHER:
        pattern = patterns(language, kind)
        assert pattern is not None
        assert not pattern.match("")


def test_a_language_without_words_has_no_pattern() -> None:
    assert patterns("kk", "years") is None
    assert words_for("kk", "years") == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("上半年", (None, 0)),
        ("明年上半年", (None, 1)),
        ("去年上半年", (None, -1)),
        ("2019年上半年", (2019, 0)),
    ],
)
def test_the_year_of_a_part_is_said_by_number_or_by_name(
    text: str, said: tuple[int | None, int]
) -> None:
    pattern = patterns("zh", "half_1")
    assert pattern is not None
    hit = pattern.search(text)
    assert hit is not None
    assert year_said(hit) == said
