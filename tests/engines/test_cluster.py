from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import partial

import pytest

from engines.clustered import two_workers
from engines.works import die_always, place_of, refuse, scaled, slow_first, traced
from firsthand.engines.cluster import Cluster
from firsthand.engines.serial import Engine, Serial
from firsthand.errors import MissingToolError, OperatorError, WorkerLostError

pytestmark = [pytest.mark.slow, pytest.mark.cluster]


@pytest.fixture(scope="module")
def nodes() -> Iterator[dict[str, str]]:
    with two_workers({}) as told:
        yield told


@pytest.fixture
def engine(nodes: dict[str, str]) -> Iterator[Cluster]:
    os.environ.update({name: words for name, words in nodes.items() if name != "address"})
    with Cluster(nodes["address"]) as joined:
        yield joined


def test_a_cluster_gives_what_one_process_gives(engine: Cluster) -> None:
    same: Engine = engine
    work = partial(scaled, list(range(1000)))
    assert list(same.map(work, range(100))) == list(Serial().map(work, range(100)))


def test_tracing_on_a_cluster_gives_the_same_bytes(
    engine: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    a pile cut into many pieces of work: the lineage is that of one process
    """
    monkeypatch.setattr("firsthand.trace.letters.PART", 5_000)
    monkeypatch.setattr("firsthand.trace.shingles.PART", 5_000)
    assert traced(engine) == traced()


def test_results_come_in_the_order_of_the_items(engine: Cluster) -> None:
    assert list(engine.map(slow_first, range(8))) == list(range(8))


def test_both_nodes_work(engine: Cluster) -> None:
    """
    two nodes of one core each: twelve pieces are done in two processes, none of them this one
    """
    places: set[tuple[int, str]] = set()
    for _ in range(
        20
    ):  # on a busy machine one node may have done all twelve before the other is awake
        places |= set(engine.map(place_of, range(12)))
        if len({node for _, node in places}) == 2:
            break
    assert len({node for _, node in places}) == 2
    assert os.getpid() not in {process for process, _ in places}


def test_no_more_is_begun_than_may_be_in_flight(engine: Cluster) -> None:
    given: list[int] = []

    def items() -> Iterator[int]:
        for number in range(1000):
            given.append(number)
            yield number

    results = engine.map(slow_first, items())
    assert next(results) == 0
    assert len(given) == 4
    results.close()  # type: ignore[attr-defined]


def test_what_the_work_raises_is_raised_here(engine: Cluster) -> None:
    with pytest.raises(ValueError, match="another number than 2"):
        list(engine.map(refuse, range(10)))


def test_a_process_that_is_lost_is_said_to_be_lost(engine: Cluster) -> None:
    """
    a piece of work that ends its process each time it is tried
    """
    with pytest.raises(WorkerLostError, match="was lost"):
        list(engine.map(die_always, range(2)))


def test_an_address_where_no_cluster_is_is_the_operator_s_mistake(nodes: dict[str, str]) -> None:
    os.environ.update({name: words for name, words in nodes.items() if name != "address"})
    with pytest.raises(OperatorError, match=r"no cluster answers at 127.0.0.1:1\b"):
        Cluster("127.0.0.1:1").__enter__()
    with pytest.raises(OperatorError, match="expected the address of a cluster as HOST:PORT"):
        Cluster("somewhere").__enter__()


def test_without_ray_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingToolError, match=r"firsthand\[cluster\]"):
        Cluster("127.0.0.1:1")
