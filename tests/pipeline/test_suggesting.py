from __future__ import annotations

import dataclasses
import gc
from collections.abc import Iterator

import pytest

from firsthand.model.document import ReadState
from firsthand.pipeline import suggesting
from firsthand.pipeline.stages import quiet
from firsthand.pipeline.suggesting import (
    Asked,
    Said,
    _said,
    find_said,
    parts_of,
    prepare,
    say,
    work,
)
from firsthand.read.passages import split_passages
from firsthand.store.codec import encode
from firsthand.tools.sandbox import Done
from spoken import page


@pytest.mark.slow
def test_what_a_child_finds_is_what_we_would_find() -> None:
    """
    a.example  "Police took DNA from residents, the ministry said."
    b.example  "Nothing of the kind."
    """
    pages = [
        page("Police took DNA from residents, the ministry said.", address="https://a.example/"),
        page("Nothing of the kind.", address="https://b.example/"),
    ]
    found = list(find_said(pages, workers=1, seconds=60, progress=quiet))
    assert found == [say(each) for each in pages]
    assert found[0].suggestions
    assert not found[1].suggestions


def test_a_text_that_keeps_its_child_busy_is_given_up_and_says_so() -> None:
    given_up = _said(page("x"), Done(frames=(), ended="timeout: nothing came for 1 s"))
    assert given_up.suggestions == ()
    assert [(p.code, p.where) for p in given_up.problems] == [("timeout", "https://a.example/1")]
    assert "nothing came for 1 s; to try again delete" in given_up.problems[0].message


def test_a_very_long_text_is_read_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """what was found before its child broke down is kept"""
    long = page("\n".join(f"In May {year} police took DNA from {year} residents." for year in range(1990, 2026)))  # fmt: skip
    passages = split_passages(long)
    assert list(parts_of(passages)) == [passages]
    whole = say(long)
    monkeypatch.setattr(suggesting, "LETTERS_TOGETHER", 800)
    parts = list(parts_of(passages))
    assert len(parts) == 3
    assert tuple(each for part in parts for each in part) == passages
    frames = tuple(work(encode(Asked(document=long))))
    assert len(frames) == 1 + len(parts)
    found = _said(long, Done(frames=frames))
    assert found == say(long)
    assert found.attributions == whole.attributions
    broken = _said(long, Done(frames=frames[:2], ended="timeout: nothing came for 1 s"))
    assert broken.suggestions
    assert broken.suggestions == found.suggestions[: len(broken.suggestions)]
    assert [each.message[:12] for each in broken.problems] == ["nothing more"]


def test_a_text_whose_blocks_stand_in_another_order_is_parted_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(suggesting, "LETTERS_TOGETHER", 60)
    passages = split_passages(page(" ".join(["Police took DNA from residents."] * 6)))
    turned = passages[::-1]
    assert [len(part) for part in parts_of(turned)] == [1, 1, 1, 1, 1, 1]
    monkeypatch.setattr(suggesting, "LETTERS_TOGETHER", 70)
    assert [len(part) for part in parts_of(turned)] == [2, 2, 2]


@pytest.mark.slow
def test_of_a_very_long_text_it_is_told_which_part_is_read() -> None:
    """
    600,000 letters, read in three parts; "Nothing of the kind."
    """
    long = page("A sparrow sat upon a wall.\n" * 23_000)
    short = page("Nothing of the kind.", address="https://b.example/")
    told: list[tuple[int, int | None, str]] = []
    found = list(
        find_said([long, short], workers=1, seconds=60, progress=lambda *each: told.append(each))
    )
    assert [each.document for each in found] == [long.id, short.id]
    parts = [(0, 2, f"part {number} of 3: {long.address}") for number in (1, 2, 3)]
    assert [each for each in told if each[2].startswith("part ")] == parts
    assert [each for each in told if each not in parts] == [
        (0, 2, long.address),
        (1, 2, short.address),
        (2, 2, "claim"),
    ]


def test_a_text_of_tiny_sentences_is_read_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggesting, "SENTENCES_TOGETHER", 4)
    passages = split_passages(page("采DNA。" * 10))
    assert [len(part) for part in parts_of(passages)] == [4, 4, 2]


def _answers() -> Iterator[bytes]:
    yield b"no such thing"
    yield encode(Said(document="d-of-another"))


def test_a_child_that_answers_something_else_is_not_believed() -> None:
    for answer in _answers():
        found = _said(page("x"), Done(frames=(answer,)))
        assert found.document == page("x").id
        assert [p.code for p in found.problems] == ["crashed"]


def test_a_document_that_could_not_be_read_says_nothing() -> None:
    unread = dataclasses.replace(page("Police took DNA."), state=ReadState.UNREADABLE)
    assert say(unread) == Said(document=unread.id)


def test_a_child_looks_for_rubbish_seldom() -> None:
    before = gc.get_threshold()
    try:
        prepare()
        assert gc.get_threshold()[0] > before[0]
    finally:
        gc.set_threshold(*before)
