"""Some months later: whether what was supported is alive still; and the case closed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.records.operations import Actor, Change
from nscl.support.enums import GRANTED, CaseState
from nscl.support.models import Acceptance, FollowUp
from nscl.support.operations.errors import ReasonMissing, StateRefused
from nscl.support.operations.opening import Saved, move, open_case, record, refuse, refuse_stale
from nscl.support.operations.refusals import FollowUpGone, day_words
from nscl.support.rules.granting import FollowUpValues, check_follow_up


@transaction.atomic
def record_follow_up(
    *, follow_up: int, values: FollowUpValues, viewer: Viewer | None, by: Actor, at: datetime
) -> Saved:
    """Write down what was found at a follow-up, or correct it.

    Raises FollowUpGone, NotAllowed, StateRefused, Refused.
    """
    case = FollowUp.objects.filter(pk=follow_up).values_list("case_id", flat=True).first()
    if case is None:
        raise FollowUpGone(follow_up)
    opened = open_case(case, viewer, Permission.HANDLE_SUPPORT)
    row = FollowUp.objects.select_for_update(no_key=True).filter(pk=follow_up).first()
    if row is None:
        raise FollowUpGone(follow_up)
    if opened.state not in GRANTED:
        raise StateRefused(_("Hồ sơ không còn được hỗ trợ nên không theo dõi nữa."))
    accepted_on = Acceptance.objects.get(case=opened.row).on
    refuse(check_follow_up(values, accepted_on=accepted_on, today=localdate(at)))
    row.done_on, row.is_kept, row.findings = values.done_on, values.is_kept, values.findings.strip()
    row.at, row.by_id = at, by.number
    row.save()
    kept = _("còn duy trì") if values.is_kept else _("không còn duy trì")
    title = _("Theo dõi sau %(months)s tháng") % {"months": row.months}
    record(opened, "followed_up", by=by, at=at, changes=[Change(title, "", kept)], comment=row.findings)
    return opened.saved()


@transaction.atomic
def close_case(
    *, case: int, version: int | None, comment: str = "", viewer: Viewer | None, by: Actor, at: datetime
) -> Saved:
    """Close a paid case. While follow-ups are open, only for a reason.

    Raises CaseGone, NotAllowed, Conflict, StateRefused, ReasonMissing.
    """
    opened = open_case(case, viewer, Permission.HANDLE_SUPPORT)
    refuse_stale(opened, version)
    waiting = FollowUp.objects.filter(case=opened.row, done_on__isnull=True).order_by("due_on").first()
    if opened.state is CaseState.PAID and waiting is not None and not comment.strip():
        words = _("Còn lần theo dõi hẹn ngày %(day)s. Hãy ghi kết quả theo dõi, hoặc nêu vì sao kết thúc sớm.")
        raise ReasonMissing(words % {"day": day_words(waiting.due_on)}, field="comment")
    move(opened, CaseState.CLOSED, by=by, at=at, comment=comment.strip())
    record(opened, "closed", by=by, at=at, comment=comment.strip())
    return opened.saved()
