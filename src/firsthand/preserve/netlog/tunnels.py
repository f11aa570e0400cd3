"""Go past what opens a way through a proxy, so that only the traffic inside is left.

In: raw bytes of a connection, both directions.  Out: what belongs to the traffic, and the tunnel's name. SOCKS5
(RFC 1928, 1929) and CONNECT (RFC 9110 9.3.6). A tunnel within TLS to the proxy itself is not read.
"""

from __future__ import annotations

import ipaddress

from firsthand.preserve.netlog.heads import parse_head, plain

SOCKS = 5
WITH_PASSWORD = 2
OPENING_BYTES_MAX = 1 << 16  # of each side: heads of CONNECT are some hundred bytes
REPLIES = {  # RFC 1928 6
    1: "general failure",
    2: "not allowed by its rules",
    3: "network unreachable",
    4: "host unreachable",
    5: "connection refused",
    6: "expired on the way",
    7: "command not supported",
    8: "address type not supported",
}
IPV4, NAME, IPV6 = 1, 3, 4


class Tunnel:
    """What was sent and received before the traffic begins. `through` is empty where there is no proxy."""

    def __init__(self) -> None:
        self._sent, self._received = bytearray(), bytearray()
        self.open = False
        self.through = ""
        self.target = ""
        self.failed = ""

    def sent(self, data: bytes) -> tuple[bytes, bytes]:
        """Take in what was sent; what was sent and received of the traffic by now."""
        self._sent += data
        return self._look()

    def received(self, data: bytes) -> tuple[bytes, bytes]:
        """Take in what was received; what was sent and received of the traffic by now."""
        self._received += data
        return self._look()

    def _look(self) -> tuple[bytes, bytes]:
        if self.failed:
            return b"", b""
        if max(len(self._sent), len(self._received)) > OPENING_BYTES_MAX:
            self.failed = f"the proxy's opening takes more than {OPENING_BYTES_MAX} bytes"
            return b"", b""
        used = self._used()
        if used is None:
            return b"", b""
        self.open = True
        return bytes(self._sent[used[0] :]), bytes(self._received[used[1] :])

    def _used(self) -> tuple[int, int] | None:
        """How many bytes of each side the opening took; nothing while it goes on."""
        try:
            if not self._sent:
                return (0, 0) if self._received else None  # who is spoken to first is no proxy
            if self._sent[0] == SOCKS:
                return self._socks()
        except IndexError:
            return None
        connect = b"CONNECT "
        if self._sent[: len(connect)] != connect[: len(self._sent)]:
            return 0, 0
        return self._connect()

    def _connect(self) -> tuple[int, int] | None:
        asked, told = self._sent.find(b"\r\n\r\n"), self._received.find(b"\r\n\r\n")
        if asked < 0 or told < 0:
            return None
        self.target = plain(bytes(self._sent).split(b" ", 2)[1])
        self.through = f"CONNECT to {self.target}"
        status = parse_head(bytes(self._received[:told])).status
        if status // 100 != 2:
            self.failed = f"the proxy did not open a way to {self.target}: it answered {status}"
            return None
        return asked + 4, told + 4

    def _socks(self) -> tuple[int, int] | None:
        """Raises IndexError while something is still to come."""
        sent, received = self._sent, self._received
        at, back = 2 + sent[1], 2
        if received[1] == WITH_PASSWORD:
            name = sent[at + 1]
            at += 3 + name + sent[at + 2 + name]
            back += 2
        host, end = _address(sent, at)
        self.target = f"{host}:{int.from_bytes(sent[end - 2 : end], 'big')}"
        self.through = f"SOCKS5 to {self.target}"
        reply = received[back + 1]
        if reply:
            words = REPLIES.get(reply, "unknown")
            self.failed = f"the proxy did not open a way to {self.target}: {words} (SOCKS5 {reply})"
            return None
        return end, _address(received, back)[1]


def _address(data: bytearray, at: int) -> tuple[str, int]:
    """The host in a SOCKS5 message that begins at *at*, and where the message ends."""
    kind, start = data[at + 3], at + 4
    if kind == NAME:
        start, length = start + 1, data[start]
    else:
        length = 4 if kind == IPV4 else 16
    end = start + length + 2
    if end > len(data):
        raise IndexError
    raw = bytes(data[start : start + length])
    return (plain(raw) if kind == NAME else str(ipaddress.ip_address(raw))), end
