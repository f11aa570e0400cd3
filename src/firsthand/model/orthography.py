"""Know which signs are one sign in two orthographies.

In: nothing but the packaged table.  Out: for each traditional Chinese sign the simplified one. What is
compared or read in that form is the business of `trace.letters` and `claim.folding`.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def simplified_signs() -> Mapping[int, str]:
    """The simplified sign of each traditional one, by code point; of both there is one each.

    >>> simplified_signs()[ord("採")]
    '采'
    """
    text = files("firsthand.model").joinpath("data/han.csv").read_text("utf-8")
    return {ord(row["traditional"]): row["simplified"] for row in csv.DictReader(text.splitlines())}
