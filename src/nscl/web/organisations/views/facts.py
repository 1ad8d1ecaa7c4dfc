"""What is noted with a day: the seat moved, figures of a year, flags and their end."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.institutions.enums import UnitLevel
from nscl.institutions.queries import units_on
from nscl.organisations.imports.communes import communes_for
from nscl.organisations.operations.registry import end_flag, move_seat, state_figures, state_flag
from nscl.organisations.queries.rows import FlagRow, OrganisationDetail
from nscl.organisations.queries.sizes import preview_size
from nscl.text.dates import format_date
from nscl.text.folding import sort_key
from nscl.web.access import actor, requires, viewer
from nscl.web.organisations.forms.facts import (
    END_FIELDS,
    FIGURE_FIELDS,
    FLAG_FIELDS,
    SEAT_FIELDS,
    figures_form,
    figures_initial,
    figures_of,
    flag_end_form,
    flag_form,
    flag_of,
    seat_form,
)
from nscl.web.organisations.forms.fields import read_commune
from nscl.web.organisations.places import kept_or_404, organisation_href, registry_crumbs, registry_page
from nscl.web.organisations.sizing import sizing_view
from nscl.web.organisations.words import flag_words
from nscl.web.organisations.writing import Question, Writing, ask, form_page, write
from nscl.web.plan_editing.views.conflicts import chosen_theirs
from nscl.web.ui.parts import Confirmation, Page, Text
from nscl.web.work.forms.editor import Editor
from nscl.web.work.places import number_of, sent_version, today

YEAR: Final = "nam"
# The button that shows what the figures would give; nothing is kept.
PREVIEW: Final = "xem-quy-mo"
KEEPS: Final = (Permission.VIEW_REGISTRY, Permission.KEEP_REGISTRY)


def _page(detail: OrganisationDetail, title: Text) -> Page:
    return registry_page(title, detail.name, crumbs=registry_crumbs(detail))


@requires(*KEEPS)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, number: int) -> HttpResponse:
    """Where the organisation is from a day on; where it was stays."""
    detail = kept_or_404(request, number)
    on = today()
    provinces = sorted(units_on(on, UnitLevel.PROVINCE), key=lambda unit: sort_key(unit.name))
    editor = seat_form([(str(unit.id), unit.label) for unit in provinces], communes_for(detail.province_id, on))
    chosen: dict[str, int | None] = {}

    def save() -> str:
        values, theirs = editor.values(), set(chosen_theirs(request.POST))
        move_seat(
            number=number,
            version=sent_version(request),
            unit_id=detail.province_id if "unit" in theirs else values["unit"],
            commune_id=detail.commune_id if "commune" in theirs else chosen["commune"],
            address=detail.address if "address" in theirs else values["address"],
            on=values["on"],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
        return organisation_href(number)

    writing = Writing(
        _page(detail, _("Ghi chuyển trụ sở")),
        editor,
        [("", SEAT_FIELDS)],
        organisation_href(number),
        "organisation",
        values={"on": on, "unit": detail.province_id, "commune": detail.commune, "address": detail.address},
        version=detail.version,
        icon="map-pin",
    )
    return write(
        request, writing, save, said=_("Đã ghi trụ sở mới; trụ sở cũ vẫn giữ."), judge=lambda one: _reads(one, chosen)
    )


def _reads(editor: Editor, chosen: dict[str, int | None]) -> bool:
    """Whether the commune is one of the province that was chosen with it; its number is put into `chosen`."""
    values = editor.form.cleaned_data
    if values.get("unit") is None:
        return True  # said at that field already
    try:
        chosen["commune"] = read_commune(communes_for(values["unit"], today()), values.get("commune", ""))
    except ValidationError as error:
        editor.form.add_error("commune", error)
        return False
    return True


@requires(*KEEPS)
@require_http_methods(["GET", "HEAD", "POST"])
def figures(request: HttpRequest, number: int) -> HttpResponse:
    """The figures of a year (`?nam=2025`), with the size that they would give shown before they are kept."""
    detail = kept_or_404(request, number)
    year = number_of(request.GET.get(YEAR)) or today().year - 1
    stored = next((one for one in detail.figures if one.year == year), None)
    editor = figures_form()
    writing = Writing(
        _page(detail, _("Ghi số liệu năm")),
        editor,
        [("", FIGURE_FIELDS)],
        organisation_href(number),
        "organisation",
        values=figures_initial(stored, year),
        template="organisations/figures.html",
        more={"preview_name": PREVIEW},
    )
    if request.method == "POST" and PREVIEW in request.POST:
        if not editor.read(request.POST).is_valid():
            return form_page(request, writing, refused=True)
        figures = figures_of(editor.values())
        sizing = preview_size(viewer(request), number, figures=figures, on=today())
        return form_page(request, writing, more={"sizing": sizing_view(sizing)})

    def save() -> str:
        state_figures(
            number=number,
            figures=figures_of(editor.values()),
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
        return organisation_href(number)

    return write(request, writing, save, said=_("Đã ghi số liệu; quy mô đã tính lại."))


@requires(*KEEPS)
@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: HttpRequest, number: int) -> HttpResponse:
    """Something noted from a day on; evidence is added to it afterwards."""
    detail = kept_or_404(request, number)
    editor = flag_form()

    def save() -> str:
        state_flag(
            number=number, flag=flag_of(editor.values()), viewer=viewer(request), by=actor(request), at=timezone.now()
        )
        return f"{organisation_href(number)}#co"

    writing = Writing(
        _page(detail, _("Ghi cờ")),
        editor,
        [("", FLAG_FIELDS)],
        organisation_href(number),
        "organisation",
        values={"since": today(), "holds": editor.form.fields["holds"].initial},
        icon="flag",
    )
    return write(request, writing, save, said=_("Đã ghi. Hãy thêm minh chứng: bản quét quyết định, giấy chứng nhận."))


@requires(*KEEPS)
@require_http_methods(["GET", "HEAD", "POST"])
def flag_end(request: HttpRequest, number: int, flag: int) -> HttpResponse:
    """Ask until when and why; then it holds no longer."""
    detail = kept_or_404(request, number)
    row = _in_force_or_404(detail, flag)
    words = flag_words(row.kind, row.stars, row.risk)
    question = Confirmation(
        _("Kết thúc “%(flag)s” của %(name)s?") % {"flag": words, "name": detail.name},
        [
            _("Căn cứ: %(basis)s, từ ngày %(day)s.") % {"basis": row.basis, "day": format_date(row.since)},
            _("Việc đã dựa vào cờ này trong thời gian còn hiệu lực không đổi."),
        ],
        _("Kết thúc"),
        f"{organisation_href(number)}#co",
        icon="flag-off",
    )
    editor = flag_end_form(today())

    def act() -> None:
        values = editor.values()
        until, reason = (values[name] for name in END_FIELDS)
        end_flag(flag=flag, until=until, reason=reason, viewer=viewer(request), by=actor(request), at=timezone.now())

    asked = Question(_page(detail, _("Kết thúc cờ")), question, "organisation", None, editor)
    return ask(request, asked, act, said=_("Đã kết thúc cờ."))


def _in_force_or_404(detail: OrganisationDetail, flag: int) -> FlagRow:
    row = next((one for one in detail.flags if one.number == flag and one.is_in_force), None)
    if row is None:
        raise Http404
    return row
