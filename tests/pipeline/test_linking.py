from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path

import pytest

from firsthand.errors import OperatorError
from firsthand.pipeline import linking
from firsthand.pipeline.linking import Asked, link_records
from firsthand.weigh.systems import parse_records
from firsthand.weigh.systems.graphs import averaged_over_graphs
from firsthand.weigh.systems.linkage import undone
from weigh.linking.victims import SETTINGS, judged, lists_of

PEOPLE = 900


def written(folder: Path, files: dict[str, bytes]) -> tuple[Path, ...]:
    folder.mkdir(exist_ok=True)
    (folder / "link.toml").write_bytes(SETTINGS)
    for name, data in files.items():
        (folder / f"{name}.csv").write_bytes(data)
    return tuple(folder / f"{name}.csv" for name in files)


def names_in(files: dict[str, bytes]) -> set[str]:
    """Given and family names as they stand in the files."""
    rows = [line.split(",") for data in files.values() for line in data.decode().splitlines()[1:]]
    return {name for row in rows for name in row[:2] if len(name) > 3}


@pytest.mark.slow
def test_linked_lists_give_counts_and_no_name_is_anywhere_else(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lists with a known truth: what is returned, printed and written holds neither a name nor a digest of one."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.chdir(scratch)
    files, truth = lists_of(PEOPLE, seed=5, slips=0.05)
    paths = written(tmp_path / "lists", files)
    restricted = tmp_path / "restricted"
    asked = Asked(
        files=paths,
        settings=tmp_path / "lists" / "link.toml",
        restricted=restricted,
        sheet_size=400,
        with_people=True,
    )
    (found,) = link_records(asked).values
    records = sum(count for _, count in found.tally.records)
    assert records == len(truth)
    listed = len(set(truth.values()))
    assert 0.97 * listed < found.tally.people < 1.08 * listed
    assert found.measured is None

    assert not list(scratch.iterdir())
    left = [path.read_bytes() for path in restricted.iterdir() if path.name != "key"]
    told = capfd.readouterr()
    everything = b"\n".join([*left, told.out.encode(), told.err.encode(), repr(found).encode()])
    names = names_in(files)
    assert len(names) > 300
    low = everything.lower()
    digests = [hashlib.new(kind, name.encode()).hexdigest()[:12] for name in names for kind in ("md5", "sha1", "sha256")]  # fmt: skip
    assert not [name for name in names if name.lower().encode() in low]
    assert not [digest for digest in digests if digest.encode() in low]
    key = (restricted / "key").read_bytes()
    assert key.hex().encode() not in everything
    assert key not in everything

    people = parse_records((restricted / "people.csv").read_text())
    assert people.values[0].patterns.table == found.strata[0].patterns.table

    (tmp_path / "judged.csv").write_text(judged((restricted / "sheet.csv").read_text(), truth))
    again = Asked(files=paths[::-1], settings=asked.settings, judged=tmp_path / "judged.csv")
    (measured,) = link_records(again).values
    assert measured.strata == found.strata
    assert measured.measured is not None
    assert measured.measured.judged == 400
    linkage = measured.measured.linkage
    assert linkage.recall.low > 0.9
    patterns = measured.strata[0].patterns
    table = undone(patterns, recall=linkage.recall.low, precision=linkage.precision.high)
    assert table.documented < patterns.documented  # what was missed makes fewer people
    whole, blind = averaged_over_graphs(table), averaged_over_graphs(patterns)
    assert whole is not None
    assert blind is not None
    assert whole.low <= PEOPLE <= blind.high
    assert whole.median < blind.median


def job(tmp_path: Path, files: dict[str, bytes], **more: object) -> dict[str, object]:
    paths = written(tmp_path, files)
    asked = Asked(files=paths, settings=tmp_path / "link.toml")
    return linking._job(asked) | more


@pytest.mark.slow
def test_the_order_of_rows_and_files_changes_nothing(tmp_path: Path) -> None:
    """Forwards and backwards, in this process: the counts and what is said of them are the same."""
    files, _ = lists_of(400, seed=2)
    backwards = {}
    for name, data in reversed(files.items()):
        head, *rows = data.decode().splitlines()
        backwards[name] = "\n".join([head, *reversed(rows)]).encode()
    one = linking._linked(job(tmp_path / "one", files))
    other = linking._linked(job(tmp_path / "other", backwards))
    assert one == other
    assert one["links"] > 50


def test_a_wrong_row_of_any_list_leaves_no_counts(tmp_path: Path) -> None:
    """A column of biometrics in one of three lists, from within the child."""
    files, _ = lists_of(60, seed=1)
    files["press"] = b"given_name,iris_code\nJane,AAAA\n"
    found = link_records(Asked(files=written(tmp_path, files), settings=tmp_path / "link.toml"))
    assert found.values == ()
    assert [(p.code, p.where) for p in found.problems] == [("biometric-column", "press, line 1")]


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"a": b"given_name\nAnn\n", "b": b"given_name\nBo\n"}, "column-missing"),
        (
            {
                "a": b"given_name,family_name,birth_year,sex,place\nAnn,Ash,1980,f,X\n",
                "b": b"given_name,family_name,birth_year,sex,place\nBo,Elm,1970,m,Y\n",
            },
            "not-linked",
        ),
    ],
)
def test_what_cannot_be_linked_is_a_named_problem(
    tmp_path: Path, files: dict[str, bytes], code: str
) -> None:
    """Settings that speak of what no list says; two people with nothing alike."""
    (problem,) = linking._linked(job(tmp_path, files))["problems"]
    assert problem["code"] == code


def test_what_the_operator_forgot_is_said(tmp_path: Path) -> None:
    """Nowhere to write, two lists of one name, a list that is not there, settings that are none."""
    files, _ = lists_of(20, seed=1)
    paths = written(tmp_path / "l", files)
    settings = tmp_path / "l" / "link.toml"
    with pytest.raises(OperatorError, match="--restricted"):
        link_records(Asked(files=paths, settings=settings, sheet_size=5))
    other = written(tmp_path / "m", files)
    with pytest.raises(OperatorError, match="named differently"):
        link_records(Asked(files=(*paths, other[0]), settings=settings))
    with pytest.raises(OperatorError, match="found none"):
        link_records(Asked(files=(tmp_path / "x.csv",), settings=settings))
    settings.write_text("format = 3")
    with pytest.raises(OperatorError, match="format = 1"):
        link_records(Asked(files=paths, settings=settings))
    settings.write_bytes(SETTINGS.replace(b"format = 1", b'format = 1\nonce = ["court"]'))
    with pytest.raises(OperatorError, match="court"):
        link_records(Asked(files=paths, settings=settings))


@pytest.mark.slow
def test_pseudonyms_are_made_from_places_with_the_key(tmp_path: Path) -> None:
    """Another key, other pseudonyms; the same key, the same; a changed name changes none."""
    files, _ = lists_of(300, seed=4)
    keys = [os.urandom(32).hex() for _ in range(2)]
    made = [linking._linked(job(tmp_path, files, key=key))["people"] for key in (*keys, keys[0])]
    assert made[0] == made[2]
    first = [{line.split(",")[0] for line in text.splitlines()[1:]} for text in made]
    assert not first[0] & first[1]
    assert json.dumps(made[0]).count("church") > 50
