"""How many of the worked case's statements are read out of their own sentence alone.

    python bench/cards.py CARDS.csv [--misses]

A statement is a sentence in our own words with the value that an analyst gave it. Found: some
suggestion on that sentence, set in a line that names biometrics, has the same element and value
(numbers: the same bounds; periods and places as coded).
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from pathlib import Path

from claims import ELEMENTS, is_same, labelled, read, suggested

FRAME = (
    "DNA and fingerprints are collected in Xinjiang."  # what the page around the sentence is about
)


def main() -> None:
    """Read the table, print the shares."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    ask.add_argument("cards", type=Path)
    ask.add_argument("--misses", action="store_true")
    asked = ask.parse_args()
    found: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    with asked.cards.open(encoding="utf-8") as file:
        for card in csv.DictReader(file):
            element, value = card["element"], json.loads(card["value"])
            if element not in ELEMENTS:
                continue
            passage = {
                "id": card["card"],
                "language": "en",
                "text": f"{card['statement']}\n{FRAME}",
                "published": card["published"] or None,
            }
            end = len(card["statement"])
            made = [s for s in read(passage) if s.quotation.position.end <= end]
            key = labelled(element, value)
            ours = {suggested(element, s.value) for s in made if s.element == element}
            bounds = 2 if element in {"scale", "population"} else None
            hit = any(
                one[:bounds] == key[:bounds] if bounds else is_same(element, one, key)
                for one in ours
            )
            all_[element] += 1
            found[element] += hit
            if asked.misses and not hit:
                print(
                    f"{card['card']} {element} {key} for {sorted(ours, key=repr)}: {card['statement']}"
                )
    for element in ELEMENTS:
        if all_[element]:
            print(f"{element:20} {found[element]:3} of {all_[element]:3}")
    print(f"{'all':20} {sum(found.values()):3} of {sum(all_.values()):3}")


if __name__ == "__main__":
    main()
