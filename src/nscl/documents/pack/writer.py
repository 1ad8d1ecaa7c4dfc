"""Writes a plan pack as YAML that people read: keys in the order of the format, short items on one line.

Only what `reader.read_pack` accepts is written: one document, no anchors, decimals without trailing zeros, and every
string that YAML could take for something else in double quotes.
"""

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from nscl.documents.pack.scalars import double_quoted, folded, written
from nscl.documents.pack.schema import (
    Budget,
    BudgetLine,
    GrandTotal,
    LegalBasis,
    Measure,
    PackFinding,
    PlanHeader,
    PlanPack,
    Target,
    Task,
)
from nscl.documents.pack.values import MonthDay
from nscl.text.dates import PartialDate

LINE_WIDTH = 110

_INDENT = "  "
# Written one field a line, whatever their length: people read these part by part.
_BLOCK_RECORDS = (PlanHeader, LegalBasis, Target, Measure, Task, Budget, BudgetLine, GrandTotal, PackFinding)


def write_pack(pack: PlanPack) -> str:
    """The pack as the text of a `plan.yaml`, such that ``read_pack(write_pack(p).encode(), name=…) == p``."""
    parts: list[str] = []
    for key, value in _fields(pack):
        # The lists of the format itself have one item a line, even where all would fit on one.
        lines = _block(key, value, "") if value and isinstance(value, tuple) else _pair(key, value, "")
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _fields(record: BaseModel) -> Iterator[tuple[str, object]]:
    """Keys of the format with their values; an optional key that says nothing is left out."""
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if value is not None or field.is_required():
            yield str(field.serialization_alias or name), value


def _pairs(value: object) -> list[tuple[str, object]] | None:
    """Keys and values of what is written as a mapping, else None."""
    if isinstance(value, BaseModel):
        return list(_fields(value))
    if isinstance(value, Mapping):
        return [(written(key), item) for key, item in value.items()]
    return None


def _flow(value: object) -> str:
    """The value on one line."""
    if isinstance(value, PartialDate):
        return double_quoted(value.iso)
    if isinstance(value, MonthDay):
        return double_quoted(str(value))
    pairs = _pairs(value)
    if pairs is not None:
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in pairs) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return written(value)


def _wants_block(value: object) -> bool:
    if isinstance(value, tuple):
        return any(isinstance(item, _BLOCK_RECORDS) for item in value)
    return isinstance(value, _BLOCK_RECORDS)


def _pair(key: str, value: object, indent: str) -> list[str]:
    """``key: value`` on one line where it fits, else over several."""
    if not _wants_block(value):
        line = f"{indent}{key}: {_flow(value)}"
        if len(line) <= LINE_WIDTH:
            return [line]
        if isinstance(value, str):
            start = f"{indent}{key}: "
            first, *rest = folded(value, indent=indent + _INDENT, first_width=LINE_WIDTH - len(start), width=LINE_WIDTH)
            return [start + first, *rest]
    return _block(key, value, indent)


def _block(key: str, value: object, indent: str) -> list[str]:
    lines = [f"{indent}{key}:"]
    pairs = _pairs(value)
    if pairs:
        for inner, item in pairs:
            lines += _pair(inner, item, indent + _INDENT)
    elif value and isinstance(value, tuple):
        for item in value:
            lines += _item(item, indent + _INDENT)
    else:
        return [f"{indent}{key}: {_flow(value)}"]
    return lines


def _item(value: object, indent: str) -> list[str]:
    line = f"{indent}- {_flow(value)}"
    pairs = _pairs(value)
    if not pairs or (len(line) <= LINE_WIDTH and not _wants_block(value)):
        return [line]
    lines: list[str] = []
    for key, item in pairs:
        lines += _pair(key, item, indent + _INDENT)
    lines[0] = f"{indent}- {lines[0].lstrip()}"
    return lines
