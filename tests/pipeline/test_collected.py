from __future__ import annotations

import platform
from pathlib import Path

import pytest

from captured import SHORT, needs_chromium
from custody import check, keep, make_case, write_pile
from firsthand.errors import OperatorError
from firsthand.model.collection import ApartKind, CollectionPart
from firsthand.pipeline.capturing import CaptureSettings
from firsthand.pipeline.case import Case
from firsthand.pipeline.collected import (
    NO_PAGE,
    Stated,
    known_here,
    read_stated,
    record_before,
)
from firsthand.pipeline.collecting import Written, written
from firsthand.tools.browser.found import find_chromium
from firsthand.tools.upstream import Upstream

PART = CollectionPart
KNOWN = Stated(
    told={PART.COLLECTOR: "Ana", PART.MACHINE: "desk: Debian", PART.CLOCK_OFFSET: "1 s", PART.PROXY: "none"},
    because={PART.CLOCK: "nobody keeps it"},
)  # fmt: skip
UNSTATED = "not recorded, because it was not stated when this was written"


def words(each: Written | None) -> dict[str, str]:
    assert each is not None
    return {part.name: part.words for part in each.parts}


def test_each_part_is_stated_or_known_or_it_is_said_why_not(tmp_path: Path) -> None:
    case = make_case(tmp_path)
    stated = Stated(told={PART.REASON: "to show it"}, because={PART.ADDRESS: "it is a café"})
    with Case.open(case, writing=True) as held:
        made = words(record_before(held, stated, KNOWN))
    assert made == {
        "collector": "Ana",
        "reason": "to show it",
        "address": "not recorded, because it is a café",
        "machine": "desk: Debian",
        "virtual-identity": UNSTATED,
        "clock": "not recorded, because nobody keeps it",
        "clock-offset": "1 s",
        "user-agent": UNSTATED,
        "proxy": "none",
    }
    assert check(case).problems == ()


def test_what_was_stated_stays_so_until_it_is_stated_anew(tmp_path: Path) -> None:
    """
    stated: collector and machine; then a proxy is used; then nothing is other than before but the clock; then a reason is stated
    """
    case = make_case(tmp_path)
    first = Stated(told={PART.COLLECTOR: "Ana B., archive", PART.MACHINE: "a borrowed laptop"})
    later = Stated(told=dict(KNOWN.told) | {PART.PROXY: "socks5://127.0.0.1:9050"})
    clock = Stated(told=dict(later.told) | {PART.CLOCK_OFFSET: "2 s"}, because=KNOWN.because)
    with Case.open(case, writing=True) as held:
        record_before(held, first, KNOWN)
        made = words(record_before(held, Stated(), later))
        assert (made["collector"], made["machine"]) == ("Ana B., archive", "a borrowed laptop")
        assert made["proxy"] == "socks5://127.0.0.1:9050"
        assert record_before(held, Stated(), clock) is None
        made = words(record_before(held, Stated(told={PART.REASON: "a hearing"}), clock))
        assert (made["reason"], made["clock-offset"]) == ("a hearing", "2 s")
        assert made["collector"] == "Ana B., archive"
        assert len(list(written(held, ApartKind.COLLECTION))) == 3


def test_addresses_as_found_stand_under_the_record_that_they_came_in_under(tmp_path: Path) -> None:
    case = make_case(tmp_path)
    for name in ("x.txt", "y.txt"):
        with Case.open(case, writing=True) as held:
            record_before(held, Stated(told={PART.REASON: name}), KNOWN)
        keep(case, write_pile(tmp_path / name[0], {name: name.encode()}))
    with Case.open(case, writing=False) as held:
        found = list(written(held, ApartKind.COLLECTION))
    assert [each.addresses for each in found] == [("x/x.txt",), ("y/y.txt",)]


def test_a_file_states_parts_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "collection.txt"
    path.write_text(
        "\ufeff# at the archive\ncollector: Ana: the archive\n\nproxy: not recorded, because it is secret\n",
        "utf-8",
    )
    found = read_stated(path)
    assert found == Stated(
        told={PART.COLLECTOR: "Ana: the archive"}, because={PART.PROXY: "it is secret"}
    )
    both = found.with_more(
        Stated(told={PART.PROXY: "none"}, because={PART.COLLECTOR: "asked not to"})
    )
    assert both == Stated(told={PART.PROXY: "none"}, because={PART.COLLECTOR: "asked not to"})


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("colour: red", "line 1: expected one of collector, "),
        ("reason:", "line 1"),
        ("reason: a\nreason: b", "line 2: reason stands there twice"),
    ],
)
def test_a_line_that_states_nothing_is_refused(tmp_path: Path, text: str, wrong: str) -> None:
    path = tmp_path / "collection.txt"
    path.write_text(text)
    with pytest.raises(OperatorError, match=wrong):
        read_stated(path)
    with pytest.raises(OperatorError, match="cannot be read"):
        read_stated(tmp_path)


def test_the_machine_and_its_clock_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTHAND_AGENT", "Ana")
    known = known_here(None)
    assert known.told[PART.COLLECTOR] == "Ana"
    assert platform.node() in known.told[PART.MACHINE]
    assert (PART.CLOCK_OFFSET in known.told) != (PART.CLOCK_OFFSET in known.because)
    assert known.because[PART.PROXY] == known.because[PART.USER_AGENT] == NO_PAGE


@needs_chromium
def test_a_capture_knows_what_sites_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """a login of the proxy is not written down"""
    monkeypatch.setenv("FIRSTHAND_AGENT", "Ana")
    known = known_here(CaptureSettings(visit=SHORT))
    assert known.told[PART.PROXY] == "none"
    assert find_chromium().version in known.told[PART.USER_AGENT]
    proxy = Upstream.of("socks5://me:secret@127.0.0.1:9050")
    told = known_here(CaptureSettings(visit=SHORT, proxy=proxy)).told
    assert "127.0.0.1:9050" in told[PART.PROXY]
    assert "secret" not in told[PART.PROXY]
