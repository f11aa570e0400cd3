"""Which text came from which: derivations, their evidence, origins, drift."""

from __future__ import annotations

from enum import StrEnum

from firsthand.model.document import Quotation
from firsthand.model.identity import identify
from firsthand.model.problem import Problem
from firsthand.model.value import value


class DerivationKind(StrEnum):
    """How a later text came from an earlier one."""

    COPY = "copy"
    EXCERPT = "excerpt"
    REWRITE = "rewrite"
    TRANSLATION = "translation"
    QUOTATION = "quotation"
    REPORT = "report"


class EvidenceType(StrEnum):
    """What a derivation rests on."""

    REUSE = "reuse"
    ATTRIBUTION = "attribution"
    CREDIT = "credit"
    LINK = "link"
    FIGURE = "figure"
    JUDGEMENT = "judgement"  # an analyst says so; the reason is in `note`


@value
class DerivationEvidence:
    """One reason to believe in a derivation, with the words on both sides where there are any."""

    type: EvidenceType
    later: Quotation | None = None
    earlier: Quotation | None = None
    note: str = ""


@value
class Derivation:
    """One text came from another. `later` is a document, or an origin that itself had a source.

    `earlier` is a document, or an origin that is not in the case. `score` (0..1) says how sure the
    edge is. `claims` limits the edge to those claims (one page may rest on two sources for two
    statements); empty means the document as a whole.
    """

    later: str
    earlier: str
    kind: DerivationKind
    score: float
    evidence: tuple[DerivationEvidence, ...]
    claims: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.later == self.earlier:
            raise ValueError(f"nothing comes from itself: {self.later}")
        if not 0 <= self.score <= 1:
            raise ValueError(f"a score lies in 0..1: {self.score}")

    @property
    def id(self) -> str:
        """Named by its two ends, its kind and the claims it is limited to."""
        return identify("v", self.later, self.earlier, self.kind, *self.claims)


@value
class Origin:
    """A first (or, if it has sources of its own, an intermediate) source.

    If it is in the case, its id is its document's and `seen` is true. If it is only named, its id
    begins with `o-`. `documents` are those that rest on it, itself included where it is seen.
    `aliases` are the other names under which it was met. `note` says what is known of it.
    """

    id: str
    name: str
    seen: bool
    documents: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    note: str = ""
    first: bool = True  # false where something earlier is known


class DriftKind(StrEnum):
    """What changed between an earlier text and a later one."""

    FIGURE = "figure"
    UNIT = "unit"
    GROUP = "group"
    PLACE = "place"
    DATE = "date"
    AGE = "age"
    MODALITY = "modality"
    HEDGE = "hedge"
    NEGATION = "negation"
    ATTRIBUTION = "attribution"


@value
class Drift:
    """What changed along a derivation: before → after, with both quotes where both are in the case."""

    derivation: str
    element: str
    before: str
    after: str
    kind: DriftKind
    earlier: Quotation | None = None
    later: Quotation | None = None

    @property
    def id(self) -> str:
        """Named by the edge and the change."""
        return identify("drift", self.derivation, self.element, self.kind, self.before, self.after)


@value
class Lineage:
    """All that is known of who had what from whom. Acyclic; sorted; the same for any input order.

    `unclear` are pairs of documents that share words without anything saying who was first: one of
    the two has them from the other or both from a third, so together they are one source.
    """

    derivations: tuple[Derivation, ...] = ()
    origins: tuple[Origin, ...] = ()
    problems: tuple[Problem, ...] = ()
    unclear: tuple[tuple[str, str], ...] = ()
