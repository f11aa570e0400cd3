from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from firsthand.trace.names import find_names, packaged_names

ONE = {
    "Russian with an ending": "власти Синьцзяна",
    "Kazakh with an ending": "Шыңжаңда",
    "Arabic with a particle": "وفي شينجيانغ",
    "Uyghur with an ending": "شىنجاڭدىكى",
    "Chinese": "在新疆",
    "Turkish": "Sincan'da",
    "German": "Xinjiangs",
}


@pytest.mark.parametrize("reason", ONE)
def test_a_place_is_known_in_every_script(reason: str) -> None:
    found = find_names(ONE[reason], spellings=packaged_names())
    assert [named.name for named in found] == ["Xinjiang"]


def test_a_name_of_several_words_is_one_name() -> None:
    """
    "Хьюман Райтс Вотч", "Inner Mongolia"
    """
    text = "Хьюман Райтс Вотч; Inner Mongolia; 人权观察"
    found = find_names(text, spellings=packaged_names())
    assert [text[named.start : named.end] for named in found] == text.split("; ")


@pytest.mark.parametrize("text", ["the man who said", "indien fällt aus", "a turkey", "Chinatown"])
def test_a_common_word_is_no_name(text: str) -> None:
    """
    "who" is not the World Health Organization
    """
    assert find_names(text, spellings=packaged_names()) == []


def test_every_row_of_the_table_is_found_by_each_of_its_spellings() -> None:
    text = files("firsthand.trace").joinpath("data/names.csv").read_text("utf-8")
    lost = []
    for row in csv.DictReader(text.splitlines()):
        for spelling in row["spellings"].split("|"):
            found = find_names(f"{spelling} ", spellings=packaged_names())
            if row["name"] not in {named.name for named in found}:
                lost.append((row["name"], spelling))
    assert lost == []


def test_no_spelling_means_two_things() -> None:
    text = files("firsthand.trace").joinpath("data/names.csv").read_text("utf-8")
    meant: dict[str, set[str]] = {}
    for row in csv.DictReader(text.splitlines()):
        for spelling in row["spellings"].split("|"):
            meant.setdefault(spelling, set()).add(row["name"])
    assert {s: sorted(names) for s, names in meant.items() if len(names) > 1} == {}
