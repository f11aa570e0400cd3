from __future__ import annotations

import pytest

from firsthand.model.document import Document
from firsthand.trace.descent import trace_documents
from firsthand.trace.related import TAIL_CHARACTERS, list_start
from firsthand.trace.settings import TraceSettings
from spoken import page

STORY = "In the county of Qarluq nurses went from house to house and took blood from every resident aged 12 to 65 whom they met"
HAN = "卡鲁克县的护士挨家挨户走访，给每一位年龄在十二岁到六十五岁之间的居民抽取了血样并登记姓名"
FILLING = "\n".join(
    f"On day {n} the harvest of village {n * n} was brought in before the rain came."
    for n in range(12)
)
ELSEWHERE = "\n".join(
    f"Officers of town {n} told herders near lake {n * n * n} to sell their sheep at once."
    for n in range(12)
)
FOOT = "Subscribe to our newsletter and never miss what happens in the valley again."


def edges(*documents: Document) -> set[tuple[str, str]]:
    drawn = trace_documents(documents, attributions={}, resolve=str, settings=TraceSettings())
    return {(edge.later, edge.earlier) for edge in drawn.derivations}


def story(words: str) -> Document:
    return page(
        f"{words}. {ELSEWHERE}",
        address="https://a.example/1",
        publisher="Ash Courier",
        published="2030-01-01",
    )


def paper(text: str) -> Document:
    return page(text, address="https://b.example/2", publisher="Elm Ledger", published="2030-02-01")


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Related stories", STORY), ("MOST READ:", STORY), ("More from the Elm Ledger", STORY),
        ("相关新闻", HAN), ("延伸閱讀：", HAN), ("Читайте также:", STORY),
    ],
)  # fmt: skip
def test_what_stands_in_a_list_of_other_stories_links_nobody(heading: str, words: str) -> None:
    first = story(words)
    listed = paper(f"{FILLING}\n\n{heading}\n- {words}\n- Hens lay more in spring\n\n{FOOT}")
    assert edges(first, listed) == set()
    assert edges(first, paper(f"{FILLING}\n\n{words}.\n\n{FOOT}")) != set()


def test_a_page_that_says_it_itself_too_is_linked() -> None:
    first = story(STORY)
    both = paper(f"{STORY}.\n{FILLING}\n\nRelated stories\n- {STORY}\n- Hens lay more in spring")
    assert edges(first, both) == {(both.id, first.id)}


def test_a_heading_without_a_list_and_one_in_the_middle_are_none() -> None:
    """a paragraph may begin below "Read more", and what stands far above the end is the page's"""
    bare = f"{FILLING}\nRead more\n{STORY}."
    assert list_start(bare) == len(bare)
    long = "It rained. " * TAIL_CHARACTERS
    middle = f"{FILLING}\nRelated stories\n- {STORY}\n{long}"
    assert list_start(middle) == len(middle)
    first = story(STORY)
    assert edges(first, paper(bare)) != set()
    assert edges(first, paper(f"{FILLING}\nRelated stories\n- {STORY}\n{FILLING}\n{FILLING}")) != set()  # fmt: skip


def test_copies_are_copies_with_the_same_list_below() -> None:
    whole = f"{FILLING}\n\nRelated stories\n- {STORY}\n- Hens lay more in spring"
    first = page(whole, address="https://a.example/1", published="2030-01-01")
    second = page(f"{whole}!", address="https://b.example/1", published="2030-01-09")
    assert edges(first, second) == {(second.id, first.id)}


@pytest.mark.parametrize("sign", ["-", "•", "►", "12.", "3、"])
def test_a_list_begins_where_an_item_stands_below_its_heading(sign: str) -> None:
    text = f"{STORY}.\n\nRelated stories\n\n \t{sign} Elsewhere rain fell.\n"
    assert text[list_start(text) :].lstrip() == text[text.index("Related") :]
    assert list_start(text.replace(f"{sign} ", f"{sign}x")) == len(text) + len("x") - 1
