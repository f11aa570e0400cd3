from __future__ import annotations

import hashlib
import json
from pathlib import Path

from bad_input.pile import PAGE, record, wacz
from firsthand.model.custody import Capture
from firsthand.model.document import Document, ReadState
from firsthand.pipeline import reading
from firsthand.preserve.sniff import HEAD_BYTES, identify_media
from firsthand.store.codec import encode
from firsthand.tools.sandbox import Done


def captured(data: bytes, name: str, folder: Path) -> Capture:
    digest = hashlib.sha256(data).hexdigest()
    (folder / digest).write_bytes(data)
    return Capture(
        digest=digest,
        size_bytes=len(data),
        address=f"pile/{name}",
        file=name,
        media_type=identify_media(data[:HEAD_BYTES]),
    )


def quiet(done: int, total: int | None, what: str) -> None:
    """Nobody is told."""


def read(captures: list[Capture], folder: Path) -> list[tuple[Document, ...]]:
    found = reading.read_captures(
        captures, open_path=lambda digest: folder / digest, workers=2, seconds=60.0, progress=quiet
    )
    return [documents for _, documents in found]


def test_captures_are_read_in_children_in_their_order(tmp_path: Path) -> None:
    archive = record(PAGE, address="https://a.example/1") + record(
        PAGE, address="https://a.example/2"
    )
    captures = [
        captured(PAGE, "a.html", tmp_path),
        captured(wacz({"archive/data.warc": archive}), "b.wacz", tmp_path),
        captured(b"Police took blood from residents of the county.", "c.txt", tmp_path),
    ]
    documents = read(captures, tmp_path)
    assert [{d.address for d in found} for found in documents] == [
        {"pile/a.html"},
        {"https://a.example/1", "https://a.example/2"},
        {"pile/c.txt"},
    ]
    assert read(captures[::-1], tmp_path) == documents[::-1]


def test_bytes_that_are_not_there_are_a_document_that_says_so(tmp_path: Path) -> None:
    gone = captured(PAGE, "gone.html", tmp_path)
    (tmp_path / gone.digest).unlink()
    ((document,),) = read([gone], tmp_path)
    assert document.state is ReadState.UNREADABLE
    assert document.problems[0].message == "unreadable, because its bytes are not in the vault"


def test_what_a_child_could_not_finish_is_named_beside_what_it_did(tmp_path: Path) -> None:
    capture = captured(PAGE, "a.html", tmp_path)
    ((document,),) = read([capture], tmp_path)
    done = Done(frames=(encode(document),), ended="timeout: nothing came for 120 s")
    found = reading._documents(capture, done)
    assert {d.state for d in found} == {ReadState.READ, ReadState.UNREADABLE}
    (failed,) = [d for d in found if d.state is ReadState.UNREADABLE]
    assert failed.problems[0].message == "unreadable, because nothing came for 120 s"


def test_an_answer_that_is_no_document_or_about_another_capture_is_not_believed(
    tmp_path: Path,
) -> None:
    one, other = captured(PAGE, "a.html", tmp_path), captured(PAGE + b" ", "b.html", tmp_path)
    ((document,),) = read([other], tmp_path)
    for frame in (b"\x80\x05pickle", json.dumps({"text": "x"}).encode(), encode(document)):
        (found,) = reading._documents(one, Done(frames=(frame,)))
        assert found.state is ReadState.UNREADABLE
        assert found.capture == one.digest
