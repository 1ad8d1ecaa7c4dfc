"""Which rows of a table are headings over others."""

from collections.abc import Sequence
from dataclasses import dataclass

from nscl.documents.reading.task_tables.numbers import NumberKind, RowNumber, parse_number


@dataclass(frozen=True, slots=True)
class RowShape:
    """What decides whether a row is a heading: its number, whether it has a title alone, over the whole width."""

    number: str | None
    title: str
    alone: bool
    wide: bool = False
    scheduled: bool = False


def find_groups(shapes: Sequence[RowShape]) -> tuple[bool, ...]:
    """For each row whether it is a heading: it says nothing but a title, and rows stand under it or it is wide."""
    numbers = [parse_number(shape.number) for shape in shapes]
    return tuple(_is_group(shape, numbers[place], _following(numbers, place + 1)) for place, shape in enumerate(shapes))


def _following(numbers: list[RowNumber | None], place: int) -> RowNumber | None:
    return numbers[place] if place < len(numbers) else None


def _is_group(shape: RowShape, number: RowNumber | None, following: RowNumber | None) -> bool:
    over_others = number is not None and following is not None and _stands_under(following, number)
    if not shape.alone:
        return over_others and number is not None and number.kind <= NumberKind.ROMAN and not shape.scheduled
    if over_others or shape.wide or shape.number is None:
        return True
    return number is not None and (number.kind <= NumberKind.ROMAN or shape.title.isupper())


def _stands_under(lower: RowNumber, upper: RowNumber) -> bool:
    if lower.kind is upper.kind:
        return len(lower.parts) > len(upper.parts) and lower.parts[: len(upper.parts)] == upper.parts
    return lower.kind > upper.kind
