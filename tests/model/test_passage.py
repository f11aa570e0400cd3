from __future__ import annotations

from firsthand.model.moment import Moment
from firsthand.model.passage import Passage, PassageEnd
from firsthand.store.codec import decode, encode


def test_a_passage_is_kept_as_canonical_json() -> None:
    passage = Passage(
        host="a.example.org",
        port=443,
        began=Moment(utc="2030-01-02T03:04:05Z"),
        end=PassageEnd.REFUSED,
        why="private",
        answers=("10.0.0.1",),
    )
    assert decode(encode(passage), Passage) == passage
