"""Know a spaced language's words for numbers: `[numbers]` of its lexicon, ready to be looked up.

In: tables of patterns.  Out: what a word says as a number. How words are put together is decided in
`claim.spaced`. A word may carry prefixes (Arabic و, ال), endings (Turkish case) and other words
(German dreiundzwanzigtausend); which ones stands in the tables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from firsthand.claim.patterns import Words
from firsthand.model.value import value

WORD = r"(?:[^\W\d_]|[\u064b-\u0652\u0670\u0640])+"  # letters, and the marks that Arabic may set on them
_MARKS = str.maketrans("", "", "".join(map(chr, [*range(0x064B, 0x0653), 0x0670, 0x0640])))
HUNDRED = 100
LOOKED_UP = 1 << 15  # words remembered: a language's everyday ones
LONGEST_CHARACTERS = 60  # "neunhundertneunundneunzigtausendneunhundertneunundneunzig" has 57


@value
class Sign:
    """One part of a number: added to its group, or (`scale`) multiplying what stands before it."""

    number: float
    scale: bool


@value
class Read:
    """What a word says: its signs, how many letters of prefixes come first, whether one is "and"."""

    signs: tuple[Sign, ...]
    skipped: int
    joined: bool


@value
class Writing:
    """How a language puts numbers together. Lists of patterns are compiled; a list may be empty.

    `decimal` stands before decimals. `units_first`: five and twenty. `teens_apart`: three ten.
    `ten_first`: ten three, for thirteen. `teens_after`: tens that teens are added to (soixante-dix). `multiply`: what multiplies the unit
    before it (hundred; quatre-vingts). `compound`: what joins words written together, None where
    they are not.
    """

    decimal: str
    units_first: bool
    teens_apart: bool
    ten_first: bool
    teens_after: tuple[int, ...]
    multiply: tuple[int, ...]
    compound: str | None
    prefixes: tuple[str, ...]
    joined: str
    suffix: str
    digit_suffix: re.Pattern[str] | None
    joiners: re.Pattern[str]
    joined_after: int
    abbreviated: re.Pattern[str] | None
    half_after: Words | None
    not_alone: re.Pattern[str] | None
    not_first: re.Pattern[str] | None
    scale_alone: re.Pattern[str] | None
    rounded: re.Pattern[str] | None
    of: re.Pattern[str]
    parts: tuple[tuple[Words, float], ...]
    bases: tuple[tuple[Words, float], ...]
    out_of: re.Pattern[str] | None
    out_of_first: re.Pattern[str] | None


class Numerals:
    """One language's words for numbers. Equal by being the same."""

    def __init__(
        self,
        words: Mapping[str, float],
        scales: Mapping[str, int],
        vague: Sequence[tuple[Words, int, int | None]],
        writing: Writing,
    ) -> None:
        self.writing, self.vague = writing, tuple(vague)
        signs = [(key, Sign(number=number, scale=False)) for key, number in words.items()]
        signs += [(key, Sign(number=number, scale=True)) for key, number in scales.items()]
        ending = f"(?:{writing.suffix})?" if writing.suffix else ""
        plain = _either([key for key, sign in signs if not sign.scale and sign.number < HUNDRED])
        joiners = writing.joiners.pattern
        #: what a number below a hundred looks like in words, for a pattern around it
        self.small = rf"(?:{plain}){ending}(?:[ -](?:(?:{joiners})[ -])?(?:{plain}){ending})?"
        self._known = re.compile(f"(?:{_either([key for key, _ in signs])}){ending}")
        self._bare = tuple((re.compile(key), sign) for key, sign in signs)
        self._ended = tuple((re.compile(f"(?:{key}){ending}"), sign) for key, sign in signs)
        self._together = self._compound([key for key, _ in signs], ending)
        self.read = lru_cache(maxsize=LOOKED_UP)(self._read)

    def _compound(self, keys: list[str], ending: str) -> re.Pattern[str] | None:
        if self.writing.compound is None:
            return None
        joiner = f"(?:{self.writing.compound})?" if self.writing.compound else ""
        piece = _either(keys)
        return re.compile(f"(?P<all>(?:{piece})(?:{joiner}(?:{piece}))+){ending}")

    def _read(self, word: str) -> Read | None:
        """What *word*, in lower case, says as a number; None where it is none."""
        plain = word.translate(_MARKS)
        if len(plain) > LONGEST_CHARACTERS:
            return None
        signs = self._signs(plain)
        if signs:
            return Read(signs=signs, skipped=0, joined=False)
        for prefix in self.writing.prefixes:
            if plain.startswith(prefix):
                signs = self._signs(plain[len(prefix) :])
                if signs:
                    joined = bool(self.writing.joined) and prefix.startswith(self.writing.joined)
                    return Read(
                        signs=signs, skipped=len(word) - len(plain) + len(prefix), joined=joined
                    )
        return None

    def _signs(self, word: str) -> tuple[Sign, ...]:
        if self._known.fullmatch(word):
            for table in (self._bare, self._ended):
                for pattern, sign in table:
                    if pattern.fullmatch(word):
                        return (sign,)
        whole = self._together.fullmatch(word) if self._together else None
        return self._pieces(whole.group("all")) if whole else ()

    def _pieces(self, word: str) -> tuple[Sign, ...]:
        """The signs of words written together, the longest first: drei, und, zwanzig, tausend.

        With "und", a unit stands before its ten; the two become one sign.
        """
        found: list[Sign] = []
        joined = False
        at = 0
        while at < len(word):
            best = max(
                ((hit.end(), sign) for hit, sign in self._at(word, at)),
                key=lambda each: each[0],
                default=None,
            )
            joiner = self.writing.compound or ""
            if best is None and joiner and word.startswith(joiner, at):
                joined, at = True, at + len(joiner)
                continue
            if best is None:
                return ()
            end, sign = best
            if joined and found and found[-1].number < 10 and 20 <= sign.number < 100:
                found[-1] = Sign(number=found[-1].number + sign.number, scale=False)
            else:
                found.append(sign)
            joined, at = False, end
        return tuple(found)

    def _at(self, word: str, at: int) -> list[tuple[re.Match[str], Sign]]:
        hits = ((pattern.match(word, at), sign) for pattern, sign in self._bare)
        return [(hit, sign) for hit, sign in hits if hit is not None and hit.end() > at]


def _either(keys: Sequence[str]) -> str:
    return "|".join(sorted(keys, key=len, reverse=True)) or "(?!)"
