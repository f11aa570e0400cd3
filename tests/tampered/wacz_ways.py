"""Ways to tamper with a web archive that a domain signed and an authority stamped, by somebody who has neither key.

Digests are made anew wherever anybody can make them: in the index, in the list of files, in what vouches for it.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from authority import Authority
from certified import Held, certify
from firsthand.pipeline import clock
from firsthand.preserve.writing.domains import Domain, in_pem, signed_by_domain, with_stamp
from firsthand.store.timestamps import request
from preserved import files, packed, records, seal, sha256, whole, zipped
from tampered.ways import flip

DOMAIN = "archive.example"
ARCHIVE, INDEX, BLOCKS = "archive/data.warc.gz", "indexes/index.cdx.gz", "indexes/index.idx"
PAGES, PACKAGE, SEAL = "pages/pages.jsonl", "datapackage.json", "datapackage-digest.json"
Members = dict[str, bytes]


class Trial:
    """A domain and an authority, and an archive that they signed and stamped."""

    def __init__(self, place: Path) -> None:
        self.root = certify("Trial domains", authority=True)
        self.own = certify(DOMAIN, self.root, domain=DOMAIN)
        self.time = Authority(place / "time")
        self.place = place
        self.signed = self.sign(sha256(whole()[PACKAGE]), self.own, self.root)
        self.members = whole(sign=lambda _: self.signed)

    def sign(self, digest: str, own: Held, *above: Held) -> dict[str, str]:
        """The signature over *digest*, with a stamp of now."""
        chain = tuple(each.certificate for each in (own, *above))
        domain = Domain(name=DOMAIN, chain=chain, key=own.key)
        query, reply = self.place / "q", self.place / "r"
        created = clock.now()
        signed = signed_by_domain(digest, domain, created=created, software="tests")
        return self.stamped(signed, query, reply)

    def stamped(self, signed: dict[str, str], query: Path, reply: Path) -> dict[str, str]:
        query.write_bytes(request(hashlib.sha256(signed["signature"].encode()).digest()))
        self.time.answer(query, reply)
        return with_stamp(signed, reply=reply.read_bytes(), chain=[self.time.root])


@dataclass(frozen=True)
class ArchiveWay:
    """One way: the archive that comes of it, and what must be said."""

    code: str
    words: str
    do: Callable[[Trial], bytes]


def anew(change: Callable[[Members], object]) -> Callable[[Trial], bytes]:
    """Files are changed and listed anew; the signature is the old one."""

    def apply(trial: Trial) -> bytes:
        held = files()
        change(held)
        return zipped(whole(held, sign=lambda _: trial.signed))

    return apply


def vouched(change: Callable[[dict[str, Any], Trial], object]) -> Callable[[Trial], bytes]:
    """What vouches for the list is changed."""

    def apply(trial: Trial) -> bytes:
        told = json.loads(trial.members[SEAL])
        change(told, trial)
        return zipped({**trial.members, SEAL: json.dumps(told).encode()})

    return apply


def indexed(change: Callable[[dict[str, Any]], object]) -> Callable[[Members], None]:
    """A line of the index says something else; its digests are made anew."""

    def apply(held: Members) -> None:
        key, moment, told = gzip.decompress(held[INDEX]).decode().split("\n")[0].split(" ", 2)
        rest = gzip.decompress(held[INDEX]).decode().split("\n")[1:]
        said = json.loads(told)
        change(said)
        lines = [f"{key} {moment} {json.dumps(said)}", *rest]
        held[INDEX] = gzip.compress("\n".join(lines).encode(), mtime=0)
        first, line = held[BLOCKS].decode().split("\n")[:2]
        head, _, block = line.partition("{")
        found = {
            **json.loads("{" + block),
            "length": len(held[INDEX]),
            "digest": sha256(held[INDEX]),
        }
        held[BLOCKS] = f"{first}\n{head}{json.dumps(found)}\n".encode()

    return apply


def another_page(held: Members) -> None:
    """The list of pages leads to an address of which there is no record, and one line is none."""
    held[PAGES] += b'{"url": "http://paper.example/forged", "ts": "2031-04-03T10:00:00Z"\n'


def another_word(held: Members) -> None:
    """A page's words are changed within the archive, whose record is packed anew."""
    told = records()
    held[ARCHIVE] = packed([*told[:2], told[2].replace(b"300", b"301"), *told[3:]])


def in_capitals(trial: Trial) -> bytes:
    """A second list of pages, which systems that know no capitals take for the first."""
    target = io.BytesIO(zipped(trial.members))
    with zipfile.ZipFile(target, "a") as made:
        made.writestr(PAGES.upper(), b"{}\n")
    return target.getvalue()


def own_head(trial: Trial) -> bytes:
    """An entry's own head calls it otherwise than the list of the zip does."""
    data = zipped(trial.members)
    at = data.index(PAGES.encode())
    return (
        data[:at] + PAGES.replace("pages.jsonl", "other.jsonl").encode() + data[at + len(PAGES) :]
    )


def between(trial: Trial) -> bytes:
    """Before the first entry lies a second archive: some readers begin at the front."""
    return zipped({ARCHIVE: packed(records()[:3])})[:-22] + zipped(trial.members)


def by_another(chain: Callable[[Trial], tuple[Held, ...]]) -> Callable[[Trial], bytes]:
    """Signed anew by somebody else, stamp and all."""

    def apply(trial: Trial) -> bytes:
        held = files()
        another_word(held)
        listed = whole(held)[PACKAGE]
        signed = trial.sign(sha256(listed), *chain(trial))
        return zipped({**whole(held), SEAL: seal(listed, lambda _: signed)})

    return apply


def below_another_s(trial: Trial) -> tuple[Held, ...]:
    """Who has a certificate for evil.example writes one for the domain below it."""
    evil = certify("evil.example", trial.root, domain="evil.example")
    return certify(DOMAIN, evil, domain=DOMAIN), evil, trial.root


def nobody_s(_: Trial) -> tuple[Held, ...]:
    """Who makes an authority of their own signs for any domain."""
    root = certify("Nobody", authority=True)
    return certify(DOMAIN, root, domain=DOMAIN), root


def another_certificate(told: dict[str, Any], trial: Trial) -> None:
    """The certificate is one that the same authority gave for the same domain to somebody else."""
    other = certify(DOMAIN, trial.root, domain=DOMAIN)
    told["signedData"]["domainCert"] = in_pem([other.certificate, trial.root.certificate])


def another_s_stamp(told: dict[str, Any], trial: Trial) -> None:
    """A sound stamp of the same authority, over another signature."""
    other = trial.sign("sha256:" + "00" * 32, trial.own, trial.root)
    told["signedData"]["timeSignature"] = other["timeSignature"]


def no_root_s_stamp(told: dict[str, Any], _: Trial) -> None:
    """A bit of the stamp is another."""
    held = base64.b64decode(told["signedData"]["timeSignature"])
    told["signedData"]["timeSignature"] = base64.b64encode(flip(held)).decode()


def signed(**fields: str) -> Callable[[Trial], bytes]:
    return vouched(lambda told, _: told["signedData"].update(fields))


WAYS = {
    "a second list of pages in capitals": ArchiveWay("zip-duplicate", "pages", in_capitals),
    "an entry's own head says another name": ArchiveWay("zip-shadow", "expected its own head to say", own_head),
    "a second archive lies before the first entry": ArchiveWay("zip-damaged", "entries in the list, found fewer", between),
    "bytes behind the zip": ArchiveWay("zip-behind", "expected nothing behind the zip", lambda trial: zipped(trial.members) + b"more"),
    "the index leads elsewhere": ArchiveWay("index-astray", "expected a record at 7", anew(indexed(lambda said: said.update(offset="7")))),
    "the index says another length": ArchiveWay("index-differs", "bytes, found 7", anew(indexed(lambda said: said.update(length="7")))),
    "the index says another address": ArchiveWay("index-differs", "expected the address", anew(indexed(lambda said: said.update(url="http://forged.example/")))),
    "a line of the list of pages is none": ArchiveWay("page-line", "expected one JSON object a line", anew(another_page)),
    "a page of the archive says another number": ArchiveWay("block-digest", "found 6cdc2700", anew(another_word)),
    "files are listed anew under the old signature": ArchiveWay("signature-wrong", "expected a signature over", anew(another_word)),
    "the digest of the list is another": ArchiveWay("seal-differs", "found sha256:0000", vouched(lambda told, _: told.update(hash="sha256:" + "0" * 64))),
    "the signature is over other bytes": ArchiveWay("signature-wrong", "not over this digest", signed(signature=base64.b64encode(bytes(70)).decode())),
    "the certificate is another's for the same domain": ArchiveWay("signature-wrong", "not over this digest", vouched(another_certificate)),
    "the domain is another": ArchiveWay("signature-wrong", "expected a certificate for ministry.example", signed(domain="ministry.example")),
    "the time of signing is moved": ArchiveWay("signature-wrong", "while the certificate held", signed(created="2001-01-01T00:00:00Z")),
    "the stamp is over another signature": ArchiveWay("signature-wrong", "found one over something else", vouched(another_s_stamp)),
    "a bit of the stamp is flipped": ArchiveWay("signature-wrong", "its time stamp proves nothing", vouched(no_root_s_stamp)),
    "signed by who has a certificate for another domain": ArchiveWay("signature-wrong", "vouches for another and is no authority", by_another(below_another_s)),
    "signed by an authority that nobody knows": ArchiveWay("signature-untrusted", "no known authority", by_another(nobody_s)),
}  # fmt: skip
