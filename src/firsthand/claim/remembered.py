"""Remember how a sentence was read: a hundred pages repeat one text.

In: a sentence and what its page says of it.  Out: the same reading as before, where everything that it depends on
is the same. What was found by looking at the whole page (a place's name that only its other places settle) is
found anew.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from firsthand.claim.lexicon import Lexicon
from firsthand.claim.reading import Reading, read_sentence

# Sentences remembered; what is known of one takes some 5 KB. When there are more all are forgotten, so that a
# pile without copies costs no more than a look at each.
READINGS_MAX = 1_000


class Asked(NamedTuple):
    """Everything that a reading depends on, its page's places and the sentence before aside."""

    text: str
    words: str
    published: str | None
    near: bool
    steeped: bool
    sampled: bool
    topical: bool
    only_samples: bool = False


_known: dict[Asked, Reading] = {}


def read_again(
    asked: Asked,
    *,
    words: Lexicon,
    low: str,
    before: str,
    around: Callable[[], frozenset[str]],
) -> Reading:
    """The reading of a sentence, from memory where it was read before under the same circumstances."""
    reading = _known.get(asked)
    if reading is None or reading.words is not words:
        if len(_known) >= READINGS_MAX:
            _known.clear()
        reading = _known[asked] = read_sentence(
            asked.text,
            words=words,
            published=asked.published,
            near=asked.near,
            steeped=asked.steeped,
            sampled=asked.sampled,
            topical=asked.topical,
            low=low,
        )
        reading.only_samples = asked.only_samples
    reading.begin(before, around)
    return reading


def forget() -> None:
    """Remember nothing, as before the first page."""
    _known.clear()
