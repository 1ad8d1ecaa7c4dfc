"""What every item of an edition has: its place, its lines in the document, its version, and what it continues."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class EditionPart(models.Model):
    """A row that belongs to an edition and is frozen with it. `position` keeps the order of the document."""

    edition = models.ForeignKey("plans.PlanEdition", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()

    class Meta:
        abstract = True


class EditionItem(EditionPart):
    """A row that people see, edit and follow from edition to edition.

    key: the number it carries in the document ("IV.2"), "" where it has none. first_line, last_line: its span in the
    document's text, None where it has none. version: grows at each edit, so that the second of two people who edit the
    same item is told. continues: the same item in the edition that this one amends.
    """

    key = models.CharField(max_length=40, blank=True)
    first_line = models.PositiveIntegerField(null=True)
    last_line = models.PositiveIntegerField(null=True)
    folded = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    continues = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="continued_by")

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "key"], condition=~Q(key=""), name="%(app_label)s_%(class)s_key_once"
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_span",
                condition=Q(first_line__isnull=True, last_line__isnull=True)
                # A comparison with NULL is unknown, which a check lets pass: presence is asked for by itself.
                | Q(
                    first_line__isnull=False, last_line__isnull=False, first_line__gte=1, last_line__gte=F("first_line")
                ),
            ),
        ]
