"""A page that a tool wrote anew says so, and from where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.read.saved import Saved, read_saved

NOTE = (
    b"<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://a.example/b?c=1 \n"
    b" saved date: Thu Jul 06 2023 15:11:31 GMT+0200 (Central European Summer Time)\n--><meta charset=utf-8>"
)


def test_single_file_notes_address_and_moment() -> None:
    assert read_saved(NOTE) == Saved(
        tool="SingleFile", address="https://a.example/b?c=1", moment="2023-07-06T15:11:31+02:00"
    )


def test_a_browsers_own_note_is_known() -> None:
    page = b"<!DOCTYPE html>\n<!-- saved from url=(0021)https://a.example/b/c -->\n<html>"
    assert read_saved(page) == Saved(tool="a browser", address="https://a.example/b/c")


@pytest.mark.parametrize("address", [b"file:///home/ana/notes.html", b"about:internet", b"x y"])
def test_an_address_on_somebodys_disk_is_left_out(address: bytes) -> None:
    saved = read_saved(b"<!-- saved from url=(0014)" + address + b" -->")
    assert saved is not None
    assert saved.address == ""


@pytest.mark.parametrize("moment", [b"yesterday", b"Thu Foo 06 2023 15:11:31 GMT+0200", b"2023"])
def test_a_moment_that_makes_no_sense_is_left_out(moment: bytes) -> None:
    head, _, tail = NOTE.partition(
        b"Thu Jul 06 2023 15:11:31 GMT+0200 (Central European Summer Time)"
    )
    saved = read_saved(head + moment + tail)
    assert saved is not None
    assert saved.moment == ""


@pytest.mark.parametrize(
    "page",
    [
        b"<html><p>This page was saved with SingleFile, url: https://a.example/",
        b"<html>" + b" " * (1 << 20) + NOTE,
        b"",
    ],
)
def test_a_page_that_only_speaks_of_it_was_not_saved_so(page: bytes) -> None:
    assert read_saved(page) is None


@given(st.binary(max_size=300))
def test_no_bytes_stop_it(noise: bytes) -> None:
    read_saved(b"<!--\n Page saved with SingleFile \n url: " + noise)
    read_saved(b"<!-- saved from url=(1)" + noise)
