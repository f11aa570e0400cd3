"""Tell whether chains have mixed, and how many independent draws theirs are worth.

In: draws, a column for each chain.  Out: split-R-hat and effective draws (Gelman and others 2013,
ch. 11; rank-normalised as in Vehtari and others 2021).
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy import fft
from scipy.special import ndtri
from scipy.stats import rankdata

Floats = npt.NDArray[np.float64]


def split_r_hat(draws: Floats) -> float:
    """How much wider all chains are than one, each cut in halves: 1 where they agree."""
    return max(_r_hat(_normal(_halves(draws))), _r_hat(_normal(_folded(_halves(draws)))))


def effective_draws(draws: Floats) -> float:
    """How many independent draws say as much of the middle (bulk), by Geyer's initial sequence."""
    chains = _normal(_halves(draws))
    length, count = chains.shape
    within, total = _variances(chains)
    if not total > 0:
        return math.nan
    centred = chains - chains.mean(axis=0)
    spectrum = fft.rfft(centred, n=2 * length, axis=0)
    covariances = fft.irfft(np.abs(spectrum) ** 2, n=2 * length, axis=0)[:length] / length
    correlations = 1.0 - (within - covariances.mean(axis=1) * length / (length - 1)) / total
    correlations[0] = 1.0
    pairs = correlations[: length // 2 * 2].reshape(-1, 2).sum(axis=1)
    ended = np.flatnonzero(pairs < 0)
    pairs = np.minimum.accumulate(pairs[: ended[0] if len(ended) else len(pairs)])
    time = max(2.0 * float(pairs.sum()) - 1.0, 1.0 / math.log10(length * count))
    return float(length * count / time)


def _r_hat(chains: Floats) -> float:
    within, total = _variances(chains)
    return math.sqrt(total / within) if within > 0 else math.inf


def _variances(chains: Floats) -> tuple[float, float]:
    """Within chains, and of all."""
    length = chains.shape[0]
    within = float(chains.var(axis=0, ddof=1).mean())
    between = float(chains.mean(axis=0).var(ddof=1))
    return within, (length - 1) / length * within + between


def _halves(draws: Floats) -> Floats:
    half = draws.shape[0] // 2
    return np.concatenate([draws[:half], draws[-half:]], axis=1)


def _folded(draws: Floats) -> Floats:
    folded: Floats = np.abs(draws - np.median(draws))
    return folded


def _normal(draws: Floats) -> Floats:
    """Draws by their ranks, as if they were normal."""
    ranks = rankdata(draws).reshape(draws.shape)
    normal: Floats = ndtri((ranks - 0.375) / (draws.size + 0.25))
    return normal
