"""kill -9 at any moment of any verb: nothing signed for is lost, and running again finishes.

Real processes, killed with all their children at moments that fixed dice choose between the start
of the program and its undisturbed end. What is killed here is a process and no machine: what it wrote is seen by all others
whether it is on the disk or not.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from custody import check, firsthand, printed, write_pile
from firsthand.model.record import CaseOpened, Entry
from firsthand.pipeline.case import Case
from living_processes import living

ROUNDS = 5  # of eight verbs: 40 deaths in about a minute
SEED = 20161001
GONE_SECONDS = (
    60  # of a machine with much else to do: what is killed may have pages of memory to give back
)
PERSON = "Ana"  # as in `custody.firsthand`: who accepts and is killed too late has accepted, and is no second person
SENTENCES = (
    "Police collected blood samples and fingerprints from all residents aged 12 to 65 in Xinjiang.",
    "警方采集了12至65岁居民的血样。",  # police took blood from residents aged 12 to 65
    "According to the Ministry, 18.8 million people had free medical check-ups in 2017.",
)
PILE = {
    f"{number:03}.txt": f"{SENTENCES[number % 3]} Page {number} of the paper says so.".encode()
    for number in range(24)
} | {f"bulk/{number:03}.bin": bytes([number % 256, 0, 255]) * 90 for number in range(600)}


@dataclass
class Bench:
    """Two cases of the same pile: one left alone, one disturbed."""

    place: Path
    home: Path

    def words(self, verb: str, name: str) -> list[str]:
        """The command line of a verb."""
        case, pile = str(self.place / name), str(self.place / "pile")
        dossier = str(self.place / f"{name}-dossier")
        if verb == "accept":
            return ["claim", case, "--accept", self.claim(name), "--reason", "seen"]
        return {
            "preserve": ["preserve", case, pile],
            "publish": ["publish", case, dossier],
            "run": ["run", case, pile, "--publish", dossier],
        }.get(verb, [verb, case])

    def claim(self, name: str) -> str:
        """The claim that is accepted: the first of the undisturbed case."""
        chosen = self.place / "chosen"
        if not chosen.exists():
            found = printed("claim", self.place / name, home=self.home)["claims"]
            chosen.write_text(found[0]["id"])
        return chosen.read_text()

    def kill(self, verb: str, seconds: float) -> None:
        """Start a verb on the disturbed case and kill it and its children after *seconds*."""
        child = subprocess.Popen(
            [sys.executable, "-m", "firsthand", *self.words(verb, "case")],
            env={**os.environ, "FIRSTHAND_HOME": str(self.home), "FIRSTHAND_AGENT": PERSON},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(seconds)
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        _until_gone(child.pid)


def _until_gone(group: int) -> None:
    """Wait for the last process of a killed group: its children end after it, and hold the lock of the case till then."""
    until = time.monotonic() + GONE_SECONDS
    while left := [each for each in living() if each[1] == group]:
        assert time.monotonic() < until, left
        time.sleep(0.01)


VERBS = ("preserve", "read", "trace", "claim", "accept", "weigh", "publish", "run")


def _entries(case: Path) -> list[Entry]:
    with Case.open(case, writing=False) as held:
        return list(held.entries())


def _still_whole(case: Path, before: list[Entry]) -> list[Entry]:
    """The case opens, holds all it held, every byte of it, and verify finds nothing."""
    after = _entries(case)
    assert after[: len(before)] == before
    assert isinstance(after[0].body, CaseOpened)
    report = check(case)
    assert report.differences == 0, report.problems
    with Case.open(case, writing=False) as held:
        for capture in held.captures():
            assert held.vault.path(capture.digest).stat().st_size == capture.size_bytes
    return after


def _undisturbed(bench: Bench) -> dict[str, float]:
    """Run every verb once; how long each takes."""
    seconds = {}
    firsthand("new", bench.place / "left-alone", home=bench.home)
    for verb in VERBS:
        words = bench.words(verb, "left-alone")
        start = time.monotonic()
        done = firsthand(*words, home=bench.home)
        seconds[verb] = time.monotonic() - start
        assert done.returncode in {0, 1}, (verb, done.stderr)
        assert "Traceback" not in done.stderr, (verb, done.stderr)
    return seconds


def _without_moments(item: Any) -> Any:
    """When a person decided differs between two runs; nothing else may."""
    if isinstance(item, dict):
        return {key: _without_moments(part) for key, part in item.items() if key != "at"}
    if isinstance(item, list):
        return [_without_moments(part) for part in item]
    return item


SHOWN: dict[str, Callable[[str], Any]] = {
    "read": str,
    "trace": str,
    "weigh": str,
    "claim": lambda text: _without_moments(json.loads(text)),
}


@pytest.mark.slow
def test_nothing_is_lost_whenever_the_program_is_killed(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = Bench(place=place, home=place / "home")
    monkeypatch.setenv("FIRSTHAND_HOME", str(bench.home))
    write_pile(place / "pile", PILE)
    seconds = _undisturbed(bench)
    dice = random.Random(SEED)  # noqa: S311 - chooses moments, no secrets
    case = place / "case"
    firsthand("new", case, home=bench.home)
    before = _entries(case)
    deaths = 0
    for round_ in range(ROUNDS):
        for verb in VERBS:
            if round_ == 0 and verb == "accept":
                firsthand("preserve", case, place / "pile", home=bench.home)
            bench.kill(verb, dice.uniform(0.05, seconds[verb] * 1.05))
            before = _still_whole(case, before)
            deaths += 1
    assert deaths == ROUNDS * len(VERBS)
    for verb in ("run", "accept", "publish"):
        done = firsthand(*bench.words(verb, "case"), home=bench.home)
        assert done.returncode in {0, 1}, (verb, done.stderr)
        assert "Traceback" not in done.stderr, (verb, done.stderr)
    _still_whole(case, before)
    for verb, shown in SHOWN.items():
        ours, theirs = (
            firsthand(verb, place / name, "--json", home=bench.home).stdout
            for name in ("case", "left-alone")
        )
        assert shown(ours) == shown(theirs), verb
    kept = [
        sorted(p.name for p in (place / n / "evidence").glob("??/*"))
        for n in ("case", "left-alone")
    ]
    assert kept[0] == kept[1]


@pytest.mark.slow
def test_a_case_killed_while_it_is_made_is_made_again(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """twelve deaths of `new`; either the case is there and whole, or `new` makes it"""
    home = place / "home"
    monkeypatch.setenv("FIRSTHAND_HOME", str(home))
    start = time.monotonic()
    firsthand("new", place / "first", home=home)
    seconds = time.monotonic() - start
    dice = random.Random(SEED)  # noqa: S311
    for number in range(12):
        case = place / f"case-{number}"
        child = subprocess.Popen(
            [sys.executable, "-m", "firsthand", "new", str(case)],
            env={**os.environ, "FIRSTHAND_HOME": str(home)},
            stdout=subprocess.DEVNULL,
        )
        time.sleep(dice.uniform(seconds * 0.6, seconds))
        child.send_signal(signal.SIGKILL)
        child.wait()
        done = firsthand("new", case, home=home)
        assert done.returncode == 0 or "there is a case already" in done.stderr
        assert check(case).problems == ()
