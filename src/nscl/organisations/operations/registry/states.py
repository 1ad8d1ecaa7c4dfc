"""An organisation stops for a time, for good, or works again."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.organisations.enums import OrganisationState
from nscl.organisations.models import Organisation
from nscl.organisations.operations.registry.errors import FieldProblem, InvalidEntry, StateRefused
from nscl.organisations.operations.registry.rows import day_in_words, locked, reference, require_version
from nscl.organisations.operations.registry.wording import as_stored
from nscl.organisations.rules.reach import RegistryViewer
from nscl.organisations.rules.states import NEXT_STATES
from nscl.records.operations import Actor, Change, record_event


@transaction.atomic
def suspend(
    *, number: int, version: int, on: date, reason: str, viewer: RegistryViewer | None, by: Actor, at: datetime
) -> int:
    """Note that an organisation has stopped for a time, since `on`; returns the new version.

    This one, `end` and `resume` raise OrganisationMissing, OrganisationMerged, RegistryConflict, StateRefused, and
    InvalidEntry where the reason is missing or the day is to come or before the organisation began.
    """
    row = locked(viewer, number)
    return _move(row, version, OrganisationState.SUSPENDED, on=on, reason=reason, by=by, at=at)


@transaction.atomic
def end(
    *, number: int, version: int, on: date, reason: str, viewer: RegistryViewer | None, by: Actor, at: datetime
) -> int:
    """Note that an organisation is no more, since `on`: dissolved, bankrupt, registration revoked. As `suspend`."""
    row = locked(viewer, number)
    return _move(row, version, OrganisationState.GONE, on=on, reason=reason, by=by, at=at)


@transaction.atomic
def resume(
    *, number: int, version: int, on: date, reason: str, viewer: RegistryViewer | None, by: Actor, at: datetime
) -> int:
    """Note that an organisation works again, since `on`. As `suspend`."""
    row = locked(viewer, number)
    return _move(row, version, OrganisationState.ACTIVE, on=on, reason=reason, by=by, at=at)


def set_gone(row: Organisation, on: date) -> list[Change]:
    """Put the end of an organisation into its row, where it is not there yet; nothing is saved."""
    state = OrganisationState(row.state)
    if state is OrganisationState.GONE:
        return []
    row.state, row.state_on = OrganisationState.GONE, on
    return [_change(state, OrganisationState.GONE, on)]


def _move(
    row: Organisation, version: int, then: OrganisationState, *, on: date, reason: str, by: Actor, at: datetime
) -> int:
    state = OrganisationState(row.state)
    require_version(row, version)
    if then not in NEXT_STATES[state]:
        raise StateRefused(state, then)
    problems = _problems(row, on, reason, localdate(at))
    if problems:
        raise InvalidEntry(problems)
    row.state = then
    row.state_on = None if then is OrganisationState.ACTIVE else on
    row.version += 1
    row.save(update_fields=["state", "state_on", "version"])
    action = {
        OrganisationState.ACTIVE: "organisation.resumed",
        OrganisationState.SUSPENDED: "organisation.suspended",
        OrganisationState.GONE: "organisation.ended",
    }[then]
    change = _change(state, then, on)
    record_event(action=action, by=by, at=at, subject=reference(row), changes=[change], comment=reason.strip())
    return row.version


def _change(state: OrganisationState, then: OrganisationState, on: date) -> Change:
    with as_stored():
        after = _("%(state)s từ %(day)s") % {"state": then.label, "day": day_in_words(on)}
        return Change(_("Tình trạng"), str(state.label), after)


def _problems(row: Organisation, on: date, reason: str, today: date) -> list[FieldProblem]:
    problems = []
    if not reason.strip():
        problems.append(FieldProblem("reason", _("Hãy ghi lý do hoặc căn cứ.")))
    if on > today:
        problems.append(FieldProblem("on", _("Ngày này không được sau hôm nay.")))
    first = max((day for day in (row.founded_on, row.state_on) if day is not None), default=None)
    if first is not None and on < first:
        message = _("Ngày này không được trước %(day)s.") % {"day": day_in_words(first)}
        problems.append(FieldProblem("on", message))
    return problems
