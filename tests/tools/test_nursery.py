from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from firsthand.errors import FaultError
from firsthand.tools.nursery import Nursery
from nursed import fail, start_and_wait, tell


def is_there(number: int) -> bool:
    state = Path(f"/proc/{number}/stat")
    try:
        return state.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def is_gone(number: int) -> bool:
    for _ in range(1200):
        if not is_there(number):
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def nursery() -> Iterator[Nursery]:
    made = Nursery(tell, None)
    yield made
    made.stop()


def test_children_have_one_parent_and_hold_no_way_to_it_or_to_each_other(nursery: Nursery) -> None:
    """
    two children of one nursery   each has its own pipe to us, and no other
    """
    one, first = nursery.child()
    other, second = nursery.child()
    told = [pipe.recv_bytes().decode().split() for pipe in (one, other)]
    assert [int(number) for number, _, _ in told] == [first, second]
    assert len({parent for _, parent, _ in told}) == 1
    assert [sockets for _, _, sockets in told] == ["1", "1"]
    one.close()
    other.close()


def test_a_child_is_ended_and_its_number_is_free_again(nursery: Nursery) -> None:
    pipe, number = nursery.child()
    pipe.recv_bytes()
    nursery.end(number)
    assert not Path(f"/proc/{number}").exists()
    pipe.close()
    nursery.end(number)  # a second time is no mistake


def test_the_programs_of_a_child_end_with_it() -> None:
    nursery = Nursery(start_and_wait, None)
    pipe, number = nursery.child()
    program = int(pipe.recv_bytes())
    nursery.end(number)
    assert is_gone(program)
    pipe.close()
    nursery.stop()


def test_a_nursery_that_is_killed_has_no_more_children(nursery: Nursery) -> None:
    pipe, number = nursery.child()
    parent = int(pipe.recv_bytes().decode().split()[1])
    pipe.close()
    nursery.end(number)
    assert nursery.is_alive
    os.kill(parent, signal.SIGKILL)
    assert is_gone(parent)
    ended: bool = nursery.is_alive
    assert not ended
    with pytest.raises(FaultError, match="has ended"):
        nursery.child()


def test_where_what_children_need_cannot_be_loaded_it_is_our_fault(
    capfd: pytest.CaptureFixture[str],
) -> None:
    nursery = Nursery(tell, fail)
    with pytest.raises(FaultError, match="its words stand above"):
        nursery.child()
    assert "what children need is not there" in capfd.readouterr().err
    nursery.stop()
