"""Councils: established by a decision, their members, their end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.models import User
from nscl.accounts.rules import Viewer
from nscl.records.operations import Actor, Change, Reference, record_event
from nscl.support.enums import CouncilRole, SessionState, SupportKind
from nscl.support.models import Council, CouncilMember, CouncilSession
from nscl.support.operations.errors import Conflict, FieldConflict, StateRefused
from nscl.support.operations.opening import Saved, refuse
from nscl.support.operations.refusals import CouncilGone, day_words
from nscl.support.rules.appraisal import CouncilValues, MemberDraft, check_council
from nscl.work.rules.problems import Problem, Reason


@transaction.atomic
def establish_council(
    *, unit_id: int, values: CouncilValues, viewer: Viewer | None, by: Actor, at: datetime, is_sample: bool = False
) -> Saved:
    """Write a council down as its decision establishes it. Raises NotAllowed, Refused."""
    if viewer is not None:
        viewer.require(Permission.HANDLE_SUPPORT, unit_id)
    values = _cleaned(values)
    refuse((*check_council(values), *_check_people(values), *_check_day(values, at)))
    row = Council.objects.create(
        unit_id=unit_id, created_at=at, created_by_id=by.number, is_sample=is_sample, **_columns(values)
    )
    CouncilMember.objects.bulk_create(
        CouncilMember(council=row, user_id=one.user, role=one.role) for one in values.members
    )
    _record(row, "established", by=by, at=at, changes=[Change("Quyết định", "", row.decision_number)])
    return Saved(row.pk, row.version)


@transaction.atomic
def edit_council(
    *, council: int, version: int | None, values: CouncilValues, viewer: Viewer | None, by: Actor, at: datetime
) -> Saved:
    """Change a council: who is not named any more leaves on the day of `at`, who was not there joins.

    Raises CouncilGone, NotAllowed, StateRefused (it has ended), Conflict, Refused.
    """
    row = open_council(council, viewer)
    require_going(row)
    values = _cleaned(values)
    before, after = _stored(row), _words(values, _names(one.user for one in values.members))
    differing = [name for name in after if before[name] != after[name]]
    if not differing:
        return Saved(row.pk, row.version, changed=False)
    fields = tuple(FieldConflict(name, _labels()[name], mine=after[name], theirs=before[name]) for name in differing)
    if version is not None and version != row.version:
        raise Conflict(row.version, fields)
    refuse((*check_council(values), *_check_people(values), *_check_day(values, at)))
    _reseat(row, values.members, localdate(at))
    for name, value in _columns(values).items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    _record(row, "changed", by=by, at=at, changes=[Change(one.label, one.theirs, one.mine) for one in fields])
    return Saved(row.pk, row.version)


@transaction.atomic
def end_council(
    *, council: int, version: int | None, on: date, viewer: Viewer | None, by: Actor, at: datetime
) -> Saved:
    """Let a council meet no more after a day. Raises CouncilGone, NotAllowed, Conflict, StateRefused, Refused."""
    row = open_council(council, viewer)
    require_going(row)
    if version is not None and version != row.version:
        raise Conflict(row.version)
    if not row.decided_on <= on <= localdate(at):
        message = _("ngày kết thúc phải từ ngày thành lập (%(day)s) đến hôm nay") % {"day": day_words(row.decided_on)}
        refuse([Problem("on", Reason.BACKWARD, message, _("xem lại ngày"))])
    planned = CouncilSession.objects.filter(council=row, state=SessionState.PLANNED).order_by("on").first()
    if planned is not None:
        words = _("Hội đồng còn phiên họp dự kiến ngày %(day)s. Hãy ghi kết quả hoặc hủy phiên đó trước.")
        raise StateRefused(words % {"day": day_words(planned.on)})
    row.ended_on = on
    row.version += 1
    row.save(update_fields=["ended_on", "version"])
    _record(row, "ended", by=by, at=at, changes=[Change("Kết thúc", "", day_words(on))])
    return Saved(row.pk, row.version)


def open_council(number: int, viewer: Viewer | None) -> Council:
    """A council, locked. Raises CouncilGone, NotAllowed."""
    row = Council.objects.select_for_update(no_key=True).filter(pk=number).first()
    if row is None:
        raise CouncilGone(number)
    if viewer is not None:
        viewer.require(Permission.HANDLE_SUPPORT, row.unit_id)
    return row


def require_may_run(council: Council, viewer: Viewer | None) -> None:
    """Let pass who runs a council's meetings: the officers of its province, and its secretary. Raises NotAllowed."""
    if viewer is None:
        return
    secretary = CouncilMember.objects.filter(
        council=council, user=viewer.number, role=CouncilRole.SECRETARY, left_on__isnull=True
    )
    if not secretary.exists():
        viewer.require(Permission.HANDLE_SUPPORT, council.unit_id)


def require_going(row: Council) -> None:
    """Raise StateRefused where a council has ended."""
    if row.ended_on is not None:
        words = _("Hội đồng này đã kết thúc ngày %(day)s. Hãy lập hội đồng mới theo quyết định mới.")
        raise StateRefused(words % {"day": day_words(row.ended_on)})


def members_of(council: int) -> dict[int, CouncilRole]:
    """Who is on a council now, with the role."""
    rows = CouncilMember.objects.filter(council=council, left_on__isnull=True).order_by("pk")
    return {row.user_id: CouncilRole(row.role) for row in rows}


def _reseat(row: Council, members: Iterable[MemberDraft], on: date) -> None:
    wanted = {one.user: one.role for one in members}
    there = {one.user_id: one for one in CouncilMember.objects.filter(council=row).order_by("pk")}
    # Whoever gives up the chair first: there is one chair at a time.
    for member in there.values():
        if member.user_id not in wanted and member.left_on is None:
            member.left_on = on
            member.save(update_fields=["left_on"])
        elif member.left_on is None and member.role == CouncilRole.CHAIR != wanted[member.user_id]:
            member.role = wanted[member.user_id]
            member.save(update_fields=["role"])
    for user, role in wanted.items():
        member = there.get(user) or CouncilMember(council=row, user_id=user)
        member.role, member.left_on = role, None
        member.save()


def _check_people(values: CouncilValues) -> Iterable[Problem]:
    known = set(
        User.objects.filter(pk__in=[one.user for one in values.members], is_active=True).values_list("pk", flat=True)
    )
    if any(one.user not in known for one in values.members):
        remedy = _("chọn lại người trong danh sách tài khoản")
        yield Problem("members", Reason.UNKNOWN, _("có người không có tài khoản đang dùng"), remedy)


def _check_day(values: CouncilValues, at: datetime) -> Iterable[Problem]:
    if values.decided_on is not None and values.decided_on > localdate(at):
        yield Problem("decided_on", Reason.IN_FUTURE, _("ngày quyết định ở tương lai"), _("xem lại ngày"))


def _cleaned(values: CouncilValues) -> CouncilValues:
    number = " ".join(values.decision_number.split())
    return replace(values, name=" ".join(values.name.split()), decision_number=number)


def _columns(values: CouncilValues) -> dict[str, object]:
    return {"name": values.name, "decision_number": values.decision_number, "decided_on": values.decided_on}


def _labels() -> dict[str, str]:
    return {
        "name": _("Tên hội đồng"),
        "decision_number": _("Số quyết định"),
        "decided_on": _("Ngày quyết định"),
        "members": _("Thành viên"),
    }


def _stored(row: Council) -> dict[str, str]:
    members = tuple(MemberDraft(user, role) for user, role in members_of(row.pk).items())
    values = CouncilValues(
        name=row.name, decision_number=row.decision_number, decided_on=row.decided_on, members=members
    )
    return _words(values, _names(one.user for one in members))


def _words(values: CouncilValues, names: dict[int, str]) -> dict[str, str]:
    members = sorted((names.get(one.user, ""), str(one.role.label)) for one in values.members)
    return {
        "name": values.name,
        "decision_number": values.decision_number,
        "decided_on": "" if values.decided_on is None else day_words(values.decided_on),
        "members": ", ".join(f"{name} ({role})" for name, role in members),
    }


def _names(users: Iterable[int]) -> dict[int, str]:
    rows = User.objects.filter(pk__in=list(users)).order_by("pk")
    return {row.pk: row.full_name for row in rows}


def _record(row: Council, verb: str, *, by: Actor, at: datetime, changes: list[Change]) -> None:
    subject = Reference(SupportKind.COUNCIL, row.pk, row.name)
    record_event(action=f"council.{verb}", by=by, at=at, subject=subject, changes=changes)
