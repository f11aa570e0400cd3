"""Claims and their lineage → what stands, on how many independent origins, and how many people."""

from __future__ import annotations
