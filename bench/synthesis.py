"""Measure synthesis: `python bench/synthesis.py`. Bounds of 1,000 cells, conflicts among 200 claims, draws.

In: nothing.  Out: CPU seconds of each. The cells are a region of ten prefectures and seventy counties, three
periods and four categories, tied as cases tie them; the claims hold for one drawn truth, so that all can be true.
"""

from __future__ import annotations

import random
import sys
import time
from fractions import Fraction
from pathlib import Path

TOP = Path(__file__).parent.parent
sys.path[:0] = [str(TOP / "src"), str(TOP / "tests")]

from firsthand.weigh.synthesis.all_ends import all_ends  # noqa: E402 - path first
from firsthand.weigh.synthesis.assumptions import parse_assumptions  # noqa: E402
from firsthand.weigh.synthesis.cells import Category, Cell, Constraint, Term, at_most, make_system  # noqa: E402
from firsthand.weigh.synthesis.conflicts import find_conflicts  # noqa: E402
from firsthand.weigh.synthesis.deriving import derive  # noqa: E402
from firsthand.weigh.synthesis.linear import Linear  # noqa: E402

COUNTS = (Category.RESIDENTS, Category.EXAMINED, Category.SAMPLED, Category.SPECIMENS)
YEARS, EVER = ("2016", "2017"), "ever"
REGION = "R"
PREFECTURES = [f"R{p:02}" for p in range(10)]
COUNTIES = [f"{p}{c:02}" for p in PREFECTURES for c in range(7)]
PLACES = [REGION, *PREFECTURES, *COUNTIES]
Truth = dict[tuple[str, str, Category], int]


def truth(dice: random.Random) -> Truth:
    """A number for each cell of which all relations hold."""
    true: Truth = {}
    for place in COUNTIES:
        living = dice.randint(50_000, 900_000)
        true |= {(place, period, Category.RESIDENTS): living for period in (*YEARS, EVER)}
        for year in YEARS:
            examined = int(living * dice.uniform(0.5, 0.9))
            sampled = int(examined * dice.uniform(0.3, 0.9))
            true[place, year, Category.EXAMINED], true[place, year, Category.SAMPLED] = examined, sampled  # fmt: skip
            true[place, year, Category.SPECIMENS] = int(sampled * dice.uniform(1, 1.3))
        most = living
        for category in (Category.EXAMINED, Category.SAMPLED):
            one, other = (true[place, year, category] for year in YEARS)
            true[place, EVER, category] = most = dice.randint(max(one, other), min(one + other, most))  # fmt: skip
        true[place, EVER, Category.SPECIMENS] = sum(true[place, y, Category.SPECIMENS] for y in YEARS)  # fmt: skip
    for whole in (REGION, *PREFECTURES):
        for period in (*YEARS, EVER):
            for category in COUNTS:
                true[whole, period, category] = sum(
                    true[c, period, category] for c in COUNTIES if c.startswith(whole)
                )
    return true


def cell(place: str, period: str, category: Category) -> Cell:
    """An unknown."""
    return Cell(place=place, period=period, category=category)


def relations(dice: random.Random) -> list[Constraint]:
    """Parts and wholes, some of them complete; persons, specimens and residents; rounds and ever."""
    made = []
    for place in PLACES:
        parts = [p for p in PLACES if p.startswith(place) and len(p) == len(place) + 2]
        for period in (*YEARS, EVER):
            for category in COUNTS if parts else ():
                minus = (Term(cell=cell(p, period, category), factor=Fraction(-1)) for p in parts)
                made.append(
                    Constraint(
                        id=f"parts {place} {period} {category}",
                        terms=(Term(cell=cell(place, period, category)), *minus),
                        low=Fraction(0),
                        high=Fraction(0) if dice.random() < 0.5 else None,
                        said="parts",
                    )
                )
            for part, whole in ((1, 0), (2, 1), (2, 3)):
                made.append(
                    at_most(
                        cell(place, period, COUNTS[part]),
                        cell(place, period, COUNTS[whole]),
                        id_=f"{place} {period} {part} {whole}",
                        said="among",
                    )
                )
        for category in COUNTS[1:3]:
            rounds = [cell(place, year, category) for year in YEARS]
            ever = cell(place, EVER, category)
            made += [at_most(r, ever, id_=f"part {r.key}", said="part") for r in rounds]
            made.append(at_most(ever, *rounds, id_=f"union {ever.key}", said="union"))
    return made


def claims(true: Truth, dice: random.Random, *, count: int, share: float) -> list[Constraint]:
    """Claims on a *share* of the cells, as wide as up to a tenth; one in ten is a share of residents."""
    keys = dice.sample(sorted(true), int(len(true) * share))
    made = []
    for n in range(count):
        place, period, category = key = dice.choice(keys)
        number, width, kind = true[key], dice.uniform(0, 0.1), dice.random()
        terms = [Term(cell=cell(*key))]
        low: Fraction | None = Fraction(int(number * (1 - width * dice.random())))
        high: Fraction | None = Fraction(int(number * (1 + width * dice.random())) + 1)
        if kind < 0.1 and category in COUNTS[1:3]:
            base = true[place, period, Category.RESIDENTS]
            part = Fraction(number * 100 // base, 100)
            terms.append(Term(cell=cell(place, period, Category.RESIDENTS), factor=-part))
            low, high = Fraction(0), None
        elif kind < 0.3:
            high = None
        elif kind < 0.4:
            low = None
        made.append(Constraint(id=f"c{n:05}", terms=tuple(terms), low=low, high=high, said="claim"))
    return made


def measure_bounds() -> None:
    """10,000 claims, and the fewer cells they speak of the more the relations must carry."""
    for share in (1.0, 0.6, 0.3, 0.1, 0.03):
        dice = random.Random(1)  # noqa: S311 - the same each time
        true, tied = truth(dice), relations(dice)
        said = claims(true, dice, count=10_000, share=share)
        start = time.process_time()
        system = make_system(said, tied).values[0]
        made = all_ends(Linear(system))
        seconds = time.process_time() - start
        assert made is not None
        found = made.ends
        wrong = sum(
            not (found[cell(*key)][0] <= number <= (found[cell(*key)][1] or number))
            for key, number in true.items()
        )
        print(
            f"10,000 claims on {share:.0%} of {len(found)} cells, {len(tied)} relations: "
            f"{seconds:.2f} CPU s; {wrong} cells whose truth lies outside, {made.unproved} ends unproved"
        )


def measure_conflicts() -> None:
    """200 claims of which some were moved away from the truth, in five drawn cases each."""
    for moved in (3, 6, 12):
        for seed in range(2, 7):
            _measure_conflicts(moved, seed)


def _measure_conflicts(moved: int, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - the same each time
    true, tied = truth(dice), relations(dice)
    right = claims(true, dice, count=200 - moved, share=0.3)
    keys = sorted({t.cell.key: t.cell for c in right for t in c.terms}.items())
    wrong = []
    for n in range(moved):
        _, where = dice.choice(keys)
        off = Fraction(true[where.place, where.period, where.category] * 3)
        wrong.append(Constraint(id=f"w{n}", terms=(Term(cell=where),), low=off, high=off, said="wrong"))  # fmt: skip
    start = time.process_time()
    found = find_conflicts(make_system([*right, *wrong], tied).values[0])
    seconds = time.process_time() - start
    named = {id_ for conflict in found.found for each in conflict.claims for id_ in each.ids}
    against = {each.id for each in wrong if not can_be_true([*right, each], tied)}
    told = "all" if found.all_ else f"all of up to {found.known_to} claims, and some more"
    sizes = sorted(len(each.claims) for each in found.found)
    print(
        f"200 claims, {moved} wrong, seed {seed}: {len(found.found)} conflicts ({told}) of {sizes[0]} to {sizes[-1]} claims, "
        f"{sum(each.proved for each in found.found)} proved; {len(against & named)} of {len(against)} "
        f"claims named that contradict right ones; {seconds:.2f} CPU s"
    )


def can_be_true(said: list[Constraint], tied: list[Constraint]) -> bool:
    """Whether all of these hold for some numbers."""
    return Linear(make_system(said, tied).values[0]).least({}).feasible


def measure_draws() -> None:
    """100,000 draws of 100 assumptions, with their box and tornado."""
    text = ["format = 1", "draws = 100000"]
    for n in range(100):
        text += [
            "[[assumption]]", f'id = "a{n}"', 'name = "a share"', 'who = "A. Example"',
            'when = "2030-01-02"', 'why = "an invented case"',
            "quantiles = [[0, 0.9], [0.05, 0.92], [0.5, 0.95], [0.95, 0.99], [1, 1]]",
        ]  # fmt: skip
    names = ", ".join(f'"a{n}"' for n in range(100))
    text += [
        "[[derived]]", 'id = "all"', 'asks = "how many"', 'unit = "persons"',
        f'terms = [{{cell = {{place = "x", category = "examined"}}, times = [{names}]}}]',
    ]  # fmt: skip
    authored = parse_assumptions("\n".join(text).encode()).values[0]
    start = time.process_time()
    (found,), _ = derive(authored, lambda _: (1e9, 2e9))
    seconds = time.process_time() - start
    print(f"100,000 draws of 100 assumptions: {seconds:.2f} CPU s ({found.low:,.0f} to {found.high:,.0f})")  # fmt: skip


if __name__ == "__main__":
    measure_bounds()
    measure_conflicts()
    measure_draws()
