"""What programs of others say of the bags and crates that we write."""

from __future__ import annotations

from pathlib import Path

import pytest

from custody import make_case
from firsthand.model.custody_event import ExportKind
from firsthand.pipeline.case import Case
from firsthand.pipeline.handing import hand_over
from refereed import judged, referee

CRATE = """
import sys
from rocrate.rocrate import ROCrate
crate = ROCrate(sys.argv[1])
files = [each for each in crate.get_entities() if each.type == "File"]
print(crate.root_dataset["datePublished"][:4], len(files), sorted({each.get("sha256", "-")[:4] for each in files}))
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("exports")
    case = make_case(place, {"采血.txt": "采血 (taking blood)".encode(), "b.txt": b"two"})
    with Case.open(case, writing=False) as held:
        for kind in (ExportKind.BAGIT, ExportKind.RO_CRATE):
            hand_over(held, (), place / kind.value, kind=kind)
    return place


def test_bagit_finds_the_bag_whole_and_a_changed_one_not(made: Path) -> None:
    bagit = referee("bagit.py")
    assert judged(bagit, "--validate", made / "bagit", folder=made).returncode == 0
    path = next((made / "bagit/data").iterdir())
    path.write_bytes(path.read_bytes() + b"x")
    assert judged(bagit, "--validate", made / "bagit", folder=made).returncode == 1


def test_rocrate_reads_the_crate(made: Path) -> None:
    python = referee("python")
    if judged(python, "-c", "import rocrate", folder=made).returncode:
        pytest.skip("rocrate is not installed: scripts/setup tests")
    done = judged(python, "-c", CRATE, made / "ro-crate", folder=made)
    assert (done.returncode, done.stderr) == (0, "")
    year, count, *_ = done.stdout.split()
    assert (len(year), count) == (4, "4")
