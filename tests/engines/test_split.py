from __future__ import annotations

import mmap
import os
import signal
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from engines.works import noted, refuse, scaled
from firsthand.engines.serial import Engine, Serial
from firsthand.engines.split import Split, _Answers

pytestmark = pytest.mark.skipif("sys.platform != 'linux'")


def children() -> set[str]:
    """The processes that this one has begun and not waited for; other tests may have left some."""
    return set(Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text().split())


@pytest.fixture(autouse=True)
def _no_fork_is_left() -> Iterator[None]:
    """Every process that was begun has been waited for when the results are there, or wanted no more."""
    before = children()
    yield
    assert children() <= before


@pytest.mark.parametrize("processes", [1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, 2, 300])
def test_forks_give_what_one_process_gives_in_its_order(processes: int, count: int) -> None:
    engine: Engine = Split(processes)
    work = partial(scaled, list(range(1000)))
    assert list(engine.map(work, range(count))) == list(Serial().map(work, range(count)))


def test_more_than_one_process_works_and_one_is_ours() -> None:
    def work(number: int) -> int:
        time.sleep(0.01)
        return os.getpid() + 0 * number

    processes = set(Split(3).map(work, range(60)))
    assert os.getpid() in processes
    assert 1 < len(processes) <= 3


def test_an_answer_longer_than_a_pipe_comes_whole() -> None:
    def work(number: int) -> bytes:
        return bytes([number]) * (number * 40_000)

    assert list(Split(2).map(work, range(12))) == [work(number) for number in range(12)]


def test_forks_begin_before_the_first_answer_is_asked_for(tmp_path: Path) -> None:
    """
    and go on, however much they have to say, while whoever gave the work does something else
    """
    ours = os.getpid()

    def work(number: int) -> bytes:
        if os.getpid() != ours:
            (tmp_path / str(number)).touch()
        return bytes([number]) * 300_000

    results = Split(2).map(work, range(40))
    until = time.monotonic() + 60
    while len(list(tmp_path.iterdir())) < 40 and time.monotonic() < until:
        time.sleep(0.01)
    assert len(list(tmp_path.iterdir())) == 40
    assert list(results) == [work(number) for number in range(40)]


def test_forks_that_nobody_asks_end(tmp_path: Path) -> None:
    results = Split(2).map(partial(noted, tmp_path), range(200_000))
    del results
    done = len(list(tmp_path.iterdir()))
    time.sleep(0.05)
    assert len(list(tmp_path.iterdir())) == done < 200_000


def test_what_a_fork_that_is_killed_did_not_answer_is_done_here() -> None:
    ours = os.getpid()

    def work(number: int) -> int:
        time.sleep(0.002)
        if os.getpid() != ours and number > 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return number * 2

    assert list(Split(3).map(work, range(50))) == [number * 2 for number in range(50)]


def test_what_the_work_raises_is_raised_here() -> None:
    results = Split(2).map(refuse, range(10))
    with pytest.raises(ValueError, match="another number than 2"):
        list(results)


def test_when_whoever_asks_has_enough_the_forks_end(tmp_path: Path) -> None:
    results = Split(2).map(partial(noted, tmp_path), range(200_000))
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]
    assert len(list(tmp_path.iterdir())) < 200_000


def test_a_fork_has_ended_when_it_has_answered_though_nobody_has_read() -> None:
    """
    however much it has to say: what it holds of memory is not kept until somebody asks
    """
    ours = os.getpid()

    def work(number: int) -> bytes:
        return bytes(200_000) if os.getpid() != ours else bytes([number])

    before = children()
    results = Split(2).map(work, range(50))
    (child,) = children() - before
    until = time.monotonic() + 60
    while "State:\tZ" not in Path(f"/proc/{child}/status").read_text():
        assert time.monotonic() < until
        time.sleep(0.01)
    assert list(results) == [bytes(200_000)] * 50


def test_answers_that_have_been_read_take_no_room() -> None:
    def room() -> int:
        handles = [each for each in Path("/proc/self/fd").iterdir() if each.is_symlink()]
        return sum(
            each.stat().st_blocks * 512
            for each in handles
            if str(each.readlink()).startswith("/memfd:answers")
        )

    answers = _Answers()
    answers.write(iter([bytes(1_000_000)] * 10))
    answers.only_read()
    assert room() >= 10_000_000
    for count, answer in enumerate(answers.come(), 1):
        assert answer == bytes(1_000_000)
        assert room() <= (10 - count) * 1_000_100 + 2 * mmap.PAGESIZE
    assert (count, answers.is_open) == (10, True)
    assert list(answers.come()) == []
    assert not answers.is_open
    answers.close()
