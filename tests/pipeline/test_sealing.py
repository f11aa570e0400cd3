from __future__ import annotations

import hashlib
import hmac
import json
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from custody import check, codes, keep
from firsthand.errors import OperatorError, UnknownIdError
from firsthand.model.record import Entry
from firsthand.model.sealed import Sealed, Unsealed
from firsthand.pipeline import recipients
from firsthand.pipeline.case import Case
from firsthand.pipeline.kept_sealed import count_sealed
from firsthand.pipeline.sealing import unseal
from firsthand.pipeline.stages import read
from firsthand.store.sealing import Identity
from firsthand.store.sealing import unseal as open_small
from sealed_case import FILE, STATEMENT, SealedCase, made, statement


def opened(
    case: SealedCase, digest: str, target: Path, *, reason: str = "to translate it"
) -> bytes:
    """What comes out of an object."""
    with Case.open(case.folder, writing=True) as held:
        unseal(held, digest, target, identities=case.identities, reason=reason)
    return target.read_bytes()


def entries(case: SealedCase) -> list[Entry]:
    with Case.open(case.folder, writing=False) as held:
        return list(held.entries())


def test_what_is_sealed_leaves_no_trace_of_itself_in_the_case(tmp_path: Path) -> None:
    """
    a statement in a file with the witness's name, and a manifest beside it with her town
    """
    case = made(tmp_path)
    path = statement(tmp_path)
    (tmp_path / "manifest.csv").write_text(
        f'file,address,publisher\n"{FILE}",https://aygul.example/,The Karakash Paper\n', "utf-8"
    )
    report = case.seal(path)
    assert (len(report.sealed), report.problems) == (1, ())
    everything = case.everything()
    size = str(len(STATEMENT)).encode()
    for word in (
        b"Aygul",
        b"aygul",
        b"Karakash",
        b"blood",
        hashlib.sha256(STATEMENT).hexdigest().encode(),
    ):
        assert word not in everything
    assert b":" + size not in (case.folder / "record/log/entries.jsonl").read_bytes()
    assert b"AGE-SECRET-KEY" not in everything
    report_of_case = check(case.folder)
    assert (report_of_case.differences, report_of_case.objects) == (0, 1)


def test_an_object_is_opened_by_its_recipient_and_the_record_says_so(tmp_path: Path) -> None:
    case = made(tmp_path)
    (sealed,) = case.seal(statement(tmp_path)).sealed
    assert opened(case, sealed.address, tmp_path / "out") == STATEMENT
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o600
    last = entries(case)[-1]
    assert last.body == Unsealed(digest=sealed.digest, reason="to translate it")
    assert last.by.name == "Ana"


def test_the_commitment_is_over_the_plain_bytes_and_standard_tools_open_all(tmp_path: Path) -> None:
    """
    the envelope with `age -d`, the object with the key in it, the commitment with hmac
    """
    case = made(tmp_path)
    (sealed,) = case.seal(statement(tmp_path)).sealed
    wrapped = (case.folder / "keys" / f"{sealed.digest}.age").read_bytes()
    envelope = json.loads(open_small(wrapped, case.identities))
    assert (envelope["size_bytes"], envelope["file"]) == (len(STATEMENT), FILE)
    mac = hmac.new(bytes.fromhex(envelope["salt"]), STATEMENT, hashlib.sha256).hexdigest()
    assert mac == sealed.commitment
    hashed = subprocess.run(
        ["openssl", "dgst", "-sha256", "-mac", "HMAC", "-macopt", f"hexkey:{envelope['salt']}"],
        input=STATEMENT, capture_output=True, check=True,
    )  # fmt: skip
    assert hashed.stdout.decode().strip().endswith(mac)
    if shutil.which("age") is None:
        pytest.skip("the program age is not installed")
    key = tmp_path / "object.key"
    unwrapped = subprocess.run(
        ["age", "-d", "-i", str(case.key)], input=wrapped, capture_output=True, check=True
    )
    key.write_text(json.loads(unwrapped.stdout)["identity"])
    held = case.folder / "evidence" / sealed.digest[:2] / sealed.digest
    plain = subprocess.run(
        ["age", "-d", "-i", str(key), str(held)], capture_output=True, check=True
    ).stdout
    assert plain[: len(STATEMENT)] == STATEMENT


def test_nothing_sealed_is_read(tmp_path: Path) -> None:
    case = made(tmp_path)
    case.seal(statement(tmp_path))
    with Case.open(case.folder, writing=False) as held:
        assert held.captures() == ()
        assert count_sealed(held) == 1
        assert read(held) == ()
    assert b"Aygul" not in case.everything()


def test_a_case_for_nobody_seals_nothing(tmp_path: Path) -> None:
    case = made(tmp_path)
    shutil.rmtree(case.folder)
    Case.create(case.folder)
    with pytest.raises(OperatorError, match="nobody is named"):
        case.seal(statement(tmp_path))


def test_bytes_that_lie_open_in_the_vault_are_told_of(tmp_path: Path) -> None:
    case = made(tmp_path)
    path = statement(tmp_path)
    keep(case.folder, path)
    assert [problem.code for problem in case.seal(path).problems] == ["kept-open"]


def test_what_cannot_be_read_is_told_and_not_recorded(tmp_path: Path) -> None:
    """
    a pipe with a name in a folder, beside a statement
    """
    case = made(tmp_path)
    pile = tmp_path / "pile"
    pile.mkdir()
    statement(pile)
    os.mkfifo(pile / "Aygul.pipe")
    report = case.seal(pile)
    assert (len(report.sealed), [each.code for each in report.problems]) == (1, ["not-a-file"])
    assert b"Aygul" not in case.everything()


def test_an_object_of_megabytes_and_an_empty_one_come_out_again(tmp_path: Path) -> None:
    case = made(tmp_path)
    large = os.urandom(3 << 20)
    report = case.seal(
        statement(tmp_path, file="l", data=large), statement(tmp_path, file="e", data=b"")
    )
    found = {opened(case, each.digest, tmp_path / each.digest) for each in report.sealed}
    assert found == {large, b""}


def test_opening_is_refused_without_a_key_a_reason_or_a_place(tmp_path: Path) -> None:
    case = made(tmp_path)
    (sealed,) = case.seal(statement(tmp_path)).sealed
    before = len(entries(case))
    (tmp_path / "there").write_bytes(b"mine")
    with Case.open(case.folder, writing=True) as held:
        for told, target, identities, reason, words in (
            (sealed.digest, "out", case.identities, " ", "reason"),
            (sealed.digest, "there", case.identities, "r", "there already"),
            (sealed.digest, "case/out", case.identities, "r", "into the case"),
            (sealed.digest, "out", (Identity.fresh(),), "r", "sealed for others"),
        ):
            with pytest.raises(OperatorError, match=words):
                unseal(held, told, tmp_path / target, identities=identities, reason=reason)
        with pytest.raises(UnknownIdError):
            unseal(held, "0000", tmp_path / "out", identities=case.identities, reason="r")
    assert (tmp_path / "there").read_bytes() == b"mine"
    assert not (tmp_path / "out").exists()
    assert len(entries(case)) == before


@pytest.mark.parametrize("part", ["keys", "evidence"])
@pytest.mark.parametrize("way", ["missing", "altered"])
def test_a_lost_or_altered_part_is_named_and_nothing_is_written(
    tmp_path: Path, part: str, way: str
) -> None:
    case = made(tmp_path)
    (sealed,) = case.seal(statement(tmp_path)).sealed
    path = next(each for each in (case.folder / part).rglob(f"{sealed.digest}*"))
    data = path.read_bytes()
    path.chmod(0o644)
    path.unlink()
    if way == "altered":
        path.write_bytes(data[:-40] + b"x" * 40)
        path.chmod(0o444 if part == "evidence" else 0o600)
    assert (
        codes(check(case.folder))
        == {
            ("keys", "missing"): {"wrapped-missing"},
            ("keys", "altered"): {"wrapped-altered"},
            ("evidence", "missing"): {"object-missing"},
            ("evidence", "altered"): {"object-altered"},
        }[part, way]
    )
    with pytest.raises(OperatorError, match=r"not there|altered|damaged|cannot be read"):
        opened(case, sealed.digest, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_another_key_slipped_in_is_caught_by_the_commitment(tmp_path: Path) -> None:
    """
    whoever holds the signing key swaps an object for another that the recipients can open
    """
    case = made(tmp_path)
    one, other = case.seal(statement(tmp_path), statement(tmp_path, file="b", data=b"other")).sealed
    keys_ = case.folder / "keys"
    forged = Sealed(
        digest=other.digest,
        size_bytes=other.size_bytes,
        commitment=one.commitment,
        wrapped_sha256=other.wrapped_sha256,
    )
    with Case.open(case.folder, writing=True) as held:
        held.append([forged])
    assert len(list(keys_.iterdir())) == 2
    with pytest.raises(OperatorError, match="commits to"):
        opened(case, other.digest, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_same_bytes_are_sealed_twice_for_nobody_can_tell(tmp_path: Path) -> None:
    case = made(tmp_path)
    first, second = case.seal(statement(tmp_path)).sealed + case.seal(tmp_path / FILE).sealed
    assert first.digest != second.digest
    assert first.commitment != second.commitment


def test_a_new_recipient_opens_what_was_sealed_before(tmp_path: Path) -> None:
    case = made(tmp_path)
    (sealed,) = case.seal(statement(tmp_path)).sealed
    ben = SealedCase(folder=case.folder, key=tmp_path / "ben.key")
    recipient = recipients.new_identity(ben.key)
    with Case.open(case.folder, writing=True) as held:
        recipients.add(held, recipient, name="Ben", identities=case.identities)
    assert opened(ben, sealed.digest, tmp_path / "out") == STATEMENT
