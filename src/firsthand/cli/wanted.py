"""Show what to go and get: the sources that are named and not in the case.

In: sources as tracing lists them.  Out: the JSON of `trace --missing --json`, and lines for people.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from firsthand.model.document import Document
from firsthand.trace.wanted import Wanted

_ADDRESSES_SHOWN = 2  # on a terminal; --json has all
_QUOTE_SHOWN = 90  # letters of a quote on a terminal


def missing_json(rows: Sequence[Wanted], *, documents: Sequence[Document]) -> dict[str, Any]:
    """What `trace --missing --json` prints: what to go and get, most needed first."""
    kept = {each.id: each for each in documents}
    return {
        "missing": [
            {
                "id": row.origin.id,
                "name": row.origin.name,
                "rest_on_it": row.pages,
                "statements": row.statements,
                "first": row.origin.first,
                "names": list(row.names),
                "addresses": list(row.addresses),
                "before": row.before,
                "languages": list(row.languages),
                "named_by": [
                    {
                        "document": quote.document,
                        "address": kept[quote.document].address,
                        "publisher": kept[quote.document].publisher,
                        "quote": {
                            "exact": quote.exact,
                            "start": quote.position.start,
                            "end": quote.position.end,
                        },
                    }
                    for quote in row.named_by
                ],
                "note": row.origin.note,
            }
            for row in rows
        ]
    }


def wanted_lines(rows: Sequence[Wanted]) -> Iterator[str]:
    """The same for people: pages, statements, name; below it what is known."""
    if rows:
        yield "pages  statements  source"
    for row in rows:
        yield f"{row.pages:5}  {row.statements:10}  {row.origin.name}"
        known = [
            f"before {row.before}" if row.before else "",
            " ".join(row.languages),
            "also " + "; ".join(n for n in row.names if n != row.origin.name)
            if len(row.names) > 1
            else "",
            *row.addresses[:_ADDRESSES_SHOWN],
        ]
        if any(known):
            yield " " * 19 + " | ".join(part for part in known if part)
        for quote in row.named_by[:1]:
            yield " " * 19 + f"“{_short(quote.exact)}”"


def _short(words: str) -> str:
    """The first words, on one line."""
    plain = " ".join(words.split())
    return plain if len(plain) <= _QUOTE_SHOWN else plain[: _QUOTE_SHOWN - 1].rstrip() + "…"
