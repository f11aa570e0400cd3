"""Pictures that pages show: whole photographs, charts and scans, as bytes and as a hash of the whole.

What is in a picture is never looked at: no face, no person, no writing. A hash tells that one file
is another again after a new encoding, a new size or a cut edge, and nothing else.
"""

from __future__ import annotations

import re

from firsthand.model.identity import identify
from firsthand.model.value import value

_SHA256 = re.compile(r"[0-9a-f]{64}")


@value
class Picture:
    """A picture's bytes by their SHA-256, its size in pixels, and the hashes of its windows.

    The first hash is of the whole, the second of what is within its margins, the rest are of the
    whole and the inside with edges cut away (docs/methods/pictures.md). There is none where the
    picture cannot be compared; `plain` then says why. `details` are finer, one for each hash, of pictures that
    are drawn or written rather than photographed: these look alike from afar.
    """

    digest: str
    size_bytes: int
    media_type: str
    width: int
    height: int
    hashes: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    plain: str = ""

    def __post_init__(self) -> None:
        if not _SHA256.fullmatch(self.digest):
            raise ValueError(f"expected 64 hexadecimal digits, found {self.digest!r}")


@value
class Shown:
    """A place in a document where a picture stands.

    `addresses` are all that the page gives for it, as a browser would choose among them. `path` leads
    to the place, as a block's does. Without `picture`, its bytes are not in the case.
    """

    addresses: tuple[str, ...]
    path: str
    picture: Picture | None = None


@value
class Met:
    """A picture met in an archive, and the address at which a page may show it."""

    address: str
    picture: Picture


@value
class PictureUse:
    """One document that shows a picture: the bytes it shows, and how far they are from the first.

    `bits_apart` counts the bits of the hash that differ at the nearest pair of windows; none where the
    bytes are the same.
    """

    document: str
    digest: str
    address: str
    path: str
    width: int
    height: int
    size_bytes: int
    bits_apart: int


@value
class SamePicture:
    """Documents that show the same picture. It says that they have something in common, no more.

    `first` is the document that showed it first, where the dates are sure of it. `digest` names the
    picture that the others are compared with. `uses` are by date; `documents_count` says how many
    there are where not all are kept.
    """

    digest: str
    uses: tuple[PictureUse, ...]
    documents_count: int
    first: str | None = None

    @property
    def id(self) -> str:
        """Named by the picture that the others are compared with."""
        return identify("pic", self.digest)
