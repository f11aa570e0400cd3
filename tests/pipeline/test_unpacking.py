from __future__ import annotations

import base64
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from custody import codes, firsthand, keep, make_case
from firsthand.errors import NotACaseError
from firsthand.pipeline import keys
from firsthand.pipeline.packing import SUMS, sum_lines
from firsthand.pipeline.unpacking import is_packet, verify_packet
from firsthand.store.codec import canonical
from firsthand.store.merkle import Frontier, hash_leaf
from firsthand.store.proofs import Proof, Tree, write_proof
from firsthand.store.record import origin_of
from firsthand.store.signing import Checkpoint, new_key, public_key, sign
from pipeline.test_packing import ONE, packed

OBJECT = f"object/{ONE}"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A packet that proves too that the log continues an earlier checkpoint."""
    place = tmp_path_factory.mktemp("sound")
    case = make_case(place)
    shutil.copy(case / "record" / "checkpoint", place / "saved")
    (place / "more.txt").write_bytes(b"more")
    keep(case, place / "more.txt")
    packed(case, ONE, place / "packet", since=place / "saved")
    return place / "packet"


def test_a_sound_packet_has_no_differences(sound: Path) -> None:
    report = verify_packet(sound)
    assert report.problems == ()
    assert (report.objects, report.size_bytes, report.entries) == (1, 3, 3)
    assert report.since is not None
    assert verify_packet(sound, key=report.key).problems == ()


def change(name: str, how: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    """Change one file of the packet."""

    def apply(packet: Path) -> None:
        path = packet / name
        path.chmod(0o644)
        path.write_bytes(how(path.read_bytes()))

    return apply


def flip(data: bytes) -> bytes:
    return bytes([data[0] ^ 1]) + data[1:]


def remove(name: str) -> Callable[[Path], object]:
    return lambda packet: (packet / name).unlink()


def add(name: str, data: bytes = b"x") -> Callable[[Path], object]:
    return lambda packet: (packet / name).write_bytes(data)


def link(name: str) -> Callable[[Path], object]:
    def apply(packet: Path) -> None:
        (packet / name).unlink()
        (packet / name).symlink_to("/etc/hostname")

    return apply


def rename(old: str, new: str) -> Callable[[Path], object]:
    return lambda packet: (packet / old).rename(packet / new)


def pipe(name: str) -> Callable[[Path], object]:
    def apply(packet: Path) -> None:
        (packet / name).unlink()
        os.mkfifo(packet / name)

    return apply


def swap_proofs(packet: Path) -> None:
    one, two = packet / "proofs/0.tlog-proof", packet / "proofs/1.tlog-proof"
    held = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(held)


def only_the_first(packet: Path) -> None:
    for path in [*(packet / "entries").iterdir(), *(packet / "proofs").iterdir()]:
        if not path.name.startswith("0"):
            path.unlink()


def more_entries(note: bytes) -> bytes:
    origin, size, rest = note.split(b"\n", 2)
    return b"%s\n%d\n%s" % (origin, int(size) + 1, rest)


def resigned_by_another(packet: Path) -> None:
    """whoever makes the whole anew with a key of their own is told by the key alone"""
    private = new_key()
    first = json.loads((packet / "entries/0").read_bytes())
    first["body"]["key"] = public_key(private)
    lines = [canonical(first), (packet / "entries/1").read_bytes()]
    note = sign(
        Checkpoint(origin=origin_of(lines[0]), size=2, root=Frontier(lines).root()),
        name=keys.NAME,
        private=private,
    )
    shutil.rmtree(packet / "since")
    for path in [*(packet / "entries").iterdir(), *(packet / "proofs").iterdir()]:
        path.unlink()
    tree = Tree([hash_leaf(line) for line in lines])
    for number, line in enumerate(lines):
        (packet / f"entries/{number}").write_bytes(line)
        proof = Proof(index=number, hashes=tree.inclusion(number), checkpoint=note)
        (packet / f"proofs/{number}.tlog-proof").write_bytes(write_proof(proof))
    text, _, signatures = note.rpartition(b"\n\n")
    (packet / "checkpoint").write_bytes(note)
    (packet / "checkpoint.text").write_bytes(text + b"\n")
    (packet / "checkpoint.signature").write_bytes(base64.b64decode(signatures.split()[-1])[4:])


WAYS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a byte of the object": (change(OBJECT, flip), "object-differs"),
    "the object cut short": (change(OBJECT, lambda d: d[:-1]), "size-differs"),
    "the object is gone": (remove(OBJECT), "packet-object"),
    "a second object": (add(f"object/{'0' * 64}"), "packet-object"),
    "the object under another name": (rename(OBJECT, f"object/{'0' * 64}"), "object-differs"),
    "the object is a link": (link(OBJECT), "packet-not-a-file"),
    "a byte of an entry": (change("entries/1", lambda d: d.replace(b"a.txt", b"b.txt")), "entry-not-in-log"),
    "an entry that is no entry": (change("entries/1", lambda _: b"{}"), "entry-unreadable"),
    "an entry in another form": (change("entries/1", lambda d: d + b" "), "entry-unreadable"),
    "an entry is gone": (remove("entries/1"), "proof-missing"),
    "a proof is gone": (remove("proofs/1.tlog-proof"), "proof-missing"),
    "the first entry is gone": (remove("entries/0"), "no-key"),
    "all entries but the first are gone": (only_the_first, "entry-missing"),
    "a hash of a proof": (change("proofs/1.tlog-proof", lambda d: d.replace(b"\n\n", b"\n" + b"A" * 43 + b"=\n\n", 1)), "proof-wrong"),
    "a proof without its hashes": (change("proofs/1.tlog-proof", lambda d: b"\n".join(d.split(b"\n")[:2]) + b"\n\n" + d.partition(b"\n\n")[2]), "proof-wrong"),
    "a proof that is none": (change("proofs/1.tlog-proof", lambda _: b"believe me"), "proof-wrong"),
    "two proofs change places": (swap_proofs, "proof-foreign"),
    "a proof for another checkpoint": (change("proofs/1.tlog-proof", lambda d: d.replace(b"firsthand/", b"secondhand", 1)), "proof-foreign"),
    "a byte of the checkpoint": (change("checkpoint", more_entries), "signature-wrong"),
    "the checkpoint is gone": (remove("checkpoint"), "packet-file-missing"),
    "a checkpoint without an end": (change("checkpoint", lambda d: d + b"x" * (140 << 10)), "packet-file-too-long"),
    "the text beside the checkpoint": (change("checkpoint.text", flip), "packet-part-differs"),
    "the signature beside the checkpoint": (change("checkpoint.signature", flip), "packet-part-differs"),
    "another earlier checkpoint": (change("since/checkpoint", flip), "signature-wrong"),
    "no proof of growth": (change("since/proof", lambda _: b""), "history-differs"),
    "a proof of growth that is none": (change("since/proof", lambda _: b"x\n"), "since-proof"),
    "a file more": (add("letter"), "packet-file-unknown"),
    "a file more in a folder": (add("entries/1.bak"), "packet-file-unknown"),
    "a pipe in the place of a file": (pipe("key.pem"), "packet-not-a-file"),
    "made anew with another key": (resigned_by_another, "key-differs"),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_each_way_to_tamper_is_named_whoever_made_the_sums(
    sound: Path, tmp_path: Path, way: str
) -> None:
    packet = tmp_path / "packet"
    shutil.copytree(sound, packet)
    key = verify_packet(packet).key
    do, code = WAYS[way]
    do(packet)
    (packet / SUMS).unlink()
    regular = tmp_path / "sums"
    regular.write_text("".join(sum_lines(packet)), "utf-8")
    shutil.copy(regular, packet / SUMS)
    assert code in codes(verify_packet(packet, key=key))


@pytest.mark.parametrize(
    ("do", "code"),
    [
        (change("VERIFY.txt", flip), "packet-file-differs"),
        (change("key.pem", flip), "packet-file-differs"),
        (remove("VERIFY.txt"), None),
        (remove("key.pem"), "packet-file-missing"),
        (change(SUMS, lambda d: d + d.splitlines(keepends=True)[0]), "packet-sums-wrong"),
        (change(SUMS, lambda d: d.replace(b"  ", b" ", 1)), "packet-sums-wrong"),
        (change(SUMS, lambda d: d.partition(b"\n")[2]), "packet-file-unlisted"),
        (remove(SUMS), "packet-file-missing"),
    ],
)
def test_the_list_of_sums_is_held_against_the_files(
    sound: Path, tmp_path: Path, do: Callable[[Path], object], code: str | None
) -> None:
    packet = tmp_path / "packet"
    shutil.copytree(sound, packet)
    do(packet)
    if code is None:
        assert not is_packet(packet)
        with pytest.raises(NotACaseError, match="no packet"):
            verify_packet(packet)
    else:
        assert code in codes(verify_packet(packet))


def test_the_program_names_the_difference_and_ends_with_1(sound: Path, tmp_path: Path) -> None:
    packet = tmp_path / "packet"
    shutil.copytree(sound, packet)
    change(OBJECT, flip)(packet)
    done = firsthand("verify", packet, home=tmp_path / "home")
    assert done.returncode == 1
    assert "object-differs" in done.stderr
