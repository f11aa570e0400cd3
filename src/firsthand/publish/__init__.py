"""Publish: findings → a folder of plain pages in which every number opens down to preserved bytes.

In: a `Dossier` (values only) and what to withhold.  Out: pages, and the digests whose bytes belong
beside them. Not done here: reading the case, copying bytes, writing the folder, asking the time;
`pipeline` does those. Start at `site`.
"""

from __future__ import annotations
