"""One expert: the page, the forms of the person and of what is known, off the register and on it again."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.institutions.queries import territory_ids
from nscl.organisations.operations import find_or_register_person
from nscl.organisations.queries.people import PersonRow, find_people, people_rows
from nscl.records.operations import Actor
from nscl.text.dates import format_date
from nscl.text.phones import shown_phone
from nscl.training.enums import TrainingKind
from nscl.training.operations.registers.experts import edit_expert, register_expert, restore_expert, retire_expert
from nscl.training.queries.registers import ExpertDetail, ExpertRow
from nscl.web.access import actor, require_safe, requires, viewer
from nscl.web.evidence.subjects import expert_subject
from nscl.web.plan_editing.views.conflicts import chosen_theirs
from nscl.web.registers.forms.experts import DETAIL_FIELDS, PERSON_FIELDS, details_of, expert_form, initial_of
from nscl.web.registers.places import (
    PERSON,
    SEARCH,
    entry_href,
    expert_crumbs,
    plans_to_count,
    unit_to_keep,
)
from nscl.web.registers.tables import certificate_table
from nscl.web.registers.views.entries import expert_or_404, kept_expert_or_404, show_entry
from nscl.web.registers.words import expert_chip
from nscl.web.registers.writing import Question, Writing, ask, reason_form, write
from nscl.web.training.forms.people import entry_of
from nscl.web.training.origins import names_organisation, organisation_of
from nscl.web.training.places import training_page
from nscl.web.training.sections import EXPERTS
from nscl.web.ui.parts import Act, Confirmation, Empty, Fact, Weight
from nscl.web.work.forms.editor import Editor
from nscl.web.work.places import number_of, sent_version, today


@requires(Permission.VIEW_TRAINING)
@require_safe
def expert(request: HttpRequest, number: int) -> HttpResponse:
    """What is known of an expert: certificates, evidence, history."""
    detail = expert_or_404(request, number)
    row, on = detail.row, today()
    may_certify = detail.may_keep and row.retired_at is None
    certify = [Act(_("Ghi chứng nhận"), entry_href("expert-certify", number), "badge-plus", Weight.PRIMARY)]
    empty = Empty(_("Chưa có chứng nhận nào"), "", "badge-check", certify if may_certify else [])
    page = training_page(
        row.name, _answer(row), crumbs=expert_crumbs(), acts=_acts(detail, certify), chip=expert_chip(row, on)
    )
    return show_entry(
        request,
        page,
        TrainingKind.EXPERT,
        expert_subject(detail),
        _facts(detail),
        no_evidence=_("Chưa có: bản quét giấy chứng nhận, quyết định."),
        tables=[certificate_table(row.certificates, on, acts=detail.may_keep, empty=empty)],
        note=row.note,
    )


def _answer(row: ExpertRow) -> str:
    if row.retired_at is not None:
        day = format_date(timezone.localtime(row.retired_at).date())
        return _("Ra khỏi sổ ngày %(day)s: %(why)s.") % {"day": day, "why": row.retire_reason.rstrip(".")}
    held = [one for one in row.certificates if one.is_valid(today())]
    if held:
        until = row.valid_until(today())
        bodies = "; ".join(dict.fromkeys(f"{one.standard}, {one.body}" for one in held))
        if until is None:
            return _("Có chứng nhận còn hiệu lực (%(papers)s).") % {"papers": bodies}
        words = _("Có chứng nhận còn hiệu lực đến hết ngày %(day)s (%(papers)s).")
        return words % {"day": format_date(until), "papers": bodies}
    if row.trained_on is not None:
        return _("Xong đào tạo ngày %(day)s, hiện không có chứng nhận còn hiệu lực.") % {
            "day": format_date(row.trained_on)
        }
    return _("Ứng viên từ ngày %(day)s, đang được đào tạo.") % {"day": format_date(row.candidate_since)}


def _acts(detail: ExpertDetail, certify: list[Act]) -> list[Act]:
    if not detail.may_keep:
        return []
    number = detail.row.number
    edit = Act(_("Sửa"), entry_href("expert-edit", number), "pencil")
    if detail.row.retired_at is not None:
        return [edit, Act(_("Đưa lại vào sổ"), entry_href("expert-restore", number), "archive-restore")]
    return [Act(_("Đưa ra khỏi sổ"), entry_href("expert-retire", number), "archive", Weight.QUIET), edit, *certify]


def _facts(detail: ExpertDetail) -> list[Fact]:
    row = detail.row
    facts = [Fact(_("Đơn vị"), row.organisation or None)]
    if detail.may_keep:
        facts.append(Fact(_("Điện thoại"), shown_phone(detail.phone) if detail.phone else None))
        facts.append(Fact(_("Thư điện tử"), detail.email or None))
    return [
        *facts,
        Fact(_("Tỉnh"), row.province),
        Fact(_("Lĩnh vực"), ", ".join(row.fields) or None),
        Fact(_("Vào danh sách ứng viên"), format_date(row.candidate_since)),
        Fact(_("Xong đào tạo"), format_date(row.trained_on) if row.trained_on else None),
        Fact(_("Nơi đào tạo"), row.trained_by or None),
        Fact(_("Việc đào tạo tính cho"), row.trained_plan or None),
    ]


@requires(Permission.VIEW_TRAINING, Permission.KEEP_REGISTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Somebody whom the register of people knows (`?q=` finds them, `?nguoi=` chooses them), or somebody new."""
    unit = unit_to_keep(request)
    known = _known(request, unit)
    editor = expert_form(plans_to_count(request, unit), with_person=known is None)

    @transaction.atomic
    def save() -> str:
        by, at = actor(request), timezone.now()
        person = known.number if known is not None else _register_person(editor, unit, by, at)
        details = details_of(editor.values())
        number = register_expert(person_id=person, unit_id=unit, details=details, viewer=viewer(request), by=by, at=at)
        return entry_href("expert", number)

    groups: list[tuple[Any, Any]] = [(_("Chuyên gia"), DETAIL_FIELDS)]
    if known is None:
        groups.insert(0, (_("Người mới"), PERSON_FIELDS))
    writing = Writing(
        training_page(_("Thêm chuyên gia"), known.name if known else "", crumbs=expert_crumbs()),
        editor,
        groups,
        reverse(EXPERTS),
        "expert",
        template="registers/add_expert.html",
        more=_search(request, unit, known),
    )
    return write(
        request,
        writing,
        save,
        said=_("Đã vào sổ chuyên gia."),
        judge=names_organisation if known is None else lambda _editor: True,
    )


def _known(request: HttpRequest, unit: int) -> PersonRow | None:
    """The person whom the address names. Raises Http404 for one of another province."""
    asked = request.GET.get(PERSON)
    if asked is None:
        return None
    number = number_of(asked)
    found = people_rows([] if number is None else [number], territory_ids(unit))
    if not found:
        raise Http404
    return found[0]


def _search(request: HttpRequest, unit: int, known: PersonRow | None) -> dict[str, Any]:
    q = request.GET.get(SEARCH, "").strip() if known is None else ""
    found = find_people(q, territory_ids(unit)) if q else ()
    return {
        "q": q,
        "known": None if known is None else (known.name, note_of(known)),
        "found": [(row.name, note_of(row), f"{reverse('expert-add')}?{PERSON}={row.number}") for row in found],
        "again": reverse("expert-add"),
    }


def note_of(row: PersonRow) -> str:
    """What tells a person from another of that name, without contact."""
    end = _("số điện thoại …%(end)s") % {"end": row.phone_end} if row.phone_end else ""
    return " · ".join(filter(None, [row.position, row.organisation, end]))


def _register_person(editor: Editor, unit: int, by: Actor, at: datetime) -> int:
    values = editor.values()
    organisation = organisation_of(values, unit, by, at)
    return find_or_register_person(entry=entry_of(values, organisation), unit_id=unit, by=by, at=at).number


@requires(Permission.VIEW_TRAINING, Permission.KEEP_REGISTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """What is known of an expert; the person's own data are changed where people are kept."""
    row = kept_expert_or_404(request, number).row
    plans = plans_to_count(request, row.unit_id, (row.trained_plan_id, row.trained_plan))
    editor = expert_form(plans, with_person=False)

    def save() -> str:
        stored = asdict(row.details)
        kept = {name: stored[name] for name in chosen_theirs(request.POST) if name in stored}
        edit_expert(
            number=number,
            version=sent_version(request),
            details=replace(details_of(editor.values()), **kept),
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
        return entry_href("expert", number)

    writing = Writing(
        training_page(_("Sửa thông tin chuyên gia"), row.name, crumbs=expert_crumbs(row)),
        editor,
        [("", DETAIL_FIELDS)],
        entry_href("expert", number),
        "expert",
        values=initial_of(row.details),
        version=row.version,
    )
    return write(request, writing, save, said=_("Đã lưu."))


@requires(Permission.VIEW_TRAINING, Permission.KEEP_REGISTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: HttpRequest, number: int) -> HttpResponse:
    """Ask why, then take them off the register."""
    row = kept_expert_or_404(request, number).row
    question = Confirmation(
        _("Đưa %(name)s ra khỏi sổ chuyên gia?") % {"name": row.name},
        [_("Số đã đếm về đào tạo, chứng nhận vẫn giữ. Đưa lại vào sổ được.")],
        _("Đưa ra khỏi sổ"),
        entry_href("expert", number),
        icon="archive",
    )
    editor = reason_form(_("Lý do"))
    asked = Question(
        training_page(question.verb, row.name, crumbs=expert_crumbs(row)), question, "expert", row.version, editor
    )

    def act() -> None:
        retire_expert(
            number=number,
            version=sent_version(request),
            reason=editor.values()["reason"],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return ask(request, asked, act, said=_("Đã đưa ra khỏi sổ."))


@requires(Permission.VIEW_TRAINING, Permission.KEEP_REGISTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: HttpRequest, number: int) -> HttpResponse:
    """Ask, then put them on the register again."""
    row = kept_expert_or_404(request, number).row
    question = Confirmation(
        _("Đưa %(name)s lại vào sổ chuyên gia?") % {"name": row.name},
        [_("Chứng nhận đã ghi vẫn còn; ghi thêm được.")],
        _("Đưa lại vào sổ"),
        entry_href("expert", number),
        icon="archive-restore",
    )
    page = training_page(question.verb, row.name, crumbs=expert_crumbs(row))

    def act() -> None:
        restore_expert(
            number=number,
            version=sent_version(request),
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return ask(request, Question(page, question, "expert", row.version), act, said=_("Đã đưa lại vào sổ."))
