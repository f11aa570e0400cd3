"""Where state lives: the vault holds bytes, the record what people did, the casebook what machines made."""

from __future__ import annotations
