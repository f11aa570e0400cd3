"""Make the receipt of a capture: what loaded, what was lost, what that shows and what it does not.

In: what the gate, the browser and its log tell of one visit.  Out: a `Receipt`, and its words for people. Nothing is judged
here of what the page says; whether the archive's bytes are still those that were written is told by `firsthand verify`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from statistics import median

from firsthand.model.passage import OWN_ERRAND, Passage, PassageEnd
from firsthand.model.problem import Problem, Severity
from firsthand.model.receipt import (
    Action,
    CaptureState,
    FrameShown,
    Kept,
    Loaded,
    Lost,
    Receipt,
    Spoke,
    Surroundings,
    Visited,
)
from firsthand.model.value import value
from firsthand.preserve.exchanges import Cause, Exchange

LISTED_MAX = 20_000  # answers that a receipt names: the archive holds them all
_STATUS = re.compile(rb"\AHTTP/[\d.]+[ \t]+(\d{3})")
_DATE = re.compile(rb"(?im)^date[ \t]*:[ \t]*([^\r\n]+)")
_BROKEN = {
    "time": "it took longer than the visit may",
    "memory": "the browser took more memory than it may",
    "crash": "the process that drives the browser broke down",
}
_NO_WAY = "ERR_SOCKS_CONNECTION_FAILED"  # all that the browser knows of why the gate said no
_NOT_DONE = {
    "asked",
    "failed",
    "stood",
    "titled",
    "apart",
    "online",
}  # told elsewhere in the receipt
_AGENTS = {
    "operator": ", as whoever captured chose",
    "ordinary": ", as this browser does where a person uses it; by itself it would say HeadlessChrome",
}
_TELLING = {"broke-off", "crashed", "not-taken", "not-loaded"}


@value
class Heard:
    """What the browser and its log tell beside the answers, as fields of a receipt."""

    frames: tuple[FrameShown, ...] = ()
    sockets: tuple[Spoke, ...] = ()
    unwired: tuple[str, ...] = ()
    not_accepted: tuple[str, ...] = ()


@dataclass
class Tally:
    """Counts exchanges as they pass."""

    loaded: list[Loaded] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    _apart_seconds: list[float] = field(default_factory=list)
    answers: int = 0

    def watch(self, exchanges: Iterable[Exchange]) -> Iterator[Exchange]:
        """Pass each on, and note what it was."""
        for exchange in exchanges:
            self._note(exchange)
            yield exchange

    def _note(self, exchange: Exchange) -> None:
        if exchange.response_head:
            self.answers += 1
            if len(self.loaded) < LISTED_MAX:
                self.loaded.append(_loaded(exchange))
            self._compare_clocks(exchange)
        if (exchange.failed or exchange.truncated) and len(self.lost) < LISTED_MAX:
            why = exchange.failed or _cut(exchange)
            self.lost.append(Lost(address=exchange.address, why=why))

    def _compare_clocks(self, exchange: Exchange) -> None:
        found = _DATE.search(exchange.response_head)
        if found is None:
            return
        try:
            theirs = parsedate_to_datetime(found[1].decode("ascii"))
            if theirs.tzinfo is None:
                theirs = theirs.replace(tzinfo=UTC)
            ours = datetime.fromisoformat(exchange.began.utc)
            self._apart_seconds.append((theirs - ours).total_seconds())
        except (ValueError, OverflowError):
            return  # what a server says of its clock may be anything

    @property
    def server_clocks(self) -> str:
        """What the dates in answers say of this machine's clock."""
        if not self._apart_seconds:
            return "no answer says what time it was at the server"
        few = sorted(self._apart_seconds)
        return (
            f"by the dates in {len(few)} answers servers' clocks were {round(median(few)):+d} s apart from this "
            f"machine's ({round(few[0]):+d} to {round(few[-1]):+d}); an answer out of a store may carry an old date"
        )


def _cut(exchange: Exchange) -> str:
    """Why an answer has no end: it was cut off, or the visit was over before it was."""
    if exchange.truncated == "unspecified" and exchange.cause and exchange.cause.went_on:
        came = exchange.response_body.size_bytes
        return f"it still went on when the visit was over, {came} bytes had come"
    return f"cut off ({exchange.truncated})"


def _loaded(exchange: Exchange) -> Loaded:
    found = _STATUS.match(exchange.response_head)
    cause = exchange.cause or Cause(kind="")
    return Loaded(
        address=exchange.address,
        method=exchange.method,
        status=int(found[1]) if found else 0,
        size_bytes=exchange.response_body.size_bytes,
        protocol=", ".join(exchange.protocols),
        fidelity=exchange.fidelity.value,
        truncated=exchange.truncated,
        kind=cause.kind,
        frame=cause.frame,
        how=cause.how,
        by=cause.by,
    )


def make_receipt(
    tally: Tally,
    visited: Visited,
    *,
    kept: Sequence[Kept] = (),
    heard: Heard | None = None,
    handshakes: Sequence[str] = (),
    withheld: Sequence[str] = (),
    left: Sequence[str] = (),
    problems: Sequence[Problem] = (),
) -> Receipt:
    """The receipt of a visit; *problems* are those of the browser's log."""
    heard = heard or Heard()
    surroundings, actions, passages = visited.surroundings, visited.actions, visited.passages
    asked = tuple(each for each in passages if each.why != OWN_ERRAND)
    errands = len(passages) - len(asked)
    because = tuple(_because(visited, problems))
    state = CaptureState.PARTIAL if because else CaptureState.WHOLE
    if not tally.answers:
        state = CaptureState.FAILED
        because = because or ("nothing was answered",)
    lost = _lost(tally, actions, asked)
    stood = [action.what for action in actions if action.kind == "stood"]
    return Receipt(
        address=visited.address,
        began=visited.began,
        ended=visited.finished,
        state=state,
        because=because,
        stood_at=stood[-1] if stood else "",
        surroundings=surroundings,
        loaded=tuple(tally.loaded),
        lost=lost,
        kept=tuple(kept),
        frames=heard.frames,
        sockets=heard.sockets,
        unwired=heard.unwired,
        not_accepted=heard.not_accepted,
        handshakes=tuple(handshakes),
        server_clocks=tally.server_clocks,
        withheld=tuple(withheld),
        secrets_left=tuple(left),
        passages=asked,
        actions=tuple(action for action in actions if action.kind not in _NOT_DONE),
        proves=tuple(_proves(tally, kept, handshakes, key=surroundings.archive_key)),
        proves_not=tuple(_proves_not(surroundings, kept, errands)),
    )


def _because(visited: Visited, problems: Sequence[Problem]) -> Iterator[str]:
    """Why a capture is not whole; nothing where it is."""
    if visited.ended:
        told = f"the process that drives the browser was ended by {visited.ended}"
        yield _BROKEN.get(visited.ended, told)
    cut = [each for each in visited.passages if each.end is PassageEnd.CUT and each.received_bytes]
    if cut:
        yield cut[0].why
    for action in visited.actions:
        if action.kind in _TELLING:
            words = action.words
            if _NO_WAY in words:
                words = _no_way(visited.passages) or words
            told = f": {words}" if words else ""
            yield f"{action.kind.replace('-', ' ')}: {action.what}{told}"
        elif (action.kind, action.what) == ("waited-in-vain", "for the page to load"):
            yield "the page did not finish loading within the time of the visit"
    for problem in problems:
        if problem.severity is not Severity.NOTE:
            yield f"the browser's log of the wire: {problem.message}"


def _no_way(passages: Sequence[Passage]) -> str:
    """Why the gate opened no way, the last time that it did not."""
    for passage in reversed(passages):
        if passage.end is not PassageEnd.PASSED and passage.why != OWN_ERRAND:
            return f"{passage.host} port {passage.port}: {passage.end.value}: {passage.why}"
    return ""


def _lost(tally: Tally, actions: Sequence[Action], passages: Sequence[Passage]) -> tuple[Lost, ...]:
    """What did not come: as the log has it, as the browser says, and as the gate knows better."""
    found: dict[str, str] = {each.address: each.why for each in tally.lost}
    for action in actions:
        if action.kind == "failed":
            found.setdefault(action.what, action.words or "it failed")
    for passage in passages:
        if passage.end in {PassageEnd.REFUSED, PassageEnd.UNRESOLVED, PassageEnd.UNREACHED}:
            place = f"{passage.host} port {passage.port}"
            found.setdefault(place, f"{passage.end.value}: {passage.why}")
    return tuple(Lost(address=address, why=why) for address, why in found.items())


def _proves(
    tally: Tally, kept: Sequence[Kept], handshakes: Sequence[str], *, key: str
) -> Iterator[str]:
    if tally.answers:
        yield (
            f"a browser on this machine received {tally.answers} answers, byte for byte those in the archive, "
            "in the time between its beginning and its end as this machine's clock has it"
        )
    if any("signature holds" in each for each in handshakes):
        yield (
            "whoever answered the handshakes whose signature holds had the private key of the certificate that is named: "
            "the signatures are in the archive and can be checked without us"
        )
    if key and tally.answers:
        yield (
            f"that nothing in the archive was changed since whoever has the private half of the key {key} signed it, "
            "if its signature holds: whose key it is, nothing in the archive says, the record of a case that holds it does"
        )
    if kept:
        yield "the picture, the print and the final state show what that browser made of these answers"


def _proves_not(surroundings: Surroundings, kept: Sequence[Kept], errands: int) -> Iterator[str]:
    yield (
        "that the servers sent these very bytes: TLS shows who answered a handshake, not what was served after it. "
        "Whoever made this capture could have written the traffic; against that stand other captures and a time stamp"
    )
    yield "that anybody else, at another time or from another place, was served the same"
    yield "that the names led to the right machines: answers of a resolver carry no signature that was checked"
    if surroundings.proxy:
        yield f"which machines answered: names were looked up behind {surroundings.proxy}"
    if surroundings.apart:
        yield (
            f"that the browser could reach nothing past the gate but by its settings ({surroundings.apart})"
        )
    if kept:
        yield "that a reader's browser shows the page as the picture does: it is made, not received"
    if surroundings.test:
        yield f"anything to others: {surroundings.test}"
    if errands:
        yield f"(the browser's own errands, {errands} of them, were refused and are not part of the page)"


def receipt_lines(receipt: Receipt) -> Iterator[str]:
    """The receipt in plain words, line by line."""
    where = receipt.surroundings
    yield f"capture of {receipt.address}: {receipt.state.value}"
    yield f"  from {receipt.began.utc} to {receipt.ended.utc}; the clock of this machine: {where.clock}"
    yield from (f"  not whole: {each}" for each in receipt.because)
    if receipt.stood_at and receipt.stood_at != receipt.address:
        yield f"  in the end the page stood at {receipt.stood_at}"
    size = sum(each.size_bytes for each in receipt.loaded)
    yield f"  loaded: {len(receipt.loaded)} answers, {size} bytes of bodies"
    yield from (f"    {count} x {what}" for what, count in _counted(receipt.loaded))
    yield from (f"    asked for by {how}: {count}" for how, count in _causes(receipt.loaded))
    if len(receipt.frames) > 1:
        yield f"  frames: {len(receipt.frames)}, the page itself is 0"
        yield from (f"    {_frame(each)}" for each in receipt.frames)
    for each in receipt.sockets:
        yield (
            f"  WebSocket {each.address}: {each.sent} messages of {each.sent_bytes} bytes sent, "
            f"{each.received} of {each.received_bytes} received; {each.ended}"
        )
    yield from (f"  not over the wire: {each}" for each in receipt.unwired)
    yield f"  lost: {len(receipt.lost)}"
    yield from (f"    {each.address}: {each.why}" for each in receipt.lost)
    yield f"  names looked up: {len({each.host for each in receipt.passages if each.answers})}"
    yield from (f"    {each}" for each in _names(receipt.passages))
    yield from (f"  handshake: {each}" for each in receipt.handshakes)
    yield from (f"  not accepted: {each}" for each in receipt.not_accepted)
    yield f"  servers' clocks: {receipt.server_clocks}"
    yield from (f"  withheld: {each}" for each in receipt.withheld)
    yield f"  kept beside the traffic: {len(receipt.kept)}"
    for kept in receipt.kept:
        yield f"    {kept.name} ({kept.fidelity}), {kept.size_bytes} bytes, sha256 {kept.sha256}"
    yield "  what was done:"
    for action in receipt.actions:
        told = f": {action.words}" if action.words else ""
        yield f"    {action.at.utc} {action.kind.replace('-', ' ')} {action.what}{told}"
    yield from _where(where)
    yield "  what this shows:"
    yield from (f"    - {each}" for each in receipt.proves or ("nothing",))
    yield "  what it does not show:"
    yield from (f"    - {each}" for each in receipt.proves_not)


def _where(where: Surroundings) -> Iterator[str]:
    yield f"  with {where.browser} on {where.system} by {where.tool}; window {where.window}, language {where.language}"
    yield f"    it calls itself {where.user_agent or 'what it is by default'}{_AGENTS.get(where.agent_by, '')}"
    yield f"    proxy: {where.proxy or 'none'}; cookies given: {where.cookies}"
    yield f"    a network of its own: {where.apart or 'yes'}; its own sandbox: {where.sandbox or 'yes'}"
    if where.archive_key:
        yield f"    the archive is signed by the key {where.archive_key}"
    if not where.online:
        yield "    pages were told that this machine is offline"


def _counted(loaded: Sequence[Loaded]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for each in loaded:
        what = f"status {each.status} by {each.protocol or 'an unknown protocol'}"
        counts[what] = counts.get(what, 0) + 1
    return sorted(counts.items())


def _causes(loaded: Sequence[Loaded]) -> list[tuple[str, int]]:
    counts = Counter(each.how for each in loaded if each.how)
    return sorted(counts.items())


def _frame(frame: FrameShown) -> str:
    inside = f" in {frame.parent}" if frame.parent >= 0 else ""
    return f"{frame.number}{inside}: {frame.address or 'about:blank'}, {frame.answers} answers"


def _names(passages: Sequence[Passage]) -> list[str]:
    """Each name with what the resolver said of it, once."""
    told = {
        f"{each.host}: {', '.join(each.answers)} (at {each.began.utc})": each.host
        for each in passages
        if each.answers and each.host not in each.answers
    }
    first: dict[str, str] = {}
    for words, host in told.items():
        first.setdefault(host, words)
    return [first[host] for host in sorted(first)]
