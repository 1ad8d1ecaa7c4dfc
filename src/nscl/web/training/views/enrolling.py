"""People are put on the list of a class by its staff: known ones found again, a new one, several at once."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.institutions.queries import communes_of, territory_ids
from nscl.organisations.queries.people import PersonRow, find_people
from nscl.text.people import PersonName
from nscl.training.enums import EnrolmentSource, EnrolmentState
from nscl.training.operations.enrolments import Applicant, Enrolled, enrol, enrol_many
from nscl.training.operations.errors import TrainingError
from nscl.training.operations.known_people import enrol_known
from nscl.training.queries.access import ClassHeader
from nscl.web.access import actor, requires, viewer
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.training.forms.people import PEOPLE as ROWS
from nscl.web.training.forms.people import entry_of, person_form, several_form
from nscl.web.training.origins import names_organisation, organisation_of
from nscl.web.training.places import class_crumbs, class_href, run_or_404
from nscl.web.training.refusals import refuse
from nscl.web.training.tabs import PEOPLE, class_frame
from nscl.web.training.words import waiting_words
from nscl.web.ui.parts import Act, Crumb
from nscl.web.work.forms.editor import Editor
from nscl.web.work.places import number_of

SEARCH: Final = "q"
KNOWN: Final = "nguoi"
MORE: Final = "them-dong"
AND_ANOTHER: Final = "ghi-va-them"


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody whom the register knows, with the button that enrols them."""

    name: str
    note: str
    act: Act


@requires(Permission.VIEW_TRAINING, Permission.RUN_CLASSES)
@require_http_methods(["GET", "HEAD", "POST"])
def add_person(request: HttpRequest, number: int) -> HttpResponse:
    """Find somebody who is known (`?q=`), or write down somebody new."""
    header = run_or_404(request, number)
    communes = [(str(one.id), one.label) for one in communes_of(header.unit_id, header.starts_on)]
    editor = person_form(communes)
    if request.method != "POST":
        return _page(request, header, editor.show({}, {}), one=True)
    known = number_of(request.POST.get(KNOWN))
    if known is not None:
        return _add_known(request, header, known, editor)
    if editor.read(request.POST).is_valid() and names_organisation(editor):
        values, by, at = editor.values(), actor(request), timezone.now()
        try:
            with transaction.atomic():
                organisation = organisation_of(values, header.unit_id, by, at)
                found = enrol(
                    training_class=number,
                    person=entry_of(values, organisation),
                    commune_id=values["commune_id"],
                    source=EnrolmentSource.STAFF,
                    viewer=viewer(request),
                    by=by,
                    at=at,
                )
        except TrainingError as error:
            refuse(editor, error)
        else:
            _tell_one(request, values["name"].text, found)
            _tell_doubts(request, [values["name"]])
            again = AND_ANOTHER in request.POST
            return go_to(request, request.path if again else class_href(number, PEOPLE))
    return _page(request, header, editor, one=True, refused=True)


def _add_known(request: HttpRequest, header: ClassHeader, person: int, editor: Editor) -> HttpResponse:
    try:
        found = enrol_known(
            training_class=header.number,
            person=person,
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
    except TrainingError as error:
        editor.show({}, {}).refuse_whole(str(error))
        return _page(request, header, editor, one=True, refused=True)
    _tell_one(request, _("Người này"), found)
    return go_to(request, class_href(header.number, PEOPLE))


def _tell_one(request: HttpRequest, name: str, found: Enrolled) -> None:
    if found.state is EnrolmentState.WAITING:
        messages.warning(request, _("%(name)s đã vào danh sách chờ: lớp hết chỗ.") % {"name": name})
    else:
        messages.success(request, _("%(name)s đã vào danh sách lớp.") % {"name": name})


def _tell_doubts(request: HttpRequest, names: list[PersonName]) -> None:
    """What somebody should look at, in the reader's own words."""
    for name in names:
        if name.doubts:
            messages.warning(request, f"{name.text}: {'; '.join(name.doubts)}.")


@requires(Permission.VIEW_TRAINING, Permission.RUN_CLASSES)
@require_http_methods(["GET", "HEAD", "POST"])
def add_people(request: HttpRequest, number: int) -> HttpResponse:
    """Several people of one organisation, or of none: a short row each."""
    header = run_or_404(request, number)
    editor = several_form()
    if request.method != "POST":
        return _page(request, header, editor.show({}, {}), one=False)
    if more := request.POST.get(MORE):
        return _page(request, header, editor.resume(request.POST, more), one=False)
    if editor.read(request.POST).is_valid() and names_organisation(editor):
        rows = [row.cleaned_data for row in editor.rows[ROWS].kept]
        try:
            found = _enrol_all(request, header, editor, rows)
        except TrainingError as error:
            refuse(editor, error)
        else:
            if found:
                _tell_all(request, found)
                _tell_doubts(request, [row["name"] for row in rows])
                return go_to(request, class_href(number, PEOPLE))
            editor.refuse_whole(_("Chưa ghi tên ai."))
    return _page(request, header, editor, one=False, refused=True)


def _enrol_all(
    request: HttpRequest, header: ClassHeader, editor: Editor, rows: list[dict[str, Any]]
) -> tuple[Enrolled, ...]:
    if not rows:
        return ()
    by, at = actor(request), timezone.now()
    with transaction.atomic():
        organisation = organisation_of(editor.values(), header.unit_id, by, at)
        return enrol_many(
            training_class=header.number,
            people=[Applicant(entry_of(row, organisation)) for row in rows],
            source=EnrolmentSource.STAFF,
            viewer=viewer(request),
            by=by,
            at=at,
        )


def _tell_all(request: HttpRequest, found: tuple[Enrolled, ...]) -> None:
    new = [one for one in found if one.is_new]
    words = ngettext("Đã ghi danh %(n)s người.", "Đã ghi danh %(n)s người.", len(new)) % {"n": len(new)}
    waiting = sum(one.state is EnrolmentState.WAITING for one in new)
    if waiting:
        words = f"{words} {waiting_words(waiting)}."
    messages.success(request, words)
    if len(new) < len(found):
        messages.info(request, _("%(n)s người đã có trong danh sách từ trước.") % {"n": len(found) - len(new)})


def _page(
    request: HttpRequest, header: ClassHeader, editor: Editor, *, one: bool, refused: bool = False
) -> HttpResponse:
    q = request.GET.get(SEARCH, "").strip() if one else ""
    title = _("Ghi danh") if one else _("Thêm nhiều người")
    frame = class_frame(
        viewer(request),
        header,
        PEOPLE,
        title=title,
        answer=header.title,
        crumbs=class_crumbs(header, Crumb(_("Học viên"), class_href(header.number, PEOPLE))),
    )
    found = find_people(q, territory_ids(header.unit_id)) if q else ()
    context: dict[str, Any] = {
        **frame,
        "editor": editor,
        "one": one,
        "heading": _("Người mới") if one else _("Danh sách"),
        "q": q,
        "found": [_found(request, row) for row in found],
        "back": class_href(header.number, PEOPLE),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return show(request, "training/add_person.html", context, status)


def _found(request: HttpRequest, row: PersonRow) -> FoundPerson:
    end = _("số điện thoại …%(end)s") % {"end": row.phone_end} if row.phone_end else ""
    note = " · ".join(filter(None, [row.position, row.organisation, end]))
    act = Act(_("Ghi danh"), request.path, "user-plus", post=True, values=((KNOWN, str(row.number)),))
    return FoundPerson(row.name, note, act)
