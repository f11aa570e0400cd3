"""How all this was made, where it fails, and how a stranger checks it.

In: versions, problems, whether the record is carried.  Out: two pages; the commands are checked in tests/publish/test_kit.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.publish.lookup import Lookup
from firsthand.publish.press import Page, Press

PROBLEMS_SHOWN = 300


def pages(lookup: Lookup, press: Press, *, kit: bool) -> Iterator[Page]:
    """Method and checks; *kit* says whether the dossier carries the record to check."""
    problems = (
        *lookup.dossier.problems,
        *(problem for page in lookup.documents.values() for problem in page.problems),
    )
    yield press.page(
        "method.html",
        "method.html",
        title="Method",
        section="method.html",
        problems=problems[:PROBLEMS_SHOWN],
        problems_count=len(problems),
    )
    yield press.page(
        "check.html", "check.html", title="Check it yourself", section="check.html", kit=kit
    )
