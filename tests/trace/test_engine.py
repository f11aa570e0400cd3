from __future__ import annotations

from firsthand.trace.engine import HERE, Engine, in_parts


def test_without_an_engine_work_is_done_here_in_order_and_when_asked_for() -> None:
    done: list[int] = []

    def work(item: int) -> int:
        done.append(item)
        return item * item

    here: Engine = HERE
    results = here.map(work, [3, 1, 2])
    assert done == []
    assert next(results) == 9
    assert done == [3]
    assert list(results) == [1, 4]


def test_pieces_of_work_are_about_as_large_as_one_another() -> None:
    """5 5 1 1 1 12, ten at a time: nothing is left out, and nothing is parted"""
    parts = list(in_parts([5, 5, 1, 1, 1, 12, 2], size=10, size_of=int))
    assert parts == [[5, 5], [1, 1, 1, 12], [2]]
    assert not list(in_parts([], size=10, size_of=int))
