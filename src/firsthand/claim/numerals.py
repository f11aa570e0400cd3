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
LONGEST_CHARACTERS = 72  # of siebenhundertsiebenundsiebzigtausendsiebenhundertsiebenundsiebzig 66


@value
class Sign:
    """One part of a number: added to its group, or (`scale`) multiplying what stands before it."""

    number: float
    scale: bool


@value
class Read:
    """What a word says: its signs, how many letters of prefixes come first, whether one is "and".

    `ended`: it has an ending, so that no number goes on behind it (5 binden 10 bine).
    """

    signs: tuple[Sign, ...]
    skipped: int
    joined: bool
    ended: bool


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
        signs, ended = self._signs(plain)
        if signs:
            return Read(signs=signs, skipped=0, joined=False, ended=ended)
        for prefix in self.writing.prefixes:
            if plain.startswith(prefix):
                signs, ended = self._signs(plain[len(prefix) :])
                if signs:
                    joined = bool(self.writing.joined) and prefix.startswith(self.writing.joined)
                    return Read(
                        signs=signs,
                        skipped=len(word) - len(plain) + len(prefix),
                        joined=joined,
                        ended=ended,
                    )
        return None

    def _signs(self, word: str) -> tuple[tuple[Sign, ...], bool]:
        """What a word without prefixes says, and whether it has an ending."""
        if self._known.fullmatch(word):
            for table, ended in ((self._bare, False), (self._ended, True)):
                for pattern, sign in table:
                    if pattern.fullmatch(word):
                        return (sign,), ended
        whole = self._together.fullmatch(word) if self._together else None
        if whole is None:
            return (), False
        return self._pieces(whole.group("all")), whole.end("all") < len(word)

    def _pieces(self, word: str) -> tuple[Sign, ...]:
        """The signs of words written together, the longest first: drei, und, zwanzig, tausend.

        With "und", a unit stands before its ten; the two become one sign.
        """
        found: list[Sign] = []
        joined = False
        at = 0
        while at < len(word):
            best = self._at(word, at)
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

    def _at(self, word: str, at: int) -> tuple[int, Sign] | None:
        """The longest known word that begins at *at*: where it ends, and what it says."""
        for end in range(len(word), at, -1):
            for pattern, sign in self._bare:
                if pattern.fullmatch(word, at, end):
                    return end, sign
        return None


def _either(keys: Sequence[str]) -> str:
    return "|".join(sorted(keys, key=len, reverse=True)) or "(?!)"
