"""Put a quotation into its context: the words, what stands around them, and the way to the bytes.

In: a claim and the dossier.  Out: what a template shows of it. The same view serves statements,
contradictions and drifts.
"""

from __future__ import annotations

from firsthand.model.claim import Claim, MakerKind
from firsthand.model.lineage import Drift
from firsthand.model.value import value
from firsthand.publish.lookup import Lookup
from firsthand.publish.wording import STANCE_WORDS

CONTEXT_CHARACTERS = 300
QUOTE_CHARACTERS = 4_000  # a quotation longer than two printed pages is shown from its beginning


@value
class QuoteView:
    """One claim as quoted: page, words around it, who said so, who judged it, which bytes."""

    anchor: str
    document: str
    page: str
    published: str
    language: str | None
    before: str
    exact: str
    after: str
    cut_before: bool
    cut_after: bool
    start: int
    end: int
    said_by: str
    stance: str
    judged: str
    by: str
    reason: str
    capture: str
    bytes: str


@value
class ChangeView:
    """One drift: before and after, with both quotes where both are in the case."""

    kind: str
    before: str
    after: str
    earlier: str | None
    later: str | None
    earlier_quote: str
    later_quote: str
    earlier_language: str | None
    later_language: str | None
    statement: str
    statement_title: str


def quote_of(key: str, lookup: Lookup, *, anchored: bool = True) -> QuoteView | None:
    """The claim *key* in its context; None where its page is not in the dossier."""
    claim = lookup.claims.get(key)
    page = lookup.documents.get(claim.suggestion.document) if claim else None
    if claim is None or page is None:
        return None
    made = claim.suggestion
    start, end = made.quotation.position.start, made.quotation.position.end
    exact = made.quotation.exact[:QUOTE_CHARACTERS]
    judged, by, reason = _judged(claim)
    return QuoteView(
        anchor=key if anchored else "",
        document=made.document,
        page=lookup.name(made.document),
        published=page.published.edtf if page.published else "",
        language=page.language,
        before=page.text[max(0, start - CONTEXT_CHARACTERS) : start],
        exact=exact,
        after=page.text[end : end + CONTEXT_CHARACTERS],
        cut_before=start > CONTEXT_CHARACTERS,
        cut_after=end + CONTEXT_CHARACTERS < len(page.text) or exact != made.quotation.exact,
        start=start,
        end=end,
        said_by=made.said_by,
        stance=STANCE_WORDS[made.stance],
        judged=judged,
        by=by,
        reason=reason,
        capture=page.capture,
        bytes=digest_of(page.capture, lookup) or "",
    )


def digest_of(capture: str, lookup: Lookup) -> str | None:
    """The digest under which a capture's bytes are in the dossier; None where they stay behind."""
    kept = lookup.captures.get(capture)
    return kept[0].digest if kept else None


def change_of(drift: Drift, lookup: Lookup, *, with_statement: bool) -> ChangeView:
    """A drift with both sides."""
    edge = lookup.derivations.get(drift.derivation)
    statement = lookup.statement_of_drift.get(drift.id, "") if with_statement else ""
    earlier = edge.earlier if edge else None
    later = edge.later if edge else None
    return ChangeView(
        kind=drift.kind.value,
        before=drift.before,
        after=drift.after,
        earlier=earlier,
        later=later,
        earlier_quote=drift.earlier.exact[:QUOTE_CHARACTERS] if drift.earlier else "",
        later_quote=drift.later.exact[:QUOTE_CHARACTERS] if drift.later else "",
        earlier_language=_language(earlier, lookup),
        later_language=_language(later, lookup),
        statement=statement,
        statement_title=lookup.title(lookup.statements[statement]) if statement else "",
    )


def _language(key: str | None, lookup: Lookup) -> str | None:
    page = lookup.documents.get(key or "")
    return page.language if page else None


def _judged(claim: Claim) -> tuple[str, str, str]:
    """How a claim stands among people, who says so, and why."""
    if claim.people_needed > 1 and claim.said:
        return _judged_by_several(claim)
    judgement = claim.judgement
    if judgement is not None:
        day = judgement.at.utc[:10]
        return (
            f"{judgement.decision.value.capitalize()} on {day} by",
            judgement.by.name,
            judgement.reason,
        )
    maker = claim.suggestion.maker
    if maker.kind is MakerKind.PERSON:
        return "Read by a person:", maker.name, ""
    return "Suggested by a machine and judged by nobody:", f"{maker.name} {maker.version}", ""


def _judged_by_several(claim: Claim) -> tuple[str, str, str]:
    """The same where two people must accept a claim: all who spoke are named."""
    who = ", ".join(f"{each.by.name} ({each.decision.value})" for each in claim.said)
    why = "; ".join(dict.fromkeys(each.reason for each in claim.said))
    if claim.status == "suggested":
        return "Suggested, and accepted by one of the two people whom it needs:", who, why
    return f"{claim.status.capitalize()} by", who, why
