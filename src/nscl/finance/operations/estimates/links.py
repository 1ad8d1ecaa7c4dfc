"""What a line names beside itself: agency, task, norm, the printed line it began with, the line that it adjusts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from django.utils.translation import gettext as _

from nscl.finance.models import BudgetLine, Estimate, EstimateLine
from nscl.finance.queries.rulebook import rulebook
from nscl.finance.rules.line_values import LineValues, NewLine
from nscl.finance.rules.problems import Problem, Reason
from nscl.institutions.models import Agency
from nscl.institutions.queries.units import succession_edges
from nscl.institutions.rules import reachable
from nscl.plans.enums import EditionState
from nscl.plans.models import Task


class Links:
    """Lookups for the lines of one estimate; each asks the database once, when it is first needed."""

    def __init__(self, estimate: Estimate) -> None:
        self._estimate = estimate

    def problems(self, values: LineValues, known: LineValues | None = None) -> Iterator[Problem]:
        """What a line names that there is not. known: the line as it stands; what it names already may stay."""
        agency = None if known is not None and known.agency_id == values.agency_id else values.agency_id
        if agency is not None and agency not in self._agencies:
            message = _("không có cơ quan này ở tỉnh của kế hoạch")
            yield Problem(Reason.UNKNOWN, message, _("chọn cơ quan trong danh mục"), field="agency_id")
        task = None if known is not None and known.task_id == values.task_id else values.task_id
        if task is not None and task not in self._tasks:
            message = _("nhiệm vụ này không thuộc bản kế hoạch đã ban hành")
            yield Problem(Reason.UNKNOWN, message, _("chọn nhiệm vụ trong danh sách"), field="task_id")
        if values.norm and (known is None or known.norm != values.norm) and not rulebook().norm_versions(values.norm):
            message = _("không có định mức này")
            yield Problem(Reason.UNKNOWN, message, _("chọn định mức trong danh mục"), field="norm")

    def origin_problems(self, line: NewLine) -> Iterator[Problem]:
        """Where a line says it came from and did not."""
        remedy = _("thêm thành dòng mới")
        if line.budget_line is not None and line.budget_line not in self._budget_lines:
            yield Problem(Reason.UNKNOWN, _("kế hoạch không có dòng kinh phí này"), remedy)
        if line.continues is not None and line.continues not in self._adjusted_lines:
            yield Problem(Reason.UNKNOWN, _("dự toán được điều chỉnh không có dòng này"), remedy)

    def agency_name(self, number: int) -> str:
        """What people call an agency; its number where it is not known."""
        return self._agencies.get(number) or self._other_agency(number)

    def task_name(self, number: int) -> str:
        """What people call a task."""
        return self._tasks.get(number, f"#{number}")

    def _other_agency(self, number: int) -> str:
        name = Agency.objects.filter(pk=number).order_by("pk").values_list("name", flat=True).first()
        return name or f"#{number}"

    @cached_property
    def _agencies(self) -> dict[int, str]:
        """Bodies of the provinces over the plan's land, of all times, and national ones."""
        units = territory_units(self._estimate.plan.unit_id)
        rows = Agency.objects.filter(unit__in=units) | Agency.objects.filter(unit__isnull=True)
        return dict(rows.order_by("pk").values_list("pk", "name"))

    @cached_property
    def _tasks(self) -> dict[int, str]:
        rows = Task.objects.filter(edition__plan=self._estimate.plan_id).exclude(edition__state=EditionState.DRAFT)
        named = rows.order_by("pk").values_list("pk", "key", "title")
        return {number: f"{key} {title}".strip() for number, key, title in named}

    @cached_property
    def _budget_lines(self) -> frozenset[int]:
        rows = BudgetLine.objects.filter(edition__plan=self._estimate.plan_id)
        return frozenset(rows.order_by("pk").values_list("pk", flat=True))

    @cached_property
    def _adjusted_lines(self) -> frozenset[int]:
        rows = EstimateLine.objects.filter(estimate=self._estimate.adjusts_id)
        return frozenset(rows.order_by("pk").values_list("pk", flat=True))


def territory_units(unit_id: int) -> frozenset[int]:
    """A province with all that it became: whose bodies may spend its plan's money."""
    return reachable(unit_id, succession_edges())
