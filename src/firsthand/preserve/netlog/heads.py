"""Read the head of a message, and write one for HTTP/2, which has no text.

In: bytes of a head, or the header list of a stream.  Out: lines as they were sent; what they say of the body's
length; for HTTP/2 a head as HTTP/1.1 text. Rules: RFC 9112 (HTTP/1.1), RFC 9113 (HTTP/2).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand.model.value import value

STATUS = re.compile(rb"HTTP/[0-9](?:\.[0-9])?[ \t]+([0-9]{3})(?![0-9])", re.IGNORECASE)
LENGTH_DIGITS_MAX = 15  # no body is longer than a petabyte
WITHOUT_BODY = frozenset({204, 304})  # RFC 9112 6.3; so are 1xx and all answers to HEAD
NOT_TEXT = re.compile(rb"[\r\n\x00]")  # what would end a line of text too early
NOT_A_NAME = re.compile(rb"[\x00-\x20:\x7f]")

Headers = Sequence[tuple[bytes, bytes]]


@value
class Head:
    """A head: its first line, and names in lower case with what they say, in order."""

    first: bytes
    headers: tuple[tuple[bytes, bytes], ...]

    def all(self, name: bytes) -> list[bytes]:
        """What every header of that name says."""
        return [text for named, text in self.headers if named == name]

    def tokens(self, name: bytes) -> list[bytes]:
        """What headers of that name list, in lower case."""
        return [t.strip().lower() for text in self.all(name) for t in text.split(b",") if t.strip()]

    @property
    def status(self) -> int:
        """The status of an answer; 0 where there is none to be read."""
        found = STATUS.search(self.first)
        return int(found[1]) if found else 0

    @property
    def length(self) -> int | None:
        """What Content-Length says; nothing where it is not said or not one number."""
        told = set(self.tokens(b"content-length"))
        one = told.pop() if len(told) == 1 else b""
        return int(one) if one.isdigit() and len(one) <= LENGTH_DIGITS_MAX else None

    @property
    def chunked(self) -> bool:
        """Whether the body comes in chunks."""
        return self.tokens(b"transfer-encoding")[-1:] == [b"chunked"]


def parse_head(data: bytes) -> Head:
    r"""Read a head, with lines that end in CR LF or LF alone, folded or not.

    >>> parse_head(b"HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n").length
    12
    """
    first, *lines = data.split(b"\n")
    headers: list[tuple[bytes, bytes]] = []
    for line in lines:
        if line[:1] in {b" ", b"\t"} and headers:
            name, text = headers[-1]
            headers[-1] = (name, text + b" " + line.strip())
        elif b":" in line:
            name, _, text = line.partition(b":")
            headers.append((name.strip().lower(), text.strip()))
    return Head(first=first.rstrip(b"\r"), headers=tuple(headers))


def response_text(headers: Headers) -> bytes:
    r"""The head of an answer over HTTP/2 as HTTP/1.1 text: the status it has, and no reason, as it has none.

    >>> response_text([(b":status", b"200"), (b"etag", b"x")])
    b'HTTP/1.1 200 \r\netag: x\r\n\r\n'
    """
    return b"HTTP/1.1 %b \r\n%b\r\n" % (pseudo(headers, b":status"), lines_text(headers))


def request_text(headers: Headers) -> bytes:
    r"""The head of a request over HTTP/2 as HTTP/1.1 text; `:authority` becomes `host`, in the first place.

    >>> request_text([(b":method", b"GET"), (b":authority", b"a.example"), (b":path", b"/"), (b"accept", b"*/*")])
    b'GET / HTTP/1.1\r\nhost: a.example\r\naccept: */*\r\n\r\n'
    """
    authority = pseudo(headers, b":authority")
    host = b"host: %b\r\n" % authority if authority else b""
    first = b"%b %b HTTP/1.1\r\n" % (pseudo(headers, b":method"), pseudo(headers, b":path") or b"/")
    return first + host + lines_text(headers) + b"\r\n"


def lines_text(headers: Headers) -> bytes:
    """Headers as lines, in their order. What would break a line becomes a space: the frames have it as sent."""
    return b"".join(
        b"%b: %b\r\n" % (NOT_A_NAME.sub(b"?", name), NOT_TEXT.sub(b" ", text))
        for name, text in headers
        if not name.startswith(b":")
    )


def pseudo(headers: Headers, name: bytes) -> bytes:
    """A pseudo-header's text, with nothing that would break a line."""
    found = next((text for named, text in headers if named == name), b"")
    return re.sub(rb"[\x00-\x20\x7f]", b"?", found)


def plain(data: bytes) -> str:
    """Bytes of a head as text that can be shown and compared: control characters are written out."""
    return re.sub(r"[\x00-\x20\x7f-\xa0]", lambda m: f"%{ord(m[0]):02X}", data.decode("latin-1"))
