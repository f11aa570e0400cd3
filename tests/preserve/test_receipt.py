from __future__ import annotations

import dataclasses

import pytest

from firsthand.model.moment import Moment
from firsthand.model.passage import Passage, PassageEnd
from firsthand.model.problem import Problem, Severity
from firsthand.model.receipt import Action, CaptureState, Kept, Receipt, Visited
from firsthand.preserve.exchanges import Exchange, Held
from firsthand.preserve.receipt import Tally, make_receipt, receipt_lines
from receipts import ADDRESS, LATER, NOON, SURROUNDINGS, VISITED


def exchange(
    address: str = ADDRESS, *, date: str = "", failed: str = "", truncated: str = ""
) -> Exchange:
    told = f"Date: {date}\r\n" if date else ""
    return Exchange(
        address=address,
        began=Moment(utc="2030-01-02T12:00:01Z"),
        method="GET",
        request_head=b"GET / HTTP/1.1\r\n\r\n",
        response_head=b"" if failed else f"HTTP/1.1 200 OK\r\n{told}\r\n".encode(),
        response_body=Held(data=b"" if failed else b"words"),
        protocols=("http/1.1",),
        failed=failed,
        truncated=truncated,
    )


def receipt(
    visited: Visited = VISITED, *exchanges: Exchange, problems: tuple[Problem, ...] = ()
) -> Receipt:
    tally = Tally()
    assert list(tally.watch(exchanges)) == list(exchanges)
    return make_receipt(tally, visited, problems=problems)


def test_a_visit_that_came_to_its_end_is_whole_and_lists_what_was_lost() -> None:
    made = receipt(
        VISITED, exchange(), exchange("https://a.example/x.png", failed="net::ERR_FAILED")
    )
    assert (made.state, made.because) == (CaptureState.WHOLE, ())
    assert [each.address for each in made.loaded] == [ADDRESS]
    assert {each.address: each.why for each in made.lost} == {
        "https://a.example/x.png": "net::ERR_FAILED",
        "https://inside.example/a.js": "net::ERR_FAILED",
        "inside.example port 443": "refused: inside.example is 10.0.0.1: private",
    }
    assert made.stood_at == f"{ADDRESS}?page=2"


def test_the_browser_s_own_errands_are_no_part_of_the_page() -> None:
    made = receipt(VISITED, exchange())
    assert "own-errand.invalid" not in {each.host for each in made.passages}
    assert any("own errands, 1 of them" in each for each in made.proves_not)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"ended": "time"}, "longer than the visit may"),
        ({"ended": "memory"}, "more memory"),
        ({"ended": "SIGKILL"}, "ended by SIGKILL"),
        ({"actions": (Action(at=NOON, kind="crashed", what="the page"),)}, "crashed: the page"),
        ({"actions": (Action(at=NOON, kind="waited-in-vain", what="for the page to load"),)}, "finish loading"),
        ({"actions": (Action(at=NOON, kind="not-taken", what="the print", words="no"),)}, "not taken: the print: no"),
        (
            {"passages": (
                Passage(host="a.example", port=80, began=NOON, end=PassageEnd.CUT, why="more than 9", received_bytes=9),
            )},
            "more than 9",
        ),
    ],
)  # fmt: skip
def test_a_visit_that_was_broken_off_says_so(change: dict[str, object], told: str) -> None:
    made = receipt(dataclasses.replace(VISITED, **change), exchange())  # type: ignore[arg-type]
    assert made.state is CaptureState.PARTIAL
    assert told in made.because[0]


def test_a_log_that_breaks_off_makes_a_part() -> None:
    problem = Problem(severity=Severity.WARNING, code="x", message="the log breaks off", where="")
    note = dataclasses.replace(problem, severity=Severity.NOTE)
    assert receipt(VISITED, exchange(), problems=(problem,)).state is CaptureState.PARTIAL
    assert receipt(VISITED, exchange(), problems=(note,)).state is CaptureState.WHOLE


def test_where_nothing_was_answered_the_capture_failed_and_shows_nothing() -> None:
    made = receipt(VISITED, exchange(failed="net::ERR_NAME_NOT_RESOLVED"))
    assert (made.state, made.because, made.proves) == (
        CaptureState.FAILED,
        ("nothing was answered",),
        (),
    )


def test_servers_dates_are_held_against_our_clock() -> None:
    made = receipt(
        VISITED,
        exchange(date="Wed, 02 Jan 2030 12:00:03 GMT"),
        exchange(date="Wed, 02 Jan 2030 12:00:02 GMT"),
        exchange(date="Tue, 01 Jan 2030 12:00:01 GMT"),
        exchange(date="yesterday"),
    )
    assert "in 3 answers" in made.server_clocks
    assert "+1 s apart" in made.server_clocks
    assert "(-86400 to +2)" in made.server_clocks


def test_what_a_capture_does_not_show_is_said_each_time() -> None:
    plain = " ".join(receipt(VISITED, exchange()).proves_not)
    assert "TLS shows who answered a handshake, not what was served" in plain
    assert "anybody else" in plain
    through = dataclasses.replace(
        SURROUNDINGS, proxy="socks5://127.0.0.1:9050", apart="no namespaces", test="on"
    )
    more = " ".join(
        receipt(dataclasses.replace(VISITED, surroundings=through), exchange()).proves_not
    )
    assert "socks5://127.0.0.1:9050" in more
    assert "no namespaces" in more
    assert "anything to others: on" in more


def test_only_a_signature_that_was_checked_is_spoken_of() -> None:
    tally = Tally()
    list(tally.watch([exchange()]))
    with_it = make_receipt(tally, VISITED, handshakes=["paper.example: its signature holds"])
    without = make_receipt(tally, VISITED, handshakes=["paper.example: not checked"])
    assert len(with_it.proves) == len(without.proves) + 1


def test_the_words_of_a_receipt_name_everything_that_is_in_it() -> None:
    tally = Tally()
    list(tally.watch([exchange(), exchange("https://a.example/cut", truncated="disconnect")]))
    kept = Kept(
        name="the picture",
        address="urn:view:a",
        size_bytes=7,
        sha256="ab" * 32,
        fidelity="rendered",
    )
    made = make_receipt(tally, VISITED, kept=[kept], withheld=["a value"], handshakes=["h"])
    words = "\n".join(receipt_lines(made))
    for told in (
        ADDRESS, NOON.utc, LATER.utc, "loaded: 2 answers, 10 bytes", "2 x status 200 by http/1.1",
        "https://a.example/cut: cut off (disconnect)", "paper.example: 93.184.215.14", "the picture (rendered)",
        "ab" * 32, "withheld: a value", "handshake: h", "dismissed a dialog (alert): hello", "what it does not show",
        "window 1280x900", "proxy: none", "in the end the page stood at",
    ):  # fmt: skip
        assert told in words, told


def test_where_the_gate_said_no_its_reason_is_told_and_not_the_browser_s() -> None:
    failed = Action(
        at=NOON, kind="not-loaded", what=ADDRESS, words="net::ERR_SOCKS_CONNECTION_FAILED at x"
    )
    made = receipt(dataclasses.replace(VISITED, actions=(failed,)))
    assert made.because == (
        f"not loaded: {ADDRESS}: inside.example port 443: refused: inside.example is 10.0.0.1: private",
    )
    alone = dataclasses.replace(VISITED, actions=(failed,), passages=VISITED.passages[:1])
    assert "ERR_SOCKS" in receipt(alone).because[0]
