from __future__ import annotations

import pytest

from firsthand.publish.safe import brief, direction, is_web, said, visible, web

DIRECTIONS = {
    "uyghur": ("ug", 'lang="ug" dir="rtl"'),
    "arabic of Egypt": ("ar-EG", 'lang="ar-EG" dir="rtl"'),
    "chinese": ("zh", 'lang="zh" dir="auto"'),
    "not known": (None, 'lang="und" dir="auto"'),
    "no language at all": ('"><script>', 'lang="und" dir="auto"'),
}


@pytest.mark.parametrize("why", DIRECTIONS)
def test_words_stand_in_the_direction_of_their_language(why: str) -> None:
    language, told = DIRECTIONS[why]
    assert str(direction(language)) == told


def test_what_acts_without_being_seen_is_written_out() -> None:
    assert visible("a\u202eb\x00c") == "a⟨U+202E⟩b⟨U+0000⟩c"
    assert visible("می\u200cخواهم\n\t") == "می\u200cخواهم\n\t"  # "I want": it needs its joiner


def test_a_long_name_is_cut_and_says_so() -> None:
    assert brief("x" * 1_000_000, 10) == "xxxxxxxxxx… (1,000,000 characters)"
    assert brief("  two\n words ", 10) == "two words"


def test_only_the_web_is_a_link() -> None:
    assert is_web("https://a.example/1?x=%20")
    assert not is_web("javascript:alert(1)")
    assert str(web("http://a.example/<b>")).count("&lt;b&gt;") == 2
    assert str(said("<i>")) == "<bdi>&lt;i&gt;</bdi>"
