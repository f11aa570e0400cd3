from __future__ import annotations

import json
from pathlib import Path

from firsthand.pipeline.crate import Part, write_crate


def test_the_graph_is_flat_and_describes_itself(tmp_path: Path) -> None:
    part = Part(path="data/x", proof="proofs/x.tlog-proof", digest="x", size_bytes=3, media_type="text/plain", preserved_at="2030-01-02T03:04:05Z", addresses=("采血.txt",), entry=4)  # fmt: skip
    write_crate(tmp_path, [part], day="2030-01-02", identifier="firsthand/00")
    told = json.loads((tmp_path / "ro-crate-metadata.json").read_text("utf-8"))
    assert told["@context"] == "https://w3id.org/ro/crate/1.2/context"
    by_id = {each["@id"]: each for each in told["@graph"]}
    assert by_id["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    assert by_id["./"]["hasPart"] == [{"@id": "data/x"}, {"@id": "proofs/x.tlog-proof"}]
    assert by_id["./"]["datePublished"] == "2030-01-02"
    for each in told["@graph"]:
        for value in each.values():
            named = [value] if isinstance(value, dict) else value if isinstance(value, list) else []
            for one in named:
                if isinstance(one, dict):
                    assert set(one) == {"@id"}, "nothing is nested"
                    assert one["@id"] in by_id or one["@id"].startswith("https://")
