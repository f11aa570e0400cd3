"""Tell whether two addresses lead to one page, and which outlet a page belongs to.

In: addresses and documents.  Out: comparable addresses, names of outlets.  Nothing is fetched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from firsthand.model.document import Document

_ARCHIVE = re.compile(
    r"^https?://(?:web\.archive\.org/web/|archive\.(?:is|today|ph|md|li|vn|fo)/|webcache\.[^/]+/)"
    r"[0-9*]{0,14}[a-z_]{0,4}/?(?=https?:/)"
)
# An address with nothing in it that has to be looked into: no user, port, query, fragment or archive.
_PLAIN = re.compile(r"https?://([a-z0-9.-]+)((?:/[A-Za-z0-9_~.-]*)*)")
_ARCHIVES = ("web.archive.org", "archive.", "webcache.")
_INDEX = re.compile(r"/(?:index\.(?:html?|php|shtml))?$")
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid|ref|spm|from|share\w*)=[^&]*")
_BETWEEN = re.compile(r"[\W_]+")
_ASCII_BETWEEN = bytes(code for code in range(128) if not chr(code).isalnum())
ADDRESSES_KEPT = 50_000  # asked for by every step of tracing; one takes about 300 bytes
HOUSE_SHARE = 0.8  # less, and the host carries pages of many, as a blogging platform does
_FRONT = re.compile(r"^(?:www\d?|m|mobile|amp)\.")


@lru_cache(maxsize=ADDRESSES_KEPT)
def comparable(address: str) -> str:
    """An address without what does not change the page: scheme, `www.`, fragment, tracking.

    >>> comparable("https://web.archive.org/web/2018/http://www.example.org/a/?utm_source=x#top")
    'example.org/a'
    """
    found = _PLAIN.fullmatch(address)
    if found and not found[1].startswith(_ARCHIVES):
        return _FRONT.sub("", found[1]) + _INDEX.sub("", found[2])
    plain = _ARCHIVE.sub("", address.strip())
    try:
        parts = urlsplit(plain)
    except ValueError:
        return plain
    if not parts.netloc:
        return plain
    host = _FRONT.sub("", parts.netloc.casefold().rpartition("@")[2])
    host = host.removesuffix(":80").removesuffix(":443")
    kept = [piece for piece in parts.query.split("&") if piece and not _TRACKING.fullmatch(piece)]
    path = _INDEX.sub("", parts.path)
    return host + path + ("?" + "&".join(sorted(kept)) if kept else "")


@lru_cache(maxsize=ADDRESSES_KEPT)
def host(address: str) -> str:
    """The host of a web address, also of an archived one; empty for other addresses."""
    found = _PLAIN.fullmatch(address)
    if found and not found[1].startswith(_ARCHIVES):
        return _FRONT.sub("", found[1])
    plain = _ARCHIVE.sub("", address.strip())
    if "://" not in plain:
        return ""
    return comparable(plain).partition("/")[0].partition("?")[0]


def outlets(documents: Sequence[Document]) -> list[str]:
    """Who puts each page out: its publisher, else the publisher of its host, else the host.

    A host is a publisher's if at least `HOUSE_SHARE` of its pages that name any name that one: a page that
    does not say whose it is stands at its house all the same.
    """
    # Each name is kept once, however many pages have it.
    kept: dict[str, str] = {}
    plain: dict[str, str] = {}
    named, hosts = [], []
    for document in documents:
        publisher = document.publisher or ""
        name = plain.get(publisher)
        if name is None:
            name = plain[publisher] = " ".join(publisher.casefold().split())
        named.append(kept.setdefault(name, name))
        place = host(document.address)
        hosts.append(kept.setdefault(place, place))
    told: dict[str, Counter[str]] = {}
    for name, place in zip(named, hosts, strict=True):
        if name and place:
            told.setdefault(place, Counter())[name] += 1
    houses = {}
    for place, counts in told.items():
        name, most = min(counts.items(), key=lambda item: (-item[1], item[0]))
        if most >= HOUSE_SHARE * counts.total():
            houses[place] = name
    return [name or houses.get(place, place) for name, place in zip(named, hosts, strict=True)]


def letters_of(words: str) -> str:
    """The letters and digits of *words* alone, in small letters.

    >>> letters_of("The Ash-Courier, 2")
    'theashcourier2'
    """
    if words.isascii():  # the same, many times as fast
        return words.lower().encode().translate(None, _ASCII_BETWEEN).decode()
    return _BETWEEN.sub("", words.casefold())


def count_letters(words: str) -> int:
    """How many letters and digits there are.

    >>> count_letters("The Ash-Courier, 2"), count_letters("据新华社, 2")
    (14, 5)
    """
    if words.isascii():  # the same, many times as fast
        return len(words.encode().translate(None, _ASCII_BETWEEN))
    return sum(map(str.isalnum, words))


def house_letters(house: str) -> str:
    """The letters of the name of a house; of one that is known by its host, without the host's end.

    >>> house_letters("ash-courier.example")
    'ashcourier'
    """
    is_host = "." in house and " " not in house
    return letters_of(house.partition(".")[0] if is_host else house)
