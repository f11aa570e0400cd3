from __future__ import annotations

import itertools

import pytest

from firsthand.model.custody import Described
from firsthand.model.document import Stated
from firsthand.read.stated import choose, choose_date, from_manifest


def dated(**found: str) -> list[Stated]:
    """Dates by where they were found, with `_` for what a name cannot hold."""
    places = {"json_ld": "json-ld:datePublished", "meta": "meta:date", "time": "time", "byline": "visible:byline", "visible": "visible", "url": "url", "modified": "http:last-modified", "manifest": "manifest", "pdf": "pdf-CreationDate"}  # fmt: skip
    return [Stated(name="published", text=text, found=places[name]) for name, text in found.items()]


ORDER = ["json_ld", "meta", "time", "manifest", "byline", "visible", "url", "pdf"]


@pytest.mark.parametrize(("firmer", "weaker"), list(itertools.pairwise(ORDER)))
def test_the_more_trusted_date_is_gone_by_and_both_are_kept(firmer: str, weaker: str) -> None:
    stated = dated(**{weaker: "2018-02-02", firmer: "2018-01-08"})
    date, _ = choose_date(stated, captured=None)
    assert date is not None
    assert date.edtf == "2018-01-08"


def test_a_date_after_the_archive_met_the_page_is_impossible() -> None:
    """
    json-ld   2031-05-05   impossible: the page was archived on 2030-01-02
    meta      2029-12-30
    """
    date, problems = choose_date(
        dated(json_ld="2031-05-05", meta="2029-12-30"), captured="2030-01-02T03:04:05Z"
    )
    assert date is not None
    assert date.edtf == "2029-12-30"
    assert [problem.code for problem in problems] == ["date-impossible"]


def test_a_day_s_difference_is_a_time_zone() -> None:
    date, problems = choose_date(dated(meta="2030-01-03"), captured="2030-01-02T23:00:00Z")
    assert date is not None
    assert (date.edtf, problems) == ("2030-01-03", [])


def test_an_archive_whose_clock_stood_at_the_calendar_s_end_doubts_no_date() -> None:
    date, problems = choose_date(dated(meta="2018-01-08"), captured="9999-12-31T23:59:59Z")
    assert date is not None
    assert (date.edtf, problems) == ("2018-01-08", [])


def test_an_archive_s_date_bounds_a_publication_and_is_never_taken_for_one() -> None:
    date, _ = choose_date([], captured="2018-01-08T03:04:05Z")
    assert date is not None
    assert (date.edtf, date.found) == ("../2018-01-08", "captured")


def test_so_does_the_server_s_last_modification() -> None:
    stated = dated(modified="Mon, 01 Jan 2018 02:15:00 GMT")
    date, _ = choose_date(stated, captured="2018-01-08T03:04:05Z")
    assert date is not None
    assert (date.edtf, date.found) == ("../2018-01-01", "http:last-modified")


def test_firm_dates_that_differ_are_named() -> None:
    date, problems = choose_date(dated(json_ld="2018-01-08", meta="2018-03-01"), captured=None)
    assert date is not None
    assert date.edtf == "2018-01-08"
    assert problems[0].code == "dates-differ"
    assert "meta:date says 2018-03-01" in problems[0].message


@pytest.mark.parametrize("text", ["2018-02-30", "0000", "31/31/2018", "soon"])
def test_impossible_dates_are_no_dates(text: str) -> None:
    assert choose_date(dated(meta=text), captured=None) == (None, [])


def test_a_page_s_own_publisher_stands_before_the_manifest_and_that_before_its_host() -> None:
    def said(found: str) -> Stated:
        return Stated(name="publisher", text=found, found=found)

    everything = [said("host"), said("manifest"), said("title-end"), said("meta:og:site_name")]
    chosen = []
    while everything:
        best = choose(everything, "publisher")
        assert best is not None
        chosen.append(best.found)
        everything.remove(best)
    assert chosen == ["meta:og:site_name", "manifest", "title-end", "host"]


def test_a_manifest_s_blanks_say_nothing() -> None:
    described = Described(publisher="A paper", published=None, language="")
    assert [(s.name, s.text) for s in from_manifest(described)] == [("publisher", "A paper")]
    assert from_manifest(None) == []
