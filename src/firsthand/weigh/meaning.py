"""Put claims of equal meaning together, whatever page, language or wording they are from.

In: claims, and which code a place name has.  Out: one `Meant` for each thing that is said.
Codes and numbers carry meaning across languages; wording is compared with care and never guessed.
What is said to be so, said not to be so and said to be unknown are three different statements.
How many origins stand behind a statement is not counted here but in `origins`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from firsthand.model.claim import (
    AgeRange,
    Claim,
    Coded,
    Element,
    ElementValue,
    Period,
    Place,
    Quantity,
    Stance,
    Words,
)
from firsthand.model.identity import identify
from firsthand.model.value import value
from firsthand.weigh.period import Span, span_of, within
from firsthand.weigh.place import Gazetteer, place_key
from firsthand.weigh.wording import group_key, normal, people_key

# Of these codes the code alone is the meaning; under the element's other codes the words count too.
_KINDS_THAT_SUFFICE = {
    Element.TARGET_GROUP: {"suspect", "migrant", "relative"},
    Element.LEGAL_BASIS: {"missing", "limited_to_suspects"},
}
_CODE_OF_NOTHING = "other"

Slots = tuple[str | None, str | None, Span | str | None]  # counts, place, period


@value
class Meant:
    """One thing that is said, and the claims that say it, in the order of their ids.

    `about` is the same for what is said and what denies it.
    """

    id: str
    about: tuple[str, ...]
    element: Element
    stance: Stance
    value: ElementValue
    claims: tuple[Claim, ...]


def group_by_meaning(claims: Iterable[Claim], *, names: Gazetteer) -> tuple[Meant, ...]:
    """Every claim in the one statement that it belongs to, ordered by element and id."""
    alike: dict[tuple[str, ...], list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: claim.id):
        suggestion = claim.suggestion
        key = (suggestion.key, _polarity(suggestion.stance), *_core(claim))
        alike.setdefault(key, []).append(claim)
    meant: list[Meant] = []
    for key, members in alike.items():
        if isinstance(members[0].suggestion.value, Quantity):
            meant += _quantities(key, members, names)
        elif isinstance(members[0].suggestion.value, Place):
            meant += _places(key, members, names)
        else:
            meant.append(_meant(key, members))
    return tuple(sorted(meant, key=lambda each: (each.element, each.id)))


def slots_of(quantity: Quantity, names: Gazetteer) -> Slots:
    """What one unit is, where, and when, as far as the source states them, ready to compare."""
    span = span_of(quantity.period)
    counts = None if quantity.counts is None else quantity.counts.value
    return (counts, place_key(quantity.place, names), span or normal(quantity.period or "") or None)


def same_time(one: Span | str | None, other: Span | str | None) -> bool:
    """Whether two stated times can be one: equal, or one of them within the other."""
    if isinstance(one, Span) and isinstance(other, Span):
        return within(one, other) or within(other, one)
    return one == other


def one_page_says_both(one: Meant, other: Meant) -> bool:
    """Whether some page gives both in one voice: it then means two things, not one."""
    voices = {(c.suggestion.document, c.suggestion.said_by) for c in one.claims}
    return any((c.suggestion.document, c.suggestion.said_by) in voices for c in other.claims)


def _polarity(stance: Stance) -> str:
    """A hedge weakens a statement and does not make another one; a denial does."""
    return "said" if stance in {Stance.ASSERTED, Stance.HEDGED} else stance.value


def _core(claim: Claim) -> tuple[str, ...]:
    """What must be equal for two claims to mean the same, place and time of a count aside."""
    element, said = claim.suggestion.element, claim.suggestion.value
    match said:
        case AgeRange():
            return ("ages", str(said.age_years_min), str(said.age_years_max))
        case Quantity():
            group = group_key(said.group)
            ends = (_number(said.low), _number(said.high), str(said.approximate), str(said.vague))
            return ("count", said.unit, *ends, said.currency or "", group)
        case Period():
            span = span_of(said.edtf)
            return ("period", repr(span) if span else normal(said.edtf))
        case Coded():
            return ("code", said.key, _words_that_count(element, said))
        case Place():
            return ("place",)
        case Words():
            return ("words", normal(said.text))


def _words_that_count(element: Element, coded: Coded) -> str:
    if element is Element.TARGET_GROUP and coded.code not in _KINDS_THAT_SUFFICE[element]:
        return people_key(coded.code, coded.text)
    if coded.code == _CODE_OF_NOTHING:
        return normal(coded.text)
    if element in _KINDS_THAT_SUFFICE and coded.code not in _KINDS_THAT_SUFFICE[element]:
        return normal(coded.text)
    return ""


def _number(number: float | None) -> str:
    if number is None:
        return ""
    return str(int(number)) if number == int(number) else repr(number)


def _places(key: tuple[str, ...], members: list[Claim], names: Gazetteer) -> list[Meant]:
    where: dict[str, list[Claim]] = {}
    for claim in members:
        said = claim.suggestion.value
        assert isinstance(said, Place)
        where.setdefault(place_key(said.code or said.name, names) or "", []).append(claim)
    return [_meant((*key, place), found) for place, found in where.items()]


def _quantities(key: tuple[str, ...], members: list[Claim], names: Gazetteer) -> list[Meant]:
    """One statement for each place and time; what leaves either out joins the only one it fits."""
    by_slots: dict[Slots, list[Claim]] = {}
    for claim in members:
        said = claim.suggestion.value
        assert isinstance(said, Quantity)
        by_slots.setdefault(slots_of(said, names), []).append(claim)
    meant = []
    for family in _families(list(by_slots)):
        fullest = min(family, key=_fullest_first)
        claims = [claim for slots in family for claim in by_slots[slots]]
        meant.append(_meant((*key, *map(repr, fullest)), claims, spokesmen=by_slots[fullest]))
    return meant


def _fullest_first(slots: Slots) -> tuple[int, int, str]:
    """What states most comes first, then the shorter time: it says more exactly when."""
    span = slots[2]
    days = 0
    if isinstance(span, Span):
        open_end = span.first is None or span.last is None
        days = 10**7 if open_end else (span.last or 0) - (span.first or 0)
    return (slots.count(None), days, repr(slots))


def _families(all_slots: list[Slots]) -> list[list[Slots]]:
    """Slots that can be one place and time; the less is stated, the later it is placed."""
    families: list[list[Slots]] = []
    for missing in range(4):
        level = sorted((s for s in all_slots if s.count(None) == missing), key=repr)
        settled = [list(family) for family in families]
        fresh: list[list[Slots]] = []
        for slots in level:
            fitting = [n for n, family in enumerate(settled) if _fits(slots, family)]
            if len(fitting) == 1:
                families[fitting[0]].append(slots)
            else:
                fresh = _joined(fresh, slots)
        families += fresh
    return families


def _joined(families: list[list[Slots]], slots: Slots) -> list[list[Slots]]:
    """*families* with *slots* in the family that has the same place and time, or in its own."""
    kin = [family for family in families if any(_equal(slots, other) for other in family)]
    rest = [family for family in families if family not in kin]
    return [*rest, [slots, *(other for family in kin for other in family)]]


def _equal(one: Slots, other: Slots) -> bool:
    return one[:2] == other[:2] and same_time(one[2], other[2])


def _fits(slots: Slots, family: list[Slots]) -> bool:
    """Whether some member states all that *slots* states, alike, and more."""
    counts, place, time = slots
    return any(
        counts in {None, other[0]}
        and place in {None, other[1]}
        and (time is None or same_time(time, other[2]))
        for other in family
    )


def _meant(
    key: tuple[str, ...], claims: list[Claim], spokesmen: list[Claim] | None = None
) -> Meant:
    """A statement named by its meaning, shown in the value that most of its claims give."""
    shown = Counter(claim.suggestion.value for claim in (spokesmen or claims))
    best = min(shown, key=lambda said: (-shown[said], len(repr(said)), repr(said)))
    return Meant(
        id=identify("s", *key),
        about=(key[0], *key[2:]),
        element=claims[0].suggestion.element,
        stance=_stance(claims),
        value=best,
        claims=tuple(sorted(claims, key=lambda claim: claim.id)),
    )


def _stance(claims: list[Claim]) -> Stance:
    """The firmest stance among claims of one polarity."""
    stances = {claim.suggestion.stance for claim in claims}
    return Stance.ASSERTED if Stance.ASSERTED in stances else min(stances)
