"""Visit one page with the browser: the gate, the child that drives, and an account of what was done when.

In: a visit, cookies, a private folder.  Out: the account; in the folder the browser's log, a picture, a print, the final state.
Times are those at which this process heard of a thing: what the child says of times is not asked.
"""

from __future__ import annotations

import os
import platform
import socket
from collections.abc import Callable, Sequence
from pathlib import Path

from firsthand.model.receipt import Action, Surroundings, Visited
from firsthand.model.visit import Cookie, Visit
from firsthand.pipeline import clock
from firsthand.pipeline.case import TOOL
from firsthand.pipeline.loopback import Reach
from firsthand.tools.browser.found import ROOTS, Chromium
from firsthand.tools.browser.visiting import Said, Visiting
from firsthand.tools.gate import Gate
from firsthand.tools.timekeeper import clock_words
from firsthand.tools.upstream import Upstream

RELEASE = Path("/etc/os-release")
_TOLD_OF_BROWSER = frozenset({"flag", "named", "began", "apart", "online"})


def visit_page(
    visit: Visit,
    *,
    cookies: Sequence[Cookie],
    upstream: Upstream | None,
    chromium: Chromium,
    folder: Path,
    reach: Reach,
    heard: Callable[[Said], None],
) -> Visited:
    """Visit; everything that the child says is passed to *heard* as it comes."""

    def gate(listening: socket.socket) -> Gate:
        return Gate(
            now=clock.now_exactly,
            bytes_max=visit.size_limit_bytes,
            rules=reach.rules,
            resolve=reach.resolve,
            upstream=upstream,
            listening=listening,
        )

    began = clock.now_exactly()
    visiting = Visiting(
        visit,
        cookies=cookies,
        chromium=chromium,
        folder=folder,
        gate=gate,
        flags=reach.flags,
    )
    actions: list[Action] = []
    of_browser: list[Said] = []
    for said in visiting:
        heard(said)
        if said.kind in _TOLD_OF_BROWSER:
            of_browser.append(said)
        if said.kind not in {"flag", "named"}:
            told = Action(at=clock.now_exactly(), kind=said.kind, what=said.what, words=said.words)
            actions.append(told)
    assert visiting.gate is not None, "a visit that was begun has a gate"
    surroundings = _surroundings(
        visit, of_browser, cookies=len(cookies), proxy=upstream, chromium=chromium, test=reach.test
    )
    return Visited(
        address=visit.address,
        began=began,
        finished=clock.now_exactly(),
        surroundings=surroundings,
        actions=tuple(actions),
        passages=visiting.gate.passages,
        ended=visiting.ended,
    )


def _surroundings(
    visit: Visit,
    told: Sequence[Said],
    *,
    cookies: int,
    proxy: Upstream | None,
    chromium: Chromium,
    test: str,
) -> Surroundings:
    by_kind = {said.kind: said for said in told}
    flags = tuple(said.what for said in told if said.kind == "flag")
    apart = by_kind.get("apart", Said(kind="apart", what="no", words="it is not known"))
    named = by_kind.get("named")
    began = by_kind.get("began")
    return Surroundings(
        browser=f"Chromium {began.words if began else chromium.version}",
        system=system_words(),
        tool=f"{TOOL.name} {TOOL.version}",
        flags=flags,
        user_agent=named.what if named else visit.user_agent or chromium.user_agent,
        agent_by="operator" if visit.user_agent else "ordinary",
        language=visit.language,
        window=f"{visit.width}x{visit.height}",
        proxy=proxy.shown if proxy else "",
        apart="" if apart.what == "yes" else apart.words or "it is not known",
        sandbox="Chromium does not start as root with it" if ROOTS in flags else "",
        online=by_kind["online"].what == "yes" if "online" in by_kind else False,
        clock=clock_words(),
        cookies=cookies,
        expand=visit.expand,
        banner=visit.banner.value,
        test=test,
    )


def system_words() -> str:
    """What this machine runs."""
    return f"{_release()}, {platform.system()} {platform.release()} {platform.machine()}"


def _release() -> str:
    """What this system calls itself."""
    try:
        lines = RELEASE.read_text("utf-8", "replace").splitlines()
    except OSError:
        return os.name
    told = dict(line.partition("=")[::2] for line in lines)
    return told.get("PRETTY_NAME", os.name).strip('"')
