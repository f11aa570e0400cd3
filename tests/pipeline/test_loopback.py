from __future__ import annotations

import socket

import pytest

from firsthand.pipeline.loopback import SETTING, reach


def test_without_the_setting_nothing_on_this_machine_is_reached(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(SETTING, raising=False)
    found = reach()
    assert found.rules.why_not_address("127.0.0.1")
    assert (found.flags, found.test) == ((), "")


def test_with_the_setting_it_is_said_that_it_was_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "a+key=")
    found = reach()
    assert found.rules.why_not_address("127.0.0.1") == ""
    assert found.flags == ("--ignore-certificate-errors-spki-list=a+key=",)
    assert SETTING in found.test
    assert found.resolve("site.test") == ["127.0.0.1"]
    assert found.resolve("site.private.test") == ["10.0.0.1"]
    assert found.resolve("localhost") == ["127.0.0.1"]
    for name in ("site.nobody.test", "example.org"):
        with pytest.raises(socket.gaierror):
            found.resolve(name)


def test_the_setting_is_ugly() -> None:
    assert "TEST_ONLY" in SETTING
