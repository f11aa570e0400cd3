"""What `--json` promises, held against the real program on a small mixed case."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

pytestmark = pytest.mark.slow

REPORT = (
    "Police took DNA and iris scans from 18.8 million residents of Xinjiang aged 12 to 65 in 2017, "
    "the ministry said. The check-ups were mandatory. About 22 million people live in the region.\n"
    "\n"
    "Residents were not told what the blood was for, according to Human Rights Watch.\n"
)
LATER = "Nearly a year on, the paper printed this again.\n\n" + REPORT
CHINESE = "据新华社报道，警方在免费体检中采集12至65岁居民的DNA和虹膜图像，共1880万人参加。\n"

KINDS = {"copy", "excerpt", "rewrite", "translation", "quotation", "report"}
EVIDENCE = {"reuse", "attribution", "credit", "link", "figure", "judgement"}
STANCES = {"asserted", "hedged", "denied", "unknown"}
STATUSES = {"suggested", "accepted", "rejected", "unsure"}
STANDINGS = {"corroborated", "single_origin", "contested", "unsupported"}
COUNTS = {"persons", "visits", "samples", "records", "things", "money", "events", None}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """
    report.txt   2030-01-01  a.example  the report
    later.txt    2030-06-01  b.example  the same report, later
    chinese.txt  2030-02-01  c.example  the same in Chinese, after Xinhua
    """
    top = tmp_path_factory.mktemp("contract")
    pile = top / "pile"
    pile.mkdir()
    (pile / "report.txt").write_text(REPORT, "utf-8")
    (pile / "later.txt").write_text(LATER, "utf-8")
    (pile / "chinese.txt").write_text(CHINESE, "utf-8")
    (pile / "manifest.csv").write_text(
        "file,address,publisher,published,language\n"
        "report.txt,https://a.example/1,A,2030-01-01,en\n"
        "later.txt,https://b.example/1,B,2030-06-01,en\n"
        "chinese.txt,https://c.example/1,,2030-02-01,zh\n",
        "utf-8",
    )

    def run(*words: str) -> dict[str, Any]:
        done = subprocess.run(
            [sys.executable, "-m", "firsthand", *words, "--json"],
            env={**os.environ, "FIRSTHAND_HOME": str(top / "home")},
            capture_output=True,
            check=True,
        )
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    case = str(top / "case")
    run("run", case, str(pile))
    return {verb: run(verb, case) for verb in ("read", "trace", "claim", "weigh")}


Said = dict[str, dict[str, Any]]


def test_trace_gives_documents_derivations_origins_and_drifts(said: Said) -> None:
    traced = said["trace"]
    ids = {d["id"] for d in traced["documents"]}
    origins = {o["id"] for o in traced["origins"]}
    for document in traced["documents"]:
        assert {"id", "address", "title", "publisher", "language", "published"} <= document.keys()
    for edge in traced["derivations"]:
        assert edge["later"] in ids
        assert edge["earlier"] in ids | origins
        assert edge["kind"] in KINDS
        assert 0 <= edge["score"] <= 1
        assert edge["evidence"]
        for each in edge["evidence"]:
            assert each["type"] in EVIDENCE
            assert {"later_quote", "earlier_quote"} <= each.keys()
    for origin in traced["origins"]:
        assert {"id", "name", "seen", "documents"} <= origin.keys()
        assert set(origin["documents"]) <= ids
    for drift in traced["drifts"]:
        assert {"derivation", "element", "before", "after", "kind"} <= drift.keys()


def test_the_later_page_comes_from_the_report_and_both_quotes_stand_in_the_pages(
    said: Said,
) -> None:
    texts = {d["id"]: d["text"] for d in said["read"]["documents"]}
    at = {d["address"]: d["id"] for d in said["read"]["documents"]}
    edges = {(e["later"], e["earlier"]): e for e in said["trace"]["derivations"]}
    edge = edges[at["https://b.example/1"], at["https://a.example/1"]]
    reuse = [each for each in edge["evidence"] if each["type"] == "reuse"]
    assert reuse
    for each in reuse:
        assert each["later_quote"] in texts[edge["later"]]
        assert each["earlier_quote"] in texts[edge["earlier"]]


def test_every_claim_is_bound_to_its_own_words(said: Said) -> None:
    texts = {d["id"]: d["text"] for d in said["read"]["documents"]}
    claims = said["claim"]["claims"]
    assert {claim["document"] for claim in claims} == texts.keys()
    for claim in claims:
        quote = claim["quote"]
        assert texts[claim["document"]][quote["start"] : quote["end"]] == quote["exact"]
        assert claim["stance"] in STANCES
        assert claim["status"] in STATUSES
        assert {"kind", "name", "version"} == claim["maker"].keys()
        assert {"id", "element", "value", "said_by"} <= claim.keys()


def _values(said: Said, element: str, address: str) -> list[dict[str, Any]]:
    at = {d["address"]: d["id"] for d in said["read"]["documents"]}
    return [
        claim["value"]
        for claim in said["claim"]["claims"]
        if claim["element"] == element and claim["document"] == at[address]
    ]


def test_values_have_the_form_of_their_element(said: Said) -> None:
    for address in ("https://a.example/1", "https://c.example/1"):
        assert {"min": 12, "max": 65} in _values(said, "age_range", address)
        [scale] = _values(said, "scale", address)
        assert (scale["low"], scale["high"], scale["counts"]) == (18800000, 18800000, "persons")
        assert {"approximate", "unit", "place", "period"} <= scale.keys()
    [population] = _values(said, "population", "https://a.example/1")
    assert (population["low"], population["unit"]) == (22000000, "residents")
    assert "group" in population


def test_weigh_gives_statements_and_estimates(said: Said) -> None:
    ids = {claim["id"] for claim in said["claim"]["claims"]}
    statements = {s["id"]: s for s in said["weigh"]["statements"]}
    for statement in statements.values():
        assert statement["standing"] in STANDINGS
        assert set(statement["claims"]) <= ids
        assert set(statement["contradicts"]) <= statements.keys()
        assert statement["independent_origins"] >= 0
        assert {"element", "value", "origins"} <= statement.keys()
    for row in said["weigh"]["ledger"]:
        assert row["counts"] in COUNTS
    for estimate in said["weigh"]["estimates"]:
        assert {"id", "question"} <= estimate.keys()
        assert "refused" in estimate or {"low", "high", "level", "method"} <= estimate.keys()


def test_a_page_that_repeats_another_adds_no_origin(said: Said) -> None:
    [scale] = [
        s
        for s in said["weigh"]["statements"]
        if s["element"] == "age_range" and s["value"] == {"min": 12, "max": 65}
    ]
    assert len(scale["claims"]) == 3
    at = {d["address"]: d["id"] for d in said["read"]["documents"]}
    assert at["https://b.example/1"] not in scale["origins"]
