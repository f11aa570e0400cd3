"""Say how many people it concerns, as an interval that follows from the counts, or refuse.

In: counts by meaning, with what backs them, and populations.  Out: estimates with their
assumptions and the claims they come from; refusals with their reasons.
People counted in several rounds are at least the largest round and at most all rounds added, or
the population: rounds are never added as if nobody came twice. Exams are never specimens, visits
never people. Overlapping lists of named people are not weighed here but in `systems`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firsthand.model.claim import Element, Stance
from firsthand.model.finding import Contradiction, Estimate, Population, Refusal
from firsthand.model.identity import identify
from firsthand.model.value import value
from firsthand.weigh.corroborate import Backing, is_firm
from firsthand.weigh.meaning import Meant
from firsthand.weigh.origins import independent_origins
from firsthand.weigh.period import hull
from firsthand.weigh.place import Gazetteer, lies_in
from firsthand.weigh.population import population_said, populations_printed
from firsthand.weigh.refusals import (
    refuse_added,
    refuse_shares,
    refuse_specimens,
    refuse_too_large,
    refuse_vague,
    refuse_visits,
)
from firsthand.weigh.rounds import Round
from firsthand.weigh.settings import WeighSettings
from firsthand.weigh.tally import Tally, distinct, of_people, rounds_that_were_added, tallies_of

LEVEL = "bounds"  # nothing between the ends is more likely than anything else


@value
class Counting:
    """The counts of a case, ready to be answered from: firm ones, all of them, their tallies, populations."""

    firm: tuple[Meant, ...]
    counts: tuple[Meant, ...]
    tallies: tuple[Tally, ...]
    populations: tuple[Population, ...]

    @property
    def asked(self) -> tuple[tuple[Tally, tuple[Tally, ...]], ...]:
        """Each tally that a question is asked of, with the tallies of the parts of its place."""
        every = [each for tally in self.tallies for each in (tally, *rounds_that_were_added(tally))]
        return tuple((tally, tuple(parts_within(tally, self.tallies))) for tally in every)


def counting_of(
    statements: Sequence[Meant],
    *,
    backings: Mapping[str, Backing],
    contradictions: Sequence[Contradiction],
    populations: Sequence[Population],
    addresses: Mapping[str, str],
    names: Gazetteer,
    settings: WeighSettings,
) -> Counting:
    """Which counts there are to answer from, and the tallies that they make."""
    known = [meant for meant in statements if backings[meant.id].firm.count and not _denied(meant)]
    populations = [
        *populations,
        *populations_printed(known, addresses=addresses, names=names, settings=settings),
    ]
    counts = [
        meant
        for meant in statements
        if meant.element is Element.SCALE and meant.stance in {Stance.ASSERTED, Stance.HEDGED}
    ]
    firm = [meant for meant in counts if backings[meant.id].firm.count]
    doubted = _better_known_as_something_else(firm, backings, contradictions)
    sure = [meant for meant in firm if meant.id not in doubted]
    return Counting(
        firm=tuple(firm),
        counts=tuple(counts),
        tallies=tuple(tallies_of(sure, populations, names, settings)),
        populations=tuple(populations),
    )


def estimate(
    statements: Sequence[Meant],
    *,
    counting: Counting,
    backings: Mapping[str, Backing],
    names: Gazetteer,
    settings: WeighSettings,
) -> tuple[Estimate | Refusal, ...]:
    """Every estimate and refusal that the counts give, in the order of their questions."""
    answers: list[Estimate | Refusal] = []
    for asked, parts in counting.asked:
        found = _union(asked, parts, backings, settings)
        answers += [] if found is None else [found]
    for tally in counting.tallies:
        answers += [refuse_added(a, tally.where, tally.populations) for a in distinct(tally.added)]
        answers += [refuse_too_large(m, tally.where, tally.populations) for m in tally.too_large]
    answers += refuse_specimens(statements, firm=counting.firm, names=names)
    answers += refuse_visits(counting.firm, names=names)
    answers += refuse_vague(counting.counts, names=names)
    answers += refuse_shares(counting.firm, populations=counting.populations, names=names)
    unique = {answer.id: answer for answer in answers}
    return tuple(sorted(unique.values(), key=lambda answer: (answer.question, answer.id)))


def _denied(meant: Meant) -> bool:
    return meant.stance in {Stance.DENIED, Stance.UNKNOWN}


def _better_known_as_something_else(
    firm: Sequence[Meant],
    backings: Mapping[str, Backing],
    contradictions: Sequence[Contradiction],
) -> frozenset[str]:
    """Counts of people whose figure more pages give for something else, visits or records.

    Which of two units is right is left open; but a number of people is not rested on the reading
    that fewer origins, or else fewer pages, bear out.
    """
    by_id = {meant.id: meant for meant in firm}
    rivals: dict[str, list[Meant]] = {}
    for each in contradictions:
        if each.kind == "unit" and each.one in by_id and each.other in by_id:
            rivals.setdefault(each.one, []).append(by_id[each.other])
            rivals.setdefault(each.other, []).append(by_id[each.one])
    return frozenset(
        id_
        for id_, against in rivals.items()
        if of_people(by_id[id_])
        and _borne_out([by_id[id_]], backings)
        < _borne_out([m for m in against if not of_people(m)], backings)
    )


def _borne_out(statements: Sequence[Meant], backings: Mapping[str, Backing]) -> tuple[int, int]:
    """The most origins that one of *statements* has, and the pages that all of them have."""
    pages = {c.suggestion.document for m in statements for c in m.claims if is_firm(c)}
    return max((backings[m.id].firm.count for m in statements), default=0), len(pages)


def _union(
    tally: Tally,
    within: Sequence[Tally],
    backings: Mapping[str, Backing],
    settings: WeighSettings,
) -> Estimate | None:
    """At least the largest round; at most all rounds added, and no more than live there."""
    rounds, cumulative = tally.order.rounds, tally.order.cumulative
    if not rounds and not cumulative:
        return None
    lows = [r.low for r in (*rounds, *cumulative) if r.low is not None]
    low = max(lows, default=None)
    parts = list(within)
    parts_low = sum(max(_lows(part), default=0.0) for part in parts)
    if parts_low > (low or 0.0):
        low = parts_low
    else:
        parts = []
    high, bound = _upper(tally)
    if high is not None and low is not None and high < low:
        high = None  # an undercount of the population; the lower end is what the sources say
    used = [*rounds, *cumulative, *(r for part in parts for r in part.order.rounds)]
    inputs = _claims_of(used)
    method = "union of rounds" if len(rounds) > 1 else "one round as counted"
    assumptions = _assumptions(tally, parts, bound)
    assumptions.append(_said_on(used, backings, settings))
    return Estimate(
        id=identify("e", tally.question, *inputs, str(low), str(high)),
        question=tally.question,
        low=low,
        high=high,
        level=LEVEL,
        method=method,
        assumptions=tuple(assumptions),
        inputs=inputs,
    )


def _upper(tally: Tally) -> tuple[float | None, Population | None]:
    """The upper end, and the population that gives it where one does."""
    rounds, cumulative = tally.order.rounds, tally.order.cumulative
    highs = [r.high for r in rounds]
    total = None if None in highs or not highs else sum(h for h in highs if h is not None)
    over = [r.high for r in cumulative if r.high is not None and _covers_all(r, rounds)]
    ends = [end for end in (total, *over) if end is not None]
    high = min(ends) if ends else None
    if tally.populations:
        nearest = tally.populations[0]
        if high is None or nearest.persons < high:
            return float(nearest.persons), nearest
    return high, None


def _covers_all(whole: Round, rounds: Sequence[Round]) -> bool:
    times = [r.time for r in rounds]
    if whole.time is None or None in times:
        return False
    return hull([whole.time, *(t for t in times if t is not None)]) == whole.time


def _lows(tally: Tally) -> list[float]:
    return [r.low for r in (*tally.order.rounds, *tally.order.cumulative) if r.low is not None]


def parts_within(tally: Tally, tallies: Sequence[Tally]) -> list[Tally]:
    """Tallies of the same unit for parts of this place, none of them part of another."""
    if tally.place is None:
        return []
    inside = [
        t
        for t in tallies
        if t.unit == tally.unit
        and t.place is not None
        and t.place != tally.place
        and lies_in(t.place, tally.place)
    ]
    return [
        t
        for t in inside
        if not any(o is not t and lies_in(t.place or "", o.place or "") for o in inside)
    ]


def _assumptions(tally: Tally, parts: Sequence[Tally], bound: Population | None) -> list[str]:
    rounds = tally.order.rounds
    made = ["each round counts a person once: the figures are of people, not of visits"]
    made += [f"round: {r.text}" for r in rounds]
    made += [f"counted over a longer time: {r.text}" for r in tally.order.cumulative]
    if len(rounds) > 1:
        made.append("how many people came to more than one round is not known")
    made += [
        f"sources disagree on the round {r.label}: both figures are kept"
        for r in rounds
        if r.disputed
    ]
    if parts:
        places = ", ".join(part.where for part in parts)
        made.append(f"nobody is counted in two of these places: {places}")
    if bound is not None:
        made.append(f"those counted are among the residents: {population_said(bound)}")
        others = [p for p in tally.populations[1:] if p.year != bound.year]
        made += [f"another year would give {population_said(p)} as upper end" for p in others[:2]]
    return made


def _said_on(
    rounds: Sequence[Round], backings: Mapping[str, Backing], settings: WeighSettings
) -> str:
    """On how many independent origins all these rounds rest together."""
    supports = {
        support
        for each in rounds
        for meant in each.statements
        for support in backings[meant.id].firm_supports
    }
    count = independent_origins(supports, search_steps_max=settings.search_steps_max).count
    return f"the figures rest on {count} independent {'origin' if count == 1 else 'origins'}"


def _claims_of(rounds: Sequence[Round]) -> tuple[str, ...]:
    return tuple(
        sorted(
            {
                claim.id
                for each in rounds
                for meant in each.statements
                for claim in meant.claims
                if is_firm(claim)
            }
        )
    )
