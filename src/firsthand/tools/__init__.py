"""Programs, processes and networks outside us, with limits on time, memory and size."""

from __future__ import annotations
