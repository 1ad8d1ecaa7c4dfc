"""Tables of accountability. They sit below every other package, so they point at things by kind and number."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nscl.records.enums import Audience


class AuditEvent(models.Model):
    """One act of one person (or of the system): what was done, to what, when and why. Never changed, never removed.

    The actor is kept by number and by the name of that day: history keeps the old name.
    """

    at = models.DateTimeField()
    action = models.CharField(max_length=60)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField(null=True)
    subject_label = models.CharField(max_length=300)
    context_kind = models.CharField(max_length=60, blank=True)
    context_id = models.BigIntegerField(null=True)
    comment = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="records_event_has_action", condition=~Q(action="")),
            models.CheckConstraint(
                name="records_event_context_whole",
                condition=Q(context_kind="", context_id__isnull=True)
                | (~Q(context_kind="") & Q(context_id__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-at"], name="records_event_subject"),
            models.Index(fields=["context_kind", "context_id", "-at"], name="records_event_context"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_label}"


class AuditChange(models.Model):
    """One field that an act changed: from what, to what, as a person would read it."""

    event = models.ForeignKey(AuditEvent, on_delete=models.PROTECT, related_name="changes")
    field = models.CharField(max_length=100)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.field}: {self.before} → {self.after}"


class SearchEntry(models.Model):
    """One thing that the search of everything can find, as it is folded (đ→d, no marks) and who may find it.

    `owner_*` names what the entry lives and dies with (an edition, the register of places), so that a whole owner is
    re-indexed or re-addressed in one statement.
    """

    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    owner_kind = models.CharField(max_length=40)
    owner_id = models.BigIntegerField()
    unit_id = models.BigIntegerField(null=True)
    audience = models.CharField(max_length=20, choices=Audience.choices)
    title = models.CharField(max_length=500)
    place = models.CharField(max_length=300)
    folded = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="records_search_one_entry_each"),
            models.CheckConstraint(name="records_search_audience", condition=Q(audience__in=Audience.values)),
            models.CheckConstraint(
                name="records_search_province_named",
                condition=Q(audience=Audience.EVERYONE) | Q(unit_id__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["owner_kind", "owner_id"], name="records_search_owner")]

    def __str__(self) -> str:
        return self.title
