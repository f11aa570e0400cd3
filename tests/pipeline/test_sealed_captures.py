from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from zipfile import ZipFile

import pytest

from captured import SHORT, needs_chromium, reaching
from custody import check
from firsthand.errors import OperatorError, SettingError
from firsthand.model.custody import MediaType
from firsthand.model.receipt import CaptureState
from firsthand.model.sealed import Sealed
from firsthand.pipeline import stages
from firsthand.pipeline.archives import verify_archive
from firsthand.pipeline.capturing import CaptureSettings
from firsthand.pipeline.case import Case
from firsthand.pipeline.converting import Converted
from firsthand.pipeline.kept_sealed import standing
from firsthand.pipeline.loopback import SETTING
from firsthand.pipeline.sealed_captures import capture_sealed, seal_capture
from firsthand.pipeline.sealing import for_whom, unseal
from odd import Odd
from receipts import ADDRESS, RECEIPT
from sealed_case import made

SETTINGS = CaptureSettings(visit=SHORT)
WORDS = (
    b"odd.test",
    b"everything",
    b"to-private",
    b"Police took blood",
    b"Written by a script",
    b"seen.gif",
    b"<p>",
)
CODE = """
import os, signal, sys
from pathlib import Path
from captured import SHORT
from firsthand.pipeline.case import Case
from firsthand.pipeline.capturing import CaptureSettings
from firsthand.pipeline.sealed_captures import capture_sealed
def heard(done, count, words):
    if words.startswith("converting"):
        os.kill(os.getpid(), signal.SIGKILL)
with Case.open(Path(sys.argv[1]), writing=True) as case:
    capture_sealed(case, [sys.argv[2]], settings=CaptureSettings(visit=SHORT), progress=heard)
"""


@needs_chromium
@pytest.mark.browser
@pytest.mark.slow
def test_a_page_is_sealed_and_nothing_in_the_case_tells_which(tmp_path: Path) -> None:
    """
    a page with a picture of it, a print and its final state; then one that leads to a private address, and fails
    """
    case = made(tmp_path)
    with Odd() as site, reaching(), Case.open(case.folder, writing=True) as held:
        address, moved = site.at("/everything"), "http://10.1.2.3/to-private"
        report = capture_sealed(
            held, [address, moved, address], settings=SETTINGS, progress=stages.quiet
        )
        ((captured,), (failed,)) = report.captured, report.failed
        assert (captured.receipt.address, captured.receipt.state) == (address, CaptureState.WHOLE)
        assert failed.address == moved
        assert [each.where for each in report.problems] == [moved]
        bodies = [entry.body for entry in held.entries()]
        assert [body for body in bodies if isinstance(body, Sealed)] == [captured.sealed]
        assert len(bodies) == 3
        assert stages.read(held) == ()
        everything = case.everything()
        for words in (*WORDS, str(site.port).encode(), b"10.1.2.3"):
            assert words not in everything, words
        target = tmp_path / "page.wacz"
        opened = unseal(
            held, captured.sealed.digest, target, identities=case.identities, reason="r"
        )
    assert (opened.address, opened.media_type) == (address, MediaType.WACZ)
    assert opened.file.startswith("captured/odd.test-")
    assert verify_archive(target, progress=stages.quiet).differences == 0
    with ZipFile(target) as packed:
        data = packed.read("logs/receipt.txt").decode()
    assert address in data
    assert all(what in data for what in ("the picture", "the print", "the final state"))
    assert {problem.code for problem in check(case.folder).problems} == set()


@needs_chromium
@pytest.mark.browser
@pytest.mark.slow
def test_killed_before_it_is_sealed_nothing_of_a_page_is_left_in_plain(tmp_path: Path) -> None:
    """kill -9 when log, picture, print and state lie there: the guardian removes them, the case holds nothing"""
    case = made(tmp_path)
    place = Path(tempfile.mkdtemp(prefix="e-", dir="/tmp"))
    environment = {
        **os.environ, "TMPDIR": str(place), SETTING: "none", "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }  # fmt: skip
    with Odd() as site:
        words = [sys.executable, "-c", CODE, str(case.folder), site.at("/everything")]
        done = subprocess.run(words, env=environment, check=False)
        assert done.returncode == -signal.SIGKILL
        assert [path for path, _ in site.asked if path == "/everything"]
    deadline = time.monotonic() + 60
    while list(place.iterdir()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    place.rmdir()
    everything = case.everything()
    for each in WORDS:
        assert each not in everything, each
    assert check(case.folder).problems == ()


def converted(place: Path) -> Converted:
    """An archive and a receipt that says that it came in part."""
    (place / "page.wacz").write_bytes(b"PK village clinic" * 50)
    return Converted(archive=place / "page.wacz", receipt=RECEIPT)


def test_a_part_is_sealed_and_says_that_it_is_one(tmp_path: Path) -> None:
    case = made(tmp_path)
    with Case.open(case.folder, writing=True) as held:
        kept = seal_capture(held, ADDRESS, converted(tmp_path), apart=for_whom(held))
        assert kept is not None
        opened = unseal(
            held, kept.sealed.address, tmp_path / "out", identities=case.identities, reason="r"
        )
        assert standing(held.entries()).sealed == {kept.sealed.digest: kept.sealed}
    assert opened.file == "captured/paper.example-20300102T120000.000Z.part.wacz"
    assert (tmp_path / "out").read_bytes() == (tmp_path / "page.wacz").read_bytes()


def test_what_failed_is_not_kept_and_not_recorded(tmp_path: Path) -> None:
    case = made(tmp_path)
    before = case.everything()
    with Case.open(case.folder, writing=True) as held:
        nothing = Converted(archive=None, receipt=None)
        assert seal_capture(held, ADDRESS, nothing, apart=for_whom(held)) is None
    assert case.everything() == before


def test_without_recipients_or_with_no_address_nothing_begins(tmp_path: Path) -> None:
    case = made(tmp_path)
    Case.create(tmp_path / "other")
    for folder, address, wrong in (
        (tmp_path / "other", "https://a.example/", OperatorError),
        (case.folder, "https://user:pw@a.example/", SettingError),
    ):
        with Case.open(folder, writing=True) as held, pytest.raises(wrong):
            capture_sealed(held, [address], settings=SETTINGS, progress=stages.quiet)
