"""Say up to which entry a record is anchored outside, by whom, and how long the tail is.

In: what `verify` found.  Out: lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from firsthand.pipeline.anchoring import Anchor
    from firsthand.pipeline.verifying import VerifyReport


def told(report: VerifyReport) -> Iterator[str]:
    """The furthest anchor first, a known one before one that is not; then each other's furthest."""
    if not report.anchors:
        yield "no authority outside has stamped it: its times are those of the computer that wrote it"
        return
    dated = [each for each in report.anchors if each.utc]
    if not dated:
        yield "anchored by nobody whose time is known"
        yield from _others(report.anchors)
        return
    last = max(dated, key=lambda each: (each.trusted, each.size, each.utc))
    count = len(report.anchors)
    kinds = sorted({each.kind for each in report.anchors}, reverse=True)
    what = " and ".join(f"{each}s" for each in kinds)
    yield (
        f"anchored up to entry {last.size - 1} by {last.utc} ({_by(last)}), {count} {what}; "
        f"a tail of {report.entries - last.size} entries"
    )
    yield from _others(report.anchors, last)


def _others(anchors: Sequence[Anchor], last: Anchor | None = None) -> Iterator[str]:
    furthest: dict[tuple[str, str], Anchor] = {}
    for each in sorted(anchors, key=lambda each: (each.size, each.utc)):
        furthest[each.authority, each.key] = each
    if last is not None:
        furthest.pop((last.authority, last.key), None)
    for each in sorted(furthest.values(), key=lambda each: (-each.size, each.authority, each.key)):
        yield f"    up to entry {each.size - 1} by {_when(each)} ({_by(each)})"


def told_of_object(report: VerifyReport) -> Iterator[str]:
    """By when the object of a packet was in the log, the earliest first; those that are known before others."""
    for each in sorted(
        report.anchors, key=lambda each: (not each.trusted, not each.utc, each.utc, each.size)
    ):
        yield f"    in the log by {_when(each)} ({_by(each)}), with the first {each.size} entries"


def _when(anchor: Anchor) -> str:
    return anchor.utc or "the time of a block"


def _by(anchor: Anchor) -> str:
    if anchor.kind == "block":
        if not anchor.utc:
            return f"{anchor.authority}; its header was not compared: look up that its Merkle root is {anchor.key}"
        known = (
            "compared with the header that you gave"
            if anchor.trusted
            else "compared with a header that nobody but its holder gave, look up that it is that block's"
        )
        return f"{anchor.authority}, hash {anchor.key}; {known}"
    if anchor.kind == "stamp":
        known = "" if anchor.trusted else ", an authority that is not known"
        return f"{anchor.authority}{known}"
    known = "" if anchor.trusted else ", whose key you did not name (--cosigner)"
    return f"cosigned by {anchor.authority}, key {anchor.key[:16]}{known}"
