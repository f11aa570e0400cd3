# ruff: noqa: T201, INP001 - it runs in the reader's terminal, without Firsthand
"""Check this dossier's record: its root against the signed one, its bytes against its entries.

In: the folder of a dossier.  Out: one line a difference, or that all agrees. The signature is checked
with OpenSSL, not here.

Needs Python 3.8 or later and nothing else. Run it in the folder of the dossier.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from pathlib import Path

# Whose bytes stay with the case: a mail names who wrote it, a browser's notes hold the keys of whoever browsed.
STAY = ("message/rfc822", "application/mbox", "application/har+json")


def root_of(leaves: list[bytes]) -> bytes:
    """The root of RFC 6962, section 2.1, over *leaves*."""
    level = [hashlib.sha256(b"\x00" + leaf).digest() for leaf in leaves]
    if not level:
        return hashlib.sha256(b"").digest()
    while len(level) > 1:
        pairs = [
            hashlib.sha256(b"\x01" + level[i] + level[i + 1]).digest()
            for i in range(0, len(level) - 1, 2)
        ]
        level = pairs + level[len(level) - len(level) % 2 :]
    return level[0]


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        for chunk in iter(lambda: stream.read(1 << 20), b""):
            digest.update(chunk)
    return digest.hexdigest()


def main(folder: Path) -> int:
    """Say what was checked; 0 where all agrees."""
    lines = (folder / "record/entries.jsonl").read_bytes().split(b"\n")[:-1]
    signed = (folder / "record/checkpoint").read_bytes().split(b"\n")
    wrong = []
    if len(lines) != int(signed[1]):
        wrong.append(f"{int(signed[1])} entries are signed for, {len(lines)} are here")
    if base64.b64encode(root_of(lines)) != signed[2]:
        wrong.append("the entries are not those that were signed for")
    bodies = [json.loads(line)["body"] for line in lines]
    kept = [body["capture"] for body in bodies if body["is"] == "Preserved"]
    named = {capture["digest"]: capture.get("media_type") for capture in kept}
    for digest in sorted(named):
        path = folder / "bytes" / f"{digest}.bin"
        if not path.is_file():
            if named[digest] in STAY:
                continue
            wrong.append(f"{digest}: an entry names it, it is not here")
        elif digest_of(path) != digest:
            wrong.append(f"{digest}: these are not the bytes that were preserved")
    here = sorted(path.name for path in (folder / "bytes").glob("*"))
    wrong += [f"{name}: no entry names it" for name in here if name[:-4] not in named]
    print("\n".join(wrong) or f"{len(lines)} entries, {len(named)} preserved objects: all agree")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent))
