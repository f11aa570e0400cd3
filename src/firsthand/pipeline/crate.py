"""Describe a folder of objects as an RO-Crate 1.2: one flat graph of JSON-LD, whose context is named and never fetched.

In: the objects with what the log says of them.  Out: `ro-crate-metadata.json`. Who did the work is not said in it: that
stands in the entries that the proofs hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from firsthand import __version__
from firsthand.model.value import value

METADATA = "ro-crate-metadata.json"
VERSION = "https://w3id.org/ro/crate/1.2"
CONTEXT = f"{VERSION}/context"
TOOL, LICENCE = "#firsthand", "#no-licence"


@value
class Part:
    """An object in the crate, its proof, and what the log says of it."""

    path: str
    proof: str
    digest: str
    size_bytes: int
    media_type: str
    preserved_at: str
    addresses: tuple[str, ...]
    entry: int


def write_crate(folder: Path, parts: Iterable[Part], *, day: str, identifier: str) -> None:
    """Write the description of *parts*; *day* is when, *identifier* of which log."""
    found = list(parts)
    files = [each for part in found for each in _entities(part)]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": f"{len(found)} preserved objects",
        "description": "Evidence, byte for byte, each file with a proof that the signed log of its custody speaks of it.",
        "datePublished": day,
        "identifier": identifier,
        "license": {"@id": LICENCE},
        "hasPart": [{"@id": each["@id"]} for each in files if each["@type"] == "File"],
        "mentions": [{"@id": each["@id"]} for each in files if each["@type"] != "File"],
    }
    descriptor = {
        "@id": METADATA,
        "@type": "CreativeWork",
        "conformsTo": {"@id": VERSION},
        "about": {"@id": "./"},
    }
    graph: list[dict[str, Any]] = [descriptor, root, *files, *_standing()]
    document = {"@context": CONTEXT, "@graph": graph}
    text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / METADATA).write_text(f"{text}\n", "utf-8")


def _standing() -> list[dict[str, Any]]:
    """What every crate of ours speaks of."""
    tool = {
        "@id": TOOL,
        "@type": "SoftwareApplication",
        "name": "firsthand",
        "softwareVersion": __version__,
    }
    licence = {
        "@id": LICENCE,
        "@type": "CreativeWork",
        "name": "No licence is granted",
        "description": "Evidence by others, handed over to be checked.",
    }
    return [tool, licence]


def _entities(part: Part) -> list[dict[str, Any]]:
    act = f"#entry-{part.entry}"
    held = {
        "@id": part.path,
        "@type": "File",
        "name": part.addresses[0],
        "contentSize": str(part.size_bytes),
        "encodingFormat": part.media_type,
        "sha256": part.digest,
    }
    if len(part.addresses) > 1:
        held["alternateName"] = list(part.addresses[1:])  # type: ignore[assignment]
    proof = {
        "@id": part.proof,
        "@type": "File",
        "name": f"proof that entry {part.entry} stands in the log",
        "encodingFormat": "text/plain",
        "about": {"@id": part.path},
    }
    preserved = {
        "@id": act,
        "@type": "CreateAction",
        "name": f"preserved, as entry {part.entry} of the log says",
        "endTime": part.preserved_at,
        "instrument": {"@id": TOOL},
        "result": {"@id": part.path},
    }
    return [held, proof, preserved]
