"""Find the pages in a HAR: what a browser's own tools wrote down of its traffic (HTTP Archive 1.2).

In: bytes.  Out: pages as `read.archive` finds them. Bodies in a HAR are decoded: they are what the browser made
of an answer, not what was sent, and each page says so. Cookies and requests are not taken over.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from typing import Any

from firsthand.model.document import Stated
from firsthand.model.problem import Problem, Severity
from firsthand.read.archive import GOOD, PAGE_BYTES_MAX, Found, refused
from firsthand.read.kinds import is_picture, tell_kind

_OTHER = re.compile(r"[^A-Za-z0-9+/]")
ENTRIES_MAX = 100_000
_CHARSET = (
    "utf-8"  # JSON holds a body as text: what charset the server said no longer means anything
)


def read_har(data: bytes, *, address: str) -> Iterator[Found]:
    """The pages in *data*, each under the address that was asked."""
    try:
        log = json.loads(data)["log"]
        entries = log["entries"]
        titles = _titles(log)
    except (ValueError, KeyError, TypeError, RecursionError):
        yield refused("log", address, "damaged", "expected a HAR: an object `log` with `entries`")
        return
    if not isinstance(entries, list):
        yield refused("log", address, "damaged", "expected `entries` to be a list")
        return
    passed = {"without a page": 0}
    found = 0
    for number, entry in enumerate(entries):
        where = f"entry={number}"
        if number >= ENTRIES_MAX:
            why = f"a HAR has at most {ENTRIES_MAX} entries"
            yield refused(where, address, "too-many", why)
            break
        item = _page(entry, where, titles)
        if item is None:
            passed["without a page"] += 1
            continue
        found += not item.is_picture
        yield item
    if not found:
        why = f"no page is in it, only {passed['without a page']} entries without one"
        yield refused("entries", address, "no-pages", why)


def _titles(log: dict[str, Any]) -> dict[str, str]:
    """The titles of pages, by the id that their entries name."""
    pages = log.get("pages")
    return {
        str(page.get("id")): str(page.get("title") or "")[:1000]
        for page in (pages if isinstance(pages, list) else [])
        if isinstance(page, dict)
    }


def _page(entry: object, where: str, titles: dict[str, str]) -> Found | None:
    """The page that an entry's answer is, or a picture; none for everything else."""
    asked = _answered(entry)
    if asked is None:
        return None
    address, content = asked
    body, wrong = _body(content)
    if is_picture(body):
        return Found(locator=where, address=address, data=body, is_picture=True)
    told = str(content.get("mimeType") or "").partition(";")[0].strip().lower()
    kind, why = tell_kind(body, told)
    if kind is None or not body:
        return refused(where, address, "unknown-kind", why) if body and why else None
    assert isinstance(entry, dict)
    moment = str(entry.get("startedDateTime") or "")[:40]
    said = (
        ("captured", moment, "har:startedDateTime"),
        ("title", titles.get(str(entry.get("pageref")), ""), "har:title"),
    )
    note = "it is as the browser decoded it, not as it was sent"
    return Found(
        locator=where, address=address, kind=kind, data=body,
        charset=None if content.get("encoding") == "base64" else _CHARSET, captured=moment or None,
        stated=tuple(Stated(name=n, text=text, found=found) for n, text, found in said if text),
        problems=(Problem(severity=Severity.NOTE, code="decoded", message=note, where=where), *(
            Problem(severity=Severity.WARNING, code="body-damaged", message=words, where=where)
            for words in wrong
        )),
    )  # fmt: skip


def _answered(entry: object) -> tuple[str, dict[str, Any]] | None:
    """The address that was asked and the content of the answer, where it was a good one."""
    request = entry.get("request") if isinstance(entry, dict) else None
    response = entry.get("response") if isinstance(entry, dict) else None
    if not isinstance(request, dict) or not isinstance(response, dict):
        return None
    content = response.get("content")
    status = response.get("status")
    if not isinstance(status, int) or status not in GOOD or not isinstance(content, dict):
        return None
    return str(request.get("url") or "")[:4000], content


def _body(content: dict[str, Any]) -> tuple[bytes, list[str]]:
    text = content.get("text")
    if not isinstance(text, str):
        return b"", []
    if content.get("encoding") != "base64":
        data = text.encode("utf-8", "replace")
    else:
        try:
            data = base64.b64decode(text, validate=True)
        except ValueError:
            return _salvaged(text), ["expected its body in base64, found other letters too"]
    wrong = [f"a page has at most {PAGE_BYTES_MAX} bytes"] if len(data) > PAGE_BYTES_MAX else []
    size = content.get("size")
    if isinstance(size, int) and size >= 0 and size != len(data) and not wrong:
        wrong = [f"expected {size} bytes as it says, found {len(data)}"]
    return data[:PAGE_BYTES_MAX], wrong


def _salvaged(text: str) -> bytes:
    """What can be had of damaged base64: as far as its letters make whole bytes."""
    letters = _OTHER.sub("", text)
    return base64.b64decode(letters[: len(letters) // 4 * 4])[:PAGE_BYTES_MAX]
