from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from anchored_case import COSIGNER, Anchored, make_anchored, stamp
from authority import Authority
from certified import certify
from custody import codes, make_case
from firsthand.pipeline import cosigner
from firsthand.pipeline.cosigning import read_keys
from firsthand.pipeline.packing import SUMS, sum_lines
from firsthand.pipeline.unpacking import verify_packet
from firsthand.store.cosigning import VerifierKey
from firsthand.store.timestamps import request
from pipeline.test_packing import ONE, packed

Do = Callable[[Path, Anchored], object]


@pytest.fixture(scope="module")
def anchored(tmp_path_factory: pytest.TempPathFactory) -> Anchored:
    made = make_anchored(tmp_path_factory.mktemp("anchored"))
    made.packed(ONE, made.place / "packet")
    made.packed("later.txt", made.place / "later")
    elsewhere = made.place / "elsewhere"
    elsewhere.mkdir()
    case = make_case(elsewhere)
    stamp(case, made.authorities[0], name="foreign")
    packed(case, ONE, elsewhere / "packet")
    return made


def known(anchored: Anchored) -> tuple[VerifierKey, ...]:
    return tuple(read_keys(anchored.keys).values())


def test_a_sound_packet_says_by_when_and_who(anchored: Anchored) -> None:
    report = verify_packet(anchored.place / "packet", cosigners=known(anchored))
    assert report.problems == ()
    told = [(each.size, each.kind, each.authority, each.trusted) for each in report.anchors]
    assert told == [
        (5, "stamp", "CN=Trial time", False),
        (6, "cosignature", COSIGNER, True),
        (6, "cosignature", COSIGNER, True),
        (10, "stamp", "CN=Second time", False),
    ]


def test_a_cosigner_whose_key_nobody_named_is_noted_as_unknown(anchored: Anchored) -> None:
    report = verify_packet(anchored.place / "packet")
    assert (codes(report), report.differences) == ({"cosigner-unknown"}, 0)
    assert not any(each.trusted for each in report.anchors)


def test_a_cosigner_whose_key_was_named_and_who_is_not_there_is_noted(anchored: Anchored) -> None:
    report = verify_packet(anchored.place / "later", cosigners=known(anchored))
    assert (codes(report), report.differences) == ({"cosigner-silent"}, 0)


def test_a_cosigner_of_that_name_with_another_key_is_a_difference(
    anchored: Anchored, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRSTHAND_HOME", str(tmp_path / "impostor"))
    others = cosigner.public_keys(COSIGNER)
    report = verify_packet(anchored.place / "packet", cosigners=others)
    assert codes(report) == {"cosigner-differs", "cosigner-silent"}
    assert report.differences == 2


def sum_anew(packet: Path) -> None:
    """Whoever tampers makes the list of sums anew."""
    (packet / SUMS).unlink()
    told = "".join(sum_lines(packet))
    (packet / SUMS).write_text(told, "utf-8")


def change(name: str, how: Callable[[bytes], bytes]) -> Do:
    def apply(packet: Path, _: Anchored) -> None:
        path = packet / "anchors" / name
        path.write_bytes(how(path.read_bytes()))

    return apply


def copy(source: str, name: str) -> Do:
    """Another's file in the place of one of the packet; *source* is within the packet or the trial's place."""
    return lambda packet, made: shutil.copy(made.place / source, packet / "anchors" / name)


def remove(name: str) -> Do:
    return lambda packet, _: (packet / "anchors" / name).unlink()


def rename(old: str, new: str) -> Do:
    return lambda packet, _: (packet / "anchors" / old).rename(packet / "anchors" / new)


def add(name: str) -> Do:
    return lambda packet, _: (packet / "anchors" / name).write_bytes(b"x")


def another_state(packet: Path, made: Anchored) -> None:
    """a state that the stamp is over, of another log of the same key"""
    shutil.copytree(
        made.place / "elsewhere/packet/anchors/5", packet / "anchors/5", dirs_exist_ok=True
    )


def drop_all_but_the_state(packet: Path, _: Anchored) -> None:
    for path in [*(packet / "anchors/6").glob("cosigned*"), *(packet / "anchors/5").glob("stamp*")]:
        path.unlink()


def cut_middle(packet: Path, made: Anchored) -> None:
    """the root is taken out of the chain, what is left leads nowhere; the answer of this one holds no root either"""
    short = Authority(made.place / "short", chain=False)
    query, reply = made.place / "short/q", made.place / "short/r"
    if not query.exists():
        state = (packet / "anchors/5/state").read_bytes()
        query.write_bytes(request(hashlib.sha256(state).digest()))
        short.answer(query, reply)
    shutil.copy(reply, packet / "anchors/5/stamp-1.tsr")
    shutil.copy(short.folder / "own.pem", packet / "anchors/5/stamp-1.pem")


def other_letter(line: bytes) -> bytes:
    """One letter of the signature is another."""
    return line[:70] + (b"B" if line[70:71] != b"B" else b"C") + line[71:]


OTHER_ROOT = certify("Another root", authority=True).pem

WAYS: dict[str, tuple[Do, str, str]] = {
    "a byte of a stamp": (change("5/stamp-1.tsr", lambda d: d[:-1] + bytes([d[-1] ^ 1])), "stamp-wrong", "does not hold"),
    "a stamp that is none": (change("5/stamp-1.tsr", lambda _: b"believe me"), "stamp-wrong", "other bytes"),
    "a stamp over another state of the log": (copy("one/late.tsr", "5/stamp-1.tsr"), "stamp-foreign", "found one over"),
    "a stamp over another log": (copy("one/foreign.tsr", "5/stamp-1.tsr"), "stamp-foreign", "over the state beside it"),
    "the state and stamp of another log": (another_state, "anchor-foreign", "expected a state of firsthand/"),
    "a hash of the state": (change("5/state", lambda d: d.replace(d.split(b"\n")[2][:8], b"AAAAAAAA")), "anchor-not-in-log", "a fork"),
    "the size of the state": (change("5/state", lambda d: d.replace(b"\n5\n", b"\n4\n")), "anchor-misnamed", "expected a state of 5"),
    "a state that is none": (change("5/state", lambda _: b"five entries"), "anchor-wrong", "expected the lines of a state"),
    "a state under another number": (rename("5", "7"), "anchor-misnamed", "expected a state of 7"),
    "a state ahead of the checkpoint": (lambda packet, made: (rename("5", "99")(packet, made), change("99/state", lambda d: d.replace(b"\n5\n", b"\n99\n"))(packet, made)), "anchor-ahead", "set back"),
    "the proof of a state is gone": (remove("10/proof"), "packet-file-missing", "cannot be read"),
    "the proof of a state is empty": (change("10/proof", lambda _: b""), "anchor-not-in-log", "not proved"),
    "the proof of a state is none": (change("10/proof", lambda _: b"x"), "anchor-proof", "expected a SHA-256 hash"),
    "the chain is gone": (remove("5/stamp-1.pem"), "stamp-chain-missing", "found none"),
    "the chain is no certificate": (change("5/stamp-1.pem", lambda _: b"x"), "stamp-chain-missing", "expected certificates"),
    "the chain leads to no root": (cut_middle, "stamp-chain-missing", "lead to none"),
    "another's root is slipped into the chain": (change("5/stamp-1.pem", lambda d: d + OTHER_ROOT), "stamp-chain-foreign", "of others"),
    "the chain of another authority": (copy("two/root.pem", "5/stamp-1.pem"), "stamp-chain-foreign", "found 1 of others"),
    "the stamp is gone and its chain left": (remove("5/stamp-1.tsr"), "anchor-part-missing", "belongs to the others"),
    "nobody vouches for a state": (drop_all_but_the_state, "anchor-empty", "found none"),
    "a byte of a cosignature": (change("6/cosigned-1.line", other_letter), "cosignature-wrong", "not over this checkpoint"),
    "a cosignature of ML-DSA over another state": (change("6/cosigned-2.line", other_letter), "cosignature-wrong", "not over this checkpoint"),
    "another key in the place of a cosigner's": (change("6/cosigned-1.key", lambda d: d.replace(d.split(b"+")[2][4:12], b"AAAAAAAA")), "cosigner-key-wrong", "expected the key id"),
    "a line without its key": (remove("6/cosigned-2.key"), "anchor-part-missing", "belongs to the others"),
    "the words beside a cosignature": (change("6/cosigned-1.text", lambda d: d.replace(b"time 1", b"time 2")), "packet-part-differs", "as anchors/6/cosigned-1.line"),
    "the signature beside a cosignature": (change("6/cosigned-1.signature", lambda _: bytes(64)), "packet-part-differs", "as anchors/6/cosigned-1.line"),
    "words beside a cosignature of ML-DSA": (add("6/cosigned-2.text"), "packet-part-differs", "as anchors/6/cosigned-2.line"),
    "a file more": (add("5/letter"), "packet-file-unknown", "no other file"),
    "a part more": (add("5/stamp-1.key"), "packet-file-unknown", "no other file"),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_each_way_to_tamper_with_an_anchor_is_named_though_the_sums_were_made_anew(
    anchored: Anchored, tmp_path: Path, way: str
) -> None:
    packet = tmp_path / "packet"
    shutil.copytree(anchored.place / "packet", packet)
    do, code, words = WAYS[way]
    do(packet, anchored)
    sum_anew(packet)
    report = verify_packet(packet)
    told = [each.message for each in report.problems if each.code == code]
    assert any(words in each for each in told), report.problems
    assert report.differences


def test_a_stamp_from_before_the_object_came_shows_nothing_of_it(
    anchored: Anchored, tmp_path: Path
) -> None:
    packet = tmp_path / "packet"
    shutil.copytree(anchored.place / "later", packet)
    shutil.copytree(anchored.place / "packet/anchors/5", packet / "anchors/5")
    sum_anew(packet)
    report = verify_packet(packet)
    assert codes(report) == {"anchor-covers-nothing"}
