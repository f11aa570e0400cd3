"""Find what can be read in a mail, or in a mailbox of many: each message's words, and what is attached.

In: a stream.  Out: pages as `read.archive` finds them: the words of a message, then its attachments that are text,
pages or PDF. **Who wrote and who received is not taken over**: a sender may be a witness, and what is derived
goes further than the mail. It stays in the bytes. After RFC 5322, and RFC 4155 for mailboxes.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any, BinaryIO

from firsthand.model.custody import MediaType
from firsthand.model.document import Stated
from firsthand.model.problem import Problem, Severity
from firsthand.read.archive import PAGE_BYTES_MAX, Found, refused
from firsthand.read.headers import header_text
from firsthand.read.kinds import is_picture, tell_kind

PARTS_MAX = 2_000  # of one message; one with more is made to cost
MESSAGES_MAX = 200_000  # of one mailbox
LINE_BYTES_MAX = 1 << 20
_BEGINS = re.compile(
    rb"From \S.*\d{2}:\d{2}.*\d{4}\s*\r?\n"
)  # who, then a day as `ctime` writes it
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def read_mail(data: bytes, *, address: str, prefix: str = "") -> Iterator[Found]:
    """What is in one message: its words first, under the name of their part."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    stated = _stated(message)
    words = _words(message)
    passed: dict[str, int] = {}
    found = 0
    for number, part in enumerate(message.walk()):
        where = f"{prefix}part={number}"
        if number > PARTS_MAX:
            yield refused(where, address, "too-many", f"a mail has at most {PARTS_MAX} parts")
            break
        if part.is_multipart() or (part in words and part is not words[0]):
            continue
        body, problems = _body(part, where)
        kind = _kind(part, body)
        if kind is None:
            if is_picture(body):
                yield Found(locator=where, address=f"{address}#{where}", data=body, is_picture=True)
            name = part.get_content_type()
            passed[name] = passed.get(name, 0) + 1
            continue
        own = bool(words) and part is words[0]
        yield Found(
            locator=where, address=address, kind=kind, data=body, charset=_charset(part),
            stated=stated if own else _attached(part), problems=problems,
        )  # fmt: skip
        found += 1
    if not found:
        held = ", ".join(f"{count} {name}" for name, count in sorted(passed.items()))
        why = f"no words, page or PDF is in it, only: {held[:300] or 'nothing'}"
        yield refused(f"{prefix}parts", address, "no-page", why)


def read_mailbox(stream: BinaryIO, *, address: str) -> Iterator[Found]:
    """What is in each message of a mailbox, one after the other: memory is that of the largest."""
    for number, data in enumerate(_messages(stream)):
        prefix = f"message={number};"
        if number >= MESSAGES_MAX:
            why = f"a mailbox has at most {MESSAGES_MAX} messages"
            yield refused(f"message={number}", address, "too-many", why)
            return
        if len(data) > PAGE_BYTES_MAX:
            why = f"a mail has at most {PAGE_BYTES_MAX} bytes"
            yield refused(f"message={number}", address, "too-large", why)
            continue
        yield from read_mail(_QUOTED.sub(rb"\1", data), address=address, prefix=prefix)


def _messages(stream: BinaryIO) -> Iterator[bytes]:
    """The messages without their separators; of one that is too large, no more than shows that it is."""
    stream.seek(0)
    held: list[bytes] = []
    size, blank, begun = 0, True, False
    while line := stream.readline(LINE_BYTES_MAX):
        if blank and _BEGINS.fullmatch(line):
            if begun:
                yield b"".join(held)
            held, size, begun = [], 0, True
        elif size <= PAGE_BYTES_MAX:
            held.append(line)
            size += len(line)
        blank = not line.strip()
    if begun:
        yield b"".join(held)


def _words(message: Message[str, str]) -> list[Message[str, str]]:
    """The forms in which a message says the same, the one to read first: as text, else as a page."""
    forms = [
        part
        for part in message.walk()
        if part.get_content_type() in {"text/plain", "text/html"} and not _is_attached(part)
    ]
    if not forms:
        return []
    alternative = next(
        (each for each in message.walk() if each.get_content_type() == "multipart/alternative"),
        None,
    )
    if alternative is None:
        return forms[:1]
    same = [part for part in alternative.walk() if any(part is form for form in forms)]
    return sorted(same, key=lambda part: part.get_content_type() != "text/plain") or forms[:1]


def _is_attached(part: Message[str, str]) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_filename() is not None


def _kind(part: Message[str, str], body: bytes) -> MediaType | None:
    """What a part is to be read as: a file under a vague name is told by its bytes."""
    told = part.get_content_type()
    kind, _ = tell_kind(body, told)
    if kind is None and told == "text/csv":
        return MediaType.TEXT
    return kind if body.strip() else None


def _charset(part: Message[str, str]) -> str | None:
    told = part.get_param("charset")
    return str(told) if isinstance(told, str) and told else None


def _body(part: Message[str, str], where: str) -> tuple[bytes, tuple[Problem, ...]]:
    body: Any = part.get_payload(decode=True)
    wrong = [
        f"its part is damaged: {type(defect).__name__}"
        for defect in part.defects
        if not isinstance(defect, email.errors.MissingHeaderBodySeparatorDefect)
    ]
    problems = tuple(
        Problem(severity=Severity.WARNING, code="part-damaged", message=words, where=where)
        for words in wrong[:10]
    )
    return (body if isinstance(body, bytes) else b""), problems


def _stated(message: Message[str, str]) -> tuple[Stated, ...]:
    """Title and date. Not the sender: see above."""
    said = (
        ("title", header_text(message.get("Subject")), "mail:subject"),
        ("published", _day(message.get("Date")), "mail:date"),
    )
    return tuple(Stated(name=name, text=text, found=found) for name, text, found in said if text)


def _attached(part: Message[str, str]) -> tuple[Stated, ...]:
    name = header_text(part.get_filename())
    return (Stated(name="title", text=name, found="mail:attachment"),) if name else ()


def _day(told: object) -> str:
    """The day in a mail's own zone, as EDTF; empty where none is said."""
    try:
        return parsedate_to_datetime(str(told)).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
