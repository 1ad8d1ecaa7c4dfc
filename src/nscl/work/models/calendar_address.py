"""The address at which a person's calendar asks for deadlines: how often it was renewed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class CalendarAddress(models.Model):
    """The address that holds of a person who renewed theirs; who never did has no row.

    serial: how often it was renewed. It is part of the address, so that every earlier one is void.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    serial = models.PositiveIntegerField()
    renewed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="work_calendar_address_renewed", condition=Q(serial__gte=1))]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.serial}"
