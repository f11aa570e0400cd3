from __future__ import annotations

from clued import attributions
from firsthand.read.agents import resolve_agent
from firsthand.trace.dates import published_span
from firsthand.trace.seeing import Seeing
from spoken import page

STORY = "The weather was fine in the valley, and the harvest was brought in before the rain."
ASH = page("It rained in Ash.", address="https://ash.example/1", publisher="Ash Courier")
ELM = page(f"{STORY}\n(Ash Courier)", address="https://elm.example/1", publisher="Elm Ledger")
BARE = page(STORY, address="https://elm.example/2")


def test_whose_pages_are_and_whom_they_name_is_read_in_two_parts() -> None:
    """a credit that only the houses of the case tell, and a page whose host says whose it is"""
    documents = [ASH, ELM, BARE]
    spans = [published_span(document) for document in documents]
    seeing = Seeing(documents, spans, attributions(documents), resolve_agent)
    seeing.begin()
    assert seeing.houses == ["ash courier", "elm ledger", "elm ledger"]
    assert seeing.clues == []
    seeing.finish()
    (clues,) = seeing.clues
    assert [sorted(named) for named in clues.named] == [[], ["Ash Courier"], []]
    assert clues.publishers == ("Ash Courier", "Elm Ledger", "Elm Ledger")
