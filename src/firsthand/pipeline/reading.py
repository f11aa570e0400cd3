"""Read captures in child processes, in the captures' order.

In: captures and where their bytes are.  Out: each capture with its documents.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from firsthand.model.custody import Capture
from firsthand.model.document import Document, ReadState
from firsthand.model.picture import Met, Picture, Shown
from firsthand.model.problem import Problem, Severity
from firsthand.pipeline.preserving import Progress
from firsthand.read import READER, VERSION
from firsthand.store.codec import CodecError, decode, decode_loosely, encode
from firsthand.store.files import NotAFileError
from firsthand.store.vault import hash_file

if TYPE_CHECKING:
    from firsthand.tools.sandbox import Done

MET = b"picture "  # how a frame begins that is no document but a picture met beside the pages


def read_captures(
    captures: Sequence[Capture],
    *,
    open_path: Callable[[str], Path],
    workers: int,
    seconds: float,
    progress: Progress,
) -> Iterator[tuple[Capture, tuple[Document, ...]]]:
    """Each capture with what was read from it; what a child could not finish says why."""
    from firsthand.tools.sandbox import run

    jobs = (
        json.dumps([str(open_path(capture.digest)), encode(capture).decode()]).encode()
        for capture in captures
    )
    for number, (capture, done) in enumerate(
        zip(
            captures,
            run(jobs, work, workers=workers, seconds=seconds, prepare=prepare),
            strict=True,
        )
    ):
        progress(number, len(captures), capture.address)
        yield capture, _documents(capture, done)
    progress(len(captures), len(captures), "read")


def prepare() -> None:
    """Before children are made: load what reads, of which one model comes by way of a temporary file."""
    import firsthand.read.capture
    import firsthand.tools.pdf_pictures
    import firsthand.tools.pillow
    import firsthand.tools.poppler  # noqa: F401 - children have it from here
    from firsthand.read.language import load_readers

    load_readers()


def work(job: bytes) -> Iterator[bytes]:
    """In the child: one capture, a frame for each document."""
    from firsthand.read.capture import read_capture
    from firsthand.read.pictures import Pictures
    from firsthand.tools.pdf_pictures import see_pdf
    from firsthand.tools.pillow import see
    from firsthand.tools.poppler import read_pdf

    path, told = json.loads(job)
    capture = decode_loosely(told.encode(), Capture)
    try:
        digest, _ = hash_file(path)
        if digest != capture.digest:
            yield encode(_failed(capture, f"altered: its bytes have the SHA-256 {digest}"))
            return
        with Path(path).open("rb") as stream:
            pictures = Pictures(see, see_pdf)
            for document in read_capture(
                stream, capture=capture, pdf_text=read_pdf, pictures=pictures
            ):
                yield encode(_whole(document))
            for met in pictures.waiting():
                yield MET + encode(met)
    except FileNotFoundError:
        yield encode(_failed(capture, "vanished: its bytes are not in the vault"))
    except PermissionError:
        told = "unreadable-file: whoever runs this has no right to read its bytes in the vault"
        yield encode(_failed(capture, told))
    except NotAFileError as problem:
        yield encode(_failed(capture, f"altered: {problem.strerror}"))


def _whole(document: Document) -> Document:
    """Half characters (lone surrogates) have no canonical form; no reader makes them, bytes may."""
    try:
        encode(document)
    except CodecError as problem:
        return Document(
            capture=document.capture,
            locator=document.locator,
            address=document.address.encode("utf-8", "replace").decode(),
            media_type=document.media_type,
            state=ReadState.UNREADABLE,
            problems=(_problem("not-text", f"unreadable, because {problem}", document.capture),),
            reader=READER,
            reader_version=VERSION,
        )
    return document


def _documents(capture: Capture, done: Done) -> tuple[Document, ...]:
    found: list[Document] = []
    met: dict[str, Picture] = {}
    ended = done.ended
    for frame in done.frames:
        try:
            if frame.startswith(MET):
                each = decode(frame[len(MET) :], Met)
                met[each.address] = each.picture
            else:
                found.append(decode(frame, Document))
        except CodecError as problem:
            ended = f"crashed: the reader's answer was no document ({problem})"
    documents = [placed(d, met) for d in found if d.capture == capture.digest]
    if ended or not documents:
        documents.append(_failed(capture, ended or "no-pages: nothing was found in it"))
    unique = {document.id: document for document in documents}
    return tuple(unique[key] for key in sorted(unique))


def placed(document: Document, met: Mapping[str, Picture]) -> Document:
    """*document* with the pictures that its archive holds at the addresses it shows."""
    if not met or all(shown.picture for shown in document.pictures):
        return document
    return dataclasses.replace(
        document, pictures=tuple(_placed(shown, met) for shown in document.pictures)
    )


def _placed(shown: Shown, met: Mapping[str, Picture]) -> Shown:
    """The largest of the pictures that an archive holds for one place: the others are stand-ins."""
    held = [(met[a].width * met[a].height, a) for a in shown.addresses if a in met]
    if shown.picture is not None or not held:
        return shown
    _, address = max(held)
    others = tuple(each for each in shown.addresses if each != address)
    return dataclasses.replace(shown, addresses=(address, *others), picture=met[address])


def _failed(capture: Capture, ended: str) -> Document:
    code, _, why = ended.partition(": ")
    problem = _problem(code, f"unreadable, because {why}", capture.address)
    return Document(
        capture=capture.digest,
        locator=f"ended={code}",
        address=capture.address,
        media_type=capture.media_type.value,
        state=ReadState.UNREADABLE,
        problems=(problem,),
        reader=READER,
        reader_version=VERSION,
    )


def _problem(code: str, message: str, where: str) -> Problem:
    return Problem(severity=Severity.ERROR, code=code, message=message, where=where)
