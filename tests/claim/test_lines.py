"""Where keys and words stand in a TOML file."""

from __future__ import annotations

from importlib.resources import files

import pytest

from firsthand.claim.lexicon import LANGUAGES
from firsthand.claim.lines import Lines, Path

TEXT = """# words = ["not this"]
language = "en"
"odd key" = 1
words = [  # "nor this"
    "a",
    'b"]', "c[" ]

[numbers.words]
one = 1

[[term]]
words = ["x"]
[[term]]
  words = ["y",
"y\\n]"]
long = '''
words = 3
'''
not = ["z"]
[[numbers.share]]
percent = 50
[[numbers.share]]
percent = 25
"""
PLACES: dict[str, tuple[Path, str | None, tuple[int, int]]] = {
    "a key": (("language",), None, (2, 1)),
    "a key between marks": (("odd key",), None, (3, 1)),
    "a list": (("words",), None, (4, 1)),
    "a word of it": (("words",), "a", (5, 5)),
    "a word with a bracket": (("words",), 'b"]', (6, 5)),
    "another": (("words",), "c[", (6, 12)),
    "a word that is not there": (("words",), "q", (4, 1)),
    "a key of a table": (("numbers", "words", "one"), None, (9, 1)),
    "a missing key: its table": (("numbers", "words", "two"), None, (8, 1)),
    "a key of the first entry": (("term", 0, "words"), None, (12, 1)),
    "a key of the second": (("term", 1, "words"), None, (14, 3)),
    "a word with a sign that is written otherwise": (("term", 1, "words"), "y\n]", (15, 1)),
    "behind a text of several lines": (("term", 1, "not"), "z", (19, 8)),
    "an entry below a table": (("numbers", "share", 1, "percent"), None, (23, 1)),
    "nothing known": (("x", "y"), None, (1, 1)),
}


@pytest.mark.parametrize("why", PLACES)
def test_every_key_and_word_has_its_place(why: str) -> None:
    path, item, place = PLACES[why]
    assert Lines(TEXT).position(path, item) == place


def test_lines_may_end_as_on_windows() -> None:
    lines = Lines(TEXT.replace("\n", "\r\n"))
    assert lines.position(("term", 1, "not"), "z") == (19, 8)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_packaged_files_are_read_to_their_end(language: str) -> None:
    text = files("firsthand.claim").joinpath(f"data/{language}.toml").read_text("utf-8")
    lines = text.split("\n")
    at = max(number for number, line in enumerate(lines) if " = [" in line)
    head = max(number for number in range(at) if lines[number].startswith("["))
    name = lines[head].strip("[]")
    entry = sum(line == lines[head] for line in lines[:head])
    path = (name, entry) if lines[head].startswith("[[") else tuple(name.split("."))
    key = lines[at].partition(" = ")[0]
    assert Lines(text).position((*path, key)) == (at + 1, 1)


def test_a_list_of_tables_stands_where_its_first_begins() -> None:
    lines = Lines('language = "en"\n\n[[rule]]\na = 1\n[[rule]]\na = 2\n')
    assert lines.position(("rule",)) == (3, 1)
