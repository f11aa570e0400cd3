"""Know the words for what is said of a programme beside the taking: aims, laws, suppliers, judgements.

In: a language file's table.  Out: compiled patterns, section by section. All sections are optional, and
so is each list in them: a language that lacks one makes no suggestion that would need it. A key that is
not known here is refused, so that a slip of the pen is not taken for a lack.
"""

from __future__ import annotations

from collections.abc import Mapping

from firsthand.claim.entry import Entry
from firsthand.claim.patterns import Words, words_of
from firsthand.model.claim import Element

SECTIONS: dict[str, tuple[str, ...]] = {
    "phrase": ("left", "end", "leading"),
    "stance": ("fear",),
    "crowd": ("words",),
    "page": (
        "power", "beasts", "people", "harmless", "crime", "many", "device", "bought", "small", "picture",
        "another", "aside", "credit", "private", "matter",
    ),
    "act": ("takes", "done", "undergone", "speaks", "told", "let_off", "at", "prints", "was"),
    "alone": ("beside", "money", "each"),
    "aim": ("strong", "weak", "behind", "own", "go_on"),
    "storage": ("holds", "holding", "store", "named", "telling", "beside"),
    "law": ("named", "ordered", "issued", "basis", "rules", "lacks", "missing", "limited", "broken", "vague", "vague_rules",
        "vague_basis", "beside"),
    "tool": ("device", "use", "told", "company", "bought", "supplied", "supplies", "beside"),
    "target": ("before", "after", "obliged", "taken_from", "samples", "named", "beside"),
    "any_age": ("words", "before", "verb", "even"),
    "kinship": ("words", "beside"),
    "absent": ("words", "beside"),
    "control": ("words", "beside"),
    "judgement": ("words", "judges", "beside"),
    "denial": ("authority", "deny", "untrue", "defends", "says", "beside"),
}  # fmt: skip
NOTHING = words_of([], whole=False)


class Sections(dict[str, Words]):
    """The words of one language's sections, by names such as `aim.strong`; what it lacks matches nothing.

    `purposes`: what kind of aim some words say. `groups`: what kind of group they name. It is a dictionary
    itself, since rules ask it thirty times a sentence.
    """

    def __init__(
        self,
        cues: Mapping[str, Words],
        *,
        purposes: tuple[tuple[str, Words], ...],
        groups: tuple[tuple[str, Words], ...],
    ) -> None:
        super().__init__(cues)
        self.purposes, self.groups = purposes, groups

    @property
    def cues(self) -> Mapping[str, Words]:
        """All lists by their names."""
        return self


def read_sections(top: Entry) -> Sections:
    """The optional sections of a language file."""
    cues: dict[str, Words] = {}
    for name, keys in SECTIONS.items():
        section = top.section(name) if name in top.table else None
        for key in keys:
            cues[f"{name}.{key}"] = (section and section.maybe_words(key)) or NOTHING
        if section is not None:
            section.nothing_more()
    return Sections(
        cues,
        purposes=_kinds(top, "purpose", Element.AIM),
        groups=_kinds(top, "group", Element.TARGET_GROUP),
    )


def _kinds(top: Entry, key: str, element: Element) -> tuple[tuple[str, Words], ...]:
    if key not in top.table:
        return ()
    kinds = []
    for entry in top.entries(key):
        kinds.append((entry.code("code", element), entry.words("words")))
        entry.nothing_more()
    return tuple(kinds)
