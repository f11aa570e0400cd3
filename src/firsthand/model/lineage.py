"""Which text came from which: derivations, their evidence, origins, drift."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum

from firsthand.model.custody import Agent
from firsthand.model.document import Quotation
from firsthand.model.identity import Named, identify
from firsthand.model.moment import Moment
from firsthand.model.picture import SamePicture
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
    PICTURE = "picture"  # both show the same picture: said beside other evidence, never alone
    JUDGEMENT = "judgement"  # an analyst says so; the reason is in `note`


@value
class DerivationEvidence:
    """One reason to believe in a derivation, with the words on both sides where there are any."""

    type: EvidenceType
    later: Quotation | None = None
    earlier: Quotation | None = None
    note: str = ""


@value
class Derivation(Named):
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
        try:
            return self._id
        except AttributeError:
            return self._named("v", self.later, self.earlier, self.kind, *self.claims)


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


def resting_on(
    origin: Origin, edges: Iterable[Derivation], pages: Collection[str]
) -> frozenset[str]:
    """Those *pages* that rest on *origin*, itself left out: by its own list, or by an edge to it.

    *edges* may be all of a lineage, or those that lead to the origin. A source that is only named and
    rests on it ("Reuters, citing Human Rights Watch") is no page; the pages that name it are.
    """
    direct = {edge.later for edge in edges if edge.earlier == origin.id}
    return frozenset(key for key in {*origin.documents, *direct} - {origin.id} if key in pages)


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
class Beginning:
    """A claim begins at its page: none of what the page comes from has it, and why that is thought."""

    claim: str
    document: str
    evidence: tuple[DerivationEvidence, ...]


class Ruling(StrEnum):
    """What an analyst rules on an edge."""

    FIXED = "fixed"  # it holds
    CUT = "cut"  # it does not
    UNDONE = "undone"  # what was ruled on it before no longer counts


@value
class Correction:
    """An analyst's ruling on an edge: which one, why, who and when. The latest on an edge counts.

    An edge is named by its ends, and by its claims where it is limited to some: those last through
    a newer tracer. `kind` is needed to fix one, and is not looked at otherwise. `name` is what the
    earlier end is called, where it is a source that only the analyst names.
    """

    ruling: Ruling
    later: str
    earlier: str
    reason: str
    by: Agent
    at: Moment
    kind: DerivationKind = DerivationKind.REPORT
    claims: tuple[str, ...] = ()
    name: str = ""

    @property
    def edge(self) -> tuple[str, str, tuple[str, ...]]:
        """Which edge it is about."""
        return (self.later, self.earlier, self.claims)


@value
class CutEdge:
    """An edge that was drawn, and the ruling that took it out."""

    derivation: Derivation
    correction: Correction


@value
class Lineage:
    """All that is known of who had what from whom. Acyclic; sorted; the same for any input order.

    `unclear` are pairs of documents that share words without anything saying who was first: one of
    the two has them from the other or both from a third, so together they are one source.
    `carried` are edges of `derivations` once more, each limited to claims that the machine finds it
    to carry; `begins` are the claims that no edge of their page carries. A claim in neither may have
    come over any edge of its page. `cut` are edges that an analyst took out.
    `pictures` are groups of documents that show the same picture; that says nothing of their words.
    """

    derivations: tuple[Derivation, ...] = ()
    origins: tuple[Origin, ...] = ()
    problems: tuple[Problem, ...] = ()
    unclear: tuple[tuple[str, str], ...] = ()
    carried: tuple[Derivation, ...] = ()
    begins: tuple[Beginning, ...] = ()
    cut: tuple[CutEdge, ...] = ()
    pictures: tuple[SamePicture, ...] = ()
