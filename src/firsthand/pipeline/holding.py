"""Leave out of a case what no consent covers, before anything is weighed or written.

In: what is held back, and values of the case.  Out: the values without it. What is weighed for
others is weighed without it too: a finding that rests on words which may not leave would tell them.
Deciding what is held back is done in `pipeline.consenting`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence

from firsthand.model.claim import Suggestion
from firsthand.model.consent import Use
from firsthand.model.document import Document
from firsthand.model.record import Coded, Described, Entry, Offered
from firsthand.model.value import texts_in, value


@value
class Passage:
    """A stretch of a document, as a binding names it."""

    document: str
    start: int
    end: int


@value
class HeldBack:
    """What stays in the case for one use.

    `objects` are digests, `documents` and `claims` ids; all that names one of them is left out too.
    `behind` are digests whose bytes stay though other words of them may leave. `phrases` are taken
    out of whatever is left; `names` are those among them that the register gave, `named` the digests of
    what such a name was read in. `withdrawn` counts
    what an earlier consent covered and none does now.
    """

    use: Use
    objects: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()
    passages: tuple[Passage, ...] = ()
    behind: frozenset[str] = frozenset()
    speakers: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    named: frozenset[str] = frozenset()
    withdrawn: int = 0
    unlocked: bool = False

    def holds(self, suggestion: Suggestion) -> bool:
        """Whether a claim is of a held document or passage, or said by a held witness."""
        at = suggestion.quotation.position
        return (
            suggestion.id in self.claims
            or suggestion.document in self.documents
            or any(speaker in suggestion.said_by.casefold() for speaker in self.speakers)
            or any(
                each.document == suggestion.document and at.start < each.end and each.start < at.end
                for each in self.passages
            )
        )

    def names_held(self, item: object) -> bool:
        """Whether anything in *item* names what is held back."""
        if isinstance(item, Suggestion) and self.holds(item):
            return True
        return any(
            text in self.documents or text in self.claims or text in self.objects
            for text in texts_in(item)
        )

    def documents_left(self, documents: Iterable[Document]) -> tuple[Document, ...]:
        """The documents that may leave, though perhaps without some words."""
        return tuple(
            each
            for each in documents
            if each.id not in self.documents and each.capture not in self.objects
        )

    def entries_left(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Entries of what people decided, without those that name what is held back."""
        if not (self.objects or self.documents or self.claims or self.passages or self.speakers):
            yield from entries
            return
        for entry in entries:
            body = entry.body
            if isinstance(body, Described):
                yield dataclasses.replace(entry, body=self._described(body))
            elif isinstance(body, Coded | Offered) and body.document not in self.documents:
                left = self.suggestions_left(body.suggestions)
                yield dataclasses.replace(entry, body=dataclasses.replace(body, suggestions=left))
            elif not self.names_held(body):
                yield entry

    def suggestions_left(self, suggestions: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
        """The suggestions that may leave."""
        return tuple(each for each in suggestions if not self.holds(each))

    def _described(self, body: Described) -> Described:
        derivations = tuple(each for each in body.derivations if not self.names_held(each))
        gone = {each.id for each in body.derivations} - {each.id for each in derivations}
        return dataclasses.replace(
            body,
            origins=tuple(each for each in body.origins if not self.names_held(each)),
            derivations=derivations,
            drifts=tuple(
                each
                for each in body.drifts
                if each.derivation not in gone and not self.names_held(each)
            ),
        )
