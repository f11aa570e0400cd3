"""Measure multiple systems estimation: `python bench/systems.py speed|calibration|coverage|redrawn [SVG]`.

`speed`: effective draws of latent classes and CPU seconds of graphs. `calibration`: ranks of what made
1,000 tables, and of the same with two faults. `coverage`: how often intervals hold the people that
are known, for six kinds of lists and three shares of links missed, told and not told. With a path `calibration` and
`coverage` draw the figures of docs/methods/systems.md. `redrawn`: how far an interval that knows of
the choice moves from one drawing of 1,000 tables to the next, and where the best models stood before.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
import numpy.typing as npt

TOP = Path(__file__).parent.parent
sys.path[:0] = [str(TOP / "src"), str(TOP / "tests")]

from firsthand.weigh.systems.answers import Interval, from_draws  # noqa: E402 - path first
from firsthand.weigh.systems.batches import best_of  # noqa: E402
from firsthand.weigh.systems.calibration import Trial, calibrate  # noqa: E402
from firsthand.weigh.systems.choice import averaged, compare, forward, models_of  # noqa: E402
from firsthand.weigh.systems.classes import (  # noqa: E402
    draw_tables,
    latent_classes,
    table_of,
)
from firsthand.weigh.systems.graphs import averaged_over_graphs, decomposable_graphs  # noqa: E402
from firsthand.weigh.systems.latent import LatentClasses  # noqa: E402
from firsthand.weigh.systems.linkage import linked_badly, undone  # noqa: E402
from firsthand.weigh.systems.patterns import Patterns  # noqa: E402
from firsthand.weigh.systems.resampling import bootstrapped, counts_of  # noqa: E402
from weigh.systems.tables import KOSOVO, UK, table  # noqa: E402

PEOPLE, REPLICATES, LISTS = 2_000, 40, 4
RECALLS = (1.0, 0.97, 0.93)
CHAINS, TURNS = 4, (150, 320)
BINS = 20
REDRAWN, REDRAWN_TABLES = 8, 1_000
RANKS = (1, 5, 10, 50, 100)  # those of table 4 (Silverman, Chan and Vincent 2024)
SAMPLERS = {
    "LatentClasses": "as it is",
    "Unconditioned": "fault: (1 - p_0)^-n left out",
    "AsTheyCome": "fault: classes change places whenever asked",
}
Floats = npt.NDArray[np.float64]


def speed() -> None:
    """Kosovo with ten classes, five seeds; five and six lists by graphs."""
    for seed in range(1, 6):
        start = time.process_time()
        found = latent_classes(table(KOSOVO), np.random.default_rng(seed))
        seconds = time.process_time() - start
        assert found is not None
        print(f"latent classes, Kosovo, seed {seed}: {found.chains_count} chains, {seconds:.2f} CPU s, {found.effective:,.0f} effective draws of N ({found.effective / seconds:,.0f} a CPU s), split R-hat {found.r_hat:.4f}, {found.divergences} divergences, {found.interval.median:,.0f} ({found.interval.low:,.0f} to {found.interval.high:,.0f})")  # fmt: skip
    start = time.process_time()
    averaged_over_graphs(table(UK))
    print(f"graphs, five lists: {len(decomposable_graphs(5))} graphs, {time.process_time() - start:.3f} CPU s")  # fmt: skip
    six = {(*cell, n % 2): count for n, (cell, count) in enumerate(UK.items())}
    start = time.process_time()
    averaged_over_graphs(table(six))
    print(f"graphs, six lists: {len(decomposable_graphs(6))} graphs, {time.process_time() - start:.3f} CPU s")  # fmt: skip


class Unconditioned(LatentClasses):
    """A fault: documented people are taken as if anybody could have been on no list."""

    def __init__(self, counts: Floats, *, classes_count: int, lists_count: int) -> None:
        super().__init__(counts, classes_count=classes_count, lists_count=lists_count)
        self._documented[:] = 0.0
        self._quick_documented[:] = 0.0


class AsTheyCome(LatentClasses):
    """A fault: classes change places whenever they are asked to."""

    def _shares(self, logs: Floats) -> tuple[Floats, Floats]:
        shares, prior = super()._shares(logs)
        return shares, np.zeros_like(prior)


def calibration(figure: Path | None) -> None:
    """1,000 tables of 300 people on four lists, six classes; the figure has twenty bins of ranks for each sampler."""
    panels = []
    trial = Trial(
        tables_count=1_000,
        documented=300,
        lists_count=4,
        classes_count=6,
        warm_up=200,
        kept_count=99,
        thinned=8,
    )
    for kind in (LatentClasses, Unconditioned, AsTheyCome):
        start = time.process_time()
        with np.errstate(all="ignore"):
            found = calibrate(trial, np.random.default_rng(2026), density=kind)
        chances = ", ".join(f"{name} {chance:.2g}" for name, chance in found.chances().items())
        print(f"{kind.__name__}: {chances} ({time.process_time() - start:.0f} CPU s)", flush=True)
        for what, ranks in (("people", found.of_people), ("share on no list", found.of_unlisted)):
            bins = np.bincount(ranks * BINS // (found.highest + 1), minlength=BINS)
            panels.append((f"{SAMPLERS[kind.__name__]}: {what}", bins.tolist()))
    if figure is not None:
        figure.write_text(ranks_drawn(panels, trial.tables_count), encoding="utf-8")


def ranks_drawn(panels: list[tuple[str, list[int]]], tables: int) -> str:
    """Bars of ranks beside the band in which 95 of 100 bars lie if all ranks are equally likely."""
    wide, high, gap = 330, 150, 40
    share = 1 / BINS
    half = 1.96 * (tables * share * (1 - share)) ** 0.5
    most = 3 * tables * share  # a bar that is longer is cut off
    parts = []
    for n, (name, bins) in enumerate(panels):
        x, y = 10 + n % 2 * (wide + gap), 60 + n // 2 * (high + gap)
        scale = high / most
        band = y + high - (tables * share + half) * scale
        parts.append(f'<text x="{x}" y="{y - 6}">{name}</text>')
        parts.append(f'<rect x="{x}" y="{band:.1f}" width="{wide}" height="{2 * half * scale:.1f}" fill="#cfe3cf"/>')  # fmt: skip
        for k, count in enumerate(bins):
            tall = min(count, most) * scale
            parts.append(f'<rect x="{x + k * wide / BINS + 2:.1f}" y="{y + high - tall:.1f}" width="{wide / BINS - 4:.1f}" height="{tall:.1f}" fill="#0b5578" fill-opacity="0.75"/>')  # fmt: skip
            if count > most:
                parts.append(f'<text x="{x + (k + 0.5) * wide / BINS:.1f}" y="{y + 12}" text-anchor="middle" font-size="9" fill="#fff">{count}</text>')  # fmt: skip
        parts.append(f'<line x1="{x}" x2="{x + wide}" y1="{y + high}" y2="{y + high}" stroke="#000"/>')  # fmt: skip
    width, height = 2 * wide + gap + 20, 60 + (len(panels) + 1) // 2 * (high + gap)
    title = "Ranks of what made 1,000 tables among 99 draws; green: where 95 of 100 bars lie if all are equally likely"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{title}" font-family="sans-serif" font-size="12">'
        f'<rect width="{width}" height="{height}" fill="#fff"/>'
        f'<text x="10" y="24" font-size="13">{title}</text>{"".join(parts)}</svg>\n'
    )


def design(name: str, dice: np.random.Generator) -> npt.NDArray[np.bool_]:
    """Who is on which list: a row for each person."""
    chance = np.array([0.3, 0.25, 0.2, 0.2])
    spread = np.zeros(PEOPLE)
    if name == "two kinds of people":
        spread = np.where(dice.random(PEOPLE) < 0.4, 1.2, -0.7)
    elif name == "people of every kind":
        spread = dice.standard_normal(PEOPLE)
    logits = np.log(chance / (1 - chance)) + spread[:, None]
    on = dice.random((PEOPLE, LISTS)) < 1 / (1 + np.exp(-logits))
    if name == "a list that refers to another":
        on[:, 1] |= on[:, 0] & (dice.random(PEOPLE) < 0.3)
    elif name == "lists that never meet":
        on[on[:, 0], 3] = False
    elif name == "three in ten out of reach":
        on[: 3 * PEOPLE // 10] = False
    return on


DESIGNS = (
    "independent lists",
    "a list that refers to another",
    "lists that never meet",
    "two kinds of people",
    "people of every kind",
    "three in ten out of reach",
)
METHODS = ("forward selection", "BIC average", "graphs", "latent classes", "union")


def listed(on: npt.NDArray[np.bool_]) -> Patterns:
    """The table of those on some list."""
    counts = Counter(tuple(int(mark) for mark in row) for row in on if row.any())
    return table(counts)


def answers(tables: list[Patterns], seed: int) -> list[dict[str, Interval]]:
    """Every method's interval for each table; latent classes for all of them at once."""
    dice = np.random.default_rng(seed)
    columns = np.stack([table_of(each) for each in tables], axis=1)
    drawn = draw_tables(columns, chains_each=CHAINS, dice=dice, turns=TURNS)
    found = []
    for number, patterns in enumerate(tables):
        here = slice(number * CHAINS, (number + 1) * CHAINS)
        reached = 1 - drawn.watched[:, 0, here]
        people = patterns.documented + dice.negative_binomial(patterns.documented, reached)
        models = models_of(patterns)
        chosen = forward(patterns, dice)
        each = {
            "forward selection": chosen.interval if chosen else None,
            "BIC average": averaged(compare(patterns, models), patterns.documented, price=float(np.log(patterns.documented))),
            "graphs": averaged_over_graphs(patterns),
            "latent classes": from_draws(people),
        }  # fmt: skip
        known = {name: interval for name, interval in each.items() if interval}
        known["union"] = Interval(
            low=min(i.low for i in known.values()),
            median=float(np.median([i.median for i in known.values()])),
            high=max(i.high for i in known.values()),
        )
        found.append(known)
    return found


def coverage(figure: Path | None) -> None:
    """Rows for the page, and the figure."""
    rows = []
    print("| lists | recall | told | " + " | ".join(METHODS) + " |")
    for number, name in enumerate(DESIGNS):
        for recall in RECALLS:
            dice = np.random.default_rng([number, round(100 * recall)])
            true = [listed(design(name, dice)) for _ in range(REPLICATES)]
            seen = [linked_badly(each, recall=recall, dice=dice) for each in true]
            for told in (False, True) if recall < 1 else (False,):
                tables = [undone(each, recall=recall) for each in seen] if told else seen
                found = answers(tables, number)
                shares, middles = [], []
                for method in METHODS:
                    have = [each[method] for each in found if method in each]
                    shares.append(float(np.mean([i.low <= PEOPLE <= i.high for i in have])))
                    middles.append(float(np.mean([i.median for i in have])) / PEOPLE)
                rows.append((name, recall, told, shares, middles))
                cells = " | ".join(f"{s:.2f} ({m:.2f})" for s, m in zip(shares, middles, strict=True))  # fmt: skip
                print(f"| {name} | {recall:.2f} | {'yes' if told else 'no'} | {cells} |", flush=True)  # fmt: skip
    if figure is not None:
        figure.write_text(drawing(rows), encoding="utf-8")


def redrawn() -> None:
    """United Kingdom, five lists, least BIC of 1,024: ends by eight seeds (eight to nine CPU minutes)."""
    patterns = table(UK)
    models = models_of(patterns)
    counts = counts_of(patterns)
    here = compare(patterns, models)
    criteria = here.deviance + np.log(counts.sum()) * here.parameters_count
    ranks = np.argsort(np.argsort(np.where(here.exists, criteria, np.inf)))
    highs, stood = [], []
    for seed in range(REDRAWN):

        def rule(tables: Floats) -> Floats:
            people, which = best_of(tables, len(patterns.lists), models)
            stood.append(ranks[which[-REDRAWN_TABLES:]])  # the tables drawn come last
            return people

        found = bootstrapped(patterns, rule, tables_count=REDRAWN_TABLES, dice=np.random.default_rng(seed))  # fmt: skip
        assert found is not None
        highs.append(found.high)
        print(f"seed {seed}: {found.median:,.0f} ({found.low:,.0f} to {found.high:,.0f})", flush=True)  # fmt: skip
    print(f"upper end {min(highs):,.0f} to {max(highs):,.0f}, median {np.median(highs):,.0f}")
    for rank in RANKS:
        among = np.mean([np.sum(each < rank) for each in stood])
        print(f"best in a drawn table among the {rank} best here: {among:.0f} of {REDRAWN_TABLES}")


def drawing(rows: list[tuple[str, float, bool, list[float], list[float]]]) -> str:
    """A square for each row and method, darker where intervals hold the people less often."""
    left, top, wide, high = 330, 60, 110, 24
    parts = []
    for column, method in enumerate(METHODS):
        parts.append(f'<text x="{left + column * wide + wide / 2:.0f}" y="{top - 10}" text-anchor="middle">{method}</text>')  # fmt: skip
    for line, (name, recall, told, shares, _) in enumerate(rows):
        y = top + line * high
        label = f"{name}, recall {recall:.2f}{', told' if told else ''}"
        parts.append(f'<text x="{left - 10}" y="{y + 16}" text-anchor="end">{label}</text>')
        for column, share in enumerate(shares):
            shade = round(255 - 175 * (1 - share))
            ink = "#000" if shade > 140 else "#fff"
            x = left + column * wide
            parts.append(f'<rect x="{x}" y="{y}" width="{wide - 2}" height="{high - 2}" fill="rgb({shade},{shade},255)"/>')  # fmt: skip
            parts.append(f'<text x="{x + wide / 2:.0f}" y="{y + 16}" text-anchor="middle" fill="{ink}">{share:.2f}</text>')  # fmt: skip
    width, height = left + wide * len(METHODS) + 10, top + high * len(rows) + 20
    title = "Share of 95 percent intervals that hold the people that are known"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{title}" font-family="sans-serif" font-size="12">'
        f'<rect width="{width}" height="{height}" fill="#fff"/>'
        f'<text x="10" y="24" font-size="15">{title}</text>{"".join(parts)}</svg>\n'
    )


if __name__ == "__main__":
    what = sys.argv[1] if len(sys.argv) > 1 else "speed"
    path = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    if what in ("speed", "redrawn"):
        {"speed": speed, "redrawn": redrawn}[what]()
    else:
        {"calibration": calibration, "coverage": coverage}[what](path)
