"""Write values as canonical JSON (RFC 8785) and read them back, strictly.

In: a value of `firsthand.model`.  Out: bytes, and from bytes the same value again.
A field that equals its default is left out, so that adding a field with a default changes no bytes
already written. Where a field may hold one of several values, each carries its class's name under
`is`. Bytes are accepted only if writing the value again gives the same bytes.
Choosing where bytes are kept is not done here but in `store.record` and `store.casebook`.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar, Union, get_args, get_origin

import rfc8785

T = TypeVar("T")
Writer = Callable[[Any], Any]
Reader = Callable[[Any], Any]

TAG = "is"
_WRITERS: dict[Any, Writer] = {}  # declarations never change, so what was worked out is kept
_READERS: dict[Any, Reader] = {}
INTEGER_MAX = 2**53 - 1  # RFC 8785 3.2.2.3: beyond it a number is not exact in every reader


class CodecError(ValueError):
    """These bytes are no such value; the message says what was expected, what was found and where.

    Where is put together only when something is wrong: a reader does not pay for it otherwise.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self._trail = ""

    def within(self, step: str) -> CodecError:
        """The same, met one level further out."""
        self._trail = step + self._trail
        return self

    def __str__(self) -> str:
        """The message, with the place if it is known."""
        message = super().__str__()
        return f"{message} at {self._trail}" if self._trail else message


def encode(value: object) -> bytes:
    """The canonical bytes of *value*.

    Raises:
        CodecError: a number or string in it has no canonical form (a lone surrogate, an integer
            beyond 2^53 - 1, not-a-number).
    """
    return canonical(_writer(type(value))(value))


def decode(data: bytes, kind: type[T]) -> T:
    """The value of class *kind* that *data* is the canonical form of.

    Raises:
        CodecError: it is not JSON, not of that shape, or not in canonical form.
    """
    value = decode_loosely(data, kind)
    again = encode(value)
    if again != data:
        raise CodecError(f"not in canonical form: expected {again[:80]!r}, found {data[:80]!r}")
    return value


def decode_loosely(data: bytes, kind: type[T]) -> T:
    """As `decode`, for bytes of our own making whose form is guarded by a digest already."""
    try:
        plain = json.loads(data)
    except (ValueError, RecursionError) as problem:
        raise CodecError(f"expected JSON, found {data[:40]!r}: {problem}") from None
    try:
        value: T = _reader(kind)(plain)
    except CodecError as problem:
        raise problem.within(kind.__name__) from None
    return value


def plain(value: object) -> Any:
    """*value* as lists, dictionaries, strings and numbers, as `encode` would write it."""
    return _writer(type(value))(value)


def canonical(plain_value: Any) -> bytes:
    """RFC 8785 bytes of plain data.

    The compiled writer of the standard library gives the same bytes as `rfc8785` for nearly all that
    our values hold (keys in ASCII, fractions within the range tested here, which both write
    shortest); anything else goes to `rfc8785` itself. A property test holds the two together.
    """
    if _is_odd(plain_value):
        try:
            return rfc8785.dumps(plain_value)
        except rfc8785.CanonicalizationError as problem:
            raise CodecError(f"no canonical form: {problem}") from None
    text = json.dumps(
        plain_value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise CodecError("a string holds half a character (a lone surrogate)") from None


def _is_odd(item: Any) -> bool:
    """Whether a number or key is in there that the two writers might write or sort differently."""
    kind = type(item)
    if kind is dict:
        for key, part in item.items():
            if not key.isascii() or (type(part) is not str and _is_odd(part)):
                return True
        return False
    if kind is list:
        return any(type(part) is not str and _is_odd(part) for part in item)
    if kind is float:
        return not 1e-4 <= abs(item) < 1e15 or item.is_integer()
    return kind is int and abs(item) > INTEGER_MAX


def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _members(kind: Any) -> tuple[Any, ...]:
    """The classes a field may hold, without None."""
    return tuple(part for part in get_args(kind) if part is not types.NoneType)


def _is_union(kind: Any) -> bool:
    return get_origin(kind) in {Union, types.UnionType}


def _writer(kind: Any) -> Writer:
    """How to make plain data of a thing declared as *kind*; worked out once for each class."""
    if kind not in _WRITERS:
        _WRITERS[kind] = _make_writer(kind)
    return _WRITERS[kind]


def _make_writer(kind: Any) -> Writer:
    if _is_union(kind):
        return _union_writer(kind)
    if get_origin(kind) is tuple:
        return _tuple_writer(kind)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _value_writer(kind)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return str
    if kind is float:
        return _fraction
    if kind in {str, int, bool}:
        return _unchanged
    raise CodecError(f"the codec knows no way to write {kind!r}")


def _unchanged(item: Any) -> Any:
    return item


def _fraction(item: float) -> int | float:
    """RFC 8785 writes 1.0 as 1; said so, the compiled writer does."""
    whole = type(item) is float and item.is_integer() and abs(item) <= INTEGER_MAX
    return int(item) if whole else item


def _tuple_writer(kind: Any) -> Writer:
    parts = get_args(kind)
    if len(parts) == 2 and parts[1] is Ellipsis:
        write = _writer(parts[0])
        if write is _unchanged:
            return list
        return lambda items: [write(item) for item in items]
    writers = tuple(_writer(part) for part in parts)
    return lambda items: [write(item) for write, item in zip(writers, items, strict=True)]


def _union_writer(kind: Any) -> Writer:
    members = _members(kind)
    values = [member for member in members if dataclasses.is_dataclass(member)]
    if len(values) > 1:
        writers = {member: _writer(member) for member in values}
        return lambda item: (
            None if item is None else {TAG: type(item).__name__, **writers[type(item)](item)}
        )
    if len(members) == 1:
        write = _writer(members[0])
        return lambda item: None if item is None else write(item)
    return _unchanged  # several plain kinds: int | float


def _value_writer(kind: type) -> Writer:
    hints = _hints(kind)
    plan = [
        (field.name, _default(field), _writer(hints[field.name]))
        for field in dataclasses.fields(kind)
    ]

    def write(item: Any) -> dict[str, Any]:
        out = {}
        for name, default, write_field in plan:
            found = getattr(item, name)
            if default is dataclasses.MISSING or found != default:
                out[name] = write_field(found)
        return out

    return write


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _reader(kind: Any) -> Reader:
    """How to make a thing declared as *kind* from plain data; worked out once for each class."""
    if kind not in _READERS:
        _READERS[kind] = _make_reader(kind)
    return _READERS[kind]


def _make_reader(kind: Any) -> Reader:
    if _is_union(kind):
        return _union_reader(kind)
    if get_origin(kind) is tuple:
        return _tuple_reader(kind)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _value_reader(kind)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _word_reader(kind)
    if kind is float:
        return _read_fraction
    if kind in {str, int, bool}:
        return _plain_reader(kind)
    raise CodecError(f"the codec knows no way to read {kind!r}")


def _plain_reader(kind: type) -> Reader:
    def read(item: Any) -> Any:
        if type(item) is not kind:
            raise CodecError(f"expected {kind.__name__}, found {item!r:.60}")
        return item

    return read


def _read_fraction(item: Any) -> float:
    """RFC 8785 writes 1.0 as 1: a whole number stands where a fraction belongs."""
    if type(item) not in {int, float}:
        raise CodecError(f"expected float, found {item!r:.60}")
    try:
        return float(item)
    except OverflowError:
        raise CodecError(f"expected float, found a number of {len(str(item))} digits") from None


def _word_reader(kind: type[StrEnum]) -> Reader:
    words = {str(word): word for word in kind}
    named: Callable[[str], StrEnum] | None = getattr(kind, "named", None)  # a case may add words

    def read(item: Any) -> StrEnum:
        found = words.get(item) if type(item) is str else None
        if found is None and named is not None and type(item) is str:
            try:
                return named(item)
            except ValueError as problem:
                raise CodecError(str(problem)) from None
        if found is None:
            raise CodecError(f"expected one of {'|'.join(words)}, found {item!r:.60}")
        return found

    return read


def _tuple_reader(kind: Any) -> Reader:
    parts = get_args(kind)
    many = len(parts) == 2 and parts[1] is Ellipsis

    def read(item: Any) -> tuple[Any, ...]:
        if type(item) is not list:
            raise CodecError(f"expected a list, found {item!r:.60}")
        if not many and len(item) != len(parts):
            raise CodecError(f"expected {len(parts)} items, found {len(item)}")
        kinds = [parts[0]] * len(item) if many else parts
        made: list[Any] = []
        try:
            for part, found in zip(kinds, item, strict=True):
                made.append(_reader(part)(found))
        except CodecError as problem:
            raise problem.within(f"[{len(made)}]") from None
        return tuple(made)

    return read


def _union_reader(kind: Any) -> Reader:
    members = _members(kind)
    may_be_none = types.NoneType in get_args(kind)
    values: dict[str, Any] = {
        member.__name__: member
        for member in members
        if dataclasses.is_dataclass(member) and isinstance(member, type)
    }

    def read(item: Any) -> Any:
        if item is None and may_be_none:
            return None
        if len(values) > 1:
            return _tagged(item, values)
        if len(members) == 1:
            return _reader(members[0])(item)
        if type(item) not in members:
            names = "|".join(m.__name__ for m in members)
            raise CodecError(f"expected {names}, found {item!r:.60}")
        return item

    return read


def _tagged(item: Any, values: dict[str, Any]) -> Any:
    name = item.get(TAG) if type(item) is dict else None
    if type(name) is not str or name not in values:
        raise CodecError(f"expected one of {'|'.join(values)}, found {item!r:.60}")
    try:
        return _reader(values[name])({k: v for k, v in item.items() if k != TAG})
    except CodecError as problem:
        raise problem.within(f":{name}") from None


def _value_reader(kind: type) -> Reader:
    hints = _hints(kind)
    plan = {
        field.name: (_default(field) is dataclasses.MISSING, _reader(hints[field.name]))
        for field in dataclasses.fields(kind)
    }
    names = plan.keys()

    def read(item: Any) -> Any:
        if type(item) is not dict:
            raise CodecError(f"expected {kind.__name__}, found {item!r:.60}")
        if not item.keys() <= names:
            unknown = ", ".join(sorted(item.keys() - names))
            raise CodecError(f"{kind.__name__} has no {unknown}")
        arguments: dict[str, Any] = {}
        for name, (needed, read_field) in plan.items():
            if name in item:
                try:
                    arguments[name] = read_field(item[name])
                except CodecError as problem:
                    raise problem.within(f".{name}") from None
            elif needed:
                raise CodecError(f"{kind.__name__} needs {name}")
        try:
            return kind(**arguments)
        except ValueError as problem:
            raise CodecError(f"{problem}") from None

    return read
