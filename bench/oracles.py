"""Read numbers with programs that we did not write; run in an environment of its own, by bench/quantities.py.

    python -m venv ORACLES && ORACLES/bin/pip install recognizers-text-suite "emoji<2" text2num
    python bench/quantities.py FILE --oracle ORACLES/bin/python

In: a JSON list of [language, text] on standard input.  Out: a JSON list of {program: [numbers]}, a program
being left out where it does not know the language. recognizers-text (MIT) reads English, Chinese, French and
Spanish; text2num (MIT) turns number words of English, French, Spanish and German into digits.
"""

from __future__ import annotations

import json
import re
import sys

from recognizers_number import recognize_number  # type: ignore[import-not-found]
from text_to_num import alpha2digit  # type: ignore[import-not-found]

CULTURES = {"en": "en-us", "zh": "zh-cn", "fr": "fr-fr", "es": "es-es"}
SPELLED = ("en", "fr", "es", "de")
DIGITS = re.compile(r"\d+(?:[.,]\d+)?")


def recognized(language: str, text: str) -> list[float]:
    """Numbers that recognizers-text finds."""
    found = recognize_number(text, CULTURES[language])
    values = [each.resolution.get("value") for each in found if each.resolution]
    return [_number(value) for value in values if value not in {None, "null"}]


def _number(value: str) -> float:
    """A value as they print it, with the language's own mark for decimals."""
    return float(re.sub(r",(?=\d{3})", "", value).replace(",", "."))


def turned(language: str, text: str) -> list[float]:
    """Numbers in digits after text2num has turned words into digits."""
    return [float(each.replace(",", ".")) for each in DIGITS.findall(alpha2digit(text, language))]


def main() -> None:
    """Answer one list."""
    answers = []
    for language, text in json.load(sys.stdin):
        answer = {}
        if language in CULTURES:
            answer["recognizers-text"] = recognized(language, text)
        if language in SPELLED:
            answer["text2num"] = turned(language, text)
        answers.append(answer)
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
