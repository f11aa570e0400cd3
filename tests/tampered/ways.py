"""Every way to be wrong that we know of, from the inside out, as a script that does it to a case.

Each way has the code by which `verify` must name it and words that its message must hold. The case
is that of `custody.make_case`; `other` is a second case that the same key signs.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firsthand.pipeline import keys
from firsthand.store.codec import canonical
from firsthand.store.merkle import HASH_BYTES, Frontier, hash_leaf
from firsthand.store.record import origin_of
from firsthand.store.signing import Checkpoint, new_key, public_key, sign
from firsthand.store.tiles import Tiles

LOG = "record/log/entries.jsonl"


@dataclass(frozen=True)
class Way:
    """One way to tamper: what it does, and what must be said of it."""

    code: str
    words: str
    do: Callable[[Path], object]


def objects(case: Path) -> list[Path]:
    """The objects of a case, by digest."""
    return sorted(path for path in (case / "evidence").glob("??/*"))


def rewrite(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Change the bytes of a file that may not be written to."""
    mode = path.stat().st_mode
    path.chmod(0o644)
    path.write_bytes(change(path.read_bytes()))
    path.chmod(mode)


def lines(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[Path], None]:
    """Change the lines of the log."""

    def apply(case: Path) -> None:
        rewrite(case / LOG, lambda d: b"".join(change(d.splitlines(keepends=True))))

    return apply


def entry(number: int, change: Callable[[Any], None]) -> Callable[[list[bytes]], list[bytes]]:
    """Change an entry and write it in canonical form again."""

    def apply(found: list[bytes]) -> list[bytes]:
        plain = json.loads(found[number])
        change(plain)
        return [*found[:number], canonical(plain) + b"\n", *found[number + 1 :]]

    return apply


def resign(case: Path, private: bytes, *, name: str = keys.NAME) -> None:
    """Sign whatever the log says now, and make its tiles: whoever holds the key can do both."""
    told = (case / LOG).read_bytes().splitlines()
    checkpoint = Checkpoint(origin=origin_of(told[0]), size=len(told), root=Frontier(told).root())
    (case / "record/checkpoint").write_bytes(sign(checkpoint, name=name, private=private))
    tiles = Tiles(case / "record/tile")
    tiles.remove()
    tiles.build(map(hash_leaf, told))


def _swap(case: Path) -> None:
    one, two = objects(case)[:2]
    held = one.read_bytes()
    rewrite(one, lambda _: two.read_bytes())
    rewrite(two, lambda _: held)


def _slip_in(path: Path, data: bytes = b"") -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    path.chmod(0o444)


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(exist_ok=True)
    source.rename(target)


def link(path: Path, away: Path) -> None:
    """It lies elsewhere, and a link stands for it."""
    path.rename(away)
    path.symlink_to(away)


def _instead(path: Path, make: Callable[[Path], object]) -> None:
    path.unlink()
    make(path)


def _add_unsigned(case: Path) -> None:
    lines(lambda found: [*found, found[-1]])(case)


def _edit_and_resign_with_another_key(case: Path) -> None:
    lines(entry(2, lambda e: e["body"]["capture"].update(address="https://forged.example/")))(case)
    resign(case, new_key())


def _put_another_key_in(case: Path) -> None:
    """The key in entry 0 is replaced; the checkpoint is left."""
    lines(entry(0, lambda e: e["body"].update(key=public_key(new_key()))))(case)


def _replay_record(case: Path) -> None:
    other = case.parent / "other"
    shutil.rmtree(case / "record")
    shutil.copytree(other / "record", case / "record")


def _foreign_checkpoint(case: Path) -> None:
    shutil.copy(case.parent / "other/record/checkpoint", case / "record/checkpoint")


def _older_checkpoint(case: Path) -> None:
    shutil.copy(case.parent / "older/record/checkpoint", case / "record/checkpoint")


def _empty_line(found: list[bytes]) -> list[bytes]:
    return [*found[:2], b"\n", *found[2:]]


def _size_lie(case: Path) -> None:
    """An entry says another size, and the holder of the key signs it."""
    lines(entry(2, lambda e: e["body"]["capture"].update(size_bytes=4)))(case)
    resign(case, keys.operator_key())


def _two_openings(case: Path) -> None:
    lines(lambda found: [*found, found[0]])(case)
    resign(case, keys.operator_key())


def _not_canonical(case: Path) -> None:
    """Signed, but not in the one form in which it can be written."""
    lines(lambda found: [*found[:-1], found[-1].replace(b'":', b'": ', 1)])(case)
    resign(case, keys.operator_key())


def flip(data: bytes) -> bytes:
    """The last byte is another."""
    return data[:-1] + bytes([data[-1] ^ 1]) if data else b"!"


def _odd_name(case: Path) -> None:
    (case / "evidence" / os.fsdecode(b"\xff\n\x1b[2J")).write_bytes(b"")


def _older_tile(case: Path) -> None:
    """A partial tile of an earlier state, with hashes that were never in the log."""
    (case / TILE).with_name("3").write_bytes(bytes(3 * HASH_BYTES))


def _hashes_change_places(data: bytes) -> bytes:
    return data[HASH_BYTES : 2 * HASH_BYTES] + data[:HASH_BYTES] + data[2 * HASH_BYTES :]


CHECKPOINT = "record/checkpoint"
TILE = "record/tile/0/000.p/5"

PAYLOAD = {
    "a bit of an object is flipped": Way("object-altered", "expected SHA-256", lambda c: rewrite(objects(c)[0], flip)),
    "an object is cut short": Way("object-size", "expected 3 bytes, found 2", lambda c: rewrite(objects(c)[1], lambda d: d[:-1])),
    "an object is made longer": Way("object-size", "expected 3 bytes, found 4", lambda c: rewrite(objects(c)[1], lambda d: d + b"x")),
    "an object is emptied": Way("object-size", "expected 3 bytes, found 0", lambda c: rewrite(objects(c)[1], lambda _: b"")),
    "two objects are swapped": Way("object-altered", "expected SHA-256", _swap),
    "an object is taken away": Way("object-missing", "found nothing", lambda c: objects(c)[0].unlink()),
    "the folder of evidence is taken away": Way("evidence-missing", "expected a folder", lambda c: shutil.rmtree(c / "evidence")),
    "an object is slipped in": Way("object-unknown", "that none does", lambda c: _slip_in(c / "evidence/2d/2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", b"x")),
    "a file of another name is slipped in": Way("object-name", "a name that is a SHA-256", lambda c: _slip_in(c / "evidence/notes.txt")),
    "a file of an unprintable name is slipped in": Way("object-name", "a name that is a SHA-256", _odd_name),
    "a folder of another name is slipped in": Way("folder-unknown", "two hexadecimal digits", lambda c: (c / "evidence/notes").mkdir()),
    "an object lies in the wrong folder": Way("object-misplaced", "found it here", lambda c: _move(objects(c)[0], c / "evidence/00" / objects(c)[0].name)),
    "an object lies one folder deeper": Way("folder-unknown", "found another", lambda c: _move(objects(c)[0], objects(c)[0].parent / "00" / objects(c)[0].name)),
    "an object may be written to": Way("object-writable", "expected mode 0444, found 0644", lambda c: objects(c)[0].chmod(0o644)),
    "a link stands for an object": Way("object-not-a-file", "found a link", lambda c: _instead(objects(c)[0], lambda p: p.symlink_to("/etc/hostname"))),
    "a pipe stands for an object": Way("object-not-a-file", "found a pipe", lambda c: _instead(objects(c)[0], os.mkfifo)),
    "a folder stands for an object": Way("folder-unknown", "found another", lambda c: _instead(objects(c)[0], Path.mkdir)),
    "a file is hidden among what is on its way in": Way("incoming-unknown", "found a file", lambda c: (c / "evidence/.incoming/notes").touch()),
    "a folder is hidden among what is on its way in": Way("incoming-unknown", "found a folder", lambda c: (c / "evidence/.incoming/7-7").mkdir()),
    "a link stands for the folder of what is on its way in": Way("incoming-unknown", "found a link", lambda c: link(c / "evidence/.incoming", c.parent / "incoming")),
    "a link stands for the folder of evidence": Way("evidence-not-a-folder", "found a link", lambda c: link(c / "evidence", c.parent / "away")),
}  # fmt: skip

ENTRY = {
    "a word of an entry is changed": Way("root-differs", "altered, replaced or reordered", lines(entry(3, lambda e: e["body"]["capture"].update(address="https://forged.example/")))),
    "the time of an entry is changed": Way("root-differs", "altered, replaced or reordered", lines(entry(3, lambda e: e.update(at={"utc": "2031-01-02T03:04:05Z"})))),
    "the person of an entry is changed": Way("root-differs", "altered, replaced or reordered", lines(entry(3, lambda e: e["by"].update(name="Eve")))),
    "two entries change places": Way("root-differs", "altered, replaced or reordered", lines(lambda found: [found[0], found[2], found[1], *found[3:]])),
    "an entry is taken from the middle": Way("entries-missing", "expected 5 entries as signed for, found 4", lines(lambda found: [*found[:2], *found[3:]])),
    "the last entry is taken away": Way("entries-missing", "expected 5 entries as signed for, found 4", lines(lambda found: found[:-1])),
    "an entry is there twice": Way("root-differs", "altered, replaced or reordered", lines(lambda found: [*found[:2], found[1], *found[3:]])),
    "an entry is added at the end": Way("entries-unsigned", "expected 5 entries as signed for, found 6", _add_unsigned),
    "an empty line is slipped in": Way("entry-unreadable", "expected a canonical entry", lines(_empty_line)),
    "an entry is written another way": Way("entry-unreadable", "expected a canonical entry", _not_canonical),
    "an entry is no entry": Way("entry-unreadable", "expected a canonical entry", lines(lambda found: [*found[:2], b"[" * 9000 + b"\n", *found[3:]])),
    "the last line is cut short": Way("log-torn", "expected a line end", lines(lambda found: [*found[:-1], found[-1][:-5]])),
    "half a line is added": Way("log-torn", "expected a line end after entry 5", lines(lambda found: [*found, found[-1][:-5]])),
    "the log is emptied": Way("no-key", "expected the case's key in the first entry, found none", lines(lambda _: [])),
    "the log is taken away": Way("log-missing", "No such file", lambda c: (c / LOG).unlink()),
    "a link stands for the log": Way("log-missing", "found a link", lambda c: link(c / LOG, c.parent / "log")),
    "a pipe stands for the log": Way("log-missing", "found a pipe", lambda c: _instead(c / LOG, os.mkfifo)),
    "a file is slipped into the record": Way("record-unknown", "expected nothing of this name", lambda c: (c / "record/notes").touch()),
    "a file is slipped in beside the log": Way("record-unknown", "expected nothing of this name", lambda c: (c / "record/log/more.jsonl").touch()),
    "the record is taken away": Way("record-missing", "expected a folder", lambda c: shutil.rmtree(c / "record")),
    "signed, an entry lies about a size": Way("object-size", "expected 4 bytes, found 3", _size_lie),
    "signed, the case is opened twice": Way("entry-out-of-place", "no second opening", _two_openings),
}  # fmt: skip

CHECKPOINTS = {
    "the size in the checkpoint is changed": Way("signature-wrong", "not over these lines", lambda c: rewrite(c / CHECKPOINT, lambda d: d.replace(b"\n5\n", b"\n4\n"))),
    "the root in the checkpoint is changed": Way("signature-wrong", "not over these lines", lambda c: rewrite(c / CHECKPOINT, lambda d: b"\n".join([*d.split(b"\n")[:2], base64.b64encode(bytes(32)), *d.split(b"\n")[3:]]))),
    "the checkpoint is an older one": Way("entries-unsigned", "expected 3 entries as signed for, found 5", _older_checkpoint),
    "the checkpoint is another case's": Way("checkpoint-foreign", "expected a checkpoint of", _foreign_checkpoint),
    "the record is another case's": Way("object-missing", "found nothing", _replay_record),
    "the checkpoint is cut short": Way("signature-wrong", "expected", lambda c: rewrite(c / CHECKPOINT, lambda d: d[: len(d) // 2])),
    "the checkpoint is emptied": Way("signature-wrong", "expected an empty line", lambda c: rewrite(c / CHECKPOINT, lambda _: b"")),
    "the checkpoint is taken away": Way("checkpoint-missing", "found none", lambda c: (c / CHECKPOINT).unlink()),
    "a folder stands for the checkpoint": Way("checkpoint-missing", "found a folder", lambda c: _instead(c / CHECKPOINT, Path.mkdir)),
}  # fmt: skip

TILES = {
    "a bit of a tile is flipped": Way("tile-altered", "expected the hash of entry 4 as the log gives it", lambda c: rewrite(c / TILE, flip)),
    "two hashes of a tile change places": Way("tile-altered", "expected the hash of entry 0", lambda c: rewrite(c / TILE, _hashes_change_places)),
    "a tile is another case's": Way("tile-altered", "expected the hash of entry 0", lambda c: shutil.copy(c.parent / "other" / TILE, c / TILE)),
    "a tile is cut short": Way("tile-size", "expected 160 bytes, found 159", lambda c: rewrite(c / TILE, lambda d: d[:-1])),
    "a tile is made longer": Way("tile-size", "expected 160 bytes, found 192", lambda c: rewrite(c / TILE, lambda d: d + bytes(HASH_BYTES))),
    "a tile is emptied": Way("tile-size", "expected 160 bytes, found 0", lambda c: rewrite(c / TILE, lambda _: b"")),
    "a tile is taken away": Way("tile-missing", "expected a tile of 5 hashes, found none", lambda c: (c / TILE).unlink()),
    "a tile is renamed": Way("tile-missing", "expected a tile of 5 hashes, found none", lambda c: (c / TILE).rename((c / TILE).with_name("6"))),
    "a link stands for a tile": Way("tile-not-a-file", "found a link", lambda c: link(c / TILE, c.parent / "tile")),
    "a pipe stands for a tile": Way("tile-not-a-file", "found a pipe", lambda c: _instead(c / TILE, os.mkfifo)),
    "a folder stands for a tile": Way("tile-not-a-file", "found a folder", lambda c: _instead(c / TILE, Path.mkdir)),
    "a tile of entries that are not there is slipped in": Way("tile-unknown", "expected no tile of this name", lambda c: (c / "record/tile/0/001").write_bytes(bytes(8192))),
    "a tile that never was is slipped in": Way("tile-unknown", "expected no tile of this name", _older_tile),
    "a file is slipped in among the tiles": Way("tile-unknown", "expected no tile of this name", lambda c: (c / "record/tile/notes").touch()),
    "a folder is slipped in among the tiles": Way("tile-unknown", "expected no folder of this name", lambda c: (c / "record/tile/1").mkdir()),
    "the folder of tiles is taken away": Way("tiles-taken-away", "expected the tiles of the signed state", lambda c: shutil.rmtree(c / "record/tile")),
    "a link stands for the folder of tiles": Way("tile-not-a-file", "expected a folder, found a link", lambda c: link(c / "record/tile", c.parent / "tiles")),
    "a tile stays when an entry is changed": Way("entry-differs", "1 of 5 differ", lines(entry(3, lambda e: e["by"].update(name="Eve")))),
}  # fmt: skip

SIGNATURE = {
    "the signature is changed": Way("signature-wrong", "not over these lines", lambda c: rewrite(c / CHECKPOINT, lambda d: d[:-9] + b"AAAAAAA=\n")),
    "the signature is taken away": Way("signature-wrong", "empty line", lambda c: rewrite(c / CHECKPOINT, lambda d: d.split(b"\n\n", maxsplit=1)[0] + b"\n")),
    "an entry is changed and another key signs": Way("signature-wrong", "no signature by the key firsthand with the id", _edit_and_resign_with_another_key),
}  # fmt: skip

KEY = {
    "the key in the first entry is changed": Way("signature-wrong", "no signature by the key", _put_another_key_in),
    "the key in the first entry is no key": Way("no-key", "expected a public key of 32 bytes", lines(entry(0, lambda e: e["body"].update(key="AAAA")))),
    "the format in the first entry is infinite": Way("no-key", "expected the case's key in the first entry", lines(lambda found: [found[0].replace(b'"format":1', b'"format":1e999', 1), *found[1:]])),
    "the first entry is no opening": Way("no-key", "expected the case's key", lines(lambda found: [found[1], *found[1:]])),
    "the format in the first entry is changed": Way("root-differs", "altered, replaced or reordered", lines(entry(0, lambda e: e["body"].update(format=9)))),
}  # fmt: skip

WAYS = PAYLOAD | ENTRY | TILES | CHECKPOINTS | SIGNATURE | KEY
