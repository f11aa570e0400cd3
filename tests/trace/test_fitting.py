from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from clued import clues_of
from firsthand.model.document import Document
from firsthand.trace.engine import HERE
from firsthand.trace.facts import Facts
from firsthand.trace.fitting import Fitting, around
from firsthand.trace.reuse import find_reuse
from firsthand.trace.settings import TraceSettings
from spoken import page

AGENT = "Human Rights Watch"
FIGURES = [f"{number},{number + 1}00" for number in range(20, 32)]


def hrw(figure: str, day: int) -> Document:
    text = f"In a village {figure} tubes were filled and sent away by train."
    return page(text, address=f"https://hrw.org/{day}", publisher="人权观察", published=f"2030-01-{day:02}")  # fmt: skip


def paper(words: str, day: int) -> Document:
    text = f"HRW said that {words}."
    return page(text, address=f"paper{day}", publisher=f"Paper {day}", published=f"2030-01-{day:02}")  # fmt: skip


REPORTS = [hrw(figure, day) for day, figure in enumerate(FIGURES, 1)]
PAPERS = [paper(f"{figure} people gave blood", day) for day, figure in enumerate(FIGURES, 3)]
DOCUMENTS = sorted([*REPORTS, *PAPERS], key=lambda document: document.published.edtf if document.published else "")  # fmt: skip


def fitting_of(*documents: Document) -> Fitting:
    clues = clues_of(*documents)
    reuse = find_reuse(documents, settings=TraceSettings())
    return Fitting(
        own=clues.named,
        clues=dataclasses.replace(clues, resolve=str),
        reuse=reuse,
        facts=Facts(documents, webs=reuse.webs()),
        settings=TraceSettings(),
        low=np.array([span.low for span in clues.spans]),
        high=np.array([span.high for span in clues.spans]),
    )


def test_the_page_that_has_the_figure_speaks_most_of_what_is_said() -> None:
    """of twelve reports a paper's figure is in one, which was there before"""
    fitting = fitting_of(*DOCUMENTS)
    for number, document in enumerate(PAPERS):
        at = DOCUMENTS.index(document)
        spoken = fitting.try_one(at, AGENT).spoken
        assert spoken is not None
        assert DOCUMENTS[spoken] == REPORTS[number]


@pytest.mark.parametrize("most", [300, 3, 1])
def test_namings_tried_together_fit_as_each_fits_alone(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """also where of very many pages of a source only the latest are tried, and for pages that copied one"""
    monkeypatch.setattr("firsthand.trace.fitting.PAGES_TRIED_MAX", most)
    monkeypatch.setattr("firsthand.trace.fitting.PART", 2)
    words = REPORTS[0].text[:-1] * 2
    documents = [*DOCUMENTS, paper(words, 29), hrw(words, 28)]
    fitting = fitting_of(*documents)
    namings = [(at, AGENT) for at, named in enumerate(fitting.own) if AGENT in named]
    fits = fitting.try_all(namings, HERE)
    assert list(fits) != []
    assert set(fits) == set(namings)
    for naming, fit in fits.items():
        alone = fitting.fit(*naming)
        assert (fit.first, fit.sharing) == (alone.first, alone.sharing)
        assert fit.is_tried == (not fit.sharing)
        if fit.is_tried:
            one = fitting.try_one(*naming)
            assert (fit.spoken, fit.late) == (one.spoken, one.late)
    assert any(fit.sharing for fit in fits.values())
    assert any(fit.spoken is not None for fit in fits.values())


def test_a_later_page_fits_only_by_a_rare_figure() -> None:
    """the same words without a figure, or another figure, name no page that is later"""
    late = hrw("36,210", 20)
    told = paper("in a village 36,210 tubes were filled", 3)
    bare = paper("in a village the tubes were filled and sent away", 4)
    other = paper("in a village 36,999 tubes were filled", 5)
    fitting = fitting_of(told, bare, other, *REPORTS[5:], late)
    number = 3 + len(REPORTS[5:])
    assert [fitting.try_one(at, AGENT).late for at in range(3)] == [number, None, None]
    assert [fitting.try_one(at, AGENT).spoken for at in range(3)] == [None] * 3


def test_of_several_pages_with_the_same_figure_the_latest_before_is_taken() -> None:
    """not one without a date, nor one that is later than who names them; whichever is looked at first"""
    early, again, late = hrw("36,210", 3), hrw("36,210", 9), hrw("36,210", 25)
    undated = dataclasses.replace(hrw("36,210", 12), published=None)
    told = paper("in a village 36,210 people gave blood", 15)
    for some in ([early, again, told, late, undated], [undated, again, early, told, late]):
        documents = [*some, *REPORTS]
        spoken = fitting_of(*documents).try_one(documents.index(told), AGENT).spoken
        assert spoken is not None
        assert documents[spoken] == again


def test_of_few_pages_all_are_tried_and_of_many_those_before() -> None:
    assert around([1, 5, 9], 5) == [1, 5, 9]
    many = list(range(0, 2_000, 2))
    assert list(around(many, 1_001)) == [*range(402, 1_001, 2), 1_002]


def test_who_names_a_source_without_a_page_has_nothing_to_try() -> None:
    fitting = fitting_of(PAPERS[0])
    assert fitting.fit(0, AGENT).first is None
    assert (fitting.try_one(0, AGENT).spoken, fitting.try_one(0, AGENT).late) == (None, None)
    assert fitting.try_all([], HERE) == {}
