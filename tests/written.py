"""Exchanges as a browser meets them, awkward ones among them, to be written into archives."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from firsthand.model.custody import Fidelity
from firsthand.model.moment import Moment
from firsthand.model.value import value
from firsthand.preserve.exchanges import Exchange, Held
from firsthand.preserve.writing.records import Written
from firsthand.preserve.writing.warcs import Aside, Beside, Preface, write_warc

AT = Moment(utc="2031-04-03T10:00:00Z")
PREFACE = Preface(
    made=AT, software="firsthand 0.1.0", file="data.warc.gz", told=(("operator", "Ana"),)
)
HTML = "<!DOCTYPE html><title>免费体检</title><p>Blood was taken from 300 people.</p>".encode()
LARGE = bytes(range(256)) * 40
CHUNKS = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (HTML[:30], HTML[30:]))


@value
class Pieces:
    """A body that comes in several pieces, as one does that is larger than memory."""

    data: bytes
    step: int = 7

    @property
    def size_bytes(self) -> int:
        return len(self.data)

    def pieces(self) -> Iterator[bytes]:
        for at in range(0, len(self.data), self.step):
            yield self.data[at : at + self.step]


def exchange(  # noqa: PLR0913 - what differs from one exchange to the next
    address: str, head: bytes, body: bytes = b"", *, method: str = "GET", sent: bytes = b"", more: bytes = b"",
    second: int = 0, truncated: str = "", failed: str = "", frames: bytes = b"",
) -> Exchange:  # fmt: skip
    """One exchange of an HTTP/1.1 or, where it has frames, HTTP/2 connection."""
    path = "/" + address.partition("//")[2].partition("/")[2]
    return Exchange(
        address=address,
        began=Moment(utc=f"2031-04-03T10:00:{second:02}.250Z"),
        method=method,
        request_head=f"{method} {path} HTTP/1.1\r\nHost: a.example\r\n".encode() + more + b"\r\n",
        request_body=Held(data=sent),
        response_head=head,
        response_body=Pieces(data=body),
        protocols=("h2", "tls/1.3") if frames else ("http/1.1", "tls/1.3"),
        cipher_suites=("TLS_AES_128_GCM_SHA256",),
        peer="[2001:db8::7]:443" if frames else "192.0.2.7",
        truncated=truncated,
        failed=failed,
        connection=0,
        frames=Held(data=frames) if frames else None,
    )


def met() -> list[Exchange | Beside]:
    """
    a page in chunks, a redirect with a body, a picture, the same picture elsewhere, a form that was sent,
    JSON that was sent, an answer that broke off, one that never came, HTTP/2, odd line ends in a head
    """
    ok = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\n"
    form = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 16\r\n"
    json = b"Content-Type: application/json\r\nContent-Length: 27\r\n"
    picture = (
        b"HTTP/1.1 200 OK\r\ncontent-TYPE:image/png\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\n"
    )
    return [
        exchange("https://a.example/", ok + b"Transfer-Encoding: chunked\r\n\r\n", CHUNKS + b"0\r\n\r\n"),
        exchange("https://a.example/old", b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Type: text/html\r\n\r\n", b"moved", second=1),
        exchange("https://a.example/p.png?b=2&A=1", picture, LARGE, second=2),
        exchange("https://www.a.example:8443/Deep/q.png/", picture, LARGE, second=3),
        exchange("https://a.example/form", ok + b"\r\n", b"thanks", method="POST", sent=b"name=a%20b&x=%E5", more=form, second=4),
        exchange("https://a.example/api", b"HTTP/1.1 204 No Content\r\n\r\n", method="POST", sent=b'{"q":"blood","n":[{"m":1}]}', more=json, second=5),
        exchange("https://a.example/big", ok + b"Content-Length: 900\r\n\r\n", HTML, second=6, truncated="disconnect", failed="net::ERR_CONTENT_LENGTH_MISMATCH"),
        exchange("https://b.example/none", b"", second=7, failed="net::ERR_CONNECTION_REFUSED"),
        exchange("https://h2.example/文?x=%20", b"HTTP/1.1 200\r\ncontent-type: text/html\r\n\r\n", HTML * 40, second=8, frames=b"\x00\x00\x04\x08"),
        exchange("https://a.example/bare", b"HTTP/1.0 200 OK\nContent-Type: text/plain\n\n", b"one\r\n\r\ntwo", second=9),
        Beside(address=f"{Aside.VIEW}https://a.example/", moment=AT, content_type="image/png", body=Held(data=LARGE)),
        Beside(address=f"{Aside.RECEIPT}https://a.example/", moment=AT, content_type="text/plain", body=Held(data=b"loaded: 9\r\n"), fidelity=Fidelity.WIRE, kind="metadata"),
    ]  # fmt: skip


def warc(
    items: Iterable[Exchange | Beside] | None = None, *, packed: bool = True
) -> tuple[bytes, list[Written]]:
    """An archive of these, and what is said of each record as it is written."""
    stream = io.BytesIO()
    chosen = met() if items is None else items
    written = list(write_warc(chosen, stream, preface=PREFACE, packed=packed))
    return stream.getvalue(), written
