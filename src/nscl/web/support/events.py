"""What was done to a case, as a timeline: its steps, and between them every act with who and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from nscl.records.queries import EventRow
from nscl.support.queries.cases import StepRow
from nscl.web.evidence.events import evidence_moment
from nscl.web.plans.history import change_in_words, event_moment
from nscl.web.support.words import CASE_CHIPS, moment_words
from nscl.web.ui.parts import Moment, Text, Timeline, Tone

ACTS: Final[Mapping[str, tuple[Text, str, Tone]]] = {
    "case.started": (pgettext_lazy("việc đã làm", "Lập hồ sơ"), "file-plus", Tone.IDLE),
    "case.saved": (pgettext_lazy("việc đã làm", "Lưu đơn"), "save", Tone.IDLE),
    "case.submitted": (pgettext_lazy("việc đã làm", "Nộp hồ sơ"), "send", Tone.GOOD),
    "case.resubmitted": (pgettext_lazy("việc đã làm", "Nộp lại hồ sơ"), "send", Tone.GOOD),
    "case.supplement_requested": (
        pgettext_lazy("việc đã làm", "Yêu cầu bổ sung"),
        "message-square-warning",
        Tone.WARN,
    ),
    "case.corrected": (pgettext_lazy("việc đã làm", "Sửa câu trả lời, xét khoản chi"), "pencil", Tone.IDLE),
    "case.document_examined": (pgettext_lazy("việc đã làm", "Xem giấy tờ"), "file-check", Tone.IDLE),
    "case.found_eligible": (pgettext_lazy("việc đã làm", "Kết luận đủ điều kiện"), "circle-check", Tone.GOOD),
    "case.refused": (pgettext_lazy("việc đã làm", "Kết luận không đủ điều kiện"), "circle-x", Tone.BAD),
    "case.withdrawn": (pgettext_lazy("việc đã làm", "Rút hồ sơ"), "undo-2", Tone.WARN),
    "case.link_sent": (pgettext_lazy("việc đã làm", "Gửi đường dẫn"), "mail", Tone.IDLE),
    "case.registry_doubted": (
        pgettext_lazy("việc đã làm", "Báo sổ đăng ký ghi sai về tổ chức"),
        "message-square-warning",
        Tone.WARN,
    ),
    "case.adviser_noted": (pgettext_lazy("việc đã làm", "Ghi người tư vấn"), "user-plus", Tone.IDLE),
    "case.conflict_declared": (pgettext_lazy("việc đã làm", "Khai có liên quan"), "shield-alert", Tone.WARN),
    "case.conflict_removed": (pgettext_lazy("việc đã làm", "Gỡ khai có liên quan"), "shield", Tone.IDLE),
    "case.scored": (pgettext_lazy("việc đã làm", "Chấm điểm"), "star", Tone.IDLE),
    "case.sheet_removed": (pgettext_lazy("việc đã làm", "Bỏ phiếu chấm"), "trash-2", Tone.WARN),
    "case.appraised": (pgettext_lazy("việc đã làm", "Hội đồng kết luận"), "gavel", Tone.GOOD),
    "case.approved": (pgettext_lazy("việc đã làm", "Duyệt hỗ trợ"), "badge-check", Tone.GOOD),
    "case.rejected": (pgettext_lazy("việc đã làm", "Không duyệt"), "circle-x", Tone.BAD),
    "case.contracted": (pgettext_lazy("việc đã làm", "Ghi hợp đồng"), "file-text", Tone.GOOD),
    "case.accepted": (pgettext_lazy("việc đã làm", "Nghiệm thu"), "clipboard-check", Tone.GOOD),
    "case.acceptance_taken_back": (pgettext_lazy("việc đã làm", "Hủy nghiệm thu"), "rotate-ccw", Tone.WARN),
    "case.paid": (pgettext_lazy("việc đã làm", "Ghi khoản chi"), "wallet", Tone.GOOD),
    "case.payment_undone": (pgettext_lazy("việc đã làm", "Hủy khoản chi"), "rotate-ccw", Tone.WARN),
    "case.followed_up": (pgettext_lazy("việc đã làm", "Theo dõi sau hỗ trợ"), "eye", Tone.IDLE),
    "case.closed": (pgettext_lazy("việc đã làm", "Kết thúc hồ sơ"), "check-check", Tone.DONE),
    "case.escalated": (pgettext_lazy("việc đã làm", "Báo lãnh đạo vì quá hạn"), "bell-ring", Tone.BAD),
}


def case_timeline(steps: Sequence[StepRow], events: Sequence[EventRow]) -> Timeline:
    """Every act, newest first; for who does not see the audit trail, the steps alone."""
    if not events:
        return Timeline([_step(one) for one in reversed(steps)])
    return Timeline([evidence_moment(one) or _event(one) for one in events])


def _event(event: EventRow) -> Moment:
    title, icon, tone = ACTS.get(event.action, (event.action, "circle-dot", Tone.IDLE))
    lines = [event.comment, *map(change_in_words, event.changes)]
    return event_moment(event, title, lines, icon=icon, tone=tone)


def _step(step: StepRow) -> Moment:
    chip = CASE_CHIPS[step.to_state]
    return Moment(
        moment_words(step.at),
        chip.label,
        at=timezone.localtime(step.at).isoformat(),
        text=step.comment,
        by=step.by or _("tổ chức, qua đường dẫn"),
        icon=chip.icon,
        tone=chip.tone,
    )


FUND_ACTS: Final[Mapping[str, Text]] = {
    "fund.opened": pgettext_lazy("việc đã làm", "Đặt trần"),
    "fund.ceiling_changed": pgettext_lazy("việc đã làm", "Đổi trần"),
}


def fund_timeline(events: Sequence[EventRow]) -> Timeline:
    """What was done to a ceiling, newest first."""
    return Timeline(
        [
            event_moment(
                one,
                FUND_ACTS.get(one.action, one.action),
                [one.comment, *map(change_in_words, one.changes)],
                icon="wallet",
            )
            for one in events
        ]
    )
