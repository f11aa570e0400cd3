from __future__ import annotations

from pathlib import Path

import pytest

from custody import firsthand, make_case, printed
from firsthand.cli.exporting import export
from firsthand.errors import OperatorError
from firsthand.model.custody_event import Exported, ExportKind
from firsthand.pipeline.case import Case
from firsthand.pipeline.events import sums_of
from pipeline.test_packing import ONE


@pytest.mark.slow
def test_the_command_says_what_was_packed_and_verify_reads_it(tmp_path: Path) -> None:
    case, home = make_case(tmp_path), tmp_path / "home"
    told = printed("export", case, ONE, tmp_path / "packet", home=home)
    assert told["object"] == ONE
    assert told["entries"][0] == 0
    again = firsthand("export", case, ONE[:8], tmp_path / "other", home=home)
    assert f"key {told['key']}: tell it" in again.stdout
    found = firsthand("verify", tmp_path / "packet", "--key", told["key"], home=home)
    assert found.returncode == 0
    assert "nothing differs" in found.stdout


def test_an_object_that_is_not_there_is_the_operators_mistake(tmp_path: Path) -> None:
    case = make_case(tmp_path)
    done = firsthand("export", case, "nothing.txt", tmp_path / "packet", home=tmp_path / "home")
    assert done.returncode == 2
    assert "no object of this case" in done.stderr


def test_all_that_may_leave_goes_into_a_bag_and_the_case_remembers(tmp_path: Path) -> None:
    case, home = make_case(tmp_path), tmp_path / "home"
    done = firsthand("export", case, tmp_path / "bag", "--as", "bagit", home=home)
    assert done.stdout.startswith("wrote 3 objects, 6 bytes, as bagit into ")
    assert "an export: 3 objects" in firsthand("verify", tmp_path / "bag", home=home).stdout
    with Case.open(case, writing=False) as held:
        last = list(held.entries())[-1].body
    assert isinstance(last, Exported)
    assert (last.kind, last.objects, last.entries) == (ExportKind.BAGIT, (), 5)
    assert last.sums == sums_of(tmp_path / "bag/tagmanifest-sha256.txt")


def test_words_that_make_no_sense_together_are_the_operators_mistake(tmp_path: Path) -> None:
    case = make_case(tmp_path)
    for words, told in (
        ([str(tmp_path / "x")], "a packet is of one object"),
        ([ONE, str(tmp_path / "x"), "tar"], "--as is one of packet, proofs, bagit, ro-crate"),
    ):
        with pytest.raises(OperatorError, match=told):
            export(case, words[:2], form=words[2] if len(words) > 2 else "packet")
    with pytest.raises(OperatorError, match="--disclose is one of collector"):
        export(case, [str(tmp_path / "x")], form="bagit", disclose=["colour"])
    with pytest.raises(OperatorError, match="--since is for a packet"):
        export(case, [str(tmp_path / "x")], form="bagit", since=case)
