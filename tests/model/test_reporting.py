from __future__ import annotations

from firsthand.model.reporting import GatherItem


def test_an_item_of_which_nothing_is_told_is_not_stated() -> None:
    assert GatherItem(number=2, asks="Who paid for the work", told=()).told == ()
