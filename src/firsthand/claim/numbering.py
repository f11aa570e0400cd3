"""Know how a language writes numbers: the `[numbers]` of its file.

In: a table of the file.  Out: one value that the grammars read from. `[numbers.writing]` and what
stands beside it is for languages with spaces between words; docs/formats/lexicon.md says what each key
means.
"""

from __future__ import annotations

import re

from firsthand.claim.entry import Entry, folded
from firsthand.claim.numerals import Numerals, Writing
from firsthand.claim.patterns import Words, words_of
from firsthand.model.value import value

TENS = 20  # "and" stands after tens (treinta y uno) unless the file says otherwise
HUNDRED = 100  # multiplies the unit before it in every language
_LISTS = (
    "abbreviated", "not_alone", "not_first", "scale_alone", "rounded", "joiners", "of", "out_of", "out_of_first",
)  # fmt: skip
_WORDS = frozenset({"not_alone", "not_first", "scale_alone", "rounded"})


@value
class Numbers:
    """How a language writes numbers, as its grammar module reads it.

    `words` are its whole numbers. `numerals` are the words of a spaced language, ready to be looked up. `not_counts`: telephones,
    pages, rooms: digits that count nothing.
    """

    words: dict[str, int]
    scales: dict[str, int]
    vague: dict[str, tuple[int, int | None]]
    shares: tuple[tuple[Words, float], ...]
    not_counts: Words | None = None
    numerals: Numerals | None = None


def numbers_of(entry: Entry) -> Numbers:
    """The table `[numbers]`.

    Raises:
        SettingError: it is not as docs/formats/lexicon.md says.
    """
    words = entry.section("words").numbers()
    scales = entry.section("scales").whole_numbers()
    vague = entry.section("vague").bounds()
    made = Numbers(
        words={key: int(number) for key, number in words.items() if number == int(number)},
        scales=scales,
        vague=vague,
        shares=tuple(
            (each.words("words"), each.share("percent")) for each in entry.entries("share")
        ),
        not_counts=entry.maybe_words("not_counts"),
        numerals=_numerals(entry, words, scales, vague) if "writing" in entry.table else None,
    )
    entry.nothing_more()
    return made


def _numerals(
    entry: Entry,
    words: dict[str, float],
    scales: dict[str, int],
    vague: dict[str, tuple[int, int | None]],
) -> Numerals:
    table = entry.section("writing")
    writing = _writing(table, parts=_bases(entry, "parts"), bases=_bases(entry, "bases"))
    table.nothing_more()
    ordered = sorted(vague.items(), key=lambda item: (-len(item[0]), item[0]))
    left_open = [
        (words_of([key], whole=True, sieve=entry.sieve), low, high) for key, (low, high) in ordered
    ]
    return Numerals(words, scales, left_open, writing)


def _bases(entry: Entry, key: str) -> tuple[tuple[Words, float], ...]:
    if key not in entry.table:
        return ()
    found = entry.section(key).numbers()
    return tuple(
        (words_of([words], whole=True, sieve=entry.sieve), base) for words, base in found.items()
    )


def _writing(
    table: Entry,
    *,
    parts: tuple[tuple[Words, float], ...],
    bases: tuple[tuple[Words, float], ...],
) -> Writing:
    lists = {key: _either(table, key) for key in _LISTS}
    nothing = re.compile(r"(?!)")
    return Writing(
        decimal=table.text("decimal"),
        units_first=table.maybe_flag("units_first"),
        teens_apart=table.maybe_flag("teens_apart"),
        ten_first=table.maybe_flag("ten_first"),
        teens_after=tuple(table.some_numbers("teens_after")),
        joined_after=max(table.some_numbers("joined_after"), default=TENS),
        multiply=(HUNDRED, *table.some_numbers("multiply")),
        compound=("|".join(table.some_texts("compound")) if "compound" in table.table else None),
        prefixes=tuple(sorted(map(folded, table.some_texts("prefixes")), key=len, reverse=True)),
        joined=table.text("joined") if "joined" in table.table else "",
        suffix=folded(table.text("suffix")) if "suffix" in table.table else "",
        digit_suffix=(
            re.compile(folded(table.text("digit_suffix")))
            if "digit_suffix" in table.table
            else None
        ),
        joiners=lists["joiners"] or nothing,
        abbreviated=lists["abbreviated"],
        half_after=table.maybe_words("half_after", whole=True),
        not_alone=lists["not_alone"],
        not_first=lists["not_first"],
        scale_alone=lists["scale_alone"],
        rounded=lists["rounded"],
        of=lists["of"] or nothing,
        parts=parts,
        bases=bases,
        out_of=lists["out_of"],
        out_of_first=lists["out_of_first"],
    )


def _either(table: Entry, key: str) -> re.Pattern[str] | None:
    texts = [folded(text) for text in table.some_texts(key) if table.check(key, text)]
    if not texts:
        return None
    joined = "|".join(sorted(texts, key=len, reverse=True))
    return re.compile(rf"(?:{joined})(?!\w)" if key in _WORDS else joined)
