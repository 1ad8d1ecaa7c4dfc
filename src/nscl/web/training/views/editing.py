"""What a class has of its own is changed: its rules, whether it takes names, who teaches, who runs it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from http import HTTPStatus
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.training.enums import Registration
from nscl.training.operations.classes import (
    add_staff,
    edit_class,
    remove_staff,
    set_registration,
    set_trainers,
)
from nscl.training.operations.errors import Conflict, TrainingError
from nscl.training.queries.access import ClassHeader
from nscl.training.queries.running import candidates_for, staff_of
from nscl.training.queries.running import trainers_of as stored_trainers
from nscl.training.rules.values import ClassValues
from nscl.web.access import actor, requires, viewer
from nscl.web.class_registration.letters import send_enrolment_letters
from nscl.web.plan_editing.forms.fields import WordField
from nscl.web.plan_editing.forms.spec import Choices
from nscl.web.plan_editing.views.conflicts import chosen_theirs
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.plans.words import capital
from nscl.web.training.forms.choosing import offered
from nscl.web.training.forms.classes import CLASS_FIELDS, TRAINERS, class_form, class_values, trainer_rows, trainers_of
from nscl.web.training.forms.courses import RULE_FIELDS
from nscl.web.training.forms.fields import TimeField
from nscl.web.training.places import class_crumbs, class_href, run_or_404, training_page
from nscl.web.training.refusals import refuse
from nscl.web.ui.parts import Act, Empty, Notice, Tone
from nscl.web.work.forms.editor import Editor
from nscl.web.work.forms.fields import DayField, NumberedField
from nscl.web.work.places import act_href, number_of, sent_version
from nscl.web.work.views.conflicts import settle, settle_title

MORE: Final = "them-dong"
PERSON: Final = "nguoi"
DROP: Final = "thoi"
# Until the end of the day that was named.
END_OF_DAY: Final = time(23, 59)


@requires(Permission.VIEW_TRAINING, Permission.RUN_CLASSES)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """The form of what the class has of its own; POST keeps it."""
    header = run_or_404(request, number)
    editor = class_form(offered(viewer(request), header.unit_id, keep=header.course_number))
    if request.method != "POST":
        return _edit_page(request, header, editor.show(_stored(header), {}), header.version)
    version = sent_version(request)
    if editor.read(request.POST).is_valid():
        try:
            saved = edit_class(
                number=number,
                version=version,
                values=_merged(class_values(editor), header, chosen_theirs(request.POST)),
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except Conflict as conflict:
            page = training_page(settle_title(), str(conflict), crumbs=class_crumbs(header))
            return settle(request, page, conflict, class_href(number))
        except TrainingError as error:
            refuse(editor, error)
        else:
            messages.success(
                request, _("Đã lưu lớp.") if saved.changed else _("Không có gì thay đổi nên không lưu gì.")
            )
            tell_promoted(request, saved.promoted)
            return go_to(request, class_href(number))
    return _edit_page(request, header, editor, version, refused=True)


def tell_promoted(request: HttpRequest, promoted: tuple[int, ...]) -> None:
    """Say how many who waited got a place, and write to them; call it once that is committed."""
    if promoted:
        words = _("%(n)s người đang chờ được vào danh sách lớp.") % {"n": len(promoted)}
        messages.info(request, words)
        write_to_promoted(request, promoted)


def write_to_promoted(request: HttpRequest, promoted: tuple[int, ...]) -> None:
    """Write to those who waited that they have a place; say how many letters could not be sent."""
    if unsent := send_enrolment_letters(promoted):
        words = _("%(n)s thư báo chưa gửi được; hãy báo họ cách khác.") % {"n": unsent}
        messages.warning(request, words)


def _stored(header: ClassHeader) -> dict[str, Any]:
    values = {name: getattr(header, name) for name in (*CLASS_FIELDS, *RULE_FIELDS) if name != "course_id"}
    return {**values, "course_id": header.course_number, "mode": header.mode.value}


def _merged(sent: ClassValues, header: ClassHeader, theirs: list[str]) -> ClassValues:
    """What was sent, with the stored values where the person chose them."""
    stored = {**_stored(header), "mode": header.mode}
    known = ClassValues.__dataclass_fields__
    return replace(sent, **{name: stored[name] for name in theirs if name in known})


def _edit_page(
    request: HttpRequest, header: ClassHeader, editor: Editor, version: int, *, refused: bool = False
) -> HttpResponse:
    bound = editor.bound
    activity = Notice(
        _("Tên, địa điểm, nhiệm vụ, kinh phí của lớp sửa ở trang hoạt động; ngày theo các buổi học."),
        tone=Tone.INFO,
        acts=[Act(_("Sửa ở hoạt động"), act_href("activity-edit", header.activity), "calendar-check")],
    )
    context: dict[str, Any] = {
        "page": training_page(_("Sửa lớp"), header.title, crumbs=class_crumbs(header)),
        "notices": [activity],
        "editor": editor,
        "groups": [
            (_("Lớp"), bound(*CLASS_FIELDS)),
            (_("Giấy chứng nhận, kiểm tra, đánh giá"), bound(*RULE_FIELDS)),
        ],
        "version": version,
        "back": class_href(header.number),
        "verb": _("Lưu"),
        "icon": "save",
    }
    return _shown(request, "training/edit.html", context, refused=refused)


def _shown(request: HttpRequest, template: str, context: dict[str, Any], *, refused: bool) -> HttpResponse:
    return show(request, template, context, HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK)


@requires(Permission.VIEW_TRAINING, Permission.RUN_CLASSES)
@require_http_methods(["GET", "HEAD", "POST"])
def trainers(request: HttpRequest, number: int) -> HttpResponse:
    """Who teaches: the whole list at once."""
    header = run_or_404(request, number)
    editor = Editor({}, {TRAINERS: trainer_rows()}, Choices())
    if request.method != "POST":
        return _trainers_page(request, header, editor.show({}, {TRAINERS: stored_trainers(header)}))
    if more := request.POST.get(MORE):
        return _trainers_page(request, header, editor.resume(request.POST, more))
    if editor.read(request.POST).is_valid():
        try:
            set_trainers(
                training_class=number,
                trainers=trainers_of(editor),
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except TrainingError as error:
            refuse(editor, error)
        else:
            messages.success(request, _("Đã ghi giảng viên."))
            return go_to(request, class_href(number))
    return _trainers_page(request, header, editor, refused=True)


def _trainers_page(request: HttpRequest, header: ClassHeader, editor: Editor, *, refused: bool = False) -> HttpResponse:
    context: dict[str, Any] = {
        "page": training_page(_("Giảng viên"), header.title, crumbs=class_crumbs(header)),
        "editor": editor,
        "groups": [],
        "back": class_href(header.number),
        "verb": _("Lưu"),
        "icon": "save",
    }
    return _shown(request, "training/edit.html", context, refused=refused)


@requires(Permission.VIEW_TRAINING, Permission.RUN_CLASSES)
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: HttpRequest, number: int) -> HttpResponse:
    """Whether people may put down their names themselves, and until when."""
    header = run_or_404(request, number)
    editor = _registration_form()
    if request.method != "POST":
        return _registration_page(request, header, editor.show(_stored_registration(header), {}))
    if editor.read(request.POST).is_valid():
        try:
            set_registration(
                number=number,
                registration=Registration(editor.values()["registration"]),
                until=_until(editor),
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except TrainingError as error:
            refuse(editor, error)
        else:
            messages.success(request, _("Đã ghi. Địa chỉ và mã QR để gửi cho người học nằm ở trang lớp."))
            return go_to(request, class_href(number))
    return _registration_page(request, header, editor, refused=True)


def _registration_form() -> Editor:
    fields: dict[str, forms.Field] = {
        "registration": WordField([(one.value, capital(one.label)) for one in Registration], label=_("Ghi danh")),
        "until": DayField(label=_("Nhận đến hết ngày"), required=False, help_text=_("Để trống: đến khi bạn đóng.")),
        "until_time": TimeField(label=_("Nhận đến giờ"), required=False, help_text=_("Để trống: hết ngày đó.")),
    }
    return Editor(fields, {}, Choices())


def _until(editor: Editor) -> datetime | None:
    values = editor.values()
    if values["registration"] != Registration.OPEN or values["until"] is None:
        return None
    return datetime.combine(values["until"], values["until_time"] or END_OF_DAY, timezone.get_current_timezone())


def _stored_registration(header: ClassHeader) -> dict[str, Any]:
    if header.registration_until is None:
        return {"registration": header.registration.value}
    local = timezone.localtime(header.registration_until)
    return {"registration": header.registration.value, "until": local.date(), "until_time": local.time()}


def _registration_page(
    request: HttpRequest, header: ClassHeader, editor: Editor, *, refused: bool = False
) -> HttpResponse:
    answer = _("Mở ghi danh thì lớp hiện ở trang công khai; ai có địa chỉ cũng ghi tên được, hết chỗ thì xếp hàng chờ.")
    context: dict[str, Any] = {
        "page": training_page(_("Ghi danh"), answer, crumbs=class_crumbs(header)),
        "editor": editor,
        "groups": [("", editor.bound("registration", "until", "until_time"))],
        "back": class_href(header.number),
        "verb": _("Lưu"),
        "icon": "save",
    }
    return _shown(request, "training/edit.html", context, refused=refused)


@requires(Permission.VIEW_TRAINING, Permission.RUN_CLASSES)
@require_http_methods(["GET", "HEAD", "POST"])
def staff(request: HttpRequest, number: int) -> HttpResponse:
    """Who takes attendance and sees contacts besides the agency's own people; POST adds one or takes one off."""
    header = run_or_404(request, number)
    refused = ""
    if request.method == "POST":
        person, by, at = viewer(request), actor(request), timezone.now()
        chosen, dropped = number_of(request.POST.get(PERSON)), number_of(request.POST.get(DROP))
        try:
            if dropped is not None:
                remove_staff(training_class=number, user=dropped, viewer=person, by=by, at=at)
                messages.success(request, _("Người này thôi tổ chức lớp."))
                return go_to(request, request.path)
            if chosen is not None:
                add_staff(training_class=number, user=chosen, viewer=person, by=by, at=at)
                messages.success(request, _("Đã thêm người tổ chức lớp."))
                return go_to(request, request.path)
            refused = _("Hãy chọn một người.")
        except TrainingError as error:
            refused = str(error)
    return _staff_page(request, header, refused)


def _staff_page(request: HttpRequest, header: ClassHeader, refused: str) -> HttpResponse:
    known = staff_of(header)
    there = {one.number for one in known}
    others = [(str(one.number), one.name) for one in candidates_for(header) if one.number not in there]
    context: dict[str, Any] = {
        "page": training_page(
            _("Người tổ chức lớp"),
            _("Cán bộ của cơ quan mở lớp làm được mọi việc. Người thêm ở đây điểm danh và xem được liên hệ học viên."),
            crumbs=class_crumbs(header),
        ),
        "refused": refused,
        "staff": [(one, _drop(request, one.number)) for one in known],
        "form": StaffForm(others) if others else None,
        "empty": Empty(_("Không còn ai để thêm"), _("Tài khoản do người quản trị mở."), "users"),
        "back": class_href(header.number),
    }
    return _shown(request, "training/staff.html", context, refused=bool(refused))


class StaffForm(forms.Form):
    """One person of those who might run the class."""

    use_required_attribute = False

    def __init__(self, people: list[tuple[str, str]]) -> None:
        super().__init__()
        self.fields[PERSON] = NumberedField(people, label=_("Thêm người"))


def _drop(request: HttpRequest, number: int) -> Act:
    return Act(_("Thôi tổ chức"), request.path, "user-minus", "quiet", post=True, values=((DROP, str(number)),))
