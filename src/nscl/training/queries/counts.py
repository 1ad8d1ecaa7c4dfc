"""Whom training reached: attendances, people, classes and organisations of classes done, by one thing after another.

Read from the enrolments alone: in how many sessions a person was is kept in each (`nscl.training.tallying`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.institutions.models import AdministrativeUnit, Agency
from nscl.institutions.rules import label_of
from nscl.organisations.enums import Sex
from nscl.plans.models import Plan
from nscl.plans.rules import plan_label
from nscl.records.years import YearOf
from nscl.text.folding import sort_key
from nscl.training.enums import CourseTopic
from nscl.training.models import Enrolment
from nscl.work.enums import ParticipantKind
from nscl.work.queries.rows import agency_link

_CLASS: Final = "training_class__"
_ACTIVITY: Final = "training_class__activity__"
_DONE: Final = f"{_ACTIVITY}done_on"
# As many digits as a primary key of these tables will ever have.
_MOST_DIGITS: Final = 10
# What a key asks for that no row has.
_NONE: Final = object()


class By(StrEnum):
    """What attendances are told apart by."""

    YEAR = "year"
    AGENCY = "agency"
    COMMUNE = "commune"
    KIND = "kind"
    SEX = "sex"
    TOPIC = "topic"


# The column that tells each apart; the year has one of its own.
_COLUMNS: Final[Mapping[By, str]] = {
    By.YEAR: "in_year",
    By.AGENCY: f"{_ACTIVITY}agency",
    By.COMMUNE: "commune",
    By.KIND: "kind",
    By.SEX: "person__sex",
    By.TOPIC: f"{_CLASS}course__topic",
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which attendances: of classes done in these years, of a plan, and of one part of each kind that is named.

    unit_ids: the provinces chosen, None: all. parts: By → the key of a row (`CountRow.key`), "" for what nobody said.
    on: the day by which an agency is there or was.
    """

    first: int
    last: int
    on: date
    unit_ids: frozenset[int] | None = None
    plan: int | None = None
    parts: Mapping[By, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CountRow:
    """How many attendances (lượt người), distinct people, classes and organisations. key: what asks for just these."""

    key: str
    label: str
    note: str
    attendances: int
    persons: int
    classes: int
    organisations: int


@dataclass(frozen=True, kw_only=True)
class TrainingCounts:
    """The rows of one breakdown, with what all of them are together.

    total: people and organisations stand in it once, so that it may be less than the sum of the rows.
    """

    by: By
    rows: tuple[CountRow, ...]
    total: CountRow
    is_sample: bool


@dataclass(frozen=True, slots=True)
class CountedClass:
    """A class behind a figure, with how many of those asked for came."""

    number: int
    activity: int
    title: str
    course: str
    agency: str
    done_on: date
    attendances: int
    organisations: int
    is_sample: bool


_SUMS: Final[Mapping[str, Count]] = {
    "attendances": Count("pk"),
    "persons": Count("person", distinct=True),
    "classes": Count("training_class", distinct=True),
    "organisations": Count("organisation", distinct=True),
}


def training_counts(viewer: Viewer, asked: Asked, by: By) -> TrainingCounts:
    """What was reached, told apart by one thing, as far as the viewer may see training.

    Raises NotAllowed where they may see none. Two queries; one more for the names of agencies or communes.
    """
    rows = _attended(viewer, asked)
    column = _COLUMNS[by]
    told = rows.annotate(in_year=YearOf(_DONE)) if by is By.YEAR else rows
    grouped = list(told.order_by().values(column).annotate(**_SUMS).values_list(column, *_SUMS))
    whole = rows.aggregate(**_SUMS, samples=Count("pk", filter=Q(training_class__is_sample=True)))
    names = _names(by, [row[0] for row in grouped], asked.on)
    found = [CountRow(_key(value), *names(value), *sums) for value, *sums in grouped]
    return TrainingCounts(
        by=by,
        rows=tuple(sorted(found, key=_order(by))),
        total=CountRow("", _("Tất cả"), "", *(whole[name] for name in _SUMS)),
        is_sample=bool(whole["samples"]),
    )


def counted_classes(viewer: Viewer, asked: Asked, *, first: int = 0, size: int) -> tuple[CountedClass, ...]:
    """Some of the classes behind the figures, the last done first. Raises NotAllowed. One query."""
    keys = (
        "training_class_id",
        *(f"{_ACTIVITY}{name}" for name in ("id", "title")),
        f"{_CLASS}course__title",
        f"{_ACTIVITY}agency__name",
        _DONE,
    )
    grouped = _attended(viewer, asked).order_by().values(*keys, f"{_CLASS}is_sample")
    counted = grouped.annotate(came=Count("pk"), organisations=Count("organisation", distinct=True))
    ordered = counted.order_by(f"-{_DONE}", "-training_class_id")
    rows = ordered.values_list(*keys, "came", "organisations", f"{_CLASS}is_sample")
    return tuple(CountedClass(*row) for row in rows[first : first + size])


def plans_with_classes(viewer: Viewer, unit_ids: frozenset[int] | None) -> tuple[tuple[int, str], ...]:
    """The plans of some provinces that the viewer may see, with their names, to choose among. One query."""
    rows = Plan.objects.select_related("unit").order_by("unit__name", "period_start", "pk")
    for units in (viewer.units_with(Permission.VIEW_TRAINING), unit_ids):
        if units is not None:
            rows = rows.filter(unit__in=units)
    return tuple((row.pk, plan_label(row.unit.name, row.period_start, row.period_end)) for row in rows)


def part_names(asked: Asked) -> Mapping[By, str]:
    """What the parts that are asked for are called; a part that is none is left out. At most two queries."""
    found = {}
    for by, key in asked.parts.items():
        value = _value(by, key)
        if value is not _NONE:
            found[by] = _names(by, [value], asked.on)(value)[0]
    return found


def _value(by: By, key: str) -> Any:
    """The value of the column that a key asks for; _NONE for a key that no row has."""
    if by in {By.AGENCY, By.COMMUNE, By.YEAR}:
        if not key:
            return None if by is By.COMMUNE else _NONE
        return int(key) if key.isascii() and key.isdigit() and len(key) <= _MOST_DIGITS else _NONE
    known: Mapping[By, list[str]] = {
        By.KIND: ParticipantKind.values,
        By.SEX: ["", *Sex.values],
        By.TOPIC: CourseTopic.values,
    }
    return key if key in known[by] else _NONE


def _key(value: Any) -> str:
    return "" if value is None else str(value)


def _attended(viewer: Viewer, asked: Asked) -> QuerySet[Enrolment]:
    """Who was at a session at least, of the classes that are done, unordered."""
    viewer.require(Permission.VIEW_TRAINING)
    rows = Enrolment.objects.filter(
        attended__gt=0,
        training_class__activity__done_on__gte=date(asked.first, 1, 1),
        training_class__activity__done_on__lte=date(asked.last, 12, 31),
    )
    for units in (viewer.units_with(Permission.VIEW_TRAINING), asked.unit_ids):
        if units is not None:
            rows = rows.filter(training_class__activity__plan__unit__in=units)
    if asked.plan is not None:
        rows = rows.filter(training_class__activity__plan=asked.plan)
    for by, key in asked.parts.items():
        value = _value(by, key)
        if value is _NONE:
            return rows.none()
        if by is By.YEAR:
            rows = rows.filter(**{f"{_DONE}__year": value})
        else:
            rows = rows.filter(**({f"{_COLUMNS[by]}__isnull": True} if value is None else {_COLUMNS[by]: value}))
    return rows


def _names(by: By, values: list[Any], on: date) -> Callable[[Any], tuple[str, str]]:
    """Value → what it is called, and a note that tells it from others of the name."""
    if by is By.YEAR:
        return lambda value: (str(value), "")
    if by is By.AGENCY:
        bodies = Agency.objects.filter(pk__in=values).select_related("unit").order_by("pk")
        agencies = {row.pk: (row.name, agency_link(row, on).unit_name) for row in bodies}
        return lambda value: agencies.get(value, ("", ""))
    if by is By.COMMUNE:
        units = AdministrativeUnit.objects.filter(pk__in=values).order_by("pk")
        communes = {row.pk: (label_of(row.kind, row.name), "") for row in units}
        return lambda value: communes.get(value, (_("Không ghi"), ""))
    labels = {By.KIND: ParticipantKind, By.SEX: Sex, By.TOPIC: CourseTopic}[by]
    return lambda value: (str(labels(value).label) if value else _("Không ghi"), "")


def _order(by: By) -> Callable[[CountRow], Any]:
    """Years in their order; everything else the most attendances first, what nobody said last."""
    if by is By.YEAR:
        return lambda row: row.key
    return lambda row: (row.key == "", -row.attendances, sort_key(row.label), row.key)
