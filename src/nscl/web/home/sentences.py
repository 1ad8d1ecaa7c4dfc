"""The one sentence that answers what the person came for."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.progress.enums import StandingStatus
from nscl.progress.queries.duties import has_duties
from nscl.progress.queries.summary import PlanSummary
from nscl.text.dates import format_date
from nscl.text.formats import format_number
from nscl.web.context_choice import ContextChoice
from nscl.web.duties.words import duties_words
from nscl.web.home.answers import PlanView, Seen
from nscl.web.progress.words import measures_words
from nscl.web.work.words import activities_words
from nscl.work.queries.home import ProvinceYear


def place_words(choice: ContextChoice) -> str:
    """The chosen place as it stands inside a sentence: "Bắc Ninh", "cả nước"."""
    return choice.unit.name if choice.unit is not None else _("cả nước")


def answer_of(seen: Seen) -> str:
    """For who works: what there is to do; for who steers or reads: where the province stands; then the next report."""
    duties = [duties_words(seen.work.duties.total, seen.work.duties.late)] if has_duties(seen.viewer) else []
    if not seen.in_force:
        parts = [*duties, _no_plan(seen)]
    elif seen.speaks_for_agency:
        parts = [*duties, *_own_words(seen)]
    elif seen.works_daily:
        parts = duties
    elif seen.plans:
        standing = [standing_words(plan, several=len(seen.plans) > 1) for plan in seen.plans]
        parts = [*standing, *_work_words(seen.work.province), *(duties if seen.work.duties.total else ())]
    else:
        parts = [_plans_words(seen), _findings(seen)]
    return " ".join([*parts, *_due(seen)])


def _own_words(seen: Seen) -> list[str]:
    """How far the agency's annual plan is."""
    own = seen.work.own
    if own is None:
        return []
    year = {"year": seen.choice.year}
    if not own.plans:
        return [_("Cơ quan bạn chưa lập kế hoạch năm %(year)s.") % year]
    return [
        _("Kế hoạch năm %(year)s của %(agency)s: %(state)s.")
        % {**year, "agency": plan.agency, "state": plan.state.label}
        for plan in own.plans
    ]


def standing_words(plan: PlanView, *, several: bool) -> str:
    """ "Đến 21/11/2026, trong 20 chỉ tiêu: 3 chậm, 5 đúng tiến độ, 12 chưa tính." """
    summary = plan.summary
    if not summary.measures:
        return _("%(plan)s không có chỉ tiêu nào bằng số.") % {"plan": plan.row.label}
    words = {
        "day": format_date(summary.on),
        "measures": measures_words(summary.measures),
        "plan": plan.row.label,
        "parts": ", ".join(_status_words(summary)),
    }
    if several:
        return _("%(plan)s, đến %(day)s, trong %(measures)s: %(parts)s.") % words
    return _("Đến %(day)s, trong %(measures)s: %(parts)s.") % words


def _status_words(summary: PlanSummary) -> Iterable[str]:
    order = [StandingStatus.LATE, StandingStatus.AT_RISK]
    order += [status for status in StandingStatus if status not in order]
    return (f"{format_number(n)} {status.label}" for status in order if (n := summary.by_status[status]))


def _work_words(province: ProvinceYear | None) -> list[str]:
    """Who is late, and what waits for the People's Committee."""
    if province is None:
        return []
    said = []
    if province.late:
        agencies = len({row.agency for row in province.late})
        said.append(
            ngettext("%(n)s cơ quan có %(activities)s chậm.", "%(n)s cơ quan có %(activities)s chậm.", agencies)
            % {
                "n": format_number(agencies),
                "activities": activities_words(sum(row.activities for row in province.late)),
            }
        )
    escalated = province.difficulties.escalated
    if escalated:
        words = ngettext("%(n)s vướng mắc chờ UBND tỉnh.", "%(n)s vướng mắc chờ UBND tỉnh.", escalated)
        said.append(words % {"n": format_number(escalated)})
    return said


def _no_plan(seen: Seen) -> str:
    words = {"year": seen.choice.year, "place": place_words(seen.choice)}
    return _("Năm %(year)d, %(place)s chưa có kế hoạch nào có hiệu lực.") % words


def _plans_words(seen: Seen) -> str:
    words = {"year": seen.choice.year, "place": place_words(seen.choice), "n": len(seen.in_force)}
    return _("Năm %(year)d, %(place)s có %(n)d kế hoạch đang có hiệu lực.") % words


def _findings(seen: Seen) -> str:
    if not seen.open_findings:
        return _("Mọi phát hiện trong văn bản đều đã được xử lý.")
    return _("%(findings)d phát hiện chưa xử lý, trong đó %(errors)d chỗ sai.") % {
        "findings": seen.open_findings,
        "errors": seen.open_errors,
    }


def _due(seen: Seen) -> list[str]:
    """The next report: the agency's own, for who speaks for one."""
    day = seen.next_report
    if day is None:
        return []
    left = days_left_words((day - seen.today).days)
    return [_("Hạn báo cáo gần nhất: %(day)s (%(left)s).") % {"day": format_date(day), "left": left}]


def days_left_words(days: int) -> str:
    """ "còn 5 ngày", "quá hạn 2 ngày" """
    if days < 0:
        return ngettext("quá hạn %(n)s ngày", "quá hạn %(n)s ngày", -days) % {"n": format_number(-days)}
    return ngettext("còn %(n)d ngày", "còn %(n)d ngày", days) % {"n": days}
