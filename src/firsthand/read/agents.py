"""Know one source under its many names.

In: a name as written.  Out: the name we file it under; the name itself where it is not known.
The table `data/agents.csv` (name, aliases parted by |) can be edited by anyone.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from importlib.resources import files

_TRIM = re.compile(r"^(the|a|an|die|der|das|le|la|les)\s+|['’]s$|[\s\"'“”‘’«»《》.,:;：，。()（）]+$|^[\s\"'“”‘’«»《》(（]+", re.IGNORECASE)  # fmt: skip


@cache
def aliases() -> dict[str, str]:
    """Every known name, folded, and whom it means."""
    text = files("firsthand.read").joinpath("data/agents.csv").read_text("utf-8")
    known: dict[str, str] = {}
    for row in csv.DictReader(text.splitlines()):
        for alias in (row["name"], *row["aliases"].split("|")):
            known.setdefault(fold(alias), row["name"])
    return known


def fold(name: str) -> str:
    """A name without articles, case, width and punctuation at its ends."""
    plain = unicodedata.normalize("NFKC", name).strip()
    for _ in range(3):
        plain = _TRIM.sub("", plain)
    return plain.casefold()


def resolve_agent(name: str) -> str:
    """Whom *name* means.

    >>> resolve_agent("人权观察"), resolve_agent("the HRW"), resolve_agent("A Small Paper")
    ('Human Rights Watch', 'Human Rights Watch', 'Small Paper')
    """
    known = aliases()
    for form in (name, re.sub(r"\s*[(（].*", "", name), re.sub(r"^(www\.|https?://)+", "", name)):
        if fold(form) in known:
            return known[fold(form)]
    plain = unicodedata.normalize("NFKC", name).strip()
    for _ in range(3):
        plain = _TRIM.sub("", plain)
    return plain or name.strip()
