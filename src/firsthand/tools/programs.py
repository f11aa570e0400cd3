"""Name the programs outside Python that some steps use, and what each would add.

In: nothing.  Out: the programs that this machine lacks.  Running one is not done here but in the
module of that program.
"""

from __future__ import annotations

import shutil

from firsthand.model.value import value


@value
class Program:
    """A program that we can do without, but less well."""

    name: str
    package: str  # Debian's
    adds: str


PROGRAMS = (
    Program(
        name="pdftotext",
        package="poppler-utils",
        adds="the words of PDFs in Uyghur, Kazakh and Arabic in their right order, and a second "
        "reading of every PDF to compare with the first",
    ),
)


def missing_programs() -> tuple[Program, ...]:
    """Those of `PROGRAMS` that are not on this machine's path."""
    return tuple(program for program in PROGRAMS if shutil.which(program.name) is None)
