"""Find whose a verb of saying is: the subject in front of it, behind it, or beyond commas.

In: a sentence and a cue in it.  Out: the source, and from which word to which it stands. Words are
looked at no further than `REACH` from the cue.
"""

from __future__ import annotations

from dataclasses import replace

from firsthand.read.agents import kind_of, known_in
from firsthand.read.quoted_names import inside_before, named_in_quotes, source_behind
from firsthand.read.sentences import Hit, Sentence
from firsthand.read.sources import (
    REACH,
    Source,
    Voice,
    clause_start,
    kind_at,
    source_in,
)

_ENDS = frozenset({".", ",", ";", "!", "؛", "،"})  # behind a verb that stands alone
SEGMENTS = 4  # commas between a source and its verb: "Ana Example, 52, a farmer, of Norvale, said"
TITLE_WORDS = 8  # of a name in quotation marks; longer ones are what somebody said

_BODIES = frozenset({"group", "institute", "company", "paper_named", "agency", "broadcaster"})

Speaker = tuple[Source, int, int]


def find_speaker(sentence: Sentence, hit: Hit) -> Speaker | None:
    """Who does what a cue says, and between which words it stands."""
    left = before_helpers(sentence, hit.start)
    if sentence.cues.verb_last:
        return _before_a_late_verb(sentence, hit, left)
    if sentence.has("passive", left - 1):
        return None
    if sentence.cues.verb_first:
        return _behind(sentence, hit) or (_in_front(sentence, left) if left else None)
    if left == 0:
        return _opening(sentence, hit)
    if not (sentence.words[left - 1] in {",", ")"} or sentence.is_bound(left - 1)):
        # "as X reports", "como informó X", "das teilte X mit"
        as_told = sentence.has("adverb", left - 1) or sentence.has("nobody", left - 1)
        return _in_front(sentence, left) or (_behind(sentence, hit) if as_told else None)
    return _after_a_sign(sentence, hit, left)


def _before_a_late_verb(sentence: Sentence, hit: Hit, left: int) -> Speaker | None:
    """Where verbs come last: at the head, but for "“...” said X"."""
    quoted = left > 0 and (sentence.is_quote(left - 1) or sentence.has("closes", left - 1))
    inverted = _behind(sentence, hit) if quoted else None
    return inverted or _at_the_head(sentence, left) or _behind(sentence, hit)


def _opening(sentence: Sentence, hit: Hit) -> Speaker | None:
    """Such as "Writes The Guardian: ..."; a sentence that begins with a verb seldom means it."""
    found = _behind(sentence, hit)
    closes = found is not None and sentence.words[found[2] : found[2] + 1] in ([":"], [","])
    return found if closes else None


def _after_a_sign(sentence: Sentence, hit: Hit, left: int) -> Speaker | None:
    """The subject of a verb that a comma, a bracket or a quotation mark precedes."""
    if sentence.words[left - 1] == ",":
        quoted = left > 1 and sentence.is_quote(left - 2)
        aside = None if quoted else _beyond_asides(sentence, left - 1)
        late = _in_front(sentence, left - 1) if quoted else None
        return aside or _behind(sentence, hit) or late
    if sentence.words[left - 1] == ")":
        opening = _before_brackets(sentence, left - 1)
        found = _in_front(sentence, opening)
        return (_spoken_for(sentence, found[0], opening, left - 1), *found[1:]) if found else None
    return _in_quotes(sentence, left) or _behind(sentence, hit)


def unsaid(sentence: Sentence, hit: Hit) -> Speaker | None:
    """Whoever spoke last, where a verb has no subject and its language needs none: "Añadió que", «...», diyor."""
    if hit.role not in {"say", "deny"} or not sentence.cues.drops:
        return None
    opens = before_helpers(sentence, hit.start) == 0 and any(
        sentence.has("that", at) for at in (hit.end, hit.end + 1)
    )
    first = next((at for at in range(hit.start) if sentence.is_quote(at)), hit.start)
    behind = sum(sentence.is_quote(at) for at in range(hit.start)) % 2 == 0 and first < hit.start
    ends = (
        hit.end >= len(sentence.words)
        or sentence.words[hit.end] in _ENDS
        or sentence.has("onward", hit.end)
    )
    if not (opens or (behind and (ends or sentence.cues.verb_last))):
        return None
    word = sentence.words[hit.start]
    span = sentence.letters(hit.start, hit.end)
    return Source(span, Voice.AGAIN, word, kind="person"), hit.start, hit.end


def _in_front(sentence: Sentence, end: int) -> Speaker | None:
    """The subject that ends right before word *end*; one before "who saw it" too."""
    for _ in range(2):
        first = clause_start(sentence, end)
        source = source_in(sentence, first, end) or inside_before(sentence, first, end)
        if source is not None:
            return source, first, end
        if not sentence.has("who", first - 1):
            return None
        end = first - 1
        if end and sentence.words[end - 1] == ",":
            end -= 1
    return None


def _in_quotes(sentence: Sentence, end: int) -> Speaker | None:
    """A subject whose name is in quotes: «Радио Свободная Азия» передаёт."""
    if end < 2 or not sentence.is_quote(end - 1):
        return None
    opening = next(
        (n for n in range(end - 2, max(-1, end - 1 - TITLE_WORDS), -1) if sentence.is_quote(n)),
        None,
    )
    if opening is None or not sentence.caps[opening + 1]:
        return None
    before = opening - 1
    starts = (
        before < 0
        or sentence.has("det", before)
        or sentence.is_bound(before)
        or kind_at(sentence, before)
    )
    inner = sentence.text[slice(*sentence.letters(opening + 1, end - 1))]
    if not starts or not (known_in(inner) or (before >= 0 and kind_at(sentence, before))):
        return None
    if not sentence.cues.articles and before >= 0 and kind_at(sentence, before):
        return named_in_quotes(sentence, before, opening, end - 1), before, end
    source = source_in(sentence, opening + 1, end - 1)
    return (source, opening, end) if source else None


def _beyond_asides(sentence: Sentence, comma: int) -> Speaker | None:
    """The subject before what stands between commas: "Ana Example, a farmer, said"."""
    end = comma
    for _ in range(SEGMENTS):
        before = _comma_before(sentence, end)
        if before is None:
            return None
        end = before
        first = clause_start(sentence, end)
        source = source_in(sentence, first, end)
        opens = first == 0 or sentence.words[first - 1] == "," or sentence.is_bound(first - 1)
        if source is not None and opens:
            return _spoken_for(sentence, source, end, comma), first, comma
    return None


def _comma_before(sentence: Sentence, end: int) -> int | None:
    for at in range(end - 1, max(0, end - REACH) - 1, -1):
        if sentence.words[at] == ",":
            return at
        if sentence.is_bound(at):
            return None
    return None


def _spoken_for(sentence: Sentence, source: Source, first: int, last: int) -> Source:
    """A person of whom an aside says whose: "Ana Example, a director at HRW"."""
    if source.voice is Voice.AGAIN or source.behind or kind_of(source.name):
        return source
    if sentence.has("who", first + 1):
        return source
    start, end = sentence.letters(first + 1, last)
    known = known_in(sentence.text[start:end])
    if source.voice is Voice.NOBODY and source.kind != "person":
        alone = known and known[0].end - known[0].start == end - start
        span = (start, end)
        return Source(span, Voice.NAMED, known[0].name) if alone else source
    if "former" in sentence.words[first:last]:
        return source
    if known:
        return replace(source, behind=known[0].name)
    bodies = [
        kind_at(sentence, n)
        for n in range(first + 1, last)
        if kind_at(sentence, n) in _BODIES and _is_pointed_at(sentence, n)
    ]
    return replace(source, behind_kind=bodies[0]) if bodies else source


def _is_pointed_at(sentence: Sentence, at: int) -> bool:
    """Such as "the group", "l'ONG"."""
    before = at - 2 if sentence.words[at - 1] == "'" else at - 1
    return sentence.has("definite", before)


def _behind(sentence: Sentence, hit: Hit) -> Speaker | None:
    """The subject that follows the verb: "said Ana Example, a director at HRW"."""
    first = hit.end
    # "Das berichtet zumindest die NGO", "sagte am Montag die Sprecherin"
    while sentence.has("month", first) or (sentence.cues.compounds and sentence.has("aux", first)):
        first += 1
    if sentence.cues.drops and sentence.has("prep", first):
        return None  # "insiste en su oficina": where, and not who
    found = source_behind(sentence, first)
    if found is None:
        return None
    source, last = found
    if last < len(sentence.words) and sentence.words[last] in {",", "("}:
        end = last + 1
        while end < min(len(sentence.words), last + REACH) and not (
            sentence.is_bound(end) or sentence.words[end] == "," or sentence.hit_at[end]
        ):
            end += 1
        if end > last + 1:
            source = _spoken_for(sentence, source, last, end)
    return source, hit.end, last


def _at_the_head(sentence: Sentence, end: int) -> Speaker | None:
    """The subject of a sentence whose verb comes last: what stands before the first comma."""
    quotes = [n + 1 for n in range(end) if sentence.is_quote(n)]
    outside = [start for number, start in enumerate(quotes, 1) if number % 2 == 0]
    for start in (0, *outside[-1:]):
        stop = start
        while stop < min(end, start + REACH):
            if sentence.words[stop] == "," or sentence.is_bound(stop):
                break
            stop += 1
        for last in range(stop, start, -1):
            closes = last == stop < end or sentence.caps[last - 1] or kind_at(sentence, last - 1)
            source = source_in(sentence, start, last) if closes else None
            if (
                source is not None
                and last < stop
                and last - start == 1
                and sentence.words[stop] == ","
            ):
                return None  # the first word of somebody else: "Davalı idare, ..."
            if source is not None:
                return source, start, last
    return None


def before_helpers(sentence: Sentence, at: int) -> int:
    """Where a subject may end: before "has also", "on Monday"."""
    phrases = sentence.cues.many.get("aux", frozenset())
    for _ in range(SEGMENTS):
        for size in (4, 3, 2, 1):
            if at >= size and tuple(sentence.words[at - size : at]) in phrases:
                at -= size
                break
        else:
            break
    return at


def _before_brackets(sentence: Sentence, at: int) -> int:
    for number in range(at, max(0, at - REACH), -1):
        if sentence.words[number] == "(":
            return number
    return at
