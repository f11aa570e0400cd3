"""Tell where a body over HTTP/1.1 ends, without changing a byte of it.

In: a tape and the head that came before.  Out: whether the body is whole; its bytes, framing and all, are where
the tape put them. Rules: RFC 9112 6.3 and 7.1.
"""

from __future__ import annotations

import re
from typing import Protocol

from firsthand.preserve.netlog.heads import WITHOUT_BODY, Head
from firsthand.preserve.netlog.spool import Runs, Tape

LINE_BYTES_MAX = 1 << 14  # a chunk's size with its extensions, or a trailer
SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\n]*)?\r?\n")


class FramingError(ValueError):
    """The framing of a body is broken; the message says what was expected and found."""


class Framing(Protocol):
    """How a body ends."""

    def take(self, tape: Tape, into: Runs) -> bool:
        """Move what has come of the body; whether it has ended.

        Raises:
            FramingError: it cannot be told any more where it ends.
        """

    def at_end(self) -> bool:
        """Whether the body is whole if the connection ends now."""


class Sized:
    """So many bytes and no more."""

    def __init__(self, size_bytes: int) -> None:
        self._left = size_bytes

    def take(self, tape: Tape, into: Runs) -> bool:
        """Move what is left, as far as it has come."""
        count = min(self._left, len(tape))
        tape.move(count, into)
        self._left -= count
        return not self._left

    def at_end(self) -> bool:
        """Only if nothing is left."""
        return not self._left


class UntilClose:
    """All that comes before the connection ends."""

    def take(self, tape: Tape, into: Runs) -> bool:
        """Move everything; there may always be more."""
        tape.move(len(tape), into)
        return False

    def at_end(self) -> bool:
        """Nobody can tell otherwise."""
        return True


class Chunked:
    """Chunks, each after a line with its size, then trailers."""

    def __init__(self) -> None:
        self._left = 0  # of the chunk at hand, its closing line end counted
        self._trailing = False

    def take(self, tape: Tape, into: Runs) -> bool:
        """Move chunk by chunk, lines and all; what has come is looked through once."""
        count = min(self._left, len(tape))
        tape.move(count, into)
        self._left -= count
        if self._left:
            return False
        window, at, done = tape.window(), 0, False
        while not done and at < len(window):
            end = window.find(b"\n", at, at + LINE_BYTES_MAX) + 1
            if not end:
                if len(window) - at >= LINE_BYTES_MAX:
                    raise FramingError(
                        f"expected a line, found {LINE_BYTES_MAX} bytes without an end"
                    )
                break
            line, at = window[at:end], end
            if self._trailing:
                done = line in {b"\r\n", b"\n"}
            else:
                at += self._size(line)
        self._left = max(0, at - len(window))
        tape.move(min(at, len(window)), into)
        return done

    def _size(self, line: bytes) -> int:
        """How many bytes follow a line with a chunk's size, the chunk's own line end counted."""
        size = SIZE.fullmatch(line)
        if size is None:
            raise FramingError(f"expected the size of a chunk, found {ascii(line[:40])[1:]}")
        count = int(size[1], 16)
        self._trailing = not count
        return count + len(b"\r\n") if count else 0

    def at_end(self) -> bool:
        """Never: the last chunk says that it is the last."""
        return False


def of_request(head: Head) -> Framing:
    """How a request's body ends: without a length there is none."""
    return Chunked() if head.chunked else Sized(head.length or 0)


def of_response(head: Head, method: str) -> Framing:
    """How an answer's body ends, in the order of RFC 9112 6.3."""
    status = head.status
    if method == "HEAD" or status in WITHOUT_BODY or 100 <= status < 200:
        return Sized(0)
    if head.tokens(b"transfer-encoding"):
        return Chunked() if head.chunked else UntilClose()
    length = head.length
    return UntilClose() if length is None else Sized(length)
