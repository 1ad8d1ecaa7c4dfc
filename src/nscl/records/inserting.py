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
    fields = [field for field, _convert in columns]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    # Only names of the model go into the text of the statement; values go in as parameters.
    into = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES "  # noqa: S608
    one = f"({', '.join(['%s'] * len(columns))})"
    returning = f" RETURNING {quote(str(model._meta.pk.column))}"
    size = connection.ops.bulk_batch_size(fields, rows) or len(rows)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for start in range(0, len(rows), size):
            batch = rows[start : start + size]
            values = [value for row in batch for value in _values(row, columns, connection)]
            cursor.execute(f"{into}{', '.join([one] * len(batch))}{returning}", values)
            for row, (number,) in zip(batch, cursor.fetchall(), strict=True):
                row.pk = number


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
