"""Estimate how many people there are where people differ, by classes of them that nobody sees.

In: patterns and dice.  Out: the posterior of all people, with what tells whether to believe it: did
the chains mix, did a trajectory leave the density, does the model make tables like the one seen.
The model is in `latent`, the drawing in `hamiltonian`.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from firsthand.model.value import value
from firsthand.weigh.systems.answers import Interval, from_draws
from firsthand.weigh.systems.hamiltonian import Drawing, Drawn, draw
from firsthand.weigh.systems.latent import LatentClasses, dimensions
from firsthand.weigh.systems.mixing import effective_draws, split_r_hat
from firsthand.weigh.systems.patterns import Patterns

LISTS_MAX = 6  # 64 patterns; with more, tables of all patterns take too long
CLASSES_COUNT = 10  # as published; the prior leaves those not needed empty
CHAINS_COUNT = {2: 96, 3: 96, 4: 96, 5: 64, 6: 32}  # by lists: as many as fit a core's cache
WARM_UP = 120
DRAWS_COUNT = 320  # of each chain
LENGTH = 2.5  # of a trajectory, beside logits' scale of 1; shorter ones forget too slowly
ACCEPTED = 0.7
ATTEMPTS = (  # until the chains mix: times draws, times length, and share of trajectories accepted
    (1, 1.0, ACCEPTED),
    (2, 1.3, 0.85),  # smaller steps, for corners that larger ones fall out of
)
STICK_SCALE = 0.6  # of the logarithms of the sticks, beside 1 for logits
START_SPREAD = 1.0  # chains start further apart than the posterior is wide
LISTED_AT_START = 0.5  # of the documented share, so that not all people are documented
CHECKS_COUNT = 2_000  # draws with which tables are made anew
R_HAT_MAX = 1.01  # as Vehtari and others (2021) ask
EFFECTIVE_MIN = 400.0
DIVERGENT_SHARE_MAX = 1e-3

Floats = npt.NDArray[np.float64]


@value
class Posterior:
    """What was drawn. `predictive` is the share of tables made anew that fit worse than the seen.

    Near 0 the model cannot make such a table; a share of 1/2 is as it should be.
    """

    interval: Interval
    r_hat: float
    effective: float
    draws_count: int
    chains_count: int
    divergences: int
    accepted: float
    predictive: float

    @property
    def mixed(self) -> bool:
        """Whether the draws may be taken for draws of the posterior."""
        return (
            self.r_hat < R_HAT_MAX
            and self.effective >= EFFECTIVE_MIN
            and self.divergences <= DIVERGENT_SHARE_MAX * self.draws_count
        )


def latent_classes(patterns: Patterns, dice: np.random.Generator) -> Posterior | None:
    """The posterior for *patterns*; None for more lists than `LISTS_MAX`, or nobody."""
    if len(patterns.lists) > LISTS_MAX or not patterns.documented:
        return None
    counts = table_of(patterns)
    for more, longer, accepted in ATTEMPTS:
        drawing = ((WARM_UP * more, DRAWS_COUNT * more), LENGTH * longer, accepted)
        found = _posterior(counts, *drawing, dice)
        if found.mixed:
            break
    return found


def _posterior(
    counts: Floats,
    turns: tuple[int, int],
    length: float,
    accepted: float,
    dice: np.random.Generator,
) -> Posterior:
    chains = CHAINS_COUNT[max(2, len(counts).bit_length() - 1)]
    drawn = draw_tables(
        counts[:, None],
        chains_each=chains,
        dice=dice,
        turns=turns,
        length=length,
        accepted=accepted,
    )
    people = people_drawn(drawn, float(counts.sum()), dice)
    return Posterior(
        interval=from_draws(people),
        r_hat=split_r_hat(people),
        effective=effective_draws(people),
        draws_count=people.size,
        chains_count=chains,
        divergences=int(drawn.divergences.sum()),
        accepted=float(drawn.accepted.mean()),
        predictive=_predictive(drawn.watched, counts, dice),
    )


def table_of(patterns: Patterns) -> Floats:
    """The counts by pattern, list 0 the highest bit; nobody is counted on no list."""
    counts = np.zeros(2 ** len(patterns.lists))
    for pattern, count in patterns.counts:
        counts[int("".join(map(str, pattern)), 2)] += count
    return counts


def draw_tables(
    tables: Floats,
    *,
    chains_each: int,
    dice: np.random.Generator,
    classes_count: int = CLASSES_COUNT,
    turns: tuple[int, int] = (WARM_UP, DRAWS_COUNT),
    length: float = LENGTH,
    accepted: float = ACCEPTED,
    density: type[LatentClasses] = LatentClasses,
) -> Drawn:
    """Draw for several *tables* (a column each) at once, each with chains of its own.

    *turns* are those of the warm-up and those kept; *density* is another one where a fault is
    made on purpose, to see it found.
    """
    lists_count = len(tables).bit_length() - 1
    counts = np.repeat(tables, chains_each, axis=1)
    start, scales = _start(tables, chains_each, classes_count, dice)
    target = density(counts, classes_count=classes_count, lists_count=lists_count)
    drawing = Drawing(
        tables_count=tables.shape[1],
        warm_up=turns[0],
        draws_count=turns[1],
        length=length,
        accepted=accepted,
    )
    return draw(target, start, scales, drawing, dice)


def people_drawn(drawn: Drawn, documented: float, dice: np.random.Generator) -> Floats:
    """All people, given each draw of the parameters: exact, since p(N) is proportional to 1/N."""
    reached = np.maximum(1.0 - drawn.watched[:, 0], np.finfo(float).tiny)
    people: Floats = documented + dice.negative_binomial(documented, reached).astype(np.float64)
    return people


def _start(
    tables: Floats, chains_each: int, classes_count: int, dice: np.random.Generator
) -> tuple[Floats, Floats]:
    """Points around the lists' shares, and the scales of the parameters."""
    lists_count = len(tables).bit_length() - 1
    bits = np.arange(len(tables))[None] >> np.arange(lists_count)[::-1, None] & 1
    shares = LISTED_AT_START * (bits @ tables + 0.5) / (tables.sum(axis=0) + 1.0)
    logits = np.repeat(np.log(shares / (1 - shares)), classes_count, axis=0)
    points = START_SPREAD * dice.standard_normal(
        (dimensions(classes_count, lists_count), tables.shape[1] * chains_each)
    )
    points[classes_count - 1 :] += np.repeat(logits, chains_each, axis=1)
    scales = np.ones((len(points), 1))
    scales[: classes_count - 1] = STICK_SCALE
    return points, scales


def _predictive(watched: Floats, counts: Floats, dice: np.random.Generator) -> float:
    """The share of tables made with the drawn parameters whose deviance is above the seen one's."""
    flat = np.moveaxis(watched, 1, 2).reshape(-1, len(counts))
    some = flat[np.linspace(0, len(flat) - 1, CHECKS_COUNT).astype(int), 1:]
    some = some / some.sum(axis=1, keepdims=True)
    documented = int(counts.sum())
    again = dice.multinomial(documented, some)
    expected = documented * some
    return float(np.mean(_deviance(again, expected) >= _deviance(counts[1:], expected)))


def _deviance(counts: npt.NDArray[np.number], expected: Floats) -> Floats:
    ratio = np.where(counts > 0, counts / expected, 1.0)
    deviance: Floats = 2.0 * (counts * np.log(ratio)).sum(axis=1)
    return deviance
