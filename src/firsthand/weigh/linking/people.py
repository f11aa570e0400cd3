"""Put records into people along the links between them, and count who is on which lists.

In: records, scored pairs of them.  Out: people as sets of records; a table of capture patterns for each stratum; how many
are on one list twice. Links are taken from the likeliest on (ties in the order of the records); one that would put two
records of a list that holds nobody twice into one person is not taken. Names are not looked at any more.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence

from firsthand.model.value import value
from firsthand.weigh.linking.lists import Record


@value
class Pair:
    """Two records by their places, and the chance that they are of one person."""

    one: int
    other: int
    chance: float


@value
class Person:
    """The records of one person, by their places; the lists that these are on."""

    records: tuple[int, ...]
    lists: tuple[str, ...]
    stratum: str


def people_of(
    records: Sequence[Record], pairs: Iterable[Pair], *, threshold: float, once: Iterable[str]
) -> tuple[Person, ...]:
    """Everybody, in the order of their first record."""
    leads = list(range(len(records)))
    groups: dict[int, list[int]] = {n: [n] for n in leads}
    single = frozenset(once)

    def lead(n: int) -> int:
        while leads[n] != n:
            leads[n] = leads[leads[n]]
            n = leads[n]
        return n

    for pair in sorted(pairs, key=lambda pair: (-pair.chance, pair.one, pair.other)):
        one, other = sorted((lead(pair.one), lead(pair.other)))
        if pair.chance < threshold or one == other:
            continue
        held = {records[n].list_name for n in groups[one]} & single
        if held & {records[n].list_name for n in groups[other]}:
            continue
        leads[other] = one
        groups[one] += groups.pop(other)
    return tuple(_person(records, sorted(groups[n])) for n in sorted(groups))


def _person(records: Sequence[Record], places: Sequence[int]) -> Person:
    said = Counter(records[n].value_of("stratum") or "" for n in places)
    most = min(said, key=lambda stratum: (-said[stratum], stratum))
    lists = tuple(sorted({records[n].list_name for n in places}))
    return Person(records=tuple(places), lists=lists, stratum=most)


def patterns_text(people: Sequence[Person], lists: Sequence[str]) -> str:
    """The table of patterns as CSV, with a column `stratum` where there are any."""
    strata = {person.stratum for person in people} != {""}
    counts = Counter((p.stratum, tuple(int(name in p.lists) for name in lists)) for p in people)
    stream = io.StringIO(newline="")
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow([*lists, *(["stratum"] if strata else []), "count"])
    for (stratum, pattern), count in sorted(counts.items()):
        rows.writerow([*pattern, *([stratum] if strata else []), count])
    return stream.getvalue()


@value
class Tally:
    """What linking made of the lists; no person can be told from it."""

    records: tuple[tuple[str, int], ...]
    people: int
    sizes: tuple[tuple[int, int], ...]
    twice: tuple[tuple[str, int], ...]
    strata_differ: int


def tally_of(records: Sequence[Record], people: Sequence[Person]) -> Tally:
    """How many records and people there are, and how many people are on one list twice or in two strata."""
    twice: Counter[str] = Counter()
    differ = 0
    for person in people:
        on = Counter(records[n].list_name for n in person.records)
        twice.update(name for name, times in on.items() if times > 1)
        strata = {records[n].value_of("stratum") for n in person.records} - {None}
        differ += len(strata) > 1
    return Tally(
        records=tuple(sorted(Counter(record.list_name for record in records).items())),
        people=len(people),
        sizes=tuple(sorted(Counter(len(person.records) for person in people).items())),
        twice=tuple(sorted(twice.items())),
        strata_differ=differ,
    )
