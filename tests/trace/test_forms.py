from __future__ import annotations

import time

from clued import clues_of
from firsthand.model.document import Document
from firsthand.trace.forms import are_names, are_other_figures
from firsthand.trace.reuse import Reuse, Shared, find_reuse
from firsthand.trace.settings import TraceSettings
from spoken import page

OWN = "The harvest was brought in before the first rain came over the hills, and nobody complained of it."
REST = "It had been a long and dry summer in the valley, and most of the wells along the road stood empty."


def shared_of(one: Document, other: Document) -> tuple[Reuse, Shared]:
    reuse = find_reuse([one, other], settings=TraceSettings())
    shared = reuse.between(0, 1)
    assert shared is not None
    return reuse, shared


def apart(one: str, other: str) -> tuple[Document, Document]:
    return page(f"{OWN} {one} {REST}", address="a"), page(f"{REST[:60]} {other}", address="b")


def names_alone(one: str, other: str) -> bool:
    pages = apart(one, other)
    reuse, shared = shared_of(*pages)
    return are_names(clues_of(*pages), reuse, 0, shared.one_stretches)


def other_figures(one: str, other: str) -> bool:
    reuse, shared = shared_of(*apart(one, other))
    return are_other_figures(reuse, 0, 1, shared)


def test_a_sentence_with_the_address_of_a_source_names_it() -> None:
    """two pages of two papers that each give the address of what they follow"""
    form = "What follows draws on an account in the Alpha Post (https://post.example/2018/{})."
    assert names_alone(form.format(17), form.format(93))
    said = "Nurses came to the village in spring and took blood from every grown person, he wrote."
    assert not names_alone(said, said)


def test_one_sentence_with_other_figures_throughout_is_a_form() -> None:
    form = (
        "In all {} herders aged {} to {} were measured at the clinics of the county before winter."
    )
    assert other_figures(form.format("5,120", 12, 65), form.format("8,167", 14, 70))
    assert not other_figures(form.format("5,120", 12, 65), form.format("5,121", 12, 65))
    assert not other_figures(form.format("5,120", 12, 65), form.format("5120", 14, 70))


def test_one_changed_figure_is_no_form() -> None:
    """it may have changed on the way"""
    form = "In all {} herders were measured at the clinics of the county before the winter came."
    assert not other_figures(form.format("5,120"), form.format("8,167"))


def test_a_page_of_addresses_costs_its_length() -> None:
    text = "a" * 100_000 + "://" + "https://a.example/1 " * 10_000
    pages = page(f"{OWN} {text}", address="a"), page(f"{OWN} {REST}", address="b")
    reuse, shared = shared_of(*pages)
    start = time.process_time()
    assert not are_names(clues_of(*pages), reuse, 0, shared.one_stretches)
    assert time.process_time() - start < 10
