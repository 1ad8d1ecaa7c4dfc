"""Inserting many rows at once, for loads of thousands: what `bulk_create` does for plain values, several times faster.

`bulk_create` asks every value of every row whether it is an SQL expression; taking in a whole plan spends most of its
time there (benchmarks/bench_loading.py). Here rows hold plain values only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice
from operator import itemgetter
from typing import Any, TypeAlias, TypeVar

from django.db import connections, models, router, transaction

M = TypeVar("M", bound=models.Model)
_Convert = Callable[[Any, Any], Any]
# A column's name, and how its values are given to the driver (None: as they are).
_Column: TypeAlias = tuple[str, _Convert | None]

# Columns whose Python values a database driver takes as they are. (Foreign keys hold the number of a row.)
_PLAIN = (models.CharField, models.TextField, models.IntegerField, models.ForeignKey, models.BooleanField)


def insert_rows(rows: Sequence[M]) -> None:
    """Insert unsaved rows of one model and give each its primary key.

    Values are plain (no expressions, no unsaved relations), the primary key is the database's own, no signal is sent.
    Atomic. Constraints and triggers of the database judge the rows as any others.
    """
    if not rows:
        return
    model = type(rows[0])
    names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    take = itemgetter(*names) if len(names) > 1 else lambda stored: (stored[names[0]],)
    for row, number in zip(rows, insert_values(model, names, [take(row.__dict__) for row in rows]), strict=True):
        row.pk = number


def insert_values(model: type[models.Model], names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> Sequence[int]:
    """Insert rows given as the values of the columns `names` ("title", "plan_id"), and return their primary keys.

    As `insert_rows`, without making an object of each row, which takes longer than all the rest. A column that is not
    named is NULL.
    """
    if not rows:
        return ()
    connection = connections[router.db_for_write(model)]
    write = _copy if connection.vendor == "postgresql" else _insert
    # No savepoint of its own: whoever inserts thousands of rows takes all of them back or none.
    with transaction.atomic(using=connection.alias, savepoint=False), connection.cursor() as cursor:
        return write(model, _columns(model, tuple(names)), rows, connection, cursor)


def _insert(
    model: type[models.Model], columns: Sequence[_Column], rows: Sequence[tuple[Any, ...]], connection: Any, cursor: Any
) -> Sequence[int]:
    """As many rows a statement as SQLite takes parameters: a third of the time of a statement a row."""
    numbers = _next_numbers(cursor, model._meta.db_table, len(rows))
    width = len(columns) + 1
    together = max(1, (connection.features.max_query_params or width) // width)
    one = f"({', '.join(['%s'] * width)})"
    # Only names of the model go into the text of the statement; values go in as parameters.
    start = f"INSERT INTO {_table(model, columns, connection)} VALUES "  # noqa: S608
    converted = _converted(numbers, rows, columns, connection)
    full = ([value for row in islice(converted, together) for value in row] for _many in range(len(rows) // together))
    cursor.executemany(start + ", ".join([one] * together), full)
    cursor.executemany(start + one, converted)
    return numbers


def _copy(
    model: type[models.Model], columns: Sequence[_Column], rows: Sequence[tuple[Any, ...]], connection: Any, cursor: Any
) -> Sequence[int]:
    """PostgreSQL's COPY; constraints and triggers judge these rows too."""
    numbers = _draw_numbers(cursor, model._meta.db_table, str(model._meta.pk.column), len(rows))
    statement = f"COPY {_table(model, columns, connection)} FROM STDIN"
    with connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in _converted(numbers, rows, columns, connection):
            copy.write_row(row)
    return numbers


def _table(model: type[models.Model], columns: Sequence[_Column], connection: Any) -> str:
    """The table with its key and these columns."""
    names = (str(model._meta.pk.column), *(name for name, _convert in columns))
    quote = connection.ops.quote_name
    return f"{quote(model._meta.db_table)} ({', '.join(map(quote, names))})"


def _draw_numbers(cursor: Any, table: str, key: str, count: int) -> Sequence[int]:
    """Keys drawn from PostgreSQL's sequence: COPY gives none back."""
    draw = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
    cursor.execute(draw, [table, key, count])
    return [number for (number,) in cursor.fetchall()]


def _next_numbers(cursor: Any, table: str, count: int) -> Sequence[int]:
    """The keys that SQLite would give next: `executemany` gives none back.

    A transaction that writes is alone (IMMEDIATE, config.environment); where it were not, the second of two with the
    same keys would be refused. SQLite moves its counter (AUTOINCREMENT) by the keys that it is given.
    """
    cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
    found = cursor.fetchone()
    first = (found[0] if found else 0) + 1
    return range(first, first + count)


@cache
def _columns(model: type[models.Model], names: tuple[str, ...]) -> tuple[_Column, ...]:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return tuple((str(fields[name].column), _converter(fields[name])) for name in names)


def _converter(field: models.Field[Any, Any]) -> _Convert | None:
    """How a value of a column is given to the driver; None: as it is."""
    if isinstance(field, _PLAIN):
        return None
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return lambda value, connection: connection.ops.adapt_datefield_value(value)
    return field.get_db_prep_save


def _converted(
    numbers: Sequence[int], rows: Sequence[tuple[Any, ...]], columns: Sequence[_Column], connection: Any
) -> Iterator[Sequence[Any]]:
    """Rows as the driver takes them, each with its key before."""
    odd = [(place, convert) for place, (_name, convert) in enumerate(columns, start=1) if convert is not None]
    for number, row in zip(numbers, rows, strict=True):
        values = [number, *row]
        for place, convert in odd:
            if values[place] is not None:
                values[place] = convert(values[place], connection)
        yield values
