"""Plain arithmetic of the budget: between the table's unit and đồng, and up the tree of lines."""

from __future__ import annotations

from decimal import Decimal


def in_table_units(vnd: int, unit_vnd: int) -> Decimal:
    """Whole đồng as an amount of the printed table, exact: 525 950 000 đ in millions is 525.95."""
    amount = Decimal(vnd) / Decimal(unit_vnd)
    whole = amount.to_integral_value()
    return whole if amount == whole else amount.normalize()
