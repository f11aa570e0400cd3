"""One form for every way of writing the same signs, so that words are known in all of them.

In: a text.  Out: the text in lower case, with digits of one width and simplified signs, of the same
length. `model.orthography` says which traditional sign is which simplified one.
"""

from __future__ import annotations

from firsthand.model.orthography import simplified_signs


def fold(text: str) -> str:
    """*text* in lower case, simplified signs and of the same length, so that offsets stay.

    >>> fold("DNA İ ５ 採樣")
    'dna İ 5 采样'
    """
    if text.isascii():
        return text.lower()
    plain = simplified(text.translate(_WIDE))
    low = plain.lower()
    if len(low) == len(text):
        return low
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in plain)


_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)} | {
    0xFF0E: ".",
    0xFF05: "%",
    0x2019: "'",
    0x2018: "'",
}


def simplified(text: str) -> str:
    """*text* with every traditional sign as its simplified one: what is known in one is in both.

    >>> simplified("採集虹膜")
    '采集虹膜'
    """
    return text if text.isascii() else text.translate(simplified_signs())
