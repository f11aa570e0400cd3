"""A case that others vouch for: two authorities stamped it, a cosigner signed it, and it grew in between."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from authority import Authority
from custody import keep, make_case
from firsthand.pipeline import cosigner, cosigning, stamping
from firsthand.pipeline.case import Case
from firsthand.pipeline.packing import Packet, pack

COSIGNER = "archive.example/records"


@dataclass(frozen=True)
class Anchored:
    """The case, who vouches for it, and the cosigner's keys."""

    place: Path
    case: Path
    authorities: tuple[Authority, ...]
    keys: tuple[str, ...]

    def packed(self, wanted: str, folder: Path) -> Packet:
        """A packet of it."""
        with Case.open(self.case, writing=False) as held:
            return pack(held, wanted, folder)


def stamp(case: Path, authority: Authority, *, name: str, chain: Path | None = None) -> int:
    """Have the case stamped as it is now; over how many entries."""
    query, reply = authority.folder / f"{name}.tsq", authority.folder / f"{name}.tsr"
    with Case.open(case, writing=False) as held:
        stamping.ask(held, query)
    authority.answer(query, reply)
    with Case.open(case, writing=True) as held:
        return stamping.take(held, reply, chain=chain).size


def cosign(case: Path, place: Path) -> tuple[str, ...]:
    """Have the case cosigned as it is now; the cosigner's keys."""
    place.mkdir(exist_ok=True)
    count = len(list(place.iterdir()))
    request, answer, home = place / f"q{count}", place / f"a{count}", os.environ["FIRSTHAND_HOME"]
    with Case.open(case, writing=False) as held:
        asked = cosigning.ask(held, request)
    os.environ["FIRSTHAND_HOME"] = str(place.parent / "archive")
    try:
        given = cosigner.answer(request, name=COSIGNER, target=answer, log=asked.log_key)
    finally:
        os.environ["FIRSTHAND_HOME"] = home
    with Case.open(case, writing=True) as held:
        cosigning.take(held, answer, known=given.keys)
    return given.keys


def make_anchored(place: Path) -> Anchored:
    """
    0-4  opening, a.txt "one", b.txt "two", copy.txt "one", empty.txt
    5    stamp by the first authority over 5       6-7  two cosignatures over 6
    8    later.txt "later"                         9    stamp by the first over 9
    10   stamp by the second over 10
    """
    case = make_case(place)
    one, two = Authority(place / "one"), Authority(place / "two", name="Second time")
    stamp(case, one, name="early")
    keys = cosign(case, place / "post")
    (place / "later.txt").write_bytes(b"later")
    keep(case, place / "later.txt")
    stamp(case, one, name="late")
    stamp(case, two, name="late")
    return Anchored(place=place, case=case, authorities=(one, two), keys=keys)
