"""The verb `systems`: multiple systems estimation alone, for lists of people that overlap.

In: a CSV of capture patterns or of linked records; or lists with names, which are linked first (`cli.linking`).  Out: the
answers of all methods together, or why there is none.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from firsthand.cli.linking import (  # fmt: skip
    Judged,
    Link,
    People,
    RestrictedFolder,
    Sheet,
    asked_of,
    document_of,
    lines_of,
)
from firsthand.cli.screen import Json, complain, end, print_json, say
from firsthand.errors import OperatorError

if TYPE_CHECKING:
    from firsthand.model.problem import Outcome, Problem
    from firsthand.pipeline.linking import Asked
    from firsthand.weigh.systems import Fact, Linkage, Method, Range, Stratified, Stratum, Systems


def systems(  # noqa: PLR0913, PLR0917 - the program reads them by name
    tables: Annotated[list[Path], typer.Argument(metavar="PATTERNS.csv | LIST.csv...")],
    recall: Annotated[
        str | None,
        typer.Option(
            metavar="SHARE",
            help="of the records of one person, how many were linked: 0.95, or 0.93-0.97",
        ),
    ] = None,
    precision: Annotated[
        str, typer.Option(metavar="SHARE", help="of the links made, how many are right")
    ] = "1",
    lists: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="a CSV that says of whom each list is"),
    ] = None,
    link: Link = None,
    judged: Judged = None,
    restricted: RestrictedFolder = None,
    sheet: Sheet = 0,
    people: People = False,
    json_: Json = False,
) -> None:
    """Multiple systems estimation for capture patterns, for records linked before, or for lists with names."""
    asked = asked_of(tables, link=link, judged=judged, restricted=restricted, sheet=sheet, people=people)  # fmt: skip
    if asked is not None:
        if recall is not None or precision != "1":
            raise OperatorError("expected --judged, which measures recall and precision, found --recall or --precision")  # fmt: skip
        _link(asked, lists, json_=json_)
    if len(tables) != 1:
        raise OperatorError(f"expected one table, or lists and --link, found {len(tables)} tables")
    from firsthand.weigh.systems import estimate_strata

    linkage = _linkage(recall, precision)
    outcome = _parsed(_text(tables[0]))
    facts = _facts(lists, outcome, json_=json_)
    answer = estimate_strata(outcome.values, facts=facts, linkage=linkage)
    _tell(answer, json_=json_)


def _link(asked: Asked, lists: Path | None, *, json_: bool) -> NoReturn:
    """Link the records of lists; estimate if it is known how well that was done."""
    from firsthand.model.problem import Outcome
    from firsthand.pipeline.linking import link_records
    from firsthand.weigh.systems import estimate_strata, not_measured

    outcome = link_records(asked)
    if not outcome.values:
        _stop(outcome.problems, json_=json_)
    (linked,) = outcome.values
    if not json_:
        for line in lines_of(linked):
            say(line)
    if linked.measured is None:
        answer = not_measured(linked.strata)
    else:
        facts = _facts(lists, Outcome(values=linked.strata), json_=json_)
        answer = estimate_strata(linked.strata, facts=facts, linkage=linked.measured.linkage)
    _tell(answer, json_=json_, linking=document_of(linked))


def _facts(lists: Path | None, found: Outcome[Stratum], *, json_: bool) -> tuple[Fact, ...]:
    """What is said of the lists; a table or facts that are none end the command."""
    from firsthand.weigh.systems import parse_facts

    if not found.values:
        _stop(found.problems, json_=json_)
    if lists is None:
        return ()
    facts = parse_facts(_text(lists), lists=found.values[0].patterns.lists)
    if facts.problems:
        _stop(facts.problems, json_=json_)
    return facts.values


def _stop(problems: tuple[Problem, ...], *, json_: bool) -> NoReturn:
    if json_:
        print_json(_nothing([item.message for item in problems]))
    end(problems)


def _tell(answer: Stratified, *, json_: bool, linking: dict[str, Any] | None = None) -> NoReturn:
    if json_:
        print_json(_document(answer) | ({} if linking is None else {"linking": linking}))
    else:
        _show(answer)
    end(())


def _parsed(text: str) -> Outcome[Stratum]:
    """Records where the first line has a column `person`, patterns otherwise."""
    from firsthand.weigh.systems import parse_records, parse_strata

    first = text.removeprefix("\ufeff").split("\n", 1)[0].lower()
    columns = {cell.strip().strip('"') for cell in first.split(",")}
    return parse_records(text) if "person" in columns else parse_strata(text)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise OperatorError(f"{path} cannot be read as a table: {problem}") from problem


def _linkage(recall: str | None, precision: str) -> Linkage | None:
    from firsthand.weigh.systems import Linkage, Range

    right = _range("precision", precision)
    if recall is None:
        if right != Range(low=1.0, high=1.0):
            raise OperatorError("expected --recall beside --precision, found none")
        return None
    return Linkage(recall=_range("recall", recall), precision=right)


def _range(name: str, text: str) -> Range:
    from firsthand.weigh.systems import Range

    try:
        shares = [float(part) for part in text.split("-", 1)]
        return Range(low=shares[0], high=shares[-1])
    except ValueError:
        message = f"expected --{name} as a share, 0.95, or as two, 0.93-0.97, found {text!r}"
        raise OperatorError(message) from None


def _document(answer: Stratified) -> dict[str, Any]:
    document = _one(answer.together)
    if len(answer.strata) > 1:
        document["strata"] = [{"stratum": name, **_one(each)} for name, each in answer.strata]
    return document


def _one(answer: Systems) -> dict[str, Any]:
    return {
        "documented": answer.documented,
        "label": answer.label,
        "methods": [_method(method) for method in answer.methods],
        "union": {"low": answer.union[0], "high": answer.union[1]} if answer.union else None,
        "refused": list(answer.refused),
        "refusals": [
            {"code": each.code, "message": each.message, "withholds": each.withholds}
            for each in answer.refusals
        ],
        "assumptions": list(answer.assumptions),
    }


def _method(method: Method) -> dict[str, Any]:
    said = {key: value for key, value in asdict(method.detail).items() if value not in (None, ())}
    for key in ("conditional", "if_broken"):
        if key in said:
            said[key] = {"low": said[key][0], "high": said[key][1]}
    return {
        "name": method.name,
        "low": method.low,
        "median": method.median,
        "high": method.high,
        "level": method.level,
        "detail": said,
    }


def _nothing(reasons: list[str]) -> dict[str, Any]:
    return {"documented": None, "methods": [], "union": None, "refused": reasons}


def _show(answer: Stratified) -> None:
    several = len(answer.strata) > 1
    for name, each in answer.strata if several else ():
        say(f"stratum {name}: {each.documented:,} documented")
        _show_one(each)
    if several:
        say("all strata together")
    _show_one(answer.together)


def _show_one(answer: Systems) -> None:
    for method in answer.methods:
        say(
            f"{method.name:40} {method.low:>9,} {method.median:>9,} {method.high:>9,}  {method.level}"
        )
    if answer.union:
        say(f"{'all methods: ' + answer.label:40} {answer.union[0]:>9,} {'':>9} {answer.union[1]:>9,}")  # fmt: skip
    for each in answer.refusals:
        complain(f"{'refused' if each.withholds else 'beware'}: {each.message} [{each.code}]")
