"""Visit a page with the browser, touch what was asked for, and take its picture, its print and its final state.

In: a visit, cookies, flags for the browser, an empty folder.  Out: files in the folder, and an account of each thing done, as it is done.
Runs in a child process, in a network of its own where there can be one. What it says may come from a browser that a page
took over: whoever hears it believes nothing but that it was said.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import (
    BrowserContext,
    Dialog,
    Error,
    Frame,
    Page,
    Playwright,
    Request,
    sync_playwright,
)
from playwright.sync_api import TimeoutError as LateError

from firsthand.model.visit import Banner, Cookie, Visit
from firsthand.tools.browser.found import ROOTS
from firsthand.tools.browser.initiators import Initiators
from firsthand.tools.browser.private import ASKED, PRINT, SCREEN, STATE
from firsthand.tools.browser.scripts import (
    HEIGHT,
    IS_AT_END,
    OPEN_DETAILS,
    PRESS,
    SIZES,
    STEP,
    STEP_SHARE,
    TO_TOP,
)
from firsthand.tools.browser.words import ACCEPT, MORE, REJECT

QUIET_SECONDS = 15.0  # how long quiet is waited for: some pages never rest
QUIET_AGAIN_SECONDS = 10.0  # the same, after the page was scrolled
LOOK_SECONDS = 0.1
GROWING_MAX = (
    60  # windows scrolled beyond what was there at first: pages that grow for ever are left there
)
LONG_MAX = 300  # windows scrolled of what was there at first: 250,000 dots, within a minute
STEP_SECONDS = 0.15  # what comes into view asks for its pictures within it
SCREEN_HEIGHT_MAX = 16_384  # a side of a picture that the browser can paint
MORE_SECONDS = 3.0  # at the end of a page: how long what it asks for there is waited for
CLICKS_MAX = 30
AFTER_PRESSING_SECONDS = 1.0  # what a button brings is asked for within it
FRAMES_MAX = 40
TEXT_MAX = 300  # of what a page says, in the account
LATE_SECONDS = (
    20.0  # kept back from the time limit, for picture, print and state: at most a third of it
)
_OF_THE_WEB = ("http://", "https://")
_SHOWN = (*_OF_THE_WEB, "about:", "blob:", "data:")  # in frames
_LOGIN = "ERR_INVALID_AUTH_CREDENTIALS"
_DOWNLOAD = "Download is starting"
_SPACES = re.compile(r"\s+")

Tell = Callable[[str, str, str], None]  # what kind of thing, what, and in which words


class _Visitor:
    """One visit."""

    def __init__(self, visit: Visit, *, folder: Path, tell: Tell, started: Sequence[str]) -> None:
        self._visit, self._folder, self._tell, self._flags = visit, folder, tell, started
        late = min(LATE_SECONDS, visit.time_limit_seconds / 3)
        self._growing = GROWING_MAX
        self._initiators = Initiators(folder / ASKED)
        self._deadline = time.monotonic() + visit.time_limit_seconds - late

    def _left(self, most: float) -> float:
        """Milliseconds until the visit has to come to its end, no more than *most* seconds of them."""
        left = self._deadline - time.monotonic()
        return max(1.0, min(left, most) * 1000)

    def _is_late(self) -> bool:
        return time.monotonic() >= self._deadline

    def go(self, playwright: Playwright, *, path: str, cookies: Sequence[Cookie]) -> None:
        """Start the browser, visit, end the browser: its log is whole only then."""
        browser = playwright.chromium.launch(
            executable_path=path,
            chromium_sandbox=ROOTS not in self._flags,
            args=list(self._flags),
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
        )
        self._tell("began", "the browser", browser.version)
        try:
            context = browser.new_context(
                viewport={"width": self._visit.width, "height": self._visit.height},
                locale=self._visit.language,
                user_agent=self._visit.user_agent or None,
                accept_downloads=False,
            )
            context.grant_permissions([])  # none is given, all that are asked for are refused
            context.add_cookies([_for_browser(cookie) for cookie in cookies])  # type: ignore[misc]
            page = context.new_page()
            self._tell("named", str(page.evaluate("navigator.userAgent")), "")
            self._listen(context, page)
            try:
                self._initiators.listen(context.new_cdp_session(page))
            except Error as problem:
                self._tell("not-heard", "which frame asks for what", _short(problem.message))
            self._visit_page(page)
        finally:
            self._initiators.close()
            browser.close()
            self._tell("ended", "the browser", "")

    def _listen(self, context: BrowserContext, page: Page) -> None:
        def popped(other: Page) -> None:
            self._tell("closed", "a window that the page opened", _short(other.url))
            other.close()

        def said(dialog: Dialog) -> None:
            self._tell("dismissed", f"a dialog ({dialog.type})", _short(dialog.message))
            try:
                dialog.dismiss()
            except Error:
                return  # the page closed it itself

        def failed(request: Request) -> None:
            self._tell("failed", request.url, request.failure or "")

        def moved(frame: Frame) -> None:
            if frame == page.main_frame and frame.url.startswith(_OF_THE_WEB):
                self._tell("stood", frame.url, "")

        page.on("dialog", said)
        page.on("download", lambda found: self._tell("refused", "a download", _short(found.url)))
        page.on("framenavigated", moved)
        page.on("crash", lambda _: self._tell("crashed", "the page", ""))
        page.on("websocket", lambda found: self._tell("opened", "a WebSocket", _short(found.url)))
        page.on("request", lambda each: self._tell("asked", each.url, each.resource_type))
        page.on("requestfailed", failed)
        context.on("page", popped)

    def _visit_page(self, page: Page) -> None:
        try:
            answer = page.goto(
                self._visit.address,
                wait_until="commit",
                timeout=self._left(self._visit.time_limit_seconds),
            )
        except Error as problem:
            told = _short(problem.message).removeprefix("Page.goto: ")
            if _LOGIN in told:
                told = "it asks for a login, and none was given: what it answered is in the archive"
            if _DOWNLOAD in told:
                told = "it leads to a download, which is refused: what of it had come is in the archive"
            self._tell("not-loaded", self._visit.address, told)
        else:
            told = f"status {answer.status}" if answer else ""
            self._tell("answered", page.url, told)
            try:
                self._behave(page)
            except Error as problem:
                self._tell("broke-off", "what is done on the page", _short(problem.message))
        self._name(page)
        if not page.url.startswith(_OF_THE_WEB):
            self._tell("left-out", "picture, print and final state", "the browser shows no page")
            return
        for what, take in (
            ("the final state", self._state),
            ("the picture", self._screen),
            ("the print", self._print),
        ):
            try:
                take(page)
            except Error as problem:
                self._tell("not-taken", what, _short(problem.message))
            except OSError as problem:
                self._tell("not-taken", what, problem.strerror or "it could not be written")

    def _name(self, page: Page) -> None:
        try:
            self._tell("titled", page.title(), page.url)
        except Error:
            return  # a page that was never there has no title

    def _behave(self, page: Page) -> None:
        self._wait_to_load(page)
        self._wait_for_quiet(page, QUIET_SECONDS)
        if self._visit.banner is not Banner.LEAVE:
            words = REJECT if self._visit.banner is Banner.REJECT else ACCEPT
            self._press(page, words, most=1, what=f"{self._visit.banner.value} cookies")
        if self._is_late():
            self._tell("left-off", "what is done on the page", "no time is left")
            return
        if self._visit.expand:
            self._expand(page)
        self._scroll(page)
        if self._visit.expand and self._expand(page, again=True) and self._growing:
            self._scroll(page)
        self._wait_for_quiet(page, QUIET_AGAIN_SECONDS)
        page.wait_for_timeout(self._left(self._visit.wait_seconds))
        self._tell("waited", f"{self._visit.wait_seconds:g} s more", "")

    def _expand(self, page: Page, *, again: bool = False) -> int:
        """Open what is folded, and press what gives more; how much there was. What is *again* not found is not told."""
        opened = int(page.evaluate(OPEN_DETAILS))
        if opened or not again:
            self._tell("opened", "folded details", str(opened))
        return opened + self._press(page, MORE, most=CLICKS_MAX, what="more", again=again)

    def _wait_to_load(self, page: Page) -> None:
        try:
            page.wait_for_load_state("load", timeout=self._left(self._visit.time_limit_seconds))
        except LateError:
            self._tell("waited-in-vain", "for the page to load", "")
        else:
            self._tell("waited", "for the page to load", "")

    def _wait_for_quiet(self, page: Page, most: float) -> None:
        """Until nothing is asked for any more, but for what may never end."""
        until = time.monotonic() + self._left(most) / 1000
        while not self._initiators.is_quiet():
            if time.monotonic() >= until:
                self._tell("waited-in-vain", "for quiet", "")
                return
            page.wait_for_timeout(LOOK_SECONDS * 1000)
        open_count = self._initiators.open_count
        self._tell("waited", "for quiet", f"{open_count} answers go on" if open_count else "")

    def _scroll(self, page: Page) -> None:
        """Window by window to the end, as it is found on the way, and back to the top.

        A page that is long from the beginning is gone through; of what only grows on the way there are some windows more, once.
        """
        height, window = page.evaluate(SIZES)
        most = min(LONG_MAX, int(height / max(1.0, window * STEP_SHARE)) + 1) + self._growing
        steps = 0
        while steps < most and not self._is_late():
            steps += 1
            at_end = page.evaluate(STEP)
            page.wait_for_timeout(STEP_SECONDS * 1000)
            if at_end and self._stays_at_end(page):
                break
        else:
            self._growing = 0
            why = "no time is left" if self._is_late() else "the page has more"
            self._tell("left-off", "scrolling", f"after {steps} windows: {why}")
        page.evaluate(TO_TOP)
        self._tell("scrolled", "to the end and back", f"{steps} windows")

    def _stays_at_end(self, page: Page) -> bool:
        """Whether the page has no more, once what it asked for on reaching its end has come."""
        until = time.monotonic() + self._left(MORE_SECONDS) / 1000
        while page.evaluate(IS_AT_END):
            if time.monotonic() >= until or self._initiators.is_quiet():
                return True
            page.wait_for_timeout(LOOK_SECONDS * 1000)
        return False

    def _press(
        self, page: Page, words: frozenset[str], *, most: int, what: str, again: bool = False
    ) -> int:
        """Press the buttons whose words are these; links that lead away are left alone."""
        pressed = page.evaluate(PRESS, [sorted(words), most])
        for word in pressed[:CLICKS_MAX]:
            self._tell("pressed", _short(str(word)), what)
        if pressed:
            page.wait_for_timeout(self._left(AFTER_PRESSING_SECONDS))
        elif not again:
            self._tell("not-found", f"a button for {what}", "")
        return len(pressed)

    def _state(self, page: Page) -> None:
        """What the page is in the end, and each frame in it, as HTML that the browser writes."""
        self._keep(STATE, page.content().encode("utf-8", "surrogatepass"))
        self._tell("took", "the final state", "")
        inner = [
            frame
            for frame in page.frames
            if frame != page.main_frame and frame.url.startswith(_SHOWN)
        ]
        taken: set[int] = set()
        for frame in inner[:FRAMES_MAX]:
            number = self._initiators.number_of(frame.url, taken)
            taken.add(number)
            state = frame.content().encode("utf-8", "surrogatepass")
            self._keep(f"frame-{number}.html", state)
            self._tell("took", f"the final state of frame {number}", frame.url)
        if len(inner) > FRAMES_MAX:
            self._tell("left-off", "final states of frames", f"{FRAMES_MAX} of {len(inner)}")

    def _screen(self, page: Page) -> None:
        height = int(page.evaluate(HEIGHT))
        if height > SCREEN_HEIGHT_MAX:
            picture = page.screenshot(
                full_page=True,
                clip={"x": 0, "y": 0, "width": self._visit.width, "height": SCREEN_HEIGHT_MAX},
                timeout=LATE_SECONDS * 1000,
            )
            self._keep(SCREEN, picture)
            self._tell("took", "the picture", f"its first {SCREEN_HEIGHT_MAX} dots of {height}")
            return
        self._keep(SCREEN, page.screenshot(full_page=True, timeout=LATE_SECONDS * 1000))
        self._tell("took", "the picture", f"{self._visit.width} by {height}")

    def _print(self, page: Page) -> None:
        self._keep(PRINT, page.pdf(print_background=True))
        self._tell("took", "the print", "")

    def _keep(self, name: str, data: bytes) -> None:
        """Write it beside, then give it its name: half of it, as a full disk leaves it, is never taken for the whole."""
        beside = self._folder / f"{name}.part"
        try:
            beside.write_bytes(data)
            beside.replace(self._folder / name)
        finally:
            beside.unlink(missing_ok=True)


def drive(
    visit: Visit,
    *,
    cookies: Sequence[Cookie],
    path: str,
    folder: Path,
    started: Sequence[str],
    tell: Tell,
) -> None:
    """Visit with the browser at *path*; all is told to *tell*, nothing raised for what a page does."""
    try:
        with sync_playwright() as playwright:
            visitor = _Visitor(visit, folder=folder, tell=tell, started=started)
            visitor.go(playwright, path=path, cookies=cookies)
    except Error as problem:
        tell("crashed", "the browser", _short(problem.message))


def _for_browser(cookie: Cookie) -> dict[str, object]:
    domain = f".{cookie.domain.lstrip('.')}" if cookie.with_subdomains else cookie.domain
    return {
        "name": cookie.name,
        "value": cookie.value,
        "domain": domain,
        "path": cookie.path,
        "secure": cookie.secure,
        "httpOnly": cookie.http_only,
        "expires": cookie.expires or -1,
    }


def _short(text: str) -> str:
    """The first line of what was said, without what playwright adds."""
    return _SPACES.sub(" ", text.partition("\nCall log")[0]).strip()[:TEXT_MAX]
