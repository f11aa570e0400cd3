from __future__ import annotations

import html
import re
import subprocess
from pathlib import Path

import pytest

from firsthand.publish.kit import kit_pages
from firsthand.publish.redact import redact
from pipeline.published import REPORT, made, published
from publish.told import dossier


def run(command: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    shell = ["bash", "-o", "pipefail", "-c", command]
    return subprocess.run(shell, cwd=folder, capture_output=True, check=False)


def commands(page: Path) -> list[str]:
    found = re.findall(r'<pre class="command">(.*?)</pre>', page.read_text("utf-8"), re.DOTALL)
    return [html.unescape(command) for command in found]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    case = made(tmp_path, {f"{n}.txt": f"{REPORT} {n}".encode() for n in range(5)})
    return published(case, tmp_path / "dossier")


def test_every_command_that_is_printed_works(folder: Path) -> None:
    printed = commands(folder / "check.html")
    for page in (folder / "captures").iterdir():
        printed += commands(page)
    assert len(printed) == 9 + 5
    for command in printed:
        done = run(command, folder)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    assert b"Signature Verified Successfully" in run(printed[3], folder).stdout
    assert (
        b"6 entries, 5 preserved objects: all agree" in run("python3 check_root.py", folder).stdout
    )


def _flip(path: Path) -> None:
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


ALTERED = {
    "preserved bytes": ("bytes", {"sha256sum --check", "check_root"}),
    "an entry": ("record/entries.jsonl", {"sha256sum --check", "check_root"}),
    "what was signed": ("record/checkpoint.body", {"sha256sum --check", "pkeyutl", "sed"}),
    "the signature": ("record/checkpoint.sig", {"sha256sum --check", "pkeyutl", "tail -n 1"}),
    "a page": ("index.html", {"sha256sum --check"}),
}


@pytest.mark.parametrize("why", ALTERED)
def test_what_was_altered_fails_and_nothing_else(why: str, folder: Path) -> None:
    where, names = ALTERED[why]
    path = folder / where
    _flip(next(path.iterdir()) if path.is_dir() else path)
    if where == "record/entries.jsonl":
        # a byte inside a string keeps the line readable; the root must still differ
        text = (folder / where).read_bytes()
        assert text.count(b"\n") == 6
    for command in commands(folder / "check.html"):
        fails = run(command, folder).returncode != 0
        assert fails == any(name in command for name in names), command


ADDED = {
    "a page": ("more.html", {"uniq -u"}),
    "a link": ("record/link", {"uniq -u"}),
    "bytes": (f"bytes/{'0' * 64}.bin", {"uniq -u", "check_root"}),
}


@pytest.mark.parametrize("why", ADDED)
def test_what_was_added_is_named(why: str, folder: Path) -> None:
    where, names = ADDED[why]
    if why == "a link":
        (folder / where).symlink_to("/etc/hostname")
    else:
        (folder / where).write_text("added")
    for command in commands(folder / "check.html"):
        done = run(command, folder)
        assert (done.returncode != 0) == any(name in command for name in names), command
        if "uniq" in command:
            assert done.stdout.decode() == f"{where}\n"


def test_a_record_that_cannot_be_cut_gives_no_kit() -> None:
    for checkpoint in ("", "no note", "a\n1\nb\n\n— name AAAA\n", "a\n\n— n !!\n"):
        told = redact(dossier(checkpoint=checkpoint, key="AA=="), withheld=())
        assert list(kit_pages(told)) == []
