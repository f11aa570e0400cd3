"""Weigh all trees of a family again with one page made at another time, without adding them up anew.

In: log-weights of a family's steps and first pages; for some of its pages, the weights of the steps from and
to them at other times.  Out: the weight of all trees at each of these times, beside that at none of them;
the probabilities of the page's own steps.  What the times are is not known here but in `trace.trees`.

All trees together weigh as much as a determinant (see `trace.trees`). Another time of one page
changes one row and one column of the weights, and with them the columns of all pages that it may precede:

    det(L + Δ) = det(L)·det(I + L⁻¹Δ)

with Δ in the columns of these pages alone. The pages that matter most to the page (and it to them),
`BLOCK` of them, are taken together; each of the rest by itself, as if they did not bear upon one another.
In a family of no more than BLOCK + 1 pages this is exact. In larger ones (up to 60 pages, of
`bench/press.py`) the chance of a time is within 0.01 of the exact one for 99 pages in a hundred.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BLOCK = 12
EXPONENT_MOST = 60.0
FACTOR_LEAST = 1e-12  # rounding may take what is nearly nothing below nothing
NOTHING = -700.0  # the logarithm of a weight that rounding has taken below nothing

Matrix = NDArray[np.float64]
Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """Families of one size with all their pages where they are on average; first axis: the family."""

    weights: Matrix  # of steps; each column beside its largest
    scale: Matrix  # the logarithm of the largest of each column
    roots: Matrix
    inverse: Matrix  # of the Laplacian with the roots in its first row
    odds: Matrix  # the same without its first column: the trees in which a page enters another


@dataclass(frozen=True, slots=True, eq=False)
class Moved:
    """Some pages at other times, a page a line; second axis: the times."""

    solved: Solved
    family: Indices
    page: Indices
    rows: Matrix  # weights of the steps from the page
    columns: Matrix  # and into it
    forth: Matrix  # how far these differ from where the page is on average
    back: Matrix
    block: Indices  # of each line the pages taken together, the page itself last


def solve(log_step: Matrix, log_root: Matrix) -> Solved:
    """Families with these log-weights of steps and of being first."""
    scale = log_step.max(axis=1)
    weights = _weights(log_step - scale[:, None])
    set_diagonal(weights, 0.0)
    roots = log_root - scale
    roots = np.exp(np.clip(roots - roots.max(axis=1, keepdims=True), -EXPONENT_MOST, 0))
    laplacian = -weights
    set_diagonal(laplacian, weights.sum(axis=1))
    laplacian[:, 0] = roots
    inverse = invert(laplacian)
    odds = inverse.copy()
    odds[:, :, 0] = 0.0
    return Solved(weights=weights, scale=scale, roots=roots, inverse=inverse, odds=odds)


def move(
    solved: Solved, family: Indices, page: Indices, *, log_from: Matrix, log_into: Matrix
) -> Moved:
    """Pages at other times; log-weights of steps from and into them.  Axes: page, its time, the other."""
    line = np.arange(len(page))
    rows = _weights(log_from - solved.scale.take(family, axis=0)[:, None])
    columns = _weights(log_into - solved.scale[family, page][:, None, None])
    rows[line, :, page] = columns[line, :, page] = 0.0
    forth = rows - rows_of(solved.weights, family, page)[:, None]
    back = columns - solved.weights[family, :, page][:, None]
    return Moved(
        solved=solved,
        family=family,
        page=page,
        rows=rows,
        columns=columns,
        forth=forth,
        back=back,
        block=_block(solved, family, page, np.abs(forth).max(axis=1)),
    )


def _block(solved: Solved, family: Indices, page: Indices, most: Matrix) -> Indices:
    """The pages for which it matters most when a page was made, and that page itself last."""
    line = np.arange(len(page))
    inverse = solved.inverse
    own = np.diagonal(inverse, axis1=1, axis2=2)[family]
    through = (
        inverse[family, :, page]
        * rows_of(inverse, family, page)
        / inverse[family, page, page][:, None]
    )
    matters = most * np.abs(own - through)
    matters[:, 0] = np.inf  # the first row is that of the roots
    matters[line, page] = -1.0
    size = min(BLOCK, matters.shape[1] - 1)
    chosen = np.argsort(-matters, axis=1, kind="stable")[:, :size]
    return np.concatenate((chosen, page[:, None]), axis=1)


def log_sums(moved: Moved) -> Matrix:
    """The logarithm of the weight of all trees at each time, beside that with the page where it is on average."""
    line = np.arange(len(moved.page))[:, None]
    odds = moved.solved.odds
    block = moved.block
    rows = rows_of(odds, moved.family[:, None], block)  # line, page of the block, any page
    rows -= rows[line[:, 0], :, moved.page][:, :, None]
    forth = _among(moved.forth, block[:, :-1])
    within = _among(rows, block[:, :-1])
    together = np.empty((*moved.forth.shape[:2], block.shape[1], block.shape[1]))
    np.multiply(within[:, None], forth[:, :, None], out=together[..., :-1])
    np.negative(moved.back @ rows.swapaxes(1, 2), out=together[..., -1])
    places = np.arange(block.shape[1])
    together[..., places, places] += 1.0
    sign, found = np.linalg.slogdet(together)
    found = np.where(sign > 0, found, NOTHING)
    if block.shape[1] < moved.forth.shape[2]:
        diagonal = np.diagonal(odds, axis1=1, axis2=2)[moved.family]
        alone = moved.forth * (diagonal - odds[moved.family, :, moved.page])[:, None]
        alone += 1.0
        alone.swapaxes(1, 2)[line, block] = 1.0
        np.maximum(alone, FACTOR_LEAST, out=alone)
        found += np.log(alone, out=alone).sum(axis=2)
    summed: Matrix = found
    return summed


def steps_at(moved: Moved, chances: Matrix) -> tuple[Matrix, Matrix, Matrix]:
    """Probabilities of the steps from each page and into it, and of being first, over its times.

    *chances* are those of the times, a page a line.
    """
    line, time = np.nonzero(chances)
    family, page, block = moved.family[line], moved.page[line], moved.block[line]
    odds, inverse = moved.solved.odds.take(family, axis=0), moved.solved.inverse
    forth, back = moved.forth[line, time], moved.back[line, time]
    every, inside = np.arange(len(line)), np.arange(len(line))[:, None]
    beside = odds
    beside -= odds[every, :, page][:, :, None]
    change = np.concatenate(
        (
            _among(beside, block[:, :-1])
            * np.take_along_axis(forth, block[:, :-1], axis=1)[:, None],
            -(beside @ back[:, :, None]),
        ),
        axis=2,
    )
    together = change[inside, block]
    places = np.arange(block.shape[1])
    together[:, places, places] += 1.0
    answer = solve_each(together, rows_of(inverse, family[:, None], block))
    into = rows_of(inverse, family, page) - (change[every, page][:, None] @ answer)[:, 0]
    diagonal = np.diagonal(inverse, axis1=1, axis2=2)[family] - np.einsum(
        "lpb,lbp->lp", change, answer
    )
    column = inverse[family, :, page] - (change @ answer[every, :, page][:, :, None])[:, :, 0]
    diagonal[:, 0] = 0.0
    column[page == 0] = 0.0
    first = moved.solved.roots[family, page] * into[:, 0]
    into[:, 0] = 0.0
    held = diagonal - column
    own = np.maximum(1.0 + forth * held, FACTOR_LEAST)
    own[inside, block] = 1.0
    leaving = np.clip(moved.rows[line, time] * held / own, 0.0, 1.0)
    entering = np.clip(moved.columns[line, time] * (into[every, page][:, None] - into), 0.0, 1.0)
    chance = chances[line, time] / chances.sum(axis=1)[line]
    return (
        _summed(leaving * chance[:, None], line, len(chances)),
        _summed(entering * chance[:, None], line, len(chances)),
        _summed((np.clip(first, 0.0, 1.0) * chance)[:, None], line, len(chances))[:, 0],
    )


def rows_of(matrices: Matrix, family: Indices, page: Indices) -> Matrix:
    """The rows of some pages, each of the matrix of its family."""
    # One number says where each stands, as in `_among`.
    size, width = matrices.shape[1:]
    rows: Matrix = matrices.reshape(-1, width).take(family * size + page, axis=0)
    return rows


def _among(rows: Matrix, columns: Indices) -> Matrix:
    """Some columns of each row, those of a line the same.  Axes: line, row, column."""
    lines, height, width = rows.shape
    # One number says where each stands: far faster than one for each axis.
    first = np.arange(0, lines * height * width, width).reshape(lines, height, 1)
    return rows.reshape(-1).take(first + columns[:, None])


def _summed(values: Matrix, line: Indices, count: int) -> Matrix:
    """The sum of each line, added one after the other."""
    width = values.shape[1]
    places = line[:, None] * width + np.arange(width)
    total: Matrix = np.bincount(
        places.ravel(), weights=values.ravel(), minlength=count * width
    ).astype(np.float64, copy=False)
    return total.reshape(count, width)


def solve_each(left: Matrix, right: Matrix) -> Matrix:
    """The solution of each system, or the nearest there is to one."""
    try:
        return np.asarray(np.linalg.solve(left, right), dtype=np.float64)
    except np.linalg.LinAlgError:
        if len(left) == 1:
            return np.asarray(np.linalg.pinv(left) @ right, dtype=np.float64)
        each = zip(left, right, strict=True)  # the others have theirs whatever stands beside them
        return np.concatenate([solve_each(one[None], other[None]) for one, other in each])


def invert(matrices: Matrix) -> Matrix:
    """The inverse of each, or the nearest there is to one."""
    try:
        inverse: Matrix = np.linalg.inv(matrices).astype(np.float64)
    except np.linalg.LinAlgError:
        if len(matrices) == 1:
            inverse = np.linalg.pinv(matrices).astype(np.float64)
        else:
            inverse = np.concatenate([invert(one[None]) for one in matrices])
    return inverse


def set_diagonal(matrices: Matrix, entry: float | Matrix) -> None:
    """Put *entry* on the diagonal of each matrix."""
    pages = np.arange(matrices.shape[-1])
    matrices[..., pages, pages] = entry


def _weights(logarithms: Matrix) -> Matrix:
    """Weights of logarithms, in their place."""
    np.clip(logarithms, -EXPONENT_MOST, EXPONENT_MOST, out=logarithms)
    return np.exp(logarithms, out=logarithms)
