from __future__ import annotations

from firsthand.model.receipt import Receipt
from firsthand.store.codec import decode, encode
from receipts import RECEIPT


def test_a_receipt_is_kept_as_canonical_json() -> None:
    assert decode(encode(RECEIPT), Receipt) == RECEIPT
