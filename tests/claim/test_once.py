"""What is looked for once."""

from __future__ import annotations

from firsthand.claim.once import once


class Page:
    def __init__(self) -> None:
        self.asked = 0

    @once
    def words(self) -> int:
        """How often it was counted."""
        self.asked += 1
        return self.asked


def test_it_is_looked_for_when_first_asked_for() -> None:
    page = Page()
    assert page.asked == 0
    assert page.words == page.words == 1


def test_each_holder_has_its_own() -> None:
    one, other = Page(), Page()
    assert one.words == 1
    assert other.asked == 0


def test_it_is_described() -> None:
    assert Page.words.__doc__ == "How often it was counted."
