from __future__ import annotations

from firsthand.claim.lexicon import lexicon
from firsthand.claim.reading import Reading, clause, period_named, place_named, read_sentence


def reading(text: str) -> Reading:
    return read_sentence(text, words=lexicon("en"), published="2018-03-10", near=True)


def test_a_clause_ends_where_the_next_begins() -> None:
    """
    Police took DNA, but nurses took blood; nobody asked.
    """
    text = "Police took DNA, but nurses took blood; nobody asked."
    sentence = reading(text)
    at = text.index("nurses")
    start, end = clause(sentence, at, at + 6)
    assert text[start:end].strip() == "nurses took blood"
    assert text[slice(*clause(sentence, 0, 6))].strip(" ,") == "Police took DNA"


def test_a_count_has_the_period_of_its_own_clause() -> None:
    text = "In 2016 police took DNA from 300 men, but in 2017 they took it from 500 men."
    sentence = reading(text)
    one, other = text.index("300"), text.index("500")
    assert period_named(sentence, one, one + 3) == "2016"
    assert period_named(sentence, other, other + 3) == "2017"


def test_two_places_of_one_rank_name_none() -> None:
    assert place_named(reading("DNA is taken in Kashgar.")) == "653100"
    assert place_named(reading("DNA is taken in Xinjiang, China.")) == "650000"
    assert place_named(reading("DNA is taken in Kashgar and Hotan.")) is None


def test_a_sentence_speaks_of_the_year_it_names_or_else_of_its_page() -> None:
    assert reading("DNA was taken in Kashgar in 2016.").year == 2016
    assert reading("DNA was taken in Kashgar.").year == 2018


def test_offsets_are_those_of_the_text() -> None:
    text = "İn Kashgar DNA of 3,000 men was taken."
    sentence = reading(text)
    place = sentence.places[0]
    assert text[place.start : place.end] == place.name
    assert [text[f.start : f.end] for f in sentence.figures] == ["3,000"]
