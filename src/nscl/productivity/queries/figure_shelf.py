"""Series taken for a computation: each in its base unit, at one base's prices, with what a reader must know of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from nscl.economics import linking
from nscl.economics.problems import DataProblem
from nscl.economics.series import Series
from nscl.productivity.enums import Breakdown, PriceBasis, Variable
from nscl.productivity.queries.joining import Effective, Joiner, Sum
from nscl.productivity.queries.series_figures import name_of
from nscl.productivity.rules.series_values import SeriesKey

# By which index a quantity at current prices is brought to constant ones, the first that there is.
_INDEXES = {
    Variable.INVESTMENT: (Variable.INVESTMENT_PRICE, Variable.OUTPUT_PRICE),
    Variable.CAPITAL_FORMATION: (Variable.INVESTMENT_PRICE, Variable.OUTPUT_PRICE),
    Variable.FIXED_ASSETS: (Variable.INVESTMENT_PRICE, Variable.OUTPUT_PRICE),
}
_OF_OUTPUT = (Variable.OUTPUT_PRICE,)


@dataclass(slots=True)
class Shelf:
    """What was taken so far. used: in the order of taking; base_year: of all constant prices, 0 before it is chosen."""

    joiner: Joiner
    unit_id: int
    base_year: int = 0
    used: dict[SeriesKey, Effective] = field(default_factory=dict)
    rows: dict[tuple[str, int], tuple[str, str, int, float]] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)
    problems: dict[str, DataProblem] = field(default_factory=dict)

    def key(
        self, variable: Variable, prices: PriceBasis, breakdown: Breakdown = Breakdown.WHOLE, part: str = ""
    ) -> SeriesKey:
        """The key of a series of the province, at the chosen base where it has constant prices."""
        base = self.base_year if prices is PriceBasis.CONSTANT else 0
        return SeriesKey(self.unit_id, variable, breakdown, part, prices, base)

    def take(self, name: str, key: SeriesKey) -> Series | None:
        """A series under the name that the run's figures know it by; None where there is none."""
        found = self.joiner.effective(key)
        if found is None:
            return None
        self._use(key, found)
        return self.put(name, found.series)

    def put(self, name: str, series: Series) -> Series:
        """Keep a series among the run's figures."""
        for year, value in sorted(series.values.items()):
            self.rows[name, year] = (series.name, series.unit, year, value)
        return series

    def constant(
        self, name: str, variable: Variable, breakdown: Breakdown = Breakdown.WHOLE, part: str = ""
    ) -> Series | None:
        """A quantity at constant prices of the base: as printed, else current prices divided by a price index.

        None where there is neither; where only another base is there, that is a problem that says so.
        """
        found = self.take(name, self.key(variable, PriceBasis.CONSTANT, breakdown, part))
        if found is not None:
            return found
        deflated = self._deflated(name, variable, breakdown, part)
        if deflated is None:
            self._other_bases(variable, breakdown, part)
        return deflated

    def current(
        self, name: str, variable: Variable, breakdown: Breakdown = Breakdown.WHOLE, part: str = ""
    ) -> Series | None:
        """A quantity at current prices."""
        return self.take(name, self.key(variable, PriceBasis.CURRENT, breakdown, part))

    def plain(
        self, name: str, variable: Variable, breakdown: Breakdown = Breakdown.WHOLE, part: str = ""
    ) -> Series | None:
        """A quantity without prices."""
        return self.take(name, self.key(variable, PriceBasis.NONE, breakdown, part))

    def parts(self, breakdown: Breakdown, *variables: Variable) -> tuple[str, ...]:
        """The codes of the parts that any of these variables has, in order."""
        found = {
            key.part
            for key in self.joiner.keys_of(self.unit_id)
            if key.breakdown is breakdown and key.variable in variables
        }
        return tuple(sorted(found))

    def index(self, variable: Variable, breakdown: Breakdown = Breakdown.WHOLE, part: str = "") -> Effective | None:
        """A price index, on the chosen base where there is one on it, else on another."""
        keys = [key for key in self.bases(variable, breakdown, part) if self.joiner.effective(key) is not None]
        chosen = max(keys, key=lambda key: (key.base_year == self.base_year, key.base_year), default=None)
        if chosen is None:
            return None
        found = self.joiner.effective(chosen)
        if found is not None:
            self._use(chosen, found)
        return found

    def bases(self, variable: Variable, breakdown: Breakdown = Breakdown.WHOLE, part: str = "") -> Iterable[SeriesKey]:
        """The series of a quantity on every base."""
        for key in self.joiner.keys_of(self.unit_id):
            if (key.variable, key.breakdown, key.part) == (variable, breakdown, part) and key.base_year:
                yield key

    def doubt(self, problem: DataProblem) -> None:
        """Keep what could not be prepared."""
        self.problems.setdefault(str(problem), problem)

    def _use(self, key: SeriesKey, found: Effective) -> None:
        self.used[key] = found
        self.notes |= dict.fromkeys(found.notes)
        self.sums += found.sums
        for problem in found.problems:
            self.doubt(problem)

    def _deflated(self, name: str, variable: Variable, breakdown: Breakdown, part: str) -> Series | None:
        key = self.key(variable, PriceBasis.CURRENT, breakdown, part)
        current = self.joiner.effective(key)
        index = self._index_for(variable, breakdown, part) if current is not None else None
        if current is None or index is None:
            return None
        years = set(index.series.values)
        values = {year: value for year, value in current.series.values.items() if year in years}
        if not values:
            return None
        try:
            series = Series(name_of(key, ""), current.series.unit, values)
            found = linking.deflated(series, index.series, self.base_year)
        except DataProblem as problem:
            self.doubt(problem)
            return None
        self._use(key, current)
        note = _("%(name)s: chia cho %(index)s để về giá so sánh %(base)s.")
        words = {"name": current.series.name, "index": index.series.name, "base": self.base_year}
        self.notes[note % words] = None
        return self.put(name, found)

    def _index_for(self, variable: Variable, breakdown: Breakdown, part: str) -> Effective | None:
        for index in _INDEXES.get(variable, _OF_OUTPUT):
            for how, which in dict.fromkeys(((breakdown, part), (Breakdown.WHOLE, ""))):
                found = self.index(index, how, which)
                if found is not None:
                    return found
        return None

    def _other_bases(self, variable: Variable, breakdown: Breakdown, part: str) -> None:
        for key in self.bases(variable, breakdown, part):
            words = {"base": key.base_year, "wanted": self.base_year}
            why = _("theo giá so sánh %(base)s, GRDP theo giá so sánh %(wanted)s.") % words
            remedy = _("Hãy nối hai gốc so sánh của chuỗi này, hoặc nhập chuỗi theo gốc %(wanted)s.") % words
            self.doubt(DataProblem(name_of(key, self.joiner.part_name(key)), why, remedy))
