"""Say what a figure counts whose noun no list knows.

In: a sentence of a page about taking, and a figure in it.  Out: those taken, where the figure stands right behind a verb
of taking ("bled 8,000 Chakma settlers"); or that it is a sum of money. A figure that stands without its noun ("By Monday,
8,140.") is left: who reads the page knows what it counts, a machine guesses, and guesses as often wrong as right.
"""

from __future__ import annotations

import re

from firsthand.claim.dates import YEARS
from firsthand.claim.nouns import Noun
from firsthand.claim.quantities import Figure
from firsthand.claim.reading import Reading, clause

COUNTED_MIN = 60  # a smaller number of whom no list knows is an age, a street, a vote
SUM_MIN = 10_000  # what less is paid for is one person's
OTHERS = ("plan", "elsewhere", "hypothetical", "fined", "exempt")
_FOLLOWED = re.compile(
    r"(?: [^\W\d_]+)?(?= (?:for|to|on|by|in|of|from|was|were|had|has|is|a|per|over)\b|[,.;:)，。；）]|$)"
)  # a currency that no list knows
# "drew blood from all 214 Haitians": what may stand between the taking and the figure, and the noun that no list knows
_FROM = re.compile(r"(?: (?:blood|dna|saliva|samples|prints|data))?(?: (?:from|of|for))?(?: (?:all|the|some|its|these|another|a further|about|nearly|over|more than|at least|around|an estimated|close to|almost|well over))* ?$")  # fmt: skip
_PLURAL = re.compile(r" (?!of |and |or |to |in |per |percent |days|years|months|weeks|hours)(?:[\w'’-]+ ){0,2}?[\w'’-]+(?:s|en|people)\b(?=[ ,.;:]|$)")  # fmt: skip


def taken_behind(reading: Reading, figure: Figure) -> Noun | None:
    """Whom no list knows, right behind a verb of taking and their number, on a page about taking."""
    low, words = reading.low, reading.words
    whole = figure.number == int(figure.number) and figure.number >= COUNTED_MIN
    if (
        not (reading.steeped and whole and words.whole)
        or figure.percent
        or figure.vague
        or _is_year(reading, figure)
        or _is_beside(reading)
        or words.cues["population"].stand(low)
    ):
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


def _is_year(reading: Reading, figure: Figure) -> bool:
    """Whether four digits without a mark between may be a year: "Outlay, 2017 to 2020"."""
    written = reading.low[figure.start : figure.end][:4]
    return written.isdigit() and YEARS[0] <= int(written) <= YEARS[1] and figure.number < YEARS[1]


def _is_beside(reading: Reading) -> bool:
    """Whether the sentence tells of a plan, another programme or what is no count."""
    words = reading.words
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
