"""What is kept apart, sealed or long: ended before each step, and with a disk that is full from each step on.

For each piece of work, at each step: the log is valid, `verify` names nothing but what the work itself was about to
destroy, nothing sealed lies open, no word that was to be kept apart or sealed is left anywhere after the next command that writes,
and the work done again comes to its end.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from custody import check, keep, make_case, write_pile
from ended import end_at, full_from
from firsthand.model.collection import CollectionPart, KeptApart
from firsthand.model.consent import Detail
from firsthand.model.problem import Severity
from firsthand.model.record import Preserved, Refused
from firsthand.pipeline import consenting, recipients, witnesses
from firsthand.pipeline.case import Case
from firsthand.pipeline.collecting import record_collection, record_inquiry
from firsthand.pipeline.erasing import erase
from firsthand.pipeline.kept_sealed import finish, standing
from firsthand.pipeline.sealing import unseal
from firsthand.store.apart import FOLDER, read_apart
from firsthand.store.merkle import WIDTH
from firsthand.store.sealing import Identity
from firsthand.store.vault import NAMING
from sealed_case import STATEMENT, SealedCase, made, statement

BEN = Identity.fresh()
NAME, OTHER, WORDS = "Aygul Example", "Other Person", "the safe house in Example Street"


@dataclass(frozen=True)
class Work:
    """A piece of work: `do` it, how many steps it has at least, how many entries it may leave."""

    do: Callable[[SealedCase, Path], object]
    least: int
    entries: frozenset[int]


def _writing(work: Callable[[Case], object]) -> Callable[[SealedCase, Path], object]:
    def do(case: SealedCase, _: Path) -> None:
        with Case.open(case.folder, writing=True) as held:
            work(held)

    return do


def _first(case: Case) -> str:
    return next(iter(standing(case.entries()).sealed))


def _collect(case: Case) -> None:
    record_collection(case, {CollectionPart.ADDRESS: WORDS}, because={})


def _search(case: Case) -> None:
    record_inquiry(case, engine="a.example", query=WORDS, result=None)


def _consent(case: Case) -> None:
    agreed = consenting.Agreed(
        purposes=("publication",), audiences=("public",), details=(Detail.WORDS,),
        given="2030-01-02", how="in writing",
    )  # fmt: skip
    consenting.give(case, "witness-7", agreed)
    place = consenting.Place(object=_first(case))
    consenting.bind(case, "witness-7", place, details=(Detail.WORDS,), reason="hers")


def _change_of_key(case: SealedCase, _: Path) -> None:
    with Case.open(case.folder, writing=True) as held:
        recipients.add(held, BEN.recipient, name="Ben", identities=case.identities)


def _renamed(case: SealedCase, _: Path) -> None:
    with Case.open(case.folder, writing=True) as held:
        witnesses.change(held, "witness-7", f"also: {OTHER}", identities=case.identities)


def _opened(case: SealedCase, place: Path) -> None:
    (place / "out").unlink(missing_ok=True)
    with Case.open(case.folder, writing=True) as held:
        unseal(held, _first(held), place / "out", identities=case.identities, reason="r")


WORKS: dict[str, Work] = {
    "sealing": Work(lambda case, place: case.seal(place / "pile" / "another"), 20, frozenset({0, 1})),
    "erasing": Work(_writing(lambda case: erase(case, _first(case), reason="r")), 12, frozenset({0, 1})),
    "opening": Work(_opened, 10, frozenset({0, 1})),
    "a recipient more": Work(_change_of_key, 20, frozenset({0, 2})),
    "a witness": Work(_writing(lambda case: witnesses.enter(case, f"name: {OTHER}")), 12, frozenset({0, 1})),
    "a witness changed": Work(_renamed, 12, frozenset({0, 1})),
    "a witness erased": Work(_writing(lambda case: witnesses.forget(case, "witness-7", reason="r")), 12, frozenset({0, 1})),
    "a collection": Work(_writing(_collect), 12, frozenset({0, 1})),
    "a search": Work(_writing(_search), 12, frozenset({0, 1})),
    "a consent": Work(_writing(_consent), 20, frozenset({0, 1, 2})),
}  # fmt: skip


def _base(place: Path) -> SealedCase:
    """A case with an object, one that is sealed, a witness, and six entries in all."""
    case = made(place)
    keep(case.folder, write_pile(place / "open", {"a.txt": b"one"}))
    case.seal(statement(place))
    with Case.open(case.folder, writing=True) as held:
        witnesses.enter(held, f"name: {NAME}", pseudonym="witness-7")
        record_inquiry(held, engine="b.example", query="before", result="one page")
    return case


def _count(case: SealedCase) -> int:
    with Case.open(case.folder, writing=False) as held:
        return sum(1 for _ in held.entries())


def _is_whole(case: SealedCase, place: Path, step: int) -> None:
    """Nothing is missing, nothing lies open, as it was left; nor after the next that writes, which sweeps."""
    report = check(case.folder)
    wrong = {each.code for each in report.problems if each.severity is not Severity.NOTE}
    assert wrong <= {"wrapped-not-destroyed"}, (step, report.problems)
    everything = case.everything()
    assert b"village clinic" not in everything, step
    assert NAME.encode() not in everything, step
    assert OTHER.encode() not in everything, step
    target = place / "again"
    with Case.open(case.folder, writing=True) as held:
        apart = finish(held)
        for digest in apart.keys:
            unseal(held, digest, target, identities=case.identities, reason="r")
            assert target.read_bytes() == STATEMENT
            target.unlink()
        for witness in apart.register:
            witnesses.look(held, witness, identities=case.identities)
        bodies = [entry.body for entry in held.entries()]
        told = {b.file for b in bodies if isinstance(b, KeptApart)}
        for body in bodies:
            if isinstance(body, KeptApart):
                read_apart(held.record.folder, body)
            elif isinstance(body, Preserved):
                assert held.vault.path(body.capture.digest).read_bytes() == b"one"
    left = {path.name for path in (case.folder / "record" / FOLDER).iterdir()}
    assert left == told, step
    names = {path.name for folder in ("keys", "witnesses") for path in (case.folder / folder).iterdir()}  # fmt: skip
    assert names == {f"{each}.age" for each in (*apart.keys, *apart.register)}, step
    report = check(case.folder)
    assert {each.code for each in report.problems} <= {"torn", "erased"}, (step, report.problems)
    assert {path.name for path in (case.folder / "evidence/.incoming").iterdir()} <= {NAMING}, step


@pytest.mark.slow
@pytest.mark.parametrize("what", WORKS)
@pytest.mark.parametrize("stop", [end_at, full_from], ids=["ended", "full"])
def test_nothing_is_lost_or_left_open_whatever_the_step(
    place: Path, what: str, stop: Callable[[int, Callable[[], object]], bool]
) -> None:
    """
    ended, as by kill -9: before the 1st, 2nd, 3rd, … step
    full: that step and all after it find no room; it is told in one sentence, and there is room again afterwards
    """
    work, base = WORKS[what], _base(place)
    write_pile(place / "pile", {"another": STATEMENT})
    before = _count(base)
    step, stopped = 0, True
    while stopped:
        case = SealedCase(folder=place / "copy" / "case", key=base.key)
        shutil.rmtree(case.folder, ignore_errors=True)
        shutil.copytree(base.folder, case.folder)
        stopped = stop(step, lambda: work.do(case, place))  # noqa: B023 - called at once
        target = place / "out"
        assert not target.exists() or target.read_bytes() == STATEMENT, step
        assert _count(case) - before in work.entries, step
        _is_whole(case, place, step)
        step += 1
    assert _count(case) - before >= max(work.entries), "the last was not stopped"
    assert step > work.least


@pytest.mark.slow
@pytest.mark.parametrize("stop", [end_at, full_from], ids=["ended", "full"])
def test_a_log_that_grows_over_the_end_of_a_tile_is_whole_whatever_the_step(
    place: Path, stop: Callable[[int, Callable[[], object]], bool]
) -> None:
    """
    254 entries, 4 more: a whole tile, a part of the next, one above them, a new checkpoint
    """
    refused = Refused(address="x", code="link", message="a link")
    base = make_case(place, {"a.txt": b"one"}, name="base")
    with Case.open(base, writing=True) as held:
        held.append([refused] * (WIDTH - 4))

    def grow() -> None:
        with Case.open(case, writing=True) as held:
            held.append([refused] * 4)

    step, stopped, case = 0, True, place / "copy"
    while stopped:
        shutil.rmtree(case, ignore_errors=True)
        shutil.copytree(base, case)
        stopped = stop(step, grow)
        assert check(case).differences == 0, step
        with Case.open(case, writing=True) as held:
            assert sum(1 for _ in held.entries()) in {WIDTH - 2, WIDTH + 2}, step
        report = check(case)
        assert {each.code for each in report.problems} <= {"torn"}, (step, report.problems)
        assert {path.name for path in (case / "record").iterdir()} <= {
            "log", "tile", "torn", "checkpoint", "lock",
        }, step  # fmt: skip
        step += 1
    assert report.entries == WIDTH + 2
    assert step > 15
