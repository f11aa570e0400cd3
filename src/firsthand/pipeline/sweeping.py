"""Sweep web archives for pages that belong to a case, and go on where an earlier sweep ended.

In: an open case, where archives are, an engine.  Out: the pages found, archive by archive. What was swept
against which documents is kept in `derived/`: an archive is swept again only against documents that are new,
and all of it only if its bytes changed. Taking found pages into the case is done in `pipeline.taking`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Protocol, TypeVar

from firsthand.errors import OperatorError
from firsthand.model.document import Document, ReadState
from firsthand.model.identity import identify
from firsthand.model.problem import Problem
from firsthand.model.value import value
from firsthand.pipeline import stages
from firsthand.pipeline.case import Case
from firsthand.pipeline.preserving import Progress
from firsthand.pipeline.shelves import Archive, Place, open_shelf
from firsthand.pipeline.swept import FoundPage, Swept, sweep_group
from firsthand.read import READER, VERSION
from firsthand.store.casebook import Casebook
from firsthand.trace import TRACER_VERSION
from firsthand.trace.settings import TraceSettings
from firsthand.trace.sweep import SWEEP_VERSION, build_index

GROUP_BYTES = 64 << 20  # of small archives done together, so that a child does not start for each
GROUP_COUNT = 64
STAGE = f"firsthand-sweep {SWEEP_VERSION} with {TRACER_VERSION} on {READER} {VERSION}"

Item = TypeVar("Item")
Result = TypeVar("Result")


class Engine(Protocol):
    """Does work on many items; see `engines`."""

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """The results, in the order of the items."""


@value
class Part:
    """What came of an archive against some documents, named by their set."""

    against: str
    swept: Swept


@value
class Against:
    """A set of documents that archives were swept against."""

    documents: tuple[str, ...]


@value
class SweepReport:
    """All archives there, what was found in each; `fresh` counts those swept just now."""

    where: str
    documents: tuple[Document, ...]
    archives: tuple[Swept, ...]
    found: tuple[FoundPage, ...]
    fresh: int
    problems: tuple[Problem, ...]


def sweep(case: Case, place: Place, *, engine: Engine, progress: Progress) -> SweepReport:
    """Every page at *place* that belongs to the case.

    Raises:
        OperatorError: the place cannot be listed, or the case has nothing to sweep for.
    """
    documents = {
        _key_of(each): each for each in stages.read(case) if each.state is not ReadState.UNREADABLE
    }
    if not documents:
        raise OperatorError("the case has no document to sweep for: preserve some first")
    shelf = open_shelf(place)
    archives = tuple(shelf.archives())
    if not archives:
        raise OperatorError(f"no web archive (.warc, .warc.gz, .arc) is at {place.address}")
    with case.casebook() as casebook:
        kept = _Kept(casebook)
        waiting = kept.waiting(archives, frozenset(documents))
        _sweep_waiting(kept, place, documents, waiting, engine=engine, progress=progress)
        swept = tuple(_merged(archive, kept.parts(archive)) for archive in archives)
    return SweepReport(
        where=shelf.where,
        documents=tuple(documents.values()),
        archives=tuple(swept),
        found=tuple(page for each in swept for page in each.found),
        fresh=len({archive.address for group in waiting.values() for archive in group}),
        problems=tuple(problem for each in swept for problem in each.problems),
    )


def _sweep_waiting(
    kept: _Kept,
    place: Place,
    documents: dict[str, Document],
    waiting: dict[frozenset[str], list[Archive]],
    *,
    engine: Engine,
    progress: Progress,
) -> None:
    """Sweep what waits, archives that lack the same documents together; keep each as it is done."""
    total = sum(archive.size_bytes for group in waiting.values() for archive in group)
    done = 0
    for keys in sorted(waiting, key=sorted):
        index = build_index([documents[key] for key in sorted(keys)], settings=TraceSettings())
        groups = list(_groups(waiting[keys]))
        progress(done, total, groups[0][0].address)
        for results in engine.map(partial(sweep_group, place, index), groups):
            for swept in results:
                kept.keep(swept, keys)
                done += swept.archive.size_bytes
                progress(done, total, swept.archive.address)


def _key_of(document: Document) -> str:
    """What a document is known by here: its words, and what else pages are compared with."""
    return identify(
        "sweep",
        document.id,
        document.title or "",
        document.publisher or "",
        document.captured or "",
    )


def _groups(archives: Sequence[Archive]) -> Iterator[tuple[Archive, ...]]:
    group: list[Archive] = []
    size_bytes = 0
    for archive in archives:
        if group and (size_bytes + archive.size_bytes > GROUP_BYTES or len(group) >= GROUP_COUNT):
            yield tuple(group)
            group, size_bytes = [], 0
        group.append(archive)
        size_bytes += archive.size_bytes
    if group:
        yield tuple(group)


class _Kept:
    """What earlier sweeps found, in the casebook; and what this one could not reach, which is not kept."""

    def __init__(self, casebook: Casebook) -> None:
        self._casebook = casebook
        self._done = casebook.finished(STAGE)
        self._sets: dict[str, frozenset[str]] = {}
        self._unreached: dict[str, Part] = {}

    def parts(self, archive: Archive) -> tuple[Part, ...]:
        """What is known of an archive as it is now."""
        key = _archive_key(archive)
        kept = self._casebook.get(STAGE, key, Part) if key in self._done else ()
        lost = self._unreached.get(key)
        return (*kept, lost) if lost else kept

    def waiting(
        self, archives: Sequence[Archive], documents: frozenset[str]
    ) -> dict[frozenset[str], list[Archive]]:
        """Archives by the documents that they were not yet swept against."""
        found: dict[frozenset[str], list[Archive]] = {}
        for archive in archives:
            against: frozenset[str] = frozenset()
            for part in self.parts(archive):
                against |= self._set(part.against)
            if missing := documents - against:
                found.setdefault(missing, []).append(archive)
        return found

    def _set(self, name: str) -> frozenset[str]:
        if name not in self._sets:
            known = self._casebook.get(STAGE, name, Against)
            self._sets[name] = frozenset(known[0].documents) if known else frozenset()
        return self._sets[name]

    def keep(self, swept: Swept, keys: frozenset[str]) -> None:
        """Add what was found just now."""
        ordered = tuple(sorted(keys))
        name = identify("against", *ordered)
        part, key = Part(against=name, swept=swept), _archive_key(swept.archive)
        if not swept.done:
            self._unreached[key] = part
            return
        if name not in self._done:
            self._casebook.put(STAGE, name, [Against(documents=ordered)])
            self._done.add(name)
        self._casebook.put(STAGE, key, [*self.parts(swept.archive), part])
        self._done.add(key)


def _archive_key(archive: Archive) -> str:
    return identify("archive", archive.address, archive.mark, str(archive.size_bytes))


def _merged(archive: Archive, parts: Sequence[Part]) -> Swept:
    """What all sweeps of an archive found, page by page."""
    found: dict[str, FoundPage] = {}
    for part in parts:
        for page in part.swept.found:
            known = found.get(page.offset)
            if known is None:
                found[page.offset] = page
                continue
            belongs = {each.document: each for each in (*known.belongs, *page.belongs)}
            found[page.offset] = dataclasses.replace(
                known, belongs=tuple(belongs.values()), held=known.held or page.held
            )
    whole = [part.swept for part in parts if part.swept.done]
    problems = {problem: None for part in parts for problem in part.swept.problems}
    return Swept(
        archive=archive,
        sha256=whole[0].sha256 if whole else "",
        pages=whole[0].pages if whole else 0,
        read=max((each.read for each in whole), default=0),
        found=tuple(
            dataclasses.replace(page, belongs=tuple(sorted(page.belongs, key=lambda b: b.document)))
            for page in sorted(found.values(), key=lambda page: _place(page.offset))
        ),
        problems=tuple(problems),
        done=bool(whole),
    )


def _place(offset: str) -> tuple[int, int]:
    member, _, inner = offset.partition("+")
    return int(member or 0), int(inner or 0)
