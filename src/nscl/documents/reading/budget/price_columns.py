"""Columns of amount and price before the money, in tables whose geometry is lost: amount × price is the total."""

from dataclasses import replace

from nscl.documents.reading.budget.heads import HeadKind, find_head_words
from nscl.documents.reading.budget.tables import BudgetRow, UnitCost

_USUAL_UNIT_VND = 1_000_000


def without_price(row: BudgetRow, head: str, *, unit_vnd: int | None) -> BudgetRow:
    """The row with its first two figures taken for amount and price, where their product is the third.

    A heading's row, which has neither, keeps its figures. ``head``: the heads, which say which of the two comes first.
    A number of the title before them is left out as well.
    """
    run = max((row.figures, *row.others), key=len)
    for start in (0, 1):
        if len(run) < start + 3:
            break
        first, second, total = (figure.value for figure in run[start : start + 3])
        if first * second != total or not total:
            continue
        price, amount = (first, second) if _price_comes_first(head) else (second, first)
        vnd = price * (unit_vnd or _USUAL_UNIT_VND)
        cost = UnitCost(
            int(vnd) if vnd == int(vnd) else None,
            int(amount) if amount == int(amount) else None,
            row.unit_cost.unit if row.unit_cost is not None else None,
        )
        return replace(row, figures=run[start + 2 :], others=(), unit_cost=cost)
    return row


def _price_comes_first(head: str) -> bool:
    kinds = [word.kind for word in find_head_words(head)]
    return kinds.index(HeadKind.UNIT_COST) < kinds.index(HeadKind.QUANTITY)
