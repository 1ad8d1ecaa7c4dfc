"""Meetings of a council: planned with an agenda, held with who was there, concluded case by case."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.rules import Viewer
from nscl.records.operations import Actor, Change, Reference, record_event
from nscl.support.enums import CaseState, SessionState, SupportKind
from nscl.support.models import Council, CouncilSession, ScoreSheet, SessionCase, SessionPresence, SupportCase
from nscl.support.operations.councils import members_of, require_going, require_may_run
from nscl.support.operations.errors import Conflict, FieldConflict, ReasonMissing, StateRefused
from nscl.support.operations.opening import Saved, refuse
from nscl.support.operations.refusals import CouncilGone, HearingGone, NoQuorum, SessionGone, day_words
from nscl.support.queries.access import case_label
from nscl.support.queries.scorings import scoring_of, scorings
from nscl.support.rules.appraisal import NUMBER_LENGTH, SessionValues, check_session, lacks_quorum, too_long
from nscl.work.rules.problems import Problem, Reason


@transaction.atomic
def plan_session(
    *,
    council: int,
    values: SessionValues,
    cases: Collection[int] = (),
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> Saved:
    """Plan a meeting of a council, with the cases on its agenda: those that are eligible, and before no other meeting.

    Raises CouncilGone, NotAllowed, StateRefused, Refused.
    """
    owner = Council.objects.select_for_update(no_key=True).filter(pk=council).first()
    if owner is None:
        raise CouncilGone(council)
    require_may_run(owner, viewer)
    require_going(owner)
    values = _cleaned(values)
    refuse(check_session(values, known=scorings().keys(), council_from=owner.decided_on))
    row = CouncilSession.objects.create(
        council=owner, on=values.on or localdate(at), place=values.place, criteria=values.criteria
    )
    labels = _put(row, owner, cases)
    changes = [Change("Ngày họp", "", day_words(row.on)), Change("Hồ sơ", "", ", ".join(labels))]
    _record(row, "planned", by=by, at=at, changes=[one for one in changes if one.after])
    return Saved(row.pk, row.version)


@transaction.atomic
def edit_session(
    *, session: int, version: int | None, values: SessionValues, viewer: Viewer | None, by: Actor, at: datetime
) -> Saved:
    """Change a planned meeting. The score sheet stays once somebody filled one in.

    Raises SessionGone, NotAllowed, StateRefused, Conflict, Refused.
    """
    row = open_session(session, viewer)
    _require_planned(row)
    values = _cleaned(values)
    after, before = _words(values), _words(SessionValues(on=row.on, place=row.place, criteria=row.criteria))
    labels = {"on": _("Ngày họp"), "place": _("Địa điểm"), "criteria": _("Phiếu chấm điểm")}
    fields = tuple(
        FieldConflict(name, labels[name], mine=after[name], theirs=before[name])
        for name in after
        if after[name] != before[name]
    )
    if not fields:
        return Saved(row.pk, row.version, changed=False)
    refuse_stale_session(row, version, fields)
    refuse(check_session(values, known=scorings().keys(), council_from=row.council.decided_on))
    if values.criteria != row.criteria and ScoreSheet.objects.filter(hearing__session=row).exists():
        raise StateRefused(_("Đã có phiếu chấm theo mẫu hiện tại. Hãy giữ mẫu này, hoặc lập phiên họp khác."))
    row.on, row.place, row.criteria = values.on or row.on, values.place, values.criteria
    changes = [Change(one.label, one.theirs, one.mine) for one in fields]
    return _saved(row, "changed", by=by, at=at, changes=changes)


@transaction.atomic
def cancel_session(
    *, session: int, version: int | None, reason: str, viewer: Viewer | None, by: Actor, at: datetime
) -> Saved:
    """Call a planned meeting off; its cases are free for another. Raises as `edit_session`, ReasonMissing."""
    row = open_session(session, viewer)
    _require_planned(row)
    refuse_stale_session(row, version)
    if not reason.strip():
        raise ReasonMissing(_("Hãy nêu vì sao hủy phiên họp; thành viên đọc được lý do này."))
    row.state, row.remarks = SessionState.CANCELLED, reason.strip()
    return _saved(row, "cancelled", by=by, at=at, comment=reason.strip())


@transaction.atomic
def put_on_agenda(*, session: int, cases: Collection[int], viewer: Viewer | None, by: Actor, at: datetime) -> Saved:
    """Put eligible cases before a planned meeting. Raises SessionGone, NotAllowed, StateRefused."""
    row = open_session(session, viewer)
    _require_planned(row)
    labels = _put(row, row.council, cases)
    if not labels:
        return Saved(row.pk, row.version, changed=False)
    return _saved(row, "agenda_set", by=by, at=at, changes=[Change("Hồ sơ", "", ", ".join(labels))])


@transaction.atomic
def take_off_agenda(*, hearing: int, viewer: Viewer | None, by: Actor, at: datetime) -> Saved:
    """Take a case off a planned meeting, where nobody scored it yet. Raises HearingGone, NotAllowed, StateRefused."""
    found = SessionCase.objects.filter(pk=hearing).order_by("pk").first()
    if found is None:
        raise HearingGone(hearing)
    row = open_session(found.session_id, viewer)
    _require_planned(row)
    if ScoreSheet.objects.filter(hearing=hearing).exists():
        raise StateRefused(_("Đã có phiếu chấm cho hồ sơ này nên không rút khỏi chương trình họp được."))
    label = _label(found.case, found.case_id)
    found.delete()
    return _saved(row, "agenda_set", by=by, at=at, changes=[Change("Hồ sơ", label, "")])


@transaction.atomic
def hold_session(
    *,
    session: int,
    version: int | None,
    present: Collection[int],
    minutes_number: str = "",
    remarks: str = "",
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> Saved:
    """Note that a meeting was held, and which members (by account) took part; no sheet is written after it.

    Raises SessionGone, NotAllowed, StateRefused, Conflict, Refused, NoQuorum.
    """
    row = open_session(session, viewer)
    _require_planned(row)
    refuse_stale_session(row, version)
    members = members_of(row.council_id)
    there = sorted(set(present))
    refuse(_check_held(row, minutes_number, localdate(at), strangers=[one for one in there if one not in members]))
    _require_present(row, there)
    lacking = lacks_quorum(members, there, scoring_of(row.criteria))
    if lacking:
        raise NoQuorum(lacking)
    SessionPresence.objects.bulk_create(SessionPresence(session=row, user_id=user) for user in there)
    row.state, row.held_at, row.present = SessionState.HELD, at, len(there)
    row.minutes_number, row.remarks = " ".join(minutes_number.split()), remarks.strip()
    changes = [Change("Có mặt", "", f"{len(there)}/{len(members)}")]
    return _saved(row, "held", by=by, at=at, changes=changes, comment=row.remarks)


def open_session(number: int, viewer: Viewer | None) -> CouncilSession:
    """A meeting with its council, locked, for who runs it. Raises SessionGone, NotAllowed."""
    rows = CouncilSession.objects.select_related("council").select_for_update(of=("self",), no_key=True)
    row = rows.filter(pk=number).first()
    if row is None:
        raise SessionGone(number)
    require_may_run(row.council, viewer)
    return row


def refuse_stale_session(row: CouncilSession, version: int | None, fields: Iterable[FieldConflict] = ()) -> None:
    """Raise Conflict where the meeting has changed since the person opened it."""
    if version is not None and version != row.version:
        raise Conflict(row.version, tuple(fields))


def _put(row: CouncilSession, council: Council, cases: Collection[int]) -> list[str]:
    """Add cases that are not on the agenda yet; what these are called. Raises StateRefused naming what cannot be."""
    there = set(SessionCase.objects.filter(session=row).values_list("case_id", flat=True))
    wanted = [number for number in dict.fromkeys(cases) if number not in there]
    found = {
        one.pk: one
        for one in SupportCase.objects.select_for_update(no_key=True)
        .filter(pk__in=wanted, unit_id=council.unit_id)
        .order_by("pk")
    }
    waiting = SessionCase.objects.filter(case__in=wanted, conclusion="", session__state=SessionState.PLANNED)
    elsewhere = set(waiting.values_list("case_id", flat=True))
    unfit = [_label(found.get(one), one) for one in wanted if not _fits(found.get(one), elsewhere)]
    if unfit:
        words = _(
            "Không đưa vào chương trình họp được: %(cases)s. Chỉ đưa hồ sơ đang ở bước “%(state)s” của tỉnh này và "
            "chưa nằm trong phiên họp khác."
        )
        raise StateRefused(words % {"cases": ", ".join(unfit), "state": CaseState.ELIGIBLE.label})
    last = SessionCase.objects.filter(session=row).aggregate(last=Max("position"))["last"] or 0
    SessionCase.objects.bulk_create(
        SessionCase(session=row, case=found[number], position=place) for place, number in enumerate(wanted, last + 1)
    )
    return [case_label(found[number].year, found[number].number) for number in wanted]


def _label(case: SupportCase | None, number: int) -> str:
    return f"#{number}" if case is None else case_label(case.year, case.number)


def _fits(case: SupportCase | None, elsewhere: set[int]) -> bool:
    return case is not None and case.state == CaseState.ELIGIBLE and case.pk not in elsewhere


def _check_held(row: CouncilSession, minutes: str, today: date, *, strangers: list[int]) -> Iterable[Problem]:
    if row.on > today:
        message = _("phiên họp dự kiến ngày %(day)s, chưa đến") % {"day": day_words(row.on)}
        yield Problem("on", Reason.IN_FUTURE, message, _("ghi kết quả sau khi họp, hoặc sửa ngày họp"))
    if strangers:
        remedy = _("chọn lại trong danh sách thành viên")
        yield Problem("present", Reason.UNKNOWN, _("có người không phải thành viên hội đồng"), remedy)
    if len(minutes.strip()) > NUMBER_LENGTH:
        yield too_long("minutes_number", _("số biên bản"), NUMBER_LENGTH)


def _require_present(row: CouncilSession, present: Collection[int]) -> None:
    """Whoever handed a sheet in took part."""
    absent = ScoreSheet.objects.filter(hearing__session=row).exclude(user__in=present).select_related("user")
    names = sorted({one.user.full_name for one in absent.order_by("pk")})
    if names:
        words = _("Đã có phiếu chấm của %(names)s nhưng người này không được ghi có mặt. Hãy ghi có mặt.")
        raise StateRefused(words % {"names": ", ".join(names)})


def _require_planned(row: CouncilSession) -> None:
    if row.state != SessionState.PLANNED:
        words = _("Phiên họp này %(state)s nên không sửa được nữa.")
        raise StateRefused(words % {"state": SessionState(row.state).label})


def _cleaned(values: SessionValues) -> SessionValues:
    return replace(values, place=" ".join(values.place.split()))


def _words(values: SessionValues) -> dict[str, str]:
    day = "" if values.on is None else day_words(values.on)
    known = scorings().get(values.criteria)
    return {"on": day, "place": values.place, "criteria": known.title if known else values.criteria}


def _saved(
    row: CouncilSession, verb: str, *, by: Actor, at: datetime, changes: Iterable[Change] = (), comment: str = ""
) -> Saved:
    row.version += 1
    row.save()
    _record(row, verb, by=by, at=at, changes=list(changes), comment=comment)
    return Saved(row.pk, row.version)


def _record(
    row: CouncilSession, verb: str, *, by: Actor, at: datetime, changes: list[Change], comment: str = ""
) -> None:
    label = f"{row.council.name}, {day_words(row.on)}"
    record_event(
        action=f"session.{verb}",
        by=by,
        at=at,
        subject=Reference(SupportKind.SESSION, row.pk, label),
        context=Reference(SupportKind.COUNCIL, row.council_id),
        changes=changes,
        comment=comment,
    )
