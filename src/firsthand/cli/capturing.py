"""How `preserve` and `run` take pages with the browser: the options, and what is said of captures.

In: the operator's words.  Out: settings; lines or plain data for one JSON document. What is done is in `pipeline.capturing`.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from firsthand.errors import SettingError
from firsthand.model.value import value
from firsthand.model.visit import LANGUAGE, TIME_LIMIT_SECONDS, WAIT_SECONDS, Banner, Visit

if TYPE_CHECKING:
    from firsthand.model.problem import Problem
    from firsthand.model.receipt import Receipt
    from firsthand.pipeline.capturing import CaptureReport, CaptureSettings
    from firsthand.pipeline.case import Case
    from firsthand.pipeline.collected import Stated
    from firsthand.pipeline.preserving import PreserveReport

RECEIPTS_SHOWN = 3  # whole; of more, a line each: the receipts are in the archives
MIB = 1 << 20
_WINDOW = re.compile(r"(\d{2,4})x(\d{2,4})")

ListFile = Annotated[
    Path | None,
    typer.Option("--list", metavar="FILE", help="addresses to capture: CSV, XLSX, or one a line"),
]
Again = Annotated[
    bool, typer.Option("--again", help="capture also what of a list was captured before")
]
Wait = Annotated[
    float, typer.Option("--wait", metavar="SECONDS", help="wait on a page once it is quiet")
]
Viewport = Annotated[str, typer.Option("--viewport", metavar="WxH", help="the browser's window")]
Language = Annotated[
    str, typer.Option("--language", metavar="TAG", help="the language asked for, such as zh-CN")
]
UserAgent = Annotated[
    str, typer.Option("--user-agent", metavar="TEXT", help="what the browser calls itself")
]
Proxy = Annotated[
    str | None,
    typer.Option(
        "--proxy", metavar="ADDRESS", help="go through socks5://host:port, which looks names up"
    ),
]
CookieFile = Annotated[
    Path | None,
    typer.Option(
        "--cookies", metavar="FILE", help="cookies to visit with; kept out of the archive"
    ),
]
TimeLimit = Annotated[
    float, typer.Option("--time-limit", metavar="SECONDS", help="no visit lasts longer")
]
SizeLimit = Annotated[
    int, typer.Option("--size-limit", metavar="MIB", help="no visit takes in more")
]
Expand = Annotated[
    bool, typer.Option("--expand", help="open folded details, press `read more` and its like")
]
CookieBanner = Annotated[
    Banner, typer.Option("--cookie-banner", help="what is done about a banner on cookies")
]


@value
class Asked:
    """The options as they were typed."""

    list_: Path | None = None
    again: bool = False
    wait: float = WAIT_SECONDS
    viewport: str = "1280x900"
    language: str = LANGUAGE
    user_agent: str = ""
    proxy: str | None = None
    cookies: Path | None = None
    time_limit: float = TIME_LIMIT_SECONDS
    size_limit: int = 512
    expand: bool = False
    banner: Banner = Banner.LEAVE
    stated: Stated | None = None

    def write_down(self, case: Case, settings: CaptureSettings | None, web: Sequence[str]) -> None:
        """Write the collection record of what is preserved now, where something is stated of it or pages are visited.

        Raises:
            SettingError: one of the addresses of the *web* cannot be captured; nothing was written.
        """
        from firsthand.pipeline.capturing import checked
        from firsthand.pipeline.collected import Stated, known_here, record_before

        for address in web:
            checked(address)
        told = self.stated or Stated()
        if settings is not None or told.told or told.because:
            record_before(case, told, known_here(settings))

    def settings(self) -> tuple[CaptureSettings, tuple[Problem, ...]]:
        """How addresses are visited, and what is wrong with the file of cookies.

        Raises:
            SettingError: an option has a value that it cannot have.
        """
        from firsthand.pipeline.capturing import CaptureSettings
        from firsthand.pipeline.listing import cookies_of
        from firsthand.tools.upstream import Upstream

        found = _WINDOW.fullmatch(self.viewport)
        if found is None:
            raise SettingError(f"expected a window such as 1280x900, found {self.viewport!a}")
        try:
            visit = Visit(
                address="",
                wait_seconds=self.wait,
                width=int(found[1]),
                height=int(found[2]),
                language=self.language,
                user_agent=self.user_agent,
                expand=self.expand,
                banner=self.banner,
                time_limit_seconds=self.time_limit,
                size_limit_bytes=self.size_limit * MIB,
            )
        except ValueError as problem:
            raise SettingError(str(problem)) from None
        cookies = cookies_of(self.cookies)
        settings = CaptureSettings(
            visit=visit,
            cookies=cookies.values,
            proxy=Upstream.of(self.proxy) if self.proxy else None,
        )
        return settings, cookies.problems


@value
class Kept:
    """What `preserve` did: with files, and with addresses."""

    report: PreserveReport
    captures: CaptureReport
    is_of_the_web: bool = False  # nothing but addresses was given

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with either."""
        return (*self.report.problems, *self.captures.problems)

    @property
    def preserved(self) -> int:
        """How many files and archives are new in the case."""
        return len(self.report.preserved) + len(self.captures.captured)


def capture_lines(report: CaptureReport) -> Iterator[str]:
    """What is said of captures: whole receipts of a few, a line each of many."""
    receipts = _receipts(report)
    kept = [(receipt, f"sha256 {digest}" if digest else "") for receipt, digest in receipts]
    yield from receipts_shown(kept)
    if report.skipped:
        yield f"captured before {len(report.skipped)}: --again captures them anew"


def receipts_shown(receipts: Sequence[tuple[Receipt, str]]) -> Iterator[str]:
    """Receipts, each with what its archive is called in the case: whole of a few, a line each of many."""
    from firsthand.preserve.receipt import receipt_lines

    if len(receipts) <= RECEIPTS_SHOWN:
        for receipt, called in receipts:
            yield from receipt_lines(receipt)
            if called:
                yield f"  the archive is in the case as {called}"
    else:
        for receipt, _ in receipts:
            told = f"; {receipt.because[0]}" if receipt.because else ""
            yield (
                f"{receipt.state.value}: {receipt.address}: {len(receipt.loaded)} answers, "
                f"{len(receipt.lost)} lost{told}"
            )


def _receipts(report: CaptureReport) -> Sequence[tuple[Receipt, str]]:
    made = [(each.receipt, each.capture.digest) for each in report.captured]
    return [*made, *((receipt, "") for receipt in report.failed)]


def captures(report: CaptureReport) -> dict[str, Any]:
    """What `preserve --json` says of captures."""
    return {
        "captured": [
            {
                "id": each.capture.id,
                "sha256": each.capture.digest,
                "size_bytes": each.capture.size_bytes,
                "address": each.capture.address,
                "file": each.capture.file,
                "receipt": dataclasses.asdict(each.receipt),
            }
            for each in report.captured
        ],
        "failed": [dataclasses.asdict(each) for each in report.failed],
        "skipped": list(report.skipped),
    }
