"""Say to which names and addresses a browser that meets a stranger's page may not connect, and why.

In: a name, or an address that a name was resolved to.  Out: a reason in words, or nothing. The blocks are
those of IANA's registries of special addresses (RFC 6890 and its updates) and the services that clouds give
their machines at fixed addresses. They stand here, not in Python's `ipaddress`, whose answers changed between releases.
"""

from __future__ import annotations

import ipaddress
import re
from functools import cache

from firsthand.model.passage import OWN_ERRAND
from firsthand.model.value import value

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_BLOCKS = {
    "0.0.0.0/8": "this network",
    "10.0.0.0/8": "private",
    "100.64.0.0/10": "shared by a carrier's customers",
    "127.0.0.0/8": "loopback",
    "169.254.0.0/16": "link-local, and where clouds keep their machines' secrets",
    "172.16.0.0/12": "private",
    "192.0.0.0/24": "set aside for protocols",
    "192.0.2.0/24": "for documentation only",
    "192.88.99.0/24": "a relay of 6to4, given up",
    "192.168.0.0/16": "private",
    "198.18.0.0/15": "for bench tests of networks",
    "198.51.100.0/24": "for documentation only",
    "203.0.113.0/24": "for documentation only",
    "224.0.0.0/4": "multicast",
    "240.0.0.0/4": "reserved, or broadcast",
    "168.63.129.16/32": "a service that a cloud gives its own machines",
    "::/128": "no address",
    "::1/128": "loopback",
    "64:ff9b:1::/48": "a translation used within one network",
    "2001::/23": "set aside for protocols (Teredo among them)",
    "2001:db8::/32": "for documentation only",
    "3fff::/20": "for documentation only",
    "fc00::/7": "private",
    "fe80::/10": "link-local",
    "fec0::/10": "site-local, given up",
    "ff00::/8": "multicast",
}  # fmt: skip
_GLOBAL_6 = ipaddress.IPv6Network("2000::/3")  # all that was ever given out
_EMBEDDING = {  # an IPv6 address that stands for an IPv4 one: its first bits, how far from the right that stands
    "::ffff:0:0/96": 0,  # mapped
    "::ffff:0:0:0/96": 0,  # translated (SIIT)
    "64:ff9b::/96": 0,  # NAT64
    "2002::/16": 80,  # 6to4
    "::/96": 0,  # compatible, given up; :: and ::1 are told before
}
_LOCAL_ENDS = frozenset(
    {"localhost", "local", "localdomain", "internal", "intranet", "private", "corp", "home", "lan",
     "domain", "host", "alt", "test", "invalid", "arpa"}
)  # fmt: skip
NOWHERE = "own-errand.invalid"  # where the browser is told to run its own errands
_ERRANDS = frozenset(  # and where it runs them where it does not listen; no page needs these
    {NOWHERE, "update.googleapis.com", "redirector.gvt1.com", "edgedl.me.gvt1.com", "clients2.google.com",
     "safebrowsing.googleapis.com", "optimizationguide-pa.googleapis.com", "content-autofill.googleapis.com",
     "passwordsleakcheck-pa.googleapis.com", "connectivitycheck.gstatic.com"}
)  # fmt: skip
_ONION = "onion"  # resolves only beyond a proxy that knows it
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+", re.IGNORECASE)
NAME_LETTERS_MAX = 253  # RFC 1035


@value
class Rules:
    """What the gate lets through; *loopback* counts as any other place only in tests of our own."""

    loopback_counts_as_public: bool = False

    def why_not_address(self, text: str) -> str:
        """Why nothing may connect to this address; empty if it may."""
        try:
            address = ipaddress.ip_address(text.partition("%")[0])
        except ValueError:
            return "it is no address"
        if self.loopback_counts_as_public and address.is_loopback:
            return ""
        return _why_not(address)

    def why_not_name(self, name: str, *, resolved_elsewhere: bool) -> str:
        """Why this name may not even be looked up; empty if it may, or if it is an address.

        *resolved_elsewhere*: a proxy of the operator's looks it up, so what it stands for is not seen here.
        """
        bare = name.rstrip(".").lower()
        if not bare or len(bare) > NAME_LETTERS_MAX or not bare.isascii() or not bare.isprintable():
            return "it is no name of a host"
        if bare in _ERRANDS:
            return OWN_ERRAND
        last = bare.rpartition(".")[2]
        if self.loopback_counts_as_public and last in {"localhost", "test"}:
            return ""
        return _why_not_ending(last, is_whole=last == bare, resolved_elsewhere=resolved_elsewhere)


def _why_not_ending(last: str, *, is_whole: bool, resolved_elsewhere: bool) -> str:
    """Why no name that ends in *last* is looked up."""
    if _NUMBER.fullmatch(last):
        return "it ends as a number does, and is no address"
    if is_whole or last in _LOCAL_ENDS:
        return "a name of a local network"
    if last == _ONION and not resolved_elsewhere:
        return "an onion service is reached only by a proxy that knows it (--proxy)"
    return ""


@cache
def _tables() -> tuple[tuple[tuple[Network, str], ...], tuple[tuple[Network, int], ...]]:
    blocks = tuple((ipaddress.ip_network(block), why) for block, why in _BLOCKS.items())
    embedding = tuple((ipaddress.ip_network(block), shift) for block, shift in _EMBEDDING.items())
    return blocks, embedding


def _why_not(address: Address) -> str:
    blocks, embedding = _tables()
    for block, why in blocks:
        if address.version == block.version and address in block:
            return why
    if isinstance(address, ipaddress.IPv4Address):
        return ""
    for block, shift in embedding:
        if address in block:
            inner = ipaddress.IPv4Address((int(address) >> shift) & 0xFFFFFFFF)
            why = _why_not(inner)
            return f"it stands for {inner}: {why}" if why else ""
    return "" if address in _GLOBAL_6 else "not given out to anybody"
