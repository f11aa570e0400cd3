"""What axe, the referee of others, says of the pages."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from browser.opened import opened

pytestmark = [pytest.mark.browser, pytest.mark.slow]
RULES = (
    "{preload: false, runOnly: "
    "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(demo: Path, scheme: str) -> None:
    folder = demo / "dossier"
    largest = [
        max((folder / kind).iterdir(), key=lambda path: path.stat().st_size)
        for kind in ("statements", "documents", "captures", "origins", "findings")
    ]
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    found = {}
    with opened(scheme=scheme) as tab:
        for page in [*sorted(folder.glob("*.html")), *largest]:
            tab.goto(page.as_uri())
            tab.evaluate(axe)
            told = tab.evaluate(f"axe.run({RULES})")
            assert len(told["passes"]) > 10, "axe looked at nothing"
            broken = told["violations"]
            for rule in broken:
                found[page.name, rule["id"]] = [node["html"][:120] for node in rule["nodes"][:3]]
    assert found == {}
