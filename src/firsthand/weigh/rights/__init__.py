"""Worksheets of rights tests: norms, elements, what bears on them. No verdict. Entry: `worksheets.fill`."""

from __future__ import annotations
