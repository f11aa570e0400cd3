"""Say what is wrong with evidence, beside the values that survived it."""

from __future__ import annotations

from enum import StrEnum
from typing import Generic, TypeVar

from firsthand.model.value import value

T = TypeVar("T")


class Severity(StrEnum):
    """How much a problem costs whoever relies on the evidence."""

    NOTE = "note"  # worth knowing; nothing is lost
    WARNING = "warning"  # part was lost or is doubtful
    ERROR = "error"  # the thing could not be used


@value
class Problem:
    """One thing that is wrong, in words a reader understands.

    `message` is lower case, without a full stop: what was expected, what was found.
    `where` is an address, a digest with an offset, or a file and line.
    """

    severity: Severity
    code: str
    message: str
    where: str


@value
class Outcome(Generic[T]):
    """What a stage returns: the values that survived, and a problem for each that did not."""

    values: tuple[T, ...]
    problems: tuple[Problem, ...] = ()
