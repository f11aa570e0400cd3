from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.preserve.zips import Zip, ZipError
from preserved import zipped

FILES = {"archive/a": b"one" * 50, "pages/b": b"two" * 50, "c": b""}


def read(data: bytes) -> Zip:
    return Zip(io.BytesIO(data), where="x.zip")


def codes(data: bytes) -> set[str]:
    return {each.code for each in read(data).problems}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_sound_zip_has_its_entries_and_no_problems(method: int) -> None:
    found = read(zipped(FILES, method))
    assert found.problems == []
    assert {each.name: b"".join(found.content(each)) for each in found.entries} == FILES


def test_a_zip_written_to_a_pipe_has_its_sizes_behind_each_entry() -> None:
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.data = b""

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            held = bytes(data)  # type: ignore[call-overload]
            self.data += held
            return len(held)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w") as made:
        made.writestr("a", b"one")
        made.writestr("b", b"two" * 9)
    found = read(pipe.data)
    assert found.problems == []
    assert [b"".join(found.content(each)) for each in found.entries] == [b"one", b"two" * 9]
    at = pipe.data.index(b"PK\7\x08") + 4
    assert "zip-shadow" in codes(pipe.data[:at] + b"????" + pipe.data[at + 4 :])


def test_a_large_zip_is_read() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made, made.open("a", "w", force_zip64=True) as entry:
        entry.write(b"one")
    found = read(target.getvalue())
    assert found.problems == []
    assert b"".join(found.content(found.entries[0])) == b"one"


def doubled() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("a", b"one")
        with pytest.warns(UserWarning, match="Duplicate"):
            made.writestr("a", b"two")
    return target.getvalue()


def linked() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        item = zipfile.ZipInfo("a")
        item.create_system, item.external_attr = 3, 0o120777 << 16
        made.writestr(item, b"/etc/hostname")
    return target.getvalue()


def between() -> bytes:
    """bytes that no list speaks of, behind the first entry"""
    data = zipped({"a": b"one"})
    central = data.index(b"PK\1\2")
    end = data.rindex(b"PK\5\6")
    moved = struct.pack("<L", central + 4)
    return data[:central] + b"more" + data[central : end + 16] + moved + data[end + 20 :]


def shadowed(at: int, new: bytes) -> Callable[[], bytes]:
    """another word in the first entry's own head than in the list"""
    data = zipped(FILES)
    return lambda: data[:at] + new + data[at + len(new) :]


def named(name: str) -> Callable[[], bytes]:
    def make() -> bytes:
        data = zipped({"x" * len(name.encode()): b"one"})
        return data.replace(b"x" * len(name.encode()), name.encode())

    return make


def listed(at: int, new: bytes) -> Callable[[], bytes]:
    """another word in the list's first row, and in the entry's own head"""

    def make() -> bytes:
        data = zipped(FILES)
        row = data.index(b"PK\1\2")
        return data[: row + at] + new + data[row + at + len(new) :]

    return make


WAYS: dict[str, tuple[Callable[[], bytes], str]] = {
    "bytes behind": (lambda: zipped(FILES) + b"more", "zip-behind"),
    "bytes before": (lambda: b"more" + zipped(FILES), "refused: expected"),
    "bytes between": (between, "zip-between"),
    "two entries of one name": (doubled, "zip-duplicate"),
    "two names that differ in case": (lambda: zipped({"a": b"1", "A": b"2"}), "zip-duplicate"),
    "another name in its own head": (shadowed(30, b"B"), "zip-shadow"),
    "another size in its own head": (shadowed(22, struct.pack("<L", 9)), "zip-shadow"),
    "another checksum in its own head": (shadowed(14, b"\1\1\1\1"), "zip-shadow"),
    "another method in its own head": (shadowed(8, b"\x08"), "zip-shadow"),
    "a name that leads out": (named("../a"), "zip-name"),
    "a name from the root": (named("/a"), "zip-name"),
    "a name of another system": (named("a\\b"), "zip-name"),
    "a drive": (named("C:/a"), "zip-name"),
    "an encrypted entry": (listed(8, b"\1"), "zip-encrypted"),
    "an unknown packing": (listed(10, b"\x63"), "zip-method"),
    "a link": (linked, "zip-link"),
    "sizes that cannot be": (listed(24, struct.pack("<L", 1 << 30)), "zip-bomb"),
}


@pytest.mark.parametrize("way", WAYS)
def test_each_way_to_be_read_otherwise_is_named(way: str) -> None:
    make, code = WAYS[way]
    try:
        found = codes(make())
    except ZipError as problem:
        found = {f"refused: {problem}"}
    assert any(code in each for each in found)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the end of a zip"),
        (b"PK\3\4" + bytes(100), "the end of a zip"),
        (zipped(FILES)[:-1], "the end of a zip"),
        (zipped(FILES)[40:], "within the file"),
    ],
)
def test_what_cannot_be_followed_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(ZipError, match=words):
        read(data)


def test_content_that_is_not_what_the_list_says_is_refused() -> None:
    data = zipped(FILES).replace(b"oneone", b"onetwo", 1)
    found = read(data)
    with pytest.raises(ZipError, match="of checksum"):
        list(found.content(found.entries[0]))


def test_a_bomb_costs_no_more_than_its_size_says() -> None:
    data = zipped({"a": bytes(64 << 20)}, zipfile.ZIP_DEFLATED)
    small = struct.pack("<L", 1000)
    row = data.index(b"PK\1\2")
    lying = data[:22] + small + data[26 : row + 24] + small + data[row + 28 :]
    found = read(lying)
    taken: list[int] = []
    with pytest.raises(ZipError, match="found more"):
        taken.extend(len(part) for part in found.content(found.entries[0]))
    assert sum(taken) <= 1 << 20


@given(st.binary(max_size=300))
def test_no_bytes_bring_it_down(data: bytes) -> None:
    whole = zipped(FILES)
    for made in (data, data + whole, whole + data, whole[: len(data)] + data + whole[len(data) :]):
        try:
            found = read(made)
        except ZipError:
            continue
        for each in found.entries:
            try:
                list(found.content(each))
            except ZipError:
                continue


@given(st.integers(0, len(zipped(FILES)) - 1), st.integers(1, 255))
def test_no_byte_can_be_another_but_those_that_nothing_hangs_on(at: int, change: int) -> None:
    """versions, times, modes and comments mean nothing to what is in it"""
    data = zipped(FILES)
    made = data[:at] + bytes([data[at] ^ change]) + data[at + 1 :]
    try:
        found = read(made)
        told = {each.name: b"".join(found.content(each)) for each in found.entries}
    except (ZipError, zlib.error):
        return
    assert found.problems or told == FILES
