"""Bytes → captures: what is offered, what it is, and what a manifest says of it."""

from __future__ import annotations
