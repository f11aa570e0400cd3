from __future__ import annotations

import pytest

from firsthand.model.passage import OWN_ERRAND
from firsthand.tools.gate_rules import NOWHERE, Rules

RULES = Rules()


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104 - nothing is bound to it
        "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.9.9.9",
        "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1",
        "192.168.1.1", "198.18.0.1", "203.0.113.9", "224.0.0.251", "239.1.1.1", "255.255.255.255",
        "168.63.129.16",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fd00:ec2::254", "fc00::1", "ff02::1", "2001:db8::1",
        "2001::1", "fec0::1", "4000::1", "3fff::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:169.254.169.254", "64:ff9b::a9fe:a9fe",
        "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::1", "2002:c0a8:101::", "::7f00:1",
        "not an address", "", "1.2.3", "0x7f.1",
    ],
)  # fmt: skip
def test_what_is_not_of_the_public_network_is_refused(address: str) -> None:
    assert RULES.why_not_address(address)


@pytest.mark.parametrize(
    "address",
    ["93.184.215.14", "172.32.0.1", "100.128.0.1", "198.20.0.1", "2606:2800:21f:cb07::1",
     "::ffff:93.184.215.14", "64:ff9b::5db8:d70e", "2002:5db8:d70e::1", "2001:4860:4860::8888"],
)  # fmt: skip
def test_what_is_of_the_public_network_is_let_through(address: str) -> None:
    assert RULES.why_not_address(address) == ""


def test_a_refusal_of_an_address_within_an_address_names_both() -> None:
    assert "169.254.169.254" in RULES.why_not_address("64:ff9b::a9fe:a9fe")


@pytest.mark.parametrize(
    "name",
    ["localhost", "a.localhost", "router", "printer.local", "nas.lan", "wiki.corp", "db.internal",
     "router.home.arpa", "router.home.arpa.", "2130706433", "0x7f.1", "127.1", "a.0x7f", "", ".",
     "x" * 250 + ".org", "b\u00fccher.example"],
)  # fmt: skip
def test_a_name_of_a_local_network_or_no_name_is_not_looked_up(name: str) -> None:
    assert RULES.why_not_name(name, resolved_elsewhere=True)


def test_an_onion_service_is_asked_for_only_through_a_proxy() -> None:
    assert "--proxy" in RULES.why_not_name("abc.onion", resolved_elsewhere=False)
    assert RULES.why_not_name("abc.onion", resolved_elsewhere=True) == ""


def test_the_browser_s_own_errands_are_told_from_the_page_s() -> None:
    for name in (NOWHERE, "update.googleapis.com"):
        assert RULES.why_not_name(name, resolved_elsewhere=True) == OWN_ERRAND
    assert RULES.why_not_name("fonts.googleapis.com", resolved_elsewhere=False) == ""


def test_public_names_are_looked_up() -> None:
    for name in ("example.org", "EXAMPLE.ORG.", "xn--bcher-kva.example"):
        assert RULES.why_not_name(name, resolved_elsewhere=False) == ""


def test_in_our_own_tests_loopback_alone_counts_as_public() -> None:
    rules = Rules(loopback_counts_as_public=True)
    assert rules.why_not_address("127.0.0.1") == rules.why_not_address("::1") == ""
    assert rules.why_not_name("localhost", resolved_elsewhere=False) == ""
    assert rules.why_not_address("10.0.0.1")
    assert rules.why_not_address("::ffff:169.254.169.254")
