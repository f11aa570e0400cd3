"""Find what a page states of itself: title, publisher, date, author, language, canonical address.

In: a parsed page and its address.  Out: statements, each with where it was found. All are kept, also
those that contradict each other; which one to go by is decided in `read.stated`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from firsthand.model.document import Stated
from firsthand.read.dates import read_date

WORDS_MAX = 1000
SCRIPTS_MAX = 50
SCRIPT_CHARACTERS_MAX = 1_000_000
THINGS_MAX = 2_000
STATED_MAX = 300
_META = {
    "og:site_name": "publisher", "application-name": "publisher", "dc.publisher": "publisher",
    "dcterms.publisher": "publisher", "citation_publisher": "publisher", "publisher": "publisher",
    "og:title": "title", "twitter:title": "title", "dc.title": "title", "citation_title": "title",
    "article:published_time": "published", "datepublished": "published",
    "pubdate": "published", "publishdate": "published", "publish_date": "published",
    "publication_date": "published", "date": "published", "dc.date": "published",
    "dc.date.issued": "published", "dcterms.issued": "published", "dcterms.date": "published",
    "dcterms.created": "published", "citation_publication_date": "published",
    "citation_date": "published", "og:article:published_time": "published",
    "og:published_time": "published", "sailthru.date": "published", "firstpublishedtime": "published",
    "parsely-pub-date": "published", "weibo: article:create_at": "published",
    "author": "author", "article:author": "author", "dc.creator": "author", "byl": "author",
    "source": "credit", "contentsource": "credit", "copyright": "credit",
    "og:locale": "language", "content-language": "language",
}  # fmt: skip
_PARTS = re.compile(r"\s+[|–—·•»:-]+\s+|[|_]|——|－|(?<=[\u3000-\u9fff])-(?=[\u3000-\u9fff])")
_OUTLET = re.compile(r"(网|網|报|報|社|台|频道|頻道|新闻|新聞|之声|之聲|中文)$")
NAME_CHARACTERS_MAX = 40
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?=[/_.-]|$)")
_ARTICLE_KEYS = frozenset({"datePublished", "headline", "dateCreated", "uploadDate"})
_JSON_NAMES = (
    ("headline", "title"),
    ("datePublished", "published"),
    ("author", "author"),
    ("publisher", "publisher"),
    ("inLanguage", "language"),
)


def state_page(root: Any, address: str, stated: list[Stated]) -> None:
    """Add all that the page in *root* says of itself."""
    found = [
        *_from_scripts(root),
        *_from_meta(root),
        *_from_times(root),
        *_from_title(root, address),
        *_from_links(root),
        *_from_address(address),
    ]
    stated += found[:STATED_MAX]


def _from_scripts(root: Any) -> Iterator[Stated]:
    for number, script in enumerate(root.iterfind(".//script[@type='application/ld+json']")):
        if number >= SCRIPTS_MAX:
            return
        text = (script.text or "")[:SCRIPT_CHARACTERS_MAX]
        yield from _from_json_ld(text)


def _from_json_ld(text: str) -> Iterator[Stated]:
    try:
        things = [json.loads(text.strip().removesuffix(";"), strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(THINGS_MAX):
        if not things:
            return
        thing = things.pop(0)
        if isinstance(thing, list):
            things += thing[:100]
        elif isinstance(thing, dict):
            things += [
                thing[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in thing
            ]
            if _ARTICLE_KEYS & thing.keys():
                yield from _from_thing(thing)


def _from_thing(thing: dict[str, Any]) -> Iterator[Stated]:
    for key, name in _JSON_NAMES:
        said = _name_in(thing.get(key))
        if said:
            yield Stated(name=name, text=said, found=f"json-ld:{key}")


def _name_in(said: object) -> str:
    for _ in range(3):
        if isinstance(said, list) and said:
            said = said[0]
        elif isinstance(said, dict):
            said = said.get("name")
    return _words(said) if isinstance(said, str) else ""


def _from_meta(root: Any) -> Iterator[Stated]:
    for meta in root.iterfind(".//meta[@content]"):
        key = (
            meta.get("property") or meta.get("name") or meta.get("itemprop")
            or meta.get("http-equiv") or ""
        ).strip().lower()  # fmt: skip
        if key in _META and (text := _words(meta.get("content"))):
            yield Stated(name=_META[key], text=text, found=f"meta:{key}")


def _from_times(root: Any) -> Iterator[Stated]:
    """The moment a page's markup calls its publication, and the first one it mentions at all."""
    first = True
    for moment in root.iterfind(".//*[@datetime]"):
        if moment.tag != "time":
            continue
        text = _words(moment.get("datetime"))[:100]
        named = f"{moment.get('itemprop', '')} {moment.get('class', '')}".lower()
        if "datepublished" in named or "pubdate" in moment.attrib or "publish" in named:
            yield Stated(name="published", text=text, found="time:published")
            return
        if first and text:
            yield Stated(name="published", text=text, found="time")
            first = False


def _from_title(root: Any, address: str) -> Iterator[Stated]:
    element = root.find(".//title")
    title = _words("".join(element.itertext())) if element is not None else ""
    if title:
        yield Stated(name="title", text=title, found="title")
        outlet = _outlet_in(title, _host(address))
        if outlet:
            yield Stated(name="publisher", text=outlet, found="title-end")


def _outlet_in(title: str, host: str) -> str | None:
    """The part of a title that names the outlet: its host agrees, or it ends as outlets' names do.

    >>> _outlet_in("IANA — About us", "www.iana.org")
    'IANA'
    >>> _outlet_in("全民体检_新疆日报", "news.example")
    '新疆日报'
    """
    parts = [part.strip() for part in _PARTS.split(title) if part.strip()]
    names = [part for part in (*parts[:0:-1], parts[0]) if len(part) <= NAME_CHARACTERS_MAX]
    if len(parts) < 2 or not names:
        return None
    if not host:
        return names[0] if names[0] == parts[-1] else None
    labels = host.removeprefix("www.").split(".")[:-1]
    for agrees in (_equals, _abbreviates):
        for name in names:
            if _OUTLET.search(name) or any(agrees(label, name) for label in labels):
                return name
    return None


def _equals(label: str, name: str) -> bool:
    return label.replace("-", "") == re.sub(r"[\W_]+", "", name).casefold()


def _abbreviates(label: str, name: str) -> bool:
    tight = re.sub(r"[\W_]+", "", name).casefold()
    initials = "".join(word[0] for word in name.split()).casefold()
    plain = label.replace("-", "")
    return len(plain) > 2 and (
        plain in tight or (len(tight) > 2 and tight in plain)
        or (len(initials) > 2 and plain.startswith(initials))
    )  # fmt: skip


def _from_links(root: Any) -> Iterator[Stated]:
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    if language:
        yield Stated(name="language", text=_words(language)[:35], found="html lang")
    canonical = root.find(".//link[@rel='canonical'][@href]")
    if canonical is not None and (text := _words(canonical.get("href"))):
        yield Stated(name="canonical", text=text, found="link rel=canonical")


def _from_address(address: str) -> Iterator[Stated]:
    date = _URL_DATE.search(address)
    if date and (found := read_date("-".join(date.groups()))):
        yield Stated(name="published", text=found, found="url")
    host = _host(address)
    if host:
        yield Stated(name="publisher", text=host.removeprefix("www.")[:200], found="host")


def _host(address: str) -> str:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return host if parts.scheme in {"http", "https"} else ""


def _words(text: str | None) -> str:
    return " ".join((text or "").split())[:WORDS_MAX]
