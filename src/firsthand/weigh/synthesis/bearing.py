"""Gather what bears on one question: the claims and relations of one tally, and answer it from them.

In: a tally, the tallies of parts of its place, firm statements.  Out: its system; its bound with what each end
rests on, what each statement adds, and what other populations would give; everything that may conflict.
Questions are put together, and conflicts named, not here but in `synthesise`.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.model.claim import Counts, Quantity
from firsthand.model.finding import Estimate, Population
from firsthand.model.identity import identify
from firsthand.model.synthesis import IDENTIFIED, Bound, Ground, Marginal, Scenario, Unanswered
from firsthand.model.value import value
from firsthand.weigh.estimates import Counting
from firsthand.weigh.meaning import Meant
from firsthand.weigh.place import Gazetteer
from firsthand.weigh.population import population_said
from firsthand.weigh.refusals import one_page_gives, one_topic
from firsthand.weigh.rounds import Added
from firsthand.weigh.settings import WeighSettings
from firsthand.weigh.synthesis.asking import Asked, Ends, ends_of, is_long, marginals_of
from firsthand.weigh.synthesis.cells import Cell, Constraint, System, at_most, make_system
from firsthand.weigh.synthesis.counting import (
    cell_of,
    claim_of,
    counted,
    is_statement,
    residents_cell,
    share_of,
    words_of,
)
from firsthand.weigh.synthesis.tying import people_of, things_of
from firsthand.weigh.tally import Tally

LEVEL = "bounds"  # nothing between the ends is more likely than anything else
SCENARIOS_MAX = 8  # populations of other years; the ledger has all
_SHARE = "share"


class Bearing:
    """What is said that bears on one tally's question."""

    def __init__(
        self,
        tally: Tally,
        parts: Sequence[Tally],
        counting: Counting,
        names: Gazetteer,
        settings: WeighSettings,
    ) -> None:
        self.tally, self.parts, self.settings = tally, parts, settings
        self.firm, self.tallies, self.names = counting.firm, counting.tallies, names
        self.shares = _shares(counting, tally, names)
        self.nearest = tally.populations[0] if tally.populations else None

    def system(self, population: Population | None, *, shares: bool = True) -> tuple[Cell, System]:
        """Claims and relations, if those counted are among the residents that *population* counts."""
        made = counted(
            self.tally,
            population=population,
            parts=self.parts,
            settings=self.settings,
        )
        things, why = things_of(self.tally, self.firm, names=self.names, settings=self.settings)
        people, among = people_of(self.tally, self.tallies, settings=self.settings)
        claims = [*made.claims, *things, *people]
        if population is not None and shares:
            base = residents_cell(self.tally.place, population)
            for share, cell in self.shares:
                claims += share_of(share, cell, base)
        return made.asked, make_system(claims, [*made.relations, *why, *among]).values[0]

    def everything(self) -> System:
        """The same with the figures that are set aside: rounds added together, more than live there."""
        asked, system = self.system(self.nearest)
        if self.nearest is None:
            return system
        base = residents_cell(self.tally.place, self.nearest)
        claims, relations = list(system.claims), list(system.relations)
        aside = [*_plainest(self.tally.added), *self.tally.too_large]
        for meant in aside:
            quantity = meant.value
            assert isinstance(quantity, Quantity)
            cell = Cell(place=asked.place, period=f"as {meant.id}", category=asked.category)
            claims.append(claim_of(meant, cell, self.settings))
            words = (
                f"who is counted among {words_of(quantity)} is a resident of {self.nearest.year}"
            )
            relations.append(at_most(cell, base, id_=f"among {meant.id}", said=words))
        return make_system(claims, relations).values[0]

    def bound(self, face: Estimate | None) -> Bound | Unanswered | None:
        """The bound that answers the tally's question."""
        if not (self.tally.order.rounds or self.tally.order.cumulative):
            return None
        asked, system = self.system(self.nearest)
        question = Asked(system, asked)
        ends = ends_of(question)
        if ends is None:
            why = "sources contradict each other in more ways than were searched"
            return Unanswered(question=self.tally.question, refused=(why,))
        return Bound(
            id=identify("b", self.tally.question, str(ends.low), str(ends.high)),
            question=self.tally.question,
            unit=asked.unit.value,
            low=ends.low,
            high=ends.high,
            low_printed=None if face is None else face.low,
            high_printed=None if face is None else face.high,
            kind=IDENTIFIED,
            level=LEVEL,
            low_rests=grounds_of(ends.low_rests),
            high_rests=grounds_of(ends.high_rests),
            marginals=_marginals(question, ends),
            scenarios=() if is_long(question) else self._scenarios(ends),
            disputed=question.disputed,
        )

    def _scenarios(self, used: Ends) -> tuple[Scenario, ...]:
        """What each population known of the place would give, and none."""
        found = []
        for population in self.tally.populations[:SCENARIOS_MAX]:
            chosen = population == self.nearest
            ends, why = (used, population.note) if chosen else self._among(population)
            why = "; ".join(part for part in ("nearest in time" if chosen else "", why) if part)
            found.append(
                Scenario(
                    name=f"among {population_said(population)}",
                    why=why,
                    low=None if ends is None else ends.low,
                    high=None if ends is None else ends.high,
                    used=chosen,
                )
            )
        ends, _ = self._among(None)
        if ends is not None and len(self.tally.order.rounds) > 1:
            found.append(
                Scenario(
                    name="as if nobody came twice and any number lived there",
                    why="the rounds added",
                    low=ends.low,
                    high=ends.high,
                    used=self.nearest is None,
                )
            )
        return tuple(found)

    def _among(self, population: Population | None) -> tuple[Ends | None, str]:
        """The ends if those counted are among these residents, or none and why."""
        asked, system = self.system(population, shares=False)
        if Asked(system, asked).disputed and population is not None:
            return None, "fewer lived there than are counted"
        asked, system = self.system(population)
        return ends_of(Asked(system, asked)), "" if population is None else population.note


@value
class Paired:
    """A share and the count that the same page gives with it."""

    share: Meant
    count: Meant


def pairs(counting: Counting, names: Gazetteer) -> tuple[list[Paired], list[Meant]]:
    """Shares with the counts of people of their page, and shares that stand alone."""
    shares = [m for m in counting.firm if isinstance(m.value, Quantity) and m.value.unit == _SHARE]
    people = [
        m
        for m in counting.firm
        if m not in shares and isinstance(m.value, Quantity) and m.value.counts is Counts.PERSONS
    ]
    found, alone = [], []
    for share in shares:
        own = [
            Paired(share=share, count=count)
            for count in people
            if one_page_gives(share, count) and one_topic(share, count, names)
        ]
        found += own
        alone += [] if own else [share]
    return found, alone


def _shares(counting: Counting, tally: Tally, names: Gazetteer) -> list[tuple[Meant, Cell]]:
    """The shares that go with a round of *tally*, and the cell of that round."""
    paired, _ = pairs(counting, names)
    return [
        (pair.share, cell_of(tally, each))
        for each in tally.order.rounds
        for pair in paired
        if pair.count in each.statements
    ]


def _plainest(added: Sequence[Added]) -> list[Meant]:
    """Of the statements that print one sum, the one with the fewest hedges."""
    by_figure: dict[float, Meant] = {}
    for each in sorted(added, key=lambda one: (_is_hedged(one.statement), one.statement.id)):
        by_figure.setdefault(each.figure, each.statement)
    return list(by_figure.values())


def _is_hedged(meant: Meant) -> bool:
    return isinstance(meant.value, Quantity) and meant.value.approximate


def grounds_of(constraints: Sequence[Constraint]) -> tuple[Ground, ...]:
    """What an end rests on, statements first."""
    found = [
        Ground(statement=statement_of(each), said=each.said)
        for each in sorted(constraints, key=lambda one: (not statement_of(one), one.id, one.said))
    ]
    return tuple(dict.fromkeys(found))


def statement_of(each: Constraint) -> str:
    """The id of the statement that a claim is, empty where it is none."""
    id_ = each.id.removesuffix("~most")
    return id_ if is_statement(id_) and id_.startswith("s-") else ""


def _marginals(question: Asked, ends: Ends) -> tuple[Marginal, ...]:
    return tuple(
        Marginal(statement=statement_of(claim), said=claim.said, low=without.low, high=without.high)
        for claim, without in marginals_of(question, ends)
    )
