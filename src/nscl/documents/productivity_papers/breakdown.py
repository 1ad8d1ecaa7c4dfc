"""Labour productivity on paper: its level and growth, its parts by sector, what capital a worker gave of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductivityPaper:
    """Series "output" ÷ "labour", in `unit`; growth: of a year on the one before.

    first, last: of the run; geometric, arithmetic: growth a year over them by both averages.
    """

    unit: str
    levels: Mapping[int, float]
    growth: Mapping[int, float]
    first: int
    last: int
    geometric: float
    arithmetic: float


class DecompositionKind(StrEnum):
    """Ways of taking it apart (values of `economics.decomposition.Decomposition`)."""

    FABRICANT = "fabricant"
    MCMILLAN_RODRIK = "mcmillan-rodrik"
    CSLS = "csls"
    GEAD = "gead"
    DIEWERT = "diewert"
    LMDI = "lmdi"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorParts:
    """A sector: its contribution to each part, in the order of the decomposition's part names.

    output, labour, current: keys of its series ("output:A", "labour:A", "output_current:A").
    """

    code: str
    name: str
    parts: Sequence[float]
    output: str
    labour: str
    current: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecompositionPaper:
    """Growth of labour productivity from the level of `first` to that of `last`, by part and sector.

    chained: annual terms added up; otherwise the end points. parts: over all sectors, they sum to `growth`; shares: of
    growth, empty where refused. is_main: of the run's own way. refused: why there is none (then all these are empty).
    """

    method: DecompositionKind
    name: str
    part_names: Sequence[str]
    first: int
    last: int
    chained: bool
    growth: float = 0.0
    parts: Sequence[float] = ()
    shares: Sequence[float] = ()
    sectors: Sequence[SectorParts] = ()
    is_main: bool = False
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeepeningYear:
    """Log growth of labour productivity over first … last (equal: a year; else a year's mean); the three sum to it."""

    first: int
    last: int
    productivity: float
    from_capital: float
    from_quality: float
    tfp: float
