from __future__ import annotations

import json

import pytest

from captured import everything, needs_chromium
from firsthand.tools.browser.found import find_chromium

pytestmark = [pytest.mark.browser, pytest.mark.slow, needs_chromium]


def test_with_what_and_from_where_a_page_was_captured_is_recorded() -> None:
    whole, _ = everything()
    where = whole.captured.receipt.surroundings
    assert where.browser == f"Chromium {find_chromium().version}"
    assert where.user_agent == "Odd/1.0"
    assert (where.window, where.language, where.banner, where.expand) == (
        "800x600",
        "de-DE",
        "reject",
        True,
    )
    assert (where.cookies, where.proxy) == (1, "")
    assert any(flag.startswith("--proxy-server=socks5://127.0.0.1:") for flag in where.flags)
    assert where.system
    assert where.tool.startswith("firsthand ")


def test_each_thing_done_has_its_time_in_order() -> None:
    whole, _ = everything()
    receipt = whole.captured.receipt
    times = [receipt.began.utc, *(each.at.utc for each in receipt.actions), receipt.ended.utc]
    assert times == sorted(times)
    done = [each.kind for each in receipt.actions]
    for kind in (
        "began",
        "answered",
        "dismissed",
        "pressed",
        "opened",
        "scrolled",
        "took",
        "ended",
    ):
        assert kind in done


def test_the_page_met_the_machine_as_it_was_meant_to() -> None:
    """
    what the page's own script says of permissions, dialogs, files and the network
    """
    whole, site = everything()
    (told,) = map(json.loads, site.told)
    refused = {each for each in told.values() if each == "denied"}
    assert refused == {"denied"}
    assert (told["confirmed"], told["file"]) == (False, "refused")
    if not whole.captured.receipt.surroundings.apart:
        assert told["online"] is True


def test_the_gate_s_answers_and_refusals_are_in_the_receipt() -> None:
    whole, _ = everything()
    found = {each.host: each for each in whole.captured.receipt.passages}
    assert found["odd.test"].answers == ("127.0.0.1",)
    assert (found["inside.private.test"].end, found["10.0.0.1"].end) == ("refused", "refused")
    assert found["gone.nobody.test"].end == "unresolved"
