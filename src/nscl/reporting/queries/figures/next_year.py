"""The table of the year to come: what agencies plan to do in it and what that costs."""

from __future__ import annotations

from django.db.models import Count, Q, Sum

from nscl.documents.report_papers.tables import ReportRow, ReportTable, TableCode
from nscl.reporting.queries.figures.cells import Made, count_column, figure, money_column, text_column, words
from nscl.reporting.queries.figures.gathering import Gathering
from nscl.work.enums import ActivityStatus, AnnualPlanState, CostStage
from nscl.work.models import Activity, AnnualPlan
from nscl.work.queries.rows import money

_STATE = text_column("state", "Tình trạng", 1.2)
_ACTIVITIES = count_column("activities", "Số hoạt động")
_PLANNED = money_column("planned", "Kinh phí dự kiến")
_BY_AGENCY = (text_column("agency", "Cơ quan", 3.0), _ACTIVITIES, _PLANNED, _STATE)
_ONE_BY_ONE = (text_column("activity", "Hoạt động", 3.0), _ACTIVITIES, _PLANNED, _STATE)


def next_year_table(gathering: Gathering) -> Made:
    """Of a province by agency, of an agency one activity after another; money in VND. At most two queries."""
    return _activities(gathering) if gathering.is_agency else _agencies(gathering)


def _next(gathering: Gathering) -> int:
    return gathering.scope.years[-1] + 1


def _agencies(gathering: Gathering) -> Made:
    year = _next(gathering)
    live = ~Q(activities__status=ActivityStatus.CANCELLED)
    costs = Q(activities__costs__stage=CostStage.PLANNED) & live
    plans = AnnualPlan.objects.filter(plan=gathering.scope.plan_id, year=year)
    money_of = dict(plans.order_by().annotate(vnd=Sum("activities__costs__vnd", filter=costs)).values_list("pk", "vnd"))
    counted = plans.annotate(number=Count("activities", filter=live)).order_by("agency__name", "pk")
    rows, is_sample = [], False
    for number, agency, name, state, activities, sample in counted.values_list(
        "pk", "agency_id", "agency__name", "state", "number", "is_sample"
    ):
        is_sample = is_sample or sample
        cells = (words(name), figure(activities), figure(money_of[number]), words(str(AnnualPlanState(state).label)))
        rows.append(ReportRow(f"agency:{agency}", cells))
    note = "" if rows else f"Chưa cơ quan nào lập kế hoạch năm {year} trong hệ thống."
    table = ReportTable(TableCode.NEXT_YEAR, f"Kế hoạch năm {year}", _BY_AGENCY, tuple(rows), note)
    return Made(table, is_sample)


def _activities(gathering: Gathering) -> Made:
    year = _next(gathering)
    found = Activity.objects.filter(plan=gathering.scope.plan_id, agency__in=gathering.own, year=year)
    found = found.exclude(status=ActivityStatus.CANCELLED).annotate(planned=money(CostStage.PLANNED))
    columns = ("pk", "title", "status", "planned", "is_sample")
    listed = list(found.order_by("starts_on", "pk").values_list(*columns))
    rows = tuple(
        ReportRow(
            f"activity:{number}",
            (words(title), figure(1), figure(planned), words(str(ActivityStatus(status).label))),
        )
        for number, title, status, planned, _sample in listed
    )
    note = "" if rows else f"Cơ quan chưa lập kế hoạch năm {year} trong hệ thống."
    table = ReportTable(TableCode.NEXT_YEAR, f"Kế hoạch năm {year}", _ONE_BY_ONE, rows, note)
    return Made(table, any(row[-1] for row in listed))
