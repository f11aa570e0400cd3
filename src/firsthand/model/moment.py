"""Two meanings of time: the instant something happened to us, and what a source wrote."""

from __future__ import annotations

import datetime as dt
import re

from firsthand.model.value import value

_EDTF = re.compile(r"(?P<y>\d{4})(?:-(?P<m>\d\d)(?:-(?P<d>\d\d))?)?[?~%]?", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z", re.ASCII)


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


def is_edtf(text: str) -> bool:
    """Whether *text* is a date or interval of EDTF level 1 as we write them.

    >>> is_edtf("2016-09/2017-03"), is_edtf("last year"), is_edtf("2017-02-30"), is_edtf("٢٠١٧")
    (True, False, False, False)
    """
    parts = text.split("/")
    ends = [part for part in parts if part not in {"", ".."}]
    if not ends or len(parts) > 2:
        return False
    return all(
        _is_day(match.groupdict()) for part in ends if (match := _EDTF.fullmatch(part))
    ) and all(_EDTF.fullmatch(part) for part in ends)


def _is_day(parts: dict[str, str | None]) -> bool:
    try:
        dt.date(int(parts["y"] or 0), int(parts["m"] or 1), int(parts["d"] or 1))
    except ValueError:
        return False
    return True
