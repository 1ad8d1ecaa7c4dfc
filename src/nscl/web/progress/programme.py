"""Target against actual for a whole plan, as of any day; and the rail's door to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.plans.enums import EditionState
from nscl.plans.queries.editions import EditionHeader, EditionRow, list_editions
from nscl.plans.rules import years_in_words
from nscl.progress.enums import StandingStatus
from nscl.progress.queries import ProgrammeTable, programme_table
from nscl.text.formats import format_number
from nscl.web.access import require_safe, viewer
from nscl.web.context_choice import current, territory
from nscl.web.institutions.days import Day, day_asked
from nscl.web.progress.access import sees_progress
from nscl.web.progress.places import (
    PHASE_FIELD,
    SECTION,
    ProgressAddress,
    address_of,
    as_of_words,
    phase_code,
    plan_or_404,
    progress_page,
    progress_tabs,
)
from nscl.web.progress.programme_tables import (
    BARE,
    bare_lines,
    bare_view,
    counted_lines,
    programme_file,
    programme_view,
    status_filter,
)
from nscl.web.progress.words import STATUS_CHIPS, answer_words, unclaimed_words
from nscl.web.ui.parts import Empty, Notice, Page, Stat, Stats, Tab, Tabs, Tone
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables import Column, Table, TableQuery
from nscl.web.ui.tables.export import xlsx_response

# The figures above the table, in the order in which they ask for something to be done.
SHOWN_STATUSES: Final = (
    StandingStatus.LATE,
    StandingStatus.AT_RISK,
    StandingStatus.NO_DATA,
    StandingStatus.ON_TRACK,
    StandingStatus.DONE,
    StandingStatus.NOT_DUE,
    StandingStatus.AWAITED,
    StandingStatus.UNCOUNTED,
)


@sees_progress
@require_safe
def door(request: HttpRequest) -> HttpResponseBase:
    """To the one plan in force of the chosen province and year; to the country; else the plans to choose from."""
    choice, person = current(request), viewer(request)
    rows = list_editions(person, unit_ids=territory(request), year=choice.year)
    issued = [row for row in rows if row.state is EditionState.ISSUED]
    in_force = [row for row in issued if person.may(Permission.VIEW_WORK, row.unit_id)]
    if choice.unit is None and choice.nation:
        return redirect("progress-nation")
    if len(in_force) == 1:
        return redirect("progress-programme", slug=in_force[0].slug)
    view = _plans_table(in_force).present(TableQuery.of(request))
    page = Page(_("Tiến độ"), _("Chọn kế hoạch để xem tiến độ.") if in_force else "", section=SECTION)
    return render(request, "progress/tables.html", {"page": page, "views": [view]})


def _plans_table(rows: list[EditionRow]) -> Table[EditionRow]:
    return Table(
        name="ke-hoach",
        caption=_("Kế hoạch đang có hiệu lực"),
        rows=rows,
        columns=[
            Column(
                "label",
                _("Kế hoạch"),
                filling=True,
                href=lambda row: reverse("progress-programme", kwargs={"slug": row.slug}),
                note=lambda row: row.title,
            ),
            Column("province_name", _("Tỉnh")),
        ],
        empty=Empty(
            _("Chưa có kế hoạch nào đang có hiệu lực"),
            _("Đổi tỉnh hoặc năm ở thanh trên cùng. Kế hoạch phải được ban hành rồi mới có tiến độ."),
            "file-text",
        ),
        exportable=False,
    )


@sees_progress
@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """The table of a plan's targets against what was reached by a day."""
    edition, day = plan_or_404(request, slug), day_asked(request)
    table = programme_table(viewer(request), edition, day.on)
    wanted = next((phase for phase in table.phases if phase_code(phase) == request.GET.get(PHASE_FIELD, "")), None)
    table = table if wanted is None else _of_phase(table, wanted)
    address = address_of(edition, day)
    lines, bare = counted_lines(table), bare_lines(table)
    query = TableQuery.of(request)
    bare_query = TableQuery.of(request, prefix=BARE)
    if query.wants_xlsx or bare_query.wants_xlsx:
        return _file(edition, table, day, query if query.wants_xlsx else None, bare_query)
    several, shows_main = len(table.phases) > 1, bool(lines) or not bare
    context: dict[str, Any] = {
        "page": progress_page(edition, _("Tiến độ %(plan)s") % {"plan": edition.label}, _answer(table, day)),
        "tabs": progress_tabs(edition, address),
        "phases": _phase_tabs(table, address) if several else None,
        "notices": _notices(table),
        "stats": _stats(table, address),
        "day": day,
        "kept": [(PHASE_FIELD, phase_code(wanted))] if wanted else [],
        "views": [
            *([programme_view(lines, address, phases=several and wanted is None).present(query)] if shows_main else []),
            *([bare_view(bare, address).present(bare_query)] if bare else []),
        ],
    }
    return render(request, "progress/programme.html", context)


def _of_phase(table: ProgrammeTable, phase: tuple[int, int]) -> ProgrammeTable:
    shown = tuple(target for target in table.targets if (target.phase_start, target.phase_end) == phase)
    return replace(table, phase=phase, targets=shown)


def _file(
    edition: EditionHeader, table: ProgrammeTable, day: Day, query: TableQuery | None, bare_query: TableQuery
) -> HttpResponse:
    """The Excel file: both groups, each on its sheet; the lower table's button gives that one alone."""
    bare = bare_view(bare_lines(table), address_of(edition, day)).present(bare_query)
    title = _("Tiến độ %(plan)s, %(day)s") % {"plan": edition.label, "day": as_of_words(day)}
    years = sorted({point.year for row in table.rows for point in row.by_year})
    views: list[Any] = [] if query is None else [programme_file(counted_lines(table), years).present(query)]
    return xlsx_response([*views, bare], title=sample_title(title, is_sample=table.is_sample), at=timezone.localtime())


def _answer(table: ProgrammeTable, day: Day) -> str:
    return f"{as_of_words(day)}: {answer_words(table)}"


def _phase_tabs(table: ProgrammeTable, address: ProgressAddress) -> Tabs:
    tabs = [Tab(_("Mọi giai đoạn"), address.phase(None), current=table.phase is None)]
    tabs += [Tab(years_in_words(*phase), address.phase(phase), table.phase == phase) for phase in table.phases]
    return Tabs(_("Giai đoạn"), tabs)


def _notices(table: ProgrammeTable) -> list[Notice]:
    found = sample_notices(is_sample=table.is_sample)
    if table.unclaimed:
        text = _("Nhiều chỉ tiêu cùng có thể tính các hồ sơ này. Mở chỉ tiêu để khai hồ sơ nào tính cho chỉ tiêu nào.")
        found.append(Notice(f"{unclaimed_words(table.unclaimed)}.", text, Tone.WARN))
    return found


def _stats(table: ProgrammeTable, address: ProgressAddress) -> Stats:
    """How many stand where, each a door to these rows; what nobody has is left out, but never "late"."""
    here = address.phase(table.phase)
    join = "&" if "?" in here else "?"
    items = []
    for status in SHOWN_STATUSES:
        count = table.by_status[status]
        if not count and status is not StandingStatus.LATE:
            continue
        chip = STATUS_CHIPS[status]
        field, anchor = status_filter(status)
        href = f"{here}{join}{field}={status.value}{anchor}"
        tone = chip.tone if count and chip.tone in {Tone.BAD, Tone.WARN, Tone.GOOD} else None
        items.append(Stat(chip.label, format_number(count), href=href if count else "", icon=chip.icon, tone=tone))
    return Stats(items)
