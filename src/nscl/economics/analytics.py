"""The extra `analytics` (numpy, scipy, duckdb, …): what firms and frontiers need and growth accounting does not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from typing import Any, Final

NEEDED: Final = ("numpy", "scipy", "ibis", "duckdb", "pyarrow", "threadpoolctl")


class MissingExtra(ImportError):
    """The base install has no `analytics`; the message says how to add it."""


def require_analytics() -> None:
    """Raise MissingExtra, naming what is absent and the remedy, unless the extra is installed."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise MissingExtra(
            f"Phân tích doanh nghiệp cần thêm {', '.join(missing)}. "
            "Cách sửa: chạy “.tools/uv sync --extra analytics”, hoặc “pip install 'nscl[analytics]'”."
        )


@contextmanager
def one_core() -> Iterator[None]:
    """Matrix products inside run on the core they are called from.

    Products of a few rows take microseconds; waking a second core for each takes ten times as long as the product.
    """
    with _threads().limit(limits=1, user_api="blas"):
        yield


@cache
def _threads() -> Any:
    from threadpoolctl import ThreadpoolController  # noqa: PLC0415  (only with the extra)

    return ThreadpoolController()
