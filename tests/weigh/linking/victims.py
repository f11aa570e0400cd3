"""Lists of invented victims whose truth is known: syllables for names, slips of the pen, gaps.

Who is on a list says nothing of who is on another, so that lists are independent and their number can be estimated.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Mapping

COLUMNS = ("given_name", "family_name", "birth_year", "sex", "place")
SHARES = {"church": 0.35, "police": 0.45, "press": 0.30}
SETTINGS = b"""
format = 1
threshold = 0.8
certain = ["given_name", "family_name", "birth_year"]
certain_finds = 0.6
block = [
  ["family_name", "birth_year"],
  ["given_name", "birth_year"],
  ["given_name", "family_name"],
  ["family_name:2", "given_name:2", "birth_year"],
  ["family_name:3", "given_name:2", "place"],
  ["family_name", "place"],
  ["given_name", "place", "sex"],
]
"""
Place = tuple[str, int]


def _word(dice: random.Random, syllables: int) -> str:
    heads, tails = (
        [
            "b",
            "c",
            "d",
            "f",
            "g",
            "h",
            "k",
            "l",
            "m",
            "n",
            "p",
            "r",
            "s",
            "t",
            "v",
            "z",
            "sh",
            "ch",
        ],
        ["a", "e", "i", "o", "u", "ai", "or", "an", "in"],
    )
    return "".join(dice.choice(heads) + dice.choice(tails) for _ in range(syllables)).capitalize()


def _words(dice: random.Random, count: int, syllables: int) -> list[str]:
    found: set[str] = set()
    while len(found) < count:
        found.add(_word(dice, syllables))
    return sorted(found)


def _slip(text: str, dice: random.Random) -> str:
    at, kind = dice.randrange(len(text) - 1), dice.random()
    if kind < 0.3:
        return text[:at] + text[at + 1 :]
    if kind < 0.6:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + dice.choice("aeiourstn") + text[at + 1 :]


def lists_of(
    people: int, *, seed: int, shares: Mapping[str, float] = SHARES, slips: float = 0.12
) -> tuple[dict[str, bytes], dict[Place, int]]:
    """The files, and who stands on each line of them."""
    dice = random.Random(seed)  # noqa: S311 - invented people
    given, family, places = _words(dice, 400, 2), _words(dice, 3000, 3), _words(dice, 60, 2)
    first = dice.choices(given, [1 / (n + 3) for n in range(len(given))], k=people)
    last = dice.choices(family, [1 / (n + 30) for n in range(len(family))], k=people)
    everybody = [
        (first[n], last[n], str(dice.randint(1930, 2005)), dice.choice("fm"), dice.choice(places))
        for n in range(people)
    ]
    files, truth = {}, {}
    for name, share in sorted(shares.items()):
        stream = io.StringIO(newline="")
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(COLUMNS)
        line = 1
        for who, person in enumerate(everybody):
            if dice.random() < share:
                line += 1
                truth[name, line] = who
                rows.writerow(_written(person, dice, slips))
        files[name] = stream.getvalue().encode()
    return files, truth


def _written(person: tuple[str, ...], dice: random.Random, slips: float) -> list[str]:
    """A person as somebody wrote them down."""
    said = [_slip(text, dice) if dice.random() < slips else text for text in person[:2]]
    year = int(person[2]) + (dice.choice((-10, -1, 1, 10)) if dice.random() < slips else 0)
    rest = ["" if dice.random() < 0.05 else text for text in (str(year), *person[3:])]
    return [*said, *rest]


def judged(sheet: str, truth: Mapping[Place, int]) -> str:
    """The sheet as somebody who knows everybody fills it in."""
    of_person: dict[int, list[Place]] = {}
    for place, who in truth.items():
        of_person.setdefault(who, []).append(place)
    rows = [row.split(",") for row in sheet.splitlines()]
    done, offered = [rows[0]], set()
    for row in rows[1:]:
        one = (row[0], int(row[1]))
        if row[2]:
            other = (row[2], int(row[3]))
            offered.add((one, other))
            done.append([*row[:4], "yes" if truth[one] == truth[other] else "no"])
            continue
        found = [p for p in of_person[truth[one]] if p != one and (one, p) not in offered]
        done += [[*row[:2], name, str(line), "yes"] for name, line in found]
        done.append([*row[:4], "searched"])
    return "".join(",".join(row) + "\n" for row in done)


def shares_right(linked: Mapping[Place, int], truth: Mapping[Place, int]) -> tuple[float, float]:
    """Recall and precision of pairs, from the person that each line was put into."""
    true, made, both = (
        _pairs(truth.values()),
        _pairs(linked.values()),
        _pairs((truth[place], linked[place]) for place in truth),
    )
    return both / true, both / made


def _pairs(groups: object) -> int:
    counts: dict[object, int] = {}
    for group in groups:  # type: ignore[attr-defined]
        counts[group] = counts.get(group, 0) + 1
    return sum(n * (n - 1) // 2 for n in counts.values())
