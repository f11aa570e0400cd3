from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from custody import keep, make_case
from firsthand.errors import DamagedRecordError, OperatorError, UnknownIdError
from firsthand.pipeline.case import Case
from firsthand.pipeline.packing import SUMS, Packet, pack, sum_lines
from firsthand.store.record import Record

COMMANDS = re.compile(
    r"^(?:sha256sum .*|openssl .*|python3 - <<'END'\n(?:.*\n)*?END)$", re.MULTILINE
)
ONE = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"  # of "one", which two files hold


def packed(case: Path, wanted: str, folder: Path, *, since: Path | None = None) -> Packet:
    with Case.open(case, writing=False) as held:
        return pack(held, wanted, folder, since=since)


def commands(packet: Path, words: str = "VERIFY.txt") -> list[str]:
    """What VERIFY.txt tells the reader to type."""
    return COMMANDS.findall((packet / words).read_text("utf-8"))


def typed(packet: Path, place: Path, words: str = "VERIFY.txt") -> tuple[list[int], str]:
    """The packet's own commands, where there is nothing but a shell and three programs."""
    programs = place / "programs"
    if not programs.exists():
        programs.mkdir()
        for name, path in (
            ("sha256sum", shutil.which("sha256sum")),
            ("openssl", shutil.which("openssl")),
            ("python3", os.path.realpath(sys.executable)),
        ):
            assert path is not None
            (programs / name).symlink_to(path)
    ended, told = [], ""
    for command in commands(packet, words):
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=packet,
            env={"PATH": str(programs), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        ended.append(done.returncode)
        told += done.stdout + done.stderr
    return ended, told


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_case(tmp_path_factory.mktemp("packing"))


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A case, and the checkpoint that it had when it was smaller."""
    place = tmp_path_factory.mktemp("grown")
    made = make_case(place)
    saved = place / "saved"
    shutil.copy(made / "record" / "checkpoint", saved)
    more = place / "more.txt"
    more.write_bytes(b"more")
    keep(made, more)
    return made, saved


def test_the_packet_s_own_commands_hold_where_there_is_nothing_but_three_programs(
    case: Path, tmp_path: Path
) -> None:
    packet = packed(case, ONE, tmp_path / "packet")
    ended, told = typed(tmp_path / "packet", tmp_path)
    assert ended == [0, 0, 0]
    assert "files: as they were packed" in told
    assert f"key: {packet.key}" in told
    assert f"object: {ONE} 3 bytes: in the log" in told
    assert "Signature Verified Successfully" in told
    assert len(packet.entries) == 3  # the opening, and two files with these bytes


def test_the_commands_hold_for_the_earlier_checkpoint_too(
    grown: tuple[Path, Path], tmp_path: Path
) -> None:
    case, saved = grown
    packet = packed(case, ONE, tmp_path / "packet", since=saved)
    ended, told = typed(tmp_path / "packet", tmp_path)
    assert ended == [0] * 5
    assert packet.since is not None
    assert f"log: its first {packet.since} entries are those of the earlier" in told
    assert packet.since < packet.checkpoint


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_changed_byte_fails_in_one_of_the_commands(
    case: Path, tmp_path: Path, number: int
) -> None:
    """the object, an entry, the signature: whoever changes one can change the list of sums too"""
    folder = tmp_path / "packet"
    packed(case, ONE, folder)
    target = [folder / "object" / ONE, folder / "entries" / "1", folder / "checkpoint.signature"][
        number
    ]
    target.write_bytes(target.read_bytes()[:-1] + b"#")
    (folder / SUMS).write_text("".join(sum_lines(folder)), "utf-8")
    ended, told = typed(folder, tmp_path)
    assert ended[0] == 0
    assert any(ended[1:]), told
    assert "DOES NOT HOLD" in told or "Signature Verification Failure" in told


def test_no_word_of_the_evidence_stands_in_the_commands(tmp_path: Path) -> None:
    made = make_case(tmp_path, {"$(touch owned) `touch owned`\nEND\ntouch owned.txt": b"three"})
    folder = tmp_path / "packet"
    with Case.open(made, writing=False) as held:
        (capture,) = held.captures()
        pack(held, capture.digest, folder)
    assert "touch" not in (folder / "VERIFY.txt").read_text("utf-8")
    assert typed(folder, tmp_path)[0] == [0, 0, 0]
    assert not list(tmp_path.rglob("owned"))


@pytest.mark.parametrize("of", ["digest", "prefix", "file", "id", "name", "path"])
def test_an_object_is_named_in_several_ways(case: Path, tmp_path: Path, of: str) -> None:
    with Case.open(case, writing=False) as held:
        two = next(each for each in held.captures() if each.file.endswith("b.txt"))
        names = {"digest": two.digest, "prefix": two.digest[:8], "file": two.file, "id": two.id}
        names |= {"name": "b.txt", "path": str(case.parent / "case-pile" / "b.txt")}
        assert pack(held, names[of], tmp_path / "packet").object == two.digest


def test_a_name_that_nothing_has_or_several_have_is_refused(case: Path, tmp_path: Path) -> None:
    for wanted in ("nothing.txt", "3f", "0" * 64):
        with pytest.raises(UnknownIdError, match="no object of this case"):
            packed(case, wanted, tmp_path / "packet")
    with pytest.raises(UnknownIdError, match="names 2 objects"):
        packed(make_case(tmp_path, {"x/a": b"1", "y/a": b"2"}), "a", tmp_path / "packet")
    assert not (tmp_path / "packet").exists()


def test_a_folder_with_other_things_is_left_alone(case: Path, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("mine")
    with pytest.raises(OperatorError, match="holds other things"):
        packed(case, ONE, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter"]


def test_altered_bytes_are_not_packed(tmp_path: Path) -> None:
    made = make_case(tmp_path)
    held = made / "evidence" / ONE[:2] / ONE
    held.chmod(0o644)
    held.write_bytes(b"two")
    with pytest.raises(OperatorError, match="was altered"):
        packed(made, ONE, tmp_path / "packet")
    assert not (tmp_path / "packet").exists()


def test_a_fork_and_a_rollback_are_named(grown: tuple[Path, Path], tmp_path: Path) -> None:
    case, saved = grown
    (tmp_path / "before").mkdir()
    shutil.copytree(case, tmp_path / "before" / "case")
    later = tmp_path / "later"
    keep_more = tmp_path / "b.txt"
    keep_more.write_bytes(b"forked")
    shutil.copy(case / "record" / "checkpoint", later)
    back = tmp_path / "before" / "case"
    log = back / "record" / "log" / "entries.jsonl"
    size = Record(back / "record").scan(set()).count
    kept = saved.read_bytes()
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[: int(kept.split()[1])]))
    (back / "record" / "checkpoint").write_bytes(kept)
    with pytest.raises(DamagedRecordError, match=f"at least the {size} entries"):
        packed(back, ONE, tmp_path / "packet", since=later)
    keep(back, keep_more)
    with pytest.raises(DamagedRecordError, match="history was rewritten"):
        packed(back, ONE, tmp_path / "packet", since=later)


def test_another_case_s_checkpoint_is_refused(
    case: Path, grown: tuple[Path, Path], tmp_path: Path
) -> None:
    with pytest.raises(OperatorError, match="is no checkpoint by this case's key"):
        packed(case, ONE, tmp_path / "packet", since=grown[1])
