from __future__ import annotations

import pickle
import random
from dataclasses import replace

import pytest

from archived import CHINESE, NOTICE, OTHER, TITLE
from firsthand.model.document import Document, Link, ReadState
from firsthand.trace.reuse import find_reuse
from firsthand.trace.settings import TraceSettings
from firsthand.trace.sweep import COMPARED_MAX, Index, build_index, judge_page, may_belong

SETTINGS = TraceSettings()


def _page(text: str, address: str = "http://page.example/1", **more: object) -> Document:
    made = Document(
        capture=address, locator="", address=address, media_type="text/html",
        state=ReadState.READ, text=text,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def _index(*documents: Document) -> Index:
    return build_index(documents, settings=SETTINGS)


CASE = [
    _page(NOTICE, "https://www.paper.example/2031/notice.html", title=TITLE),
    _page(CHINESE, "https://paper.example/zh"),
]


def test_a_page_that_shares_a_passage_belongs() -> None:
    """
    notice   Health workers in Sandur Province have taken blood from 4.36 million residents ...
    page     (football) Health workers in Sandur Province have taken blood ... (bread)
    """
    page = _page(f"{OTHER[0]} {NOTICE} {OTHER[1]}")
    index = _index(*CASE)
    assert may_belong(index, text=page.text, links=())
    (found,) = judge_page(index, page).belongs
    assert found.document == CASE[0].id
    (passage,) = found.passages
    assert passage.page.exact == passage.document.exact == NOTICE.rstrip(".")
    assert found.document_share == 1.0
    assert 0.4 < found.page_share < 0.6


def test_a_passage_is_found_in_chinese_and_with_small_changes() -> None:
    index = _index(*CASE)
    changed = CHINESE.replace("四百三十六万", "近四百万").replace("医务人员", "医疗人员")
    for text, document in (
        (f"{OTHER[2]} {changed}", CASE[1]),
        (NOTICE.replace("4.36", "4,5"), CASE[0]),
    ):
        assert may_belong(index, text=text, links=())
        assert [each.document for each in judge_page(index, _page(text)).belongs] == [document.id]


@pytest.mark.slow
def test_what_is_found_is_what_tracing_finds() -> None:
    """
    pages patched together from pieces of thirty documents: the same pairs, the same shares
    """
    dice = random.Random(11)  # noqa: S311 - words, no secrets
    words = [
        f"{a}{b}"
        for a in ("ka", "lo", "mer", "tin", "su", "ber")
        for b in ("dan", "rik", "osh", "tal", "ven")
    ]
    texts = [
        " ".join(dice.choice(words) + str(dice.randrange(9)) for _ in range(90)) for _ in range(30)
    ]
    case = [_page(text, f"http://case{number}.example/d") for number, text in enumerate(texts)]
    index = _index(*case)
    for number in range(30):
        pieces = []
        for _ in range(3):
            source = dice.choice(texts).split()
            start = dice.randrange(60)
            pieces.append(" ".join(source[start : start + dice.choice((4, 12, 30))]))
            pieces.append(" ".join(dice.choice(words) + str(dice.randrange(9)) for _ in range(20)))
        page = _page(" ".join(pieces), f"http://page{number}.example/p")
        expected = {
            document.id: round(shared.other_share, 4)
            for document in case
            if (shared := find_reuse([document, page], settings=SETTINGS).between(0, 1))
        }
        found = {each.document: each.page_share for each in judge_page(index, page).belongs}
        assert found == expected
        assert may_belong(index, text=page.text, links=()) or not expected


def test_a_page_that_links_belongs_whatever_it_says() -> None:
    """
    with another scheme, a tracking parameter, a fragment, by way of an archive
    """
    index = _index(*CASE)
    for target in (
        "http://paper.example/2031/notice.html?utm_source=x#top",
        "https://web.archive.org/web/20310101000000/https://www.paper.example/2031/notice.html",
    ):
        assert may_belong(index, text="", links=("http://else.example/", target))
        (found,) = judge_page(index, _page(OTHER[0], links=(Link(target=target),))).belongs
        assert (found.document, found.linked, found.passages) == (CASE[0].id, target, ())


def test_a_relative_link_is_worth_a_look() -> None:
    assert may_belong(_index(*CASE), text="", links=("../2031/notice.html",))
    assert not may_belong(_index(*CASE), text="", links=("../2031/other.html", "/", "#top", ""))


def test_a_page_that_names_a_title_belongs() -> None:
    index = _index(*CASE)
    text = f"{OTHER[3]} They quote “{TITLE.upper()}”."
    assert may_belong(index, text=text, links=())
    named = {each.document: each.named for each in judge_page(index, _page(text)).belongs}
    assert named == {CASE[0].id: TITLE}


def test_other_pages_belong_to_nothing() -> None:
    index = _index(*CASE)
    page = _page(" ".join(OTHER), links=(Link(target="https://paper.example/"),))
    assert not may_belong(index, text=page.text, links=("https://paper.example/",))
    assert judge_page(index, page).belongs == ()
    assert judge_page(index, replace(page, state=ReadState.UNREADABLE)).belongs == ()


def test_the_page_itself_is_held_and_is_no_finding() -> None:
    """
    the same words at the same address at the same moment; a later capture is another page
    """
    document = replace(CASE[0], captured="2031-04-01T00:00:00Z")
    index = _index(document, _page(f"{NOTICE} {OTHER[0]}", "http://copy.example/c"))
    verdict = judge_page(index, replace(document, capture="elsewhere"))
    assert verdict.held
    assert len(verdict.belongs) == 1
    later = judge_page(index, replace(document, captured="2031-05-01T00:00:00Z"))
    assert not later.held
    assert len(later.belongs) == 2


def test_what_is_found_with_one_document_does_not_hang_on_others() -> None:
    """
    against all at once, or against each by itself: the same
    """
    page = _page(f"{OTHER[0]} {NOTICE} {CHINESE}")
    together = judge_page(_index(*reversed(CASE)), page).belongs
    alone = [each for one in CASE for each in judge_page(_index(one), page).belongs]
    assert sorted(together, key=str) == sorted(alone, key=str)
    assert len(together) == 2


def test_a_page_that_a_whole_case_copies_is_compared_with_a_bounded_number() -> None:
    case = [
        _page(f"{NOTICE} {number} {OTHER[number % 4]}", f"http://c.example/{number}")
        for number in range(100)
    ]
    assert len(judge_page(_index(*case), _page(NOTICE)).belongs) == COMPARED_MAX


def test_an_index_of_nothing_finds_nothing() -> None:
    index = _index(_page("short", "a"))
    assert not may_belong(index, text=NOTICE, links=("http://a.example/b",))
    assert judge_page(index, _page(NOTICE)).belongs == ()


def test_an_index_can_be_sent() -> None:
    index = pickle.loads(pickle.dumps(_index(*CASE)))  # noqa: S301 - our own
    assert may_belong(index, text=NOTICE, links=())
