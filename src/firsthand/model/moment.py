"""Two meanings of time: the instant something happened to us, and what a source wrote."""

from __future__ import annotations

import re

from firsthand.model.value import value

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")


@value
class Moment:
    """An instant in UTC, written `2030-01-02T03:04:05Z`."""

    utc: str

    def __post_init__(self) -> None:
        if not _INSTANT.fullmatch(self.utc):
            raise ValueError(
                f"expected an instant such as 2030-01-02T03:04:05Z, found {self.utc!r}"
            )


@value
class UncertainDate:
    """What a source says of a date, in EDTF (ISO 8601-2), and where it says so.

    `edtf` may be coarse (`2016`, `2016-09`), an interval (`2016-09/2017-03`, `2016/..`) or
    uncertain (`2016?`). `found` names the place: `meta:article:published_time`, `manifest`, `url`.
    """

    edtf: str
    found: str
