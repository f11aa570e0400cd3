from __future__ import annotations

from collections.abc import Iterator

from engines.works import square
from firsthand.engines.serial import Engine, Serial


def test_results_are_made_when_they_are_asked_for() -> None:
    """
    the third item does not exist until the third result is wanted
    """
    given: list[int] = []

    def items() -> Iterator[int]:
        for number in (1, 2, 3):
            given.append(number)
            yield number

    engine: Engine = Serial()
    results = engine.map(square, items())
    assert (next(results), next(results)) == (1, 4)
    assert given == [1, 2]
