"""Every bad file through the real program: what becomes of it, and of the sound files beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from bad_input.pile import good_files, write_pile
from custody import firsthand

pytestmark = pytest.mark.slow
PARENT_BYTES_MAX = 200 << 20  # the program itself; what is read is read in its children
CHILDREN_BYTES_MAX = 512 << 20


MEASURED = """
import re, resource, sys
from firsthand.cli.main import main
sys.argv[0] = "firsthand"
try:
    main()
finally:
    own = re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read()).group(1)
    print("peak", int(own) * 1024, file=sys.stderr)
    print("peak", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024, file=sys.stderr)
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The whole pile, preserved and read once; what the program said of each file."""
    top = tmp_path_factory.mktemp("bad")
    write_pile(top / "pile")
    environment = {**os.environ, "FIRSTHAND_HOME": str(top / "home")}
    made = firsthand("new", str(top / "case"), home=top / "home")
    kept = firsthand("preserve", str(top / "case"), str(top / "pile"), home=top / "home")
    assert (made.returncode, kept.returncode) == (0, 0), kept.stderr
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, "read", str(top / "case"), "--json"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    peaks = [int(line.split()[1]) for line in done.stderr.splitlines() if line.startswith("peak ")]
    documents = json.loads(done.stdout)["documents"]
    captures = json.loads(
        firsthand(
            "preserve", str(top / "case"), str(top / "pile"), "--json", home=top / "home"
        ).stdout
    )
    assert captures["preserved"] == [] or captures["preserved"] == 0
    return {"status": done.returncode, "documents": documents, "peaks": peaks}


def documents_of(told: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The documents of one file: by its own address, or by the file that its problems name."""
    return [
        document
        for document in told["documents"]
        if document["address"] == f"pile/{name}"
        or any(problem["where"].startswith(f"pile/{name}") for problem in document["problems"])
    ]


# File: state of its worst document, the problem's code, words of it.
BECOMES = {
    "empty.html": ("unreadable", "empty", "it holds no bytes"),
    "encrypted.pdf": ("unreadable", "encrypted", "it is encrypted"),
    "encrypted.wacz": ("unreadable", "encrypted", "is encrypted"),
    "encrypted.zip": ("unreadable", "encrypted", "an encrypted zip file"),
    "truncated.html.gz": ("partly_read", "body-damaged", "its packing breaks off"),
    "truncated.pdf": ("unreadable", "damaged", "it is damaged"),
    "truncated.wacz": ("unreadable", "damaged", "its zip is damaged"),
    "truncated.warc": ("partly_read", "record-length", "should have 174 bytes, it has 118"),
    "truncated.warc.gz": ("unreadable", "damaged", "it breaks off within a gzip member"),
    "half-a-character.txt": ("partly_read", "encoding-broken", "1 places are not in utf-8"),
    "html.pdf": ("partly_read", "mislabelled", "ends in .pdf, its bytes are text/html"),
    "png.html": ("unreadable", "mislabelled", "ends in .html and it is a PNG image"),
    "flat-bomb.wacz": ("unreadable", "zip-bomb", "to 209715200 bytes"),
    "nested-bomb.wacz": ("unreadable", "no-wacz", "it has no archive/*.warc"),
    "overlapping-bomb.wacz": ("unreadable", "zip-bomb", "lies over another one"),
    "gzip-bomb.warc.gz": ("unreadable", "too-large", "found 1073741824"),
    "gzip-body-bomb.warc": ("unreadable", "bomb", "more than 67108865 bytes"),
    "twice-gzip-bomb.warc": ("unreadable", "bomb", "more than 67108865 bytes"),
    "deflate-bomb.warc": ("unreadable", "bomb", "more than 67108865 bytes"),
    "brotli-bomb.warc": ("unreadable", "bomb", "more than 67108865 bytes"),
    "unknown-encoding.html": ("unreadable", "unknown-encoding", "no encoding fits"),
    "unknown-bytes.bin": ("unreadable", "unknown-kind", "it is none of text, HTML, PDF"),
    "nested.html": ("partly_read", "too-deep", "more than 1000 deep"),
    "loop.pdf": ("unreadable", "no-text", "no words are on its pages"),
    "scan.pdf": ("unreadable", "no-text-layer", "only pictures of pages"),
    "too-long-a-record.warc": ("partly_read", "record-length", "should have 1000000000000 bytes"),
    "large-warc-header.warc": ("unreadable", "damaged", "at most 1048576 bytes, found more"),
    "large-http-header.warc": ("unreadable", "damaged", "do not end within 1048576 bytes"),
    "one-line.txt": ("unreadable", "too-large", "at most 67108864 bytes, found 100000000"),
}


@pytest.mark.parametrize("name", BECOMES)
def test_a_bad_file_becomes_a_document_that_says_why(told: dict[str, Any], name: str) -> None:
    state, code, words = BECOMES[name]
    found = [
        (document["state"], problem["message"])
        for document in documents_of(told, name)
        for problem in document["problems"]
        if problem["code"] == code
    ]
    assert [said for said, message in found if words in message] == [state], documents_of(
        told, name
    )
    if state == "unreadable":
        assert any(message.startswith("unreadable, because ") for _, message in found)


def test_the_program_ends_with_one_because_evidence_is_bad(told: dict[str, Any]) -> None:
    assert told["status"] == 1


@pytest.mark.parametrize("name", good_files())
def test_a_sound_file_among_bad_ones_is_read(told: dict[str, Any], name: str) -> None:
    address = {
        "good.warc": "https://good.example/",
        "good.wacz": "https://good.example/in-wacz",
    }.get(name, f"pile/{name}")
    states = [d["state"] for d in told["documents"] if d["address"] == address]
    assert states == ["read"]


@pytest.mark.parametrize("archive", ["gzip-bomb.warc.gz", "gzip-body-bomb.warc", "too-long-a-record.warc", "large-warc-header.warc", "large-http-header.warc"])  # fmt: skip
def test_what_lies_behind_the_damage_is_read(told: dict[str, Any], archive: str) -> None:
    """
    record 1   a bomb, a length beyond the end, a header of 50 MB
    record 2   https://a.example/after   read
    """
    after = [d for d in told["documents"] if d["address"] == "https://a.example/after"]
    assert len(after) == 5, archive
    assert {d["state"] for d in after} == {"read"}


def test_entities_are_not_expanded(told: dict[str, Any]) -> None:
    (page,) = [d for d in told["documents"] if d["address"] == "pile/entities.html"]
    assert page["state"] in {"read", "partly_read"}
    assert "root:" not in json.dumps(page)


def test_the_program_stays_small_and_its_children_under_their_limit(told: dict[str, Any]) -> None:
    parent, children = told["peaks"]
    assert parent < PARENT_BYTES_MAX
    assert children < CHILDREN_BYTES_MAX


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_kept(tmp_path: Path) -> None:
    """
    /proc/self/mem   a file that even root cannot read from its start
    good.html        kept and read
    """
    (tmp_path / "good.html").write_bytes(good_files()["good.html"])
    done = firsthand(
        "run", str(tmp_path / "case"), "/proc/self/mem", str(tmp_path / "good.html"), "--json",
        home=tmp_path / "home",
    )  # fmt: skip
    assert done.returncode == 1
    assert "could not be read to its end" in done.stderr
    assert "Input/output error" in done.stderr
    assert json.loads(done.stdout)["preserved"] == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    (tmp_path / "pile").mkdir()
    (tmp_path / "pile/secret.txt").write_text("words")
    (tmp_path / "pile/secret.txt").chmod(0)
    done = firsthand("run", str(tmp_path / "case"), str(tmp_path / "pile"), home=tmp_path / "home")
    assert done.returncode == 1
    assert "Permission denied" in done.stderr


def test_files_that_vanish_while_they_are_preserved_are_named(tmp_path: Path) -> None:
    """
    2,000 files, the last 500 deleted while the first are being kept
    """
    pile = tmp_path / "pile"
    pile.mkdir()
    for number in range(2000):
        (pile / f"{number:04}.txt").write_text(f"Police took blood from resident {number}.\n")
    evidence = tmp_path / "case/evidence"

    def delete() -> None:
        while not (evidence.is_dir() and any(evidence.iterdir())):
            time.sleep(0.002)
        for number in range(1999, 1499, -1):
            (pile / f"{number:04}.txt").unlink()

    deleting = threading.Thread(target=delete)
    deleting.start()
    firsthand("new", str(tmp_path / "case"), home=tmp_path / "home")
    done = firsthand(
        "preserve", str(tmp_path / "case"), str(pile), "--json", home=tmp_path / "home"
    )
    deleting.join()
    told = json.loads(done.stdout)
    gone = done.stderr.count("No such file or directory")
    assert gone > 0, "nothing vanished: the machine was too fast for this test"
    assert done.returncode == 1
    checked = firsthand("verify", str(tmp_path / "case"), home=tmp_path / "home")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    kept = told["preserved"] if isinstance(told["preserved"], int) else len(told["preserved"])
    assert kept + gone == 2000


def test_bytes_that_vanished_from_the_vault_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "pile").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "pile" / name).write_text(f"Police took blood, says {name}.\n")
    firsthand("new", str(tmp_path / "case"), home=tmp_path / "home")
    firsthand("preserve", str(tmp_path / "case"), str(tmp_path / "pile"), home=tmp_path / "home")
    (first, *_) = sorted(path for path in (tmp_path / "case/evidence").rglob("*") if path.is_file())
    first.chmod(0o644)
    first.unlink()
    done = firsthand("read", str(tmp_path / "case"), "--json", home=tmp_path / "home")
    assert done.returncode == 1
    states = sorted(d["state"] for d in json.loads(done.stdout)["documents"])
    assert states == ["read", "unreadable"]
    assert "its bytes are not in the vault" in done.stderr
