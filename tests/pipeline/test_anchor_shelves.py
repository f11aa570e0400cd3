from __future__ import annotations

from pathlib import Path

from firsthand.pipeline.anchor_shelves import AnchorShelves
from firsthand.store.casebook import Casebook
from firsthand.trace.anchors import Anchor, AnchorKind


def test_anchors_come_back_as_they_were_found(tmp_path: Path) -> None:
    """
    page one: 18,800, expected on one page in 3 (1/3 has no end)      page two: nothing
    """
    found = (Anchor(kind=AnchorKind.FIGURE, keys=("figure:18800",), start=3, end=9, rarity=1 / 3),)
    with Casebook(tmp_path, key=b"k" * 32) as casebook:
        shelves = AnchorShelves(casebook, stage="anchors")
        assert shelves.get("one") is None
        shelves.put("one", found)
        shelves.put("two", ())
        shelves.keep()
        again = AnchorShelves(casebook, stage="anchors")
        assert again.get("one") == found
        assert again.get("two") == ()
        assert AnchorShelves(casebook, stage="another version").get("one") is None
