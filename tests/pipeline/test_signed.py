from __future__ import annotations

from pathlib import Path

import pytest

from custody import make_case
from firsthand.errors import OperatorError
from firsthand.pipeline.case import Case
from firsthand.pipeline.signed import need_empty, numbered, signed_now, write_asked, write_new
from firsthand.store.signing import stamped_text


def test_the_record_is_taken_as_it_is_signed_with_each_entry_and_its_line(tmp_path: Path) -> None:
    case = make_case(tmp_path)
    with Case.open(case, writing=False) as held:
        now, entries = signed_now(held), list(numbered(held))
        assert write_asked(held, tmp_path / "state", stamped_text) == now.checkpoint.size
    assert now.note == (case / "record/checkpoint").read_bytes()
    assert [number for number, _, _ in entries] == list(range(now.checkpoint.size))
    assert entries[0][1] == (case / "record/log/entries.jsonl").read_bytes().splitlines()[0]
    assert now.note.startswith((tmp_path / "state").read_bytes())


def test_a_note_that_changes_while_it_is_read_is_not_taken(tmp_path: Path) -> None:
    """the key signed another state meanwhile"""
    case, other = make_case(tmp_path), make_case(tmp_path, {"x": b"x"}, name="other")
    with Case.open(case, writing=False) as held:
        checkpoint = held.record.check

        def check(key: object) -> object:
            found = checkpoint(key)  # type: ignore[arg-type]
            (case / "record/checkpoint").write_bytes((other / "record/checkpoint").read_bytes())
            return found

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(held.record, "check", check)
            with pytest.raises(OperatorError, match="just now"):
                signed_now(held)


def test_no_file_and_no_folder_of_others_is_written_over(tmp_path: Path) -> None:
    write_new(tmp_path / "one", b"1")
    with pytest.raises(OperatorError, match="is there already"):
        write_new(tmp_path / "one", b"2")
    need_empty(tmp_path / "new")
    for full in (tmp_path, tmp_path / "one"):
        with pytest.raises(OperatorError, match="holds other things"):
            need_empty(full)
