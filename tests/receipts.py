"""A visit and its receipt as values, for tests that need no browser."""

from __future__ import annotations

from firsthand.model.moment import Moment
from firsthand.model.passage import OWN_ERRAND, Passage, PassageEnd
from firsthand.model.receipt import (
    Action,
    CaptureState,
    Kept,
    Loaded,
    Lost,
    Receipt,
    Surroundings,
    Visited,
)

NOON, LATER = Moment(utc="2030-01-02T12:00:00.000Z"), Moment(utc="2030-01-02T12:00:09.500Z")
ADDRESS = "https://paper.example/report"
SURROUNDINGS = Surroundings(
    browser="Chromium 1.2.3", system="Debian", tool="firsthand 0", flags=("--disable-quic",),
    user_agent="Mozilla/5.0", language="en-US", window="1280x900", proxy="", apart="", sandbox="",
    online=True, clock="kept", cookies=0, expand=False, banner="leave",
)  # fmt: skip
PASSAGES = (
    Passage(host="own-errand.invalid", port=443, began=NOON, end=PassageEnd.REFUSED, why=OWN_ERRAND),
    Passage(
        host="paper.example", port=443, began=NOON, end=PassageEnd.PASSED,
        answers=("93.184.215.14",), address="93.184.215.14", received_bytes=100,
    ),
    Passage(
        host="inside.example", port=443, began=NOON, end=PassageEnd.REFUSED,
        why="inside.example is 10.0.0.1: private", answers=("10.0.0.1",),
    ),
)  # fmt: skip
ACTIONS = (
    Action(at=NOON, kind="stood", what=ADDRESS),
    Action(at=NOON, kind="asked", what=ADDRESS, words="document"),
    Action(at=NOON, kind="dismissed", what="a dialog (alert)", words="hello"),
    Action(at=LATER, kind="failed", what="https://inside.example/a.js", words="net::ERR_FAILED"),
    Action(at=LATER, kind="stood", what=f"{ADDRESS}?page=2"),
)  # fmt: skip
VISITED = Visited(
    address=ADDRESS, began=NOON, finished=LATER, surroundings=SURROUNDINGS, actions=ACTIONS,
    passages=PASSAGES,
)  # fmt: skip
RECEIPT = Receipt(
    address=ADDRESS, began=NOON, ended=LATER, state=CaptureState.PARTIAL, because=("it broke off",),
    stood_at=ADDRESS, surroundings=SURROUNDINGS,
    loaded=(Loaded(address=ADDRESS, method="GET", status=200, size_bytes=9, protocol="h2", fidelity="wire"),),
    lost=(Lost(address="https://a.example/", why="refused"),),
    kept=(Kept(name="the picture", address="urn:view:a", size_bytes=1, sha256="0" * 64, fidelity="rendered"),),
    passages=PASSAGES, actions=ACTIONS, proves=("a",), proves_not=("b",),
)  # fmt: skip
