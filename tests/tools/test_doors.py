from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
pytestmark = pytest.mark.skipif(
    os.uname().machine not in {"x86_64", "aarch64"}, reason="no filter is known for this machine"
)


def shut_in(code: str) -> str:
    """Run *code* in a process that has shut its doors; what it printed."""
    program = (
        f"from firsthand.tools.doors import shut_doors, refuse_calls\nimport os, socket\n{code}"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(SOURCE), "A_SECRET": "x"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def test_all_doors_are_shut_on_this_machine() -> None:
    assert shut_in("print(shut_doors())") == "()\n"


TRIED = {
    "a socket": "socket.socket()",
    "a pair of sockets": "socket.socketpair()",
    "a new file": "open('/tmp/firsthand-never', 'w')",
    "a file opened to be changed": "os.open('/etc/hostname', os.O_RDWR)",
    "a folder": "os.mkdir('/tmp/firsthand-never')",
    "another name for a file": "os.symlink('/etc/hostname', '/tmp/firsthand-never')",
    "new namespaces": "os.unshare(0x10000000) if hasattr(os, 'unshare') else open('/tmp/firsthand-never', 'w')",
}


@pytest.mark.parametrize("what", TRIED)
def test_what_reading_does_not_need_is_refused(what: str) -> None:
    said = shut_in(
        f"shut_doors()\ntry:\n    {TRIED[what]}\nexcept OSError as e:\n    print(e.errno)"
    )
    assert said == "1\n"
    assert not Path("/tmp/firsthand-never").exists()  # noqa: S108 - it must not come about


def test_files_can_be_read_and_programs_run_after_the_doors_are_shut() -> None:
    code = "shut_doors()\nimport subprocess\nprint(len(open('/etc/hostname').read()) > 0, subprocess.run(['echo', 'runs'], capture_output=True).stdout)"
    assert shut_in(code) == "True b'runs\\n'\n"


def test_memory_core_files_and_secrets_are_given_up() -> None:
    code = "shut_doors()\nimport resource as r\nprint(r.getrlimit(r.RLIMIT_AS)[0] >> 30, r.getrlimit(r.RLIMIT_CORE)[0], r.getrlimit(r.RLIMIT_FSIZE)[0], 'A_SECRET' in os.environ)"
    assert shut_in(code) == "3 0 0 False\n"


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="the calls are numbered for x86-64")
def test_a_door_that_cannot_be_shut_is_named() -> None:
    said = shut_in("refuse_calls(272, 157, 317)\nprint(shut_doors())")
    assert "the network is not cut" in said
    assert "files can be changed" in said


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="the calls are numbered for x86-64")
def test_where_namespaces_are_forbidden_the_filter_cuts_the_network() -> None:
    said = shut_in(
        "refuse_calls(272)\nprint(shut_doors())\ntry:\n    socket.socket()\nexcept OSError as e:\n    print(e.errno)"
    )
    assert said == "()\n1\n"
