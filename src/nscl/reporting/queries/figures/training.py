"""The table of training: classes done in the report's time, with who came and which certificates were given."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from nscl.documents.report_papers.tables import ReportRow, ReportTable, TableCode
from nscl.reporting.queries.figures.cells import (
    Made,
    count_column,
    day,
    day_column,
    figure,
    text_column,
    words,
)
from nscl.reporting.queries.figures.gathering import Gathering
from nscl.reporting.queries.figures.tasks import done_in_report, reported_activities
from nscl.text.formats import format_number
from nscl.training.models import Certificate, Enrolment
from nscl.work.enums import ActivityKind, OutputKind
from nscl.work.models import Activity, ActivityOutput, Participation

_COLUMNS = (
    text_column("class", "Lớp", 3.0),
    day_column("on", "Ngày xong"),
    text_column("agency", "Cơ quan", 1.6),
    count_column("attendances", "Lượt người"),
    count_column("organisations", "Lượt tổ chức"),
    count_column("certificates", "Chứng nhận đã cấp"),
)


def training_table(gathering: Gathering) -> Made:
    """The classes done, by day, with as many people as the measures count. Five queries.

    A class of which nobody wrote down who came has empty cells.
    """
    done = reported_activities(gathering).filter(done_in_report(gathering), kind=ActivityKind.TRAINING)
    columns = ("pk", "title", "done_on", "agency__name", "training_class__pk", "is_sample")
    classes = list(done.order_by("done_on", "pk").values_list(*columns))
    came, trained = _came(done), _trained(done)
    given = _certificates(gathering, done)
    rows = []
    for number, title, on, agency, training_class, _is_sample in classes:
        people, organisations = came.get(number, (None, None))
        cells = (
            words(title),
            day(on),
            words(agency),
            figure(trained.get(number, people)),
            figure(organisations),
            figure(given.get(training_class, 0) if training_class else None),
        )
        key = f"class:{training_class}" if training_class else f"activity:{number}"
        rows.append(ReportRow(key, cells))
    table = ReportTable(TableCode.TRAINING, "Đào tạo, tập huấn", _COLUMNS, tuple(rows), _note(done) if rows else _NONE)
    return Made(table, any(row[-1] for row in classes))


_NONE = "Không có lớp đào tạo, tập huấn nào xong trong kỳ báo cáo."


def _came(done: QuerySet[Activity]) -> Mapping[int, tuple[int, int]]:
    rows = Participation.objects.filter(activity__in=done.order_by().values("pk")).order_by().values("activity")
    counted = rows.annotate(all_people=Sum("people"), all_organisations=Sum("organisations"))
    return {
        activity: (people, organisations)
        for activity, people, organisations in counted.values_list("activity", "all_people", "all_organisations")
    }


def _trained(done: QuerySet[Activity]) -> Mapping[int, Decimal]:
    """What each states as trained, which the indicator of people trained adds up."""
    rows = ActivityOutput.objects.filter(activity__in=done.order_by().values("pk"), kind=OutputKind.PEOPLE_TRAINED)
    return dict(rows.order_by("pk").values_list("activity_id", "quantity"))


def _certificates(gathering: Gathering, done: QuerySet[Activity]) -> Mapping[int, int]:
    """Class → certificates given by the day that stand: not revoked, not replaced by a corrected one."""
    rows = Certificate.objects.filter(
        enrolment__training_class__activity__in=done.order_by().values("pk"),
        issued_on__lte=gathering.scope.as_of,
        revoked_at__isnull=True,
        replaced_at__isnull=True,
    )
    counted = rows.order_by().values("enrolment__training_class").annotate(number=Count("pk"))
    return dict(counted.values_list("enrolment__training_class", "number"))


def _note(done: QuerySet[Activity]) -> str:
    persons = Enrolment.objects.filter(
        training_class__activity__in=done.order_by().values("pk"), attended__gt=0
    ).aggregate(all=Count("person", distinct=True))["all"]
    if not persons:
        return ""
    return f"Các lớp có điểm danh: {format_number(persons)} người, mỗi người tính một lần dù dự nhiều lớp."
