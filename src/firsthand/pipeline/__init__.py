"""The order of things: what each verb needs, does and leaves behind."""

from __future__ import annotations
