"""Groups of words, searched for as one pattern would be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.claim.lexicon import LANGUAGES, lexicon
from firsthand.claim.patterns import CHOICES_MAX, Sentences, Words, words_of
from firsthand.claim.sieve import Sieve
from quantified import labelled

DEV = list(labelled(Path(__file__).parents[1] / "labelled/quantities/dev.toml"))


def test_whole_words_do_not_match_inside_others() -> None:
    words = words_of(["iris"], whole=True)
    assert words.search("an iris scan")
    assert words.search("the irish, an antiiris, iris-like") is None


@pytest.mark.parametrize("whole", [True, False])
def test_a_pattern_of_nothing_comes_to_an_end(whole: bool) -> None:
    """no language file may have one (`entry.check`); whatever does ends all the same"""
    words = words_of(["a?b?"], whole=whole)
    assert len(list(words.finditer("ab c"))) <= len("ab c") + 1


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
    "zh": "警方采集採血樣样本居民必须必须不得拒絕拒绝護照护照身份证關聯关联约近逾万人体检體檢没有同意不知道指纹虹膜",
}


def plainly(words: Words, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """All patterns as one, tried at every place from the left."""
    at = start
    while at <= end:
        match = words.pattern.search(text, at, end)
        if match is None:
            return
        begin = match.start()
        inside = words.whole and begin and text[begin].isalnum()
        if inside and (text[begin - 1].isalnum() or text[begin - 1] in "-_"):
            at = begin + 1
            continue
        yield match.span()
        at = max(match.end(), begin + 1)


def spoken(language: str) -> list[str]:
    """Words of sentences in a spaced language."""
    if language in WORDS:
        return WORDS[language].split(" ")
    return [word for case in DEV if case.language == language for word in case.text.lower().split()]


@given(data=st.data())
@pytest.mark.parametrize("language", LANGUAGES)
def test_looking_first_loses_nothing(language: str, data: st.DataObject) -> None:
    """What all patterns as one find is found, whatever the text and wherever it is looked at."""
    parts = list(WORDS["zh"]) if language == "zh" else spoken(language)
    text = ("" if language == "zh" else " ").join(
        data.draw(st.lists(st.sampled_from(parts), max_size=14))
    )
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for words in everything(language):
        found = [m.span() for m in words.finditer(text, start, end)]
        assert found == list(plainly(words, text, start, end))
        first = words.search(text, start, end)
        assert (first and first.span()) == (found[0] if found else None)
        follows = words.follows(text, start)
        at = start
        while at < len(text) and text[at] in ' \u00a0"”’」』':
            at += 1
        plain = words.pattern.match(text, at)
        assert (follows and follows.span()) == (plain and plain.span())


def test_a_pattern_that_ends_with_a_comma_may_be_followed_by_a_word() -> None:
    words = words_of([", (?=and )", "iris"], whole=True)
    assert words.search("dna, and iris") is not None
    assert words.search("irises") is None


def test_what_stands_right_before_is_found() -> None:
    over = words_of(["more than", "over"], whole=True)
    assert over.ends("it was more than 5", len("it was more than "))
    assert not over.ends("more than a dozen 5", len("more than a dozen "))


def test_what_begins_inside_a_word_hides_nothing_behind_it() -> None:
    """ "in a store" inside "warehouse in a store" was hidden by "in" of "basin"."""
    words = words_of(["in .{1,9}store", "in"], whole=True)
    found = words.search("the basin in a store")
    assert found is not None
    assert found.group() == "in a store"


def test_a_group_without_words_matches_nothing() -> None:
    none = words_of([], whole=False)
    assert none.search("") is None
    assert none.follows("", 0) is None
    assert none.pattern.search("anything") is None
    assert not none.ends("anything", 3)


def test_the_longer_pattern_comes_first() -> None:
    found = words_of(["dna", "dna samples"], whole=True).search("their dna samples")
    assert found is not None
    assert found.group() == "dna samples"


def test_choices_among_patterns_are_forgotten() -> None:
    """A text made to have other words in every sentence takes no more memory."""
    letters = "abcdefghij"
    words = words_of(list(letters), whole=False)
    for number in range(1, 1 << len(letters)):
        text = "".join(c for bit, c in enumerate(letters) if number >> bit & 1)
        assert re.fullmatch(words.pattern.pattern + "+", text)
        assert words.search(text)
    assert len(words._chosen) <= CHOICES_MAX


@given(st.data())
def test_what_is_remembered_of_a_text_changes_no_answer(data: st.DataObject) -> None:
    """Whether a part or the whole was asked about before."""
    words = words_of(["dna samples?", "blood", "no (?:dna|blood)"], whole=True)
    parts = ["dna", "samples", "blood", "no", "x", "5"]
    text = " ".join(data.draw(st.lists(st.sampled_from(parts), max_size=12)))
    for _ in range(4):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        first = words.search(text, start, end)
        expected = next(plainly(words, text, start, end), None)
        assert (first and first.span()) == expected


def test_what_lacks_a_part_is_not_searched_for() -> None:
    """It is not even compiled: of most patterns one part stands in a text and another does not."""
    words = words_of([r"took (?:\w+ )?blood", r"gave (?:\w+ )?blood"], whole=True)
    found = words.search("they took their blood")
    assert found is not None
    assert found.group() == "took their blood"
    assert [each is not None for each in words._compiled] == [True, False]
    assert not words.stand("blood was taken")


SENTENCES = {
    "by its words": ("since 2016", ["since"]),
    "by a digit": ("in 2016", ["in"]),
    "in their order": ("in 2016, since 2017", ["since", "in"]),
    "none": ("of late", []),
}


@pytest.mark.parametrize("why", SENTENCES)
def test_sentences_that_can_match_are_told(why: str) -> None:
    text, kinds = SENTENCES[why]
    made = Sentences([("since", r"since \d+"), ("in", r"\bin 20\d\d")], sieve=Sieve())
    assert [kind for kind, _ in made.live(text)] == kinds


@pytest.mark.parametrize(
    "pattern",
    ["samples?", r"blut-?prob\w*", r"scan\w+", r"x\w*-", r"(?:iris|dna)s", r"\bdna", r"no\.", r"iris(?:es)?"],
)  # fmt: skip
def test_a_word_ends_where_no_letter_or_hyphen_follows(pattern: str) -> None:
    """written shorter where it ends inside a word, whatever it matches; else what is no letter ends anywhere"""
    texts = ["a samples, sample-5 samplesx sample", "blutprobe blut-proben- blutprob", "scans scan- scanning-", "ab b-a a", "xy-z x-", "irises dnas iriss dna-s", "dna dnax no.5 no. iris-"]  # fmt: skip
    words = words_of([pattern], whole=True)
    plain = re.compile(rf"(?<![\w-])(?:{pattern})(?:(?<!\w)|(?![\w-]))")
    for text in texts:
        found = [hit.span() for hit in words.finditer(text) if hit.end() > hit.start()]
        assert found == [hit.span() for hit in plain.finditer(text) if hit.end() > hit.start()]
