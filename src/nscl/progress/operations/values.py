"""A value is stated, signed, withdrawn."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.plans.enums import EditionState
from nscl.plans.models import Measure, PlanEdition
from nscl.plans.operations.editions import reference_of
from nscl.plans.operations.wording import stored
from nscl.progress.enums import ProgressKind, StatedState
from nscl.progress.models import StatedValue
from nscl.progress.operations.errors import (
    AlreadyStated,
    CountedMeasure,
    FieldProblem,
    InvalidValue,
    MeasureMissing,
    NoEvidence,
    OwnValue,
    PublishedMeasure,
    ReasonMissing,
    ValueClosed,
    ValueConflict,
    ValueMissing,
)
from nscl.progress.queries.measures import AskedMeasure, asked_measure
from nscl.progress.queries.programme import is_counted
from nscl.progress.queries.published import PublishedFigures, figure_of
from nscl.progress.rules.statements import Statement, troubles
from nscl.progress.rules.words import day_in_words, number_in_words
from nscl.records.operations import Actor, Change, Reference, record_event
from nscl.records.queries.evidence import count_evidence

_DAY = _("Ngày của số liệu")
_VALUE = _("Giá trị")
_BASE = _("Số gốc")


@transaction.atomic
def state_value(
    *,
    measure: int,
    statement: Statement,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
    is_sample: bool = False,
) -> int:
    """State what a measure's value was on a day; it counts once a leader has signed it. Returns its number.

    Raises MeasureMissing, NotAllowed, CountedMeasure, PublishedMeasure (a base value may be stated of both),
    InvalidValue, AlreadyStated where the measure has a live value for that day.
    """
    asked, edition = _open_measure(measure)
    if viewer is not None:
        viewer.require(Permission.STATE_VALUES, edition.plan.unit_id)
    if not statement.is_base and is_counted(asked):
        raise CountedMeasure(str(asked.known_indicator.remedy) if asked.known_indicator else "")
    if not statement.is_base and _is_published(asked, localdate(at)):
        raise PublishedMeasure
    found = troubles(asked.facts(), statement, localdate(at))
    amount = statement.amount
    if found or amount is None:
        raise InvalidValue(FieldProblem(one.field, one.message, one.remedy) for one in found)
    row = StatedValue(
        measure_id=measure,
        on=statement.on,
        value=amount,
        numerator=statement.numerator,
        denominator=statement.denominator,
        is_base=statement.is_base,
        note=" ".join(statement.note.split()),
        stated_at=at,
        stated_by_id=by.number,
        is_sample=is_sample,
    )
    _refuse_second(row)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        _refuse_second(row)  # somebody stated it between the look and the write
        raise
    changes = [
        Change(stored(_DAY), "", day_in_words(statement.on)),
        Change(stored(_BASE if statement.is_base else _VALUE), "", number_in_words(amount)),
    ]
    _record("stated", row, asked, edition, by=by, at=at, changes=changes, comment=row.note)
    return row.pk


@transaction.atomic
def sign_value(*, number: int, version: int, viewer: Viewer | None, by: Actor, at: datetime) -> None:
    """Sign a stated value: from now on it counts, and the database keeps it as it is.

    Raises ValueMissing, NotAllowed, ValueConflict, ValueClosed, OwnValue, NoEvidence.
    """
    row, asked, edition = _open_value(number)
    if viewer is not None:
        viewer.require(Permission.SIGN_VALUES, edition.plan.unit_id)
    _refuse_changed(row, version)
    if _state(row) is not StatedState.WAITING:
        raise ValueClosed(_state(row))
    if by.number is not None and by.number == row.stated_by_id:
        raise OwnValue
    if not count_evidence(ProgressKind.STATED_VALUE, [number]):
        raise NoEvidence
    row.signed_at, row.signed_by_id = at, by.number
    row.version += 1
    row.save(update_fields=["signed_at", "signed_by", "version"])
    _record("signed", row, asked, edition, by=by, at=at)


@transaction.atomic
def withdraw_value(*, number: int, version: int, reason: str, viewer: Viewer | None, by: Actor, at: datetime) -> None:
    """Take a stated value back, with a reason; it stays in the history and counts no more.

    Whoever states may withdraw what waits; what is signed, whoever signs. Raises ValueMissing, NotAllowed,
    ReasonMissing, ValueConflict, ValueClosed.
    """
    row, asked, edition = _open_value(number)
    is_signed = _state(row) is StatedState.SIGNED
    needed = [Permission.SIGN_VALUES] if is_signed else [Permission.SIGN_VALUES, Permission.STATE_VALUES]
    if viewer is not None and not any(viewer.may(one, edition.plan.unit_id) for one in needed):
        raise NotAllowed(needed[-1])
    reason = " ".join(reason.split())
    if not reason:
        raise ReasonMissing
    _refuse_changed(row, version)
    if _state(row) is StatedState.WITHDRAWN:
        raise ValueClosed(StatedState.WITHDRAWN)
    row.withdrawn_at, row.withdrawn_by_id, row.withdrawal_reason = at, by.number, reason
    row.version += 1
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason", "version"])
    _record("withdrawn", row, asked, edition, by=by, at=at, comment=reason)


def _open_measure(number: int) -> tuple[AskedMeasure, PlanEdition]:
    in_force = Measure.objects.filter(pk=number, edition__state=EditionState.ISSUED)
    edition = in_force.order_by("pk").values_list("edition", flat=True).first()
    if edition is None:
        raise MeasureMissing(number)
    return asked_measure(number), PlanEdition.objects.select_related("plan__unit").get(pk=edition)


def _open_value(number: int) -> tuple[StatedValue, AskedMeasure, PlanEdition]:
    row = StatedValue.objects.select_for_update(of=("self",)).filter(pk=number).first()
    if row is None:
        raise ValueMissing(number)
    asked = asked_measure(row.measure_id)
    return row, asked, PlanEdition.objects.select_related("plan__unit").get(pk=asked.edition_id)


def _state(row: StatedValue) -> StatedState:
    if row.withdrawn_at is not None:
        return StatedState.WITHDRAWN
    return StatedState.WAITING if row.signed_at is None else StatedState.SIGNED


def _refuse_changed(row: StatedValue, version: int) -> None:
    if row.version != version:
        raise ValueConflict(row.version, _state(row))


def _is_published(asked: AskedMeasure, on: date) -> bool:
    """Whether a published run of productivity gives the measure by now: then nobody states it."""
    figure = figure_of(asked)
    return figure is not None and PublishedFigures.read([asked], on).find(asked, figure).run is not None


def _refuse_second(row: StatedValue) -> None:
    live = StatedValue.objects.filter(
        measure=row.measure_id, on=row.on, is_base=row.is_base, withdrawn_at__isnull=True
    ).select_related("stated_by")
    other = live.order_by("pk").first()
    if other is not None:
        name = other.stated_by.full_name if other.stated_by else ""
        raise AlreadyStated(other.pk, on=other.on, value=other.value, by=name, at=other.stated_at)


def _record(
    act: str,
    row: StatedValue,
    asked: AskedMeasure,
    edition: PlanEdition,
    *,
    by: Actor,
    at: datetime,
    changes: list[Change] | None = None,
    comment: str = "",
) -> None:
    label = f"{asked.target_key}: {asked.label}, {number_in_words(row.value)} ({day_in_words(row.on)})"
    record_event(
        action=f"stated_value.{act}",
        by=by,
        at=at,
        subject=Reference(ProgressKind.STATED_VALUE, row.pk, label),
        context=reference_of(edition),
        changes=changes or [],
        comment=comment,
    )
