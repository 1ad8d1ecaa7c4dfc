"""States, kinds and acts of difficulties as the screen names them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nscl.plans.enums import ItemKind
from nscl.web.plans.words import KIND_NAMES
from nscl.web.ui.parts import Chip, Text, Tone
from nscl.work.enums import DifficultyState, WorkKind
from nscl.work.rules.difficulties import DifficultyAct

STATE_CHIPS: Final[Mapping[DifficultyState, Chip]] = {
    DifficultyState.ESCALATED: Chip(_("Đã báo cáo UBND tỉnh"), Tone.WARN, "landmark", 1),
    DifficultyState.OPEN: Chip(_("Mới nêu, chưa giao"), Tone.WARN, "circle-dot", 2),
    DifficultyState.ASSIGNED: Chip(_("Chờ trả lời"), Tone.INFO, "clock", 3),
    DifficultyState.ANSWERED: Chip(_("Đã trả lời"), Tone.GOOD, "message-square-reply", 4),
    DifficultyState.CLOSED: Chip(_("Đã xong"), Tone.DONE, "check-check", 5),
}
OVERDUE_CHIP: Final = Chip(_("Quá hạn trả lời"), Tone.BAD, "octagon-alert", 0)

SUBJECT_NAMES: Final[Mapping[str, Text]] = {
    "": pgettext_lazy("một mục", "Kế hoạch"),
    **{kind.value: KIND_NAMES[kind] for kind in (ItemKind.TARGET, ItemKind.TASK, ItemKind.BUDGET_LINE)},
    WorkKind.ANNUAL_PLAN.value: _("Kế hoạch năm"),
    WorkKind.ACTIVITY.value: pgettext_lazy("một mục", "Hoạt động"),
}


@dataclass(frozen=True)
class ActWords:
    """An act as its button and its page say it: `text`: the label of its words; `help`: what they are to say."""

    verb: Text
    title: Text
    icon: str
    text: Text
    help: Text
    done: Text


ACT_WORDS: Final[Mapping[DifficultyAct, ActWords]] = {
    DifficultyAct.ASSIGN: ActWords(
        _("Giao trả lời"),
        _("Giao cơ quan trả lời"),
        "user-check",
        _("Lời giao việc"),
        _("Cần trả lời điều gì. Bắt buộc khi giao lại cho cơ quan khác."),
        _("Đã giao trả lời vướng mắc."),
    ),
    DifficultyAct.ANSWER: ActWords(
        _("Trả lời"),
        _("Trả lời vướng mắc"),
        "message-square-reply",
        _("Nội dung trả lời"),
        _("Cách xử lý, căn cứ, văn bản hướng dẫn nếu có."),
        _("Đã ghi trả lời."),
    ),
    DifficultyAct.ESCALATE: ActWords(
        _("Báo cáo UBND tỉnh"),
        _("Báo cáo vướng mắc lên UBND tỉnh"),
        "landmark",
        _("Nội dung báo cáo"),
        _("Báo cáo bằng văn bản số mấy, ngày nào; đề nghị UBND tỉnh việc gì."),
        _("Đã ghi báo cáo UBND tỉnh."),
    ),
    DifficultyAct.CLOSE: ActWords(
        _("Kết thúc"),
        _("Kết thúc vướng mắc"),
        "check-check",
        _("Ghi chú khi kết thúc"),
        _("Vướng mắc đã được gỡ thế nào. Bắt buộc khi chưa có trả lời."),
        _("Đã kết thúc vướng mắc."),
    ),
    DifficultyAct.REOPEN: ActWords(
        _("Mở lại"),
        _("Mở lại vướng mắc"),
        "rotate-ccw",
        _("Lý do mở lại"),
        _("Điều gì chưa được gỡ. Vướng mắc mở lại thì chờ giao lại từ đầu."),
        _("Đã mở lại vướng mắc."),
    ),
}

# What was done, in the audit trail's own verbs.
EVENT_WORDS: Final[Mapping[str, Text]] = {
    "difficulty.raised": pgettext_lazy("việc đã làm", "Nêu vướng mắc"),
    "difficulty.changed": pgettext_lazy("việc đã làm", "Sửa nội dung"),
    "difficulty.assigned": pgettext_lazy("việc đã làm", "Giao trả lời"),
    "difficulty.answered": pgettext_lazy("việc đã làm", "Trả lời"),
    "difficulty.escalated": pgettext_lazy("việc đã làm", "Báo cáo UBND tỉnh"),
    "difficulty.closed": pgettext_lazy("việc đã làm", "Kết thúc"),
    "difficulty.reopened": pgettext_lazy("việc đã làm", "Mở lại"),
}
