"""Find in child processes who is named in each document and what it says, in the documents' order.

In: documents.  Out: for each what was found in it. The words are a stranger's: a text made to keep a
search for words busy for hours costs its child, and the document says so.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from dataclasses import replace

from firsthand.model.claim import Suggestion
from firsthand.model.document import Attribution, Document, Passage, ReadState
from firsthand.model.identity import identify
from firsthand.model.problem import Problem, Severity
from firsthand.model.value import value
from firsthand.model.vocabulary import Vocabulary
from firsthand.pipeline.preserving import Progress
from firsthand.store.codec import CodecError, decode, decode_loosely, encode
from firsthand.tools.sandbox import Done, run

MADE_BETWEEN = (
    20_000  # things made between two looks; a look at all words takes a tenth of a page's time
)


# A document that is longer is read in parts, each as a page of its own: what is held of a text that is all about a
# programme is a thousand times its letters, and it is read at some thirty thousand letters a second, less on a busy
# machine. A report of a hundred and fifty pages has as many.
LETTERS_TOGETHER = 250_000
# Nor has a part more sentences than this, each of which takes some 20 KB: three times as many as are usual in so many letters.
SENTENCES_TOGETHER = 12_500


@value
class Said:
    """What machines found in one document: who is named as a source, and what is suggested."""

    document: str
    attributions: tuple[Attribution, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    problems: tuple[Problem, ...] = ()


@value
class Asked:
    """A document, and the vocabulary of its case where that has words of its own."""

    document: Document
    vocabulary: Vocabulary | None = None


def said_key(document: Document, own: str = "") -> str:
    """What the words of a document and its page's own statements about it are known by.

    *own* names the words of the case (`Vocabulary.reading`): with others, other things are found.
    """
    told = (document.published, document.language, document.publisher, document.title)
    return identify("said", document.id, repr(told), *([own] if own else []))


def find_said(
    documents: Sequence[Document],
    *,
    vocabulary: Vocabulary | None = None,
    workers: int,
    seconds: float,
    progress: Progress,
) -> Iterator[Said]:
    """What each of *documents* says; one that could not be read says nothing."""
    own = vocabulary if vocabulary and vocabulary.words else None
    given = 0

    def heard(number: int, frames: int) -> None:
        document = documents[number]
        parts = -(-len(document.text) // LETTERS_TOGETHER)
        if 0 < frames <= parts > 1:  # the first frame says who is named, each other one a part
            progress(given, len(documents), f"part {frames} of {parts}: {document.address}")

    jobs = (encode(Asked(document=document, vocabulary=own)) for document in documents)
    for number, (document, done) in enumerate(
        zip(
            documents,
            run(jobs, work, workers=workers, seconds=seconds, prepare=prepare, heard=heard),
            strict=True,
        )
    ):
        given = number
        progress(number, len(documents), document.address)
        yield _said(document, done)
    progress(len(documents), len(documents), "claim")


def prepare() -> None:
    """Before children are made: load what they need, the network's tables too, so that all children share them.

    They look for circles of rubbish seldom: what is found in a page holds none.
    """
    import firsthand.claim.own_words
    import firsthand.claim.suggest
    import firsthand.read.attributions
    import firsthand.read.passages  # noqa: F401 - children have it from here
    from firsthand.claim.meaning import network
    from firsthand.claim.pieces import pieces

    network()
    pieces()
    gc.set_threshold(MADE_BETWEEN, 20, 20)


def work(job: bytes) -> Iterator[bytes]:
    """In the child: one document, a frame for each part that it is read in."""
    asked = decode_loosely(job, Asked)
    yield from map(encode, say_in_parts(asked.document, asked.vocabulary))


def say(document: Document, vocabulary: Vocabulary | None = None) -> Said:
    """What *document* says, by the packaged words and those of the case."""
    return _joined(tuple(say_in_parts(document, vocabulary)))


def say_in_parts(document: Document, vocabulary: Vocabulary | None = None) -> Iterator[Said]:
    """The same, part by part of a very long one; who is named in it comes with the first."""
    from firsthand.claim.own_words import languages_of
    from firsthand.claim.suggest import suggest
    from firsthand.read.attributions import find_attributions
    from firsthand.read.passages import split_passages

    if document.state is ReadState.UNREADABLE:
        yield Said(document=document.id)
        return
    passages = split_passages(document)
    attributions = tuple(find_attributions(document, passages=passages))
    languages, unfit = languages_of(vocabulary) if vocabulary else (None, ())
    yield Said(
        document=document.id,
        attributions=attributions,
        problems=tuple(_unfit(document, why) for why in unfit),
    )
    for part in parts_of(passages):
        named = attributions if len(part) == len(passages) else _named_in(part, attributions)
        outcome = suggest(document, passages=part, attributions=named, languages=languages)
        yield Said(document=document.id, suggestions=outcome.values, problems=outcome.problems)


def parts_of(passages: Sequence[Passage]) -> Iterator[Sequence[Passage]]:
    """The passages of a document, so many together as have LETTERS_TOGETHER letters, or are SENTENCES_TOGETHER."""
    begun = letters = 0
    for number, passage in enumerate(passages):
        size = passage.position.end - passage.position.start
        many = number - begun
        if many and (letters + size > LETTERS_TOGETHER or many >= SENTENCES_TOGETHER):
            yield passages[begun:number]
            begun, letters = number, 0
        letters += size
    yield passages[begun:]


def _named_in(
    part: Sequence[Passage], attributions: Sequence[Attribution]
) -> tuple[Attribution, ...]:
    """Those whose words stand in a part, and those without any."""
    # Blocks may stand in another order than their text.
    first = min(each.position.start for each in part)
    last = max(each.position.end for each in part)
    return tuple(
        each for each in attributions if each.content is None or first <= each.content.start < last
    )


def _joined(parts: Sequence[Said]) -> Said:
    """What was found in the parts of a document."""
    return Said(
        document=parts[0].document,
        attributions=tuple(each for part in parts for each in part.attributions),
        suggestions=tuple(each for part in parts for each in part.suggestions),
        problems=tuple(each for part in parts for each in part.problems),
    )


def as_asked(said: Said, vocabulary: Vocabulary | None) -> Said:
    """What was found of what a case asks for now, under the names of today."""
    if vocabulary is None:
        return said
    kept = (each for each in said.suggestions if vocabulary.asks_for(each))
    return replace(said, suggestions=tuple(vocabulary.today(each) for each in kept))


def _unfit(document: Document, why: str) -> Problem:
    return Problem(
        severity=Severity.ERROR,
        code="own-words-unfit",
        message=f"it was read without words of this case, which this version cannot read: {why}",
        where=document.address,
    )


def _said(document: Document, done: Done) -> Said:
    """What a child found; where it ended before its time, what it had found until then, and why there is no more."""
    ended = done.ended or ("" if done.frames else "crashed: no answer came")
    parts = []
    try:
        parts = [decode(frame, Said) for frame in done.frames]
    except CodecError as broken:
        ended = f"crashed: the answer was not what a document says ({broken})"
    if any(part.document != document.id for part in parts):
        parts, ended = [], "crashed: the answer was about another document"
    if not ended:
        return _joined(parts)
    code, _, why = ended.partition(": ")
    what = "nothing more" if any(part.suggestions for part in parts) else "nothing"
    message = f"{what} is suggested for it, because {why}; to try again delete the case's derived/"
    problem = Problem(severity=Severity.ERROR, code=code, message=message, where=document.address)
    return _joined([*parts, Said(document=document.id, problems=(problem,))])
