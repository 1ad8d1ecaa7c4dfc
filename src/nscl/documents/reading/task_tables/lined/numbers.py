"""Numbers of recognised rows, restored from their sequence: "29" between 2.1 and 2.3 is 2.2."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

# Headings of groups that recognition loses altogether, between two that it reads.
_MOST_GROUPS_LOST = 1
_MOST_ROWS_LOST = 1


@dataclass(frozen=True, slots=True)
class Numbered:
    """A row for numbering: the number as recognised, whether it has cells beside its title, whether it is wide."""

    printed: str | None
    alone: bool
    number: str = ""
    restored: bool = False
    missing: bool = False
    is_group: bool = False


def restore_numbers(rows: Sequence[Numbered]) -> list[Numbered]:
    """Number the rows of a table of groups ("2") and tasks ("2.1"); what differs from the print is marked restored."""
    grouped = any(row.printed and "." in row.printed for row in rows)
    restored: list[Numbered] = []
    group = item = 0
    for place, row in enumerate(rows):
        if not grouped:
            item += 1
            restored.append(_as(row, str(item)))
            continue
        if _is_heading(row, rows[place + 1 :], group):
            group, item = (int(row.printed) if row.printed else group + 1), 0
            restored.append(_as(row, str(group), is_group=True))
            continue
        group, item = _place(row.printed, group, item)
        restored.append(_as(row, f"{group}.{item}"))
    return restored


def _is_heading(row: Numbered, following: Sequence[Numbered], group: int) -> bool:
    """A title without cells that carries the next group's number, or none while the next row opens a group."""
    if not row.alone:
        return False
    if row.printed is not None:
        return "." not in row.printed and group < int(row.printed) <= group + _MOST_GROUPS_LOST + 1
    opened = following[0].printed if following else None
    return opened is not None and opened.replace(".", "") == f"{group + 1}1"


def _place(printed: str | None, group: int, item: int) -> tuple[int, int]:
    """Group and place of a row: the next in the group, or what the print says in full where it can follow."""
    head, _, last = (printed or "").partition(".")
    if head.isdigit() and last.isdigit():
        if int(head) == group and item < int(last) <= item + _MOST_ROWS_LOST + 1:
            return group, int(last)
        if group < int(head) <= group + _MOST_GROUPS_LOST + 1 and int(last) == 1:
            return int(head), 1
    return group, item + 1


def _as(row: Numbered, number: str, *, is_group: bool = False) -> Numbered:
    restored = row.printed is not None and row.printed.rstrip(".") != number
    return replace(row, number=number, restored=restored, missing=row.printed is None, is_group=is_group)
