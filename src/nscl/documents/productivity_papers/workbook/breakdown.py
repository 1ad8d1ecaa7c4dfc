"""The parts of labour productivity's growth by sector as formulas, by each of the six ways.

p: output a worker of a sector, w: its part of all workers, price: its price over the whole's; 0 before, 1 after.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from nscl.documents.productivity_papers.breakdown import DecompositionKind
from nscl.documents.productivity_papers.workbook.live import Live, absolute, added, either, ln

# Below it two figures are one, and their logarithmic mean is that figure (as in `economics.decomposition`).
_SAME: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Pair:
    """A sector in two years, and the whole. prices: where the way needs them."""

    p0: Live
    p1: Live
    w0: Live
    w1: Live
    whole0: Live
    whole1: Live
    prices: tuple[Live, Live] | None = None

    @property
    def relative(self) -> tuple[Live, Live]:
        """The sector's relative prices in both years."""
        if self.prices is None:
            raise ValueError("cách tách này cần giá trị theo giá hiện hành của từng ngành")
        return self.prices


NEEDS_PRICES: Final = frozenset({DecompositionKind.GEAD, DecompositionKind.DIEWERT})


def parts_of(kind: DecompositionKind, pair: Pair) -> Sequence[Live]:
    """The sector's contribution to each part."""
    return _WAYS[kind](pair)


def growth_of(kind: DecompositionKind, before: Live, after: Live) -> Live:
    """The whole's growth, in logs where the way is."""
    return ln(after / before) if kind is DecompositionKind.LMDI else after / before - 1


def _fabricant(one: Pair) -> Sequence[Live]:
    grown, moved = one.p1 - one.p0, one.w1 - one.w0
    return one.w0 * grown / one.whole0, moved * one.p0 / one.whole0, moved * grown / one.whole0


def _mcmillan_rodrik(one: Pair) -> Sequence[Live]:
    return one.w0 * (one.p1 - one.p0) / one.whole0, one.p1 * (one.w1 - one.w0) / one.whole0


def _csls(one: Pair) -> Sequence[Live]:
    grown, moved = one.p1 - one.p0, one.w1 - one.w0
    return (
        one.w0 * grown / one.whole0,
        moved * (one.p0 - one.whole0) / one.whole0,
        moved * (grown - (one.whole1 - one.whole0)) / one.whole0,
    )


def _gead(one: Pair) -> Sequence[Live]:
    price0, price1 = one.relative
    size0, size1 = price0 * one.w0, price1 * one.w1
    relative, grown = one.p0 / one.whole0, one.p1 / one.p0 - 1
    return size0 * relative * grown, relative * (size1 - size0), relative * (size1 - size0) * grown


def _diewert(one: Pair) -> Sequence[Live]:
    price0, price1 = one.relative
    weight = price0 * one.w0 * one.p0 / one.whole0
    own, price, labour = one.p1 / one.p0, price1 / price0, one.w1 / one.w0
    parts = (weight * (own - 1), weight * (price - 1), weight * (labour - 1))
    return *parts, weight * (own * price * labour - 1) - added(parts)


def _lmdi(one: Pair) -> Sequence[Live]:
    weight = _log_mean(one.p1 * one.w1, one.p0 * one.w0) / _log_mean(one.whole1, one.whole0)
    return weight * ln(one.p1 / one.p0), weight * ln(one.w1 / one.w0)


def _log_mean(high: Live, low: Live) -> Live:
    return either(absolute(high / low - 1).below(_SAME), high, (high - low) / ln(high / low))


_WAYS: Final[Mapping[DecompositionKind, Callable[[Pair], Sequence[Live]]]] = {
    DecompositionKind.FABRICANT: _fabricant,
    DecompositionKind.MCMILLAN_RODRIK: _mcmillan_rodrik,
    DecompositionKind.CSLS: _csls,
    DecompositionKind.GEAD: _gead,
    DecompositionKind.DIEWERT: _diewert,
    DecompositionKind.LMDI: _lmdi,
}
