"""Conflicts of interest, and the score sheets of members: whoever has an interest, or advised, writes none."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.models import User
from nscl.accounts.rules import Viewer
from nscl.records.operations import Actor, Change, Reference, record_event
from nscl.support.enums import CaseState, CouncilRole, SessionState, SupportKind
from nscl.support.models import CaseAdviser, Conflict, CouncilMember, ScorePoint, ScoreSheet, SessionCase, SupportCase
from nscl.support.operations.councils import members_of, require_may_run
from nscl.support.operations.errors import CaseGone, ReasonMissing, StateRefused
from nscl.support.operations.opening import Saved, refuse
from nscl.support.operations.refusals import HearingGone, NotImpartial
from nscl.support.queries.scorings import scoring_of
from nscl.support.rules.appraisal import REASON_LENGTH, SheetValues, check_sheet, too_long
from nscl.text.decimals import format_number

# States in which an appraisal may be ahead of a case, or under way.
_BEFORE_APPRAISAL = (CaseState.SUBMITTED, CaseState.SUPPLEMENT, CaseState.ELIGIBLE)


@transaction.atomic
def declare_conflict(*, case: int, user: int, reason: str, viewer: Viewer | None, by: Actor, at: datetime) -> Saved:
    """Note that a person has an interest in a case: said by the member, or by whoever runs a council of the province.

    From then on the database takes no score sheet of this person on the case. Raises CaseGone, NotAllowed,
    ReasonMissing, Refused, NotImpartial (has scored it already), StateRefused.
    """
    row = _open_case(case)
    if viewer is not None and not (viewer.number == user and _is_member(row, user)):
        _require_may_say(row, viewer)
    if row.state not in _BEFORE_APPRAISAL:
        raise StateRefused(_("Hồ sơ đã thẩm định xong; không khai xung đột lợi ích nữa. Hãy ghi vào biên bản."))
    why = _why(reason)
    person = User.objects.get(pk=user)
    if ScoreSheet.objects.filter(case=row, user=user).exists():
        words = _("%(name)s đã chấm hồ sơ này. Hãy xóa phiếu chấm trước, rồi khai xung đột lợi ích.")
        raise NotImpartial(words % {"name": person.full_name})
    existing = Conflict.objects.filter(case=row, user=user).first()
    if existing is not None:
        return Saved(existing.pk, row.version, changed=False)
    made = Conflict.objects.create(case=row, user=person, reason=why, at=at, by_id=by.number)
    _record(row, "conflict_declared", by=by, at=at, changes=[Change("Người", "", person.full_name)], comment=why)
    return Saved(made.pk, row.version)


@transaction.atomic
def remove_conflict(*, case: int, user: int, reason: str, viewer: Viewer | None, by: Actor, at: datetime) -> Saved:
    """Take back a conflict of interest that was noted by mistake: by those who run the council, never by the person.

    Raises CaseGone, NotAllowed, ReasonMissing, Refused, NotImpartial (the person's own), StateRefused (none is noted).
    """
    row = _open_case(case)
    if viewer is not None:
        _require_may_say(row, viewer)
        if viewer.number == user:
            raise NotImpartial(_("Người khai không tự gỡ xung đột lợi ích của mình. Hãy nhờ thư ký hội đồng."))
    why = _why(reason)
    found = Conflict.objects.select_related("user").filter(case=row, user=user).first()
    if found is None:
        raise StateRefused(_("Hồ sơ không ghi xung đột lợi ích của người này. Hãy tải lại trang."))
    name = found.user.full_name
    found.delete()
    _record(row, "conflict_removed", by=by, at=at, changes=[Change("Người", name, "")], comment=why)
    return Saved(row.pk, row.version)


@transaction.atomic
def record_sheet(
    *,
    hearing: int,
    values: SheetValues,
    member: int | None = None,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> Saved:
    """Write a member's score sheet on a case, or change it while the meeting is ahead. member: None: the viewer.

    Whoever runs the council may enter the sheet of another, from paper. Raises HearingGone, NotAllowed, StateRefused,
    NotImpartial, Refused.
    """
    found = _open_hearing(hearing)
    owner = member if member is not None else viewer.number if viewer is not None else by.number
    if owner is None:
        raise StateRefused(_("Chưa rõ phiếu này của thành viên nào. Hãy chọn thành viên."))
    if viewer is not None and viewer.number != owner:
        require_may_run(found.session.council, viewer)
    person = _require_member(found, owner)
    _require_impartial(found.case_id, person)
    scoring = scoring_of(found.session.criteria)
    refuse(check_sheet(values, scoring))
    sheet = _write(found, person, values, at)
    total = sum(values.points.values(), Decimal())
    from_paper = "" if viewer is None or viewer.number == owner else _("ghi theo phiếu giấy")
    changes = [
        Change("Thành viên", "", person.full_name),
        Change("Điểm", "", f"{format_number(total)}/{scoring.most}"),
        Change("Đề nghị", "", str(values.proposal.label) if values.proposal else ""),
    ]
    _record(found.case, "scored", by=by, at=at, changes=changes, comment=from_paper)
    return Saved(sheet.pk, found.session.version)


@transaction.atomic
def remove_sheet(*, hearing: int, user: int, reason: str, viewer: Viewer | None, by: Actor, at: datetime) -> Saved:
    """Take a score sheet back while the meeting is ahead: the member's own, or by whoever runs the council.

    Raises HearingGone, NotAllowed, ReasonMissing, Refused, StateRefused.
    """
    found = _open_hearing(hearing)
    if viewer is not None and viewer.number != user:
        require_may_run(found.session.council, viewer)
    why = _why(reason)
    sheet = ScoreSheet.objects.select_related("user").filter(hearing=found, user=user).first()
    if sheet is None:
        raise StateRefused(_("Không có phiếu chấm của người này. Hãy tải lại trang."))
    name = sheet.user.full_name
    sheet.delete()
    _record(found.case, "sheet_removed", by=by, at=at, changes=[Change("Thành viên", name, "")], comment=why)
    return Saved(found.pk, found.session.version)


def _open_hearing(number: int) -> SessionCase:
    """A case before a planned meeting, locked. Raises HearingGone, StateRefused."""
    rows = SessionCase.objects.select_related("session__council", "case")
    found = rows.select_for_update(of=("self", "session"), no_key=True).filter(pk=number).first()
    if found is None:
        raise HearingGone(number)
    if found.session.state != SessionState.PLANNED:
        raise StateRefused(
            _("Phiên họp %(state)s nên phiếu chấm không sửa được nữa.")
            % {"state": SessionState(found.session.state).label}
        )
    if found.case.state != CaseState.ELIGIBLE:
        words = _("Hồ sơ đang ở bước “%(state)s” nên không chấm được.")
        raise StateRefused(words % {"state": CaseState(found.case.state).label})
    return found


def _require_member(found: SessionCase, user: int) -> User:
    if user not in members_of(found.session.council_id):
        raise StateRefused(_("Chỉ thành viên đang tham gia hội đồng mới chấm điểm. Hãy xem lại danh sách hội đồng."))
    return User.objects.get(pk=user)


def _require_impartial(case: int, person: User) -> None:
    """The words for what the database refuses by itself (`nscl.support.once`)."""
    if Conflict.objects.filter(case=case, user=person).exists():
        words = _("%(name)s có xung đột lợi ích với hồ sơ này nên không chấm.")
        raise NotImpartial(words % {"name": person.full_name})
    if CaseAdviser.objects.filter(case=case, user=person).exists():
        words = _("%(name)s đã tư vấn cho tổ chức về hồ sơ này nên không thẩm định.")
        raise NotImpartial(words % {"name": person.full_name})


def _write(found: SessionCase, person: User, values: SheetValues, at: datetime) -> ScoreSheet:
    try:
        with transaction.atomic():
            sheet, _made = ScoreSheet.objects.update_or_create(
                hearing=found,
                user=person,
                defaults={
                    "case_id": found.case_id,
                    "proposal": values.proposal or "",
                    "remark": values.remark.strip(),
                    "at": at,
                },
            )
    except IntegrityError:
        _require_impartial(found.case_id, person)  # declared at this moment
        raise
    ScorePoint.objects.filter(sheet=sheet).delete()
    ScorePoint.objects.bulk_create(
        ScorePoint(sheet=sheet, criterion=key, points=points) for key, points in sorted(values.points.items())
    )
    return sheet


def _open_case(number: int) -> SupportCase:
    row = SupportCase.objects.select_for_update(no_key=True).filter(pk=number).first()
    if row is None:
        raise CaseGone(number)
    return row


def _is_member(row: SupportCase, user: int) -> bool:
    """Whether somebody sits on a council of the case's province."""
    return CouncilMember.objects.filter(council__unit=row.unit_id, user=user, left_on__isnull=True).exists()


def _require_may_say(row: SupportCase, viewer: Viewer) -> None:
    """Officers of the province, and secretaries of a council before which the case is."""
    keeps = CouncilMember.objects.filter(
        council__sessions__cases__case=row, user=viewer.number, role=CouncilRole.SECRETARY, left_on__isnull=True
    )
    if not keeps.exists():
        viewer.require(Permission.HANDLE_SUPPORT, row.unit_id)


def _why(reason: str) -> str:
    why = " ".join(reason.split())
    if not why:
        raise ReasonMissing(_("Hãy nêu lý do; lý do được lưu lại và đưa vào biên bản."))
    if len(why) > REASON_LENGTH:
        refuse([too_long("reason", _("lý do"), REASON_LENGTH)])
    return why


def _record(row: SupportCase, verb: str, *, by: Actor, at: datetime, changes: list[Change], comment: str = "") -> None:
    record_event(
        action=f"case.{verb}",
        by=by,
        at=at,
        subject=Reference(SupportKind.CASE, row.pk, str(row)),
        changes=changes,
        comment=comment,
    )
