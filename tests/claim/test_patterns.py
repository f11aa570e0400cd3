from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.claim.lexicon import LANGUAGES, lexicon
from firsthand.claim.patterns import Words, needed_by, words_of


def test_whole_words_do_not_match_inside_others() -> None:
    words = words_of(["iris"], whole=True)
    assert words.search("an iris scan")
    assert words.search("the irish, an antiiris, iris-like") is None


NEEDED = {
    ("blood (?:cards?|kits)",): {"blood "},
    ("(?:the )?swabs?",): {"swab"},
    ("dna", "(?:cheek|mouth) swabs"): {"dna", " swabs"},
    ("a|b",): None,
    (r"\w+",): None,
    ("colou?rs",): {"colo"},
}


@pytest.mark.parametrize("patterns", NEEDED)
def test_what_a_pattern_needs_is_known(patterns: tuple[str, ...]) -> None:
    needed = needed_by(list(patterns), size=3)
    assert needed == NEEDED[patterns]


def everything(language: str) -> list[Words]:
    known = lexicon(language)
    return [
        known.context,
        *(term.words for term in known.terms),
        *(words for _, words in known.roles),
        *known.cues.values(),
        *known.hedges.values(),
    ]


WORDS = {
    "en": "police took dna blood samples from residents aged 12 to 65 without consent nearly 3 million fingerprints iris scans at school must not refuse passport linked identity card number",
    "zh": "警方采集採集血樣样本居民必須必须不得拒絕拒绝護照护照身份证關聯关联约近逾万人体检體檢没有同意不知道指纹虹膜",
}


@given(data=st.data())
@pytest.mark.parametrize("language", LANGUAGES)
def test_looking_first_loses_nothing(language: str, data: st.DataObject) -> None:
    """What the whole pattern finds is found, whatever the text."""
    parts = WORDS[language].split(" ") if language == "en" else list(WORDS[language])
    text = (" " if language == "en" else "").join(
        data.draw(st.lists(st.sampled_from(parts), max_size=14))
    )
    for words in everything(language):
        plain = Words(pattern=words.pattern, whole=words.whole, needed=None)
        assert [m.span() for m in words.finditer(text)] == [m.span() for m in plain.finditer(text)]


def test_what_stands_right_before_is_found() -> None:
    over = words_of(["more than", "over"], whole=True)
    assert over.ends("it was more than 5", len("it was more than "))
    assert not over.ends("more than a dozen 5", len("more than a dozen "))
    assert re.search("x", "x")


def test_what_begins_inside_a_word_hides_nothing_behind_it() -> None:
    """ "in a store" inside "warehouse in a store" was hidden by "in" of "basin"."""
    words = words_of(["in .{1,9}store", "in"], whole=True)
    found = words.search("the basin in a store")
    assert found is not None
    assert found.group() == "in a store"
