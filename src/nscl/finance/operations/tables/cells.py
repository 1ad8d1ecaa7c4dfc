"""The figures of the budget table: what is an amount, and what is a printed sum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from nscl.documents.pack.schema import BudgetLine, GrandTotal
from nscl.documents.pack.values import Amounts
from nscl.finance.enums import UNSPLIT, Stage
from nscl.finance.models import BudgetAmount, PrintedTotal
from nscl.finance.operations.lookup import MoneyLookup
from nscl.finance.operations.money import to_vnd
from nscl.plans.models import EditionPart


def line_cells(record: BudgetLine, number: int, lookup: MoneyLookup) -> Iterator[EditionPart]:
    """The figures of one line.

    Those of a heading are sums. A line without children has amounts by year; its figure over all years, and the
    figure over all sources beside split ones, are sums.
    """
    heading = record.key in lookup.headings
    for position, (year, source, amount) in enumerate(_figures(record.total, record.by_year.items()), start=1):
        of_year = record.by_year.get(year, {}) if year is not None else {}
        is_sum = heading or year is None or (source == UNSPLIT and len(of_year) > 1)
        vnd = to_vnd(amount, lookup.unit_vnd, _field(year, source))
        if is_sum or year is None:
            yield PrintedTotal(
                edition_id=lookup.edition_id,
                position=position,
                line_id=number,
                year=year,
                source_id=lookup.source(source),
                vnd=vnd,
            )
        else:
            yield BudgetAmount(
                edition_id=lookup.edition_id,
                position=position,
                line_id=number,
                year=year,
                source_id=lookup.source(source),
                stage=Stage.PLANNED.value,
                vnd=vnd,
            )


def grand_cells(record: GrandTotal, lookup: MoneyLookup) -> Iterator[PrintedTotal]:
    """The figures of the table's bottom row."""
    for position, (year, source, amount) in enumerate(_figures(record.total, record.by_year.items()), start=1):
        yield PrintedTotal(
            edition_id=lookup.edition_id,
            position=position,
            line_id=None,
            year=year,
            source_id=lookup.source(source),
            vnd=to_vnd(amount, lookup.unit_vnd, f"grand_total.{_field(year, source)}"),
        )


def _figures(total: Amounts, by_year: Iterable[tuple[int, Amounts]]) -> Iterator[tuple[int | None, str, Decimal]]:
    for year, amounts in by_year:
        for source, amount in amounts.items():
            yield year, source, amount
    for source, amount in total.items():
        yield None, source, amount


def _field(year: int | None, source: str) -> str:
    return f"total.{source}" if year is None else f"by_year[{year}].{source}"
