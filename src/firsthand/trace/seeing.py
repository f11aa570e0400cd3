"""Read what pages say of where they stand: whose they are, whom they name, where they lead.

In: documents in order of date, their spans, what is attributed in them.  Out: `Clues`. In two parts, so that other
work can be done beside each; what is found is done in the modules that are asked here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from firsthand.model.document import Attribution, Document
from firsthand.trace.addresses import outlets
from firsthand.trace.clues import Clues, gather_clues
from firsthand.trace.credited import with_credits
from firsthand.trace.dates import Span
from firsthand.trace.imprints import without_imprints
from firsthand.trace.namelike import without_no_names


@dataclass(slots=True, eq=False)
class Seeing:
    """Reads what pages say of where they stand, in two parts."""

    documents: Sequence[Document]
    spans: Sequence[Span]
    attributions: Mapping[str, Sequence[Attribution]]
    resolve: Callable[[str], str]
    houses: list[str] = field(default_factory=list)
    clues: list[Clues] = field(default_factory=list)

    def begin(self) -> None:
        """Whose pages they are, and whom they name."""
        self.houses.extend(outlets(self.documents))
        named = without_imprints(self.documents, self.attributions, houses=self.houses)
        named = without_no_names(self.documents, named, houses=self.houses)
        self.attributions = with_credits(self.documents, named, houses=self.houses)

    def finish(self) -> None:
        """What all that says of each page."""
        clues = gather_clues(
            self.documents,
            attributions=self.attributions,
            resolve=self.resolve,
            houses=self.houses,
            spans=self.spans,
        )
        self.clues.append(clues)
