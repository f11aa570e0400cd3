from __future__ import annotations

import csv
import errno
import io
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from firsthand.claim.revise import Anew
from firsthand.claim.sheet import COLUMNS
from firsthand.errors import OperatorError
from firsthand.model.claim import Decision
from firsthand.model.record import RevisionKind
from firsthand.pipeline import stages, tabling
from firsthand.pipeline.case import Case
from firsthand.pipeline.holding import HeldBack
from firsthand.pipeline.judging import judge, take_back
from firsthand.pipeline.revising import Revision, revise
from firsthand.pipeline.tabling import Imported, export, import_
from pipeline.to_judge import A, claims, copied, make, one

Table = list[dict[str, str]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("tabling"))


@pytest.fixture
def held(made: Path, tmp_path: Path) -> Iterator[Case]:
    with Case.open(copied(made, tmp_path), writing=True) as case:
        yield case


def _opened(path: Path) -> Table:
    """The table as another program opens it."""
    if path.suffix == ".xlsx":
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        heads, *rows = sheet.to_python()
        return [dict(zip(map(str, heads), map(str, row), strict=True)) for row in rows]
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _saved(path: Path, table: Table, *, delimiter: str = ",") -> Path:
    """The table as another program saves it."""
    heads = list(table[0])
    if path.suffix == ".xlsx":
        book = Workbook(path)
        sheet = book.add_worksheet()
        for number, row in enumerate([heads, *([row[h] for h in heads] for row in table)]):
            for column, cell in enumerate(row):
                if cell.isdigit():
                    sheet.write_number(number, column, int(cell))
                else:
                    sheet.write_string(number, column, cell)
        book.close()
        return path
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, heads, delimiter=delimiter, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(table)
    return path


def _entries(held: Case) -> int:
    return len(list(held.entries()))


def _fill_in(table: Table, held: Case) -> Table:
    """Accept the ages, reject what is taken, write the period anew, add a needle."""
    ages, period = one(held, "age_range").id, one(held, "period").id
    for row in table:
        if row["id"] == ages:
            row |= {"decision": "accepted", "reason": "=read: “ja”; \nnew line"}
        elif row["element"] == "modality":
            row |= {"decision": "rejected", "reason": "no specimen is named"}
        elif row["id"] == period:
            row |= {"new_value": '{"edtf": "2017-05"}', "reason": "May"}
    added = dict.fromkeys(table[0], "") | {
        "document": A,
        "element": "tool",
        "value": '{"text": "a needle"}',
        "quote": "DNA again",
        "reason": "it was a needle",
    }
    return [*table, added]


@pytest.mark.parametrize("kind", [".csv", ".xlsx"])
def test_a_table_filled_in_is_taken_in_once_however_often_it_is_read(
    held: Case, tmp_path: Path, kind: str
) -> None:
    before = claims(held)
    export(held, tmp_path / f"out{kind}", blind=False)
    filled = _saved(tmp_path / f"filled{kind}", _fill_in(_opened(tmp_path / f"out{kind}"), held))
    taking = sum(claim.suggestion.element == "modality" for claim in before.values())
    done = import_(held, filled, reason="", blind=False)
    assert (len(done.judged), len(done.revised), done.problems) == (taking + 1, 2, ())
    after = claims(held)
    assert len(after) == len(before) + 2
    ages = after[one(held, "age_range").id]
    assert ages.said[0].reason.split() == ["=read:", "“ja”;", "new", "line"]
    size = _entries(held)
    again = import_(held, filled, reason="", blind=False)
    assert (again.judged, again.revised, again.unchanged) == ((), (), len(before) + 1)
    export(held, tmp_path / f"next{kind}", blind=False)
    assert import_(held, tmp_path / f"next{kind}", reason="", blind=False).problems == ()
    assert _entries(held) == size
    take_back(held, done.batch, reason="the wrong file")
    assert claims(held) == before


def test_annotations_filled_in_are_taken_in_once(held: Case, tmp_path: Path) -> None:
    export(held, tmp_path / "out.jsonld", blind=False)
    page = json.loads((tmp_path / "out.jsonld").read_text("utf-8"))
    first = page["items"][0]
    told = json.dumps({"decision": "unsure", "reason": "who knows"})
    first["body"].append({"type": "TextualBody", "purpose": "assessing", "value": told})
    value = json.dumps({"element": "tool", "value": {"text": "a needle"}})
    new = {
        "type": "Annotation",
        "body": {"purpose": "describing", "value": value},
        "target": {"source": A, "selector": {"type": "TextQuoteSelector", "exact": "DNA again"}},
    }
    lost = new | {"target": {"source": A, "selector": {"exact": "x", "type": "TextQuoteSelector"}}}
    page["items"] += [new, lost]
    (tmp_path / "in.jsonld").write_text(json.dumps(page), "utf-8")
    done = import_(held, tmp_path / "in.jsonld", reason="read", blind=True)
    assert (len(done.judged), len(done.revised)) == (1, 1)
    assert done.judged[0].judgement.blind
    (problem,) = done.problems
    assert problem.where == f"in.jsonld, annotation {len(page['items'])}"
    size = _entries(held)
    import_(held, tmp_path / "in.jsonld", reason="read", blind=True)
    assert _entries(held) == size


def test_what_another_person_filled_in_is_theirs_to_bring(held: Case, tmp_path: Path) -> None:
    ages = one(held, "age_range").id
    judge(held, [(ages, Decision.ACCEPTED)], reason="read")
    export(held, tmp_path / "ana.csv", blind=False)
    os.environ["FIRSTHAND_AGENT"] = "Bo"
    assert import_(held, tmp_path / "ana.csv", reason="", blind=False).judged == ()
    export(held, tmp_path / "bo.csv", blind=True)
    table = _opened(tmp_path / "bo.csv")
    assert "Ana" not in (tmp_path / "bo.csv").read_text("utf-8")
    for row in table:
        if row["id"] == ages:
            row |= {"decision": "accepted", "reason": "read"}
    done = import_(held, _saved(tmp_path / "in.csv", table), reason="", blind=True)
    assert [each.judgement.by.name for each in done.judged] == ["Bo"]
    assert [each.by.name for each in claims(held)[ages].said] == ["Ana", "Bo"]


def test_a_row_that_cannot_stand_is_named_and_the_rest_goes_on(held: Case, tmp_path: Path) -> None:
    export(held, tmp_path / "out.csv", blind=False)
    table = _opened(tmp_path / "out.csv")
    for row in table:
        row |= {"decision": "accepted", "reason": "read", "my notes": "x"}
    table[0]["id"] = "c-none"
    table[1]["decision"] = "perhaps"
    table[2] |= {"decision": "", "new_quote": "words of no page"}
    table.append(table[3] | {"decision": "rejected"})
    table.append(table[3])
    done = import_(held, _saved(tmp_path / "in.csv", table), reason="", blind=False)
    assert [(each.where, each.message.partition(":")[0]) for each in done.problems] == [
        ("in.csv, row 2", "id"),
        ("in.csv, row 3", "decision"),
        ("in.csv, row 4", "new_quote"),
        ("in.csv, row 5", "id"),
        (f"in.csv, row {len(table)}", "id"),
        (f"in.csv, row {len(table) + 1}", "id"),
    ]
    assert len(done.judged) == len(table) - 6
    assert done.ignored == ("my notes",)


@pytest.mark.parametrize("asked", [("accepted", "rejected"), ("rejected", "accepted")])
def test_two_rows_at_odds_on_one_claim_change_nothing_in_whatever_order(
    held: Case, tmp_path: Path, asked: tuple[str, str]
) -> None:
    """Nobody knows which of them was meant, however often they are read."""
    ages = one(held, "age_range").id
    text = "id,decision,reason\n" + "".join(f"{ages},{each},read\n" for each in asked)
    (tmp_path / "in.csv").write_text(text, "utf-8")
    for _ in range(2):
        done = import_(held, tmp_path / "in.csv", reason="", blind=False)
        assert done.judged == ()
        assert [each.where for each in done.problems] == ["in.csv, row 2", "in.csv, row 3"]
    assert claims(held)[ages].said == ()


def test_a_row_written_out_beside_one_filled_in_asks_for_nothing(
    held: Case, tmp_path: Path
) -> None:
    """
    id     decision  reason  by   at
    c-82…  accepted  read    Ana  2030…   as it was written out
    c-82…  rejected  looked               filled in below it
    """
    ages = one(held, "age_range").id
    judge(held, [(ages, Decision.ACCEPTED)], reason="read")
    export(held, tmp_path / "out.csv", blind=False)
    old = next(row for row in _opened(tmp_path / "out.csv") if row["id"] == ages)
    new = old | {"decision": "rejected", "reason": "looked", "by": "", "at": ""}
    filled = _saved(tmp_path / "in.csv", [old, new])
    for judged in (1, 0):
        done = import_(held, filled, reason="", blind=False)
        assert (len(done.judged), done.problems) == (judged, ())


def _wide(text: str) -> bytes:
    return text.encode("utf-16")


SAVED: dict[str, Callable[[str], bytes]] = {
    "with semicolons": lambda text: text.encode(),
    "in UTF-16": _wide,
}


@pytest.mark.parametrize("how", SAVED)
def test_a_table_saved_in_the_ways_of_other_countries_is_read(
    held: Case, tmp_path: Path, how: str
) -> None:
    ages = one(held, "age_range").id
    text = f"id;decision;reason\n{ages};accepted;read\n"
    (tmp_path / "in.csv").write_bytes(SAVED[how](text))
    assert len(import_(held, tmp_path / "in.csv", reason="", blind=False).judged) == 1


FILES: dict[str, tuple[str, bytes, str]] = {
    "another ending": ("in.ods", b"", r"ends in \.csv, \.xlsx, \.jsonld, found in\.ods"),
    "an empty file": ("in.csv", b"", "a first row with the names"),
    "a column twice": (
        "in.csv",
        b"id,decision,reason,decision\n",
        r"each column once, in\.csv has decision twice",
    ),
    "no column of ours": ("in.csv", b"a,b\n1,2\n", "a first row with `id`"),
    "another encoding": ("in.csv", b"id,reason\nx,\xe4\n", "at byte 12: save it as CSV UTF-8"),
    "quotes left open": ("in.csv", b'id,reason\n1,"x\n', "is no CSV after row 1"),
    "no JSON": ("in.jsonld", b"{", "holds no Web Annotations"),
    "other JSON": ("in.jsonld", b"{}", "holds no Web Annotations"),
    "no spreadsheet": ("in.xlsx", b"x", "cannot be read"),
}


@pytest.mark.parametrize("why", FILES)
def test_a_file_that_is_not_what_its_name_says_is_one_sentence(
    held: Case, tmp_path: Path, why: str
) -> None:
    name, data, words = FILES[why]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(OperatorError, match=words):
        import_(held, tmp_path / name, reason="", blind=False)


def test_no_file_is_written_over_and_none_is_too_large(
    held: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out.csv").write_text("id,decision\n")
    with pytest.raises(OperatorError, match="is there already"):
        export(held, tmp_path / "out.csv", blind=False)
    with pytest.raises(OperatorError, match="cannot be written"):
        export(held, tmp_path / "none" / "out.csv", blind=False)
    with pytest.raises(OperatorError, match="cannot be read"):
        import_(held, tmp_path / "none.csv", reason="", blind=False)
    monkeypatch.setattr(tabling, "ROWS_MAX", 0)
    with pytest.raises(OperatorError, match="up to 0 rows"):
        import_(held, tmp_path / "out.csv", reason="", blind=False)
    monkeypatch.setattr(tabling, "BYTES_MAX", 3)
    with pytest.raises(OperatorError, match=r"up to 3 bytes, out\.csv has 12"):
        import_(held, tmp_path / "out.csv", reason="", blind=False)


def test_the_same_claims_are_the_same_bytes(held: Case, tmp_path: Path) -> None:
    for kind in (".csv", ".xlsx", ".jsonld"):
        export(held, tmp_path / f"one{kind}", blind=False)
        export(held, tmp_path / f"other{kind}", blind=False)
        one_, other = ((tmp_path / f"{name}{kind}").read_bytes() for name in ("one", "other"))
        assert one_ == other
    heads = next(csv.reader(io.StringIO((tmp_path / "one.csv").read_text("utf-8-sig"))))
    assert heads == list(COLUMNS)
    assert isinstance(import_(held, tmp_path / "one.csv", reason="", blind=False), Imported)
    assert stages.judgements(held).judged == ()


@pytest.mark.parametrize("kind", [".csv", ".xlsx", ".jsonld"])
def test_a_blind_file_leaves_out_what_others_wrote(held: Case, tmp_path: Path, kind: str) -> None:
    """A value that Ana wrote anew would tell Bo what she thinks of the machine's."""
    ages = one(held, "age_range").id
    written = (Anew(value='{"min": 12, "max": 60}'),)
    anew = Revision(kind=RevisionKind.EDIT, written=written, claims=(ages,))
    revise(held, anew, reason="so it says")
    assert export(held, tmp_path / f"ana{kind}", blind=True) == len(claims(held))
    os.environ["FIRSTHAND_AGENT"] = "Bo"
    assert export(held, tmp_path / f"bo{kind}", blind=True) == len(claims(held)) - 1
    assert export(held, tmp_path / f"open{kind}", blind=False) == len(claims(held))


class _Full(io.BytesIO):
    """A file on a disk that is full."""

    def write(self, data: object) -> int:
        del data
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_file_that_could_not_be_written_whole_does_not_stay(
    held: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be kept from being written anew, as one that people fill in."""

    def full(path: Path, mode: str) -> _Full:
        path.touch()
        del mode
        return _Full()

    with monkeypatch.context() as disk:
        disk.setattr(Path, "open", full)
        with pytest.raises(OperatorError, match="cannot be written: No space left"):
            tabling.write_new(tmp_path / "out.csv", b"id")
    export(held, tmp_path / "out.csv", blind=False)


@pytest.mark.parametrize("kind", [".csv", ".xlsx", ".jsonld"])
def test_words_that_stay_in_the_case_leave_in_no_part_and_the_file_comes_back(
    held: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """What is kept around a quotation would hold the first half of them."""
    kept_back = "Kashgar took DNA again"
    back = HeldBack(use=tabling.CODING, phrases=(kept_back, "12 to 65"))
    monkeypatch.setattr(tabling, "hold_back", lambda *_, **__: back)
    export(held, tmp_path / f"out{kind}", blind=False)
    if kind == ".jsonld":
        told = (tmp_path / "out.jsonld").read_text("utf-8")
        around = [
            each["target"]["selector"][0][key]
            for each in json.loads(told)["items"]
            for key in ("prefix", "suffix")
        ]
        assert not any("Kashgar took DNA a" in each for each in around)
        assert any(each.endswith("Police in ") for each in around)
    done = import_(held, tmp_path / f"out{kind}", reason="", blind=False)
    assert (done.judged, done.problems, done.unchanged) == ((), (), len(claims(held)))
