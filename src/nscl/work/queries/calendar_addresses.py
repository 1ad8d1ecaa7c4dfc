"""Which address of a person's calendar holds."""

from __future__ import annotations

from nscl.work.models import CalendarAddress


def address_serial(person: int) -> int:
    """How often an account renewed the address of its calendar; 0: never. One query."""
    return CalendarAddress.objects.filter(person=person).values_list("serial", flat=True).first() or 0
