from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from captured import needs_chromium
from firsthand.model.problem import Problem
from firsthand.model.receipt import Action
from firsthand.pipeline.converting import ARCHIVE, convert
from firsthand.preserve.waczs import CheckedWacz
from firsthand.preserve.writing.signing import fingerprint
from firsthand.preserve.writing.waczs import PACKAGE, SEAL, voucher_text
from firsthand.store.codec import encode
from firsthand.tools.browser.family import end_all, members
from firsthand.tools.browser.private import LOG, PrivateFolder
from odd import Odd
from receipts import NOON, RECEIPT, VISITED
from tools.browser.test_visiting import visiting

EMPTY = '{"constants":{"logEventTypes":{},"logSourceType":{},"netError":{}},\n"events": [\n],\n'
KEY = ec.derive_private_key(7, ec.SECP384R1())
STRANGER = ec.derive_private_key(8, ec.SECP384R1())


def test_a_browser_that_wrote_no_log_is_named_with_what_it_said(tmp_path: Path) -> None:
    crashed = Action(at=NOON, kind="crashed", what="the browser", words="no room")
    visited = dataclasses.replace(VISITED, actions=(crashed,))
    found = convert(visited, cookies=(), folder=tmp_path, size_limit_bytes=1, key=KEY)
    assert (found.archive, found.receipt) == (None, None)
    assert found.problems[0].code == "capture-unread"
    assert found.problems[0].message.endswith("the browser wrote none; no room")


def test_a_log_that_breaks_off_gives_what_is_whole_and_says_so(tmp_path: Path) -> None:
    (tmp_path / LOG).write_text('{"constants":{"logEventTypes":{}},\n"events": [\n{"ti')
    found = convert(VISITED, cookies=(), folder=tmp_path, size_limit_bytes=1, key=KEY)
    assert found.archive == tmp_path / ARCHIVE
    assert found.receipt is not None
    assert any("the log breaks off" in each for each in found.receipt.because)
    assert found.receipt.state == "failed"


def test_a_child_that_breaks_down_is_told_and_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / LOG).write_text(json.dumps({}))
    monkeypatch.setattr(sys, "executable", "/bin/false")
    found = convert(VISITED, cookies=(), folder=tmp_path, size_limit_bytes=1, key=KEY)
    assert "broke down" in found.problems[0].message
    monkeypatch.setattr(sys, "executable", "/bin/true")
    found = convert(VISITED, cookies=(), folder=tmp_path, size_limit_bytes=1, key=KEY)
    assert "gives no receipt" in found.problems[0].message


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of a visit that met nothing."""
    folder = tmp_path_factory.mktemp("signed")
    (folder / LOG).write_text(EMPTY)
    found = convert(VISITED, cookies=(), folder=folder, size_limit_bytes=1, key=KEY)
    assert found.problems == ()
    assert found.archive is not None
    return found.archive


def codes(archive: Path) -> dict[str, str]:
    """What the strict check says, notes among it; it runs in this process, which is quicker."""
    with archive.open("rb") as stream:
        told = CheckedWacz(stream, where="page.wacz").run()
        return {each.code: each.message for each in told if isinstance(each, Problem)}


def test_the_archive_is_signed_by_the_key_that_its_receipt_names(signed: Path) -> None:
    assert codes(signed).keys() == {"signature"}
    assert codes(signed)["signature"].startswith(f"signed by the key {fingerprint(KEY)}, ")
    with ZipFile(signed) as packed:
        assert fingerprint(KEY) in packed.read("logs/receipt.txt").decode()


def _package(change: bytes) -> Callable[[dict[str, bytes]], None]:
    def apply(files: dict[str, bytes]) -> None:
        files[PACKAGE] = files[PACKAGE].replace(b"paper.example", change)

    return apply


def _again(key: ec.EllipticCurvePrivateKey | None) -> Callable[[dict[str, bytes]], None]:
    def apply(files: dict[str, bytes]) -> None:
        _package(b"forged.example")(files)
        digest = f"sha256:{hashlib.sha256(files[PACKAGE]).hexdigest()}"
        files[SEAL] = voucher_text(digest, key, created=NOON, software="x")

    return apply


def _hash_alone(files: dict[str, bytes]) -> None:
    before = hashlib.sha256(files[PACKAGE]).hexdigest().encode()
    _package(b"forged.example")(files)
    after = hashlib.sha256(files[PACKAGE]).hexdigest().encode()
    files[SEAL] = files[SEAL].replace(before, after)


def _receipt(files: dict[str, bytes]) -> None:
    files["logs/receipt.txt"] = files["logs/receipt.txt"].replace(b"failed", b"whole!")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_receipt, "package-digest"),
        (_package(b"forged.example"), "seal-differs"),
        (_hash_alone, "signature-wrong"),
        (lambda files: files.pop(SEAL), "seal-missing"),
        (_again(None), "unsigned"),
        (_again(STRANGER), "signature"),
    ],
)
def test_what_is_changed_afterwards_is_named_or_no_longer_signed_by_that_key(
    signed: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], object], code: str
) -> None:
    """
    the receipt; the list of files; the list and its digest; nothing that vouches for it
    the list anew without a signature, and by another key: sound archives, that nobody or somebody else vouches for
    """
    with ZipFile(signed) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    change(files)
    path = tmp_path / "page.wacz"
    with ZipFile(path, "w") as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    found = codes(path)
    assert code in found
    if code in {"unsigned", "signature"}:
        assert found.keys() == {code}
        assert fingerprint(KEY) not in found[code]


def test_the_child_that_reads_the_log_is_not_given_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither among its words nor in its environment; its files are the four that it writes."""
    given: list[tuple[bytes, dict[str, str], list[Path]]] = []
    real = subprocess.run

    def run(words: list[str], **more: Any) -> subprocess.CompletedProcess[bytes]:
        names = [Path(f"/proc/self/fd/{handle}").readlink() for handle in more["pass_fds"]]
        given.append((more["input"], more["env"], names))
        return real(words, check=False, **{k: v for k, v in more.items() if k != "check"})

    monkeypatch.setattr(subprocess, "run", run)
    (tmp_path / LOG).write_text(EMPTY)
    convert(VISITED, cookies=(), folder=tmp_path, size_limit_bytes=1, key=KEY)
    ((words, environment, names),) = given
    number = KEY.private_numbers().private_value
    assert f'"{number}"'.encode() not in words
    assert set(json.loads(words)) == {
        "visited",
        "cookies",
        "folder",
        "handles",
        "written_bytes_max",
    }
    assert set(environment) <= {"PATH", "PYTHONPATH", "LANG", "TZ"}
    assert {name.parent for name in names} == {tmp_path}


def test_an_archive_that_is_not_as_it_should_be_is_kept_and_said_to_be_unsigned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    a child that was taken over writes something else into its file
    """
    (tmp_path / LOG).write_text(EMPTY)
    program = tmp_path / "python"
    receipt = tmp_path / "given"
    receipt.write_bytes(encode(RECEIPT))
    program.write_text(
        f"#!{sys.executable}\n"
        "import json, os, sys\n"
        "handles = json.load(sys.stdin)['handles']\n"
        "os.write(handles[0], b'something else')\n"
        f"os.write(handles[3], open({str(receipt)!r}, 'rb').read())\n"
    )
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    found = convert(VISITED, cookies=(), folder=tmp_path, size_limit_bytes=1, key=KEY)
    assert [(each.code, each.severity) for each in found.problems] == [
        ("capture-unsigned", "warning")
    ]
    assert found.archive is not None
    assert found.archive.read_bytes() == b"something else"


@pytest.mark.browser
@pytest.mark.slow
@needs_chromium
def test_a_browser_that_is_killed_in_the_midst_leaves_what_it_had_as_a_part() -> None:
    """
    every process of the browser is killed while a script is waited for; the page had come
    """
    with Odd() as site, PrivateFolder() as folder:
        visit = visiting(site.at("/restless"), folder.path)
        for said in visit:
            if (said.kind, said.what) == ("asked", site.at("/slow.js")):
                end_all(members(os.fspath(folder.path)))
        assert visit.ended == "SIGKILL"
        visited = dataclasses.replace(
            VISITED, address=site.at("/restless"), actions=(), passages=(), ended=visit.ended
        )
        found = convert(visited, cookies=(), folder=folder.path, size_limit_bytes=1 << 20, key=KEY)
        assert found.receipt is not None
        assert found.receipt.state == "partial"
        assert site.at("/restless") in {each.address for each in found.receipt.loaded}
        assert "ended by SIGKILL" in found.receipt.because[0]
