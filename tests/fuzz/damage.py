"""Damage sound bytes as an enemy would: cut, flip, repeat, splice, and lie about lengths and kinds.

The same name and number always give the same damage, so that what was found once is found again.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Sequence
from typing import Any

STEPS_MAX = 4  # more damage than that, and nearly all that follows is refused at the first byte
REPEATED_BYTES_MAX = 1 << 18  # of one repetition: enough for whatever grows with the square
DEEP = 3_000  # deeper than Python's own limit of calls
LEVELS = 5_000
NUMBERS = (0, 1, 127, 128, 255, 256, 32_767, 65_535, 2**31 - 1, 2**31, 2**32 - 1, 2**63 - 1, 2**64 - 1)  # fmt: skip
WORDS = (
    b"", b"-1", b"00", b"+7", b"1e999", b"NaN", b"9" * 5_000, "٣".encode(), b"0x10", b" 1", b"1_0",
    b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\\ud800", b"\r\n", b"\n\n", b"\r\n\r\n", b'"', b"'", b"<", b"&#xD800;",
    b"--edge", b"%00", b"../../x", b"gzip", b"chunked", b"utf-16", b"utf-7", b"base64", b"idna",
    b"=?utf-7?B?+AAA-?=", b"[" * LEVELS, b'{"a":' * LEVELS, b"<div>" * LEVELS, b"(" * LEVELS, b"-" * LEVELS,
)  # fmt: skip
"""What readers stumble over: numbers that are none, half characters, ends of lines, codings, depth."""
_DIGITS = re.compile(rb"\d+")

Step = Callable[[bytes, Sequence[bytes], random.Random], bytes]


def damaged(samples: Sequence[bytes], *, name: str, number: int) -> bytes:
    """The damage of this number to one of *samples*; number 0, 1, … are first the samples themselves."""
    if number < len(samples):
        return samples[number]
    dice = random.Random(f"{name}/{number}")  # noqa: S311 - chooses damage, no secrets
    data = dice.choice(samples)
    for _ in range(dice.randint(1, STEPS_MAX)):
        data = dice.choice(_STEPS)(data, samples, dice)
    return data


def _range(data: bytes, dice: random.Random) -> tuple[int, int]:
    start = dice.randint(0, len(data))
    longest = len(data) - start
    return start, start + (dice.randint(0, min(longest, 40)) if dice.random() < 0.7 else dice.randint(0, longest))  # fmt: skip


def _cut(data: bytes, _: Sequence[bytes], dice: random.Random) -> bytes:
    return data[: dice.randint(0, len(data))]


def _flip(data: bytes, _: Sequence[bytes], dice: random.Random) -> bytes:
    out = bytearray(data)
    for _step in range(dice.choice((1, 1, 1, 8)) if data else 0):
        out[dice.randrange(len(out))] ^= 1 << dice.randrange(8)
    return bytes(out)


def _drop(data: bytes, _: Sequence[bytes], dice: random.Random) -> bytes:
    start, end = _range(data, dice)
    return data[:start] + data[end:]


def _repeat(data: bytes, _: Sequence[bytes], dice: random.Random) -> bytes:
    start, end = _range(data, dice)
    times = min(dice.choice((2, 3, 50, 5_000)), REPEATED_BYTES_MAX // max(1, end - start))
    piece = data[start:end] * times
    return data[:start] + piece + data[end:]


def _splice(data: bytes, samples: Sequence[bytes], dice: random.Random) -> bytes:
    other = dice.choice(samples)
    start, end = _range(other, dice)
    here, there = _range(data, dice)
    return data[:here] + other[start:end] + data[there:]


def _word(data: bytes, _: Sequence[bytes], dice: random.Random) -> bytes:
    start, end = _range(data, dice)
    return data[:start] + dice.choice(WORDS) + data[dice.choice((start, end)) :]


def _lie_in_words(data: bytes, _: Sequence[bytes], dice: random.Random) -> bytes:
    """A number that is written out becomes another one, or none."""
    found = list(_DIGITS.finditer(data))
    if not found:
        return data
    place = dice.choice(found)
    told = dice.choice(WORDS[:12]) if dice.random() < 0.4 else b"%d" % dice.choice(NUMBERS)
    return data[: place.start()] + told + data[place.end() :]


def _lie_in_bytes(data: bytes, _: Sequence[bytes], dice: random.Random) -> bytes:
    """Some bytes become an integer that may be a length."""
    size = dice.choice((1, 2, 3, 4, 8))
    start = dice.randint(0, max(0, len(data) - size))
    number = dice.choice(NUMBERS) % (1 << 8 * size)
    return data[:start] + number.to_bytes(size, dice.choice(("big", "little"))) + data[start + size :]  # fmt: skip


def _odd(dice: random.Random) -> Any:
    """A value where another was expected."""
    return dice.choice(
        (None, True, 0, -1, 2**63, 10**400, 1e308, float("nan"), float("inf"), "", "\ud800", "x" * 70_000, "é", [], {},
         [[]], {"a": None}, ["a", 1], "http://[", "2031-04-03T10:00:00Z", "0000-00-00T99:99:99Z", -0.0, "٣")
    )  # fmt: skip


def _json(data: bytes, _: Sequence[bytes], dice: random.Random) -> bytes:
    """A value somewhere in JSON (or in one line of it) becomes one of another kind, or goes."""
    lines = data.split(b"\n")
    at = dice.randrange(len(lines))
    for start, end in ((0, len(lines)), (at, at + 1)):
        try:
            told = json.loads(b"\n".join(lines[start:end]))
        except (ValueError, RecursionError):
            continue
        changed = json.dumps(_changed(told, dice), separators=dice.choice(((",", ":"), None)))
        return b"\n".join([*lines[:start], changed.encode(), *lines[end:]])
    return data


def _changed(told: Any, dice: random.Random, depth: int = 0) -> Any:
    if depth < DEEP and isinstance(told, dict | list) and told and dice.random() < 0.9:
        where = dice.choice(sorted(told) if isinstance(told, dict) else range(len(told)))
        made = told.copy()
        if dice.random() < 0.1:
            del made[where]
        else:
            made[where] = _changed(told[where], dice, depth + 1)
        return made
    return _odd(dice)


_STEPS: tuple[Step, ...] = (
    _cut, _flip, _drop, _repeat, _splice, _word, _lie_in_words, _lie_in_words, _lie_in_bytes, _json, _json, _json,
)  # fmt: skip
