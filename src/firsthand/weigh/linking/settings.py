"""Read how records are to be linked: which of them are compared, and from which chance on they are one person's.

In: TOML.  Out: `LinkSettings`, or what is wrong with it. Format: docs/formats/linking.md.
"""

from __future__ import annotations

import tomllib
from typing import Any

from firsthand.model.problem import Outcome, Problem, Severity
from firsthand.model.value import value
from firsthand.weigh.linking.fields import COLUMNS, Kind

FORMAT = 1
KEYS = ("format", "threshold", "block", "certain", "certain_finds", "once", "seed")
BLOCKS_MAX = 20
LETTERS_MAX = 10
COMPARED = tuple(c for c, kind in COLUMNS.items() if kind is not Kind.STRATUM)


@value
class Part:
    """A column whose values agree, or their first *letters*."""

    column: str
    letters: int | None = None


@value
class LinkSettings:
    """How records are linked.

    Two records are compared if all parts of some of `blocks` agree. Records whose columns `certain` agree are of one
    person; of all pairs of one person these are the share `certain_finds`. A link is made where the model gives a
    chance of `threshold` or more. Lists of `once` hold nobody twice.
    """

    threshold: float
    blocks: tuple[tuple[Part, ...], ...]
    certain: tuple[str, ...]
    certain_finds: float
    once: tuple[str, ...] = ()
    seed: int = 1


def parse_link_settings(data: bytes) -> Outcome[LinkSettings]:
    r"""The settings in *data*, or every thing that is wrong with them.

    >>> text = b'format = 1\nthreshold = 0.9\nblock = [["name"], ["birth_year", "place:3"]]\ncertain = ["name"]\ncertain_finds = 0.5'
    >>> parse_link_settings(text).values[0].blocks[1][1]
    Part(column='place', letters=3)
    """
    try:
        document = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return _wrong([f"expected TOML: {error}"])
    if document.get("format") != FORMAT:
        return _wrong([f"expected format = {FORMAT}, found {document.get('format')!r}"])
    wrong = [f"expected one of {', '.join(KEYS)}, found {key!r}" for key in sorted(document) if key not in KEYS]  # fmt: skip
    threshold = _share(document, "threshold", 0.5, wrong)
    finds = _share(document, "certain_finds", 0.0, wrong)
    certain = _names(document.get("certain"), "certain", wrong)
    wrong += [f"certain: {c!r} is none of {', '.join(COMPARED)}" for c in certain if c not in COMPARED]  # fmt: skip
    once = _names(document.get("once", []), "once", wrong, may_be_empty=True)
    seed = document.get("seed", 1)
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        wrong.append(f"expected seed as a whole number, 0 or more, found {seed!r}")
    blocks = _blocks(document.get("block"), wrong)
    if wrong:
        return _wrong(wrong)
    made = LinkSettings(threshold=threshold, blocks=blocks, certain=certain, certain_finds=finds, once=once, seed=seed)  # fmt: skip
    return Outcome(values=(made,))


def _share(document: dict[str, Any], key: str, least: float, wrong: list[str]) -> float:
    number = document.get(key)
    if isinstance(number, bool) or not isinstance(number, int | float) or not least < number <= 1:
        wrong.append(f"expected {key} as a share above {least:g}, up to 1, found {number!r}")
        return 1.0
    return float(number)


def _names(found: object, key: str, wrong: list[str], *, may_be_empty: bool = False) -> tuple[str, ...]:  # fmt: skip
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found) or not (found or may_be_empty):  # fmt: skip
        wrong.append(f"expected {key} as a list of names, found {found!r}")
        return ()
    return tuple(sorted(set(found)))


def _blocks(found: object, wrong: list[str]) -> tuple[tuple[Part, ...], ...]:
    if not isinstance(found, list) or not 1 < len(found) <= BLOCKS_MAX:
        wrong.append(f"expected block as 2 to {BLOCKS_MAX} lists of columns, found {found!r}")
        return ()
    blocks = {
        tuple(sorted((_part(text, wrong) for text in _names(each, "block", wrong)), key=_order))
        for each in found
    }
    made = tuple(sorted(blocks, key=lambda block: [_order(part) for part in block]))
    wrong.extend(
        f"block: {column} is in every list, so that how often it differs for one person cannot be learnt"
        for column in COMPARED
        if all(any(part.column == column for part in block) for block in made)
    )
    return made


def _part(text: str, wrong: list[str]) -> Part:
    column, colon, letters = text.partition(":")
    good = not colon or (letters.isascii() and letters.isdigit() and 0 < int(letters) <= LETTERS_MAX)  # fmt: skip
    if column not in COMPARED or not good:
        wrong.append(f"block: expected a column of {', '.join(COMPARED)}, perhaps with the number of first letters (place:3, up to {LETTERS_MAX}), found {text!r}")  # fmt: skip
        return Part(column=column)
    return Part(column=column, letters=int(letters) if colon else None)


def _order(part: Part) -> tuple[str, int]:
    return part.column, part.letters or 0


def _wrong(messages: list[str]) -> Outcome[LinkSettings]:
    problems = (Problem(severity=Severity.ERROR, code="not-link-settings", message=m, where="settings") for m in dict.fromkeys(messages))  # fmt: skip
    return Outcome(values=(), problems=tuple(problems))
