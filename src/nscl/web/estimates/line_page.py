"""What the page of a line shows beside its form: what is printed, what it is held against, the way to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.finance.enums import MoneySource
from nscl.finance.queries.estimates.grid import EstimateGrid
from nscl.finance.queries.estimates.lines import GridLine, PrintedFigure
from nscl.finance.rules.places import place_of
from nscl.plans.enums import ItemKind
from nscl.text.formats import format_number, format_vnd
from nscl.web.estimates.forms.line import AmountsForm, LineForm
from nscl.web.estimates.grid.rendering import quantity_text
from nscl.web.estimates.places import crumbs_of, estimate_href, line_href, money_page
from nscl.web.estimates.words import STATE_CHIPS, source_name
from nscl.web.plans.words import capital
from nscl.web.ui.parts import Act, Fact, Facts, Notice, Tone, Weight


def line_context(
    found: EstimateGrid, one: GridLine, form: LineForm, amounts: AmountsForm | None, version: int
) -> dict[str, Any]:
    """The context of `estimates/line.html` for a line that is there."""
    row, place = found.row, found.lines.index(one)
    before = found.lines[place - 1] if place else None
    after = found.lines[place + 1] if place + 1 < len(found.lines) else None
    grid = None
    if amounts is not None and row.may_edit:
        grid = amounts.grid(_("Số tiền theo năm và nguồn"), _("Ghi bằng đồng; gõ “12,5 triệu” cũng được."))
    return {
        "page": money_page(
            place_of(one.key, one.title),
            _("Cộng %(sum)s.") % {"sum": format_vnd(one.total_vnd)},
            crumbs=crumbs_of(row, own=True),
            acts=_acts(found, one),
            chip=STATE_CHIPS[row.state],
        ),
        "problems": [
            Notice(capital(problem.message), capital(problem.remedy), Tone.BAD if problem.blocks else Tone.WARN)
            for problem in one.problems
        ],
        "form": form if row.may_edit else None,
        "grid": grid,
        "version": version,
        "save": line_href(row, one.number, "estimate-line-save"),
        "facts": facts_of(one),
        "printed": [_printed(figure, found.sources) for figure in one.printed],
        "back": f"{estimate_href(row)}#dong-{one.number}",
        "before": line_href(row, before.number) if before is not None else "",
        "after": line_href(row, after.number) if after is not None else "",
        "has_next": any(not line.is_heading for line in found.lines[place + 1 :]),
    }


def _acts(found: EstimateGrid, one: GridLine) -> list[Act]:
    if not found.row.may_edit:
        return []
    add = reverse("estimate-line-add", kwargs={"slug": found.row.plan_slug, "number": found.row.number})
    acts = [
        Act(_("Bỏ dòng"), line_href(found.row, one.number, "estimate-line-remove"), "trash-2", Weight.QUIET),
        Act(_("Chuyển chỗ"), line_href(found.row, one.number, "estimate-line-move"), "move", Weight.QUIET),
    ]
    if not one.cells:
        acts.append(Act(_("Thêm dòng con"), f"{add}?thuoc={one.number}", "corner-down-right"))
    return acts


def facts_of(one: GridLine) -> Facts:
    """What is known of a line, for who reads it."""
    quantity = "" if one.quantity is None else f"{quantity_text(one.quantity)} {one.quantity_unit}".strip()
    facts = [
        Fact(_("Đơn giá"), None if one.unit_cost_vnd is None else format_vnd(one.unit_cost_vnd)),
        Fact(_("Số lượng"), quantity or None),
        Fact(_("Đơn giá × số lượng"), None if one.product_vnd is None else format_vnd(one.product_vnd)),
        Fact(_("Đơn vị thực hiện"), one.agency_name or None),
        Fact(_("Nhiệm vụ"), one.task_label or None, _item(ItemKind.TASK, one.task_number)),
        Fact(_("Định mức"), _norm(one)),
        Fact(_("Lý do vượt định mức"), one.over_norm_reason or None),
        Fact(_("Ghi chú"), one.note or None),
    ]
    if one.budget_line_number is not None:
        name = _("Dòng in trong kế hoạch")
        facts.append(Fact(name, _("Xem dòng"), _item(ItemKind.BUDGET_LINE, one.budget_line_number)))
    if one.state_ahead_percent:
        ahead = f"{one.state_ahead_percent}%, {one.state_ahead_basis}"
        facts.append(Fact(_("Ngân sách được chi trước"), ahead))
    for (year, source), money in one.cells.items():
        facts.append(Fact(f"{year}, {source_name(source)}", _money(money.planned_vnd, money.appraised_vnd)))
    return Facts([fact for fact in facts if fact.value is not None])


def _money(planned: int, appraised: int | None) -> str:
    if appraised is None:
        return format_vnd(planned)
    return _("đề nghị %(planned)s, thẩm định %(appraised)s") % {
        "planned": format_vnd(planned),
        "appraised": format_vnd(appraised),
    }


def _item(kind: ItemKind, number: int | None) -> str:
    return "" if number is None else reverse("item-door", kwargs={"kind": kind.value, "number": number})


def _norm(one: GridLine) -> str | None:
    if one.norm is None:
        return None
    norm = one.norm.norm
    if norm is None:
        return _("%(key)s: không có hiệu lực vào ngày này") % {"key": one.norm.key}
    ceiling = _("chưa rõ mức") if norm.ceiling_vnd is None else format_vnd(norm.ceiling_vnd)
    words = f"{norm.subject}: {ceiling}/{norm.unit}\n{norm.cite}, {norm.period}"
    if norm.note:
        words = f"{words}\n{norm.note}"
    return _("%(norm)s, chưa kiểm chứng") % {"norm": words} if norm.is_unverified else words


def _printed(figure: PrintedFigure, used: Sequence[MoneySource]) -> dict[str, object]:
    """A printed figure beside what the estimate has now; of the sources that its column holds, those in use."""
    held = [source for source in used if source in figure.sources] or sorted(figure.sources)
    sources = ", ".join(source_name(source) for source in held)
    return {
        "year": _("cả giai đoạn") if figure.year is None else str(figure.year),
        "source": sources or _("mọi nguồn"),
        "printed": format_number(figure.printed_vnd),
        "now": format_number(figure.computed_vnd),
        "difference": format_number(figure.difference_vnd) if figure.difference_vnd else "",
    }
