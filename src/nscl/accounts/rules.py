"""Who may do what: the permission matrix, and which scope a role is given for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nscl.accounts.enums import Permission, Role, Scope
from nscl.organisations.rules.reach import RegistryAct

SCOPE_OF_ROLE: Mapping[Role, Scope] = {
    Role.ADMINISTRATOR: Scope.NATION,
    Role.NATIONAL_VIEWER: Scope.NATION,
    Role.PROVINCE_OFFICER: Scope.PROVINCE,
    Role.PROVINCE_LEADER: Scope.PROVINCE,
    Role.PROVINCE_FINANCE: Scope.PROVINCE,
    Role.AGENCY_FOCAL_POINT: Scope.AGENCY,
    Role.BENEFICIARY: Scope.ORGANISATION,
    Role.CONSULTANT: Scope.ORGANISATION,
    Role.AUDITOR: Scope.PROVINCE,
}

_READER = frozenset({Permission.VIEW_PLANS, Permission.VIEW_INSTITUTIONS})
_STAFF = _READER | {
    Permission.VIEW_DRAFTS,
    Permission.VIEW_HISTORY,
    Permission.VIEW_WORK,
    Permission.VIEW_MONEY,
    Permission.VIEW_TRAINING,
    Permission.VIEW_REGISTRY,
    Permission.VIEW_SUPPORT,
    Permission.VIEW_PRODUCTIVITY,
    Permission.VIEW_REPORTS,
}
_WORKER = {
    Permission.PLAN_WORK,
    Permission.RECORD_WORK,
    Permission.RAISE_DIFFICULTIES,
    Permission.ANSWER_DIFFICULTIES,
    Permission.RUN_CLASSES,
    Permission.VISIT_ORGANISATIONS,
    Permission.WRITE_REPORTS,
}
_STEERER = {
    Permission.APPROVE_WORK,
    Permission.STATE_VALUES,
    Permission.ESCALATE,
    Permission.COMMEND,
    Permission.RUN_ROUNDS,
}
_REGISTRAR = {Permission.ISSUE_CERTIFICATES, Permission.KEEP_REGISTERS, Permission.MERGE_PEOPLE}
_CASE_HANDLER = {Permission.KEEP_REGISTRY, Permission.MERGE_ORGANISATIONS, Permission.HANDLE_SUPPORT}

# What the registry of organisations asks of a viewer (`nscl.organisations.rules.reach.RegistryViewer`).
_REGISTRY: Mapping[RegistryAct, Permission] = {
    RegistryAct.VIEW: Permission.VIEW_REGISTRY,
    RegistryAct.KEEP: Permission.KEEP_REGISTRY,
    RegistryAct.MERGE: Permission.MERGE_ORGANISATIONS,
}

# What someone given a role for an agency may do for that agency alone; what else they may, they may in the province.
AGENCY_BOUND: frozenset[Permission] = frozenset(_WORKER)

PERMISSIONS_OF_ROLE: Mapping[Role, frozenset[Permission]] = {
    # Runs the system, not the programme: sees no draft and decides nothing in a plan.
    Role.ADMINISTRATOR: _READER | {Permission.MANAGE_ACCOUNTS, Permission.VIEW_HISTORY},
    Role.NATIONAL_VIEWER: _READER
    | {
        Permission.VIEW_WORK,
        Permission.VIEW_MONEY,
        Permission.VIEW_TRAINING,
        Permission.VIEW_REGISTRY,
        Permission.VIEW_SUPPORT,
        Permission.VIEW_PRODUCTIVITY,
        Permission.VIEW_REPORTS,
        Permission.TAKE_IN_PACKAGES,
    },
    # The department that runs the programme proposes the money and records what is paid; it does not appraise itself.
    Role.PROVINCE_OFFICER: _STAFF
    | {Permission.EDIT_PLANS, Permission.ESTIMATE, Permission.RECORD_MONEY}
    | _WORKER
    | _STEERER
    | _REGISTRAR
    | _CASE_HANDLER
    | {Permission.KEEP_PRODUCTIVITY},
    Role.PROVINCE_LEADER: _STAFF
    | {
        Permission.ISSUE_PLANS,
        Permission.SIGN_VALUES,
        Permission.DECIDE_SUPPORT,
        Permission.PUBLISH_PRODUCTIVITY,
        Permission.ISSUE_REPORTS,
    },
    Role.PROVINCE_FINANCE: _STAFF
    | {Permission.APPRAISE, Permission.RECORD_MONEY, Permission.SETTLE_MONEY, Permission.PAY_SUPPORT},
    Role.AGENCY_FOCAL_POINT: _READER
    | {
        Permission.VIEW_WORK,
        Permission.VIEW_MONEY,
        Permission.VIEW_TRAINING,
        Permission.VIEW_REGISTRY,
        Permission.KEEP_REGISTRY,
        Permission.VIEW_PRODUCTIVITY,
    }
    | _WORKER,
    Role.BENEFICIARY: _READER | {Permission.ENROL_OWN, Permission.APPLY_SUPPORT},
    Role.CONSULTANT: _READER,
    Role.AUDITOR: _STAFF,
}


class NotAllowed(Exception):
    """The person lacks a permission. `permission` is the one that was asked for."""

    def __init__(self, permission: Permission) -> None:
        super().__init__(f"Tài khoản này không có quyền {permission.label}.")
        self.permission = permission


@dataclass(frozen=True)
class Grant:
    """A role as one person holds it. `unit_ids`: the provinces it reaches, predecessors included; None: all of them.

    agency_ids: for a role given for an agency, that agency with those whose work it answers for.
    """

    role: Role
    unit_ids: frozenset[int] | None
    agency_id: int | None = None
    organisation_id: int | None = None
    agency_ids: frozenset[int] = frozenset()

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the role may do within its reach."""
        return PERMISSIONS_OF_ROLE[self.role]

    def reaches(self, unit_id: int) -> bool:
        """True where the role reaches the province with this number."""
        return self.unit_ids is None or unit_id in self.unit_ids

    def answers_for(self, agency_id: int) -> bool:
        """True where the role was given for this agency, for a successor of it, or for no agency in particular."""
        return self.agency_id is None or agency_id == self.agency_id or agency_id in self.agency_ids

    def allows(self, permission: Permission, unit_id: int | None, agency_id: int | None) -> bool:
        """True where the role allows it: in that province (None: somewhere), for that agency (None: for some)."""
        if permission not in self.permissions or (unit_id is not None and not self.reaches(unit_id)):
            return False
        return agency_id is None or permission not in AGENCY_BOUND or self.answers_for(agency_id)


@dataclass(frozen=True)
class Viewer:
    """The person who asks, with everything that queries need to know of them; made once a request."""

    number: int
    name: str
    grants: tuple[Grant, ...]

    def may(self, permission: Permission, unit_id: int | None = None, agency_id: int | None = None) -> bool:
        """True where some role allows it: in the province `unit_id`, or anywhere at all where none is named.

        agency_id: for whose work. What is bound to an agency (`AGENCY_BOUND`) must be asked with it: without it the
        answer only says that there is some agency for which the person may.
        """
        return any(grant.allows(permission, unit_id, agency_id) for grant in self.grants)

    def require(self, permission: Permission, unit_id: int | None = None, agency_id: int | None = None) -> None:
        """Raise NotAllowed unless `may` is true."""
        if not self.may(permission, unit_id, agency_id):
            raise NotAllowed(permission)

    def units_with(self, permission: Permission) -> frozenset[int] | None:
        """The provinces in which the person has the permission; None: in all of them."""
        reach: set[int] = set()
        for grant in self.grants:
            if permission in grant.permissions:
                if grant.unit_ids is None:
                    return None
                reach |= grant.unit_ids
        return frozenset(reach)

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that the person holds, whatever their scope."""
        return frozenset(grant.role for grant in self.grants)

    @property
    def agencies(self) -> frozenset[int]:
        """The agencies for which the person was given a role, with those whose work these answer for."""
        own = (grant.agency_ids | {grant.agency_id} for grant in self.grants if grant.agency_id is not None)
        return frozenset().union(*own)

    @property
    def own_organisations(self) -> frozenset[int]:
        """The organisations for which the person may apply for support."""
        own = (grant for grant in self.grants if Permission.APPLY_SUPPORT in grant.permissions)
        return frozenset(grant.organisation_id for grant in own if grant.organisation_id is not None)

    def registry_units(self, act: RegistryAct) -> frozenset[int] | None:
        """The provinces in whose registry of organisations the person may do something; None: in all of them."""
        return self.units_with(_REGISTRY[act])

    def require_registry(self, act: RegistryAct, unit_id: int) -> None:
        """Raise NotAllowed unless the person may do it in the registry of that province."""
        self.require(_REGISTRY[act], unit_id)
