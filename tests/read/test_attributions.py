from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.model.document import Attribution
from firsthand.read.agents import resolve_agent
from firsthand.read.attributions import find_attributions
from firsthand.read.passages import split_passages
from spoken import page


def found(text: str) -> list[Attribution]:
    document = page(text)
    return list(find_attributions(document, passages=split_passages(document)))


NAMED = {
    "said after": (
        "The villages were visited twice, Human Rights Watch said.",
        "Human Rights Watch",
    ),
    "said before the name": ("“Nobody was asked,” said Ana Example.", "Ana Example"),
    "according to": ("According to the Xinhua News Agency, it went well.", "Xinhua"),
    "Chinese": ("据人权观察报道，当局采集血样。", "Human Rights Watch"),
    "Chinese, traditional": ("新華社報導，體檢已完成。", "Xinhua"),
    "a Chinese credit": ("来源：新华社", "Xinhua"),
    "a dateline": ("BEIJING (Reuters) - It rained.", "Reuters"),
}


@pytest.mark.parametrize("why", NAMED)
def test_a_source_is_found_where_it_is_named(why: str) -> None:
    text, agent = NAMED[why]
    assert agent in {item.agent for item in found(text)}


def test_a_speaker_without_a_name_is_anonymous() -> None:
    (item,) = found("A local resident said nobody was asked.")
    assert item.anonymous


@pytest.mark.parametrize(
    "text", ["Officials said it went well.", "It rained all day.", "She goes to school."]
)
def test_nobody_is_named_here(text: str) -> None:
    assert [item for item in found(text) if not item.anonymous] == []


def test_one_source_has_one_name() -> None:
    assert {
        resolve_agent(name)
        for name in ("HRW", "人权观察", "Хьюман Райтс Вотч", "Human Rights Watch (FR)")
    } == {"Human Rights Watch"}


@settings(deadline=None, max_examples=200)
@given(st.text() | st.text(st.sampled_from("Xinhua said, 据称报道。A.\n")))
def test_any_text_is_parted_and_searched(text: str) -> None:
    document = page(text)
    passages = split_passages(document)
    ends = [0, *(p.position.end for p in passages)]
    assert all(p.position.start >= end for p, end in zip(passages, ends, strict=False))
    covered = "".join(text[p.position.start : p.position.end] for p in passages)
    assert "".join(covered.split()) == "".join(
        "".join(text[b.position.start : b.position.end] for b in document.blocks).split()
    )
    for item in find_attributions(document, passages=passages):
        assert text[item.source.start : item.source.end].strip()
