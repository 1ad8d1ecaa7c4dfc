"""The list of plans, and the doors of the rail that lead into the plan in force."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.institutions.queries import UnitRow, territories
from nscl.plans.enums import EditionState
from nscl.plans.queries.editions import EditionRow, list_editions
from nscl.text.folding import sort_key
from nscl.web.access import require_safe, requires, viewer
from nscl.web.context_choice import ContextChoice, current, territory
from nscl.web.plans import sentences
from nscl.web.plans.addresses import EditionAddress, TabKey
from nscl.web.plans.frame import PLANS_SECTION, SECTIONS, TAB_LABELS
from nscl.web.plans.tables import wanted_file
from nscl.web.plans.words import EDITION_CHIPS, capital
from nscl.web.ui.parts import Act, Empty, Page, Tab, Tabs
from nscl.web.ui.parts.acts import Weight
from nscl.web.ui.tables import Column, Filter, Kind, Table, TableQuery

SCOPE: Final = "pham-vi"
ALL_YEARS: Final = "moi-nam"
EVERYTHING: Final = "tat-ca"
# Which tab the plans of the list open at (`?phan=muc-tieu`): for the rail's doors where several plans are in force.
PART: Final = "phan"


@dataclass(frozen=True)
class ListedPlan:
    """A line of the list: the edition, where it opens, and the province of today where its own is no more."""

    row: EditionRow
    address: EditionAddress
    href: str
    today: UnitRow | None

    @property
    def today_words(self) -> str:
        """What has become of the plan's province; "" where it is still there."""
        if self.today is None:
            return ""
        same = self.today.name == self.row.province_name
        return (_("nay là %(unit)s") if same else _("nay thuộc %(unit)s")) % {"unit": self.today.label}


@requires(Permission.VIEW_PLANS)
@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    """Plans of the chosen province and year, of its every year, or all that the person may see."""
    choice = current(request)
    scope = request.GET.get(SCOPE, "")
    rows = list_editions(
        viewer(request),
        unit_ids=None if scope == EVERYTHING else territory(request),
        year=None if scope in {ALL_YEARS, EVERYTHING} else choice.year,
    )
    part = _part(request)
    view = _table(_listed(rows, choice, part), _empty(request, choice)).present(TableQuery.of(request))
    if file := wanted_file([view], _("Danh mục kế hoạch")):
        return file
    page = Page(
        title=_("Kế hoạch"),
        answer=_answer(rows, part),
        section=SECTIONS.get(part, PLANS_SECTION) if part else PLANS_SECTION,
        acts=_acts(request),
    )
    context = {
        "page": page,
        "scopes": _scopes(choice, scope, part),
        "view": view,
        "why": "" if scope == EVERYTHING else _why(choice, rows),
    }
    return render(request, "plans/list.html", context)


def door(tab: TabKey) -> Callable[[HttpRequest], HttpResponseBase]:
    """A view that leads to a tab of the one plan in force, or to the list where there are several or none."""

    @requires(Permission.VIEW_PLANS)
    @require_safe
    def open_tab(request: HttpRequest) -> HttpResponse:
        choice = current(request)
        rows = list_editions(viewer(request), unit_ids=territory(request), year=choice.year)
        in_force = [row for row in rows if row.state is EditionState.ISSUED]
        if len(in_force) == 1:
            return redirect(EditionAddress(in_force[0].slug, in_force[0].ordinal).tab(tab))
        return redirect(f"{reverse('plan-list')}?{PART}={tab}")

    return open_tab


def _part(request: HttpRequest) -> TabKey | None:
    wanted = request.GET.get(PART, "")
    return TabKey(wanted) if wanted and wanted in set(TabKey) else None


def _listed(rows: Sequence[EditionRow], choice: ContextChoice, part: TabKey | None) -> list[ListedPlan]:
    today = _heirs(rows, choice)
    listed = []
    for row in rows:
        address = EditionAddress(row.slug, row.ordinal)
        listed.append(ListedPlan(row, address, address.tab(part or TabKey.OVERVIEW), today.get(row.unit_id)))
    return listed


def _heirs(rows: Sequence[EditionRow], choice: ContextChoice) -> Mapping[int, UnitRow]:
    """For each province that is no more: the one of today that holds it. At most one query."""
    here = {unit.id: unit for unit in choice.provinces}
    if all(row.unit_id in here for row in rows):
        return {}
    reach = territories(here)
    return {part: here[unit] for unit, parts in reach.items() for part in parts if part not in here}


def _table(rows: Sequence[ListedPlan], empty: Empty) -> Table[ListedPlan]:
    return Table(
        name="ke-hoach",
        caption=_("Danh mục kế hoạch"),
        rows=rows,
        columns=[
            Column(
                "label",
                _("Kế hoạch"),
                value=lambda r: r.row.label,
                href=lambda r: r.href,
                note=lambda r: r.row.title,
            ),
            Column("province", _("Tỉnh"), value=lambda r: r.row.province_name, note=lambda r: r.today_words),
            Column(
                "number",
                _("Số, ký hiệu"),
                value=lambda r: r.row.number,
                narrow=True,
                note=lambda r: _edition_words(r.row),
            ),
            Column("issued", _("Ngày ban hành"), Kind.DATE, value=lambda r: r.row.issued_on),
            Column(
                "targets",
                _("Mục tiêu"),
                Kind.INTEGER,
                value=lambda r: r.row.targets,
                href=lambda r: r.address.tab(TabKey.TARGETS),
            ),
            Column(
                "tasks",
                _("Nhiệm vụ"),
                Kind.INTEGER,
                value=lambda r: r.row.tasks,
                href=lambda r: r.address.tab(TabKey.TASKS),
            ),
            Column(
                "findings",
                _("Phát hiện chưa xử lý"),
                value=lambda r: _finding_words(r.row),
                href=lambda r: r.address.tab(TabKey.FINDINGS),
                sort_value=lambda r: r.row.open_findings,
            ),
            Column("state", _("Trạng thái"), Kind.CHIP, value=lambda r: EDITION_CHIPS[r.row.state]),
        ],
        search=lambda r: f"{r.row.label} {r.row.title} {r.row.number or ''} {r.row.slug} {r.today_words}",
        filters=[
            Filter("tinh", _("Tỉnh"), lambda r: r.row.province_name),
            Filter("nam", _("Năm"), lambda r: [str(y) for y in range(r.row.period_start, r.row.period_end + 1)]),
            Filter(
                "trang-thai",
                _("Trạng thái"),
                lambda r: r.row.state.value,
                options=[(state.value, chip.label) for state, chip in EDITION_CHIPS.items()],
            ),
        ],
        empty=empty,
    )


def _edition_words(row: EditionRow) -> str:
    return _("bản thứ %(ordinal)s") % {"ordinal": row.ordinal} if row.ordinal > 1 else ""


def _finding_words(row: EditionRow) -> str | None:
    """Open findings by severity; None where there is none."""
    if not row.open_findings:
        return None
    return sentences.findings(row.open_errors, row.open_warnings, row.open_infos)


def _answer(rows: Sequence[EditionRow], part: TabKey | None) -> str:
    in_force = sum(row.state is EditionState.ISSUED for row in rows)
    drafts = sum(row.state is EditionState.DRAFT for row in rows)
    if part is not None and rows:
        return _("Chọn kế hoạch để xem phần “%(part)s”.") % {"part": TAB_LABELS[part]}
    if not rows:
        return _("Không có kế hoạch nào trong phạm vi này.")
    return _("%(plans)s: %(in_force)s đang có hiệu lực, %(drafts)s bản nháp.") % {
        "plans": sentences.plans(len(rows)),
        "in_force": in_force,
        "drafts": drafts,
    }


def _acts(request: HttpRequest) -> list[Act]:
    if not viewer(request).may(Permission.EDIT_PLANS):
        return []
    return [
        Act(_("Kiểm tra một kế hoạch"), reverse("plan-check"), "clipboard-check"),
        Act(_("Nạp gói kế hoạch"), reverse("plan-load"), "upload"),
        Act(_("Đọc văn bản kế hoạch"), reverse("plan-read"), "scan-text", Weight.PRIMARY),
    ]


def _empty(request: HttpRequest, choice: ContextChoice) -> Empty:
    place = choice.unit.label if choice.unit else _("cả nước")
    return Empty(
        _("Chưa có kế hoạch nào của %(place)s cho năm %(year)s") % {"place": place, "year": choice.year},
        _("Đổi tỉnh hoặc năm ở thanh trên cùng, hoặc xem mọi kế hoạch."),
        "file-text",
        [Act(_("Xem mọi kế hoạch"), f"{reverse('plan-list')}?{SCOPE}={EVERYTHING}"), *_acts(request)[1:]],
    )


def _scopes(choice: ContextChoice, scope: str, part: TabKey | None) -> Tabs:
    """How much the list shows: the chosen year, every year, everything."""
    place = capital(choice.unit.label) if choice.unit else _("Cả nước")
    kept = f"&{PART}={part}" if part else ""
    here = reverse("plan-list")
    narrow = scope not in {ALL_YEARS, EVERYTHING}
    tabs = [
        Tab(
            _("%(place)s, năm %(year)s") % {"place": place, "year": choice.year},
            f"{here}?{kept[1:]}".rstrip("?"),
            narrow,
        ),
        Tab(_("%(place)s, mọi năm") % {"place": place}, f"{here}?{SCOPE}={ALL_YEARS}{kept}", scope == ALL_YEARS),
    ]
    if choice.unit is not None:
        tabs.append(Tab(_("Mọi tỉnh được xem"), f"{here}?{SCOPE}={EVERYTHING}{kept}", scope == EVERYTHING))
    return Tabs(_("Phạm vi"), tabs)


def _why(choice: ContextChoice, rows: Sequence[EditionRow]) -> str:
    """Why plans of another province stand under the chosen one; "" where there is nothing to explain."""
    if choice.unit is None:
        return ""
    absorbed = sorted({row.province_name for row in rows if row.province_name != choice.unit.name}, key=sort_key)
    if not absorbed or not {row.unit_id for row in rows} - {unit.id for unit in choice.provinces}:
        return ""
    return _("Kế hoạch của %(names)s nằm ở đây vì địa bàn ấy nay thuộc %(unit)s.") % {
        "names": ", ".join(absorbed),
        "unit": choice.unit.label,
    }
