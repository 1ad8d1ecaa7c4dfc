"""Outcomes, reasons and stages as the screen names them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nscl.support.enums import VisitOutcome
from nscl.support.rules.funnel import Stage
from nscl.web.ui.parts import Chip, Text, Tone

OUTCOME_CHIPS: Final[Mapping[VisitOutcome, Chip]] = {
    VisitOutcome.INTERESTED: Chip(_("Có nhu cầu hỗ trợ"), Tone.GOOD, "thumbs-up", 0),
    VisitOutcome.SURVEYED: Chip(_("Đã trả lời khảo sát"), Tone.DONE, "clipboard-check", 1),
    VisitOutcome.INFORMED: Chip(_("Đã giới thiệu chính sách"), Tone.INFO, "info", 2),
    VisitOutcome.REFUSED: Chip(_("Từ chối"), Tone.WARN, "circle-x", 3),
    VisitOutcome.ABSENT: Chip(_("Không gặp được"), Tone.IDLE, "door-closed", 4),
}
STAGE_NAMES: Final[Mapping[Stage, Text]] = {
    Stage.VISITED: pgettext_lazy("bước tiếp cận", "Được thăm"),
    Stage.INTERESTED: pgettext_lazy("bước tiếp cận", "Có nhu cầu"),
    Stage.SURVEYED: pgettext_lazy("bước tiếp cận", "Trả lời khảo sát"),
    Stage.APPLIED: pgettext_lazy("bước tiếp cận", "Nộp hồ sơ"),
    Stage.APPROVED: pgettext_lazy("bước tiếp cận", "Được duyệt"),
    Stage.PAID: pgettext_lazy("bước tiếp cận", "Được chi"),
}
STAGE_ICONS: Final[Mapping[Stage, str]] = {
    Stage.VISITED: "map-pin",
    Stage.INTERESTED: "thumbs-up",
    Stage.SURVEYED: "clipboard-check",
    Stage.APPLIED: "file-text",
    Stage.APPROVED: "badge-check",
    Stage.PAID: "coins",
}
OPEN_CHIP: Final = Chip(_("Đang nhận trả lời"), Tone.GOOD, "door-open", 0)
SOON_CHIP: Final = Chip(_("Chưa mở"), Tone.IDLE, "clock", 1)
CLOSED_CHIP: Final = Chip(_("Đã đóng"), Tone.IDLE, "archive", 2)
EVENT_WORDS: Final[Mapping[str, Text]] = {
    "visit.recorded": pgettext_lazy("việc đã làm", "Ghi chuyến thăm"),
    "visit.changed": pgettext_lazy("việc đã làm", "Sửa chuyến thăm"),
    "visit.removed": pgettext_lazy("việc đã làm", "Xóa chuyến thăm"),
    "survey.opened": pgettext_lazy("việc đã làm", "Mở khảo sát"),
    "survey.sent": pgettext_lazy("việc đã làm", "Gửi đường dẫn khảo sát"),
    "survey.link_withdrawn": pgettext_lazy("việc đã làm", "Thu hồi đường dẫn"),
    "survey.moved": pgettext_lazy("việc đã làm", "Đổi ngày cuối"),
    "survey.answered": pgettext_lazy("việc đã làm", "Nhận trả lời"),
}
