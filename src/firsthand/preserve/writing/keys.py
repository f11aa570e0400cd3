"""Make the key by which an index sorts an address, so that addresses of one host and folder stand together (SURT).

In: an address.  Out: `example,paper)/news/1?a=1` of `https://www.paper.example/news/1/?a=1#top`. After the rules of
the Wayback Machine (webarchive-commons, Apache-2.0), which every reader of such indexes follows: letters are made
small, `www.`, users, usual ports, fragments and numbers of sessions are left out, questions are put in order.
"""

from __future__ import annotations

import re
from contextlib import suppress
from urllib.parse import unquote_to_bytes

UNESCAPED_MAX = 16  # times that escapes of escapes are undone: who goes beyond wants to cost time
# Most addresses of pages: nothing in them is escaped, left out or put in order.
_USUAL = re.compile(
    r"https?://(?![wW]{3})([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)((?:/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*/?)",
    re.ASCII,
)
_PARTS = re.compile(
    rb"(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#.*)?", re.DOTALL
)
_SCHEMES_TWICE = re.compile(rb"\A(?:https?://)+(?=https?://)")
_ESCAPED_PERCENT = re.compile(rb"%(?:25)+(?=[0-9A-Fa-f]{2})")
_TO_ESCAPE = re.compile(rb"[\x00-\x20%#\x7f-\xff]")
_WWW = re.compile(rb"www\d*\.")
_PORT = re.compile(rb":(\d*)\Z")
_PORTS = {b"http": b"80", b"https": b"443"}
_SESSIONS_IN_PATHS = (
    re.compile(rb"(.*/)(?:\((?:[a-z]\([0-9a-z]{24}\))+\)/)([^?]+\.aspx.*)", re.IGNORECASE),
    re.compile(rb"(.*/)(?:\([0-9a-z]{24}\)/)([^?]+\.aspx.*)", re.IGNORECASE),
)
_SESSIONS = tuple(
    re.compile(rb"(.*)(?:%b)(?:&(.*))?" % pattern, re.IGNORECASE)
    for pattern in (
        rb"jsessionid=[0-9a-z]{32}", rb"phpsessid=[0-9a-z]{32}", rb"sid=[0-9a-z]{32}",
        rb"aspsessionid[a-z]{8}=[a-z]{24}", rb"cfid=[^&]+&cftoken=[^&]+",
    )
)  # fmt: skip


def key_of(address: str) -> str:
    """The key of *address*; one without a host is its scheme and what follows.

    >>> key_of("https://www.paper.example/News/?b=2&a=1#top")
    'example,paper)/news?a=1&b=2'
    >>> key_of("urn:view:https://Paper.example/")
    'urn:view:https://paper.example'
    """
    usual = _USUAL.fullmatch(address)
    if usual is None:
        return _key_by_parts(address)
    host, path = usual.groups()
    return f"{','.join(reversed(host.split('.')))}){path.rstrip('/') or '/'}".lower()


def _key_by_parts(address: str) -> str:
    raw = re.sub(rb"[\r\n\t]", b"", address.encode("utf-8", "replace").strip())
    raw = _SCHEMES_TWICE.sub(b"", raw)
    found = _PARTS.fullmatch(raw)
    assert found is not None  # every part may be empty
    scheme, authority, path, query = found.groups(default=b"")
    host = _host(scheme.lower(), authority)
    made = host + b")" if host else (scheme.lower() or b"http") + b":"
    made += _path(path, has_host=bool(host))
    if asked := _query(query):
        made += b"?" + asked
    return made.decode("utf-8", "replace")


def _host(scheme: bytes, authority: bytes) -> bytes:
    """The parts of the host from the last to the first, with the port where it is not the usual one."""
    told = authority.rpartition(b"@")[2]
    port = _PORT.search(told)
    host = _unescaped(told[: port.start()] if port else told)
    with suppress(UnicodeError):  # of what is no name its bytes stand
        host = host if host.isascii() else host.decode("utf-8").encode("idna")
    host = _escaped(re.sub(rb"\.{2,}", b".", host).strip(b".").lower())
    host = _WWW.sub(b"", host, count=1) if _WWW.match(host) else host
    turned = b",".join(reversed(host.strip(b"[]").split(b".")))
    number = port[1] if port else b""
    return turned + (b":" + number if number not in {b"", _PORTS.get(scheme)} else b"")


def _path(path: bytes, *, has_host: bool) -> bytes:
    plain = _unescaped(path)
    if has_host:
        kept: list[bytes] = []
        for part in plain.split(b"/")[1:]:
            if part == b"..":
                del kept[-1:]
            elif part != b".":
                kept.append(part)
        last = kept.pop() if kept else b""
        plain = b"/" + b"".join(part + b"/" for part in kept if part) + last
    made = _escaped(plain).lower()
    for pattern in _SESSIONS_IN_PATHS:
        if found := pattern.fullmatch(made):
            made = found[1] + found[2]
    return made[:-1] if len(made) > 1 and made.endswith(b"/") else made


def _query(query: bytes) -> bytes:
    made = _escaped(_unescaped(query))
    for pattern in _SESSIONS:
        if found := pattern.fullmatch(made):
            made = found[1] + (found[2] or b"")
    if len(made) < 2:
        return made.lower()
    pairs = sorted(tuple(part.split(b"=", 1)) for part in made.lower().split(b"&"))
    return b"&".join(b"=".join(pair) for pair in pairs)


def _unescaped(raw: bytes) -> bytes:
    """*raw* with escapes undone until none is left."""
    for _ in range(UNESCAPED_MAX):
        made = unquote_to_bytes(_ESCAPED_PERCENT.sub(b"%", raw))
        if made == raw:
            break
        raw = made
    return raw


def _escaped(raw: bytes) -> bytes:
    return _TO_ESCAPE.sub(lambda found: b"%%%02X" % found[0][0], raw)
