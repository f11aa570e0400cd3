"""Give a value its id: the digest of its canonical form.

The canonical form is a netstring of each part (`length:bytes,`), so that no two different lists of
parts can be written the same way. 128 bits of SHA-256 are kept: enough that nobody makes two
documents with one id by trying, short enough to read out.
"""

from __future__ import annotations

import hashlib

DIGITS = 32  # 128 bits: a second document with the same id takes 2^64 tries by chance


def identify(kind: str, *parts: str | int | None) -> str:
    """The id of what *parts* name, as `kind-` and 32 hexadecimal digits.

    >>> identify("d", "ab", "c") == identify("d", "a", "bc")
    False
    >>> identify("d", None) == identify("d", "")
    False
    """
    digest = hashlib.sha256()
    for part in (kind, *parts):
        if part is None:
            digest.update(b"-,")
            continue
        data = str(part).encode("utf-8", "surrogatepass")
        digest.update(b"%d:%s," % (len(data), data))
    return f"{kind}-{digest.hexdigest()[:DIGITS]}"


class Named:
    """A value that has an id: a place for it, so that it is worked out once.

    The place is no field: it is not compared, written or copied.
    """

    __slots__ = ("_id",)

    _id: str

    def _named(self, kind: str, *parts: str | int | None) -> str:
        """The id of what *parts* name, kept for whoever asks again."""
        made = identify(kind, *parts)
        object.__setattr__(self, "_id", made)
        return made
