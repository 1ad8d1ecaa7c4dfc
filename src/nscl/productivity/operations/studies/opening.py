"""What every act on a study begins with: locked, seen, allowed, of the version that was seen."""

from __future__ import annotations

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.productivity.models import FirmStudy
from nscl.productivity.operations.run_errors import RunConflict, RunGone
from nscl.productivity.queries.studies import visible_studies


def open_study(number: int, viewer: Viewer, permission: Permission, *, version: int | None = None) -> FirmStudy:
    """The study, locked until the transaction ends. version None: whatever it is.

    Raises RunGone (also where the viewer does not see it), NotAllowed, RunConflict.
    """
    seen = visible_studies(viewer).filter(pk=number).exists()
    row = FirmStudy.objects.select_for_update(no_key=True).filter(pk=number).first() if seen else None
    if row is None:
        raise RunGone(number)
    if not viewer.may(permission, row.unit_id):
        raise NotAllowed(permission)
    if version is not None and version != row.version:
        raise RunConflict(row.version)
    return row
