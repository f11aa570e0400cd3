"""Tell what a figure counts: people taken, specimens, money, a population, or nothing of ours.

In: a sentence.  Out: scale and population, each with its place. A population is never given as a
count of people taken; nor is a capacity, a plan, an age, a fine, or another programme's figure.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from firsthand.claim.alone import is_sum, taken_behind
from firsthand.claim.nouns import NOUN_CHARACTERS, Noun, is_spent, noun_of
from firsthand.claim.quantities import Figure
from firsthand.claim.reading import Found, Reading, clause, period_named, place_named
from firsthand.model.claim import Counts, Element, Quantity

TAKEN_CHARACTERS = 50  # between people and what was done to them
EVERYBODY = "all residents"
_LAST = re.compile(r"[a-zA-Z’'-]+$|[^\W\d_名位个個多余餘的a-zA-Z]+$")
_OF = re.compile(r"(?:out )?of(?: (?:the|its|their|all|these|some|our))?(?: [\w-]+['’]s?)?")
# In other languages the counted word may stand between: 9 870 человек из 16 тысяч, 21 480 pensionnés sur 26 000.
_OUT_OF = re.compile(
    r"(?:[^\W\d_]+ )?(?:из|sur|von|aus|de (?:los|las))(?: (?:les|den|всех|insgesamt|un total de))?"
)
HELD_CHARACTERS = 40
WHOLES_MAX = (
    8  # figures before a whole of which one may be its part; a table has a thousand in a row
)
_HOLDS = re.compile(
    r"\b(?:database|databank|register|registry|index|system)s? (?:now |already |today |then |alone )?(?:has|have|had|holds?|held|counts?|contains?|contained) ?$"
)
_CARDS = re.compile(r"(?<!blood )(?<!swab )(?<!filter )cards$")
RECORDS_MIN = 20  # "ten fingerprints" are one person's
PERSONS_MIN = 10  # fewer are a family, not a count
PERCENT_MAX = 100  # of people; more is growth, or a slip
ALIVE_MAX = 9_000_000_000  # people on earth
PEOPLE_MIN = 100  # a smaller number is no population

_UNITS = {
    "samples": ("sampled", Counts.SAMPLES),
    "records": ("profiled", Counts.RECORDS),
    "kits": ("kits", Counts.THINGS),
    "devices": ("devices", Counts.THINGS),
    "money": ("budget", Counts.MONEY),
}


def read_counts(reading: Reading) -> Found:
    """Counts of people, specimens, records, things and money, and populations."""
    for figure in reading.figures:
        if any(start < figure.end and figure.start < end for start, end in reading.doubted):
            continue
        if figure.doubtful or is_spent(
            reading.low, figure, words=reading.words, dates=reading.dates, ages=reading.ages
        ):
            continue
        found = _percent(reading, figure) if figure.percent else _number(reading, figure)
        if found is not None:
            yield found[0], found[1], (figure.start, figure.end)


def _number(reading: Reading, figure: Figure) -> tuple[Element, Quantity] | None:
    low, cues = reading.low, reading.words.cues
    noun = noun_of(reading.low, figure, reading.words, figures=reading.figures)
    if noun is not None and _is_impossible(figure, noun):
        return None
    people = (noun is None or noun.kind == "persons") and not _is_held(reading, figure)
    part = noun is not None and _is_part(reading, figure, noun)
    if (
        people
        and not part
        and (
            _is_whole(reading, figure, noun)
            or cues["population_before"].ends(low, figure.hedged_from)
            or (noun is not None and _is_population(reading, figure, noun))
        )
    ):
        return population(reading, figure, noun)
    if not reading.near or (noun is not None and noun.kind == "other"):
        return None
    left, right = clause(reading, figure.hedged_from, noun.end if noun else figure.end)
    if (noun is None and is_sum(reading, figure)) or (noun is not None and noun.kind == "money"):
        return _money(reading, figure, left, right)
    bought = noun is not None and noun.kind in {"kits", "devices"} and _is_bought(reading)
    if (
        noun is not None
        and not (_is_planned(reading, left, right) and not bought)
        and _is_taken(reading, figure, noun, left, right)
    ):
        counted: Noun | None = noun
    else:
        counted = taken_behind(reading, figure) if noun is None else None
        if noun is None and _is_held(reading, figure) and figure.number >= PEOPLE_MIN:
            counted = Noun(kind="persons", end=figure.end)  # "the database has more than 100,000"
    if counted is None:
        return None
    unit, counts = _unit(reading, counted.kind, left, right)
    if counted.kind == "samples" and _is_issued(reading, figure, counted):
        unit, counts = "enrolled", Counts.THINGS
    return Element.SCALE, quantity(reading, figure, unit=unit, counts=counts)


def _is_held(reading: Reading, figure: Figure) -> bool:
    """Whether a store has so many: "the database now holds 212,000"."""
    start = max(0, figure.hedged_from - HELD_CHARACTERS)
    return _HOLDS.search(reading.low, start, figure.hedged_from) is not None


def _is_issued(reading: Reading, figure: Figure, noun: Noun) -> bool:
    """Whether the cards counted are such as are handed out: nothing that is sampled is named on the page or in the sentence."""
    return _CARDS.search(reading.low, figure.end, noun.end) is not None and not (
        reading.sampled or reading.words.cues["sampled"].stand(reading.low)
    )


def _is_impossible(figure: Figure, noun: Noun) -> bool:
    """Whether a printer's slip made more people than live, or a part of one: 1100 million, 18.8 people."""
    if noun.kind == "money":
        return False
    number = figure.low if figure.low is not None else figure.high
    broken = number is not None and number != int(number)
    return broken or (noun.kind in {"persons", "visits"} and (number or 0) > ALIVE_MAX)


def _is_whole(reading: Reading, figure: Figure, noun: Noun | None) -> bool:
    """Whether it is what a share is taken of: "a third of the 52,000 inmates"."""
    at = bisect_right(reading.figures, figure.hedged_from, key=lambda other: other.end)
    before = reading.figures[max(0, at - WHOLES_MAX) : at]
    between = [reading.low[other.end : figure.hedged_from].strip() for other in before]
    if noun is not None and any(_OF.fullmatch(words) for words in between):
        return True
    return any(_OUT_OF.fullmatch(words) for words in between)


def _is_part(reading: Reading, figure: Figure, noun: Noun) -> bool:
    """Whether it is a part of another figure: "3,000 of the island's 41,000 inhabitants"."""
    return any(figure.end < other.start < noun.end for other in reading.figures)


def _is_population(reading: Reading, figure: Figure, noun: Noun) -> bool:
    """Whether people are counted as living there, or as a people, and not as taken."""
    low, cues = reading.low, reading.words.cues
    if cues["population_after"].follows(low, noun.end):
        return True
    left, right = clause(reading, figure.hedged_from, noun.end)
    taken = cues["taking"].search(low, left, right) or cues["taken_after"].search(low, left, right)
    stop = min(right, noun.end + TAKEN_CHARACTERS)
    if cues["taken_after"].search(low, noun.end, stop):
        return False  # "680,000 inhabitants of the division have been enrolled"
    living = [hit.span() for hit in cues["population"].finditer(low, left, right)]
    if living:
        if taken is not None and all(figure.end <= one and end <= noun.end for one, end in living):
            return False  # "the irises of 12,000 inhabitants": the word itself says no more
        return taken is None or not _is_nearer(reading, figure, noun, "taking", "population")
    return taken is None and cues["groups"].search(low, figure.end, noun.end) is not None


def _is_nearer(reading: Reading, figure: Figure, noun: Noun, one: str, other: str) -> bool:
    return _distance(reading, figure, noun, one) < _distance(reading, figure, noun, other)


def _distance(reading: Reading, figure: Figure, noun: Noun, cue: str) -> int:
    """How many characters lie between the counted words and the nearest *cue* in the clause."""
    left, right = clause(reading, figure.hedged_from, noun.end)
    return min(
        (
            max(figure.hedged_from - hit.end(), hit.start() - noun.end, 0)
            for hit in reading.words.cues[cue].finditer(reading.low, left, right)
            if hit.end() <= figure.start or figure.end <= hit.start()
        ),
        default=len(reading.low),
    )


def population(
    reading: Reading, figure: Figure, noun: Noun | None
) -> tuple[Element, Quantity] | None:
    """How many live there, and who; none of a few."""
    if figure.number < PEOPLE_MIN and not figure.vague:
        return None
    end = noun.end if noun else figure.end
    start, stop = clause(reading, figure.hedged_from, end)
    group = (
        _group(reading, figure.end, min(stop, end + NOUN_CHARACTERS))
        or _group(reading, start, figure.start)
        or _kind_of_people(reading, figure, end)
    )
    living = quantity(reading, figure, unit="residents", counts=None, group=group)
    return Element.POPULATION, living


def _kind_of_people(reading: Reading, figure: Figure, end: int) -> str:
    """Who lives or is held there: the noun as written, unless it is people in general."""
    noun = _LAST.search(reading.text, figure.end, end)
    if noun is None or reading.words.cues["everybody"].pattern.fullmatch(noun.group().lower()):
        return EVERYBODY
    return noun.group()


def _group(reading: Reading, start: int, stop: int) -> str:
    """The people named, as written, with "and other …"."""
    hit = reading.words.cues["groups"].search(reading.low, start, stop)
    if hit is None:
        return ""
    more = reading.words.cues["group_more"].follows(reading.low, hit.end())
    return reading.text[hit.start() : more.end() if more else hit.end()]


def _money(
    reading: Reading, figure: Figure, left: int, right: int
) -> tuple[Element, Quantity] | None:
    low, cues = reading.low, reading.words.cues
    wide = clause(reading, figure.hedged_from, figure.end, strong=True)  # "Budget: 2.3 million"
    if cues["fined"].search(low, left, right) or not cues["spent"].search(low, *wide):
        return None
    if reading.words.sections["alone.each"].search(low, *wide):
        return None  # what one kit costs, or one passport, is no budget
    unit, counts = _UNITS["money"]
    currency = currency_of(reading, figure)
    return Element.SCALE, quantity(reading, figure, unit=unit, counts=counts, currency=currency)


def currency_of(reading: Reading, figure: Figure) -> str | None:
    """The currency that stands beside a sum."""
    around = reading.low[max(0, figure.hedged_from - 6) : figure.end + 20]
    return next((code for code, sign in reading.words.currencies if sign.search(around)), None)


def _is_planned(reading: Reading, left: int, right: int) -> bool:
    """Whether it is a plan, a target or a capacity."""
    return reading.words.cues["plan"].search(reading.low, left, right) is not None


def _is_bought(reading: Reading) -> bool:
    """Whether it is a notice of a purchase, which counts goods before they are there."""
    return reading.words.sections["page.bought"].stand(reading.low)


def _is_taken(reading: Reading, figure: Figure, noun: Noun, left: int, right: int) -> bool:
    """Whether the clause says that these were taken, by this programme."""
    low, cues = reading.low, reading.words.cues
    least = PERSONS_MIN if noun.kind == "persons" else 2
    if figure.number < least and not (figure.vague or figure.percent):
        return False
    if noun.kind in {"samples", "kits", "devices", "records"}:
        if noun.kind in {"samples", "records"} and figure.number < RECORDS_MIN and not figure.vague:
            return False
        named = (
            noun.kind == "samples"
            or reading.topical
            or cues["biometric_noun"].search(low)
            or (noun.kind == "records" and cues["profile_of"].search(low, left, right))
            or (
                noun.kind in {"kits", "devices"}
                and (cues["spent"].search(low, left, right) or _is_bought(reading))
            )
        )
        other = _distance(reading, figure, noun, "elsewhere")
        if named and noun.kind in {"kits", "devices"} and _is_bought(reading):
            return True
        return bool(named) and (
            other == len(low) or _distance(reading, figure, noun, "taking") < other
        )
    sure = cues["taking_sure"].search(low, left, right) or (
        cues["taken_after"].follows(low, noun.end) and not cues["elsewhere"].search(low)
    )
    if not sure and not (reading.topical or reading.about or reading.steeped):
        return False
    taken = min(
        _distance(reading, figure, noun, name) for name in ("taking", "taken_after", "taken_before")
    )
    other = _distance(reading, figure, noun, "elsewhere")
    if taken == len(low) and noun.kind in {"visits", "events"}:
        taken = _distance(reading, figure, noun, "programme")
    return taken < len(low) and taken <= other


def _unit(reading: Reading, kind: str, left: int, right: int) -> tuple[str, Counts]:
    low, cues = reading.low, reading.words.cues
    if kind == "records" and not cues["profile_of"].search(low, left, right):
        typed = (
            reading.sampled
            and not reading.topical
            and not reading.words.sections["act.prints"].stand(reading.before)
        )
        return ("profiled" if typed else "enrolled"), Counts.RECORDS
    if kind in _UNITS:
        return _UNITS[kind]
    counts = {"visits": Counts.VISITS, "events": Counts.EVENTS}.get(kind, Counts.PERSONS)
    several = reading.words.sections["act.prints"].stand(low, left, right)
    for name in ("examined", "profiled", "sampled"):
        if cues[name].search(low, left, right):
            # blood among other things: who gave fingerprints and DNA was enrolled
            return ("enrolled" if name == "sampled" and several else name), counts
    if cues["enrolled"].search(low, left, right):
        return "enrolled", counts  # whatever else the sentence names
    for name in ("examined", "sampled"):
        if cues[name].search(low):
            return name, counts
    bare = not reading.topical or reading.only_samples
    return ("sampled" if reading.sampled and bare else "enrolled"), counts


def _percent(reading: Reading, figure: Figure) -> tuple[Element, Quantity] | None:
    """A share of people taken: "over 90 % of residents were examined"."""
    low, cues = reading.low, reading.words.cues
    if not reading.near or figure.number > PERCENT_MAX:
        return None
    left, right = clause(reading, figure.hedged_from, figure.end)
    shared = cues["share_of"].search(low, left, right)
    noun = Noun(kind="share", end=figure.end)
    shared = shared or cues["rate"].search(low, left, right)
    if (
        shared is None
        or _is_planned(reading, left, right)
        or _is_nearer(reading, figure, noun, "population", "taking")
        or not (
            cues["rate"].search(low, left, right) or _is_taken(reading, figure, noun, left, right)
        )
    ):
        return None
    return Element.SCALE, quantity(reading, figure, unit="share", counts=Counts.PERSONS)


def quantity(
    reading: Reading,
    figure: Figure,
    *,
    unit: str,
    counts: Counts | None,
    currency: str | None = None,
    group: str | None = None,
) -> Quantity:
    """The value of a figure that counts *counts* in *unit*."""
    return Quantity(
        low=figure.low,
        high=figure.high,
        approximate=figure.approximate,
        unit=unit,
        counts=counts,
        place=place_named(reading),
        period=period_named(reading, figure.start, figure.end),
        currency=currency,
        group=group,
        vague=figure.vague,
    )
