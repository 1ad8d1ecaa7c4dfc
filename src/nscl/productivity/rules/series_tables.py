"""What each variable may have: prices, units, parts; and the one unit in which each kind of quantity is computed with.

Kept as printed, figures are brought to the base unit of their kind only where they are used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from nscl.productivity.enums import Breakdown, MeasureUnit, PriceBasis, Variable

_MONEY: Final = (MeasureUnit.BILLION_DONG, MeasureUnit.MILLION_DONG)
_PEOPLE: Final = (MeasureUnit.THOUSAND_PERSONS, MeasureUnit.PERSON)
_HOURS: Final = (MeasureUnit.MILLION_HOURS, MeasureUnit.THOUSAND_HOURS)
_SHARE: Final = (MeasureUnit.PERCENT, MeasureUnit.FRACTION)
_INDEX: Final = (MeasureUnit.INDEX,)
_BOTH: Final = (PriceBasis.CONSTANT, PriceBasis.CURRENT)
_CURRENT: Final = (PriceBasis.CURRENT,)
_NO_PRICE: Final = (PriceBasis.NONE,)
_ONLY_WHOLE: Final = (Breakdown.WHOLE,)
_SECTORS: Final = (Breakdown.WHOLE, Breakdown.SECTOR)
_ASSETS: Final = (Breakdown.WHOLE, Breakdown.SECTOR, Breakdown.ASSET)


@dataclass(frozen=True, slots=True)
class VariableRule:
    """What a series of a variable may have. has_base: its base year is named although it has no prices (an index)."""

    units: tuple[MeasureUnit, ...]
    prices: tuple[PriceBasis, ...]
    breakdowns: tuple[Breakdown, ...]
    has_base: bool = False


RULES: Final[Mapping[Variable, VariableRule]] = {
    Variable.OUTPUT: VariableRule(_MONEY, _BOTH, _SECTORS),
    Variable.GROSS_OUTPUT: VariableRule(_MONEY, _BOTH, _SECTORS),
    Variable.INTERMEDIATE: VariableRule(_MONEY, _BOTH, (*_SECTORS, Breakdown.INPUT)),
    Variable.INVESTMENT: VariableRule(_MONEY, _BOTH, _ASSETS),
    Variable.CAPITAL_FORMATION: VariableRule(_MONEY, _BOTH, _ASSETS),
    Variable.FIXED_ASSETS: VariableRule(_MONEY, _BOTH, _ASSETS),
    Variable.OUTPUT_PRICE: VariableRule(_INDEX, _NO_PRICE, _SECTORS, has_base=True),
    Variable.INVESTMENT_PRICE: VariableRule(_INDEX, _NO_PRICE, (Breakdown.WHOLE, Breakdown.ASSET), has_base=True),
    Variable.WORKERS: VariableRule(_PEOPLE, _NO_PRICE, (*_SECTORS, Breakdown.EDUCATION)),
    Variable.HOURS: VariableRule(_HOURS, _NO_PRICE, _SECTORS),
    Variable.WAGES: VariableRule(_MONEY[::-1], _CURRENT, (*_SECTORS, Breakdown.EDUCATION)),
    Variable.LABOUR_INCOME: VariableRule(_MONEY, _CURRENT, _SECTORS),
    Variable.LABOUR_SHARE: VariableRule(_SHARE, _NO_PRICE, _ONLY_WHOLE),
    Variable.RESEARCH: VariableRule(_MONEY, _BOTH, _ONLY_WHOLE),
    Variable.CAPACITY_USE: VariableRule(_SHARE, _NO_PRICE, _ONLY_WHOLE),
}
# What adds up over provinces: never rates, shares, indexes and averages.
ADDITIVE: Final = frozenset(Variable) - {
    Variable.OUTPUT_PRICE,
    Variable.INVESTMENT_PRICE,
    Variable.WAGES,
    Variable.LABOUR_SHARE,
    Variable.CAPACITY_USE,
}


@dataclass(frozen=True, slots=True)
class BaseUnit:
    """The unit that a kind of quantity is computed in, and by what a printed figure is divided to come to it."""

    unit: MeasureUnit
    divisor: int


BASE_UNITS: Final[Mapping[MeasureUnit, BaseUnit]] = {
    MeasureUnit.BILLION_DONG: BaseUnit(MeasureUnit.BILLION_DONG, 1),
    MeasureUnit.MILLION_DONG: BaseUnit(MeasureUnit.BILLION_DONG, 1000),
    MeasureUnit.THOUSAND_PERSONS: BaseUnit(MeasureUnit.THOUSAND_PERSONS, 1),
    MeasureUnit.PERSON: BaseUnit(MeasureUnit.THOUSAND_PERSONS, 1000),
    MeasureUnit.MILLION_HOURS: BaseUnit(MeasureUnit.MILLION_HOURS, 1),
    MeasureUnit.THOUSAND_HOURS: BaseUnit(MeasureUnit.MILLION_HOURS, 1000),
    MeasureUnit.FRACTION: BaseUnit(MeasureUnit.FRACTION, 1),
    MeasureUnit.PERCENT: BaseUnit(MeasureUnit.FRACTION, 100),
    MeasureUnit.INDEX: BaseUnit(MeasureUnit.INDEX, 1),
}


def base_unit_of(variable: Variable) -> MeasureUnit:
    """The unit in which figures of a variable are computed with."""
    return BASE_UNITS[RULES[variable].units[0]].unit


def in_base_unit(figures: Mapping[int, float], unit: MeasureUnit) -> dict[int, float]:
    """Printed figures in the base unit of their kind. By year, in order."""
    divisor = BASE_UNITS[unit].divisor
    return {year: value / divisor for year, value in sorted(figures.items())}
