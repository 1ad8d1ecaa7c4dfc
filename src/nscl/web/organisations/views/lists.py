"""The registry of the chosen province: its answer first, then the list, searched as one types."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.institutions.queries import communes_of
from nscl.organisations.enums import FlagKind, OrganisationKind, OrganisationState
from nscl.organisations.queries.listing import (
    OrganisationFilter,
    OrganisationSort,
    OrganisationsPage,
    RegistryCounts,
    count_organisations,
    list_organisations_page,
)
from nscl.organisations.queries.reference_data import industries
from nscl.organisations.queries.rows import OrganisationRow
from nscl.organisations.queries.search import search_organisations
from nscl.rulebook.size import SizeClass
from nscl.text.formats import format_number
from nscl.web import context_choice
from nscl.web.access import require_safe, requires, viewer
from nscl.web.organisations.forms.fields import flag_choices, kind_choices
from nscl.web.organisations.places import LIST, registry_page, units_in_view
from nscl.web.organisations.sections import section_tabs
from nscl.web.organisations.tables import PAGE_SIZE, list_table
from nscl.web.organisations.words import SIZE_WORDS, STATE_CHIPS, kind_count_words, organisation_words
from nscl.web.ui.parts import Act, Empty, Stat, Stats, Weight
from nscl.web.ui.samples import sample_notices
from nscl.web.ui.tables import Filter, TableQuery
from nscl.web.ui.tables.query import DOWNLOAD, PAGE, SORT
from nscl.web.work.places import number_of, today

KIND: Final = "loai-hinh"
COMMUNE: Final = "xa"
STATE: Final = "tinh-trang"
SIZE: Final = "quy-mo"
FLAG: Final = "co"
INDUSTRY: Final = "nganh"
UNSIZED: Final = "chua-co"
SORTED: Final = frozenset({"name", "commune"})  # columns that the database sorts by
# Of a search, which is not paged: the best are enough, more words find the rest.
MOST_FOUND: Final = 100
E = TypeVar("E", OrganisationKind, OrganisationState, SizeClass, FlagKind)


@requires(Permission.VIEW_REGISTRY)
@require_safe
def organisation_list(request: HttpRequest) -> HttpResponse:
    """The organisations. A search as one types asks for the table alone: counting them all is left out then."""
    query, on = TableQuery.of(request), today()
    if query.wants_xlsx:
        return redirect(_with_query("organisation-export", query))
    asked = filter_of(request, query, on)
    page = _found(request, query, asked) if query.search else _listed(request, query, asked)
    acts = _acts(request)
    empty = Empty(_("Chưa có tổ chức nào trong sổ"), _empty_text(), "building-2", acts)
    if page.total and viewer(request).may(Permission.KEEP_REGISTRY):
        contacts = _with_query("organisation-export-contacts", query)
        acts = [Act(_("Xuất kèm liên hệ"), contacts, "contact", Weight.QUIET), *acts]
    is_cut = bool(query.search) and page.total >= MOST_FOUND
    table = list_table(page.rows, page.total, _filters(request, on), empty=empty, is_cut=is_cut)
    counts = None
    if request.headers.get("HX-Target") != f"bang-{table.name}":
        unit_id = asked.unit_id
        counts = count_organisations(viewer(request), filter=OrganisationFilter(on=on, unit_id=unit_id))
    context: dict[str, Any] = {
        "page": registry_page(_("Tổ chức"), _answer(counts) if counts else "", crumbs=[], acts=acts),
        "sections": section_tabs(request, LIST),
        "notices": sample_notices(is_sample=any(row.is_sample for row in page.rows)),
        "stats": _stats(counts) if counts is not None and counts.total else None,
        "view": table.present(query),
    }
    response = render(request, "organisations/list.html", context)
    patch_vary_headers(response, ["HX-Target"])
    return response


def filter_of(request: HttpRequest, query: TableQuery, on: date) -> OrganisationFilter:
    """What the address asks for; what it says wrongly is passed over."""
    choice = context_choice.current(request)
    size = query.filter(SIZE)
    return OrganisationFilter(
        on=on,
        unit_id=choice.unit.id if choice.unit is not None else None,
        commune_id=number_of(query.filter(COMMUNE)),
        kind=_one_of(OrganisationKind, query.filter(KIND)),
        state=_one_of(OrganisationState, query.filter(STATE)),
        size=_one_of(SizeClass, size),
        is_sized=False if size == UNSIZED else None,
        flag=_one_of(FlagKind, query.filter(FLAG)),
        section=query.filter(INDUSTRY),
    )


def _one_of(kind: type[E], code: str) -> E | None:
    return kind(code) if code in {one.value for one in kind} else None


def _order(query: TableQuery) -> tuple[OrganisationSort, bool]:
    """By which column the list is sorted, and whether the other way round."""
    sort = OrganisationSort.COMMUNE if query.sort == "commune" else OrganisationSort.NAME
    return sort, query.is_descending and query.sort in SORTED


def _listed(request: HttpRequest, query: TableQuery, asked: OrganisationFilter) -> OrganisationsPage:
    sort, is_reversed = _order(query)

    def read(offset: int) -> OrganisationsPage:
        return list_organisations_page(
            viewer(request), filter=asked, sort=sort, is_reversed=is_reversed, offset=offset, limit=PAGE_SIZE
        )

    page = read((query.page - 1) * PAGE_SIZE)
    if not page.rows and page.total:  # a page beyond the end shows the last
        page = read((page.total - 1) // PAGE_SIZE * PAGE_SIZE)
    return page


def _found(request: HttpRequest, query: TableQuery, asked: OrganisationFilter) -> OrganisationsPage:
    """What has the words, of what passes the filters: the best first, unless a column is to sort them."""
    units = units_in_view(request, Permission.VIEW_REGISTRY)
    ranked = [hit.number for hit in search_organisations(units, query.search, limit=MOST_FOUND)]
    sort, is_reversed = _order(query)
    page = list_organisations_page(
        viewer(request), filter=asked, sort=sort, is_reversed=is_reversed, among=ranked, limit=MOST_FOUND
    )
    rows: Sequence[OrganisationRow] = page.rows
    if query.sort not in SORTED:
        place = {number: at for at, number in enumerate(ranked)}
        rows = sorted(rows, key=lambda row: place[row.number])
    first = (query.page - 1) * PAGE_SIZE if (query.page - 1) * PAGE_SIZE < len(rows) else 0
    return OrganisationsPage(tuple(rows[first : first + PAGE_SIZE]), page.total)


def _filters(request: HttpRequest, on: date) -> list[Filter[OrganisationRow]]:
    """The controls; the database filters, so that rows are not asked for their codes."""
    unit = context_choice.current(request).unit
    communes = [(str(one.id), one.label) for one in communes_of(unit.id, on)] if unit is not None else []
    sizes = [*((size.value, words) for size, words in SIZE_WORDS.items()), (UNSIZED, _("Chưa biết"))]
    choices: list[tuple[str, Any, Any]] = [
        (KIND, _("Loại hình"), kind_choices()),
        (COMMUNE, _("Xã, phường"), communes),
        (STATE, _("Tình trạng"), [(state.value, chip.label) for state, chip in STATE_CHIPS.items()]),
        (SIZE, _("Quy mô"), sizes),
        (FLAG, _("Cờ"), flag_choices()),
        (INDUSTRY, _("Ngành"), _sections()),
    ]
    return [Filter(key, label, lambda _row: None, options) for key, label, options in choices]


def _sections() -> list[tuple[str, str]]:
    """Sections of every edition, the youngest first: a letter means something else in another."""
    return [
        (section.key, f"{section.letter} – {_(section.title)} ({edition.key})")
        for edition in reversed(industries().editions)
        for section in edition.sections.values()
    ]


def _with_query(name: str, query: TableQuery) -> str:
    """Another address of the registry, about the same rows."""
    kept = {key: value for key, value in query.parameters.items() if value and key not in {DOWNLOAD, PAGE, SORT}}
    return f"{reverse(name)}?{urlencode(kept)}" if kept else reverse(name)


def _acts(request: HttpRequest) -> list[Act]:
    if not viewer(request).may(Permission.KEEP_REGISTRY):
        return []
    return [
        Act(_("Nhập từ tệp"), reverse("organisation-import"), "file-up"),
        Act(_("Thêm tổ chức"), reverse("organisation-add"), "plus", Weight.PRIMARY),
    ]


def _empty_text() -> str:
    return _("Doanh nghiệp, hợp tác xã, hộ kinh doanh, trường, cơ sở y tế, đơn vị công lập mà chương trình phục vụ.")


def _answer(counts: RegistryCounts) -> str:
    """ "12 tổ chức: 9 doanh nghiệp, 3 hợp tác xã; 8 đã biết quy mô, 4 có cờ." """
    if not counts.total:
        return _("Chưa có tổ chức nào trong sổ.")
    known = [kind for kind in OrganisationKind if kind in counts.by_kind]
    kinds = ", ".join(kind_count_words(kind, counts.by_kind[kind]) for kind in known)
    return _("%(organisations)s: %(kinds)s; %(sized)s đã biết quy mô, %(flagged)s có cờ.") % {
        "organisations": organisation_words(counts.total),
        "kinds": kinds,
        "sized": format_number(counts.sized),
        "flagged": format_number(counts.with_flags),
    }


def _stats(counts: RegistryCounts) -> Stats:
    """The sizes that support is for, each with the door to its organisations."""
    icons = {SizeClass.MICRO: "store", SizeClass.SMALL: "factory", SizeClass.MEDIUM: "building"}
    stats = [
        Stat(SIZE_WORDS[size], format_number(counts.by_size.get(size, 0)), "", _narrowed(SIZE, size.value), icon)
        for size, icon in icons.items()
    ]
    unsized = format_number(counts.total - counts.sized)
    note = _("chưa có số liệu, hoặc không xét quy mô")
    return Stats([*stats, Stat(_("Chưa biết quy mô"), unsized, note, _narrowed(SIZE, UNSIZED), "calculator")])


def _narrowed(key: str, code: str) -> str:
    return f"{reverse(LIST)}?{key}={code}"
