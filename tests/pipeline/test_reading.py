from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import numpy as np
import pytest

from bad_input.pile import PAGE, record, wacz
from corpora import drawn
from firsthand.model.custody import Capture
from firsthand.model.document import Document, ReadState
from firsthand.model.picture import Picture, Shown
from firsthand.pipeline import reading
from firsthand.preserve.sniff import HEAD_BYTES, identify_media
from firsthand.store.codec import decode, encode
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


def test_a_page_of_an_archive_has_the_pictures_that_the_archive_holds(tmp_path: Path) -> None:
    """
    a page with a small picture and a large one to choose from; both are in the archive, behind it
    """
    words = b"<p>Police took blood from residents of the county, a notice said on Tuesday.</p>"
    html = b"<!DOCTYPE html><html><body>%s<img src='/s.png' srcset='/l.png 900w'></body></html>"
    archive = record(html % words, address="https://a.example/")
    for name, size in (("s", 120), ("l", 480)):
        held = io.BytesIO()
        drawn.photograph(np.random.default_rng(1)).resize((size, size)).save(held, "PNG")
        body = record(held.getvalue(), address=f"https://a.example/{name}.png")
        archive += body.replace(b"\r\nContent-Type: text/html", b"\r\nContent-Type: image/png")
    ((document,),) = read([captured(archive, "a.warc", tmp_path)], tmp_path)
    (shown,) = document.pictures
    assert shown.addresses == ("https://a.example/l.png", "https://a.example/s.png")
    assert shown.picture is not None
    assert (shown.picture.width, shown.path) == (480, "/html/body/img[1]")
    assert shown.picture.hashes


def test_a_picture_that_is_not_in_the_archive_stays_an_address() -> None:
    shown = Shown(addresses=("https://a.example/p.png",), path="/img[1]")
    document = Document(
        capture="ab" * 32, locator="", address="https://a.example/", media_type="text/html",
        state=ReadState.READ, pictures=(shown,),
    )  # fmt: skip
    other = Picture(digest="cd" * 32, size_bytes=1, media_type="image/png", width=1, height=1)
    assert reading.placed(document, {}) == document
    assert reading.placed(document, {"https://b.example/p.png": other}) == document
    (placed,) = reading.placed(document, {"https://a.example/p.png": other}).pictures
    assert placed.picture == other


def test_a_child_that_answers_with_no_picture_is_not_believed(tmp_path: Path) -> None:
    capture = captured(PAGE, "a.html", tmp_path)
    done = Done(frames=(reading.MET + b'{"address":"x"}',))
    (document,) = reading._documents(capture, done)
    assert document.state is ReadState.UNREADABLE


def test_bytes_that_may_not_be_read_are_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    capture = captured(PAGE, "one.html", tmp_path)

    def refused(path: str) -> tuple[str, int]:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(reading, "hash_file", refused)
    job = json.dumps([str(tmp_path / capture.digest), encode(capture).decode()]).encode()
    (frame,) = reading.work(job)
    (problem,) = decode(frame, Document).problems
    assert problem.code == "unreadable-file"
    assert "no right to read" in problem.message
