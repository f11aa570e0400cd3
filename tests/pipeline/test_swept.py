from __future__ import annotations

from pathlib import Path

import pytest

from archived import NOTICE, OTHER, PAGES, archives, html, other, packed, plain, shelf
from bad_input.pile import record, text_pdf
from firsthand.model.document import Document, ReadState
from firsthand.model.problem import Problem
from firsthand.pipeline import swept as swept_module
from firsthand.pipeline.shelves import open_shelf
from firsthand.pipeline.swept import END, FOUND, PAGE, Swept, sweep_group
from firsthand.trace.settings import TraceSettings
from firsthand.trace.sweep import Index, build_index
from taken_over import Deadly, Lying, Misquoting

pytestmark = pytest.mark.slow


def _index() -> Index:
    document = Document(
        capture="c", locator="", address="https://paper.example/2031/notice.html",
        media_type="text/html", state=ReadState.READ, text=NOTICE,
    )  # fmt: skip
    return build_index([document], settings=TraceSettings())


def _sweep(place: Path, files: dict[str, bytes]) -> list[Swept]:
    where = shelf(place, files)
    group = tuple(open_shelf(where).archives())
    return list(sweep_group(where, _index(), group))


def _said(problems: tuple[Problem, ...]) -> list[str]:
    return [f"{problem.where}: {problem.message}" for problem in problems]


def test_pages_that_belong_are_found_with_the_place_of_their_record(tmp_path: Path) -> None:
    """
    bytes START to END of the archive are the page's record and nothing else
    """
    data = archives()["one.warc.gz"]
    (found,) = _sweep(tmp_path, {"one.warc.gz": data})
    (page,) = found.found
    assert (page.address, page.captured) == ("http://copy.example/1", "2030-01-02T03:04:05Z")
    assert page.archive == "warcs/one.warc.gz"
    assert data[page.start : page.end] == packed({page.address: PAGES[page.address]})
    assert (found.pages, found.read) == (8, 1)


def test_an_archive_that_is_not_packed_is_cut_as_well(tmp_path: Path) -> None:
    data = plain(PAGES)
    (found,) = _sweep(tmp_path, {"one.warc": data})
    cut = {page.address: data[page.start : page.end] for page in found.found}
    assert cut == {
        address: record(PAGES[address], address=address)
        for address in ("http://copy.example/1", "http://link.example/1")
    }


def test_an_archive_packed_as_one_piece_is_swept_and_cannot_be_cut(tmp_path: Path) -> None:
    (found,) = _sweep(tmp_path, {"one.warc.gz": packed(PAGES, whole=True)})
    assert [page.start for page in found.found] == [None, None]
    assert [page.address for page in found.found][1] == "http://link.example/1"


def test_what_lies_behind_damage_is_swept_too(tmp_path: Path) -> None:
    one, *rest = [packed({address: body}) for address, body in PAGES.items()]
    (found,) = _sweep(tmp_path, {"bad.warc.gz": b"".join([rest[0][:-30], rest[1], one])})
    assert {page.address for page in found.found} == {
        "http://copy.example/1",
        "http://link.example/1",
    }
    assert any("packing" in said for said in _said(found.problems))


def test_a_pdf_is_read_to_be_looked_at(tmp_path: Path) -> None:
    body = text_pdf(NOTICE[:150].encode())
    data = record(body, address="http://p.example/1").replace(b"text/html", b"application/pdf")
    (found,) = _sweep(
        tmp_path, {"one.warc": data.replace(b"Content-Length: ", b"Content-Length: ")}
    )
    assert (found.pages, found.read) == (1, 1)


def test_an_archive_that_has_gone_is_said_and_tried_again_later(tmp_path: Path) -> None:
    where = shelf(tmp_path, {"one.warc.gz": packed(PAGES), "two.warc.gz": packed(PAGES)})
    group = tuple(open_shelf(where).archives())
    (tmp_path / "warcs" / "one.warc.gz").unlink()
    gone, there = sweep_group(where, _index(), group)
    assert not gone.done
    assert _said(gone.problems) == [
        "warcs/one.warc.gz: it is not swept, because it cannot be read: No such file or directory"
    ]
    assert there.done
    assert len(there.found) == 2


def test_a_page_that_ends_the_reader_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    the reader dies over the second record; the third is found by the next reader
    """
    first, second = record(other(1)), record(html(NOTICE), address="http://deadly.example/")
    third = record(html(OTHER[0], NOTICE), address="http://third.example/")
    monkeypatch.setattr(
        swept_module, "partial", lambda _, index: Deadly(index, b"record=%d" % len(first))
    )
    (found,) = _sweep(tmp_path, {"one.warc": first + second + third})
    assert [page.address for page in found.found] == ["http://third.example/"]
    assert _said(found.problems) == [
        f"warcs/one.warc record={len(first)}: a page is passed over, because the reader broke down over it"
    ]


@pytest.mark.parametrize(
    "frames",
    [
        (b"?",),
        (FOUND + b"{}",),
        (FOUND + b"\xff",),
        (END + b"no numbers",),
        (PAGE, FOUND + b"null"),
    ],
    ids=["a frame of no kind", "no page", "no text", "no counts", "nothing"],
)
def test_a_child_that_lies_is_not_believed(
    frames: tuple[bytes, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swept_module, "partial", lambda *_: Lying(*frames))
    (found,) = _sweep(tmp_path, {"one.warc": plain(PAGES)})
    assert found.found == ()
    assert "not what was asked" in _said(found.problems)[0]


def test_words_that_do_not_stand_in_the_case_are_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swept_module, "partial", lambda _, index: Misquoting(index))
    (found,) = _sweep(tmp_path, {"one.warc": plain(PAGES)})
    assert [page.address for page in found.found] == []
    assert "not what was asked" in _said(found.problems)[0]
