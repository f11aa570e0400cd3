"""Which processes are there, as the kernel tells it at the moment it is asked: any may end while it is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

GONE = (FileNotFoundError, ProcessLookupError)


def living() -> Iterator[tuple[int, int]]:
    """Processes that still hold what they have open, each with its group."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            said = stat.read_text()
        except GONE:
            continue
        state, _, group = said.rpartition(")")[2].split()[
            :3
        ]  # the name before it may hold anything
        if state not in {"Z", "X"}:  # dead, and not yet fetched by its parent
            yield int(stat.parent.name), int(group)


def below(number: int) -> list[int]:
    """The children of a process, and theirs."""
    try:
        tasks = list(Path(f"/proc/{number}/task").iterdir())
        told = [child for task in tasks for child in (task / "children").read_text().split()]
    except GONE:
        return []
    return [each for child in map(int, told) for each in (child, *below(child))]
