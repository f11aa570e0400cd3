from __future__ import annotations

import numpy as np
import pytest

from firsthand.trace.moving import BLOCK, log_sums, move, solve, steps_at

TIMES = 5


def family(size: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.random.Generator]:
    """Log-weights of steps and roots, as unlike as those of pages."""
    dice = np.random.default_rng(seed)
    step = -dice.uniform(0, 8, (size, size))
    np.fill_diagonal(step, -np.inf)
    return step, dice.uniform(0, 3, size), dice


def laplacian(log_step: np.ndarray, log_root: np.ndarray) -> np.ndarray:
    weights = np.exp(log_step)
    np.fill_diagonal(weights, 0.0)
    matrix: np.ndarray = np.diag(weights.sum(axis=0)) - weights
    matrix[0] = np.exp(log_root)
    return matrix


def changed(log_step: np.ndarray, page: int, out: np.ndarray, into: np.ndarray) -> np.ndarray:
    step = log_step.copy()
    step[page], step[:, page] = out, into
    return step


@pytest.mark.parametrize("page", [0, 3, 8])
def test_of_a_small_family_all_trees_weigh_what_they_weigh_when_added_up_anew(page: int) -> None:
    log_step, log_root, dice = family(9, seed=page)
    out, into = -dice.uniform(0, 8, (2, TIMES, 9))
    moved = move(
        solve(log_step[None], log_root[None]), np.array([0]), np.array([page]),
        log_from=out[None], log_into=into[None],
    )  # fmt: skip
    before = np.linalg.slogdet(laplacian(log_step, log_root))[1]
    anew = [
        np.linalg.slogdet(laplacian(changed(log_step, page, out[t], into[t]), log_root))[1]
        for t in range(TIMES)
    ]
    assert log_sums(moved)[0] == pytest.approx(np.array(anew) - before, abs=1e-9)


@pytest.mark.parametrize("page", [0, 2, 6])
def test_of_a_small_family_the_steps_of_a_page_are_as_likely_as_in_all_its_trees(page: int) -> None:
    log_step, log_root, dice = family(7, seed=page)
    out, into = -dice.uniform(0, 8, (2, TIMES, 7))
    moved = move(
        solve(log_step[None], log_root[None]), np.array([0]), np.array([page]),
        log_from=out[None], log_into=into[None],
    )  # fmt: skip
    chances = dice.dirichlet(np.ones(TIMES))
    leaving, entering, first = steps_at(moved, chances[None])
    wanted = np.zeros((2, 7))
    root = 0.0
    for time, chance in enumerate(chances):
        step = changed(log_step, page, out[time], into[time])
        np.fill_diagonal(step, -np.inf)
        inverse = np.linalg.inv(laplacian(step, log_root))
        held = inverse.copy()
        held[:, 0] = 0.0
        wanted[0] += chance * np.exp(step[page]) * (np.diagonal(held) - held[:, page])
        wanted[1] += chance * np.exp(step[:, page]) * (held[page, page] - held[page])
        root += chance * np.exp(log_root[page]) * inverse[page, 0]
    assert leaving[0] == pytest.approx(wanted[0], abs=1e-9)
    assert entering[0] == pytest.approx(wanted[1], abs=1e-9)
    assert first[0] == pytest.approx(root, abs=1e-9)
    assert entering[0].sum() + first[0] == pytest.approx(1.0)


def test_of_a_large_family_the_times_of_a_page_are_nearly_as_likely() -> None:
    """
    forty pages, each moved to five times, nearly all by more than makes an order sure: the chances
    of these are within 0.02 of those by all trees for 19 in 20, and within 0.1 for all
    """
    size = 40
    assert size > BLOCK + 1
    log_step, log_root, dice = family(size, seed=1)
    pages = np.arange(size)
    out, into = log_step[:, None] + dice.uniform(-4, 4, (size, TIMES, 1)), log_step.T[:, None]
    into = into + dice.uniform(-4, 4, (size, TIMES, 1))
    moved = move(
        solve(log_step[None], log_root[None]), np.zeros(size, dtype=np.int64), pages,
        log_from=out, log_into=into,
    )  # fmt: skip
    found = _chances(log_sums(moved))
    anew = np.array([
        [
            np.linalg.slogdet(laplacian(changed(log_step, page, out[page, t], into[page, t]), log_root))[1]
            for t in range(TIMES)
        ]
        for page in pages.tolist()
    ])  # fmt: skip
    off = np.abs(found - _chances(anew)).max(axis=1)
    assert np.quantile(off, 0.95) < 0.02
    assert off.max() < 0.1


def _chances(logarithms: np.ndarray) -> np.ndarray:
    chances = np.exp(logarithms - logarithms.max(axis=1, keepdims=True))
    return np.asarray(chances / chances.sum(axis=1, keepdims=True))
