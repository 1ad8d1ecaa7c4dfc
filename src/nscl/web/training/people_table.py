"""The list of a class's people."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from nscl.text.phones import shown_phone
from nscl.training.enums import EnrolmentState
from nscl.training.queries.access import ClassHeader
from nscl.training.queries.enrolments import EnrolmentRow
from nscl.web.plans.words import capital
from nscl.web.training.places import enrolment_href
from nscl.web.training.tables import moment_words
from nscl.web.training.words import ENROLMENT_CHIPS
from nscl.web.ui.parts import Chip, Empty
from nscl.web.ui.tables import Column, Filter, Kind, Link, Table
from nscl.work.rules.moves import OPEN_STATUSES

STATE = "trang-thai"


def people_table(
    header: ClassHeader, rows: Sequence[EnrolmentRow], sessions: int, *, empty: Empty
) -> Table[EnrolmentRow]:
    """Who is on the list, who waits, who left, as the page shows them. sessions: how many are over."""
    columns: list[Column[EnrolmentRow]] = [
        _name(),
        Column("state", _("Trạng thái"), Kind.CHIP, value=state_chip),
        Column("organisation", _("Đơn vị"), note=lambda r: capital(r.kind.label)),
        _attended(sessions),
    ]
    if header.sees_contacts:
        columns.append(Column("contact", _("Liên hệ"), value=_phone, note=_reach, sortable=False))
    if header.may_run:
        acts = Column[EnrolmentRow]("acts", _("Việc làm"), Kind.LINK, value=lambda r: _acts(header, r), sortable=False)
        columns.append(acts)
    return Table(
        name="hoc-vien",
        caption=_("Học viên"),
        rows=rows,
        columns=columns,
        search=_searched,
        filters=[_filter()],
        empty=empty,
    )


def file_table(rows: Sequence[EnrolmentRow], sessions: int, *, with_contacts: bool) -> Table[EnrolmentRow]:
    """The same people as a file has them, each fact in a column of its own."""
    columns: list[Column[EnrolmentRow]] = [
        Column("name", _("Học viên")),
        Column("sex", _("Giới tính"), value=lambda r: capital(r.sex.label) if r.sex else None),
        Column("position", _("Chức vụ")),
        Column("organisation", _("Đơn vị")),
        Column("kind", _("Đối tượng"), value=lambda r: capital(r.kind.label)),
        Column("commune", _("Xã, phường")),
        Column("state", _("Trạng thái"), Kind.CHIP, value=state_chip),
        _attended(sessions),
        Column("registered_at", _("Ghi danh lúc"), value=lambda r: moment_words(r.registered_at)),
        Column("source", _("Cách ghi danh"), value=lambda r: capital(r.source.label)),
        *(_contact_columns() if with_contacts else []),
    ]
    return Table(
        name="hoc-vien",
        caption=_("Học viên"),
        rows=rows,
        columns=columns,
        search=_searched,
        filters=[_filter()],
    )


def _name() -> Column[EnrolmentRow]:
    return Column("name", _("Học viên"), note=lambda r: " · ".join(filter(None, [r.position, r.commune])), filling=True)


def _attended(sessions: int) -> Column[EnrolmentRow]:
    return Column(
        "attended",
        _("Dự"),
        value=lambda r: f"{r.attended}/{sessions}",
        sort_value=lambda r: r.attended,
        unit=_("buổi"),
    )


def _filter() -> Filter[EnrolmentRow]:
    options = [(state.value, ENROLMENT_CHIPS[state].label) for state in _STATES]
    return Filter(STATE, _("Trạng thái"), lambda r: r.state.value, options=options)


_STATES = (EnrolmentState.ENROLLED, EnrolmentState.WAITING, EnrolmentState.WITHDRAWN)


def _searched(row: EnrolmentRow) -> str:
    contact = row.contact
    reached = f"{shown_phone(contact.phone)} {contact.phone} {contact.email} {contact.code}" if contact else ""
    return f"{row.name} {row.organisation} {row.position} {row.commune} {reached}"


def state_chip(row: EnrolmentRow) -> Chip:
    """Where the person stands; who waits, in which place."""
    chip = ENROLMENT_CHIPS[row.state]
    if row.state is EnrolmentState.WAITING:
        return Chip(_("Chờ chỗ, thứ %(n)s") % {"n": row.waiting_place}, chip.tone, chip.icon, chip.rank)
    return chip


def _phone(row: EnrolmentRow) -> str | None:
    return shown_phone(row.contact.phone) if row.contact and row.contact.phone else None


def _reach(row: EnrolmentRow) -> str:
    """The e-mail, and the code with which the person checks in."""
    if row.contact is None:
        return ""
    code = _("mã điểm danh %(code)s") % {"code": row.contact.code}
    return " · ".join(filter(None, [row.contact.email, code]))


def _contact_columns() -> list[Column[EnrolmentRow]]:
    def year(row: EnrolmentRow) -> str | None:
        return str(row.contact.birth_year) if row.contact and row.contact.birth_year else None

    return [
        Column("phone", _("Điện thoại"), value=_phone),
        Column("email", _("Thư điện tử"), value=lambda r: r.contact.email if r.contact else None),
        Column("birth_year", _("Năm sinh"), value=year),
        Column("code", _("Mã điểm danh"), value=lambda r: r.contact.code if r.contact else None),
    ]


def _acts(header: ClassHeader, row: EnrolmentRow) -> list[Link] | None:
    links = []
    if row.state is EnrolmentState.WAITING:
        links.append(Link(_("Cho vào lớp"), enrolment_href("enrolment-promote", header, row.number)))
    if row.state is not EnrolmentState.WITHDRAWN:
        links.append(Link(_("Sửa nơi cử"), enrolment_href("enrolment-edit", header, row.number)))
        if header.status in OPEN_STATUSES:
            links.append(Link(_("Rút tên"), enrolment_href("enrolment-withdraw", header, row.number)))
    return links or None
