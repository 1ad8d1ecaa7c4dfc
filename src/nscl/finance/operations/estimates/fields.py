"""Fields of a line: between the row and plain values, and how a change of them is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from nscl.finance.models import EstimateLine
from nscl.finance.operations.estimates.errors import FieldConflict
from nscl.finance.operations.estimates.links import Links
from nscl.finance.rules.line_values import LineValues
from nscl.plans.operations.wording import as_stored
from nscl.records.operations import Change
from nscl.text.decimals import format_number
from nscl.text.formats import format_vnd

LABELS: Final[Mapping[str, Promise]] = {
    "key": gettext_lazy("Số thứ tự"),
    "title": gettext_lazy("Nội dung chi"),
    "agency_id": gettext_lazy("Đơn vị thực hiện"),
    "task_id": gettext_lazy("Nhiệm vụ"),
    "unit_cost_vnd": gettext_lazy("Đơn giá"),
    "quantity": gettext_lazy("Số lượng"),
    "quantity_unit": gettext_lazy("Đơn vị tính"),
    "norm": gettext_lazy("Định mức"),
    "over_norm_reason": gettext_lazy("Lý do vượt định mức"),
    "state_ahead_percent": gettext_lazy("Ngân sách nhà nước được chi trước (%)"),
    "state_ahead_basis": gettext_lazy("Căn cứ chi trước"),
    "note": gettext_lazy("Ghi chú"),
}


def store_values(row: EstimateLine, values: LineValues) -> None:
    """Put values into a row that is to be saved."""
    for name in LABELS:
        setattr(row, name, getattr(values, name))


def field_changes(before: LineValues, after: LineValues, links: Links) -> list[Change]:
    """What differs, in the stored words of the audit trail."""
    with as_stored():
        return [
            Change(str(label), _said(name, before, links), _said(name, after, links))
            for name, label in LABELS.items()
            if getattr(before, name) != getattr(after, name)
        ]


def conflicts_between(mine: LineValues, theirs: LineValues, links: Links) -> list[FieldConflict]:
    """The fields in which two people differ, in the words of the screen."""
    return [
        FieldConflict(name, str(label), mine=_said(name, mine, links), theirs=_said(name, theirs, links))
        for name, label in LABELS.items()
        if getattr(mine, name) != getattr(theirs, name)
    ]


def _said(name: str, values: LineValues, links: Links) -> str:
    value = getattr(values, name)
    if value is None or value == "":
        return ""
    say: Mapping[str, Callable[[int], str]] = {
        "agency_id": links.agency_name,
        "task_id": links.task_name,
        "unit_cost_vnd": format_vnd,
    }
    if name in say:
        return say[name](value)
    return format_number(value) if isinstance(value, Decimal | int) else str(value)
