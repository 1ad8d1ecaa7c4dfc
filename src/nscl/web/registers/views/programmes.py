"""One programme of a school: the page, its forms, given up and taken up again."""

from __future__ import annotations

from dataclasses import asdict, replace

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.text.dates import format_date
from nscl.text.decimals import format_number as format_decimal
from nscl.text.formats import format_number
from nscl.training.enums import TrainingKind
from nscl.training.operations.registers.programmes import (
    adopt_programme,
    edit_programme,
    end_programme,
    resume_programme,
)
from nscl.training.queries.registers import ProgrammeRow
from nscl.web.access import actor, require_safe, requires, viewer
from nscl.web.evidence.subjects import programme_subject
from nscl.web.plan_editing.views.conflicts import chosen_theirs
from nscl.web.registers.forms.schooling import (
    PLAN,
    PROGRAMME_FIELDS,
    initial_of,
    only_plan,
    programme_details,
    programme_form,
)
from nscl.web.registers.forms.schools import names_school, school_of
from nscl.web.registers.places import entry_href, plans_to_count, programme_crumbs, unit_to_keep
from nscl.web.registers.views.entries import keeps, kept_programme_or_404, programme_or_404, show_entry
from nscl.web.registers.words import PROGRAMME_CHIPS, programme_state
from nscl.web.registers.writing import ON, Question, Writing, ask, reason_form, write
from nscl.web.training.places import training_page
from nscl.web.training.sections import PROGRAMMES
from nscl.web.ui.parts import Act, Confirmation, Fact, Page, Text, Weight
from nscl.web.work.places import sent_version, today

NAME = "school-programme"


@requires(Permission.VIEW_TRAINING)
@require_safe
def programme(request: HttpRequest, number: int) -> HttpResponse:
    """What a school took up, and by which paper."""
    row = programme_or_404(request, number)
    page = training_page(
        row.title,
        _answer(row),
        crumbs=programme_crumbs(),
        acts=_acts(row) if keeps(request, row) else [],
        chip=PROGRAMME_CHIPS[programme_state(row)],
    )
    return show_entry(
        request,
        page,
        TrainingKind.PROGRAMME,
        programme_subject(row, viewer(request)),
        _facts(row),
        no_evidence=_("Chưa có: quyết định của trường, đề cương."),
    )


def _answer(row: ProgrammeRow) -> str:
    if row.ended_on is not None:
        return _("Thôi dạy từ ngày %(day)s: %(why)s.") % {
            "day": format_date(row.ended_on),
            "why": row.end_reason.rstrip("."),
        }
    return _("%(school)s dạy từ ngày %(day)s.") % {"school": row.school, "day": format_date(row.adopted_on)}


def _acts(row: ProgrammeRow) -> list[Act]:
    edit = Act(_("Sửa"), entry_href(f"{NAME}-edit", row.number), "pencil", Weight.PRIMARY)
    if row.ended_on is not None:
        return [Act(_("Ghi dạy lại"), entry_href(f"{NAME}-resume", row.number), "archive-restore"), edit]
    return [Act(_("Ghi thôi dạy"), entry_href(f"{NAME}-end", row.number), "archive", Weight.QUIET), edit]


def _facts(row: ProgrammeRow) -> list[Fact]:
    return [
        Fact(_("Trường"), row.school),
        Fact(_("Tỉnh"), row.province),
        Fact(_("Đưa vào giảng dạy"), format_date(row.adopted_on)),
        Fact(_("Văn bản của trường"), row.decision or None),
        Fact(_("Số tiết"), None if row.hours is None else format_decimal(row.hours)),
        Fact(_("Số người học"), None if row.learners is None else format_number(row.learners)),
        Fact(_("Tính cho kế hoạch"), row.plan),
    ]


@requires(Permission.VIEW_TRAINING, Permission.KEEP_REGISTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A programme that a school took up."""
    unit = unit_to_keep(request)
    plans = plans_to_count(request, unit)
    editor = programme_form(unit, plans)

    @transaction.atomic
    def save() -> str:
        values, by, at = editor.values(), actor(request), timezone.now()
        school = school_of(values, unit, by=by, at=at)
        details = programme_details(values, school, values[PLAN])
        return entry_href(NAME, adopt_programme(details=details, viewer=viewer(request), by=by, at=at))

    writing = Writing(
        training_page(_("Thêm chương trình"), crumbs=programme_crumbs()),
        editor,
        [("", PROGRAMME_FIELDS)],
        reverse(PROGRAMMES),
        NAME,
        values=only_plan(plans),
    )
    return write(request, writing, save, said=_("Đã thêm chương trình."), judge=names_school)


@requires(Permission.VIEW_TRAINING, Permission.KEEP_REGISTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """What is known of a programme; its plan stays."""
    row = kept_programme_or_404(request, number)
    editor = programme_form(row.unit_id, None, (row.school_id, row.school))

    @transaction.atomic
    def save() -> str:
        values, by, at = editor.values(), actor(request), timezone.now()
        theirs, stored = chosen_theirs(request.POST), asdict(row.details)
        school = school_of(values, row.unit_id, by=by, at=at, theirs=theirs, stored=row.school_id)
        details = replace(
            programme_details(values, school, row.plan_id),
            **{name: stored[name] for name in theirs if name in stored},
        )
        edit_programme(
            number=number, version=sent_version(request), details=details, viewer=viewer(request), by=by, at=at
        )
        return entry_href(NAME, number)

    writing = Writing(
        _page(row, _("Sửa chương trình")),
        editor,
        [("", PROGRAMME_FIELDS)],
        entry_href(NAME, number),
        NAME,
        values=initial_of(row.details),
        version=row.version,
    )
    return write(request, writing, save, said=_("Đã lưu."), judge=names_school)


def _page(row: ProgrammeRow, title: Text) -> Page:
    return training_page(title, row.title, crumbs=programme_crumbs(row))


@requires(Permission.VIEW_TRAINING, Permission.KEEP_REGISTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, number: int) -> HttpResponse:
    """Ask from when and why; then it is taught no more."""
    row = kept_programme_or_404(request, number)
    question = Confirmation(
        _("Ghi %(school)s thôi dạy “%(title)s”?") % {"school": row.school, "title": row.title},
        [_("Việc trường đã đưa vào giảng dạy vẫn được tính. Ghi dạy lại được.")],
        _("Ghi thôi dạy"),
        entry_href(NAME, number),
        icon="archive",
    )
    editor = reason_form(_("Lý do"), day=_("Thôi dạy từ ngày"), today=today())

    def act() -> None:
        values = editor.values()
        end_programme(
            number=number,
            version=sent_version(request),
            on=values[ON],
            reason=values["reason"],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    asked = Question(_page(row, question.verb), question, NAME, row.version, editor)
    return ask(request, asked, act, said=_("Đã ghi thôi dạy."))


@requires(Permission.VIEW_TRAINING, Permission.KEEP_REGISTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, number: int) -> HttpResponse:
    """Ask, then it is taught after all."""
    row = kept_programme_or_404(request, number)
    question = Confirmation(
        _("Ghi %(school)s dạy lại “%(title)s”?") % {"school": row.school, "title": row.title},
        [],
        _("Ghi dạy lại"),
        entry_href(NAME, number),
        icon="archive-restore",
    )

    def act() -> None:
        resume_programme(
            number=number, version=sent_version(request), viewer=viewer(request), by=actor(request), at=timezone.now()
        )

    asked = Question(_page(row, question.verb), question, NAME, row.version)
    return ask(request, asked, act, said=_("Đã ghi dạy lại."))
