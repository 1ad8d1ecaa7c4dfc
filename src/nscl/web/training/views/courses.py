"""The catalogue of courses: the list, one course with its classes and materials, added, changed, retired."""

from __future__ import annotations

from dataclasses import asdict, replace
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.institutions.queries import provinces_among
from nscl.records.queries import history
from nscl.records.queries.evidence import list_evidence
from nscl.text.formats import format_number
from nscl.training.enums import TrainingKind
from nscl.training.operations.courses import add_course, edit_course, restore_course, retire_course
from nscl.training.operations.errors import Conflict, TrainingError
from nscl.training.queries.courses import CourseMissing, CourseRow, find_course, list_courses
from nscl.training.queries.lists import list_classes
from nscl.training.rules.values import CourseValues
from nscl.web import context_choice
from nscl.web.access import actor, require_safe, requires, viewer
from nscl.web.evidence.kinds import FoundSubject
from nscl.web.evidence.listing import evidence_part
from nscl.web.evidence.subjects import BY_KIND, asked_about, course_subject
from nscl.web.plan_editing.views.conflicts import chosen_theirs
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.plans.words import capital
from nscl.web.training.asking import ask_then_act
from nscl.web.training.events import class_timeline
from nscl.web.training.forms.choosing import offered
from nscl.web.training.forms.courses import RULE_FIELDS, blank_rules, course_form, course_values
from nscl.web.training.places import COURSE, course_crumbs, course_href, open_href, training_crumbs, training_page
from nscl.web.training.refusals import refuse
from nscl.web.training.sections import COURSES, section_tabs
from nscl.web.training.tables import classes_table, course_chip, courses_table
from nscl.web.training.views.classes import certificate_words
from nscl.web.ui.parts import Act, Confirmation, Crumb, Empty, Fact, Facts, Weight
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import xlsx_response
from nscl.web.work.forms.editor import Editor
from nscl.web.work.places import sent_version
from nscl.web.work.scope import place_words
from nscl.web.work.views.conflicts import settle, settle_title


@requires(Permission.VIEW_TRAINING)
@require_safe
def course_list(request: HttpRequest) -> HttpResponse:
    """The catalogue of the chosen province."""
    person, query = viewer(request), TableQuery.of(request)
    choice = context_choice.current(request)
    rows = list_courses(person, unit_ids=context_choice.territory(request))
    may_add = person.may(Permission.RUN_CLASSES)
    view = courses_table(rows, empty=_empty(may_add=may_add), with_unit=choice.unit is None).present(query)
    is_sample = any(row.is_sample for row in rows)
    if query.wants_xlsx:
        title = sample_title(_("Khóa học, %(where)s") % {"where": place_words(request)}, is_sample=is_sample)
        return xlsx_response([view], title=title, at=timezone.localtime())
    used = [row for row in rows if row.retired_at is None]
    answer = _("%(n)s khóa học đang dùng, đã mở %(classes)s lớp.") % {
        "n": format_number(len(used)),
        "classes": format_number(sum(row.classes for row in rows)),
    }
    context: dict[str, Any] = {
        "page": training_page(_("Khóa học"), answer, crumbs=training_crumbs(), acts=_adds() if may_add else []),
        "sections": section_tabs(COURSES),
        "notices": sample_notices(is_sample=is_sample),
        "views": [view],
    }
    return render(request, "training/list.html", context)


def _adds() -> list[Act]:
    return [Act(_("Thêm khóa học"), reverse("course-add"), "plus", Weight.PRIMARY)]


def _empty(*, may_add: bool) -> Empty:
    text = _("Khóa học là khuôn của lớp: nội dung, thời lượng, điều kiện cấp chứng nhận ghi một lần, mở nhiều lớp.")
    return Empty(_("Chưa có khóa học nào"), text, "book-open", _adds() if may_add else [])


def course_or_404(request: HttpRequest, number: int) -> CourseRow:
    """The course as the person may see it. Raises Http404."""
    try:
        return find_course(viewer(request), number)
    except CourseMissing as missing:
        raise Http404 from missing


def _editable_or_404(request: HttpRequest, number: int) -> CourseRow:
    row = course_or_404(request, number)
    if not row.may_edit:
        raise Http404
    return row


@requires(Permission.VIEW_TRAINING)
@require_safe
def course(request: HttpRequest, number: int) -> HttpResponse:
    """One course: what it is, its classes, its materials."""
    row, person = course_or_404(request, number), viewer(request)
    classes = list_classes(person, at=timezone.now(), course=number)
    empty = Empty(_("Chưa mở lớp nào của khóa này"), "", "presentation", _opens(row))
    view = classes_table(classes, _("Các lớp đã mở"), empty=empty, of_course=True).present(TableQuery.of(request))
    if view.query.wants_xlsx:
        is_sample = row.is_sample or any(one.is_sample for one in classes)
        return xlsx_response([view], title=sample_title(row.title, is_sample=is_sample), at=timezone.localtime())
    found = FoundSubject(course_subject(row), course_href(number), row.may_edit)
    asked = asked_about(BY_KIND[TrainingKind.COURSE], person, found)
    this = (TrainingKind.COURSE.value, number)
    sees_history = person.may(Permission.VIEW_HISTORY, row.unit_id) or row.may_edit
    context: dict[str, Any] = {
        "page": training_page(row.title, _answer(row), crumbs=course_crumbs(), acts=_acts(row), chip=course_chip(row)),
        "notices": sample_notices(is_sample=row.is_sample),
        "description": row.description,
        "classes": view,
        "evidence": evidence_part(asked, list_evidence(*this), empty=_("Chưa có tài liệu: bài giảng, bài tập, mẫu.")),
        "facts": _facts(row),
        "timeline": class_timeline(history(subject=this)) if sees_history else None,
    }
    return render(request, "training/course.html", context)


def _answer(row: CourseRow) -> str:
    return _("%(topic)s, %(level)s, %(hours)s giờ.") % {
        "topic": capital(row.topic.label),
        "level": row.level.label,
        "hours": format_number(row.hours.normalize() if row.hours % 1 else int(row.hours)),
    }


def _opens(row: CourseRow) -> list[Act]:
    if not row.may_edit or row.retired_at is not None:
        return []
    return [Act(_("Mở lớp"), open_href({COURSE: row.number}), "presentation", Weight.PRIMARY)]


def _acts(row: CourseRow) -> list[Act]:
    if not row.may_edit:
        return []
    label, name, icon = (
        (_("Thôi dùng"), "course-retire", "archive")
        if row.retired_at is None
        else (_("Dùng lại"), "course-restore", "archive-restore")
    )
    return [
        Act(label, course_href(row.number, name), icon, Weight.QUIET),
        Act(_("Sửa khóa học"), course_href(row.number, "course-edit"), "pencil"),
        *_opens(row),
    ]


def _facts(row: CourseRow) -> Facts:
    return Facts(
        [
            Fact(_("Tỉnh"), row.province),
            Fact(_("Dành cho ai"), row.audience or None),
            Fact(_("Giấy chứng nhận"), certificate_words(row)),
            Fact(_("Bài kiểm tra"), row.test or None),
            Fact(_("Phiếu đánh giá"), row.evaluation or None),
        ]
    )


@requires(Permission.VIEW_TRAINING, Permission.RUN_CLASSES)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A blank form; POST adds the course to the catalogue of the chosen province."""
    unit = _unit(request)
    choices = offered(viewer(request), unit)
    editor = course_form(choices.tests, choices.evaluations)
    if request.method != "POST":
        return _form_page(request, None, editor.show(blank_rules(), {}))
    if editor.read(request.POST).is_valid():
        try:
            saved = add_course(
                unit_id=unit,
                values=course_values(editor),
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except TrainingError as error:
            refuse(editor, error)
        else:
            messages.success(request, _("Đã thêm khóa học."))
            return go_to(request, course_href(saved.number))
    return _form_page(request, None, editor, refused=True)


def _unit(request: HttpRequest) -> int:
    """The province of a new course: the chosen one, else the person's own. Raises Http404 where there is none."""
    choice = context_choice.current(request)
    if choice.unit is not None and viewer(request).may(Permission.RUN_CLASSES, choice.unit.id):
        return choice.unit.id
    own = provinces_among(viewer(request).units_with(Permission.RUN_CLASSES))
    if not own:
        raise Http404
    return own[0].id


@requires(Permission.VIEW_TRAINING, Permission.RUN_CLASSES)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """The form of a course; POST keeps it. Classes that were opened keep the rules they began with."""
    row = _editable_or_404(request, number)
    choices = offered(viewer(request), row.unit_id)
    editor = course_form(choices.tests, choices.evaluations)
    if request.method != "POST":
        return _form_page(request, row, editor.show(asdict(row.values), {}), version=row.version)
    version = sent_version(request)
    if editor.read(request.POST).is_valid():
        try:
            saved = edit_course(
                number=number,
                version=version,
                values=_merged(course_values(editor), row, chosen_theirs(request.POST)),
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except Conflict as conflict:
            page = training_page(settle_title(), str(conflict), crumbs=_crumbs(row))
            return settle(request, page, conflict, course_href(number))
        except TrainingError as error:
            refuse(editor, error)
        else:
            said = _("Đã lưu khóa học.") if saved.changed else _("Không có gì thay đổi nên không lưu gì.")
            messages.success(request, said)
            return go_to(request, course_href(number))
    return _form_page(request, row, editor, version=version, refused=True)


def _merged(sent: CourseValues, row: CourseRow, theirs: list[str]) -> CourseValues:
    stored = asdict(row.values)
    return replace(sent, **{name: stored[name] for name in theirs if name in stored})


def _crumbs(row: CourseRow) -> list[Crumb]:
    return course_crumbs(Crumb(sample_title(row.title, is_sample=row.is_sample), course_href(row.number)))


def _form_page(
    request: HttpRequest,
    row: CourseRow | None,
    editor: Editor,
    *,
    version: int | None = None,
    refused: bool = False,
) -> HttpResponse:
    title = _("Thêm khóa học") if row is None else _("Sửa khóa học")
    own = [name for name in editor.form.fields if name not in RULE_FIELDS]
    context: dict[str, Any] = {
        "page": training_page(
            title, "" if row is None else row.title, crumbs=course_crumbs() if row is None else _crumbs(row)
        ),
        "editor": editor,
        "groups": [
            (_("Khóa học"), editor.bound(*own)),
            (_("Giấy chứng nhận, kiểm tra, đánh giá"), editor.bound(*RULE_FIELDS)),
        ],
        "version": version,
        "back": reverse(COURSES) if row is None else course_href(row.number),
        "verb": _("Lưu"),
        "icon": "save",
    }
    return show(request, "training/edit.html", context, HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK)


@requires(Permission.VIEW_TRAINING, Permission.RUN_CLASSES)
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: HttpRequest, number: int) -> HttpResponse:
    """Ask, then offer the course for no new class."""
    row = _editable_or_404(request, number)
    question = Confirmation(
        _("Thôi dùng khóa học “%(title)s”?") % {"title": row.title},
        [_("Không mở lớp mới của khóa này nữa; các lớp đã mở vẫn còn. Dùng lại được.")],
        _("Thôi dùng"),
        course_href(number),
        icon="archive",
    )

    def act(_reason: str) -> None:
        retire_course(number=number, viewer=viewer(request), by=actor(request), at=timezone.now())
        messages.success(request, _("Khóa học thôi dùng."))

    page = training_page(question.verb, row.title, crumbs=_crumbs(row))
    return ask_then_act(request, page, question, None, act)


@requires(Permission.VIEW_TRAINING, Permission.RUN_CLASSES)
@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: HttpRequest, number: int) -> HttpResponse:
    """Ask, then offer a retired course again."""
    row = _editable_or_404(request, number)
    question = Confirmation(
        _("Dùng lại khóa học “%(title)s”?") % {"title": row.title},
        [_("Khóa học lại có trong danh sách khi mở lớp.")],
        _("Dùng lại"),
        course_href(number),
        icon="archive-restore",
    )

    def act(_reason: str) -> None:
        restore_course(number=number, viewer=viewer(request), by=actor(request), at=timezone.now())
        messages.success(request, _("Khóa học dùng lại."))

    page = training_page(question.verb, row.title, crumbs=_crumbs(row))
    return ask_then_act(request, page, question, None, act)
