"""Join a case's own words to the packaged ones of a language.

In: a file as docs/formats/lexicon.md describes it, of which only `language` must be there; the elements that
the case has.  Out: one lexicon, in which the case's words come first; or everything that is wrong, by line and
column of the case's file. A language that is not packaged needs a whole file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files

from firsthand.claim.entry import Entry, RefusedError, Source, folded
from firsthand.claim.inflect import written_out
from firsthand.claim.languages import Languages, packaged
from firsthand.claim.lexicon import LANGUAGES, Lexicon, compiled, read_toml
from firsthand.claim.patterns import words_of
from firsthand.model.vocabulary import Vocabulary

FILE_BYTES_MAX = 4 << 20  # ten times the fullest packaged file
CONTEXT = "context"
LANGUAGE = "language"
VOCABULARIES_KEPT = 2  # a process works on one case


def load_own(data: bytes, *, where: str, vocabulary: Vocabulary, checked: bool = True) -> Lexicon:
    """The words of a case in one language, joined to the packaged ones where there are any.

    Raises:
        RefusedError: something is wrong in the file; a line for each fault.
    """
    if len(data) > FILE_BYTES_MAX:
        raise RefusedError(f"{where}:1:1: expected up to {FILE_BYTES_MAX} bytes, found {len(data)}")
    text, own = read_toml(data, where=where)
    source = Source(where, text, checked=checked, vocabulary=vocabulary)
    top = Entry(own, source)
    language = top.text(LANGUAGE)
    source.refuse()  # of an unknown language nothing else can be said
    packaged = language in LANGUAGES
    if packaged and "told_by" in own:
        top.refused("told_by", f"nothing, as {language} is packaged", own["told_by"])
    base = _packaged(language) if packaged else {}
    source.trusted = frozenset(_texts(base))
    joined = _joined(own, base, top)
    key = hashlib.sha256(f"{vocabulary.digest} {language} ".encode() + data).hexdigest()
    made = compiled(joined, source, key=key)
    context = own.get(CONTEXT, [])
    assert isinstance(context, list), "what is none was refused"
    return _with_context(made, context, source)


def _with_context(made: Lexicon, context: Sequence[str], source: Source) -> Lexicon:
    full = [folded(written_out(text, source.sets)) for text in context]
    return replace(made, own_context=words_of(full, whole=made.whole, sieve=made.sieve))


def _texts(part: object) -> Iterator[str]:
    """Every text in a table: the packaged words are tried by their tests, and not again here."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        yield from part
        for each in part.values():
            yield from _texts(each)
    elif isinstance(part, list):
        for each in part:
            yield from _texts(each)


@cache
def _packaged(language: str) -> dict[str, object]:
    data = files("firsthand.claim").joinpath(f"data/{language}.toml").read_bytes()
    return read_toml(data, where=f"data/{language}.toml")[1]


def _joined(own: Mapping[str, object], base: Mapping[str, object], at: Entry) -> dict[str, object]:
    """*base* with what *own* says: lists are put in front, what is said once must not be said otherwise."""
    made = dict(base)
    for key, found in own.items():
        known = base.get(key)
        if known is None:
            made[key] = found
        elif isinstance(known, dict) and isinstance(found, dict):
            made[key] = _joined(found, known, at.section(key))
        elif isinstance(known, list) and isinstance(found, list) and _are_like(found, known):
            made[key] = [*found, *known]
        elif isinstance(known, dict | list):
            made[key] = found  # of another kind: told when the whole is compiled
        elif known != found:
            at.refused(key, f"{known!r:.60}, as in the packaged file, or no {key}", found)
    return made


def _are_like(found: list[object], known: list[object]) -> bool:
    """Whether both hold texts, or tables, or numbers."""
    return all(isinstance(each, type(first)) for first in known[:1] for each in found)


@lru_cache(maxsize=VOCABULARIES_KEPT)
def languages_of(vocabulary: Vocabulary) -> tuple[Languages, tuple[str, ...]]:
    """The lexicons that read the pages of a case, and why words of it are not among them, if some are not.

    They were in order when they were recorded; another version of the program may have packaged words that they
    do not fit.
    """
    if not vocabulary.words:
        return packaged(), ()
    ready: dict[str, Lexicon] = {}
    wrong: list[str] = []
    for each in vocabulary.words:
        data, where = each.text.encode(), each.file or f"{each.language}.toml"
        try:
            ready[each.language] = load_own(data, where=where, vocabulary=vocabulary, checked=False)
        except RefusedError as refused:
            wrong.append(str(refused))
    return Languages(ready=ready), tuple(wrong)
