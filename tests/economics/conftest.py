"""Matrix products of these tests on one core: two workers share two cores, and the matrices are small."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nscl.economics.analytics import one_core


@pytest.fixture(autouse=True, scope="session")
def _one_core() -> Iterator[None]:
    with one_core():
        yield
