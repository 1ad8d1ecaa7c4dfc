"""The registers as tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, TypeVar

from django.utils.translation import gettext as _

from nscl.text.dates import format_date
from nscl.training.queries.registers import ClubRow, ExpertRow, ProgrammeRow
from nscl.training.queries.registers.clubs import ClubActivityRow
from nscl.training.queries.registers.experts import ExpertCertificateRow
from nscl.training.rules.experts import ExpertStanding
from nscl.web.registers.places import entry_href
from nscl.web.registers.words import (
    CLUB_CHIPS,
    KIND_WORDS,
    PROGRAMME_CHIPS,
    STANDING_CHIPS,
    certificate_chip,
    club_state,
    expert_chip,
    programme_state,
)
from nscl.web.ui.parts import Empty
from nscl.web.ui.tables import Column, Filter, Kind, Link, Table

STATE: Final = "trang-thai"
KIND: Final = "loai"
FIELD: Final = "linh-vuc"
PROVINCE: Final = "tinh"
SCHOOL: Final = "truong"
YEAR: Final = "nam"
R = TypeVar("R", ExpertRow, ClubRow, ProgrammeRow)


def expert_table(rows: Sequence[ExpertRow], on: date, *, empty: Empty) -> Table[ExpertRow]:
    """One row an expert, without contacts."""
    columns: list[Column[ExpertRow]] = [
        Column(
            "name",
            _("Họ và tên"),
            href=lambda r: entry_href("expert", r.number),
            note=lambda r: r.organisation,
            filling=True,
        ),
        *_province(rows),
        Column("standing", _("Tình trạng"), Kind.CHIP, value=lambda r: expert_chip(r, on)),
        Column("kinds", _("Chứng nhận còn hiệu lực"), value=lambda r: _kinds(r, on), note=lambda r: _standards(r, on)),
        Column("until", _("Đến hết ngày"), Kind.DATE, value=lambda r: r.valid_until(on), narrow=True),
        Column("trained_on", _("Xong đào tạo"), Kind.DATE, narrow=True),
        Column("fields", _("Lĩnh vực"), value=lambda r: ", ".join(r.fields) or None),
        *_sample(rows),
    ]
    return Table(
        name="chuyen-gia",
        caption=_("Sổ chuyên gia"),
        rows=rows,
        columns=columns,
        search=lambda r: f"{r.name} {r.organisation} {' '.join(r.fields)} {_papers(r)}",
        filters=_expert_filters(rows, on),
        empty=empty,
    )


def _expert_filters(rows: Sequence[ExpertRow], on: date) -> list[Filter[ExpertRow]]:
    order = list(ExpertStanding)
    states = [(one.value, _state_label(one)) for one in order]
    filters: list[Filter[ExpertRow]] = [
        Filter(STATE, _("Tình trạng"), lambda r: _states(r, on), states),
        Filter(
            KIND,
            _("Được chứng nhận là"),
            lambda r: [one.kind.value for one in r.certificates if one.is_valid(on)],
            [(one.value, words) for one, words in KIND_WORDS.items()],
        ),
        Filter(FIELD, _("Lĩnh vực"), lambda r: r.fields),
    ]
    return [*filters, *_province_filter(rows)]


def _state_label(one: ExpertStanding) -> str:
    # Certified and trained are counted apart: who is both passes for either.
    return _("Đã xong đào tạo") if one is ExpertStanding.TRAINED else str(STANDING_CHIPS[one].label)


def _states(row: ExpertRow, on: date) -> list[str]:
    at = row.standing(on)
    found = {at}
    if at.is_certified:
        found.add(ExpertStanding.CERTIFIED)
    if row.trained_on is not None and at is not ExpertStanding.RETIRED:
        found.add(ExpertStanding.TRAINED)
    return [one.value for one in found]


def _kinds(row: ExpertRow, on: date) -> str | None:
    return "; ".join(dict.fromkeys(str(KIND_WORDS[one.kind]) for one in row.certificates if one.is_valid(on))) or None


def _standards(row: ExpertRow, on: date) -> str:
    return "; ".join(dict.fromkeys(one.standard for one in row.certificates if one.is_valid(on)))


def _papers(row: ExpertRow) -> str:
    return " ".join(f"{one.body} {one.paper_number}" for one in row.certificates)


def certificate_table(rows: Sequence[ExpertCertificateRow], on: date, *, acts: bool, empty: Empty) -> Table[Any]:
    """The certificates of one expert, the latest first."""
    columns: list[Column[ExpertCertificateRow]] = [
        Column(
            "paper_number",
            _("Số"),
            note=lambda r: f"{KIND_WORDS[r.kind]}, {r.standard}",
            sortable=False,
            filling=True,
        ),
        Column("body", _("Tổ chức cấp"), sortable=False),
        Column("certified_on", _("Cấp ngày"), Kind.DATE, sortable=False, narrow=True),
        Column("valid_to", _("Đến hết ngày"), value=_end, sortable=False, narrow=True),
        Column("state", _("Hiệu lực"), Kind.CHIP, value=lambda r: certificate_chip(r, on), sortable=False),
        Column("plan", _("Tính cho"), value=lambda r: r.plan or None, sortable=False),
    ]
    if acts:
        columns.append(Column("acts", _("Việc làm"), Kind.LINK, value=_revoke, sortable=False, exported=False))
    return Table(name="chung-nhan", caption=_("Chứng nhận của chuyên gia"), rows=rows, columns=columns, empty=empty)


def _end(row: ExpertCertificateRow) -> str:
    return format_date(row.valid_to) if row.valid_to else _("không thời hạn")


def _revoke(row: ExpertCertificateRow) -> Link | None:
    if row.revoked_on is not None:
        return None
    return Link(_("Ghi thu hồi"), entry_href("expert-certificate-revoke", row.number))


def club_table(rows: Sequence[ClubRow], on: date, *, empty: Empty) -> Table[ClubRow]:
    """One row a club."""
    return Table(
        name="cau-lac-bo",
        caption=_("Sổ câu lạc bộ"),
        rows=rows,
        columns=[
            Column("name", _("Câu lạc bộ"), href=lambda r: entry_href("club", r.number), filling=True),
            Column("school", _("Trường")),
            *_province(rows),
            Column("state", _("Tình trạng"), Kind.CHIP, value=lambda r: CLUB_CHIPS[club_state(r, on)]),
            Column("last_active_on", _("Hoạt động gần nhất"), Kind.DATE, narrow=True),
            Column("members", _("Thành viên"), Kind.INTEGER, total=True),
            Column("founded_on", _("Thành lập"), Kind.DATE, narrow=True),
            *_sample(rows),
        ],
        search=lambda r: f"{r.name} {r.school} {r.head}",
        filters=[
            Filter(
                STATE,
                _("Tình trạng"),
                lambda r: club_state(r, on),
                [(code, chip.label) for code, chip in CLUB_CHIPS.items()],
            ),
            Filter(SCHOOL, _("Trường"), lambda r: r.school),
            *_province_filter(rows),
        ],
        empty=empty,
    )


def club_activity_table(rows: Sequence[ClubActivityRow], *, acts: bool, empty: Empty) -> Table[ClubActivityRow]:
    """What a club did, the latest first; the year narrows it."""
    columns: list[Column[ClubActivityRow]] = [
        Column("held_on", _("Ngày"), Kind.DATE, narrow=True),
        Column("title", _("Hoạt động"), note=_withdrawn, filling=True),
        Column(
            "participants",
            _("Người dự"),
            Kind.INTEGER,
            value=lambda r: None if r.withdraw_reason else r.participants,
            total=True,
        ),
    ]
    if acts:
        columns.append(Column("acts", _("Việc làm"), Kind.LINK, value=_withdraw, sortable=False, exported=False))
    return Table(
        name="hoat-dong",
        caption=_("Hoạt động của câu lạc bộ"),
        rows=rows,
        columns=columns,
        filters=[Filter(YEAR, _("Năm"), lambda r: str(r.held_on.year))],
        empty=empty,
    )


def _withdrawn(row: ClubActivityRow) -> str:
    return _("Đã bỏ: %(why)s") % {"why": row.withdraw_reason} if row.withdraw_reason else ""


def _withdraw(row: ClubActivityRow) -> Link | None:
    if row.withdraw_reason:
        return None
    return Link(_("Bỏ, ghi nhầm"), entry_href("club-activity-withdraw", row.number))


def programme_table(rows: Sequence[ProgrammeRow], *, empty: Empty) -> Table[ProgrammeRow]:
    """One row a programme of a school."""
    return Table(
        name="chuong-trinh",
        caption=_("Chương trình ở trường"),
        rows=rows,
        columns=[
            Column("title", _("Chương trình"), href=lambda r: entry_href("school-programme", r.number), filling=True),
            Column("school", _("Trường")),
            *_province(rows),
            Column("state", _("Tình trạng"), Kind.CHIP, value=lambda r: PROGRAMME_CHIPS[programme_state(r)]),
            Column("adopted_on", _("Đưa vào dạy"), Kind.DATE, narrow=True),
            Column("decision", _("Văn bản của trường"), value=lambda r: r.decision or None),
            Column("hours", _("Số tiết"), Kind.NUMBER),
            Column("learners", _("Người học"), Kind.INTEGER, total=True),
            *_sample(rows),
        ],
        search=lambda r: f"{r.title} {r.school} {r.decision}",
        filters=[
            Filter(
                STATE,
                _("Tình trạng"),
                programme_state,
                [(code, chip.label) for code, chip in PROGRAMME_CHIPS.items()],
            ),
            Filter(SCHOOL, _("Trường"), lambda r: r.school),
            *_province_filter(rows),
        ],
        empty=empty,
    )


def _province(rows: Sequence[R]) -> list[Column[Any]]:
    return [Column("province", _("Tỉnh"))] if len({row.province for row in rows}) > 1 else []


def _province_filter(rows: Sequence[R]) -> list[Filter[Any]]:
    several = len({row.province for row in rows}) > 1
    return [Filter(PROVINCE, _("Tỉnh"), lambda r: r.province)] if several else []


def _sample(rows: Sequence[R]) -> list[Column[Any]]:
    if not any(row.is_sample for row in rows):
        return []
    return [Column("is_sample", _("Số liệu mẫu"), value=lambda r: _("mẫu") if r.is_sample else None)]
