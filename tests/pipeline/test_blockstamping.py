from __future__ import annotations

import base64
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from custody import check, codes, make_case
from firsthand.cli.anchored import told
from firsthand.errors import OperatorError
from firsthand.pipeline import keys
from firsthand.pipeline.blockstamping import Blocked, ask, is_proof, read_block, take
from firsthand.pipeline.case import Case
from firsthand.pipeline.packing import SUMS, pack, sum_lines
from firsthand.pipeline.unpacking import verify_packet
from mined import mine, proof_over
from pipeline.test_packing import ONE, typed
from store.test_blocks import REAL
from tampered.ways import LOG, entry, lines, resign

CALENDAR = "https://calendar.example"


class Trial:
    """A case, the state that was asked about, and what comes back."""

    def __init__(self, place: Path) -> None:
        self.place, self.case = place, make_case(place)
        with Case.open(self.case, writing=False) as held:
            self.size = ask(held, place / "state")
        self.text = (place / "state").read_bytes()

    def take(self, proof: bytes, header: bytes | None = None) -> Blocked:
        (self.place / "state.ots").write_bytes(proof)
        block = None
        if header is not None:
            block = self.place / "header"
            block.write_bytes(header)
        with Case.open(self.case, writing=True) as held:
            return take(held, self.place / "state.ots", block=block)


@pytest.fixture
def trial(tmp_path: Path) -> Trial:
    return Trial(tmp_path)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    made = Trial(tmp_path_factory.mktemp("whole"))
    proof, root = proof_over(made.text, height=99)
    made.take(proof, mine(root))
    return made


def test_what_is_stamped_are_the_lines_of_the_signed_state(trial: Trial) -> None:
    note = (trial.case / "record/checkpoint").read_bytes()
    assert trial.text == note.partition(b"\n\n")[0] + b"\n"
    with (
        Case.open(trial.case, writing=False) as held,
        pytest.raises(OperatorError, match="already"),
    ):
        ask(held, trial.place / "state")


def test_a_proof_that_waits_is_recorded_and_noted_until_it_is_whole(trial: Trial) -> None:
    done = trial.take(proof_over(trial.text, calendar=CALENDAR)[0])
    assert (done.waits, done.size) == (True, trial.size)
    report = check(trial.case)
    assert (codes(report), report.differences, report.anchors) == ({"block-waits"}, 0, ())
    assert CALENDAR in report.problems[0].message
    assert not trial.take(proof_over(trial.text, height=99)[0]).waits
    report = check(trial.case)
    assert report.problems == ()
    (anchor,) = report.anchors
    assert (anchor.size, anchor.utc, anchor.trusted) == (trial.size, "", False)
    (first, second) = told(report)
    assert "nobody whose time is known" in first
    assert "its header was not compared: look up that its Merkle root is" in second


def test_a_header_is_compared_and_weighed_by_its_work(whole: Trial) -> None:
    """anybody makes such a block in no time: that is said, and it is not believed, whoever gives it"""
    report = check(whole.case)
    (anchor,) = report.anchors
    assert (anchor.utc, anchor.trusted) == ("2023-11-14T22:13:20Z", False)
    assert "made with 2^1 hashes where Bitcoin's take more than 2^64" in anchor.authority
    assert "a header that nobody but its holder gave" in "".join(told(report))
    given = read_block(whole.place / "header")
    (again,) = check(whole.case, headers=[given]).anchors
    assert not again.trusted


def test_a_header_with_bitcoins_work_from_whoever_verifies_is_believed(whole: Trial) -> None:
    """what a real header and a real proof have in common is tried in tests/store/test_blocks.py"""
    easy = read_block(whole.place / "header")
    hard = replace(easy, work_bits=70)
    report = check(whole.case, headers=[hard])
    (anchor,) = report.anchors
    assert (anchor.trusted, anchor.authority) == (True, "Bitcoin's block 99")
    assert "compared with the header that you gave" in "".join(told(report))


def test_a_header_of_another_block_is_noted_and_refused_where_it_is_given(whole: Trial) -> None:
    (whole.place / "real").write_bytes(REAL)
    report = check(whole.case, headers=[read_block(whole.place / "real")])
    assert (codes(report), report.differences) == ({"block-unasked"}, 0)


@pytest.mark.parametrize(
    ("proof", "header", "words"),
    [
        (b"words", None, "breaks off|other bytes"),
        (proof_over(b"else", height=9)[0], None, "no state of this record has the digest"),
        ("height", REAL, "does not lead to the Merkle root"),
        ("calendar", REAL, "waits at"),
        ("height", b"x", "80 bytes"),
    ],
)
def test_what_shows_nothing_is_refused(
    trial: Trial, proof: bytes | str, header: bytes | None, words: str
) -> None:
    if isinstance(proof, str):
        made = proof_over(trial.text, height=9) if proof == "height" else proof_over(trial.text, calendar=CALENDAR)  # fmt: skip
        proof = made[0]
    before = (trial.case / LOG).read_bytes()
    with pytest.raises(OperatorError, match=words):
        trial.take(proof, header)
    assert (trial.case / LOG).read_bytes() == before


def test_files_that_are_not_there_are_the_operators_mistake(trial: Trial) -> None:
    with pytest.raises(OperatorError, match="cannot be read"):
        read_block(trial.place / "none")
    with Case.open(trial.case, writing=True) as held, pytest.raises(OperatorError, match="cannot"):
        take(held, trial.place / "none")
    assert not is_proof(trial.place / "none")


OTHER = base64.b64encode(proof_over(b"else", height=99)[0]).decode()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"size": 2}, "block-foreign"),
        ({"size": 999}, "block-foreign"),
        ({"proof": OTHER}, "block-foreign"),
        ({"proof": "AAAA"}, "block-wrong"),
        ({"proof": "*"}, "block-wrong"),
        ({"height": 98}, "block-differs"),
        ({"height": None}, "block-differs"),
        ({"header": REAL.decode()}, "block-header-wrong"),
        ({"header": "00"}, "block-header-wrong"),
    ],
)
def test_a_proof_that_was_tampered_with_is_named_though_all_is_signed_anew(
    whole: Trial,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: dict[str, object],
    code: str,
) -> None:
    monkeypatch.setenv("FIRSTHAND_HOME", str(whole.place / "home"))
    case = tmp_path / "case"
    shutil.copytree(whole.case, case)
    last = len((case / LOG).read_bytes().splitlines()) - 1
    lines(entry(last, lambda each: each["body"].update(change)))(case)
    resign(case, keys.operator_key())
    report = check(case)
    assert (codes(report), report.anchors) == ({code}, ())


@pytest.mark.slow
def test_a_packet_holds_the_proof_and_its_commands_check_it(whole: Trial, tmp_path: Path) -> None:
    with Case.open(whole.case, writing=False) as held:
        pack(held, ONE, tmp_path / "packet")
    folder = tmp_path / "packet/anchors" / str(whole.size)
    assert (folder / "block-1.header").is_file()
    ended, words = typed(tmp_path / "packet", tmp_path)
    assert ended == [0] * 5
    assert "block-1.ots block 99" in words
    report = verify_packet(tmp_path / "packet")
    assert [each.kind for each in report.anchors] == ["block"]
    for name, data, code, said in (
        ("block-1.header", REAL, "block-header-wrong", "does not lead to the header"),
        ("block-1.ots", b"x", "block-wrong", "over something else"),
        ("block-1.ots", proof_over(b"else", height=99)[0], "block-foreign", "over something else"),
        (
            "block-1.ots",
            proof_over(whole.text, calendar="c")[0],
            "block-waits",
            "leads to no block",
        ),
    ):
        shutil.copytree(tmp_path / "packet", tmp_path / "changed")
        (tmp_path / "changed/anchors" / str(whole.size) / name).write_bytes(
            bytes.fromhex(data.decode()) if data is REAL else data
        )
        (tmp_path / "changed" / SUMS).unlink()
        summed = "".join(sum_lines(tmp_path / "changed"))
        (tmp_path / "changed" / SUMS).write_text(summed)
        report = verify_packet(tmp_path / "changed")
        assert code in codes(report)
        assert report.differences
        assert said in typed(tmp_path / "changed", tmp_path)[1]
        shutil.rmtree(tmp_path / "changed")
    assert json.loads((tmp_path / "packet/entries/0").read_bytes())["body"]["is"] == "CaseOpened"
