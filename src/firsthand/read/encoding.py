"""Turn bytes into text: by their mark, by what they declare, or by what they can only be.

In: bytes and what was declared.  Out: text, the encoding used, and a problem where the declaration
was wrong or nothing fits.
"""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from firsthand.model.problem import Problem, Severity

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso-8859-1": "cp1252"}
GUESS_BYTES = 256 * 1024  # enough to tell an encoding; guessing costs more than decoding
LOSS_SHARE_MAX = 0.01  # more replaced characters than this and the text is not to be relied on


def to_text(data: bytes, *, declared: str | None, where: str) -> tuple[str, str, list[Problem]]:
    """The text of *data*, the encoding it was read in, and what was wrong with it."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding, []
    problems: list[Problem] = []
    names = [name for name in (_known(declared), "utf-8") if name]
    for name in names:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            if name == names[0] and declared:
                problems.append(_problem("encoding-wrong", f"it is not in {declared}", where))
            continue
        return text, name, problems
    best = from_bytes(data[:GUESS_BYTES]).best()
    name = _WIDER.get(best.encoding.replace("_", "-"), best.encoding) if best else "utf-8"
    text = data.decode(name, "replace")
    lost = text.count("\ufffd")
    if lost > LOSS_SHARE_MAX * max(1, len(text)):
        problems.append(
            Problem(
                severity=Severity.ERROR,
                code="unknown-encoding",
                message=f"no encoding fits: {lost} of {len(text)} characters cannot be read",
                where=where,
            )
        )
    else:
        problems.append(
            _problem("encoding-guessed", f"read as {name}, which nothing states", where)
        )
    return text, name, problems


def _known(name: str | None) -> str | None:
    if not name:
        return None
    plain = name.strip().strip("\"'").lower()
    try:
        return codecs.lookup(_WIDER.get(plain, plain)).name
    except (LookupError, ValueError):
        return None


def _problem(code: str, message: str, where: str) -> Problem:
    return Problem(severity=Severity.NOTE, code=code, message=message, where=where)
