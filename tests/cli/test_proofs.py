from __future__ import annotations

from pathlib import Path

import pytest

from custody import firsthand, make_case, printed
from pipeline.test_proving import PHOTO, chain


def test_proofs_are_listed_with_what_they_are_over(tmp_path: Path) -> None:
    case = make_case(tmp_path, {"photo.png": PHOTO, "photo.png.ots": chain(PHOTO)})
    done = firsthand("proofs", case, home=tmp_path / "home")
    assert done.returncode == 0
    assert "pending" in done.stdout
    assert "photo.png: waits at the calendar" in done.stdout


@pytest.mark.slow
def test_a_damaged_one_is_a_problem_in_the_evidence(tmp_path: Path) -> None:
    case = make_case(tmp_path, {"photo.png.ots": chain(PHOTO)[:-4]})
    told = printed("proofs", case, home=tmp_path / "home")
    assert [each["state"] for each in told["proofs"]] == ["damaged"]
    assert firsthand("proofs", case, home=tmp_path / "home").returncode == 1
