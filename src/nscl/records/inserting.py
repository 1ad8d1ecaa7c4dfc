"""Inserting many rows at once, for loads of thousands: what `bulk_create` does for plain values, several times faster.

`bulk_create` asks every value of every row whether it is an SQL expression; taking in a whole plan spends most of its
time there (benchmarks/bench_loading.py). Here rows hold plain values only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeAlias, TypeVar

from django.db import connections, models, router, transaction

M = TypeVar("M", bound=models.Model)
_Convert = Callable[[Any, Any], Any]
_Column: TypeAlias = "tuple[models.Field[Any, Any], _Convert | None]"

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
    columns = _columns(model)
    connection = connections[router.db_for_write(model)]
    # No savepoint of its own: whoever inserts thousands of rows takes all of them back or none.
    with transaction.atomic(using=connection.alias, savepoint=False), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            numbers = _copy(rows, columns, connection, cursor)
        else:
            numbers = _insert(rows, columns, connection, cursor)
    for row, number in zip(rows, numbers, strict=True):
        row.pk = number


def _insert(rows: Sequence[models.Model], columns: Sequence[_Column], connection: Any, cursor: Any) -> list[int]:
    """Many rows a statement, as many as the database takes; returns their keys in order."""
    table, names = _names(rows[0], columns, connection)
    # Only names of the model go into the text of the statement; values go in as parameters.
    into = f"INSERT INTO {table} ({names}) VALUES "  # noqa: S608
    one = f"({', '.join(['%s'] * len(columns))})"
    returning = f" RETURNING {connection.ops.quote_name(str(rows[0]._meta.pk.column))}"
    size = connection.ops.bulk_batch_size([field for field, _convert in columns], rows) or len(rows)
    numbers: list[int] = []
    for start in range(0, len(rows), size):
        batch = rows[start : start + size]
        values = [value for row in batch for value in _values(row, columns, connection)]
        cursor.execute(f"{into}{', '.join([one] * len(batch))}{returning}", values)
        numbers += [number for (number,) in cursor.fetchall()]
    return numbers


def _copy(rows: Sequence[models.Model], columns: Sequence[_Column], connection: Any, cursor: Any) -> list[int]:
    """PostgreSQL's COPY, keys drawn from the sequence before; constraints and triggers judge these rows too."""
    table, names = _names(rows[0], columns, connection)
    key = str(rows[0]._meta.pk.column)
    draw = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
    cursor.execute(draw, [table, key, len(rows)])
    numbers = [number for (number,) in cursor.fetchall()]
    statement = f"COPY {table} ({connection.ops.quote_name(key)}, {names}) FROM STDIN"
    with connection.wrap_database_errors, cursor.copy(statement) as copy:
        for number, row in zip(numbers, rows, strict=True):
            copy.write_row([number, *_values(row, columns, connection)])
    return numbers


def _names(row: models.Model, columns: Sequence[_Column], connection: Any) -> tuple[str, str]:
    quote = connection.ops.quote_name
    return quote(row._meta.db_table), ", ".join(quote(str(field.column)) for field, _convert in columns)


@cache
def _columns(model: type[models.Model]) -> tuple[_Column, ...]:
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    return tuple((field, None if isinstance(field, _PLAIN) else field.get_db_prep_save) for field in fields)


def _values(
    row: models.Model, columns: Sequence[tuple[models.Field[Any, Any], _Convert | None]], connection: Any
) -> Any:
    stored = row.__dict__
    for field, convert in columns:
        value = stored[field.attname]
        yield value if convert is None or value is None else convert(value, connection)
