"""Which editions someone may see, once for every read of `plans` and `finance`."""

from __future__ import annotations

from typing import Any, Final, TypeVar

from django.db.models import Count, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from nscl.accounts.enums import Role
from nscl.accounts.rules import Grant, Viewer
from nscl.plans.models import PlanEdition

AnyPart = TypeVar("AnyPart", bound=Model)
# Whoever has the shell has the database: a command reads as an auditor of every province.
SYSTEM_READER: Final = Viewer(number=0, name="Hệ thống", grants=(Grant(Role.AUDITOR, unit_ids=None),))


class EditionNotFound(LookupError):
    """No such edition, or none that the viewer may see: the two are not told apart."""


class ItemNotFound(LookupError):
    """No such item in an edition that the viewer may see."""


def visible_editions(viewer: Viewer) -> QuerySet[PlanEdition]:
    """The editions that the viewer may see, unordered."""
    return PlanEdition.objects.visible_to(viewer)


def parts_of(rows: QuerySet[AnyPart], viewer: Viewer, edition_id: int) -> QuerySet[AnyPart]:
    """Rows of one edition in the order of the document; none where the viewer may not see the edition."""
    seen = visible_editions(viewer).filter(pk=edition_id).values("pk")
    return rows.filter(edition_id=edition_id, edition__in=seen).order_by("position", "pk")


def part_with(rows: QuerySet[AnyPart], viewer: Viewer, number: int) -> AnyPart:
    """The row with this primary key in an edition that the viewer may see. Raises ItemNotFound."""
    row = rows.filter(pk=number, edition__in=visible_editions(viewer).values("pk")).order_by("pk").first()
    if row is None:
        raise ItemNotFound(f"{rows.model.__name__} {number}")
    return row


def require_edition(viewer: Viewer, edition_id: int) -> None:
    """Raise EditionNotFound unless the viewer may see the edition. One query."""
    if not visible_editions(viewer).filter(pk=edition_id).exists():
        raise EditionNotFound(str(edition_id))


def count_of(rows: QuerySet[Any], owner: str) -> Coalesce:
    """How many of `rows` belong, by their field `owner`, to each row of the query around it; 0 where none."""
    counted = rows.filter(**{owner: OuterRef("pk")}).order_by().values(owner).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def computed(row: Model, name: str) -> Any:
    """What a query computed for a row besides the row's own fields (an annotation)."""
    return getattr(row, name)
