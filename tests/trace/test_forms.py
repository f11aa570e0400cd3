from __future__ import annotations

import dataclasses
import random
import time

from clued import clues_of
from firsthand.model.document import Document, Link, TextPosition
from firsthand.trace.forms import Looks, are_names, are_other_figures, is_filled_otherwise
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


def filled_otherwise(one: str, other: str) -> bool:
    reuse, shared = shared_of(*apart(one, other))
    return is_filled_otherwise(reuse, 0, 1, shared)


def test_a_form_with_a_figure_and_a_word_of_its_own_is_no_copy() -> None:
    form = "In all {} herders were {} at the clinics of the county before the winter came to it."
    assert filled_otherwise(form.format("5,120", "measured"), form.format("8,167", "sampled"))
    assert not filled_otherwise(form.format("5,120", "measured"), form.format("8,167", "measured"))
    assert not filled_otherwise(form.format("5,120", "measured"), form.format("5,120", "sampled"))


def test_a_figure_at_which_two_sentences_stop_agreeing_is_one_of_theirs() -> None:
    form = "{} herders of the valley were {} at the clinics of the county before the winter came."
    assert filled_otherwise(form.format("Some 5,120", "measured"), form.format("About 816", "seen"))


def test_two_sentences_that_differ_in_a_figure_are_more_than_a_form() -> None:
    form = "In all {} herders were {} at the clinics of the county before the winter came to it. "
    form += "Nobody in the three villages above the lake could say afterwards what it had been for."
    assert not filled_otherwise(form.format("5,120", "measured"), form.format("8,167", "sampled"))


def test_words_that_are_a_link_name_a_source() -> None:
    form = "What follows here draws on an account that was published in the Alpha and Omega Post"
    pages = apart(f"{form} of June.", f"{form} of March.")
    reuse, shared = shared_of(*pages)
    assert not are_names(clues_of(*pages), reuse, 0, shared.one_stretches)
    start = pages[0].text.index("an account")
    over = TextPosition(start=start, end=pages[0].text.index("Post") + 4)
    linking = dataclasses.replace(
        pages[0], links=(Link(target="https://p.example/1", position=over),)
    )
    assert are_names(clues_of(linking, pages[1]), reuse, 0, shared.one_stretches)


def test_a_page_of_addresses_costs_its_length() -> None:
    text = "a" * 100_000 + "://" + "https://a.example/1 " * 10_000
    pages = page(f"{OWN} {text}", address="a"), page(f"{OWN} {REST}", address="b")
    reuse, shared = shared_of(*pages)
    start = time.process_time()
    assert not are_names(clues_of(*pages), reuse, 0, shared.one_stretches)
    assert time.process_time() - start < 10


def own_words(seed: int) -> str:
    dice = random.Random(seed)  # noqa: S311 - letters, no secrets
    return " ".join("".join(dice.choices("abcdefghijklmnop", k=6)) for _ in range(15))


def test_what_was_found_of_a_form_is_found_once_for_all_pages_it_is_shared_with() -> None:
    """Five pages with one form, two of them with one figure: with what was kept each pair is told as without."""
    form = "In all {} herders were {} at the clinics of the county before the winter came to it."
    filled = [("5,120", "measured"), ("8,167", "sampled"), ("5,120", "seen"), ("9", "measured"), ("77", "asked")]  # fmt: skip
    pages = [
        page(f"{own_words(2 * n)}. {form.format(*words)} {own_words(2 * n + 1)}.", address=str(n))
        for n, words in enumerate(filled)
    ]
    clues, looks = clues_of(*pages), Looks()
    reuse = find_reuse(pages, settings=TraceSettings())
    told: list[bool] = []
    for one in range(len(pages)):
        for other in range(one):
            shared = reuse.between(one, other)
            assert shared is not None
            found = (
                is_filled_otherwise(reuse, one, other, shared, looks),
                are_other_figures(reuse, one, other, shared, looks),
                are_names(clues, reuse, one, shared.one_stretches, looks),
            )
            assert found == (
                is_filled_otherwise(reuse, one, other, shared),
                are_other_figures(reuse, one, other, shared),
                are_names(clues, reuse, one, shared.one_stretches),
            )
            told.extend(found)
    assert any(told)
    assert not all(told)
    sides = 2 * (len(told) // 3)
    assert 0 < len(looks.figures) < sides
