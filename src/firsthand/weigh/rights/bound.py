"""Say whether a norm bound a state at a time, as far as is listed.

In: a norm, a state, a time.  Out: a word, and why in one sentence. What is not listed is not known: it is
never taken for "not bound".
"""

from __future__ import annotations

from firsthand.model.rights import Bond, Bound, NormThen, RightsNorm, Scope
from firsthand.weigh.period import Span, span_of

_BINDS_NOBODY = {
    "standard": "it binds no state by itself",
    "comment": "it says how a committee reads a treaty, and binds no state by itself",
}


def bound_then(norm: RightsNorm, scope: Scope) -> NormThen:
    """Whether *norm* bound the state of *scope* at its time."""
    word, why = _bound(norm, scope)
    return NormThen(norm=norm, bound=word, why=why)


def _bound(norm: RightsNorm, scope: Scope) -> tuple[Bound, str]:
    if norm.kind in _BINDS_NOBODY:
        return Bound.BINDS_NOBODY, _BINDS_NOBODY[norm.kind]
    if not scope.state:
        return Bound.NOT_KNOWN, "of which state is asked is not known"
    bond = next((each for each in norm.bonds if each.state == scope.state), None)
    if bond is None:
        return Bound.NOT_LISTED, f"nothing is listed of {scope.state}"
    told = f"{_how(bond)} since {bond.since}{_doubt(bond)}"
    if bond.how == "signed":
        return Bound.SIGNED_ONLY, told
    span, since = span_of(scope.period), span_of(bond.since)
    if span is None or since is None:
        return Bound.NOT_KNOWN, f"{told}; of which time is asked is not known"
    return _when(since, span), told


def _when(since: Span, asked: Span) -> Bound:
    """By the first day that the date can mean: where only a year is listed, the rest is not known."""
    begins = since.first
    assert begins is not None, "a norm begins on a day, in a month or in a year"
    if asked.first is not None and begins <= asked.first:
        return Bound.BOUND
    if asked.last is not None and begins > asked.last:
        return Bound.NOT_YET
    return Bound.IN_PART


def _how(bond: Bond) -> str:
    words = {"party": "a party", "signed": "signed, not ratified,", "domestic": "law of the state"}
    return f"{bond.state}: {words[bond.how]}"


def _doubt(bond: Bond) -> str:
    parts = [bond.note] if bond.note else []
    if not bond.seen:
        parts.append("no page that says so was seen")
    return f" ({'; '.join(parts)})" if parts else ""
