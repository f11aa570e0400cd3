"""Sign a web archive by the certificate of a domain, and put an authority's stamp into it, by files.

In: a WACZ in which nothing differs; a domain's certificates and key; what an authority answered.  Out: a new WACZ with the same
files, another list of them (its `created` is when it was signed, as readers want it) and the signature; a request for a stamp. Nothing is
sent from here. The archive is read by `firsthand verify` first, in a child; its JSON is read and written in children too, and taken as bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from cryptography.x509 import load_der_x509_certificate

from firsthand import __version__
from firsthand.errors import OperatorError
from firsthand.model.value import value
from firsthand.pipeline import clock
from firsthand.pipeline.archives import verify_archive
from firsthand.pipeline.authorities import authorities
from firsthand.pipeline.preserving import Progress
from firsthand.pipeline.signed import write_new
from firsthand.preserve.signatures import STAMP_SECONDS_MAX
from firsthand.preserve.writing.domains import Domain, read_domain, signed_by_domain, with_stamp
from firsthand.preserve.writing.waczs import PACKAGE, SEAL, copy_entry
from firsthand.store.chains import read_pem
from firsthand.store.files import open_to_read, read_small
from firsthand.store.timestamps import REPLY_BYTES_MAX, StampError, check_reply, request
from firsthand.tools.sandbox import run

LIST_BYTES_MAX = 64 << 20
PEM_BYTES_MAX = 64 * 1024  # four certificates take some 8 KiB
SECONDS_MAX = 120.0
_LIST, _STAMP = "list", "stamp"


@value
class Vouched:
    """A signed archive: for which domain, what was signed, when; by when it must be stamped, or by whom it was."""

    archive: str
    domain: str
    digest: str
    created: str
    authority: str = ""
    utc: str = ""


def sign(
    archive: Path,
    *,
    certificates: Path,
    key: Path,
    into: Path,
    query: Path,
    progress: Progress,
    name: str = "",
) -> Vouched:
    """Write *archive* anew as *into*, signed for a domain, and the request for a stamp over the signature as *query*.

    Raises:
        OperatorError: something differs in the archive, the certificates are not the key's, or a file is there already.
    """
    for target in (into, query):
        if target.exists():
            raise OperatorError(f"{target} is there already: name another file")
    domain = _domain(certificates, key, name)
    _see_sound(archive, progress)
    now = clock.now()
    listed = _child({"kind": _LIST, "path": str(archive.resolve()), "created": now.utc})
    digest = f"sha256:{hashlib.sha256(listed).hexdigest()}"
    signed = signed_by_domain(digest, domain, created=now, software=f"firsthand {__version__}")
    _write(archive, into, {PACKAGE: listed, SEAL: _seal(digest, signed)})
    stamped = hashlib.sha256(signed["signature"].encode("ascii")).digest()
    write_new(query, request(stamped))
    return Vouched(archive=str(into), domain=domain.name, digest=digest, created=now.utc)


def stamp(
    archive: Path, *, answered: Path, into: Path, progress: Progress, chain: Path | None = None
) -> Vouched:
    """Write the signed *archive* anew as *into*, with what an authority answered.

    Raises:
        OperatorError: something differs in the archive, or the answer is no stamp over its signature, of another time, or by an
            authority whose certificates do not lead to a root.
    """
    if into.exists():
        raise OperatorError(f"{into} is there already: name another file")
    _see_sound(archive, progress)
    try:
        reply = read_small(answered, REPLY_BYTES_MAX)
        beside = read_small(chain, PEM_BYTES_MAX) if chain is not None else b""
    except OSError as problem:
        raise OperatorError(f"{problem.filename} cannot be read: {problem.strerror}") from None
    told = json.loads(
        _child(
            {
                "kind": _STAMP, "path": str(archive.resolve()), "reply": reply.hex(), "beside": beside.hex(),
            }
        )
    )  # fmt: skip
    if why := str(told.get("wrong", "")):
        raise OperatorError(f"{answered}: {why}")
    _write(archive, into, {SEAL: str(told["seal"]).encode()})
    return Vouched(
        archive=str(into),
        domain=str(told["domain"]),
        digest=str(told["digest"]),
        created=str(told["created"]),
        authority=str(told["authority"]),
        utc=str(told["utc"]),
    )


def _domain(certificates: Path, key: Path, name: str) -> Domain:
    try:
        return read_domain(
            read_small(certificates, PEM_BYTES_MAX), read_small(key, PEM_BYTES_MAX), name=name
        )
    except OSError as problem:
        raise OperatorError(f"{problem.filename} cannot be read: {problem.strerror}") from None


def _see_sound(archive: Path, progress: Progress) -> None:
    report = verify_archive(archive, progress=progress)
    wrong = [each for each in report.problems if each.severity.value == "error"]
    if report.kind != "wacz" or wrong:
        why = f"{wrong[0].where}: {wrong[0].message}" if wrong else f"it is a {report.kind}"
        raise OperatorError(f"only a WACZ in which nothing differs is signed; {why}")


def _seal(digest: str, signed: dict[str, str]) -> bytes:
    return json.dumps({"path": PACKAGE, "hash": digest, "signedData": signed}, indent=2).encode()


def _write(archive: Path, into: Path, others: dict[str, bytes]) -> None:
    """The archive again, with *others* in the place of files of that name, which come last."""
    partial = into.with_name(f"{into.name}.partial")
    try:
        with (
            open_to_read(archive) as source,
            partial.open("xb") as target,
            ZipFile(source) as there,
            ZipFile(target, "w", ZIP_STORED) as made,
        ):
            names = [name for name in there.namelist() if name not in {PACKAGE, SEAL}]
            for path in (*names, PACKAGE, SEAL):
                copy_entry(there, made, path, data=others.get(path))
        partial.replace(into)
    except (OSError, BadZipFile, KeyError) as problem:
        raise OperatorError(f"{into} cannot be written: {problem}") from None
    finally:
        partial.unlink(missing_ok=True)


def _child(job: dict[str, str]) -> bytes:
    (done,) = run([json.dumps(job).encode()], _read, workers=1, seconds=SECONDS_MAX)
    if done.ended or len(done.frames) != 1:
        raise OperatorError(f"the archive's list of files cannot be read: {done.ended}")
    return bytes(done.frames[0])


def _read(job: bytes) -> Iterator[bytes]:
    """The child's work: the list of files with another `created`, or what vouches for it with a stamp."""
    told = json.loads(job)
    with open_to_read(Path(told["path"])) as stream, ZipFile(stream) as opened:
        held = opened.read(PACKAGE if told["kind"] == _LIST else SEAL)
    found = json.loads(held[:LIST_BYTES_MAX])
    if told["kind"] == _LIST:
        found["created"] = told["created"]
        yield json.dumps(found, indent=2).encode()
    else:
        reply, beside = bytes.fromhex(told["reply"]), bytes.fromhex(told["beside"])
        yield json.dumps(_with_stamp(found, reply, beside)).encode()


def _with_stamp(found: dict[str, Any], reply: bytes, beside: bytes) -> dict[str, str]:
    signed = found.get("signedData", {})
    if "domainCert" not in signed:
        return {"wrong": "the archive is not signed for a domain"}
    try:
        more = read_pem(beside) if beside else []
        stamped = check_reply(reply, roots=authorities(), beside=more)
    except ValueError as problem:
        return {
            "wrong": str(problem) if isinstance(problem, StampError) else "expected certificates"
        }
    signature = str(signed["signature"]).encode()
    apart = (
        datetime.fromisoformat(stamped.utc) - datetime.fromisoformat(str(signed["created"]))
    ).total_seconds()
    if stamped.imprint != hashlib.new(stamped.algorithm, signature).digest():
        return {"wrong": f"a sound stamp of {stamped.utc}, over something else than this signature"}
    if not 0 <= apart <= STAMP_SECONDS_MAX:
        return {
            "wrong": f"stamped {apart:.0f} s after it was signed: readers take at most {STAMP_SECONDS_MAX}; sign it anew"
        }
    if not stamped.complete:
        return {
            "wrong": f"its certificates do not lead from {stamped.authority} to a root: give them, --chain FILE"
        }
    chain = [load_der_x509_certificate(each) for each in stamped.chain]
    seal = _seal(str(found["hash"]), with_stamp(signed, reply=reply, chain=chain))
    return {
        "seal": seal.decode(), "domain": str(signed["domain"]), "digest": str(found["hash"]),
        "created": str(signed["created"]), "authority": stamped.authority, "utc": stamped.utc,
    }  # fmt: skip
