"""Keys of the rows of a table: the number printed, prefixed by its group's where numbers restart (plan-pack.md)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nscl.documents.reading.keys import short_key, unused_key
from nscl.documents.reading.task_tables.numbers import NumberKind, RowNumber, follows, is_above, parse_number
from nscl.documents.reading.task_tables.rows import RowRemark, TaskRow


@dataclass(frozen=True, slots=True)
class KeyedRow:
    """A row with its key, the key of the heading over it (None at the top), and remarks on its number."""

    row: TaskRow
    key: str
    group: str | None
    remarks: tuple[RowRemark, ...] = ()


@dataclass(frozen=True, slots=True)
class _Open:
    """An open number: a heading or the last row of its rank; ``number`` is None of a heading without."""

    number: RowNumber | None
    key: str
    is_group: bool


def assign_keys(rows: Sequence[TaskRow]) -> tuple[KeyedRow, ...]:
    """Give every row its key; keys are unique in the table."""
    printed = [parse_number(row.number) for row in rows]
    restarts = _numbers_restart(printed)
    numbered = any(number is not None for number in printed)
    keyed: list[KeyedRow] = []
    used: set[str] = set()
    path: list[_Open] = []
    unnumbered_groups = 0
    for place, (row, stated) in enumerate(zip(rows, printed, strict=True)):
        remarks: tuple[RowRemark, ...] = ()
        if stated is None and row.is_group:
            unnumbered_groups += 1
            key = unused_key(f"N{unnumbered_groups}", used)
            used.add(key)
            path = [_Open(None, key, is_group=True)]
            keyed.append(KeyedRow(row, key, None))
            continue
        number = stated or _next_number(path)
        if stated is None and keyed and _is_printed_next(printed[place + 1 :], number):
            # The next row carries that number itself: this one belongs to the row before.
            key = unused_key(keyed[-1].key, used)
            used.add(key)
            keyed.append(KeyedRow(row, key, keyed[-1].group, (RowRemark.NUMBER_MISSING,)))
            continue
        if stated is None:
            remarks = (RowRemark.NUMBER_MISSING,) if numbered else ()
        elif not _goes_on(path, number, keyed, restarts=restarts):
            remarks = (RowRemark.NUMBER_JUMP,)
        _close(path, number)
        group = next((place.key for place in reversed(path) if place.is_group), None)
        key = short_key(_key(path, number, restarts=restarts))
        if key in used:
            key, remarks = unused_key(key, used), (RowRemark.NUMBER_JUMP,)
        used.add(key)
        path.append(_Open(number, key, row.is_group))
        keyed.append(KeyedRow(row, key, group, remarks))
    return tuple(keyed)


def _is_printed_next(following: Sequence[RowNumber | None], number: RowNumber) -> bool:
    """Whether the next number printed is that one."""
    printed = next((found for found in following if found is not None), None)
    return printed is not None and (printed.kind, printed.parts) == (number.kind, number.parts)


def _next_number(path: Sequence[_Open]) -> RowNumber:
    """The number that a row without one would carry: one more than the last in its group."""
    last = next((place for place in reversed(path) if place.number and place.number.kind is NumberKind.ARABIC), None)
    if last is None or last.number is None:
        return RowNumber(NumberKind.ARABIC, (1,), "1")
    if last.is_group:
        return replace(last.number, parts=(*last.number.parts, 1), text=f"{last.number.text}.1")
    following = last.number.parts[-1] + 1
    head, point, _ = last.number.text.rpartition(".")
    return replace(last.number, parts=(*last.number.parts[:-1], following), text=f"{head}{point}{following}")


def _goes_on(path: Sequence[_Open], number: RowNumber, keyed: list[KeyedRow], *, restarts: bool) -> bool:
    inside = tuple(place.number for place in path if place.number is not None)
    if not path or follows(inside[-1] if inside else None, number, inside=inside) == 0:
        return True
    return not restarts and _is_next(keyed, number)


def _numbers_restart(numbers: list[RowNumber | None]) -> bool:
    """Whether a number stands twice, so that it says nothing without its heading's."""
    counted = Counter(
        (number.kind, number.parts, number.rooted)
        for number in numbers
        if number is not None and number.kind is NumberKind.ARABIC
    )
    return any(count > 1 for count in counted.values())


def _is_next(keyed: list[KeyedRow], number: RowNumber) -> bool:
    """Whether the number goes on from the last task's though a heading stands between them."""
    last = next((parse_number(row.row.number) for row in reversed(keyed) if not row.row.is_group), None)
    if last is None or last.kind is not number.kind or last.parts[:-1] != number.parts[:-1]:
        return False
    return number.parts[-1] == last.parts[-1] + 1


def _close(path: list[_Open], number: RowNumber) -> None:
    """Close the open numbers that are not above ``number``."""
    while path and not _is_above(path[-1].number, number):
        path.pop()


def _is_above(upper: RowNumber | None, lower: RowNumber) -> bool:
    if upper is None:
        return lower.kind is not NumberKind.ROMAN and lower.kind is not NumberKind.UPPER
    return is_above(upper, lower)


def _key(path: list[_Open], number: RowNumber, *, restarts: bool) -> str:
    if number.kind is NumberKind.LETTER:
        return ".".join(filter(None, (path[-1].key if path else None, number.text)))
    if number.rooted or (number.kind is NumberKind.ARABIC and not restarts):
        return number.text
    above = [place for place in path if place.number is None or place.number.kind < number.kind]
    return ".".join(filter(None, (above[-1].key if above else None, number.text)))
