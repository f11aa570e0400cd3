"""Read the assumptions that a case rests numbers on: its own file, or another that the operator names.

In: an open case, perhaps a file.  Out: what is assumed, and what in it cannot be used.
What the words mean is not decided here but in `weigh.synthesis.assumptions`.
"""

from __future__ import annotations

from pathlib import Path

from firsthand.errors import OperatorError
from firsthand.model.problem import Outcome
from firsthand.pipeline.case import Case
from firsthand.weigh.synthesis.assumptions import NOTHING, Authored, parse_assumptions

NAME = "assumptions.toml"  # in the case's folder
BYTES_MAX = 4 << 20  # a person wrote it


def read_assumptions(case: Case, file: Path | None) -> Outcome[Authored]:
    """What *file*, or else the case's own file, assumes; nothing where there is neither.

    Raises:
        OperatorError: the file cannot be read, or is none of assumptions.
    """
    own = case.folder / NAME
    path = file or (own if own.exists() else None)
    if path is None:
        return Outcome(values=(NOTHING,))
    try:
        if path.stat().st_size > BYTES_MAX:
            raise OperatorError(f"assumptions: expected at most {BYTES_MAX:,} bytes in {path}")
        data = path.read_bytes()
    except OSError as problem:
        raise OperatorError(f"assumptions cannot be read: {path}: {problem.strerror}") from None
    outcome = parse_assumptions(data)
    if not outcome.values:
        raise OperatorError(f"{path}: {outcome.problems[0].message}")
    return outcome
