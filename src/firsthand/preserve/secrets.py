"""Find a secret in bytes, in the ways in which it is usually written, and take it out.

In: values of cookies; bytes.  Out: whether one stands there; the bytes with as many stars in its place. Known are the value as it is, in an
address, in JSON, in HTML and in base64 wherever it begins. Not known are its hash, parts of it, and what somebody made up to hide it.
"""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, quote_plus

from firsthand.preserve.exchanges import Body

WRITTEN_LETTERS_MIN = 6  # of base64 that is told to be a value: less stands anywhere


class Secrets:
    """Values, in all their writings."""

    def __init__(self, values: Iterable[str]) -> None:
        found = {written for each in values for written in _writings(each) if written}
        self._longest = max(map(len, found), default=0)
        self._any = re.compile(
            b"|".join(re.escape(each) for each in sorted(found, key=lambda w: (-len(w), w)))
            or b"(?!)"
        )

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return self._longest > 0

    def blank(self, data: bytes, instead: bytes = b"") -> bytes:
        """*data* with *instead*, or as many stars, in place of each writing."""
        return self._any.sub(lambda found: instead or b"*" * len(found[0]), data)

    def blank_text(self, text: str) -> str:
        """The same of words."""
        return self.blank(text.encode("utf-8", "surrogatepass")).decode("utf-8", "surrogatepass")

    def are_in(self, body: Body) -> bool:
        """Whether one stands in *body*, which may be larger than memory."""
        if not self:
            return False
        before = b""
        for piece in body.pieces():
            seen = before + piece
            if self._any.search(seen):
                return True
            before = seen[-self._longest :]
        return False


def _writings(value: str) -> Iterator[bytes]:
    raw = value.encode()
    as_json = json.dumps(value)[1:-1]
    plain = html.escape(value, quote=False)
    told = {
        value, quote(value, safe=""), quote(value), quote_plus(value), as_json,
        json.dumps(value, ensure_ascii=False)[1:-1], as_json.replace("/", "\\/"), plain,
        html.escape(value), plain.replace('"', "&#34;").replace("'", "&#39;"),
    }  # fmt: skip
    for each in told:
        yield each.encode()
        yield re.sub("%[0-9A-F]{2}", lambda found: found[0].lower(), each).encode()
    for before in range(3):  # bytes that stand before it in a group of three
        packed = base64.b64encode(bytes(before) + raw).rstrip(b"=")
        skipped = (before * 8 + 5) // 6
        whole = (
            (before + len(raw)) * 8 // 6
        )  # letters that are made of it and what stands before alone
        inner = packed[skipped:whole]
        if len(inner) >= WRITTEN_LETTERS_MIN:
            yield inner
            yield inner.replace(b"+", b"-").replace(b"/", b"_")
