"""What was done to an account, in words."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.records.queries import EventRow, history
from nscl.web.ui.parts import Moment, Timeline

WORDS = {
    "account.created": pgettext_lazy("việc đã làm", "Tạo tài khoản"),
    "account.locked": pgettext_lazy("việc đã làm", "Khóa tài khoản"),
    "account.unlocked": pgettext_lazy("việc đã làm", "Mở khóa tài khoản"),
    "account.password_set": pgettext_lazy("việc đã làm", "Đặt lại mật khẩu"),
    "account.second_factor_removed": pgettext_lazy("việc đã làm", "Tắt xác thực hai lớp"),
    "account.language_chosen": pgettext_lazy("việc đã làm", "Chọn ngôn ngữ"),
    "reminder.sent": pgettext_lazy("việc đã làm", "Gửi thư nhắc việc"),
    "calendar_address.renewed": pgettext_lazy("việc đã làm", "Đổi địa chỉ lịch"),
    "role.granted": pgettext_lazy("việc đã làm", "Trao vai trò"),
    "role.revoked": pgettext_lazy("việc đã làm", "Thu hồi vai trò"),
}


def timeline(viewer: Viewer, account: int) -> Timeline | None:
    """The acts on an account, newest first; None for who may not see history. Two queries."""
    if not viewer.may(Permission.VIEW_HISTORY):
        return None
    return Timeline([_moment(event) for event in history(subject=("accounts.user", account))])


def _moment(event: EventRow) -> Moment:
    local = timezone.localtime(event.at)
    changes = [" → ".join(filter(None, (change.before, change.after))) for change in event.changes]
    return Moment(
        title=WORDS.get(event.action, event.action),
        when=f"{local:%H:%M %d/%m/%Y}",
        at=local.isoformat(),
        by=event.actor_name or _("Hệ thống"),
        text="; ".join(filter(None, (*changes, event.comment))),
    )
