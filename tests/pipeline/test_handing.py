from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from anchored_case import COSIGNER, make_anchored
from custody import keep, make_case, write_pile
from firsthand.errors import OperatorError, UnknownIdError
from firsthand.model.collection import CollectionPart
from firsthand.model.consent import Use
from firsthand.model.custody_event import ExportKind
from firsthand.pipeline import witnesses
from firsthand.pipeline.case import Case
from firsthand.pipeline.collecting import record_collection
from firsthand.pipeline.consenting import hold_back
from firsthand.pipeline.cosigning import read_keys
from firsthand.pipeline.handed import verify_handed
from firsthand.pipeline.handing import ANCHORS, Handed, hand_over
from pipeline.spoken_case import AGREED, DAY, NAME, agree, bind, spoken
from pipeline.test_packing import typed
from sealed_case import SealedCase, statement

MAIL = b"From: a@example.org\nTo: b@example.org\nSubject: x\nDate: Mon, 1 Jan 2030 00:00:00 +0000\nMessage-ID: <1@x>\n\nwords\n"


def handed(
    case: Path,
    folder: Path,
    kind: ExportKind,
    *wanted: str,
    disclose: Sequence[CollectionPart] = (),
) -> Handed:
    with Case.open(case, writing=False) as held:
        return hand_over(held, wanted, folder, kind=kind, disclose=disclose)


def seen_for(
    case: SealedCase, folder: Path, *wanted: str, use: Use, unlocked: bool = False
) -> Handed:
    with Case.open(case.folder, writing=False) as held:
        names = witnesses.names(held, identities=case.identities) if unlocked else None
        hold_back(held, use, day=DAY, names=names)
        return hand_over(held, wanted, folder, kind=ExportKind.RO_CRATE)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    a.txt "one"  b.txt "two"  copy.txt "one"  empty.txt ""  letter.eml; a collection record
    """
    place = tmp_path_factory.mktemp("handing")
    case = make_case(place)
    keep(case, write_pile(place / "mail", {"letter.eml": MAIL}))
    with Case.open(case, writing=True) as held:
        record_collection(
            held,
            {CollectionPart.COLLECTOR: "Ana", CollectionPart.REASON: "to show it"},
            because={},
        )
    return place


@pytest.fixture
def case(made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FIRSTHAND_HOME", str(made / "home"))
    return made / "case"


@pytest.mark.parametrize("kind", [ExportKind.BAGIT, ExportKind.RO_CRATE, ExportKind.PROOFS])
def test_all_that_may_leave_is_written_with_a_proof_each(
    case: Path, tmp_path: Path, kind: ExportKind
) -> None:
    done = handed(case, tmp_path / "out", kind)
    assert len(done.objects) == 3
    proofs = {path.name for path in (tmp_path / "out/proofs").iterdir()}
    assert proofs == {f"{digest}.tlog-proof" for digest in done.objects}
    report = verify_handed(tmp_path / "out", key=done.key)
    assert report.problems == ()
    assert (report.objects, report.entries) == (0 if kind is ExportKind.PROOFS else 3, 3)
    assert done.size_bytes == report.size_bytes


def test_a_mail_stays_unless_it_is_named(case: Path, tmp_path: Path) -> None:
    done = handed(case, tmp_path / "all", ExportKind.BAGIT)
    (stayed,) = done.stayed
    assert "message/rfc822 says who wrote" in stayed.why
    named = handed(case, tmp_path / "one", ExportKind.BAGIT, "letter.eml")
    assert named.objects == (stayed.digest,)
    assert (tmp_path / "one/data" / stayed.digest).read_bytes() == MAIL


def test_chosen_objects_alone_leave(case: Path, tmp_path: Path) -> None:
    done = handed(case, tmp_path / "out", ExportKind.RO_CRATE, "a.txt", "copy.txt")
    assert len(done.objects) == 1, "two files of the same bytes are one object"
    with pytest.raises(UnknownIdError):
        handed(case, tmp_path / "none", ExportKind.BAGIT, "nothing.txt")
    assert not (tmp_path / "none").exists()


def test_no_word_that_lies_apart_leaves_unless_its_part_is_named(
    case: Path, tmp_path: Path
) -> None:
    handed(case, tmp_path / "out", ExportKind.BAGIT)
    assert not (tmp_path / "out/collection.json").exists()
    handed(case, tmp_path / "told", ExportKind.BAGIT, disclose=[CollectionPart.REASON])
    (shown,) = json.loads((tmp_path / "told/collection.json").read_text("utf-8"))
    assert [(part["name"], part["words"]) for part in shown["parts"]] == [("reason", "to show it")]
    assert verify_handed(tmp_path / "told").problems == ()
    text = b"".join(p.read_bytes() for p in (tmp_path / "told").rglob("*") if p.is_file())
    assert b'"words": "Ana"' not in text


def test_an_object_that_was_altered_is_not_handed_over(case: Path, tmp_path: Path) -> None:

    copy = shutil.copytree(case, tmp_path / "case")
    path = next((copy / "evidence").glob("??/*"))
    path.chmod(0o644)
    path.write_bytes(b"forged")
    with pytest.raises(OperatorError, match="it was altered"):
        handed(copy, tmp_path / "out", ExportKind.BAGIT)


def test_what_is_there_already_stays(case: Path, tmp_path: Path) -> None:
    (tmp_path / "notes").touch()
    with pytest.raises(OperatorError, match="holds other things"):
        handed(case, tmp_path, ExportKind.BAGIT)


def test_a_crate_says_of_each_object_when_and_where_it_was_met(case: Path, tmp_path: Path) -> None:
    done = handed(case, tmp_path / "out", ExportKind.RO_CRATE, "a.txt")
    graph = json.loads((tmp_path / "out/ro-crate-metadata.json").read_text("utf-8"))["@graph"]
    by_id = {each["@id"]: each for each in graph}
    (digest,) = done.objects
    held = by_id[f"data/{digest}"]
    assert (held["contentSize"], held["sha256"]) == ("3", digest)
    assert held["name"].endswith("a.txt")
    assert held["alternateName"][0].endswith("copy.txt")
    assert by_id["#entry-1"]["result"] == {"@id": f"data/{digest}"}
    assert len(by_id) == len(graph), "each thing is described once"


def test_what_a_witness_gave_leaves_only_for_what_was_agreed(tmp_path: Path) -> None:
    court = Use(purpose="court", audience="the hague")
    case = spoken(tmp_path)
    bind(case, object="pile/said.txt")
    agree(case, dataclasses.replace(AGREED, purposes=("court",), audiences=("the hague",)))
    public = seen_for(case, tmp_path / "public", use=Use())
    (stayed,) = [each for each in public.stayed if "no consent in force" in each.why]
    assert stayed.digest not in public.objects
    assert not list((tmp_path / "public").rglob(f"{stayed.digest}*"))
    with pytest.raises(OperatorError, match="no consent in force"):
        seen_for(case, tmp_path / "named", "pile/said.txt", use=Use())
    agreed = seen_for(case, tmp_path / "court", use=court)
    assert stayed.digest in agreed.objects
    for folder in (tmp_path / "public", tmp_path / "court"):
        assert verify_handed(folder).problems == ()
        everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
        for words in ("witness-7", NAME, "Almaty"):
            assert words.encode() not in everything


def test_a_name_of_the_register_in_a_later_address_keeps_the_object_back(tmp_path: Path) -> None:
    case = spoken(tmp_path)
    named = write_pile(tmp_path / "named", {"aygul-example.txt": b"nothing of hers"})
    (tmp_path / "named" / "a.txt").write_bytes(b"nothing of hers")
    for name in ("a.txt", "aygul-example.txt"):
        keep(case.folder, named / name)
    done = seen_for(case, tmp_path / "out", use=Use(), unlocked=True)
    assert any("a name of the register" in each.why for each in done.stayed)
    assert b"aygul" not in (tmp_path / "out/ro-crate-metadata.json").read_bytes().lower()


def test_a_sealed_object_is_not_among_what_leaves(tmp_path: Path) -> None:
    from firsthand.pipeline.kept_sealed import standing

    case = spoken(tmp_path)
    case.seal(statement(tmp_path))
    done = seen_for(case, tmp_path / "out", use=Use())
    with Case.open(case.folder, writing=False) as held:
        sealed = set(standing(held.entries()).sealed)
    assert sealed
    assert not sealed & set(done.objects)
    with pytest.raises(OperatorError, match="is sealed: it is not exported"):
        seen_for(case, tmp_path / "one", sealed.pop()[:12], use=Use())


def test_what_others_vouch_for_goes_along_with_commands_that_check_it(tmp_path: Path) -> None:
    """
    of each signer the first that covers each of the objects: later.txt came after the first stamp and the cosignatures
    """
    anchored = make_anchored(tmp_path)
    done = handed(anchored.case, tmp_path / "out", ExportKind.BAGIT)
    assert [each.partition(" at ")[0] for each in done.vouched] == [
        "CN=Trial time", COSIGNER, COSIGNER, "CN=Trial time", "CN=Second time",
    ]  # fmt: skip
    ended, told = typed(tmp_path / "out", tmp_path, ANCHORS)
    assert ended == [0] * 6, told  # states; three stamps; a key of Ed25519, one of ML-DSA-44
    assert told.count("Verification: OK") == 3
    assert "anchors/5 covers the entries 1 2 4\n" in told
    assert "anchors/9 covers the entries 1 2 4 8\n" in told
    report = verify_handed(tmp_path / "out", cosigners=tuple(read_keys(anchored.keys).values()))
    assert report.problems == ()
    assert [(each.size, each.kind) for each in report.anchors] == [
        (5, "stamp"), (6, "cosignature"), (6, "cosignature"), (9, "stamp"), (10, "stamp"),
    ]  # fmt: skip


def test_one_object_takes_along_what_covers_it_alone(tmp_path: Path) -> None:
    anchored = make_anchored(tmp_path)
    handed(anchored.case, tmp_path / "out", ExportKind.RO_CRATE, "later.txt")
    assert sorted(path.name for path in (tmp_path / "out/anchors").iterdir()) == ["10", "9"]
    assert verify_handed(tmp_path / "out").problems == ()


def test_an_export_of_a_case_that_nobody_stamped_holds_no_anchors(
    case: Path, tmp_path: Path
) -> None:
    assert handed(case, tmp_path / "out", ExportKind.BAGIT).vouched == ()
    assert not (tmp_path / "out" / ANCHORS).exists()
