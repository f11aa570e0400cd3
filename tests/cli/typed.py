"""The words of `judge`, all of them, of which a test names a few."""

from __future__ import annotations

from pathlib import Path

from firsthand.cli.given import Given


def given(case: Path, **words: object) -> Given:
    """What is typed, everything else as it is where nothing is."""
    nothing: dict[str, object] = dict.fromkeys(Given.__dataclass_fields__, None)
    flags = (
        "queue", "blind", "accept_all", "reject_all", "unsure_all", "dry_run", "add", "undo",
        "batches", "require_two", "require_one", "json_",
    )  # fmt: skip
    nothing |= dict.fromkeys(flags, False) | {
        "next_": 2,
        "reason": "read",
        "batch": "",
        "case": case,
    }
    return Given(**(nothing | words))  # type: ignore[arg-type]
