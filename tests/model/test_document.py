from __future__ import annotations

import dataclasses
import pickle

import pytest

from firsthand.model.document import TextPosition
from spoken import page


@pytest.mark.parametrize(("start", "end"), [(3, 3), (3, 2), (-1, 2)])
def test_a_range_of_text_runs_forward_from_zero(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="runs forward from 0"):
        TextPosition(start=start, end=end)


def test_a_document_is_named_by_bytes_place_and_address_not_by_how_it_was_read() -> None:
    read = page("police took DNA")
    assert dataclasses.replace(read, text="p0lice took DNA", reader_version="2").id == read.id
    assert dataclasses.replace(read, locator="record=9").id != read.id
    assert dataclasses.replace(read, address="https://b.example/").id != read.id


def test_a_document_whose_id_was_asked_for_is_the_same_value() -> None:
    """
    equal to one that was never asked, also when it was sent to another process and back
    """
    asked, other = page("police took DNA"), page("police took DNA")
    name = asked.id
    assert asked == other
    assert hash(asked) == hash(other)
    assert pickle.loads(pickle.dumps(asked)).id == name  # noqa: S301 - our own
    assert "_id" not in {field.name for field in dataclasses.fields(asked)}
