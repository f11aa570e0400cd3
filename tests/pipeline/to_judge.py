"""A small case to judge: made once, and copied for each test."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from firsthand.model.claim import Claim
from firsthand.pipeline import stages
from firsthand.pipeline.case import Case
from firsthand.pipeline.preserving import preserve
from firsthand.pipeline.stages import quiet

A, B = "https://a.example/", "https://b.example/"
PAGES = {
    "a.txt": "Police in Kashgar took DNA and iris scans from residents aged 12 to 65 in 2017. "
    "Police in Kashgar took DNA again.",
    "b.txt": "Officers collected DNA from all residents of Hotan aged 12 to 65. More than 2 million "
    "people were examined in Hotan in 2017.",
}


def make(folder: Path) -> Path:
    """
    a.txt  2018-01-01  dna, iris, ages, Kashgar, 2017      b.txt  2018-01-02  dna, ages, a count
    """
    os.environ["FIRSTHAND_HOME"] = str(folder / "home")
    pile = folder / "pile"
    pile.mkdir()
    for name, text in PAGES.items():
        (pile / name).write_text(text)
    (pile / "manifest.csv").write_text(
        f"file,address,published\na.txt,{A},2018-01-01\nb.txt,{B},2018-01-02\n"
    )
    Case.create(folder / "case")
    with Case.open(folder / "case", writing=True) as held:
        preserve(held, [str(pile)], progress=quiet)
        stages.trace(held, stages.read(held))
    return folder


def copied(made: Path, where: Path) -> Path:
    """A case of its own; Ana works on it."""
    os.environ["FIRSTHAND_HOME"] = str(made / "home")
    os.environ["FIRSTHAND_AGENT"] = "Ana"
    shutil.copytree(made / "case", where / "case")
    return where / "case"


def claims(held: Case) -> dict[str, Claim]:
    """The claims of the case by their ids, in their order."""
    return {claim.id: claim for claim in stages.claims(held, stages.read(held)).values}


def one(held: Case, element: str, address: str = A) -> Claim:
    """The first claim of an element on a page."""
    page = next(page.id for page in stages.read(held) if page.address == address)
    found = claims(held).values()
    return next(
        c for c in found if (c.suggestion.element, c.suggestion.document) == (element, page)
    )
