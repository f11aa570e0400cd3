from __future__ import annotations

import dataclasses

import pytest

from firsthand.model.problem import Problem, Severity
from firsthand.publish.redact import BLOCK, redact
from publish.told import DAILY, DNA, OFFICE, UYGHUR, WATCH, dossier


def test_without_phrases_nothing_changes() -> None:
    told = dossier()
    redacted = redact(told, withheld=())
    assert {one.id for one in redacted.claims} == {claim.id for claim in told.claims}
    assert redacted.findings.statements == tuple(
        sorted(told.findings.statements, key=lambda s: s.id)
    )
    assert redacted.log == told.log
    assert not redacted.record_withheld


def test_a_page_that_holds_a_name_keeps_its_place_and_loses_its_id() -> None:
    """
    "12,000 people in 2029" is withheld: WATCH is blocked, its quotes move, DAILY stays as it is
    """
    redacted = redact(dossier(), withheld=["people in 2029"])
    ids = {one.id for one in redacted.documents}
    assert DAILY.id in ids
    assert WATCH.id not in ids
    (page,) = [one.value for one in redacted.documents if BLOCK in one.value.text]
    for claim in redacted.claims:
        quotation = claim.value.suggestion.quotation
        text = next(d.value.text for d in redacted.documents if d.id == quotation.document)
        assert text[quotation.position.start : quotation.position.end] == quotation.exact
    assert page.capture.startswith("withheld-")


def test_a_capture_with_a_name_leaves_no_digest_anywhere() -> None:
    problem = Problem(
        severity=Severity.NOTE, code="x", message="m", where=f"sha256:{WATCH.capture}#char=0,5"
    )
    redacted = redact(dossier(problems=(problem,)), withheld=["12,000 people"])
    assert WATCH.capture not in repr(redacted)
    assert WATCH.id not in repr(redacted)
    assert "withheld-0001" in redacted.problems[0].where


@pytest.mark.parametrize("spelled", ["12,000 PEOPLE", "12,000  people", "12,000-people"])
def test_a_phrase_is_found_however_it_is_spelled(spelled: str) -> None:
    redacted = redact(dossier(note=f"so {spelled} say"), withheld=["12,000 people"])
    assert redacted.note == f"so {BLOCK} say"


def test_record_and_root_stay_behind_with_any_entry_that_must() -> None:
    told = dossier(checkpoint="a root")
    kept = redact(told, withheld=["nobody of this name"])
    assert (kept.log, kept.checkpoint) == (told.log, "a root")
    gone = redact(told, withheld=["12,000 people"])
    assert (gone.log, gone.checkpoint, gone.record_withheld) == ((), "", True)


def test_an_escaped_phrase_in_the_log_is_found() -> None:
    told = dossier(log=(r'{"body":{"name":"a \"q\" b"}}',))
    assert redact(told, withheld=['"q"']).record_withheld


def test_bytes_left_behind_leave_without_digest_and_size() -> None:
    redacted = redact(dossier(), withheld=["zzz"], unbundled={UYGHUR.capture})
    (behind,) = [capture for capture in redacted.captures if capture.digest is None]
    assert (behind.address, behind.size_bytes) == (OFFICE.address, None)
    assert redacted.withheld_captures_count == 1


def test_order_of_phrases_changes_nothing() -> None:
    words = ["people", "12,000 people", "DNA"]
    assert redact(dossier(), withheld=words) == redact(dossier(), withheld=words[::-1])


def test_a_quote_that_is_cut_by_a_name_is_blocked_whole() -> None:
    quotation = DNA[0].suggestion.quotation
    assert quotation.exact == "DNA"
    redacted = redact(dossier(), withheld=["NA from"])
    exact = {claim.value.suggestion.quotation.exact for claim in redacted.claims}
    assert f"D{BLOCK}" in exact
    assert dataclasses.is_dataclass(redacted)
