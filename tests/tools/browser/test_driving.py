from __future__ import annotations

import resource
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from captured import everything, needs_chromium, visited
from firsthand.model.receipt import Receipt
from firsthand.model.visit import Cookie, Visit
from firsthand.tools.browser.driving import GROWING_MAX, LONG_MAX, _for_browser, _short, _Visitor
from firsthand.tools.browser.scripts import SIZES, STEP

COOKIE = Cookie(
    domain="a.example", with_subdomains=True, path="/", secure=True, expires=0, name="n", value="v"
)


@pytest.mark.browser
@pytest.mark.slow
@needs_chromium
def test_what_was_asked_for_is_done_on_the_page_and_what_it_tries_is_refused() -> None:
    """
    two dialogs, a window of its own, a download; a banner, folded words, a button
    """
    whole, _ = everything()
    done = {(each.kind, each.what): each.words for each in whole.captured.receipt.actions}
    assert done["dismissed", "a dialog (alert)"] == "hello"
    assert ("dismissed", "a dialog (confirm)") in done
    assert done["closed", "a window that the page opened"].endswith("/popup")
    assert done["refused", "a download"].endswith("/file.bin")
    assert done["pressed", "reject all"] == "reject cookies"
    assert done["opened", "folded details"] == "1"
    assert done["pressed", "read more"] == "more"
    assert int(done["scrolled", "to the end and back"].split()[0]) >= 4
    assert done["took", "the picture"].startswith("800 by 3")
    assert whole.captured.receipt.stood_at.endswith("/everything#moved")


def done_at(
    path: str, host: str = "living.test"
) -> tuple[Receipt, list[str], list[tuple[str, str, str]]]:
    """The receipt, the paths of what loaded, and what was done."""
    whole, _ = visited(path, host)
    receipt = next(iter([each.receipt for each in whole.report.captured]), None)
    receipt = receipt or whole.report.failed[0]
    loaded = [urlsplit(each.address).path for each in receipt.loaded]
    return receipt, loaded, [(each.kind, each.what, each.words) for each in receipt.actions]


@pytest.mark.browser
@pytest.mark.slow
@needs_chromium
def test_a_long_page_is_gone_through_to_its_end_and_what_waits_to_be_seen_comes() -> None:
    """
    lazy pictures, one of them folded, an observer, a list that grows from afar, a film in pieces, a question before leaving,
    three dialogs, a window of its own
    """
    receipt, loaded, done = done_at("/long")
    assert {"/lazy.gif", "/folded.gif", "/observed.gif"} <= set(loaded)
    assert loaded.count("/more") == 3
    assert (receipt.state, receipt.because) == ("whole", ())
    films = [each for each in receipt.loaded if each.address.endswith("/film.webm")]
    assert {(each.status, each.kind) for each in films} == {(206, "media")}
    kinds = {(kind, what) for kind, what, _ in done}
    assert {("dismissed", f"a dialog ({kind})") for kind in ("prompt", "confirm", "alert")} <= kinds
    assert ("closed", "a window that the page opened") in kinds
    assert ("left-off", "scrolling") not in kinds
    assert ("opened", "folded details", "1") in done
    assert receipt.surroundings.agent_by == "ordinary"


@pytest.mark.browser
@pytest.mark.slow
@needs_chromium
def test_where_a_page_is_led_on_by_itself_the_last_address_is_stated() -> None:
    """a refresh in the head of the page, then a script"""
    receipt, loaded, _ = done_at("/start")
    assert urlsplit(receipt.stood_at).path == "/final"
    assert [path for path in loaded if path != "/favicon.ico"] == [
        "/start",
        "/second",
        "/final",
        "/deep.gif",
    ]


@pytest.mark.browser
@pytest.mark.slow
@needs_chromium
def test_what_a_service_worker_made_up_is_said_not_to_come_over_the_wire() -> None:
    """the page comes once from the site; loaded again, it comes from its service worker"""
    receipt, loaded, _ = done_at("/behind", "localhost")
    assert {"/behind", "/pixel.gif", "/behind.js", "/fetched.gif"} <= set(loaded)
    assert [each.partition(": ")[2] for each in receipt.unwired] == [
        "a service worker of the page gave the answer"
    ] * 2
    assert {urlsplit(each.partition(": ")[0]).path for each in receipt.unwired} == {
        "/behind",
        "/after.gif",
    }
    _, site = visited("/behind", "localhost")
    agents = {headers["User-Agent"] for _, headers, _ in site.asked}
    assert agents == {receipt.surroundings.user_agent}
    (agent,) = agents
    assert "Headless" not in agent
    major = agent.partition("Chrome/")[2].partition(".")[0]
    hints = {headers["sec-ch-ua"] for _, headers, _ in site.asked if "sec-ch-ua" in headers}
    assert hints
    assert all(f'"Chromium";v="{major}"' in hint for hint in hints)


@pytest.mark.browser
@pytest.mark.slow
@needs_chromium
def test_a_page_that_asks_for_a_login_is_a_part_and_its_answer_is_kept() -> None:
    receipt, loaded, _ = done_at("/secret")
    assert loaded == ["/secret"]
    assert [each.status for each in receipt.loaded] == [401]
    assert receipt.state == "partial"
    assert "asks for a login, and none was given" in receipt.because[0]


class Growing:
    """A page that has *windows* more windows below, and one more each time its end is reached if it *grows*."""

    def __init__(self, windows: int, *, grows: bool) -> None:
        self.windows, self.grows, self.at = windows, grows, 0

    def evaluate(self, script: str) -> object:
        if script == SIZES:
            return [self.windows * 900, 900]
        if script == STEP:
            self.at += 1
        if self.at >= self.windows and self.grows:
            self.windows += 1
        return self.at >= self.windows

    def wait_for_timeout(self, _: float) -> None:
        return


@pytest.mark.parametrize(
    ("windows", "grows", "steps", "left_off"),
    [(3, False, 3, False), (200, False, 200, False), (3, True, 4 + GROWING_MAX, True), (5_000, False, LONG_MAX + GROWING_MAX, True)],
)  # fmt: skip
def test_a_page_that_grows_for_ever_is_left_after_some_windows(
    windows: int, grows: bool, steps: int, left_off: bool, tmp_path: Path
) -> None:
    told: list[tuple[str, str, str]] = []
    visitor = _Visitor(
        Visit(address=""), folder=tmp_path, tell=lambda *words: told.append(words), started=()
    )
    visitor._scroll(Growing(windows, grows=grows))  # type: ignore[arg-type]
    assert ("left-off" in {kind for kind, _, _ in told}) is left_off
    assert told[-1] == ("scrolled", "to the end and back", f"{steps} windows")


def test_where_the_disk_is_full_no_half_of_a_state_stays(tmp_path: Path) -> None:
    visitor = _Visitor(Visit(address=""), folder=tmp_path, tell=lambda *_: None, started=())
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        visitor._keep("state.html", b"x" * 1000)
        with pytest.raises(OSError, match="large"):
            visitor._keep("print.pdf", b"x" * 1001)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert {path.name for path in tmp_path.iterdir()} - {"asked.jsonl"} == {"state.html"}


def test_a_cookie_goes_to_the_host_or_to_those_below_it_too() -> None:
    assert _for_browser(COOKIE)["domain"] == ".a.example"
    assert _for_browser(COOKIE)["expires"] == -1
    alone = Cookie(
        domain="a.example",
        with_subdomains=False,
        path="/",
        secure=True,
        expires=9,
        name="n",
        value="v",
    )
    assert (_for_browser(alone)["domain"], _for_browser(alone)["expires"]) == ("a.example", 9)


def test_what_is_said_of_a_fault_is_its_first_line() -> None:
    assert _short("net::ERR_FAILED at\n x\nCall log:\n - navigating") == "net::ERR_FAILED at x"
    assert len(_short("x" * 1000)) == 300
