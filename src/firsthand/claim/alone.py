"""Say what a figure counts beside which no verb of taking stands, or that stands without its noun.

In: a sentence of a page about taking, and a figure in it.  Out: what it counts. "By Monday, 8,140." counts what the
figure before it did, or else those from whom it is taken; "We counted 9,027 records" counts records. A plan, another
programme's figure, a population and what the list `alone.beside` names are none. Whether it is a population is decided in
`claim.counts` before this is asked.
"""

from __future__ import annotations

import re

from firsthand.claim.dates import YEARS
from firsthand.claim.nouns import Noun, noun_of
from firsthand.claim.quantities import Figure, find_figures
from firsthand.claim.reading import Reading, clause

NAMED_MIN = 20  # fewer of whom nothing else is said are whoever stands there
ALONE_MIN = 60  # a smaller number alone is an age, a street, a vote
SHORT_CHARACTERS = 100  # a longer sentence tells more than how many, and of another matter
HAN_CHARACTERS = 3  # as many letters as a Chinese sign counts for
SUM_MIN = 10_000  # what less is paid for is one person's
OTHERS = ("plan", "elsewhere", "hypothetical", "fined", "exempt")
THINGS = frozenset({"samples", "records"})  # of a programme, whatever else is said of them
COUNTED = frozenset({"persons", "visits", "samples", "records"})
_FOLLOWED = re.compile(
    r"(?: [^\W\d_]+)?(?= (?:for|to|on|by|in|of|from|was|were|had|has|is|a|per|over)\b|[,.;:)，。；）]|$)"
)  # a currency that no list knows
_END = re.compile(r"\s*(?:[,.;:!?)，。；：、！？（）」”]|$)")
_OPENS = re.compile(r"(?:^|[,.;:!?(，。；：、（—–-]\s?)[\s“\"「『']?(?:(?:the|all|those|these) )?$")
# "drew blood from all 214 Haitians": what may stand between the taking and the figure, and the noun that no list knows
_FROM = re.compile(r"(?: (?:blood|dna|saliva|samples|prints|data))?(?: (?:from|of|for))?(?: (?:all|the|some|its|these|another|a further|about|nearly|over|more than|at least|around|an estimated|close to|almost|well over))* ?$")  # fmt: skip
_PLURAL = re.compile(r" (?!of |and |or |to |in |per |percent |days|years|months|weeks|hours)(?:[\w'’-]+ ){0,2}?[\w'’-]+(?:s|en|people)\b(?=[ ,.;:]|$)")  # fmt: skip


def counted_alone(reading: Reading, figure: Figure, noun: Noun | None) -> Noun | None:
    """What *figure* counts of those taken, whose *noun*, where it has one, no verb of taking tells."""
    least = ALONE_MIN if noun is None else NAMED_MIN
    kind = noun is None or noun.kind in COUNTED
    if not reading.steeped or figure.percent or figure.number < least or not kind:
        return None
    letters = len(reading.low.strip()) * (1 if reading.words.whole else HAN_CHARACTERS)
    if noun is not None:
        sure = noun.kind in THINGS or _is_told_alone(reading, figure, noun)
        short = letters <= SHORT_CHARACTERS
        return noun if sure and short and not _is_beside(reading) else None
    whole = (
        figure.number == int(figure.number) and not figure.vague and not _is_year(reading, figure)
    )
    if not whole or _is_beside(reading) or reading.words.cues["population"].stand(reading.low):
        return None
    taken = _taken(reading, figure)
    if (
        taken is None
        and letters <= SHORT_CHARACTERS
        and _opens(reading, figure)
        and _is_over(reading, figure.end)
    ):
        return Noun(kind=_kind_before(reading, figure), end=figure.end)
    return taken


def _is_year(reading: Reading, figure: Figure) -> bool:
    """Whether four digits without a mark between may be a year: "Outlay, 2017 to 2020"."""
    written = reading.low[figure.start : figure.end][:4]
    return written.isdigit() and YEARS[0] <= int(written) <= YEARS[1] and figure.number < YEARS[1]


def _is_beside(reading: Reading) -> bool:
    """Whether the sentence tells of a plan, another programme or what is no count."""
    words = reading.words
    if not len(words.sections["alone.after"]):
        return True
    others = any(words.cues[name].stand(reading.low) for name in OTHERS)
    return others or words.sections["alone.beside"].stand(reading.low)


def is_sum(reading: Reading, figure: Figure) -> bool:
    """Whether a large number without a noun, or with an unknown one, is money: "the state set aside 3.2 million for it"."""
    words = reading.words
    if (
        figure.percent
        or figure.number < SUM_MIN
        or _FOLLOWED.match(reading.low, figure.end) is None
    ):
        return False
    start, end = clause(reading, figure.hedged_from, figure.end, strong=True)
    return words.sections["alone.money"].stand(reading.low, start, end)


def _is_told_alone(reading: Reading, figure: Figure, noun: Noun) -> bool:
    """Whether a sentence tells little but their number: "By Monday, 8,140 pupils."; not "640 workers found the gate shut"."""
    low, words = reading.low, reading.words
    if words.cues["population"].stand(low):
        return False
    if not words.whole:
        return True
    return bool(
        _is_over(reading, noun.end) or words.sections["alone.before"].ends(low, figure.hedged_from)
    )


def _is_over(reading: Reading, end: int) -> bool:
    """Whether a clause ends at *end*, or goes on as one does behind a count alone ("so far")."""
    if _END.match(reading.low, end):
        return True
    return reading.words.sections["alone.after"].follows(reading.low, end) is not None


def _taken(reading: Reading, figure: Figure) -> Noun | None:
    """Whom no list knows, right behind a verb of taking and their number: "bled 8,000 settlers"."""
    low, words = reading.low, reading.words
    if not words.whole:
        return None
    named = _PLURAL.match(low, figure.end)
    if named is None or words.sections["alone.beside"].stand(low, figure.end, named.end()):
        return None
    left, _ = clause(reading, figure.hedged_from, figure.end)
    between = _FROM.search(low, left, figure.hedged_from)
    begin = between.start() if between else figure.hedged_from
    if words.cues["taking_sure"].ends(low, begin) or words.sections["act.takes"].ends(low, begin):
        return Noun(kind="persons", end=named.end())
    return None


def _opens(reading: Reading, figure: Figure) -> bool:
    """Whether it begins a clause, or a word stands before it that leads to a count ("a total of")."""
    low = reading.low
    before = low[: figure.hedged_from]
    if _OPENS.search(before):
        return ":" not in before[-3:] or reading.words.sections["alone.before"].ends(
            low, figure.hedged_from
        )
    return reading.words.sections["alone.before"].ends(low, figure.hedged_from)


def _kind_before(reading: Reading, figure: Figure) -> str:
    """What the count before it counts, in the sentence or in the one before; people where there is none."""
    for other in reversed(reading.figures):
        if other.end <= figure.hedged_from and not other.percent:
            named = noun_of(reading.low, other, reading.words)
            if named is not None and named.kind in COUNTED:
                return named.kind
    for other in reversed(find_figures(reading.before, words=reading.words)):
        named = None if other.percent else noun_of(reading.before, other, reading.words)
        if named is not None and named.kind in COUNTED:
            return named.kind
    return "persons"
