from __future__ import annotations

import pytest
from django.core.cache import cache

from tests.accounts.conftest import loaded

__all__ = ["loaded"]


@pytest.fixture(autouse=True)
def _no_remembered_tries() -> None:
    """allauth counts tries in the cache, which outlives a test."""
    cache.clear()
