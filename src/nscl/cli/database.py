"""What a command says of a database that it cannot work with, and how many migrations one lacks."""

from __future__ import annotations

from django.db.utils import DatabaseError, OperationalError

_MIGRATE = "Cơ sở dữ liệu chưa được tạo hoặc chưa nâng cấp. Cách sửa: chạy nscl migrate trước."


def unapplied() -> int:
    """How many migrations the database lacks. Raises DatabaseError where there is no database."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def what_is_missing(error: DatabaseError) -> str | None:
    """Why a command met `error` and what to do, where the database is not there or not made; None: a defect of ours."""
    try:
        return _MIGRATE if unapplied() else None
    except OperationalError:
        reason = " ".join(str(error).split())
        return f"Không dùng được cơ sở dữ liệu ({reason}). Cách sửa: kiểm tra NSCL_DATABASE_URL và máy chủ."
