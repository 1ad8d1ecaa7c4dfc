"""What the registers give for measures: the same one query for a plan, for a province and for a country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from nscl.documents.pack.enums import MeasureWhen
from nscl.progress.catalogue import Registered, Scope, Source
from nscl.progress.catalogue.registers import facts_of
from nscl.progress.enums import ValueSource
from nscl.progress.queries.measures import AskedMeasure
from nscl.progress.rules import Observed
from nscl.progress.rules.growth import growth_rates
from nscl.progress.rules.registers import Asked, Group, Groups, accumulated, levels, shares

_WHOLE = frozenset({MeasureWhen.TOTAL, MeasureWhen.BY_END})
_GROWTH = frozenset({MeasureWhen.GROWTH_PER_YEAR, MeasureWhen.AVERAGE_PER_YEAR})
_NONE = Groups()
# The owner of what was asked of a province, not of plans (`Fact.owner`).
PROVINCE = 0


def register_of(measure: AskedMeasure) -> Registered | None:
    """Which register gives a measure; None where none does.

    Of a percentage a register gives yearly growth alone: how many things there are says nothing of a share of things.
    """
    known = measure.known_indicator
    if known is None or known.register is None:
        return None
    if measure.is_percentage and (measure.when not in _GROWTH or known.register.per is not None):
        return None
    return known.register


def is_yearly(measure: AskedMeasure) -> bool:
    """Whether each year of a measure counts alone."""
    return measure.when not in _WHOLE


@dataclass(frozen=True, slots=True)
class RegisterFound:
    """What a measure gets of its register: observed, from how many entries, and whether one of them is made up."""

    observed: Observed
    entries: int
    is_sample: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing is entered of it yet."""
        return not self.observed.by_year


@dataclass(frozen=True)
class RegisterCounts:
    """The registers of some plans (or of a province, as owner 0) up to a day. Answers without a further query."""

    on: date
    groups: Mapping[tuple[Source, int], Groups] = field(default_factory=dict)

    @classmethod
    def read(cls, measures: Collection[AskedMeasure], on: date) -> RegisterCounts:
        """What some measures ask for, by plan. One query, none where no register gives any of them."""
        asked = [(one, register) for one in measures if (register := register_of(one)) is not None]
        if not asked:
            return cls(on)
        last = max(one.phase_end for one, _register in asked)
        scope = Scope(
            # The year before the phase too: growth in its first year is against it.
            first=date(min(one.phase_start for one, _register in asked) - 1, 1, 1),
            last=min(on, date(last, 12, 31)),
            plan_ids=frozenset(one.plan_id for one, _register in asked),
        )
        return cls.of([register for _one, register in asked], scope, on)

    @classmethod
    def of(cls, registers: Iterable[Registered], scope: Scope, on: date) -> RegisterCounts:
        """What some registers hold of a scope. One query, none where nothing of the scope is past."""
        sources = {source for register in registers for source in register.sources}
        if scope.first > scope.last:
            return cls(on)
        found: dict[tuple[Source, int], list[Group]] = defaultdict(list)
        for fact in facts_of(sources, scope, on):
            found[(fact.source, fact.owner)].append(Group(fact.years, fact.number, fact.samples))
        return cls(on, {key: Groups(tuple(groups)) for key, groups in found.items()})

    def find(self, measure: AskedMeasure, register: Registered) -> RegisterFound:
        """What a measure gets."""
        last = min(measure.phase_end, self.on.year)
        asked = Asked(measure.phase_start, last, is_yearly(measure))
        if measure.is_percentage:
            counted = self._groups(register.source, measure.plan_id).each_year(asked.first - 1, last)
            observed = Observed(source=ValueSource.COMPUTED, by_year=growth_rates(counted, self.on))
        else:
            observed = self.observed(register, measure.plan_id, asked)
        return RegisterFound(
            observed,
            self._entries(register, measure.plan_id, asked),
            self.has_samples(register, measure.plan_id, asked),
        )

    def observed(self, register: Registered, owner: int, asked: Asked) -> Observed:
        """What a register gives of the years asked for."""
        groups = self._groups(register.source, owner)
        if register.per is not None:
            return self._ratio(groups, self._groups(register.per, owner), asked)
        if register.known is None:
            return Observed(source=ValueSource.COUNTED, by_year=accumulated(groups, asked))
        by_year = levels(groups, self._groups(register.known, owner), asked)
        level = None if asked.yearly else by_year.get(asked.last)
        return Observed(source=ValueSource.COUNTED, by_year=by_year, level=level)

    def _ratio(self, parts: Groups, wholes: Groups, asked: Asked) -> Observed:
        pairs = shares(parts, wholes, asked)
        by_year = {year: part / whole for year, (part, whole) in pairs.items()}
        part, whole = pairs.get(asked.last, (None, None))
        return Observed(
            source=ValueSource.RATIO,
            by_year=by_year,
            level=None if asked.yearly else by_year.get(asked.last),
            numerator=part,
            denominator=whole,
        )

    def _entries(self, register: Registered, owner: int, asked: Asked) -> int:
        groups = self._groups(register.listed, owner)
        if register.stands:
            return int(groups.each_year(asked.last, asked.last).get(asked.last, Decimal(0)))
        return int(sum(accumulated(groups, asked).values()))

    def has_samples(self, register: Registered, owner: int, asked: Asked) -> bool:
        """Whether made-up entries are among what is counted."""
        return any(self._groups(source, owner).has_samples(asked.first, asked.last) for source in register.sources)

    def _groups(self, source: Source, owner: int) -> Groups:
        return self.groups.get((source, owner), _NONE)
