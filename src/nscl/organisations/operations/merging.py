"""Two rows of one person become one; two people who look like one are remembered as two."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.organisations.models import DistinctPersons, Person, PersonMerge
from nscl.organisations.operations.people import PERSON
from nscl.records.operations import Actor, Change, Reference, record_event

_TAKEN_OVER = ("sex", "birth_year", "national_id_hash", "phone", "email", "organisation_id", "position", "noticed_at")


class MergeRefused(Exception):
    """Two rows cannot be one person; `str()` says why, for whoever tried."""


@transaction.atomic
def merge_people(*, keep: int, absorb: int, reason: str, by: Actor, at: datetime) -> None:
    """Make the row `absorb` the same person as `keep`, which takes over what it did not know itself.

    What hangs on the absorbed row is for the packages above to move, in the same transaction. The absorbed row stays,
    bare, and points to the one kept. Raises MergeRefused: unknown or merged already, one and the same row, no reason,
    or two different personal numbers, which prove two people.
    """
    kept, absorbed = _both(keep, absorb)
    if not reason.strip():
        raise MergeRefused(_("Gộp hai người phải ghi lý do."))
    if kept.national_id_hash and absorbed.national_id_hash:
        raise MergeRefused(_("Hai người có hai số định danh khác nhau nên không phải là một."))
    merge = PersonMerge.objects.create(
        kept=kept,
        absorbed=absorbed,
        at=at,
        by_id=by.number,
        reason=reason.strip(),
        absorbed_phone=absorbed.phone,
        absorbed_email=absorbed.email,
        absorbed_national_id_hash=absorbed.national_id_hash or "",
    )
    taken = {name: getattr(absorbed, name) for name in _TAKEN_OVER if not getattr(kept, name)}
    absorbed.national_id_hash, absorbed.phone, absorbed.email = None, "", ""
    absorbed.merged_into = kept
    absorbed.version += 1
    absorbed.save()  # first: the personal number is unique
    for name, value in taken.items():
        setattr(kept, name, value)
    kept.version += 1
    kept.save()
    # Whoever was merged into the absorbed row is now this one.
    Person.objects.filter(merged_into=absorbed).update(merged_into=kept)
    subject = Reference(PERSON, kept.pk, kept.name)
    changes = [Change(_("Gộp"), absorbed.name, kept.name)]
    record_event(action="person.merged", by=by, at=at, subject=subject, changes=changes, comment=merge.reason)


@transaction.atomic
def set_apart(*, one: int, other: int, by: Actor, at: datetime) -> None:
    """Remember that two rows are two people: they are not proposed for merging again. Raises MergeRefused."""
    first, second = sorted(_both(one, other), key=lambda person: person.pk)
    _row, is_new = DistinctPersons.objects.get_or_create(
        first=first, second=second, defaults={"at": at, "by_id": by.number}
    )
    if is_new:
        changes = [Change(_("Hai người khác nhau"), first.name, second.name)]
        record_event(
            action="person.set_apart", by=by, at=at, subject=Reference(PERSON, first.pk, first.name), changes=changes
        )


def _both(one: int, other: int) -> tuple[Person, Person]:
    """Both rows, locked in the order of their numbers: two who merge the same pair wait for each other once."""
    if one == other:
        raise MergeRefused(_("Hãy chọn hai người khác nhau."))
    rows = Person.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=[one, other])
    found = {person.pk: person for person in rows.order_by("pk")}
    if len(found) < 2 or any(person.merged_into_id for person in found.values()):  # noqa: PLR2004
        raise MergeRefused(_("Một trong hai người không còn, hoặc đã được gộp. Hãy mở lại danh sách."))
    return found[one], found[other]
