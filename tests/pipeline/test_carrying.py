from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from anchored_case import COSIGNER, Anchored, make_anchored, stamp
from authority import Authority
from custody import check, make_case
from firsthand.model.consent import PUBLIC, PUBLICATION, Use
from firsthand.pipeline import keys
from firsthand.pipeline.case import Case
from firsthand.pipeline.holding import HeldBack
from firsthand.pipeline.packing import pack
from pipeline.test_packing import ONE, typed
from tampered.ways import LOG, entry, lines, resign

LATER = "later.txt"


@pytest.fixture(scope="module")
def anchored(tmp_path_factory: pytest.TempPathFactory) -> Anchored:
    return make_anchored(tmp_path_factory.mktemp("anchored"))


def test_a_packet_holds_what_each_outside_said_first_of_its_object(
    anchored: Anchored, tmp_path: Path
) -> None:
    """
    copy.txt came with entry 3: one authority stamped 5 entries, the cosigner signed 6, another authority stamped 10.
    That the first stamped 9, too, adds nothing.
    """
    packet = anchored.packed(ONE, tmp_path / "packet")
    names = {
        path.relative_to(tmp_path / "packet/anchors").as_posix()
        for path in (tmp_path / "packet/anchors").rglob("*")
        if path.is_file() and path.suffix in {".tsr", ".line"}
    }
    assert names == {"5/stamp-1.tsr", "6/cosigned-1.line", "6/cosigned-2.line", "10/stamp-1.tsr"}
    assert [each.partition(" at ")[0] for each in packet.vouched] == [
        "CN=Trial time", COSIGNER, COSIGNER, "CN=Second time",
    ]  # fmt: skip


def test_what_came_later_is_covered_by_what_was_said_later(
    anchored: Anchored, tmp_path: Path
) -> None:
    packet = anchored.packed(LATER, tmp_path / "packet")
    found = sorted(path.name for path in (tmp_path / "packet/anchors").iterdir())
    assert found == ["10", "9"]
    assert len(packet.vouched) == 2, "the cosigner signed before, and does not cover it"


def test_the_packet_s_own_commands_check_stamps_and_cosignatures_with_three_programs(
    anchored: Anchored, tmp_path: Path
) -> None:
    """sha256sum, python3 with its standard library, openssl; nothing else is on the path"""
    anchored.packed(ONE, tmp_path / "packet")
    ended, told = typed(tmp_path / "packet", tmp_path)
    assert ended == [0] * 8, told  # three, states, two stamps, a key of Ed25519, one of ML-DSA-44
    assert told.count("Verification: OK") == 2
    assert told.count("Signature Verified Successfully") == 2
    assert "anchors/5 covers the entries 0 1 3" in told
    assert "anchors/6/cosigned-2.key ML-DSA-44: signed" in told
    words = (tmp_path / "packet/VERIFY.txt").read_text("utf-8")
    assert "in `anchors/`" in words
    assert COSIGNER not in words, "what a stranger called themselves reaches no command line"


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("5/stamp-1.tsr", lambda d: d[:-1] + bytes([d[-1] ^ 1]), "Verification: FAILED"),
        ("5/stamp-1.pem", None, "Verification: FAILED"),
        ("6/cosigned-1.signature", lambda _: bytes(64), ".signature is another"),
        ("6/cosigned-2.line", lambda d: d[:-9] + b"AAAAAAA=\n", "not by this key"),
        ("10/state", lambda d: d.replace(b"\n10\n", b"\n9\n"), "a state of another log"),
        ("10/proof", lambda _: b"", "not a state of this log"),
    ],
)
def test_a_change_fails_in_one_of_the_commands(
    anchored: Anchored, tmp_path: Path, name: str, change: object, words: str
) -> None:
    anchored.packed(ONE, tmp_path / "packet")
    target = tmp_path / "packet/anchors" / name
    data = target.read_bytes()
    if callable(change):
        target.write_bytes(change(data))
    else:
        shutil.copy(anchored.authorities[1].folder / "root.pem", target)
    ended, told = typed(tmp_path / "packet", tmp_path)
    assert any(ended[1:])
    assert words in told


def test_a_packet_of_a_case_that_nobody_stamped_says_so(tmp_path: Path) -> None:
    with Case.open(make_case(tmp_path), writing=False) as held:
        packet = pack(held, ONE, tmp_path / "packet")
    assert packet.vouched == ()
    assert not (tmp_path / "packet/anchors").exists()
    words = " ".join((tmp_path / "packet/VERIFY.txt").read_text("utf-8").split())
    assert "No authority outside has set its own time" in words


def test_a_cosigner_whose_name_stands_in_the_register_stays(
    anchored: Anchored, tmp_path: Path
) -> None:
    """a witness may also be the one who signs: their name does not leave with the object"""
    with Case.open(anchored.case, writing=False) as held:
        use = Use(purpose=PUBLICATION, audience=PUBLIC)
        held.hold = HeldBack(use=use, names=(COSIGNER,))
        packet = pack(held, ONE, tmp_path / "packet")
    assert (packet.held_back, len(packet.vouched)) == (2, 2)
    told = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert COSIGNER.encode() not in told


def test_a_chain_that_the_answer_leaves_out_is_given_beside_it(tmp_path: Path) -> None:
    case = make_case(tmp_path)
    short = Authority(tmp_path / "short", chain=False)
    stamp(case, short, name="one", chain=short.folder / "root.pem")
    with Case.open(case, writing=False) as held:
        assert len(pack(held, ONE, tmp_path / "packet").vouched) == 1
    assert typed(tmp_path / "packet", tmp_path)[0] == [0] * 5


def test_a_stamp_that_was_taken_before_without_its_chain_stays_and_that_is_said(
    tmp_path: Path,
) -> None:
    """an entry of an earlier version holds the answer alone; verify of the case believes it no less"""
    case = make_case(tmp_path)
    short = Authority(tmp_path / "short", chain=False)
    stamp(case, short, name="one", chain=short.folder / "root.pem")
    last = len((case / LOG).read_bytes().splitlines()) - 1
    lines(entry(last, lambda each: each["body"].pop("chain")))(case)
    resign(case, keys.operator_key())
    assert len(check(case).anchors) == 1
    with Case.open(case, writing=False) as held:
        packet = pack(held, ONE, tmp_path / "packet")
    assert (packet.vouched, packet.rootless) == ((), 1)
