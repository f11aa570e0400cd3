"""Record what of witnesses stands where and what they agree to; find what no consent covers.

In: an open case, a use, a day.  Out: entries of the record; what is held back for that use. Whatever
is bound to a witness stays unless one consent in force names the purpose, the audience and every
detail. Leaving it out is done in `pipeline.holding`.
"""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Iterable, Mapping, Sequence

from firsthand.errors import OperatorError, UnknownIdError
from firsthand.model.claim import Claim
from firsthand.model.consent import ConsentGiven, ConsentRevoked, Detail, Use, checked_word
from firsthand.model.custody_event import Exported, ExportKind
from firsthand.model.document import Document
from firsthand.model.record import Entry, Preserved
from firsthand.model.value import value
from firsthand.model.witness import WitnessBound, WitnessUnbound
from firsthand.pipeline import stages
from firsthand.pipeline.called import one_of
from firsthand.pipeline.case import Case
from firsthand.pipeline.holding import HeldBack, Passage
from firsthand.pipeline.kept_sealed import KeptSealed, standing, witness_named
from firsthand.publish.withheld import pattern_of

ID_BYTES = 16  # drawn at random: no two alike, and no guess at the entry can be hashed


def use_of(purpose: str, audience: str) -> Use:
    """What is about to be done, in its one spelling.

    Raises:
        OperatorError: a word is none.
    """
    try:
        return Use(purpose=checked_word(purpose), audience=checked_word(audience))
    except ValueError as problem:
        raise OperatorError(str(problem)) from None


@value
class Agreed:
    """A consent as the operator tells it."""

    purposes: tuple[str, ...]
    audiences: tuple[str, ...]
    details: tuple[Detail, ...]
    given: str
    how: str
    expires: str = ""


def give(case: Case, witness: str, agreed: Agreed) -> ConsentGiven:
    """Record that a witness agreed.

    Raises:
        UnknownIdError: nobody has that pseudonym.
        OperatorError: it says too little.
    """
    apart = standing(case.entries())
    try:
        consent = ConsentGiven(
            id=f"consent-{secrets.token_hex(ID_BYTES)}",
            witness=witness_named(apart, witness),
            purposes=tuple(sorted({checked_word(word) for word in agreed.purposes})),
            audiences=tuple(sorted({checked_word(word) for word in agreed.audiences})),
            details=tuple(sorted(set(agreed.details))),
            given=agreed.given,
            how=agreed.how.strip(),
            expires=agreed.expires,
        )
    except ValueError as problem:
        raise OperatorError(str(problem)) from None
    case.append([consent])
    return consent


def revoke(case: Case, told: str, *, reason: str) -> str:
    """Record that a witness takes a consent back; its id.

    Raises:
        UnknownIdError: no consent has that id.
        OperatorError: there is no reason, or it was taken back before.
    """
    apart = standing(case.entries())
    key = one_of(told, apart.consents, what="consent")
    if key in apart.revoked:
        raise OperatorError(f"{key} was taken back on {apart.revoked[key].at.utc}")
    case.append([ConsentRevoked(consent=key, reason=_needed(reason))])
    return key


@value
class Place:
    """Where something of a witness stands, as the operator tells it: an object, a document or a claim."""

    object: str = ""
    document: str = ""
    claim: str = ""


def bind(
    case: Case, witness: str, place: Place, *, details: Sequence[Detail], reason: str
) -> WitnessBound:
    """Record that something of a witness stands at *place*.

    Raises:
        UnknownIdError: the witness or the place is not there.
        OperatorError: there is no reason or no detail, or not one place is named.
    """
    apart = standing(case.entries())
    named = witness_named(apart, witness)
    if sum(map(bool, (place.object, place.document, place.claim))) != 1:
        raise OperatorError("name one place: --object, --document or --claim")
    where = _object(case, apart, place.object) if place.object else _read(case, place)
    try:
        bound = WitnessBound(
            id=f"bound-{secrets.token_hex(ID_BYTES)}",
            witness=named,
            object=where.object,
            document=where.document,
            start=where.start,
            end=where.end,
            details=tuple(sorted(set(details))),
            reason=_needed(reason),
        )
    except ValueError as problem:
        raise OperatorError(str(problem)) from None
    case.append([bound])
    return bound


def unbind(case: Case, told: str, *, reason: str) -> str:
    """Record that a binding was a mistake; its id.

    Raises:
        UnknownIdError: no binding has that id.
        OperatorError: there is no reason.
    """
    key = one_of(told, standing(case.entries()).bindings, what="binding")
    case.append([WitnessUnbound(binding=key, reason=_needed(reason))])
    return key


def _needed(reason: str) -> str:
    if not reason.strip():
        raise OperatorError("this has a reason: give --reason")
    return reason.strip()


@value
class _Where:
    object: str
    document: str = ""
    start: int | None = None
    end: int | None = None


def _object(case: Case, apart: KeptSealed, told: str) -> _Where:
    named = {each.digest for each in case.captures()} | apart.sealed.keys()
    by_address = [each.digest for each in case.captures() if told in {each.address, each.file}]
    if len(set(by_address)) == 1:
        return _Where(object=by_address[0])
    return _Where(object=one_of(told.removeprefix("sealed/").lower(), named, what="object"))


def _read(case: Case, place: Place) -> _Where:
    """Where a document or a claim stands; it is read now if it was not."""
    documents = {each.id: each for each in stages.read(case)}
    if place.document:
        document = documents[one_of(place.document, documents, what="document")]
        return _Where(object=document.capture, document=document.id)
    claims = {each.id: each for each in stages.claims(case, tuple(documents.values())).values}
    claim = claims[one_of(place.claim, claims, what="claim")].suggestion
    if claim.document not in documents:
        raise UnknownIdError("the document of this claim is not in the case any more")
    at = claim.quotation.position
    return _Where(
        object=documents[claim.document].capture,
        document=claim.document,
        start=at.start,
        end=at.end,
    )


def hold_back(
    case: Case, use: Use, *, day: str, names: Mapping[str, Sequence[str]] | None = None
) -> HeldBack:
    """What stays in the case for *use* on *day* (`2030-01-02`); the case is seen without it from here on.

    *names* are those of the register, by pseudonym, where it was unlocked.
    """
    case.hold = None
    apart = standing(case.decided_in_full())
    late = _bound_late(case.entries()) if apart.bindings else frozenset()
    open_ = [each for each in apart.bindings.values() if not _covered(apart, each, use, day)]
    secret = [
        name
        for witness, called in sorted((names or {}).items())
        if not _agrees(apart, witness, use, day, (Detail.NAME,))
        for name in called
    ]
    held = HeldBack(
        use=use,
        speakers=tuple(
            each for each in apart.witnesses if not _agrees(apart, each, use, day, (Detail.WORDS,))
        ),
        names=tuple(secret),
        withdrawn=sum(each.id in late or _was_covered(apart, each, use) for each in open_),
        unlocked=names is not None,
    )
    if apart.witnesses:
        documents = stages.read(case) if open_ or held.speakers or secret else ()
        held = dataclasses.replace(held, named=_naming(documents, secret))
        held = _held(held, open_, documents, secret)
        held = _with_claims(held, stages.claims(case, documents).values if documents else ())
    case.hold = held
    return held


def _naming(documents: Sequence[Document], names: Sequence[str]) -> frozenset[str]:
    """The digests of what any of *names* was read in, packed or not."""
    pattern = pattern_of(names)
    if pattern is None:
        return frozenset()
    return frozenset(
        each.capture
        for each in documents
        if any(
            map(
                pattern.search,
                (each.text, each.title or "", each.address, *(told.text for told in each.stated)),
            )
        )
    )


def _held(
    held: HeldBack,
    bindings: Sequence[WitnessBound],
    documents: Sequence[Document],
    phrases: list[str],
) -> HeldBack:
    """*held* with the places of *bindings*; a place that is not found any more holds its whole object."""
    known = {each.id: each for each in documents}
    objects, gone, passages = set(), set(), []
    for each in bindings:
        document = known.get(each.document)
        if each.document and document is None:
            gone.add(each.document)
        text = document.text[each.start : each.end] if document else ""
        if not each.document or document is None:
            objects.add(each.object)
        elif each.start is None or each.end is None or not text.strip():
            gone.add(document.id)
        else:
            passages.append(Passage(document=document.id, start=each.start, end=each.end))
            phrases.append(text)
    gone |= {each.id for each in documents if each.capture in objects}
    return dataclasses.replace(
        held,
        objects=frozenset(objects),
        documents=frozenset(gone),
        passages=tuple(passages),
        behind=frozenset(each.object for each in bindings),
        phrases=tuple(dict.fromkeys(phrases)),
    )


def _with_claims(held: HeldBack, claims: Sequence[Claim]) -> HeldBack:
    claimed = frozenset(each.id for each in claims if held.holds(each.suggestion))
    return dataclasses.replace(held, claims=claimed)


def _covered(apart: KeptSealed, bound: WitnessBound, use: Use, day: str) -> bool:
    return _agrees(apart, bound.witness, use, day, bound.details)


def _agrees(apart: KeptSealed, witness: str, use: Use, day: str, details: Sequence[Detail]) -> bool:
    return any(
        each.witness == witness
        and each.id not in apart.revoked
        and each.in_force(day)
        and each.covers(use, details)
        for each in apart.consents.values()
    )


def _was_covered(apart: KeptSealed, bound: WitnessBound, use: Use) -> bool:
    """Whether a consent once covered what none covers now: an earlier edition may show it."""
    return any(
        each.witness == bound.witness and each.covers(use, bound.details)
        for each in apart.consents.values()
    )


def _bound_late(entries: Iterable[Entry]) -> frozenset[str]:
    """Bindings of what was in the case when a dossier left, before anybody said that it was a witness's."""
    kept: set[str] = set()
    shown: set[str] = set()
    late: set[str] = set()
    for entry in entries:
        body = entry.body
        if isinstance(body, Preserved):
            kept.add(body.capture.digest)
        elif isinstance(body, Exported) and body.kind is ExportKind.DOSSIER:
            shown |= kept
        elif isinstance(body, WitnessBound) and body.object in shown:
            late.add(body.id)
    return frozenset(late)


def errata(held: HeldBack) -> str:
    """What readers of a next edition are told: that something was withdrawn, never what."""
    if not held.withdrawn:
        return ""
    count = "one passage was" if held.withdrawn == 1 else f"{held.withdrawn} passages were"
    return (
        f"Errata: {count} withdrawn. Earlier editions may still show what this one leaves out; "
        "please do not pass it on."
    )
