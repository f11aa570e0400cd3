from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from custody import check, codes, firsthand, keep, make_case, write_pile
from firsthand.errors import CaseBusyError, NotACaseError
from firsthand.model.custody import Capture, MediaType
from firsthand.model.record import Preserved
from firsthand.pipeline.case import Case
from firsthand.store.record import Record


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """
    a.txt "one"      b.txt "two"      copy.txt "one"      empty.txt ""
    """
    return make_case(tmp_path)


def test_a_whole_case_has_no_differences(case: Path) -> None:
    report = check(case)
    assert (report.problems, report.objects, report.size_bytes, report.entries) == ((), 3, 6, 5)


@pytest.mark.slow
def test_a_dossier_is_no_damaged_case_and_says_how_it_is_checked(
    case: Path, tmp_path: Path
) -> None:
    firsthand("publish", str(case), str(tmp_path / "dossier"), home=tmp_path)
    with pytest.raises(NotACaseError, match=r"its page check\.html says how"):
        check(tmp_path / "dossier")


def test_verifying_writes_nothing(case: Path) -> None:
    def state() -> list[tuple[str, int, int]]:
        return [(str(p), p.lstat().st_mtime_ns, p.lstat().st_size) for p in sorted(case.rglob("*"))]

    before = state()
    check(case)
    assert state() == before


def test_verify_waits_for_nobody_and_says_that_somebody_writes(case: Path) -> None:
    with Case.open(case, writing=True), pytest.raises(CaseBusyError):
        check(case)
    assert check(case).problems == ()


def test_a_case_without_its_lock_verifies(case: Path) -> None:
    """the lock is no part of what is kept: a copy made by other tools may lack it"""
    (case / "record/lock").unlink()
    assert check(case).problems == ()


def test_what_an_interrupted_command_left_is_a_note_and_no_difference(case: Path) -> None:
    """
    killed with bytes half copied, others named but not recorded
    """
    (case / "evidence/.incoming/7-1").write_bytes(b"half")
    with Case.open(case, writing=False) as held, held.vault.batch() as batch:
        from io import BytesIO

        batch.add(BytesIO(b"named, not recorded"))
    report = check(case)
    assert codes(report) == {"incoming-left", "object-unrecorded"}
    assert report.differences == 0
    done = firsthand("verify", case, home=case)
    assert done.returncode == 0
    assert "nothing differs" in done.stdout
    assert "note: evidence/.incoming/7-1" in done.stdout
    keep(case, write_pile(case.parent / "again", {"x.txt": b"named, not recorded"}))
    assert check(case).problems == ()


def test_a_clock_that_was_set_back_is_noted(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from firsthand.model.moment import Moment
    from firsthand.pipeline import clock

    with monkeypatch.context() as earlier:
        earlier.setattr(clock, "now", lambda: Moment(utc="2001-01-01T00:00:00Z"))
        keep(case, write_pile(case.parent / "late", {"x.txt": b"x"}))
    report = check(case)
    assert (codes(report), report.differences) == ({"time-backwards"}, 0)


def test_the_report_in_json_is_complete(case: Path) -> None:
    shutil.copy(case / "record/checkpoint", case.parent / "saved")
    done = firsthand("verify", case, "--since", case.parent / "saved", "--json", home=case)
    found = json.loads(done.stdout)
    assert found == {
        "objects": 3, "size_bytes": 6, "entries": 5, "differences": 0, "problems": [], "since": 5,
        "anchors": [],
        "key": check(case).key,
    }  # fmt: skip


@pytest.mark.slow
def test_the_line_says_whether_it_was_compared_with_the_outside(case: Path) -> None:
    shutil.copy(case / "record/checkpoint", case.parent / "saved")
    alone = firsthand("verify", case, home=case).stdout
    assert "nothing differs; not compared with a checkpoint kept elsewhere" in alone
    compared = firsthand("verify", case, "--since", case.parent / "saved", home=case).stdout
    assert "nothing differs; continues the checkpoint over 5 entries" in compared


def test_a_log_that_was_swapped_for_a_huge_hole_is_answered_in_bounded_memory(case: Path) -> None:
    """2 GB of zeros where the log should be"""
    log = Record(case / "record").log
    with log.open("r+b") as stream:
        stream.truncate(2 << 30)
    report = check(case)
    assert "log-torn" in codes(report)


def test_many_threads_give_the_report_of_one(case: Path) -> None:
    from firsthand.pipeline.stages import quiet
    from firsthand.pipeline.verifying import verify

    keep(case, write_pile(case.parent / "many", {f"{n}": os.urandom(50) for n in range(700)}))
    (case / "evidence/notes").write_bytes(b"")
    one = verify(case, threads=1, progress=quiet)
    assert verify(case, threads=4, progress=quiet) == one
    assert one.objects == 703


def test_the_commands_of_the_format_s_page_check_a_case_without_us(case: Path) -> None:
    """docs/formats/record.md ends with a line for the shell; it is the one that runs here"""
    page = (Path(__file__).parents[2] / "docs/formats/record.md").read_text("utf-8")
    (told,) = [line.strip() for line in page.splitlines() if "sha256sum --check" in line]
    command = ["bash", "-c", f"set -o pipefail; {told.replace('my-case', str(case))}"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    held = next((case / "evidence").glob("??/*"))
    held.chmod(0o644)
    held.write_bytes(b"changed")
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    a record of 560 captures, so that there are three tiles; the objects themselves are not there
    """
    place = tmp_path_factory.mktemp("many")
    case = make_case(place)
    with Case.open(case, writing=True) as held:
        held.append([
            Preserved(capture=Capture(
                digest=f"{number % 550:064x}", size_bytes=number % 550, address=f"页/{number}", file="a.html",
                media_type=MediaType.HTML,
            ))
            for number in range(560)
        ])  # fmt: skip
    return case


def _change_line(line: bytes, dice: random.Random) -> bytes:
    """Another line: spoilt anywhere, or still an entry that says something else."""
    swaps = [
        (b'"size_bytes":', b'"size_bytes":1'), (b'Z"}', b'.5Z"}'), (b'"utc":"2', b'"utc":"1'), (b'"file"', b'"files"'),
        (b'"Preserved"', b'"Redescribed"'), (b'"Preserved"', b'"Refused"'), (b"text/html", b"text/rtf"), (b'{"capture"', b'{ "capture"'),
        (b'"kind":"person"', b'"kind":"crowd"'), (b'"name"', b'"name":"x","name"'), (b'"digest":"0', b'"digest":"A'), (b'"address":"', b'"address":"\xff'),
    ]  # fmt: skip
    if dice.random() < 0.7:
        return line.replace(*dice.choice(swaps), 1)
    place = dice.randrange(len(line))
    return line[:place] + dice.randbytes(dice.randrange(3)) + line[place + dice.randrange(3) :]


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(seed=st.integers(0, 2**32))
def test_lines_judged_together_are_told_of_as_each_by_itself_and_strictly(
    many: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311
    log = many / "record/log/entries.jsonl"
    whole = log.read_bytes()
    lines = whole.split(b"\n")
    for _ in range(dice.randrange(4)):
        at = dice.randrange(len(lines))
        how = dice.choice(["change", "change", "drop", "double", "swap"])
        if how == "change" and lines[at]:
            lines[at] = _change_line(lines[at], dice)
        elif how == "drop":
            lines.pop(at)
        elif how == "double":
            lines.insert(dice.randrange(len(lines)), lines[at])
        elif how == "swap":
            lines[at - 1], lines[at] = lines[at], lines[at - 1]
    try:
        log.write_bytes(b"\n".join(lines))
        together = check(many)
        with monkeypatch.context() as patched:
            patched.setattr("firsthand.pipeline.verifying.glimpse_all", lambda _: None)
            patched.setattr("firsthand.pipeline.verifying.glimpse", lambda _: None)
            assert check(many) == together
        assert (codes(together) - {"object-missing"} == set()) == (b"\n".join(lines) == whole)
    finally:
        log.write_bytes(whole)
