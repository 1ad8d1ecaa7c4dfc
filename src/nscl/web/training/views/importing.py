"""Taking in a list of participants: a template to fill, a file, what it would do, and only then the doing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed
from nscl.records.spreadsheets.problems import ImportFileRefused
from nscl.text.formats import format_number
from nscl.training.operations.errors import TrainingError
from nscl.training.operations.lists import (
    KnownPerson,
    ListRehearsal,
    NewPerson,
    import_list,
    rehearse_list,
    template_of,
)
from nscl.training.queries.access import ClassHeader
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
from nscl.web.plan_editing import uploads
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.training.places import class_crumbs, class_href, run_or_404, training_page
from nscl.web.training.tabs import PEOPLE
from nscl.web.training.words import ENROLMENT_CHIPS, waiting_words
from nscl.web.ui.parts import Act, Crumb, Notice, Page, Stat, Stats, Text, Tone
from nscl.web.ui.tables import Column, Kind, Table

# Some ten thousand people: far more than any class, and a page answers in a second or two.
MAX_BYTES: Final = 1_000_000
_REFUSALS: Final = (ImportFileRefused, TrainingError)


@requires(Permission.VIEW_TRAINING, Permission.RUN_CLASSES)
@require_safe
def template(request: HttpRequest, number: int) -> HttpResponse:
    """The Excel file to fill."""
    header = run_or_404(request, number)
    return template_file(template_of(number, viewer(request)), f"hoc-vien-lop-{header.number}.xlsx")


@requires(Permission.VIEW_TRAINING, Permission.RUN_CLASSES)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, number: int) -> HttpResponse:
    """A file to choose; POST keeps it aside and goes to what taking it in would do."""
    header = run_or_404(request, number)
    answer = _("Điền tệp mẫu rồi chọn tệp; hệ thống cho xem từng người sẽ ra sao, rồi mới ghi khi bạn xác nhận.")
    act = Act(_("Tải tệp mẫu"), class_href(number, "class-import-template"), "download")
    page = _page(header, _("Nhập học viên từ Excel"), answer, acts=[act])
    form = FileForm(
        request,
        label=_("Tệp danh sách"),
        limit=MAX_BYTES,
        help_text=_("Tệp Excel .xlsx theo mẫu, hoặc danh sách sẵn có với các cột cùng tên; nhiều nhất 1 MB."),
    )

    def take(data: bytes, name: str) -> str:
        rehearse_list(training_class=number, data=data, viewer=viewer(request), at=timezone.now())
        token = kept(request, data, name)
        return reverse("class-import-rehearsal", kwargs={"number": number, "token": token})

    return choose_file(request, form, page=page, back=class_href(number, PEOPLE), take=take, refusals=_REFUSALS)


@requires(Permission.VIEW_TRAINING, Permission.RUN_CLASSES)
@require_http_methods(["GET", "HEAD", "POST"])
def rehearse(request: HttpRequest, number: int, token: str) -> HttpResponse:
    """Row by row what will happen; POST does it."""
    header = run_or_404(request, number)
    upload = kept_or_404(request, token)
    if request.method != "POST":
        return _shown(request, header, upload)
    if request.POST.get(ACT) == DROP:
        forget(request, token)
        messages.info(request, _("Không nhập gì."))
        return go_to(request, class_href(number, PEOPLE))
    try:
        done = import_list(
            training_class=number, data=upload.pack, viewer=viewer(request), by=actor(request), at=timezone.now()
        )
    except (*_REFUSALS, NotAllowed) as error:
        return _shown(request, header, upload, (str(error),))
    forget(request, token)
    messages.success(request, _said(done))
    return go_to(request, class_href(number, PEOPLE))


def _said(done: ListRehearsal) -> str:
    count = len(done.new)
    words = [ngettext("Đã ghi danh %(n)s người.", "Đã ghi danh %(n)s người.", count) % {"n": format_number(count)}]
    if done.waiting:
        words.append(f"{waiting_words(done.waiting)}.")
    if done.marks:
        words.append(_("Đã ghi %(n)s lượt điểm danh.") % {"n": format_number(done.marks)})
    return " ".join(words)


def _page(header: ClassHeader, title: Text, answer: Text = "", *, acts: list[Act] | None = None) -> Page:
    way = Crumb(_("Học viên"), class_href(header.number, PEOPLE))
    return training_page(title, answer, crumbs=class_crumbs(header, way), acts=acts)


def _shown(
    request: HttpRequest, header: ClassHeader, upload: uploads.Upload, refused: Sequence[str] = ()
) -> HttpResponse:
    title = _("Xem trước: %(file)s") % {"file": upload.name}
    try:
        found = rehearse_list(training_class=header.number, data=upload.pack, viewer=viewer(request), at=timezone.now())
    except _REFUSALS as error:
        return show_rehearsal(request, _page(header, title), None, refused=refused or (str(error),))
    doubtful = sum(bool(one.doubts) for one in found.new)
    shown = Shown(
        stats=_stats(found),
        notices=[*unread_notices(found.hidden, found.unknown), *_notices(found, doubtful)],
        views=presented(request, _tables(found)),
        takings=[Taking(TAKE, _("Ghi danh những người này"))] if _can(found) else [],
    )
    return show_rehearsal(request, _page(header, title, _answer(found)), shown, refused=refused)


def _can(found: ListRehearsal) -> bool:
    return not found.problems and not found.does_nothing


def _answer(found: ListRehearsal) -> str:
    if found.problems:
        words = _("%(n)s dòng phải sửa nên chưa nhập dòng nào. Sửa trong Excel rồi chọn lại tệp.")
        return words % {"n": format_number(found.wrong_rows)}
    if found.does_nothing:
        return _("Mọi người trong tệp đã có trong lớp; không có gì để nhập.")
    words = _("%(n)s người sẽ được ghi danh; chưa ghi gì cho đến khi bạn xác nhận.")
    return words % {"n": format_number(len(found.new))}


def _stats(found: ListRehearsal) -> Stats:
    return Stats(
        [
            Stat(_("Sẽ ghi danh"), format_number(len(found.new)), icon="user-plus"),
            Stat(_("Trong đó chờ chỗ"), format_number(found.waiting), icon="hourglass"),
            Stat(_("Đã có trong lớp"), format_number(len(found.known)), icon="copy"),
            Stat(_("Phải sửa"), format_number(found.wrong_rows), icon="octagon-alert"),
            Stat(_("Lượt điểm danh"), format_number(found.marks), icon="clipboard-check"),
        ]
    )


def _notices(found: ListRehearsal, doubtful: int) -> list[Notice]:
    titles: list[tuple[str, Tone]] = [(note, Tone.INFO) for note in found.notes]
    if doubtful:
        words = _("%(n)s người có điều cần xem lại, ghi dưới tên.") % {"n": format_number(doubtful)}
        titles.append((words, Tone.WARN))
    return [Notice(title, tone=tone) for title, tone in titles]


def _tables(found: ListRehearsal) -> Iterator[Table[Any]]:
    yield Table("loi", _("Ô phải sửa"), columns=problem_columns(), rows=found.problems, exportable=False)
    yield Table("moi", _("Người sẽ ghi danh"), columns=_new(), rows=found.new, exportable=False)
    yield Table("da-co", _("Người đã có trong lớp"), columns=_known(), rows=found.known, exportable=False)


def _new() -> list[Column[NewPerson]]:
    return [
        Column("row", _("Dòng"), Kind.INTEGER),
        Column("name", _("Học viên"), note=lambda one: "; ".join(one.doubts), filling=True),
        Column("state", _("Trạng thái"), Kind.CHIP, value=lambda one: ENROLMENT_CHIPS[one.state]),
        Column(
            "organisation",
            _("Đơn vị"),
            value=lambda one: one.organisation or None,
            note=lambda one: _("đơn vị mới, sẽ được thêm") if one.is_new_organisation else "",
        ),
        Column("position", _("Chức vụ"), value=lambda one: one.position or None),
        Column("marks", _("Điểm danh"), Kind.INTEGER, unit=_("lượt")),
    ]


def _known() -> list[Column[KnownPerson]]:
    return [
        Column("row", _("Dòng"), Kind.INTEGER),
        Column("name", _("Học viên"), filling=True),
        Column("state", _("Trạng thái"), Kind.CHIP, value=lambda one: ENROLMENT_CHIPS[one.state]),
        Column("marks", _("Điểm danh sẽ ghi"), Kind.INTEGER, unit=_("lượt")),
    ]
