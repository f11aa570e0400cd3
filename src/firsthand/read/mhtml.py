"""Find the pages in an MHTML: the page itself, and the frames within it.

In: bytes.  Out: pages, and the pictures that they show. An MHTML holds what a browser had decoded: it is not what the server sent.
"""

from __future__ import annotations

import email
import email.errors
import email.policy
from collections.abc import Iterator
from email.message import Message
from typing import Any

from firsthand.model.custody import MediaType
from firsthand.model.document import Stated
from firsthand.model.problem import Problem, Severity
from firsthand.read.archive import Found, refused
from firsthand.read.headers import header_text

PARTS_MAX = 5_000  # a page of a thousand pictures has a thousand parts
FRAMES_MAX = 200
_HTML = frozenset({"text/html", "application/xhtml+xml"})


def read_mhtml(data: bytes, *, address: str, told: str | None) -> Iterator[Found]:
    """The pages in *data*; the first is at the address that was *told*, if one was."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    stated = _stated(message)
    first = True
    frames = 0
    for number, part in enumerate(message.walk()):
        if number > PARTS_MAX or frames > FRAMES_MAX:
            yield refused(
                f"part={number}",
                address,
                "too-many",
                f"an MHTML has at most {PARTS_MAX} parts and {FRAMES_MAX} frames",
            )
            return
        if part.get_content_maintype() == "image":
            yield from _picture(part, f"part={number}")
        if part.get_content_type() not in _HTML:
            continue
        body, wrong = _body(part)
        where = f"part={number}"
        place = header_text(part.get("Content-Location")) or header_text(
            message.get("Snapshot-Content-Location")
        )
        problems = tuple(
            Problem(severity=Severity.WARNING, code="part-damaged", message=words, where=where)
            for words in wrong
        )
        if first:
            words = "it is as the browser decoded it, not as it was sent"
            note = Problem(severity=Severity.NOTE, code="decoded", message=words, where=where)
            problems = (*problems, note)
        yield Found(
            locator=where, address=(told if first and told else place or address)[:4000],
            kind=MediaType.HTML, data=body, charset=part.get_param("charset") and str(part.get_param("charset")),
            stated=stated if first else (), problems=problems,
        )  # fmt: skip
        first = False
        frames += 1
    if first:
        yield refused("parts", address, "no-page", "no HTML part is in it")


def _picture(part: Message[str, str], where: str) -> Iterator[Found]:
    """A picture under each name by which the page may show it: its address, its content id."""
    body, _ = _body(part)
    names = [header_text(part.get("Content-Location"))]
    if told := header_text(part.get("Content-ID")).strip("<>"):
        names.append(f"cid:{told}")
    for name in names:
        if name:
            yield Found(locator=where, address=name[:4000], data=body, is_picture=True)


def _body(part: Message[str, str]) -> tuple[bytes, list[str]]:
    """A part's bytes, its transfer encoding undone."""
    body: Any = part.get_payload(decode=True)
    wrong = [
        f"its part is damaged: {type(defect).__name__}"
        for defect in part.defects
        if not isinstance(defect, email.errors.MissingHeaderBodySeparatorDefect)
    ]
    return (body if isinstance(body, bytes) else b""), wrong[:10]


def _stated(message: Message[str, str]) -> tuple[Stated, ...]:
    title, date = header_text(message.get("Subject")), header_text(message.get("Date"))
    said = (("title", title, "mhtml:subject"), ("captured", date, "mhtml:date"))
    return tuple(Stated(name=n, text=text, found=found) for n, text, found in said if text)
