"""A case with what a witness said in one file and what a paper said in another, for tests of consent."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

from firsthand.model.consent import Detail, Use
from firsthand.model.moment import Moment
from firsthand.pipeline import consenting, stages, witnesses
from firsthand.pipeline.case import Case
from firsthand.pipeline.consenting import Agreed, Place
from firsthand.pipeline.preserving import preserve
from firsthand.pipeline.publishing import publish
from firsthand.pipeline.stages import quiet
from sealed_case import SealedCase, made

MOMENT = Moment(utc="2030-02-03T04:05:06Z")
DAY = "2030-02-03"
SAID = (
    "Police took DNA from residents aged 14 to 70 in my village. My cousin saw the van. "
    "The clinic closed in May. " * 3
)
PAPER = "Police took blood samples from residents aged 12 to 65 at check-ups in 2029. " * 3
NAME = "Aygul Example"
DETAILS = f"name: {NAME}\nalso: 阿依古丽\ncontact: by her cousin in Almaty\n"  # Aygul in Chinese
AGREED = Agreed(
    purposes=("publication",),
    audiences=("public",),
    details=(Detail.WORDS,),
    given="2030-01-01",
    how="in writing",
)


@cache
def _spoken(paper: str) -> Path:
    """The case made once, and read."""
    place = Path(tempfile.mkdtemp(prefix="firsthand-spoken-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    case = made(place)
    pile = place / "pile"
    pile.mkdir()
    (pile / "said.txt").write_text(SAID, "utf-8")
    (pile / "paper.txt").write_text(paper, "utf-8")
    with Case.open(case.folder, writing=True) as held:
        preserve(held, [str(pile)], progress=quiet)
        witnesses.enter(held, DETAILS, pseudonym="witness-7")
        stages.weigh_case(held)
    return place


def spoken(place: Path, *, paper: str = PAPER) -> SealedCase:
    """A case of its own, with witness-7 in its register and nothing bound yet."""
    shutil.copytree(_spoken(paper), place, dirs_exist_ok=True)
    os.environ["FIRSTHAND_HOME"] = str(place / "home")
    os.environ["FIRSTHAND_AGENT"] = "Ana"
    return SealedCase(folder=place / "case", key=place / "ana.key")


def bind(case: SealedCase, *details: Detail, **place: str) -> str:
    """Bind a place to the witness; the id of the binding."""
    with Case.open(case.folder, writing=True) as held:
        return consenting.bind(
            held,
            "witness-7",
            Place(**place),
            details=details or (Detail.WORDS,),
            reason="her words",
        ).id


def agree(case: SealedCase, agreed: Agreed = AGREED) -> str:
    """Record a consent of the witness; its id."""
    with Case.open(case.folder, writing=True) as held:
        return consenting.give(held, "witness-7", agreed).id


def dossier(
    case: SealedCase,
    folder: Path,
    *,
    use: Use | None = None,
    unlocked: bool = False,
    day: str = DAY,
) -> bytes:
    """All that the dossier published for *use* holds."""
    with Case.open(case.folder, writing=False) as held:
        names = witnesses.names(held, identities=case.identities) if unlocked else None
        consenting.hold_back(held, use or Use(), day=day, names=names)
        publish(held, stages.weigh_case(held), folder, moment=MOMENT)
    parts = [
        path.relative_to(folder).as_posix().encode() + b"\n" + path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
    return b"\n".join(parts)
