"""A measure's page: where it stands, the records behind it, its parts, what was stated of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.plans.queries.access import ItemNotFound, computed
from nscl.plans.queries.editions import EditionHeader
from nscl.progress.catalogue import Counted, Dimension, Scope, Tally
from nscl.progress.models import StatedValue
from nscl.progress.queries.counts import Tallied
from nscl.progress.queries.measures import AskedMeasure, measures_of
from nscl.progress.queries.programme import Known, is_counted
from nscl.progress.queries.proofs import evidence_count
from nscl.progress.queries.rows import BreakdownRow, MeasureDetail, RecordRow, StatedRow
from nscl.work.enums import ActivityKind, ParticipantKind, WorkKind
from nscl.work.models import Activity, ActivityClaim

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
    known = Known.read(measures, [edition.edition_id], [edition.plan_id], on)
    behind = Behind(known, asked)
    row = known.row(asked)
    stated = tuple(_stated_row(one) for one in reversed(known.stated.get(number, [])))
    by_agency, by_commune = behind.by_place()
    return MeasureDetail(
        row=row,
        target_text=asked.target_text,
        plan_id=edition.plan_id,
        edition_id=edition.edition_id,
        unit_id=edition.unit_id,
        on=on,
        records=behind.page(first, size),
        waiting=behind.waiting(size) if row.unclaimed else (),
        by_agency=by_agency,
        by_commune=by_commune,
        by_participants=behind.by_participants(),
        stated=stated,
        may_state=not is_counted(asked) and viewer.may(Permission.STATE_VALUES, edition.unit_id),
        may_sign=viewer.may(Permission.SIGN_VALUES, edition.unit_id),
        rivals=behind.rivals(),
        is_sample=row.is_sample or any(one.is_sample for one in stated),
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
        """Records for which several measures contend and that are declared for none, newest first."""
        contested = self._contested()
        if self._counted is None or contested is None:
            return ()
        takers = {number for rival in (self._asked.number, *self._rivals()) for number in self._known.identities(rival)}
        undeclared = self._counted.rows.filter(contested).exclude(Exists(self._claims(takers)))
        return self._record_rows(undeclared, 0, size)

    def page(self, first: int, size: int) -> tuple[RecordRow, ...]:
        """Some of the records, newest first. One query."""
        return self._record_rows(self.rows(), first, size)

    def by_place(self) -> tuple[tuple[BreakdownRow, ...], tuple[BreakdownRow, ...]]:
        """Parts of the value by agency and by commune, the largest first. One query.

        No communes where no record names one.
        """
        if self._counted is None:
            return (), ()
        agencies: defaultdict[tuple[int | None, str], Decimal] = defaultdict(Decimal)
        communes: defaultdict[tuple[int | None, str], Decimal] = defaultdict(Decimal)
        for (agency, agency_name, commune, commune_name), amount in self._counted.by_place(self.rows()):
            agencies[(agency, agency_name)] += amount
            communes[(commune, commune_name or _("Không ghi"))] += amount
        named = any(number is not None for number, _name in communes)
        return _breakdown(agencies), _breakdown(communes) if named else ()

    def by_participants(self) -> tuple[BreakdownRow, ...]:
        """Attendances at the records behind the value, by kind of organisation, the largest first. One query."""
        if self._counted is None:
            return ()
        found = self._counted.by(Dimension.PARTICIPANTS, self.rows())
        return _breakdown({(None, str(ParticipantKind(kind).label)): value for kind, value in found.items()})

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

    def _record_rows(self, rows: QuerySet[Activity], first: int, size: int) -> tuple[RecordRow, ...]:
        """Some typed rows, newest first, with what each adds to the value and how much evidence it has. One query."""
        if self._counted is None:
            return ()
        found = rows.select_related("agency").annotate(
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
                agency_id=one.agency_id,
                agency=one.agency.name,
                task_number=one.task_id,
                amount=Decimal(computed(one, "adds")),
                evidence=int(computed(one, "evidence")),
                is_sample=one.is_sample,
            )
            for one in found.order_by("-done_on", "-pk")[first : first + size]
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


def _breakdown(parts: Mapping[tuple[int | None, str], Decimal]) -> tuple[BreakdownRow, ...]:
    rows = [BreakdownRow(label, value, number) for (number, label), value in parts.items()]
    return tuple(sorted(rows, key=lambda row: (-row.value, row.label)))


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
