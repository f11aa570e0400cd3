"""The only module that asks what time it is."""

from __future__ import annotations

import datetime as dt

from firsthand.model.moment import Moment


def now() -> Moment:
    """This moment, to the second, in UTC."""
    moment = dt.datetime.now(dt.UTC)  # noqa: TID251 - this is the one place
    return Moment(utc=moment.strftime("%Y-%m-%dT%H:%M:%SZ"))


def now_exactly() -> Moment:
    """This moment, to the millisecond, in UTC."""
    moment = dt.datetime.now(dt.UTC)  # noqa: TID251 - this is the one place
    return Moment(utc=f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z")
