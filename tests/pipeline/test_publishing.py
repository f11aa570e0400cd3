from __future__ import annotations

import gzip
import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import pytest

from firsthand.errors import OperatorError
from firsthand.model.moment import Moment
from firsthand.pipeline.case import Case
from firsthand.pipeline.publishing import WITHHELD, phrases
from pipeline.published import MOMENT, REPORT, contents, made, published

NAME = "Anar Örnek"  # an invented name
HAN = "安娜例"  # an invented name
LATER = Moment(utc="2031-01-01T00:00:00Z")
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "latin-1", "cp1254", "gb18030", "big5")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """
    pile/a.txt, pile/b.txt   the same report, from two addresses
    """
    manifest = (
        "file,address,published\na.txt,https://a.example/1,2030-01-01\n"
        "b.txt,https://b.example/1,2030-01-02\n"
    )
    report = REPORT.encode()
    return made(tmp_path, {"a.txt": report, "b.txt": report + b"\nb"}, manifest=manifest)


@pytest.mark.slow
def test_the_same_case_gives_the_same_pages_but_for_the_moment(case: Path, tmp_path: Path) -> None:
    one = contents(published(case, tmp_path / "one"))
    other = contents(published(case, tmp_path / "other", moment=LATER))
    assert one.keys() == other.keys()
    for path in one.keys() - {"SHA256SUMS"}:
        moved = other[path].replace(LATER.utc.encode(), MOMENT.utc.encode())
        assert moved.replace(LATER.utc[:10].encode(), MOMENT.utc[:10].encode()) == one[path], path


@pytest.mark.slow
def test_an_edition_takes_the_place_of_the_last_and_leaves_none_of_its_pages(
    case: Path, tmp_path: Path
) -> None:
    folder = published(case, tmp_path / "dossier")
    (folder / "statements" / "s-gone.html").write_text("of an older edition")
    before = contents(folder)
    assert contents(published(case, folder)).keys() == before.keys() - {"statements/s-gone.html"}
    assert [path.name for path in tmp_path.iterdir() if "dossier" in path.name] == ["dossier"]


def test_bytes_are_laid_down_once_and_never_as_a_link_into_the_vault(
    case: Path, tmp_path: Path
) -> None:
    folder = published(case, tmp_path / "dossier")
    (first,) = [
        path for path in (folder / "bytes").iterdir() if path.read_bytes() == REPORT.encode()
    ]
    node = first.stat().st_ino
    published(case, folder)
    assert first.stat().st_ino == node
    assert (case / "evidence" / first.stem[:2] / first.stem).stat().st_ino != node


@pytest.mark.slow
def test_altered_bytes_of_an_edition_are_laid_down_anew(case: Path, tmp_path: Path) -> None:
    folder = published(case, tmp_path / "dossier")
    path = next((folder / "bytes").iterdir())
    path.chmod(0o644)
    path.write_bytes(b"altered")
    again = contents(published(case, folder))
    assert again[f"bytes/{path.name}"] != b"altered"


def test_altered_evidence_is_not_published(case: Path, tmp_path: Path) -> None:
    folder = published(case, tmp_path / "dossier")
    before = contents(folder)
    kept = next(path for path in (case / "evidence").rglob("*") if path.is_file())
    kept.chmod(0o644)
    kept.write_bytes(b"altered")
    (folder / "bytes" / f"{kept.name}.bin").unlink()
    with pytest.raises(OperatorError, match="missing or altered"):
        published(case, folder)
    assert contents(folder).keys() == before.keys() - {f"bytes/{kept.name}.bin"}


FOREIGN = {"a file of another": "notes.txt", "a page of another": "index.html"}


@pytest.mark.parametrize("why", FOREIGN)
def test_a_folder_that_is_no_dossier_is_left_alone(why: str, case: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / FOREIGN[why]).write_text("mine")
    with pytest.raises(OperatorError, match="holds other things"):
        published(case, folder)
    assert contents(folder) == {FOREIGN[why]: b"mine"}


def test_a_file_where_the_folder_should_be_is_left_alone(case: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OperatorError, match="holds other things"):
        published(case, tmp_path / "file")


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_a_whole_dossier(case: Path, tmp_path: Path) -> None:
    """
    publish, kill -9 after some milliseconds, look; six times
    """
    folder = published(case, tmp_path / "dossier")
    script = (
        "from pathlib import Path; from pipeline.published import published\n"
        f"print('begun', flush=True)\nwhile True: published(Path({str(case)!r}), Path({str(folder)!r}))"
    )
    wanted = contents(folder).keys()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    dice = random.Random(5)  # noqa: S311 - when to kill, not a secret
    for _ in range(6):
        process = subprocess.Popen(
            [sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(dice.uniform(0.02, 0.5))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert contents(folder).keys() == wanted
        done = subprocess.run(
            ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder, check=False
        )
        assert done.returncode == 0
    assert contents(published(case, folder)).keys() == wanted


def withholding(tmp_path: Path) -> tuple[Path, Path]:
    """
    named.txt   holds a name, as does its address       utf16.txt   the same in UTF-16
    page.html   holds it as character references        plain.txt   does not hold it
    packed.bin  holds it compressed                     file name   holds it
    """
    escaped = "".join(f"&#{ord(letter)};" for letter in HAN)
    files = {
        "named.txt": f"{REPORT}\n{NAME.upper()} said so. {HAN}".encode(),
        "utf16.txt": f"{REPORT} {NAME}".encode("utf-16"),
        "page.html": f"<html><body><p>{REPORT} {escaped}</p></body></html>".encode(),
        "packed.bin": gzip.compress(f"{REPORT} {NAME}".encode()),
        f"{NAME}.txt": REPORT.encode() + b"of a file with a name",
        "plain.txt": REPORT.encode(),
    }
    manifest = (
        "file,address,publisher\n"
        f"named.txt,https://a.example/{quote(NAME)}/1,{NAME}\nplain.txt,https://b.example/1,B\n"
    )
    case = made(tmp_path, files, manifest=manifest)
    listed = tmp_path / "withhold.txt"
    listed.write_text(f"# invented\n{NAME}\n\n{HAN}\n", "utf-8")
    return case, listed


@pytest.mark.slow
def test_a_withheld_phrase_is_nowhere_in_the_folder(tmp_path: Path) -> None:
    case, listed = withholding(tmp_path)
    told = contents(published(case, tmp_path / "open"))
    shut = contents(published(case, tmp_path / "shut", withhold=listed))
    needles = {
        spelled.encode(encoding)
        for name in (NAME, HAN)
        for form in (name, name.upper(), name.lower(), quote(name), name.replace(" ", "-"))
        for spelled in (form, "".join(f"&#{ord(c)};" for c in form))
        for encoding in ENCODINGS
        if _can(spelled, encoding)
    }
    assert any(needle in data for data in told.values() for needle in needles)
    for path, data in shut.items():
        for needle in needles:
            assert needle not in data, path
            assert needle not in path.encode(), path
    assert "bytes/" in "".join(shut)
    kept = {data for path, data in shut.items() if path.startswith("bytes/")}
    assert kept == {REPORT.encode()}


@pytest.mark.slow
def test_no_hash_over_a_withheld_phrase_is_in_the_folder(tmp_path: Path) -> None:
    """
    A digest, an id made of it, the log, the root: each would tell who guesses whether the guess is right.
    """
    case, listed = withholding(tmp_path)
    told = contents(published(case, tmp_path / "open"))
    shut = contents(published(case, tmp_path / "shut", withhold=listed))
    assert "record/checkpoint" in told
    assert not [path for path in shut if path.startswith("record/")]
    root = told["record/checkpoint"].split(b"\n")[2]
    digests = {Path(path).stem for path in told if path.startswith("bytes/")}
    gone = digests - {Path(path).stem for path in shut if path.startswith("bytes/")}
    assert len(gone) == 5
    with Case.open(case, writing=False) as held:
        sizes = {c.digest: c.size_bytes for c in held.captures()}
    for path, data in shut.items():
        assert root not in data, path
        for digest in gone:
            assert digest[:16].encode() not in data, path
            assert f"{sizes[digest]:,} bytes".encode() not in data, path


def _can(words: str, encoding: str) -> bool:
    try:
        words.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@pytest.mark.slow
def test_a_case_carries_its_own_list_whoever_publishes(tmp_path: Path) -> None:
    case, listed = withholding(tmp_path)
    listed.rename(case / WITHHELD)
    shut = contents(published(case, tmp_path / "shut"))
    assert not [path for path, data in shut.items() if NAME.encode() in data]


def test_a_list_that_cannot_be_read_stops_publishing(case: Path, tmp_path: Path) -> None:
    (case / WITHHELD).write_bytes(b"\xff\xfe\xff")
    with pytest.raises(OperatorError, match="cannot be read"):
        published(case, tmp_path / "dossier")
    assert not (tmp_path / "dossier").exists()


def test_phrases_of_the_case_and_of_the_file_come_together(case: Path, tmp_path: Path) -> None:
    (case / WITHHELD).write_text("one\ntwo\n")
    (tmp_path / "more").write_text("\ufefftwo\n# remark\n three \n", "utf-8")
    with Case.open(case, writing=False) as held:
        assert phrases(held, tmp_path / "more") == ("one", "two", "three")


def test_who_wrote_a_mail_is_nowhere_in_the_folder(tmp_path: Path) -> None:
    """its words are, and its digest; nobody asked for anything to be withheld"""
    mail = (
        "Received: from a\r\nFrom: Aygul <aygul@secret.example>\r\nTo: desk@paper.example\r\n"
        f"Message-ID: <x@secret.example>\r\nSubject: Blood\r\n\r\n{REPORT}\r\n"
    ).encode()
    folder = published(made(tmp_path, {"a.eml": mail, "b.txt": REPORT.encode()}), tmp_path / "d")
    digest = hashlib.sha256(mail).hexdigest()
    files = contents(folder)
    assert f"bytes/{digest}.bin" not in files
    assert f"captures/{digest}.html" in files
    assert b"stay with the case" in files[f"captures/{digest}.html"]
    for name, data in files.items():
        assert b"aygul" not in data.lower(), name
        assert b"secret.example" not in data, name
    assert sum(name.startswith("bytes/") for name in files) == 1
