"""The verbs `elements` and `lexicons`: what a case asks of its sources, and its own words for it.

In: the operator's words.  Out: the elements and codes of the case and how they came about, or what was changed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from firsthand.cli.consent import KeyFile, Unsearched
from firsthand.cli.screen import CasePath, Json, Reason, print_json, say
from firsthand.errors import OperatorError

if TYPE_CHECKING:
    from firsthand.model.record import Entry
    from firsthand.model.vocabulary import DefinedElement, Vocabulary, VocabularyChanged
    from firsthand.pipeline.case import Case
    from firsthand.pipeline.vocabulary import OwnWordsCovered

Pair = tuple[str, str] | None


def elements(  # noqa: PLR0913, PLR0917 - the program reads them by name
    case: CasePath,
    add: Annotated[
        Path | None,
        typer.Option(
            "--add", metavar="FILE.csv", help="add elements, or codes and wording to them"
        ),
    ] = None,
    code: Annotated[
        Pair, typer.Option("--code", metavar="ELEMENT CODE", help="add a code to an element")
    ] = None,
    rename: Annotated[
        Pair,
        typer.Option("--rename", metavar="OLD NEW", help="call an element, or element.code, so"),
    ] = None,
    split: Annotated[
        Pair,
        typer.Option(
            "--split", metavar="ELEMENT.CODE CODE,CODE", help="ask again which of these was meant"
        ),
    ] = None,
    retire: Annotated[
        str | None,
        typer.Option(
            "--retire", metavar="NAME", help="ask no more for an element, or element.code"
        ),
    ] = None,
    restore: Annotated[
        str | None, typer.Option("--restore", metavar="NAME", help="ask for it again")
    ] = None,
    only_own: Annotated[
        bool, typer.Option("--only-own", help="ask for none of the 24: another kind of programme")
    ] = False,
    export: Annotated[
        Path | None,
        typer.Option("--export", metavar="FOLDER", help="write own elements and words to edit"),
    ] = None,
    reason: Reason = "",
    identity: KeyFile = None,
    unsearched: Unsearched = False,
    json_: Json = False,
) -> None:
    """List what a case asks of its sources, or change it; judgements are kept."""
    from firsthand.model.vocabulary import ChangeKind
    from firsthand.pipeline import vocabulary
    from firsthand.pipeline.case import Case

    named: dict[ChangeKind, tuple[str, tuple[str, ...]]] = {
        kind: (given[0], tuple(given[1].split(",")))
        for kind, given in (
            (ChangeKind.CODE, code), (ChangeKind.RENAME, rename), (ChangeKind.SPLIT_CODE, split),
        )
        if given
    }  # fmt: skip
    kinds = ((ChangeKind.RETIRE, retire), (ChangeKind.RESTORE, restore))
    named |= {kind: (name, ()) for kind, name in kinds if name}
    if (asked := len(named) + sum(map(bool, (add, only_own, export)))) > 1:
        raise OperatorError(f"expected one act a command, found {asked}: see --help")
    if export:
        _export(case, export, identity, unsearched=unsearched)
        return
    with Case.open(case, writing=bool(asked)) as held:
        if add:
            vocabulary.add_elements(held, add, reason=reason)
        elif only_own:
            vocabulary.retire_shared(held, reason=reason)
        for kind, (what, becomes) in named.items():
            vocabulary.change(held, kind, what, becomes, reason=reason)
        _show(held, json_=json_)


def _export(case: Path, folder: Path, identity: Path | None, *, unsearched: bool) -> None:
    from firsthand.model.value import texts_in
    from firsthand.pipeline import vocabulary
    from firsthand.pipeline.case import Case
    from firsthand.pipeline.guarding import known_names, unnamed

    with Case.open(case, writing=False) as held:
        known = known_names(held, identity, unsearched=unsearched)
        unnamed(list(texts_in(tuple(body for _, body in vocabulary.changes(held)))), known)
        for path in vocabulary.export(held, folder):
            say(str(path))


def _show(held: Case, *, json_: bool) -> None:
    from firsthand.pipeline.vocabulary import changes, described

    rows = described(held)
    made = changes(held)
    if json_:
        print_json({
            "elements": [_as_json(each, judged) for each, judged in rows],
            "changes": [_change(entry, body) for entry, body in made],
        })  # fmt: skip
        return
    for each, judged in rows:
        codes = f"  {', '.join(each.asked_codes)}" if each.asked_codes else ""
        marks = [*(["not asked for"] if each.retired else []), *(["own"] if each.is_own else [])]
        marks += [f"was {name}" for name in each.names[1:]] + (
            [f"{judged} judged"] if judged else []
        )
        mark = f"  [{', '.join(marks)}]" if marks else ""
        say(f"{each.now:24} {each.form.value:10} {each.asks}{mark}")
        if codes:
            say(f"{'':24}{codes}")
    say(f"{sum(not each.retired for each, _ in rows)} elements are asked for, {len(made)} changes")


def _as_json(each: DefinedElement, judged: int) -> dict[str, Any]:
    return {
        "key": each.now,
        "formerly": list(each.names[1:]),
        "name": each.name,
        "form": each.form.value,
        "asks": each.asks,
        "own": each.is_own,
        "asked": not each.retired,
        "judged": judged,
        "codes": [
            {
                "code": code.now,
                "formerly": list(code.names[1:]),
                "asked": code.is_asked,
                "split_into": list(code.into),
            }
            for code in each.codes
        ],
        "apart": [list(pair) for pair in each.apart],
        "unit": each.unit or None,
        "counts": each.counts.value if each.counts else None,
    }


def _change(entry: Entry, body: VocabularyChanged) -> dict[str, Any]:
    return {
        "kind": body.kind.value,
        "elements": [each.key for each in body.elements],
        "element": body.element or None,
        "code": body.code or None,
        "becomes": list(body.becomes),
        "language": body.language or None,
        "file": body.file or None,
        "sha256": body.sha256 or None,
        "reason": body.reason,
        "by": entry.by.name,
        "at": entry.at.utc,
    }


def lexicons(  # noqa: PLR0917 - the program reads them by name
    case: CasePath,
    add: Annotated[
        list[Path] | None,
        typer.Option("--add", metavar="FILE.toml", help="record words, one file a language"),
    ] = None,
    check: Annotated[
        list[Path] | None,
        typer.Option("--check", metavar="FILE.toml", help="only say what is wrong, what it lacks"),
    ] = None,
    drop: Annotated[
        str | None,
        typer.Option("--drop", metavar="LANGUAGE", help="have no words of this any more"),
    ] = None,
    reason: Reason = "",
    json_: Json = False,
) -> None:
    """A case's own words by language: show, check or record them. The program's words: lexicon."""
    from firsthand.claim.entry import RefusedError
    from firsthand.pipeline import vocabulary
    from firsthand.pipeline.case import Case
    from firsthand.pipeline.decided import judgements

    if sum(map(bool, (add, check, drop))) > 1:
        raise OperatorError("expected one act a command: see --help")
    with Case.open(case, writing=bool(add or drop)) as held:
        if add:
            vocabulary.add_words(held, add, reason=reason)
        elif drop:
            vocabulary.drop_words(held, drop, reason=reason)
        stands = judgements(held).vocabulary
        rows, wrong = _checked(check, stands) if check else (vocabulary.own_words(stands), ())
    if json_:
        print_json({"languages": [_words(row) for row in rows]})
    else:
        _show_words(rows)
        if not rows and not wrong:
            say("this case has no words of its own")
    if wrong:
        raise RefusedError("\n".join(wrong))


def _show_words(rows: tuple[OwnWordsCovered, ...]) -> None:
    for row in rows:
        say(f"{row.language}  {row.file}  {sum(number for _, number in row.counts)} words")
        for name, number in row.counts:
            say(f"  {name:34} {number:5}")
        for name in row.missing:
            say(f"  {name:34}     0  no words")


def _checked(
    paths: list[Path], stands: Vocabulary
) -> tuple[tuple[OwnWordsCovered, ...], tuple[str, ...]]:
    """What the files that can be read cover, and all that is wrong in the others."""
    from firsthand.claim.entry import RefusedError
    from firsthand.claim.own_words import load_own
    from firsthand.pipeline.vocabulary import covered

    rows = []
    wrong: list[str] = []
    for path in paths:
        try:
            data = path.read_bytes()
            made = load_own(data, where=str(path), vocabulary=stands)
        except OSError as problem:
            wrong.append(f"{path} cannot be read: {problem.strerror}")
        except RefusedError as refused:
            wrong.append(str(refused))
        else:
            rows.append(covered(made, stands, file=str(path), data=data))
    return tuple(rows), tuple(wrong)


def _words(row: OwnWordsCovered) -> dict[str, Any]:
    return {
        "language": row.language,
        "file": row.file,
        "sha256": row.sha256,
        "words": dict(row.counts),
        "missing": list(row.missing),
    }
