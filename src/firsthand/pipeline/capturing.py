"""Capture addresses with the browser, one after the other, into the case.

In: an open case, addresses, how they are visited.  Out: a WACZ for each in the vault and the record, with its receipt; a problem
for each that failed or came in part. Each is on the disk before the next begins, so an interruption loses one at most.
"""

from __future__ import annotations

import dataclasses
import re
import signal
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from types import FrameType
from urllib.parse import urlsplit

from firsthand.errors import SettingError
from firsthand.model.custody import Capture
from firsthand.model.problem import Problem, Severity
from firsthand.model.receipt import CaptureState, Receipt
from firsthand.model.record import Preserved, Refused
from firsthand.model.value import value
from firsthand.model.visit import Cookie, Visit
from firsthand.pipeline import keys
from firsthand.pipeline.case import Case
from firsthand.pipeline.converting import Converted, convert
from firsthand.pipeline.loopback import reach
from firsthand.pipeline.preserving import Progress
from firsthand.pipeline.visiting import visit_page
from firsthand.preserve.sniff import HEAD_BYTES, identify_media
from firsthand.store.files import open_to_read, readable, room
from firsthand.tools.browser.found import find_chromium
from firsthand.tools.browser.private import PrivateFolder, sweep
from firsthand.tools.browser.visiting import Said
from firsthand.tools.upstream import Upstream

ADDRESS_LETTERS_MAX = 8_000  # longer ones are cut by servers and archives
_WEB = re.compile(r"https?://", re.IGNORECASE)
# How archives of ours are called in the record. What failed is kept where it shows a certificate that was not accepted.
_FOLDER, _PART, _FAILED = "captured/", ".part.wacz", ".failed.wacz"
_ENDS = {CaptureState.WHOLE: ".wacz", CaptureState.PARTIAL: _PART, CaptureState.FAILED: _FAILED}
COOKIE_LEFT = "cookie-left"  # a value of the cookie file may stand in an archive; no matter where that is sealed
_UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")


@value
class CaptureSettings:
    """How addresses are visited; the visit's own address is put in for each."""

    visit: Visit
    cookies: tuple[Cookie, ...] = ()
    proxy: Upstream | None = None


@value
class Captured:
    """What was captured of one address."""

    capture: Capture
    receipt: Receipt


@value
class CaptureReport:
    """What became of addresses. `skipped` are those the case held already."""

    captured: tuple[Captured, ...] = ()
    failed: tuple[Receipt, ...] = ()
    skipped: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def is_web(address: str) -> bool:
    """Whether this is an address for the browser."""
    return _WEB.match(address) is not None


def checked(address: str) -> str:
    """The address, if it can be captured.

    Raises:
        SettingError: it cannot.
    """
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - raises where it is none
        named = bool(parts.hostname)
    except ValueError:
        named, parts = False, urlsplit("")
    if (
        not is_web(address)
        or not named
        or len(address) > ADDRESS_LETTERS_MAX
        or not address.isprintable()
        or " " in address
    ):
        raise SettingError(
            f"expected an address like https://host/path, found {readable(address[:200])}"
        )
    if parts.username is not None or parts.password is not None:
        raise SettingError(
            f"an address holds no login, the record would keep it: {parts.hostname} (give --cookies)"
        )
    return address


def capture(
    case: Case,
    addresses: Sequence[str],
    *,
    settings: CaptureSettings,
    progress: Progress,
    listed: Sequence[str] = (),
    again: bool = False,
) -> CaptureReport:
    """Capture each of *addresses*, then those *listed* that the case holds no capture of (or *again* all of them).

    Raises:
        SettingError: one of them is no address to capture; nothing was begun.
        MissingToolError: there is no browser.
        SettingError: the key that signs archives cannot be kept, or others may read it.
    """
    for address in (*addresses, *listed):
        checked(address)
        if case.names_a_witness(address):
            raise SettingError(
                "a name of the register of witnesses stands in an address, which the record would keep: capture it with "
                "--restricted. Nothing was begun"
            )
    held = frozenset() if again else _held(case)
    skipped = tuple(address for address in dict.fromkeys(listed) if address in held)
    waiting = list(dict.fromkeys((*addresses, *(each for each in listed if each not in held))))
    captured: list[Captured] = []
    failed: list[Receipt] = []
    problems: list[Problem] = []
    with closing(visits(waiting, settings=settings, progress=progress)) as found:
        for address, made in found:
            kept = _keep(case, address, made)
            if kept is not None:
                captured.append(kept)
            elif made.receipt is not None:
                failed.append(made.receipt)
            problems += problems_of(address, made)
    return CaptureReport(
        captured=tuple(captured), failed=tuple(failed), skipped=skipped, problems=tuple(problems)
    )


def visits(
    waiting: Sequence[str],
    *,
    settings: CaptureSettings,
    progress: Progress,
    restricted: bool = False,
) -> Generator[tuple[str, Converted], None, None]:
    """Visit each address that is *waiting*; the archive of each is there until the next is asked for.

    Raises:
        MissingToolError: there is no browser.
        SettingError: the key that signs archives cannot be kept, or others may read it.
        OperatorError: there is no room for what the browser writes.
    """
    if not waiting:
        return
    chromium, key = find_chromium(), keys.archive_key()
    with _ended_in_order():
        sweep()
        for number, address in enumerate(waiting):
            progress(number, len(waiting), address)

            def heard(said: Said, number: int = number) -> None:
                progress(number, len(waiting), f"{said.kind} {said.what}")

            visit = dataclasses.replace(settings.visit, address=address)
            with ExitStack() as stack:
                with room("what the browser writes"):
                    folder = stack.enter_context(PrivateFolder(restricted=restricted))
                    visited = visit_page(
                        visit,
                        cookies=settings.cookies,
                        upstream=settings.proxy,
                        chromium=chromium,
                        folder=folder.path,
                        reach=reach(),
                        heard=heard,
                    )
                folder.drop_profile()
                progress(number, len(waiting), f"converting {address}")
                made = convert(
                    visited,
                    cookies=settings.cookies,
                    folder=folder.path,
                    size_limit_bytes=visit.size_limit_bytes,
                    key=key,
                )
                yield address, made
        progress(len(waiting), len(waiting), "captured")


def _held(case: Case) -> frozenset[str]:
    """Addresses of which the case holds a capture by the browser that is whole."""
    captures = (each.body.capture for each in case.entries() if isinstance(each.body, Preserved))
    return frozenset(
        each.address
        for each in captures
        if each.file.startswith(_FOLDER) and not each.file.endswith((_PART, _FAILED))
    )


def _keep(case: Case, address: str, found: Converted) -> Captured | None:
    """Put the archive of a capture into the vault and the record; what failed is recorded as refused."""
    receipt = found.receipt
    failed = receipt is None or receipt.state is CaptureState.FAILED
    if failed:
        for problem in problems_of(address, found):
            case.append([Refused(address=address, code=problem.code, message=problem.message)])
    if found.archive is None or receipt is None or (failed and not receipt.not_accepted):
        return None
    with case.vault.batch() as batch, open_to_read(found.archive) as stream:
        head = stream.read(HEAD_BYTES)
        stream.seek(0)
        digest, size_bytes = batch.add(stream)
    kept = Capture(
        digest=digest,
        size_bytes=size_bytes,
        address=address,
        file=name_of(receipt),
        media_type=identify_media(head),
    )
    case.append([Preserved(capture=kept)])
    case.vault.recorded([digest])
    return None if failed else Captured(capture=kept, receipt=receipt)


def name_of(receipt: Receipt) -> str:
    """What the archive is called: the host and when it was begun; a part says that it is one, what failed that it did."""
    host = _UNSAFE.sub("-", urlsplit(receipt.address).hostname or "page").strip("-.")[:80]
    when = _UNSAFE.sub("", receipt.began.utc.replace(":", "").replace("-", ""))
    end = _ENDS[receipt.state]
    return f"{_FOLDER}{host}-{when}{end}"


def problems_of(address: str, found: Converted) -> Iterator[Problem]:
    """What is wrong with a capture, or why there is none."""
    yield from found.problems
    if found.receipt is not None and found.receipt.secrets_left:
        places = "; ".join(found.receipt.secrets_left)
        yield Problem(
            severity=Severity.WARNING,
            code=COOKIE_LEFT,
            message=f"a value of the cookie file may stand in what is kept: {readable(places)[:600]}; preserve it --restricted",
            where=address,
        )
    if found.receipt is None or found.receipt.state is CaptureState.WHOLE:
        return
    failed = found.receipt.state is CaptureState.FAILED
    why = "; ".join((*found.receipt.because, *found.receipt.not_accepted))
    yield Problem(
        severity=Severity.ERROR if failed else Severity.WARNING,
        code="capture-failed" if failed else "capture-partial",
        message=f"{'nothing was captured' if failed else 'captured in part'}: {readable(why)}"[
            :1000
        ],
        where=address,
    )


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """A polite request to end is answered in order: the browser is ended, its log removed."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise KeyboardInterrupt
