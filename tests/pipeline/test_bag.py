from __future__ import annotations

import hashlib
from pathlib import Path

from firsthand.pipeline.bag import write_bag


def test_a_bag_is_as_the_standard_says(tmp_path: Path) -> None:
    """RFC 8493: bagit.txt first and exact, a manifest of the payload, one of the tag files but itself"""
    (tmp_path / "data").mkdir()
    (tmp_path / "data/x").write_bytes(b"one")
    (tmp_path / "checkpoint").write_bytes(b"c")
    write_bag(tmp_path, day="2030-01-02", identifier="firsthand/00")
    assert (tmp_path / "bagit.txt").read_bytes() == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"  # fmt: skip
    assert "Payload-Oxum: 3.1\n" in (tmp_path / "bag-info.txt").read_text()
    digest = hashlib.sha256(b"one").hexdigest()
    assert (tmp_path / "manifest-sha256.txt").read_text() == f"{digest}  data/x\n"
    tags = [line.split("  ")[1] for line in (tmp_path / "tagmanifest-sha256.txt").read_text().splitlines()]  # fmt: skip
    assert tags == ["bag-info.txt", "bagit.txt", "checkpoint", "manifest-sha256.txt"]
