"""Print pages from templates: the one place that knows jinja2, and escapes whatever it is given.

In: a template's name and values.  Out: pages as paths and bytes. Which values a page shows is
decided in `publish.pages`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from firsthand.model.value import value
from firsthand.publish import safe, wording
from firsthand.publish.dossier import RedactedDossier
from firsthand.publish.wording import STANCE_WORDS, STANDING_WORDS

# Nothing from elsewhere, no script in a page, no frame, no form: what evidence could abuse is off.
# `file:` stands beside 'self' because a folder that is opened from a disk has no origin.
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)


@value
class Page:
    """One file of the dossier."""

    path: str
    content: bytes


@value
class Section:
    """One entry of the menu."""

    target: str
    name: str


class Press:
    """Prints the pages of one dossier, each with the same head, menu and foot."""

    def __init__(self, dossier: RedactedDossier, sections: Sequence[Section]) -> None:
        self._common = {
            "dossier": dossier,
            "sections": tuple(sections),
            "policy": CONTENT_POLICY,
            "standing_words": {one.value: words for one, words in STANDING_WORDS.items()},
            "stance_words": {one.value: words for one, words in STANCE_WORDS.items()},
        }

    def page(self, path: str, template: str, *, title: str, section: str, **values: Any) -> Page:
        """The page at *path*; *section* is the entry of the menu that it belongs to."""
        text = (
            _environment()
            .get_template(template)
            .render(
                self._common,
                path=path,
                up="../" * path.count("/"),
                title=title,
                section=section,
                **values,
            )
        )
        return Page(path=path, content=text.encode("utf-8", "replace"))


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        loader=FunctionLoader(_template),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "said": safe.said,
        "brief": safe.brief,
        "visible": safe.visible,
        "prose": safe.prose,
        "web": safe.web,
        "direction": safe.direction,
        "counted": wording.counted,
        "date_words": wording.date_in_words,
        "number": lambda number: f"{number:,}",
    }
    return environment


def _template(name: str) -> str:
    return files("firsthand.publish").joinpath("templates", name).read_text("utf-8")
