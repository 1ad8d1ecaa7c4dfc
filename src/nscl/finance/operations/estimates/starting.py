"""Beginning an estimate: from the plan's printed lines, empty, as an adjustment; or taking the plan over as signed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.enums import EstimateState, MoneySource
from nscl.finance.models import BudgetYear, Estimate, EstimateAmount, EstimateLine
from nscl.finance.models.estimate import OPEN_STATES
from nscl.finance.operations.estimates.accounts import open_accounts
from nscl.finance.operations.estimates.desk import Desk
from nscl.finance.operations.estimates.errors import CannotStart, NotReady, OpenEstimate, ReasonMissing, Refused
from nscl.finance.operations.estimates.heading import TITLE_LENGTH, head_problems
from nscl.finance.operations.estimates.step_log import log_step
from nscl.finance.operations.estimates.steps import DOCUMENT_LENGTH
from nscl.finance.operations.estimates.trees import as_branches, store_branches
from nscl.finance.queries.estimates.facts import line_values
from nscl.finance.queries.estimates.printed import printed_lines
from nscl.finance.rules.line_values import CellValue, NewLine
from nscl.finance.rules.sums import in_tree_order
from nscl.plans.enums import EditionState
from nscl.plans.models import Plan, PlanEdition
from nscl.plans.operations.wording import as_stored
from nscl.plans.rules import plan_label
from nscl.records.operations import Actor, Change, record_event


class Start(StrEnum):
    """With what an estimate begins."""

    PLAN = "plan"
    EMPTY = "empty"
    ADJUSTMENT = "adjustment"


@transaction.atomic
def start_estimate(
    *,
    plan: int,
    start: Start,
    title: str = "",
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
    is_sample: bool = False,
) -> int:
    """Begin an estimate of a plan that is in force. Returns its number.

    PLAN: with the lines, unit costs and amounts that the edition in force prints (none, where it only states a sum in
    its prose: no line is invented). ADJUSTMENT: with the lines of the approved estimate and what was appraised.
    Raises NotAllowed, OpenEstimate (with its number), CannotStart, Refused (a title that cannot be kept).
    """
    found = _lock_plan(plan, viewer, Permission.ESTIMATE)
    edition = _edition_in_force(found)
    approved = Estimate.objects.filter(plan=found, state=EstimateState.APPROVED).order_by("pk").first()
    if start is Start.ADJUSTMENT:
        if approved is None:
            raise CannotStart(_("Kế hoạch này chưa có dự toán đã duyệt để điều chỉnh. Hãy lập dự toán mới."))
        lines = _continued_lines(approved)
    else:
        if approved is not None:
            raise CannotStart(_("Kế hoạch này đã có dự toán được duyệt. Hãy lập dự toán điều chỉnh."))
        lines = printed_lines(edition.pk).lines if start is Start.PLAN else ()
    adjusted = approved if start is Start.ADJUSTMENT else None
    estimate = _create(found, edition, adjusted, title, by=by, at=at, is_sample=is_sample)
    desk = Desk(estimate)
    store_branches(desk, as_branches(lines), None, 1)
    record_event(
        action="estimate.started",
        by=by,
        at=at,
        subject=desk.reference,
        context=desk.reference,
        changes=[Change("Số dòng", "", str(len(lines)))],
    )
    return estimate.pk


@transaction.atomic
def take_over_signed(
    *,
    plan: int,
    document: str = "",
    document_on: date | None = None,
    title: str = "",
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
    is_sample: bool = False,
) -> int:
    """Take the money of a plan over as it was signed: an estimate approved at the printed figures. Returns its number.

    The plan itself has decided its budget; nobody appraises it again, so no figure can be typed here. document,
    document_on: by which it was decided; the plan's own where "" and None. Raises NotAllowed, OpenEstimate,
    CannotStart (no printed lines), NotReady (lines whose money has no year), ReasonMissing (no document's number).
    """
    found = _lock_plan(plan, viewer, Permission.ESTIMATE)
    edition = _edition_in_force(found)
    if Estimate.objects.filter(plan=found, state=EstimateState.APPROVED).exists():
        raise CannotStart(_("Kế hoạch này đã có dự toán được duyệt. Hãy lập dự toán điều chỉnh."))
    lines = _signed_lines(edition)
    number = " ".join(document.split()) or edition.number or ""
    if not number or len(number) > DOCUMENT_LENGTH:
        raise ReasonMissing(_("Hãy ghi số của văn bản đã quyết định kinh phí, không quá 60 ký tự."), "document")
    estimate = _create(found, edition, None, title, by=by, at=at, is_sample=is_sample)
    desk = Desk(estimate)
    store_branches(desk, as_branches(lines), None, 1, appraised=True)
    estimate.state, estimate.document, estimate.document_on = EstimateState.APPROVED, number, document_on
    if document_on is None and not document:
        estimate.document_on = _whole_day(edition.issued_on)
    estimate.submitted_at = estimate.decided_at = at
    estimate.submitted_by_id = estimate.decided_by_id = by.number
    estimate.save()
    open_accounts(estimate)
    log_step(estimate, EstimateState.DRAFT, EstimateState.APPROVED, f"Tiếp nhận theo {number}", by=by, at=at)
    record_event(
        action="estimate.taken_over",
        by=by,
        at=at,
        subject=desk.reference,
        context=desk.reference,
        changes=[Change("Số dòng", "", str(len(lines))), Change("Văn bản", "", number)],
    )
    return estimate.pk


def _signed_lines(edition: PlanEdition) -> Sequence[NewLine]:
    """The printed lines of an edition whose money can be taken over as it stands. Raises CannotStart, NotReady."""
    printed = printed_lines(edition.pk)
    if not any(line.cells for line in printed.lines):
        raise CannotStart(
            _("Kế hoạch không in bảng kinh phí theo dòng nên không có gì để tiếp nhận. Hãy lập dự toán mới.")
        )
    if printed.yearless:
        raise NotReady(printed.yearless)
    return printed.lines


def _lock_plan(plan: int, viewer: Viewer | None, permission: Permission) -> Plan:
    """The plan, locked: of two people who begin an estimate the second is told of the first."""
    found = Plan.objects.select_related("unit").select_for_update(of=("self",), no_key=True).filter(pk=plan).first()
    if found is None:
        raise CannotStart(_("Không có kế hoạch này. Hãy chọn kế hoạch trong danh sách."))
    if viewer is not None:
        viewer.require(permission, found.unit_id)
    there = Estimate.objects.filter(plan=found, state__in=OPEN_STATES).order_by("pk").first()
    if there is not None:
        raise OpenEstimate(there.pk, EstimateState(there.state))
    return found


def _edition_in_force(plan: Plan) -> PlanEdition:
    edition = PlanEdition.objects.filter(plan=plan, state=EditionState.ISSUED).order_by("pk").first()
    if edition is None:
        raise CannotStart(_("Kế hoạch này chưa ban hành. Hãy chờ ban hành rồi lập dự toán."))
    return edition


def _create(
    plan: Plan,
    edition: PlanEdition,
    adjusts: Estimate | None,
    title: str,
    *,
    by: Actor,
    at: datetime,
    is_sample: bool,
) -> Estimate:
    last = Estimate.objects.filter(plan=plan).order_by("-ordinal").values_list("ordinal", flat=True).first() or 0
    first_year, last_year = (adjusts.first_year, adjusts.last_year) if adjusts else _years(plan, edition)
    name = " ".join(title.split()) or _own_title(plan, adjusts)
    problems = head_problems(name, first_year, last_year)
    if problems:
        raise Refused(problems)
    return Estimate.objects.create(
        plan=plan,
        edition=adjusts.edition if adjusts else edition,
        adjusts=adjusts,
        ordinal=last + 1,
        title=name,
        first_year=first_year,
        last_year=last_year,
        created_at=at,
        created_by_id=by.number,
        is_sample=is_sample,
    )


def _years(plan: Plan, edition: PlanEdition) -> tuple[int, int]:
    """The years of the plan's table; those of the plan where it has none."""
    years = list(BudgetYear.objects.filter(edition=edition).order_by("year").values_list("year", flat=True))
    return (years[0], years[-1]) if years else (plan.period_start, plan.period_end)


def _own_title(plan: Plan, adjusts: Estimate | None) -> str:
    with as_stored():
        label = plan_label(plan.unit.name, plan.period_start, plan.period_end)
    kind = "Dự toán điều chỉnh" if adjusts else "Dự toán"
    return f"{kind} {label[:1].lower()}{label[1:]}"[:TITLE_LENGTH]


def _whole_day(text: str | None) -> date | None:
    """A day of an edition, None where only its year or month is known."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        return None


def _continued_lines(approved: Estimate) -> Sequence[NewLine]:
    """The lines of an approved estimate with what was appraised, each continuing its own."""
    rows = {row.pk: row for row in EstimateLine.objects.filter(estimate=approved).order_by("position", "pk")}
    cells: dict[int, list[CellValue]] = {}
    amounts = EstimateAmount.objects.filter(line__estimate=approved).order_by("line", "year", "source")
    for line, year, source, planned, appraised in amounts.values_list(
        "line_id", "year", "source", "planned_vnd", "appraised_vnd"
    ):
        vnd = planned if appraised is None else appraised
        cells.setdefault(line, []).append(CellValue(year, MoneySource(source), vnd))
    return [
        NewLine(
            values=line_values(rows[number]),
            depth=depth,
            cells=tuple(cells.get(number, ())),
            budget_line=rows[number].budget_line_id,
            continues=number,
        )
        for number, depth in in_tree_order([(row.pk, row.parent_id) for row in rows.values()])
    ]
