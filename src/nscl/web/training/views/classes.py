"""The page of a class: how far it is, its sessions, who teaches, who runs it, how people register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from nscl.documents.qr import qr_svg
from nscl.records.queries import history
from nscl.text.formats import format_number
from nscl.training.enums import EnrolmentState, Registration, TrainingKind
from nscl.training.queries.access import ClassHeader
from nscl.training.queries.enrolments import count_enrolments
from nscl.training.queries.running import staff_of, trainers_of
from nscl.training.queries.sessions import SessionRow, list_sessions
from nscl.web.access import require_safe, signed_in, viewer
from nscl.web.training.events import class_timeline
from nscl.web.training.lacks import Lack, lacks_of
from nscl.web.training.places import class_href, class_or_404, course_href, training_crumbs
from nscl.web.training.tables import moment_words, sessions_table
from nscl.web.training.tabs import OVERVIEW, class_frame
from nscl.web.training.words import (
    CLASS_CHIPS,
    REGISTRATION_CHIPS,
    days_words,
    people_words,
    session_words,
    span_words,
    waiting_words,
)
from nscl.web.ui.parts import Act, Chip, Empty, Fact, Facts, Notice, Stat, Stats, Tone, Weight
from nscl.web.ui.tables import TableQuery
from nscl.web.work.places import activity_href
from nscl.work.enums import ActivityStatus
from nscl.work.queries.activities import may_see_history
from nscl.work.rules.moves import OPEN_STATUSES

Counts = Mapping[EnrolmentState, int]
# The last acts; each page of the class says more of its own.
MOST_EVENTS = 15


@dataclass(frozen=True, kw_only=True)
class RegistrationBox:
    """How people register: the state, the public address with its code, what the person may do about it."""

    chip: Chip
    note: str
    address: str
    qr: str
    acts: Sequence[Act]


@signed_in
@require_safe
def training_class(request: HttpRequest, number: int) -> HttpResponse:
    """One class with all its facts, for who sees training in the province or runs the class."""
    header = class_or_404(request, number)
    at, person = timezone.now(), viewer(request)
    sessions, counts = list_sessions(header), count_enrolments(number)
    lacks = lacks_of(header, sessions, counts, at) if header.may_run and header.status in OPEN_STATUSES else []
    sees_history = may_see_history(person, header.plan_unit_id, header.agency_id)
    this = (TrainingKind.TRAINING_CLASS.value, number)
    context: dict[str, Any] = {
        **class_frame(
            person,
            header,
            OVERVIEW,
            answer=_answer(header, sessions, counts, at),
            acts=_acts(header, lacks),
            chip=CLASS_CHIPS[header.status],
            crumbs=training_crumbs(),
        ),
        "notices": _notices(header),
        "stats": _stats(header, sessions, counts, at),
        "sessions": sessions_table(header, sessions, at, empty=_no_session(header)).present(TableQuery.of(request)),
        "lacks": lacks,
        "facts": _facts(header),
        "registration": _registration(request, header),
        "trainers": trainers_of(header),
        "trainers_act": _edit(header, _("Sửa giảng viên"), "class-trainers", "pencil"),
        "staff": staff_of(header),
        "staff_act": _edit(header, _("Người tổ chức"), "class-staff", "user-plus"),
        "timeline": class_timeline(history(subject=this, limit=MOST_EVENTS)) if sees_history else None,
    }
    return render(request, "training/class.html", context)


def _answer(header: ClassHeader, sessions: Sequence[SessionRow], counts: Counts, at: datetime) -> str:
    live = [one for one in sessions if one.cancelled_at is None]
    words = [people_words(counts[EnrolmentState.ENROLLED])]
    if header.capacity is not None:
        words[0] = _("%(people)s trên %(n)s chỗ") % {"people": words[0], "n": format_number(header.capacity)}
    if counts[EnrolmentState.WAITING]:
        words.append(waiting_words(counts[EnrolmentState.WAITING]))
    over = sum(one.ends_at <= at for one in live)
    words.append(_("đã học %(n)s trên %(sessions)s") % {"n": over, "sessions": session_words(len(live))})
    coming = next((one for one in live if one.ends_at > at), None)
    if coming is not None:
        words.append(_("buổi tới %(when)s") % {"when": span_words(coming.starts_at, coming.ends_at)})
    return f"{', '.join(words)}."


def _acts(header: ClassHeader, lacks: Sequence[Lack]) -> list[Act]:
    """What the person may do now, the primary act last."""
    if not header.may_run:
        return []
    if header.status is ActivityStatus.DONE:
        return [Act(_("Mở lại lớp"), class_href(header.number, "class-reopen"), "rotate-ccw")]
    if header.status not in OPEN_STATUSES:
        return []
    weight = Weight.PLAIN if lacks else Weight.PRIMARY
    return [
        Act(_("Sửa lớp"), class_href(header.number, "class-edit"), "pencil"),
        Act(_("Thêm buổi"), class_href(header.number, "session-add"), "calendar-plus"),
        Act(_("Kết thúc lớp"), class_href(header.number, "class-close"), "flag", weight),
    ]


def _edit(header: ClassHeader, label: str, name: str, icon: str) -> Act | None:
    return Act(label, class_href(header.number, name), icon, Weight.QUIET) if header.may_run else None


def _notices(header: ClassHeader) -> list[Notice]:
    if header.status is not ActivityStatus.CANCELLED:
        return []
    act = Act(_("Mở trang hoạt động"), activity_href(header.activity), "calendar-check")
    title = _("Lớp đã hủy: %(reason)s") % {"reason": header.cancel_reason}
    return [Notice(title, _("Mở lại ở trang của hoạt động."), Tone.WARN, [act])]


def _stats(header: ClassHeader, sessions: Sequence[SessionRow], counts: Counts, at: datetime) -> Stats:
    over = [one for one in sessions if one.cancelled_at is None and one.ends_at <= at]
    present, marked = sum(one.present for one in over), sum(one.present + one.absent + one.excused for one in over)
    share = f"{format_number(round(100 * present / marked))}%" if marked else "–"
    unmarked = sum(one.unmarked for one in over)
    places = "" if header.capacity is None else _("trên %(n)s chỗ") % {"n": format_number(header.capacity)}
    people, sheet = class_href(header.number, "class-people"), class_href(header.number, "class-attendance")
    waiting = format_number(counts[EnrolmentState.WAITING])
    return Stats(
        [
            Stat(_("Học viên"), format_number(counts[EnrolmentState.ENROLLED]), places, people, "users"),
            Stat(
                _("Chờ chỗ"),
                waiting,
                "",
                f"{people}?trang-thai=waiting",
                "hourglass",
            ),
            Stat(_("Có mặt"), share, _("trên số lượt đã điểm danh"), sheet, "clipboard-check"),
            Stat(
                _("Chưa điểm danh"),
                format_number(unmarked),
                _("lượt ở các buổi đã học"),
                sheet,
                "clipboard-list",
                tone=Tone.WARN if unmarked else None,
            ),
        ]
    )


def _no_session(header: ClassHeader) -> Empty:
    acts = [Act(_("Thêm buổi"), class_href(header.number, "session-add"), "calendar-plus", Weight.PRIMARY)]
    return Empty(
        _("Chưa có buổi học nào"),
        _("Thêm buổi học thì mới điểm danh được."),
        "calendar-plus",
        acts if header.may_run else [],
    )


def _facts(header: ClassHeader) -> Facts:
    facts = [
        Fact(_("Khóa học"), header.course, course_href(header.course_number)),
        Fact(_("Hoạt động"), _("trong kế hoạch năm %(year)s") % {"year": header.year}, activity_href(header.activity)),
        Fact(_("Cơ quan mở lớp"), header.agency),
        Fact(_("Thời gian"), days_words(header.starts_on, header.ends_on)),
        Fact(_("Hình thức"), str(header.mode.label)),
        Fact(_("Địa điểm"), header.place or None),
    ]
    if header.link and header.sees_contacts:
        facts.append(Fact(_("Đường dẫn"), header.link, header.link))
    facts.append(Fact(_("Giấy chứng nhận"), certificate_words(header)))
    if header.notice:
        facts.append(Fact(_("Lời nhắn"), header.notice))
    return Facts(facts)


def certificate_words(rules: Any) -> str:
    """What a certificate asks for, of a class or a course."""
    if not rules.gives_certificate:
        return _("không cấp")
    words = [_("dự ít nhất %(n)s%% số buổi") % {"n": rules.min_attendance_percent}]
    if rules.min_test_percent is not None:
        words.append(_("bài kiểm tra đạt ít nhất %(n)s%%") % {"n": rules.min_test_percent})
    if rules.validity_months is not None:
        words.append(_("hiệu lực %(n)s tháng") % {"n": rules.validity_months})
    return ", ".join(words)


def _registration(request: HttpRequest, header: ClassHeader) -> RegistrationBox:
    note, address, qr = "", "", ""
    if header.registration is not Registration.NOT_OPEN:
        path = reverse("public-class", kwargs={"public_id": header.public_id})
        address = request.build_absolute_uri(path)
        qr = mark_safe(qr_svg(address))  # noqa: S308  (a drawing of our own)
    if header.registration is Registration.OPEN and header.registration_until is not None:
        note = _("đến %(when)s") % {"when": moment_words(header.registration_until)}
    acts = []
    if header.may_run and header.status in OPEN_STATUSES:
        is_open = header.registration is Registration.OPEN
        label = _("Đổi, đóng ghi danh") if is_open else _("Mở ghi danh")
        acts = [Act(label, class_href(header.number, "class-registration"), "door-open")]
    return RegistrationBox(chip=REGISTRATION_CHIPS[header.registration], note=note, address=address, qr=qr, acts=acts)
