from __future__ import annotations

import hashlib
import os
import resource
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from custody import check, codes, firsthand, keep, make_case, printed, write_pile
from firsthand.model.record import Preserved, Redescribed, Refused
from firsthand.pipeline.case import Case
from firsthand.pipeline.preserving import PreserveReport
from firsthand.store.vault import Batch


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """a case that holds one page"""
    return make_case(tmp_path, {"page.txt": b"a page"})


def addresses(case: Path) -> dict[str, str]:
    with Case.open(case, writing=False) as held:
        return {capture.file: capture.address for capture in held.captures()}


def bodies(case: Path) -> list[object]:
    with Case.open(case, writing=False) as held:
        return [entry.body for entry in held.entries()]


def where(report: PreserveReport) -> set[tuple[str, str]]:
    return {(problem.code, problem.where) for problem in report.problems}


def test_preserving_again_adds_nothing(case: Path, tmp_path: Path) -> None:
    before = bodies(case)
    report = keep(case, tmp_path / "case-pile")
    assert (len(report.preserved), report.already) == (0, 1)
    assert bodies(case) == before


def test_the_same_bytes_are_kept_once_and_the_report_says_which(case: Path, tmp_path: Path) -> None:
    """
    one.txt "blood"      two.txt "blood"      sub/page.txt "a page", kept before as case-pile/page.txt
    """
    files = {"one.txt": b"blood", "two.txt": b"blood", "sub/page.txt": b"a page"}
    report = keep(case, write_pile(tmp_path / "pile", files))
    assert {(copy.address, copy.first) for copy in report.copies} == {
        ("pile/two.txt", "pile/one.txt"),
        ("pile/sub/page.txt", "case-pile/page.txt"),
    }
    assert (len(report.preserved), report.duplicates, check(case).objects) == (3, 2, 2)


MANIFESTS = {
    "commas": b"file,address\na.txt,https://a.example/\nsub/b.txt,https://b.example/\n",
    "semicolons, a byte order mark and windows line ends": "\ufefffile;address\r\na.txt;https://a.example/\r\nsub/b.txt;https://b.example/\r\n".encode(),
    "windows paths": b"file,address\r\na.txt,https://a.example/\r\nsub\\b.txt,https://b.example/\r\n",
    "dots in paths": b"file,address\n./a.txt,https://a.example/\nx/../sub/b.txt,https://b.example/\n",
    "what a spreadsheet calls unicode text": "file\taddress\r\na.txt\thttps://a.example/\r\nsub/b.txt\thttps://b.example/\r\n".encode("utf-16"),
}  # fmt: skip


@pytest.mark.parametrize("why", MANIFESTS)
def test_a_manifest_describes_files_beside_it_and_below_it(
    case: Path, tmp_path: Path, why: str
) -> None:
    files = {"a.txt": b"a", "sub/b.txt": b"b", "manifest.csv": MANIFESTS[why]}
    report = keep(case, write_pile(tmp_path / "pile", files))
    assert report.problems == ()
    found = addresses(case)
    assert found["pile/a.txt"] == "https://a.example/"
    assert found["pile/sub/b.txt"] == "https://b.example/"


def test_the_manifest_nearest_to_a_file_speaks_first(case: Path, tmp_path: Path) -> None:
    files = {
        "sub/a.txt": b"a",
        "sub/b.txt": b"b",
        "manifest.csv": b"file,address\nsub/a.txt,https://far.example/\nsub/b.txt,https://b.example/",
        "sub/manifest.csv": b"file,address\na.txt,https://near.example/",
    }
    keep(case, write_pile(tmp_path / "pile", files))
    assert addresses(case)["pile/sub/a.txt"] == "https://near.example/"
    assert addresses(case)["pile/sub/b.txt"] == "https://b.example/"


def test_a_row_that_names_no_file_is_named(case: Path, tmp_path: Path) -> None:
    files = {"sub/a.txt": b"a", "manifest.csv": b"file\nsub/a.txt\nsub/b.txt\nc.txt\n"}
    report = keep(case, write_pile(tmp_path / "pile", files))
    messages = {p.message for p in report.problems if p.code == "manifest-no-file"}
    assert messages == {
        "expected the file sub/b.txt, found none",
        "expected the file c.txt, found none",
    }


def test_letters_written_with_other_code_points_name_the_same_file(
    case: Path, tmp_path: Path
) -> None:
    """a Mac names the file with e and an accent, the spreadsheet writes é"""
    files = {
        "cafe\u0301.txt": b"c",
        "manifest.csv": "file,publisher\ncaf\u00e9.txt,Le Monde".encode(),
    }
    report = keep(case, write_pile(tmp_path / "pile", files))
    assert report.problems == ()
    (capture,) = report.preserved
    assert capture.described is not None
    assert capture.described.publisher == "Le Monde"


def test_a_later_description_is_an_event_of_its_own_and_both_are_kept(
    case: Path, tmp_path: Path
) -> None:
    """
    monday   pile/a.txt, pile/b.txt           no manifest
    tuesday  manifest: a.txt is https://a.example/
    friday   manifest: a.txt is https://a.example/, published by The Paper
    """
    pile = write_pile(tmp_path / "pile", {"a.txt": b"a", "b.txt": b"b"})
    keep(case, pile)
    for row in ("a.txt,https://a.example/,", "a.txt,https://a.example/,The Paper"):
        (pile / "manifest.csv").write_text(f"file,address,publisher\n{row}\n")
        report = keep(case, pile)
        assert (len(report.preserved), report.already, report.duplicates) == (0, 2, 0)
        assert [capture.file for capture in report.redescribed] == ["pile/a.txt"]
    again = keep(case, pile)
    assert (again.already, again.redescribed) == (2, ())
    said = [
        body.capture.described
        for body in bodies(case)
        if isinstance(body, Preserved | Redescribed) and body.capture.file == "pile/a.txt"
    ]
    assert [each and (each.address, each.publisher) for each in said] == [
        None, ("https://a.example/", None), ("https://a.example/", "The Paper"),
    ]  # fmt: skip
    assert addresses(case)["pile/a.txt"] == "https://a.example/"
    assert len(addresses(case)) == 3, "one file stays one capture"
    report_ = check(case)
    assert (report_.problems, report_.objects) == ((), 3)
    (pile / "manifest.csv").unlink()
    assert keep(case, pile).redescribed == (), "that nothing is said now unsays nothing"


@pytest.mark.slow
def test_what_is_said_later_is_what_the_reader_shows(case: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    pile = write_pile(
        tmp_path / "pile",
        {
            "a.txt": b"Police collected blood samples and fingerprints from all residents aged 12 to 65 in Xinjiang."
        },
    )
    firsthand("preserve", case, pile, home=home)
    claims = printed("claim", case, home=home)["claims"]
    assert claims
    firsthand("claim", case, "--accept", claims[0]["id"], "--reason", "seen", home=home)
    (pile / "manifest.csv").write_text("file,address,publisher\na.txt,https://a.example/,The Paper")
    shown = printed("preserve", case, pile, home=home)
    assert [each["address"] for each in shown["redescribed"]] == ["https://a.example/"]
    documents = printed("read", case, home=home)["documents"]
    assert {(d["address"], d["publisher"]) for d in documents} >= {
        ("https://a.example/", "The Paper")
    }
    assert len(documents) == 2
    statuses = [claim["status"] for claim in printed("claim", case, home=home)["claims"]]
    assert "accepted" in statuses, "a decision made before is not lost"
    for words in (("weigh", case), ("publish", case, tmp_path / "dossier")):
        assert firsthand(*words, home=home).returncode == 0


def test_links_pipes_and_devices_are_passed_over_and_named(case: Path, tmp_path: Path) -> None:
    pile = write_pile(tmp_path / "pile", {"a.txt": b"a", "sub/b.txt": b"b"})
    os.mkfifo(pile / "pipe")
    (pile / "link").symlink_to("/etc/passwd")
    (pile / "folder").symlink_to("/etc")
    (pile / "loop").symlink_to(pile)
    (pile / "broken").symlink_to(pile / "nothing")
    report = keep(case, pile)
    names = ("broken", "folder", "link", "loop", "pipe")
    assert where(report) == {("not-a-file", f"pile/{name}") for name in names}
    assert len(report.preserved) == 2
    refused = [body.address for body in bodies(case) if isinstance(body, Refused)]
    assert sorted(refused) == [f"pile/{name}" for name in names]
    keep(case, pile)
    assert len([body for body in bodies(case) if isinstance(body, Refused)]) == 5, "said once"


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_given_by_its_name_is_refused_at_once(case: Path, device: str) -> None:
    report = keep(case, Path(device))
    assert codes(report) == {"not-a-file"}
    assert report.preserved == ()


def test_a_link_given_by_its_name_is_followed(case: Path, tmp_path: Path) -> None:
    """the operator chose it; a link found in a folder was chosen by whoever made the folder"""
    write_pile(tmp_path / "pile", {"a.txt": b"a"})
    (tmp_path / "chosen.txt").symlink_to(tmp_path / "pile/a.txt")
    report = keep(case, tmp_path / "chosen.txt")
    assert [capture.file for capture in report.preserved] == ["chosen.txt"]


def test_a_file_of_no_bytes_is_kept(case: Path, tmp_path: Path) -> None:
    (capture,) = keep(case, write_pile(tmp_path / "pile", {"empty": b""})).preserved
    assert (capture.digest, capture.size_bytes) == (hashlib.sha256(b"").hexdigest(), 0)
    assert check(case).problems == ()


def test_a_name_that_is_no_text_is_kept_and_shown_with_its_bytes(
    case: Path, tmp_path: Path
) -> None:
    pile = tmp_path / "pile"
    pile.mkdir()
    Path(os.fsdecode(os.fsencode(pile) + b"/\xe8\xa1\x80\xff\n.txt")).write_bytes(b"x")
    (capture,) = keep(case, pile).preserved
    assert capture.file == r"pile/血\xff\x0a.txt"
    assert check(case).problems == ()


def test_a_case_is_not_put_into_itself(case: Path, tmp_path: Path) -> None:
    """firsthand preserve case .      where case lies in ."""
    os.environ["FIRSTHAND_HOME"] = str(tmp_path / "home")
    (tmp_path / "letter.txt").write_text("dear reader")
    report = keep(case, tmp_path)
    assert {"own-case", "signing-key"} == codes(report)
    assert not [c for c in report.preserved if "evidence" in c.file or c.file.startswith("case/")]
    assert check(case).problems == ()


WITHOUT_ROOTS_RIGHTS = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")


@pytest.mark.slow
def test_what_may_not_be_read_is_named_and_the_rest_goes_through(
    case: Path, tmp_path: Path
) -> None:
    pile = write_pile(tmp_path / "pile", {"a.txt": b"a", "b.txt": b"b", "sub/c.txt": b"c"})
    (pile / "b.txt").chmod(0)
    (pile / "sub").chmod(0)
    prefix = WITHOUT_ROOTS_RIGHTS if os.getuid() == 0 else ()
    if prefix and not shutil.which(prefix[0]):
        pytest.skip("root may read everything, and setpriv is not installed")
    done = subprocess.run(
        [*prefix, sys.executable, "-m", "firsthand", "preserve", str(case), str(pile)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    (pile / "sub").chmod(0o755)
    assert done.returncode == 1, done.stderr
    assert "preserved 1" in done.stdout
    assert "pile/b.txt: it could not be read to its end" in done.stderr
    assert "pile/sub: expected a folder to read: Permission denied" in done.stderr
    assert check(case).problems == ()


def test_a_file_that_vanishes_is_named_and_the_rest_goes_through(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pile = write_pile(tmp_path / "pile", {"a.txt": b"a", "b.txt": b"b", "c.txt": b"c"})
    real = Batch.add

    def add(self: Batch, *told: object, **more: object) -> tuple[str, int]:
        (pile / "b.txt").unlink(missing_ok=True)
        return real(self, *told, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Batch, "add", add)  # the moment at which somebody deletes it
    report = keep(case, pile)
    assert where(report) == {("vanished", "pile/b.txt")}
    assert len(report.preserved) == 2


@pytest.mark.slow
def test_a_file_that_changes_while_it_is_read_is_not_kept(case: Path, tmp_path: Path) -> None:
    """half of the old and half of the new never were together"""
    pile = write_pile(tmp_path / "pile", {"growing.log": b"x" * (32 << 20), "b.txt": b"b"})
    stop = threading.Event()

    def grow() -> None:
        with (pile / "growing.log").open("ab") as stream:
            while not stop.is_set():
                stream.write(b"x" * 1000)
                stream.flush()

    thread = threading.Thread(target=grow)
    thread.start()
    try:
        report = keep(case, pile)
    finally:
        stop.set()
        thread.join()
    assert where(report) == {("changed", "pile/growing.log")}
    assert [capture.file for capture in report.preserved] == ["pile/b.txt"]
    assert keep(case, pile).already == 1, "when nobody writes to it, it is kept"
    assert len(addresses(case)) == 3


def test_a_damaged_object_is_not_taken_for_what_is_offered_again(
    case: Path, tmp_path: Path
) -> None:
    """the report says what to do, and doing it mends the case"""
    (held,) = (case / "evidence").glob("??/*")
    held.chmod(0o644)
    held.write_bytes(b"b page")
    report = keep(case, tmp_path / "case-pile")
    assert codes(report) == {"object-altered"}
    assert report.already == 0
    held.rename(tmp_path / "damaged")
    assert keep(case, tmp_path / "case-pile").already == 1
    assert check(case).problems == ()


LITTLE_ROOM = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
sys.argv = ["firsthand", *sys.argv[1:]]
from firsthand.cli.main import main
main()
"""


def test_a_full_disk_ends_with_2_and_one_sentence_and_loses_nothing(
    case: Path, tmp_path: Path
) -> None:
    """
    300 small files fill the first batch; the log or a large file then finds no room
    """
    small = {f"{n:03}.txt": f"{n}".encode() for n in range(300)}
    pile = write_pile(tmp_path / "pile", small | {"large.bin": b"x" * 60_000})
    done = subprocess.run(
        [sys.executable, "-c", LITTLE_ROOM, "preserve", str(case), str(pile)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "the disk is full" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert check(case).differences == 0
    report = keep(case, pile)
    assert report.already + len(report.preserved) == 301
    checked = check(case)
    assert (checked.differences, checked.objects) == (0, 302)


@pytest.mark.slow
@pytest.mark.skipif(os.getuid() != 0, reason="only root can mount a small disk")
@pytest.mark.skipif(not shutil.which("unshare"), reason="unshare is not installed")
def test_a_small_disk_that_is_full_ends_with_2_and_a_case_that_opens(tmp_path: Path) -> None:
    """a real file system of 2 MB, filled by the second pile"""
    pile = write_pile(tmp_path / "pile", {f"{n}.bin": os.urandom(9000) for n in range(400)})
    script = f"""
    mount -t tmpfs -o size=2m tmpfs {tmp_path}/disk || exit 77
    f="{sys.executable} -m firsthand"
    $f new {tmp_path}/disk/case && $f preserve {tmp_path}/disk/case {pile}; a=$?
    rm -f {tmp_path}/disk/case/evidence/.incoming/[0-9]*
    $f verify {tmp_path}/disk/case; echo "$a $?"
    """
    (tmp_path / "disk").mkdir()
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", script],
        env={**os.environ, "FIRSTHAND_HOME": str(tmp_path / "home")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode == 77:
        pytest.skip("no disk can be mounted here")
    assert done.stdout.splitlines()[-1] == "2 0", done.stdout + done.stderr
    assert "the disk is full" in done.stderr


@pytest.mark.slow
def test_a_file_of_five_gigabytes_is_streamed(place: Path) -> None:
    """a sparse file; the program never needs more than 150 MB, and its copy no more disk"""
    home = place / "home"
    big = place / "big.bin"
    with big.open("wb") as stream:
        stream.truncate(5 << 30)
    firsthand("new", place / "case", home=home)
    script = """
import sys
sys.argv = ["firsthand", *sys.argv[1:]]
from firsthand.cli.main import main
try:
    main()
finally:  # not ru_maxrss: a child begins with the peak of whoever started it
    print(open("/proc/self/status").read().split("VmHWM:")[1].split()[0], file=sys.stderr)
"""
    for words in (("preserve", "case", "big.bin"), ("verify", "case")):
        done = subprocess.run(
            [sys.executable, "-c", script, *words],
            env={**os.environ, "FIRSTHAND_HOME": str(home)},
            cwd=place, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert int(done.stderr.splitlines()[-1]) < 150_000, "kB"
    (held,) = (place / "case/evidence").glob("??/*")
    assert held.stat().st_size == 5 << 30
    assert held.stat().st_blocks * 512 < 1 << 20
    assert held.name == "7f06c62352aebd8125b2a1841e2b9e1ffcbed602f381c3dcb3200200e383d1d5"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > 0
