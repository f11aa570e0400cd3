"""The sentence in hand: its words, its figures, its dates, and where its clauses part.

In: a passage's text and its document's dates.  Out: one value that every rule reads from, so that
nothing is looked for twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from firsthand.claim.ages import Ages, find_ages
from firsthand.claim.dates import Span, find_dates
from firsthand.claim.folding import fold
from firsthand.claim.gazetteer import places, settle
from firsthand.claim.lexicon import Lexicon
from firsthand.claim.once import once
from firsthand.claim.quantities import Figure, find_figures
from firsthand.model.claim import Element, ElementValue
from firsthand.model.value import value

_FROM = frozenset({"从", "自"})
TOLD_CHARACTERS = 40  # between "published" and a date after it
BODY_CHARACTERS = 60  # "the Unique Identification Authority of"
RUNNING = frozenset({"span", "since"})
AFTER_CHARACTERS = 24  # between a date and "report" after it
_IN = re.compile(r"(?:\b(?:in|at)\s|[在于])$")  # "a plant in Dongguan told its workers"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
CANDIDATES_MAX = 12  # of a name that more places bear than that, nothing is known
Told = tuple[Element, ElementValue, tuple[int, int]]
Found = Iterator[Told]


@value
class NamedPlace:
    """A place that a sentence names; `code` is empty where it may be any of `candidates`, or none is known."""

    name: str
    code: str
    start: int
    end: int
    candidates: tuple[str, ...] = ()


def _nothing() -> frozenset[str]:
    return frozenset()


class Reading:
    """One sentence being read. `low` is its text in lower case, with the same offsets.

    `topical`: it names biometrics itself. `taking`: it says that something is taken. `about`: it
    names the programme's occasion ("check-ups"). `buying`: it tells of a purchase, and of nothing that was
    taken. `near`: biometrics are named in it or close by.
    `steeped`: the document is about taking them from people, so that a sentence need not say so again.
    `sampled`: the last sentence that named biometrics named blood, saliva or DNA. Figures, dates, ages,
    clauses and places are looked for when a rule first asks for them. `before` is the sentence before.
    """

    def __init__(
        self,
        *,
        text: str,
        low: str,
        words: Lexicon,
        published: str | None,
        topical: bool,
        near: bool,
        steeped: bool,
        sampled: bool,
    ) -> None:
        self._around: Callable[[], frozenset[str]] = _nothing
        self._looked_around = False
        self.only_samples = False  # nothing but blood, saliva or DNA is taken on the page
        self.before = ""  # the sentence before, in lower case
        self.doubted: tuple[tuple[int, int], ...] = ()  # figures that cannot be right
        self.told: dict[
            object, tuple[Told, ...]
        ] = {}  # what rules found in it, by what they were told
        self.text, self.low, self.words = text, low, words
        self.topical, self.near, self.steeped, self.sampled = topical, near, steeped, sampled
        self.taking = words.cues["taking"].stand(low)
        self.about = words.cues["programme"].stand(low)
        self.buying = words.cues["buying"].stand(low) and not words.cues["taking_sure"].stand(low)
        self._published = published

    def begin(self, before: str, around: Callable[[], frozenset[str]]) -> None:
        """Read it on a page: *before* is the sentence before, *around* gives the page's places."""
        if self._looked_around:
            for asked in ("named", "places", "aside"):
                self.__dict__.pop(asked, None)
            self.told.clear()
            self._looked_around = False
        self.before, self._around, self.doubted = before, around, ()

    def around(self) -> frozenset[str]:
        """The codes of the places that the whole page names."""
        self._looked_around = True
        return self._around()

    @once
    def acted(self) -> bool:
        """Whether it names an act of taking as a thing: "the voice-sample campaign"."""
        return self.steeped and self.words.sections["act.done"].stand(self.low)

    @once
    def figures(self) -> tuple[Figure, ...]:
        """Every quantity, by place."""
        if self.words.numeric.number not in self.words.sieve.live(self.low):
            return ()
        return tuple(find_figures(self.low, words=self.words))

    @once
    def dates(self) -> tuple[Span, ...]:
        """Every date and interval, by place."""
        return find_dates(self.low, words=self.words, published=self._published)

    @once
    def ages(self) -> tuple[Ages, ...]:
        """Every range of ages."""
        return tuple(find_ages(self.low, words=self.words))

    @once
    def breaks(self) -> tuple[tuple[int, int], ...]:
        """What parts one clause from the next."""
        return tuple(hit.span() for hit in self.words.cues["clause"].finditer(self.low))

    @once
    def strong_breaks(self) -> tuple[tuple[int, int], ...]:
        """The same where only semicolons, "but" and their like part."""
        return tuple(hit.span() for hit in self.words.cues["strong_clause"].finditer(self.low))

    @once
    def named(self) -> tuple[tuple[NamedPlace, bool], ...]:
        """Every name of a place, and whether it is more than a newspaper's, a firm's seat or a comparison."""
        return tuple(_named(self))

    @once
    def places(self) -> tuple[NamedPlace, ...]:
        """Names of places that are more than a newspaper's, a firm's seat or a comparison."""
        return tuple(place for place, kept in self.named if kept)

    @once
    def aside(self) -> tuple[NamedPlace, ...]:
        """The other names of places: what they name beside the programme, or mostly so."""
        return tuple(place for place, kept in self.named if not kept)

    @property
    def published(self) -> str | None:
        """When its page was published."""
        return self._published

    @property
    def year(self) -> int | None:
        """The year that the sentence speaks of: of the first date that it names, else of the page."""
        told = next((span.edtf for span in self.dates if not is_told(self, span)), None)
        found = _YEAR.search(told or self._published or "")
        return int(found.group()) if found else None


def read_sentence(
    text: str,
    *,
    words: Lexicon,
    published: str | None,
    near: bool,
    steeped: bool = False,
    sampled: bool = False,
    topical: bool | None = None,
    low: str | None = None,
) -> Reading:
    """Look at a sentence; *low* and *topical* where they are known."""
    low = fold(text) if low is None else low
    return Reading(
        text=text,
        low=low,
        words=words,
        published=published,
        topical=words.context.stand(low) if topical is None else topical,
        near=near,
        steeped=steeped,
        sampled=sampled,
    )


def _named(reading: Reading) -> Iterator[tuple[NamedPlace, bool]]:
    """Names of places, their codes in the year spoken of; none for a name that may mean several."""
    text, low, cues = reading.text, reading.low, reading.words.cues
    found = list(places().finditer(text))
    if any(len(each.codes) != 1 or each.codes[0].isdigit() for each in found):
        found = list(places().finditer(text, year=reading.year))
    for named, code in settle(found, reading.around):
        start, end = named.start, named.end
        aside = (
            (cues["spared"].follows(low, end) and not _IN.search(low, max(0, start - 4), start))
            or cues["outlet"].follows(low, end)
            or cues["beside"].ends(low, start)
            or (code.isalpha() and is_of_body(reading, start, known=True))
        )
        codes = tuple(filter(None, named.codes))  # a place abroad is known, and has none
        candidates = () if code or len(codes) > CANDIDATES_MAX else codes
        place = NamedPlace(name=text[start:end], code=code, start=start, end=end, candidates=candidates)  # fmt: skip
        yield place, not aside


def is_of_body(reading: Reading, start: int, *, known: bool) -> bool:
    """Whether a name that begins at *start* belongs to a body's: "the Election Commission of Kenya".

    Of a name that no table knows only where it is what the body sees to: "the Department of Defense".
    """
    naming = reading.words.naming
    body = naming.body if known else naming.subject
    return bool(body and body.search(reading.text, max(0, start - BODY_CHARACTERS), start))


def clause(reading: Reading, start: int, end: int, *, strong: bool = False) -> tuple[int, int]:
    """The clause around a span; with *strong*, up to the next semicolon, "but" or full stop."""
    left, right = 0, len(reading.low)
    for one, other in reading.strong_breaks if strong else reading.breaks:
        if other <= start:
            left = other
        elif one >= end:
            right = one
            break
    return left, right


def is_told(reading: Reading, span: Span) -> bool:
    """Whether a date is that of a report or of a statement."""
    low, cues = reading.low, reading.words.cues
    left, right = clause(reading, span.start, span.end)
    if span.kind in RUNNING:  # "officials said that since 2016 …" dates no statement
        if low[span.start : span.start + 1] in _FROM:  # 报告说从2016年6月到…
            return False
        return cues["published"].ends(low, span.start)
    before = cues["published"].stand(low, max(left, span.start - TOLD_CHARACTERS), span.start)
    after = cues["published_after"].stand(low, span.end, min(right, span.end + AFTER_CHARACTERS))
    return before or after


def period_named(reading: Reading, start: int, end: int) -> str | None:
    """The period that a figure's clause names, or else the sentence, if it names just one."""
    left, right = clause(reading, start, end)
    dates = [span for span in reading.dates if not is_told(reading, span)]
    found = {span.edtf for span in dates if left <= span.start < right}
    if not found:
        found = {span.edtf for span in dates}
    return found.pop() if len(found) == 1 else None


def place_named(reading: Reading) -> str | None:
    """The code of the place that the sentence names, if it names just one."""
    found = {place.code for place in reading.places if place.code}
    finer = {code for code in found if code.isdigit()} or found
    return finer.pop() if len(finer) == 1 else None
