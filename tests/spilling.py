"""What a child does that tries to take a database to the disk: a new process must find it by its name."""

from __future__ import annotations

import json
from collections.abc import Iterator

from firsthand.tools import splinked


def spill(_: bytes) -> Iterator[bytes]:
    """In a child: a database with more in it than it may hold in memory; what became of it."""
    import duckdb

    database = splinked.in_memory("60MB")
    told = []
    for query in (
        "COPY (SELECT 1) TO '/tmp/firsthand-names.csv'",
        "ATTACH '/tmp/firsthand-names.db'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SET temp_directory = '/tmp'",
        "SELECT count(*) FROM (SELECT DISTINCT repeat(i::VARCHAR, 200) FROM range(2000000) t(i))",
    ):
        try:
            database.execute(query).fetchall()
            told.append("done")
        except duckdb.Error as refused:
            told.append(type(refused).__name__)
    yield json.dumps(told).encode()
