"""Captures of sites on this machine that several tests look at; each is made once."""

from __future__ import annotations

import atexit
import dataclasses
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from awkward.said import Said
from awkward.server import Awkward
from firsthand.errors import MissingToolError
from firsthand.model.record import Entry
from firsthand.model.visit import Banner, Cookie, Visit
from firsthand.pipeline import stages
from firsthand.pipeline.capturing import Captured, CaptureReport, CaptureSettings, capture
from firsthand.pipeline.case import Case
from firsthand.pipeline.loopback import SETTING, Reach, reach
from firsthand.tools.browser.found import find_chromium
from living import HOST as HOST_OF_LIVING
from living import Living
from odd import HOST, SECRET, Odd

SHORT = Visit(address="", wait_seconds=0.2, time_limit_seconds=60)
PATIENT = Visit(
    address="", wait_seconds=5, time_limit_seconds=90
)  # the page does its steps one by one
COOKIES = (
    Cookie(domain=HOST, with_subdomains=False, path="/", secure=False, expires=0, name="session", value=SECRET),
)  # fmt: skip


def _is_here() -> bool:
    try:
        find_chromium()
    except MissingToolError:
        return False
    return True


needs_chromium = pytest.mark.skipif(
    not _is_here(), reason="chromium is not here: apt install chromium"
)


@contextmanager
def reaching(key: str = "none") -> Iterator[Reach]:
    """Pages may reach this machine, and the certificate of *key* is believed."""
    before = os.environ.get(SETTING)
    os.environ[SETTING] = key
    try:
        yield reach()
    finally:
        if before is None:
            del os.environ[SETTING]
        else:
            os.environ[SETTING] = before


class Whole:
    """What a capture left: the case, the report, and what the site says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        os.environ.setdefault("FIRSTHAND_HOME", str(folder / "home"))
        Case.create(folder / "case")
        self.report = CaptureReport()
        self.said: list[Said] = []
        self.entries: tuple[Entry, ...] = ()

    @property
    def captured(self) -> Captured:
        (captured,) = self.report.captured
        return captured

    @property
    def archive(self) -> Path:
        """The WACZ as it lies in the vault."""
        return Case(self.folder / "case").vault.path(self.captured.capture.digest)

    def take(self, address: str, settings: CaptureSettings) -> None:
        """Capture."""
        with Case.open(self.folder / "case", writing=True) as case:
            self.report = capture(case, [address], settings=settings, progress=stages.quiet)
            self.entries = tuple(case.entries())


def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="captured-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _at_home(make: Callable[[], Whole]) -> Whole:
    before = os.environ.get("FIRSTHAND_HOME")
    os.environ["FIRSTHAND_HOME"] = str(_folder())
    os.environ.setdefault("FIRSTHAND_AGENT", "tester")
    try:
        return make()
    finally:
        if before is None:
            del os.environ["FIRSTHAND_HOME"]
        else:
            os.environ["FIRSTHAND_HOME"] = before


@cache
def awkward(protocol: str) -> Whole:
    """The awkward site over `http/1.1` or `h2`, captured into a case."""

    def make() -> Whole:
        whole = Whole(_folder())
        protocols = (protocol,) if protocol == "http/1.1" else (protocol, "http/1.1")
        with (
            Awkward(whole.folder / "site", protocols=protocols) as site,
            reaching(site.key_name),
        ):
            whole.take(site.address, CaptureSettings(visit=PATIENT))
            assert site.wait(1), "the page came to its end while it was captured"
            whole.said = list(site.said)
        return whole

    return _at_home(make)


@cache
def everything() -> tuple[Whole, Odd]:
    """The odd site's page that does everything at once, with cookies of a file, expanded, banner rejected."""
    sites: list[Odd] = []

    def make() -> Whole:
        whole = Whole(_folder())
        with Odd() as site, reaching():
            sites.append(site)
            settings = CaptureSettings(
                visit=Visit(
                    address="", wait_seconds=0.2, time_limit_seconds=60, expand=True,
                    banner=Banner.REJECT, language="de-DE", user_agent="Odd/1.0", width=800, height=600,
                ),
                cookies=COOKIES,
            )  # fmt: skip
            whole.take(site.at("/everything"), settings)
        return whole

    return _at_home(make), sites[0]


@cache
def living() -> tuple[Whole, Living]:
    """The page of the living site: frames of other sites, a worker, a socket, two answers without an end."""
    sites: list[Living] = []

    def make() -> Whole:
        whole = Whole(_folder())
        with Living() as site, reaching():
            sites.append(site)
            whole.take(site.at("/"), CaptureSettings(visit=SHORT))
        return whole

    return _at_home(make), sites[0]


@cache
def visited(path: str, host: str = HOST_OF_LIVING) -> tuple[Whole, Living]:
    """Another page of the living site, with what is folded opened."""
    sites: list[Living] = []

    def make() -> Whole:
        whole = Whole(_folder())
        with Living() as site, reaching():
            sites.append(site)
            settings = CaptureSettings(visit=dataclasses.replace(SHORT, expand=True, height=1800))
            whole.take(site.at(path, host), settings)
        return whole

    return _at_home(make), sites[0]
