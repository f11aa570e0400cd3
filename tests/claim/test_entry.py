"""One table of a language file: what it gives, and how it refuses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from firsthand.claim.entry import Entry, RefusedError, Source, fill


def entry(**table: object) -> Entry:
    return Entry(table, Source("xx.toml"), "cues.")


def faults(made: Entry) -> list[str]:
    return [fault.message for fault in made.source.faults]


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
    "a pattern that matches nothing at all": (
        "words",
        ["a?"],
        "expected a pattern that needs a letter",
    ),
    "a pattern that Python will read otherwise": (
        "words",
        ["[[a]"],
        "expected a pattern (Possible nested set",
    ),
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_is_no_list_of_patterns_is_refused(why: str) -> None:
    key, found, message = REFUSED[why]
    made = entry(**{key: found})
    assert not made.words(key).search("anything")
    (fault,) = faults(made)
    assert fault.startswith(f"cues.{key}: {message}")


@pytest.mark.parametrize("table", [{}, {"hedge": []}])
def test_a_cue_that_a_language_lacks_matches_nothing(table: dict[str, object]) -> None:
    """A list may be empty or missing: a language need not have words for it."""
    cue = entry(**table).all_words(("hedge",))["hedge"]
    assert not cue.search("anything at all")
    assert not cue.follows("anything at all", 0)
    assert not cue.ends("anything at all", 8)


def test_a_missing_kind_of_entries_is_none() -> None:
    assert entry().entries("currency") == []


WRONG: dict[str, tuple[Callable[[Entry], object], dict[str, object], str]] = {
    "no text": (lambda made: made.text("x"), {}, "x: expected a text, found nothing"),
    "no flag": (lambda made: made.flag("x"), {"x": 1}, "x: expected true or false, found 1"),
    "no share": (lambda made: made.share("x"), {"x": 0}, "x: expected a number above 0, up to 100"),
    "a word that is not known": (
        lambda made: made.one_of("x", frozenset({"b", "a"})),
        {"x": "c"},
        "x: expected one of a, b, found 'c'",
    ),
    "a number that is a word": (
        lambda made: made.whole_numbers(),
        {"x": "1"},
        "x: expected a whole number, found '1'",
    ),
    "no bounds": (lambda made: made.bounds(), {"x": [1, 2, 3]}, "x: expected a list of the lowest"),
    "no table": (lambda made: made.section("x").text("y"), {"x": 1}, "x: expected a table, found 1"),
    "no entries": (lambda made: made.entries("x"), {"x": [1]}, "x: expected entries that begin with"),
    "a key that nobody knows": (lambda made: made.nothing_more(), {"x": 1}, "x: expected only "),
}  # fmt: skip


@pytest.mark.parametrize("why", WRONG)
def test_a_fault_is_kept_and_reading_goes_on(why: str) -> None:
    """Below a table that is missing nothing more is said."""
    ask, table, message = WRONG[why]
    made = entry(**table)
    ask(made)
    (fault,) = faults(made)
    assert fault.startswith(f"cues.{message}")


def test_all_faults_are_told_at_once_by_their_place() -> None:
    text = 'b = 1\n\n[[term]]\nwords = ["x",\n  "a("]\n'
    source = Source("xx.toml", text)
    top = Entry({"b": 1, "term": [{"words": ["x", "a("]}]}, source)
    top.entries("term")[0].words("words")
    top.text("b")
    with pytest.raises(RefusedError) as refused:
        source.refuse()
    one, other = str(refused.value).splitlines()
    assert one == "xx.toml:1:1: b: expected a text, found 1"
    assert other.startswith("xx.toml:5:3: term 1 (unnamed): words: expected a pattern (missing )")


def test_a_packaged_file_is_not_checked_again() -> None:
    source = Source("xx.toml", checked=False)
    assert Entry({}, source).check("words", "a(")
    source.refuse()
