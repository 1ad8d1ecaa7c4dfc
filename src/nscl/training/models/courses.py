"""The catalogue of courses, and the classes that were held of them with their sessions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nscl.institutions.models import AdministrativeUnit
from nscl.training.enums import ClassMode, CourseLevel, CourseTopic, Registration
from nscl.training.models.questionnaires import Questionnaire
from nscl.work.models import Activity

PERCENT_MAX = 100
PUBLIC_ID_LENGTH = 22  # 128 random bits in base64url
KEY_LENGTH = 64  # 256 random bits in hexadecimal


class Course(models.Model):
    """A course of a province's catalogue. Its rules for a certificate are what a new class of it begins with.

    min_attendance_percent: of the sessions held; min_test_percent: None, where no test is asked for.
    validity_months: None, where its certificate does not expire. Materials are evidence of the course.
    """

    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=250)
    folded = models.CharField(max_length=250)
    topic = models.CharField(max_length=20, choices=CourseTopic.choices)
    level = models.CharField(max_length=10, choices=CourseLevel.choices)
    hours = models.DecimalField(max_digits=6, decimal_places=1)
    audience = models.CharField(max_length=300, blank=True)
    description = models.TextField(blank=True)
    gives_certificate = models.BooleanField()
    min_attendance_percent = models.PositiveSmallIntegerField()
    min_test_percent = models.PositiveSmallIntegerField(null=True)
    validity_months = models.PositiveSmallIntegerField(null=True)
    test = models.ForeignKey(Questionnaire, null=True, on_delete=models.PROTECT, related_name="+")
    evaluation = models.ForeignKey(Questionnaire, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "folded"], condition=Q(retired_at__isnull=True), name="training_course_once"
            ),
            models.CheckConstraint(name="training_course_titled", condition=~Q(title="") & ~Q(folded="")),
            models.CheckConstraint(name="training_course_topic", condition=Q(topic__in=CourseTopic.values)),
            models.CheckConstraint(name="training_course_level", condition=Q(level__in=CourseLevel.values)),
            models.CheckConstraint(name="training_course_hours", condition=Q(hours__gt=0)),
            models.CheckConstraint(
                name="training_course_percents",
                condition=Q(min_attendance_percent__lte=PERCENT_MAX)
                & (Q(min_test_percent__isnull=True) | Q(min_test_percent__lte=PERCENT_MAX)),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TrainingClass(models.Model):
    """A class: the record that an activity of kind "lớp đào tạo" has of its own.

    Title, place, dates, agency, task, money (by budget line) and whether it was done stand in the activity. public_id:
    its part of the address of the public pages. capacity: None, where there is room for all. The rules for a
    certificate are the course's on the day the class was made, or others. is_sample: the activity's.
    """

    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="training_class")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="classes")
    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True)
    mode = models.CharField(max_length=8, choices=ClassMode.choices)
    link = models.URLField(max_length=300, blank=True)
    capacity = models.PositiveIntegerField(null=True)
    registration = models.CharField(max_length=8, choices=Registration.choices, default=Registration.NOT_OPEN)
    registration_until = models.DateTimeField(null=True)
    notice = models.TextField(blank=True)
    gives_certificate = models.BooleanField()
    min_attendance_percent = models.PositiveSmallIntegerField()
    min_test_percent = models.PositiveSmallIntegerField(null=True)
    validity_months = models.PositiveSmallIntegerField(null=True)
    test = models.ForeignKey(Questionnaire, null=True, on_delete=models.PROTECT, related_name="+")
    evaluation = models.ForeignKey(Questionnaire, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="training_class_mode", condition=Q(mode__in=ClassMode.values)),
            models.CheckConstraint(
                name="training_class_registration", condition=Q(registration__in=Registration.values)
            ),
            models.CheckConstraint(
                name="training_class_online_link", condition=Q(mode=ClassMode.ON_SITE) | ~Q(link="")
            ),
            models.CheckConstraint(
                name="training_class_capacity", condition=Q(capacity__isnull=True) | Q(capacity__gte=1)
            ),
            models.CheckConstraint(
                name="training_class_percents",
                condition=Q(min_attendance_percent__lte=PERCENT_MAX)
                & (Q(min_test_percent__isnull=True) | Q(min_test_percent__lte=PERCENT_MAX)),
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class ClassStaff(models.Model):
    """Who runs a class besides those who work for its agency: they take attendance and see contacts."""

    training_class = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="staff")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["training_class", "user"], name="training_staff_once")]

    def __str__(self) -> str:
        return f"{self.user_id}"


class ClassTrainer(models.Model):
    """Who teaches. expert: where it is one of the register."""

    training_class = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="trainers")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=150)
    organisation = models.CharField(max_length=200, blank=True)
    expert = models.ForeignKey("training.Expert", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["training_class", "position"], name="training_trainer_place"),
            models.CheckConstraint(name="training_trainer_named", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class Session(models.Model):
    """One sitting of a class (buổi). check_in_key: what the codes of self check-in are made from; never shown."""

    training_class = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    topic = models.CharField(max_length=250, blank=True)
    place = models.CharField(max_length=200, blank=True)
    check_in_key = models.CharField(max_length=KEY_LENGTH)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["training_class", "starts_at"], name="training_session_once"),
            models.CheckConstraint(name="training_session_forward", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="training_session_cancelled_why",
                condition=Q(cancelled_at__isnull=True, cancel_reason="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancel_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at}"
