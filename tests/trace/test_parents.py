from __future__ import annotations

import dataclasses

import pytest

from clued import clues_of, link
from firsthand.model.document import Document
from firsthand.trace import parents
from firsthand.trace.copies import ASKED_MAX
from firsthand.trace.families import gather_families
from firsthand.trace.parents import Parentage, choose_parents
from firsthand.trace.reuse import find_reuse
from firsthand.trace.settings import TraceSettings
from spoken import page

REPORT = "Officials in the invented province have taken blood from every resident aged 12 to 65 since the spring. Families were called to the clinic by loudspeaker."
OTHER = "The weather was fine, and the harvest was brought in before the first rain of autumn came over the hills. Nobody complained of the price of grain."


def chosen(*documents: Document) -> Parentage:
    reuse = find_reuse(documents, settings=TraceSettings())
    return choose_parents(
        reuse, gather_families(reuse), clues_of(*documents), settings=TraceSettings()
    )


def steps(found: Parentage) -> set[tuple[int, int]]:
    return {(step.later, step.earlier) for step in found.steps}


def dated(text: str, day: int | None, **told: str) -> Document:
    published = f"2030-01-{day:02}" if day else None
    return page(text, address=f"{day}{text[:9]}", published=published, **told)


def test_each_text_comes_from_the_one_it_is_nearest_to() -> None:
    """
    1  report    2  report with a word changed    3  the same with another word changed
    """
    second = REPORT.replace("invented", "distant")
    third = second.replace("loudspeaker", "telephone")
    found = chosen(dated(REPORT, 1), dated(second, 5), dated(third, 9))
    assert steps(found) == {(1, 0), (2, 1)}
    assert all(step.score > 0.8 for step in found.steps)


def test_a_page_made_of_two_has_two_parents() -> None:
    found = chosen(dated(REPORT, 1), dated(OTHER, 2), dated(f"{REPORT} {OTHER}", 9))
    assert steps(found) == {(2, 0), (2, 1)}


def test_of_two_versions_of_one_day_the_one_that_others_link_to_is_the_first() -> None:
    """
    0  report    1  report with a word changed, on the same day    2, 3  took a sentence later, and may link to 1
    """
    one, other = (
        page(text, address=f"https://{n}.example/", published="2030-01-01")
        for n, text in zip("ab", (REPORT, REPORT.replace("invented", "distant")), strict=True)
    )
    versions = sorted([one, other], key=lambda version: version.id)
    own = "A strike of bakers went on.", "Nobody knew what the war would cost in the end."
    quoting = [dated(f"{own[at]} {REPORT[-130:]}", 5 + at) for at in (0, 1)]
    linking = [
        dataclasses.replace(taken, links=(link(taken.text, word, versions[1].address),))
        for taken, word in zip(quoting, ("bakers", "war"), strict=True)
    ]
    assert (0, 1) in chosen(*versions, *quoting).unclear
    found = chosen(*versions, *linking)
    assert (0, 1) in steps(found)
    assert (0, 1) not in found.unclear


def test_where_nothing_tells_who_was_first_the_pair_is_open() -> None:
    found = chosen(dated(REPORT, None), dated(f"Today. {REPORT}", None))
    assert found.steps == ()
    assert found.unclear == ((0, 1),)


def test_a_credit_outweighs_nothing_but_a_wrong_date_is_found_out() -> None:
    """Reuters' own page is dated last, and three papers credit Reuters."""
    papers = [dated(f"Source: Reuters\n{REPORT} {n}", n, publisher=f"P{n}") for n in (3, 4, 5)]
    found = chosen(*papers, dated(REPORT, 9, publisher="Reuters"))
    assert {earlier for _, earlier in steps(found)} >= {3}
    assert all(later != 3 for later, _ in steps(found))


def test_a_text_is_earlier_than_who_links_to_a_copy_of_it() -> None:
    """
    0  quotes the text, a day earlier by its date    1  the text    2  the same, weeks later: 0 links to it
    """
    told = dated(f"{OTHER} They wrote: {REPORT}", 4)
    made = link(told.text, "They wrote", "https://first.example/")
    linking = dataclasses.replace(told, links=(made,))
    copied = page(REPORT, address="https://first.example/", published="2030-02-14")
    assert steps(chosen(told, dated(REPORT, 5), copied)) == {(1, 0), (2, 1)}
    assert steps(chosen(linking, dated(REPORT, 5), copied)) == {(0, 1), (2, 1)}


def test_further_exact_copies_follow_the_first() -> None:
    count = ASKED_MAX + 4
    documents = [page(REPORT, address=str(n), published=f"20{10 + n}-01-01") for n in range(count)]
    found = chosen(*documents)
    assert {later for later, _ in steps(found)} == set(range(1, count))


def test_a_crowd_follows_its_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parents, "NODES_MAX", 4)
    documents = [dated(f"{REPORT} Number {n}{n}{n}.", n) for n in range(1, 10)]
    found = chosen(*documents)
    assert {later for later, _ in steps(found)} == set(range(1, 9))


def test_no_page_comes_from_itself() -> None:
    mixed = [
        dated(f"{REPORT} {OTHER}", None),
        dated(f"{OTHER} {REPORT}", 3),
        dated(REPORT, 3),
        dated(OTHER, 3),
    ]
    above: dict[int, set[int]] = {}
    for later, earlier in steps(chosen(*mixed)):
        above.setdefault(later, set()).add(earlier)
    for page_number in above:
        met, waiting = set(), [page_number]
        while waiting:
            for earlier in above.get(waiting.pop(), ()):
                assert earlier != page_number
                if earlier not in met:
                    met.add(earlier)
                    waiting.append(earlier)
