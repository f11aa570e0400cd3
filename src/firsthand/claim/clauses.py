"""Which clause of a sentence says what its sense tells: the words that are quoted as the value.

In: a sentence, and what is known of those around it.  Out: for each target the span of one clause, where that clause
standing in the sentence's place would be told by itself and no other says it nearly as surely; else the whole sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firsthand.claim.meaning import Network, Rows, gist, pooled, told
from firsthand.claim.pieces import pieces_of
from firsthand.claim.reading import Reading

SURER = 1.0  # log-odds by which a clause must be surer than any other
LETTERS_MIN = 8  # of a clause; "she said" is none, 五个汉字 may be
SIGNS_MIN = 4  # of a clause in Chinese
CLAUSES_MAX = 12  # of a longer sentence the whole is quoted
_EDGES = " \t\n,;:，；：、。.!?！？—–-"

Span = tuple[int, int]


def whole_of(text: str) -> Span:
    """The sentence without what stands around it."""
    stripped = text.strip()
    start = text.index(stripped)
    return start, start + len(stripped)


def spans_of(
    reading: Reading, targets: Sequence[int], limits: Sequence[float], *, facts: frozenset[str], beside: Rows, known: Network
) -> dict[int, Span]:  # fmt: skip
    """The span of each target's words; *beside* is what stands around the sentence."""
    whole = whole_of(reading.text)
    parts = list(_parts(reading))
    if not 1 < len(parts) <= CLAUSES_MAX:
        return dict.fromkeys(targets, whole)
    features = pooled([pieces_of(reading.low[start:end]) for start, end in parts], known)
    many = len(parts)
    odds = told(features, gist(features, known), beside.repeat(many, axis=0), [facts] * many, known)
    found = {}
    for target in targets:
        *_, second, best = sorted(odds[:, target])
        clear = best >= limits[target] and best - second >= SURER
        found[target] = parts[int(odds[:, target].argmax())] if clear else whole
    return found


def _parts(reading: Reading) -> Iterator[Span]:
    """The clauses of a sentence, without the signs that part them."""
    least = SIGNS_MIN if reading.words.language == "zh" else LETTERS_MIN
    start = 0
    for one, other in (*reading.breaks, (len(reading.text), len(reading.text))):
        text = reading.text[start:one]
        begin = start + len(text) - len(text.lstrip(_EDGES))
        end = start + len(text.rstrip(_EDGES))
        if end - begin >= least:
            yield begin, end
        start = other
