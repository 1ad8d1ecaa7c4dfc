"""Writing an application: two steps of a form, kept on every touch where there is script, by a button where not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final, Protocol

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.support.operations.cases import save_draft
from nscl.support.operations.errors import Conflict, Refused, SupportError
from nscl.support.rules.values import CaseValues
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.support_apply.forms import application as fields
from nscl.web.support_apply.forms.checking import as_sent
from nscl.web.support_apply.places import CasePlace, case_page, sent_version
from nscl.web.support_apply.reading import Application, application_of, estimate_of, is_open, tried
from nscl.web.support_apply.steps import CHECK, COSTS, NEED, next_step, step_before, step_of, writing_stepper
from nscl.web.support_apply.views.settling import chosen_theirs, show_conflict
from nscl.web.ui.parts import Notice, Tone
from nscl.web.work.forms.editor import Editor

MORE: Final = "them-dong"
STAY: Final = "luu-nhap"


class Read(Protocol):
    """Puts what a step says into the application."""

    def __call__(self, editor: Editor, values: CaseValues, *, keep: Iterable[str] = ()) -> CaseValues: ...


@dataclass(frozen=True, slots=True)
class FormStep:
    """A step that is a form: how it is drawn, filled and read."""

    key: str
    editor: Callable[[Application], Editor]
    shown: Callable[[Editor, CaseValues], Editor]
    read: Read


STEPS: Final = {
    NEED: FormStep(NEED, lambda a: fields.need_form(a.asked, a.questions), fields.shown_need, fields.need_of),
    COSTS: FormStep(COSTS, lambda a: fields.costs_form(a.asked, a.rule), fields.shown_costs, fields.costs_of),
}


@dataclass(frozen=True, slots=True)
class Writing:
    """Somebody at a step of an application."""

    request: HttpRequest
    place: CasePlace
    application: Application
    step: FormStep

    def editor(self) -> Editor:
        """The form of the step, empty."""
        return self.step.editor(self.application)

    def shown(self) -> Editor:
        """The form filled with what is kept; where it was opened to mend what was refused, with what is wanting."""
        editor = self.step.shown(self.editor(), self.application.values)
        if CHECK not in self.request.GET:
            return editor
        judged = self.editor().read(as_sent(editor))
        judged.is_valid()
        judged.refuse(one for one in self.application.wanting if step_of(one.field) == self.step.key)
        return judged


def need(request: HttpRequest, place: CasePlace) -> HttpResponse:
    """What is asked for, the questions that nobody has answered yet, whom to reach."""
    return _step(request, place, STEPS[NEED])


def costs(request: HttpRequest, place: CasePlace) -> HttpResponse:
    """The certificate where one is asked for, the costs."""
    return _step(request, place, STEPS[COSTS])


def _step(request: HttpRequest, place: CasePlace, step: FormStep) -> HttpResponse:
    if not is_open(place):
        return redirect(place.href())
    writing = Writing(request, place, application_of(place), step)
    if request.method != "POST":
        return _page(writing, writing.shown(), version=place.case.version)
    if more := request.POST.get(MORE):
        return _page(writing, writing.editor().resume(request.POST, more), version=sent_version(request))
    editor = writing.editor().read(request.POST)
    if not editor.is_valid():
        return _page(writing, editor, version=sent_version(request), refused=True)
    return _saved(writing, editor)


def _saved(writing: Writing, editor: Editor) -> HttpResponse:
    """What was sent is kept, or said why not."""
    request, place, version = writing.request, writing.place, sent_version(writing.request)
    try:
        changed = _write(writing, editor, version)
    except Conflict as conflict:
        if conflict.fields:
            return show_conflict(request, place, conflict, back=request.path)
        version = conflict.current_version
        editor.refuse_whole(str(conflict))
    except Refused as refused:
        editor.refuse(refused.problems)
    except SupportError as error:
        editor.refuse_whole(str(error))
    else:
        if STAY not in request.POST:
            return go_to(request, place.href(next_step(writing.step.key)))
        messages.success(request, _("Đã lưu nháp.") if changed else _("Không có gì thay đổi."))
        return go_to(request, request.path)
    return _page(writing, editor, version=version, refused=True)


def _write(writing: Writing, editor: Editor, version: int) -> bool:
    """Keep what the form says; whether anything changed. Raises SupportError."""
    place, keep = writing.place, chosen_theirs(writing.request.POST)
    values = writing.step.read(editor, writing.application.values, keep=keep)
    saved = save_draft(
        number=place.case.number, version=version, values=values, viewer=place.asker, by=place.by, at=timezone.now()
    )
    return saved.changed


def autosave_need(request: HttpRequest, place: CasePlace) -> HttpResponse:
    """Keep the first step as far as it can be read, and say what the rules make of it."""
    return _autosave(request, place, STEPS[NEED])


def autosave_costs(request: HttpRequest, place: CasePlace) -> HttpResponse:
    """Keep the second step as far as it can be read, and say what the rules make of it."""
    return _autosave(request, place, STEPS[COSTS])


def _autosave(request: HttpRequest, place: CasePlace, step: FormStep) -> HttpResponse:
    """What cannot be read, or kept, is left as it was: it is said when the person goes on, not while they type."""
    if not is_open(place):
        return _kept(request, notice=_closed())
    application = application_of(place)
    editor = step.editor(application).read(request.POST)
    editor.is_valid()
    values = step.read(editor, application.values)
    estimate = tried(place, values)
    try:
        saved = save_draft(
            number=place.case.number,
            version=sent_version(request),
            values=values,
            viewer=place.asker,
            by=place.by,
            at=timezone.now(),
        )
    except Conflict:
        return _kept(request, estimate=estimate, notice=_elsewhere())
    except Refused:
        return _kept(request, estimate=estimate, said=_("Có chỗ chưa ghi đúng nên chưa lưu; bấm Lưu để xem."))
    except SupportError as error:
        return _kept(request, estimate=estimate, said=str(error))
    said = _("Đã tự lưu lúc %(time)s.") % {"time": f"{timezone.localtime():%H:%M}"}
    return _kept(request, estimate=estimate, said=said, version=saved.version)


def _kept(request: HttpRequest, **context: Any) -> HttpResponse:
    return render(request, "support_apply/autosaved.html", {"version": None, **context})


def _closed() -> Notice:
    return Notice(_("Hồ sơ không còn sửa được"), _("Hãy tải lại trang để xem hồ sơ đang ở bước nào."), Tone.WARN)


def _elsewhere() -> Notice:
    text = _("Chưa tự lưu để không mất bên nào. Bấm “Lưu nháp” để xem hai bên và chọn.")
    return Notice(_("Hồ sơ này vừa được sửa ở nơi khác"), text, Tone.WARN)


@dataclass(frozen=True, slots=True)
class Group:
    """Fields under one heading."""

    title: str
    help: str
    fields: list[Any]
    in_pairs: bool = False


def _groups(editor: Editor, step: FormStep) -> list[Group]:
    names = list(editor.form.fields)
    if step.key == COSTS:
        title, words = _("Giấy chứng nhận"), _("Kết quả đã đạt được, ghi đúng như trên giấy.")
        return [Group(title, words, editor.bound(*fields.CERTIFICATE_FIELDS), in_pairs=True)]
    questions = [name for name in names if name.startswith("facts[")]
    return [
        Group(_("Đề nghị"), "", editor.bound(*fields.NEED_FIELDS)),
        Group(
            _("Vài câu hỏi của quy định"),
            _("Chưa rõ thì để “Chưa rõ”: không ai coi đó là “Không”."),
            editor.bound(*questions),
        ),
        Group(
            _("Liên hệ"),
            _("Để cơ quan xử lý báo kết quả, hỏi thêm khi cần."),
            editor.bound(*fields.CONTACT_FIELDS),
            in_pairs=True,
        ),
    ]


def _page(writing: Writing, editor: Editor, *, version: int, refused: bool = False) -> HttpResponse:
    place, application, step = writing.place, writing.application, writing.step
    fields.show_needed(editor, application.questions)
    context: dict[str, Any] = {
        "page": place.page(_("Làm hồ sơ đề nghị hỗ trợ"), application.rule_words),
        "stepper": writing_stepper(step.key),
        "notices": application.notices,
        "editor": editor,
        "known": application.known if step.key == NEED else None,
        "report": place.href("report"),
        "groups": _groups(editor, step),
        "version": version,
        "autosave": place.href(f"{step.key}-kept"),
        "estimate": estimate_of(application.slip),
        "back": place.href(step_before(step.key)),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return case_page(writing.request, place, "support_apply/form.html", context, status)
