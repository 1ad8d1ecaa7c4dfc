"""An annual plan opened for writing: locked, with everything that its activities are checked against, read once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import cached_property

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.models import User
from nscl.accounts.rules import Viewer
from nscl.finance.models import BudgetLine, FundingSource
from nscl.institutions.enums import UnitLevel
from nscl.institutions.models import AdministrativeUnit
from nscl.plans.enums import EditionState
from nscl.plans.models import Task
from nscl.records.operations import Reference
from nscl.work.enums import AnnualPlanState, WorkKind
from nscl.work.models import AnnualPlan
from nscl.work.operations.errors import AnnualPlanMissing, InvalidActivity, PlanningClosed, ReasonMissing
from nscl.work.operations.seats import Seat, Seats
from nscl.work.queries.tasks_now import TasksNow
from nscl.work.rules.checks import YearFacts, check_activity, check_tallied
from nscl.work.rules.moves import PLANNING, Planning
from nscl.work.rules.problems import Problem, Reason
from nscl.work.rules.values import ActivityState, Cost


class Book:
    """One annual plan under its lock, and what the checks of its activities ask the database.

    Everything is read once, when it is first asked for: 50,000 rows cost as many queries as one.
    """

    def __init__(self, annual: AnnualPlan, at: datetime) -> None:
        self.annual = annual
        self.facts = YearFacts(annual.year, annual.plan.period_start, annual.plan.period_end, localdate(at))
        self._communes: dict[int, AdministrativeUnit | None] = {}
        self._people: dict[int, bool] = {}

    @property
    def state(self) -> AnnualPlanState:
        """Where the annual plan stands."""
        return AnnualPlanState(self.annual.state)

    @property
    def reference(self) -> Reference:
        """The annual plan as the audit trail refers to it."""
        return reference_of(self.annual)

    @cached_property
    def seats(self) -> Seats:
        """Province and agency by day."""
        return Seats(self.annual.plan.unit_id, self.annual.agency_id)

    @cached_property
    def tasks(self) -> TasksNow:
        """The plan's tasks over its editions."""
        return TasksNow([self.annual.plan_id])

    @cached_property
    def lines(self) -> dict[int, str]:
        """Budget lines of the edition in force: number → what people call it."""
        rows = BudgetLine.objects.filter(**self._in_force).order_by("position", "pk")
        return {number: f"{key} {title}".strip() for number, key, title in rows.values_list("pk", "key", "title")}

    @cached_property
    def sources(self) -> dict[int, str]:
        """Sources of money of the edition in force, by number."""
        return dict(FundingSource.objects.filter(**self._in_force).order_by("position", "pk").values_list("pk", "name"))

    @property
    def _in_force(self) -> dict[str, object]:
        return {"edition__plan": self.annual.plan_id, "edition__state": EditionState.ISSUED}

    def seat(self, state: ActivityState) -> Seat:
        """Where an activity that was checked belongs. Raises InvalidActivity for one that the check refuses."""
        seat = self.seats.at(state.starts_on)
        if isinstance(seat, Problem):
            raise InvalidActivity([seat])
        return seat

    def check(self, state: ActivityState, before: ActivityState | None = None) -> tuple[Problem, ...]:
        """Everything that is wrong with an activity as it shall stand.

        before: as it stands. What it names already (a task or a budget line of an edition that was amended since, a
        person who left) it may go on naming.
        """
        problems = [*check_activity(state, self.facts), *check_tallied(state, before)]
        if not any(problem.field == "starts_on" for problem in problems):
            seat = self.seats.at(state.starts_on)
            problems += [seat] if isinstance(seat, Problem) else self._commune(state, before, seat)
        if before is None or before.task_id != state.task_id:
            problems += self._task(state.task_id)
        if state.responsible_id is not None and (before is None or before.responsible_id != state.responsible_id):
            problems += self._person(state.responsible_id)
        known = (before.planned_costs, before.actual_costs) if before is not None else ((), ())
        problems += self._costs("planned_costs", state.planned_costs, known[0] + known[1])
        problems += self._costs("actual_costs", state.actual_costs, known[0] + known[1])
        return tuple(problems)

    def prefetch(self, states: Collection[ActivityState]) -> None:
        """Read the communes and people that many activities name, at once."""
        self._read_communes({s.commune_id for s in states if s.commune_id is not None})
        self._read_people({s.responsible_id for s in states if s.responsible_id is not None})

    # --- what the database says

    def _task(self, number: int) -> Iterable[Problem]:
        link = self.tasks.link(number)
        if link is not None and link.is_in_force:
            return
        if link is not None:
            yield self._superseded(number)
            return
        of_plan = Task.objects.filter(pk=number).values_list("edition__plan_id", flat=True).first()
        if of_plan is None:
            message = _("không có nhiệm vụ này")
            yield Problem("task_id", Reason.UNKNOWN, message, _("chọn nhiệm vụ trong danh sách"))
        elif of_plan == self.annual.plan_id:
            message = _("nhiệm vụ này thuộc bản nháp chưa ban hành")
            remedy = _("chọn nhiệm vụ của bản đang có hiệu lực, hoặc chờ ban hành bản điều chỉnh")
            yield Problem("task_id", Reason.DRAFT_TASK, message, remedy)
        else:
            message = _("nhiệm vụ này thuộc kế hoạch khác")
            yield Problem("task_id", Reason.OTHER_PLAN, message, _("chọn nhiệm vụ của kế hoạch này"))

    def _superseded(self, number: int) -> Problem:
        message = _("nhiệm vụ này thuộc bản kế hoạch đã được thay thế")
        heir = self.tasks.present(number)
        if heir is None:
            remedy = _("bản đang có hiệu lực không còn nhiệm vụ này; chọn nhiệm vụ khác")
            return Problem("task_id", Reason.SUPERSEDED_TASK, message, remedy)
        remedy = _("chọn nhiệm vụ %(task)s của bản đang có hiệu lực") % {"task": f"“{heir.label}”"}
        return Problem("task_id", Reason.SUPERSEDED_TASK, message, remedy, heir.number)

    def _costs(self, field: str, costs: tuple[Cost, ...], known: tuple[Cost, ...]) -> Iterable[Problem]:
        if all(cost.line_id is None and cost.source_id is None for cost in costs):
            return
        lines = {cost.line_id for cost in known} | {None} | self.lines.keys()
        sources = {cost.source_id for cost in known} | {None} | self.sources.keys()
        for place, cost in enumerate(costs):
            if cost.line_id not in lines:
                message = _("dòng dự toán này không thuộc bản kế hoạch đang có hiệu lực")
                yield Problem(f"{field}[{place}].line_id", Reason.UNKNOWN, message, _("chọn lại dòng dự toán"))
            if cost.source_id not in sources:
                message = _("nguồn này không thuộc bản kế hoạch đang có hiệu lực")
                yield Problem(f"{field}[{place}].source_id", Reason.UNKNOWN, message, _("chọn lại nguồn"))

    def _commune(self, state: ActivityState, before: ActivityState | None, seat: Seat) -> Iterable[Problem]:
        if state.commune_id is None:
            return
        if before is not None and (before.commune_id, before.starts_on) == (state.commune_id, state.starts_on):
            return
        self._read_communes({state.commune_id})
        commune = self._communes[state.commune_id]
        if commune is None or commune.level == UnitLevel.PROVINCE:
            message = _("không có xã, phường này")
            yield Problem("commune_id", Reason.UNKNOWN, message, _("chọn xã, phường trong danh sách"))
        elif commune.parent_id not in self.seats.territory(seat.unit_id) or not _was_there(commune, state.starts_on):
            message = _("%(name)s không thuộc tỉnh vào ngày %(day)s") % {
                "name": commune.name,
                "day": f"{state.starts_on:%d/%m/%Y}",
            }
            yield Problem("commune_id", Reason.UNKNOWN, message, _("chọn xã, phường của tỉnh vào ngày đó"))

    def _person(self, number: int) -> Iterable[Problem]:
        self._read_people({number})
        if not self._people[number]:
            message = _("không có người này, hoặc tài khoản đã khóa")
            yield Problem("responsible_id", Reason.UNKNOWN, message, _("chọn người khác"))

    def _read_communes(self, numbers: set[int]) -> None:
        wanted = numbers - self._communes.keys()
        if wanted:
            found = AdministrativeUnit.objects.filter(pk__in=wanted).in_bulk()
            self._communes |= {number: found.get(number) for number in wanted}

    def _read_people(self, numbers: set[int]) -> None:
        wanted = numbers - self._people.keys()
        if wanted:
            found = set(User.objects.filter(pk__in=wanted, is_active=True).values_list("pk", flat=True))
            self._people |= {number: number in found for number in wanted}


def open_book(number: int, permission: Permission, viewer: Viewer | None, at: datetime) -> Book:
    """The annual plan, locked until the transaction ends. `viewer` None: the system acts.

    Whoever writes in an annual plan waits for whoever does: the second of two people sees what the first wrote. Raises
    AnnualPlanMissing, NotAllowed.
    """
    rows = AnnualPlan.objects.select_related("plan__unit", "agency").select_for_update(of=("self",), no_key=True)
    annual = rows.filter(pk=number).first()
    if annual is None:
        raise AnnualPlanMissing(number)
    if viewer is not None:
        viewer.require(permission, annual.plan.unit_id, annual.agency_id)
    return Book(annual, at)


def require_planning(book: Book, reason: str = "") -> None:
    """Raise PlanningClosed where what is planned cannot be changed now, ReasonMissing where that needs a reason."""
    match PLANNING[book.state]:
        case Planning.CLOSED:
            raise PlanningClosed(book.state)
        case Planning.WITH_REASON if not reason.strip():
            raise ReasonMissing(_("Kế hoạch năm đã duyệt: sửa phần dự kiến phải ghi lý do."))


def bump(annual: AnnualPlan) -> None:
    """What is planned changed: who has the annual plan open is told."""
    annual.version += 1
    annual.save(update_fields=["version"])


def reference_of(annual: AnnualPlan) -> Reference:
    """The annual plan as the audit trail and the search refer to it; load it with its agency."""
    return Reference(WorkKind.ANNUAL_PLAN, annual.pk, f"Kế hoạch năm {annual.year}, {annual.agency.name}")


def _was_there(unit: AdministrativeUnit, on: date) -> bool:
    return unit.valid_from <= on and (unit.valid_to is None or on <= unit.valid_to)
