"""A case that asks for more than the 24 elements, from its first page to its dossier."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from claim.judging import ANA, judged
from firsthand.claim.chosen import Choice
from firsthand.claim.entry import RefusedError
from firsthand.claim.revise import Anew
from firsthand.errors import OperatorError
from firsthand.model.claim import Claim, Coded, Decision, Element
from firsthand.model.decision import DisputeState
from firsthand.model.finding import Standing
from firsthand.model.record import RevisionKind
from firsthand.model.vocabulary import ChangeKind
from firsthand.pipeline import stages
from firsthand.pipeline.case import Case
from firsthand.pipeline.decided import judgements
from firsthand.pipeline.judging import judge
from firsthand.pipeline.preserving import preserve
from firsthand.pipeline.publishing import publish
from firsthand.pipeline.queueing import judge_all, line_up
from firsthand.pipeline.revising import Revision, revise
from firsthand.pipeline.stages import quiet
from firsthand.pipeline.tabling import export as export_table
from firsthand.pipeline.tabling import import_
from firsthand.pipeline.vocabulary import (
    add_elements,
    add_words,
    change,
    changes,
    drop_words,
    export,
    own_words,
    retire_shared,
)
from voted import ELEMENTS, EN, PAGES, ZH

WHY = "voters are photographed"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    a.txt  en  paid, 412 kiosks     b.txt  en  free, 412 kiosks     c.txt  zh  free, 412 kiosks
    """
    folder = tmp_path_factory.mktemp("voters")
    os.environ["FIRSTHAND_HOME"] = str(folder / "home")
    os.environ["FIRSTHAND_AGENT"] = ANA.name
    pile = folder / "pile"
    pile.mkdir()
    for name, text in PAGES.items():
        (pile / name).write_text(text, "utf-8")
    rows = [f"{name},https://{name[0]}.example/,2019-0{n}-01" for n, name in enumerate(PAGES, 1)]
    (pile / "manifest.csv").write_text("file,address,published\n" + "\n".join(rows) + "\n")
    (folder / "elements.csv").write_text(ELEMENTS, "utf-8")
    (folder / "en.toml").write_text(EN, "utf-8")
    (folder / "zh.toml").write_text(ZH, "utf-8")
    Case.create(folder / "case")
    with Case.open(folder / "case", writing=True) as held:
        preserve(held, [str(pile)], progress=quiet)
        stages.trace(held, stages.read(held))
        _ask(held, folder)
        _claims(held)
    return folder


def _ask(held: Case, folder: Path) -> None:
    add_elements(held, folder / "elements.csv", reason=WHY)
    add_words(held, [folder / "en.toml", folder / "zh.toml"], reason=WHY)


@pytest.fixture
def held(made: Path, tmp_path: Path) -> Case:
    os.environ["FIRSTHAND_HOME"] = str(made / "home")
    os.environ["FIRSTHAND_AGENT"] = ANA.name
    shutil.copytree(made / "case", tmp_path / "case")
    return Case.open(tmp_path / "case", writing=True)


def _claims(held: Case) -> tuple[Claim, ...]:
    return stages.claims(held, stages.read(held)).values


def _of(held: Case, element: str) -> list[Claim]:
    return [claim for claim in _claims(held) if claim.suggestion.element.value == element]


def _code(claim: Claim) -> str:
    said = claim.suggestion.value
    assert isinstance(said, Coded)
    return said.code


def _table(path: Path) -> list[dict[str, str]]:
    import csv

    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


def test_own_elements_are_suggested_in_both_languages_and_the_24_stay(held: Case) -> None:
    with held:
        assert len(_of(held, "photo_fee")) == 3
        assert len(_of(held, "photo_kiosk")) == 3
        assert len(_of(held, "modality")) > 0


def test_who_asked_for_what_since_when_stands_in_the_record(held: Case) -> None:
    with held:
        entries = changes(held)
        assert [body.kind.value for _, body in entries] == ["add", "add", "words", "words"]
        assert {entry.by.name for entry, _ in entries} == {ANA.name}
        assert all(body.reason == WHY and len(body.sha256) == 64 for _, body in entries)
        assert entries[2][1].text == EN


def test_a_statement_of_an_own_element_stands_as_any_other(held: Case) -> None:
    with held:
        found = stages.weigh_case(held).findings
        by = {(s.element.value, getattr(s.value, "code", "")): s for s in found.statements}
        assert len(by["photo_kiosk", ""].documents) == 3
        assert by["photo_kiosk", ""].standing is Standing.CORROBORATED
        (against,) = (c for c in found.contradictions if c.note.startswith("photo_fee"))
        assert {against.one, against.other} == {
            by["photo_fee", "paid"].id,
            by["photo_fee", "free"].id,
        }
        assert against.state is DisputeState.OPEN


def test_renamed_everything_keeps_its_id_and_its_judgement(held: Case) -> None:
    with held:
        before = {claim.id: claim for claim in _of(held, "photo_fee")}
        statements = {s.id for s in stages.weigh_case(held).findings.statements}
        decided = [(key, Decision.ACCEPTED) for key in before]
        judge(held, decided, reason="read")
        change(held, ChangeKind.RENAME, "photo_fee", ("photo_price",), reason="a price")
        change(held, ChangeKind.RENAME, "photo_price.free", ("gratis",), reason="its word")
        after = {claim.id: claim for claim in _of(held, "photo_price")}
        assert after.keys() == before.keys()
        assert {claim.status for claim in after.values()} == {"accepted"}
        assert {claim.suggestion.element_was for claim in after.values()} == {"photo_fee"}
        assert {_code(claim) for claim in after.values()} == {"paid", "gratis"}
        assert {s.id for s in stages.weigh_case(held).findings.statements} == statements


def test_judging_goes_on_under_the_new_name_and_is_one_judgement(held: Case) -> None:
    with held:
        change(held, ChangeKind.RENAME, "photo_fee", ("photo_price",), reason="a price")
        for name in ("photo_fee", "photo_price"):
            waiting = line_up(held, Choice(element=name), blind=False, progress=quiet).waiting
            assert len(waiting) == 3
        done = judge_all(
            held, Choice(element="photo_price"), Decision.ACCEPTED, reason="read", blind=False,
            dry_run=False,
        )  # fmt: skip
        assert {claim.status for claim in done} == {"accepted"}
        change(held, ChangeKind.RENAME, "photo_price", ("photo_cost",), reason="again")
        assert {c.status for c in _of(held, "photo_cost")} == {"accepted"}


def test_a_split_code_is_asked_again_and_answered_by_one_of_its_parts(held: Case) -> None:
    with held:
        paid = next(c for c in _of(held, "photo_fee") if _code(c) == "paid")
        judge(held, [(paid.id, Decision.ACCEPTED)], reason="read")
        change(held, ChangeKind.SPLIT_CODE, "photo_fee.paid", ("in_cash", "in_kind"), reason="two")
        (asked,) = (c for c in _of(held, "photo_fee") if c.id == paid.id)
        assert (asked.status, asked.parts) == ("suggested", ("in_cash", "in_kind"))
        assert [each.decision for each in asked.before] == [Decision.ACCEPTED]
        waiting = line_up(held, Choice(element="photo_fee"), blind=False, progress=quiet).waiting
        assert paid.id in {row.claim.id for row in waiting}
        with pytest.raises(OperatorError, match="split into in_cash, in_kind"):
            judge(held, [(paid.id, Decision.ACCEPTED)], reason="again")
        written = Anew(value='{"code": "in_cash", "text": "50 shillings"}')
        answer = Revision(kind=RevisionKind.EDIT, written=(written,), claims=(paid.id,))
        revise(held, answer, reason="in cash")
        now = {_code(c): c.status for c in _of(held, "photo_fee")}
        assert (now["in_cash"], now["paid"]) == ("accepted", "rejected")
        old = Anew(value='{"code": "paid", "text": "50 shillings"}')
        with pytest.raises(OperatorError, match="expected what this case asks for"):
            revise(
                held,
                Revision(kind=RevisionKind.EDIT, written=(old,), claims=(paid.id,)),
                reason="x",
            )


def test_what_is_retired_is_offered_no_more_and_what_was_judged_of_it_stays(held: Case) -> None:
    with held:
        first, *_ = _of(held, "photo_fee")
        judge(held, [(first.id, Decision.ACCEPTED)], reason="read")
        change(held, ChangeKind.RETIRE, "photo_fee", reason="not ours to ask")
        (kept,) = _of(held, "photo_fee")
        assert (kept.id, kept.status) == (first.id, "accepted")
        assert kept.note == "this case no longer asks for it"
        change(held, ChangeKind.RESTORE, "photo_fee", reason="it is")
        assert len(_of(held, "photo_fee")) == 3


def test_another_kind_of_programme_asks_for_none_of_the_24(held: Case) -> None:
    with held:
        retire_shared(held, reason="another kind of programme")
        assert {c.suggestion.element.value for c in _claims(held)} == {"photo_fee", "photo_kiosk"}
        with pytest.raises(OperatorError, match="it is so already"):
            retire_shared(held, reason="again")


def test_a_table_goes_round_under_old_and_new_names(held: Case, tmp_path: Path) -> None:
    with held:
        old = tmp_path / "old.csv"
        export_table(held, old, blind=False)
        change(held, ChangeKind.RENAME, "photo_fee", ("photo_price",), reason="a price")
        change(held, ChangeKind.RENAME, "photo_price.free", ("gratis",), reason="its word")
        filled = old.read_text("utf-8-sig").splitlines()
        at = filled[0].split(",").index("decision")
        assert at > 0
        rows = _table(old)
        lines = [list(rows[0])]
        for row in rows:
            if row["element"] == "photo_fee":
                row |= {"decision": "accepted", "reason": "read"}
            lines.append(list(row.values()))
        _write(old, lines)
        done = import_(held, old, reason="", blind=False)
        assert (len(done.judged), done.problems) == (3, ())
        assert {c.status for c in _of(held, "photo_price")} == {"accepted"}
        new = tmp_path / "new.csv"
        export_table(held, new, blind=False)
        notes = {row["note"] for row in _table(new) if row["element"] == "photo_price"}
        assert "its element was photo_fee; its code was free" in notes
        assert import_(held, new, reason="", blind=False).unchanged == len(_table(new))


def _write(path: Path, lines: list[list[str]]) -> None:
    import csv

    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(lines)


def test_a_row_may_add_a_claim_of_an_own_element_and_a_slip_is_named(
    held: Case, tmp_path: Path
) -> None:
    with held:
        quote = "Voters paid 50 shillings for the photo."
        path = tmp_path / "more.csv"
        head = ["id", "document", "element", "value", "quote", "reason"]
        good = [
            "",
            "https://a.example/",
            "photo_kiosk",
            '{"low": 3, "high": 3, "unit": "kiosks"}',
            quote,
            "r",
        ]
        bad = ["", "https://a.example/", "photo_kiosks", '{"text": "x"}', quote, "r"]
        worse = ["", "https://a.example/", "photo_fee", '{"code": "gift"}', quote, "r"]
        _write(path, [head, good, bad, worse])
        done = import_(held, path, reason="", blind=False)
        assert len(done.revised) == 1
        assert [problem.where for problem in done.problems] == [
            "more.csv, row 3",
            "more.csv, row 4",
        ]
        assert "photo_fee, photo_kiosk, found 'photo_kiosks'" in done.problems[0].message
        assert "expected one of free, other, paid, found 'gift'" in done.problems[1].message


def test_annotations_carry_own_elements_with_both_names(held: Case, tmp_path: Path) -> None:
    with held:
        change(held, ChangeKind.RENAME, "photo_fee", ("photo_price",), reason="a price")
        path = tmp_path / "claims.jsonld"
        export_table(held, path, blind=False)
        told = [
            json.loads(body["value"])
            for item in json.loads(path.read_text())["items"]
            for body in item["body"]
            if body["purpose"] == "describing"
        ]
        fees = [each for each in told if each["element"] == "photo_price"]
        assert len(fees) == 3
        assert {each["element_was"] for each in fees} == {"photo_fee"}
        assert import_(held, path, reason="", blind=False).problems == ()


def test_the_dossier_shows_own_elements_by_their_names(held: Case, tmp_path: Path) -> None:
    with held:
        publish(held, stages.weigh_case(held), tmp_path / "out")
    page = (tmp_path / "out/findings/photo_fee.html").read_text("utf-8")
    assert "Fee for the photo: paid" in page
    programme = (tmp_path / "out/programme.html").read_text("utf-8")
    assert "Photo kiosks" in programme
    assert "Fee for the photo" in programme


def test_a_withheld_word_is_in_no_name_of_an_element(held: Case, tmp_path: Path) -> None:
    (tmp_path / "withhold.txt").write_text("photo fee\nfee for\n")
    with held:
        publish(held, stages.weigh_case(held), tmp_path / "out", withhold=tmp_path / "withhold.txt")
    written = [
        p.read_text("utf-8")
        for p in (tmp_path / "out").rglob("*")
        if p.suffix in {".html", ".json", ".csv"}
    ]
    assert not any("photo_fee" in text or "Fee for" in text for text in written)
    assert (tmp_path / "out/findings/withheld_1.html").is_file()


def test_a_file_that_is_brought_again_asks_for_nothing_and_more_codes_are_added(
    held: Case, made: Path, tmp_path: Path
) -> None:
    with held:
        with pytest.raises(OperatorError, match="it is so already"):
            add_elements(held, made / "elements.csv", reason=WHY)
        with pytest.raises(OperatorError, match="it is so already"):
            add_words(held, [made / "en.toml"], reason=WHY)
        path = tmp_path / "elements.csv"
        path.write_text(ELEMENTS.replace("paid|free|other", "paid|free|other|later"))
        add_elements(held, path, reason="a fourth")
        fee = judgements(held).vocabulary.find("photo_fee")
        assert fee is not None
        assert fee.asked_codes == ("paid", "free", "other", "later")
        path.write_text(ELEMENTS.replace("paid|free|other", "paid|free"))
        with pytest.raises(RefusedError, match=r"elements\.csv:2:77: codes: expected all codes"):
            add_elements(held, path, reason="fewer")
        path.write_text(ELEMENTS.replace(",count,", ",text,").replace(",,,kiosks,things", ""))
        with pytest.raises(RefusedError, match=r"elements\.csv:3:26: form: expected count"):
            add_elements(held, path, reason="text")


@pytest.mark.slow
def test_what_is_exported_can_be_added_to_another_case(held: Case, tmp_path: Path) -> None:
    with held:
        paths = export(held, tmp_path / "vocabulary")
        digest = judgements(held).vocabulary.digest
        with pytest.raises(OperatorError, match="is there already"):
            export(held, tmp_path / "vocabulary")
    assert [path.name for path in paths] == ["elements.csv", "en.toml", "zh.toml"]
    Case.create(tmp_path / "other")
    with Case.open(tmp_path / "other", writing=True) as other:
        _ask(other, tmp_path / "vocabulary")
        assert judgements(other).vocabulary.digest == digest


@pytest.mark.slow
def test_words_may_be_given_up_and_what_each_language_lacks_is_said(held: Case) -> None:
    with held:
        english, chinese = own_words(judgements(held).vocabulary)
        assert dict(english.counts)["photo_fee paid"] == 2
        assert chinese.missing == ()
        drop_words(held, "zh", reason="another reads it")
        assert [each.language for each in own_words(judgements(held).vocabulary)] == ["en"]
        assert len(_of(held, "photo_fee")) == 2
        with pytest.raises(OperatorError, match="no words of its own in 'zh': it has them in en"):
            drop_words(held, "zh", reason="again")


def test_nothing_is_changed_without_a_reason(held: Case, made: Path) -> None:
    with held:
        with pytest.raises(OperatorError, match="a decision has a reason"):
            add_elements(held, made / "elements.csv", reason=" ")
        with pytest.raises(OperatorError, match="a decision has a reason"):
            add_words(held, [made / "en.toml"], reason="")
        with pytest.raises(OperatorError, match="a decision has a reason"):
            change(held, ChangeKind.RETIRE, "aim", reason="")
        with pytest.raises(OperatorError, match="a decision has a reason"):
            retire_shared(held, reason="")


def test_words_with_faults_are_refused_whole(held: Case, made: Path, tmp_path: Path) -> None:
    (tmp_path / "en.toml").write_text(EN.replace('"photo_kiosk"', '"photo_booth"'))
    with held:
        with pytest.raises(RefusedError, match=r"en\.toml:21:1: term 4 \(photo_booth\)"):
            add_words(held, [made / "zh.toml", tmp_path / "en.toml"], reason=WHY)
        assert len(changes(held)) == 4


def test_a_judged_case_that_asks_for_more_keeps_every_judgement(held: Case, tmp_path: Path) -> None:
    path = tmp_path / "elements.csv"
    path.write_text("key,name,form,asks\nqueue,Queue,text,how people waited\n")
    with held:
        before = {claim.id: claim for claim in _claims(held)}
        judge(held, [(key, Decision.ACCEPTED) for key in before], reason="read")
        add_elements(held, path, reason="one more")
        change(held, ChangeKind.RENAME, "queue", ("waiting_line",), reason="its word")
        after = {claim.id: claim.status for claim in _claims(held)}
        assert after == dict.fromkeys(before, "accepted")


def test_a_claim_of_an_element_that_nobody_knows_is_shown_weighed_and_published(
    held: Case, tmp_path: Path
) -> None:
    with held:
        made = _of(held, "photo_fee")[0].suggestion
        unknown = replace(made, element=Element.named("from_another_version"))
        held.append([judged(unknown, Decision.ACCEPTED)])
        (claim,) = _of(held, "from_another_version")
        assert (claim.status, claim.note) == ("accepted", "this case asks for no such element")
        publish(held, stages.weigh_case(held), tmp_path / "out")
        assert "From another version" in (tmp_path / "out/index.html").read_text("utf-8")
        assert export_table(held, tmp_path / "claims.xlsx", blind=False) > 0
        waiting = line_up(held, Choice(), blind=False, progress=quiet).waiting
        assert claim.id not in {row.claim.id for row in waiting}


def test_a_slip_in_the_name_of_an_element_is_not_taken_for_nothing_to_do(held: Case) -> None:
    with held, pytest.raises(OperatorError, match="expected an element of this case"):
        line_up(held, Choice(element="photo_fees"), blind=False, progress=quiet)
