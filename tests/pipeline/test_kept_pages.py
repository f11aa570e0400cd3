from __future__ import annotations

from pathlib import Path

from firsthand.model.moment import UncertainDate
from firsthand.pipeline.kept_pages import KeptPages
from firsthand.store.casebook import Casebook

EARLY, LATE = UncertainDate(edtf="2016", found="url"), UncertainDate(edtf="2017", found="url")


def test_of_each_page_the_latest_finding_is_kept(tmp_path: Path) -> None:
    """
    page one: 2016, then 2017      page two: 2016      another version: nothing
    """
    with Casebook(tmp_path, key=b"k" * 32) as casebook:
        pages = KeptPages(casebook, stage="dates 1", kind=UncertainDate)
        assert pages.get("one") is None
        pages.put("one", EARLY)
        pages.put("two", EARLY)
        pages.keep()
        pages.put("one", LATE)
        assert pages.get("one") == LATE
        pages.keep()
        again = KeptPages(casebook, stage="dates 1", kind=UncertainDate)
        assert (again.get("one"), again.get("two")) == (LATE, EARLY)
        assert casebook.get("dates 1", "one", UncertainDate) == (LATE,)
        assert KeptPages(casebook, stage="dates 2", kind=UncertainDate).get("one") is None


def test_what_was_not_kept_is_not_there_again(tmp_path: Path) -> None:
    with Casebook(tmp_path, key=b"k" * 32) as casebook:
        KeptPages(casebook, stage="dates", kind=UncertainDate).put("one", EARLY)
        assert KeptPages(casebook, stage="dates", kind=UncertainDate).get("one") is None
