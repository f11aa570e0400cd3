from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from engines.works import (
    Carried,
    die,
    noted,
    process_of,
    refuse,
    scaled,
    sleep_long,
    slow_first,
    traced,
)
from firsthand.engines.cores import AHEAD, Cores
from firsthand.engines.serial import Engine, Serial
from firsthand.errors import WorkerLostError
from living_processes import living

TESTS = Path(__file__).parent.parent


def test_many_processes_give_what_one_gives() -> None:
    engine: Engine = Cores(2)
    work = partial(scaled, list(range(1000)))
    assert list(engine.map(work, range(100))) == list(Serial().map(work, range(100)))


@pytest.mark.slow
def test_tracing_on_all_cores_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    a pile cut into many pieces of work: the lineage is that of one process
    """
    monkeypatch.setattr("firsthand.trace.letters.PART", 5_000)
    monkeypatch.setattr("firsthand.trace.shingles.PART", 5_000)
    assert traced(Cores(2)) == traced()


def test_results_come_in_the_order_of_the_items() -> None:
    """
    item 0 takes 0.3 s, the others nothing: it is handed out first all the same
    """
    assert list(Cores(2).map(slow_first, range(8))) == list(range(8))


def test_more_than_one_process_works() -> None:
    assert len(set(Cores(2).map(process_of, range(12)))) == 2
    assert os.getpid() not in set(Cores(1).map(process_of, range(2)))


def test_items_are_taken_as_they_are_needed(tmp_path: Path) -> None:
    """
    of a thousand items no more are begun than twice the processes, until a result is asked for
    """
    given: list[int] = []

    def items() -> Iterator[int]:
        for number in range(1000):
            given.append(number)
            yield number

    results = Cores(2).map(partial(noted, tmp_path), items())
    assert next(results) == 0
    assert len(given) == AHEAD * 2
    results.close()  # type: ignore[attr-defined]
    assert len(list(tmp_path.iterdir())) <= AHEAD * 2


def test_a_process_that_dies_is_said_to_have_died() -> None:
    """
    the third piece ends its process without a word: what was done before is handed out
    """
    results = Cores(1).map(die, range(10))
    assert next(results) == 0
    with pytest.raises(WorkerLostError, match="ended by itself"):
        list(results)


def test_what_the_work_raises_is_raised_here() -> None:
    with pytest.raises(ValueError, match="another number than 2"):
        list(Cores(2).map(refuse, range(10)))


def test_a_caller_who_has_enough_waits_for_nobody() -> None:
    """
    the work sleeps for a minute; giving up takes a moment
    """
    results = Cores(2).map(sleep_long, range(1))
    start = time.monotonic()

    def interrupt(_: int, __: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 1.5)
    try:
        with pytest.raises(KeyboardInterrupt):
            next(results)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert time.monotonic() - start < 20


INTERRUPTED = """
import signal
from engines.works import sleep_long
from firsthand.engines.cores import Cores
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
    print("begun", flush=True)
    list(Cores(2).map(sleep_long, range(4)))
"""


@pytest.mark.slow
def test_an_interrupt_at_the_keyboard_leaves_no_process_behind(tmp_path: Path) -> None:
    """
    Ctrl-C reaches the whole group of processes: one traceback, ours, and everything has ended
    """
    script = tmp_path / "interrupted.py"
    script.write_text(INTERRUPTED)
    run = subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path])},
    )  # fmt: skip
    assert run.stdout is not None
    assert run.stdout.readline() == "begun\n"
    wait_for_processes(run.pid, count=5)  # ours, two servers of processes, two at work
    time.sleep(1.0)
    os.killpg(run.pid, signal.SIGINT)
    _, complaint = run.communicate(timeout=60)
    assert complaint.count("Traceback (most recent call last)") == 1
    assert "KeyboardInterrupt" in complaint
    deadline = time.monotonic() + 60
    while _group_lives(run.pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not _group_lives(run.pid)


def wait_for_processes(group: int, *, count: int) -> None:
    """Until so many processes are in the group: on a busy machine they take seconds to begin."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if [each for _, each in living()].count(group) >= count:
            return
        time.sleep(0.1)


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_work_is_written_out_once() -> None:
    """
    an index of a case, carried by the work, is not packed anew for each of a hundred items
    """
    carried = Carried()
    assert list(Cores(2).map(carried, range(100))) == list(range(1, 101))
    assert carried.packed == 1
