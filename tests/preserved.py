"""Web archives that are sound in every respect, made without the program, to be tampered with."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from firsthand.model.problem import Problem, Severity
from firsthand.preserve.waczs import CheckedWacz
from firsthand.preserve.warcs import Checked, Standing

PAGE = b"<html><title>Check-ups</title><p>Blood was taken from 300 people.</p></html>"
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
ADDRESS = "http://paper.example/check-ups"
Sign = Callable[[str], dict[str, Any]]


def sha1(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def sha256(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def record(
    kind: str,
    block: bytes,
    *,
    number: int,
    payload: bytes | None = None,
    address: str = ADDRESS,
    content: str = "application/http; msgtype=response",
    more: str = "",
    version: str = "1.1",
) -> bytes:
    """One record, with every digest that it can have."""
    digest = "" if payload is None else f"WARC-Payload-Digest: {sha1(payload)}\r\n"
    target = "" if kind == "warcinfo" else f"WARC-Target-URI: {address}\r\n"
    head = (
        f"WARC/{version}\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\n"
        f"WARC-Date: 2031-04-0{number % 9 + 1}T10:00:00Z\r\n{target}Content-Type: {content}\r\n"
        f"WARC-Block-Digest: {sha256(block)}\r\n{digest}{more}Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def records() -> list[bytes]:
    """What an archive usually holds."""
    chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE)
    refers = (
        f"WARC-Refers-To-Target-URI: {ADDRESS}\r\nWARC-Refers-To-Date: 2031-04-03T10:00:00Z\r\n"
        "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest\r\n"
    )
    return [
        record("warcinfo", b"software: tests\r\n", number=0, content="application/warc-fields"),
        record("request", b"GET /check-ups HTTP/1.1\r\n\r\n", number=1, content="application/http; msgtype=request"),
        record("response", HTTP + PAGE, number=2, payload=PAGE),
        record("revisit", HTTP, number=3, payload=PAGE, more=refers),
        record("response", CHUNKED + chunks, number=4, payload=PAGE, address=f"{ADDRESS}/2"),
        record("resource", PAGE, number=5, payload=PAGE, address="urn:shot", content="image/png", version="1.0"),
    ]  # fmt: skip


def packed(parts: list[bytes] | None = None) -> bytes:
    """The records, each in a gzip member of its own."""
    return b"".join(
        gzip.compress(part, mtime=0) for part in (records() if parts is None else parts)
    )


def plain() -> bytes:
    """The records as they are."""
    return b"".join(records())


def check(data: bytes) -> list[Problem | Standing]:
    """All that the check of a WARC gives."""
    return list(Checked(io.BytesIO(data), where="x.warc").run())


def problems(data: bytes) -> list[Problem]:
    """What is wrong with a WARC, notes aside."""
    return [
        each
        for each in check(data)
        if isinstance(each, Problem) and each.severity is not Severity.NOTE
    ]


def standings(data: bytes) -> list[Standing]:
    """Where its records stand."""
    return [each for each in check(data) if isinstance(each, Standing)]


def index(archive: bytes, name: str) -> bytes:
    """A CDXJ index as other programs write one."""
    rows = []
    for each in standings(archive):
        if each.kind not in {"response", "revisit"}:
            continue
        length = each.end - each.offset
        said = {
            "url": each.address,
            "status": each.status,
            "digest": each.payload_digest,
            "offset": str(each.offset),
            "length": str(length),
            "filename": name,
            "recordDigest": sha256(archive[each.offset : each.end]),
        }
        moment = "".join(letter for letter in each.moment if letter.isdigit())
        rows.append(f"example,paper)/{each.address[-9:]} {moment} {json.dumps(said)}\n")
    return "".join(sorted(rows)).encode()


def files(archive: bytes | None = None, name: str = "data.warc.gz") -> dict[str, bytes]:
    """The files of a WACZ but its list and seal."""
    held = packed() if archive is None else archive
    cdx = gzip.compress(index(held, name), mtime=0)
    block = {"offset": 0, "length": len(cdx), "digest": sha256(cdx)}
    blocks = '!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}\n'
    page = {"url": ADDRESS, "ts": "2031-04-03T10:00:00Z", "title": "Check-ups"}
    return {
        f"archive/{name}": held,
        "indexes/index.cdx.gz": cdx,
        "indexes/index.idx": f"{blocks}example,paper)/ 2031 {json.dumps(block)}\n".encode(),
        "pages/pages.jsonl": f'{{"format": "json-pages-1.0"}}\n{json.dumps(page)}\n'.encode(),
    }


def package(held: Mapping[str, bytes], **more: object) -> bytes:
    """The list of files."""
    resources = [
        {"name": path.rpartition("/")[2], "path": path, "hash": sha256(data), "bytes": len(data)}
        for path, data in held.items()
    ]
    told = {"profile": "data-package", "wacz_version": "1.1.1", "resources": resources, **more}
    return json.dumps(told).encode()


def signer(private: ec.EllipticCurvePrivateKey | None = None) -> Sign:
    """Signs as a browser does: P-384, r and s as they are, over the digest as text."""
    key = private or ec.generate_private_key(ec.SECP384R1())
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    def sign(digest: str) -> dict[str, Any]:
        made = key.sign(digest.encode(), ec.ECDSA(hashes.SHA256()))
        raw = b"".join(number.to_bytes(48) for number in decode_dss_signature(made))
        return {
            "hash": digest,
            "created": "2031-04-03T10:00:00Z",
            "software": "tests",
            "signature": base64.b64encode(raw).decode(),
            "publicKey": base64.b64encode(public).decode(),
        }

    return sign


def seal(listed: bytes, sign: Sign | None = None) -> bytes:
    """The seal over the list of files."""
    told: dict[str, Any] = {"path": "datapackage.json", "hash": sha256(listed)}
    if sign is not None:
        told["signedData"] = sign(told["hash"])
    return json.dumps(told).encode()


def whole(held: Mapping[str, bytes] | None = None, sign: Sign | None = None) -> dict[str, bytes]:
    """Every file of a WACZ."""
    made = dict(files() if held is None else held)
    listed = package(made)
    return {**made, "datapackage.json": listed, "datapackage-digest.json": seal(listed, sign)}


def zipped(held: Mapping[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """The files as a zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as made:
        for name, data in held.items():
            made.writestr(name, data)
    return target.getvalue()


def wacz(held: Mapping[str, bytes] | None = None, sign: Sign | None = None) -> bytes:
    """A sound WACZ."""
    return zipped(whole(held, sign))


def found(data: bytes) -> Iterator[Problem]:
    """All problems of a WACZ, notes too."""
    for each in CheckedWacz(io.BytesIO(data), where="x.wacz").run():
        if isinstance(each, Problem):
            yield each


def codes(data: bytes) -> set[str]:
    """What is wrong with a WACZ, notes aside, by code."""
    return {each.code for each in found(data) if each.severity is not Severity.NOTE}
