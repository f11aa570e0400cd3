"""Find what changed between an earlier text and a later one.

In: a lineage, documents, and what each is suggested to say.  Out: drifts along edges between two
documents that are both in the case, with both sentences. Only sentences that say the same are
compared: a new fact is no drift, and two facts of one page are never taken for one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from firsthand.model.claim import AgeRange, Element, Place, Quantity, Stance, Suggestion
from firsthand.model.document import Document
from firsthand.model.lineage import Derivation, Drift, DriftKind, Lineage
from firsthand.trace.sentences import pair_sentences

PAGES_KEPT = 1_024  # pages whose sentences were asked for a moment ago

Change = tuple[DriftKind, str, str]
Sentence = tuple[str, tuple[Suggestion, ...]]

# What kind of change a changed value of each element is; of others the wording alone may differ.
_KINDS = {
    Element.AGE_RANGE: DriftKind.AGE,
    Element.PERIOD: DriftKind.DATE,
    Element.PLACE: DriftKind.PLACE,
    Element.TARGET_GROUP: DriftKind.GROUP,
    Element.MODALITY: DriftKind.MODALITY,
}
# Where a whole sentence is hedged or denied, or said by another, one drift tells it: at the element
# that readers rely on most.
_TELLING = (
    Element.SCALE, Element.POPULATION, Element.AGE_RANGE, Element.MODALITY, Element.TARGET_GROUP,
    Element.COMPULSION, Element.COLLECTOR, Element.PERIOD, Element.PLACE,
)  # fmt: skip


def find_drifts(
    lineage: Lineage,
    *,
    documents: Sequence[Document],
    suggestions: Mapping[str, Sequence[Suggestion]],
    resolve: Callable[[str], str],
) -> tuple[Drift, ...]:
    """Every change along *lineage*, by id; *resolve* gives the one name of a source."""
    known = {document.id: document for document in documents}

    @lru_cache(maxsize=PAGES_KEPT)
    def sentences(page: str) -> list[Sentence]:
        return _sentences(suggestions.get(page, ()))

    found = {}
    for edge in lineage.derivations:
        if edge.later in known and edge.earlier in known:
            publisher = resolve(known[edge.earlier].publisher or "")
            before, after = sentences(edge.earlier), sentences(edge.later)
            pairs = pair_sentences([words for words, _ in before], [words for words, _ in after])
            for one, other in pairs:
                for drift in _compare(edge, before[one][1], after[other][1], resolve, publisher):
                    found[drift.id] = drift
    return tuple(found[key] for key in sorted(found))


def _sentences(made: Sequence[Suggestion]) -> list[Sentence]:
    """The sentences that say something, in the order of the text."""
    found: dict[tuple[int, int, str], list[Suggestion]] = defaultdict(list)
    for item in made:
        span = item.quotation.position
        found[span.start, span.end, item.quotation.exact].append(item)
    return [(key[2], tuple(items)) for key, items in sorted(found.items())]


def _compare(
    edge: Derivation,
    before: Sequence[Suggestion],
    after: Sequence[Suggestion],
    resolve: Callable[[str], str],
    publisher: str,
) -> Iterator[Drift]:
    """The changes from one sentence to the sentence that says it again."""
    earlier, later = _by_element(before), _by_element(after)
    same: list[tuple[Suggestion, Suggestion]] = []
    for element in sorted(earlier.keys() & later.keys()):
        one, other = earlier[element], later[element]
        same += [(one[shown], other[shown]) for shown in sorted(one.keys() & other.keys())]
        gone = [item for shown, item in sorted(one.items()) if shown not in other]
        come = [item for shown, item in sorted(other.items()) if shown not in one]
        if len(gone) == 1 and len(come) == 1:
            same.append((gone[0], come[0]))
            change = _change(gone[0], come[0])
            if change is not None:
                yield _drift(edge, gone[0], come[0], change)
    same.sort(key=lambda pair: _telling(pair[0]))
    for told in (_stance_change, _speaker_change(resolve, publisher)):
        changed = [(pair, change) for pair in same if (change := told(*pair)) is not None]
        if changed:
            (one_said, other_said), change = changed[0]
            yield _drift(edge, one_said, other_said, change)


def _telling(item: Suggestion) -> tuple[int, str]:
    place = _TELLING.index(item.element) if item.element in _TELLING else len(_TELLING)
    return place, item.element.value


def _drift(edge: Derivation, left: Suggestion, right: Suggestion, change: Change) -> Drift:
    return Drift(
        derivation=edge.id,
        element=left.element.value,
        before=change[1],
        after=change[2],
        kind=change[0],
        earlier=left.quotation,
        later=right.quotation,
    )


def _by_element(made: Sequence[Suggestion]) -> dict[str, dict[str, Suggestion]]:
    found: dict[str, dict[str, Suggestion]] = defaultdict(dict)
    for item in made:
        found[item.element.value].setdefault(_shown(item), item)
    return found


def _shown(item: Suggestion) -> str:
    """A value as it is compared and shown."""
    value = item.value
    if isinstance(value, AgeRange):
        return f"{value.age_years_min}-{value.age_years_max}"
    if isinstance(value, Quantity):
        unit = value.counts.value if value.counts else value.unit
        return f"{_ends(value)} {value.group or unit}"
    if isinstance(value, Place):
        return value.code or value.name
    return str(
        getattr(value, "code", "") or getattr(value, "edtf", "") or getattr(value, "text", "")
    )


def _ends(value: Quantity) -> str:
    """A count as the page means it: "nearly 18,800,000", "over 100"."""
    low, high = value.low, value.high
    if low is None and high is None:
        return "a number that is not printed"
    if high is None:
        return f"over {low:,}"
    if low is None:
        return f"{'nearly' if value.approximate else 'up to'} {high:,}"
    about = "about " if value.approximate else ""
    return f"{about}{low:,}" if low == high else f"{about}{low:,} to {high:,}"


def _change(left: Suggestion, right: Suggestion) -> Change | None:
    """What became of a value that stands where another stood."""
    one, other = left.value, right.value
    kind = _KINDS.get(left.element)
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        kind = _quantity_change(one, other)
    elif one == other:
        kind = None
    return None if kind is None else (kind, _shown(left), _shown(right))


def _quantity_change(one: Quantity, other: Quantity) -> DriftKind | None:
    """Another figure, another unit, another group, or the same figure said more or less firmly."""
    if ({one.low, one.high} & {other.low, other.high}) - {None}:
        if one.counts != other.counts and one.counts and other.counts:
            return DriftKind.UNIT
        if one.group != other.group and one.group and other.group:
            return DriftKind.GROUP
        firm, other_firm = (
            (one.low, one.high, one.approximate),
            (other.low, other.high, other.approximate),
        )
        return DriftKind.HEDGE if firm != other_firm else None
    return DriftKind.FIGURE


def _stance_change(left: Suggestion, right: Suggestion) -> Change | None:
    """Something asserted that was hedged, something denied that was asserted."""
    if left.stance == right.stance or Stance.UNKNOWN in {left.stance, right.stance}:
        return None
    kind = DriftKind.NEGATION if Stance.DENIED in {left.stance, right.stance} else DriftKind.HEDGE
    return kind, left.stance.value, right.stance.value


def _speaker_change(
    resolve: Callable[[str], str], publisher: str
) -> Callable[[Suggestion, Suggestion], Change | None]:
    """Somebody else is said to have said it, or nobody any more.

    That a page names the page it has it from, or its publisher, is as it should be.
    """

    def told(left: Suggestion, right: Suggestion) -> Change | None:
        one = resolve(left.said_by) if left.said_by else ""
        other = resolve(right.said_by) if right.said_by else ""
        if one == other or (other and other == publisher):
            return None
        return DriftKind.ATTRIBUTION, one, other

    return told
