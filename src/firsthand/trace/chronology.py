"""Put documents in order of date: whoever may have been first stands before all that came after.

In: documents.  Out: those that could be read, each once, by date and then by id; the span of each. What a date
is worth is not said here but in `trace.dates`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import itemgetter

from firsthand.model.document import Document, ReadState
from firsthand.trace.dates import Span, published_span

_Dated = tuple[str, Document, Span]


def in_order(documents: Sequence[Document]) -> tuple[list[Document], list[Span]]:
    """What could be read, each once, by date and then by id; and when each was published.

    Pages without a date stand last.
    """
    unique = {d.id: d for d in documents if d.state is not ReadState.UNREADABLE}
    # Many pages have one date: within it ids alone are compared, and few dates with one another.
    dated: dict[tuple[float, float], list[_Dated]] = {}
    for key, document in unique.items():
        span = published_span(document)
        dated.setdefault((span.low, span.high), []).append((key, document, span))
    ordered: list[Document] = []
    spans: list[Span] = []
    for low, high in sorted(dated, key=lambda ends: (ends[0] == -math.inf, ends)):
        every = dated.pop((low, high))
        every.sort(key=itemgetter(0))
        ordered += [document for _, document, _ in every]
        spans += [span for _, _, span in every]
    return ordered, spans
