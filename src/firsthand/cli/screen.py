"""What every verb shows the same way: progress, tables, problems, one JSON document.

In: values.  Out: text on the terminal and the exit status.  What a verb does is not done here but in
the module of that verb.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from rich.console import Console

from firsthand import __version__
from firsthand.model.problem import Problem, Severity
from firsthand.store.files import readable

if TYPE_CHECKING:
    from firsthand.model.document import Document
    from firsthand.pipeline.preserving import Progress

out = Console(highlight=False, width=None if sys.stdout.isatty() else 150)
err = Console(stderr=True, highlight=False, soft_wrap=True)

# What would move the cursor, turn the line or be half a character: in JSON it is written \uXXXX.
PARTS_AT_ONCE = 20_000  # words and signs of JSON that are written together
_TURNING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

CasePath = Annotated[Path, typer.Argument(metavar="CASE", help="the folder of the case")]
OnCluster = Annotated[
    str | None, typer.Option("--cluster", metavar="HOST:PORT", help="a Ray cluster to work on")
]
Ask = Annotated[
    Path | None,
    typer.Option("--ask", metavar="FILE", help="write a request for the record as it is now"),
]
Take = Annotated[
    Path | None, typer.Option("--take", metavar="FILE", help="record what was answered")
]
Chain = Annotated[
    Path | None,
    typer.Option(
        "--chain", metavar="FILE", help="the authority's certificates, if the answer lacks them"
    ),
]
Json = Annotated[bool, typer.Option("--json", help="print one JSON document")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="why, for whoever checks")]


def tell_version(
    version: Annotated[bool, typer.Option("--version", help="print the version")] = False,
) -> None:
    """From a claim back to its first source."""
    if version:
        print(f"firsthand {__version__}")
        raise typer.Exit(0)


class Shown:
    """Progress on a terminal, nothing when piped."""

    def __init__(self) -> None:
        from rich.progress import Progress as Bar

        self._bar = Bar(console=err, transient=True, disable=not err.is_terminal)
        self._task = self._bar.add_task("", total=None)

    def __enter__(self) -> Progress:
        """Begin to show; what is returned is told how far the work is."""
        self._bar.start()
        return self._tell

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        self._bar.stop()

    def _tell(self, done: int, total: int | None, what: str) -> None:
        self._bar.update(self._task, completed=done, total=total, description=what[:40])


def end(problems: Sequence[Problem]) -> NoReturn:
    """Show what is wrong with the evidence, and end with 1 if anything is."""
    wrong = [item for item in problems if item.severity is not Severity.NOTE]
    for item in wrong:
        complain(f"{item.severity.value}: {item.where}: {item.message} [{item.code}]")
    raise typer.Exit(1 if wrong else 0)


def tell_missing() -> None:
    """Say which programs are missing on this machine, and what each would add."""
    from firsthand.tools.programs import missing_programs

    for program in missing_programs():
        err.print(
            f"note: {program.name} is not installed (Debian: apt install {program.package}); "
            f"it would add {program.adds}",
            markup=False,
        )


def say(line: str) -> None:
    """Print one line in which nothing of the evidence moves the cursor or turns the line."""
    print(readable(line))


def complain(line: str) -> None:
    """The same, for what is wrong."""
    err.print(readable(line), markup=False)


def print_json(document: Any) -> None:
    """One JSON document, keys in order, so that equal findings are equal bytes.

    It is written as it is made: the findings of a large case are hundreds of megabytes.
    """
    narrow = (sys.stdout.encoding or "utf-8").lower().replace("-", "") != "utf8"
    parts = json.JSONEncoder(ensure_ascii=narrow, indent=1, sort_keys=True).iterencode(document)
    while some := "".join(islice(parts, PARTS_AT_ONCE)):
        sys.stdout.write(_TURNING.sub(lambda found: f"\\u{ord(found[0]):04x}", some))
    sys.stdout.write("\n")


def reading_problems(documents: Sequence[Document]) -> list[Problem]:
    """What is wrong with documents that could not be read, or only in part."""
    from firsthand.model.document import ReadState

    return [item for d in documents if d.state is not ReadState.READ for item in d.problems]
