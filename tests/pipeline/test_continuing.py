from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from custody import check, codes, keep, make_case, write_pile
from firsthand.errors import DamagedRecordError, OperatorError
from firsthand.pipeline import keys
from firsthand.pipeline.case import Case
from firsthand.pipeline.continuing import Proved, prove, read_state
from firsthand.pipeline.packing import pack
from firsthand.pipeline.unpacking import verify_packet
from tampered.ways import entry, lines, resign


def packed(case: Path, folder: Path, **settings: Path) -> Path:
    with Case.open(case, writing=False) as held:
        pack(held, "a.txt", folder, **settings)
    return folder


def proved(case: Path, *paths: Path) -> Proved:
    with Case.open(case, writing=False) as held:
        return prove(held, *paths)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    first   a packet of 5 entries          case    6 entries now
    second  a packet of 6                  other   another case of the same key
    copy    the case when it had 5         forked  6 entries, of which the third is another
    """
    place = tmp_path_factory.mktemp("continuing")
    case = make_case(place)
    packed(case, place / "first")
    shutil.copytree(case, place / "copy")
    shutil.copytree(case, place / "forked")
    keep(case, write_pile(place / "more", {"m.txt": b"m"}))
    packed(case, place / "second")
    make_case(place, name="other")
    forked = place / "forked"
    lines(entry(2, lambda e: e["by"].update(name="Eve")))(forked)
    resign(forked, keys.operator_key())
    packed(forked, place / "forked-packet")
    keep(forked, place / "more")
    packed(forked, place / "forked-second")
    return place


@pytest.fixture
def place(made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FIRSTHAND_HOME", str(made / "home"))
    return made


def test_a_case_continues_a_packet_and_a_copy_of_itself(place: Path) -> None:
    for earlier in ("first", "copy", "first/checkpoint"):
        report = check(place / "case", since=place / earlier)
        assert (report.problems, report.since) == ((), 5)


def test_two_packets_are_compared_by_a_proof_from_the_case(place: Path, tmp_path: Path) -> None:
    first, second = place / "first", place / "second"
    found = verify_packet(second, since=first)
    assert codes(found) == {"since-unproved"}
    assert "firsthand consistency CASE EARLIER LATER FILE" in found.problems[0].message
    assert proved(place / "case", first, second, tmp_path / "proof") == Proved(old=5, new=6)
    report = verify_packet(second, since=first, proof=tmp_path / "proof")
    assert (report.problems, report.since) == ((), 5)


def test_a_packet_made_with_the_earlier_one_needs_no_other_proof(
    place: Path, tmp_path: Path
) -> None:
    later = packed(place / "case", tmp_path / "later", since=place / "first")
    report = verify_packet(later, since=place / "copy")
    assert (report.problems, report.since) == ((), 5)


WAYS: dict[str, tuple[Callable[[Path, Path], object], str, str]] = {
    "another history of the same size": (lambda p, _: verify_packet(p / "first", since=p / "forked-packet"), "history-differs", "a fork"),
    "a longer log that is none": (lambda p, t: (proved(p / "case", p / "first", p / "second", t / "p"), verify_packet(p / "forked-second", since=p / "first", proof=t / "p"))[1], "history-differs", "a fork"),
    "an earlier packet in the place of the later": (lambda p, _: verify_packet(p / "first", since=p / "second"), "rolled-back", "this one is older, or the case was set back"),
    "a packet of another case": (lambda p, _: verify_packet(p / "first", since=p / "other"), "since-foreign", "expected an export of firsthand/"),
    "a case that was rewritten, against a packet": (lambda p, _: check(p / "forked", since=p / "first"), "history-differs", "a fork, history was rewritten"),
    "a case that was set back, against another copy": (lambda p, _: check(p / "copy", since=p / "case"), "rolled-back", "the case was set back"),
}  # fmt: skip


@pytest.mark.parametrize("why", WAYS)
def test_a_fork_or_a_case_set_back_is_named(place: Path, tmp_path: Path, why: str) -> None:
    do, code, words = WAYS[why]
    found = [each for each in do(place, tmp_path).problems if each.code == code]  # type: ignore[attr-defined]
    assert len(found) == 1
    assert words in found[0].message


def test_a_case_proves_nothing_of_another_history(place: Path, tmp_path: Path) -> None:
    target = tmp_path / "proof"
    with pytest.raises(DamagedRecordError, match="though the same key signed both: a fork"):
        proved(place / "case", place / "forked-packet", place / "second", target)
    with pytest.raises(DamagedRecordError, match="is the earlier one"):
        proved(place / "case", place / "second", place / "first", target)
    with pytest.raises(DamagedRecordError, match="this case 5: the case was set back"):
        proved(place / "copy", place / "first", place / "second", target)
    with pytest.raises(OperatorError, match="expected an export of firsthand/"):
        proved(place / "case", place / "other", place / "second", target)
    assert not target.exists()


def test_what_holds_no_checkpoint_is_no_export(tmp_path: Path) -> None:
    (tmp_path / "page").write_text("words")
    for path in (tmp_path, tmp_path / "page", tmp_path / "none"):
        with pytest.raises(OperatorError, match="cannot be read as a checkpoint"):
            read_state(path)
