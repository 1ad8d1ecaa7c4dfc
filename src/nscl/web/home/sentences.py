"""The one sentence that answers what the person came for."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from nscl.web.context_choice import ContextChoice
from nscl.web.home.answers import Overview, OwnWork
from nscl.web.home.dates import DueDate


def place_words(choice: ContextChoice) -> str:
    """The chosen place as it stands inside a sentence: "Bắc Ninh", "cả nước"."""
    return choice.unit.name if choice.unit is not None else _("cả nước")


def answer_of(seen: Overview, choice: ContextChoice, today: date, work: OwnWork | None) -> str:
    """Plans in force and what in them waits; for a focal point, the agency's own tasks."""
    if work is not None:
        begin = _("%(agency)s chủ trì %(leads)d và phối hợp %(coordinates)d nhiệm vụ của %(plan)s.") % {
            "agency": work.agency,
            "leads": len(work.leads),
            "coordinates": len(work.coordinates),
            "plan": work.plan.label,
        }
        return f"{begin} {_due(work.due, today)}".strip()
    place = place_words(choice)
    if not seen.in_force:
        return _("Năm %(year)d, %(place)s chưa có kế hoạch nào có hiệu lực.") % {"year": choice.year, "place": place}
    begin = _("Năm %(year)d, %(place)s có %(n)d kế hoạch đang có hiệu lực.") % {
        "year": choice.year,
        "place": place,
        "n": len(seen.in_force),
    }
    return " ".join(filter(None, [begin, _findings(seen), _due(seen.due, today)]))


def _findings(seen: Overview) -> str:
    if not seen.open_findings:
        return _("Mọi phát hiện trong văn bản đều đã được xử lý.")
    return _("%(findings)d phát hiện chưa xử lý, trong đó %(errors)d chỗ sai.") % {
        "findings": seen.open_findings,
        "errors": seen.open_errors,
    }


def _due(due: tuple[DueDate, ...], today: date) -> str:
    if not due:
        return ""
    return _("Hạn báo cáo gần nhất: %(day)s (còn %(n)d ngày).") % {
        "day": f"{due[0].on:%d/%m/%Y}",
        "n": due[0].days_from(today),
    }
