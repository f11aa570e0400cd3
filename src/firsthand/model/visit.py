"""What an operator wants of one visit to a page: where, as whom, how long, and what may be touched there."""

from __future__ import annotations

from enum import StrEnum

from firsthand.model.value import value

WAIT_SECONDS = 2.0  # after the page is quiet: late scripts begin within it
TIME_LIMIT_SECONDS = (
    180.0  # a slow page loads within it, a page that never rests does not hold up a list
)
SIZE_LIMIT_BYTES = 512 << 20  # a page with a film; what never ends is cut there
WIDTH, HEIGHT = 1280, 900
LANGUAGE = "en-US"


class Banner(StrEnum):
    """What is done about a banner that asks for consent to cookies."""

    LEAVE = "leave"
    REJECT = "reject"
    ACCEPT = "accept"


@value
class Cookie:
    """One line of a cookie file: who gets which value. The value is never kept in an archive."""

    domain: str
    with_subdomains: bool
    path: str
    secure: bool
    expires: int  # seconds of 1970; 0: until the browser closes
    name: str
    value: str
    http_only: bool = False


@value
class Visit:
    """One address, and how it is visited. Where the user agent is empty the browser says what it says to everybody."""

    address: str
    wait_seconds: float = WAIT_SECONDS
    width: int = WIDTH
    height: int = HEIGHT
    language: str = LANGUAGE
    user_agent: str = ""
    expand: bool = False
    banner: Banner = Banner.LEAVE
    time_limit_seconds: float = TIME_LIMIT_SECONDS
    size_limit_bytes: int = SIZE_LIMIT_BYTES

    def __post_init__(self) -> None:
        if not 0 <= self.wait_seconds <= self.time_limit_seconds:
            raise ValueError("a visit waits no longer than it lasts")
        if not (64 <= self.width <= 7680 and 64 <= self.height <= 7680):
            raise ValueError(f"a window has 64 to 7680 dots a side: {self.width}x{self.height}")
