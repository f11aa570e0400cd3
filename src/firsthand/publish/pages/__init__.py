"""The pages of a dossier, one module for each: what it shows, never how it looks."""

from __future__ import annotations
