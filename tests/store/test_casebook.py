from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.model.moment import Moment
from firsthand.store.casebook import Casebook, spaced


def _index(folder: Path, texts: dict[str, str], stage: str = "reader 1") -> Casebook:
    casebook = Casebook(folder)
    casebook.index(texts, stage=stage)
    return casebook


def test_words_are_found_wherever_they_stand_in_unspaced_text(tmp_path: Path) -> None:
    """
    d1  免费体检采集虹膜图像 (free check-ups take iris images)      d2  体检 (check-up)
    """
    with _index(tmp_path, {"d1": "免费体检采集虹膜图像", "d2": "体检"}) as casebook:
        assert list(casebook.search("虹膜")) == ["d1"]
        assert set(casebook.search("体检")) == {"d1", "d2"}
        assert list(casebook.search("膜虹")) == []


def test_words_are_found_by_their_beginnings_in_other_scripts(tmp_path: Path) -> None:
    """
    d1  دۆلەت قان ئەۋرىشكىسى (Uyghur: state, blood specimen)     d2  fingerprinting
    """
    with _index(tmp_path, {"d1": "دۆلەت قان ئەۋرىشكىسى", "d2": "fingerprinting"}) as casebook:
        assert list(casebook.search("ئەۋرىشكى")) == ["d1"]
        assert list(casebook.search("finger")) == ["d2"]


def test_what_is_gone_is_no_longer_found_and_what_came_is(tmp_path: Path) -> None:
    with _index(tmp_path, {"d1": "iris", "d2": "blood"}):
        pass
    with _index(tmp_path, {"d2": "blood", "d3": "iris"}) as casebook:
        assert list(casebook.search("iris")) == ["d3"]


def test_another_reader_s_words_replace_all_that_was_indexed(tmp_path: Path) -> None:
    """
    reader 1 read d1 as "iris"; reader 2 reads it as "blood"
    """
    with _index(tmp_path, {"d1": "iris"}):
        pass
    with _index(tmp_path, {"d1": "blood"}, stage="reader 2") as casebook:
        assert list(casebook.search("iris")) == []
        assert list(casebook.search("blood")) == ["d1"]


@settings(max_examples=60, deadline=None)
@given(query=st.text())
def test_no_query_breaks_the_search(query: str) -> None:
    with TemporaryDirectory() as folder, _index(Path(folder), {"d1": "iris 血"}) as casebook:
        list(casebook.search(query))


def test_what_a_stage_made_comes_back_whole_and_in_order(tmp_path: Path) -> None:
    moments = [Moment(utc=f"2030-01-0{day}T00:00:00Z") for day in (3, 1, 2)]
    with Casebook(tmp_path) as casebook:
        casebook.put("s", "k", moments)
        assert list(casebook.get("s", "k", Moment)) == moments
        assert casebook.finished("s") == {"k"}
        casebook.put("s", "k", moments[:1])
        assert list(casebook.get("s", "k", Moment)) == moments[:1]


def test_only_han_is_spaced() -> None:
    assert spaced("iris") == "iris"
    assert spaced("血卡").split() == ["血", "卡"]
