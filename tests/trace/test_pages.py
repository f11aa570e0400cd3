from __future__ import annotations

import dataclasses

from firsthand.model.document import Document, ReadState
from firsthand.store.codec import decode, encode
from firsthand.trace.pages import (
    Parts,
    key_pages,
    make_pages,
    page_of,
    spell_pages,
    tell_apart,
    tongues_of,
)
from spoken import page

ENGLISH = "Police took blood from 4,360,000 residents. Everyone aged 12 to 65 must come."
GERMAN = "Die Polizei nahm 4.360.000 Einwohnern Blut ab. Alle von 12 bis 65 Jahren müssen kommen."
UYGHUR = "ساقچىلار ئاھالىدىن قان ئالدى، ھەممە ئادەم كېلىشى شەرت."
UYGHUR_LATIN = "Saqchilar ahalidin qan aldi, hemme adem kélishi shert."


def english(name: str = "en", published: str | None = None) -> Document:
    return page(ENGLISH, address=name, language="en", published=published)


def test_a_page_alone_in_its_language_is_made_ready_only_where_another_language_is() -> None:
    """
    two English pages; then a German one beside them
    """
    two = [english("a"), english("b")]
    assert make_pages(two, {}) == []
    german = page(GERMAN, address="de", language="de")
    assert len(make_pages([*two, german], {})) == 3


def test_what_a_page_brings_depends_on_no_other_page() -> None:
    german = page(GERMAN, address="de", language="de")
    (first,) = [each for each in make_pages([english(), german], {}) if each.tongue == "en"]
    assert first == page_of(english(), suggestions=())
    assert {"figure:4360000", "ages:12-65"} <= first.held.exact


def test_pages_are_sorted_and_unreadable_ones_left_out() -> None:
    german = page(GERMAN, address="de", language="de")
    lost = dataclasses.replace(english("lost"), state=ReadState.UNREADABLE)
    pages = make_pages([german, english(), lost], {})
    assert [each.document.id for each in pages] == sorted((german.id, english().id))


def test_the_earliest_page_of_a_tongue_speaks_for_it() -> None:
    """
    rank by date, pages without one last
    """
    documents = [english("a"), english("b", "2030-01-02"), english("c", "2030-01-01")]
    documents.append(page(GERMAN, address="de", language="de", published="2029-01-01"))
    pages = make_pages(documents, {})
    ranks = {
        each.document.address: keyed.rank
        for each, keyed in zip(pages, key_pages(pages), strict=True)
    }
    assert sorted(ranks, key=ranks.__getitem__) == ["de", "c", "b", "a"]


def test_a_less_exact_key_is_expected_more_often() -> None:
    pages = make_pages([english(), page(GERMAN, address="de", language="de")], {})
    keys = key_pages(pages)[0].keys
    assert keys["figure:4000000"] > keys["figure:4360000"]


def test_only_languages_in_two_scripts_are_spelled() -> None:
    pages = make_pages(
        [
            english(),
            page(UYGHUR, address="1", language="ug"),
            page(UYGHUR_LATIN, address="2", language="ug"),
        ],
        {},
    )
    assert tongues_of(pages) == ["en", "ug", "ug-Latn"]
    assert {pages[at].tongue for at in spell_pages(pages)} == {"ug", "ug-Latn"}


def test_a_language_is_not_apart_from_itself() -> None:
    assert tell_apart(["en", "ru"]).tolist() == [[False, True], [True, False]]


class Memory:
    """What was found in documents before, and which were looked through."""

    def __init__(self) -> None:
        self.kept: dict[str, Parts] = {}
        self.fresh: list[str] = []

    def get(self, document: str) -> Parts | None:
        return self.kept.get(document)

    def put(self, document: str, found: Parts) -> None:
        self.kept[document] = decode(encode(found), Parts)
        self.fresh.append(document)


def test_a_document_is_looked_through_once_until_its_words_change() -> None:
    """
    read, read again, then read otherwise by another reader: it keeps its id
    """
    document, memory = english(), Memory()
    plain = page_of(document, suggestions=())
    assert page_of(document, suggestions=(), remember=memory) == plain
    assert page_of(document, suggestions=(), remember=memory) == plain
    assert memory.fresh == [document.id]
    changed = dataclasses.replace(document, text=document.text + " In 2019 it was 512.")
    assert changed.id == document.id
    again = page_of(changed, suggestions=(), remember=memory)
    assert again == page_of(changed, suggestions=())
    assert memory.fresh == [document.id] * 2
