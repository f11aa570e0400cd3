"""Score what could be a value: how likely each way of being one is, by where it stands.

In: rows of whole numbers as `claim.standing` makes them.  Out: for each candidate the share of each way of its kind.
A network of one hidden layer for each kind, the same for all languages, learnt by `scripts/learn_values`
(`data/values.bin`). Weights are whole numbers, and what is summed is exact, so that every machine scores alike.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from firsthand.claim.meaning import TOP, Floats, Rows
from firsthand.model.value import value

SHUT = -1e9  # log-odds of a way that is not open to a candidate
EXACT_BELOW = 1 << 24  # whole numbers are exact in floats of 32 bits
Shares = NDArray[np.float64]


@value
class Weights:
    """Whole weights of a layer, as floats in which their sums are exact; the size of a step of each column, what is added."""

    weights: Floats | Shares
    size: Floats
    bias: Floats

    def of(self, rows: Rows) -> Shares:
        """What the layer says of rows of whole numbers."""
        sums: Shares = (rows @ self.weights).astype(np.float64)
        sums *= self.size
        sums += self.bias
        return sums


@value
class Scorer:
    """What was learnt of one kind: its ways, signs by their place, layers, and from which share an element is taken."""

    ways: tuple[str, ...]
    names: Mapping[str, int]
    hidden: Weights
    told: Weights
    steps: float
    limits: Mapping[str, float]

    def shares(self, rows: Rows, signs: Rows, open_: Sequence[Sequence[bool]]) -> Shares:
        """How likely each way of each candidate is; those that are not *open_* to it are not."""
        hidden = np.clip(np.rint(self.hidden.of(np.hstack([rows, signs])) * self.steps), 0, TOP)
        odds = self.told.of(np.hstack([signs, hidden.astype(np.float32)]))
        odds = np.where(np.array(open_), odds, SHUT)
        odds -= odds.max(axis=1, keepdims=True)
        even: Shares = np.exp(odds)
        shares: Shares = even / even.sum(axis=1, keepdims=True)
        return shares


@cache
def scorers() -> Mapping[str, Scorer]:
    """The packaged scorers, by kind."""
    return read_scorers(files("firsthand.claim").joinpath("data/values.bin").read_bytes())


def read_scorers(raw: bytes) -> dict[str, Scorer]:
    """Scorers as `kept` writes them: a line that names the arrays, then the arrays."""
    line, _, _ = raw.partition(b"\n")
    at = len(line) + 1
    found = {}
    for kind, head in json.loads(line).items():
        arrays: dict[str, NDArray[np.generic]] = {}
        for name, of_kind, shape in head["arrays"]:
            many = int(np.prod(shape))
            arrays[name] = np.frombuffer(raw, np.dtype(of_kind), many, at).reshape(shape)
            at += arrays[name].nbytes
        layers = (
            Weights(
                weights=_exact(arrays[f"{layer}.weights"]),
                size=arrays[f"{layer}.size"].astype(np.float32),
                bias=arrays[f"{layer}.bias"].astype(np.float32),
            )
            for layer in ("hidden", "told")
        )
        found[kind] = Scorer(
            ways=tuple(head["ways"]),
            names={name: number for number, name in enumerate(head["names"])},
            hidden=next(layers),
            told=next(layers),
            steps=head["steps"],
            limits=head["limits"],
        )
    return found


def _exact(weights: NDArray[np.generic]) -> Floats | Shares:
    """Whole weights as the smallest floats in which no sum of what they weigh, up to TOP each, is rounded."""
    wide: Shares = weights.astype(np.float64)
    most = np.abs(wide).sum(axis=0).max(initial=0) * TOP
    return wide.astype(np.float32) if most < EXACT_BELOW else wide


def kept(known: Mapping[str, Scorer]) -> bytes:
    """The scorers as `read_scorers` reads them."""
    heads, body = {}, b""
    for kind, each in sorted(known.items()):
        arrays: list[tuple[str, str, NDArray[np.generic]]] = []
        for name, layer in (("hidden", each.hidden), ("told", each.told)):
            arrays += [
                (f"{name}.weights", "<i1", layer.weights),
                (f"{name}.size", "<f4", layer.size),
                (f"{name}.bias", "<f4", layer.bias),
            ]
        body += b"".join(array.astype(of_kind).tobytes() for _, of_kind, array in arrays)
        heads[kind] = {
            "ways": list(each.ways),
            "names": sorted(each.names, key=lambda name: each.names[name]),
            "steps": each.steps,
            "limits": dict(sorted(each.limits.items())),
            "arrays": [(name, of_kind, list(array.shape)) for name, of_kind, array in arrays],
        }
    return json.dumps(heads, separators=(",", ":")).encode() + b"\n" + body
