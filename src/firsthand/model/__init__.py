"""The words of the field, as values: immutable, compared by content, made of the standard library.

What is absent matters: nothing here reads a file, knows JSON, SQL or HTML, or asks the time.
"""

from __future__ import annotations
