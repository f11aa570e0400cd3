"""Make a folder of files a bag: BagIt 1.0 (RFC 8493), with SHA-256 alone.

In: a folder whose payload is in `data/`.  Out: the tag files beside it, the last of which covers all others.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from firsthand import __version__
from firsthand.store.vault import hash_file

DECLARATION = "bagit.txt"
INFO = "bag-info.txt"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
PAYLOAD = "data"


def write_bag(folder: Path, *, day: str, identifier: str) -> None:
    """Write the tag files; *day* is when, *identifier* of which log."""
    payload = _files(folder / PAYLOAD)
    size_bytes = sum(path.stat().st_size for path in payload)
    _write(folder / DECLARATION, "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    info = (
        f"Bag-Software-Agent: firsthand {__version__}\n"
        f"Bagging-Date: {day}\n"
        f"External-Identifier: {identifier}\n"
        f"Payload-Oxum: {size_bytes}.{len(payload)}\n"
    )
    _write(folder / INFO, info)
    _write(folder / MANIFEST, _sums(payload, folder))
    tags = [path for path in _files(folder) if path not in set(payload)]
    _write(folder / TAG_MANIFEST, _sums(tags, folder))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _sums(paths: Iterable[Path], folder: Path) -> str:
    """Lines of a manifest. Our names hold no percent signs or line ends, so none is written otherwise."""
    return "".join(
        f"{hash_file(path)[0]}  {path.relative_to(folder).as_posix()}\n" for path in paths
    )


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
