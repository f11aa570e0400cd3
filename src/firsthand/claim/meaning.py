"""Tell what a sentence says by the sense of its words in their order, whatever words they are and in whatever language.

In: for each sentence of a page its pieces (`claim.pieces`) and what lists and rules say of it (`claim.signs`).  Out:
for each thing that may be said the log-odds that it is. A small network, the same for all languages, that was learnt
from labelled sentences (`scripts/learn_meaning`): pieces of like sense stand for each other, so that it carries
further to words that no labelled page has than a table of words does.

Whatever is summed is whole numbers small enough to be exact in the format that sums them, so that the same page
gives the same odds on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from firsthand.model.value import value

Floats = NDArray[np.float32]
Rows = NDArray[np.float32]  # a row a sentence, or a piece

REACH = 3  # sentences on either side that are read with one
TOP = (
    127.0  # the largest whole number between two layers: 127 * 127 * 960 is still exact in 24 bits
)
FINE = 64.0  # steps of a pooled feature, before it is evened out
EVEN = 1e-5  # so that a sentence without any feature is not divided by nothing
NONE = -1  # no piece: what stands between two sentences, and in one without any
TOGETHER = 1_024  # pieces, or one sentence more, that are looked at together: what is held stays below 10 MB


@value
class Layer:
    """Whole weights, the size of a step of each column, what is added, and how finely what comes out is told."""

    weights: Floats
    size: Floats
    bias: Floats

    def of(self, rows: Rows) -> Rows:
        """What the layer says of rows of whole numbers."""
        sums: Rows = rows @ self.weights
        sums *= self.size
        sums += self.bias
        return sums


@value
class Network:
    """What was learnt. `limits`: by language, from which odds each target is told by them alone.

    `steps`: what a step of a piece and of a fact is worth, and how many steps of each layer's outcome are one.
    """

    targets: tuple[str, ...]
    facts: Mapping[str, int]
    table: NDArray[np.int8]
    of_facts: Floats
    layers: Mapping[str, Layer]
    evened: tuple[Floats, Floats]
    steps: Mapping[str, float]
    limits: Mapping[str, tuple[float, ...]]


def read_network(raw: bytes) -> Network:
    """A network as `kept` writes it: a line that names the arrays, then the arrays."""
    line, _, _ = raw.partition(b"\n")
    head = json.loads(line)
    at = len(line) + 1
    arrays: dict[str, NDArray[np.generic]] = {}
    for name, kind, shape in head["arrays"]:
        many = int(np.prod(shape))
        arrays[name] = np.frombuffer(raw, np.dtype(kind), many, at).reshape(shape)
        at += many * np.dtype(kind).itemsize
    layers = {
        name: Layer(
            weights=arrays[f"{name}.weights"].astype(np.float32),
            size=arrays[f"{name}.size"].astype(np.float32),
            bias=arrays[f"{name}.bias"].astype(np.float32),
        )
        for name in head["layers"]
    }
    return Network(
        targets=tuple(head["targets"]),
        facts={fact: number for number, fact in enumerate(head["facts"])},
        table=arrays["table"].astype(np.int8, copy=False),
        of_facts=arrays["of_facts"].astype(np.float32),
        layers=layers,
        evened=(arrays["evened.size"].astype(np.float32), arrays["evened.bias"].astype(np.float32)),
        steps=head["steps"],
        limits={language: tuple(each) for language, each in head["limits"].items()},
    )


def kept(network: Network) -> bytes:
    """The network as `read_network` reads it."""
    arrays: list[tuple[str, str, NDArray[np.generic]]] = [
        ("table", "<i1", network.table),
        ("of_facts", "<i2", network.of_facts),
        ("evened.size", "<f4", network.evened[0]),
        ("evened.bias", "<f4", network.evened[1]),
    ]
    for name, layer in sorted(network.layers.items()):
        arrays += [
            (f"{name}.weights", "<i1", layer.weights),
            (f"{name}.size", "<f4", layer.size),
            (f"{name}.bias", "<f4", layer.bias),
        ]
    head = {
        "targets": list(network.targets),
        "facts": sorted(network.facts, key=lambda fact: network.facts[fact]),
        "layers": sorted(network.layers),
        "steps": dict(sorted(network.steps.items())),
        "limits": {language: list(each) for language, each in sorted(network.limits.items())},
        "arrays": [(name, kind, list(each.shape)) for name, kind, each in arrays],
    }
    body = b"".join(each.astype(kind).tobytes() for _, kind, each in arrays)
    return json.dumps(head, separators=(",", ":")).encode() + b"\n" + body


@cache
def network() -> Network:
    """The packaged network."""
    return read_network(files("firsthand.claim").joinpath("data/meaning.bin").read_bytes())


def _stepped(rows: Rows, steps: float) -> Rows:
    """Whole numbers, in their place, for what is no less than nothing, the largest for whatever is above it."""
    rows *= np.float32(steps)
    np.rint(rows, out=rows)
    np.maximum(rows, 0, out=rows)
    return np.minimum(rows, np.float32(TOP), out=rows)


def pooled(sentences: Sequence[Sequence[int]], known: Network) -> Rows:
    """A row of whole numbers for each sentence, from its pieces and those beside each."""
    found = []
    start = pieces = 0
    for end, each in enumerate(sentences, start=1):
        pieces += len(each)
        if pieces >= TOGETHER or end == len(sentences):
            found.append(_pooled(sentences[start:end], known))
            start, pieces = end, 0
    return found[0] if len(found) == 1 else np.vstack(found)


def _pooled(sentences: Sequence[Sequence[int]], known: Network) -> Rows:
    words, second, ends = _pieces(sentences, known)
    steps = known.steps
    many = np.diff([*ends, len(words)])[::2]
    root = np.sqrt(many.astype(np.float64))[:, None]
    features = np.hstack([
        np.add.reduceat(words, ends, axis=0)[::2] * steps["words"] / root,
        np.add.reduceat(second, ends, axis=0)[::2] / steps["second"] / root,
        np.maximum.reduceat(second, ends, axis=0)[::2] / steps["second"],
    ])  # fmt: skip
    return _whole(features, known)


def states(sentences: Sequence[Sequence[int]], known: Network) -> list[Rows]:
    """For each sentence a row of whole numbers for each of its pieces, which those beside it have a part in."""
    found: list[Rows] = []
    start = pieces = 0
    for end, each in enumerate(sentences, start=1):
        pieces += len(each)
        if pieces >= TOGETHER or end == len(sentences):
            _, second, ends = _pieces(sentences[start:end], known)
            for at, of_one in zip(ends[::2], sentences[start:end], strict=True):
                found.append(second[at : at + len(of_one)])
            start, pieces = end, 0
    return found


def _pieces(sentences: Sequence[Sequence[int]], known: Network) -> tuple[Rows, Rows, list[int]]:
    """A row for each piece, as it is and as it stands among others; where each sentence begins and where it ends."""
    steps = known.steps
    numbers: list[int] = []
    ends: list[int] = []
    for each in sentences:
        ends.append(len(numbers))
        numbers += each or (NONE,)
        ends.append(len(numbers))
        numbers.append(NONE)  # nothing stands between two sentences
    del numbers[-1], ends[-1]
    words = known.table.take(numbers, axis=0, mode="wrap").astype(np.float32)
    words[[at for at, number in enumerate(numbers) if number == NONE]] = 0
    first = _stepped(_beside(known.layers["first"], words), steps["first"])
    first[ends[1::2]] = 0
    second = _beside(known.layers["second"], first)
    np.maximum(second, 0, out=second)
    second += first / np.float32(steps["first"])
    return words, _stepped(second, steps["second"]), ends


def _whole(features: NDArray[np.float64], known: Network) -> Rows:
    """Features of sentences, brought to mean 0 and spread 1, as whole numbers."""
    whole = np.rint(features * FINE)  # their sums are exact
    wide = whole.shape[1]
    mean = whole.sum(axis=1, keepdims=True) / wide
    spread = (whole * whole).sum(axis=1, keepdims=True) / wide - mean * mean
    evened = (whole - mean) / np.sqrt(spread + EVEN * FINE * FINE)
    size, bias = known.evened
    found: Rows = np.clip(
        np.rint((evened * size + bias) * known.steps["pooled"]), -TOP, TOP
    ).astype(np.float32)
    return found


def _beside(layer: Layer, rows: Rows) -> Rows:
    """What a layer says of each row with the one before and the one after it."""
    wide = rows.shape[1]
    three = np.empty((len(rows), 3 * wide), np.float32)
    three[0, :wide] = three[-1, 2 * wide :] = 0
    three[1:, :wide] = rows[:-1]
    three[:, wide : 2 * wide] = rows
    three[:-1, 2 * wide :] = rows[1:]
    return layer.of(three)


def gist(features: Rows, known: Network) -> Rows:
    """What each sentence says to those beside it, and what is told of it by."""
    first = _stepped(known.layers["gist"].of(features), known.steps["gist"])
    more = np.maximum(known.layers["more"].of(first), 0)
    return _stepped(first / np.float32(known.steps["gist"]) + more, known.steps["more"])


def around(gists: Rows) -> Rows:
    """For each sentence the gist of the one before, of the one after, and the mean of those around it."""
    many, wide = gists.shape
    found = np.zeros((many, 3 * wide), np.float32)
    found[1:, :wide] = gists[:-1]
    found[:-1, wide : 2 * wide] = gists[1:]
    sums = gists.copy()
    for far in range(1, REACH + 1):
        sums[far:] += gists[:-far]
        sums[:-far] += gists[far:]
    at = np.arange(many)
    some = np.minimum(at + REACH + 1, many) - np.maximum(at - REACH, 0)
    np.rint(sums / some[:, None], out=found[:, 2 * wide :], casting="same_kind")
    return found


def odds_by_meaning(
    sentences: Sequence[Sequence[int]], facts: Sequence[Collection[str]], known: Network
) -> NDArray[np.float64]:
    """The log-odds of each target for each sentence of a page."""
    features = pooled(sentences, known)
    gists = gist(features, known)
    return told(features, gists, around(gists), facts, known)


def told(
    features: Rows, gists: Rows, beside: Rows, facts: Sequence[Collection[str]], known: Network
) -> NDArray[np.float64]:
    """The log-odds of each target, from what is known of each sentence and of those around it."""
    odds = told_by_itself(features, gists, known)
    odds += told_by_those_beside(beside, known)
    odds += told_by_facts(facts, known)
    return odds


def told_by_itself(features: Rows, gists: Rows, known: Network) -> NDArray[np.float64]:
    """What a sentence adds to the odds of each target."""
    return known.layers["told"].of(np.hstack([features, gists])).astype(np.float64)


def told_by_those_beside(beside: Rows, known: Network) -> Rows:
    """What those around a sentence add."""
    layers, steps = known.layers, known.steps
    return layers["told_beside"].of(_stepped(layers["beside"].of(beside), steps["beside"]))


def told_by_facts(facts: Sequence[Collection[str]], known: Network) -> Rows:
    """What is added by what lists and rules say of a sentence."""
    stand = np.zeros((len(facts), len(known.facts)), np.float32)
    get = known.facts.get
    stand.ravel()[[
        at * stand.shape[1] + number
        for at, of_one in enumerate(facts)
        for number in map(get, of_one)
        if number is not None
    ]] = 1  # fmt: skip
    found: Rows = (stand @ known.of_facts) * np.float32(known.steps["facts"])
    return found
