"""The programme as claimed: who takes what, from whom, on which occasion, and where it goes.

In: statements on who, what, whom, where.  Out: one drawing and one table; no line joins what no page joins.
"""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model.claim import Coded, Element, Stance
from firsthand.model.finding import Statement
from firsthand.model.value import value
from firsthand.publish.drawing.programme import Box, Column, draw_programme
from firsthand.publish.lookup import Lookup
from firsthand.publish.press import Page, Press
from firsthand.publish.wording import code_in_words, counted, in_words

ROWS_MAX = 400
OWN_COLUMNS_MAX = 3  # as many of a case's own as a screen shows beside the six; the table has all
_COLUMNS = (
    ("Who takes it", (Element.COLLECTOR,)),
    ("What is taken", (Element.MODALITY,)),
    ("From whom", (Element.AGE_RANGE, Element.TARGET_GROUP, Element.AGE_EXCEPTION)),
    ("On which occasion", (Element.CHANNEL,)),
    ("Stored and linked", (Element.STORAGE, Element.LINKAGE)),
    ("Who is given it", (Element.RECIPIENT,)),
)


@value
class Row:
    """One value as claimed, for the table."""

    question: str
    id: str
    words: str
    standing: str
    origins: int
    pages: int


def pages(lookup: Lookup, press: Press) -> Iterator[Page]:
    """Drawing and table. What is denied or said not to be known stands in the table alone."""
    columns, rows = [], []
    claimed = {statement.element for statement in lookup.statements.values()}
    own = sorted((each for each in claimed if each.is_own), key=lambda each: each.value)
    asked = (*_COLUMNS, *((lookup.element(each), (each,)) for each in own))
    for title, elements in asked:
        found = sorted(
            (s for s in lookup.statements.values() if s.element in elements),
            key=lambda s: (-s.independent_origins, -len(s.documents), s.element, s.id),
        )
        columns.append(
            Column(
                title=title,
                boxes=tuple(
                    _box(s, lookup) for s in found if s.stance in {Stance.ASSERTED, Stance.HEDGED}
                ),
            )
        )
        rows += [_row(title, statement, lookup) for statement in found]
    yield press.page(
        "programme.html",
        "programme.html",
        title="The programme as claimed",
        section="programme.html",
        drawing=draw_programme(columns[: len(_COLUMNS) + OWN_COLUMNS_MAX]),
        rows=rows[:ROWS_MAX],
        left_out=max(0, len(rows) - ROWS_MAX),
    )


def _box(statement: Statement, lookup: Lookup) -> Box:
    hedged = "hedged · " if statement.stance is Stance.HEDGED else ""
    contested = " · contested" if statement.contradicts else ""
    return Box(
        label=_label(statement, lookup),
        below=f"{hedged}{counted(statement.independent_origins, 'origin')}, "
        f"{counted(len(statement.documents), 'page')}{contested}",
        standing=statement.standing.value,
        target=f"statements/{statement.id}.html",
    )


def _label(statement: Statement, lookup: Lookup) -> str:
    """The code where it says enough; of groups, the words: "ethnic" names nobody."""
    told = statement.value
    if isinstance(told, Coded):
        says_enough = told.code != "other" and statement.element is not Element.TARGET_GROUP
        return code_in_words(told.code) if says_enough or not told.text else told.text
    return in_words(told, places=lookup.places)


def _row(title: str, statement: Statement, lookup: Lookup) -> Row:
    words = lookup.title(statement)
    return Row(
        question=title,
        id=statement.id,
        words=words.partition(": ")[2] or words,
        standing=statement.standing.value,
        origins=statement.independent_origins,
        pages=len(statement.documents),
    )
