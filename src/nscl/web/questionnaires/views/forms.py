"""The forms of a province: the list, one as people see it, a test from an Excel file, and its end."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed
from nscl.records.spreadsheets.problems import ImportFileRefused
from nscl.text.dates import format_date
from nscl.text.formats import format_number
from nscl.training.enums import QuestionnaireKind
from nscl.training.operations.errors import TrainingError
from nscl.training.operations.questionnaires import add_questionnaire, replace_questionnaire, retire_questionnaire
from nscl.training.queries.questionnaires import (
    QuestionnaireMissing,
    QuestionnaireRow,
    find_questionnaire,
    form_asked,
    list_questionnaires,
)
from nscl.training.question_files.sheet import TestSheet, read_test, write_template
from nscl.web import context_choice
from nscl.web.access import actor, require_safe, requires, viewer
from nscl.web.file_import.choosing import FileForm, choose_file, forget, kept, kept_or_404, template_file
from nscl.web.file_import.rehearsing import (
    ACT,
    DROP,
    TAKE,
    Shown,
    Taking,
    presented,
    problem_columns,
    show_rehearsal,
    unread_notices,
)
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.plans.words import capital
from nscl.web.questionnaires.tables import form_table
from nscl.web.training.asking import show_question
from nscl.web.training.places import training_crumbs, training_page
from nscl.web.training.sections import FORMS, section_tabs
from nscl.web.ui.parts import Act, Chip, Confirmation, Crumb, Fact, Facts, Notice, Page, Stat, Stats, Tone
from nscl.web.ui.parts.acts import Weight
from nscl.web.ui.samples import sample_notices
from nscl.web.ui.tables import Column, Table, TableQuery
from nscl.web.ui.tables.export import xlsx_response
from nscl.work.rules.questions import TITLE_LENGTH

TITLE: Final = "ten"
REPLACES: Final = "thay"
# A hundred questions take 20 kB.
MAX_BYTES: Final = 500_000


class TestFileForm(FileForm):
    """A filled template and what the test is called."""

    __test__ = False  # not a test of pytest's

    def __init__(self, request: HttpRequest, title: str) -> None:
        help_text = _("Tệp Excel .xlsx theo mẫu, nhiều nhất 500 kB.")
        super().__init__(request, label=_("Tệp câu hỏi"), limit=MAX_BYTES, help_text=help_text)
        name = forms.CharField(label=_("Tên bài kiểm tra"), max_length=TITLE_LENGTH, initial=title)
        self.fields = {TITLE: name, **self.fields}


@requires(Permission.VIEW_TRAINING)
@require_safe
def questionnaire_list(request: HttpRequest) -> HttpResponse:
    """The forms that ship with the system, and those of the chosen province."""
    rows = list_questionnaires(viewer(request), unit_ids=context_choice.territory(request))
    acts = (
        [Act(_("Thêm bài kiểm tra"), reverse("questionnaire-choose"), "plus", Weight.PRIMARY)] if _unit(request) else []
    )
    view = form_table(rows, acts).present(TableQuery.of(request))
    if view.query.wants_xlsx:
        return xlsx_response([view], title=_("Mẫu phiếu"), at=timezone.localtime())
    tests = sum(row.kind is QuestionnaireKind.TEST for row in rows)
    answer = _("%(tests)s bài kiểm tra và %(forms)s phiếu đánh giá để chọn cho khóa học, lớp.")
    context = {
        "page": training_page(
            _("Bài kiểm tra, phiếu đánh giá"),
            answer % {"tests": format_number(tests), "forms": format_number(len(rows) - tests)},
            crumbs=training_crumbs(),
            acts=acts,
        ),
        "tabs": section_tabs(FORMS),
        "notices": sample_notices(is_sample=any(row.is_sample for row in rows)),
        "table": view,
    }
    return render(request, "certificates/list.html", context)


def _unit(request: HttpRequest) -> int | None:
    """The chosen province, where the person may keep forms of it."""
    unit = context_choice.current(request).unit
    return unit.id if unit is not None and viewer(request).may(Permission.RUN_CLASSES, unit.id) else None


@requires(Permission.VIEW_TRAINING)
@require_safe
def questionnaire_page(request: HttpRequest, number: int) -> HttpResponse:
    """A form as people answer it, with the right answers for the staff."""
    row = _or_404(request, number)
    may = _may_keep(request, row) and row.retired_at is None
    acts = []
    if may:
        acts.append(Act(_("Ngừng dùng"), reverse("questionnaire-retire", kwargs={"number": number}), "archive"))
        if row.kind is QuestionnaireKind.TEST:
            href = f"{reverse('questionnaire-choose')}?{urlencode({REPLACES: number})}"
            acts.append(Act(_("Thay bằng bài mới"), href, "replace"))
    notices = sample_notices(is_sample=row.is_sample)
    if row.retired_at is not None:
        door = [Act(_("Mở phiếu thay thế"), _href(row.successor), "arrow-right")] if row.successor else []
        day = {"day": format_date(timezone.localdate(row.retired_at))}
        notices.append(Notice(_("Không dùng nữa từ ngày %(day)s") % day, tone=Tone.WARN, acts=door))
    context = {
        "page": Page(
            row.title,
            row.introduction,
            [*training_crumbs(), Crumb(_("Mẫu phiếu"), reverse(FORMS))],
            "training",
            acts,
            Chip(capital(row.kind.label), Tone.INFO, "clipboard-list"),
        ),
        "notices": notices,
        "facts": _facts(row),
        "form": form_asked(number),
        "shows_right": row.kind is QuestionnaireKind.TEST,
    }
    return render(request, "questionnaires/form.html", context)


def _facts(row: QuestionnaireRow) -> Facts:
    return Facts(
        [
            Fact(_("Của"), row.province or _("Hệ thống (data/training)")),
            Fact(_("Ngày lập"), format_date(timezone.localdate(row.created_at))),
            Fact(_("Người lập"), row.created_by or _("Hệ thống")),
            Fact(_("Số câu hỏi"), format_number(row.questions)),
            Fact(_("Đã có người trả lời"), _("Có") if row.is_answered else _("Chưa")),
        ]
    )


@requires(Permission.VIEW_TRAINING, Permission.RUN_CLASSES)
@require_safe
def template(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The Excel file to fill with a test."""
    return template_file(write_template(), "bai-kiem-tra.xlsx")


@requires(Permission.VIEW_TRAINING, Permission.RUN_CLASSES)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """A filled template to choose; POST keeps it aside and goes to what it says."""
    old = _replaced(request)
    form = TestFileForm(request, old.title if old else "")

    def take(data: bytes, name: str) -> str:
        title = form.cleaned_data[TITLE]
        read_test(data, title)
        asked = {TITLE: title, **({REPLACES: old.number} if old else {})}
        token = kept(request, data, name)
        return f"{reverse('questionnaire-rehearsal', kwargs={'token': token})}?{urlencode(asked)}"

    act = Act(_("Tải tệp mẫu"), reverse("questionnaire-template"), "download")
    answer = _("Điền tệp mẫu rồi chọn tệp; hệ thống cho xem cả bài trước, rồi mới lưu khi bạn xác nhận.")
    return choose_file(
        request,
        form,
        page=_page(_title(old), answer, acts=[act]),
        back=_href(old.number) if old else reverse(FORMS),
        take=take,
        refusals=(ImportFileRefused,),
    )


@requires(Permission.VIEW_TRAINING, Permission.RUN_CLASSES)
@require_http_methods(["GET", "HEAD", "POST"])
def rehearse(request: HttpRequest, token: str) -> HttpResponse:
    """The test as it would be kept; POST keeps it."""
    upload, old = kept_or_404(request, token), _replaced(request)
    if request.method == "POST" and request.POST.get(ACT) == DROP:
        forget(request, token)
        messages.info(request, _("Không lưu gì."))
        return go_to(request, reverse(FORMS))
    try:
        read = read_test(upload.pack, request.GET.get(TITLE, ""))
    except ImportFileRefused as error:
        return show_rehearsal(request, _page(_title(old)), None, refused=(str(error),))
    refused: tuple[str, ...] = ()
    if request.method == "POST" and not read.problems:
        try:
            number = _keep(request, read, old)
        except TrainingError as error:
            refused = (str(error),)
        else:
            forget(request, token)
            messages.success(request, _("Đã lưu bài kiểm tra. Chọn bài này ở khóa học hoặc ở lớp."))
            return go_to(request, _href(number))
    return show_rehearsal(request, _page(_title(old), read.draft.title), _shown(request, read), refused=refused)


def _keep(request: HttpRequest, read: TestSheet, old: QuestionnaireRow | None) -> int:
    who, by, at = viewer(request), actor(request), timezone.now()
    if old is not None:
        return replace_questionnaire(number=old.number, draft=read.draft, viewer=who, by=by, at=at)
    unit = _unit(request)
    if unit is None:
        raise NotAllowed(Permission.RUN_CLASSES)
    return add_questionnaire(unit=unit, draft=read.draft, viewer=who, by=by, at=at)


def _shown(request: HttpRequest, read: TestSheet) -> Shown:
    questions = Table(
        name="cau-hoi",
        caption=_("Câu hỏi"),
        rows=tuple(zip(read.rows, read.draft.questions, strict=True)),
        columns=[
            Column("row", _("Dòng"), value=lambda pair: str(pair[0]), narrow=True),
            Column("text", _("Câu hỏi"), value=lambda pair: pair[1].text, filling=True),
            Column("choices", _("Câu trả lời"), value=lambda pair: [one.text for one in pair[1].choices]),
            Column(
                "right",
                _("Câu đúng"),
                value=lambda pair: "; ".join(one.text for one in pair[1].choices if one.is_right),
            ),
        ],
        exportable=False,
    )
    problems = Table(name="loi", caption=_("Phải sửa"), rows=read.problems, columns=problem_columns(), exportable=False)
    stats = Stats(
        [
            Stat(_("Câu đọc được"), format_number(len(read.rows)), icon="check"),
            Stat(_("Chỗ phải sửa"), format_number(len(read.problems)), icon="octagon-alert"),
        ]
    )
    return Shown(
        stats=stats,
        notices=unread_notices(read.hidden, read.unknown),
        views=presented(request, [problems, questions]),
        takings=[] if read.problems else [Taking(TAKE, _("Lưu bài kiểm tra"))],
    )


@requires(Permission.VIEW_TRAINING, Permission.RUN_CLASSES)
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: HttpRequest, number: int) -> HttpResponse:
    """Ask, then offer the form no more."""
    row = _or_404(request, number)
    if not _may_keep(request, row):
        raise NotAllowed(Permission.RUN_CLASSES)
    refused: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            retire_questionnaire(number=number, viewer=viewer(request), by=actor(request), at=timezone.now())
        except TrainingError as error:
            refused = (str(error),)
        else:
            messages.success(request, _("Đã ngừng dùng “%(title)s”.") % {"title": row.title})
            return go_to(request, reverse(FORMS))
    question = Confirmation(
        _("Ngừng dùng “%(title)s”?") % {"title": row.title},
        [_("Phiếu không còn trong danh sách để chọn; kết quả đã có vẫn giữ.")],
        _("Ngừng dùng"),
        _href(number),
        icon="archive",
    )
    return show_question(request, _page(_("Ngừng dùng phiếu")), question, refused=refused, can=row.retired_at is None)


def _or_404(request: HttpRequest, number: int) -> QuestionnaireRow:
    try:
        return find_questionnaire(viewer(request), number)
    except QuestionnaireMissing as missing:
        raise Http404 from missing


def _may_keep(request: HttpRequest, row: QuestionnaireRow) -> bool:
    return row.unit_id is not None and viewer(request).may(Permission.RUN_CLASSES, row.unit_id)


def _replaced(request: HttpRequest) -> QuestionnaireRow | None:
    """The form that the address names to be replaced. Raises Http404 for one that the person may not replace."""
    given = request.GET.get(REPLACES, "")
    if not given:
        if _unit(request) is None:
            raise Http404
        return None
    if not (given.isascii() and given.isdigit() and len(given) <= 18):  # noqa: PLR2004  (a database's big integer)
        raise Http404
    row = _or_404(request, int(given))
    if not _may_keep(request, row) or row.kind is not QuestionnaireKind.TEST:
        raise Http404
    return row


def _title(old: QuestionnaireRow | None) -> str:
    return _("Thay bài kiểm tra") if old else _("Thêm bài kiểm tra")


def _href(number: int | None) -> str:
    return reverse("questionnaire", kwargs={"number": number})


def _page(title: str, answer: str = "", acts: list[Act] | None = None) -> Page:
    crumbs = [*training_crumbs(), Crumb(_("Mẫu phiếu"), reverse(FORMS))]
    return training_page(title, answer, crumbs=crumbs, acts=acts)
