from __future__ import annotations

from firsthand.model.anchoring import Cosigned
from firsthand.store.codec import decode, encode


def test_a_cosigner_s_word_comes_back_as_it_was_written() -> None:
    told = Cosigned(
        size=5, root="00", utc="2030-01-02T03:04:05Z", cosigner="a", key="k", line="— a x"
    )
    assert decode(encode(told), Cosigned) == told
