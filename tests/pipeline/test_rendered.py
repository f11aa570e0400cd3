from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from firsthand.model.moment import Moment
from firsthand.model.receipt import Action
from firsthand.pipeline.rendered import FileBody, besides, has_more, page, stood_at, words_of
from firsthand.preserve.exchanges import Exchange, Held
from firsthand.tools.browser.private import PRINT, SCREEN, STATE
from receipts import ADDRESS, NOON, VISITED

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=gbk\r\n\r\n"


def answer(body: bytes) -> Exchange:
    return Exchange(
        address=f"{ADDRESS}?page=2",
        began=Moment(utc="2030-01-02T12:00:03Z"),
        method="GET",
        request_head=b"",
        response_head=HEAD,
        response_body=Held(data=body),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / SCREEN).write_bytes(b"png")
    (tmp_path / PRINT).write_bytes(b"pdf")
    (tmp_path / STATE).write_text("<title>t</title><p>血样 words</p><script>no()</script>", "utf-8")
    (tmp_path / "frame-1.html").write_bytes(b"<p>inner</p>")
    return tmp_path


def test_picture_print_and_states_stand_beside_the_traffic_as_rendered(folder: Path) -> None:
    took = Action(
        at=NOON, kind="took", what="the final state of frame 1", words="https://b.example/"
    )
    visited = dataclasses.replace(VISITED, actions=(*VISITED.actions, took))
    made = list(besides(visited, folder, is_read=False))
    told = {beside.address: (beside.kind, beside.content_type) for beside, _ in made}
    where = f"{ADDRESS}?page=2"
    assert told == {
        f"urn:view:{where}": ("resource", "image/png"),
        f"urn:pdf:{where}": ("resource", "application/pdf"),
        f"urn:dom:{where}": ("metadata", "text/html; charset=utf-8"),
        "urn:dom:https://b.example/": ("metadata", "text/html; charset=utf-8"),
    }
    assert {kept.fidelity for _, kept in made} == {"rendered"}
    shown = {beside.address: dict(beside.fields) for beside, _ in made}
    assert shown[f"urn:dom:{where}"] == {"Firsthand-Shows": where}
    assert shown["urn:dom:https://b.example/"]["Firsthand-Frame"] == "1"
    assert all(kept.size_bytes == beside.body.size_bytes for beside, kept in made)


def test_only_a_final_state_with_more_words_is_marked_to_be_read(folder: Path) -> None:
    made = list(besides(VISITED, folder, is_read=True))
    assert {b.kind for b, _ in made if b.address.startswith("urn:dom:")} == {"resource"}


def test_what_was_not_taken_and_what_is_no_file_is_left_out(folder: Path) -> None:
    (folder / SCREEN).unlink()
    (folder / SCREEN).symlink_to(folder / PRINT)
    (folder / PRINT).unlink()
    made = [kept.name for _, kept in besides(VISITED, folder, is_read=False)]
    assert made == ["the final state"]


def test_the_page_is_listed_where_it_stood_with_its_title_and_words(folder: Path) -> None:
    titled = Action(at=NOON, kind="titled", what="A title")
    visited = dataclasses.replace(VISITED, actions=(*VISITED.actions, titled))
    listed = page(visited, folder, main=answer(b""))
    assert (listed.address, listed.title) == (f"{ADDRESS}?page=2", "A title")
    assert listed.moment.utc == "2030-01-02T12:00:03Z"
    assert listed.text == "t 血样 words"
    assert page(visited, folder, main=None).moment == visited.began


def test_a_state_has_more_where_a_script_wrote_it(folder: Path) -> None:
    listed = page(VISITED, folder, main=None)
    long = dataclasses.replace(listed, text="written by a script " * 50)
    assert has_more(long, answer("<p>血样</p>".encode("gbk")))
    assert not has_more(listed, answer("<p>血样</p>".encode("gbk")))
    assert not has_more(long, answer(b"<p>" + b"written by the server " * 50))
    assert has_more(listed, None)


def test_a_page_that_is_no_html_has_no_words() -> None:
    assert words_of(b"", None) == ""
    assert words_of(b"\x00\xff", "no-such-charset") == ""


def test_a_file_is_read_again_and_again(folder: Path) -> None:
    body = FileBody(path=folder / PRINT)
    assert b"".join(body.pieces()) == b"".join(body.pieces()) == b"pdf"


def test_a_fragment_is_no_part_of_where_a_page_stood() -> None:
    moved = Action(at=NOON, kind="stood", what="https://c.example/#part")
    assert stood_at(dataclasses.replace(VISITED, actions=(moved,))) == "https://c.example/"
    assert stood_at(dataclasses.replace(VISITED, actions=())) == ADDRESS
