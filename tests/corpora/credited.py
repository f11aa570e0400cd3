"""Compare where each claim was found to begin with where it began."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from corpora.statements import Press
from firsthand.claim.suggest import suggest
from firsthand.model.claim import Claim, Element, Suggestion
from firsthand.model.lineage import Lineage
from firsthand.read.agents import resolve_agent
from firsthand.read.attributions import find_attributions
from firsthand.read.passages import split_passages
from firsthand.trace.descent import trace_documents
from firsthand.trace.settings import TraceSettings
from firsthand.trace.statements import follow_statements
from firsthand.weigh.ancestry import arrange, supports_of
from firsthand.weigh.meaning import group_by_meaning
from firsthand.weigh.origins import independent_origins


@dataclass(frozen=True, slots=True)
class Drawn:
    """The lineage of a press, by document and by statement, and its claims."""

    press: Press
    whole: Lineage
    lineage: Lineage
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Credited:
    """One claim, where it was found to begin: just there, there among others, here, elsewhere."""

    claim: Claim
    way: str
    outcome: str  # right | open | wrongly independent | elsewhere


def draw(press: Press) -> Drawn:
    """Read, trace and claim as a case does."""
    passages = {d.id: split_passages(d) for d in press.documents}
    named = {d.id: find_attributions(d, passages=passages[d.id]) for d in press.documents}
    made: dict[str, tuple[Suggestion, ...]] = {
        d.id: suggest(d, passages=passages[d.id], attributions=named[d.id]).values
        for d in press.documents
    }
    whole = trace_documents(
        press.documents, attributions=named, resolve=resolve_agent, settings=TraceSettings()
    )
    lineage = follow_statements(
        whole,
        documents=press.documents,
        suggestions=made,
        attributions=named,
        resolve=resolve_agent,
        settled=frozenset(),
        cut=(),
    )
    claims = tuple(Claim(suggestion=each) for key in sorted(made) for each in made[key])
    return Drawn(press=press, whole=whole, lineage=lineage, claims=claims)


def credit(drawn: Drawn, lineage: Lineage) -> Iterator[Credited]:
    """Every count of people, whose figure no other fact has."""
    names = {origin.id: origin.name for origin in lineage.origins if not origin.seen}
    ancestry = arrange(lineage, documents=drawn.press.documents)
    counts = [c for c in drawn.claims if c.suggestion.element is Element.SCALE]
    for meant in group_by_meaning(counts, names={}):
        for key, supports in supports_of(meant.claims, ancestry).items():
            claim = next(each for each in meant.claims if each.id == key)
            began = began_at(claim, drawn.press)
            if began is None:
                continue
            began = ancestry.node(began)
            found = [{names.get(one, one) for one in support} for support in supports]
            home = ancestry.node(claim.suggestion.document)
            outcome = (
                "right" if all(each == {began} for each in found)
                else "wrongly independent" if began != home and {home} in found
                else "open" if all(began in each for each in found)
                else "among others" if any(began in each for each in found)
                else "elsewhere"
            )  # fmt: skip
            yield Credited(
                claim=claim, way=drawn.press.ways[claim.suggestion.document], outcome=outcome
            )


def count(drawn: Drawn, lineage: Lineage) -> Counter[str]:
    """Of every statement: whether its independent origins are as many as in truth, more, fewer."""
    ancestry = arrange(lineage, documents=drawn.press.documents)
    told: Counter[str] = Counter()
    counts = [c for c in drawn.claims if c.suggestion.element is Element.SCALE]
    for meant in group_by_meaning(counts, names={}):
        began = (began_at(claim, drawn.press) for claim in meant.claims)
        truth = {ancestry.node(one) for one in began if one is not None}
        if not truth:
            continue
        supports = supports_of(meant.claims, ancestry)
        found = independent_origins(
            (one for every in supports.values() for one in every), search_steps_max=20_000
        ).count
        told["right" if found == len(truth) else "more" if found > len(truth) else "fewer"] += 1
    return told


def began_at(claim: Claim, press: Press) -> str | None:
    """Where the fact of the claim's sentence began; None for a sentence that says none."""
    quotation = claim.suggestion.quotation
    for (document, start, end), began in press.began.items():
        inside = start <= quotation.position.start + 1 and quotation.position.end <= end + 1
        if document == quotation.document and inside:
            return began
    return None
