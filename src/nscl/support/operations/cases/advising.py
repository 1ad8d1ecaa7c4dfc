"""Who advised an applicant on a case: may not appraise it."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.accounts.models import User
from nscl.plans.operations.wording import stored
from nscl.records.operations import Actor, Change
from nscl.support.models import CaseAdviser
from nscl.support.operations.errors import Refused, StateRefused
from nscl.support.operations.opening import Asker, OpenedCase, Saved, open_case, record, touch
from nscl.work.rules.problems import Problem, Reason

_NOTE_LENGTH = 250
_ADVISER = gettext_lazy("Người tư vấn")


@transaction.atomic
def add_adviser(*, number: int, user: int, note: str = "", viewer: Asker, by: Actor, at: datetime) -> Saved:
    """Note that a person of the system advised the applicant. Whoever scored the case cannot have advised on it.

    Raises CaseGone, NotAllowed, Refused (no such person), StateRefused (they scored the case).
    """
    opened = open_case(number, viewer)
    name = _name(user)
    if CaseAdviser.objects.filter(case=opened.row, user=user).exists():
        return opened.saved(changed=False)
    try:
        with transaction.atomic():
            CaseAdviser.objects.create(
                case=opened.row, user_id=user, note=" ".join(note.split())[:_NOTE_LENGTH], at=at, by_id=by.number
            )
    except IntegrityError as error:
        raise StateRefused(_("%(name)s đã chấm hồ sơ này nên không thể là người tư vấn.") % {"name": name}) from error
    return _noted(opened, Change(stored(_ADVISER), "", name), note, by, at)


@transaction.atomic
def remove_adviser(*, number: int, user: int, reason: str = "", viewer: Asker, by: Actor, at: datetime) -> Saved:
    """Note that somebody did not advise the applicant after all. Raises CaseGone, NotAllowed, Refused."""
    opened = open_case(number, viewer)
    name = _name(user)
    gone, _rows = CaseAdviser.objects.filter(case=opened.row, user=user).delete()
    if not gone:
        return opened.saved(changed=False)
    return _noted(opened, Change(stored(_ADVISER), name, ""), reason, by, at)


def _name(user: int) -> str:
    name = User.objects.filter(pk=user).values_list("full_name", flat=True).first()
    if name is None:
        message = _("Không có tài khoản này")
        raise Refused([Problem("user", Reason.UNKNOWN, message, _("chọn lại trong danh sách"))])
    return name


def _noted(opened: OpenedCase, change: Change, comment: str, by: Actor, at: datetime) -> Saved:
    touch(opened)
    record(opened, "adviser_noted", by=by, at=at, changes=[change], comment=comment)
    return opened.saved()
