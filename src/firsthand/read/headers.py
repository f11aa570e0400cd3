"""Say what a mail header says: words that were written in ASCII, as RFC 2047 has it.

In: a header as the parser gives it.  Out: its words on one line.
"""

from __future__ import annotations

import email.errors
from email.header import decode_header, make_header

CHARACTERS_MAX = 2_000  # a title of a page is shorter


def header_text(header: object) -> str:
    """A header's words, RFC 2047 undone."""
    if header is None:
        return ""
    try:
        words = str(make_header(decode_header(str(header))))
    except (ValueError, LookupError, email.errors.MessageError):
        words = str(header)
    return " ".join(words.encode("utf-8", "replace").decode("utf-8", "replace").split())[
        :CHARACTERS_MAX
    ]
