"""Use many machines: a Ray cluster that the operator runs and names.

In: the cluster's address, a function and items.  Out: results in the order of the items. Ray enters
through this module alone. It reports nothing to its makers and shows no dashboard; the cluster is one
that you have started yourself: whoever reaches its ports runs programs on it.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Self, TypeVar

from firsthand import __version__
from firsthand.engines.ahead import in_order
from firsthand.errors import MissingToolError, OperatorError, WorkerLostError

Item = TypeVar("Item")
Result = TypeVar("Result")
KNOCK_SECONDS = 10.0  # a machine that does not answer within this is not there
AHEAD = 2  # pieces in flight for each core of the cluster
_QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_DEDUP_LOGS": "0"}


class Cluster:
    """A Ray cluster at *address* (host:port). Used as `with Cluster(address) as engine`."""

    def __init__(self, address: str) -> None:
        os.environ.update(_QUIET)
        try:
            import ray  # noqa: PLC0415 - an extra, and a second of start-up
        except ImportError:
            raise MissingToolError(
                "a cluster needs Ray: install firsthand[cluster] here and on its machines"
            ) from None
        self._ray: Any = ray
        self._address = address

    def __enter__(self) -> Self:
        """Join the cluster.

        Raises:
            OperatorError: nothing answers there, or its machines have another version of us.
        """
        _knock(self._address)
        try:
            self._ray.init(
                address=self._address,
                log_to_driver=False,
                configure_logging=False,
                include_dashboard=None,
            )
        except (ConnectionError, ValueError, RuntimeError, TimeoutError) as problem:
            why = str(problem).splitlines()[0][:200]
            raise OperatorError(f"no cluster answers at {self._address}: {why}") from None
        self._check_versions()
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the cluster."""
        self._ray.shutdown()

    def _check_versions(self) -> None:
        try:
            there = self._ray.get(self._ray.remote(_version).remote())
        except self._ray.exceptions.RayError as problem:
            why = str(problem).strip().splitlines()[-1][:200]
            raise OperatorError(
                f"the cluster at {self._address} cannot run firsthand, is it installed there? {why}"
            ) from None
        if there != __version__:
            raise OperatorError(
                f"expected firsthand {__version__} on the cluster, found {there}: results would differ"
            )

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """*work* of each of *items*; what it carries goes to each machine once.

        Raises:
            WorkerLostError: a machine or a process was lost, also when it was tried again.
        """
        ray = self._ray
        shared = ray.put(work)
        task = ray.remote(_do)
        cores = int(ray.cluster_resources().get("CPU", 1))
        begun: set[Any] = set()

        def begin(item: Item) -> Any:
            reference = task.remote(shared, item)
            begun.add(reference)
            return reference

        def wait(reference: Any) -> Result:
            result: Result = ray.get(reference)
            begun.discard(reference)
            return result

        try:
            yield from in_order(items, begin=begin, wait=wait, in_flight=AHEAD * max(1, cores))
        except ray.exceptions.RayTaskError as problem:
            raise problem.cause from None
        except ray.exceptions.RayError as problem:
            raise WorkerLostError(
                f"a part of the cluster at {self._address} was lost: "
                f"{str(problem).strip().splitlines()[0][:200]}"
            ) from None
        finally:
            for reference in begun:
                ray.cancel(reference, force=True)


def _knock(address: str) -> None:
    """Whether anything listens there at all: Ray itself would try for five minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not port.isdecimal() or not 0 < int(port) < 1 << 16:
        raise OperatorError(f"expected the address of a cluster as HOST:PORT, found {address}")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=KNOCK_SECONDS).close()
    except OSError as problem:
        why = problem.strerror or str(problem)
        raise OperatorError(f"no cluster answers at {address}: {why}") from None


def _version() -> str:
    return __version__


def _do(work: Callable[[Any], Any], item: Any) -> Any:
    return work(item)
