"""Files that were taken into the registry, as the history of an organisation shows them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from nscl.organisations.enums import IMPORT
from nscl.organisations.models import ImportedOrganisation
from nscl.records.models import AuditEvent
from nscl.records.queries import ChangeRow, EventRow


def import_events(organisation: int) -> tuple[EventRow, ...]:
    """The events of the files that added or changed an organisation, the latest first, each with its row and what
    that changed, and nothing of the other rows. The caller has asked whether they may be seen. Two queries.
    """
    taken = {
        one.taking_id: one for one in ImportedOrganisation.objects.filter(organisation=organisation).order_by("pk")
    }
    events = AuditEvent.objects.filter(subject_kind=IMPORT, subject_id__in=list(taken)).order_by("-at", "-pk")
    return tuple(_event(event, taken[event.subject_id]) for event in events if event.subject_id is not None)


def _event(event: AuditEvent, taken: ImportedOrganisation) -> EventRow:
    place = _("Dòng %(row)s của tệp") % {"row": taken.row}
    return EventRow(
        number=event.pk,
        at=event.at,
        action=event.action,
        actor_number=event.actor_id,
        actor_name=event.actor_name,
        subject_kind=event.subject_kind,
        subject_number=event.subject_id,
        subject_label=event.subject_label,
        context_kind=event.context_kind,
        context_number=event.context_id,
        comment=event.comment,
        changes=(ChangeRow(place, "", taken.told),) if taken.told else (),
    )
