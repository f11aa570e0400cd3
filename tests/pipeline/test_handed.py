from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from anchored_case import make_anchored
from custody import codes, make_case
from firsthand.model.collection import CollectionPart
from firsthand.model.custody_event import ExportKind
from firsthand.pipeline.bag import write_bag
from firsthand.pipeline.case import Case
from firsthand.pipeline.collecting import record_collection
from firsthand.pipeline.handed import is_handed, verify_handed
from firsthand.pipeline.handing import hand_over


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    a bag of a.txt "one", b.txt "two", empty.txt "", with the reason of the collection shown
    """
    place = tmp_path_factory.mktemp("handed")
    with Case.open(make_case(place), writing=True) as case:
        record_collection(case, {CollectionPart.REASON: "to show it"}, because={})
    other = make_case(place, {"w.txt": b"w"}, name="other")
    for name, folder, parts in (
        (place / "case", place / "bag", [CollectionPart.REASON]),
        (other, place / "other-bag", []),
    ):
        with Case.open(name, writing=False) as case:
            hand_over(case, (), folder, kind=ExportKind.BAGIT, disclose=parts)
    return place


@pytest.fixture
def bag(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made / "other-bag", tmp_path / "other")
    return shutil.copytree(made / "bag", tmp_path / "bag")


def again(bag: Path) -> None:
    """Whoever tampers makes the sums anew."""
    for name in ("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"):
        (bag / name).unlink()
    write_bag(bag, day="2030-01-02", identifier="x")


def one(bag: Path, room: str) -> Path:
    return min(path for path in (bag / room).iterdir() if not path.name.startswith("coll"))


def flip(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]) if data else b"!")


def edit(path: Path, change: Callable[[list[str]], list[str]]) -> None:
    head, _, note = path.read_text("utf-8").partition("\n\n")
    path.write_text("\n".join(change(head.split("\n"))) + "\n\n" + note, "utf-8")


def _swap_proofs(bag: Path) -> None:
    first, second = sorted((bag / "proofs").glob("[0-9a-f]*"))[:2]
    held = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(held)


def _forge_entry(bag: Path) -> None:
    def change(lines: list[str]) -> list[str]:
        entry = json.loads(base64.b64decode(lines[1].removeprefix("extra ")))
        entry["by"]["name"] = "Eve"
        text = json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()
        return [lines[0], "extra " + base64.b64encode(text).decode(), *lines[2:]]

    edit(one(bag, "proofs"), change)


def _collection(bag: Path, **change: object) -> None:
    path = bag / "collection.json"
    shown = json.loads(path.read_text("utf-8"))
    shown[0]["parts"][0].update(change)
    path.write_text(json.dumps(shown), "utf-8")


UNNOTICED_BY_SUMS: dict[str, tuple[Callable[[Path], object], str]] = {
    "an object is changed": (lambda b: flip(one(b, "data")), "object-differs"),
    "an object is slipped in": (lambda b: (b / "data" / ("0" * 64)).write_bytes(b"x"), "object-differs"),
    "a proof is taken away": (lambda b: one(b, "proofs").unlink(), "proof-missing"),
    "two proofs change places": (_swap_proofs, "entry-foreign"),
    "an entry in a proof is forged": (_forge_entry, "entry-not-in-log"),
    "a hash of a proof is dropped": (lambda b: edit(one(b, "proofs"), lambda found: found[:-1]), "proof-wrong"),
    "a proof has no entry": (lambda b: edit(one(b, "proofs"), lambda found: [found[0], *found[2:]]), "proof-wrong"),
    "the checkpoint is changed": (lambda b: flip(b / "checkpoint"), "signature-wrong"),
    "the checkpoint is another case's": (lambda b: shutil.copy(b.parent / "other/checkpoint", b / "checkpoint"), "checkpoint-foreign"),
    "the first entry is changed": (lambda b: flip(b / "entry-0.json"), "no-key"),
    "a link lies there": (lambda b: (b / "data/link").symlink_to("/etc/hostname"), "export-not-a-file"),
    "a folder lies there": (lambda b: (b / "data/more").mkdir(), "export-not-a-file"),
    "other words of the collection are shown": (lambda b: _collection(b, words="to hide it"), "collection-differs"),
    "the salt of a part is another": (lambda b: _collection(b, salt="0" * 64), "collection-differs"),
    "words of the collection are none": (lambda b: _collection(b, words=["to", "hide"]), "collection-wrong"),
    "the collection speaks of no entry": (lambda b: (b / "collection.json").write_text('[{"entry": 1e999, "parts": []}]'), "collection-wrong"),
    "the collection is nonsense": (lambda b: (b / "collection.json").write_text("[1]"), "collection-wrong"),
}  # fmt: skip


@pytest.mark.parametrize("why", UNNOTICED_BY_SUMS)
def test_each_way_to_tamper_is_named_whoever_made_the_sums(bag: Path, why: str) -> None:
    do, code = UNNOTICED_BY_SUMS[why]
    do(bag)
    again(bag)
    assert code in codes(verify_handed(bag))


NOTICED_BY_SUMS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a tag file is changed": (lambda b: flip(b / "bag-info.txt"), "export-file-differs"),
    "a file is added": (lambda b: (b / "notes").write_text("x"), "export-file-unlisted"),
    "a file is taken away": (lambda b: one(b, "data").unlink(), "export-file-missing"),
    "a manifest is nonsense": (lambda b: (b / "manifest-sha256.txt").write_text("x\n"), "export-sums-wrong"),
    "the list of tag files is taken away": (lambda b: (b / "tagmanifest-sha256.txt").unlink(), "export-file-missing"),
}  # fmt: skip


@pytest.mark.parametrize("why", NOTICED_BY_SUMS)
def test_a_file_that_is_not_as_it_was_packed_is_named(bag: Path, why: str) -> None:
    do, code = NOTICED_BY_SUMS[why]
    do(bag)
    assert code in codes(verify_handed(bag))


def test_another_key_than_the_one_told_is_named(bag: Path) -> None:
    assert is_handed(bag)
    assert codes(verify_handed(bag, key="00")) == {"key-differs"}


@pytest.fixture(scope="module")
def anchored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """a bag of a case that two authorities and a cosigner vouch for"""
    place = tmp_path_factory.mktemp("anchored")
    with Case.open(make_anchored(place).case, writing=False) as case:
        hand_over(case, (), place / "bag", kind=ExportKind.BAGIT)
    return place / "bag"


def write(name: str, data: bytes) -> Callable[[Path], object]:
    return lambda bag: (bag / "anchors" / name).write_bytes(data)


def copy(name: str, target: str) -> Callable[[Path], object]:
    return lambda bag: shutil.copy(bag / "anchors" / name, bag / "anchors" / target)


def unvouched(bag: Path) -> None:
    for path in (bag / "anchors/5").glob("stamp*"):
        path.unlink()


ANCHORED: dict[str, tuple[Callable[[Path], object], str]] = {
    "a stamp is changed": (lambda b: flip(b / "anchors/5/stamp-1.tsr"), "stamp-wrong"),
    "a stamp over another state": (copy("9/stamp-1.tsr", "5/stamp-1.tsr"), "stamp-foreign"),
    "its certificates are another's": (copy("10/stamp-1.pem", "9/stamp-1.pem"), "stamp-chain-foreign"),
    "a cosignature is changed": (lambda b: flip(b / "anchors/6/cosigned-1.signature"), "packet-part-differs"),
    "a state is not of this log": (copy("9/proof", "5/proof"), "anchor-not-in-log"),
    "a state is gone": (lambda b: (b / "anchors/5/state").unlink(), "anchor-wrong"),
    "nothing is over a state": (unvouched, "anchor-empty"),
    "a file beside the stamps": (write("5/notes.txt", b"x"), "export-file-unknown"),
    "a file beside the states": (write("notes", b"x"), "export-file-unknown"),
}  # fmt: skip


@pytest.mark.parametrize("why", ANCHORED)
def test_each_way_to_tamper_with_an_anchor_is_named_though_the_sums_were_made_anew(
    anchored: Path, tmp_path: Path, why: str
) -> None:
    bag = shutil.copytree(anchored, tmp_path / "bag")
    do, code = ANCHORED[why]
    do(bag)
    again(bag)
    assert code in codes(verify_handed(bag))


def test_an_anchor_is_found_changed_by_its_sum(anchored: Path, tmp_path: Path) -> None:
    bag = shutil.copytree(anchored, tmp_path / "bag")
    flip(bag / "anchors/5/stamp-1.tsr")
    assert "export-file-differs" in codes(verify_handed(bag))
