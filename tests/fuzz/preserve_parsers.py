"""What checks archives and reads the log of the wire, with sound samples of each."""

from __future__ import annotations

import base64
import gzip
import io
import json
from collections.abc import Callable, Sequence

import hpack
from hyperframe import frame as frames

from firsthand.pipeline.archives import read_stamp
from firsthand.preserve.cookies import read_cookies
from firsthand.preserve.exchanges import Held
from firsthand.preserve.indexes import json_object
from firsthand.preserve.initiators import Initiators
from firsthand.preserve.manifest import read_manifest
from firsthand.preserve.netlog.drafts import Carrier
from firsthand.preserve.netlog.handshakes import check_handshake, server_name
from firsthand.preserve.netlog.heads import parse_head
from firsthand.preserve.netlog.http1 import Http1
from firsthand.preserve.netlog.http2 import PREFACE, Http2
from firsthand.preserve.netlog.lookups import read_answer
from firsthand.preserve.netlog.reading import read_whole
from firsthand.preserve.netlog.sockets import Talk
from firsthand.preserve.netlog.spool import Spool
from firsthand.preserve.netlog.tickets import offered_in, ticket_in
from firsthand.preserve.netlog.tunnels import Tunnel
from firsthand.preserve.netlog.wire import Message
from firsthand.preserve.secrets import Secrets
from firsthand.preserve.signatures import SignatureError, check_signature
from firsthand.preserve.sniff import identify_media
from firsthand.preserve.waczs import CheckedWacz
from firsthand.preserve.warcs import Checked
from firsthand.preserve.wires import handshake_lines, wire_json
from firsthand.preserve.writing.asked import asked_with, header_of
from firsthand.preserve.writing.vouchers import UnsignableError, add_voucher
from fuzz.read_parsers import warcs
from fuzz.trial import Parser
from preserve.netlog import made
from preserve.netlog.test_handshakes import elliptic
from preserve.netlog.test_sockets import frame
from preserve.test_cookies import FILE
from preserve.test_manifest import SHAPES
from preserve.writing.test_vouchers import KEY
from preserve.writing.test_vouchers import written as unvouched
from preserved import files, package, plain, seal, signer, wacz, whole, zipped
from written import AT

ASK = b"GET /a HTTP/1.1\r\nHost: a.example\r\n\r\n"
ANSWER = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: x\r\n\r\n5;a=b\r\nhello\r\n0\r\nx: y\r\n\r\n"
ANSWERS = (ANSWER, b"HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n\x81\x05hello")  # fmt: skip
DNS = bytes.fromhex("123481800001000200000000") + b"\x01a\x07example\x00\x00\x01\x00\x01" + b"\xc0\x0c\x00\x01\x00\x01\x00\x00\x00\x3c\x00\x04\xc0\x00\x02\x01" + b"\xc0\x0c\x00\x05\x00\x01\x00\x00\x00\x3c\x00\x02\xc0\x0c"  # fmt: skip
SWITCHED = b"HTTP/1.1 101 Switching Protocols\r\n"
ASKING = b"""{"is": "frame", "frame": 0, "parent": -1, "address": "https://a.example/"}
{"is": "asked", "number": 1, "method": "GET", "address": "https://a.example/b", "type": "script", "frame": 0, "how": "parser", "by": "https://a.example/", "line": 3, "connection": 9, "source": "wire"}
"""
FORM = b'--edge\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--edge\r\nContent-Disposition: form-data; name="f"; filename="g"\r\n\r\ny\r\n--edge--\r\n'


def whole_warc(data: bytes) -> object:
    """Every problem of a WARC, as `verify` finds it."""
    return list(Checked(io.BytesIO(data), where="a.warc").run())


def whole_wacz(data: bytes) -> object:
    """Every problem of a WACZ."""
    return list(CheckedWacz(io.BytesIO(data), where="a.wacz", read_stamp=read_stamp).run())


def vouched(data: bytes) -> object:
    """An archive that a child wrote, signed by who has the key."""
    return add_voucher(io.BytesIO(data), key=KEY, created=AT, software="x")


def one_file_of(name: str) -> Parser:
    """A WACZ in which one file is damaged, and its list and zip agree with the damage."""

    def parse(data: bytes) -> object:
        if name.startswith("datapackage"):
            return whole_wacz(zipped({**whole(), name: data}))
        held = {**files(), name: gzip.compress(data, mtime=0) if name.endswith(".gz") else data}
        listed = package(held)
        every = {**held, "datapackage.json": listed, "datapackage-digest.json": seal(listed)}
        return whole_wacz(zipped(every))

    def samples() -> Sequence[bytes]:
        data = whole(sign=signer())[name]
        return [gzip.decompress(data) if name.endswith(".gz") else data]

    return Parser(f"wacz:{name}", parse, samples)


def speaking(protocol: type[Http1 | Http2]) -> Callable[[bytes], object]:
    """One end of a connection says what the bytes are: the server, after a sound question, then the browser."""

    def parse(data: bytes) -> object:
        for by_client in (False, True):
            carrier = Carrier(
                spool=Spool(io.BytesIO()),
                finished=lambda *_: None,
                problem=lambda *_: None,
                noted=lambda *_: None,
                spoken=lambda *_: None,
                moment=made.CONSTANTS.moment,
                secure=True,
                host="a.example",
            )
            spoken = protocol(carrier)
            spoken.sent(asked(protocol))
            for start in range(0, len(data), max(1, len(data) // 3)):
                piece = data[start : start + max(1, len(data) // 3)]
                (spoken.sent if by_client else spoken.received)(piece)
            spoken.ended(by_server=True)
        return None

    return parse


def talk(data: bytes) -> object:
    """What both ends of a WebSocket say, packed and in pieces."""
    for answer in (SWITCHED, SWITCHED + b"Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n"):
        heard: list[object] = []
        carrier = Carrier(
            spool=Spool(io.BytesIO()), finished=lambda *_: None, problem=lambda *_: None,
            noted=lambda *_: None, spoken=heard.append, moment=made.CONSTANTS.moment,
        )  # fmt: skip
        spoken = Talk(carrier, "wss://a.example/", answer)
        for start in range(0, len(data), 16):
            spoken.sent(data[start : start + 16])
            spoken.received(data[start : start + 16])
        spoken.ended()
    return heard


def initiators(data: bytes) -> object:
    """Who asked for what, as a browser's child writes it down, line by line."""
    told = Initiators(data.splitlines())
    return told.frames, told.unwired, told.as_json()


def asked(protocol: type[Http1 | Http2]) -> bytes:
    """A sound question."""
    if protocol is Http1:
        return ASK
    headers = hpack.Encoder().encode([(":method", "GET"), (":scheme", "https"), (":authority", "a.example"), (":path", "/a")])  # fmt: skip
    asking = frames.HeadersFrame(1, data=headers, flags=["END_HEADERS", "END_STREAM"])
    return bytes(PREFACE + asking.serialize())


def answered() -> list[bytes]:
    """Frames as a server sends them: headers in parts, data with padding, promises, resets; and a bomb of headers."""
    packer = hpack.Encoder()
    head = packer.encode([(":status", "200"), ("content-type", "text/html"), ("x", "y" * 90)])
    data = frames.DataFrame(1, data=b"hello", flags=["PADDED"])
    data.pad_length = 3
    every: list[frames.Frame] = [
        frames.SettingsFrame(0, settings={1: 4096, 4: 65535, 5: 16384}),
        frames.HeadersFrame(1, data=head[:9]),
        frames.ContinuationFrame(1, data=head[9:], flags=["END_HEADERS"]),
        data,
        frames.PushPromiseFrame(1, promised_stream_id=2, data=packer.encode([(":method", "GET")]), flags=["END_HEADERS"]),
        frames.WindowUpdateFrame(0, window_increment=9),
        frames.PingFrame(0, opaque_data=b"12345678"),
        frames.HeadersFrame(1, data=packer.encode([("trailer", "z")]), flags=["END_HEADERS", "END_STREAM"]),
        frames.RstStreamFrame(2, error_code=8),
        frames.GoAwayFrame(0, last_stream_id=1, error_code=0),
    ]  # fmt: skip
    bomb = hpack.Encoder().encode([("x", "y" * 4000)]) + b"\xbe" * 16_000
    told = b"".join(bytes(each.serialize()) for each in every)
    return [told, bytes(frames.HeadersFrame(1, data=bomb, flags=["END_HEADERS"]).serialize())]


def logs() -> list[bytes]:
    """Logs of the wire: a visit over HTTP/1.1, one over HTTP/2, a look-up, a handshake."""
    messages, certificate = elliptic()
    shaken = [
        made.event(
            f"SSL_HANDSHAKE_MESSAGE_{'SENT' if each.by_client else 'RECEIVED'}", 1,
            type=each.data[0], bytes=base64.b64encode(each.data).decode(),
        )
        for each in messages
    ]  # fmt: skip
    told = base64.b64encode(certificate).decode()
    chain = made.event("SSL_CERTIFICATES_RECEIVED", 1, certificates=[f"-----BEGIN CERTIFICATE-----\n{told}\n-----END CERTIFICATE-----\n"])  # fmt: skip
    ended = made.event("SSL_CONNECT", 1, phase="end", version="TLS 1.3", cipher_suite=0x1301, next_proto="h2")  # fmt: skip
    looked = [
        made.event("HOST_RESOLVER_MANAGER_JOB", 9, kind="HOST_RESOLVER_IMPL_JOB", phase="begin", host="https://a.example"),
        made.event("DNS_TRANSACTION_RESPONSE", 8, kind="DNS_TRANSACTION", response_buffer=base64.b64encode(DNS).decode()),
        made.event("URL_REQUEST_START_JOB", 5, kind="URL_REQUEST", phase="begin", url="http://a.example/a", method="GET"),
        made.event("FAILED", 5, kind="URL_REQUEST", net_error=-3),
    ]  # fmt: skip
    one = [made.went(ASK, sent=True), made.went(ANSWER, sent=False), made.closed()]
    two = [*shaken, chain, ended, made.went(asked(Http2), sent=True, secure=True), made.went(answered()[0], sent=False, secure=True), made.closed()]  # fmt: skip
    return [made.log(*made.connected(), *events) for events in (one, two, looked)]


def netlog(data: bytes) -> object:
    """All that a log tells, and what is written of it."""
    exchanges, wire = read_whole(io.BytesIO(data), io.BytesIO())
    return exchanges, wire_json(wire, ()), list(handshake_lines(wire))


def handshake(data: bytes) -> object:
    """The messages of a handshake, each with its length before it; the first is the certificate."""
    at, parts = 0, []
    while at < len(data):
        size = int.from_bytes(data[at : at + 2], "big")
        parts.append(data[at + 2 : at + 2 + size])
        at += 2 + size
    messages = [Message(by_client=part[:1] == b"\x01", data=part) for part in parts[1:]]
    server_name(messages)
    for part in parts:
        ticket_in(part), list(offered_in(part))
    return check_handshake(messages, parts[0] if parts else b"", resumed=False)


def handshakes() -> list[bytes]:
    """A real handshake, as `handshake` takes it."""
    messages, certificate = elliptic()
    parts = [certificate, *(each.data for each in messages)]
    return [b"".join(len(part).to_bytes(2, "big") + part for part in parts)]


def tunnel(data: bytes) -> object:
    """What a proxy is told and answers, the two in turn."""
    opened = Tunnel()
    for start in range(0, len(data), 8):
        (opened.sent if start % 16 else opened.received)(data[start : start + 8])
    other = Tunnel()
    return other.sent(data), other.received(data)


def signature(data: bytes) -> object:
    """A signature as it stands in a WACZ."""
    told = json_object(data)
    return list(check_signature(told, "sha256:" + "0" * 64, roots=(), read_stamp=read_stamp))


def signatures() -> list[bytes]:
    """By a key, and by a domain."""
    told = signer()("sha256:" + "0" * 64)
    domain = {**told, "domain": "a.example", "domainCert": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "timeSignature": "AAAA", "timestampCert": "x"}  # fmt: skip
    return [json.dumps(each).encode() for each in (told, domain)]


def form(data: bytes) -> object:
    """What was sent with a request, as an index writes it."""
    for kind in (b"application/x-www-form-urlencoded", b"application/json", b"multipart/form-data; boundary=edge", b"text/plain"):  # fmt: skip
        head = b"POST / HTTP/1.1\r\nContent-Type: " + kind + b"\r\n\r\n"
        asked_with("https://a.example/?a=b", "POST", head, Held(data=data))
    return header_of(data, "content-type")


PARSERS = (
    Parser("check-warc", whole_warc, warcs),
    Parser("check-warc-inside-gzip", lambda data: whole_warc(gzip.compress(data, mtime=0)), lambda: [plain()]),
    Parser("vouched", vouched, lambda: [unvouched(vouched=False)], (UnsignableError,)),
    Parser("check-wacz", whole_wacz, lambda: [wacz(), wacz(sign=signer())]),
    *map(one_file_of, sorted(whole())),
    Parser("netlog", netlog, logs),
    Parser("http1", speaking(Http1), lambda: [*ANSWERS, ASK]),
    Parser("http2", speaking(Http2), lambda: [*answered(), asked(Http2)]),
    Parser("websocket", talk, lambda: [frame(b"hello") + frame(b"x" * 200, 2, mask=b"abcd", last=False) + frame(b"y", 0) + frame(b"", 8), frame(b"\xcaH\xcd\xc9\xc9\x07\x00", packed=True)]),
    Parser("initiators", initiators, lambda: [ASKING]),
    Parser("secrets", Secrets(["s3cret-value", "a=b c"]).blank, lambda: [b"you are s3cret-value, czNjcmV0LXZhbHVl and a%3Db%20c"]),
    Parser("head", parse_head, lambda: [*ANSWERS, ASK]),
    Parser("dns", read_answer, lambda: [DNS]),
    Parser("handshake", handshake, handshakes),
    Parser("tunnel", tunnel, lambda: [b"CONNECT a.example:443 HTTP/1.1\r\nHost: a\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", b"\x05\x01\x00\x05\x00\x05\x01\x00\x03\x09a.example\x01\xbb\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00"]),
    Parser("signature", signature, signatures, (SignatureError,)),
    Parser("cookies", lambda data: read_cookies(data.decode("utf-8", "replace"), where="c"), lambda: [FILE.encode()]),
    Parser("manifest", lambda data: read_manifest(data, where="m"), lambda: list(SHAPES.values())),
    Parser("media", identify_media, lambda: [*warcs(), FILE.encode()]),
    Parser("form", form, lambda: [FORM, b"a=b&c=%E5&d", b'{"a":[{"b":1}]}']),
)  # fmt: skip
