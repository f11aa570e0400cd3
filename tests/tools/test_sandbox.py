from __future__ import annotations

import logging
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from firsthand.tools import sandbox
from firsthand.tools.sandbox import Done, Work, run
from living_processes import below
from tools import hostile

pytestmark = pytest.mark.slow
SOURCE = Path(__file__).parents[2] / "src"


def do(work: Work, *jobs: bytes, seconds: float = 30.0, workers: int = 1) -> list[Done]:
    return list(run(jobs, work, workers=workers, seconds=seconds))


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        yield listening


def test_a_child_reaches_no_server_not_even_past_python(server: socket.socket) -> None:
    """
    a server on 127.0.0.1   the test reaches it; a child, through Python or C, does not
    """
    port = server.getsockname()[1]
    socket.create_connection(("127.0.0.1", port)).close()
    server.accept()[0].close()
    (done,) = do(hostile.connect, str(port).encode())
    assert done.ended == ""
    assert not [frame for frame in done.frames if frame.startswith(b"connected")]
    with pytest.raises(TimeoutError):
        server.accept()


def test_a_child_that_takes_too_much_memory_is_stopped_and_the_next_job_done() -> None:
    bomb, after = do(hostile.eat_memory, b"all", b"small")
    assert bomb.ended.startswith("out-of-memory: it takes more than ")
    assert after == Done(frames=(b"done",))


def test_a_child_that_says_nothing_is_stopped_after_its_time() -> None:
    slow, after = do(hostile.sleep, b"60", b"0", seconds=1.0)
    assert slow.ended == "timeout: nothing came for 1.0 s"
    assert after.frames == (b"awake",)


def test_a_child_that_loops_in_c_is_stopped_too() -> None:
    started = time.monotonic()
    looping, after = do(hostile.loop_in_c, b"loop", b"no", seconds=2.0)
    assert looping.ended.startswith("timeout")
    assert after.frames == (b"done",)
    assert time.monotonic() - started < 20


def test_a_program_that_a_child_started_ends_with_it() -> None:
    (done,) = do(hostile.start_a_program, b"", seconds=1.0)
    number = int(done.frames[0])
    assert done.ended.startswith("timeout")
    for _ in range(600):
        if not _is_working(number):
            return
        time.sleep(0.1)
    pytest.fail("the program outlived its child")


def test_a_child_that_says_too_much_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "FRAMES_BYTES_MAX", 200 << 20)
    (done,) = do(hostile.flood, b"")
    assert done.ended.startswith("too-much: more than 209715200 bytes")


def test_a_frame_that_is_too_large_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "FRAME_BYTES_MAX", 1 << 20)
    (done,) = do(hostile.flood, b"")
    assert done.frames == ()
    assert done.ended.startswith("crashed")


def test_a_child_that_dies_costs_its_job_and_no_other() -> None:
    done = do(hostile.die, b"one", b"die", b"two", b"die", b"three", workers=2)
    assert [(d.frames, d.ended[:7]) for d in done] == [
        ((b"one",), ""),
        ((), "crashed"),
        ((b"two",), ""),
        ((), "crashed"),
        ((b"three",), ""),
    ]


def test_a_child_changes_no_file(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("as it was")
    (tmp_path / "old").chmod(0o666)
    tmp_path.chmod(0o777)
    (done,) = do(hostile.write_outside, str(tmp_path).encode())
    assert done == Done(frames=())
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
    assert (tmp_path / "old").read_text() == "as it was"


def test_a_child_reads_files_and_sees_no_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRSTHAND_HOME", "/keys")
    monkeypatch.setenv("A_TOKEN", "secret")
    monkeypatch.setattr(sandbox, "_kept", [])  # one that was started with these in its environment
    (tmp_path / "evidence").write_bytes(b"bytes")
    (done,) = do(hostile.look_around, str(tmp_path / "evidence").encode())
    assert done.frames[0] == b"bytes"
    assert b"FIRSTHAND_HOME" not in done.frames[1]
    assert b"TOKEN" not in done.frames[1]


def test_the_parent_never_unpickles_what_a_child_sends() -> None:
    made = Path("/tmp/unpickled-by-the-parent")  # noqa: S108 - named in what the child sends
    (done,) = do(hostile.send_pickle, b"")
    assert done.frames[0].startswith(b"\x80")
    assert not made.exists()


AS_SOMEBODY_ELSE = """
import os, sys
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
sys.path[:0] = {path!r}
from firsthand.tools.sandbox import run
from tools import hostile
if __name__ == "__main__":
    for done in run([b"{port}"], hostile.connect, workers=1, seconds=30.0):
        print(os.geteuid(), done.frames)
"""
DEBIAN_PYTHON = Path("/usr/bin/python3.11")  # the one that every user of the machine may run


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.skipif(not DEBIAN_PYTHON.exists(), reason="no Python here is everybody's")
def test_an_ordinary_user_s_child_is_shut_in_as_root_s_is(server: socket.socket) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        shutil.copytree(SOURCE / "firsthand", folder / "firsthand")
        shutil.copytree(SOURCE.parent / "tests/tools", folder / "tools")
        script = folder / "somebody.py"
        script.write_text(AS_SOMEBODY_ELSE.format(path=[place], port=server.getsockname()[1]))
        subprocess.run(["chmod", "-R", "a+rX", place], check=True)
        done = subprocess.run(
            [str(DEBIAN_PYTHON), str(script)], capture_output=True, text=True, check=False, cwd="/"
        )
    assert done.stdout == "65534 (b'no socket past Python', b'not connected')\n", done.stderr
    assert "open door" not in done.stderr


WITHOUT_LOCKS = """
import sys
sys.path[:0] = {path!r}
from firsthand.tools.doors import refuse_calls
from firsthand.tools.sandbox import run
from tools import hostile
if __name__ == "__main__":
    unshare, prctl, seccomp = 272, 157, 317
    assert refuse_calls(unshare, prctl, seccomp)
    for done in run([b"0", b"0"], hostile.sleep, workers=1, seconds=30.0):
        print(done.frames)
"""


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="the calls are numbered for x86-64")
def test_where_no_lock_can_be_had_the_reader_says_so_once(tmp_path: Path) -> None:
    """
    a machine that allows neither namespaces nor filters   "the network is not cut", and it is read
    """
    script = tmp_path / "unlocked.py"
    script.write_text(WITHOUT_LOCKS.format(path=[str(SOURCE), str(SOURCE.parent / "tests")]))
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=False
    )
    assert done.stdout.count("b'awake'") == 2, done.stderr
    assert done.stderr.count("the network is not cut") == 1


def test_a_child_whose_doors_are_shut_says_nothing_of_them(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING):
        do(hostile.sleep, b"0")
    assert caplog.text == ""


KILLED = """
import sys
sys.path[:0] = {path!r}
from firsthand.tools.sandbox import run
from tools import hostile
if __name__ == "__main__":
    print([done for done in run([b"300", b"300"], hostile.sleep_and_tell, workers=2, seconds=600.0)])
"""


def test_children_end_with_a_program_that_is_killed(tmp_path: Path) -> None:
    """
    kill -9 of the program   its children are gone, and the programs they started
    """
    script = tmp_path / "killed.py"
    script.write_text(KILLED.format(path=[str(SOURCE), str(SOURCE.parent / "tests")]))
    with subprocess.Popen([sys.executable, str(script)]) as program:
        children: list[int] = []
        for _ in range(600):
            children = below(program.pid)
            if len(children) >= 4:  # the nursery, its two, and Python's own keeper of resources
                break
            time.sleep(0.1)
        time.sleep(1.0)
        program.kill()
    for _ in range(600):
        if not any(_is_working(number) for number in children):
            return
        time.sleep(0.1)
    pytest.fail("a child outlived the program")


def _is_working(number: int) -> bool:
    state = Path(f"/proc/{number}/stat")
    try:
        return state.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_jobs_are_taken_as_they_are_needed() -> None:
    """A case of a hundred thousand documents is not in memory all at once."""
    taken = []

    def jobs() -> Iterator[bytes]:
        for number in range(1_000):
            taken.append(number)
            yield b"%d" % number

    done = run(jobs(), hostile.die, workers=2, seconds=30)
    first = next(done)
    assert first == Done(frames=(b"0",))
    assert len(taken) == 2 * sandbox.AHEAD
    assert [one.frames[0] for one in done] == [b"%d" % number for number in range(1, 1_000)]


def test_whoever_stops_asking_waits_for_nothing_that_was_begun() -> None:
    """
    two children, four jobs, three of them of a minute; asked is for the first alone
    """
    heard: list[tuple[int, int]] = []
    jobs = (b"0", b"60", b"60", b"60")
    done = run(
        jobs, hostile.sleep_and_tell, workers=2, seconds=90, heard=lambda *each: heard.append(each)
    )
    assert next(done) == Done(frames=(b"asleep",))
    started = time.monotonic()
    done.close()  # type: ignore[attr-defined] # a generator
    assert time.monotonic() - started < 20
    assert heard[0] == (0, 1)


def test_what_children_need_is_loaded_once_for_all_of_them_and_for_the_next_time() -> None:
    """
    three jobs, two children, one of them replaced; then two jobs more   one process loaded what they need
    """
    first = list(
        run([b"", b"die", b""], hostile.loaded_by, workers=2, seconds=30, prepare=hostile.load)
    )
    again = list(run([b"", b""], hostile.loaded_by, workers=2, seconds=30, prepare=hostile.load))
    assert len({each.frames for each in (*first, *again) if each.frames}) == 1
    assert [each.ended[:7] for each in first] == ["", "crashed", ""]


def test_without_a_job_no_process_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "Nursery", None)
    assert list(run([], hostile.die, workers=2, seconds=30)) == []
