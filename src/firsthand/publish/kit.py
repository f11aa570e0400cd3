"""Lay the record beside the pages so that a stranger checks it with programs we did not write.

In: a redacted dossier.  Out: the log, the checkpoint, and the checkpoint cut into what OpenSSL takes:
signed bytes, signature, public key. The commands that use them are printed on the page `check.html`.
"""

from __future__ import annotations

import base64
import binascii
import textwrap
from collections.abc import Iterator
from importlib.resources import files

from firsthand.publish.dossier import RedactedDossier
from firsthand.publish.press import Page

ED25519_PREFIX = bytes.fromhex("302a300506032b6570032100")  # RFC 8410: what stands before the key
KEY_ID_BYTES, SIGNATURE_BYTES, KEY_BYTES = 4, 64, 32


def kit_pages(dossier: RedactedDossier) -> Iterator[Page]:
    """The files of the record; none where it stays behind or cannot be cut."""
    note = dossier.checkpoint.encode("utf-8")
    signature, key = _signature(dossier.checkpoint), _key(dossier.key)
    if not dossier.log or signature is None or key is None:
        return
    yield Page(
        path="record/entries.jsonl",
        content=b"".join(line.encode("utf-8") + b"\n" for line in dossier.log),
    )
    yield Page(path="record/checkpoint", content=note)
    yield Page(path="record/checkpoint.body", content=note.partition(b"\n\n")[0] + b"\n")
    yield Page(path="record/checkpoint.sig", content=signature)
    yield Page(path="record/key.pem", content=_pem(key))
    script = files("firsthand.publish").joinpath("static/check_root.py").read_bytes()
    yield Page(path="check_root.py", content=script)


def _signature(checkpoint: str) -> bytes | None:
    """The 64 bytes that the signature line holds after the key's id."""
    words = checkpoint.rstrip("\n").rsplit("\n", 1)[-1].split(" ")
    blob = _decoded(words[2]) if len(words) == 3 and words[0] == "—" else None
    wanted = KEY_ID_BYTES + SIGNATURE_BYTES
    return blob[KEY_ID_BYTES:] if blob is not None and len(blob) == wanted else None


def _key(text: str) -> bytes | None:
    raw = _decoded(text)
    return raw if raw is not None and len(raw) == KEY_BYTES else None


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def _pem(key: bytes) -> bytes:
    body = textwrap.fill(base64.b64encode(ED25519_PREFIX + key).decode("ascii"), 64)
    return f"-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n".encode("ascii")
