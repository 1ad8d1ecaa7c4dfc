"""Commendations as plain values: what is proposed, and what a decision must be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from nscl.text.folding import fold
from nscl.work.enums import CommendationLevel, RecipientKind
from nscl.work.rules.problems import Problem, Reason

# As wide as the columns.
MOST_RECIPIENT: Final = 250
MOST_WORKPLACE: Final = 200
MOST_NUMBER: Final = 60
MOST_TEXT: Final = 5_000


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Who is proposed for what. workplace: of a person, post and place of work.

    organisation_id: the organisation itself, or the one that the person works for, where it is registered.
    """

    plan_id: int
    year: int
    level: CommendationLevel
    recipient_kind: RecipientKind
    recipient: str
    workplace: str = ""
    organisation_id: int | None = None
    achievement: str


def tidied(candidate: Candidate) -> Candidate:
    """The same with its texts on one line; an organisation has no place of work."""
    is_person = candidate.recipient_kind is RecipientKind.PERSON
    return replace(
        candidate,
        recipient=" ".join(candidate.recipient.split()),
        workplace=" ".join(candidate.workplace.split()) if is_person else "",
        achievement=candidate.achievement.strip(),
    )


def folded_of(candidate: Candidate) -> str:
    """By what a commendation is known again, and found: the name, with the place of work where there is one."""
    return fold(f"{candidate.recipient} {candidate.workplace}".strip())


def check_candidate(candidate: Candidate, period_start: int, period_end: int) -> Iterable[Problem]:
    """What is wrong with a candidate of a plan with this period; the candidate is `tidied`."""
    if not candidate.recipient:
        message = _("chưa có tên người hoặc tập thể được khen")
        yield Problem("recipient", Reason.MISSING, message, _("ghi đủ họ tên hoặc tên tập thể"))
    if not candidate.achievement:
        yield Problem("achievement", Reason.MISSING, _("chưa có thành tích"), _("nêu thành tích trong vài câu"))
    lengths = (("recipient", MOST_RECIPIENT), ("workplace", MOST_WORKPLACE), ("achievement", MOST_TEXT))
    for field, most in lengths:
        if len(getattr(candidate, field)) > most:
            yield Problem(field, Reason.TOO_LONG, _("dài hơn %(most)s ký tự") % {"most": most}, _("viết ngắn lại"))
    if not period_start <= candidate.year <= period_end:
        message = _("năm %(year)s ngoài thời gian của kế hoạch (%(start)s–%(end)s)") % {
            "year": candidate.year,
            "start": period_start,
            "end": period_end,
        }
        yield Problem("year", Reason.OUTSIDE_PERIOD, message, _("chọn năm trong thời gian của kế hoạch"))


def check_decision(number: str, decided_on: date, year: int, on: date) -> Iterable[Problem]:
    """What is wrong with a decision about a candidate of a year, as of a day."""
    if not number:
        yield Problem("decision_number", Reason.MISSING, _("chưa có số quyết định"), _("ghi số, ký hiệu quyết định"))
    if len(number) > MOST_NUMBER:
        message = _("dài hơn %(most)s ký tự") % {"most": MOST_NUMBER}
        yield Problem("decision_number", Reason.TOO_LONG, message, _("chỉ ghi số, ký hiệu"))
    if decided_on > on:
        message = _("ngày %(day)s chưa tới") % {"day": f"{decided_on:%d/%m/%Y}"}
        yield Problem("decided_on", Reason.IN_FUTURE, message, _("ghi ngày ký của quyết định"))
    elif decided_on.year < year:
        message = _("quyết định ký trước năm được khen (%(year)s)") % {"year": year}
        yield Problem("decided_on", Reason.BACKWARD, message, _("xem lại ngày ký hoặc năm được khen"))
