"""Pages with the lineage of their statements, read and claimed as in a case."""

from __future__ import annotations

from dataclasses import dataclass

from clued import attributions
from firsthand.claim.suggest import suggest
from firsthand.model.claim import Claim, Element, Suggestion
from firsthand.model.document import Document
from firsthand.model.lineage import Beginning, Correction, Derivation, Lineage
from firsthand.read.agents import resolve_agent
from firsthand.read.passages import split_passages
from firsthand.trace.descent import trace_documents
from firsthand.trace.followed import Remember
from firsthand.trace.settings import TraceSettings
from firsthand.trace.statements import follow_statements

# A report long enough to be found again, and filler between two facts.
FILLER = (
    "The hall had been painted green over the summer and smelled of lime. ",
    "Buses from the station ran every second hour, as they had for years. ",
    "A list of street names hung beside the door, the paper yellow with age. ",
)
FACT = "Police took blood samples from 36,200 residents of Kashgar aged 12 to 65 in 2017. "
REPORT = FILLER[0] + FACT + FILLER[1] + FILLER[2]


@dataclass(frozen=True)
class Followed:
    """Documents, what they claim, and the lineage of each claim."""

    documents: tuple[Document, ...]
    suggestions: dict[str, tuple[Suggestion, ...]]
    lineage: Lineage

    def scale(self, document: Document, figure: int) -> Suggestion:
        """The count of people that a page gives."""
        return next(
            each
            for each in self.suggestions[document.id]
            if each.element is Element.SCALE and figure in {each.value.low, each.value.high}  # type: ignore[union-attr]
        )

    def carried(self, document: Document, figure: int) -> tuple[Derivation, ...]:
        """The edges that carry it from its page."""
        key = self.scale(document, figure).id
        return tuple(e for e in self.lineage.carried if key in e.claims and e.later == document.id)

    def begins(self, document: Document, figure: int) -> tuple[Beginning, ...]:
        """Whether it begins at its page."""
        key = self.scale(document, figure).id
        return tuple(b for b in self.lineage.begins if b.claim == key)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Everything that is claimed."""
        return tuple(Claim(suggestion=s) for every in self.suggestions.values() for s in every)


def suggested(document: Document) -> tuple[Suggestion, ...]:
    """What a page is suggested to say."""
    named = attributions([document])[document.id]
    return suggest(document, passages=split_passages(document), attributions=named).values


def follow(
    *documents: Document,
    settled: frozenset[str] = frozenset(),
    cut: tuple[Correction, ...] = (),
    remember: Remember | None = None,
) -> Followed:
    """The lineage of every statement of *documents*."""
    named = attributions(documents)
    made = {d.id: suggested(d) for d in documents}
    lineage = trace_documents(
        documents, attributions=named, resolve=resolve_agent, settings=TraceSettings()
    )
    lineage = follow_statements(
        lineage,
        documents=documents,
        suggestions=made,
        attributions=named,
        resolve=resolve_agent,
        settled=settled,
        cut=cut,
        remember=remember,
    )
    return Followed(documents=documents, suggestions=made, lineage=lineage)
