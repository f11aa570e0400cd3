from __future__ import annotations

from firsthand.cli.wanted import missing_json, wanted_lines
from firsthand.model.document import Document, Quotation, TextPosition
from firsthand.model.lineage import Origin
from firsthand.trace.wanted import Wanted
from spoken import page

TEXT = "HRW said that " + "blood was taken " * 20
PAGE = page(TEXT, address="https://a.example/1", publisher="A Paper")


def row(made: Document) -> Wanted:
    whole = TextPosition(start=0, end=len(made.text))
    return Wanted(
        origin=Origin(id="o-1", name="Human Rights Watch", seen=False, documents=(made.id,)),
        pages=1,
        statements=2,
        names=("HRW", "Human Rights Watch"),
        addresses=("https://www.hrw.org/9",),
        named_by=(Quotation(document=made.id, exact=made.text, position=whole),),
        before="2030-01-05",
        languages=("en",),
    )


def test_a_program_gets_all_that_is_known() -> None:
    (told,) = missing_json([row(PAGE)], documents=[PAGE])["missing"]
    assert (told["rest_on_it"], told["statements"], told["before"]) == (1, 2, "2030-01-05")
    assert told["named_by"] == [
        {
            "document": PAGE.id,
            "address": "https://a.example/1",
            "publisher": "A Paper",
            "quote": {"exact": TEXT, "start": 0, "end": len(TEXT)},
        }
    ]


def test_people_get_a_line_each_for_what_it_is_what_is_known_and_who_names_it() -> None:
    head, name, known, quote = wanted_lines([row(PAGE)])
    assert head.split() == ["pages", "statements", "source"]
    assert name.split(maxsplit=2) == ["1", "2", "Human Rights Watch"]
    assert known.strip() == "before 2030-01-05 | en | also HRW | https://www.hrw.org/9"
    assert quote.strip().startswith("“HRW said that")
    assert quote.strip().endswith("…”")


def test_nothing_to_get_is_no_line() -> None:
    assert list(wanted_lines([])) == []
