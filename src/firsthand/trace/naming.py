"""Follow what pages say about their sources: "X said", a credit, a link.

In: `Clues`, `Reuse`, the steps found by shared words.  Out: `Named`: steps to pages of the case, and
sources that are named without their page being in the case, each with its evidence.

A page that names X leads to X's page if just one fits: one it links to, else one it shares words
with, else the only one that is not later and has rare words in common with it. If none or several
fit, it leads to X by name. A source that a page has only through the page it came from is not drawn
again: the copy of a report that quotes X rests on the report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from firsthand.model.document import Attribution, AttributionKind
from firsthand.model.lineage import DerivationEvidence
from firsthand.trace.addresses import host
from firsthand.trace.clues import Clues, said_links
from firsthand.trace.dates import order_odds
from firsthand.trace.direction import LINK, NAMES, odds_to_chance
from firsthand.trace.evidence import link_evidence, naming_evidence
from firsthand.trace.facts import Facts
from firsthand.trace.parents import Step
from firsthand.trace.reuse import Reuse
from firsthand.trace.settings import TraceSettings

# How likely a naming of this kind names where the page's words come from: set, not measured.
NAMING_SCORES = {
    AttributionKind.CREDIT: 0.85,
    AttributionKind.BYLINE: 0.75,
    AttributionKind.REFERENCE: 0.65,
    AttributionKind.SAID: 0.6,
}
FACTS_LEAST = 0.95  # two pages speak of one matter if they share more than one word of the rarest
FACTS_CLEAR = 1.5  # the best of several pages has so many times the weight of the next
SMALL_CASE = 60  # a case of so few pages is about one matter: the only page by X is the one
_PASSED_ON = re.compile(
    r"\b(?:citing|quoting|cited)\b|引述|援引|引用|轉引|转引|со ссылкой", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, eq=False)
class NamedStep:
    """A page, or a source known by name, rests on a source that is known by name."""

    later: int | str
    agent: str
    score: float
    evidence: tuple[DerivationEvidence, ...]


@dataclass(slots=True, eq=False)
class Named:
    """Steps that pages tell of themselves."""

    pages: list[tuple[Step, tuple[DerivationEvidence, ...]]] = field(default_factory=list)
    names: list[NamedStep] = field(default_factory=list)
    circular: list[tuple[int, int]] = field(default_factory=list)
    addresses: dict[str, set[str]] = field(default_factory=dict)


class Line:
    """Who comes from whom so far; nothing is put in that would close a circle."""

    def __init__(self, steps: tuple[Step, ...]) -> None:
        self._parents: dict[int | str, list[int | str]] = {}
        for step in steps:
            self._parents.setdefault(step.later, []).append(step.earlier)

    def above(self, page: int | str) -> set[int | str]:
        """All that *page* comes from, without itself."""
        met: set[int | str] = set()
        waiting = list(self._parents.get(page, ()))
        while waiting:
            item = waiting.pop()
            if item not in met:
                met.add(item)
                waiting += self._parents.get(item, ())
        return met

    def add(self, later: int | str, earlier: int | str) -> bool:
        """Whether the step could be put in."""
        if later == earlier or later in self.above(earlier):
            return False
        self._parents.setdefault(later, []).append(earlier)
        return True


def follow_names(
    clues: Clues, reuse: Reuse, steps: tuple[Step, ...], *, settings: TraceSettings
) -> Named:
    """Steps to pages first, so that names inherited over them are known; then names."""
    found = Named()
    line = Line(steps)
    facts = Facts(clues.documents)
    told: set[tuple[int, str]] = set()
    own = [_own_naming(page, clues, reuse, steps_of) for page, steps_of in _by_later(clues, steps)]
    for page in range(len(clues.documents)):
        for target in sorted(clues.links[page]):
            _to_page(page, target, None, line, found, (clues, facts, settings))
    for page, named in enumerate(own):
        for agent, given in named.items():
            target = _page_of(page, agent, given, line, (clues, reuse, facts, settings))
            if target is not None:
                told.add((page, agent))
                _to_page(page, target, given[0], line, found, (clues, facts, settings))
    for page in _upper_first(line, len(clues.documents)):
        for agent, given in own[page].items():
            if (page, agent) not in told and not _has_from_above(page, agent, line, clues):
                _to_name(page, agent, given, line, found, clues)
    return found


def _by_later(clues: Clues, steps: tuple[Step, ...]) -> list[tuple[int, list[int]]]:
    """For each page, the pages it has words from."""
    parents: list[list[int]] = [[] for _ in clues.documents]
    for step in steps:
        parents[step.later].append(step.earlier)
    return list(enumerate(parents))


def _own_naming(
    page: int, clues: Clues, reuse: Reuse, parents: list[int]
) -> dict[str, tuple[Attribution, ...]]:
    """Whom a page names in words of its own: what it copied together with its source is left out."""
    named = clues.named[page]
    if not named or not parents:
        return dict(named)
    copied = [
        reuse.quotation(page, stretch).position
        for parent in parents
        if (shared := reuse.between(parent, page)) is not None
        for stretch in shared.other_stretches
    ]
    kept = {
        agent: tuple(
            one
            for one in given
            if not any(
                span.start <= one.source.start and one.source.end <= span.end for span in copied
            )
        )
        for agent, given in named.items()
    }
    return {agent: given for agent, given in kept.items() if given}


Known = tuple[Clues, Facts, TraceSettings]


def _to_page(
    page: int,
    target: int,
    given: Attribution | None,
    line: Line,
    found: Named,
    known: Known,
) -> None:
    """A step to a page of the case, if it is not later and closes no circle."""
    clues, facts, settings = known
    linked = target in clues.links[page]
    chance = _chance(page, target, clues, settings, linked=linked, given=given)
    if given is None and not _one_matter(page, target, clues, facts):
        return
    if chance < settings.direction_sure_min or target in line.above(page):
        return
    if not line.add(page, target):
        found.circular.append((page, target))
        return
    document = clues.documents[page]
    evidence = [naming_evidence(document, given)] if given is not None else []
    if linked:
        evidence += link_evidence(document, [clues.documents[target].address])
    found.pages.append((Step(later=page, earlier=target, score=chance), tuple(evidence)))


def _chance(
    page: int,
    target: int,
    clues: Clues,
    settings: TraceSettings,
    *,
    linked: bool,
    given: Attribution | None,
) -> float:
    """How likely the target is the earlier, by what the page says and by both dates."""
    wrong = settings.date_wrong_share
    odds = order_odds(clues.spans[target], clues.spans[page], wrong_one=wrong, wrong_other=wrong)
    odds += LINK if linked else 0.0
    odds += NAMES[given.kind] if given is not None else 0.0
    return odds_to_chance(odds)


def _one_matter(page: int, target: int, clues: Clues, facts: Facts) -> bool:
    return len(clues.documents) <= SMALL_CASE or facts.common(page, target) >= FACTS_LEAST


def _page_of(
    page: int,
    agent: str,
    given: tuple[Attribution, ...],
    line: Line,
    known: tuple[Clues, Reuse, Facts, TraceSettings],
) -> int | None:
    """The one page by *agent* that fits, if just one does."""
    clues, reuse, facts, settings = known
    pages = [other for other in clues.published_by.get(agent, ()) if other != page]
    above = line.above(page)
    there = [other for other in pages if other in above]
    if there:
        return there[0] if len(there) == 1 else None
    linked = [other for other in pages if other in clues.links[page]]
    if len(linked) == 1:
        return linked[0]
    possible = [
        other
        for other in pages
        if page not in line.above(other)
        and _chance(page, other, clues, settings, linked=False, given=given[0])
        >= settings.direction_sure_min
    ]
    sharing = [other for other in possible if reuse.between(other, page) is not None]
    if len(sharing) == 1:
        return sharing[0]
    if len(pages) == 1 and len(clues.documents) <= SMALL_CASE:
        return possible[0] if possible else None
    words = _said_words(page, given, clues)
    weights = {
        other: facts.held(words, other) if words else facts.common(page, other)
        for other in possible
    }
    return _clearest(weights, line)


def _said_words(page: int, given: tuple[Attribution, ...], clues: Clues) -> str:
    """What a page has its source say; empty where it credits it for the whole."""
    spans = sorted({(one.content.start, one.content.end) for one in given if one.content})
    return "\n".join(clues.documents[page].text[start:end] for start, end in spans)


def _clearest(weights: Mapping[int, float], line: Line) -> int | None:
    """Of several pages the one on the same matter; of several on it, if they are of one descent."""
    best = max(weights.values(), default=0.0)
    if best < FACTS_LEAST:
        return None
    near = [other for other, weight in weights.items() if weight * FACTS_CLEAR >= best]
    if len(near) > 1 and not set.intersection(*({other, *line.above(other)} for other in near)):
        return None
    return min(near, key=lambda other: (-weights[other], other))


def _upper_first(line: Line, count: int) -> list[int]:
    """Documents so that each comes after all that it comes from."""
    return sorted(range(count), key=lambda page: (len(line.above(page)), page))


def _has_from_above(page: int, agent: str, line: Line, clues: Clues) -> bool:
    """Whether something the page comes from is by that source, or names it already."""
    for above in line.above(page):
        if isinstance(above, str):
            if above == agent:
                return True
        elif clues.publishers[above] == agent or agent in clues.named[above]:
            return True
    return False


def _to_name(
    page: int,
    agent: str,
    given: tuple[Attribution, ...],
    line: Line,
    found: Named,
    clues: Clues,
) -> None:
    """A step to a source that is known by name; "X, citing Y" leads from X to Y."""
    heard = [one for one in given if one.kind is not AttributionKind.BYLINE]
    if not heard:
        return
    document = clues.documents[page]
    evidence = [naming_evidence(document, heard[0])]
    own = [
        link.target
        for link in said_links(document)
        if host(link.target) and clues.resolve(host(link.target)) == agent
    ]
    if own:
        evidence += link_evidence(document, own)
        found.addresses.setdefault(agent, set()).update(own)
    score = max(NAMING_SCORES[one.kind] for one in heard)
    later: int | str = page
    between = _cited_by(page, heard[0], clues)
    if between is not None and (between not in clues.published_by):
        later = between
    if line.add(later, agent):
        found.names.append(NamedStep(later, agent, score, tuple(evidence)))


def _cited_by(page: int, cited: Attribution, clues: Clues) -> str | None:
    """Who passes it on: "X said, citing Y" in one sentence."""
    text = clues.documents[page].text
    cue = text[cited.cue.start : cited.cue.end]
    if cited.content is None or not _PASSED_ON.search(cue):
        return None
    speakers = [
        (abs(one.source.start - cited.source.start), agent)
        for agent, given in clues.named[page].items()
        for one in given
        if one.content == cited.content and not _PASSED_ON.search(text[one.cue.start : one.cue.end])
    ]
    return min(speakers)[1] if speakers else None


def names_by_page(found: Named) -> Mapping[str, set[int | str]]:
    """Who rests on each source that is known by name."""
    resting: dict[str, set[int | str]] = {}
    for step in found.names:
        resting.setdefault(step.agent, set()).add(step.later)
    return resting
