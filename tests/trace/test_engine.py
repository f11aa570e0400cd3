from __future__ import annotations

from firsthand.trace.engine import HERE, Engine


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
