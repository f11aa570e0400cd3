"""Score pairs of records by Splink, in memory only.

In: columns of text, how each is compared, which pairs are compared at all.  Out: pairs and the chance that they are of one
person: the model of Fellegi and Sunter (1969) with the frequency of each value, what two people share by chance drawn from
all pairs, what one person's records share found by expectation maximisation. Runs in a child whose doors are shut, and
asks of DuckDB what the doors ask of the child: nothing is spilt to a disk, no file is opened, nothing can be changed.
No message of a library is passed on: it may hold a value.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from firsthand.errors import OperatorError
from firsthand.model.value import value

MEMORY = "2GB"  # of the three that a child has
PAIRS_DRAWN_MAX = 2_000_000  # to learn what two people share by chance
LEAST = 0.001  # chances below are not given
NEAR_NAME, NEAR_PLACE = (0.92, 0.85), (0.9,)  # Jaro-Winkler: a letter or two of a name
NEAR_DATE, NEAR_YEAR = (1, 2), (1,)  # letters that differ
_LIBRARIES = ("duckdb", "pyarrow", "splink")
_EXTRA = "linking records needs the extra `linkage`: pip install 'firsthand[linkage]'"


@value
class Scored:
    """Pairs by the places of their records, first place first, with their chances.

    `compared` is how many pairs were looked at. Of columns in `unlearnt` too little was seen: what Splink supposes was used.
    """

    one: NDArray[np.int64]
    other: NDArray[np.int64]
    chance: NDArray[np.float64]
    compared: int
    unlearnt: tuple[str, ...]


def need() -> None:
    """See that the libraries are there, without loading them.

    Raises:
        OperatorError: they are not installed.
    """
    if any(find_spec(name) is None for name in _LIBRARIES):
        raise OperatorError(_EXTRA)


def prepare() -> None:
    """Load the libraries, before doors are shut."""
    for name in _LIBRARIES:
        import_module(name)
    import_module("splink.comparison_library")


def score(
    columns: Mapping[str, Sequence[str | None]],
    how: Mapping[str, str],
    *,
    blocks: Sequence[Sequence[tuple[str, int | None]]],
    certain: Sequence[str],
    certain_finds: float,
    seed: int,
) -> Scored | None:
    """The chances of all pairs of which all parts of some block agree (a part: a column, perhaps its first letters).

    *how* a column is compared: name, date, year, place or sex. None where too little is alike in these records for a model.
    """
    duckdb, splink = import_module("duckdb"), import_module("splink")
    failures = (import_module("splink.internals.exceptions").SplinkException, duckdb.Error)
    logging.disable(logging.CRITICAL)  # a library's words may hold a value
    warnings.simplefilter("ignore")
    rules = [splink.block_on(*(_part(*part) for part in block)) for block in blocks]
    try:
        linker, count = _linker(columns, how, rules)
        train = linker.training
        train.estimate_probability_two_random_records_match(
            [splink.block_on(*certain)], recall=certain_finds
        )
        train.estimate_u_using_random_sampling(max_pairs=PAIRS_DRAWN_MAX, seed=seed)
        for n in _teaching(list(how), blocks):
            train.estimate_parameters_using_expectation_maximisation(rules[n])
        found = linker.inference.predict(warning_mode="never").as_duckdbpyrelation()
        compared = len(found)
        found = found.filter(f"match_probability >= {LEAST}")
        got = found.select("unique_id_l, unique_id_r, match_probability").fetchnumpy()
        unlearnt = _unlearnt(linker)
    except failures:
        return None
    left, right = (np.asarray(got[f"unique_id_{side}"], dtype=np.int64) for side in "lr")
    one, other = np.minimum(left, right), np.maximum(left, right)
    order = np.lexsort((other, one))
    chance = np.asarray(got["match_probability"], dtype=np.float64)
    assert not len(one) or other.max() < count
    return Scored(
        one=one[order],
        other=other[order],
        chance=chance[order],
        compared=compared,
        unlearnt=unlearnt,
    )


def in_memory(memory: str = MEMORY) -> Any:
    """A database that is in memory and stays there: it opens no file, spills nothing, and cannot be told to."""
    database = import_module("duckdb").connect(":memory:")
    for setting in (
        "threads = 1",  # one order of things, so that equal records give equal bytes
        "temp_directory = ''",
        f"memory_limit = '{memory}'",
        "enable_progress_bar = false",
        "enable_external_access = false",
        "lock_configuration = true",
    ):
        database.execute(f"SET {setting}")
    return database


def _linker(
    columns: Mapping[str, Sequence[str | None]], how: Mapping[str, str], rules: list[Any]
) -> tuple[Any, int]:
    """A linker over such a database, and how many records are in it."""
    splink, library = import_module("splink"), import_module("splink.comparison_library")
    count = len(next(iter(columns.values())))
    arrow = import_module("pyarrow")
    texts = {name: arrow.array(column, arrow.string()) for name, column in columns.items()}
    table = arrow.table({"unique_id": np.arange(count), **texts})
    settings = splink.SettingsCreator(
        link_type="dedupe_only",  # of all lists together: a person may stand twice on one
        comparisons=[_comparison(library, name, how[name]) for name in sorted(how)],
        blocking_rules_to_generate_predictions=rules,
        retain_matching_columns=False,
    )
    registered = splink.DuckDBAPI(in_memory()).register(table, dataset_display_name="records")
    return splink.Linker(registered, settings, log_level=None), count


def _comparison(library: Any, column: str, how: str) -> Any:
    """How two values of a column are compared."""
    if how in ("name", "place"):
        near = NEAR_NAME if how == "name" else NEAR_PLACE
        made = library.JaroWinklerAtThresholds(column, list(near))
        return made.configure(term_frequency_adjustments=True)
    if how in ("date", "year"):
        return library.LevenshteinAtThresholds(column, list(NEAR_DATE if how == "date" else NEAR_YEAR))  # fmt: skip
    assert how == "sex", how
    return library.ExactMatch(column)


def _part(column: str, letters: int | None) -> str:
    return column if letters is None else f"substr({column}, 1, {letters})"


def _teaching(columns: list[str], blocks: Sequence[Sequence[tuple[str, int | None]]]) -> list[int]:
    """The fewest first blocks from which all columns can be learnt: each is free in one of them."""
    chosen, left = [], set(columns)
    for n, block in enumerate(blocks):
        free = left - {column for column, _ in block}
        if free:
            chosen.append(n)
            left -= free
    assert not left, "settings see to it that no column is in every block"
    return chosen


def _unlearnt(linker: Any) -> tuple[str, ...]:
    """The columns of which some way to be alike was not seen."""
    found = set()
    for comparison in linker.misc.save_model_to_json()["comparisons"]:
        for level in comparison["comparison_levels"]:
            if not level.get("is_null_level") and not {"m_probability", "u_probability"} <= set(level):  # fmt: skip
                found.add(str(comparison["output_column_name"]))
    return tuple(sorted(found))
