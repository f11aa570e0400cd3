"""The table that auto-archiver leaves is read as posts; its cells are data, whatever they print."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.custody import MediaType
from firsthand.read.auto_archiver import Row, is_auto_archiver, read_auto_archiver, read_rows

SAID = {
    "_processed_at": dt.datetime(2031, 4, 4, 8, 0, 0, 123, tzinfo=dt.UTC),
    "url": "https://social.example/post/1",
    "title": "Blood for all",
    "content": "They took blood from 512 people\nin the village hall.",
    "timestamp": dt.datetime(2031, 4, 3, 10, 0, tzinfo=dt.UTC),
}
MEDIA = [
    {
        "filename": "run/photo.jpg",
        "_key": "folder/photo.jpg",
        "urls": ["./archived/folder/photo.jpg"],
        "properties": {
            "hash": "SHA-256:" + "ab" * 32,
            "opentimestamp_files": [{"filename": "run/photo.jpg.ots", "_key": "folder/photo.jpg.ots"}],
        },
        "_mimetype": "image/jpeg",
    }
]  # fmt: skip


def table(*rows: tuple[object, object, object]) -> bytes:
    """The table as the tool writes it: `csv.DictWriter` over what Python prints."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(["status", "metadata", "media"])
    writer.writerows(rows)
    return written.getvalue().encode()


def only(data: bytes) -> Row:
    (row,) = read_rows(data)
    return row


def test_a_row_is_a_post_under_the_address_that_was_archived() -> None:
    (found,) = read_auto_archiver(table(("x: success", SAID, MEDIA)), address="pile/db.csv")
    assert (found.address, found.locator, found.kind) == (
        "https://social.example/post/1", "row=1", MediaType.TEXT,
    )  # fmt: skip
    assert found.data.decode() == f"{SAID['title']}\n{SAID['content']}"
    assert found.captured == "2031-04-04T08:00:00.000123+00:00"
    said = {each.name: each.text for each in found.stated}
    assert said["published"] == "2031-04-03T10:00:00+00:00"
    assert [each.code for each in found.problems] == ["decoded"]


def test_its_files_are_named_with_their_digests_and_those_within_them() -> None:
    row = only(table(("success", SAID, MEDIA)))
    assert [(each.key, each.digest[:10]) for each in row.files] == [
        ("folder/photo.jpg", "SHA-256:ab"),
        ("folder/photo.jpg.ots", ""),
    ]


def test_a_row_without_words_is_no_page_and_no_fault() -> None:
    (found,) = read_auto_archiver(table(("success", {"url": "https://a.example"}, [])), address="p")
    assert (found.locator, found.kind) == ("rows", None)
    assert [each.severity.value for each in found.problems] == ["note"]


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (("s", "{'url': ", "[]"), "expected values as Python prints them"),
        (("s", "", "[]"), "expected values as Python prints them"),
        (("s", "[1]", "[]"), "expected a dictionary and a list"),
        (("s", "{}", "'words'"), "expected a dictionary and a list"),
        (("s", "[" * 90 + "]" * 90, "[]"), "expected values as Python prints them"),
        (("s", "(" * 20000, "[]"), "expected values as Python prints them"),
    ],
)  # fmt: skip
def test_a_row_that_makes_no_sense_says_so_and_the_rest_goes_on(
    cells: tuple[str, str, str], why: str
) -> None:
    damaged, sound = read_auto_archiver(
        table(cells, ("success", SAID, MEDIA)), address="pile/db.csv"
    )
    assert damaged.problems[0].message.startswith(f"unreadable, because {why}")
    assert sound.locator == "row=2"


def test_nothing_in_a_cell_is_run() -> None:
    cell = "{'url': __import__('os').system('true'), 'title': open('/etc/passwd').read(), 'content': 'words'}"
    row = only(table(("s", cell, "[]")))
    assert (row.address, row.title, row.words) == ("", "", "words")


def test_another_table_is_not_taken_for_it() -> None:
    assert is_auto_archiver(b"\xef\xbb\xbfstatus,metadata,media\r\n")
    assert not is_auto_archiver(b"status,metadata,media,more\r\n")
    assert not is_auto_archiver(b"file,address\r\n")


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_cell_stops_it(said: str, media: str) -> None:
    data = table(("s", said, media))
    assert all(isinstance(row, Row) for row in read_rows(data))
