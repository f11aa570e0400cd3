"""Take the assumptions that a case rests numbers on, and enter them into its record.

In: an open case, perhaps a file.  Out: what is assumed, and what in it cannot be used. Taken is, in this order: a file that the
operator names; what a person last entered into the record; the file in the case's folder, with a note that nobody entered it.
What the words mean is not decided here but in `weigh.synthesis.assumptions`.
"""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

from firsthand.errors import OperatorError
from firsthand.model.assuming import AssumptionsEntered, EnteredBy
from firsthand.model.problem import Outcome, Problem, Severity
from firsthand.model.record import Entry
from firsthand.pipeline.case import Case
from firsthand.pipeline.judging import need_reason
from firsthand.weigh.synthesis.assumptions import NOTHING, Authored, parse_assumptions

NAME = "assumptions.toml"  # in the case's folder
BYTES_MAX = 4 << 20  # a person wrote it


def read_assumptions(case: Case, file: Path | None) -> Outcome[Authored]:
    """What is assumed; nothing where there is neither a file nor an entry.

    Raises:
        OperatorError: the file cannot be read, or is none of assumptions.
    """
    if file is not None:
        return _parsed(_read(file), file)
    own = case.folder / NAME
    lies = _read(own) if own.exists() else None
    entry = _last(case)
    if entry is None:
        if lies is None:
            return Outcome(values=(NOTHING,))
        found = _parsed(lies, own)
        return Outcome(values=found.values, problems=(*found.problems, _note(f"{NAME} is used and was not entered into the record")))  # fmt: skip
    body = entry.body
    assert isinstance(body, AssumptionsEntered)
    found = _entered(body, entry) if body.text else Outcome(values=(NOTHING,))
    if lies is None or hashlib.sha256(lies).hexdigest() == body.sha256:
        return found
    why = f"{NAME} is not what {entry.by.name} entered on {entry.at.utc[:10]}: the entry is used"
    return Outcome(values=found.values, problems=(*found.problems, _note(why)))


def enter_assumptions(case: Case, file: Path, *, reason: str) -> AssumptionsEntered:
    """Record *file* as what the case rests numbers on.

    Raises:
        OperatorError: no reason is given; the file cannot be read, or something in it cannot be used.
    """
    need_reason(reason)
    data = _read(file)
    found = _parsed(data, file)
    if found.problems:
        raise OperatorError(f"{file}: {'; '.join(each.message for each in found.problems)}")
    made = AssumptionsEntered(
        text=data.decode("utf-8"),
        sha256=hashlib.sha256(data).hexdigest(),
        reason=reason.strip(),
    )
    case.append([made])
    return made


def take_back(case: Case, *, reason: str) -> None:
    """Record that the case rests no number on assumptions any more.

    Raises:
        OperatorError: no reason is given, or there are none.
    """
    need_reason(reason)
    entry = _last(case)
    if entry is None or not (isinstance(entry.body, AssumptionsEntered) and entry.body.text):
        raise OperatorError("expected assumptions in the record, found none")
    case.append([AssumptionsEntered(text="", sha256="", reason=reason.strip())])


def _last(case: Case) -> Entry | None:
    entries = [each for each in case.decided() if isinstance(each.body, AssumptionsEntered)]
    return entries[-1] if entries else None


def _entered(body: AssumptionsEntered, entry: Entry) -> Outcome[Authored]:
    found = parse_assumptions(body.text.encode())
    by = EnteredBy(by=entry.by, at=entry.at, reason=body.reason)
    named = tuple(dataclasses.replace(each, entered=by) for each in found.values)
    return Outcome(values=named or (NOTHING,), problems=found.problems)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > BYTES_MAX:
            raise OperatorError(f"assumptions: expected at most {BYTES_MAX:,} bytes in {path}")
        return path.read_bytes()
    except OSError as problem:
        raise OperatorError(f"assumptions cannot be read: {path}: {problem.strerror}") from None


def _parsed(data: bytes, path: Path) -> Outcome[Authored]:
    outcome = parse_assumptions(data)
    if not outcome.values:
        raise OperatorError(f"{path}: {outcome.problems[0].message}")
    return outcome


def _note(message: str) -> Problem:
    return Problem(severity=Severity.NOTE, code="assumptions-not-entered", message=message, where=NAME)  # fmt: skip
