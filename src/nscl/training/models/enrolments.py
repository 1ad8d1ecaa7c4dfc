"""Who is in a class, who was there, and what the test gave."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from nscl.institutions.models import AdministrativeUnit
from nscl.organisations.models import Organisation, Person
from nscl.training.enums import (
    AttendanceSource,
    AttendanceState,
    EnrolmentSource,
    EnrolmentState,
    ResultSource,
)
from nscl.training.models.courses import PERCENT_MAX, PUBLIC_ID_LENGTH, Session, TrainingClass
from nscl.training.models.questionnaires import SCALE_FIRST, SCALE_LAST, Choice, Question
from nscl.work.enums import ParticipantKind

CODE_LENGTH = 6
DEVICE_LENGTH = 32  # 128 bits in hexadecimal


class Enrolment(models.Model):
    """A person in a class, as of the class: from which organisation, in which position, from which commune.

    kind: what the organisation was; token: in the address of the person's own page; code: what the person types to
    check in where no phone number is known. waiting_since: the place in the queue. attended: sessions at which the
    person was present, kept by the database itself (`nscl.training.tallying`). evaluated_at: that a form was handed
    in, not which: evaluations are anonymous.
    """

    training_class = models.ForeignKey(TrainingClass, on_delete=models.PROTECT, related_name="enrolments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enrolments")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=ParticipantKind.choices)
    position = models.CharField(max_length=150, blank=True)
    commune = models.ForeignKey(AdministrativeUnit, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=EnrolmentState.choices)
    source = models.CharField(max_length=12, choices=EnrolmentSource.choices)
    token = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True)
    code = models.CharField(max_length=CODE_LENGTH)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    waiting_since = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)
    attended = models.PositiveSmallIntegerField(default=0)
    evaluated_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["training_class", "person"], name="training_enrolment_once"),
            models.UniqueConstraint(fields=["training_class", "code"], name="training_enrolment_code"),
            models.CheckConstraint(name="training_enrolment_kind", condition=Q(kind__in=ParticipantKind.values)),
            models.CheckConstraint(name="training_enrolment_state", condition=Q(state__in=EnrolmentState.values)),
            models.CheckConstraint(name="training_enrolment_source", condition=Q(source__in=EnrolmentSource.values)),
            models.CheckConstraint(
                name="training_enrolment_waiting",
                condition=Q(state=EnrolmentState.WAITING, waiting_since__isnull=False)
                | (~Q(state=EnrolmentState.WAITING) & Q(waiting_since__isnull=True)),
            ),
            models.CheckConstraint(
                name="training_enrolment_withdrawn",
                condition=Q(state=EnrolmentState.WITHDRAWN, withdrawn_at__isnull=False)
                | (~Q(state=EnrolmentState.WITHDRAWN) & Q(withdrawn_at__isnull=True, withdrawn_why="")),
            ),
        ]
        indexes = [
            # Counting people and organisations reached reads nothing else.
            models.Index(
                fields=["training_class", "kind", "person", "organisation"],
                condition=Q(attended__gt=0),
                name="training_enrolment_counting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.training_class_id}"


class Attendance(models.Model):
    """Whether a person was at a session: one row a person and session, corrected with a trace (`AttendanceStep`).

    training_class: the session's and the enrolment's, repeated: the database refuses a session of another class, and
    with "one enrolment per person" that makes one row per person and session. device: which phone checked in, hashed
    with the session's key: one phone, one person.
    """

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attendances")
    training_class = models.ForeignKey(TrainingClass, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=7, choices=AttendanceState.choices)
    source = models.CharField(max_length=8, choices=AttendanceSource.choices)
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    device = models.CharField(max_length=DEVICE_LENGTH, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "enrolment"], name="training_attendance_once"),
            models.UniqueConstraint(
                fields=["session", "device"], condition=~Q(device=""), name="training_attendance_one_phone"
            ),
            models.CheckConstraint(name="training_attendance_state", condition=Q(state__in=AttendanceState.values)),
            models.CheckConstraint(name="training_attendance_source", condition=Q(source__in=AttendanceSource.values)),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} at {self.session_id}: {self.state}"


class AttendanceStep(models.Model):
    """A correction: from what to what, who, when, why. Append-only; a sample class is taken away whole."""

    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="steps")
    training_class = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="+")
    from_state = models.CharField(max_length=7, choices=AttendanceState.choices)
    to_state = models.CharField(max_length=7, choices=AttendanceState.choices)
    source = models.CharField(max_length=8, choices=AttendanceSource.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="training_attendance_step_moves", condition=~Q(from_state=models.F("to_state"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"


class Result(models.Model):
    """What a person's test gave: per cent of the questions answered rightly, or as the staff entered it."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, related_name="result")
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    source = models.CharField(max_length=7, choices=ResultSource.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="training_result_percent", condition=Q(percent__gte=0, percent__lte=PERCENT_MAX)
            ),
            models.CheckConstraint(name="training_result_source", condition=Q(source__in=ResultSource.values)),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.percent}%"


class TestAnswer(models.Model):
    """What was chosen in a test."""

    __test__ = False  # not a test of pytest's

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    choice = models.ForeignKey(Choice, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["result", "question"], name="training_test_answer_once")]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.choice_id}"


class Evaluation(models.Model):
    """One evaluation form that somebody of a class handed in; whose, nobody can tell, and so only the day is kept."""

    training_class = models.ForeignKey(TrainingClass, on_delete=models.PROTECT, related_name="evaluations")
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.training_class_id}: {self.on}"


class EvaluationAnswer(models.Model):
    """The answer to one question of a form: a choice, a number of the scale, or words."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    choice = models.ForeignKey(Choice, null=True, on_delete=models.PROTECT, related_name="+")
    scale = models.PositiveSmallIntegerField(null=True)
    text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "question"], name="training_evaluation_answer_once"),
            models.CheckConstraint(
                name="training_evaluation_answer_one_way",
                condition=Q(choice__isnull=False, scale__isnull=True, text="")
                # Said that it is there: what compares with nothing is unknown, and a check lets the unknown pass.
                | Q(
                    choice__isnull=True,
                    scale__isnull=False,
                    scale__gte=SCALE_FIRST,
                    scale__lte=SCALE_LAST,
                    text="",
                )
                | (Q(choice__isnull=True, scale__isnull=True) & ~Q(text="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}"
