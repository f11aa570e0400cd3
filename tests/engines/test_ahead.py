from __future__ import annotations

from firsthand.engines.ahead import in_order


def test_no_more_is_begun_than_may_be_in_flight() -> None:
    """
    ten items, three in flight: when the first result is handed out, the fourth is not yet begun
    """
    begun: list[int] = []

    def begin(item: int) -> int:
        begun.append(item)
        return item

    results = in_order(range(10), begin=begin, wait=lambda item: item * 2, in_flight=3)
    assert begun == []
    assert next(results) == 0
    assert begun == [0, 1, 2]
    assert list(results) == [2, 4, 6, 8, 10, 12, 14, 16, 18]


def test_nothing_to_do_gives_nothing() -> None:
    assert list(in_order((), begin=str, wait=str, in_flight=2)) == []
