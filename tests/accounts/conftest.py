from __future__ import annotations

import pytest

from nscl.institutions.reference import Reference
from tests.factories.reference import reference_data


@pytest.fixture
def loaded(db: None) -> Reference:  # noqa: ARG001
    """The reference data in the test database. `db` is named, not asked for inside: pytest-django makes the test
    database only where it can see that a test needs one, and the tests would run on the database of the laptop."""
    return reference_data()
