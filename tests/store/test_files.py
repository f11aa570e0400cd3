from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.errors import OperatorError
from firsthand.store.files import (
    NotAFileError,
    open_to_read,
    read_small,
    readable,
    remove_overwritten,
    replace_durably,
    write_durably,
)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as heard:
        heard.bind(str(path))


TRAPS: dict[str, Callable[[Path], object]] = {
    "a pipe": os.mkfifo,
    "a folder": Path.mkdir,
    "a link": lambda path: path.symlink_to("/etc/hostname"),
    "a socket": _socket,
}


@pytest.mark.parametrize("what", TRAPS)
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, what: str) -> None:
    """a pipe that nobody writes to would hold us for ever; a link leads anywhere"""
    TRAPS[what](tmp_path / "trap")
    with pytest.raises(NotAFileError, match=what):
        open_to_read(tmp_path / "trap")


def test_a_device_is_refused() -> None:
    with pytest.raises(NotAFileError, match="a device"):
        open_to_read("/dev/zero")


def test_a_long_file_is_read_only_until_it_is_seen_to_be_long(tmp_path: Path) -> None:
    (tmp_path / "long").write_bytes(b"x" * 100)
    assert len(read_small(tmp_path / "long", 10)) == 11


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"kept")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OperatorError, match="cannot be written"):
        write_durably(tmp_path / "link", b"lost", append=False)
    assert (tmp_path / "elsewhere").read_bytes() == b"kept"


def test_appending_keeps_what_was_there(tmp_path: Path) -> None:
    write_durably(tmp_path / "log", b"one\n", append=True)
    write_durably(tmp_path / "log", b"two\n", append=True)
    assert (tmp_path / "log").read_bytes() == b"one\ntwo\n"


@given(st.binary(min_size=1))
def test_any_name_can_be_shown_on_one_line(name: bytes) -> None:
    shown = readable(os.fsdecode(name))
    assert shown.encode()
    assert "\n" not in shown
    assert "\x1b" not in shown


def test_a_name_in_any_script_is_shown_as_it_is() -> None:
    assert readable("پاسپورت 血样.txt") == "پاسپورت 血样.txt"


def test_letters_that_turn_the_line_round_are_written_out() -> None:
    """ "exe.txt" after a right-to-left override reads as "txt.exe" """
    assert readable("a\u202etxt.exe") == "a\\u202etxt.exe"


@given(st.text())
def test_any_text_can_be_shown_and_showing_it_twice_changes_nothing(text: str) -> None:
    assert readable(readable(text)) == readable(text)
    readable(text).encode("utf-8", "strict")


def test_half_a_character_is_written_out() -> None:
    assert readable("\ud800") == "\\ud800"


def test_a_file_is_overwritten_before_it_is_removed(tmp_path: Path) -> None:
    """another name of the same file shows what was done to its bytes; of a link only the link goes"""
    (tmp_path / "secret").write_bytes(b"word" * 1000)
    os.link(tmp_path / "secret", tmp_path / "same")
    (tmp_path / "link").symlink_to(tmp_path / "same")
    remove_overwritten(tmp_path / "secret")
    remove_overwritten(tmp_path / "link")
    assert [path.name for path in tmp_path.iterdir()] == ["same"]
    data = (tmp_path / "same").read_bytes()
    assert len(data) == 4000
    assert b"word" not in data


def test_of_a_long_file_as_much_is_overwritten_as_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "long").write_bytes(b"x" * 100)
    os.link(tmp_path / "long", tmp_path / "same")
    remove_overwritten(tmp_path / "long", bytes_max=40)
    assert (tmp_path / "same").read_bytes()[40:] == b"x" * 60
    assert (tmp_path / "same").read_bytes()[:40] != b"x" * 40


def test_what_is_replaced_is_never_there_in_part(tmp_path: Path) -> None:
    """no room for the new, and the old stands; nothing is written through a link"""
    beside = tmp_path / "beside"
    replace_durably(tmp_path / "list", b"one", beside=beside)
    replace_durably(tmp_path / "list", b"two", beside=beside)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("list", b"two")]
    beside.symlink_to(tmp_path / "list")
    with pytest.raises(OperatorError, match="cannot be written"):
        replace_durably(tmp_path / "list", b"three", beside=beside)
    assert (tmp_path / "list").read_bytes() == b"two"
