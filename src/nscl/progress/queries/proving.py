"""A stated value as a thing that has evidence."""

from __future__ import annotations

from dataclasses import dataclass

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.plans.enums import EditionState
from nscl.progress.models import StatedValue
from nscl.progress.rules.words import day_in_words, number_in_words


class StatedValueNotFound(LookupError):
    """There is no stated value of that number that the viewer may see."""


@dataclass(frozen=True, kw_only=True)
class StatedSubject:
    """What the pages of evidence show of a stated value. measure: None where an amendment has taken its place.

    is_signed: it counts, so that nothing of its evidence may go.
    """

    number: int
    label: str
    plan_slug: str
    unit_id: int
    measure: int | None
    is_signed: bool
    is_sample: bool


def stated_subject(viewer: Viewer, number: int) -> StatedSubject:
    """The stated value with this number. Raises StatedValueNotFound. One query."""
    found = StatedValue.objects.filter(pk=number).select_related("measure__target", "measure__edition__plan")
    row = found.order_by("pk").first()
    if row is None or not viewer.may(Permission.VIEW_WORK, row.measure.edition.plan.unit_id):
        raise StatedValueNotFound(number)
    measure, edition = row.measure, row.measure.edition
    return StatedSubject(
        number=row.pk,
        label=f"{measure.target.key}: {measure.label}, {number_in_words(row.value)} ({day_in_words(row.on)})",
        plan_slug=edition.plan.slug,
        unit_id=edition.plan.unit_id,
        measure=measure.pk if edition.state == EditionState.ISSUED else None,
        is_signed=row.signed_at is not None and row.withdrawn_at is None,
        is_sample=row.is_sample,
    )
