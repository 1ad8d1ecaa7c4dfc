"""Who changed what meanwhile, as far as the audit trail says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from nscl.finance.enums import MoneyKind, MoneySource
from nscl.finance.operations.estimates.desk import Desk, cell_label
from nscl.finance.operations.estimates.errors import CellConflict
from nscl.finance.rules.line_values import CellChange
from nscl.records.models import AuditChange, AuditEvent

# For how many cells the trail is asked; somebody else's paste over a whole table is told by its first cells.
_ASKED = 50


def conflicts_of(
    desk: Desk,
    cells: Sequence[CellChange],
    stored: Mapping[tuple[int, int, str], int | None],
    *,
    label: Callable[[str, int, MoneySource], str] = cell_label,
) -> list[CellConflict]:
    """The cells with both values, and who changed them when. label: what the audit trail calls such a cell."""
    labels = {cell: label(desk.place(cell.line), cell.year, MoneySource(cell.source)) for cell in cells}
    authors = _authors(desk, [labels[cell] for cell in cells[:_ASKED]])
    found = []
    for cell in cells:
        by, at = authors.get(labels[cell], ("", None))
        theirs = stored.get((cell.line, cell.year, str(cell.source)))
        source = MoneySource(cell.source)
        found.append(CellConflict(cell.line, desk.place(cell.line), cell.year, source, cell.vnd, theirs, by, at))
    return found


def last_act_on(kind: MoneyKind, number: int) -> tuple[str, datetime | None]:
    """Who acted last on a thing, and when."""
    event = AuditEvent.objects.filter(subject_kind=kind, subject_id=number).order_by("-at", "-pk").first()
    return ("", None) if event is None else (event.actor_name, event.at)


def _authors(desk: Desk, labels: Sequence[str]) -> dict[str, tuple[str, datetime | None]]:
    rows = AuditChange.objects.filter(
        event__context_kind=MoneyKind.ESTIMATE, event__context_id=desk.number, field__in=labels
    ).order_by("event__at", "event__pk")
    named = rows.values_list("field", "event__actor_name", "event__at")
    return {field: (name, at) for field, name, at in named}
