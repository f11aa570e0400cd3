from __future__ import annotations

import os
import threading
import time
from functools import partial
from pathlib import Path

import pytest

from engines.works import die, noted, process_of, refuse, scaled, slow_first, traced
from firsthand.engines.forked import PILE_LEAST, Forked, engine_for
from firsthand.engines.serial import Engine, Serial

pytestmark = pytest.mark.skipif("sys.platform != 'linux'")


def test_forks_give_what_one_process_gives() -> None:
    engine: Engine = Forked(2)
    work = partial(scaled, list(range(1000)))
    assert list(engine.map(work, range(100))) == list(Serial().map(work, range(100)))


def test_work_that_cannot_be_sent_is_done_all_the_same() -> None:
    """
    a function within a function, over what is in memory here
    """
    held = object()

    def work(number: int) -> tuple[int, int]:
        return number, id(held)

    assert list(Forked(2).map(work, range(3))) == [(n, id(held)) for n in range(3)]


def test_tracing_with_forks_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    a pile cut into many pieces of work: the lineage is that of one process
    """
    for module in ("letters", "shingles", "rare"):
        monkeypatch.setattr(f"firsthand.trace.{module}.PART", 5_000)
    for module, size in (
        ("parents", 500),
        ("families", 10),
        ("furniture", 2),
        ("fitting", 2),
        ("descent", 5),
    ):
        monkeypatch.setattr(f"firsthand.trace.{module}.PART", size)
    assert traced(Forked(2)) == traced()


def test_results_come_in_the_order_of_the_items() -> None:
    assert list(Forked(2).map(slow_first, range(8))) == list(range(8))


def test_more_than_one_process_works_and_one_is_ours() -> None:
    processes = set(Forked(2).map(process_of, range(12)))
    assert len(processes) == 2
    assert os.getpid() in processes


def test_what_a_fork_that_dies_did_not_answer_is_done_here() -> None:
    """
    the system ends a process that takes too much memory: no goodbye
    """
    ours = os.getpid()

    def work(number: int) -> int:
        time.sleep(0.01)
        return number if os.getpid() == ours or number < 3 else die(3)

    assert list(Forked(3).map(work, range(10))) == list(range(10))


def test_what_the_work_raises_is_raised_here() -> None:
    with pytest.raises(ValueError, match="another number than 2"):
        list(Forked(2).map(refuse, range(10)))


def test_when_whoever_asks_has_enough_nothing_more_is_done(tmp_path: Path) -> None:
    results = Forked(2).map(partial(noted, tmp_path), range(200_000))
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]
    done = len(list(tmp_path.iterdir()))
    time.sleep(0.05)
    assert len(list(tmp_path.iterdir())) == done < 200_000


def test_a_thread_beside_it_is_no_matter() -> None:
    """
    a bar that shows progress draws itself in a thread
    """
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert list(Forked(2).map(partial(scaled, [2, 3]), range(2))) == [0, 3]
    finally:
        stop.set()
        thread.join()


def test_a_small_pile_is_traced_by_one_process() -> None:
    assert isinstance(engine_for(PILE_LEAST - 1, processes=2), Serial)
    assert isinstance(engine_for(PILE_LEAST, processes=2), Forked)
    assert isinstance(engine_for(PILE_LEAST, processes=1), Serial)


@pytest.mark.parametrize("cores", [2, 4])
def test_a_large_pile_is_traced_on_all_cores(monkeypatch: pytest.MonkeyPatch, cores: int) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)))
    assert isinstance(engine_for(PILE_LEAST - 1), Serial)
    engine = engine_for(PILE_LEAST)
    assert isinstance(engine, Forked)
    assert engine.processes == cores
