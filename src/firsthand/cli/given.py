"""What the operator typed after `judge`, gathered by what it is about.

In: the options, as `cli.judging` takes them.  Out: which claims are meant, what is decided, what is written.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from firsthand.errors import OperatorError
from firsthand.model.claim import Decision
from firsthand.model.value import value

if TYPE_CHECKING:
    from firsthand.claim.chosen import Choice
    from firsthand.claim.revise import Anew


def _need_json(text: str) -> None:
    """Refuse a value that begins as JSON and is none: no claim would fit, and nobody would know why.

    Raises:
        OperatorError: it is none.
    """
    try:
        json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise OperatorError(
            f"--value: expected a code or JSON, found {text[:60]!r}: {problem}"
        ) from None


@value
class Given:
    """The operator's words, as `cli.judging` takes them."""

    case: Path
    next_: int
    queue: bool
    blind: bool
    accept: list[str] | None
    reject: list[str] | None
    unsure: list[str] | None
    reason: str
    accept_all: bool
    reject_all: bool
    unsure_all: bool
    element: str | None
    document: str | None
    value: str | None
    quote: str | None
    maker: str | None
    language: str | None
    sure_from: int | None
    sure_to: int | None
    dry_run: bool
    edit: str | None
    split: str | None
    into: Path | None
    merge: list[str] | None
    add: bool
    span: tuple[int, int] | None
    said_by: str | None
    stance: str | None
    undo: bool
    batch: str
    batches: bool
    require_two: bool
    require_one: bool
    export: Path | None
    import_: Path | None
    identity: Path | None
    unsearched: bool
    json_: bool

    @property
    def choice(self) -> Choice:
        """Which claims are meant.

        Raises:
            OperatorError: they would have to be surer than the surest, or the value is broken JSON.
        """
        from firsthand.claim.chosen import Choice

        if (
            self.sure_from is not None
            and self.sure_to is not None
            and self.sure_from > self.sure_to
        ):
            raise OperatorError(
                f"--sure-from {self.sure_from} --sure-to {self.sure_to}: expected the smaller first"
            )
        if self.value is not None and self.value.lstrip().startswith("{"):
            _need_json(self.value)
        return Choice(
            element=self.element,
            document=self.document,
            value=self.value,
            quote=self.quote,
            maker=self.maker,
            language=self.language,
            sure_from=self.sure_from,
            sure_to=self.sure_to,
        )

    @property
    def anew(self) -> Anew:
        """What is written of a claim."""
        from firsthand.claim.revise import Anew

        start, last = self.span or (None, None)
        return Anew(
            element=self.element,
            value=self.value,
            quote=self.quote,
            start=start,
            end=last,
            said_by=self.said_by,
            stance=self.stance,
        )

    @property
    def each(self) -> list[tuple[str, Decision]]:
        """Decisions on claims by their ids."""
        told = zip((self.accept, self.reject, self.unsure), Decision, strict=True)
        return [(key, decision) for keys, decision in told for key in keys or ()]
