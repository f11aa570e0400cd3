from __future__ import annotations

import shutil
from pathlib import Path

from custody import firsthand, keep, make_case, write_pile


def test_a_proof_between_two_states_is_written(tmp_path: Path) -> None:
    case = make_case(tmp_path)
    shutil.copy(case / "record/checkpoint", tmp_path / "earlier")
    keep(case, write_pile(tmp_path / "more", {"m.txt": b"m"}))
    done = firsthand("consistency", case, tmp_path / "earlier", case, tmp_path / "proof", home=tmp_path / "home")  # fmt: skip
    assert done.returncode == 0
    assert "the log of 6 entries continues that of 5" in done.stdout
    assert (tmp_path / "proof").read_text().startswith("old 5\n")
