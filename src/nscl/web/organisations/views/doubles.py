"""The pairs that may be one organisation, the search for others, making two rows one, remembering that two are two."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from nscl.accounts.enums import Permission
from nscl.organisations.operations.registry import OrganisationMergeRefused, set_apart
from nscl.organisations.queries.double_organisations import (
    OrganisationMergeRow,
    find_organisation_doubles,
    list_organisation_merges,
)
from nscl.organisations.queries.listing import OrganisationFilter, list_organisations_page
from nscl.organisations.queries.rows import OrganisationRow
from nscl.organisations.queries.search import search_organisations
from nscl.progress.operations.organisations import merge_organisations
from nscl.text.formats import format_number
from nscl.web.access import actor, require_safe, requires, viewer
from nscl.web.organisations.hits import hit_lines
from nscl.web.organisations.pairs import pair_of, proposed
from nscl.web.organisations.places import (
    DOUBLES,
    ORGANISATION,
    SEARCH,
    organisation_href,
    registry_crumbs,
    registry_page,
    units_in_view,
)
from nscl.web.organisations.sections import section_tabs
from nscl.web.organisations.writing import REASON_LENGTH
from nscl.web.plan_editing.forms.spec import Choices
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.training.asking import REASON
from nscl.web.training.tables import moment_words
from nscl.web.ui.parts import Crumb, Empty
from nscl.web.ui.samples import sample_notices
from nscl.web.ui.tables import Column, Table, TableQuery
from nscl.web.work.forms.editor import Editor
from nscl.web.work.places import number_of, today

KEEP: Final = "keep"
MERGES: Final = (Permission.VIEW_REGISTRY, Permission.MERGE_ORGANISATIONS)
# A page of comparisons that one person gets through; the rest follow when these are decided.
MOST_SHOWN: Final = 20
_PAIR: Final = 2


def _reach(request: HttpRequest) -> frozenset[int]:
    """The provinces whose organisations the person may make one, within the chosen province."""
    return units_in_view(request, Permission.MERGE_ORGANISATIONS) or frozenset()


@requires(*MERGES)
@require_safe
def doubles(request: HttpRequest) -> HttpResponse:
    """Pairs that are likely one organisation, the likeliest first; `?q=` finds rows that nothing proposes."""
    units, person = _reach(request), viewer(request)
    found = find_organisation_doubles(person, unit_ids=units, on=today(), limit=MOST_SHOWN)
    pairs = proposed(found.pairs)
    q = request.GET.get(SEARCH, "").strip()
    hits = hit_lines(search_organisations(units, q), organisation_href) if q else []
    merges = _merges(list_organisation_merges(person))
    text = _("Hai dòng cùng tên (không kể loại hình), cùng xã, cùng điện thoại hoặc thư điện tử được nêu ở đây.")
    context: dict[str, Any] = {
        "notices": sample_notices(is_sample=any(pair.is_sample for pair in pairs)),
        "page": registry_page(_("Tổ chức ghi trùng"), _answer(found.found, len(pairs)), crumbs=registry_crumbs()),
        "sections": section_tabs(request, DOUBLES),
        "pairs": pairs,
        "unexamined": found.unexamined,
        "empty": Empty(_("Không có dòng nào giống nhau đến mức phải xem"), text, "circle-check"),
        "q": q,
        "found": hits,
        "merge": reverse("organisations-merge"),
        "merges": merges.present(TableQuery(request.path, {})) if merges.rows else None,
    }
    return show(request, "organisations/doubles.html", context)


def _answer(count: int, shown: int) -> str:
    if not count:
        return _("Không có cặp nào có thể là một tổ chức.")
    words = ngettext(
        "%(n)s cặp có thể là một tổ chức ghi hai lần. Máy chỉ nêu ra, người xem quyết định.",
        "%(n)s cặp có thể là một tổ chức ghi hai lần. Máy chỉ nêu ra, người xem quyết định.",
        count,
    ) % {"n": format_number(count)}
    if shown < count:
        words = f"{words} {_('Đang hiện %(n)s cặp giống nhất.') % {'n': format_number(shown)}}"
    return words


def _merges(rows: tuple[OrganisationMergeRow, ...]) -> Table[OrganisationMergeRow]:
    return Table(
        name="da-gop",
        caption=_("Đã gộp gần đây"),
        rows=rows,
        columns=[
            Column("kept", _("Giữ"), href=lambda r: organisation_href(r.kept_number), sortable=False, filling=True),
            Column("absorbed", _("Gộp vào"), note=lambda r: r.absorbed_tax_code, sortable=False),
            Column("at", _("Lúc"), value=lambda r: moment_words(r.at), sortable=False),
            Column("by", _("Người gộp"), value=lambda r: r.by or _("Hệ thống"), sortable=False),
            Column("reason", _("Lý do"), sortable=False),
        ],
        exportable=False,
    )


def _two(request: HttpRequest, sent: list[str]) -> tuple[OrganisationRow, OrganisationRow] | None:
    """The two rows that the request names, the older first; None for another number of them.

    Raises Http404 for one out of reach, or merged already.
    """
    numbers = {number for number in map(number_of, sent) if number is not None}
    if len(numbers) != _PAIR or len(sent) != _PAIR:
        return None
    page = list_organisations_page(viewer(request), filter=OrganisationFilter(on=today()), among=numbers)
    rows = sorted((row for row in page.rows if row.unit_id in _reach(request)), key=lambda row: row.number)
    if len(rows) != _PAIR:
        raise Http404
    return rows[0], rows[1]


@requires(*MERGES)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest) -> HttpResponse:
    """Both side by side (`?to-chuc=…&to-chuc=…`): which row is kept, and why; POST makes them one."""
    two = _two(request, request.GET.getlist(ORGANISATION))
    if two is None:
        messages.error(request, _("Hãy chọn đúng hai tổ chức để gộp."))
        return go_to(request, reverse(DOUBLES))
    editor = _form(two)
    if request.method != "POST":
        # The older row is kept unless the person says otherwise.
        return _merge_page(request, two, editor.show({KEEP: str(two[0].number)}, {}))
    if not editor.read(request.POST).is_valid():
        return _merge_page(request, two, editor, HTTPStatus.UNPROCESSABLE_ENTITY)
    values = editor.values()
    kept, absorbed = two if values[KEEP] == str(two[0].number) else two[::-1]
    try:
        merge_organisations(
            keep=kept.number,
            absorb=absorbed.number,
            reason=values[REASON],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
    except OrganisationMergeRefused as refused:
        editor.refuse_whole(str(refused))
        return _merge_page(request, two, editor, HTTPStatus.CONFLICT)
    names = {"absorbed": absorbed.name, "kept": kept.name}
    messages.success(request, _("Đã gộp %(absorbed)s vào %(kept)s; những gì gắn với dòng này đi theo.") % names)
    return go_to(request, reverse(DOUBLES))


def _form(two: tuple[OrganisationRow, OrganisationRow]) -> Editor:
    choices = [(str(row.number), " · ".join(filter(None, [row.name, row.tax_code, row.commune]))) for row in two]
    box = forms.Textarea({"rows": 3, "maxlength": REASON_LENGTH})
    fields: dict[str, forms.Field] = {
        KEEP: forms.ChoiceField(
            label=_("Giữ tên và thông tin của"),
            choices=choices,
            widget=forms.RadioSelect,
            help_text=_("Chỗ dòng được giữ còn trống thì lấy của dòng kia; mọi thứ gắn với hai dòng về một."),
        ),
        REASON: forms.CharField(
            label=_("Vì sao là một"), max_length=REASON_LENGTH, widget=box, help_text=_("Để lại trong lịch sử.")
        ),
    }
    return Editor(fields, {}, Choices())


def _merge_page(
    request: HttpRequest,
    two: tuple[OrganisationRow, OrganisationRow],
    editor: Editor,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    crumbs = [*registry_crumbs(), Crumb(_("Tổ chức ghi trùng"), reverse(DOUBLES))]
    context: dict[str, Any] = {
        "page": registry_page(_("Gộp hai dòng thành một tổ chức"), "", crumbs=crumbs),
        "notices": sample_notices(is_sample=any(row.is_sample for row in two)),
        "pair": pair_of(*two),
        "editor": editor,
        "back": reverse(DOUBLES),
    }
    return show(request, "organisations/merge.html", context, status)


@requires(*MERGES)
@require_POST
def apart(request: HttpRequest) -> HttpResponse:
    """Remember that two rows that look alike are two organisations: they are proposed no more."""
    two = _two(request, request.POST.getlist(ORGANISATION))
    if two is None:
        messages.error(request, _("Hãy chọn đúng hai tổ chức."))
        return go_to(request, reverse(DOUBLES))
    one, other = two
    try:
        set_apart(one=one.number, other=other.number, viewer=viewer(request), by=actor(request), at=timezone.now())
    except OrganisationMergeRefused as refused:
        messages.error(request, str(refused))
    else:
        words = _("Đã ghi %(one)s và %(other)s là hai tổ chức.") % {"one": one.name, "other": other.name}
        messages.success(request, words)
    return go_to(request, reverse(DOUBLES))
