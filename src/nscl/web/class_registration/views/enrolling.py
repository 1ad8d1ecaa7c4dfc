"""Putting down names: one's own, or those of an organisation's people. No account is needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nscl.organisations.operations import PersonEntry, register_organisation
from nscl.records.operations import Actor
from nscl.text.formats import format_number
from nscl.text.tax_codes import TaxCodeError
from nscl.training.enums import EnrolmentSource
from nscl.training.operations.enrolments import Applicant, Enrolled, enrol_many
from nscl.training.operations.errors import TrainingError
from nscl.training.queries.access import PublicClass
from nscl.training.queries.public import OwnOrganisation, months_contacts_are_kept, own_organisations
from nscl.web.access import actor, public, viewer
from nscl.web.class_registration.forms import (
    TRAP,
    entries_of,
    judge,
    known_organisation,
    looked_up,
    organisation_form,
    organisation_kind,
    own_form,
)
from nscl.web.class_registration.letters import send_enrolment_letters
from nscl.web.class_registration.views.listing import class_page_href, public_class_or_404
from nscl.web.class_registration.words import closed_notice, data_notice, queue_notice
from nscl.web.training.words import ENROLMENT_CHIPS
from nscl.web.ui.parts import Notice, Tone
from nscl.web.ui.samples import sample_notices
from nscl.web.ui.throttle import Limit, client_address, refuse, spend
from nscl.web.ui.unlisted import unlisted
from nscl.web.work.forms.editor import Editor

MORE: Final = "them-dong"
LOOK_UP: Final = "tra-ma"
# Sendings and look-ups from one address: an office, or a hall full of phones, has one.
SENDINGS: Final = Limit("class-enrol", 60, timedelta(minutes=10))
LOOK_UPS: Final = Limit("class-tax-code", 60, timedelta(minutes=10))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the page is for: the class, by whom names are put down, and for which organisation, if it is known."""

    one: PublicClass
    source: EnrolmentSource
    own: OwnOrganisation | None = None

    @property
    def is_organisation(self) -> bool:
        return self.source is EnrolmentSource.ORGANISATION

    def editor(self) -> Editor:
        return organisation_form(known=self.own is not None) if self.is_organisation else own_form()


@public
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def enrol_oneself(request: HttpRequest, public_id: str) -> HttpResponse:
    """One person puts down their own name; POST leads to their own page."""
    return _enrolling(request, _Asked(public_class_or_404(public_id), EnrolmentSource.PERSON))


@public
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def enrol_people(request: HttpRequest, public_id: str) -> HttpResponse:
    """An organisation puts down its people; for who signed in for one, it is filled in."""
    one = public_class_or_404(public_id)
    own = own_organisations(viewer(request)) if request.user.is_authenticated else ()
    return _enrolling(request, _Asked(one, EnrolmentSource.ORGANISATION, own[0] if own else None))


def _enrolling(request: HttpRequest, asked: _Asked) -> HttpResponse:
    if notice := closed_notice(asked.one, timezone.now()):
        return _closed(request, asked, notice)
    editor = asked.editor()
    if request.method != "POST":
        return _page(request, asked, editor.show({}, dict.fromkeys(editor.rows, ())))
    if not spend(SENDINGS, client_address(request)):
        return refuse(request, SENDINGS)
    if more := request.POST.get(MORE):
        return _page(request, asked, editor.resume(request.POST, more))
    if LOOK_UP in request.POST:
        return _look_up(request, asked, editor.resume(request.POST, ""))
    return _sent(request, asked, editor.read(request.POST))


def _sent(request: HttpRequest, asked: _Asked, editor: Editor) -> HttpResponse:
    """What was typed is judged; where it is right, the names are put down."""
    if not judge(editor):
        return _page(request, asked, editor, refused=True)
    if request.POST.get(TRAP):
        # No person fills that in; a robot is not told that it was seen.
        return redirect(class_page_href(asked.one.public_id))
    try:
        entries, enrolled = _enrol(request, asked, editor)
    except TrainingError as error:
        editor.refuse_whole(str(error))
        return _page(request, asked, editor, refused=True)
    return _done(request, asked, editor, entries, enrolled)


def _enrol(request: HttpRequest, asked: _Asked, editor: Editor) -> tuple[list[PersonEntry], tuple[Enrolled, ...]]:
    at = timezone.now()
    by = actor(request) if asked.own else Actor(None, _("Tự ghi danh trên trang công khai"))
    entries = entries_of(editor, _organisation(asked, editor, by), at)
    enrolled = enrol_many(
        training_class=asked.one.number,
        people=[Applicant(entry) for entry in entries],
        source=asked.source,
        viewer=viewer(request) if asked.own else None,
        by=by,
        at=at,
    )
    return entries, enrolled


def _organisation(asked: _Asked, editor: Editor, by: Actor) -> int | None:
    """The number of the organisation that was named, registered where nobody knew it; None where none was named."""
    if asked.own is not None:
        return asked.own.number
    values = editor.values()
    if known := known_organisation(values):
        return known.number
    if not values.get("organisation"):
        return None
    return register_organisation(
        name=values["organisation"],
        kind=organisation_kind(values),
        tax_code=values.get("tax_code"),
        unit_id=asked.one.unit_id,
        by=by,
        at=timezone.now(),
    )


def _look_up(request: HttpRequest, asked: _Asked, editor: Editor) -> HttpResponse:
    """The organisation of the tax code that was typed; everything typed stays."""
    if not spend(LOOK_UPS, client_address(request)):
        return refuse(request, LOOK_UPS)
    try:
        found = looked_up(request.POST)
    except TaxCodeError as error:
        return _page(request, asked, editor, found=Notice(_("Mã số thuế chưa đúng"), str(error), Tone.WARN))
    if found is None:
        text = _("Hệ thống chưa có đơn vị mang mã số thuế này. Hãy ghi tên và chọn loại đơn vị; ghi danh xong là có.")
        return _page(request, asked, editor, found=Notice(_("Chưa có đơn vị này"), text))
    editor.form.initial["organisation"] = found.name
    text = _("%(province)s. Không cần chọn loại đơn vị.") % {"province": found.province}
    return _page(request, asked, editor, found=Notice(found.name, text, Tone.GOOD))


def _done(
    request: HttpRequest, asked: _Asked, editor: Editor, entries: list[PersonEntry], enrolled: tuple[Enrolled, ...]
) -> HttpResponse:
    new = [one.number for one in enrolled if one.is_new]
    unsent = send_enrolment_letters(new)
    if unsent:
        said = ngettext("Chưa gửi được %(n)s thư", "Chưa gửi được %(n)s thư", unsent) % {"n": format_number(unsent)}
        messages.warning(request, _("%(said)s. Hãy ghi lại mã và đường dẫn dưới đây.") % {"said": said})
    if asked.is_organisation:
        return _list_of_done(request, asked, entries, enrolled)
    if not new:
        # Who they are was said, not proved: code and page are shown to the person who was given them before.
        text = _(
            "%(name)s đã có trong danh sách lớp. Mã và đường dẫn riêng đã cấp khi ghi danh; nếu mất, hỏi %(agency)s."
        )
        editor.refuse_whole(text % {"name": entries[0].name, "agency": asked.one.agency})
        return _page(request, asked, editor, refused=True)
    messages.success(request, _("Đã ghi danh. Hãy lưu địa chỉ trang này và mã ghi danh."))
    return redirect("participant", token=enrolled[0].token)


def _list_of_done(
    request: HttpRequest, asked: _Asked, entries: list[PersonEntry], enrolled: tuple[Enrolled, ...]
) -> HttpResponse:
    """Everybody with their code and the address of their page: the organisation hands these on."""
    people = [
        {
            "name": entry.name,
            "chip": ENROLMENT_CHIPS[one.state] if one.is_new else None,
            "code": one.code if one.is_new else "",
            "address": request.build_absolute_uri(reverse("participant", kwargs={"token": one.token}))
            if one.is_new
            else "",
        }
        for entry, one in zip(entries, enrolled, strict=True)
    ]
    context = {
        "title": asked.one.title,
        "people": people,
        "count": sum(one.is_new for one in enrolled),
        "back": class_page_href(asked.one.public_id),
    }
    return render(request, "class_registration/done.html", context)


def _closed(request: HttpRequest, asked: _Asked, notice: Notice) -> HttpResponse:
    context = {"title": asked.one.title, "notice": notice, "back": reverse("open-classes")}
    status = HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK
    return render(request, "class_registration/closed.html", context, status=status)


def _page(
    request: HttpRequest, asked: _Asked, editor: Editor, *, found: Notice | None = None, refused: bool = False
) -> HttpResponse:
    one = asked.one
    queue = queue_notice(one, timezone.now())
    context: dict[str, Any] = {
        "title": one.title,
        "heading": _("Ghi danh cho đơn vị") if asked.is_organisation else _("Ghi danh học lớp"),
        "editor": editor,
        "own": asked.own.name if asked.own else "",
        "asks_organisation": "organisation" in editor.form.fields,
        "notices": [*sample_notices(is_sample=one.is_sample), *([queue] if queue else [])],
        "found": found,
        "data_notice": data_notice(one.agency, months_contacts_are_kept(timezone.localdate())),
        "trap": TRAP,
        "back": class_page_href(one.public_id),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "class_registration/enrol.html", context, status=status)
