from __future__ import annotations

from firsthand.preserve.netlog.wire import Signature, Signed, Wire


def test_a_log_that_tells_nothing_is_an_empty_wire() -> None:
    wire = Wire()
    assert (wire.browser, wire.connections, wire.lookups, wire.began) == ("", (), (), None)
    assert wire.whole


def test_a_signature_that_could_not_be_checked_is_neither_good_nor_bad() -> None:
    unknown = Signature(outcome=Signed.UNKNOWN, words="the log lacks a message of this handshake")
    assert unknown.outcome not in {Signed.HOLDS, Signed.FAILS}
