"""One statement in quotation marks on the pages of two papers, and on a page that says it itself; all invented."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from clued import attributions, clues_of
from firsthand.model.document import Document
from firsthand.read.agents import resolve_agent
from firsthand.trace.descent import trace_documents
from firsthand.trace.quoted import are_quoted, quotations, quoting
from firsthand.trace.reuse import find_reuse
from firsthand.trace.settings import TraceSettings
from spoken import page

SAID = (
    "the taking of blood from each resident of the county, from twelve years of age on, is a plain breach of the law"
    " and has to end before the winter"
)
ONE = (
    "Officials of Norvale have been going from house to house since spring with cold boxes and lists.\n"
    "“{}”, said Ana Kovar, a director at Human Rights Watch, in a statement.\n"
    "The harvest was brought in before the first rain came over the hills, and nobody complained of it."
)
OTHER = (
    "Nurses were seen in all villages along the river, and the schools were closed for two days each time.\n"
    "A director of Human Rights Watch, Ana Kovar, told of its findings. “{}”, Ana Kovar said.\n"
    "It had been a long and dry summer, and most of the wells along the road to the pass stood empty."
)
PLAIN = (
    "(Norvale) – {}, Human Rights Watch said.\n"
    "Its people spoke with forty families of the valley and read the orders of nine townships in the north."
)


def pages_of(*texts: str) -> list[Document]:
    return [
        page(text, address=f"https://{name}.example/1", publisher=f"The {name.title()} Post")
        for name, text in zip(("alder", "birch", "cedar"), texts, strict=False)
    ]


def both(texts: Sequence[str]) -> tuple[bool, int]:
    """Whether two pages only quote one source; and which of them quotes the other's own words."""
    pages = pages_of(*texts)
    clues = clues_of(*pages)
    reuse = find_reuse(pages, settings=TraceSettings())
    shared = reuse.between(0, 1)
    assert shared is not None
    return are_quoted(clues, reuse, 0, 1, shared), quoting(clues, reuse, 0, 1, shared)


def test_two_papers_that_quote_one_source_have_nothing_from_each_other() -> None:
    assert both((ONE.format(SAID), OTHER.format(SAID))) == (True, 0)


def test_words_beside_the_quotation_are_shared_all_the_same() -> None:
    beside = ONE.splitlines()[2]
    assert both((ONE.format(SAID), f"{OTHER.format(SAID)}\n{beside}"))[0] is False


def test_a_quotation_that_nobody_is_said_to_have_spoken_tells_nothing() -> None:
    nobody = OTHER.replace("A director of Human Rights Watch, Ana Kovar, told", "It tells")
    nobody = nobody.replace(", Ana Kovar said", "")
    assert both((ONE.format(SAID), nobody.format(SAID)))[0] is False


def test_who_names_the_other_page_has_it_from_there() -> None:
    named = OTHER.replace("It had been", "The Alder Post reported that it had been")
    assert both((ONE.format(SAID), named.format(SAID)))[0] is False


def test_who_quotes_what_another_says_itself_is_the_later() -> None:
    assert both((PLAIN.format(SAID.capitalize()), ONE.format(SAID))) == (False, 1)
    assert both((ONE.format(SAID), PLAIN.format(SAID.capitalize()))) == (False, -1)


def test_a_lone_mark_is_no_quotation() -> None:
    lone = ONE.replace("“{}”", '"{}')
    assert both((PLAIN.format(SAID.capitalize()), lone.format(SAID)))[1] == 0


@pytest.mark.parametrize(
    "text",
    [
        "He said “nobody knew” twice.",
        "Er sagte: „Niemand wusste es“.",
        "Il a dit : «Personne ne savait».",
        "他說:「沒有人知道」。",
        'He said "nobody knew" twice.',
        "He said ‘nobody knew of it’ to the farmers’ wives.",
    ],
)
def test_quotations_of_many_scripts_are_found(text: str) -> None:
    ((start, end),) = quotations(text, 0, len(text))
    assert text[start] + text[end - 1] in {"“”", "„“", "«»", "「」", '""', "‘’"}


def test_a_quotation_of_another_paragraph_is_not_looked_at() -> None:
    assert quotations("“One” here.\nNone there.", 13, 17) == []


def test_both_papers_lead_to_the_source_that_they_quote() -> None:
    pages = pages_of(ONE.format(SAID), OTHER.format(SAID))
    drawn = trace_documents(
        pages, attributions=attributions(pages), resolve=resolve_agent, settings=TraceSettings()
    )
    assert [origin.name for origin in drawn.origins] == ["Human Rights Watch"]
    assert {edge.later for edge in drawn.derivations} == {each.id for each in pages}
    assert drawn.unclear == ()
