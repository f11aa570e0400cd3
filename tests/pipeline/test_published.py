from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from firsthand.model.problem import Severity
from firsthand.pipeline.case import Case
from firsthand.pipeline.preserving import preserve
from firsthand.pipeline.published import is_published, verify_published
from firsthand.pipeline.stages import quiet
from firsthand.pipeline.verifying import VerifyReport
from pipeline.published import REPORT, made, published


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with five files, one of them a mail, published."""
    place = tmp_path_factory.mktemp("published")
    files = {f"{n}.txt": f"{REPORT} {n}".encode() for n in range(4)}
    files["m.eml"] = (
        b"From: a@a.example\nTo: b@b.example\nDate: Thu, 3 Jan 2030 10:00:00 +0000\nSubject: x\nMIME-Version: 1.0\n\nwords\n"
    )
    before = dict(os.environ)
    os.environ["FIRSTHAND_AGENT"] = "Ana"
    folder = published(made(place, files), place / "dossier")
    os.environ.clear()
    os.environ.update(before)
    return folder


def found(report: VerifyReport) -> set[tuple[str, str]]:
    return {
        (each.code, each.where) for each in report.problems if each.severity is not Severity.NOTE
    }


def test_a_sound_dossier_is_checked_up_to_the_signature(sound: Path) -> None:
    report = verify_published(sound)
    assert found(report) == set()
    assert (report.objects, report.entries) == (4, 6)
    assert verify_published(sound, key=report.key).differences == 0
    assert found(verify_published(sound, key="0" * 64)) == {("key-differs", "record/checkpoint")}
    (note,) = report.problems
    assert note.code == "dossier-list"


def _alter(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b" ")


def _other_line(folder: Path) -> None:
    path = folder / "record/entries.jsonl"
    path.write_bytes(path.read_bytes().replace(b"message/rfc822", b"application/mbox"))


def _relist(folder: Path, name: str) -> None:
    """Whoever adds a file can add it to the list, too."""
    from firsthand.store.vault import hash_file

    with (folder / "SHA256SUMS").open("a") as stream:
        stream.write(f"{hash_file(folder / name)[0]}  {name}\n")


def _link_a_page(folder: Path) -> None:
    (folder / "index.html").unlink()
    (folder / "index.html").symlink_to("check.html")


def _added_bytes(folder: Path) -> None:
    (folder / "bytes" / "x.bin").write_text("x")
    _relist(folder, "bytes/x.bin")


WAYS: dict[str, tuple[Callable[[Path], object], set[tuple[str, str]]]] = {
    "a page is changed": (lambda f: _alter(f / "index.html"), {("dossier-file-differs", "index.html")}),
    "a page is taken away": (lambda f: (f / "check.html").unlink(), {("dossier-file-missing", "check.html")}),
    "a page is added": (lambda f: (f / "more.html").write_text("x"), {("dossier-file-added", "more.html")}),
    "a folder is added": (lambda f: (f / "more").mkdir(), {("dossier-file-added", "more")}),
    "a link is added": (lambda f: (f / "record/link").symlink_to("/etc/hostname"), {("dossier-file-added", "record/link")}),
    "a link stands for a page": (_link_a_page, {("dossier-file-differs", "index.html")}),
    "bytes are added and listed": (_added_bytes, {("dossier-object-unnamed", "bytes/x.bin")}),
    "an entry is another": (_other_line, {("dossier-file-differs", "record/entries.jsonl"), ("root-differs", "record/entries.jsonl")}),
    "the signature is damaged": (lambda f: _alter(f / "record/checkpoint"), {("dossier-file-differs", "record/checkpoint"), ("signature-wrong", "record/checkpoint")}),
    "the list is damaged": (lambda f: _alter(f / "SHA256SUMS"), {("dossier-sums-wrong", "SHA256SUMS")}),
}  # fmt: skip


@pytest.mark.parametrize("why", WAYS)
def test_each_difference_is_named(sound: Path, tmp_path: Path, why: str) -> None:
    do, wanted = WAYS[why]
    folder = tmp_path / "dossier"
    shutil.copytree(sound, folder)
    assert is_published(folder)
    do(folder)
    assert found(verify_published(folder)) == wanted


def test_a_case_is_no_dossier(sound: Path) -> None:
    assert not is_published(sound.parent / "case")


def test_what_a_manifest_said_later_stands_beside_what_was_preserved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    a file preserved; then a manifest names its publisher: both entries stand on its page, the bytes are laid down once
    """
    monkeypatch.setenv("FIRSTHAND_AGENT", "Ana")
    case = made(tmp_path, {"a.txt": REPORT.encode()})
    (tmp_path / "pile" / "manifest.csv").write_text("file,publisher\na.txt,The Paper\n")
    with Case.open(case, writing=True) as held:
        preserve(held, [str(tmp_path / "pile")], progress=quiet)
    folder = published(case, tmp_path / "dossier")
    pages = [path.read_text() for path in (folder / "captures").iterdir()]
    (page,) = [text for text in pages if "a.txt" in text]
    assert page.count("<td>preserved</td>") == page.count("<td>described anew</td>") == 1
    assert page.index("<td>preserved</td>") < page.index("The Paper")
    assert found(verify_published(folder)) == set()
