"""The page of a measure."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.documents.pack.enums import MeasureWhen
from nscl.plans.enums import label
from nscl.plans.queries.access import ItemNotFound
from nscl.plans.queries.editions import EditionHeader
from nscl.plans.rules import years_in_words
from nscl.progress.enums import StatedState
from nscl.progress.queries import MeasureDetail, StatedRow, measure_detail
from nscl.web.access import require_safe, viewer
from nscl.web.institutions.days import day_asked
from nscl.web.plans.words import capital
from nscl.web.progress.access import sees_progress
from nscl.web.progress.measure.chart import measure_chart
from nscl.web.progress.measure.claims import claim_href, claim_many_href
from nscl.web.progress.measure.doors import entering
from nscl.web.progress.measure.entries import entries_file, entries_table, idle_table, kind_table, sex_table
from nscl.web.progress.measure.tables import (
    RECORDS_A_PAGE,
    agency_table,
    commune_table,
    participant_table,
    record_file,
    records_table,
    stated_table,
    waiting_table,
)
from nscl.web.progress.places import (
    ProgressAddress,
    address_of,
    plan_or_404,
    progress_crumb,
    progress_page,
)
from nscl.web.progress.words import (
    STATUS_CHIPS,
    figure_words,
    incomplete_words,
    parts_words,
    ratio_words,
    remedy_words,
    superseded_words,
    unclaimed_words,
)
from nscl.web.ui.parts import Act, Fact, Facts, Notice, Progress, Tone, Weight
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables import Link, TableQuery, TableView
from nscl.web.ui.tables.export import xlsx_response

# The most records that one Excel file takes; a province's measure of a decade has a tenth of it.
MOST_RECORDS: Final = 50_000
# What `nscl.web.progress.measure.stating` and `claims` answer to, below the measure.
STATE: Final = "so-neu/"


@sees_progress
@require_safe
def measure(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Where a measure stands, why, and everything behind it."""
    edition, day = plan_or_404(request, slug), day_asked(request)
    query = TableQuery.of(request)
    if query.wants_xlsx:
        return _file(request, edition, number)
    detail = _page_of(request, edition, number, query.page)
    address = address_of(edition, day)
    stated = stated_table(detail.stated, detail.row.unit, _acts_of(detail, address))
    stated_view = stated.present(TableQuery.of(request, prefix="so-neu-"))
    parts = _breakdowns(request, detail)
    for view in (stated_view, *parts):
        if view.query.wants_xlsx:
            title = f"{capital(detail.row.label)}: {view.table.caption}"
            return xlsx_response([view], title=sample_title(title, is_sample=detail.is_sample), at=timezone.localtime())
    context: dict[str, Any] = {
        "page": progress_page(
            edition,
            capital(detail.row.label),
            detail.row.sentence,
            crumbs=[progress_crumb(address)],
            acts=[*_acts(detail, address), *entering(viewer(request), detail)],
            chip=STATUS_CHIPS[detail.row.status],
        ),
        "day": day,
        "kept": [],
        "notices": _notices(detail, _declaring(request, detail, edition)),
        "progress": _progress(detail),
        "facts": _facts(detail, address),
        "chart": measure_chart(detail.row, edition, address, day),
        "waiting": _waiting(request, detail),
        "stated": stated_view if detail.stated else None,
        "records": _behind(detail, query),
        "idle": idle_table(detail.idle).present(TableQuery.of(request, prefix="khong-tinh-")) if detail.idle else None,
        "parts": parts,
    }
    return render(request, "progress/measure.html", context)


def _behind(detail: MeasureDetail, query: TableQuery) -> TableView[Any]:
    """What stands behind the value: records of activities, or entries of a register."""
    if detail.is_register:
        return entries_table(detail, page_size=RECORDS_A_PAGE).present(query)
    return records_table(detail, page_size=RECORDS_A_PAGE).present(query)


def detail_or_404(
    request: HttpRequest, edition: EditionHeader, number: int, *, first: int = 0, size: int = RECORDS_A_PAGE
) -> MeasureDetail:
    """The measure as of the day asked for. Raises Http404."""
    try:
        return measure_detail(viewer(request), edition, number, day_asked(request).on, first=first, size=size)
    except ItemNotFound as missing:
        raise Http404 from missing


def _page_of(request: HttpRequest, edition: EditionHeader, number: int, page: int) -> MeasureDetail:
    """With one page of records; a page beyond the end shows the last."""
    detail = detail_or_404(request, edition, number, first=(page - 1) * RECORDS_A_PAGE)
    if detail.records or detail.entries or not detail.row.records:
        return detail
    last = (detail.row.records - 1) // RECORDS_A_PAGE
    return detail_or_404(request, edition, number, first=last * RECORDS_A_PAGE)


def _file(request: HttpRequest, edition: EditionHeader, number: int) -> HttpResponse:
    detail = detail_or_404(request, edition, number, size=MOST_RECORDS)
    view: TableView[Any] = (
        entries_file(detail.entries).present(TableQuery.of(request))
        if detail.is_register
        else record_file(detail.records, detail.row).present(TableQuery.of(request))
    )
    title = f"{capital(detail.row.label)}, {edition.label}"
    return xlsx_response([view], title=sample_title(title, is_sample=detail.is_sample), at=timezone.localtime())


def _acts(detail: MeasureDetail, address: ProgressAddress) -> list[Act]:
    if not detail.may_state:
        return []
    return [Act(_("Nêu số liệu"), address.measure_part(detail.row.number, STATE), "pencil-line", Weight.PRIMARY)]


def _acts_of(detail: MeasureDetail, address: ProgressAddress) -> Any:
    """What the person may do with a stated value."""

    def acts(row: StatedRow) -> list[Link]:
        base = address.measure_part(detail.row.number, f"{STATE}{row.number}/")
        found = []
        if row.state is StatedState.WAITING and detail.may_sign:
            found.append(Link(_("Xác nhận"), f"{base}xac-nhan/"))
        may_withdraw = detail.may_sign or (detail.may_state and row.state is StatedState.WAITING)
        if row.state is not StatedState.WITHDRAWN and may_withdraw:
            found.append(Link(_("Rút"), f"{base}rut/"))
        return found

    return acts


def _declaring(request: HttpRequest, detail: MeasureDetail, edition: EditionHeader) -> list[Act]:
    """The door to declaring many records at once, for who may declare one of those that wait."""
    person = viewer(request)
    agencies = {row.agency.number for row in detail.to_declare}
    if not any(person.may(Permission.RECORD_WORK, detail.unit_id, agency) for agency in agencies):
        return []
    return [
        Act(_("Khai nhiều hồ sơ cho chỉ tiêu này"), claim_many_href(edition.slug, detail.row.number), "list-checks")
    ]


def _notices(detail: MeasureDetail, declaring: list[Act]) -> list[Notice]:
    row = detail.row
    found = sample_notices(is_sample=detail.is_sample)
    if row.unclaimed:
        rivals = "; ".join(words for _number, words in detail.rivals)
        text = _("Các chỉ tiêu khác cũng tính được: %(rivals)s. Mỗi hồ sơ phải được khai tính cho chỉ tiêu nào.")
        found.append(Notice(f"{unclaimed_words(row.unclaimed)}.", text % {"rivals": rivals}, Tone.WARN, declaring))
    if detail.sharing:
        others = "; ".join(words for _number, words in detail.sharing)
        text = _("Chỉ tiêu %(others)s cũng đếm từ sổ này: mỗi mục tính cho cả hai, không phải khai.")
        found.append(Notice(_("Dùng chung sổ"), text % {"others": others}))
    if row.superseded:
        text = _("Số đã nêu vẫn ở bảng dưới để đối chiếu. Còn thiếu gì, ghi thêm vào hồ sơ, sổ thì số đếm tự tăng.")
        found.append(Notice(f"{superseded_words(row)}.", text, Tone.WARN))
    if row.incomplete:
        text = _("Mở từng hoạt động ở bảng dưới và ghi số lượng đã làm được, giá trị sẽ tự cộng.")
        found.append(Notice(f"{incomplete_words(row.incomplete)}.", text, Tone.WARN))
    return found


def _progress(detail: MeasureDetail) -> Progress:
    row = detail.row
    return Progress(
        label=capital(row.words),
        value=row.value,
        due=row.due,
        target=row.required,
        value_text=figure_words(row.value, row.unit),
        due_text=figure_words(row.due, row.unit),
        target_text=row.figure,
        chip=STATUS_CHIPS[row.status],
    )


def _facts(detail: MeasureDetail, address: ProgressAddress) -> Facts:
    row = detail.row
    items = [
        Fact(_("Mục tiêu %(key)s") % {"key": row.target_key}, detail.target_text, address.target(row.target_number)),
        Fact(_("Mức phải đạt"), row.words),
        Fact(_("Giai đoạn"), years_in_words(row.phase_start, row.phase_end)),
        Fact(_("Cách tính"), capital(label(MeasureWhen(row.when)))),
        Fact(_("Đếm gì"), row.counts),
        Fact(_("Nguồn số"), capital(row.source.label)),
    ]
    if row.run is not None:
        run = _("Lần tính số %(number)s") % {"number": row.run}
        items.append(Fact(_("Lần tính đã công bố"), run, reverse("run", kwargs={"number": row.run})))
    if remedy_words(row):
        items.append(Fact(_("Cần làm"), remedy_words(row)))
    if parts_words(row) or ratio_words(row):
        items.append(Fact(_("Tử số, mẫu số"), parts_words(row) or ratio_words(row)))
    return Facts(items)


def _waiting(request: HttpRequest, detail: MeasureDetail) -> Any:
    """The records that wait, each with the door for who may record the work of its agency."""
    if not detail.waiting:
        return None
    person = viewer(request)
    agency_of = {row.number: row.agency.number for row in detail.waiting}

    def door(activity: int) -> str:
        may = person.may(Permission.RECORD_WORK, detail.unit_id, agency_of[activity])
        return claim_href(activity, detail.row.number) if may else ""

    return waiting_table(detail, door).present(TableQuery.of(request, prefix="cho-khai-"))


def _breakdowns(request: HttpRequest, detail: MeasureDetail) -> list[TableView[Any]]:
    unit = detail.row.unit
    tables: list[TableView[Any]] = []
    if detail.by_agency:
        tables.append(agency_table(unit, detail.by_agency).present(TableQuery.of(request, prefix="co-quan-")))
    if detail.by_commune:
        tables.append(commune_table(unit, detail.by_commune).present(TableQuery.of(request, prefix="xa-")))
    if detail.by_kind:
        tables.append(kind_table(detail.by_kind, unit).present(TableQuery.of(request, prefix="to-chuc-")))
    if detail.by_sex:
        tables.append(sex_table(detail.by_sex, unit).present(TableQuery.of(request, prefix="gioi-tinh-")))
    if detail.by_participants:
        participants = participant_table(detail.by_participants)
        tables.append(participants.present(TableQuery.of(request, prefix="loai-hinh-")))
    return tables
