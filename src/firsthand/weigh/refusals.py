"""Refuse a number where it would mislead, and say why in words that can be checked.

In: counts by meaning, populations.  Out: refusals: the question, and each reason against an answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.model.claim import Coded, Counts, Element, Quantity, Stance
from firsthand.model.finding import Population, Refusal
from firsthand.model.identity import identify
from firsthand.weigh.figure import printed, said
from firsthand.weigh.meaning import Meant, same_time, slots_of
from firsthand.weigh.period import span_of
from firsthand.weigh.place import Gazetteer, lies_in, place_key, place_name
from firsthand.weigh.population import population_said, populations_near
from firsthand.weigh.rounds import Added

_SPECIMENS = {"dna", "blood_sample"}
_SHARE = "share"
SHARE_SLACK = 0.02  # a population two percent off is another year, not another population


def refuse_added(added: Added, where: str, populations: Sequence[Population]) -> Refusal:
    """A figure that is several rounds added together is no number of people."""
    terms = " + ".join(_terms(added))
    reasons = [
        f"{_short(added.figure)} is {terms} added: {'; '.join(r.text for r in added.rounds)}",
        "whoever came to several rounds is counted several times, and nobody says how many did",
    ]
    if populations and added.figure > populations[0].persons:
        nearest = population_said(populations[0])
        reasons[0] = f"{_short(added.figure)} is {terms} added and larger than the population"
        reasons.insert(1, f"the rounds: {'; '.join(r.text for r in added.rounds)}")
        reasons.append(f"the population: {nearest}")
    return _refusal(f"how many people the {said(added.figure)} printed for {where} are", reasons)


def refuse_too_large(meant: Meant, where: str, populations: Sequence[Population]) -> Refusal:
    """More people than live there were not counted there."""
    quantity = meant.value
    assert isinstance(quantity, Quantity)
    figure = quantity.low if quantity.low is not None else quantity.high
    largest = max(populations, key=lambda each: (each.persons, repr(each)))
    reasons = [
        (
            f"{said(figure)} is larger than every population known of the place, "
            f"of which the largest is {population_said(largest)}"
        ),
        "such a figure counts something else than people, or another place or time",
    ]
    return _refusal(f"how many people the {said(figure)} printed for {where} are", reasons)


def refuse_specimens(
    statements: Sequence[Meant], *, firm: Sequence[Meant], names: Gazetteer
) -> list[Refusal]:
    """How many people gave a specimen is not answered by counts of people examined."""
    if not any(_takes_specimens(meant) for meant in statements):
        return []
    refusals = []
    for place in _places(statements, names):
        here = [m for m in statements if _place_of(m, names) == place]
        sampled = [m for m in firm if m in here and _counts(m, "sampled", {Counts.PERSONS})]
        about_people = [m for m in firm if m in here and _counts(m, "examined", set(Counts))]
        samples = [m for m in here if _counts(m, "", {Counts.SAMPLES})]
        if sampled or not (about_people or samples):
            continue
        reasons = _specimen_reasons(about_people, samples, firm)
        question = f"how many people gave a DNA specimen in {place_name(place, names)}"
        refusals.append(_refusal(question, reasons))
    return refusals


def refuse_visits(firm: Sequence[Meant], *, names: Gazetteer) -> list[Refusal]:
    """Where only visits, events or records are counted, people are not."""
    refusals = []
    for place in _places(firm, names):
        here = [m for m in firm if _place_of(m, names) == place]
        if any(_counts(m, "", {Counts.PERSONS}) for m in here):
            continue
        other = {Counts.VISITS, Counts.EVENTS, Counts.RECORDS, Counts.SAMPLES}
        counted = [m for m in here if _counts(m, "", other)]
        if not counted:
            continue
        reasons = ["no page gives a firm count of people"]
        reasons += sorted(
            f"{_figure(m)} are {_counts_word(m)}: one person may stand behind several, so people "
            "are that many at the most"
            for m in counted
        )
        question = f"how many people were concerned in {place_name(place, names)}"
        refusals.append(_refusal(question, list(dict.fromkeys(reasons))))
    return refusals


def refuse_vague(counts: Sequence[Meant], *, names: Gazetteer) -> list[Refusal]:
    """Where only "millions" is printed there is no number to start from."""
    refusals = []
    for place in _places(counts, names):
        here = [m for m in counts if _place_of(m, names) == place]
        vague = [m for m in here if isinstance(m.value, Quantity) and m.value.vague]
        if not vague or len(vague) < len(here):
            continue
        question = f"how many people were concerned in {place_name(place, names)}"
        refusals.append(
            _refusal(question, ["pages print only words such as “millions”, with neither end"])
        )
    return refusals


def refuse_shares(
    firm: Sequence[Meant], *, populations: Sequence[Population], names: Gazetteer
) -> list[Refusal]:
    """Where a page gives people and their share, the population these imply must be a known one."""
    refusals = []
    shares = [m for m in firm if isinstance(m.value, Quantity) and m.value.unit == _SHARE]
    people = [m for m in firm if _counts(m, "", {Counts.PERSONS}) and m not in shares]
    for share in shares:
        for count in people:
            if one_page_gives(share, count) and one_topic(share, count, names):
                refusals += _unlike_base(count, share, populations, names)
    return refusals


def _unlike_base(
    count: Meant, share: Meant, populations: Sequence[Population], names: Gazetteer
) -> list[Refusal]:
    quantity, part = count.value, share.value
    assert isinstance(quantity, Quantity)
    assert isinstance(part, Quantity)
    people, percent = quantity.high or quantity.low, part.low or part.high
    place = _place_of(count, names) or _place_of(share, names)
    time = span_of(quantity.period) or span_of(part.period)
    near = populations_near(populations, place=place, time=time, names=names)
    if not people or not percent or not near:
        return []
    base = people * 100 / percent
    most = part.low is not None and part.high is None  # "over 90 percent": the base is at most this
    known = near[0].persons
    if base >= known * (1 - SHARE_SLACK) and (most or base <= known * (1 + SHARE_SLACK)):
        return []
    over = "over " if most else ""
    bound = "at most " if most else "about "
    return [
        _refusal(
            f"of which population {said(people)} people are {over}{percent:g} percent",
            [
                f"{said(people)} as {over}{percent:g} percent implies {bound}{said(int(base))} people",
                f"the population known is {population_said(near[0])}",
                "so the percentage is of another population, which is not named",
            ],
        )
    ]


def _specimen_reasons(
    people: Sequence[Meant], samples: Sequence[Meant], firm: Sequence[Meant]
) -> list[str]:
    reasons = []
    if people:
        figures = sorted({f"{_figure(m)} {_counts_word(m)}" for m in people})
        reasons.append(
            f"exams are never specimens: {', '.join(figures)} were examined, "
            "and nobody says from how many of them a specimen was taken"
        )
    firm_samples = [m for m in samples if m in firm]
    for meant in samples:
        if meant not in firm_samples:
            reasons.append(f"{_figure(meant)} samples are said only with a hedge")
        else:
            reasons.append(
                f"{_figure(meant)} counts samples: one person may give several, so people are at most that many"
            )
    figures_of_people = {printed(m.value) for m in people if isinstance(m.value, Quantity)}
    reasons += [
        f"{_figure(meant)} is the figure that others give for people examined"
        for meant in samples
        if isinstance(meant.value, Quantity) and printed(meant.value) in figures_of_people
    ]
    if not firm_samples:
        reasons.append("no page gives a firm count of specimens")
    return list(dict.fromkeys(reasons))


def _takes_specimens(meant: Meant) -> bool:
    if isinstance(meant.value, Coded):
        return meant.element is Element.MODALITY and meant.value.code in _SPECIMENS
    return _counts(meant, "sampled", set(Counts)) or _counts(meant, "", {Counts.SAMPLES})


def _counts(meant: Meant, unit: str, counts: set[Counts]) -> bool:
    """Whether it is a count in one of *counts*, and in *unit* if one is given; never a vague one."""
    quantity = meant.value
    if meant.element is not Element.SCALE or not isinstance(quantity, Quantity) or quantity.vague:
        return False
    if meant.stance not in {Stance.ASSERTED, Stance.HEDGED} or quantity.unit == _SHARE:
        return False
    return quantity.counts in counts and unit in {"", quantity.unit}


def _places(statements: Sequence[Meant], names: Gazetteer) -> list[str | None]:
    found = {_place_of(m, names) for m in statements if isinstance(m.value, Quantity)}
    return sorted(found, key=lambda place: place or "")


def _place_of(meant: Meant, names: Gazetteer) -> str | None:
    if meant.element is not Element.SCALE or not isinstance(meant.value, Quantity):
        return None
    return place_key(meant.value.place, names)


def one_page_gives(one: Meant, other: Meant) -> bool:
    """Whether some page gives both."""
    pages = {claim.suggestion.document for claim in one.claims}
    return any(claim.suggestion.document in pages for claim in other.claims)


def one_topic(one: Meant, other: Meant, names: Gazetteer) -> bool:
    """Whether the two may be of one place and time."""
    assert isinstance(one.value, Quantity)
    assert isinstance(other.value, Quantity)
    here, there = slots_of(one.value, names), slots_of(other.value, names)
    places = here[1] is None or there[1] is None or lies_in(here[1], there[1])
    return places and (None in {here[2], there[2]} or same_time(here[2], there[2]))


def _figure(meant: Meant) -> str:
    quantity = meant.value
    assert isinstance(quantity, Quantity)
    figure = printed(quantity)
    if figure is not None:
        return said(figure)
    return f"{said(quantity.low)} to {said(quantity.high)}"


def _counts_word(meant: Meant) -> str:
    quantity = meant.value
    assert isinstance(quantity, Quantity)
    assert quantity.counts is not None
    return quantity.counts.value


def _terms(added: Added) -> list[str]:
    """The rounds' figures in the short form a reader adds up: 17.5 + 18.8 million."""
    figures = [r.low or 0.0 for r in added.rounds]
    if min(figures) < 1e6:
        return [said(figure) for figure in figures]
    short = [f"{figure / 1e6:.4g}" for figure in figures]
    return [*short[:-1], f"{short[-1]} million"]


def _short(figure: float) -> str:
    return f"{figure / 1e6:.4g} million" if figure >= 1e6 else said(figure)


def _refusal(question: str, reasons: Sequence[str]) -> Refusal:
    return Refusal(id=identify("e", question, *reasons), question=question, refused=tuple(reasons))
