"""Part a pattern into its alternatives, so that only those that can match in a text are searched for.

In: a pattern.  Out: patterns that, tried in their order at one place, match what it matches there. A pattern of
forty words is slow to search for; of the two of them whose letters stand in the text each is found at once.
"""

from __future__ import annotations

import re

_SIGNS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)
_BOUND = re.compile(
    r"\(\?P|\(\?\(|\(\?[a-zA-Z]|\\\d"
)  # parts that mean something by their name, number or place


def alternatives(pattern: str) -> list[str]:
    """What *pattern* may be, each by itself, in the order in which they are tried.

    >>> alternatives("(?:blood|(?:dna|hair) samples?)|swabs?")
    ['blood', '(?:dna|hair) samples?', 'swabs?']
    """
    return [pattern] if "|" not in pattern or _BOUND.search(pattern) else _parted(pattern)


def _parted(pattern: str) -> list[str]:
    parts = _top(pattern)
    if len(parts) > 1:
        return [each for part in parts for each in _parted(part)]
    inside = _inside(pattern)
    return [pattern] if inside is None else _parted(inside)


def _top(pattern: str) -> list[str]:
    """The alternatives that stand in no bracket."""
    parts, depth, start = [], 0, 0
    for token in _SIGNS.finditer(pattern):
        sign = token.group()
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
        elif sign == "|" and not depth:
            parts.append(pattern[start : token.start()])
            start = token.end()
    return [*parts, pattern[start:]]


def _inside(pattern: str) -> str | None:
    """What stands in the one bracket that *pattern* is, if it is one."""
    if not (pattern.startswith("(?:") and pattern.endswith(")")):
        return None
    depth = 0
    for token in _SIGNS.finditer(pattern):
        sign = token.group()
        depth += (sign == "(") - (sign == ")")
        if not depth:
            return pattern[3:-1] if token.end() == len(pattern) else None
    return None
