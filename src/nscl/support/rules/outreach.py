"""Visits as plain values: what can be kept of one, and what cannot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from nscl.support.enums import RefusalReason, VisitOutcome
from nscl.work.rules.problems import Problem, Reason

VISITOR_LENGTH: Final = 150
NOTE_LENGTH: Final = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitDraft:
    """Who went where, when, and how that ended. agency_id None: the programme's own office."""

    plan_id: int
    agency_id: int | None
    organisation_id: int
    on: date
    visitor: str
    outcome: VisitOutcome
    refusal: RefusalReason | None = None
    note: str = ""


def tidied(draft: VisitDraft) -> VisitDraft:
    """The same on one line; a reason stands with a refusal alone."""
    refused = draft.outcome is VisitOutcome.REFUSED
    return replace(
        draft,
        visitor=" ".join(draft.visitor.split()),
        note=draft.note.strip(),
        refusal=draft.refusal if refused else None,
    )


def check_visit(draft: VisitDraft, period: range, today: date) -> Iterator[Problem]:
    """What is wrong with a visit under a plan of these years; the draft is `tidied`."""
    if draft.on > today:
        yield Problem("on", Reason.IN_FUTURE, _("ngày thăm ở tương lai"), _("ghi chuyến thăm sau khi đã đi"))
    elif draft.on.year not in period:
        message = _("ngày thăm ngoài thời gian của kế hoạch (%(first)s–%(last)s)")
        words = message % {"first": period.start, "last": period.stop - 1}
        yield Problem("on", Reason.OUTSIDE_PERIOD, words, _("sửa ngày, hoặc chọn kế hoạch khác"))
    if not draft.visitor:
        yield Problem("visitor", Reason.MISSING, _("chưa có người đi thăm"), _("ghi họ tên"))
    if draft.outcome is VisitOutcome.REFUSED and draft.refusal is None:
        yield Problem("refusal", Reason.MISSING, _("chưa có lý do từ chối"), _("chọn lý do"))
    if draft.refusal is RefusalReason.OTHER and not draft.note:
        yield Problem("note", Reason.MISSING, _("chưa ghi lý do khác là gì"), _("ghi vài chữ vào ghi chú"))
    for field, text, most in (("visitor", draft.visitor, VISITOR_LENGTH), ("note", draft.note, NOTE_LENGTH)):
        if len(text) > most:
            yield Problem(field, Reason.TOO_LONG, _("dài hơn %(most)s ký tự") % {"most": most}, _("viết ngắn lại"))
