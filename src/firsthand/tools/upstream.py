"""Go on through a SOCKS5 proxy that the operator gave (RFC 1928, RFC 1929), sending names unresolved.

In: an address such as `socks5://127.0.0.1:9050`, a host and a port.  Out: a connection to there. The proxy looks names
up, so this machine's resolver sees none of them. What stands in the address before an @ is a login; it is
sent to the proxy and shown nowhere.
"""

from __future__ import annotations

import asyncio
import ipaddress
import struct
import urllib.parse

from firsthand.errors import SettingError
from firsthand.model.value import value

_VERSION, _CONNECT, _NO_LOGIN, _LOGIN = 5, 1, 0, 2
_IPV4, _NAME, _IPV6 = 1, 3, 4
_LENGTH = {_IPV4: 4, _IPV6: 16}
LOGIN_BYTES_MAX = 255  # RFC 1929
_TOLD = {
    1: "it failed",
    2: "its rules forbid it",
    3: "the network is not reached",
    4: "the host is not reached",
    5: "the connection was refused",
    6: "it took too long",
    7: "it does not know the command",
    8: "it does not know this kind of address",
}


@value
class Upstream:
    """A SOCKS5 proxy of the operator's."""

    host: str
    port: int
    user: str = ""
    password: str = ""

    @classmethod
    def of(cls, address: str) -> Upstream:
        """The proxy at this address.

        Raises:
            SettingError: it is no address of a SOCKS5 proxy.
        """
        try:
            parts = urllib.parse.urlsplit(address)
            port = parts.port
        except ValueError:
            parts, port = urllib.parse.urlsplit(""), None
        login = [urllib.parse.unquote(each or "") for each in (parts.username, parts.password)]
        if (
            parts.scheme not in {"socks5", "socks5h"}
            or not parts.hostname
            or not port
            or parts.path.strip("/")
            or any(len(each.encode()) > LOGIN_BYTES_MAX for each in login)
        ):
            raise SettingError("expected a proxy like socks5://127.0.0.1:9050")
        return cls(host=parts.hostname, port=port, user=login[0], password=login[1])

    @property
    def shown(self) -> str:
        """Its address without the login."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"socks5://{host}:{self.port}"

    async def open(
        self, host: str, port: int, *, limit: int
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection through the proxy; the streams hold at most about *limit* bytes each.

        Raises:
            OSError: the proxy is not there, or says no.
            EOFError: it ended the connection.
        """
        reader, writer = await asyncio.open_connection(self.host, self.port, limit=limit)
        try:
            await self._greet(reader, writer)
            writer.write(bytes([_VERSION, _CONNECT, 0]) + _place(host) + struct.pack("!H", port))
            version, code, _, kind = await reader.readexactly(4)
            if version != _VERSION or code:
                raise ConnectionError(f"the proxy says: {_TOLD.get(code, f'code {code}')}")
            length = _LENGTH.get(kind) or (await reader.readexactly(1))[0]
            await reader.readexactly(length + 2)
        except (OSError, EOFError):
            writer.transport.abort()
            raise
        return reader, writer

    async def _greet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        method = _LOGIN if self.user else _NO_LOGIN
        writer.write(bytes([_VERSION, 1, method]))
        version, chosen = await reader.readexactly(2)
        if version != _VERSION or chosen != method:
            raise ConnectionError("the proxy is none that speaks SOCKS5 with this login")
        if method == _LOGIN:
            user, password = self.user.encode(), self.password.encode()
            writer.write(bytes([1, len(user)]) + user + bytes([len(password)]) + password)
            _, refused = await reader.readexactly(2)
            if refused:
                raise ConnectionError("the proxy does not take this login")


def _place(host: str) -> bytes:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        name = host.encode("ascii")
        return bytes([_NAME, len(name)]) + name
    return bytes([_IPV4 if address.version == 4 else _IPV6]) + address.packed
