"""A capture on its way from the browser's folder into the case: ended before each step, and with a disk full from each step on.

The archive is a real one, made of a browser's log; no browser runs. Beside it, a visit that fills a small disk.
"""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from captured import needs_chromium
from custody import check
from ended import end_at, full_from
from firsthand.model.receipt import CaptureState
from firsthand.model.record import Preserved
from firsthand.pipeline.archives import verify_archive
from firsthand.pipeline.capturing import _keep
from firsthand.pipeline.case import Case
from firsthand.pipeline.converting import Converted, convert
from firsthand.pipeline.kept_sealed import finish
from firsthand.pipeline.sealed_captures import seal_capture
from firsthand.pipeline.sealing import for_whom, unseal
from firsthand.pipeline.stages import quiet
from firsthand.store.codec import encode
from firsthand.tools.browser.private import LOG, PrivateFolder
from odd import Odd
from receipts import ADDRESS, RECEIPT, VISITED
from sealed_case import SealedCase, made
from tools.browser.test_visiting import visiting

EMPTY = '{"constants":{"logEventTypes":{},"logSourceType":{},"netError":{}},\n"events": [\n],\n'
KEY = ec.derive_private_key(7, ec.SECP384R1())
WORDS = (b"paper.example", b"WARC-Record-ID", b"datapackage.json")


@pytest.fixture
def converted(tmp_path: Path) -> Converted:
    """A signed archive, and a receipt that says that the page came in part."""
    (tmp_path / LOG).write_text(EMPTY)
    found = convert(VISITED, cookies=(), folder=tmp_path, size_limit_bytes=1, key=KEY)
    return Converted(archive=found.archive, receipt=RECEIPT)


@pytest.mark.slow
@pytest.mark.parametrize("stop", [end_at, full_from], ids=["ended", "full"])
@pytest.mark.parametrize("restricted", [False, True], ids=["open", "restricted"])
def test_an_archive_is_in_the_case_as_a_whole_or_not_at_all_whatever_the_step(
    place: Path,
    converted: Converted,
    restricted: bool,
    stop: Callable[[int, Callable[[], object]], bool],
) -> None:
    base = made(place)
    assert converted.archive is not None
    whole = converted.archive.read_bytes()

    def keep() -> None:
        with Case.open(case.folder, writing=True) as held:
            if restricted:
                seal_capture(held, ADDRESS, converted, apart=for_whom(held))
            else:
                _keep(held, ADDRESS, converted)

    step, stopped, case = 0, True, SealedCase(folder=place / "copy", key=base.key)
    while stopped:
        shutil.rmtree(case.folder, ignore_errors=True)
        shutil.copytree(base.folder, case.folder)
        stopped = stop(step, keep)
        assert check(case.folder).differences == 0, step
        if restricted:
            everything = case.everything()
            assert not [each for each in WORDS if each in everything], step
        with Case.open(case.folder, writing=True) as held:
            found = [e.body.capture for e in held.entries() if isinstance(e.body, Preserved)]
            apart = finish(held)
            for capture in found:
                assert held.vault.path(capture.digest).read_bytes() == whole, step
            for digest in apart.keys:
                unseal(held, digest, place / "out", identities=case.identities, reason="r")
                assert (place / "out").read_bytes() == whole, step
                (place / "out").unlink()
        assert len(found) + len(apart.keys) <= 1
        step += 1
    assert len(found) + len(apart.keys) == 1
    assert step > 15


SMALL = """
import os, subprocess, sys
from pathlib import Path
folder, source, size = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", folder], check=True)
for path in source.iterdir():
    if path.is_file():
        (folder / path.name).write_bytes(path.read_bytes())
from cryptography.hazmat.primitives.asymmetric import ec
from firsthand.model.receipt import Visited
from firsthand.pipeline.converting import convert
from firsthand.store.codec import decode, encode
visited = decode(sys.stdin.buffer.read(), Visited)
found = convert(visited, cookies=(), folder=folder, size_limit_bytes=1 << 30, key=ec.derive_private_key(7, ec.SECP384R1()))
for problem in found.problems:
    print(problem.code, problem.message)
if found.archive:
    Path(sys.argv[4]).write_bytes(found.archive.read_bytes())
    print(found.receipt.state, *(each.address for each in found.receipt.loaded))
"""


@needs_chromium
@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.skipif(
    subprocess.run(["unshare", "-Urm", "true"], capture_output=True, check=False).returncode != 0,
    reason="this system gives its users no file systems of their own",
)
def test_where_the_disk_is_full_the_beginning_of_a_log_is_kept_and_it_is_said(
    tmp_path: Path,
) -> None:
    """
    a page and a body of 6 MB; log and room for a third of it: the page is kept, signed, as a part; with room for nothing: it is said
    """
    (tmp_path / "small").mkdir()
    with Odd() as site, PrivateFolder() as folder:
        address = site.at("/heavy")
        list(visiting(address, folder.path))
        folder.drop_profile()
        used = sum(path.stat().st_size for path in folder.path.iterdir())
        assert used > 6_000_000
        told = []
        for room_bytes in (2_000_000, 4096):
            words = [
                "unshare", "-Urm", sys.executable, "-c", SMALL, str(tmp_path / "small"), str(folder.path),
                str(used + 65536 + room_bytes), str(tmp_path / "page.wacz"),
            ]  # fmt: skip
            done = subprocess.run(
                words,
                input=encode(
                    dataclasses.replace(VISITED, address=address, actions=(), passages=())
                ),
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                capture_output=True,
                check=True,
            )
            told.append(done.stdout.decode().splitlines())
    assert told[0][0].startswith("capture-no-room the disk is full: of ")
    state, *loaded = told[0][-1].split()
    assert (state, loaded[0]) == (CaptureState.PARTIAL, address)
    assert told[1][0].startswith("capture-no-room the disk is full: of "), told[1]
    assert verify_archive(tmp_path / "page.wacz", progress=quiet).differences == 0
