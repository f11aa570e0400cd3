from __future__ import annotations

from clued import clues_of
from firsthand.model.document import Document
from firsthand.trace.deciding import Step
from firsthand.trace.kin import kin_of, namings_of_kin, own_namings
from firsthand.trace.reuse import find_reuse
from firsthand.trace.settings import TraceSettings
from spoken import page

SAID = "HRW said that police in Qarluq took blood from 36,200 residents aged over 12 in the spring."
MORE = "Nobody was asked whether they would, and no form was there to sign at all that summer."


def pages(*texts: str) -> list[Document]:
    """Each at an address of its own; the last is by HRW."""
    made = [page(text, address=f"https://{n}.example/") for n, text in enumerate(texts)]
    return [*made, page(MORE, address="https://hrw.org/1", publisher="Human Rights Watch")]


def led(documents: list[Document], *, steps: list[Step], drawn: list[tuple[int, int]]) -> set[tuple[int, int, int]]:  # fmt: skip
    reuse = find_reuse(documents, settings=TraceSettings())
    clues = clues_of(*documents)
    kin = kin_of(steps, [(0, 1)] if not steps else [], drawn)
    found = namings_of_kin(own_namings(steps, clues, reuse), kin, clues, reuse)
    return {(page_number, target, other) for page_number, _, target, other in found}


def test_what_a_copy_copied_it_does_not_name_itself() -> None:
    documents = pages(SAID, f"So it was. {SAID}")
    reuse, clues = find_reuse(documents, settings=TraceSettings()), clues_of(*documents)
    first, copy, _ = own_namings([Step(later=1, earlier=0, score=0.9)], clues, reuse)
    assert (list(first), copy) == (["Human Rights Watch"], {})


def test_of_two_in_open_order_both_lead_where_one_leads() -> None:
    documents = pages(SAID, f"So it was. {SAID}")
    assert led(documents, steps=[], drawn=[(1, 2)]) == {(0, 2, 1)}
    assert led(documents, steps=[], drawn=[]) == set()


def test_a_page_leads_where_its_copy_leads() -> None:
    documents = pages(SAID, f"So it was. {SAID}")
    steps = [Step(later=1, earlier=0, score=0.9)]
    assert led(documents, steps=steps, drawn=[(1, 2)]) == {(0, 2, 1)}


def test_other_words_that_name_the_source_lead_nowhere() -> None:
    other = f"{MORE} HRW told it so."
    documents = pages(f"{SAID} {MORE}", other)
    assert led(documents, steps=[], drawn=[(1, 2)]) == set()
