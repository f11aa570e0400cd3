"""Write the dossier: plain pages that open from a folder and ask nothing of the network.

In: a redacted dossier.  Out: pages as paths and bytes. Evidence is shown as text, escaped, and never
rendered; its bytes are laid beside the pages by the pipeline and checked with `sha256sum`. Each page
has its module in `publish.pages`, its template in `templates/`, its drawing in `publish.drawing`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.resources import files

from firsthand.publish.dossier import RedactedDossier
from firsthand.publish.kit import kit_pages
from firsthand.publish.lookup import Lookup
from firsthand.publish.pages import (
    arithmetic,
    captures,
    contradictions,
    documents,
    drifts,
    findings,
    gather,
    lineage,
    lists,
    method,
    programme,
    rights,
    scale,
    statements,
    timeline,
)
from firsthand.publish.press import Page, Press, Section

STYLE = "dossier.css"
_SECTIONS = (
    Section(target="index.html", name="Findings"),
    Section(target="contradictions.html", name="Contradictions"),
    Section(target="scale.html", name="How many"),
    Section(target="arithmetic.html", name="Arithmetic"),
    Section(target="programme.html", name="Programme"),
    Section(target="lineage.html", name="Lineage"),
    Section(target="drifts.html", name="Drift"),
    Section(target="timeline.html", name="Timeline"),
    Section(target="sources.html", name="Documents"),
    Section(target="missing.html", name="To get"),
    Section(target="populations.html", name="Populations"),
    Section(target="rights.html", name="Rights"),
    Section(target="method.html", name="Method"),
    Section(target="check.html", name="Check"),
)


def render_site(
    dossier: RedactedDossier, *, preview: Callable[[str], bytes | None]
) -> Iterator[Page]:
    """All pages; *preview* gives a capture's first bytes."""
    for name in (STYLE, "dossier.js"):
        content = files("firsthand.publish").joinpath(f"static/{name}").read_bytes()
        yield Page(path=name, content=content)
    kit = tuple(kit_pages(dossier))
    yield from kit
    absent = set() if dossier.worksheets.sheets else {"rights.html"}
    shown = [one for one in _SECTIONS if one.target not in absent]
    lookup, press = Lookup(dossier), Press(dossier, shown)
    for kind in (
        findings,
        contradictions,
        scale,
        arithmetic,
        gather,
        programme,
        lineage,
        drifts,
        timeline,
        rights,
        lists,
    ):
        yield from kind.pages(lookup, press)
    yield from method.pages(lookup, press, kit=bool(kit))
    yield from statements.pages(lookup, press)
    yield from documents.pages(lookup, press)
    yield from captures.pages(lookup, press, preview=preview)
