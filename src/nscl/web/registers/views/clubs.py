"""One club: the page, its forms, what it did, how many members it has, closed and opened again."""

from __future__ import annotations

from dataclasses import asdict, replace

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.text.dates import format_date
from nscl.training.enums import TrainingKind
from nscl.training.operations.registers.clubs import (
    add_club,
    close_club,
    count_members,
    edit_club,
    record_club_activity,
    reopen_club,
    withdraw_club_activity,
)
from nscl.training.queries.registers import ClubDetail, ClubRow, EntryNotFound, club_of_activity
from nscl.web.access import actor, require_safe, requires, viewer
from nscl.web.evidence.subjects import club_subject
from nscl.web.plan_editing.views.conflicts import chosen_theirs
from nscl.web.registers.forms.schooling import (
    CLUB_FIELDS,
    PLAN,
    club_activity_form,
    club_details,
    club_form,
    initial_of,
    members_form,
    only_plan,
)
from nscl.web.registers.forms.schools import names_school, school_of
from nscl.web.registers.places import club_crumbs, entry_href, plans_to_count, unit_to_keep
from nscl.web.registers.tables import club_activity_table
from nscl.web.registers.views.entries import club_or_404, kept_club_or_404, show_entry
from nscl.web.registers.words import ACTIVE, CLUB_CHIPS, club_state, member_words
from nscl.web.registers.writing import ON, Question, Writing, ask, reason_form, write
from nscl.web.training.places import training_page
from nscl.web.training.sections import CLUBS
from nscl.web.ui.parts import Act, Confirmation, Empty, Fact, Page, Text, Weight
from nscl.web.work.places import sent_version, today


@requires(Permission.VIEW_TRAINING)
@require_safe
def club(request: HttpRequest, number: int) -> HttpResponse:
    """What a club is and what it did, by year."""
    detail = club_or_404(request, number)
    row = detail.row
    may_act = detail.may_keep and row.closed_on is None
    record = [Act(_("Ghi hoạt động"), entry_href("club-act", number), "calendar-plus", Weight.PRIMARY)]
    text = _("Câu lạc bộ được tính khi có hoạt động trong 12 tháng gần nhất.")
    empty = Empty(_("Chưa ghi hoạt động nào"), text, "calendar-plus", record if may_act else [])
    page = training_page(
        row.name,
        _answer(row),
        crumbs=club_crumbs(),
        acts=_acts(detail, record),
        chip=CLUB_CHIPS[club_state(row, today())],
    )
    rolls = [f"{format_date(day)}: {member_words(count)}" for day, count in detail.rolls]
    return show_entry(
        request,
        page,
        TrainingKind.CLUB,
        club_subject(detail),
        _facts(row),
        no_evidence=_("Chưa có: quyết định thành lập, ảnh hoạt động."),
        tables=[club_activity_table(detail.activities, acts=detail.may_keep, empty=empty)],
        asides=[("so-thanh-vien", _("Số thành viên qua các lần đếm"), rolls)] if rolls else [],
    )


def _answer(row: ClubRow) -> str:
    if row.closed_on is not None:
        return _("Thôi hoạt động từ ngày %(day)s: %(why)s.") % {
            "day": format_date(row.closed_on),
            "why": row.close_reason.rstrip("."),
        }
    if row.last_active_on is None:
        return _("Chưa ghi hoạt động nào nên chưa được tính.")
    day = format_date(row.last_active_on)
    if club_state(row, today()) == ACTIVE:
        return _("Hoạt động gần nhất ngày %(day)s, đang được tính.") % {"day": day}
    return _("Hoạt động gần nhất ngày %(day)s, quá 12 tháng nên không được tính.") % {"day": day}


def _acts(detail: ClubDetail, record: list[Act]) -> list[Act]:
    if not detail.may_keep:
        return []
    number = detail.row.number
    edit = Act(_("Sửa"), entry_href("club-edit", number), "pencil")
    if detail.row.closed_on is not None:
        return [edit, Act(_("Ghi hoạt động lại"), entry_href("club-reopen", number), "archive-restore")]
    return [
        Act(_("Ghi thôi hoạt động"), entry_href("club-close", number), "archive", Weight.QUIET),
        edit,
        Act(_("Ghi số thành viên"), entry_href("club-members", number), "users-round"),
        *record,
    ]


def _facts(row: ClubRow) -> list[Fact]:
    return [
        Fact(_("Trường"), row.school),
        Fact(_("Tỉnh"), row.province),
        Fact(_("Thành lập ngày"), format_date(row.founded_on)),
        Fact(_("Chủ nhiệm"), row.head or None),
        Fact(_("Thành viên"), member_words(row.members) or None),
        Fact(_("Tính cho kế hoạch"), row.plan),
    ]


@requires(Permission.VIEW_TRAINING, Permission.KEEP_REGISTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new club at a school."""
    unit = unit_to_keep(request)
    plans = plans_to_count(request, unit)
    editor = club_form(unit, plans)

    @transaction.atomic
    def save() -> str:
        values, by, at = editor.values(), actor(request), timezone.now()
        school = school_of(values, unit, by=by, at=at)
        details = club_details(values, school, values[PLAN])
        return entry_href("club", add_club(details=details, viewer=viewer(request), by=by, at=at))

    writing = Writing(
        training_page(_("Thêm câu lạc bộ"), crumbs=club_crumbs()),
        editor,
        [("", CLUB_FIELDS)],
        reverse(CLUBS),
        "club",
        values=only_plan(plans),
    )
    return write(request, writing, save, said=_("Đã thêm câu lạc bộ."), judge=names_school)


@requires(Permission.VIEW_TRAINING, Permission.KEEP_REGISTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """The club's name, school, day and head; its plan stays."""
    row = kept_club_or_404(request, number).row
    editor = club_form(row.unit_id, None, (row.school_id, row.school))

    @transaction.atomic
    def save() -> str:
        values, by, at = editor.values(), actor(request), timezone.now()
        theirs, stored = chosen_theirs(request.POST), asdict(row.details)
        school = school_of(values, row.unit_id, by=by, at=at, theirs=theirs, stored=row.school_id)
        details = replace(
            club_details(values, school, row.plan_id), **{name: stored[name] for name in theirs if name in stored}
        )
        edit_club(number=number, version=sent_version(request), details=details, viewer=viewer(request), by=by, at=at)
        return entry_href("club", number)

    writing = Writing(
        _page(row, _("Sửa câu lạc bộ")),
        editor,
        [("", CLUB_FIELDS)],
        entry_href("club", number),
        "club",
        values=initial_of(row.details),
        version=row.version,
    )
    return write(request, writing, save, said=_("Đã lưu."), judge=names_school)


def _page(row: ClubRow, title: Text) -> Page:
    return training_page(title, row.name, crumbs=club_crumbs(row))


@requires(Permission.VIEW_TRAINING, Permission.KEEP_REGISTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, number: int) -> HttpResponse:
    """Something that the club did."""
    row = kept_club_or_404(request, number).row
    editor = club_activity_form(today())

    def save() -> str:
        record_club_activity(
            club=number, **editor.values(), viewer=viewer(request), by=actor(request), at=timezone.now()
        )
        return entry_href("club", number)

    writing = Writing(
        _page(row, _("Ghi hoạt động")), editor, [("", tuple(editor.form.fields))], entry_href("club", number), "club"
    )
    return write(request, writing, save, said=_("Đã ghi hoạt động."))


@requires(Permission.VIEW_TRAINING, Permission.KEEP_REGISTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HttpRequest, number: int) -> HttpResponse:
    """How many members the club has on a day."""
    row = kept_club_or_404(request, number).row
    editor = members_form(today())

    def save() -> str:
        count_members(club=number, **editor.values(), viewer=viewer(request), by=actor(request), at=timezone.now())
        return entry_href("club", number)

    writing = Writing(
        _page(row, _("Ghi số thành viên")),
        editor,
        [("", tuple(editor.form.fields))],
        entry_href("club", number),
        "club",
    )
    return write(request, writing, save, said=_("Đã ghi số thành viên."))


@requires(Permission.VIEW_TRAINING, Permission.KEEP_REGISTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Ask why, then take back an activity that was entered wrongly."""
    try:
        owner = club_of_activity(number)
    except EntryNotFound as missing:
        raise Http404 from missing
    detail = kept_club_or_404(request, owner)
    activity = next(one for one in detail.activities if one.number == number)
    words = {"title": activity.title, "day": format_date(activity.held_on)}
    question = Confirmation(
        _("Bỏ hoạt động “%(title)s” ngày %(day)s?") % words,
        [_("Hoạt động này không được tính nữa; ghi lại được.")],
        _("Bỏ hoạt động"),
        entry_href("club", owner),
        danger=True,
        icon="calendar-x",
    )
    editor = reason_form(_("Lý do"))

    def take_back() -> None:
        withdraw_club_activity(
            number=number,
            reason=editor.values()["reason"],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    asked = Question(_page(detail.row, question.verb), question, "club", editor=editor)
    return ask(request, asked, take_back, said=_("Đã bỏ hoạt động."))


@requires(Permission.VIEW_TRAINING, Permission.KEEP_REGISTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Ask from when and why; then the club is no more."""
    row = kept_club_or_404(request, number).row
    question = Confirmation(
        _("Ghi %(name)s thôi hoạt động?") % {"name": row.name},
        [_("Từ ngày này câu lạc bộ không được tính. Mở lại được.")],
        _("Ghi thôi hoạt động"),
        entry_href("club", number),
        icon="archive",
    )
    editor = reason_form(_("Lý do"), day=_("Thôi hoạt động từ ngày"), today=today())

    def end() -> None:
        values = editor.values()
        close_club(
            number=number,
            version=sent_version(request),
            on=values[ON],
            reason=values["reason"],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    asked = Question(_page(row, question.verb), question, "club", row.version, editor)
    return ask(request, asked, end, said=_("Đã ghi câu lạc bộ thôi hoạt động."))


@requires(Permission.VIEW_TRAINING, Permission.KEEP_REGISTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, number: int) -> HttpResponse:
    """Ask, then the club is there after all."""
    row = kept_club_or_404(request, number).row
    question = Confirmation(
        _("Ghi %(name)s hoạt động lại?") % {"name": row.name},
        [_("Câu lạc bộ được tính lại khi có hoạt động trong 12 tháng gần nhất.")],
        _("Ghi hoạt động lại"),
        entry_href("club", number),
        icon="archive-restore",
    )

    def resume() -> None:
        reopen_club(
            number=number, version=sent_version(request), viewer=viewer(request), by=actor(request), at=timezone.now()
        )

    asked = Question(_page(row, question.verb), question, "club", row.version)
    return ask(request, asked, resume, said=_("Câu lạc bộ đã hoạt động lại."))
