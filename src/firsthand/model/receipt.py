"""What is said of one capture: what was done, what loaded, what was lost, and what it can show and cannot."""

from __future__ import annotations

from enum import StrEnum

from firsthand.model.moment import Moment
from firsthand.model.passage import Passage
from firsthand.model.value import value


class CaptureState(StrEnum):
    """How much of a page was captured."""

    WHOLE = (
        "whole"  # the visit came to its end; single resources may still have failed, and are listed
    )
    PARTIAL = "partial"  # it was broken off; what was had is kept
    FAILED = "failed"  # the page itself did not come


@value
class Action:
    """One thing that was done or met on the page, when it was heard of."""

    at: Moment
    kind: str
    what: str
    words: str = ""


@value
class Surroundings:
    """With what, and from where, a page was captured. What is not known says why."""

    browser: str
    system: str
    tool: str
    flags: tuple[str, ...]
    user_agent: str
    language: str
    window: str
    proxy: str  # empty: none
    apart: str  # empty: the browser had a network of its own; else why not
    sandbox: str  # empty: the browser's own sandbox was on; else why not
    online: bool  # whether the page was told that the machine is online
    clock: str  # how far it may be off, or why that is not recorded
    cookies: int  # how many of a file were given to the browser
    expand: bool
    banner: str
    test: str = ""  # a setting of our own tests that was on
    agent_by: str = ""  # who chose the user agent: the operator, or this program (`ordinary`)
    archive_key: str = ""  # the SHA-256 of the public key by which the archive is signed


@value
class FrameShown:
    """One frame of the page, at the address that it had last; the page itself is number 0, of parent -1."""

    number: int
    parent: int
    address: str
    answers: int = 0  # that came over the wire because it asked


@value
class Spoke:
    """A WebSocket: how many messages, and how many bytes of them, went which way; how it ended."""

    address: str
    sent: int
    sent_bytes: int
    received: int
    received_bytes: int
    ended: str


@value
class Visited:
    """The account of one visit. `ended` is empty, or says why the browser was ended early."""

    address: str
    began: Moment
    finished: Moment
    surroundings: Surroundings
    actions: tuple[Action, ...] = ()
    passages: tuple[Passage, ...] = ()
    ended: str = ""


@value
class Loaded:
    """One answer that came over the wire."""

    address: str
    method: str
    status: int  # 0: the head says none
    size_bytes: int
    protocol: str
    fidelity: str
    truncated: str = ""
    kind: str = ""  # what it was to be: document, script, image, ...
    frame: int = -1  # which frame asked; -1: none, or it is not known
    how: str = ""  # what made it ask: parser, script, redirect, worker, ...
    by: str = ""  # the address of that page or script


@value
class Lost:
    """Something that was asked for and did not come, or not whole."""

    address: str
    why: str


@value
class Kept:
    """Something made of the page that is in the archive beside the traffic."""

    name: str
    address: str
    size_bytes: int
    sha256: str
    fidelity: str


@value
class Receipt:
    """The receipt of one capture."""

    address: str
    began: Moment
    ended: Moment
    state: CaptureState
    because: tuple[str, ...]  # why it is not whole
    stood_at: str  # the address the page had in the end
    surroundings: Surroundings
    loaded: tuple[Loaded, ...] = ()
    lost: tuple[Lost, ...] = ()
    kept: tuple[Kept, ...] = ()
    frames: tuple[FrameShown, ...] = ()
    sockets: tuple[Spoke, ...] = ()
    unwired: tuple[str, ...] = ()  # what the page was given past the wire, and by whom
    handshakes: tuple[str, ...] = ()  # what was found of each TLS connection
    not_accepted: tuple[
        str, ...
    ] = ()  # certificates that the browser did not accept; the archive holds them
    server_clocks: str = ""  # what servers' own dates say of our clock
    withheld: tuple[str, ...] = ()  # what was left out of the archive, and where
    secrets_left: tuple[str, ...] = ()  # where a value of the cookie file may still stand
    passages: tuple[Passage, ...] = ()
    actions: tuple[Action, ...] = ()
    proves: tuple[str, ...] = ()
    proves_not: tuple[str, ...] = ()
