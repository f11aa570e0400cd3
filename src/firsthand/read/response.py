"""Read the HTTP message in an archive's record: its status, its headers, its body as the page had it.

In: the bytes of a record's block.  Out: a message; what was wrong with how its body is packed.
"""

from __future__ import annotations

import re

from firsthand.model.value import value
from firsthand.read.unpacking import unpack

CODINGS_MAX = 4  # a body is packed once; one that is packed more often is a game
HEAD_BYTES_MAX = 1 << 20  # a message's headers; more than this is a bomb of another kind
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"[ \t]*([0-9a-fA-F]{1,12})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)


@value
class Message:
    """An HTTP message. `raw` is the body as it went over the wire, `body` as the page had it."""

    status: int
    headers: tuple[tuple[str, str], ...]
    raw: bytes
    body: bytes
    wrong: tuple[str, ...] = ()
    bomb: bool = False
    headless: bool = False  # its headers have no end, so nobody knows where the body begins

    def header(self, name: str) -> str:
        """The first header of that name, empty if there is none."""
        return next((text for key, text in self.headers if key == name), "")

    @property
    def kind(self) -> str:
        """What the server calls it, without parameters."""
        return self.header("content-type").split(";", maxsplit=1)[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The encoding the server states."""
        return charset_of(self.header("content-type"))


def charset_of(content_type: str) -> str | None:
    """The encoding that a content type names.

    >>> charset_of('text/html; Charset="GBK"')
    'GBK'
    """
    found = _CHARSET.search(content_type)
    return found.group(1) if found else None


def read_message(block: bytes, *, size_max: int) -> Message | None:
    """The HTTP response in *block*; None if it is none."""
    if not block.startswith((b"HTTP/", b"ICY ")):
        return None
    end = _HEAD_END.search(block, 0, HEAD_BYTES_MAX)
    head, raw = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    lines = head[:HEAD_BYTES_MAX].split(b"\n")
    headers = _headers(lines[1:])
    wrong = [] if end else [f"its HTTP headers do not end within {HEAD_BYTES_MAX} bytes"]
    body, bomb = raw, False
    named = dict(reversed(headers))
    if "chunked" in named.get("transfer-encoding", "").lower():
        body, problem = _unchunk(raw)
        wrong += [problem] if problem else []
    codings = [part.strip() for part in named.get("content-encoding", "").lower().split(",")]
    if len(codings) > CODINGS_MAX:
        wrong.append(
            f"its body is packed {len(codings)} times over, at most {CODINGS_MAX} are undone"
        )
        codings = codings[-CODINGS_MAX:]
    for coding in reversed(codings):
        unpacked = unpack(body, coding, size_max=size_max)
        if not unpacked.data and unpacked.wrong and _is_plain(body):
            wrong.append(f"its body is not in {coding[:40]}, as its headers say")
            break  # some archives keep the body unpacked under its old headers
        body, bomb = unpacked.data, bomb or unpacked.bomb
        wrong += [unpacked.wrong] if unpacked.wrong else []
    return Message(
        status=_status(lines[0]), headers=headers, raw=raw, body=body, wrong=tuple(wrong), bomb=bomb,
        headless=end is None,
    )  # fmt: skip


def _is_plain(body: bytes) -> bool:
    return bool(body) and body.lstrip()[:1] in b"<%{" and b"\x00" not in body[:1000]


def _status(line: bytes) -> int:
    parts = line.split(None, 2)
    return int(parts[1]) if len(parts) > 1 and parts[1].isdigit() and len(parts[1]) == 3 else 0


def _headers(lines: list[bytes]) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for line in lines[:2000]:
        text = line.decode("utf-8", "replace").rstrip("\r")
        if text[:1] in {" ", "\t"} and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {text.strip()}"[:10_000])
            continue
        name, colon, said = text.partition(":")
        if colon:
            found.append((name.strip().lower()[:200], said.strip()[:10_000]))
    return tuple(found)


def _unchunk(raw: bytes) -> tuple[bytes, str]:
    """The body without its chunks; some archives keep the header and not the chunks."""
    parts: list[bytes] = []
    at = 0
    while match := _CHUNK.match(raw, at):
        size = int(match.group(1), 16)
        if size == 0:
            return b"".join(parts), ""
        parts.append(raw[match.end() : match.end() + size])
        at = match.end() + size
        if len(parts[-1]) < size:
            return b"".join(
                parts
            ), f"its last chunk should have {size} bytes, it has {len(parts[-1])}"
        at += 2 if raw[at : at + 2] == b"\r\n" else 1 if raw[at : at + 1] == b"\n" else 0
    if not parts:
        return raw, "" if raw[:1] in b"<\x1f%" else "its headers promise chunks, it has none"
    if at >= len(raw):
        return b"".join(parts), "it ends without a last chunk"
    left = len(raw) - at
    return b"".join([*parts, raw[at:]]), f"its chunks end {left} bytes before it does"
