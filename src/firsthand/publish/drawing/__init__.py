"""Drawings of a dossier as SVG: each says in words what it shows, and a table says the same."""

from __future__ import annotations
