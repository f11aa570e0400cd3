"""Names of places as Russian, French, German and Spanish spell them: `data/spelled.csv`.

In: rows of a name and its code.  Out: every form of each name. Of "Китай(|а|ем)" brackets hold what may
stand there. Unlike the names of `data/places.csv` in other scripts, all forms are listed, so that no ending
may follow: Чад is not in Чадаев.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import product

_EITHER = re.compile(r"\(([^()]*)\)")


def forms(name: str) -> Iterator[str]:
    """Every form of a *name*.

    >>> list(forms("Тибет(|а)")), list(forms("Нов(ая|ой) Гвине(я|и)"))[:2]
    (['Тибет', 'Тибета'], ['Новая Гвинея', 'Новая Гвинеи'])
    """
    parts = _EITHER.split(name)
    choices = [part.split("|") if number % 2 else [part] for number, part in enumerate(parts)]
    for chosen in product(*choices):
        yield "".join(chosen)


@cache
def spelled() -> Mapping[str, str]:
    """Every form of every name, and its code."""
    text = files("firsthand.claim").joinpath("data/spelled.csv").read_text("utf-8")
    return {
        form: row["code"]
        for row in csv.DictReader(text.splitlines())
        for form in forms(row["name"])
    }
