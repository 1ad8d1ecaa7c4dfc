"""What a phone and the screen in front of the class are told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.text.dates import format_date
from nscl.training.operations.check_in import Answer
from nscl.training.queries.check_in import CheckInSession
from nscl.training.rules.check_in import Opening, opens_at
from nscl.web.ui.parts import Notice, Text, Tone

_ASK: Final = gettext_lazy("Hãy báo cán bộ lớp để được ghi trên bảng điểm danh.")
# What stands in the way of who is at the right place at the right time.
_REFUSALS: Final[Mapping[Answer, tuple[Text, Text]]] = {
    Answer.NOT_LISTED: (
        gettext_lazy("Không thấy trong danh sách lớp"),
        gettext_lazy(
            "Hãy nhập đúng số điện thoại đã ghi danh, hoặc mã 6 ký tự trong thư ghi danh. "
            "Chưa ghi danh thì báo cán bộ lớp."
        ),
    ),
    Answer.WAITING: (
        gettext_lazy("Bạn đang ở danh sách chờ"),
        gettext_lazy("Người chờ chỗ chưa điểm danh được. Hãy hỏi cán bộ lớp xem còn chỗ không."),
    ),
    Answer.SHARED_PHONE: (
        gettext_lazy("Nhiều học viên dùng chung số điện thoại này"),
        gettext_lazy("Hãy nhập mã 6 ký tự của riêng bạn, có trong thư ghi danh hoặc hỏi cán bộ lớp."),
    ),
    Answer.PHONE_USED: (
        gettext_lazy("Máy này đã điểm danh cho một người khác"),
        gettext_lazy("Mỗi máy chỉ điểm danh cho một người trong một buổi. Người thứ hai hãy báo cán bộ lớp."),
    ),
    Answer.ALREADY: (gettext_lazy("Người này đã được điểm danh"), gettext_lazy("Không cần làm gì thêm.")),
    Answer.CORRECTED: (gettext_lazy("Cán bộ lớp đã sửa điểm danh của người này"), _ASK),
}


def refusal(answer: Answer) -> Notice:
    """Why the person was not marked, and what to do."""
    title, text = _REFUSALS[answer]
    return Notice(title, text, Tone.INFO if answer is Answer.ALREADY else Tone.WARN)


def stale() -> Notice:
    """The code is too old, or there is no such session: the two are not told apart."""
    return Notice(
        _("Mã này không còn dùng được"),
        _(
            "Mỗi mã chỉ dùng được trong khoảng một phút, ở buổi học. Hãy quét lại mã đang chiếu. Nếu vẫn không được: "
            "bật cookie của trình duyệt rồi quét lại, hoặc báo cán bộ lớp."
        ),
        Tone.WARN,
    )


def not_now(session: CheckInSession, at: datetime) -> Notice | None:
    """Why a session takes no check-in at a moment; None where it does."""
    if session.is_closed:
        return Notice(_("Buổi học này không điểm danh"), _("Buổi học đã hủy, hoặc lớp đã kết thúc."), Tone.WARN)
    match session.opening(at):
        case Opening.NOT_YET:
            when = {"time": clock_words(opens_at(session.starts_at))}
            return Notice(
                _("Chưa đến giờ điểm danh"), _("Điểm danh mở lúc %(time)s. Đến lúc đó hãy quét lại mã.") % when
            )
        case Opening.OVER:
            when = {"time": clock_words(session.ends_at)}
            text = _("Buổi học kết thúc lúc %(time)s. Nếu bạn đã dự mà chưa điểm danh, hãy báo cán bộ lớp.") % when
            return Notice(_("Buổi học đã kết thúc"), text, Tone.WARN)
        case _:
            return None


def clock_words(at: datetime) -> str:
    """ "07:45 ngày 21/11/2026" """
    local = timezone.localtime(at)
    return _("%(time)s ngày %(day)s") % {"time": f"{local:%H:%M}", "day": format_date(local.date())}
