from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from custody import check, codes, firsthand, keep, make_case, write_pile
from firsthand.pipeline import keys
from firsthand.pipeline.case import Case
from firsthand.store.signing import new_key, public_key
from tampered import ways
from tampered.ways import LOG, WAYS, lines, objects, resign


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    case    a.txt "one"  b.txt "two"  copy.txt "one"  empty.txt ""      5 entries, 3 objects
    older   the same case when it had 3 entries
    other   another case that the same key signs                        5 entries
    """
    place = tmp_path_factory.mktemp("tampered")
    early = {"a.txt": b"one", "b.txt": b"two"}
    make_case(place, early)
    shutil.copytree(place / "case", place / "older")
    keep(place / "case", write_pile(place / "late", {"copy.txt": b"one", "empty.txt": b""}))
    make_case(place, {name: name.encode() for name in "wxyz"}, name="other")
    return place


@pytest.fixture
def case(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FIRSTHAND_HOME", str(made / "home"))
    shutil.copytree(made, tmp_path / "made")
    return tmp_path / "made" / "case"


def test_the_case_is_whole_before_it_is_touched(case: Path) -> None:
    report = check(case)
    assert report.problems == ()
    assert (report.objects, report.entries) == (3, 5)


@pytest.mark.parametrize("why", WAYS)
def test_verify_names_it_when(case: Path, why: str) -> None:
    way = WAYS[why]
    way.do(case)
    report = check(case)
    named = [problem.message for problem in report.problems if problem.code == way.code]
    assert any(way.words in message for message in named), report.problems
    assert report.differences


def test_every_difference_is_named_not_only_the_first(case: Path) -> None:
    ways.PAYLOAD["an object is cut short"].do(case)
    ways.PAYLOAD["an object is slipped in"].do(case)
    ways.ENTRY["two entries change places"].do(case)
    ways.ENTRY["a file is slipped into the record"].do(case)
    assert codes(check(case)) == {
        "object-size", "object-altered", "object-unknown", "root-differs", "entry-differs", "record-unknown"
    }  # fmt: skip


def test_the_program_ends_with_1_and_says_expected_and_found(case: Path) -> None:
    ways.PAYLOAD["a bit of an object is flipped"].do(case)
    done = firsthand("verify", case, home=case)
    name = objects(case)[0].name
    assert done.returncode == 1
    assert f"expected SHA-256 {name}, found " in done.stderr
    assert "1 differences" in done.stdout


@pytest.mark.slow
def test_a_name_that_moves_the_cursor_is_shown_written_out(case: Path) -> None:
    ways.PAYLOAD["a file of an unprintable name is slipped in"].do(case)
    for words in (("verify", case), ("verify", case, "--json")):
        done = firsthand(*words, home=case)
        assert done.returncode == 1
        assert "\x1b" not in done.stdout + done.stderr
        assert r"\xff\x0a\x1b[2J" in (done.stdout + done.stderr).replace("\\\\", "\\")


def test_setting_back_the_whole_case_shows_only_against_a_checkpoint_kept_elsewhere(
    case: Path, tmp_path: Path
) -> None:
    """
    ana mails the checkpoint of 5 entries to herself; later the whole folder is set back to 3
    """
    saved = tmp_path / "saved-checkpoint"
    shutil.copy(case / "record/checkpoint", saved)
    older = case.parent / "older"
    assert check(older).differences == 0, "nothing inside a case can show this"
    report = check(older, since=saved)
    assert codes(report) == {"rolled-back"}
    assert "at least the 5 entries of the saved checkpoint, found 3" in report.problems[0].message


def test_a_case_that_grew_continues_an_older_checkpoint(case: Path) -> None:
    report = check(case, since=case.parent / "older/record/checkpoint")
    assert (report.problems, report.since) == ((), 3)


def test_history_that_the_holder_of_the_key_rewrote_shows_against_a_saved_checkpoint(
    case: Path, tmp_path: Path
) -> None:
    """the key signs a changed past: the case alone looks whole"""
    shutil.copy(case / "record/checkpoint", tmp_path / "saved")
    changed = ways.entry(2, lambda e: e["body"]["capture"].update(address="https://forged.example"))
    lines(changed)(case)
    resign(case, keys.operator_key())
    assert check(case).differences == 0, "whoever holds the key can do this: docs/SECURITY.md"
    report = check(case, since=tmp_path / "saved")
    assert codes(report) == {"history-differs"}


def test_a_case_signed_anew_by_another_key_shows_against_its_key_or_a_saved_checkpoint(
    case: Path, tmp_path: Path
) -> None:
    """somebody replaces key, entries and signature: another case, whole in itself"""
    shutil.copy(case / "record/checkpoint", tmp_path / "saved")
    known, private = check(case).key, new_key()
    lines(ways.entry(0, lambda e: e["body"].update(key=public_key(private))))(case)
    resign(case, private)
    assert check(case).differences == 0
    report = check(case, key=known)
    assert codes(report) == {"key-differs"}
    assert f"expected the key {known}, found {report.key}" in report.problems[0].message
    assert codes(check(case, since=tmp_path / "saved")) == {"since-signature", "since-foreign"}


def test_the_checkpoint_of_another_case_is_no_older_state_of_this_one(case: Path) -> None:
    report = check(case, since=case.parent / "other/record/checkpoint")
    assert codes(report) == {"since-foreign"}


@pytest.mark.slow
def test_what_is_no_checkpoint_is_the_operators_mistake(case: Path, tmp_path: Path) -> None:
    (tmp_path / "page").write_text("no checkpoint")
    for path in (tmp_path / "page", tmp_path / "missing", tmp_path):
        done = firsthand("verify", case, "--since", path, home=case)
        assert done.returncode == 2
        assert "cannot be read as a checkpoint" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.slow
def test_a_damaged_case_is_neither_read_nor_written_to(case: Path) -> None:
    ways.ENTRY["two entries change places"].do(case)
    before = (case / LOG).read_bytes()
    pile = write_pile(case.parent / "more", {"m.txt": b"m"})
    for words in (("read", case), ("weigh", case), ("preserve", case, pile)):
        done = firsthand(*words, home=case.parent / "home")
        assert done.returncode == 2
        assert "does not hold together" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
    assert (case / LOG).read_bytes() == before


def test_an_older_case_without_tiles_is_whole_and_gets_them(case: Path) -> None:
    """a case of an earlier version has no record/tile, and its first entry promises none"""
    lines(ways.entry(0, lambda e: e["body"].pop("tiles")))(case)
    resign(case, keys.operator_key())
    before = (case / ways.TILE).read_bytes()
    shutil.rmtree(case / "record/tile")
    report = check(case)
    assert (codes(report), report.differences) == ({"tiles-missing"}, 0)
    with Case.open(case, writing=False) as held:
        assert len(list(held.entries())) == 5
    assert not (case / "record/tile").exists(), "whoever reads writes nothing"
    with Case.open(case, writing=True):
        pass
    assert (case / ways.TILE).read_bytes() == before
    assert check(case).problems == ()


@pytest.mark.parametrize("why", [why for why in ways.TILES if "entry is changed" not in why])
def test_a_case_with_wrong_tiles_is_read_by_its_log_and_mended_by_the_next_writer(
    case: Path, why: str
) -> None:
    before = (case / ways.TILE).read_bytes()
    ways.TILES[why].do(case)
    with Case.open(case, writing=False) as held:
        assert len(list(held.entries())) == 5
    keep(case, write_pile(case.parent / "more", {"m.txt": b"m"}))
    assert (case / "record/tile/0/000.p/6").read_bytes()[: len(before)] == before
    strangers = "slipped in" in why  # what does not stand in the way is left for a person to see
    assert (check(case).differences > 0) == (strangers and "never was" not in why)


def test_derived_is_not_looked_at_and_proves_nothing(case: Path) -> None:
    with Case.open(case, writing=False):
        pass
    (case / "derived").mkdir(exist_ok=True)
    (case / "derived/casebook.sqlite").write_bytes(b"nonsense")
    assert check(case).problems == ()


@pytest.mark.slow
def test_altered_bytes_are_not_read_into_documents(case: Path) -> None:
    """a.txt says "one"; somebody writes "0ne" over the object before it is read"""
    held = next(path for path in objects(case) if path.read_bytes() == b"one")
    ways.rewrite(held, lambda _: b"0ne")
    done = firsthand("read", case, "--json", home=case.parent / "home")
    assert done.returncode == 1
    assert "0ne" not in done.stdout
    documents = {d["capture"]: d["state"] for d in json.loads(done.stdout)["documents"]}
    assert documents[held.name] == "unreadable"
    assert f"its bytes have the SHA-256 {hashlib.sha256(b'0ne').hexdigest()}" in done.stderr
