"""Ask a language model that the operator brings, where a person has allowed it for this case.

In: an open case, an address, a model's name.  Out: entries of the record: that it was allowed, and what was
offered for each document, so that no word is asked about twice and nothing depends on asking again.
Without such an entry nothing is sent. Passages with words to withhold stay back.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from firsthand.claim.asked import PROMPT_VERSION, questions, read_answer
from firsthand.errors import OperatorError, UnknownIdError
from firsthand.model.claim import Suggestion
from firsthand.model.consent import Use
from firsthand.model.document import Document, ReadState, TextPosition
from firsthand.model.problem import Problem
from firsthand.model.record import ModelAllowed, ModelForbidden, Offered
from firsthand.model.value import value
from firsthand.model.vocabulary import Vocabulary
from firsthand.pipeline import clock
from firsthand.pipeline.case import Case
from firsthand.pipeline.consenting import hold_back
from firsthand.pipeline.decided import judgements
from firsthand.pipeline.preserving import Progress
from firsthand.pipeline.publishing import phrases
from firsthand.publish.withheld import pattern_of
from firsthand.read.passages import split_passages
from firsthand.tools.endpoint import Endpoint, NoAnswerError


@value
class Standing:
    """Whether a model may be asked in this case, and what it has offered so far."""

    allowed: ModelAllowed | None
    offered: tuple[Offered, ...]


@value
class Answered:
    """What came of asking: entries made now, documents asked before, what was refused of answers."""

    offered: tuple[Offered, ...]
    already: int
    problems: tuple[Problem, ...]
    ended: str = ""


def standing(case: Case) -> Standing:
    """What the record says now."""
    allowed: ModelAllowed | None = None
    offered = []
    for entry in case.entries():
        if isinstance(entry.body, ModelAllowed):
            allowed = entry.body
        elif isinstance(entry.body, ModelForbidden):
            allowed = None
        elif isinstance(entry.body, Offered):
            offered.append(entry.body)
    return Standing(allowed=allowed, offered=tuple(offered))


def allow(case: Case, endpoint: Endpoint, *, reason: str) -> None:
    """Record that words of this case may be sent to *endpoint*.

    Raises:
        OperatorError: no reason is given.
    """
    _need(reason)
    case.append(
        [ModelAllowed(address=endpoint.address, model=endpoint.model, reason=reason.strip())]
    )


def forbid(case: Case, *, reason: str) -> None:
    """Record that nothing more is sent.

    Raises:
        OperatorError: no reason is given, or nothing is allowed.
    """
    _need(reason)
    if standing(case).allowed is None:
        raise OperatorError("no model is allowed in this case: there is nothing to take back")
    case.append([ModelForbidden(reason=reason.strip())])


def _need(reason: str) -> None:
    if not reason.strip():
        raise OperatorError("a decision has a reason: give --reason")


def ask(
    case: Case,
    documents: Sequence[Document],
    *,
    chosen: Sequence[str] = (),
    withhold: Path | None = None,
    names: Mapping[str, Sequence[str]] | None = None,
    progress: Progress,
) -> Answered:
    """Ask about each of *documents* that this model was not asked about; those *chosen*, or all.

    What was answered is kept document by document: broken off, it goes on where it stood. *names* are those of the register, by
    pseudonym, where it was opened: passages with one are not sent.

    Raises:
        OperatorError: no model is allowed in this case, or the words to withhold cannot be read.
        UnknownIdError: a chosen id names no document, or several.
    """
    stands = standing(case)
    if stands.allowed is None:
        raise OperatorError(
            "no model is allowed in this case and nothing was sent: "
            "allow one with --allow ADDRESS --name MODEL --reason TEXT"
        )
    endpoint = Endpoint(address=stands.allowed.address, model=stands.allowed.model)
    kept = hold_back(case, _use(endpoint), day=clock.now().utc[:10], names=names)
    case.hold = None  # what is asked is left out here; what was offered before is still counted
    held = pattern_of((*phrases(case, withhold), *kept.phrases))
    known = {(each.document, each.model, each.version) for each in stands.offered}
    changed = judgements(case).changed
    # a case that asks for other things is another question
    version = f"prompt {PROMPT_VERSION}" + (f" {changed.digest}" if changed else "")
    wanted = list(_chosen(kept.documents_left(documents), chosen))
    waiting = [d for d in wanted if (d.id, endpoint.model, version) not in known]
    made: list[Offered] = []
    problems: list[Problem] = []
    ended = ""
    for number, document in enumerate(waiting):
        progress(number, len(waiting), document.address)
        try:
            offered, wrong = _of_document(document, held, endpoint, version, changed)
        except NoAnswerError as problem:
            ended = str(problem)
            break
        case.append([offered])
        made.append(offered)
        problems += wrong
    progress(len(waiting), len(waiting), "asked")
    return Answered(
        offered=tuple(made),
        already=len(wanted) - len(waiting),
        problems=tuple(problems),
        ended=ended,
    )


def _use(endpoint: Endpoint) -> Use:
    """What a witness must agree to before their words are sent: the machine that answers is the audience."""
    host = urlsplit(endpoint.address).hostname or endpoint.address
    return Use(purpose="language model", audience=host.casefold())


def _chosen(documents: Sequence[Document], chosen: Sequence[str]) -> Iterator[Document]:
    readable = [each for each in documents if each.state is not ReadState.UNREADABLE]
    if not chosen:
        yield from readable
    for told in chosen:
        fitting = [d for d in readable if d.id.startswith(told) or d.address == told]
        if len(fitting) != 1:
            found = f"{len(fitting)} begin so" if fitting else "no document has it"
            raise UnknownIdError(
                f"expected the id or address of one document, found {told}: {found}"
            )
        yield fitting[0]


def _kept_back(
    document: Document, search: Callable[[str], object] | None
) -> tuple[TextPosition, ...]:
    """Passages with words to withhold."""
    if search is None:
        return ()
    return tuple(
        each.position
        for each in split_passages(document)
        if search(document.text[each.position.start : each.position.end])
    )


def _of_document(
    document: Document,
    held: re.Pattern[str] | None,
    endpoint: Endpoint,
    version: str,
    changed: Vocabulary | None,
) -> tuple[Offered, list[Problem]]:
    back = _kept_back(document, held.search if held else None)
    count = len(back)
    sent = hashlib.sha256()
    characters = 0
    suggestions: dict[str, Suggestion] = {}
    problems: list[Problem] = []
    passages = split_passages(document)
    for question in questions(document, passages, keep_back=back, vocabulary=changed):
        if held is not None and held.search(question.system):
            raise OperatorError(
                "words to withhold stand in what this case asks for, which is sent with each question: nothing is sent"
            )
        if held is not None and held.search(question.user):
            count += 1  # a name that stands over the end of a passage: none of them is sent
            continue
        sent.update(question.user.encode("utf-8", "replace"))
        characters += len(question.user)
        answer = endpoint.ask(question.system, question.user)
        read = read_answer(
            answer, document=document, question=question, model=endpoint.model, version=version,
            vocabulary=changed,
        )  # fmt: skip
        suggestions |= {made.id: made for made in read.values}
        problems += read.problems
    offered = Offered(
        document=document.id,
        address=endpoint.address,
        model=endpoint.model,
        version=version,
        suggestions=tuple(suggestions[key] for key in sorted(suggestions)),
        refused=len(problems),
        sent_characters=characters,
        sent_sha256=sent.hexdigest(),
        withheld=count,
    )
    return offered, problems
