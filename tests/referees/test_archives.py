"""What others' programs say of the archives that we write: nothing is wrong with them, and their index is ours."""

from __future__ import annotations

import base64
import gzip
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.x509 import Certificate

from captured import awkward, needs_chromium
from certified import certify
from firsthand.pipeline.archives import verify_archive
from firsthand.pipeline.stages import quiet
from firsthand.preserve.writing.pages import Page
from firsthand.preserve.writing.waczs import Package, write_wacz
from pipeline.test_vouching import Signer
from refereed import installed, judged, referee
from written import AT, PREFACE, met, warc

REAL = Path(__file__).parents[3] / "shared/data/archives/wacz/valid_signed_example_1.wacz"
KEY = ec.derive_private_key(7, ec.SECP384R1())


def made(folder: Path, key: ec.EllipticCurvePrivateKey | None = KEY) -> Path:
    """A WACZ of awkward exchanges."""
    page = Page(
        address="https://a.example/", moment=AT, title="check-ups in sandur", text="免费体检"
    )
    path = folder / "made.wacz"
    with path.open("w+b") as stream:
        package = Package(title="Sandur", pages=[page])
        write_wacz(met(), stream, scratch=io.BytesIO(), preface=PREFACE, package=package, key=key)
    return path


@pytest.fixture(params=["data.warc", "data.warc.gz"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / str(request.param)
    path.write_bytes(warc(packed=path.suffix == ".gz")[0])
    return path


def test_warcio_finds_every_digest_right(archive: Path) -> None:
    done = judged(referee("warcio"), "check", "-v", archive, folder=archive.parent)
    assert (done.returncode, "fail" in done.stdout) == (0, False)
    assert done.stdout.count("digest pass") == 24


def test_fastwarc_finds_every_block_right_and_every_payload_but_those_it_cannot_tell(
    archive: Path,
) -> None:
    """It takes a revisit's payload for the record's own, and ends a head with CRLF alone."""
    fastwarc = Path(sys.executable).with_name("fastwarc")
    if not fastwarc.exists():
        pytest.skip("fastwarc is not installed")
    done = judged(fastwarc, "check", archive, folder=archive.parent)
    assert (done.returncode, "25 records were verified successfully" in done.stdout) == (0, True)
    done = judged(fastwarc, "check", "--verify-payloads", archive, folder=archive.parent)
    odd = [
        each.record_id
        for each in warc()[1]
        if each.record.kind == "revisit"
        or (each.record.kind == "response" and each.record.address.endswith("/bare"))
    ]
    assert [line for line in done.stdout.splitlines() if line.startswith("<urn:")] == odd


def test_cdxj_indexer_makes_the_index_that_we_make(tmp_path: Path) -> None:
    """But for digests of payloads that no record states: it makes SHA-1 of what it has read to its end already."""
    with zipfile.ZipFile(made(tmp_path)) as opened:
        (tmp_path / "data.warc.gz").write_bytes(opened.read("archive/data.warc.gz"))
        ours = gzip.decompress(opened.read("indexes/index.cdx.gz")).decode().splitlines()
    done = judged(
        referee("cdxj-indexer"), "--sort", "--digest-records", "--post-append", "data.warc.gz", folder=tmp_path
    )  # fmt: skip
    theirs = done.stdout.splitlines()
    assert len(ours) == len(theirs) == 12
    stated = 0
    for our, their in zip(ours, theirs, strict=True):
        mine, other = json.loads(our.split(" ", 2)[2]), json.loads(their.split(" ", 2)[2])
        if other["digest"].startswith("sha1:"):
            mine.pop("digest", None)
            other.pop("digest")
            assert (our.split(" ", 2)[:2], mine) == (their.split(" ", 2)[:2], other)
            continue
        assert our == their
        stated += 1
    assert stated == 8


def test_wacz_validate_finds_it_valid(tmp_path: Path) -> None:
    done = judged(referee("wacz"), "validate", "-f", made(tmp_path), folder=tmp_path)
    assert "Validation succeeded, the passed WACZ is valid" in done.stdout, done.stderr
    assert "Has signature" in done.stdout


@pytest.mark.browser
@pytest.mark.slow
@needs_chromium
def test_wacz_validate_finds_a_captured_page_valid_and_signed(tmp_path: Path) -> None:
    """It asks for a name that ends as archives do."""
    path = tmp_path / "page.wacz"
    path.symlink_to(awkward("h2").archive)
    done = judged(referee("wacz"), "validate", "-f", path, folder=tmp_path)
    assert "Validation succeeded, the passed WACZ is valid" in done.stdout, done.stderr
    assert "Has signature" in done.stdout


def test_wacz_validate_finds_it_valid_with_whom_it_is_by_where_nobody_signed(
    tmp_path: Path,
) -> None:
    """It knows signatures of domains alone: one by a bare key it cannot judge, OpenSSL can."""
    told = (referee("wacz"), "validate", "--verify-auth", "-f")
    done = judged(*told, made(tmp_path, key=None), folder=tmp_path)
    assert "Validation succeeded, the passed WACZ is valid" in done.stdout, done.stderr


def test_openssl_finds_the_signature_right_and_that_of_another_list_wrong(tmp_path: Path) -> None:
    openssl = installed("openssl")
    with zipfile.ZipFile(made(tmp_path)) as opened:
        signed = json.loads(opened.read("datapackage-digest.json"))["signedData"]
    raw = base64.b64decode(signed["signature"])
    parts = (int.from_bytes(raw[:48]), int.from_bytes(raw[48:]))
    (tmp_path / "signature").write_bytes(encode_dss_signature(*parts))
    (tmp_path / "key.der").write_bytes(base64.b64decode(signed["publicKey"]))
    for words, code in ((signed["hash"], 0), (signed["hash"][:-1] + "x", 1)):
        (tmp_path / "hash").write_text(words)
        done = judged(
            openssl, "dgst", "-sha256", "-keyform", "DER", "-verify", "key.der", "-signature", "signature", "hash",
            folder=tmp_path,
        )  # fmt: skip
        assert done.returncode == code, done.stderr


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    """A domain and an authority for time, of roots that only this trial knows; an archive that they signed and stamped."""
    trial = Signer(tmp_path_factory.mktemp("signer"))
    trial.stamped(trial.place / "signed.wacz")
    return trial


@contextmanager
def verifier(place: Path, *roots: Certificate) -> Iterator[str]:
    """authsign's own verifier on this machine, with the roots of the trial in the place of its list; its address."""
    told = [each.fingerprint(hashes.SHA256()).hex() for each in roots]
    listed = place / "roots.yaml"
    listed.write_text(f"domain_cert_roots: [{told[0]}]\ntimestamp_cert_roots: [{told[1]}]\n")
    command = [referee("python"), Path(__file__).with_name("authsigned.py"), listed]
    with subprocess.Popen(
        list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}/"
        finally:
            process.kill()


def test_wacz_validate_verifies_a_domain_s_signature_and_its_stamp(
    signer: Signer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It asks authsign, which has other roots here than those that it ships: a trial's are in nobody's list."""
    referee("wacz")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    signed = signer.place / "signed.wacz"
    with verifier(tmp_path, signer.root.certificate, signer.time.root) as address:
        told = ("validate", "--verify-auth", "--verifier-url", address, "-f")
        done = judged(referee("wacz"), *told, signed, folder=tmp_path)
        assert f"Successfully verified signature via: {address}" in done.stdout, done.stderr
        assert "Validation succeeded, the passed WACZ is valid" in done.stdout
        early = tmp_path / "early.wacz"
        signer.sign(early)
        done = judged(referee("wacz"), *told, early, folder=tmp_path)
        assert "Signature not verified" in done.stdout, "it takes none without a stamp"
    other = certify("Trial domains", authority=True).certificate
    with verifier(tmp_path, other, signer.time.root) as address:
        done = judged(referee("wacz"), *told[:3], address, "-f", signed, folder=tmp_path)
        assert "Signature not verified" in done.stdout


def test_wacz_validate_alone_believes_no_roots_but_those_that_authsign_ships(
    signer: Signer, tmp_path: Path
) -> None:
    """Nothing of its command says which others: so a signature by another authority, sound as it is, does not pass."""
    done = judged(
        referee("wacz"),
        "validate",
        "--verify-auth",
        "-f",
        signer.place / "signed.wacz",
        folder=tmp_path,
    )
    assert "Validation failed due to error" in done.stdout
    assert "Trusted Domain Root Cert" in done.stdout + done.stderr


@pytest.mark.shared
@pytest.mark.skipif(not REAL.is_file(), reason="the real archives are not beside this checkout")
def test_wacz_validate_reads_the_signature_and_stamp_of_a_real_archive_as_we_do(
    tmp_path: Path,
) -> None:
    done = judged(referee("wacz"), "validate", "--verify-auth", "-f", REAL, folder=tmp_path)
    assert "Successfully verified signature" in done.stdout, done.stderr
    report = verify_archive(REAL, progress=quiet)
    assert report.differences == 0
    assert any("stamped on 2022-01-18T19:00:12Z by" in each.message for each in report.problems)
