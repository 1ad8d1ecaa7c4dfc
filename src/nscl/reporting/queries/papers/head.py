"""What papers of the province and of its agencies have in common: of which plan, on which basis, from where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from nscl.institutions.rules import label_of
from nscl.plans.models import LegalBasis
from nscl.plans.queries.rows import partial_date
from nscl.reporting.models import ReportingRound
from nscl.reporting.queries.proposing import period_words
from nscl.text.dates import PartialDate, format_date, format_partial

# The decisions of the Prime Minister under which every such plan stands (product.md), where the plan names them.
_NATIONAL: Final = ("1322/QĐ-TTg", "36/QĐ-TTg")


@dataclass(frozen=True, slots=True)
class RoundHead:
    """Of a round, or of a plan and a year without one: unit: "tỉnh Bắc Ninh"; basis: a line each."""

    unit: str
    place: str
    basis: tuple[str, ...]
    period: str
    passed_on: str

    @property
    def committee(self) -> str:
        """Who answers for the programme, as a sentence names it."""
        return f"Ủy ban nhân dân {self.unit}"

    @property
    def committee_lines(self) -> tuple[str, str]:
        """The same as the head of a paper has it."""
        return ("ỦY BAN NHÂN DÂN", self.unit.upper())

    def opening(self, issuer: str, as_of: date) -> str:
        """The first sentence of the body; above it that the plan came from a province that was merged, where it did."""
        said = f"{issuer} báo cáo kết quả thực hiện {self.period} như sau (số liệu tính đến hết ngày {{day}}):"
        sentence = said.format(day=format_date(as_of))
        return f"{self.passed_on}\n{sentence}" if self.passed_on else sentence


def head_of(held: ReportingRound) -> RoundHead:
    """The head for a round, which need not be stored; load it with its plan's unit, edition and unit. One query."""
    unit = label_of(held.unit.kind, held.unit.name)
    of_plan = label_of(held.plan.unit.kind, held.plan.unit.name)
    passed_on = "" if of_plan == unit else f"Kế hoạch do {of_plan}, nay thuộc {unit}, ban hành."
    if held.plan.unit.name == held.unit.name:  # the same name: a province that became a city
        passed_on = "" if of_plan == unit else f"Kế hoạch do {of_plan}, nay là {unit}, ban hành."
    return RoundHead(
        unit=unit,
        place=held.unit.name,
        basis=(_plan_line(held), *_national_lines(held.edition_id)),
        period=period_words(held),
        passed_on=passed_on,
    )


def _plan_line(held: ReportingRound) -> str:
    """The plan by its number and day, where its document has them."""
    edition = held.edition
    issued_on = partial_date(edition.issued_on)
    when = f" {_dated(issued_on)}" if issued_on else ""
    if edition.number:
        title = edition.title.removeprefix("Kế hoạch ")
        return f"Kế hoạch số {edition.number}{when} của {edition.issuer} về {title[:1].lower()}{title[1:]}"
    return f"{edition.title} của {edition.issuer}{', ban hành' + when if when else ''}"


def _national_lines(edition: int) -> tuple[str, ...]:
    rows = LegalBasis.objects.filter(edition=edition, number__in=_NATIONAL).order_by("position", "pk")
    lines = []
    for row in rows:
        on = partial_date(row.date)
        when = f" {_dated(on)}" if on else ""
        lines.append(f"Quyết định số {row.number}{when} của {row.issuer} {row.about[:1].lower()}{row.about[1:]}")
    return tuple(dict.fromkeys(lines))


def _dated(on: PartialDate) -> str:
    if on.is_full:
        return f"ngày {format_partial(on)}"
    return f"tháng {format_partial(on)}" if on.month else f"năm {on.year}"
