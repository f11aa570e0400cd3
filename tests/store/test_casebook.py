from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.errors import CaseBusyError, DamagedDerivedError, OperatorError
from firsthand.model.moment import Moment, UncertainDate
from firsthand.store import casebook as casebook_module
from firsthand.store.casebook import Casebook, spaced

KEY = b"k" * 32
MADE = (UncertainDate(edtf="2016-09", found="url"), UncertainDate(edtf="2017", found="manifest"))


@pytest.fixture
def derived(tmp_path: Path) -> Path:
    """
    read of page-1: 2016-09, 2017      the index holds "新疆 blood"
    """
    folder = tmp_path / "derived"
    with Casebook(folder, key=KEY) as casebook:
        casebook.put("read", "page-1", MADE)
        casebook.index({"page-1": "新疆 blood"}, stage="reader 1")
    return folder


def dates(folder: Path, *, key: bytes = KEY) -> tuple[UncertainDate, ...]:
    with Casebook(folder, key=key) as casebook:
        return casebook.get("read", "page-1", UncertainDate)


def test_what_was_put_comes_back(derived: Path) -> None:
    assert dates(derived) == MADE


def test_putting_again_replaces(derived: Path) -> None:
    with Casebook(derived, key=KEY) as casebook:
        casebook.put("read", "page-1", MADE[:1])
    assert dates(derived) == MADE[:1]


def _sql(*commands: str) -> Callable[[Path], None]:
    def apply(folder: Path) -> None:
        connection = sqlite3.connect(folder / "casebook.sqlite")
        with connection:
            for command in commands:
                connection.execute(command)
        connection.close()

    return apply


def _with_bytes(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def apply(folder: Path) -> None:
        path = folder / "casebook.sqlite"
        path.write_bytes(change(path.read_bytes()))

    return apply


CHANGED = {
    "a value is changed": _sql("UPDATE made SET body = (SELECT body FROM made WHERE place = 1)"),
    "a value is taken away": _sql("DELETE FROM made WHERE place = 1"),
    "a value is added": _sql("INSERT INTO made SELECT stage, key, 2, body FROM made WHERE place = 1"),
    "two values change places": _sql("UPDATE made SET place = 9 - place"),
    "the seal is another's": _sql("UPDATE finished SET seal = zeroblob(32)"),
    "the seal is no seal": _sql("UPDATE finished SET seal = 'x'"),
    "a value is no bytes": _sql("UPDATE made SET body = 7"),
    "a table is gone": _sql("DROP TABLE made"),
}  # fmt: skip


@pytest.mark.parametrize("why", CHANGED)
def test_what_other_hands_changed_is_refused(derived: Path, why: str) -> None:
    CHANGED[why](derived)
    with pytest.raises(DamagedDerivedError, match="delete"):
        dates(derived)


@pytest.mark.parametrize("why", CHANGED)
def test_what_other_hands_changed_is_refused_among_many(derived: Path, why: str) -> None:
    CHANGED[why](derived)
    with pytest.raises(DamagedDerivedError, match="delete"), Casebook(derived, key=KEY) as casebook:
        casebook.get_many("read", ["page-1"], UncertainDate)


def test_many_come_back_as_each_alone(derived: Path) -> None:
    """
    page-1: two dates;  page-2: done, none found;  page-3: of another stage;  page-4: never done
    """
    with Casebook(derived, key=KEY) as casebook:
        casebook.put("read", "page-2", ())
        casebook.put("trace", "page-3", MADE)
        found = casebook.get_many("read", ["page-4", "page-3", "page-2", "page-1"], UncertainDate)
        assert found == {"page-1": MADE, "page-2": ()}
        assert casebook.get_many("read", ["page-2"], UncertainDate) == {"page-2": ()}


def test_values_do_not_pass_for_those_of_another_key(derived: Path) -> None:
    _sql("UPDATE made SET key = 'page-2'", "UPDATE finished SET key = 'page-2'")(derived)
    with Casebook(derived, key=KEY) as casebook, pytest.raises(DamagedDerivedError):
        casebook.get("read", "page-2", UncertainDate)


FOREIGN = {
    "half the file": _with_bytes(lambda data: data[: len(data) // 2 + 100]),
    "a page": _with_bytes(lambda _: b"<!doctype html><p>no database"),
    "another format": _sql("PRAGMA user_version = 1"),
    "a database of somebody": _sql("DROP TABLE marks", "CREATE TABLE marks (x)"),
    "one byte": _with_bytes(lambda _: b"S"),
    "the first page alone": _with_bytes(lambda data: data[:4096]),
}


@pytest.mark.parametrize("what", FOREIGN)
def test_what_is_no_casebook_of_ours_is_made_again_or_refused_never_believed(
    derived: Path, what: str
) -> None:
    FOREIGN[what](derived)
    try:
        found = dates(derived)
    except DamagedDerivedError as problem:
        assert "delete" in str(problem)  # noqa: PT017 - either answer is right
        return
    assert found == ()


def test_what_another_key_sealed_is_made_again(derived: Path) -> None:
    assert dates(derived, key=b"o" * 32) == ()


@pytest.mark.parametrize("trap", ["folder", "link"])
def test_something_else_in_its_place_is_refused(derived: Path, tmp_path: Path, trap: str) -> None:
    path = derived / "casebook.sqlite"
    path.rename(tmp_path / "moved")
    if trap == "folder":
        path.mkdir()
    else:
        path.symlink_to(tmp_path / "moved")
    with pytest.raises(DamagedDerivedError, match="expected a file"):
        dates(derived)


def test_a_casebook_in_use_says_so(derived: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(casebook_module, "WAIT_SECONDS", 0.01)
    other = sqlite3.connect(derived / "casebook.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(CaseBusyError):
        dates(derived)
    other.close()
    assert dates(derived) == MADE


def test_a_making_broken_off_leaves_what_was(derived: Path) -> None:
    def broken() -> None:
        with Casebook(derived, key=KEY) as casebook:
            casebook.put("read", "page-1", [MADE[0], object()])

    with pytest.raises(ValueError, match="codec knows no way"):
        broken()
    assert dates(derived) == MADE


def _index(folder: Path, texts: dict[str, str], stage: str = "reader 1") -> Casebook:
    casebook = Casebook(folder, key=KEY)
    casebook.index(texts, stage=stage)
    return casebook


def test_words_are_found_wherever_they_stand_in_unspaced_text(tmp_path: Path) -> None:
    """
    d1  免费体检采集虹膜图像 (free check-ups take iris images)      d2  体检 (check-up)
    """
    with _index(tmp_path, {"d1": "免费体检采集虹膜图像", "d2": "体检"}) as casebook:
        assert list(casebook.search("虹膜")) == ["d1"]
        assert set(casebook.search("体检")) == {"d1", "d2"}
        assert list(casebook.search("膜虹")) == []


def test_words_are_found_by_their_beginnings_in_other_scripts(tmp_path: Path) -> None:
    """
    d1  دۆلەت قان ئەۋرىشكىسى (Uyghur: state, blood specimen)     d2  fingerprinting
    """
    with _index(tmp_path, {"d1": "دۆلەت قان ئەۋرىشكىسى", "d2": "fingerprinting"}) as casebook:
        assert list(casebook.search("ئەۋرىشكى")) == ["d1"]
        assert list(casebook.search("finger")) == ["d2"]


def test_what_is_gone_is_no_longer_found_and_what_came_is(tmp_path: Path) -> None:
    with _index(tmp_path, {"d1": "iris", "d2": "blood"}):
        pass
    with _index(tmp_path, {"d2": "blood", "d3": "iris"}) as casebook:
        assert list(casebook.search("iris")) == ["d3"]


def test_another_reader_s_words_replace_all_that_was_indexed(tmp_path: Path) -> None:
    """
    reader 1 read d1 as "iris"; reader 2 reads it as "blood"
    """
    with _index(tmp_path, {"d1": "iris"}):
        pass
    with _index(tmp_path, {"d1": "blood"}, stage="reader 2") as casebook:
        assert list(casebook.search("iris")) == []
        assert list(casebook.search("blood")) == ["d1"]


@settings(max_examples=60, deadline=None)
@given(query=st.text())
def test_no_query_breaks_the_search(query: str) -> None:
    with TemporaryDirectory() as folder, _index(Path(folder), {"d1": "iris 血"}) as casebook:
        list(casebook.search(query))


def test_what_a_stage_made_comes_back_whole_and_in_order(tmp_path: Path) -> None:
    moments = [Moment(utc=f"2030-01-0{day}T00:00:00Z") for day in (3, 1, 2)]
    with Casebook(tmp_path, key=KEY) as casebook:
        casebook.put("s", "k", moments)
        assert list(casebook.get("s", "k", Moment)) == moments
        assert casebook.finished("s") == {"k"}
        casebook.put("s", "k", moments[:1])
        assert list(casebook.get("s", "k", Moment)) == moments[:1]


def test_only_han_is_spaced() -> None:
    assert spaced("iris") == "iris"
    assert spaced("血卡").split() == ["血", "卡"]


def test_a_full_disk_is_called_so_and_nothing_is_to_be_deleted(derived: Path) -> None:
    """SQLite has taken the transaction back by itself; what was derived is as it was."""
    with Casebook(derived, key=KEY) as casebook:
        casebook._connection.execute("PRAGMA cache_size = 1")
        pages = casebook._connection.execute("PRAGMA page_count").fetchone()[0]
        casebook._connection.execute(f"PRAGMA max_page_count = {pages}")
        words = [UncertainDate(edtf="2016", found="x" * 9_999) for _ in range(99)]
        with pytest.raises(OperatorError, match="the disk is full: derived/ was not written"):
            casebook.put("read", "page-2", words)
    assert dates(derived) == MADE
