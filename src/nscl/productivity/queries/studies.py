"""Studies of firms as they are shown: drafts for who keeps or publishes in the province, published ones for all."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.productivity.models import FirmStudy, StudyCoefficient, StudyDropped, StudyNote, StudyYear
from nscl.productivity.queries.run_access import OF_DRAFTS, RunMissing
from nscl.productivity.rules.studies import Coefficient, LeftOut, StudyValues, YearOfStudy
from nscl.records.enums import FileRunState
from nscl.records.rules import is_alive


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyRow:
    """A study without its results. steps_done, steps: how far its process is, 0 of 0 where that is not known."""

    number: int
    unit_id: int
    province: str
    title: str
    file_name: str
    estimators: tuple[str, ...]
    state: FileRunState
    problem: str
    heartbeat_at: datetime
    asked_at: datetime
    asked_by: str
    steps_done: int
    steps: int
    rows_used: int
    firms: int
    version: int
    published_at: datetime | None
    withdrawn_at: datetime | None

    def is_alive(self, at: datetime) -> bool:
        """Whether its process is at it, or is to come, and has given a sign of life not long ago."""
        return is_alive(self.state, self.heartbeat_at, at)


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyDetail:
    """A study with what came of it."""

    row: StudyRow
    values: StudyValues
    rows_read: int
    moved: int
    software: str
    published_by: str
    withdrawal_reason: str
    coefficients: tuple[Coefficient, ...]
    years: tuple[YearOfStudy, ...]
    dropped: tuple[LeftOut, ...]
    notes: tuple[str, ...]
    may_keep: bool
    may_publish: bool


def visible_studies(viewer: Viewer) -> QuerySet[FirmStudy]:
    """The studies that the viewer sees, unordered."""
    found = _within(viewer.units_with(Permission.VIEW_PRODUCTIVITY)) & Q(published_at__isnull=False)
    for permission in OF_DRAFTS:
        found |= _within(viewer.units_with(permission))
    return FirmStudy.objects.filter(found)


def list_studies(viewer: Viewer, unit_ids: Collection[int] | None) -> tuple[StudyRow, ...]:
    """The studies of some provinces (None: of all) that the viewer sees, the newest first. One query."""
    rows = visible_studies(viewer).select_related("unit", "asked_by")
    if unit_ids is not None:
        rows = rows.filter(unit__in=list(unit_ids))
    return tuple(_row(row) for row in rows.order_by("-asked_at", "-pk"))


def find_study(viewer: Viewer, number: int) -> StudyDetail:
    """A study with its results. Five queries. Raises RunMissing."""
    row = visible_studies(viewer).select_related("unit", "asked_by", "published_by").filter(pk=number).first()
    if row is None:
        raise RunMissing(str(number))
    return StudyDetail(
        row=_row(row),
        values=values_of(row),
        rows_read=row.rows_all,
        moved=row.moved,
        software=row.software,
        published_by=row.published_by.full_name if row.published_by else "",
        withdrawal_reason=row.withdrawal_reason,
        coefficients=tuple(
            Coefficient(one.method, one.group, one.input, one.value, one.error, one.rows, one.firms)
            for one in StudyCoefficient.objects.filter(study=row).order_by("position")
        ),
        years=tuple(_year(one) for one in StudyYear.objects.filter(study=row).order_by("method", "year")),
        dropped=tuple(
            LeftOut(one.why, one.rows, one.line) for one in StudyDropped.objects.filter(study=row).order_by("position")
        ),
        notes=tuple(StudyNote.objects.filter(study=row).order_by("position").values_list("words", flat=True)),
        may_keep=viewer.may(Permission.KEEP_PRODUCTIVITY, row.unit_id),
        may_publish=viewer.may(Permission.PUBLISH_PRODUCTIVITY, row.unit_id),
    )


def values_of(row: FirmStudy) -> StudyValues:
    """What was chosen for a study."""
    return StudyValues(
        title=row.title,
        firm=row.firm_column,
        year=row.year_column,
        output=row.output_column,
        labour=_names(row.labour_columns),
        capital=_names(row.capital_columns),
        proxy=row.proxy_column,
        group=row.group_column,
        decimal=row.decimal_mark,
        estimators=_names(row.estimators),
        draws=row.draws,
        seed=row.seed,
    )


def _names(written: str) -> tuple[str, ...]:
    return tuple(name for name in written.split(",") if name)


def _row(row: FirmStudy) -> StudyRow:
    is_done = row.state == FileRunState.DONE
    return StudyRow(
        number=row.pk,
        unit_id=row.unit_id,
        province=row.unit.name,
        title=row.title,
        file_name=row.file_name,
        estimators=_names(row.estimators),
        state=FileRunState(row.state),
        problem=row.problem,
        heartbeat_at=row.heartbeat_at,
        asked_at=row.asked_at,
        asked_by=row.asked_by.full_name,
        steps_done=0 if is_done else row.rows_done,
        steps=0 if is_done else row.rows_all,
        rows_used=row.rows_used,
        firms=row.firms,
        version=row.version,
        published_at=row.published_at,
        withdrawn_at=row.withdrawn_at,
    )


def _year(one: StudyYear) -> YearOfStudy:
    parts = (one.within, one.between, one.entry, one.leaving)
    known = tuple(part for part in parts if part is not None)
    whole = (known[0], known[1], known[2], known[3]) if len(known) == len(parts) else None
    return YearOfStudy(one.method, one.year, one.firms, one.log_tfp, one.mean, one.covariance, whole)


def _within(units: frozenset[int] | None) -> Q:
    return Q() if units is None else Q(unit__in=list(units))
