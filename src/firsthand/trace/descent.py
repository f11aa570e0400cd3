"""Draw the lineage of a case: who copied whom, who names whom, and the first sources.

In: documents and the attributions found in them.  Out: a lineage, acyclic, sorted, the same for any
order of input. Where two texts share words and nothing tells which came first, no edge is drawn but
the pair is listed: a wrong parent is worse than none. docs/methods/tracing.md gives the method.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from firsthand.model.document import Attribution, Document
from firsthand.model.identity import identify
from firsthand.model.lineage import (
    Derivation,
    DerivationEvidence,
    DerivationKind,
    Lineage,
    Origin,
)
from firsthand.model.problem import Problem, Severity
from firsthand.trace.absent import merely_open, problems_of, without_absent
from firsthand.trace.chronology import in_order
from firsthand.trace.clues import Clues
from firsthand.trace.crossing import Crossing, cross
from firsthand.trace.deciding import Step
from firsthand.trace.engine import HERE, Engine
from firsthand.trace.evidence import shown_places, step_evidence
from firsthand.trace.facts import Facts
from firsthand.trace.families import gather_families
from firsthand.trace.letters import Ints
from firsthand.trace.line import Place
from firsthand.trace.naming import Named, NamedStep, follow_names
from firsthand.trace.origins import origins_of
from firsthand.trace.parents import Parentage, choose_parents
from firsthand.trace.retold import without_retold
from firsthand.trace.reuse import Reuse, find_reuse
from firsthand.trace.seeing import Seeing
from firsthand.trace.settings import TraceSettings
from firsthand.trace.translations import Translation
from firsthand.trace.unsearched import without_search_for_rubbish

PART = 2_000  # steps whose words are looked up as one piece of work
ALIASES_MAX = 12  # of one source; more spellings than that are noise

Shown = tuple[Ints, Ints, Ints]  # of some steps, see `shown_places`


@without_search_for_rubbish()
def trace_documents(
    documents: Sequence[Document],
    *,
    attributions: Mapping[str, Sequence[Attribution]],
    resolve: Callable[[str], str],
    settings: TraceSettings,
    translations: Sequence[Translation] = (),
    engine: Engine = HERE,
) -> Lineage:
    """The lineage of *documents*; *resolve* gives the one name of a source that has many.

    *translations* are pairs that say the same in two languages. *engine* does what can be done in
    pieces; the lineage is the same whichever it is.
    """
    ordered, spans = in_order(documents)
    seeing = Seeing(ordered, spans, attributions, resolve)
    # What pages say is read here while the other processes, if there are any, read their texts and pick from them.
    reuse = find_reuse(
        ordered,
        settings=settings,
        engine=engine,
        houses=seeing.houses,
        meanwhile=seeing.begin,
        afterwards=seeing.finish,
    )
    (clues,) = seeing.clues
    facts: list[Facts] = []

    def gather() -> None:
        facts.append(Facts(ordered, webs=reuse.webs(), engine=engine))

    # The words of all pages are numbered, by who has a process to spare, while it is settled which steps are kept.
    parentage = choose_parents(
        reuse,
        gather_families(reuse, engine=engine),
        clues,
        settings=settings,
        engine=engine,
        meanwhile=gather,
    )
    parentage = without_absent(parentage, clues, reuse)
    shown: list[Iterator[Shown]] = []

    def show() -> None:
        shown.append(_begin_to_show(parentage.steps, reuse, engine))

    # The words that are shown at the end are looked up, by who has a process to spare, while names are followed.
    named = follow_names(
        clues,
        reuse,
        parentage.steps,
        unclear=parentage.unclear,
        settings=settings,
        engine=engine,
        facts=facts.pop(),
        meanwhile=show,
    )
    drawn = _draw(parentage, named, reuse, clues, shown.pop())
    if not translations:
        return drawn
    return _with_translations(drawn, translations, named, reuse, clues, settings=settings)


def _draw(
    parentage: Parentage, named: Named, reuse: Reuse, clues: Clues, shown: Iterable[Shown]
) -> Lineage:
    """Every edge with its evidence, where edges end, and what is left open.

    What needs no more than the ends of edges is done first, while the words that are *shown* are looked up elsewhere.
    """
    documents, told = clues.documents, _told(named, clues.documents)
    ends = [(documents[s.later].id, documents[s.earlier].id) for s in parentage.steps]
    ends += _ends_of(told)
    order = sorted(range(len(ends)), key=ends.__getitem__)
    origins = _list_origins(ends, named, clues)
    problems = _by_code(
        *_unclear(merely_open(parentage), reuse, documents),
        *problems_of(parentage, clues),
        *_circular(named, documents),
        *_cut(reuse, documents),
    )
    unclear = _pairs(parentage.unclear, documents)
    edges = [*_shared_words(parentage.steps, reuse, clues, shown), *told]
    return Lineage(
        derivations=tuple([edges[at] for at in order]),
        origins=origins,
        problems=problems,
        unclear=unclear,
    )


def _with_translations(
    drawn: Lineage,
    translations: Sequence[Translation],
    named: Named,
    reuse: Reuse,
    clues: Clues,
    *,
    settings: TraceSettings,
) -> Lineage:
    """What was drawn by words and names, with the edges into other languages."""
    crossing = cross(
        translations,
        documents={document.id: document for document in clues.documents},
        edges=drawn.derivations,
        settings=settings,
        share=_share(reuse, clues.documents),
    )
    crossed = set(_ends_of(crossing.edges))
    edges = [edge for edge in drawn.derivations if (edge.later, edge.earlier) not in crossed]
    edges = without_retold(edges, crossing.edges, clues, _names(named)) + crossing.edges
    edges.sort(key=lambda edge: (edge.later, edge.earlier))
    return Lineage(
        derivations=tuple(edges),
        origins=_list_origins(_ends_of(edges), named, clues),
        problems=_by_code(*drawn.problems, *_unclear_translations(crossing)),
        unclear=tuple(sorted({*drawn.unclear, *crossing.unclear})),
    )


def _list_origins(
    ends: Sequence[tuple[str, str]], named: Named, clues: Clues
) -> tuple[Origin, ...]:
    """The first sources, where edges have these ends: later, earlier."""
    met = {end for both in ends for end in both}
    return origins_of(
        {document.id: document for document in clues.documents},
        ends,
        names={key: name for key, name in _names(named).items() if key in met},
        aliases=_aliases(named, clues),
        notes={_origin(k): " ".join(sorted(v)) for k, v in named.addresses.items()},
    )


def _names(named: Named) -> dict[str, str]:
    """The sources that are known by name, by their ids."""
    return {_origin(agent): agent for step in named.names for agent in _ends(step)}


def _ends_of(edges: Iterable[Derivation]) -> list[tuple[str, str]]:
    return [(edge.later, edge.earlier) for edge in edges]


def _by_code(*problems: Problem) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.code, problem.where)))


def _origin(agent: str) -> str:
    return identify("o", agent)


def _begin_to_show(steps: Sequence[Step], reuse: Reuse, engine: Engine) -> Iterator[Shown]:
    """The words that steps rest on, some steps at a time."""
    ends = [(step.later, step.earlier) for step in steps]
    parts = [ends[first : first + PART] for first in range(0, len(ends), PART)]
    return engine.map(partial(shown_places, reuse), parts)


def _shared_words(
    steps: Sequence[Step], reuse: Reuse, clues: Clues, shown: Iterable[Shown]
) -> list[Derivation]:
    """An edge for each step that rests on shared words."""
    edges: list[Derivation] = []
    kinds = tuple(DerivationKind)
    for kind_of, counts, rows in shown:
        places = rows.tolist()
        first = 0
        for kind, count in zip(kind_of.tolist(), counts.tolist(), strict=True):
            step = steps[len(edges)]
            edges.append(_edge(step, kinds[kind], places[first : first + count], reuse, clues))
            first += count
    return edges


def _edge(
    step: Step,
    kind: DerivationKind,
    places: Sequence[Sequence[int]],
    reuse: Reuse,
    clues: Clues,
) -> Derivation:
    """The edge of a step, with the words at these places."""
    return Derivation(
        later=reuse.documents[step.later].id,
        earlier=reuse.documents[step.earlier].id,
        kind=kind,
        score=round(step.score, 4),
        evidence=step_evidence(clues, places, later=step.later, earlier=step.earlier),
    )


def _told(named: Named, documents: Sequence[Document]) -> list[Derivation]:
    """An edge for each step that a page tells of itself."""

    def edge(
        later: str, earlier: str, score: float, evidence: tuple[DerivationEvidence, ...]
    ) -> Derivation:
        return Derivation(
            later=later,
            earlier=earlier,
            kind=DerivationKind.REPORT,
            score=round(score, 4),
            evidence=evidence,
        )

    pages = [
        edge(documents[step.later].id, documents[step.earlier].id, step.score, evidence)
        for step, evidence in named.pages
    ]
    # "X, citing Y" on several pages is one edge from X to Y, with what each of them says.
    names: dict[tuple[Place, str], list[NamedStep]] = {}
    for step in named.names:
        names.setdefault((step.later, step.agent), []).append(step)
    return pages + [
        edge(
            _origin(later) if isinstance(later, str) else documents[later].id,
            _origin(agent),
            max(step.score for step in steps),
            tuple(dict.fromkeys(each for step in steps for each in step.evidence)),
        )
        for (later, agent), steps in names.items()
    ]


def _aliases(named: Named, clues: Clues) -> dict[str, tuple[str, ...]]:
    """The other names under which sources were met."""
    met: dict[str, set[str]] = {}
    agents = {step.agent for step in named.names}
    for document, given in zip(clues.documents, clues.named, strict=True):
        for agent in agents & given.keys():
            words = {
                " ".join(document.text[one.source.start : one.source.end].split())
                for one in given[agent]
            }
            met.setdefault(agent, set()).update(w for w in words if clues.resolve(w) == agent)
    return {
        _origin(agent): tuple(sorted(names - {agent, ""}))[:ALIASES_MAX]
        for agent, names in met.items()
    }


def _ends(step: NamedStep) -> list[str]:
    """The sources by name that a step has at its ends."""
    return [end for end in (step.agent, step.later) if isinstance(end, str)]


def _share(reuse: Reuse, documents: Sequence[Document]) -> Callable[[str, str], float]:
    """How much two documents share word for word, by their ids: of the one that has more of it."""
    numbers = {document.id: number for number, document in enumerate(documents)}

    def share(one: str, other: str) -> float:
        shared = reuse.between(numbers[one], numbers[other])
        return max(shared.one_share, shared.other_share) if shared else 0.0

    return share


def _pairs(
    pairs: Sequence[tuple[int, int]], documents: Sequence[Document]
) -> tuple[tuple[str, str], ...]:
    """Pairs of documents by id, the smaller id first."""
    ids = [(documents[one].id, documents[other].id) for one, other in pairs]
    return tuple(sorted((min(pair), max(pair)) for pair in ids))


def _unclear(
    pairs: Sequence[tuple[int, int]], reuse: Reuse, documents: Sequence[Document]
) -> list[Problem]:
    """Pairs that share words without anything saying who was first."""
    found = []
    for one, other in pairs:
        shared = reuse.between(one, other)
        assert shared is not None, "only texts that share words can be unclear"
        words = reuse.quotation(one, shared.one_stretches[0]).exact[:60]
        found.append(
            Problem(
                severity=Severity.NOTE,
                code="direction-unclear",
                message=f"they share words ({words!r}); nothing tells which was first",
                where=" ".join(sorted((documents[one].id, documents[other].id))),
            )
        )
    return found


def _unclear_translations(crossing: Crossing) -> list[Problem]:
    """Pairs that say the same in two languages without anything saying who was first."""
    return [
        Problem(
            severity=Severity.NOTE,
            code="direction-unclear",
            message="they say the same in two languages; nothing tells which was first",
            where=f"{one} {other}",
        )
        for one, other in crossing.unclear
    ]


def _circular(named: Named, documents: Sequence[Document]) -> list[Problem]:
    """Pages, and sources by name, that cite what goes back to themselves or to their own house."""
    told: list[tuple[Place, Place, str]] = [
        *((*ends, "a page that goes back to this one") for ends in named.circular),
        *(
            (*ends, "a page that names this one's publisher as its own source")
            for ends in named.houses
        ),
    ]
    return [
        Problem(
            severity=Severity.WARNING,
            code="circular-reporting",
            message=f"expected an earlier source, found {what}",
            where=f"{_end(citing, documents)} {_end(cited, documents)}",
        )
        for citing, cited, what in told
    ]


def _end(place: Place, documents: Sequence[Document]) -> str:
    return documents[place].id if isinstance(place, int) else _origin(place)


def _cut(reuse: Reuse, documents: Sequence[Document]) -> list[Problem]:
    """Texts whose end was not compared."""
    return [
        Problem(
            severity=Severity.WARNING,
            code="text-too-long",
            message="only its beginning is compared with other texts",
            where=documents[index].id,
        )
        for index in reuse.texts.cut
    ]
