"""Run a Ray cluster of two nodes on loopback until standard input ends; print its address.

Each node is a scheduler with a worker of its own. Everything listens on 127.0.0.1 only, which Ray does
where it takes itself to be on a laptop (`RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER=0`), and asks for a token.
"""

from __future__ import annotations

import sys
from typing import Any

from ray.cluster_utils import Cluster

NODE: dict[str, Any] = {
    "num_cpus": 1,
    "node_ip_address": "127.0.0.1",
    "object_store_memory": 100_000_000,
}


def main() -> None:
    cluster = Cluster(initialize_head=True, head_node_args={**NODE, "include_dashboard": False})
    cluster.add_node(**NODE)
    sys.stdout.write(f"{cluster.address}\n")
    sys.stdout.flush()
    sys.stdin.read()
    cluster.shutdown()  # type: ignore[no-untyped-call]


main()
