"""Say in plain words why a browser got no answer.

In: the number of an error, and the log's own names for them.  Out: a phrase with the browser's name for it in
brackets, so that others can look it up. Numbers and names: Chromium's `net/base/net_error_list.h`.
"""

from __future__ import annotations

from firsthand.preserve.netlog.events import Constants

WORDS = {
    "ERR_ABORTED": "given up by the page or the browser",
    "ERR_ADDRESS_UNREACHABLE": "no way to the server's address",
    "ERR_BLOCKED_BY_ADMINISTRATOR": "blocked by this browser's settings",
    "ERR_BLOCKED_BY_CLIENT": "blocked in this browser",
    "ERR_BLOCKED_BY_CSP": "blocked by a rule of the page itself",
    "ERR_BLOCKED_BY_ORB": "kept from the page: not of the kind that it asked for",
    "ERR_BLOCKED_BY_RESPONSE": "kept from the page by a rule of the answer",
    "ERR_CERT_AUTHORITY_INVALID": "nobody known vouches for the server's certificate",
    "ERR_CERT_COMMON_NAME_INVALID": "the server's certificate is for another name",
    "ERR_CERT_DATE_INVALID": "the server's certificate is not valid at this date",
    "ERR_CERT_REVOKED": "the server's certificate was revoked",
    "ERR_CONNECTION_ABORTED": "the connection was broken off",
    "ERR_CONNECTION_CLOSED": "the server closed the connection",
    "ERR_CONNECTION_FAILED": "no connection to the server",
    "ERR_CONNECTION_REFUSED": "the server refused the connection",
    "ERR_CONNECTION_RESET": "the connection was reset",
    "ERR_CONNECTION_TIMED_OUT": "the server did not answer in time",
    "ERR_CONTENT_DECODING_FAILED": "the body cannot be unpacked",
    "ERR_CONTENT_LENGTH_MISMATCH": "the body broke off before its stated length",
    "ERR_EMPTY_RESPONSE": "the server closed the connection without an answer",
    "ERR_HTTP2_PROTOCOL_ERROR": "the server broke the rules of HTTP/2",
    "ERR_INCOMPLETE_CHUNKED_ENCODING": "the body broke off between its chunks",
    "ERR_INTERNET_DISCONNECTED": "this machine has no network",
    "ERR_INVALID_HTTP_RESPONSE": "the answer is no HTTP",
    "ERR_NAME_NOT_RESOLVED": "the name was not found",
    "ERR_PROXY_CONNECTION_FAILED": "the proxy cannot be reached",
    "ERR_RESPONSE_HEADERS_TOO_BIG": "the head of the answer is too large",
    "ERR_SOCKS_CONNECTION_FAILED": "the proxy opened no way to the server",
    "ERR_SOCKS_CONNECTION_HOST_UNREACHABLE": "the proxy found no way to the server",
    "ERR_SSL_PROTOCOL_ERROR": "no secure connection: the server does not speak TLS as it should",
    "ERR_SSL_VERSION_OR_CIPHER_MISMATCH": "no secure connection: no protocol in common",
    "ERR_TIMED_OUT": "no answer in time",
    "ERR_TOO_MANY_REDIRECTS": "led on too many times",
    "ERR_TUNNEL_CONNECTION_FAILED": "the proxy opened no way to the server",
    "ERR_UNSAFE_PORT": "blocked in this browser: a port that is not for the web",
}


def failure(number: int, constants: Constants) -> str:
    """Words for an error.

    >>> failure(-105, Constants({"netError": {"ERR_NAME_NOT_RESOLVED": -105}}))
    'the name was not found (ERR_NAME_NOT_RESOLVED)'
    """
    name = constants.errors.get(number, f"error {number}")
    return f"{WORDS.get(name, 'it failed')} ({name})"
