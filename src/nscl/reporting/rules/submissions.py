"""What a report must have before it is submitted, and what is only pointed out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.text.formats import format_number
from nscl.work.rules.problems import Problem, Reason


def word_problems(texts: Iterable[str]) -> tuple[Problem, ...]:
    """What keeps a report from being submitted: figures come by themselves, what they mean does not."""
    if any(text.strip() for text in texts):
        return ()
    message = _("báo cáo chưa có lời văn nào")
    return (Problem("text", Reason.MISSING, message, _("viết ít nhất một đoạn, ví dụ kết quả thực hiện")),)


def warnings(*, late_days: int, open_remarks: int, without_estimate: Collection[str]) -> tuple[Problem, ...]:
    """What is pointed out before a report is submitted. without_estimate: measures, as people call them."""
    return tuple(_warnings(late_days, open_remarks, without_estimate))


def _warnings(late_days: int, open_remarks: int, without_estimate: Collection[str]) -> Iterator[Problem]:
    if late_days:
        message = ngettext("đã quá hạn %(n)s ngày", "đã quá hạn %(n)s ngày", late_days)
        shown = message % {"n": format_number(late_days)}
        yield Problem("due", Reason.OUTSIDE_PERIOD, shown, _("vẫn nộp được; kỳ báo cáo ghi là nộp muộn"))
    if open_remarks:
        message = ngettext("còn %(n)s nhận xét chưa xử lý", "còn %(n)s nhận xét chưa xử lý", open_remarks)
        shown = message % {"n": format_number(open_remarks)}
        yield Problem("remarks", Reason.MISSING, shown, _("bổ sung rồi đánh dấu đã xử lý"))
    for label in without_estimate:
        message = _("chỉ tiêu “%(measure)s” chưa có số ước cả năm") % {"measure": label}
        yield Problem("estimates", Reason.MISSING, message, _("nhập số ước ở tab Số liệu, nếu cơ quan ước được"))
