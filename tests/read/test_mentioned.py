from __future__ import annotations

from firsthand.read.attributions import find_attributions
from firsthand.read.mentioned import find_mentions
from firsthand.read.passages import split_passages
from spoken import page

TOLD = (
    "Secondo quanto emerge dalle carte di Human Rights Watch, nella contea di Norvale il sangue viene preso a tutti."
    " Le squadre passano di casa in casa con scatole fredde e con elenchi dei residenti della valle."
)
REST = (
    " Il raccolto è stato portato a casa prima delle piogge, e nessuno se ne è lamentato nei villaggi."
    * 3
)


def mentioned(text: str, *, language: str = "it", publisher: str | None = None) -> list[str]:
    document = page(text, language=language, publisher=publisher)
    return [one.agent for one in find_mentions(document, split_passages(document))]


def test_a_page_in_a_language_that_is_not_read_names_a_body() -> None:
    assert mentioned(TOLD + REST) == ["Human Rights Watch"]
    found = find_attributions(
        page(TOLD + REST, language="it"),
        passages=split_passages(page(TOLD + REST, language="it")),
    )
    assert [one.agent for one in found] == ["Human Rights Watch"]
    assert all(one.content is None and not one.anonymous for one in found)


def test_in_a_language_that_is_read_who_is_mentioned_is_no_source() -> None:
    assert mentioned(TOLD + REST, language="de") == []
    assert mentioned(TOLD + REST, language="und-Latn") == []


def test_a_page_of_the_body_itself_mentions_nobody() -> None:
    assert mentioned(TOLD + REST, publisher="Human Rights Watch") == []


def test_short_pages_initials_and_pictures_tell_nothing() -> None:
    assert mentioned(TOLD) == []
    assert (
        mentioned("Foto: AFP e altri, nella valle di Norvale, durante la giornata di ieri." + REST)
        == []
    )
    assert (
        mentioned(
            "Le squadre passano di casa in casa (Associated Press) nella contea intera." + REST
        )
        == []
    )


def test_what_stands_far_down_is_not_looked_at() -> None:
    assert mentioned(REST * 10 + TOLD) == []
