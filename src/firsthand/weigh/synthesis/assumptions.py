"""Read what somebody assumes: named assumptions with elicited quantiles, and what is derived from them.

In: the bytes of a file of assumptions (TOML).  Out: assumptions, derived numbers, scenarios, and a problem for
everything in it that cannot be used. The format: docs/formats/assumptions.md.
An assumption says who made it, when and why; one that does not is not used. Only an assumption takes a count of
one unit to another (specimens per person), and it is printed with what rests on it.
"""

from __future__ import annotations

import hashlib
import math
import re
import tomllib
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from firsthand.model.assuming import EnteredBy
from firsthand.model.problem import Outcome, Problem, Severity
from firsthand.model.value import value
from firsthand.weigh.synthesis.cells import Category, Unit

FORMAT = 1
SEED = 20_170_901  # any number will do: it is printed, and another may be given
DRAWS, DRAWS_MAX = 100_000, 1_000_000
ASSUMPTIONS_MAX = 1_000
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_COMPLEMENT = "1 - "


@value
class Assumption:
    """A number that somebody holds to be about this: a share (0 to 1) or so many `of` for each `per`.

    `points` are elicited quantiles as (probability, value), from 0 to 1: the least and most that its author
    holds possible are the ends.
    """

    id: str
    name: str
    who: str
    when: str
    why: str
    points: tuple[tuple[float, float], ...]
    of: Unit
    per: Unit

    @property
    def is_share(self) -> bool:
        """Whether it takes a part of a count and leaves its unit as it is."""
        return self.of is self.per

    @property
    def said(self) -> str:
        """What it says, in words."""
        least, most = self.points[0][1], self.points[-1][1]
        between = ", ".join(f"{v:g} at {p:.0%}" for p, v in self.points[1:-1])
        what = "a share" if self.is_share else f"{self.of} for each of {self.per}"
        return f"{what}, {least:g} to {most:g}" + (f" ({between})" if between else "")


@value
class CellName:
    """How an author names an unknown of a case; `period` is as printed there, empty for at least once."""

    place: str
    period: str
    category: Category

    @property
    def said(self) -> str:
        """In words."""
        when = f"in {self.period}" if self.period else "at least once"
        return f"{self.category} {when}, {self.place}"


@value
class Part:
    """One part of a sum: an unknown times assumptions; `rest` names those taken as what is left of 1."""

    cell: CellName
    times: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    minus: bool = False


@value
class Wanted:
    """A number that an author derives: a sum of parts, no more and no less than `within` where it is given."""

    id: str
    asks: str
    unit: Unit
    parts: tuple[Part, ...]
    within: CellName | None = None
    dependence: str = "unknown"


@value
class What:
    """A scenario: values that some assumptions are set to."""

    id: str
    name: str
    why: str
    values: tuple[tuple[str, float], ...]


@value
class Authored:
    """All that one file says. `within` says which place lies in which, beside what codes say.

    `entered` is by whom it came into the record; None where it did not.
    """

    assumptions: tuple[Assumption, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    scenarios: tuple[What, ...] = ()
    within: tuple[tuple[str, str], ...] = ()
    seed: int = SEED
    draws: int = DRAWS
    sha256: str = ""
    entered: EnteredBy | None = None


NOTHING = Authored()


class _WrongError(ValueError):
    """One entry of the file cannot be used."""


def parse_assumptions(data: bytes) -> Outcome[Authored]:
    """What the file says, without the entries that cannot be used, and why they cannot."""
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        return _refused("not-toml", f"expected TOML: {problem}")
    if table.get("format") != FORMAT:
        return _refused(
            "other-format", f"expected format = {FORMAT}, found {table.get('format')!r}"
        )
    problems: list[Problem] = []
    assumptions = _each(table, "assumption", _assumption, problems)
    wanted = _each(table, "derived", _wanted, problems)
    scenarios = _each(table, "scenario", _scenario, problems)
    places = _each(table, "place", _place, problems)
    known = {each.id for each in assumptions}
    made = Authored(
        assumptions=tuple(sorted(assumptions, key=lambda each: each.id)),
        wanted=tuple(sorted(wanted, key=lambda each: each.id)),
        scenarios=tuple(sorted(scenarios, key=lambda each: each.id)),
        within=_without_circles(places, problems),
        seed=_whole(table.get("seed", SEED), "seed", 2**63, problems, SEED),
        draws=_whole(table.get("draws", DRAWS), "draws", DRAWS_MAX, problems, DRAWS),
        sha256=hashlib.sha256(data).hexdigest(),
    )
    for each in made.scenarios:
        problems += [
            _problem("unknown-assumption", f"no assumption {name} to set", each.id)
            for name, _ in each.values
            if name not in known
        ]
    return Outcome(values=(made,), problems=tuple(problems))


def _each(table: Mapping[str, Any], name: str, read: Any, problems: list[Problem]) -> list[Any]:
    """Every entry under *name* that can be read; two of one id are none."""
    entries = table.get(name, [])
    if not isinstance(entries, list) or len(entries) > ASSUMPTIONS_MAX:
        problems.append(
            _problem("not-a-list", f"expected at most {ASSUMPTIONS_MAX} [[{name}]]", name)
        )
        return []
    made = []
    for number, entry in enumerate(entries, start=1):
        try:
            made.append(read(entry))
        except _WrongError as wrong:
            problems.append(_problem(f"{name}-unusable", str(wrong), _where(entry, name, number)))
    ids = [getattr(each, "id", each) for each in made]
    twice = sorted({str(i) for i in ids if ids.count(i) > 1})
    problems += [_problem("said-twice", f"two entries [[{name}]] have this id", i) for i in twice]
    return [each for each, id_ in zip(made, ids, strict=True) if str(id_) not in twice]


def _where(entry: object, name: str, number: int) -> str:
    id_ = entry.get("id") if isinstance(entry, dict) else None
    return id_ if isinstance(id_, str) else f"{name} {number}"


def _assumption(entry: Any) -> Assumption:
    of, per = _unit(entry, "of", "persons"), _unit(entry, "per", "persons")
    points = _points(entry.get("quantiles"))
    if points[0][1] < 0:
        raise _WrongError(f"expected 0 or more, found {points[0][1]:g}")
    if of is per and points[-1][1] > 1:
        raise _WrongError(f"expected a share of at most 1, found {points[-1][1]:g}")
    when = _words(entry, "when")
    if not _DATE.fullmatch(when):
        raise _WrongError(f"expected a date in `when`, found {when!r}")
    return Assumption(
        id=_id(entry),
        name=_words(entry, "name"),
        who=_words(entry, "who"),
        when=when,
        why=_words(entry, "why"),
        points=points,
        of=of,
        per=per,
    )


def _points(found: object) -> tuple[tuple[float, float], ...]:
    if not isinstance(found, list) or not all(
        isinstance(p, list) and len(p) == 2 and all(_is_number(n) for n in p) for p in found
    ):
        raise _WrongError("expected quantiles = [[probability, value], ...]")
    points = tuple(sorted((float(p), float(v)) for p, v in found))
    if len(points) < 2 or points[0][0] != 0 or points[-1][0] != 1:
        raise _WrongError("expected quantiles from probability 0 (the least) to 1 (the most)")
    if any(a[0] == b[0] or a[1] > b[1] for a, b in pairwise(points)):
        raise _WrongError("expected values that grow with their probability, each given once")
    return points


def _wanted(entry: Any) -> Wanted:
    parts = entry.get("terms") if isinstance(entry, dict) else None
    if not isinstance(parts, list) or not parts:
        raise _WrongError("expected terms = [{cell = {...}, times = [...]}, ...]")
    within = entry.get("within")
    dependence = entry.get("dependence", "unknown")
    if dependence not in {"unknown", "independent"}:
        raise _WrongError(f"expected dependence unknown or independent, found {dependence!r}")
    return Wanted(
        id=_id(entry),
        asks=_words(entry, "asks"),
        unit=_unit(entry, "unit", None),
        parts=tuple(_part(each) for each in parts),
        within=None if within is None else _cell(within),
        dependence=dependence,
    )


def _part(entry: Any) -> Part:
    if not isinstance(entry, dict):
        raise _WrongError("expected a term as {cell = {...}, times = [...]}")
    times = entry.get("times", [])
    if not isinstance(times, list) or not all(isinstance(each, str) for each in times):
        raise _WrongError("expected times = [ids of assumptions]")
    rest = tuple(e.removeprefix(_COMPLEMENT) for e in times if e.startswith(_COMPLEMENT))
    return Part(
        cell=_cell(entry.get("cell")),
        times=tuple(each for each in times if not each.startswith(_COMPLEMENT)),
        rest=rest,
        minus=entry.get("minus") is True,
    )


def _cell(entry: Any) -> CellName:
    category = entry.get("category") if isinstance(entry, dict) else None
    if category not in set(Category):
        raise _WrongError(f"expected a category ({', '.join(Category)}), found {category!r}")
    period = entry.get("period", "")
    if not isinstance(period, str):
        raise _WrongError("expected a period in quotes")
    return CellName(place=_words(entry, "place"), period=period, category=Category(category))


def _scenario(entry: Any) -> What:
    chosen = entry.get("set") if isinstance(entry, dict) else None
    if not isinstance(chosen, dict) or not all(_is_number(n) for n in chosen.values()):
        raise _WrongError("expected set = {assumption = value, ...}")
    return What(
        id=_id(entry),
        name=_words(entry, "name"),
        why=_words(entry, "why"),
        values=tuple(sorted((name, float(number)) for name, number in chosen.items())),
    )


def _place(entry: Any) -> tuple[str, str]:
    return _words(entry, "code"), _words(entry, "within")


def _without_circles(
    places: list[tuple[str, str]], problems: list[Problem]
) -> tuple[tuple[str, str], ...]:
    """Which place lies in which, but for places that would lie in themselves."""
    above: dict[str, set[str]] = {}
    for inner, outer in places:
        above.setdefault(inner, set()).add(outer)
    circular = set()
    for start in sorted(above):
        seen: set[str] = set()
        ahead = list(above[start])
        while ahead:
            place = ahead.pop()
            if place not in seen:
                seen.add(place)
                ahead += above.get(place, ())
        if start in seen:
            circular.add(start)
            problems.append(_problem("places-in-a-circle", "a place lies in itself", start))
    return tuple(sorted((i, o) for i, o in places if i not in circular and o not in circular))


def _id(entry: Any) -> str:
    found = entry.get("id") if isinstance(entry, dict) else None
    if not isinstance(found, str) or not _ID.fullmatch(found):
        raise _WrongError("expected an id of small letters, digits and hyphens")
    return found


def _words(entry: Any, name: str) -> str:
    found = entry.get(name) if isinstance(entry, dict) else None
    if not isinstance(found, str) or not found.strip():
        raise _WrongError(f"expected {name} in words")
    return found.strip()


def _unit(entry: Any, name: str, default: str | None) -> Unit:
    found = entry.get(name, default) if isinstance(entry, dict) else None
    if found not in set(Unit):
        raise _WrongError(f"expected {name} to be one of {', '.join(Unit)}, found {found!r}")
    return Unit(found)


def _whole(found: object, name: str, most: int, problems: list[Problem], default: int) -> int:
    if type(found) is int and 0 < found <= most:
        return found
    problems.append(_problem("no-whole-number", f"expected {name} from 1 to {most}", name))
    return default


def _is_number(found: object) -> bool:
    return type(found) in {int, float} and math.isfinite(float(str(found)))


def _refused(code: str, message: str) -> Outcome[Authored]:
    return Outcome(values=(), problems=(_problem(code, message, "assumptions"),))


def _problem(code: str, message: str, where: str) -> Problem:
    return Problem(severity=Severity.ERROR, code=code, message=message, where=where)
