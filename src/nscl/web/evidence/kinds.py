"""What a kind of thing that may have evidence consists of; the kinds themselves are in `subjects`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from nscl.accounts.enums import Permission
from nscl.accounts.rules import AGENCY_BOUND, Viewer
from nscl.records.operations import Actor
from nscl.records.operations.evidence import EvidenceSubject


@dataclass(frozen=True)
class FoundSubject:
    """A thing as its own package shows it to the person.

    href: its page, "" for none. may_change: what the thing itself says of who may add to it; None: its kind says it.
    keeps: why nothing of its evidence may be removed now, "" where it may.
    """

    subject: EvidenceSubject
    href: str
    may_change: bool | None = None
    keeps: str = ""


@dataclass(frozen=True)
class SubjectKind:
    """A kind of thing that may have evidence.

    kind: as the audit trail names it; segment: in addresses; see: what one needs to see such a thing; change: any of
    these lets one add and remove; find: the thing as the viewer sees it, raising LookupError; section: of the rail.
    remove: takes evidence away where the thing itself has a say in it, raising its own refusals; None: simply removed.
    """

    kind: str
    segment: str
    see: Permission
    change: tuple[Permission, ...]
    find: Callable[[Viewer, int], FoundSubject]
    section: str
    remove: Callable[[int, int, str, Actor, datetime], None] | None = None

    def may_see(self, person: Viewer, unit_id: int, agency_id: int | None) -> bool:
        """Whether the person may see evidence of a thing of that province and agency."""
        return person.may(self.see, unit_id, agency_id)

    def may_change(self, person: Viewer, unit_id: int, agency_id: int | None) -> bool:
        """Whether the person may add evidence to it and remove some."""
        return any(_may(person, permission, unit_id, agency_id) for permission in self.change)

    def may_see_originals(self, person: Viewer, unit_id: int, agency_id: int | None) -> bool:
        """Whether the person may have photographs as the camera wrote them (place, device), and what was removed.

        For those who answer for the thing, and those who audit it; everybody else gets the preview.
        """
        may_audit = self.may_see(person, unit_id, agency_id) and person.may(Permission.VIEW_HISTORY, unit_id)
        return may_audit or self.may_change(person, unit_id, agency_id)


def _may(person: Viewer, permission: Permission, unit_id: int, agency_id: int | None) -> bool:
    """Whether the person may; for a thing of the province as a whole not by a role that was given for one agency."""
    if agency_id is None and permission in AGENCY_BOUND:
        return any(one.agency_id is None and one.allows(permission, unit_id, None) for one in person.grants)
    return person.may(permission, unit_id, agency_id)
