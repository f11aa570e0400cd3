"""A small case on disk, preserved and weighed, for the tests of publishing."""

from __future__ import annotations

import os
from pathlib import Path

from firsthand.model.moment import Moment
from firsthand.pipeline.case import Case
from firsthand.pipeline.preserving import preserve
from firsthand.pipeline.publishing import publish
from firsthand.pipeline.stages import quiet, weigh_case

MOMENT = Moment(utc="2030-02-03T04:05:06Z")
REPORT = "Police took DNA from residents aged 12 to 65 at free medical check-ups in 2029. " * 3


def made(folder: Path, files: dict[str, bytes], *, manifest: str = "") -> Path:
    """A case in *folder* with *files* preserved."""
    os.environ["FIRSTHAND_HOME"] = str(folder / "home")
    pile = folder / "pile"
    pile.mkdir(parents=True)
    for name, data in files.items():
        (pile / name).write_bytes(data)
    if manifest:
        (pile / "manifest.csv").write_text(manifest, "utf-8")
    case = folder / "case"
    Case.create(case, name="An invented case")
    with Case.open(case, writing=True) as held:
        preserve(held, [str(pile)], progress=quiet)
    return case


def published(
    case: Path, folder: Path, *, withhold: Path | None = None, moment: Moment = MOMENT
) -> Path:
    """The dossier of *case* in *folder*."""
    with Case.open(case, writing=False) as held:
        publish(held, weigh_case(held), folder, withhold=withhold, moment=moment)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file under *folder*, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
