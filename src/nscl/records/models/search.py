"""The index of the search of everything."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nscl.records.enums import Audience


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
