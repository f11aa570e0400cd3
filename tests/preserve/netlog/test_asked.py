from __future__ import annotations

from typing import Any

from firsthand.preserve.netlog.asked import Asked
from firsthand.preserve.netlog.wire import Kind

from .made import CONSTANTS, an_event

PAGE: dict[str, Any] = {"initiator": "https://a.example", "request_type": "other", "method": "GET"}


def asked(*events: tuple[str, dict[str, Any]], **start: Any) -> Asked:
    """One request with those events, from its beginning to its end."""
    told = PAGE | {"url": "https://a.example/x#part"} | start
    requests = Asked(CONSTANTS)
    for name, parts in [
        ("URL_REQUEST_START_JOB", {"phase": "begin", "at": 1.0} | told),
        *events,
        ("REQUEST_ALIVE", {"phase": "end"}),
    ]:
        requests.take(an_event(name, kind="URL_REQUEST", **parts))
    return requests


SENT: tuple[str, dict[str, Any]] = ("HTTP_TRANSACTION_SEND_REQUEST_HEADERS", {})


def test_a_request_that_never_left_is_failed_with_a_reason() -> None:
    (draft,) = asked(("FAILED", {"net_error": -105})).failed
    assert (draft.method, draft.address) == ("GET", "https://a.example/x")
    assert draft.failed == "the name was not found (ERR_NAME_NOT_RESOLVED)"


def test_a_reason_is_given_to_what_the_wire_shows_once() -> None:
    requests = asked(SENT, ("FAILED", {"net_error": -101}))
    assert requests.failed == []
    assert (
        requests.reason("GET", "https://a.example/x")
        == "the connection was reset (ERR_CONNECTION_RESET)"
    )
    assert requests.reason("GET", "https://a.example/x") == ""
    assert requests.refused() == []


def test_what_failed_although_the_answer_is_whole_was_refused() -> None:
    (noted,) = asked(SENT, ("CANCELLED", {"net_error": -3})).refused()
    assert noted.kind is Kind.REFUSED
    assert noted.words == "given up by the page or the browser (ERR_ABORTED)"


def test_what_came_from_the_cache_went_over_no_wire() -> None:
    (noted,) = asked(("HTTP_CACHE_READ_INFO", {"phase": "begin"})).noted
    assert (noted.kind, noted.address) == (Kind.CACHED, "https://a.example/x")
    assert asked(("HTTP_CACHE_READ_INFO", {}), SENT).noted == []


def test_the_browser_s_own_requests_are_told_apart() -> None:
    own = asked(("FAILED", {"net_error": -105}), initiator="not an origin")
    assert own.failed == []
    assert [n.kind for n in own.noted] == [Kind.OWN]
    page = asked(
        ("FAILED", {"net_error": -105}), initiator="not an origin", request_type="main frame"
    )
    assert len(page.failed) == 1


def test_a_web_socket_is_no_failure() -> None:
    assert asked(SENT, ("CANCELLED", {"net_error": -173})).refused() == []


def test_data_and_other_schemes_are_no_requests() -> None:
    for address in ("data:text/plain,x", "chrome://version", "https://a.example/" + "x" * 70_000):
        assert asked(("FAILED", {"net_error": -105}), url=address).failed == []


def test_a_request_that_is_led_on_has_two_legs() -> None:
    on = ("URL_REQUEST_START_JOB", PAGE | {"phase": "begin", "url": "https://a.example/y"})
    requests = asked(SENT, on, ("FAILED", {"net_error": -105}))
    assert [d.address for d in requests.failed] == ["https://a.example/y"]


def test_what_the_browser_changed_itself_is_told() -> None:
    (noted,) = asked(("URL_REQUEST_REDIRECT_JOB", {"reason": "HSTS"}), SENT).noted
    assert (noted.kind, noted.words) == (Kind.REDIRECTED, "HSTS")


def test_what_is_open_at_the_end_is_closed() -> None:
    requests = Asked(CONSTANTS)
    parts: dict[str, Any] = PAGE | {"phase": "begin", "url": "https://a.example/"}
    requests.take(an_event("URL_REQUEST_START_JOB", kind="URL_REQUEST", **parts))
    requests.take(an_event("FAILED", kind="URL_REQUEST", net_error=-105))
    requests.close()
    assert len(requests.failed) == 1
