from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from custody import check, codes, keep, make_case, write_pile
from firsthand.errors import OperatorError
from firsthand.pipeline import cosigner, cosigning, keys
from firsthand.pipeline.case import Case
from firsthand.pipeline.cosigner import Given
from firsthand.pipeline.cosigning import Asked, Request, read_request, write_request
from firsthand.store.cosigning import read_key
from firsthand.store.signing import NoteError
from tampered.ways import entry, lines, resign

NAME = "archive.example/cosigner"


class Two:
    """Two organisations: ana keeps a case, the archive signs it; each has a home of its own."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.case = make_case(place)
        self.home, self.archive = place / "home", place / "archive"
        self.count = 0

    def _file(self, kind: str) -> Path:
        self.count += 1
        return self.place / f"{self.count}.{kind}"

    def ask(self, old: int | None = None) -> tuple[Asked, Path]:
        target = self._file("request")
        with Case.open(self.case, writing=False) as held:
            return cosigning.ask(held, target, old=old), target

    def answer(self, request: Path, *, log: str | None = None) -> tuple[Given, Path]:
        target = self._file("answer")
        os.environ["FIRSTHAND_HOME"] = str(self.archive)
        try:
            return cosigner.answer(request, name=NAME, target=target, log=log), target
        finally:
            os.environ["FIRSTHAND_HOME"] = str(self.home)

    def take(self, answered: Path, known: tuple[str, ...] = ()) -> int:
        with Case.open(self.case, writing=True) as held:
            return len(cosigning.take(held, answered, known=known))

    def round(self) -> Given:
        asked, request = self.ask()
        given, answered = self.answer(request, log=asked.log_key)
        assert self.take(answered, given.keys) == 2
        return given


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Two:
    monkeypatch.setenv("FIRSTHAND_HOME", str(tmp_path / "home"))
    return Two(tmp_path)


def test_a_record_is_anchored_by_the_word_of_another_organisation(two: Two) -> None:
    given = two.round()
    report = check(two.case, cosigners=tuple(map(read_key, given.keys)))
    assert report.problems == ()
    assert {(a.size, a.authority, a.trusted, a.kind) for a in report.anchors} == {
        (5, NAME, True, "cosignature")
    }
    assert {a.key for a in report.anchors} == {read_key(key).fingerprint for key in given.keys}
    assert not any(a.trusted for a in check(two.case).anchors), "a key nobody told proves little"


def test_the_next_request_continues_what_was_signed_last(two: Two) -> None:
    two.round()
    keep(two.case, write_pile(two.place / "more", {"m.txt": b"m"}))
    asked, request = two.ask()
    assert (asked.old, asked.size) == (5, 8)
    given, answered = two.answer(request)
    assert (given.since, given.size, given.problems) == (5, 8, ())
    assert two.take(answered) == 2
    assert two.take(answered) == 0, "what is in the record already is not added again"
    assert {a.size for a in check(two.case).anchors} == {5, 8}


def test_keys_are_readable_by_nobody_else_and_outside_the_case(two: Two) -> None:
    two.round()
    found = sorted(two.archive.rglob("*.key"))
    assert [path.name for path in found] == ["ed25519.key", "ml-dsa-44.key"]
    assert {path.stat().st_mode & 0o777 for path in found} == {0o600}
    found[0].chmod(0o644)
    with pytest.raises(OperatorError, match="others may read or change"):
        two.answer(two.ask()[1])


def test_a_cosigner_signs_no_log_whose_key_nobody_told(two: Two) -> None:
    with pytest.raises(OperatorError, match="never seen here: give the log's key"):
        two.answer(two.ask()[1])


def _rewritten(two: Two) -> None:
    """the holder of the key changes an entry and signs again"""
    lines(entry(2, lambda e: e["by"].update(name="Eve")))(two.case)
    resign(two.case, keys.operator_key())


def test_history_that_was_rewritten_is_a_fork(two: Two) -> None:
    before = shutil.copytree(two.case, two.place / "before")
    two.round()
    shutil.rmtree(two.case)
    shutil.copytree(before, two.case)
    _rewritten(two)
    keep(two.case, write_pile(two.place / "more", {"m.txt": b"m"}))
    given, answered = two.answer(two.ask(old=5)[1])
    assert [each.code for each in given.problems] == ["cosign-fork"]
    assert "first 5 entries are those signed here before: a fork" in given.problems[0].message
    assert not answered.exists()
    assert len(list(two.archive.rglob("refused-*"))) == 1, "what the key signed is kept as evidence"


def test_another_log_of_the_same_size_is_a_fork(two: Two) -> None:
    two.answer(two.ask()[1], log=two.ask()[0].log_key)
    _rewritten(two)
    given, _ = two.answer(two.ask()[1])
    assert [each.code for each in given.problems] == ["cosign-fork"]
    assert "another log of 5 entries was signed here before" in given.problems[0].message


def test_a_case_that_was_set_back_is_named(two: Two) -> None:
    before = shutil.copytree(two.case, two.place / "before")
    keep(two.case, write_pile(two.place / "more", {"m.txt": b"m"}))
    asked, request = two.ask()
    two.answer(request, log=asked.log_key)
    shutil.rmtree(two.case)
    shutil.copytree(before, two.case)
    given, _ = two.answer(two.ask()[1])
    assert [each.code for each in given.problems] == ["cosign-rolled-back"]
    assert (
        "at least the 6 entries that were signed here before, found 5" in given.problems[0].message
    )


def test_a_request_that_begins_elsewhere_is_refused_with_where_to_begin(two: Two) -> None:
    asked, request = two.ask()
    two.answer(request, log=asked.log_key)
    keep(two.case, write_pile(two.place / "more", {"m.txt": b"m"}))
    given, _ = two.answer(two.ask(old=3)[1])
    assert [each.code for each in given.problems] == ["cosign-elsewhere"]
    assert "ask again with --old 5" in given.problems[0].message
    given, _ = two.answer(two.ask(old=5)[1])
    assert given.problems == ()


def test_a_checkpoint_that_the_log_did_not_sign_is_refused(two: Two) -> None:
    asked, request = two.ask()
    told = read_request(request.read_bytes())
    forged = told.note.replace(b"\n5\n", b"\n4\n")
    request.write_bytes(write_request(Request(old=0, hashes=(), note=forged)))
    given, _ = two.answer(request, log=asked.log_key)
    assert [each.code for each in given.problems] == ["cosign-signature"]


def test_another_key_for_a_log_that_is_known_is_refused(two: Two) -> None:
    asked, request = two.ask()
    two.answer(request, log=asked.log_key)
    other = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    with pytest.raises(OperatorError, match="seen here under another key"):
        two.answer(request, log=other)


def test_an_answer_is_taken_only_if_a_known_key_signed_a_state_of_this_record(two: Two) -> None:
    asked, request = two.ask()
    given, answered = two.answer(request, log=asked.log_key)
    with pytest.raises(OperatorError, match="no known cosigner signed"):
        two.take(answered)
    with pytest.raises(OperatorError, match="is no checkpoint signed by this case's key"):
        two.take(request, given.keys)
    good = answered.read_text("utf-8")
    head, _, tail = good.rpartition("— ")
    name, blob = tail.split(" ")
    answered.write_text(head + f"— {name} {blob[:20]}AAAA{blob[24:]}", "utf-8")
    with pytest.raises(OperatorError, match="not over this checkpoint"):
        two.take(answered, given.keys)
    answered.write_text(good, "utf-8")
    _rewritten(two)
    with pytest.raises(OperatorError, match="set back or its history rewritten"):
        two.take(answered, given.keys)


def test_history_rewritten_under_a_cosignature_is_named_though_the_key_signs_it(two: Two) -> None:
    two.round()
    _rewritten(two)
    assert codes(check(two.case)) == {"cosignature-foreign"}


def test_a_cosignature_that_says_otherwise_is_named(two: Two) -> None:
    two.round()
    for field, told, code in (
        ("utc", "2031-01-01T00:00:00Z", "cosignature-differs"),
        ("line", "— x AAAAAAAA", "cosignature-wrong"),
        ("key", "none", "cosignature-wrong"),
    ):
        case = shutil.copytree(two.case, two.place / field)
        lines(entry(5, lambda e: e["body"].update({field: told})))(case)  # noqa: B023 - called at once
        resign(case, keys.operator_key())
        assert codes(check(case)) == {code}


def test_a_request_is_read_as_the_specification_writes_it() -> None:
    request = Request(old=3, hashes=(bytes(32), bytes(range(32))), note=b"o\n4\nx\n\n- s\n")
    assert read_request(write_request(request)) == request
    for wrong in (b"", b"old\n\nx", b"old 03\n\nx", b"old 1\nxx\n\nx", b"new 1\n\nx", b"old 1\n" + b"AA==\n" * 64 + b"\nx"):  # fmt: skip
        with pytest.raises(NoteError, match="expected"):
            read_request(wrong)
