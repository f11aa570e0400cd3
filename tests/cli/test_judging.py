from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.to_judge import B, copied, make

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("judging"))


@pytest.fixture
def case(made: Path, tmp_path: Path) -> Path:
    return copied(made, tmp_path)


def _said(case: Path, *words: str, by: str = "Ana") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "firsthand", words[0], str(case), *words[1:]],
        env={**os.environ, "FIRSTHAND_AGENT": by},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def _json(case: Path, *words: str, by: str = "Ana", status: int = 0) -> dict[str, Any]:
    done = _said(case, *words, "--json", by=by)
    assert done.returncode == status, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_a_day_of_two_coders_through_the_program(case: Path, tmp_path: Path) -> None:
    """
    Ana judges the first of the queue, then many; Bo does so blind in a table; Ana takes all back
    """
    before = _said(case, "claim", "--json").stdout
    first = _json(case, "judge", "--next", "1")["queue"][0]
    key = first["claim"]["id"]
    assert first["address"] == B
    assert first["without_it"]["after"] is None
    assert first["without_it"]["estimates"]
    _json(case, "judge", "--accept", key[:12], "--reason", "it says so", "--blind")
    told = _json(
        case, "judge", "--accept-all", "--element", "modality", "--reason", "plain", "--blind"
    )
    assert told["claims"]
    assert not any("status" in claim for claim in told["claims"])  # nor what anybody else said
    modalities = [c for c in _json(case, "claim")["claims"] if c["element"] == "modality"]
    assert {claim["status"] for claim in modalities} == {"accepted"}
    asked = ("--require-two", "--reason", "the house rule")
    assert _json(case, "judge", *asked) == {"people_needed": 2}
    waits = {c["id"]: c for c in _json(case, "claim")["claims"]}[key]
    assert (waits["status"], waits["accepted_by"]) == ("suggested", ["Ana"])

    blind = _json(case, "judge", "--blind", "--next", "99", by="Bo")
    assert blind["judged"] == 0
    assert not {"status", "judgement", "accepted_by"} & set(blind["queue"][0]["claim"])
    sheet = tmp_path / "bo.csv"
    _json(case, "judge", "--export", str(sheet), "--blind", by="Bo")
    with sheet.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        row |= {"decision": "accepted" if row["id"] == key else "rejected", "reason": "read it"}
    with sheet.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    done = _json(case, "judge", "--import", str(sheet), "--blind", by="Bo")
    assert (done["judged"], done["problems"]) == (len(rows), [])
    log = (case / "record/log/entries.jsonl").read_bytes()
    assert _json(case, "judge", "--import", str(sheet), "--blind", by="Bo")["judged"] == 0
    assert (case / "record/log/entries.jsonl").read_bytes() == log

    after = {c["id"]: c for c in _json(case, "claim")["claims"]}
    assert (after[key]["status"], after[key]["accepted_by"]) == ("accepted", ["Ana", "Bo"])
    (pair,) = _json(case, "claim", "--agreement")["agreement"][0]["pairs"]
    assert pair["both"] == pair["blind_both"] == len(told["claims"]) + 1
    assert pair["blind_agreed"] == 1

    assert (
        _json(case, "judge", "--undo", "--reason", "the wrong case", by="Bo")["batch"]
        == done["batch"]
    )
    for _ in range(2):
        _json(case, "judge", "--undo", "--reason", "the wrong case")
    _json(case, "judge", "--require-one", "--reason", "back")
    assert _said(case, "claim", "--json").stdout == before


def test_a_claim_is_written_anew_split_merged_and_added(case: Path, tmp_path: Path) -> None:
    period = next(c for c in _json(case, "claim")["claims"] if c["element"] == "period")
    edited = _json(
        case, "judge", "--edit", period["id"], "--value", '{"edtf": "2017-05"}', "--reason", "May"
    )["claims"]
    old, new = sorted(edited, key=lambda claim: claim["status"], reverse=True)
    assert (old["replaced_by"], new["replaces"]) == ([new["id"]], [old["id"]])
    assert new["maker"] == {"kind": "person", "name": "Ana", "version": "1"}
    parts = tmp_path / "parts.json"
    parts.write_text('[{"value": {"edtf": "2017-05-01"}}, {"value": {"edtf": "2017-05-31"}}]')
    split = _json(
        case, "judge", "--split", new["id"], "--into", str(parts), "--reason", "two days"
    )["claims"]
    days = [claim["id"] for claim in split if claim["status"] == "accepted"]
    merged = _json(
        case, "judge", "--merge", days[0], "--merge", days[1], "--value", '{"edtf": "2017"}',
        "--reason", "who knows",
    )["claims"]  # fmt: skip
    assert sum(claim["status"] == "accepted" for claim in merged) == 1
    added = _json(
        case, "judge", "--add", "--document", B, "--element", "collector", "--said-by", "a reporter",
        "--value", '{"code": "police", "text": "Officers"}', "--span", "0", "8", "--stance", "hedged",
        "--reason", "read",
    )["claims"]  # fmt: skip
    assert added[0]["quote"] == {"exact": "Officers", "start": 0, "end": 8}
    assert (added[0]["stance"], added[0]["said_by"]) == ("hedged", "a reporter")
    batches = _json(case, "judge", "--batches")["batches"]
    assert [each["judgements"] for each in batches] == [2, 3, 3, 1]


def test_rows_that_cannot_stand_end_with_1_and_name_themselves(case: Path, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("id,decision,reason\nc-none,accepted,read\n")
    done = _said(case, "judge", "--import", str(tmp_path / "in.csv"))
    assert done.returncode == 1
    assert (
        "in.csv, row 2: id: expected the id of a claim of this case, found 'c-none'" in done.stderr
    )
    assert "0 judged, 0 written, 0 as the record has them, 1 refused" in done.stdout


MISTAKES = {
    "no reason": (["--accept", "c-"], "give --reason"),
    "two acts": (["--undo", "--batches"], "expected one act a command, found 2"),
    "all of them": (["--accept-all", "--reason", "x"], "say which claims are meant"),
    "nothing to split into": (["--split", "c-", "--reason", "x"], "give --into FILE"),
    "no file": (["--split", "c-", "--into", "none.json", "--reason", "x"], "cannot be read"),
    "nothing to take back": (["--undo", "--reason", "x"], "Ana has judged nothing"),
    "nothing to try": (["--accept", "c-", "--dry-run"], "--dry-run goes with"),
    "so already": (["--require-one", "--reason", "x"], "it is so already"),
}


@pytest.mark.parametrize("why", MISTAKES)
def test_the_operator_s_mistakes_end_with_2_in_one_sentence(case: Path, why: str) -> None:
    words, told = MISTAKES[why]
    done = _said(case, "judge", *words)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
