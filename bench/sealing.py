"""What sealing costs beside keeping the same bytes open: CPU seconds a GB, and objects a second.

In: nothing.  Out: a table. Times are CPU seconds of this process; wall time is given for the small
objects, which wait for the disk.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from firsthand.pipeline import recipients
from firsthand.pipeline.case import Case
from firsthand.pipeline.kept_sealed import standing
from firsthand.pipeline.preserving import preserve
from firsthand.pipeline.sealing import preserve_sealed, unseal
from firsthand.pipeline.stages import quiet
from firsthand.store.sealing import read_identities

LARGE_BYTES = 1 << 30
CHUNK_BYTES = 1 << 20
SMALL_COUNT, SMALL_BYTES = 500, 8_000


def cost(work: Callable[[], object]) -> tuple[float, float]:
    """CPU and wall seconds of *work*."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - wall


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="firsthand-bench-") as place_:
        place = Path(place_)
        os.environ["FIRSTHAND_HOME"] = str(place / "home")
        dice = random.Random(7)  # noqa: S311 - not for keys
        with (place / "large").open("wb") as large_file:
            for _ in range(LARGE_BYTES // CHUNK_BYTES):
                large_file.write(dice.randbytes(CHUNK_BYTES))
        (place / "small").mkdir()
        for number in range(SMALL_COUNT):
            (place / "small" / f"{number}.txt").write_bytes(dice.randbytes(SMALL_BYTES))
        recipient = recipients.new_identity(place / "key")
        identities = read_identities((place / "key").read_bytes())
        for folder in ("sealed", "open"):
            Case.create(place / folder)
        with Case.open(place / "sealed", writing=True) as held:
            recipients.add(held, recipient, name="Ana", identities=())
            large = [str(place / "large")]
            rows = [("seal 1 GiB", *cost(lambda: preserve_sealed(held, large, progress=quiet)))]
            (digest,) = standing(held.entries()).sealed
            rows.append(
                (
                    "unseal 1 GiB, checked first",
                    *cost(
                        lambda: unseal(
                            held, digest, place / "out", identities=identities, reason="bench"
                        )
                    ),
                )
            )
            small = [str(place / "small")]
            rows.append(
                (
                    f"seal {SMALL_COUNT} of {SMALL_BYTES} bytes",
                    *cost(lambda: preserve_sealed(held, small, progress=quiet)),
                )
            )
        with Case.open(place / "open", writing=True) as held:
            rows.append(("keep 1 GiB open", *cost(lambda: preserve(held, large, progress=quiet))))
            rows.append(
                (
                    f"keep {SMALL_COUNT} open",
                    *cost(lambda: preserve(held, small, progress=quiet)),
                )
            )
        for what, cpu, wall in rows:
            print(f"{what:32} {cpu:8.2f} CPU s {wall:8.2f} s")


if __name__ == "__main__":
    main()
