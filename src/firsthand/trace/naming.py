"""Follow what pages say about their sources: "X said", a credit, a link.

In: `Clues`, `Reuse`, the steps found by shared words.  Out: `Named`: steps to pages of the case, and
sources that are named without their page being in the case, each with its evidence.

A page that names X leads to X's page if just one fits: one it links to, else one it shares words
with, else the one that is not later and has the rare words of what X is said to have said. If none
or several fit, it leads to X by name. What a page copied together with the name of a source is no
naming of its own, and a source that a page has through the page it came from is not drawn again:
the copy of a report that quotes X rests on the report.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from firsthand.model.document import Attribution, AttributionKind, Link
from firsthand.model.lineage import DerivationEvidence
from firsthand.trace.addresses import comparable, host
from firsthand.trace.citing import cited_by
from firsthand.trace.clues import Clues
from firsthand.trace.dates import SAME_DAY, order_odds
from firsthand.trace.deciding import Step
from firsthand.trace.direction import LINK, NAMES, odds_to_chance
from firsthand.trace.engine import HERE, Engine
from firsthand.trace.evidence import link_evidence, naming_evidence
from firsthand.trace.facts import Facts
from firsthand.trace.fitting import FACTS_LEAST, Fit, Fitting, Given, around
from firsthand.trace.kin import kin_of, namings_of_kin, own_namings
from firsthand.trace.line import Line, Place
from firsthand.trace.links import said_links
from firsthand.trace.reuse import Reuse
from firsthand.trace.settings import TraceSettings

# How sure a naming of this kind is to say where the page's words come from: set, not measured.
NAMING_SCORES = {
    AttributionKind.CREDIT: 0.85,
    AttributionKind.BYLINE: 0.75,
    AttributionKind.REFERENCE: 0.65,
    AttributionKind.SAID: 0.6,
}
# Log-odds that the page with the rare figures which a source is said to have given is the one that was
# meant, where both dates are against it: one of them is wrong, or the source had said it before.
TOLD_LATE = 1.3
SMALL_CASE = 40  # a case of so few stories is about one matter: the only page by X is the one


@dataclass(frozen=True, slots=True, eq=False)
class NamedStep:
    """A page, or a source known by name, rests on a source that is known by name."""

    later: Place
    agent: str
    score: float
    evidence: tuple[DerivationEvidence, ...]


@dataclass(slots=True, eq=False)
class Named:
    """Steps that pages tell of themselves."""

    pages: list[tuple[Step, tuple[DerivationEvidence, ...]]] = field(default_factory=list)
    names: list[NamedStep] = field(default_factory=list)
    circular: list[tuple[Place, Place]] = field(default_factory=list)  # who cites, what goes back
    houses: list[tuple[int, int]] = field(default_factory=list)  # a page, and what cites its house
    cited: list[tuple[int, int]] = field(
        default_factory=list
    )  # pages named or linked, drawn or not
    addresses: dict[str, set[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """What is looked at for every naming, and what was drawn so far."""

    clues: Clues
    reuse: Reuse
    facts: Facts
    settings: TraceSettings
    line: Line
    beside: Mapping[int, set[int]]  # of each page those that it is open with, who was first
    small: bool  # so few stories that a source's only page is the one


def follow_names(
    clues: Clues,
    reuse: Reuse,
    steps: Sequence[Step],
    *,
    unclear: Sequence[tuple[int, int]] = (),  # pairs whose order nothing tells
    settings: TraceSettings,
    engine: Engine = HERE,
    facts: Facts | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> Named:
    """Steps to pages first, so that names inherited over them are known; then names.

    *facts* are those of the pages, where they are being gathered already. *meanwhile* is called once all cores are
    through with the words of the pages: most of the rest is done here alone.
    """
    facts = facts or Facts(clues.documents, webs=reuse.webs(), engine=engine)
    small = facts.stories <= SMALL_CASE
    beside: dict[int, set[int]] = {}
    for one, other in unclear:
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
    known = _Known(
        clues=clues,
        reuse=reuse,
        facts=facts,
        settings=settings,
        line=Line(steps),
        beside=beside,
        small=small,
    )
    own = own_namings(steps, clues, reuse)
    if not small and (any(own) or any(clues.links)):
        facts.count()
    if meanwhile is not None:
        meanwhile()
    found = Named()
    _follow_links(known, found)
    told = _follow_to_pages(own, known, found, engine)
    kin = kin_of(steps, unclear, [(step.later, step.earlier) for step, _ in found.pages])
    for page, agent, target, other in namings_of_kin(own, kin, clues, reuse):
        first = own[page][agent][0]
        if (page, agent) not in told and _to_page(page, target, first, known, found, kin=other):
            told.add((page, agent))
    for page in _upper_first(known.line, len(own)):
        for agent, given in own[page].items():
            if (page, agent) not in told and not _has_from_above(page, agent, known):
                _to_name(page, agent, given, known, found)
    _tell_circles(known, found)
    return found


def _tell_circles(known: _Known, found: Named) -> None:
    """Who cites what goes back to itself: to the page, or to its own house by name.

    A house that cites pages which cite it may have said it first elsewhere: the circle is told and
    the edge stays.
    """
    line = known.line
    circles = {(page, target) for page, target in found.cited if page in line.above(target)}
    found.circular = sorted({*found.circular, *circles}, key=_by_kind_and_name)
    for step in found.names:
        if isinstance(step.later, int):
            house = known.clues.published_by.get(step.agent, ())
            below = line.below(step.later) if house else set()
            found.houses += [
                (page, step.later)
                for page in (around(house, step.later) if below else ())
                if page != step.later and page in below
            ]
    found.houses.sort()


def _by_kind_and_name(ends: tuple[Place, Place]) -> tuple[tuple[bool, int, str], ...]:
    """Pages by number, then names."""
    return tuple(
        (isinstance(end, str), end if isinstance(end, int) else 0, str(end)) for end in ends
    )


def _follow_links(known: _Known, found: Named) -> None:
    """A link from what is said to a page on the same matter, or one that says whose page it is."""
    for page, targets in enumerate(known.clues.links):
        for target in _one_each(page, targets, known):
            if target in known.clues.namings[page] or _one_matter(page, target, known):
                _to_page(page, target, None, known, found)


def _one_each(page: int, targets: Collection[int], known: _Known) -> list[int]:
    """Of several captures of the address that a link leads to, the one that was likeliest met."""
    if len(targets) < 2:
        return list(targets)
    captures: dict[str, list[int]] = {}
    for target in sorted(targets):
        address = comparable(known.clues.documents[target].address)
        captures.setdefault(address, []).append(target)
    above, spans = known.line.above(page), known.clues.spans

    def likely(target: int) -> tuple[bool, float, bool, float, int]:
        """It comes from it; it shares most words with it; it is the latest that is not later."""
        shared = known.reuse.between(target, page)
        before = spans[target].high <= spans[page].low
        latest = spans[target].high if before else 0.0
        held = round(shared.other_share, 1) if shared else 0.0
        return (target in above, held, before, latest, -target)

    return [max(every, key=likely) for every in captures.values()]


def _follow_to_pages(
    own: Sequence[Mapping[str, Given]], known: _Known, found: Named, engine: Engine
) -> set[tuple[int, str]]:
    """Names whose page is in the case; which namings are done with."""
    fitting = Fitting(
        own=own,
        # Names are resolved by now, and the function that does it may be one that cannot be sent.
        clues=replace(known.clues, resolve=str),
        reuse=known.reuse,
        facts=known.facts,
        settings=known.settings,
        low=np.array([span.low for span in known.clues.spans]),
        high=np.array([span.high for span in known.clues.spans]),
    )
    named = [(page, agent) for page, namings in enumerate(own) for agent in namings]
    # What fits does not change with what is drawn; what is asked for after all is tried when it is.
    open_ones = [] if known.small else [each for each in named if _is_open(*each, known)]
    fits = fitting.try_all(open_ones, engine)
    told: set[tuple[int, str]] = set()
    for page, agent in named:
        fit = fits.get((page, agent))
        page_of, told_by = _page_of(page, agent, known, fitting, fit)
        given = own[page][agent][0]
        if page_of is not None and told_by:
            if _to_page(page, page_of, given, known, found, told_by=told_by):
                told.add((page, agent))
        elif page_of is not None:
            told.add((page, agent))
            _to_page(page, page_of, given, known, found)
    return told


def _is_open(page: int, agent: str, known: _Known) -> bool:
    """Whether the page of a source is neither known by what was drawn nor by a link."""
    if not any(other != page for other in around(known.clues.published_by.get(agent, ()), page)):
        return False
    return not _above_by(page, agent, known) and len(_linked_by(page, agent, known)) != 1


def _above_by(page: int, agent: str, known: _Known) -> list[int]:
    """The pages by a source that a page comes from."""
    publishers = known.clues.publishers
    above = known.line.above(page)
    return [other for other in above if isinstance(other, int) and publishers[other] == agent]


def _linked_by(page: int, agent: str, known: _Known) -> list[int]:
    """The pages by a source that a page links to."""
    return [o for o in known.clues.links[page] if known.clues.publishers[o] == agent]


def _page_of(
    page: int, agent: str, known: _Known, fitting: Fitting, fit: Fit | None
) -> tuple[int | None, float]:
    """The one page by *agent* that fits, if just one does; *fit* where it was tried before.

    With it, the log-odds by which what is said speaks against the dates of the two.
    """
    tried = around(known.clues.published_by.get(agent, ()), page)
    if not any(other != page for other in tried):
        return None, 0.0
    there = _above_by(page, agent, known)
    if there:
        return (there[0] if len(there) == 1 else None), 0.0
    linked = _linked_by(page, agent, known)
    if len(linked) == 1:
        return linked[0], 0.0
    fit = fit or fitting.fit(page, agent)
    if fit.sharing and _are_one(fit.sharing, known):
        return fit.sharing[0], 0.0
    if known.small and _are_one([other for other in tried if other != page], known):
        return fit.first, 0.0
    fit = fit if fit.is_tried else fitting.try_one(page, agent)
    return (fit.late, TOLD_LATE) if fit.spoken is None else (fit.spoken, 0.0)


def _are_one(pages: Sequence[int], known: _Known) -> bool:
    """Whether they are copies of one of them, or a single page: one more copy names no other."""
    text_of = known.reuse.texts.text_of

    def texts(page: int) -> set[int]:
        line = {page, *(above for above in known.line.above(page) if isinstance(above, int))}
        every = line.union(*(known.beside.get(each, ()) for each in line))
        return {int(text_of[each]) if text_of[each] >= 0 else -1 - each for each in every}

    lines = [texts(page) for page in pages]
    own = {int(text_of[page]) if text_of[page] >= 0 else -1 - page for page in pages}
    return bool(set.intersection(*lines) & own)


def _one_matter(page: int, target: int, known: _Known) -> bool:
    """Whether a link between two pages may be about what they say."""
    if known.small or known.reuse.between(page, target) is not None:
        return True
    return known.facts.common(page, target) >= FACTS_LEAST


def _to_page(
    page: int,
    target: int,
    given: Attribution | None,
    known: _Known,
    found: Named,
    *,
    kin: int | None = None,
    told_by: float = 0.0,
) -> bool:
    """Draw a step to a page of the case, if it is surely not later and closes no circle.

    *kin* is a page with the same words: where it links, its link speaks for them. *told_by* are log-odds
    that the target has what the page has it say, beside those of the naming.
    """
    if not told_by:  # what is later by its date may well go back to the page
        found.cited.append((page, target))
    spans = known.clues.spans
    if given is None and spans[page].high + SAME_DAY <= spans[target].low:
        return False  # put there after the page was made, whatever it says
    chance = odds_to_chance(_odds(page, target, given, known, kin) + told_by)
    if chance < known.settings.direction_sure_min or target in known.line.above(page):
        return False
    if not known.line.add(page, target):
        return False  # a circle; it is told at the end
    document = known.clues.documents[page]
    evidence = [naming_evidence(document, given)] if given is not None else []
    if target in known.clues.links[page]:
        evidence += link_evidence(document, [known.clues.documents[target].address])
    found.pages.append((Step(later=page, earlier=target, score=chance), tuple(evidence)))
    return True


def _odds(
    page: int, target: int, given: Attribution | None, known: _Known, kin: int | None
) -> float:
    """Log-odds that the target is the earlier, by what the page says and by both dates."""
    spans, wrong = known.clues.spans, known.settings.date_wrong_share
    odds = order_odds(spans[target], spans[page], wrong_one=wrong, wrong_other=wrong)
    links = known.clues.links
    odds += LINK if target in links[page] or (kin is not None and target in links[kin]) else 0.0
    odds += NAMES[given.kind] if given is not None else 0.0
    return odds


def _upper_first(line: Line, count: int) -> list[int]:
    """Documents so that each comes after all that it comes from."""
    ordered: list[int] = []
    met: set[Place] = set()
    for page in range(count):
        waiting: list[tuple[Place, bool]] = [(page, False)]
        while waiting:
            item, is_done = waiting.pop()
            if is_done:
                ordered += [item] if isinstance(item, int) else []
            elif item not in met:
                met.add(item)
                waiting.append((item, True))
                waiting += [(above, False) for above in line.parents(item)]
    return ordered


def _has_from_above(page: int, agent: str, known: _Known) -> bool:
    """Whether something the page comes from is by that source, or names it already."""
    for above in known.line.above(page):
        if isinstance(above, str):
            if above == agent:
                return True
        elif known.clues.publishers[above] == agent or agent in known.clues.named[above]:
            return True
    return False


def _to_name(page: int, agent: str, given: Given, known: _Known, found: Named) -> None:
    """A step to a source that is known by name; "X, citing Y" leads from X to Y."""
    heard = [one for one in given if one.kind is not AttributionKind.BYLINE]
    if not heard:
        return
    clues = known.clues
    document = clues.documents[page]
    evidence = [naming_evidence(document, heard[0])]
    own = [
        link.target
        for link in said_links(document)
        if host(link.target)
        and (clues.resolve(host(link.target)) == agent or _links_over(link, given))
    ]
    if own:
        evidence += link_evidence(document, own)
        found.addresses.setdefault(agent, set()).update(own)
    between = cited_by(page, heard[0], clues)
    later = page if between is None or between in clues.published_by else between
    if not known.line.add(later, agent):
        found.circular.append((later, agent))
    else:
        score = max(NAMING_SCORES[one.kind] for one in heard)
        found.names.append(NamedStep(later, agent, score, tuple(evidence)))


def _links_over(link: Link, given: Given) -> bool:
    """Whether a link is made over the words that name a source or say that it spoke."""
    at = link.position
    return at is not None and any(
        at.start < span.end and span.start < at.end
        for one in given
        for span in (one.source, one.cue)
    )
