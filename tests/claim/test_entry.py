"""One table of a language file: what it gives, and how it refuses."""

from __future__ import annotations

import pytest

from firsthand.claim.entry import Entry, fill
from firsthand.errors import SettingError


def entry(**table: object) -> Entry:
    return Entry(table, "xx.toml", "cues.", whole=True)


def test_holes_are_filled_and_other_braces_kept() -> None:
    assert fill(r"from {a} to \d{4} {b}", {"a": "x"}) == r"from x to \d{4} {b}"


def test_a_pattern_is_read_in_lower_case_and_simplified_signs() -> None:
    words = entry(words=[r"DNA\S 採樣"]).words("words")
    assert words.search("dna: 采样")


REFUSED = {
    "an empty list of words": ("words", [], "expected a list of patterns, found []"),
    "a list with an empty word": ("words", [""], "expected a list of patterns"),
    "no list": ("words", "dna", "expected a list of patterns, found 'dna'"),
    "a bracket that stays open": ("words", ["a("], "expected a pattern (missing )"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_is_no_list_of_patterns_is_refused(why: str) -> None:
    key, found, message = REFUSED[why]
    with pytest.raises(SettingError) as refused:
        entry(**{key: found}).words(key)
    assert str(refused.value).startswith(f"xx.toml: cues.{key}: {message}")


@pytest.mark.parametrize("table", [{}, {"hedge": []}])
def test_a_cue_that_a_language_lacks_matches_nothing(table: dict[str, object]) -> None:
    """A list may be empty or missing: a language need not have words for it."""
    cue = entry(**table).all_words(("hedge",))["hedge"]
    assert not cue.search("anything at all")
    assert not cue.follows("anything at all", 0)
    assert not cue.ends("anything at all", 8)


def test_a_missing_kind_of_entries_is_none() -> None:
    assert entry().entries("currency") == []
