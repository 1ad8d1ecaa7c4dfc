"""What a council concludes on a case after its meeting: it follows from the sheets, and moves the case."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.rules import Viewer
from nscl.records.operations import Actor, Change
from nscl.support.enums import CaseState, Conclusion, SessionState
from nscl.support.models import SessionCase
from nscl.support.operations.errors import StateRefused
from nscl.support.operations.opening import OpenedCase, Saved, move, open_case, record, refuse
from nscl.support.operations.refusals import HearingGone, NoQuorum
from nscl.support.operations.sessions import open_session
from nscl.support.operations.slots import release
from nscl.support.queries.tallies import tally_of_hearing
from nscl.support.rules.appraisal import Tally
from nscl.text.formats import format_vnd
from nscl.work.rules.problems import Problem, Reason


@transaction.atomic
def conclude(
    *,
    hearing: int,
    conclusion: Conclusion,
    proposed_vnd: int | None = None,
    reason: str = "",
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> Saved:
    """Write down what a council concluded on a case at a meeting that was held.

    The conclusion is what the sheets come to; an amount is not more than the rules compute. The case is appraised, or
    rejected for the reason. Raises HearingGone, NotAllowed, StateRefused, NoQuorum (too few sheets), Refused.
    """
    found = SessionCase.objects.filter(pk=hearing).first()
    if found is None:
        raise HearingGone(hearing)
    session = open_session(found.session_id, viewer)
    if session.state != SessionState.HELD:
        raise StateRefused(_("Hãy ghi phiên họp đã họp (ai có mặt) trước khi ghi kết luận."))
    opened = open_case(found.case_id, None)
    found.refresh_from_db()
    if found.conclusion or opened.row.state != CaseState.ELIGIBLE:
        raise StateRefused(_("Hồ sơ này đã có kết luận hoặc đã chuyển bước. Hãy tải lại trang."))
    _require_by_sheets(tally_of_hearing(hearing), conclusion)
    refuse(_check(opened, conclusion, proposed_vnd, reason))
    found.conclusion, found.reason = conclusion, reason.strip()
    found.proposed_vnd = proposed_vnd if conclusion is Conclusion.APPROVE else None
    found.save(update_fields=["conclusion", "proposed_vnd", "reason"])
    if conclusion is Conclusion.APPROVE:
        move(opened, CaseState.APPRAISED, by=by, at=at, comment=found.reason)
    else:
        opened.row.decided_at, opened.row.decided_by_id = at, by.number
        move(opened, CaseState.REJECTED, by=by, at=at, comment=found.reason)
        release(opened.row)
    changes = [Change("Hội đồng kết luận", "", str(conclusion.label))]
    if found.proposed_vnd is not None:
        changes.append(Change("Mức đề nghị", "", format_vnd(found.proposed_vnd)))
    record(opened, "appraised", by=by, at=at, changes=changes, comment=found.reason)
    return Saved(opened.row.pk, opened.row.version)


def _require_by_sheets(tally: Tally, conclusion: Conclusion) -> None:
    if not tally.is_enough:
        words = _("Mới có %(sheets)s phiếu chấm, cần ít nhất %(needed)s phiếu hợp lệ mới kết luận được.")
        raise NoQuorum(words % {"sheets": tally.sheets, "needed": tally.needed})
    if tally.conclusion is not conclusion and tally.conclusion is not None:
        words = _(
            "Kết luận phải theo phiếu chấm: %(approve)s phiếu đề nghị hỗ trợ, %(reject)s phiếu không, điểm trung bình "
            "%(mean)s (đạt từ %(passing)s), nên kết luận là “%(conclusion)s”."
        )
        raise StateRefused(
            words
            % {
                "approve": tally.approve,
                "reject": tally.reject,
                "mean": tally.mean,
                "passing": tally.passing,
                "conclusion": tally.conclusion.label,
            }
        )


def _check(opened: OpenedCase, conclusion: Conclusion, vnd: int | None, reason: str) -> list[Problem]:
    if conclusion is Conclusion.REJECT:
        if reason.strip():
            return []
        remedy = _("nêu lý do; tổ chức đọc được lý do này")
        return [Problem("reason", Reason.MISSING, _("chưa nêu vì sao không đề nghị hỗ trợ"), remedy)]
    computed = opened.row.computed_vnd or 0
    if vnd is None or vnd <= 0:
        remedy = _("ghi số tiền lớn hơn 0")
        return [Problem("proposed_vnd", Reason.MISSING, _("chưa có mức đề nghị"), remedy)]
    if vnd > computed:
        words = {"vnd": format_vnd(vnd), "computed": format_vnd(computed)}
        message = _("đề nghị %(vnd)s, phiếu tính chỉ cho %(computed)s") % words
        return [Problem("proposed_vnd", Reason.TOO_LARGE, message, _("ghi không quá %(computed)s") % words)]
    return []
