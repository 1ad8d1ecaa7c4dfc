"""The list of cases as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.accounts.enums import Permission
from nscl.support.enums import CaseState
from nscl.support.queries.access import CaseHeader
from nscl.support.queries.rulebook import policy_of, vocabulary
from nscl.support.rules.moves import WAITS_FOR
from nscl.web.plans.words import capital
from nscl.web.support.places import LATE, STATE, WAITS, WHOSE, case_href
from nscl.web.support.words import CASE_CHIPS, due_chip
from nscl.web.ui.parts import Empty, Text
from nscl.web.ui.tables import Column, Filter, Kind, Link, Table

MINE: Final = "toi"
OTHERS: Final = "khac"
IS_LATE: Final = "qua-han"
IN_TIME: Final = "con-han"
_WHOM: Final[dict[Permission, tuple[str, Text]]] = {
    Permission.HANDLE_SUPPORT: ("can-bo", gettext_lazy("Cán bộ thẩm tra")),
    Permission.DECIDE_SUPPORT: ("lanh-dao", gettext_lazy("Lãnh đạo")),
    Permission.PAY_SUPPORT: ("tai-chinh", gettext_lazy("Tài chính")),
}


def waits_for_me(row: CaseHeader) -> bool:
    """Whether the case waits for somebody who may do what the viewer may."""
    may = {
        Permission.HANDLE_SUPPORT: row.may_handle,
        Permission.DECIDE_SUPPORT: row.may_decide,
        Permission.PAY_SUPPORT: row.may_pay,
    }
    whom = WAITS_FOR.get(row.state)
    return whom is not None and may[whom]


def is_late(row: CaseHeader, on: date) -> bool:
    """Whether what the case waits for is overdue."""
    return row.is_late(on) and (row.state in WAITS_FOR or row.state is CaseState.SUPPLEMENT)


def cases_table(rows: Sequence[CaseHeader], on: date, *, empty: Empty, caption: Text = "") -> Table[CaseHeader]:
    """One row a case."""
    marks = {row.is_sample for row in rows}
    columns = _columns(on)
    if len(marks) > 1:  # which of them are made up must be told in a file too
        columns.append(
            Column("is_sample", _("Số liệu mẫu"), value=lambda row: _("mẫu") if row.is_sample else None, sortable=False)
        )
    return Table(
        name="ho-so",
        caption=caption or _("Các hồ sơ"),
        rows=rows,
        columns=columns,
        search=lambda row: f"{row.label} {row.organisation} {row.tax_code} {row.content_name} {row.subject}",
        filters=_filters(rows, on),
        empty=empty,
    )


def _columns(on: date) -> list[Column[CaseHeader]]:
    return [
        Column[CaseHeader](
            "number",
            _("Hồ sơ"),
            Kind.LINK,
            value=_number,
            sort_value=lambda row: Link((row.submitted_at or row.created_at).isoformat(), ""),
            narrow=True,
        ),
        Column[CaseHeader]("organisation", _("Tổ chức"), note=lambda row: row.tax_code, filling=True),
        Column[CaseHeader](
            "content", _("Nội dung"), value=lambda row: capital(row.content_name), note=lambda row: row.subject
        ),
        Column[CaseHeader]("state", _("Tình trạng"), Kind.CHIP, value=lambda row: CASE_CHIPS[row.state]),
        Column[CaseHeader](
            "due",
            _("Thời hạn"),
            Kind.CHIP,
            value=lambda row: due_chip(row.due_on, on) if row.state in WAITS_FOR or row.due_on else None,
        ),
        Column[CaseHeader]("computed_vnd", _("Tính được"), Kind.MILLION, unit=_("triệu đồng"), total=True),
        Column[CaseHeader]("approved_vnd", _("Được duyệt"), Kind.MILLION, unit=_("triệu đồng"), total=True),
        Column[CaseHeader](
            "paid_vnd",
            _("Đã chi"),
            Kind.MILLION,
            value=lambda row: row.paid_vnd or None,
            unit=_("triệu đồng"),
            total=True,
        ),
    ]


def _number(row: CaseHeader) -> Link:
    label = _("chưa nộp") if row.submitted_at is None else row.label
    return Link(label, case_href(row.number), _("mẫu") if row.is_sample else "")


def _filters(rows: Sequence[CaseHeader], on: date) -> list[Filter[CaseHeader]]:
    contents = vocabulary().contents
    states = [(state.value, CASE_CHIPS[state].label) for state in CaseState if any(row.state is state for row in rows)]
    years = sorted({row.label.rpartition("/")[2] for row in rows if row.submitted_at is not None}, reverse=True)
    return [
        Filter(STATE, _("Tình trạng"), lambda row: row.state.value, states),
        Filter(
            WHOSE,
            _("Việc của"),
            lambda row: MINE if waits_for_me(row) else OTHERS,
            [(MINE, _("Chờ tôi")), (OTHERS, _("Không chờ tôi"))],
        ),
        Filter(WAITS, _("Chờ ai"), _whom, list(_WHOM.values())),
        Filter(
            LATE,
            _("Hạn"),
            lambda row: IS_LATE if is_late(row, on) else IN_TIME,
            [(IS_LATE, _("Quá hạn")), (IN_TIME, _("Chưa quá hạn"))],
        ),
        Filter(
            "noi-dung",
            _("Nội dung"),
            lambda row: row.content,
            [(key, capital(name)) for key, name in contents.items() if any(row.content == key for row in rows)],
        ),
        Filter("quy-dinh", _("Quy định"), lambda row: row.policy or None, _policies(rows)),
        Filter(
            "nam",
            _("Năm nộp"),
            lambda row: row.label.rpartition("/")[2] if row.submitted_at is not None else None,
            [(year, year) for year in years],
        ),
    ]


def _whom(row: CaseHeader) -> str | None:
    whom = WAITS_FOR.get(row.state)
    return None if whom is None else _WHOM[whom][0]


def _policies(rows: Sequence[CaseHeader]) -> list[tuple[str, Text]]:
    found = {}
    for slug in sorted({row.policy for row in rows if row.policy}):
        policy = policy_of(slug)
        found[slug] = policy.number if policy is not None else slug
    return list(found.items())
