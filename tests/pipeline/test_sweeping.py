from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from archived import OTHER, PAGES, html, packed, sandur_case, shelf, swept, taken
from custody import keep, write_pile
from firsthand.engines.cores import Cores
from firsthand.errors import OperatorError
from firsthand.pipeline.shelves import Place
from firsthand.pipeline.sweeping import SweepReport

pytestmark = pytest.mark.slow

Item = TypeVar("Item")
Result = TypeVar("Result")


def _plain(report: SweepReport) -> SweepReport:
    """What was found, without how it came about."""
    archives = tuple(dataclasses.replace(each, read=0) for each in report.archives)
    return dataclasses.replace(report, archives=archives, fresh=0)


def test_pages_that_belong_are_found_among_others(tmp_path: Path) -> None:
    """
    four pages of sixteen: a copy within a longer page, Chinese, a link, a title
    """
    report = swept(sandur_case(tmp_path), shelf(tmp_path))
    assert {page.address for page in report.found} == set(PAGES)
    assert sum(each.pages for each in report.archives) == 16
    assert report.problems == ()


def test_all_cores_find_what_one_finds(tmp_path: Path) -> None:
    case, where = sandur_case(tmp_path), shelf(tmp_path)
    one = swept(case, where)
    other = sandur_case(tmp_path / "again")
    assert _plain(swept(other, where, Cores(2))) == _plain(one)


class _Once:
    """An engine that is interrupted after its first result."""

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        for item in items:
            yield work(item)
            raise KeyboardInterrupt


class _Counting:
    """An engine that remembers what it was given."""

    def __init__(self) -> None:
        self.given: list[object] = []

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        for item in items:
            self.given.append(item)
            yield work(item)


def test_an_interrupted_sweep_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    interrupted after the first archive: the second run does the other two, and finds the same
    """
    monkeypatch.setattr("firsthand.pipeline.sweeping.GROUP_COUNT", 1)
    case, where = sandur_case(tmp_path), shelf(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        swept(case, where, _Once())
    engine = _Counting()
    report = swept(case, where, engine)
    assert (len(engine.given), report.fresh) == (2, 2)
    assert _plain(report) == _plain(swept(sandur_case(tmp_path / "again"), where))


def test_what_was_swept_is_not_swept_again_until_its_bytes_change(tmp_path: Path) -> None:
    case, where = sandur_case(tmp_path), shelf(tmp_path)
    first = swept(case, where)
    again = swept(case, where)
    assert (first.fresh, again.fresh) == (3, 0)
    assert _plain(again) == _plain(first)
    (tmp_path / "warcs" / "one.warc.gz").write_bytes(packed({"http://x.example/": html(OTHER[0])}))
    changed = swept(case, where)
    assert changed.fresh == 1
    assert {page.address for page in changed.found} == {
        "http://link.example/1",
        "http://name.example/1",
    }


def test_a_new_document_is_swept_for_alone_with_the_result_of_sweeping_for_all(
    tmp_path: Path,
) -> None:
    case, where = sandur_case(tmp_path), shelf(tmp_path)
    swept(case, where)
    more = html(OTHER[0], OTHER[1], title="A club and its bread")
    keep(case, write_pile(tmp_path / "more", {"more.html": more}))
    grown = swept(case, where)
    assert len(grown.found) > len(PAGES)
    other = sandur_case(tmp_path / "again")
    keep(other, tmp_path / "more")
    assert _plain(swept(other, where)) == _plain(grown)


def test_pages_that_were_taken_are_known_and_not_taken_again(tmp_path: Path) -> None:
    case, where = sandur_case(tmp_path), shelf(tmp_path)
    kept, missed = taken(case, where, swept(case, where))
    assert (len(kept.preserved), missed) == (4, [])
    report = swept(case, where)
    assert {page.address for page in report.found if page.held} == set(PAGES)
    again, _ = taken(case, where, report)
    assert again.already == 0
    assert not {each.digest for each in again.preserved} & {each.digest for each in kept.preserved}


def test_an_archive_that_cannot_be_read_is_tried_again(tmp_path: Path) -> None:
    case, where = sandur_case(tmp_path), shelf(tmp_path)

    class Vanishing:
        def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
            (tmp_path / "warcs" / "one.warc.gz").rename(tmp_path / "away")
            yield from map(work, items)
            (tmp_path / "away").rename(tmp_path / "warcs" / "one.warc.gz")

    report = swept(case, where, Vanishing())
    assert [problem.code for problem in report.problems] == ["not-reached"]
    again = swept(case, where)
    assert (again.fresh, len(again.found), again.problems) == (1, 4, ())


def test_nothing_to_sweep_is_the_operator_s_mistake(tmp_path: Path) -> None:
    case = sandur_case(tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(OperatorError, match="no web archive"):
        swept(case, Place(address=str(tmp_path / "empty")))
