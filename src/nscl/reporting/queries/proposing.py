"""What the system proposes to whoever begins the province's report: words of the assessment, the front."""

from __future__ import annotations

from datetime import date
from typing import Final

from nscl.documents.pack.enums import AgencyKind
from nscl.documents.report_papers.tables import ReportFigures
from nscl.institutions.rules import label_of
from nscl.plans.models import ReportingDuty
from nscl.plans.operations.wording import stored
from nscl.plans.rules import years_in_words
from nscl.progress.enums import StandingStatus
from nscl.reporting.enums import RoundKind
from nscl.reporting.models import ReportingRound
from nscl.reporting.queries.figures import collect_province, scope_of
from nscl.reporting.rules.fronts import SUBJECT_LENGTH, FrontValues
from nscl.reporting.rules.proposals import READS, propose_assessment
from nscl.text.dates import format_date

# Who is told of the programme where the plan names nobody above the province (Decision 36/QĐ-TTg, article 2).
_MINISTRY: Final = "Bộ Khoa học và Công nghệ"
# Districts ended on 1 July 2025 (Law 72/2025/QH15): from then on communes alone receive the report.
_COMMUNES_ONLY: Final = date(2025, 7, 1)


def proposed_paragraphs(round_number: int, *, today: date) -> tuple[str, ...]:
    """Paragraphs of the general assessment of a round, from the figures of today. Raises ScopeNotFound."""
    return drafted(collect_province(scope_of(round_number, today), READS))


def drafted(figures: ReportFigures) -> tuple[str, ...]:
    """The same from figures that were collected."""
    return propose_assessment(figures, {stored(status.label): status for status in StandingStatus})


def proposed_front(held: ReportingRound) -> FrontValues:
    """Subject and recipients as the plan gives them; load the round with its plan's edition and unit. One query."""
    return FrontValues(subject=proposed_subject(held), recipients=_recipients(held))


def proposed_subject(held: ReportingRound) -> str:
    """What the report is about: the plan by its title, or by its province and years where that is too long."""
    plan = held.plan
    long, short = held.edition.title, f"Kế hoạch {plan.unit.name} {years_in_words(plan.period_start, plan.period_end)}"
    kind, when = _HEADS[RoundKind(held.kind)], period_words(held)
    subject = f"{kind} {long}, {when}"
    return subject if len(subject) <= SUBJECT_LENGTH else f"{kind} {short}, {when}"


_HEADS: Final = {
    RoundKind.YEARLY: "Kết quả thực hiện",
    RoundKind.ON_DEMAND: "Tình hình thực hiện",
    RoundKind.INTERIM: "Sơ kết thực hiện",
    RoundKind.FINAL: "Tổng kết thực hiện",
}


def period_words(held: ReportingRound) -> str:
    """What is reported on, as the subject ends: "năm 2026", "giai đoạn 2021–2025", "từ 01/01/2026 đến 30/06/2026"."""
    start, end = held.period_start, held.period_end
    whole_years = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    if not whole_years:
        return f"từ {format_date(start)} đến {format_date(end)}"
    return f"năm {start.year}" if start.year == end.year else f"giai đoạn {years_in_words(start.year, end.year)}"


def _recipients(held: ReportingRound) -> tuple[str, ...]:
    duties = ReportingDuty.objects.filter(edition=held.edition_id, to__kind=AgencyKind.MINISTRY)
    above = dict.fromkeys(duties.order_by("position", "pk").values_list("to__name", flat=True)) or {_MINISTRY: None}
    unit = label_of(held.unit.kind, held.unit.name).removesuffix(f" {held.unit.name}")
    below = "UBND các xã, phường"
    if held.period_end < _COMMUNES_ONLY:
        below = "UBND các huyện, thị xã, thành phố"
    return (
        *(f"{name} (b/c)" for name in above),
        f"Thường trực Tỉnh ủy, HĐND {unit} (b/c)" if unit == "tỉnh" else f"Thường trực Thành ủy, HĐND {unit} (b/c)",
        f"Chủ tịch, các Phó Chủ tịch UBND {unit}",
        f"Các sở, ban, ngành, đoàn thể {unit}",
        below,
        "Lưu: VT, KHCN",
    )
