"""What every act on the province's report begins and ends with: locked, allowed, of the version seen, recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.records.operations import Actor, Change, Reference, record_event
from nscl.records.queries import history
from nscl.reporting.enums import ReportingKind, ReportState
from nscl.reporting.models import ReportEdition
from nscl.reporting.operations.edition_errors import EditionConflict, EditionFrozen, EditionGone, FieldConflict
from nscl.reporting.queries.editions import visible_editions


@dataclass(frozen=True, slots=True)
class SavedEdition:
    """An edition after an act: its number and its version now."""

    number: int
    version: int
    changed: bool = True


def open_edition(number: int, viewer: Viewer | None, permission: Permission) -> ReportEdition:
    """The edition with its round, locked until the transaction ends. viewer None: the system acts.

    Raises EditionGone (also where the viewer does not see it), NotAllowed.
    """
    seen = visible_editions(viewer).filter(pk=number).exists()
    rows = ReportEdition.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("round__plan__unit", "round__unit").filter(pk=number).order_by("pk").first()
    if row is None or not seen:
        raise EditionGone(number)
    if viewer is not None:
        viewer.require(permission, row.round.unit_id)
    return row


def open_draft(number: int, viewer: Viewer | None, permission: Permission = Permission.RUN_ROUNDS) -> ReportEdition:
    """The same for one that is still written. Raises EditionFrozen too."""
    row = open_edition(number, viewer, permission)
    if row.state != ReportState.DRAFT:
        raise EditionFrozen(ReportState(row.state))
    return row


def conflict_of(row: ReportEdition, fields: Sequence[FieldConflict] = ()) -> EditionConflict:
    """That somebody changed the edition: who, when, and where the values differ."""
    last = next(iter(history(subject=(ReportingKind.EDITION, row.pk), limit=1)), None)
    if last is None:
        return EditionConflict(row.version, fields)
    return EditionConflict(row.version, fields, by=last.actor_name, at=last.at)


def tell(
    row: ReportEdition,
    verb: str,
    *,
    by: Actor,
    at: datetime,
    changes: Sequence[Change] = (),
    comment: str = "",
) -> SavedEdition:
    """Write the event of the act and say how it left the edition."""
    record_event(
        action=f"report_edition.{verb}",
        by=by,
        at=at,
        subject=reference(row),
        context=Reference(ReportingKind.ROUND, row.round_id, row.round.title),
        changes=changes,
        comment=comment,
    )
    return SavedEdition(row.pk, row.version)


def reference(row: ReportEdition) -> Reference:
    """An edition as the audit trail and the search refer to it."""
    return Reference(ReportingKind.EDITION, row.pk, row.subject)
