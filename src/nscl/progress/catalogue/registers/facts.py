"""How many things of the registers came about in which years: one question for a plan, a province, a country."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from django.db import connection
from django.db.models import BigIntegerField, Case, F, IntegerField, Max, QuerySet, Sum, Value, When
from django.db.models.expressions import Combinable, CombinedExpression
from django.db.models.functions import Greatest

from nscl.progress.catalogue.registered import STANDING_SOURCES, Source
from nscl.progress.catalogue.registers.tables import RegisterTable, table_of, year_end
from nscl.progress.catalogue.scope import Scope
from nscl.records.years import YearOf

_COLUMNS: Final = ("counted_as", "owner", "thing", "years", "made_up")
# Years are bits: the sum of distinct ones is the set of years. Of the things of a register under an owner, those that
# came about in just the same years are one line. The SELECTs within are the database's own wording of our querysets;
# what surrounds them holds nothing that a person typed.
_FOLDED: Final = (
    "SELECT counted_as, owner, years, COUNT(*), SUM(made_up) FROM ({things}) AS things "
    "GROUP BY counted_as, owner, years"
)
_MERGED: Final = (
    "SELECT counted_as, owner, thing, CAST(SUM(DISTINCT years) AS bigint) AS years, MAX(made_up) AS made_up "
    "FROM ({levels}) AS levels GROUP BY counted_as, owner, thing"
)


class Fact(NamedTuple):
    """So many things of a register that came about (or stood) in just these years, and how many are made up.

    owner: the plan; 0 where a province was asked about, in which a thing is one whatever the plan.
    """

    source: Source
    owner: int
    years: frozenset[int]
    number: int
    samples: int


def facts_of(sources: Collection[Source], scope: Scope, as_of: date) -> tuple[Fact, ...]:
    """What the registers of a scope hold, by source and owner. One query, none where nothing is asked.

    as_of: what was revoked or closed by then is taken as such. What accumulates is there with every year of the scope
    in which it came about; what stands with every year at whose end (or on that day) it stood.
    """
    ordered = sorted(set(sources))
    if not ordered:
        return ()
    sql, params = _statement(ordered, scope, as_of)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return tuple(
            Fact(ordered[place], owner, _years(int(years), scope.first.year), number, int(samples))
            for place, owner, years, number, samples in cursor.fetchall()
        )


def _statement(ordered: Sequence[Source], scope: Scope, as_of: date) -> tuple[str, tuple[Any, ...]]:
    """One statement for all: what accumulates is folded by thing at once, what stands is asked year by year first."""
    things: list[QuerySet[Any]] = []
    levels: list[QuerySet[Any]] = []
    for place, source in enumerate(ordered):
        if source in STANDING_SOURCES:
            levels += _standing(source, place, scope, as_of)
        else:
            things.append(_accumulating(source, place, scope, as_of))
    parts: list[str] = []
    params: list[Any] = []
    for querysets, wording in ((things, "{}"), (levels, _MERGED.replace("{levels}", "{}"))):
        if querysets:
            sql, given = _united(querysets).query.sql_with_params()
            parts.append(wording.format(sql))
            params += given
    return _FOLDED.format(things=" UNION ALL ".join(parts)), tuple(params)


def _united(querysets: Sequence[QuerySet[Any]]) -> QuerySet[Any]:
    first, *others = querysets
    return first.union(*others, all=True) if others else first


def _years(bits: int, base: int) -> frozenset[int]:
    return frozenset(base + place for place in range(bits.bit_length()) if bits >> place & 1)


def _accumulating(source: Source, place: int, scope: Scope, as_of: date) -> QuerySet[Any]:
    """Each thing of a register once, with the years in which it came about."""
    table = table_of(source, as_of)
    year: Combinable = YearOf(table.day)
    rows = table.within(scope)
    if source is Source.CLUBS_FOUNDED:
        # A club of before the scope is known of in its first year.
        rows = table.of(scope).filter(founded_on__lte=scope.last)
        year = Greatest(year, Value(scope.first.year))
    bit = CombinedExpression(
        Value(1, output_field=IntegerField()), Combinable.BITLEFTSHIFT, year - Value(scope.first.year)
    )
    keyed = _keyed(rows, table, place, scope).values("counted_as", "owner", "thing")
    facts: QuerySet[Any] = keyed.annotate(
        years=Sum(bit, distinct=True, output_field=BigIntegerField()), made_up=Max(_made_up(table))
    ).values_list(*_COLUMNS)
    return facts


def _standing(source: Source, place: int, scope: Scope, as_of: date) -> Iterator[QuerySet[Any]]:
    """What stood at the end of each year, or on the day asked for while the year runs."""
    for year in range(scope.first.year, scope.last.year + 1):
        table = table_of(source, year_end(year, as_of))
        bit = Value(1 << (year - scope.first.year), output_field=BigIntegerField())
        keyed = _keyed(table.of(scope), table, place, scope)
        yield keyed.annotate(years=bit, made_up=_made_up(table)).values_list(*_COLUMNS)


def _keyed(rows: QuerySet[Any], table: RegisterTable, place: int, scope: Scope) -> QuerySet[Any]:
    keyed: QuerySet[Any] = rows.annotate(
        counted_as=Value(place, output_field=IntegerField()),
        owner=Value(0, output_field=IntegerField()) if scope.plan_ids is None else table.owner,
        thing=F(table.thing),
    )
    return keyed


def _made_up(table: RegisterTable) -> Case:
    return Case(When(**{table.sample: True}, then=Value(1)), default=Value(0), output_field=IntegerField())
