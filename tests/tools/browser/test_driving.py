from __future__ import annotations

import pytest

from captured import everything, needs_chromium
from firsthand.model.visit import Cookie
from firsthand.tools.browser.driving import _for_browser, _short

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
