from __future__ import annotations

import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from firsthand.pipeline.archiving import Archiving
from firsthand.store.codec import encode
from firsthand.tools.browser.private import LOG, SCREEN
from receipts import ADDRESS, VISITED

EMPTY = '{"constants":{"logEventTypes":{},"logSourceType":{},"netError":{}},\n"events": [\n],\n'


def _written(folder: Path) -> tuple[ZipFile, Archiving]:
    (folder / LOG).write_text(EMPTY)
    (folder / SCREEN).write_bytes(b"a picture")
    archive = BytesIO()
    archiving = Archiving(VISITED, cookies=(), folder=folder)
    archiving.write(archive, spool=BytesIO(), scratch=BytesIO())
    return ZipFile(archive), archiving


def test_the_receipt_stands_in_the_archive_in_words_and_as_json(tmp_path: Path) -> None:
    packed, archiving = _written(tmp_path)
    assert archiving.receipt is not None
    words = packed.read("logs/receipt.txt").decode()
    assert words.startswith(f"capture of {ADDRESS}: failed")
    assert [kept.name for kept in archiving.receipt.kept] == ["the picture"]
    package = json.loads(packed.read("datapackage.json"))
    assert package["mainPageUrl"] == ADDRESS
    assert {each["path"] for each in package["resources"]} == set(packed.namelist()) - {
        "datapackage.json",
        "datapackage-digest.json",
    }


def test_where_nothing_was_answered_no_page_is_listed(tmp_path: Path) -> None:
    packed, archiving = _written(tmp_path)
    assert len(packed.read("pages/pages.jsonl").splitlines()) == 1
    assert (archiving._wire.whole, archiving._wire.connections) == (True, ())


def test_the_same_visit_gives_the_same_bytes(tmp_path: Path) -> None:
    first, _ = _written(tmp_path)
    second, _ = _written(tmp_path)
    assert {name: first.read(name) for name in first.namelist()} == {
        name: second.read(name) for name in second.namelist()
    }


def test_the_child_can_write_to_its_own_files_and_to_nothing_else(tmp_path: Path) -> None:
    """
    the same doors as the child's, then a try to open a file and to reach a network
    """
    code = (
        "import os, socket, sys\n"
        "from firsthand.tools.doors import shut_doors\n"
        "stream = os.fdopen(int(sys.argv[1]), 'w+b')\n"
        "left = shut_doors(written_bytes_max=1000)\n"
        "stream.write(b'x' * 900); stream.flush()\n"
        "tried = []\n"
        "for name, trial in (('file', lambda: open(sys.argv[2], 'w')), ('net', lambda: socket.socket())):\n"
        "    try: trial(); tried.append(name)\n"
        "    except OSError: pass\n"
        "print(left, tried)\n"
    )
    with (tmp_path / "own").open("w+b") as own:
        done = subprocess.run(
            [sys.executable, "-c", code, str(own.fileno()), str(tmp_path / "other")],
            pass_fds=[own.fileno()], capture_output=True, text=True, check=True,
            env={**os.environ},
        )  # fmt: skip
    assert (tmp_path / "own").read_bytes() == b"x" * 900
    if done.stdout.startswith("()"):
        assert done.stdout.split() == ["()", "[]"]
        assert not (tmp_path / "other").exists()


def test_what_is_asked_of_the_child_can_be_told_as_json() -> None:
    assert json.loads(json.dumps({"visited": encode(VISITED).decode()}))
