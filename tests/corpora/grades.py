"""Compare what a tracer found with the truth of a corpus: both kinds of error, never one alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpora.world import Corpus
from firsthand.model.lineage import EvidenceType, Lineage
from firsthand.read.agents import resolve_agent
from firsthand.trace.reuse import find_reuse
from firsthand.trace.settings import TraceSettings

PASSAGE_WEIGHT = 60  # letters; a Han letter says as much as `HAN` others
HAN = 2.4
NEAR = 25  # a passage end counts as hit within so many characters

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SharedWords:
    """Two documents and the stretches of text they were found to share, side by side."""

    one: str
    other: str
    stretches: tuple[tuple[Stretch, Stretch], ...]


@dataclass(frozen=True, slots=True)
class ReuseGrades:
    """How well shared words were found."""

    pair_recall: float
    pair_precision: float
    letters_recall: float
    letters_precision: float
    boundary_p90: float

    @property
    def offset_f1(self) -> float:
        """Of letters in passages."""
        total = self.letters_recall + self.letters_precision
        return 2 * self.letters_recall * self.letters_precision / total if total else 0.0


@dataclass(frozen=True, slots=True)
class LineageGrades:
    """How well parents and origins were found, over all documents."""

    documents: int
    edges_missing: float  # of true edges, the share not drawn
    edges_wrong: float  # of drawn edges, the share that is not true
    edges_astray: float  # of drawn edges, the share whose target is no ancestor at all
    parents_right: float  # of documents with parents, the share with exactly these
    parents_right_tellable: float  # the same, of those where anything in the world could tell
    origins_right: float  # of all documents, the share with exactly the true first sources
    origins_right_told: float  # the same, of those on which the tracer did not abstain
    abstained: float  # of all documents
    count_error: float  # |found - true| / true of first sources, mean over stories of two and more
    swapped: float  # of stories with the right count, the share with the wrong sources


def true_pairs(
    corpus: Corpus, *, weight: float = PASSAGE_WEIGHT
) -> dict[tuple[str, str], list[tuple[Stretch, Stretch]]]:
    """Pairs of documents with a passage of *weight* letters in common, and its place in both."""
    holders: dict[int, list[str]] = defaultdict(list)
    for key, places in corpus.units.items():
        for unit, _, _ in places:
            holders[unit].append(key)
    together = {
        (one, other) if one < other else (other, one)
        for keys in holders.values()
        for number, one in enumerate(keys)
        for other in keys[:number]
        if one != other
    }
    texts = {d.id: d.text for d in corpus.documents}
    found = {}
    for one, other in sorted(together):
        runs = [
            (left, right)
            for left, right in _runs(corpus.units[one], corpus.units[other])
            if min(_weight(texts[one][slice(*left)]), _weight(texts[other][slice(*right)]))
            >= weight
        ]
        if runs:
            found[one, other] = runs
    return found


def _runs(
    one: tuple[tuple[int, int, int], ...], other: tuple[tuple[int, int, int], ...]
) -> list[tuple[Stretch, Stretch]]:
    """Units that follow each other in both, as one stretch."""
    at = {unit: index for index, (unit, _, _) in enumerate(other)}
    runs: list[tuple[Stretch, Stretch]] = []
    last = -2
    for unit, start, end in one:
        index = at.get(unit)
        if index is None:
            last = -2
            continue
        there = other[index]
        if index == last + 1 and runs:
            left, right = runs[-1]
            runs[-1] = ((left[0], end), (right[0], there[2]))
        else:
            runs.append(((start, end), (there[1], there[2])))
        last = index
    return runs


def _weight(text: str) -> float:
    return sum((HAN if "\u3400" <= c <= "\u9fff" else 1.0) for c in text if c.isalnum())


def grade_reuse(corpus: Corpus, found: Iterable[SharedWords]) -> ReuseGrades:
    """Pairs, letters and ends."""
    truth, short = true_pairs(corpus), true_pairs(corpus, weight=0)
    told: dict[tuple[str, str], list[tuple[Stretch, Stretch]]] = {}
    for item in found:
        turned = item.one > item.other
        key = (item.other, item.one) if turned else (item.one, item.other)
        told[key] = [(b, a) if turned else (a, b) for a, b in item.stretches]
    hits = truth.keys() & told.keys()
    found_of = right_of = true_letters = told_letters = 0
    ends: list[int] = []
    for key in truth.keys() | told.keys():
        for side in (0, 1):
            right = _covered(pair[side] for pair in truth.get(key, ()))
            mine = _covered(pair[side] for pair in told.get(key, ()))
            any_length = _covered(pair[side] for pair in short.get(key, ()))
            found_of += len(right & mine)
            true_letters += len(right)
            right_of += len(any_length & mine)
            told_letters += len(mine)
    for key in hits:
        for left, _ in truth[key]:
            touching = [s for s, _ in told[key] if s[0] < left[1] and left[0] < s[1]]
            if touching:
                ends.append(abs(min(s[0] for s in touching) - left[0]))
                ends.append(abs(max(s[1] for s in touching) - left[1]))
    ends.sort()
    return ReuseGrades(
        pair_recall=len(hits) / max(len(truth), 1),
        pair_precision=len(short.keys() & told.keys()) / max(len(told), 1),
        letters_recall=found_of / max(true_letters, 1),
        letters_precision=right_of / max(told_letters, 1),
        boundary_p90=ends[int(len(ends) * 0.9)] if ends else 0,
    )


def _covered(stretches: Iterable[Stretch]) -> set[int]:
    return {place for start, end in stretches for place in range(start, end)}


def roots(parents: Mapping[str, Iterable[str]], key: str) -> frozenset[str]:
    """The first sources above *key*; itself where it has none."""
    return frozenset(item for item in ancestors(parents, key) if not parents.get(item))


def ancestors(parents: Mapping[str, Iterable[str]], key: str) -> set[str]:
    """*key* and everything it comes from."""
    met, waiting = {key}, [key]
    while waiting:
        for above in parents.get(waiting.pop(), ()):
            if above not in met:
                met.add(above)
                waiting.append(above)
    return met


def count_independent(members: Iterable[str], lineage: Lineage) -> int:
    """How many first sources *members* have, counted as weighing counts them.

    Two documents of which nobody knows who was first are one, with the parents of both.
    """
    leader: dict[str, str] = {}

    def find(key: str) -> str:
        while key in leader:
            key = leader[key]
        return key

    for one, other in lineage.unclear:
        if find(one) != find(other):
            leader[find(one)] = find(other)
    parents: dict[str, set[str]] = defaultdict(set)
    for key, above in drawn_parents(lineage).items():
        parents[find(key)] |= {find(item) for item in above} - {find(key)}
    return len(frozenset().union(*(roots(parents, find(key)) for key in members))) or 1


def calibrate(corpus: Corpus, lineage: Lineage) -> list[tuple[str, float, bool, bool]]:
    """Of each edge: what it rests on, its score, whether its order is right, whether its end is above.

    The order of two pages is wrong if the earlier comes, in truth, from the later.
    """
    names = {o.id: o.name for o in lineage.origins if not o.seen}
    truth = corpus.parents
    rows = []
    for edge in lineage.derivations:
        if edge.later not in truth:
            continue
        end = names.get(edge.earlier, edge.earlier)
        if edge.evidence[0].type is EvidenceType.REUSE:
            told = "shared words"
        else:
            told = "a page named or linked" if edge.earlier in truth else "a source by name"
        order = edge.later not in ancestors(truth, end)
        rows.append((told, edge.score, order, end in ancestors(truth, edge.later)))
    return rows


def drawn_parents(lineage: Lineage) -> dict[str, frozenset[str]]:
    """By document, what it was said to come from; a named source by its name."""
    names = {o.id: o.name if not o.seen else o.id for o in lineage.origins}
    found: dict[str, set[str]] = defaultdict(set)
    for edge in lineage.derivations:
        found[names.get(edge.later, edge.later)].add(names.get(edge.earlier, edge.earlier))
    return {key: frozenset(value) for key, value in found.items()}


def grade_lineage(corpus: Corpus, lineage: Lineage) -> LineageGrades:
    """Edges, parents, origins, counts."""
    truth = {k: v for k, v in corpus.parents.items() if v} | corpus.above
    told = drawn_parents(lineage)
    true_edges = {(k, p) for k, v in truth.items() for p in v}
    told_edges = {(k, p) for k, v in told.items() for p in v}
    unclear = {
        key
        for problem in lineage.problems
        if problem.code == "direction-unclear"
        for key in problem.where.split()
    }
    keys = sorted(corpus.parents)
    right = {k: roots(truth, k) for k in keys}
    mine = {k: roots(told, k) for k in keys}
    abstained = {k for k in keys if mine[k] & unclear}
    with_parents = [k for k in keys if truth.get(k)]
    clear = tellable(corpus)
    astray = [e for e in told_edges if e[1] not in ancestors(truth, e[0])]
    stories: dict[int, list[str]] = defaultdict(list)
    for key, story in corpus.stories.items():
        stories[story].append(key)
    errors, same, swapped = [], 0, 0
    for members in stories.values():
        if len(members) > 1:
            one = frozenset().union(*(right[k] for k in members))
            other = frozenset().union(*(mine[k] for k in members))
            count = count_independent(members, lineage)
            errors.append(abs(len(one) - count) / len(one))
            same += len(one) == count
            swapped += len(one) == count and one != other
    good = {k for k in keys if right[k] == mine[k]}
    told_on = [k for k in keys if k not in abstained]
    return LineageGrades(
        documents=len(keys),
        edges_missing=len(true_edges - told_edges) / max(len(true_edges), 1),
        edges_wrong=len(told_edges - true_edges) / max(len(told_edges), 1),
        edges_astray=len(astray) / max(len(told_edges), 1),
        parents_right=sum(told.get(k) == truth[k] for k in with_parents)
        / max(len(with_parents), 1),
        parents_right_tellable=sum(told.get(k) == truth[k] for k in with_parents if k in clear)
        / max(sum(k in clear for k in with_parents), 1),
        origins_right=len(good) / max(len(keys), 1),
        origins_right_told=sum(k in good for k in told_on) / max(len(told_on), 1),
        abstained=len(abstained) / max(len(keys), 1),
        count_error=sum(errors) / max(len(errors), 1),
        swapped=swapped / max(same, 1),
    )


def tellable(corpus: Corpus) -> frozenset[str]:
    """Documents of whose parents a reader with all the evidence and all true days could tell.

    Nobody can where another page, no later than the document, has letter for letter what it took
    from its parent, and the document neither names nor links to the parent; nor who was first of
    two pages of one day with the same words.
    """
    pages = {d.id: d for d in corpus.documents}
    said = {
        key: {unit: pages[key].text[start:end] for unit, start, end in places}
        for key, places in corpus.units.items()
    }
    holders: dict[int, set[str]] = defaultdict(set)
    for key, units in said.items():
        for unit in units:
            holders[unit].add(key)

    def one_only(key: str, parent: str) -> bool:
        if parent not in pages:
            return True
        taken = said[key].keys() & said[parent].keys()
        named = {resolve_agent(one.agent) for one in corpus.attributions[key]}
        linked = {link.target for link in pages[key].links}
        if not taken or pages[parent].publisher in named or pages[parent].address in linked:
            return True
        alike = [
            other
            for other in set.intersection(*(holders[unit] for unit in taken)) - {key}
            if corpus.days[other] <= corpus.days[key]
            and all(said[other][unit] == said[parent][unit] for unit in taken)
        ]
        one_day = corpus.days[key] == corpus.days[parent] and all(
            said[key][unit] == said[parent][unit] for unit in taken
        )
        return len(alike) == 1 and not one_day

    return frozenset(
        key for key, above in corpus.parents.items() if all(one_only(key, p) for p in above)
    )


def worst_mistakes(corpus: Corpus, lineage: Lineage) -> list[tuple[int, str]]:
    """Wrong first sources by the page where the line goes wrong first, and how many pages it spoils."""
    truth, told = corpus.parents, drawn_parents(lineage)
    scores = {(edge.later, edge.earlier): edge.score for edge in lineage.derivations}
    pages = {d.id: d for d in corpus.documents}
    spoilt: dict[str, int] = defaultdict(int)
    for key in truth:
        if roots(told, key) != roots(truth, key):
            wrong = [
                a
                for a in ancestors(truth, key)
                if a in truth and told.get(a, frozenset()) != truth[a]
            ]
            top = [a for a in wrong if not any(b != a and b in ancestors(truth, a) for b in wrong)]
            spoilt[min(top, default=key)] += 1

    def word(key: str) -> str:
        if key not in pages:
            return repr(key)
        date = pages[key].published
        return f"{corpus.ways[key]} of {corpus.days[key]} (says {date.edtf if date else 'nothing'})"

    return [
        (
            count,
            f"{word(key)}: from {' and '.join(map(word, sorted(truth[key]))) or 'nobody'}, told "
            + (
                " and ".join(
                    f"{word(p)} at {scores.get((key, p), 0):.2f}" for p in sorted(told.get(key, ()))
                )
                or "nobody"
            ),
        )
        for key, count in sorted(spoilt.items(), key=lambda item: (-item[1], item[0]))
    ]


def shared_words(corpus: Corpus) -> list[SharedWords]:
    """All pairs that the tracer finds to share words, with all passages, as a lineage never shows."""
    documents = sorted(corpus.documents, key=lambda d: d.id)
    reuse = find_reuse(documents, settings=TraceSettings())
    holders = reuse.texts.holders
    pairs = [(a, b) for one, other in reuse.pairs for a in holders[one] for b in holders[other]]
    pairs += [(a, b) for same in holders for n, a in enumerate(same) for b in same[:n]]
    found = []
    for one, other in pairs:
        shared = reuse.between(one, other)
        assert shared is not None
        stretches = []
        for mine, theirs in zip(shared.one_stretches, shared.other_stretches, strict=True):
            left = reuse.quotation(one, mine).position
            right = reuse.quotation(other, theirs).position
            stretches.append(((left.start, left.end), (right.start, right.end)))
        found.append(SharedWords(documents[one].id, documents[other].id, tuple(stretches)))
    return found
