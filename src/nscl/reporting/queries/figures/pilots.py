"""The table of pilot models: what the plan asks for and where it stands, and the activities that build them."""

from __future__ import annotations

from typing import Final

from django.db.models import Q

from nscl.documents.checks.targets.deliverables import WORDS_BY_INDICATOR
from nscl.documents.report_papers.tables import ReportRow, ReportTable, TableCode
from nscl.plans.rules import measure_in_words
from nscl.progress.queries.measures import AskedMeasure
from nscl.reporting.queries.figures.cells import (
    EMPTY,
    MARK_OF_SOURCE,
    Made,
    day,
    day_column,
    figure,
    heading_row_cells,
    number_column,
    text_column,
    words,
)
from nscl.reporting.queries.figures.gathering import Gathering
from nscl.reporting.queries.figures.measures import measure_label
from nscl.reporting.queries.figures.tasks import done_in_report, reported_activities
from nscl.work.enums import ActivityKind, ActivityStatus
from nscl.work.models import Activity

# How the codes of indicators of pilot models begin (`progress.catalogue.awaiting`).
_PILOTS: Final = "pilot_"
_WORDS: Final = WORDS_BY_INDICATOR["pilot_models_enterprise"]
# What builds a model; conferences, reports and leaflets speak of one.
_BUILDING: Final = (
    ActivityKind.TRAINING,
    ActivityKind.MISSION,
    ActivityKind.INNOVATION,
    ActivityKind.STARTUP,
    ActivityKind.OTHER,
)
_NOTHING: Final = "Kế hoạch không giao chỉ tiêu về mô hình điểm trong kỳ và chưa có hoạt động nào về mô hình điểm."
_COLUMNS = (
    text_column("model", "Mô hình điểm", 3.0),
    text_column("goal", "Mức giao", 1.6),
    number_column("value", "Đã có"),
    text_column("agency", "Cơ quan", 1.6),
    day_column("on", "Ngày xong"),
    text_column("state", "Tình trạng", 1.4),
)


def pilots_table(gathering: Gathering) -> Made:
    """Measures of pilot models, then the activities that speak of one. One query besides the standings."""
    asked = [one for one in gathering.measures if one.indicator.startswith(_PILOTS)]
    rows = [_goal(gathering, one) for one in asked]
    activities = _activities(gathering)
    if activities:
        heading = heading_row_cells("Hoạt động về mô hình điểm trong kỳ", len(_COLUMNS))
        rows.append(ReportRow("", heading, is_heading=True))
    rows += [_activity(gathering, one) for one in activities]
    note = "Hoạt động được xếp vào đây theo tên hoạt động." if activities else "" if rows else _NOTHING
    table = ReportTable(TableCode.PILOTS, "Mô hình điểm", _COLUMNS, tuple(rows), note)
    is_sample = any(gathering.standings[one.number].is_sample for one in asked)
    return Made(table, is_sample or any(one.is_sample for one in activities))


def _goal(gathering: Gathering, measure: AskedMeasure) -> ReportRow:
    standing = gathering.standings[measure.number]
    mark = MARK_OF_SOURCE.get(standing.source)
    goal = measure_in_words(measure.op, measure.value, measure.value_to, measure.unit, when=measure.when)
    cells = (
        words(measure_label(measure)),
        words(goal),
        EMPTY if mark is None else figure(standing.value, mark),
        EMPTY,
        EMPTY,
        words(str(standing.status.label)),
    )
    return ReportRow(f"measure:{measure.number}", cells)


def _activities(gathering: Gathering) -> list[Activity]:
    """The activities of the report's time whose title or place names a pilot model. One query."""
    spoken = Q()
    for word in _WORDS:
        spoken |= Q(folded__contains=word)
    found = reported_activities(gathering).filter(kind__in=_BUILDING).exclude(status=ActivityStatus.CANCELLED)
    found = found.filter(spoken, Q(year__in=gathering.scope.years) | done_in_report(gathering))
    return list(found.select_related("agency").order_by("starts_on", "pk"))


def _activity(gathering: Gathering, activity: Activity) -> ReportRow:
    is_done = gathering.scope.holds(activity.done_on)
    # What was done after the day was not done by it; how far it was then, nobody wrote down.
    later = "chưa xong" if activity.done_on else str(ActivityStatus(activity.status).label)
    cells = (
        words(f"{activity.title}, {activity.place}" if activity.place else activity.title),
        EMPTY,
        EMPTY,
        words(activity.agency.name),
        day(activity.done_on if is_done else None),
        words(str(ActivityStatus.DONE.label) if is_done else later),
    )
    return ReportRow(f"pilot:{activity.pk}", cells, depth=1)
