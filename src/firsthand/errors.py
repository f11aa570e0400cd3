"""Faults of the operator or of our code, never of the evidence.

Evidence that is wrong becomes a `firsthand.model.problem.Problem` beside the values that survived.
Each class's docstring is its message when none is given.
"""

from __future__ import annotations


class FirsthandError(Exception):
    """something was asked that cannot be done."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message if message is not None else type(self).__doc__)


class OperatorError(FirsthandError):
    """the command cannot be carried out as it was given."""


class NotACaseError(OperatorError):
    """this folder is not a case: it has no record/log/entries.jsonl."""


class CaseExistsError(OperatorError):
    """there is a case here already."""


class NewerCaseError(OperatorError):
    """this case was made by a newer version of firsthand: install that version to open it."""


class CaseBusyError(OperatorError):
    """another firsthand is writing to this case: wait for it to end."""


class DamagedRecordError(OperatorError):
    """the record of this case does not hold together: run `firsthand verify` to see where."""


class DamagedDerivedError(OperatorError):
    """what was derived cannot be opened: delete the folder derived/ and run again."""


class MissingToolError(OperatorError):
    """a program that this step needs is not installed."""


class AddressNotFoundError(OperatorError):
    """nothing is there to preserve."""


class SettingError(OperatorError):
    """a setting has a value that it cannot have."""


class UnknownIdError(OperatorError):
    """nothing in this case has that id."""


class WorkerLostError(OperatorError):
    """a process that did part of the work ended by itself: is there memory enough? run it again."""


class FaultError(FirsthandError):
    """firsthand itself is at fault."""
