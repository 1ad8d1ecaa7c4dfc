"""Tables of training: classes, courses, sessions, participants."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.text.dates import format_date
from nscl.text.formats import format_number
from nscl.training.enums import CourseLevel, CourseTopic
from nscl.training.queries.access import ClassHeader
from nscl.training.queries.courses import CourseRow
from nscl.training.queries.lists import ClassRow, Need
from nscl.training.queries.sessions import SessionRow
from nscl.web.plans.words import capital
from nscl.web.training.places import class_href, course_href, session_href
from nscl.web.training.words import CLASS_CHIPS, NEED_CHIPS, days_words, span_words
from nscl.web.ui.parts import Chip, Empty, Tone
from nscl.web.ui.tables import Column, Filter, Kind, Link, Table
from nscl.work.enums import ActivityStatus

NEEDS = "can"


def classes_table(rows: Sequence[ClassRow], caption: str, *, empty: Empty, of_course: bool = False) -> Table[ClassRow]:
    """Classes; of_course: of one course, whose name need not stand in every row."""
    columns: list[Column[ClassRow]] = [
        Column(
            "title",
            _("Lớp"),
            href=lambda r: class_href(r.number),
            note=lambda r: " · ".join(filter(None, ["" if of_course else r.course, r.place or r.commune])),
            filling=True,
        ),
        Column("status", _("Tình trạng"), Kind.CHIP, value=class_chip),
        Column("agency", _("Cơ quan")),
        Column("starts_on", _("Thời gian"), value=_days, note=_sessions, sort_value=lambda r: r.starts_on),
        Column("enrolled", _("Học viên"), Kind.INTEGER, note=_places, total=True),
        Column("waiting", _("Chờ chỗ"), Kind.INTEGER, total=True),
        *_sample_column(rows),
    ]
    return Table(
        name="lop",
        caption=caption,
        rows=rows,
        columns=columns,
        search=lambda r: f"{r.title} {r.course} {r.place} {r.commune}",
        filters=_class_filters(rows, of_course=of_course),
        empty=empty,
    )


def _days(row: ClassRow) -> str:
    return days_words(row.starts_on, row.ends_on)


def _sessions(row: ClassRow) -> str:
    return _("đã học %(over)s/%(n)s buổi") % {"over": row.over, "n": row.sessions}


def _places(row: ClassRow) -> str:
    return "" if row.capacity is None else _("%(n)s chỗ") % {"n": format_number(row.capacity)}


def class_chip(row: ClassRow) -> Chip:
    """What the class waits for, else where it stands."""
    return NEED_CHIPS[row.need] if row.need is not None else CLASS_CHIPS[row.status]


def _class_filters(rows: Sequence[ClassRow], *, of_course: bool) -> list[Filter[ClassRow]]:
    states = [
        *((need.value, chip.label) for need, chip in NEED_CHIPS.items()),
        *((status.value, chip.label) for status, chip in CLASS_CHIPS.items()),
    ]
    filters: list[Filter[ClassRow]] = [
        Filter(
            "tinh-trang",
            _("Tình trạng"),
            lambda r: [r.status.value, r.need.value] if r.need is not None else r.status.value,
            options=states,
        ),
        Filter("co-quan", _("Cơ quan"), lambda r: r.agency),
    ]
    if not of_course:
        topics = [(one.value, capital(one.label)) for one in CourseTopic if any(r.topic is one for r in rows)]
        filters.append(Filter("linh-vuc", _("Lĩnh vực"), lambda r: r.topic.value, options=topics))
    return filters


def _sample_column(rows: Sequence[ClassRow]) -> list[Column[ClassRow]]:
    if not any(row.is_sample for row in rows):
        return []
    return [Column("is_sample", _("Số liệu mẫu"), value=lambda r: _("mẫu") if r.is_sample else None)]


def courses_table(rows: Sequence[CourseRow], *, empty: Empty, with_unit: bool) -> Table[CourseRow]:
    """The catalogue."""
    sample: list[Column[CourseRow]] = (
        [Column("is_sample", _("Số liệu mẫu"), value=lambda r: _("mẫu") if r.is_sample else None)]
        if any(row.is_sample for row in rows)
        else []
    )
    province: list[Column[CourseRow]] = [Column("province", _("Tỉnh"))] if with_unit else []
    return Table(
        name="khoa-hoc",
        caption=_("Danh mục khóa học"),
        rows=rows,
        columns=[
            Column(
                "title", _("Khóa học"), href=lambda r: course_href(r.number), note=lambda r: r.audience, filling=True
            ),
            *province,
            Column("topic", _("Lĩnh vực"), value=lambda r: capital(r.topic.label)),
            Column("level", _("Mức độ"), value=lambda r: capital(r.level.label)),
            Column("hours", _("Số giờ"), Kind.NUMBER),
            Column("classes", _("Số lớp"), Kind.INTEGER, total=True),
            Column("state", _("Tình trạng"), Kind.CHIP, value=course_chip),
            *sample,
        ],
        search=lambda r: f"{r.title} {r.audience}",
        filters=[
            Filter(
                "linh-vuc",
                _("Lĩnh vực"),
                lambda r: r.topic.value,
                options=[(one.value, capital(one.label)) for one in CourseTopic],
            ),
            Filter(
                "muc-do",
                _("Mức độ"),
                lambda r: r.level.value,
                options=[(one.value, capital(one.label)) for one in CourseLevel],
            ),
        ],
        empty=empty,
    )


def course_chip(row: CourseRow) -> Chip:
    """Whether new classes may be of it."""
    if row.retired_at is not None:
        return Chip(_("Thôi dùng"), Tone.UNKNOWN, "archive", 1)
    return Chip(_("Đang dùng"), Tone.GOOD, "circle-check", 0)


def sessions_table(header: ClassHeader, rows: Sequence[SessionRow], at: datetime, *, empty: Empty) -> Table[SessionRow]:
    """The sessions of a class, each with what may be done with it now."""

    def acts(row: SessionRow) -> list[Link]:
        links = []
        if header.takes_attendance and row.may_mark(at):
            links.append(Link(_("Điểm danh"), session_href("class-sheet", header, row.number)))
        if header.may_run and row.cancelled_at is None and header.status is not ActivityStatus.DONE:
            links.append(Link(_("Sửa"), session_href("session-edit", header, row.number)))
            links.append(Link(_("Hủy buổi"), session_href("session-cancel", header, row.number)))
        return links

    return Table(
        name="buoi",
        caption=_("Các buổi học"),
        rows=rows,
        columns=[
            Column("position", _("Buổi"), Kind.INTEGER, sortable=False),
            Column(
                "starts_at",
                _("Thời gian"),
                value=lambda r: span_words(r.starts_at, r.ends_at),
                note=lambda r: " · ".join(filter(None, [r.topic, r.place])),
                sortable=False,
                filling=True,
            ),
            Column("state", _("Tình trạng"), Kind.CHIP, value=lambda r: session_chip(r, at), sortable=False),
            Column("present", _("Có mặt"), Kind.INTEGER, sortable=False),
            Column("absent", _("Vắng"), Kind.INTEGER, value=lambda r: r.absent + r.excused, sortable=False),
            Column(
                "unmarked",
                _("Chưa điểm danh"),
                Kind.INTEGER,
                value=lambda r: r.unmarked if r.may_mark(at) else None,
                sortable=False,
            ),
            Column("acts", _("Việc làm"), Kind.LINK, value=acts, sortable=False, exported=False),
        ],
        empty=empty,
    )


def session_chip(row: SessionRow, at: datetime) -> Chip:
    """Where a session stands at a moment."""
    if row.cancelled_at is not None:
        return Chip(_("Đã hủy: %(why)s") % {"why": row.cancel_reason}, Tone.UNKNOWN, "ban", 4)
    if row.starts_at > at:
        return Chip(_("Sắp tới"), Tone.IDLE, "clock", 2)
    if row.ends_at > at:
        return Chip(_("Đang học"), Tone.INFO, "loader", 1)
    if row.unmarked:
        return Chip(_("Cần điểm danh"), Tone.WARN, "clipboard-list", 0)
    return Chip(_("Đã học"), Tone.GOOD, "circle-check", 3)


def moment_words(moment: datetime) -> str:
    """A moment as a cell shows it."""
    local = timezone.localtime(moment)
    return f"{local:%H:%M} {format_date(local.date())}"


def list_href(**filters: str) -> str:
    """The list of classes, narrowed."""
    asked = "&".join(f"{name}={value}" for name, value in filters.items())
    return f"{reverse('training')}?{asked}" if asked else reverse("training")


def need_href(need: Need) -> str:
    """The classes that need this."""
    return list_href(**{"tinh-trang": need.value})
