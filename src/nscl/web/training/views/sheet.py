"""The sheet of a session, as it is filled on a phone: one form without script, row by row with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nscl.text.formats import format_number
from nscl.training.enums import AttendanceSource, AttendanceState
from nscl.training.operations.attendance import Marked, mark
from nscl.training.operations.errors import TrainingError
from nscl.training.queries.access import ClassHeader
from nscl.training.queries.sessions import SessionRow, list_sessions
from nscl.training.queries.sheets import SheetRow, named, sheet_of
from nscl.training.rules.attendance import SHEET_OPENS_BEFORE
from nscl.web.access import actor, require_safe, signed_in, viewer
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.training.places import (
    attended_or_404,
    class_crumbs,
    class_href,
    class_or_404,
    session_href,
    session_or_404,
    training_crumbs,
)
from nscl.web.training.tables import moment_words, sessions_table
from nscl.web.training.tabs import ATTENDANCE, class_frame
from nscl.web.training.words import ATTENDANCE_CHIPS, people_words, span_words
from nscl.web.ui.parts import Act, Chip, Crumb, Empty, Fact, Facts, Notice, Tone, Weight
from nscl.web.ui.samples import sample_title
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import xlsx_response
from nscl.web.work.places import number_of
from nscl.work.enums import ActivityStatus

REASON: Final = "ly_do"
ONE: Final = "mot"
ALL: Final = "tat-ca"
SEARCH: Final = "q"
# In the order in which a thumb meets them.
CHOICES: Final = (AttendanceState.PRESENT, AttendanceState.ABSENT, AttendanceState.EXCUSED)
# Room on the printed list for who comes without having registered.
BLANK_ROWS: Final = 5


@dataclass(frozen=True, slots=True)
class ChoiceOfMark:
    """A mark that may be chosen."""

    value: str
    label: str
    tone: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A person on the sheet as the page shows them. told: who marked them last; problem: why it was not written."""

    number: int
    name: str
    note: str
    seen: str
    choices: Sequence[ChoiceOfMark]
    told: str = ""
    problem: str = ""

    @property
    def field(self) -> str:
        """The name of the choice."""
        return f"hv-{self.number}"

    @property
    def seen_field(self) -> str:
        """The name of what stood there when the page was made."""
        return f"da-{self.number}"


@signed_in
@require_safe
def attendance(request: HttpRequest, number: int) -> HttpResponse:
    """The sessions of the class, each with the door to its sheet."""
    header = class_or_404(request, number)
    at = timezone.now()
    sessions = list_sessions(header)
    acts = [Act(_("Thêm buổi"), class_href(number, "session-add"), "calendar-plus", Weight.PRIMARY)]
    empty = Empty(_("Chưa có buổi học nào"), _("Thêm buổi học thì mới điểm danh được."), "calendar-plus", acts)
    view = sessions_table(header, sessions, at, empty=empty).present(TableQuery.of(request))
    if view.query.wants_xlsx:
        title = sample_title(_("Điểm danh, %(title)s") % {"title": header.title}, is_sample=header.is_sample)
        return xlsx_response([view], title=title, at=timezone.localtime())
    over = [one for one in sessions if one.cancelled_at is None and one.ends_at <= at]
    unmarked = sum(one.unmarked for one in over)
    answer = (
        ngettext("%(n)s lượt chưa điểm danh.", "%(n)s lượt chưa điểm danh.", unmarked) % {"n": format_number(unmarked)}
        if unmarked
        else _("Các buổi đã học đều đã điểm danh đủ.")
        if over
        else _("Chưa có buổi nào học xong.")
    )
    frame = class_frame(viewer(request), header, ATTENDANCE, answer=answer, crumbs=training_crumbs())
    return render(request, "training/class_table.html", {**frame, "notices": [], "view": view})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, number: int, session: int) -> HttpResponse:
    """Who is there; POST keeps what was changed: all of the form, or with htmx one row of it."""
    header = attended_or_404(request, number)
    sitting = session_or_404(header, session)
    if request.method != "POST":
        return _page(request, header, sitting, sheet_of(header, sitting))
    one = number_of(request.POST.get(ONE))
    if one is not None:
        return _keep_one(request, header, sitting, one)
    rows = sheet_of(header, sitting)
    marks, seen = _sent(request, rows)
    try:
        marked = _mark(request, session, marks, seen)
    except TrainingError as error:
        return _page(request, header, sitting, rows, refused=(str(error),), typed=marks)
    _tell(request, rows, marked)
    return go_to(request, request.get_full_path())


def _sent(
    request: HttpRequest, rows: Sequence[SheetRow]
) -> tuple[dict[int, AttendanceState], dict[int, AttendanceState | None]]:
    """The marks that the person changed, or gave to all who had none, with what stood there before."""
    marks: dict[int, AttendanceState] = {}
    seen: dict[int, AttendanceState | None] = {}
    rest = _state(request.POST.get(ALL))
    asked = {row.enrolment for row in named(rows, request.POST.get(SEARCH, ""))}
    for row in rows:
        before = _state(request.POST.get(f"da-{row.enrolment}"))
        sent = _state(request.POST.get(f"hv-{row.enrolment}"))
        if sent is None and row.state is None and row.enrolment in asked:
            sent = rest
        if sent is not None and sent is not before:
            marks[row.enrolment], seen[row.enrolment] = sent, before
    return marks, seen


def _state(text: str | None) -> AttendanceState | None:
    return AttendanceState(text) if text in {choice.value for choice in CHOICES} else None


def _mark(
    request: HttpRequest,
    session: int,
    marks: Mapping[int, AttendanceState],
    seen: Mapping[int, AttendanceState | None],
) -> Marked:
    if not marks:
        return Marked()
    return mark(
        session=session,
        marks=marks,
        seen=seen,
        source=AttendanceSource.SHEET,
        reason=request.POST.get(REASON, ""),
        viewer=viewer(request),
        by=actor(request),
        at=timezone.now(),
    )


def _tell(request: HttpRequest, rows: Sequence[SheetRow], marked: Marked) -> None:
    changed = marked.new + marked.corrected
    if changed:
        words = ngettext("Đã ghi %(n)s người.", "Đã ghi %(n)s người.", changed)
        messages.success(request, words % {"n": format_number(changed)})
    if marked.left:
        names = ", ".join(row.name for row in rows if row.enrolment in marked.left)
        words = _("Người khác vừa điểm danh: %(names)s. Đã giữ như họ ghi; xem lại rồi ghi nếu vẫn khác.")
        messages.warning(request, words % {"names": names})
    if not changed and not marked.left:
        messages.info(request, _("Không có gì thay đổi nên không lưu gì."))


def _keep_one(request: HttpRequest, header: ClassHeader, sitting: SessionRow, number: int) -> HttpResponse:
    """One row, with the counts on top: what htmx swaps in."""
    sent, before = _state(request.POST.get(f"hv-{number}")), _state(request.POST.get(f"da-{number}"))
    problem, marked = "", Marked()
    try:
        if sent is not None:
            marked = _mark(request, sitting.number, {number: sent}, {number: before})
    except TrainingError as error:
        problem = str(error)
    rows = sheet_of(header, sitting)
    row = next((row for row in rows if row.enrolment == number), None)
    if row is None:
        raise Http404
    if marked.left:
        problem = _("Người khác vừa ghi khác. Đã giữ như họ ghi; chọn lại nếu vẫn khác.")
    context = {
        "line": _line(row, problem=problem, typed=sent if problem and not marked.left else None),
        "summary": _summary(rows),
        "may_mark": True,
        "here": session_href("class-sheet", header, sitting.number),
    }
    return render(request, "training/sheet_one.html", context)


def _page(
    request: HttpRequest,
    header: ClassHeader,
    sitting: SessionRow,
    rows: Sequence[SheetRow],
    *,
    refused: Sequence[str] = (),
    typed: Mapping[int, AttendanceState] | None = None,
) -> HttpResponse:
    at, q = timezone.now(), (request.POST if refused else request.GET).get(SEARCH, "")
    may_mark = sitting.may_mark(at) and header.status is not ActivityStatus.CANCELLED
    wanted = named(rows, q)
    frame = class_frame(
        viewer(request),
        header,
        ATTENDANCE,
        title=_("Điểm danh buổi %(n)s") % {"n": sitting.position},
        answer=span_words(sitting.starts_at, sitting.ends_at),
        crumbs=class_crumbs(header, Crumb(_("Điểm danh"), class_href(header.number, "class-attendance"))),
        acts=[
            Act(_("In danh sách ký"), session_href("class-sign-in-list", header, sitting.number), "printer"),
            Act(_("Mã QR để tự điểm danh"), session_href("check-in-code", header, sitting.number), "qr-code"),
        ],
    )
    context: dict[str, Any] = {
        **frame,
        "refused": refused,
        "closed": None if may_mark else _closed(header, sitting),
        "summary": _summary(rows),
        "lines": [_line(row, typed=(typed or {}).get(row.enrolment)) for row in wanted],
        "empty": _empty(header, rows),
        "may_mark": may_mark,
        "needs_reason": header.status is ActivityStatus.DONE,
        "reason": request.POST.get(REASON, ""),
        "q": q,
        "here": request.path,
        "back": class_href(header.number, "class-attendance"),
    }
    return show(request, "training/sheet.html", context, HTTPStatus.CONFLICT if refused else HTTPStatus.OK)


def _line(row: SheetRow, *, problem: str = "", typed: AttendanceState | None = None) -> Line:
    chosen = typed or row.state
    choices = [
        ChoiceOfMark(one.value, str(ATTENDANCE_CHIPS[one].label), ATTENDANCE_CHIPS[one].tone, one is chosen)
        for one in CHOICES
    ]
    return Line(
        number=row.enrolment,
        name=row.name,
        note=", ".join(filter(None, [row.position, row.organisation])),
        seen=row.state.value if row.state is not None else "",
        choices=choices,
        told=_told(row),
        problem=problem,
    )


def _told(row: SheetRow) -> str:
    """Who marked the person, and when."""
    if row.marked_at is None or row.source is None:
        return ""
    who = row.by or str(row.source.label)
    return _("%(who)s ghi lúc %(when)s") % {"who": who, "when": moment_words(row.marked_at)}


def _summary(rows: Sequence[SheetRow]) -> list[tuple[Chip, int]]:
    unmarked = Chip(_("Chưa điểm danh"), Tone.IDLE, "circle-dashed")
    counts = [(ATTENDANCE_CHIPS[state], sum(row.state is state for row in rows)) for state in CHOICES]
    return [*counts, (unmarked, sum(row.state is None for row in rows))]


def _closed(header: ClassHeader, sitting: SessionRow) -> Notice:
    if header.status is ActivityStatus.CANCELLED:
        return Notice(_("Lớp đã hủy nên không điểm danh được."), tone=Tone.WARN)
    if sitting.cancelled_at is not None:
        return Notice(_("Buổi này đã hủy nên không điểm danh được."), sitting.cancel_reason, Tone.WARN)
    opens = moment_words(sitting.starts_at - SHEET_OPENS_BEFORE)
    return Notice(_("Chưa đến giờ điểm danh: buổi này điểm danh được từ %(when)s.") % {"when": opens}, tone=Tone.INFO)


def _empty(header: ClassHeader, rows: Sequence[SheetRow]) -> Empty:
    if rows:
        return Empty(_("Không có ai khớp"), _("Đổi từ tìm, hoặc bỏ trống để xem cả lớp."), "search-x")
    acts = [Act(_("Ghi danh học viên"), class_href(header.number, "class-people"), "user-plus", Weight.PRIMARY)]
    return Empty(_("Lớp chưa có học viên"), _("Ghi danh học viên rồi điểm danh."), "users", acts)


@signed_in
@require_safe
def sign_in_list(request: HttpRequest, number: int, session: int) -> HttpResponse:
    """The list that people sign, for printing on A4; no contacts stand on it."""
    header = attended_or_404(request, number)
    sitting = session_or_404(header, session)
    people = sheet_of(header, sitting)
    way = Crumb(_("Điểm danh"), class_href(number, "class-attendance"))
    frame = class_frame(
        viewer(request),
        header,
        ATTENDANCE,
        title=_("Danh sách ký buổi %(n)s") % {"n": sitting.position},
        answer=header.title,
        crumbs=class_crumbs(header, way),
    )
    facts = Facts(
        [
            Fact(_("Thời gian"), span_words(sitting.starts_at, sitting.ends_at)),
            Fact(_("Địa điểm"), sitting.place or header.place or None),
            Fact(_("Nội dung"), sitting.topic or None),
            Fact(_("Cơ quan mở lớp"), header.agency),
            Fact(_("Danh sách"), people_words(len(people))),
        ]
    )
    blank_rows = range(len(people) + 1, len(people) + 1 + BLANK_ROWS)
    context = {**frame, "facts": facts, "people": people, "blank_rows": blank_rows}
    return render(request, "training/sign_in_list.html", context)
