"""Make the bad files: each is what its name says, small, and the same every time."""

from __future__ import annotations

import gzip
import io
import json
import random
import struct
import zipfile
import zlib
from pathlib import Path

import brotli

PAGE = b"<!DOCTYPE html><html><head><title>A page</title></head><body><p>Police took blood from residents, a notice said.</p></body></html>"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00"
MIB = 1 << 20


def record(
    body: bytes, *headers: str, address: str = "https://a.example/", size: int | None = None
) -> bytes:
    """One response of a WARC, with further HTTP headers."""
    told = "".join(f"{header}\r\n" for header in ("Content-Type: text/html", *headers))
    block = f"HTTP/1.1 200 OK\r\n{told}\r\n".encode() + body
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2030-01-02T03:04:05Z\r\n"
        f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(block) if size is None else size}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, the first its catalog."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table, len(objects) + 1, trailer, start)  # fmt: skip


def text_pdf(words: bytes = b"Police took blood from residents of the invented county.") -> bytes:
    """A PDF of one page with these words."""
    stream = b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % words
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


def encrypted_pdf() -> bytes:
    """A PDF that asks for a password: its keys were made with none that anybody knows."""
    key = b"<" + b"5a" * 32 + b">"
    lock = b"<< /Filter /Standard /V 1 /R 2 /O %s /U %s /P -4 >>" % (key, key)
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
        lock,
        trailer=b"/Encrypt 3 0 R /ID [<00><00>]",
    )


def looping_pdf() -> bytes:
    """A PDF whose pages are their own children."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2147483647 >>",
        b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count 1000000 >>",
    )


def scan_pdf() -> bytes:
    """A PDF that is a picture of a page."""
    stream = b"q 600 0 0 700 0 0 cm /I Do Q"
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>\nstream\n\x00\nendstream",
    )


def wacz(entries: dict[str, bytes], *, method: int = zipfile.ZIP_STORED) -> bytes:
    """A WACZ of these entries; its package is made for them unless they bring one."""
    import hashlib

    package = {"resources": [{"path": name, "hash": "sha256:" + hashlib.sha256(data).hexdigest(), "bytes": len(data)} for name, data in entries.items()]}  # fmt: skip
    told = json.dumps(package).encode()
    sealed = {"path": "datapackage.json", "hash": "sha256:" + hashlib.sha256(told).hexdigest()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in {
            "datapackage.json": told,
            "datapackage-digest.json": json.dumps(sealed).encode(),
            **entries,
        }.items():
            if name in archive.namelist():
                continue
            info = zipfile.ZipInfo(name, (2030, 1, 2, 3, 4, 6))
            info.compress_type = method
            archive.writestr(info, data)
    return target.getvalue()


def encrypted(packed: bytes) -> bytes:
    """The same zip, its entries marked as encrypted."""
    out = bytearray(packed)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(mark)
        while at >= 0:
            out[at + place] |= 1
            at = out.find(mark, at + 1)
    return bytes(out)


def overlapping() -> bytes:
    """A zip of a thousand entries that all are the same bytes."""
    data = zlib.compress(bytes(MIB), 9)[2:-4]
    crc = zlib.crc32(bytes(MIB))
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(data), MIB, 16, 0)
    body = local + b"datapackage.json" + data
    directory = b""
    for number in range(1000):
        name = b"archive/%08d" % number
        directory += struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(data), MIB, len(name), 0, 0, 0, 0, 0, 0) + name  # fmt: skip
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1000, 1000, len(directory), len(body), 0)
    return body + directory + end


def zeros_gzipped(size: int) -> bytes:
    """Many zeros in few bytes."""
    packing = zlib.compressobj(9, wbits=31)
    parts = [packing.compress(bytes(MIB)) for _ in range(size // MIB)]
    return b"".join([*parts, packing.flush()])


def spaces_brotli(size: int) -> bytes:
    """Many spaces in very few bytes."""
    packing = brotli.Compressor(quality=5)
    parts = [packing.process(b" " * MIB) for _ in range(size // MIB)]
    return b"".join([*parts, packing.finish()])


def entities() -> bytes:
    """A page in XML whose one entity stands for a billion others."""
    names = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html [<!ENTITY l0 "lol">{names}<!ENTITY file SYSTEM "file:///etc/passwd">]><html><body><p>before &l9; &file; after</p></body></html>'.encode()


def bad_files() -> dict[str, bytes]:
    """Every bad file by its name."""
    dice = random.Random(1)  # noqa: S311 - noise, no secrets
    noise = bytes(dice.choice(range(0x80, 0x100)) for _ in range(4000))
    warc = record(PAGE, address="https://a.example/1") + record(PAGE, address="https://a.example/2")
    sound = wacz({"archive/data.warc": warc})
    html_gz = gzip.compress(PAGE * 50, mtime=0)
    return {
        "empty.html": b"",
        "encrypted.pdf": encrypted_pdf(),
        "encrypted.wacz": encrypted(sound),
        "encrypted.zip": encrypted(wacz({"a.txt": b"x" * 9000}).replace(b"datapackage", b"datapackbge").replace(b"archive/", b"brchive/")),
        "truncated.html.gz": html_gz[: len(html_gz) * 2 // 3],
        "truncated.pdf": text_pdf()[:120],
        "truncated.wacz": sound[: len(sound) // 2],
        "truncated.warc": warc[: len(warc) - 60],
        "truncated.warc.gz": gzip.compress(warc[: len(warc) // 2], mtime=0) + gzip.compress(warc[len(warc) // 2 :], mtime=0)[:-40],
        "half-a-character.txt": "警方从居民身上采集血样".encode()[:-1],
        "html.pdf": PAGE,
        "png.html": PNG,
        "flat-bomb.wacz": wacz({"archive/data.warc": bytes(200 * MIB)}, method=zipfile.ZIP_DEFLATED),
        "nested-bomb.wacz": wacz({"archive/inner.wacz": wacz({"archive/data.warc": bytes(100 * MIB)}, method=zipfile.ZIP_DEFLATED)}),
        "overlapping-bomb.wacz": overlapping(),
        "gzip-bomb.warc.gz": _bomb_record(),
        "gzip-body-bomb.warc": record(zeros_gzipped(300 * MIB), "Content-Encoding: gzip") + record(PAGE, address="https://a.example/after"),
        "twice-gzip-bomb.warc": record(gzip.compress(zeros_gzipped(300 * MIB), mtime=0), "Content-Encoding: gzip, gzip"),
        "deflate-bomb.warc": record(zlib.compress(bytes(200 * MIB), 9), "Content-Encoding: deflate"),
        "brotli-bomb.warc": record(spaces_brotli(300 * MIB), "Content-Encoding: br"),
        "unknown-encoding.html": b'<html><head><meta charset="x-of-our-own"></head><body><p>' + noise + b"</p></body></html>",
        "unknown-bytes.bin": bytes(range(32)) * 40,
        "nested.html": b"<!DOCTYPE html><p>before</p>" + b"<div>" * 1_000_000 + b"deep" + b"</div>" * 1_000_000 + b"<p>after</p>",
        "loop.pdf": looping_pdf(),
        "scan.pdf": scan_pdf(),
        "entities.html": entities(),
        "too-long-a-record.warc": record(PAGE, size=10**12) + record(PAGE, address="https://a.example/after"),
        "large-warc-header.warc": b"WARC/1.1\r\nWARC-Type: response\r\nX-Large: " + b"x" * (50 * MIB) + b"\r\n\r\n" + record(PAGE, address="https://a.example/after"),
        "large-http-header.warc": record(PAGE, "X-Large: " + "x" * (50 * MIB)) + record(PAGE, address="https://a.example/after"),
    }  # fmt: skip


def _bomb_record() -> bytes:
    """A record of a gigabyte of zeros in a gzip member of one megabyte, and one behind it."""
    size = 1024 * MIB
    head = f"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: https://a.example/bomb\r\nContent-Type: text/html\r\nContent-Length: {size}\r\n\r\n".encode()
    packing = zlib.compressobj(9, wbits=31)
    parts = [packing.compress(head), *(packing.compress(bytes(MIB)) for _ in range(size // MIB))]
    parts += [packing.compress(b"\r\n\r\n"), packing.flush()]
    return b"".join(parts) + gzip.compress(record(PAGE, address="https://a.example/after"), mtime=0)


def good_files() -> dict[str, bytes]:
    """Files among them that are sound, and must be read whatever lies beside them."""
    return {
        "good.html": PAGE,
        "good.txt": b"Police took blood from residents.\nA notice said so.\n",
        "good.pdf": text_pdf(),
        "good.warc": record(PAGE, address="https://good.example/"),
        "good.wacz": wacz(
            {"archive/data.warc": record(PAGE, address="https://good.example/in-wacz")}
        ),
    }


def write_pile(folder: Path) -> None:
    """All of them, and a line of 100 MB."""
    folder.mkdir()
    for name, data in {**bad_files(), **good_files()}.items():
        (folder / name).write_bytes(data)
    with (folder / "one-line.txt").open("wb") as stream:
        for _ in range(100):
            stream.write(b"word " * 200_000)
