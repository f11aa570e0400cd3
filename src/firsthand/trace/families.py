"""Gather the documents that hold the same words: within a family, each but the first had them from another.

In: `Reuse`.  Out: families, as sorted document numbers; the further copies of texts that very many
documents hold.  Who is first in a family is not decided here but in `trace.trees`.

A document put together from two others is in two families, one for each part. A family is what
shares one stretch of some text; of families within one another, the largest is kept.
"""

from __future__ import annotations

from collections.abc import Mapping

from firsthand.model.value import value
from firsthand.trace.reuse import Reuse, Stretch

HOLDERS_EACH = 6  # exact copies of one text that are weighed one by one; the rest follow the first
BIN_LETTERS = 60  # a stretch is a row of bins this long: about a sentence
BINS_MAX = 256  # in a long text, bins grow instead
COMPONENT_MAX = 1_200  # texts; a larger web of reuse is divided by document, not by stretch
FAMILIES_MAX = 96  # of one web of reuse, largest first; more are shreds of these
MERGE_SHARE = 0.75  # families that agree in so many members are one whose edges are blurred


@value
class Families:
    """Families of documents, and what follows a text's first holders without being weighed."""

    families: tuple[tuple[int, ...], ...]
    followers: tuple[tuple[int, ...], ...]  # further holders of one text, by text


def gather_families(reuse: Reuse) -> Families:
    """Every family, the largest first."""
    partners = _partners(reuse)
    families: list[tuple[int, ...]] = []
    groups: list[tuple[int, ...]]
    for component in _components(partners, len(reuse.texts.holders)):
        if len(component) == 1:
            groups = [component] if len(reuse.texts.holders[component[0]]) > 1 else []
        elif len(component) > COMPONENT_MAX:
            groups = [component]
        else:
            groups = _divide(component, partners, reuse)
        families.extend(_documents(group, reuse) for group in groups)
    families.sort(key=lambda family: (-len(family), family))
    return Families(
        families=tuple(families),
        followers=tuple(holders for holders in reuse.texts.holders if len(holders) > HOLDERS_EACH),
    )


def _partners(reuse: Reuse) -> dict[int, dict[int, tuple[Stretch, ...]]]:
    """For each text, the texts it shares words with, and where in itself these stand."""
    partners: dict[int, dict[int, tuple[Stretch, ...]]] = {}
    for (one, other), shared in reuse.pairs.items():
        partners.setdefault(one, {})[other] = shared.one_stretches
        partners.setdefault(other, {})[one] = shared.other_stretches
    return partners


def _components(partners: Mapping[int, Mapping[int, object]], count: int) -> list[tuple[int, ...]]:
    """Webs of texts that hang together by shared words."""
    met: set[int] = set()
    components: list[tuple[int, ...]] = []
    for text in range(count):
        if text in met:
            continue
        met.add(text)
        web = [text]
        for member in web:
            fresh = [other for other in partners.get(member, ()) if other not in met]
            met.update(fresh)
            web.extend(fresh)
        components.append(tuple(sorted(web)))
    return components


def _divide(
    component: tuple[int, ...],
    partners: Mapping[int, Mapping[int, tuple[Stretch, ...]]],
    reuse: Reuse,
) -> list[tuple[int, ...]]:
    """The families of one web: who shares each bin of each text."""
    bit = {text: 1 << index for index, text in enumerate(component)}
    masks: set[int] = set()
    for text in component:
        length = int(reuse.texts.lengths[text])
        size = max(_bin_size(reuse, text), -(-length // BINS_MAX))
        bins = [0] * (length // size + 1)
        for other, stretches in partners[text].items():
            for start, end in stretches:
                first, last = round(start / size), round(end / size)
                for index in range(first, max(last, first + 1)):
                    bins[min(index, len(bins) - 1)] |= bit[other]
        masks.update(mask | bit[text] for mask in bins if mask)
    return [tuple(text for text in component if mask & bit[text]) for mask in _largest(masks)]


def _bin_size(reuse: Reuse, text: int) -> int:
    """Letters in a bin, fewer in a script that says more in each."""
    weight = reuse.weights[text] / max(int(reuse.texts.lengths[text]), 1)
    return max(int(BIN_LETTERS / max(weight, 1.0)), 1)


def _largest(masks: set[int]) -> list[int]:
    """Families that are not within another, those that differ little taken together."""
    kept: list[int] = []
    for mask in sorted(masks, key=lambda mask: (-mask.bit_count(), mask)):
        for index, larger in enumerate(kept):
            common = (mask & larger).bit_count()
            if common == mask.bit_count():
                break
            if common >= MERGE_SHARE * (mask | larger).bit_count():
                kept[index] = mask | larger
                break
        else:
            if len(kept) < FAMILIES_MAX:
                kept.append(mask)
    return kept


def _documents(texts: tuple[int, ...], reuse: Reuse) -> tuple[int, ...]:
    """The documents that hold these texts, of each text the first few."""
    return tuple(
        sorted(document for text in texts for document in reuse.texts.holders[text][:HOLDERS_EACH])
    )
