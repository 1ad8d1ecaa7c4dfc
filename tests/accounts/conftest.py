from __future__ import annotations

from pathlib import Path

import pytest

from nscl.institutions.operations import load_reference
from nscl.institutions.reference import Reference, read_reference
from nscl.records.operations import SYSTEM
from tests.factories.people import AT

FOLDER = Path(__file__).parents[2] / "data" / "reference"


@pytest.fixture(scope="session")
def reference() -> Reference:
    return read_reference(FOLDER)


@pytest.fixture
def loaded(db: None, reference: Reference) -> Reference:  # noqa: ARG001
    """The reference data in the test database. `db` is named, not asked for inside: pytest-django makes the test
    database only where it can see that a test needs one, and the tests would run on the database of the laptop."""
    load_reference(reference=reference, by=SYSTEM, at=AT)
    return reference
