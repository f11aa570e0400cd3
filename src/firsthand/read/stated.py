"""Choose among what is stated about a document; keep all of it.

In: what the bytes state, weakly or firmly, what a manifest says, when an archive met the page.
Out: title, publisher, date. The order of trust is `TRUST`: a firm statement in the bytes stands
before the manifest, the manifest before a weak find in the text, and an archive's own date bounds a
publication from above and is never taken for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from firsthand.model.custody import Described
from firsthand.model.document import Stated
from firsthand.model.moment import UncertainDate, is_edtf
from firsthand.model.problem import Problem, Severity
from firsthand.read.dates import read_date

TRUST = (
    "json-ld:", "meta:", "time:published", "pdf:", "title", "html", "time", "manifest", "auto-archiver:",
    "visible:byline", "visible", "url", "pdf-", "title-end", "meta:application-name", "mhtml:", "wacz:", "http:", "host",
)  # fmt: skip
APART_DAYS = 2  # time zones and midnight make one day of difference between equal dates
FIRM = ("json-ld:", "meta:", "time:published", "pdf:")


def from_manifest(described: Described | None) -> list[Stated]:
    """What the manifest says, as statements like any other."""
    if described is None:
        return []
    return [
        Stated(name=name, text=text, found="manifest")
        for name in ("publisher", "published", "language")
        if (text := getattr(described, name))
    ]


def trust(found: str) -> int:
    """How far down the order of trust a place stands; 0 is trusted most.

    >>> trust("meta:article:published_time") < trust("manifest") < trust("visible") < trust("url")
    True
    """
    exact = [n for n, place in enumerate(TRUST) if found == place]
    starts = [
        n for n, place in enumerate(TRUST) if place.endswith((":", "-")) and found.startswith(place)
    ]
    loose = [n for n, place in enumerate(TRUST) if found.startswith(place)]
    return (exact or starts or loose or [len(TRUST)])[0]


def choose(stated: Sequence[Stated], name: str) -> Stated | None:
    """The statement of *name* to go by: the most trusted, of equals the first."""
    found = [item for item in stated if item.name == name and item.text.strip()]
    return min(found, key=lambda item: trust(item.found)) if found else None


def choose_date(
    stated: Sequence[Stated], *, captured: str | None
) -> tuple[UncertainDate | None, list[Problem]]:
    """The publication date to go by, in EDTF, with where it was found; and what speaks against it.

    A date after the day on which an archive met the page is impossible and is not believed. Where
    no date is found, the server's Last-Modified or the archive's own bounds it: `../2018-01-08`.
    """
    bound = captured[:10] if captured and is_edtf(captured[:10]) else None
    dated, problems = [], []
    bounds = [(bound, "captured")] if bound else []
    for item in _dates(stated):
        if item.found.startswith("http:"):
            bounds.append((item.text, item.found))
            continue
        if bound and _start(item.text) > _later(bound):
            message = f"{item.found} says {item.text}, but the page was archived on {bound}"
            problems.append(_note("date-impossible", message))
        else:
            dated.append(item)
    best = choose(dated, "published")
    if best is None:
        if not bounds:
            return None, problems
        latest, found = min(bounds)
        return UncertainDate(edtf=f"../{latest}", found=found), problems
    others = [o for o in dated if o.found.startswith(FIRM) and _apart(o.text, best.text)]
    if others and best.found.startswith(FIRM):
        said = "; ".join(sorted({f"{o.found} says {o.text}" for o in others}))
        problems.append(_note("dates-differ", f"{best.found} says {best.text}; {said[:300]}"))
    return UncertainDate(edtf=best.text, found=best.found), problems


def _dates(stated: Sequence[Stated]) -> Iterator[Stated]:
    for item in stated:
        if item.name == "published":
            text = item.text.strip()
            edtf = text if is_edtf(text) else read_date(text)
            if edtf:
                yield Stated(name="published", text=edtf, found=item.found)


def _start(edtf: str) -> str:
    """The first day that a date may mean, in letters that sort; an open start is before all."""
    start = edtf.split("/", maxsplit=1)[0].rstrip("?~%")
    return "" if start in {"", ".."} else start


def _later(day: str) -> str:
    """The day after, of which the calendar's last has none."""
    one = dt.date.fromisoformat(day)
    return (one + dt.timedelta(days=one < dt.date.max)).isoformat()


def _apart(one: str, other: str) -> bool:
    """Whether two dates mean days that are further apart than a time zone."""
    coarse = min(len(one), len(other))
    if coarse != len("2017-12-13") or "/" in one + other:
        return one[:coarse] != other[:coarse]
    first, second = dt.date.fromisoformat(one[:10]), dt.date.fromisoformat(other[:10])
    return abs((first - second).days) >= APART_DAYS


def _note(code: str, message: str) -> Problem:
    return Problem(severity=Severity.NOTE, code=code, message=message, where="published")
