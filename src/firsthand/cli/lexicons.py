"""The verb `lexicon`: check files of words, and say what they cover.

In: language files.  Out: everything that is wrong in them, or how many words each list has beside the
fullest packaged language.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from firsthand.cli.screen import Json, complain, print_json, say
from firsthand.errors import OperatorError, SettingError

if TYPE_CHECKING:
    from firsthand.claim.coverage import Covered
    from firsthand.claim.lexicon import Lexicon


def lexicon(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE.toml...]", show_default=False)
    ] = None,
    empty: Annotated[bool, typer.Option(help="only what a language has no words for")] = False,
    json_: Json = False,
) -> None:
    """The program's words: check files of them, count every language's. A case's own words: lexicons."""
    from firsthand.claim.coverage import coverage
    from firsthand.claim.languages import packaged
    from firsthand.claim.lexicon import load_lexicon

    known = dict(packaged())
    if not files:
        _show_languages(known, empty=empty, json_=json_)
        return
    read = []
    wrong = False
    for path in files:
        try:
            read.append((path, load_lexicon(path.read_bytes(), where=str(path))))
        except SettingError as refused:
            wrong = True
            for line in str(refused).splitlines():
                complain(line)
        except OSError as problem:
            raise OperatorError(f"{path} cannot be read: {problem}") from problem
    tables = [(path, made, coverage(made, beside=known)) for path, made in read]
    if json_:
        print_json({"files": [_as_json(*table) for table in tables]})
    else:
        for path, made, covered in tables:
            _show(path, made, covered, empty=empty)
    raise typer.Exit(2 if wrong else 0)


def _as_json(path: Path, made: Lexicon, covered: tuple[Covered, ...]) -> dict[str, object]:
    return {
        "file": str(path),
        "language": made.language,
        "lists": [
            {"name": each.name, "words": each.words, "most": each.most, "fullest": each.fullest}
            for each in covered
        ],
    }


def _show(path: Path, made: Lexicon, covered: tuple[Covered, ...], *, empty: bool) -> None:
    missing = sum(each.most > 0 and not each.words for each in covered)
    say(f"{path}: language {made.language}, {sum(each.words for each in covered)} words; {missing} lists empty")  # fmt: skip
    for each in covered:
        if empty and (each.words or not each.most):
            continue
        mark = "" if each.words else "  no words"
        beside = f"{each.most:5} {each.fullest}" if each.fullest else ""
        say(f"  {each.name:34} {each.words:5}  {beside}{mark}".rstrip())


def _show_languages(known: dict[str, Lexicon], *, empty: bool, json_: bool) -> None:
    """A table of all packaged languages, a column each."""
    from firsthand.claim.coverage import counts

    languages = sorted(known)
    counted = {language: counts(known[language]) for language in languages}
    names = dict.fromkeys(name for language in languages for name in counted[language])
    if json_:
        rows = [{"name": name, **{each: counted[each][name] for each in languages}} for name in names]  # fmt: skip
        print_json({"languages": languages, "lists": rows})
        return
    say(f"{'':36}" + "".join(f"{language:>6}" for language in languages))
    for name in names:
        row = [counted[language][name] for language in languages]
        if not empty or not all(row):
            say(f"{name:36}" + "".join(f"{number or '-':>6}" for number in row))
