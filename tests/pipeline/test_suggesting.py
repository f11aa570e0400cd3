from __future__ import annotations

import dataclasses
import gc
from collections.abc import Iterator

import pytest

from firsthand.model.document import ReadState
from firsthand.pipeline.stages import quiet
from firsthand.pipeline.suggesting import Said, _said, find_said, prepare, say
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
