"""Activities: what is planned, what was done, with whom, at what cost, and for which targets it counts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nscl.finance.models import BudgetLine, FundingSource
from nscl.institutions.models import AdministrativeUnit, Agency
from nscl.plans.models import Measure, Plan, Task
from nscl.work.enums import ActivityKind, ActivityStatus, CostStage, OutputKind, ParticipantKind
from nscl.work.models.annual_plan import AnnualPlan

QUANTITY_DIGITS, QUANTITY_PLACES = 14, 2


class Activity(models.Model):
    """One thing planned or done under a task.

    plan, unit, agency, year stand here too (they are the annual plan's; `unit` is the province in force on the day of
    the activity): the counting of a million activities reads one table. `folded`: title and place as searched.
    done_on: the day by which indicators count it, with DONE alone. has_own_record: something else says when it was
    done and what it yielded (a class its attendances, `operations.activities.tallying`); its kind then stays.
    """

    annual_plan = models.ForeignKey(AnnualPlan, on_delete=models.PROTECT, related_name="activities")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="activities")
    kind = models.CharField(max_length=12, choices=ActivityKind.choices)
    title = models.CharField(max_length=300)
    place = models.CharField(max_length=200, blank=True)
    commune = models.ForeignKey(AdministrativeUnit, null=True, on_delete=models.PROTECT, related_name="+")
    folded = models.CharField(max_length=520)
    starts_on = models.DateField()
    ends_on = models.DateField()
    organiser = models.CharField(max_length=200, blank=True)
    outlet = models.CharField(max_length=200, blank=True)
    responsible = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    expected_output = models.TextField(blank=True)
    result = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=ActivityStatus.choices, default=ActivityStatus.PLANNED)
    done_on = models.DateField(null=True)
    cancel_reason = models.TextField(blank=True)
    has_own_record = models.BooleanField(default=False)
    copied_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="work_activity_kind", condition=Q(kind__in=ActivityKind.values)),
            models.CheckConstraint(name="work_activity_dates_forward", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(name="work_activity_has_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="work_activity_done_on",
                condition=Q(status=ActivityStatus.DONE, done_on__isnull=False, done_on__gte=F("starts_on"))
                | (~Q(status=ActivityStatus.DONE) & Q(done_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="work_activity_cancelled_why",
                condition=(Q(status=ActivityStatus.CANCELLED) & ~Q(cancel_reason=""))
                | (~Q(status=ActivityStatus.CANCELLED) & Q(cancel_reason="")),
            ),
            # Two people who record the same thing: the second is shown the first's record.
            models.UniqueConstraint(
                fields=["annual_plan", "kind", "folded", "starts_on"],
                condition=~Q(status=ActivityStatus.CANCELLED),
                name="work_activity_once",
            ),
        ]
        indexes = [
            models.Index(fields=["plan", "kind", "done_on"], name="work_activity_counting"),
            models.Index(fields=["unit", "kind", "done_on"], name="work_activity_by_unit"),
            models.Index(fields=["agency", "year", "status"], name="work_activity_by_agency"),
            # Calendar and board of one plan: its own records, however many the country has.
            models.Index(fields=["plan", "year", "starts_on"], name="work_activity_by_year"),
        ]

    def __str__(self) -> str:
        return self.title


class ActivityOutput(models.Model):
    """A quantity that an activity yielded.

    plan: the activity's, repeated, so that one plan's quantities are found without reading the country's. The database
    refuses another one (`nscl.work.apps`).
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="outputs")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=24, choices=OutputKind.choices)
    quantity = models.DecimalField(max_digits=QUANTITY_DIGITS, decimal_places=QUANTITY_PLACES)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "kind"], name="work_output_once"),
            models.CheckConstraint(name="work_output_kind", condition=Q(kind__in=OutputKind.values)),
            models.CheckConstraint(name="work_output_not_negative", condition=Q(quantity__gte=0)),
        ]
        indexes = [
            # All that counting reads stands in it: the rows themselves lie scattered over the table.
            models.Index(fields=["plan", "kind", "activity", "quantity"], name="work_output_counting"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.quantity}"


class Participation(models.Model):
    """Participants of one kind of organisation: attendances (lượt người), women among them, organisations."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="participations")
    kind = models.CharField(max_length=12, choices=ParticipantKind.choices)
    people = models.PositiveIntegerField()
    women = models.PositiveIntegerField(null=True)
    organisations = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "kind"], name="work_participation_once"),
            models.CheckConstraint(name="work_participation_kind", condition=Q(kind__in=ParticipantKind.values)),
            models.CheckConstraint(
                name="work_participation_women", condition=Q(women__isnull=True) | Q(women__lte=F("people"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.people}"


class ActivityCost(models.Model):
    """Money of an activity by budget line and source: planned, and actual. Integer VND.

    `line` and `source` are those of the edition in force when it was entered; None where the plan has no such line.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="costs")
    stage = models.CharField(max_length=8, choices=CostStage.choices)
    line = models.ForeignKey(BudgetLine, null=True, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(FundingSource, null=True, on_delete=models.PROTECT, related_name="+")
    vnd = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "stage", "line", "source"],
                condition=Q(line__isnull=False, source__isnull=False),
                name="work_cost_once",
            ),
            models.CheckConstraint(name="work_cost_stage", condition=Q(stage__in=CostStage.values)),
            models.CheckConstraint(name="work_cost_not_negative", condition=Q(vnd__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.stage}: {self.vnd}"


class ActivityClaim(models.Model):
    """For which measures a record counts, where more than one could take it: declared, never assumed."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="claims")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "measure"], name="work_claim_once")]

    def __str__(self) -> str:
        return f"{self.activity_id} → {self.measure_id}"
