from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from firsthand.errors import OperatorError
from firsthand.model.collection import Apart, ApartKind, KeptApart, Told
from firsthand.model.problem import Severity
from firsthand.store.apart import (
    FOLDER,
    NEXT,
    ApartError,
    commit,
    finish_apart,
    has_offered,
    inspect_apart,
    read_apart,
    settle_apart,
    write_apart,
)

APART = Apart(
    kind=ApartKind.COLLECTION,
    parts=(
        Told(name="collector", words="Ana, of the archive", salt="1" * 64),
        Told(name="reason", words="not recorded, because nobody asked", salt="2" * 64),
    ),
)


@pytest.fixture
def body(tmp_path: Path) -> KeptApart:
    made = write_apart(tmp_path, APART)
    settle_apart(tmp_path, made.file)
    return made


def test_words_are_read_again_and_nobody_else_may_read_them(
    tmp_path: Path, body: KeptApart
) -> None:
    assert read_apart(tmp_path, body) == APART
    assert (tmp_path / FOLDER).stat().st_mode & 0o777 == 0o700
    assert (tmp_path / FOLDER / body.file).stat().st_mode & 0o777 == 0o600
    assert list(inspect_apart(tmp_path, {3: body})) == []


def test_the_entry_holds_no_word_of_them(body: KeptApart) -> None:
    assert "Ana" not in repr(body)
    assert [(each.name, each.recorded) for each in body.parts] == [
        ("collector", True),
        ("reason", False),
    ]


def test_one_part_is_checked_alone_by_its_salt() -> None:
    """SHA-256 of the salt's 32 bytes, the part's name, a zero, the words"""
    told = APART.parts[0]
    data = bytes.fromhex("1" * 64) + b"collector\0Ana, of the archive"
    assert commit(told).digest == hashlib.sha256(data).hexdigest()


def _link(folder: Path, body: KeptApart) -> None:
    (folder / body.file).unlink()
    (folder / body.file).symlink_to("/etc/hostname")


WAYS: dict[str, tuple[Callable[[Path, KeptApart], object], str, Severity]] = {
    "the words are taken away": (lambda f, b: (f / b.file).unlink(), "apart-differs", Severity.ERROR),
    "a letter is changed": (lambda f, b: (f / b.file).write_bytes((f / b.file).read_bytes().replace(b"Ana", b"Eva")), "apart-differs", Severity.ERROR),
    "a link stands for them": (_link, "apart-differs", Severity.ERROR),
    "others may read them": (lambda f, b: (f / b.file).chmod(0o644), "apart-readable", Severity.WARNING),
    "a file is slipped in": (lambda f, _: (f / "notes").write_text("x"), "apart-unknown", Severity.ERROR),
    "a folder is slipped in": (lambda f, _: (f / "more").mkdir(), "apart-unknown", Severity.ERROR),
    "an interrupted command left words": (lambda f, _: write_apart(f.parent, Apart(kind=ApartKind.INQUIRY, parts=())), "apart-left", Severity.NOTE),
}  # fmt: skip


@pytest.mark.parametrize("why", WAYS)
def test_each_difference_is_named(tmp_path: Path, body: KeptApart, why: str) -> None:
    do, code, severity = WAYS[why]
    do(tmp_path / FOLDER, body)
    found = {(each.code, each.severity) for each in inspect_apart(tmp_path, {3: body})}
    assert (code, severity) in found


def test_an_entry_that_commits_to_other_words_is_named(tmp_path: Path, body: KeptApart) -> None:
    other = KeptApart(kind=body.kind, file=body.file, parts=body.parts[:1])
    with pytest.raises(ApartError, match="not those that the entry commits to"):
        read_apart(tmp_path, other)


def test_a_file_where_the_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("x")
    assert [each.code for each in inspect_apart(tmp_path, {})] == ["apart-not-a-folder"]
    with pytest.raises(OperatorError):
        write_apart(tmp_path, APART)


def test_words_that_an_entry_speaks_of_are_read_before_they_have_their_name(tmp_path: Path) -> None:
    """
    ended between the entry and the name: nothing is wrong, and the next that writes gives the name
    """
    made = write_apart(tmp_path, APART)
    assert has_offered(tmp_path)
    assert read_apart(tmp_path, made) == APART
    assert list(inspect_apart(tmp_path, {1: made})) == []
    finish_apart(tmp_path, {made.file})
    assert not has_offered(tmp_path)
    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == [made.file]


def test_words_that_no_entry_speaks_of_are_removed(tmp_path: Path, body: KeptApart) -> None:
    """whole, or half-written: either way a note until then"""
    other = write_apart(tmp_path, Apart(kind=ApartKind.INQUIRY, parts=APART.parts))
    half = tmp_path / FOLDER / f"{'5' * 64}{NEXT}"
    half.write_bytes(b'{"kind":"collection","parts":[{"words":"Ana')
    left = {(each.code, each.severity) for each in inspect_apart(tmp_path, {3: body})}
    assert left == {("apart-left", Severity.NOTE)}
    finish_apart(tmp_path, {body.file})
    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == [body.file]
    assert other.file != body.file
