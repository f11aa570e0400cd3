"""Count two states of one page once: what is said in both is suggested once, and one of them is traced.

In: documents, what machines found in each.  Out: the same, without what a final state only repeats; the documents that are traced; a note for
each pair. What came over the wire is kept where both say the same: the final state adds what scripts wrote.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from firsthand.model.claim import Suggestion
from firsthand.model.document import Document
from firsthand.model.problem import Problem, Severity
from firsthand.model.states import final_states
from firsthand.pipeline.suggesting import Said


def said_once(found: Sequence[Said], documents: Sequence[Document]) -> tuple[Said, ...]:
    """*found* without suggestions from a final state that the page itself has in the same words."""
    states = final_states(documents)
    if not states:
        return tuple(found)
    known = {each.document: {_words(one) for one in each.suggestions} for each in found}
    return tuple(
        dataclasses.replace(
            each,
            suggestions=tuple(
                one
                for one in each.suggestions
                if _words(one) not in known.get(states.get(each.document, ""), ())
            ),
        )
        for each in found
    )


def traced_once(documents: Sequence[Document]) -> tuple[Document, ...]:
    """*documents* without pages of which the final state is there too, and has clearly more words."""
    shown = set(final_states(documents).values())
    return tuple(document for document in documents if document.id not in shown)


def notes(documents: Sequence[Document]) -> Iterator[Problem]:
    """One for each pair."""
    for state, page in sorted(final_states(documents).items()):
        yield Problem(
            severity=Severity.NOTE,
            code="same-page",
            message=f"is the final state of the page {page}: the two are one page and are counted once",
            where=state,
        )


def _words(suggestion: Suggestion) -> tuple[str, str, str]:
    return suggestion.key, repr(suggestion.value), suggestion.quotation.exact
