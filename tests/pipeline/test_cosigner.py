"""What the second signer does is tried with the first in tests/pipeline/test_cosigning.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.errors import OperatorError
from firsthand.pipeline import cosigner


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTHAND_HOME", str(tmp_path / "home"))


def test_keys_stay_the_same_and_differ_by_name() -> None:
    first = cosigner.public_keys("a.example")
    assert cosigner.public_keys("a.example") == first
    assert [key.type for key in first] == [4, 6]
    assert not {key.public for key in first} & {key.public for key in cosigner.public_keys("b")}


def test_a_name_that_no_signature_line_can_hold_is_refused() -> None:
    with pytest.raises(OperatorError, match="no spaces and no plus"):
        cosigner.public_keys("a b")


@pytest.mark.parametrize("data", [b"", b"old 0\n\nnone", b"\xff" * 99])
def test_what_is_no_request_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "request").write_bytes(data)
    with pytest.raises(OperatorError, match="is no request for a cosignature"):
        cosigner.answer(tmp_path / "request", name="a", target=tmp_path / "answer")
    with pytest.raises(OperatorError, match="cannot be read"):
        cosigner.answer(tmp_path / "none", name="a", target=tmp_path / "answer")


def test_what_is_remembered_is_never_guessed() -> None:
    cosigner.public_keys("a")
    state = cosigner._state_path("a", "x")
    state.write_text("{}")
    with pytest.raises(OperatorError, match="cannot be read, so nothing is"):
        cosigner._seen("a", "x")
