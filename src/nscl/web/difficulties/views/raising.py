"""Raising a difficulty, and changing the words of one."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed
from nscl.web import context_choice
from nscl.web.access import actor, requires, viewer
from nscl.web.difficulties.addresses import KIND, NUMBER, difficulty_href
from nscl.web.difficulties.forms import RaiseForm, WordsForm
from nscl.web.difficulties.views.pages import difficulty_or_404, head, sent_version, show_problems
from nscl.web.difficulties.words import SUBJECT_NAMES
from nscl.web.plan_editing.forms.spec import Choice
from nscl.web.ui.parts import Change, Difference, Empty, Fact, Facts
from nscl.work.operations.difficulties import (
    DifficultyConflict,
    DifficultyDraft,
    DifficultyThere,
    InvalidDifficulty,
    edit_difficulty,
    raise_difficulty,
)
from nscl.work.operations.errors import Refused, WorkError
from nscl.work.queries.difficulties import Subject, SubjectNotFound, find_subject, raising_agencies
from nscl.work.queries.plan_choices import PlanChoice, plan_choices
from nscl.work.rules.difficulties import DifficultyAct, has_part, may_raise, may_raise_somehow


@requires(Permission.RAISE_DIFFICULTIES)
@require_http_methods(["GET", "HEAD", "POST"])
def raise_page(request: HttpRequest) -> HttpResponse:
    """What stands in the way: about what the address names, or about a plan that is chosen; POST raises it."""
    subject = _subject_or_404(request)
    plans = () if subject else _plans(request)
    if subject is None and not plans:
        return _no_plan(request)
    form = _form(request, subject, plans)
    if request.method == "POST" and form.is_valid():
        try:
            number = raise_difficulty(
                draft=_draft(form, subject), viewer=viewer(request), by=actor(request), at=timezone.now()
            )
        except DifficultyThere as there:
            messages.error(request, str(there))
            return redirect(difficulty_href(there.number))
        except Refused as refused:
            show_problems(form, refused)
        else:
            messages.success(request, _("Đã nêu vướng mắc."))
            return redirect(difficulty_href(number))
    context = {
        "page": head(_("Nêu vướng mắc"), _("Cán bộ chương trình của tỉnh nhận được và giao cơ quan trả lời.")),
        "form": form,
        "facts": _about(subject) if subject else None,
        "verb": _("Nêu vướng mắc"),
        "icon": "message-circle-plus",
        "back": reverse("difficulty-list"),
        "version": None,
        "difference": None,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "difficulties/form.html", context, status=status)


def _subject_or_404(request: HttpRequest) -> Subject | None:
    """What the address names; None where it names nothing."""
    kind, number = request.GET.get(KIND, ""), request.GET.get(NUMBER, "")
    if not kind and not number:
        return None
    if not (number.isascii() and number.isdigit() and len(number) <= 18):  # noqa: PLR2004  (a database's big integer)
        raise Http404
    try:
        subject = find_subject(viewer(request), kind, int(number))
    except SubjectNotFound as missing:
        raise Http404 from missing
    if not may_raise_somehow(viewer(request), subject.plan.unit_id):
        raise NotAllowed(Permission.RAISE_DIFFICULTIES)
    return subject


def _plans(request: HttpRequest) -> tuple[PlanChoice, ...]:
    """The plans of the chosen province; of everywhere, where the whole country is chosen."""
    return plan_choices(viewer(request), Permission.RAISE_DIFFICULTIES, unit_ids=context_choice.territory(request))


def _no_plan(request: HttpRequest) -> HttpResponse:
    empty = Empty(
        _("Chưa có kế hoạch nào đã ban hành"),
        _("Vướng mắc được nêu về một kế hoạch đã ban hành. Đổi tỉnh ở đầu trang, hoặc chờ kế hoạch được ban hành."),
        "file-text",
    )
    return render(request, "difficulties/nothing.html", {"page": head(_("Nêu vướng mắc")), "empty": empty})


def _form(request: HttpRequest, subject: Subject | None, plans: tuple[PlanChoice, ...]) -> RaiseForm:
    person = viewer(request)
    unit = subject.plan.unit_id if subject else plans[0].unit_id
    agencies = raising_agencies(person, unit, timezone.localdate())
    own: list[Choice] = [(str(body.id), body.name) for body in agencies]
    concerned = subject.agency_id if subject else None
    return RaiseForm(
        request.POST if request.method == "POST" else None,
        plans=None if subject else [(str(plan.number), plan.label) for plan in plans],
        agencies=own,
        whole=may_raise(person, unit, None),
        agency=concerned if concerned in {body.id for body in agencies} else None,
    )


def _draft(form: RaiseForm, subject: Subject | None) -> DifficultyDraft:
    values = form.cleaned_data
    about: int = values["ke_hoach"] if subject is None else subject.number or subject.plan.number
    return DifficultyDraft(
        kind=subject.kind if subject else "",
        about=about,
        agency_id=values["co_quan"],
        title=values["tieu_de"],
        text=values["noi_dung"],
    )


def _about(subject: Subject) -> Facts:
    facts = [Fact(SUBJECT_NAMES[subject.kind], subject.label)] if subject.kind else []
    return Facts([*facts, Fact(SUBJECT_NAMES[""], subject.plan.label)])


@requires(Permission.VIEW_WORK, Permission.RAISE_DIFFICULTIES)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_page(request: HttpRequest, number: int) -> HttpResponse:
    """Change the words while nobody has begun to answer."""
    detail = difficulty_or_404(request, number)
    if not has_part(viewer(request), DifficultyAct.EDIT, detail.row.standing):
        raise NotAllowed(Permission.RAISE_DIFFICULTIES)
    if request.method != "POST" and DifficultyAct.EDIT not in detail.acts:
        messages.error(request, _("Vướng mắc đã được giao hoặc trả lời nên không sửa nội dung được nữa."))
        return redirect(difficulty_href(number))
    form = WordsForm(
        request.POST if request.method == "POST" else None,
        initial={"tieu_de": detail.row.title, "noi_dung": detail.text},
    )
    version, difference, status = detail.row.version, None, HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        try:
            _edit(request, number, form)
        except InvalidDifficulty as refused:
            show_problems(form, refused)
        except DifficultyConflict as conflict:
            version, difference, status = conflict.current_version, _difference(conflict), HTTPStatus.CONFLICT
            form.add_error(None, str(conflict))
        except WorkError as refused:
            # What was typed stays on the page.
            status = HTTPStatus.CONFLICT
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã sửa vướng mắc."))
            return redirect(difficulty_href(number))
    if form.errors and status is HTTPStatus.OK:
        version, status = sent_version(request), HTTPStatus.UNPROCESSABLE_ENTITY
    context = {
        "page": head(_("Sửa nội dung"), of=detail),
        "form": form,
        "facts": None,
        "verb": _("Lưu"),
        "icon": "save",
        "back": difficulty_href(number),
        "version": version,
        "difference": difference,
    }
    return render(request, "difficulties/form.html", context, status=status)


def _edit(request: HttpRequest, number: int, form: WordsForm) -> None:
    edit_difficulty(
        number=number,
        version=sent_version(request),
        title=form.cleaned_data["tieu_de"],
        text=form.cleaned_data["noi_dung"],
        viewer=viewer(request),
        by=actor(request),
        at=timezone.now(),
    )


def _difference(conflict: DifficultyConflict) -> Difference:
    changes = [Change(field.label, field.theirs, field.mine) for field in conflict.fields]
    return Difference(_("Chỗ khác nhau"), changes, _("Đang lưu (người khác vừa sửa)"), _("Bạn vừa nhập"))
