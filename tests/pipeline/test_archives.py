from __future__ import annotations

import base64
import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
import zstandard

from authority import Authority
from custody import firsthand
from firsthand.errors import OperatorError
from firsthand.model.problem import Severity
from firsthand.pipeline.archives import ArchiveReport, read_stamp, verify_archive
from firsthand.pipeline.stages import quiet
from firsthand.store.timestamps import check_reply, request
from preserved import packed, plain, record, signer, wacz

REAL = Path(__file__).parents[3] / "shared/data/archives/wacz"


def verified(place: Path, data: bytes) -> ArchiveReport:
    path = place / "x"
    path.write_bytes(data)
    return verify_archive(path, progress=quiet)


def test_what_an_archive_is_is_told_by_its_bytes(tmp_path: Path) -> None:
    assert verified(tmp_path, wacz(sign=signer())).kind == "wacz"
    for data in (packed(), plain(), zstandard.compress(plain())):
        report = verified(tmp_path, data)
        assert (report.kind, report.records, report.size_bytes) == ("warc", 6, len(data))
        assert {each.code for each in report.problems} <= {"member-shared"}
    with pytest.raises(OperatorError, match="expected a case, a packet, a WARC, an ARC or a WACZ"):
        verified(tmp_path, b"dear reader")
    with pytest.raises(OperatorError, match="cannot be read"):
        verify_archive(tmp_path / "nowhere", progress=quiet)


def test_differences_are_named_and_notes_are_none(tmp_path: Path) -> None:
    report = verified(tmp_path, plain().replace(b"300", b"301", 1))
    assert [each.code for each in report.problems] == ["block-digest", "payload-digest"]
    assert report.differences == 2
    assert verified(tmp_path, wacz()).differences == 0


def test_words_of_the_archive_move_no_cursor(tmp_path: Path) -> None:
    report = verified(tmp_path, record("\x1b[2Jreply", b"", number=1))
    assert report.differences
    assert all("\x1b" not in each.message + each.where for each in report.problems)


@pytest.mark.slow
def test_a_bomb_costs_little_and_is_named(tmp_path: Path) -> None:
    bomb = gzip.compress(record("resource", bytes(256 << 20), number=7), mtime=0)
    assert "packing-damaged" in {each.code for each in verified(tmp_path, bomb).problems}


@pytest.mark.shared
@pytest.mark.skipif(not REAL.is_dir(), reason="the real archives are not beside this checkout")
def test_a_real_signature_holds_by_the_authorities_that_browsers_believe() -> None:
    report = verify_archive(REAL / "valid_signed_example_1.wacz", progress=quiet)
    assert report.differences == 0
    assert any(
        "signed for btrix-sign-test.webrecorder.net" in each.message for each in report.problems
    )


def test_the_program_verifies_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "x.wacz"
    path.write_bytes(wacz())
    done = firsthand("verify", path, home=tmp_path / "home")
    assert done.returncode == 0
    assert "wacz: 6 records" in done.stdout
    path.write_bytes(wacz() + b"x")
    done = firsthand("verify", path, "--json", home=tmp_path / "home")
    assert done.returncode == 1
    assert {each["code"] for each in json.loads(done.stdout)["problems"]} >= {"zip-behind"}
    done = firsthand("verify", path, "--since", path, home=tmp_path / "home")
    assert done.returncode == 2


def test_the_time_stamp_of_a_signature_is_read(tmp_path: Path) -> None:
    """An authority on this machine stamps what a browser's key has signed; then what something else has."""
    authority = Authority(tmp_path / "authority")
    sign = signer()

    def stamped(digest: str, *, over: str = "") -> dict[str, Any]:
        signed = sign(digest)
        imprint = hashlib.sha256((over or signed["signature"]).encode()).digest()
        (tmp_path / "query").write_bytes(request(imprint))
        reply = authority.answer(tmp_path / "query", tmp_path / "reply").read_bytes()
        utc = check_reply(reply, roots=[]).utc
        return {**signed, "created": utc, "timeSignature": base64.b64encode(reply).decode()}

    report = verified(tmp_path, wacz(sign=stamped))
    assert report.differences == 0
    assert sum("stamped on" in each.message for each in report.problems) == 1
    report = verified(tmp_path, wacz(sign=lambda digest: stamped(digest, over="x")))
    assert [each.code for each in report.problems if each.severity is Severity.ERROR] == [
        "signature-wrong"
    ]
    assert isinstance(read_stamp(b"no stamp", ()), str)
