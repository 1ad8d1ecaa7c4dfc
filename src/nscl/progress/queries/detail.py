"""A measure's page: where it stands, the records behind it, its parts, what was stated of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.plans.queries.access import ItemNotFound, computed
from nscl.plans.queries.editions import EditionHeader
from nscl.progress.catalogue import Counted, Scope, Tally
from nscl.progress.models import StatedValue
from nscl.progress.queries.counts import Tallied
from nscl.progress.queries.entries import entries_behind, sharing
from nscl.progress.queries.measures import AskedMeasure, measures_of
from nscl.progress.queries.parts import Parts
from nscl.progress.queries.programme import Known, is_counted
from nscl.progress.queries.proofs import evidence_count
from nscl.progress.queries.registers import register_of
from nscl.progress.queries.rows import MeasureDetail, RecordRow, StatedRow
from nscl.work.enums import ActivityKind, WorkKind
from nscl.work.models import Activity, ActivityClaim
from nscl.work.queries.rows import agency_link

PAGE = 50


def measure_detail(
    viewer: Viewer, edition: EditionHeader, number: int, on: date, *, first: int = 0, size: int = PAGE
) -> MeasureDetail:
    """A measure of an edition as of a day, with the records behind its value from the `first` on, newest first.

    edition: as `plans.queries.find_edition` gave it to the viewer. Raises NotAllowed unless the viewer may see the work
    of the province, ItemNotFound where the edition has no such measure.
    """
    viewer.require(Permission.VIEW_WORK, edition.unit_id)
    measures = measures_of([edition.edition_id])
    asked = next((one for one in measures if one.number == number), None)
    if asked is None:
        raise ItemNotFound(f"Measure {number}")
    known = Known.read_for([asked], measures, [edition.edition_id], [edition.plan_id], on)
    behind = Behind(known, asked)
    stated = tuple(_stated_row(one) for one in reversed(known.stated.get(number, [])))
    parts = behind.parts()
    row = known.row(asked)
    row = replace(row, is_sample=row.is_sample or parts.has_samples)
    waiting = behind.waiting(size) if row.unclaimed or row.incomplete else ()
    detail = MeasureDetail(
        row=row,
        target_text=asked.target_text,
        plan_id=edition.plan_id,
        edition_id=edition.edition_id,
        unit_id=edition.unit_id,
        on=on,
        records=behind.page(first, size),
        waiting=waiting,
        by_agency=parts.by_agency,
        by_commune=parts.by_commune,
        by_participants=parts.by_participants,
        stated=stated,
        may_state=not is_counted(asked) and row.run is None and viewer.may(Permission.STATE_VALUES, edition.unit_id),
        may_sign=viewer.may(Permission.SIGN_VALUES, edition.unit_id),
        rivals=behind.rivals(),
        is_sample=row.is_sample or any(one.is_sample for one in stated) or any(one.is_sample for one in waiting),
    )
    return _with_entries(detail, asked, measures, range(first, first + size))


def _with_entries(
    detail: MeasureDetail, asked: AskedMeasure, measures: Collection[AskedMeasure], page: range
) -> MeasureDetail:
    """With the entries of the register that gives the measure; unchanged where none does."""
    register = register_of(asked)
    if register is None:
        return detail
    found = entries_behind(asked, register, detail.on)
    return replace(
        detail,
        is_register=True,
        is_ratio=register.per is not None,
        entries=found.counted[page.start : page.stop],
        idle=found.idle,
        by_agency=found.by_agency,
        by_commune=found.by_commune,
        by_kind=found.by_kind,
        by_sex=found.by_sex,
        sharing=tuple((one.number, f"{one.target_key}: {one.label}") for one in sharing(asked, measures)),
        is_sample=detail.is_sample or found.has_samples,
    )


class Behind:
    """The records behind one measure's value: those that it alone could take, and those declared for it."""

    def __init__(self, known: Known, asked: AskedMeasure) -> None:
        self._known = known
        self._asked = asked
        one = known.tallied.get(asked.number)
        self._counted = None if one is None else _counted(one, known.on)
        self._one = one
        self._ids = known.identities(asked.number)

    def rows(self) -> QuerySet[Activity]:
        """The records that count for the measure, unordered."""
        if self._counted is None:
            return Activity.objects.none()
        contested = self._contested()
        if contested is None:
            return self._counted.rows
        return self._counted.rows.filter(~contested | Q(Exists(self._claims(self._ids))))

    def waiting(self, size: int) -> tuple[RecordRow, ...]:
        """Records that wait for somebody: to be declared, then to get their quantity; newest first. One query."""
        if self._counted is None:
            return ()
        waits = self._counted.lacks()
        contested = self._contested()
        if contested is not None:
            rivals = (self._asked.number, *self._rivals())
            takers = {number for rival in rivals for number in self._known.identities(rival)}
            waits |= contested & self._counted.counts() & ~Q(Exists(self._claims(takers)))
        lacking = Case(When(self._counted.lacks(), then=1), default=0)
        return self._record_rows(self._counted.candidates.filter(waits), 0, size, lacking)

    def page(self, first: int, size: int) -> tuple[RecordRow, ...]:
        """Some of the records, newest first. One query."""
        return self._record_rows(self.rows(), first, size)

    def parts(self) -> Parts:
        """The value by agency and by commune, and who took part. One query, none where nothing is counted."""
        return Parts.of([] if self._counted is None else self._counted.parts(self.rows()), self._known.on)

    def rivals(self) -> tuple[tuple[int, str], ...]:
        """Number and label of the other measures that contend for the same records."""
        labels = {one.measure.number: one.measure for one in self._known.counts.tallied}
        return tuple((number, f"{labels[number].target_key}: {labels[number].label}") for number in self._rivals())

    def _rivals(self) -> tuple[int, ...]:
        if self._one is None:
            return ()
        return self._known.counts.rivals_of(self._one)

    def _contested(self) -> Q | None:
        """The records for which several measures contend; None where there are none."""
        if self._one is None:
            return None
        found = [
            Q(kind=kind, done_on__gte=date(year, 1, 1), done_on__lte=date(year, 12, 31))
            for kind, year in self._known.counts.contested_of(self._one)
        ]
        return None if not found else _any_of(found)

    def _claims(self, measures: Collection[int]) -> QuerySet[ActivityClaim]:
        return ActivityClaim.objects.filter(activity=OuterRef("pk"), measure__in=list(measures))

    def _record_rows(self, rows: QuerySet[Activity], first: int, size: int, *order: Case) -> tuple[RecordRow, ...]:
        """Some typed rows, newest first, with what each adds to the value and how much evidence it has. One query."""
        if self._counted is None:
            return ()
        found = rows.select_related("agency__unit").annotate(
            adds=self._counted.amount(), evidence=evidence_count(WorkKind.ACTIVITY)
        )
        return tuple(
            RecordRow(
                number=one.pk,
                kind=one.kind,
                kind_label=str(ActivityKind(one.kind).label),
                title=one.title,
                place=one.place,
                done_on=one.done_on or self._known.on,
                agency=agency_link(one.agency, self._known.on),
                task_number=one.task_id,
                amount=None if (adds := computed(one, "adds")) is None else Decimal(adds),
                evidence=int(computed(one, "evidence")),
                is_sample=one.is_sample,
            )
            for one in found.order_by(*order, "-done_on", "-pk")[first : first + size]
        )


def _any_of(conditions: Iterable[Q]) -> Q:
    found = Q()
    for condition in conditions:
        found |= condition
    return found


def _counted(one: Tallied, on: date) -> Counted:
    """The records of a measure's plan in its phase up to a day."""
    scope = Scope(
        first=date(one.measure.phase_start, 1, 1),
        last=min(on, date(one.measure.phase_end, 12, 31)),
        plan_ids=frozenset({one.measure.plan_id}),
    )
    tally: Tally = one.tally
    return Counted(scope, tally)


def _stated_row(one: StatedValue) -> StatedRow:
    return StatedRow(
        number=one.pk,
        on=one.on,
        value=one.value,
        numerator=one.numerator,
        denominator=one.denominator,
        is_base=one.is_base,
        note=one.note,
        stated_at=one.stated_at,
        stated_by=one.stated_by.full_name if one.stated_by else "",
        signed_at=one.signed_at,
        signed_by=one.signed_by.full_name if one.signed_by else "",
        withdrawn_at=one.withdrawn_at,
        withdrawn_by=one.withdrawn_by.full_name if one.withdrawn_by else "",
        withdrawal_reason=one.withdrawal_reason,
        evidence=int(computed(one, "evidence")),
        version=one.version,
        is_sample=one.is_sample,
    )
