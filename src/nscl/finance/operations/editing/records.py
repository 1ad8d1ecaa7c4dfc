"""Records for editing: made from what a form collects, or read from what is stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from nscl.documents.pack.messages import describe
from nscl.documents.pack.schema import Record
from nscl.finance.operations.registry import BY_KIND
from nscl.finance.queries.pack import pack_of
from nscl.plans.enums import ItemKind
from nscl.plans.operations.errors import FieldProblem, InvalidItem, ItemMissing

R = TypeVar("R", bound=Record)


def build(record_type: type[R], data: Mapping[str, Any]) -> R:
    """A record from typed values (int, Decimal, str, enum words, lists, nested mappings).

    Names are the record's or the format's ("partners" or "with"). Lists may be lists or tuples. Raises InvalidItem
    with every complaint of the pack's schema, each under its field.
    """
    try:
        return record_type.model_validate(_tuples(data))
    except ValidationError as error:
        details = error.errors(include_url=False)
    raise InvalidItem(FieldProblem(field_path(detail["loc"]), *describe(detail)) for detail in details)


def current_record(kind: ItemKind | str, number: int) -> tuple[Record, int]:
    """The record of an item as it is stored now, and its version. Raises ItemMissing."""
    table = BY_KIND[ItemKind(kind)]
    located = table.locate(number)
    if located is None:
        raise ItemMissing(kind, number)
    numbers = table.numbers(located.edition_id)
    if number not in numbers:
        raise ItemMissing(kind, number)
    records: tuple[Record, ...] = table.records(pack_of(located.edition_id))
    return records[numbers.index(number)], located.version


def field_path(steps: tuple[str | int, ...]) -> str:
    """A place in a record as a form names it: measures[2].value, by_year[2024].state."""
    path = ""
    for step in steps:
        if isinstance(step, int):
            path += f"[{step}]"
        elif step != "[key]":  # pydantic's mark for a mapping's key
            path += f".{step}" if path else step
    return path


def _tuples(value: Any) -> Any:
    """The same with tuples for lists: the schema is strict, forms are not."""
    if isinstance(value, Mapping):
        return {key: _tuples(item) for key, item in value.items()}
    if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        return tuple(map(_tuples, value))
    return value
