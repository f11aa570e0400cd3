from __future__ import annotations

import base64
import io
import json
import subprocess
import zipfile
from pathlib import Path

import pytest

from authority import Authority
from certified import Held, certify
from firsthand.errors import OperatorError
from firsthand.model.problem import Severity
from firsthand.pipeline.archives import verify_archive
from firsthand.pipeline.stages import quiet
from firsthand.pipeline.vouching import Vouched, sign, stamp
from firsthand.preserve.writing.pages import Page
from firsthand.preserve.writing.waczs import Package, write_wacz
from written import AT, PREFACE, met, warc

DOMAIN = "archive.example"


class Signer:
    """An organisation with a domain, an authority for it, one for time; and an archive to sign."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.root = certify("Trial domains", authority=True)
        self.own = certify(DOMAIN, self.root, domain=DOMAIN, days=(-1, 40))
        self.time = Authority(place / "time")
        self.write("chain.pem", self.own, self.root)
        (place / "key.pem").write_bytes(self.own.key_pem)
        self.archive = place / "made.wacz"
        page = Page(address="https://a.example/", moment=AT, title="check-ups", text="免费体检")
        with self.archive.open("w+b") as stream:
            package = Package(title="Sandur", pages=[page])
            write_wacz(met(), stream, scratch=io.BytesIO(), preface=PREFACE, package=package)

    def write(self, name: str, *held: Held) -> Path:
        path = self.place / name
        path.write_bytes(b"".join(each.pem for each in held))
        return path

    def sign(self, into: Path, /, **changes: Path | str) -> Vouched:
        query = into.with_suffix(".tsq")
        named = {"certificates": self.place / "chain.pem", "key": self.place / "key.pem"}
        told = {"archive": self.archive, "into": into, "query": query, **named, **changes}
        return sign(progress=quiet, **told)  # type: ignore[arg-type]

    def stamped(self, into: Path) -> Vouched:
        """Signed, carried to the authority and back."""
        early = into.with_suffix(".unstamped.wacz")
        self.sign(early)
        self.time.answer(early.with_suffix(".tsq"), into.with_suffix(".tsr"))
        return stamp(early, answered=into.with_suffix(".tsr"), into=into, progress=quiet)


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    made = Signer(tmp_path_factory.mktemp("signer"))
    made.stamped(made.place / "signed.wacz")
    return made


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_a_signed_archive_has_the_same_files_and_says_for_whom_and_when(signer: Signer) -> None:
    before, after = members(signer.archive), members(signer.place / "signed.wacz")
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"datapackage.json", "datapackage-digest.json"}
    report = verify_archive(signer.place / "signed.wacz", progress=quiet)
    told = {each.code: each.message for each in report.problems}
    assert not [each for each in report.problems if each.severity is Severity.ERROR]
    assert "no known authority" in told["signature-untrusted"], "the trial's root is nobody's"
    notes = [each.message for each in report.problems if each.code == "signature"]
    assert notes[0].startswith(f"signed for {DOMAIN}, which says it was on ")
    assert "by CN=Trial time, whom no known authority vouches for" in notes[1]


def test_before_it_is_stamped_its_time_is_the_signer_s_word(signer: Signer, tmp_path: Path) -> None:
    done = signer.sign(tmp_path / "early.wacz")
    assert (done.utc, done.domain) == ("", DOMAIN)
    report = verify_archive(tmp_path / "early.wacz", progress=quiet)
    assert any("the signer's word alone" in each.message for each in report.problems)


def test_openssl_finds_signature_and_stamp_right(signer: Signer, tmp_path: Path) -> None:
    signed = json.loads(members(signer.place / "signed.wacz")["datapackage-digest.json"])[
        "signedData"
    ]
    (tmp_path / "own.pem").write_text(signed["domainCert"])
    (tmp_path / "hash").write_text(signed["hash"])
    (tmp_path / "text").write_text(signed["signature"])
    (tmp_path / "signature").write_bytes(base64.b64decode(signed["signature"]))
    (tmp_path / "reply").write_bytes(base64.b64decode(signed["timeSignature"]))
    (tmp_path / "time.pem").write_text(signed["timestampCert"])
    for words in (
        "x509 -in own.pem -pubkey -noout -out key.pem",
        "dgst -sha256 -verify key.pem -signature signature hash",
        "ts -verify -in reply -data text -CAfile time.pem",
    ):
        done = subprocess.run(["openssl", *words.split()], cwd=tmp_path, capture_output=True, check=False)  # fmt: skip
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"certificates": "key.pem"}, "in PEM, found other bytes"),
        ({"certificates": "none.pem"}, "cannot be read"),
        ({"certificates": "other.pem"}, "not of this key"),
        ({"certificates": "alone.pem"}, "expected the root as the last"),
        ({"certificates": "wrong.pem"}, "issued by the next"),
        ({"certificates": "ended.pem", "key": "ended.key"}, "does not hold at"),
        ({"certificates": "nameless.pem", "key": "nameless.key"}, "for a domain, found one for"),
        ({"name": "other.example"}, "expected a certificate for other.example"),
        ({"archive": "data.warc"}, "it is a warc"),
        ({"archive": "damaged.wacz"}, "only a WACZ in which nothing differs is signed"),
        ({"into": "made.wacz"}, "is there already"),
    ],
)
def test_what_cannot_be_signed_is_refused(
    signer: Signer, tmp_path: Path, changes: dict[str, str], words: str
) -> None:
    other, ended = certify("other", signer.root), certify("e", signer.root, domain="e.example", days=(-9, -1))  # fmt: skip
    nameless = certify("nameless", signer.root)
    signer.write("other.pem", other, signer.root)
    signer.write("alone.pem", signer.own)
    signer.write("wrong.pem", signer.own, certify("x", authority=True))
    for name, held in (("ended", ended), ("nameless", nameless)):
        signer.write(f"{name}.pem", held, signer.root)
        (signer.place / f"{name}.key").write_bytes(held.key_pem)
    (signer.place / "data.warc").write_bytes(warc(packed=False)[0])
    (signer.place / "damaged.wacz").write_bytes(signer.archive.read_bytes() + b"x")
    told = {k: v if k == "name" else signer.place / v for k, v in changes.items()}
    with pytest.raises(OperatorError, match=words):
        signer.sign(tmp_path / "into.wacz", **told)
    assert not list(tmp_path.glob("*.wacz*"))


@pytest.mark.slow
def test_what_is_no_stamp_over_this_signature_is_refused(signer: Signer, tmp_path: Path) -> None:
    early = tmp_path / "early.wacz"
    signer.sign(early)
    (tmp_path / "none").write_bytes(b"x")
    short = Authority(tmp_path / "short", chain=False)
    short.answer(tmp_path / "early.tsq", tmp_path / "short.tsr")
    signer.time.answer(tmp_path / "early.tsq", tmp_path / "early.tsr")
    for archive, reply, words in (
        (early, tmp_path / "none", "other bytes"),
        (early, signer.place / "signed.tsr", "over something else"),
        (early, tmp_path / "short.tsr", "do not lead from CN=Trial time to a root"),
        (early, tmp_path / "missing", "cannot be read"),
        (signer.archive, tmp_path / "early.tsr", "not signed for a domain"),
    ):
        with pytest.raises(OperatorError, match=words):
            stamp(archive, answered=reply, into=tmp_path / "into.wacz", progress=quiet)
    root = tmp_path / "short" / "root.pem"
    done = stamp(
        early,
        answered=tmp_path / "short.tsr",
        into=tmp_path / "into.wacz",
        progress=quiet,
        chain=root,
    )
    assert done.authority == "CN=Trial time"
    with pytest.raises(OperatorError, match="is there already"):
        stamp(early, answered=root, into=tmp_path / "into.wacz", progress=quiet)
