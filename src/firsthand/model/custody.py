"""What was preserved, by whom and when: captures, custody events, and the case itself."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from firsthand.model.identity import identify
from firsthand.model.value import value

_SHA256 = re.compile(r"[0-9a-f]{64}")


@lru_cache(maxsize=4096)
def person_of(name: str) -> str:
    """What one person's name comes to, however it is typed: capitals, spaces and signs that nobody sees aside.

    Who judges twice, once as `Ana` and once as `ana `, is one person and not two.

    >>> person_of("Ana  Example ") == person_of("ana example")
    True
    """
    seen = "".join(sign for sign in name if unicodedata.category(sign) != "Cf")
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold())
    return " ".join(folded.split()) or name


class AgentKind(StrEnum):
    """Who acted on evidence."""

    PERSON = "person"
    PROGRAM = "program"


@value
class Agent:
    """A person or program that acted on evidence (PREMIS agent, PROV agent)."""

    kind: AgentKind
    name: str
    version: str = ""

    @property
    def person(self) -> str:
        """Who it is: the same for one name typed in two ways."""
        return person_of(self.name)


class MediaType(StrEnum):
    """What bytes are, by their own first bytes; a file's name is never believed over them."""

    TEXT = "text/plain"
    HTML = "text/html"
    PDF = "application/pdf"
    WARC = "application/warc"
    WACZ = "application/wacz"
    MHTML = "multipart/related"
    MAIL = "message/rfc822"
    MAILBOX = "application/mbox"
    HAR = "application/har+json"
    UNKNOWN = "application/octet-stream"


class Fidelity(StrEnum):
    """How near bytes are to what a server sent; the first is the nearest.

    `wire`: the bytes of the connection, decrypted. `proxy`: as a proxy passed them on. `decoded`: what
    the content was once unpacked, no longer as sent. `rewritten`: changed by the tool that kept it.
    `rendered`: what a browser made of it (a picture, a print, the document's final state).
    """

    WIRE = "wire"
    PROXY = "proxy"
    DECODED = "decoded"
    REWRITTEN = "rewritten"
    RENDERED = "rendered"


@value
class Described:
    """What a manifest says of a file; kept beside what the bytes say, never instead of it."""

    address: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None


@value
class Capture:
    """Bytes met at an address; never altered. The bytes are in the vault under `digest`."""

    digest: str
    size_bytes: int
    address: str
    file: str
    media_type: MediaType
    described: Described | None = None

    def __post_init__(self) -> None:
        if not _SHA256.fullmatch(self.digest):
            raise ValueError(f"expected 64 hexadecimal digits, found {self.digest!r}")

    @property
    def id(self) -> str:
        """The same bytes at the same address are one capture, however often they are met."""
        return identify("cap", self.digest, self.address)
