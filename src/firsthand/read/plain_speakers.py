"""Find speakers that are no known kind of source and have no name in capitals, where the words around leave no doubt.

In: a sentence and a verb of saying in it that no other rule finds a subject for.  Out: the source, and between which
words it stands. Two places leave no doubt: behind a quotation and its verb («...», dice doña Remigia), and at the head of a sentence, with what
is said behind a "that" (La delegación indicó que ...). Elsewhere a noun that is not known to speak is left alone.
"""

from __future__ import annotations

from firsthand.read.sentences import Hit, Sentence
from firsthand.read.sources import Source, Voice

SUBJECT_WORDS = 8  # of a speaker with office and name
OPENING_WORDS = 3  # "12.", "Art. 14.", "IV." before the first word
THAT_REACH = 3  # words between a verb and its "that"
HELPERS = 2  # words between a closed quotation and its verb: "», — всё-таки говорит"
NAME_LEAST = 2  # words in capitals in a row that are a name
_SIGNS = frozenset({",", "—", "–", "-", "."})
_NOT_FIRST = ("nobody", "again", "prep", "join", "not_source", "who")

Speaker = tuple[Source, int, int]


def plain_speaker(sentence: Sentence, hit: Hit) -> Speaker | None:
    """Whose a verb is, by where it stands alone."""
    if hit.role not in {"say", "deny"}:
        return None
    return _behind_a_quotation(sentence, hit) or _at_the_head(sentence, hit)


def _behind_a_quotation(sentence: Sentence, hit: Hit) -> Speaker | None:
    before = hit.start
    while before > 0 and hit.start - before < HELPERS and sentence.words[before - 1][0].isalpha():
        before -= 1
    while before > 0 and sentence.words[before - 1] in _SIGNS:
        before -= 1
    if not before or not sentence.is_quote(before - 1) or sentence.words[before - 1] == "'":
        return None
    if sum(sentence.is_quote(at) for at in range(hit.start)) % 2:
        return None
    first = hit.end
    if sentence.has("prep", first):  # "dit en riant son voisin"
        first = next((at for at in range(first, first + 4) if sentence.has("det", at)), first)
    last = _end_of(sentence, first)
    source = _source(sentence, first, last)
    return (source, hit.start, last) if source else None


def _end_of(sentence: Sentence, first: int) -> int:
    last = first
    while last < min(len(sentence.words), first + SUBJECT_WORDS):
        word = sentence.words[last]
        if not word[0].isalnum() and word not in {"'", "."}:
            break
        if sentence.is_bound(last) or sentence.hit_at[last]:
            break
        small = not sentence.caps[last]
        if (
            last > first
            and small
            and any(sentence.has(role, last) for role in ("link", "who", "join"))
        ):
            break
        last += 1
    return last


def _at_the_head(sentence: Sentence, hit: Hit) -> Speaker | None:
    if not sentence.cues.plain_heads:
        return None
    if sentence.cues.verb_last:
        return _before_a_comma(sentence, hit)
    if not any(
        sentence.has("that", at) or sentence.words[at] == ":" for at in _reach(sentence, hit.end)
    ):
        return None
    first = _opening(sentence)
    if sentence.cues.verb_first and hit.start <= first:
        last = hit.end
        while last < len(sentence.words) and not sentence.has("that", last):
            last += 1
        inner, span = (hit.end, last), (hit.start, last)
    else:
        inner, span = (first, hit.start), (first, hit.start)
    commas = [at for at in range(*inner) if sentence.words[at] == ","]
    if any(sentence.is_bound(at) for at in range(*inner)) or len(commas) not in {0, 2}:
        return None
    if commas and commas[1] != inner[1] - 1:
        return None
    source = _source(sentence, commas[0] + 1, commas[1]) if commas else _source(sentence, *inner)
    if commas and (source is None or source.voice is not Voice.NAMED):
        source = _source(sentence, inner[0], commas[0])
    return (source, *span) if source else None


def _before_a_comma(sentence: Sentence, hit: Hit) -> Speaker | None:
    """Where verbs come last: what stands before the first comma, of a verb that ends its sentence."""
    if any(word[0].isalnum() for word in sentence.words[hit.end :]):
        return None
    comma = next(
        (at for at in range(min(hit.start, SUBJECT_WORDS)) if sentence.words[at] == ","), 0
    )
    if not comma or any(sentence.is_bound(at) for at in range(comma)):
        return None
    if sentence.words[comma - 1].endswith(tuple(sentence.cues.roles.get("turned", ()))):
        return None
    source = _source(sentence, 0, comma)
    return (source, 0, comma) if source else None


def _reach(sentence: Sentence, first: int) -> range:
    return range(first, min(len(sentence.words), first + THAT_REACH))


def _opening(sentence: Sentence) -> int:
    """Where a sentence begins behind its number."""
    for at in range(min(OPENING_WORDS, len(sentence.words))):
        if sentence.words[at] == "." and len(sentence.words[at - 1]) <= len("séptimo"):
            return at + 1
    return 0


def _source(sentence: Sentence, first: int, last: int) -> Source | None:
    """The source that words name: by their name, else by all of them."""
    words = sentence.words[first:last]
    if not 0 < len(words) <= SUBJECT_WORDS or not any(word.isalpha() for word in words):
        return None
    core = first
    while core < last and sentence.has("det", core):
        core += 1
    if core >= last or any(sentence.has(role, at) for role in _NOT_FIRST for at in {first, core}):
        return None
    clause = (
        at
        for at in range(core + 1, last)
        if sentence.has("who", at) or sentence.has("relative", at)
    )
    last = next(clause, last)
    start = last
    while start > core and (sentence.caps[start - 1] or sentence.words[start - 1] == "."):
        start -= 1
    named = last - start >= NAME_LEAST and start > 0
    if named:
        span = sentence.letters(start, last)
        return Source(span, Voice.NAMED, sentence.text[slice(*span)], kind="person")
    span = sentence.letters(first, last)
    return Source(span, Voice.NOBODY, sentence.text[slice(*span)], kind="person")
