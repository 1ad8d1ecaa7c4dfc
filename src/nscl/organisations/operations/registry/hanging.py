"""What hangs on a double in this package goes over to the row that is kept; what gives way is told in words."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from nscl.organisations.enums import FlagKind
from nscl.organisations.models import (
    DistinctOrganisations,
    FormerName,
    Organisation,
    OrganisationFigures,
    OrganisationFlag,
    OrganisationSeat,
    OrganisationSuccession,
    Person,
)
from nscl.organisations.operations.registry.flags import flag_in_words
from nscl.organisations.operations.registry.rows import day_in_words
from nscl.organisations.operations.registry.sizing import shown_figure
from nscl.records.operations import Change
from nscl.text.folding import fold

_FIGURES = ("workers", "revenue_vnd", "capital_vnd")


def move_what_hangs(kept: Organisation, absorbed: Organisation, *, on: date) -> list[Change]:
    """Move people, names, seats, figures, flags and kin. Returns what the kept row's own had to give way to.

    Flags keep their numbers: evidence hangs on them.
    """
    Person.objects.filter(organisation=absorbed).update(organisation=kept)
    FormerName.objects.filter(organisation=absorbed).update(organisation=kept)
    Organisation.objects.filter(parent=absorbed).update(parent=kept)
    # Whoever was merged into the absorbed row is now this one.
    Organisation.objects.filter(merged_into=absorbed).update(merged_into=kept)
    _move_successions(kept, absorbed)
    _move_distinct(kept, absorbed)
    return [*_move_seats(kept, absorbed), *_move_figures(kept, absorbed), *_move_flags(kept, absorbed, on)]


def _move_successions(kept: Organisation, absorbed: Organisation) -> None:
    """The pair itself is related by no succession (`merging` refuses that); the same step noted of both stays once."""
    for ours, theirs in (("predecessor", "successor"), ("successor", "predecessor")):
        own = OrganisationSuccession.objects.filter(**{ours: kept})
        known = list(own.order_by("pk").values_list(theirs, flat=True))
        moved = OrganisationSuccession.objects.filter(**{ours: absorbed})
        moved.filter(**{f"{theirs}__in": known}).delete()
        moved.update(**{ours: kept})


def _move_distinct(kept: Organisation, absorbed: Organisation) -> None:
    for column, other in (("first", "second"), ("second", "first")):
        for row in DistinctOrganisations.objects.filter(**{column: absorbed}).order_by("pk"):
            third = getattr(row, f"{other}_id")
            if third != kept.pk:
                first, second = sorted((kept.pk, third))
                DistinctOrganisations.objects.get_or_create(
                    first_id=first, second_id=second, defaults={"at": row.at, "by_id": row.by_id}
                )
            row.delete()


def _move_seats(kept: Organisation, absorbed: Organisation) -> list[Change]:
    """Earlier seats of the absorbed row; where the kept one has seats of its own, these are the history."""
    seats = OrganisationSeat.objects.filter(organisation=absorbed)
    if not OrganisationSeat.objects.filter(organisation=kept).exists():
        seats.update(organisation=kept)
        return []
    changes = [
        Change(_("Trụ sở trước đây của dòng gộp"), f"{seat.address or seat.unit.name} → {day_in_words(seat.until)}", "")
        for seat in seats.select_related("unit").order_by("until")
    ]
    seats.delete()
    return changes


def _move_figures(kept: Organisation, absorbed: Organisation) -> list[Change]:
    """Figures of years that the kept row has not; of a year that both have, what the kept one did not know."""
    own = {row.year: row for row in OrganisationFigures.objects.filter(organisation=kept).order_by("year")}
    changes = []
    for row in OrganisationFigures.objects.filter(organisation=absorbed).order_by("year"):
        known = own.get(row.year)
        if known is None:
            row.organisation = kept
            row.save(update_fields=["organisation"])
            continue
        for name in _FIGURES:
            theirs, ours = getattr(row, name), getattr(known, name)
            if ours is None:
                setattr(known, name, theirs)
            elif theirs is not None and theirs != ours:
                label = _("Số liệu %(year)s của dòng gộp") % {"year": row.year}
                changes.append(Change(label, shown_figure(theirs), shown_figure(ours)))
        known.save(update_fields=_FIGURES)
        row.delete()
    return changes


def _move_flags(kept: Organisation, absorbed: Organisation, on: date) -> list[Change]:
    """All flags; one that says of the same days what a flag of the kept row says ends, so that there is one answer."""
    own = list(OrganisationFlag.objects.filter(organisation=kept, until__isnull=True).order_by("pk"))
    changes = []
    for flag in OrganisationFlag.objects.filter(organisation=absorbed).order_by("pk"):
        if flag.until is None and any(one.kind == flag.kind and fold(one.product) == fold(flag.product) for one in own):
            changes.append(Change(str(FlagKind(flag.kind).label), flag_in_words(flag), ""))
            flag.until, flag.ended_reason = max(on, flag.since), _("Gộp với cờ đang có của tổ chức được giữ")
        flag.organisation = kept
        flag.save(update_fields=["organisation", "until", "ended_reason"])
    return changes
