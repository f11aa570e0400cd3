from __future__ import annotations

from firsthand.model.custody_event import Exported, ExportKind, FixityChecked
from firsthand.store.codec import decode, encode


def test_events_come_back_as_they_were_written() -> None:
    checked = FixityChecked(objects=1, size_bytes=3, entries=5, root="00", differences=0)
    assert decode(encode(checked), FixityChecked) == checked
    left = Exported(kind=ExportKind.BAGIT, objects=("a",), entries=5, sums="00")
    assert b"withheld" not in encode(left), "a default changes no bytes already written"
    assert decode(encode(left), Exported) == left
