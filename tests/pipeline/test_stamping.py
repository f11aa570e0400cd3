from __future__ import annotations

import base64
import shutil
from pathlib import Path

import pytest

from authority import Authority
from custody import check, codes, keep, make_case
from firsthand.errors import OperatorError
from firsthand.pipeline import keys
from firsthand.pipeline.case import Case
from firsthand.pipeline.stamping import Stamped, ask, take
from tampered.ways import entry, lines, resign


def asked(case: Path, target: Path) -> int:
    with Case.open(case, writing=False) as held:
        return ask(held, target)


def taken(case: Path, reply: Path) -> Stamped:
    with Case.open(case, writing=True) as held:
        return take(held, reply)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def stamped(tmp_path_factory: pytest.TempPathFactory, authority: Authority) -> Path:
    """A case that was stamped while it grew on."""
    place = tmp_path_factory.mktemp("stamped")
    case = make_case(place)
    size = asked(case, place / "q.tsq")
    (place / "more.txt").write_bytes(b"more")
    keep(case, place / "more.txt")
    done = taken(case, authority.answer(place / "q.tsq", place / "r.tsr"))
    assert done.size == size
    assert not done.trusted
    return case


def test_a_stamp_anchors_the_entries_that_it_is_over(stamped: Path) -> None:
    report = check(stamped)
    assert report.problems == ()
    (anchor,) = report.anchors
    assert anchor.size == report.entries - 2  # behind it: one file more, and the stamp itself
    assert anchor.authority == "CN=Trial time"


def test_a_case_without_stamps_has_no_anchors(tmp_path: Path) -> None:
    assert check(make_case(tmp_path)).anchors == ()


def test_a_request_takes_no_file_s_place(tmp_path: Path) -> None:
    case = make_case(tmp_path)
    (tmp_path / "q.tsq").write_text("mine")
    with pytest.raises(OperatorError, match="is there already"):
        asked(case, tmp_path / "q.tsq")


def test_a_stamp_of_another_case_is_refused(stamped: Path, tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="no state of this record has that digest"):
        taken(make_case(tmp_path), stamped.parent / "r.tsr")


def test_a_stamp_whose_certificates_lead_to_no_root_is_refused_until_they_do(
    tmp_path: Path,
) -> None:
    """whoever checks later must not have to ask the authority, which may be gone"""
    case, short = make_case(tmp_path), Authority(tmp_path / "short", chain=False)
    asked(case, tmp_path / "q.tsq")
    reply = short.answer(tmp_path / "q.tsq", tmp_path / "r.tsr")
    with pytest.raises(OperatorError, match="do not lead from CN=Trial time to a root"):
        taken(case, reply)
    for chain, words in ((reply, "expected certificates"), (tmp_path / "none", "cannot be read")):
        with pytest.raises(OperatorError, match=words), Case.open(case, writing=True) as held:
            take(held, reply, chain=chain)
    with Case.open(case, writing=True) as held:
        take(held, reply, chain=short.folder / "root.pem")
    assert len(check(case).anchors) == 1


@pytest.mark.parametrize(
    ("data", "words"), [(b"no stamp", "other bytes"), (None, "cannot be read")]
)
def test_what_is_no_stamp_is_refused(tmp_path: Path, data: bytes | None, words: str) -> None:
    case = make_case(tmp_path)
    if data is not None:
        (tmp_path / "r.tsr").write_bytes(data)
    with pytest.raises(OperatorError, match=words):
        taken(case, tmp_path / "r.tsr")


@pytest.mark.parametrize(
    ("field", "told", "code"),
    [
        ("utc", "2001-01-01T00:00:00Z", "stamp-differs"),
        ("authority", "CN=Somebody", "stamp-differs"),
        ("size", 2, "stamp-foreign"),
        ("size", 999, "stamp-foreign"),
        ("reply", base64.b64encode(b"no stamp").decode(), "stamp-wrong"),
        ("reply", "*", "stamp-wrong"),
    ],
)
def test_a_stamp_that_was_tampered_with_is_named_though_all_is_signed_anew(
    stamped: Path, tmp_path: Path, field: str, told: object, code: str
) -> None:
    case = tmp_path / "case"
    shutil.copytree(stamped, case)
    last = check(case).entries - 1
    lines(entry(last, lambda each: each["body"].update({field: told})))(case)
    resign(case, keys.operator_key())
    report = check(case)
    assert code in codes(report)
    assert report.anchors == ()


def test_history_rewritten_under_a_stamp_is_named_though_all_is_signed_anew(
    stamped: Path, tmp_path: Path
) -> None:
    """whoever holds the key can sign anything; the authority's stamp is over what was"""
    case = tmp_path / "case"
    shutil.copytree(stamped, case)
    lines(entry(1, lambda each: each["body"]["capture"].update(address="elsewhere")))(case)
    resign(case, keys.operator_key())
    assert codes(check(case)) == {"stamp-foreign"}
