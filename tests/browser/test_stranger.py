"""A stranger with a browser and no Firsthand."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser.opened import opened
from firsthand.publish.redact import redact
from firsthand.publish.site import render_site
from publish.told import DAILY, UYGHUR, WATCH, dossier, sha256

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TOP = Path(__file__).parent.parent.parent
MENU = (
    "index", "scale", "programme", "lineage", "drifts", "timeline", "sources", "missing",
    "populations", "rights", "method", "check",
)  # fmt: skip
IMAGE_BYTES_MAX = 300_000


def test_a_number_is_followed_to_its_bytes_and_the_bytes_are_counted(demo: Path) -> None:
    """
    findings → statement → quote → bytes; SHA-256 of the file = the page's = the vault's name
    """
    with opened() as tab:
        tab.goto((demo / "dossier/index.html").as_uri())
        tab.fill("#words", "12 to 65")
        tab.click("#findings tbody tr:not([hidden]) a")
        expect(tab.locator("h1")).to_contain_text("12 to 65 years")
        expect(tab.locator(".lead")).to_contain_text("1 independent origin")
        tab.locator("figure.claim figcaption a").first.click()
        expect(tab.locator("mark:target")).to_have_count(1)
        tab.click("a.bytes")
        digest = tab.inner_text("#digest")
        with tab.expect_download() as waiting:
            tab.click("#download")
        data = Path(waiting.value.path()).read_bytes()
        assert sha256(data) == digest
        kept = demo / "case/evidence" / digest[:2] / digest
        assert kept.read_bytes() == data
        tab.set_input_files("#check", demo / "dossier/bytes" / f"{digest}.bin")
        expect(tab.locator("#checked")).to_contain_text("Equal")
        tab.set_input_files("#check", demo / "dossier/index.html")
        expect(tab.locator("#checked")).to_contain_text("Not")


def test_filter_order_and_menu_work_by_keyboard_alone(demo: Path) -> None:
    with opened() as tab:
        tab.goto((demo / "dossier/index.html").as_uri())
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.className") == "skip"
        tab.keyboard.press("Enter")
        tab.focus("#standing")
        tab.keyboard.type("contested")
        shown = tab.locator("#findings tbody tr:not([hidden])")
        contested = tab.locator("#findings tr[data-standing=contested]").count()
        assert contested > 0
        expect(shown).to_have_count(contested)
        tab.select_option("#standing", "")
        tab.locator("#findings thead button").nth(3).focus()
        outline = tab.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"
        orders = []
        for _ in range(2):
            tab.keyboard.press("Enter")
            orders.append(
                [int(text) for text in tab.locator("#findings td:nth-of-type(3)").all_inner_texts()]
            )
        assert orders[0] == sorted(orders[0], reverse=True)
        assert orders[1] == sorted(orders[1])
        expect(tab.locator("#findings th[aria-sort=ascending]")).to_have_count(1)


def test_a_box_of_the_lineage_opens_its_group(demo: Path) -> None:
    with opened() as tab:
        tab.goto((demo / "dossier/lineage.html").as_uri())
        box = tab.locator("svg .pages").first
        box.click()
        fold = tab.locator("details.group[open]")
        expect(fold).to_have_count(1)
        assert fold.locator("li").count() >= 3


def test_everything_is_there_without_a_script(demo: Path) -> None:
    with opened(script=False) as tab:
        tab.goto((demo / "dossier/index.html").as_uri())
        assert tab.locator("#findings tbody tr:visible").count() > 100
        assert not tab.locator("#filters").is_visible()
        tab.click(".cards a[href$='contested.html']")
        expect(tab.locator("#findings tbody tr")).to_have_count(5)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 380])
def test_no_page_is_wider_than_the_screen(demo: Path, width: int, scheme: str) -> None:
    folder = demo / "dossier"
    longest = max((folder / "statements").iterdir(), key=lambda path: path.stat().st_size)
    pages = [folder / f"{name}.html" for name in MENU]
    pages += [
        longest,
        next((folder / "documents").iterdir()),
        next((folder / "captures").iterdir()),
    ]
    pages += [next((folder / "origins").iterdir())]
    with opened(width=width, scheme=scheme) as tab:
        for page in pages:
            tab.goto(page.as_uri())
            assert tab.locator("h1").count() == 1
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, page


def test_right_to_left_text_stands_right_and_turns_no_other_words_round(tmp_path: Path) -> None:
    """
    office.example  ug  "بۇ ئىختىيارىي …" (this is voluntary)      watch.example  a publisher with U+202E
    """
    turned = dataclasses.replace(WATCH, publisher="abc\u202edef\u2069\u2069")
    told = dossier(documents=(turned, DAILY, UYGHUR))
    for one in render_site(redact(told, withheld=()), preview=lambda _: None):
        path = tmp_path / one.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.content)
    with opened() as tab:
        tab.goto((tmp_path / "statements/s-voluntary.html").as_uri())
        quote = tab.locator("#quotes ~ figure blockquote").first
        assert (quote.get_attribute("dir"), quote.get_attribute("lang")) == ("rtl", "ug")
        assert quote.evaluate("e => getComputedStyle(e).direction") == "rtl"
        tab.goto((tmp_path / "sources.html").as_uri())
        row = tab.locator("tr", has_text="U+202E")
        assert "abc⟨U+202E⟩def" in row.inner_text()
        cells = row.locator("td").evaluate_all("all => all.map(e => e.getBoundingClientRect().x)")
        assert cells == sorted(cells)


def test_the_pictures_of_the_readme_can_be_taken_again(demo: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        str(TOP / "scripts/screenshots"),
        str(demo / "dossier"),
        str(tmp_path),
    ]
    done = subprocess.run(command, env=os.environ, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    made = {path.name: path.stat().st_size for path in tmp_path.iterdir()}
    assert made.keys() == {path.name for path in (TOP / "docs/images").glob("*.png")}
    assert max(made.values()) < IMAGE_BYTES_MAX
