"""Choose and write what others outside vouch for, so that a packet shows when its object was in the log.

In: the entries that hold stamps and cosignatures, the entries of an object, the log's tree.  Out: for every authority and
cosigner the first of its words that covers each of these entries, as files that standard tools read. What does not hold is
left out (`verify` of the case names it). How such files are checked is in `pipeline.carried`.
"""

from __future__ import annotations

import base64
import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from string import Template

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_der_x509_certificate

from firsthand.model.anchoring import BlockStamped, Cosigned
from firsthand.model.record import Body, Timestamped
from firsthand.model.value import value
from firsthand.pipeline.anchoring import BLOCK, BlockError, judge_block
from firsthand.pipeline.authorities import authorities
from firsthand.store.chains import read_certificates
from firsthand.store.cosigning import (
    ID_BYTES,
    TIME_BYTES,
    Algorithm,
    VerifierKey,
    check_cosignature,
    read_key,
    read_line,
)
from firsthand.store.proofs import Tree, write_hashes
from firsthand.store.signing import Checkpoint, NoteError, stamped_text
from firsthand.store.timestamps import Stamp, StampError, check_reply

ROOM = "anchors"
# What finds the numbers of the entries, in the commands: they lie one by one, or in their proofs.
ENTRIES_APART = 'numbers = sorted(int(path.name) for path in pathlib.Path("entries").iterdir())'
ENTRIES_IN_PROOFS = """texts = [path.read_text() for path in pathlib.Path("proofs").iterdir()]
numbers = sorted(int(text.partition("\\nindex ")[2].split("\\n")[0]) for text in texts)"""
STAMP, COSIGNED = "stamp", "cosigned"


@value
class Vouched:
    """What one outside said of the first *size* entries, and the files (by how their names end) that show it."""

    size: int
    utc: str
    by: str
    key: str  # two of one key are of one signer
    kind: str
    files: Mapping[str, bytes]
    root: str = ""  # the SHA-256 of the certificate with which a stamp's chain ends


def vouched(
    bodies: Iterable[Body], tree: Tree, *, origin: str, numbers: Sequence[int]
) -> tuple[tuple[Vouched, ...], int]:
    """What covers the entries *numbers* and holds: for each signer the first that covers each of them.

    With it how many stamps hold and stay, since their certificates lead to no root: nobody could check them alone.
    """
    sound: list[Vouched] = []
    rootless = 0
    for body in bodies:
        if (
            not isinstance(body, Timestamped | Cosigned | BlockStamped)
            or not 0 < body.size <= tree.size
        ):
            continue
        state = Checkpoint(origin=origin, size=body.size, root=tree.root_at(body.size))
        if isinstance(body, BlockStamped):
            found = _block(body, state)
        else:
            found = _stamp(body, state) if isinstance(body, Timestamped) else _cosigned(body, state)
        if found is not None and found.kind == STAMP and not found.root:
            rootless += 1
        elif found is not None:
            sound.append(found)
    sound.sort(key=lambda each: (each.size, each.utc, each.by, each.key))
    chosen: dict[int, Vouched] = {}
    for signer in dict.fromkeys((each.kind, each.key) for each in sound):
        theirs = [(at, each) for at, each in enumerate(sound) if (each.kind, each.key) == signer]
        for number in numbers:
            first = bisect_right(theirs, number, key=lambda each: each[1].size)
            chosen.update(theirs[first : first + 1])
    return tuple(chosen[at] for at in sorted(chosen)), rootless


def _stamp(body: Timestamped, state: Checkpoint) -> Vouched | None:
    try:
        reply = base64.b64decode(body.reply, validate=True)
        stamp = check_reply(reply, roots=authorities(), beside=read_certificates(body.chain))
    except (StampError, ValueError):
        return None
    if hashlib.new(stamp.algorithm, stamped_text(state)).digest() != stamp.imprint:
        return None
    return Vouched(
        size=state.size,
        utc=stamp.utc,
        by=stamp.authority,
        key=stamp.authority,
        kind=STAMP,
        files={".tsr": reply, ".pem": pem_of(stamp)},
        root=hashlib.sha256(stamp.chain[-1]).hexdigest() if stamp.complete else "",
    )


def pem_of(stamp: Stamp) -> bytes:
    """The certificates from the signer's up to the root, as openssl takes them."""
    chain = map(load_der_x509_certificate, stamp.chain)
    return b"".join(each.public_bytes(Encoding.PEM) for each in chain)


def _cosigned(body: Cosigned, state: Checkpoint) -> Vouched | None:
    try:
        key = read_key(body.key)
        check_cosignature(body.line, key=key, checkpoint=state)
    except NoteError:
        return None
    return Vouched(
        size=state.size,
        utc=body.utc,
        by=key.name,
        key=f"{key.type} {key.text}",
        kind=COSIGNED,
        files={
            ".line": f"{body.line}\n".encode(),
            ".key": f"{key.text}\n".encode(),
            **parts_of(body.line, key, state),
        },
    )


def _block(body: BlockStamped, state: Checkpoint) -> Vouched | None:
    try:
        judged = judge_block(body, state, ())
    except BlockError:
        return None
    files = {".ots": base64.b64decode(body.proof)}
    if body.header:
        files[".header"] = bytes.fromhex(body.header)
    return Vouched(
        size=state.size,
        utc=judged.utc,
        by=judged.authority,
        key="" if judged.utc else "without a header",
        kind=BLOCK,
        files=files,
    )


def parts_of(line: str, key: VerifierKey, state: Checkpoint) -> dict[str, bytes]:
    """What openssl takes: the words that were signed, the signature, the key. Of ML-DSA it takes nothing before 3.5."""
    if key.algorithm is not Algorithm.ED25519:
        return {}
    blob = read_line(line)[2][ID_BYTES:]
    seconds = int.from_bytes(blob[:TIME_BYTES], "big")
    public = Ed25519PublicKey.from_public_bytes(key.public)
    return {
        ".text": f"cosignature/v1\ntime {seconds}\n".encode() + stamped_text(state),
        ".signature": blob[TIME_BYTES:],
        ".pem": public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    }


def write_vouched(
    room: Path, found: Sequence[Vouched], tree: Tree, *, origin: str
) -> dict[str, Vouched]:
    """Write them into *room*, a folder a state; by the names of their files without ending."""
    named: dict[str, Vouched] = {}
    for size in sorted({each.size for each in found}):
        place = room / ROOM / str(size)
        place.mkdir(parents=True)
        state = Checkpoint(origin=origin, size=size, root=tree.root_at(size))
        (place / "state").write_bytes(stamped_text(state))
        (place / "proof").write_text(write_hashes(tree.consistency(size)), "ascii")
        for kind in (STAMP, COSIGNED, BLOCK):
            those = [each for each in found if (each.size, each.kind) == (size, kind)]
            for number, each in enumerate(those, 1):
                named[f"{ROOM}/{size}/{kind}-{number}"] = each
                for ending, data in each.files.items():
                    (place / f"{kind}-{number}{ending}").write_bytes(data)
    return named


def words_of(named: Mapping[str, Vouched], *, number: int, entries: str = ENTRIES_APART) -> str:
    """The part of VERIFY.txt on them. Nothing of what they say stands in it but times and digests.

    *entries* is the Python by which the commands find the numbers of the entries.
    """
    if not named:
        return ""
    words = files("firsthand.pipeline")
    post_quantum = any(
        each.kind == COSIGNED and ".text" not in each.files for each in named.values()
    )
    told = Template(words.joinpath("ANCHORS.txt").read_text("utf-8")).substitute(
        number=number,
        entries=entries,
        commands="\n\n".join(_commands(named)),
        roots="\n".join(_roots(named)),
    )
    more = ["MLDSA.txt"] if post_quantum else []
    more += ["BLOCKS.txt"] if any(each.kind == BLOCK for each in named.values()) else []
    return told + "".join(words.joinpath(each).read_text("utf-8") for each in more)


def _commands(named: Mapping[str, Vouched]) -> Iterator[str]:
    for name, each in named.items():
        state = f"{name.rpartition('/')[0]}/state"
        if each.kind == STAMP:
            seconds = int(datetime.fromisoformat(each.utc).astimezone(UTC).timestamp())
            yield (
                f"openssl ts -verify -in {name}.tsr -data {state} -CAfile {name}.pem -attime {seconds}"
            )
        elif ".text" in each.files:
            yield (
                f"openssl pkeyutl -verify -pubin -inkey {name}.pem -rawin -in {name}.text "
                f"-sigfile {name}.signature"
            )


def _roots(named: Mapping[str, Vouched]) -> Iterator[str]:
    for name, each in named.items():
        if each.kind == STAMP:
            yield f"    {name}: stood by {each.utc}; root {each.root} (SHA-256)"
