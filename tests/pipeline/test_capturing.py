from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from zipfile import ZipFile

import pytest

from awkward.server import Awkward
from captured import SHORT, awkward, everything, needs_chromium, reaching
from firsthand.errors import MissingToolError, SettingError
from firsthand.model.custody import MediaType
from firsthand.model.record import Preserved, Refused
from firsthand.model.visit import Visit
from firsthand.pipeline import stages
from firsthand.pipeline.archives import verify_archive
from firsthand.pipeline.capturing import CaptureSettings, _held, capture, checked, is_web
from firsthand.pipeline.case import Case
from firsthand.pipeline.loopback import SETTING
from firsthand.read.records import Record, read_records
from firsthand.tools.browser import found
from firsthand.tools.browser.family import members
from firsthand.tools.browser.private import LOG, PREFIX
from odd import Odd

pytestmark = [pytest.mark.browser, pytest.mark.slow]
EVERYTHING_BYTES = 64 << 20


def records(archive: Path) -> list[Record]:
    with ZipFile(archive) as packed, packed.open("archive/data.warc.gz") as stream:
        return list(read_records(stream, size_max=EVERYTHING_BYTES))  # type: ignore[arg-type]


def by_target(found: list[Record], kind: str) -> dict[str, list[bytes]]:
    """Blocks of one kind by the path that was asked for."""
    kept = defaultdict(list)
    for record in found:
        address = record.header("warc-target-uri")
        if record.kind in kind.split() and "://awkward.test" in address:
            kept["/" + address.split("/", 3)[3]].append(record.block)
    return {target: sorted(blocks) for target, blocks in kept.items()}


@needs_chromium
def test_over_the_first_http_every_byte_of_every_request_and_answer_is_in_the_archive() -> None:
    """
    gzip in chunks, brotli, two Set-Cookie, odd case, GBK, Big5, a redirect with a body, two bodies cut off,
    a worker, a range, POST, 6 MB, a service worker, a WebSocket's handshake
    """
    whole = awkward("http/1.1")
    met = records(whole.archive)
    asked, answered = by_target(met, "request"), by_target(met, "response revisit")
    said = defaultdict(list)
    for each in whole.said:
        said[each.target].append(each)
    assert len(whole.said) >= 40
    for target, exchanges in said.items():
        assert asked[target] == sorted(e.request_head + e.request_body for e in exchanges), target
        assert answered[target] == sorted(e.response_head + e.response_body for e in exchanges), (
            target
        )


def headers(block: bytes) -> tuple[list[tuple[bytes, bytes]], bytes]:
    """The header lines of a head written as text, in order; and the body."""
    head, _, body = block.partition(b"\r\n\r\n")
    pairs = (line.partition(b": ") for line in head.split(b"\r\n")[1:])
    return [(name, words) for name, _, words in pairs], body


def as_text(sent: list[tuple[bytes, bytes]]) -> bytes:
    """A header list as the server received it, written as text: the authority first, as a host."""
    named = dict(sent)
    lines = [
        b"%b %b HTTP/1.1" % (named[b":method"], named[b":path"]),
        b"host: " + named[b":authority"],
    ]
    lines += [name + b": " + words for name, words in sent if not name.startswith(b":")]
    return b"\r\n".join(lines) + b"\r\n\r\n"


@needs_chromium
def test_over_the_second_http_every_header_list_and_body_is_in_the_archive() -> None:
    whole = awkward("h2")
    met = records(whole.archive)
    asked, answered = by_target(met, "request"), by_target(met, "response revisit")
    compared = 0
    requests: dict[str, list[bytes]] = defaultdict(list)
    for each in whole.said:
        if each.protocol != "h2":
            continue
        wanted = [(n, w.strip()) for n, w in each.response_headers if not n.startswith(b":")]
        fitting = [
            block for block in answered[each.target]
            if headers(block) == (wanted, each.response_body)
        ]  # fmt: skip
        assert fitting, each.target
        requests[each.target].append(as_text(each.request_headers) + each.request_body)
        compared += 1
    assert compared >= 35
    for target, wanted_requests in requests.items():
        over_h2 = [block for block in asked[target] if block in wanted_requests]
        assert sorted(over_h2) == sorted(wanted_requests), target
    frames = [r for r in met if r.header("warc-target-uri").startswith("urn:frames:")]
    assert len(frames) >= compared


@needs_chromium
def test_a_capture_is_in_the_case_under_its_address_and_is_read_under_it() -> None:
    whole = awkward("http/1.1")
    kept = [e.body.capture for e in whole.entries if isinstance(e.body, Preserved)]
    assert kept == [whole.captured.capture]
    address = whole.captured.receipt.address
    assert whole.captured.capture.address == address
    assert whole.captured.capture.media_type is MediaType.WACZ
    with Case.open(whole.folder / "case", writing=False) as case:
        documents = stages.read(case)
    assert "An awkward page." in [d.text for d in documents if d.address == address]
    assert any("公安机关采集了居民的血样" in d.text for d in documents)
    assert any("警方採集了居民的血樣" in d.text for d in documents)


@needs_chromium
@pytest.mark.parametrize("protocol", ["http/1.1", "h2"])
def test_our_own_strict_verifier_finds_nothing_in_it_and_the_key_that_its_receipt_names(
    protocol: str,
) -> None:
    whole = awkward(protocol)
    report = verify_archive(whole.archive, progress=stages.quiet)
    assert report.differences == 0
    key = whole.captured.receipt.surroundings.archive_key
    (told,) = [each.message for each in report.problems if each.code == "signature"]
    assert told.startswith(f"signed by the key {key}, ")
    assert report.records > 80


@needs_chromium
def test_the_receipt_says_what_loaded_and_what_was_lost() -> None:
    receipt = awkward("http/1.1").captured.receipt
    assert (receipt.state, receipt.because) == ("whole", ())
    lost = {each.address.rsplit("/", 1)[-1]: each.why for each in receipt.lost}
    assert lost["cut.bin"] == "cut off (disconnect)"
    assert "stranger.txt" in lost
    assert any("nowhere.invalid" in each.address for each in receipt.lost)
    assert any("signature holds" in each for each in receipt.handshakes)
    assert {each.name for each in receipt.kept} >= {"the picture", "the print", "the final state"}
    assert any(SETTING in each for each in receipt.proves_not)


@needs_chromium
def test_no_value_of_the_cookie_file_is_anywhere_in_the_archive() -> None:
    """
    the server got the value, and set it anew in another word; the archive has neither
    """
    whole, site = everything()
    assert any("s3cret-value" in cookie for _, cookie in site.asked)
    for record in records(whole.archive):
        assert b"s3cret-value" not in record.block, record.header("warc-target-uri")
    with ZipFile(whole.archive) as packed:
        for name in packed.namelist():
            assert b"s3cret-value" not in packed.read(name), name
    rewritten = [r for r in records(whole.archive) if r.header("firsthand-fidelity") == "rewritten"]
    assert {r.kind for r in rewritten} >= {"request", "response"}
    assert any(b"session=(withheld)" in record.block for record in rewritten)
    assert any(b"fresh=1" in record.block for record in rewritten)
    assert (
        "7 heads" in whole.captured.receipt.withheld[0]
        or "heads" in whole.captured.receipt.withheld[0]
    )


@needs_chromium
def test_what_a_script_wrote_is_read_from_the_final_state() -> None:
    whole, site = everything()
    with Case.open(whole.folder / "case", writing=False) as case:
        documents = stages.read(case)
    at = [d for d in documents if d.address == site.at("/everything")]
    assert len(at) == 2
    assert [d for d in at if "Written by a script" in d.text]
    assert any(p.code == "rendered" for d in at for p in d.problems)
    assert not any("urn:" in d.address for d in documents)


@needs_chromium
def test_each_address_that_fails_is_named_and_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    a private address: nothing is kept; a redirect to one: the redirect is kept, as a part
    """
    monkeypatch.setenv("FIRSTHAND_HOME", str(tmp_path / "home"))
    Case.create(tmp_path / "case")
    settings = CaptureSettings(visit=SHORT)
    with Odd() as site, reaching(), Case.open(tmp_path / "case", writing=True) as case:
        inside, moved = "http://192.168.0.1/", site.at("/to-private")
        report = capture(case, [inside, moved, inside], settings=settings, progress=stages.quiet)
        refused = [e.body for e in case.entries() if isinstance(e.body, Refused)]
    assert {each.where: each.code for each in report.problems} == {
        inside: "capture-failed",
        moved: "capture-partial",
    }
    assert [(each.address, each.code) for each in refused] == [(inside, "capture-failed")]
    (kept,) = report.captured
    assert kept.capture.address == moved
    assert kept.capture.file.endswith(".part.wacz")
    assert any("10.0.0.1: private" in each.why for each in kept.receipt.lost)
    (failed,) = report.failed
    assert (failed.state, failed.proves, failed.kept) == ("failed", (), ())


@needs_chromium
def test_a_certificate_that_nobody_vouches_for_is_not_accepted_and_is_kept_with_its_chain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """the page failed; what the server showed is in an archive that says that it failed, and is taken for no capture of the page"""
    monkeypatch.setenv("FIRSTHAND_HOME", str(tmp_path / "home"))
    Case.create(tmp_path / "case")
    with (
        Awkward(tmp_path / "site") as site,
        reaching(site.key_name),
        Case.open(tmp_path / "case", writing=True) as case,
    ):
        address = f"https://{site.host}:{site.stranger_port}/x"
        report = capture(
            case, [address], settings=CaptureSettings(visit=SHORT), progress=stages.quiet
        )
        (kept,) = case.captures()
        assert "".join(map(str, _held(case))) == ""
        archive = case.vault.path(kept.digest)
        assert verify_archive(archive, progress=stages.quiet).differences == 0
        documents = list(stages.read(case))
    (failed,) = report.failed
    assert report.captured == ()
    assert "certificate 1 of 1 (nobody known vouches" in failed.not_accepted[0]
    assert "CN=stranger.test" in report.problems[0].message
    assert kept.file.endswith(".failed.wacz")
    (chain,) = [
        each for each in records(archive) if each.header("warc-target-uri").startswith("urn:tls:")
    ]
    assert b"BEGIN CERTIFICATE" in chain.block
    assert not any(each.text for each in documents)


@needs_chromium
def test_what_a_list_names_and_the_case_holds_is_not_captured_again() -> None:
    whole, site = everything()
    address = site.at("/everything")
    with Case.open(whole.folder / "case", writing=False) as case:
        settings = CaptureSettings(visit=SHORT)
        report = capture(case, [], listed=[address], settings=settings, progress=stages.quiet)
    assert (report.skipped, report.captured, report.problems) == ((address,), (), ())


@pytest.mark.parametrize(
    "address",
    [
        "https://", "https:///x", "http://[::1", "https://a.example:port/", "https://user:pw@a.example/",
        "https://a.example/x y", "https://a.example/\n", "ftp://a.example/", f"https://a.example/{'x' * 9000}",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_refused_before_anything_begins(address: str) -> None:
    with pytest.raises(SettingError) as told:
        checked(address)
    assert "pw" not in str(told.value)


def test_an_address_of_the_web_is_told_from_a_file() -> None:
    assert is_web("HTTPS://a.example/")
    assert not is_web("file:///etc/passwd")
    assert not is_web("folder/http/page.html")
    assert checked("https://a.example/") == "https://a.example/"


@needs_chromium
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_nothing_of_a_capture_that_is_ended_stays_readable(
    how: signal.Signals, tmp_path: Path
) -> None:
    """
    kill -9: the guardian removes it; SIGTERM: the capture cleans up itself
    """
    place = Path(tempfile.mkdtemp(prefix="e-", dir="/tmp"))
    environment = {
        **os.environ, "FIRSTHAND_HOME": str(tmp_path / "home"), "FIRSTHAND_AGENT": "tester",
        "TMPDIR": str(place), SETTING: "none", "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }  # fmt: skip
    code = (
        "import sys; from pathlib import Path\n"
        "from captured import SHORT\n"
        "from firsthand.pipeline.case import Case\n"
        "from firsthand.pipeline.capturing import CaptureSettings, capture\n"
        "from firsthand.pipeline.stages import quiet\n"
        "Case.create(Path(sys.argv[1]))\n"
        "with Case.open(Path(sys.argv[1]), writing=True) as case:\n"
        "    capture(case, [sys.argv[2]], settings=CaptureSettings(visit=SHORT), progress=quiet)\n"
    )
    with Odd() as site:
        words = [sys.executable, "-c", code, str(tmp_path / "case"), site.at("/restless")]
        with subprocess.Popen(words, env=environment, stderr=subprocess.DEVNULL) as started:
            deadline = time.monotonic() + 60
            while not any(path == "/slow.js" for path, _ in site.asked):
                assert time.monotonic() < deadline
                assert started.poll() is None
                time.sleep(0.05)
            (folder,) = place.glob(f"{PREFIX}*")
            assert folder.stat().st_mode & 0o077 == 0
            assert (folder / LOG).stat().st_mode & 0o077 == 0
            started.send_signal(how)
            started.wait(60)
    _wait_until_gone(folder)
    assert not list(place.iterdir())
    assert how is signal.SIGKILL or started.returncode != 0
    shutil.rmtree(place)


def _wait_until_gone(folder: Path) -> None:
    """The browser ends when whoever drove it is gone, and its folder with it."""
    deadline = time.monotonic() + 60
    while folder.exists() or members(os.fspath(folder)):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_without_the_browser_it_is_said_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRSTHAND_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(found, "DEBIANS", tmp_path / "none")
    monkeypatch.setenv("PATH", str(tmp_path))
    Case.create(tmp_path / "case")
    settings = CaptureSettings(visit=Visit(address=""))
    with Case.open(tmp_path / "case", writing=True) as case:
        with pytest.raises(MissingToolError, match="apt install chromium"):
            capture(case, ["https://a.example/"], settings=settings, progress=stages.quiet)
        assert case.captures() == ()
