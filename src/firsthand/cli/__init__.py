"""The first door: the command line. The only room that prints and exits."""

from __future__ import annotations
