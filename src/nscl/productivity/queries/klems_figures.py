"""Gross output with what it was made of, for KLEMS: capital, labour and each kind of intermediate with its cost."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from nscl.economics.capital import CapitalOptions
from nscl.economics.growth.figures import Figures
from nscl.economics.growth.klems import Factor, FactorKind, Klems
from nscl.economics.growth.stocks import capital_of
from nscl.economics.problems import DataProblem
from nscl.economics.series import Series
from nscl.productivity.enums import Breakdown, Variable
from nscl.productivity.queries.figure_shelf import Shelf


def klems_of(shelf: Shelf, figures: Figures, options: CapitalOptions) -> Klems | None:
    """The figures of KLEMS for the years that all of them have; None without gross output or intermediates.

    Capital earns what labour leaves of value added. What is missing of them is noted as a problem.
    """
    inputs = shelf.parts(Breakdown.INPUT, Variable.INTERMEDIATE)
    gross = shelf.constant("gross_output", Variable.GROSS_OUTPUT)
    if gross is None:
        return None
    try:
        factors = _value_added(figures, options)
        for part in inputs or ("",):
            factor = _intermediate(shelf, part)
            factors[factor.quantity.name] = factor
    except DataProblem as problem:
        shelf.doubt(problem)
        return None
    years = sorted(set(gross.values).intersection(*(_years(factor) for factor in factors.values())))
    if not years:
        why = _("không có năm nào đủ vốn, lao động, chi phí trung gian và chi phí của từng loại.")
        shelf.doubt(DataProblem("KLEMS", why, _("Hãy bổ sung số liệu cho cùng một khoảng năm.")))
        return None
    return Klems(Series(gross.name, gross.unit, {year: gross[year] for year in years}), factors)


def _value_added(figures: Figures, options: CapitalOptions) -> dict[str, Factor]:
    income, output = figures.labour_income, figures.output_current
    if income is None or output is None:
        why = _("cần GRDP giá hiện hành và thu nhập của người lao động để biết chi phí vốn.")
        raise DataProblem("KLEMS", why, _("Hãy nhập hai chuỗi này."))
    capital = capital_of(figures, options).input
    left = {year: output[year] - income[year] for year in set(output.values) & set(income.values)}
    return {
        capital.name: Factor(capital, left, FactorKind.CAPITAL),
        figures.labour.name: Factor(figures.labour, income.values, FactorKind.LABOUR),
    }


def _intermediate(shelf: Shelf, part: str) -> Factor:
    breakdown = Breakdown.INPUT if part else Breakdown.WHOLE
    suffix = f":{part}" if part else ""
    quantity = shelf.constant(f"intermediate{suffix}", Variable.INTERMEDIATE, breakdown, part)
    cost = shelf.current(f"intermediate_current{suffix}", Variable.INTERMEDIATE, breakdown, part)
    if quantity is None or cost is None:
        name = " ".join(filter(None, (str(Variable.INTERMEDIATE.label), part)))
        why = _("KLEMS cần chi phí trung gian theo cả giá so sánh và giá hiện hành.")
        raise DataProblem(name, why, _("Hãy nhập chuỗi còn thiếu."))
    return Factor(quantity, cost.values, FactorKind.INTERMEDIATE)


def _years(factor: Factor) -> set[int]:
    costs: Mapping[int, float] = factor.cost
    return set(factor.quantity.values) & set(costs)
