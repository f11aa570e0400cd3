from __future__ import annotations

import dataclasses

import pytest

from clued import clues_of, link
from firsthand.model.document import Document
from firsthand.trace.families import gather_families
from firsthand.trace.naming import SMALL_CASE, Named, follow_names
from firsthand.trace.parents import choose_parents
from firsthand.trace.reuse import find_reuse
from firsthand.trace.settings import TraceSettings
from spoken import page

SAID = "HRW said that police in Qarluq took blood from 36,200 residents aged over 12."
REPORT = "In Qarluq, 36,200 people have given blood. Nobody was asked whether they would, and no form was there to sign at all."


def named(*documents: Document) -> Named:
    settings = TraceSettings()
    reuse = find_reuse(documents, settings=settings)
    clues = clues_of(*documents)
    steps = choose_parents(reuse, gather_families(reuse), clues, settings=settings).steps
    return follow_names(clues, reuse, steps, settings=settings)


def to_pages(found: Named) -> set[tuple[int, int]]:
    return {(step.later, step.earlier) for step, _ in found.pages}


def to_names(found: Named) -> set[tuple[int | str, str]]:
    return {(step.later, step.agent) for step in found.names}


def hrw(text: str, day: str, number: int = 0) -> Document:
    return page(text, address=f"https://hrw.org/{number}", publisher="人权观察", published=day)


PAPER = page(SAID, address="paper", publisher="A Paper", published="2030-02-01")
CROWD = [
    page(f"On day {n} it rained in village {n * n} again.", address=f"c{n}")
    for n in range(SMALL_CASE)
]


def test_a_source_without_a_page_is_known_by_name() -> None:
    assert to_names(named(PAPER)) == {(0, "Human Rights Watch")}


def test_a_source_s_only_page_in_a_small_case_is_the_one() -> None:
    found = named(PAPER, hrw("A report on the matter.", "2030-01-01"))
    assert to_pages(found) == {(0, 1)}
    assert to_names(found) == set()


def test_a_copy_of_the_source_s_page_leaves_it_the_one() -> None:
    """the report kept twice, or once more in its print view: no second source comes of it"""
    print_view = REPORT + " Printed from hrw.org."
    for copy in (hrw(REPORT, "2030-01-01", 2), hrw(print_view, "2030-01-09", 2)):
        found = named(PAPER, hrw(REPORT, "2030-01-01", 1), copy)
        assert to_pages(found) == {(0, 1)}
        assert to_names(found) == set()


def test_a_later_page_of_the_source_is_not_the_one() -> None:
    assert to_pages(named(PAPER, hrw("A report on the matter.", "2031-01-01"))) == set()


def test_in_a_large_pile_the_facts_tell_which_page_of_the_source_it_is() -> None:
    """
    three pages by Human Rights Watch; one speaks of Qarluq and 36,200
    """
    pages = [
        PAPER, hrw("On the harvest and its price.", "2030-01-01"), hrw(REPORT, "2030-01-02", 1),
        hrw("On schools.", "2030-01-03", 2), *CROWD,
    ]  # fmt: skip
    assert to_pages(named(*pages)) == {(0, 2)}
    assert to_pages(named(*[p for p in pages if p.text != REPORT])) == set()


def test_a_page_with_the_rare_figure_is_the_one_whatever_its_date_says() -> None:
    """
    of two pages that are later by their dates the one that has 36,200, and no page without it
    """
    pages = [
        PAPER, hrw("On the harvest and its price in Qarluq.", "2030-03-01"), hrw(REPORT, "2030-03-02", 1),
        hrw("On schools.", "2030-03-03", 2), *CROWD,
    ]  # fmt: skip
    found = named(*pages)
    assert to_pages(found) == {(0, 2)}
    assert 0.65 <= found.pages[0][0].score < 0.75
    without = named(*[p for p in pages if p.text != REPORT])
    assert (to_pages(without), to_names(without)) == (set(), {(0, "Human Rights Watch")})


def test_a_later_page_of_the_source_that_repeats_the_paper_is_not_what_it_cites() -> None:
    """the source prints what the paper had printed: no circle"""
    again = hrw(f"{SAID} {REPORT} So a paper had it.", "2030-03-01")
    found = named(PAPER, again, hrw("On schools.", "2030-03-03", 2), *CROWD)
    assert to_pages(found) == set()
    assert found.circular == []


def test_a_link_tells_which_page_of_the_source_it_is() -> None:
    here = dataclasses.replace(PAPER, links=(link(SAID, "blood", "https://www.hrw.org/2"),))
    found = named(here, hrw("Report one.", "2030-01-01", 1), hrw("Report two.", "2030-01-01", 2))
    assert to_pages(found) == {(0, 2)}


def test_a_copy_of_a_report_that_quotes_a_source_rests_on_the_report() -> None:
    copy = page(f"{SAID} So they say.", address="b", published="2030-03-01")
    assert to_names(named(PAPER, copy)) == {(0, "Human Rights Watch")}


def test_a_chain_leads_from_newspaper_to_organisation_to_notice() -> None:
    """
    the paper names HRW; HRW's page names the notice; the paper names both
    """
    notice = "According to a notice by Qarluq Police Bureau, blood was taken. "
    also = "It is a notice by Qarluq Police Bureau that says so."
    paper = page(f"{SAID} {also}", address="paper", published="2030-02-01")
    found = named(paper, hrw(f"{notice}{REPORT}", "2030-01-01"))
    assert to_pages(found) == {(0, 1)}
    assert to_names(found) == {(1, "Qarluq Police Bureau")}


def test_a_link_over_the_words_that_name_a_source_is_its_address() -> None:
    """
    "a notice by Qarluq Police Bureau", the name a link to an address nobody has met
    """
    text = "According to a notice by Qarluq Police Bureau, blood was taken. It rained."
    to = link(text, "Qarluq Police Bureau", "https://qarluq.example/n/1")
    aside = link(text, "rained", "https://weather.example/")
    found = named(dataclasses.replace(page(text), links=(to, aside)))
    assert found.addresses == {"Qarluq Police Bureau": {"https://qarluq.example/n/1"}}


def test_a_link_that_names_its_page_leads_there_without_a_word_in_common() -> None:
    """
    paper  2030-02-01  "As [the Alpha Post has shown], it rained."   -> the Alpha Post's page, by report
    alpha  2030-01-01; where it is from 2030-03-01, the link was put there later and leads nowhere
    """
    text = "As the Alpha Post has shown, it rained."
    to_alpha = (link(text, "the Alpha Post has shown", "https://alpha.example/1"),)
    paper = dataclasses.replace(PAPER, text=text, links=to_alpha)
    for day, led in {"2030-01-01": {(0, 1)}, "2030-03-01": set()}.items():
        alpha = page("A report.", address="https://alpha.example/1", published=day)
        found = named(paper, alpha, *CROWD)
        assert to_pages(found) == led
    silent = dataclasses.replace(alpha, published=None)
    (step,) = named(paper, silent, *CROWD).pages
    assert [(one.type, one.later.exact) for one in step[1] if one.later] == [
        ("link", "the Alpha Post has shown")
    ]


def test_who_cites_another_rests_on_it() -> None:
    text = "Reuters said blood was taken, citing Human Rights Watch."
    assert to_names(named(page(text))) == {(0, "Reuters"), ("Reuters", "Human Rights Watch")}


def test_a_circle_of_pages_that_name_each_other_is_flagged() -> None:
    one = page("Xinhua said blood was taken.", address="a", publisher="Reuters")
    other = page("Reuters said blood was taken.", address="b", publisher="Xinhua")
    found = named(one, other)
    assert len(found.pages) == 1
    assert len(found.circular) == 1


def test_of_captures_of_one_address_a_link_leads_to_the_latest_before_it() -> None:
    """three captures of a page that changed; the paper links to its address: one edge, not three"""
    captures = [
        page(f"In Qarluq {n * 1234} gave blood.", address="https://b.example/1", published=day)
        for n, day in ((3, "2030-01-03"), (5, "2030-01-05"), (9, "2030-03-09"))
    ]
    here = dataclasses.replace(PAPER, links=(link(SAID, "blood", "https://b.example/1"),))
    assert to_pages(named(here, *captures)) == {(0, 2)}


def test_links_in_a_ring_are_followed_once_and_told() -> None:
    """
    a -> b -> c -> a, on one day, by links alone
    """
    ring = [
        page(
            f"{REPORT} So {name} writes.",
            address=f"https://{name}.example/1",
            published="2030-01-01",
        )
        for name in "abc"
    ]
    pages = [
        dataclasses.replace(one, links=(link(one.text, "Qarluq", after.address),))
        for one, after in zip(ring, [*ring[1:], ring[0]], strict=True)
    ]
    found = named(*pages)
    assert len(found.circular) == 1
    assert len(to_pages(found)) <= 2


def test_a_page_that_links_to_its_own_echo_is_told() -> None:
    """
    the first page, later amended, links to the page that took it over from there
    """
    first = page(REPORT, address="https://a.example/1", publisher="Xinhua", published="2030-01-01")
    said = f"Xinhua reported on it. {REPORT}"
    echo = page(said, address="https://b.example/2", published="2030-02-01")
    first = dataclasses.replace(first, links=(link(first.text, "Qarluq", echo.address),))
    found = named(first, echo)
    assert found.circular == [(0, 1)]


def test_sources_by_name_that_cite_each_other_are_told() -> None:
    """
    one page: "Reuters said, citing Xinhua"; another: "Xinhua said, citing Reuters"
    """
    one = page("Reuters said blood was taken, citing Xinhua.", address="a", published="2030-01-01")
    other = page(
        "Xinhua said blood was taken, citing Reuters.", address="b", published="2030-01-02"
    )
    found = named(one, other)
    assert [set(ends) for ends in found.circular] == [{"Reuters", "Xinhua"}]


def test_a_house_that_cites_who_cites_it_is_told() -> None:
    """
    paper  2030-01-02  "Xinhua said ..."      Xinhua  2030-01-09  "A Paper said ..."
    """
    paper = page(
        "Xinhua said blood was taken.", address="a", publisher="A Paper", published="2030-01-02"
    )
    agency = page(
        "A Paper said blood was taken.", address="b", publisher="Xinhua", published="2030-01-09"
    )
    found = named(paper, agency)
    assert to_pages(found) == {(1, 0)}
    assert found.houses == [(1, 0)]


def test_a_circle_over_several_steps_is_told() -> None:
    """
    a (Reuters) names Xinhua; b (Xinhua) names dpa; c (dpa) names Reuters; all on one day
    """
    told = (("Reuters", "Xinhua"), ("Xinhua", "dpa"), ("dpa", "Reuters"))
    found = named(
        *(
            page(
                f"{whom} said blood was taken.", address=who, publisher=who, published="2030-01-01"
            )
            for who, whom in told
        )
    )
    assert len(found.circular) + len(found.houses) >= 1
    assert len(to_pages(found)) == 2


def test_the_address_of_a_missing_source_is_kept() -> None:
    here = dataclasses.replace(PAPER, links=(link(SAID, "blood", "https://www.hrw.org/9"),))
    assert named(here).addresses == {"Human Rights Watch": {"https://www.hrw.org/9"}}


def test_of_very_many_pages_of_one_source_the_latest_before_are_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("firsthand.trace.fitting.PAGES_TRIED_MAX", 2)
    pages = [hrw(f"On the {n}th of a month.", f"2030-01-{n:02}", n) for n in range(10, 20)]
    old, new = hrw(REPORT, "2029-01-01", 1), hrw(REPORT[:60], "2030-01-25", 2)
    ordered = [old, *pages, new, PAPER, *CROWD]
    assert to_pages(named(*ordered)) == {(12, 11)}
    assert to_pages(named(*[p for p in ordered if p is not new])) == set()


def test_a_page_without_the_figure_is_not_the_one() -> None:
    """HRW has a page on the county that gives another figure: what it said of 36,200 is not there"""
    text = "Police in Qarluq took blood from {} residents, aged over 12 as it seems."
    third = page("Printers made 36,200 forms.", address="third", published="2030-01-09")
    other, same = (hrw(text.format(figure), "2030-01-01") for figure in ("9,999", "36,200"))
    assert (0, "Human Rights Watch") in to_names(named(PAPER, other, third, *CROWD))
    assert to_pages(named(PAPER, same, third, *CROWD)) == {(0, 1)}
