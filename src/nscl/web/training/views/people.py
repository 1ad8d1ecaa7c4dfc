"""The people of a class: the list, its file without and with contacts, who leaves, who moves up."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.institutions.queries import communes_of
from nscl.training.enums import EnrolmentState
from nscl.training.operations.enrolments import edit_enrolment, promote_from_waiting, withdraw
from nscl.training.operations.errors import TrainingError
from nscl.training.operations.exporting import note_export
from nscl.training.queries.access import ClassHeader
from nscl.training.queries.enrolments import EnrolmentMissing, EnrolmentRow, find_enrolment, list_enrolments
from nscl.training.queries.sessions import list_sessions
from nscl.web.access import actor, require_safe, requires, signed_in, viewer
from nscl.web.plan_editing.forms.spec import Choices
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.training.asking import ask_then_act, reason_form, show_question
from nscl.web.training.forms.people import origin_fields
from nscl.web.training.origins import names_organisation, organisation_of
from nscl.web.training.people_table import file_table, people_table
from nscl.web.training.places import (
    attended_or_404,
    class_crumbs,
    class_href,
    class_or_404,
    run_or_404,
    training_crumbs,
    training_page,
)
from nscl.web.training.refusals import refuse
from nscl.web.training.tabs import PEOPLE, class_frame
from nscl.web.training.views.editing import tell_promoted, write_to_promoted
from nscl.web.training.words import people_words, waiting_words
from nscl.web.ui.parts import Act, Confirmation, Crumb, Empty, Weight
from nscl.web.ui.samples import sample_title
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import xlsx_response
from nscl.web.work.forms.editor import Editor
from nscl.work.enums import ActivityStatus


@signed_in
@require_safe
def people(request: HttpRequest, number: int) -> HttpResponse:
    """Who is in the class; the file has no contacts."""
    header = class_or_404(request, number)
    rows, over = list_enrolments(viewer(request), header), _over(header)
    query = TableQuery.of(request)
    if query.wants_xlsx:
        view = file_table(rows, over, with_contacts=False).present(query)
        return xlsx_response([view], title=_file_title(header), at=timezone.localtime())
    view = people_table(header, rows, over, empty=_empty(header)).present(query)
    frame = class_frame(
        viewer(request), header, PEOPLE, answer=_answer(rows), acts=_acts(header, rows), crumbs=training_crumbs()
    )
    return render(request, "training/class_table.html", {**frame, "notices": [], "view": view})


def _over(header: ClassHeader) -> int:
    """How many sessions are over."""
    at = timezone.now()
    return sum(one.cancelled_at is None and one.ends_at <= at for one in list_sessions(header))


def _file_title(header: ClassHeader) -> str:
    return sample_title(_("Học viên, %(title)s") % {"title": header.title}, is_sample=header.is_sample)


def _answer(rows: tuple[EnrolmentRow, ...]) -> str:
    counts = {state: sum(row.state is state for row in rows) for state in EnrolmentState}
    words = [people_words(counts[EnrolmentState.ENROLLED])]
    if counts[EnrolmentState.WAITING]:
        words.append(waiting_words(counts[EnrolmentState.WAITING]))
    organisations = {row.organisation_id for row in rows if row.state is EnrolmentState.ENROLLED} - {None}
    if organisations:
        words.append(_("từ %(n)s đơn vị") % {"n": len(organisations)})
    return f"{', '.join(words)}."


def _acts(header: ClassHeader, rows: tuple[EnrolmentRow, ...]) -> list[Act]:
    acts = []
    if header.sees_contacts and rows:
        href = class_href(header.number, "class-contacts")
        acts.append(Act(_("Tải kèm liên hệ"), href, "contact", Weight.QUIET))
    if header.may_run and header.status is not ActivityStatus.CANCELLED:
        acts += [
            Act(_("Nhập từ Excel"), class_href(header.number, "class-import"), "file-up"),
            Act(_("Thêm nhiều người"), class_href(header.number, "class-add-people"), "users"),
            Act(_("Ghi danh"), class_href(header.number, "class-add-person"), "user-plus", Weight.PRIMARY),
        ]
    return acts


def _empty(header: ClassHeader) -> Empty:
    acts = [Act(_("Ghi danh"), class_href(header.number, "class-add-person"), "user-plus", Weight.PRIMARY)]
    return Empty(
        _("Lớp chưa có học viên"),
        _("Ghi từng người, nhập danh sách từ Excel, hoặc mở cho mọi người tự ghi danh."),
        "users",
        acts if header.may_run else [],
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def contacts(request: HttpRequest, number: int) -> HttpResponse:
    """Ask, then give the file with contacts; that it was taken is written down."""
    header = attended_or_404(request, number)
    rows = list_enrolments(viewer(request), header)
    if request.method == "POST":
        by, at = actor(request), timezone.now()
        note_export(training_class=number, people=len(rows), viewer=viewer(request), by=by, at=at)
        table = file_table(rows, _over(header), with_contacts=True)
        title = _("%(title)s, kèm liên hệ") % {"title": _file_title(header)}
        return xlsx_response([table.present(TableQuery(request.path, {}))], title=title, at=timezone.localtime())
    question = Confirmation(
        _("Tải danh sách kèm số điện thoại, thư điện tử?"),
        [
            _("Đây là dữ liệu cá nhân: chỉ dùng để tổ chức lớp này, không gửi cho người khác."),
            _("Nhật ký của lớp ghi lại ai đã tải, lúc nào."),
        ],
        _("Tải danh sách"),
        class_href(number, PEOPLE),
        icon="file-down",
    )
    page = training_page(_("Tải kèm liên hệ"), header.title, crumbs=_crumbs(header))
    return show_question(request, page, question)


def _crumbs(header: ClassHeader) -> list[Crumb]:
    return class_crumbs(header, Crumb(_("Học viên"), class_href(header.number, PEOPLE)))


def _enrolment_or_404(request: HttpRequest, number: int, enrolment: int) -> tuple[ClassHeader, EnrolmentRow]:
    header = run_or_404(request, number)
    try:
        return header, find_enrolment(viewer(request), header, enrolment)
    except EnrolmentMissing as missing:
        raise Http404 from missing


@requires(Permission.VIEW_TRAINING, Permission.RUN_CLASSES)
@require_http_methods(["GET", "HEAD", "POST"])
def take_off(request: HttpRequest, number: int, enrolment: int) -> HttpResponse:
    """Ask, then take a person off the list; the next who waits moves up."""
    header, row = _enrolment_or_404(request, number, enrolment)
    question = Confirmation(
        _("Rút tên %(name)s khỏi lớp?") % {"name": row.name},
        [
            _("Chỗ trống dành cho người đầu danh sách chờ, nếu có."),
            _("Điểm danh đã ghi vẫn còn; ghi danh lại được."),
        ],
        _("Rút tên"),
        class_href(number, PEOPLE),
        danger=True,
        icon="user-minus",
    )

    def act(reason: str) -> None:
        by, at = actor(request), timezone.now()
        saved = withdraw(enrolment=enrolment, reason=reason, viewer=viewer(request), by=by, at=at)
        messages.success(request, _("Đã rút tên %(name)s.") % {"name": row.name})
        tell_promoted(request, saved.promoted)

    page = training_page(question.verb, header.title, crumbs=_crumbs(header))
    return ask_then_act(request, page, question, reason_form(_("Vì sao rút")), act)


@requires(Permission.VIEW_TRAINING, Permission.RUN_CLASSES)
@require_http_methods(["GET", "HEAD", "POST"])
def move_up(request: HttpRequest, number: int, enrolment: int) -> HttpResponse:
    """Ask, then give a person who waits a place before others."""
    header, row = _enrolment_or_404(request, number, enrolment)
    question = Confirmation(
        _("Cho %(name)s vào danh sách lớp?") % {"name": row.name},
        [_("Người này đang chờ ở vị trí thứ %(n)s.") % {"n": row.waiting_place}],
        _("Cho vào lớp"),
        class_href(number, PEOPLE),
        icon="user-check",
    )

    def act(_reason: str) -> None:
        by, at = actor(request), timezone.now()
        saved = promote_from_waiting(enrolment=enrolment, viewer=viewer(request), by=by, at=at)
        messages.success(request, _("%(name)s đã vào danh sách lớp.") % {"name": row.name})
        write_to_promoted(request, saved.promoted)

    page = training_page(question.verb, header.title, crumbs=_crumbs(header))
    return ask_then_act(request, page, question, None, act)


@requires(Permission.VIEW_TRAINING, Permission.RUN_CLASSES)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_origin(request: HttpRequest, number: int, enrolment: int) -> HttpResponse:
    """Say otherwise from which organisation a person came, in which position, from which commune."""
    header, row = _enrolment_or_404(request, number, enrolment)
    communes = [(str(one.id), one.label) for one in communes_of(header.unit_id, header.starts_on)]
    editor = Editor(origin_fields(communes), {}, Choices())
    if request.method != "POST":
        stored = {"organisation": row.organisation, "position": row.position, "commune_id": row.commune_id}
        return _origin_page(request, header, row, editor.show(stored, {}))
    if editor.read(request.POST).is_valid() and (_is_same(row, editor.values()) or names_organisation(editor)):
        try:
            _keep_origin(request, header, row, editor)
        except TrainingError as error:
            refuse(editor, error)
        else:
            messages.success(request, _("Đã lưu nơi cử của %(name)s.") % {"name": row.name})
            return go_to(request, class_href(number, PEOPLE))
    return _origin_page(request, header, row, editor, refused=True)


def _is_same(row: EnrolmentRow, values: Mapping[str, Any]) -> bool:
    """Whether the organisation stays as it is: its kind need not be said again."""
    return values["organisation"] == row.organisation and not values["tax_code"]


def _keep_origin(request: HttpRequest, header: ClassHeader, row: EnrolmentRow, editor: Editor) -> None:
    """Write it, all or nothing. Raises TrainingError."""
    values, by, at = editor.values(), actor(request), timezone.now()
    with transaction.atomic():
        organisation = row.organisation_id
        if not _is_same(row, values):
            organisation = organisation_of(values, header.unit_id, by, at)
        edit_enrolment(
            enrolment=row.number,
            organisation_id=organisation,
            position=values["position"],
            commune_id=values["commune_id"],
            viewer=viewer(request),
            by=by,
            at=at,
        )


def _origin_page(
    request: HttpRequest, header: ClassHeader, row: EnrolmentRow, editor: Editor, *, refused: bool = False
) -> HttpResponse:
    context: dict[str, Any] = {
        "page": training_page(_("Nơi cử của %(name)s") % {"name": row.name}, header.title, crumbs=_crumbs(header)),
        "editor": editor,
        "groups": [("", editor.bound(*editor.form.fields))],
        "back": class_href(header.number, PEOPLE),
        "verb": _("Lưu"),
        "icon": "save",
    }
    return show(request, "training/edit.html", context, HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK)
