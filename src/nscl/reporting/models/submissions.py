"""What an agency reports in a round: words by paragraph, estimates, remarks of the department, every step."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nscl.institutions.models import Agency
from nscl.plans.models import Measure
from nscl.reporting.enums import Section, SubmissionState
from nscl.reporting.models.rounds import ReportingRound

_IN_HAND = [SubmissionState.NOT_STARTED, SubmissionState.DRAFT]


class Submission(models.Model):
    """The report of one agency in one round.

    agency: who reports; the agencies that it reports for stand in `covers`, itself among them. submitted_at: of the
    newest submission; first_submitted_at: by which being on time is judged. handed_to: who reports instead.
    """

    round = models.ForeignKey(ReportingRound, on_delete=models.CASCADE, related_name="submissions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=11, choices=SubmissionState.choices, default=SubmissionState.NOT_STARTED)
    due = models.DateField()
    version = models.PositiveIntegerField(default=1)
    first_submitted_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    handed_to = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="taken_over")
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "agency"], name="reporting_submission_once"),
            models.CheckConstraint(
                name="reporting_submission_state_and_time",
                condition=Q(state__in=_IN_HAND, submitted_at__isnull=True, decided_at__isnull=True)
                | Q(state=SubmissionState.SUBMITTED, submitted_at__isnull=False, decided_at__isnull=True)
                | Q(
                    state__in=[SubmissionState.RETURNED, SubmissionState.ACCEPTED],
                    submitted_at__isnull=False,
                    decided_at__isnull=False,
                    decided_at__gte=F("submitted_at"),
                )
                | Q(state=SubmissionState.HANDED_OVER),
            ),
            models.CheckConstraint(
                name="reporting_submission_first_time",
                condition=Q(submitted_at__isnull=True, first_submitted_at__isnull=True)
                | Q(
                    submitted_at__isnull=False,
                    first_submitted_at__isnull=False,
                    first_submitted_at__lte=F("submitted_at"),
                ),
            ),
            models.CheckConstraint(
                name="reporting_submission_handed_to",
                condition=Q(state=SubmissionState.HANDED_OVER, handed_to__isnull=False)
                | (~Q(state=SubmissionState.HANDED_OVER) & Q(handed_to__isnull=True)),
            ),
        ]
        indexes = [models.Index(fields=["agency", "state"], name="reporting_submission_by_agency")]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.agency_id}"


class CoveredAgency(models.Model):
    """An agency whose part a submission reports: the reporter itself, or one whose duties came to it.

    name: as it was called; since: the day from which the reporter answers for it, None for itself.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="covers")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)
    since = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "agency"], name="reporting_covered_once"),
        ]

    def __str__(self) -> str:
        return self.name


class SubmissionParagraph(models.Model):
    """A paragraph of a submission; its own version, so that two people may write two paragraphs at once.

    measure: what the paragraph is about, where it explains one measure.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="paragraphs")
    section = models.CharField(max_length=12, choices=Section.choices)
    measure = models.ForeignKey(Measure, null=True, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["submission", "section", "position"], name="reporting_paragraph_order")]

    def __str__(self) -> str:
        return self.text[:60]


class Estimate(models.Model):
    """What an agency expects a measure's value of the year to be on 31 December; always shown as an estimate."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="estimates")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    value = models.DecimalField(max_digits=20, decimal_places=4)
    note = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "measure"], name="reporting_estimate_once"),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} ≈ {self.value}"


class Remark(models.Model):
    """What the department asks of a submission. paragraph: the one it is about, None: the whole. Its text stays."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="remarks")
    paragraph = models.ForeignKey(SubmissionParagraph, null=True, on_delete=models.SET_NULL, related_name="remarks")
    quote = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(name="reporting_remark_says", condition=~Q(text=""))]

    def __str__(self) -> str:
        return self.text[:60]


class SubmissionStep(models.Model):
    """One step of a submission: who, when, from what to what, with which words. Append-only."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="steps")
    from_state = models.CharField(max_length=11, choices=SubmissionState.choices)
    to_state = models.CharField(max_length=11, choices=SubmissionState.choices)
    comment = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="reporting_step_moves", condition=~Q(from_state=F("to_state"))),
            models.CheckConstraint(
                name="reporting_step_says_why",
                condition=~Q(to_state__in=[SubmissionState.RETURNED, SubmissionState.HANDED_OVER]) | ~Q(comment=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
