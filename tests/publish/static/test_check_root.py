from __future__ import annotations

import json
import random
from hashlib import sha256
from pathlib import Path

import pytest

from firsthand.publish.static.check_root import main, root_of
from firsthand.store.merkle import Frontier


@pytest.mark.parametrize("size", [0, 1, 2, 3, 5, 8, 21, 100])
def test_its_root_is_the_one_that_is_signed(size: int) -> None:
    leaves = [random.Random(n).randbytes(n) for n in range(size)]  # noqa: S311 - no secret
    assert root_of(leaves) == Frontier(leaves).root()


def test_bytes_that_are_missing_or_others_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from base64 import b64encode

    digests = [sha256(data).hexdigest() for data in (b"one", b"two")]
    lines = [
        json.dumps({"body": {"is": "Preserved", "capture": {"digest": d}}}).encode()
        for d in digests
    ]
    (tmp_path / "record").mkdir()
    (tmp_path / "bytes").mkdir()
    (tmp_path / "record/entries.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))
    root = b64encode(Frontier(lines).root()).decode()
    (tmp_path / "record/checkpoint").write_text(f"x\n2\n{root}\n\n")
    (tmp_path / "bytes" / f"{digests[0]}.bin").write_bytes(b"other")
    assert main(tmp_path) == 1
    told = capsys.readouterr().out
    assert f"{digests[0]}: these are not" in told
    assert f"{digests[1]}: an entry names it" in told
